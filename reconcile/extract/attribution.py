"""Who says what: the attributions of one article.

A cue ("said", "according to", "his claim that") is found by the lexicon, its speaker and
its content by the sentence's parse; quotation marks then tell where direct speech really
ends, and a quotation that runs on without a cue stays with the speaker who opened it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.extract.attribution_cues import adjective_class, cue_verb, noun_class
from reconcile.extract.attribution_direct import with_quotations
from reconcile.extract.attribution_frames import (
    by_according,
    by_adjective,
    by_headline,
    by_noun,
    by_verb,
)
from reconcile.types import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

ATTITUDE = "attitude"


def _candidates(doc: Doc) -> Iterator[Attribution]:
    for token in doc:
        found: Attribution | None = None
        if cue_verb(token) is not None:
            found = by_verb(token)
        elif token.lower_ == "according":
            found = by_according(token)
        elif noun_class(token) is not None:
            found = by_noun(token)
        elif adjective_class(token) is not None:
            found = by_adjective(token)
        if found is not None:
            yield found
    yield from by_headline(doc)


def extract_attributions(doc: Doc) -> tuple[Attribution, ...]:
    """Return every attribution of `doc`, in the order of the text.

    The type is "direct" where the content is quoted as a whole, "mixed" where quoted and
    reported words alternate, "nested" where it stands inside another attribution's content,
    "attitude" where the holder takes a stand towards something without stating it
    ("praised the vote"), and "indirect" else.
    """
    found = with_quotations(doc, tuple(_candidates(doc)))
    return tuple(sorted(found, key=lambda a: (a.content.start, -a.content.end, a.cue.start)))


def speaker_of(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the innermost attribution whose content covers `span`; attitudes state nothing and are left out."""
    covering = [
        a
        for a in attributions
        if a.type != ATTITUDE
        and a.content.start <= span.start
        and span.end <= a.content.end
        and not (a.cue.start < span.end and span.start < a.cue.end)
        and not (a.speaker is not None and a.speaker.start <= span.start and span.end <= a.speaker.end)
    ]
    return min(covering, key=lambda a: (a.content.end - a.content.start, a.content.start, a.cue.start), default=None)
