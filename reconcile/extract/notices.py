"""Lines that a page carries on every story: when it was posted, whom to call with a tip.

A stamp answers nothing about the story. A call for tips names the same police desk in every
outlet, which an editor need not be told; the number to call is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reconcile.extract.entities_names import lexicon
from reconcile.types import Claim, EntityMention, Phrase, Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Two numbers alike so far are one number, and an odd last digit is a slip; before that they are two desks'.
_TELLING_DIGITS = 9
_NAMES = ("stamp", "tips", "calls", "number", "torn")


def is_told(claim: Claim, sentence: str) -> bool:
    """Whether `claim`, which stands in `sentence`, is one of the story's and not of the page's.

    What was torn from a name or taken for one ("Mt" of "Mt. Orrin", "Club Shooting") names nothing either.
    """
    patterns = _patterns()
    if patterns["stamp"].search(sentence):
        return False
    if isinstance(claim.value, EntityMention) and patterns["torn"].search(claim.surface):
        return False
    return not (isinstance(claim.value, EntityMention | Phrase) and patterns["tips"].search(sentence))


def extract_numbers_to_call(doc: Doc) -> Iterator[State]:
    """Yield the telephone numbers that people are asked to call, in text order."""
    patterns = _patterns()
    for sentence in doc.sents:
        if not patterns["calls"].search(sentence.text):
            continue
        for found in patterns["number"].finditer(sentence.text):
            start = sentence.start_char + found.start()
            digits = re.sub(r"\D", "", found[0])
            yield State(
                span=Span(start, start + len(found[0])),
                surface=found[0],
                question=f"number to call: {digits[:_TELLING_DIGITS]}",
                subject="event",
                asks="Which number are people asked to call?",
                answer=digits,
                rank=0,
            )


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    raw: Mapping[str, Any] = lexicon("notices")
    return {name: re.compile("|".join(raw[name]), re.IGNORECASE | re.DOTALL) for name in _NAMES}
