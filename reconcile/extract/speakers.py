"""Who of an article's speakers can be named, and which of what they say can be checked.

"Residents said" names nobody, and a named person's mood is no fact: a speaker answers "who
said it" where a name, or an office that speaks for a named body, stands with a number, a time
or words in quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.extract._phrases_worth import words_of
from reconcile.extract.attribution import ATTITUDE
from reconcile.types import Attribution, EntityMention, Value

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

_QUOTED = frozenset({"direct", "mixed"})
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
# Fewer content words than this are a greeting or a torn quotation.
_MIN_CONTENT_WORDS = 3


def named_speaker(
    attribution: Attribution, speaker: DocSpan, mentions: Sequence[EntityMention]
) -> EntityMention | None:
    """Return the person or body that speaks, None where the words name only what the speaker belongs to.

    Args:
        attribution: The attribution; one of an attitude says nothing and has no speaker.
        speaker: The tokens of its speaker.
        mentions: The article's mentions.
    """
    if attribution.type == ATTITUDE or not len(speaker):
        return None
    inside = [
        mention
        for mention in mentions
        if mention.label in {"person", "organisation"}
        and speaker.start_char <= mention.span.start
        and mention.span.end <= speaker.end_char
    ]
    mention = max(inside, key=lambda m: (m.label == "person", len(m.surface)), default=None)
    if mention is None:
        return None
    root = speaker.root
    is_head = mention.span.start <= root.idx < mention.span.end
    speaks_for = root.lemma_.lower() in words_of("spokespersons")
    return mention if is_head or speaks_for or mention.label == "person" else None


def is_checkable(attribution: Attribution, content: DocSpan, *, told: Sequence[Value]) -> bool:
    """Whether what is said holds an answer of its own, or is quoted, in more than a few words.

    Args:
        attribution: The attribution.
        content: The tokens of what is said.
        told: The article's numbers, times, places and states.
    """
    n_words = sum(token.pos_ in _CONTENT_POS and not token.is_stop for token in content)
    if n_words < _MIN_CONTENT_WORDS:
        return False
    spans = [value.span for value in told]
    holds_answer = any(content.start_char <= span.start and span.end <= content.end_char for span in spans)
    return holds_answer or attribution.type in _QUOTED
