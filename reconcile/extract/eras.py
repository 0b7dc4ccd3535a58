"""Which time a sentence tells of: the story's own days, or a background of years ago.

News tells an old toll beside the new one. A clause that names a time far from the article's
own days, or counts "since" a beginning, belongs to another era, and its numbers never meet
those of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reconcile.extract.predicates import predicate_class
from reconcile.extract.vocabulary import casualty_classes, event_nouns, single_acts
from reconcile.types import SINCE, TimeExpression, TimeType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# A story's own days: what an article tells of the last weeks is news, not background.
_DAYS_OF_STORY = 45
_DAYS_OF_MONTH = 28
_YEAR = re.compile(r"\d{3}[\dX]")
_PAST_WORDS = re.compile(r"\b(last|previous) (year|month|decade|century)|\byears? ago\b|\bmonths? ago\b", re.IGNORECASE)
_THROUGHOUT = frozenset({"in", "during", "over", "across", "throughout", "after"})
_UP_TO_NOW = (["so", "far"], ["thus", "far"], ["to", "date"])


def era_of(
    tokens: Iterable[Token], times: Mapping[int, TimeExpression], published: date | None, *, value: int | None = None
) -> str | None:
    """Return the era that `tokens` name, "" for the story's own days, None where they name no time.

    A time that only says which thing is meant ("the fishermen seized in 1997") is of the era of
    what is told inside that aside, not of the clause around it.

    Args:
        tokens: A clause or a sentence.
        times: The time expression of each token's index.
        published: The article's day.
        value: The index of the token whose era is asked; None asks for that of the whole.
    """
    found: str | None = None
    tokens = tuple(tokens)
    if _adds_up(tokens):
        return SINCE
    for token in tokens:
        if token.lower_ == "since" and token.dep_ in {"prep", "mark"} and not _holds(token, value):
            return SINCE
        time = times.get(token.i)
        if time is None or time.type is TimeType.DURATION or _is_aside(token, value):
            continue
        era = _era(time, published)
        if era is not None:
            found = found or era
    return found


def eras_by_sentence(doc: Doc, times: Mapping[int, TimeExpression], published: date | None) -> dict[int, str | None]:
    """Return the era of each sentence by its first token; one that names no time may continue the one before."""
    eras: dict[int, str | None] = {}
    before: Span | None = None
    for sentence in doc.sents:
        era = era_of(sentence, times, published)
        if (
            era is None
            and before is not None
            and eras[before.start] not in {None, "", SINCE}
            and _continues(before, sentence)
        ):
            era = eras[before.start]
        eras[sentence.start] = era
        before = sentence
    return eras


def _is_aside(token: Token, value: int | None) -> bool:
    """Whether `token` stands in a clause that only describes a noun, and the token at `value` does not."""
    current = token
    while current.head.i != current.i:
        if current.dep_ in {"acl", "relcl"}:
            return not _holds(current, value)
        current = current.head
    return False


def _holds(token: Token, value: int | None) -> bool:
    """Whether the token at `value` hangs on `token`: the first death since a raid that killed 12 is not the twelve."""
    return value is not None and token.left_edge.i <= value <= token.right_edge.i


def _adds_up(tokens: Sequence[Token]) -> bool:
    """Whether a clause counts over several events: "in its five raids", "has so far seized 14 rifles".

    Of the dead and the hurt "so far" says only that the story goes on.
    """
    if any(_is_several_events(token) or _are_single_acts(token) for token in tokens):
        return True
    words = [token.lower_ for token in tokens]
    if not any(words[n : n + 2] in _UP_TO_NOW for n in range(len(words))):
        return False
    return not any(predicate_class(token) in casualty_classes() for token in tokens if token.pos_ in {"VERB", "NOUN"})


def _is_several_events(token: Token) -> bool:
    if token.tag_ != "NNS" or token.dep_ != "pobj" or token.lemma_.lower() not in event_nouns():
        return False
    return token.head.lower_ in _THROUGHOUT and any(
        child.dep_ == "nummod" and child.lower_ not in {"1", "one"} for child in token.children
    )


def _are_single_acts(token: Token) -> bool:
    """Whether a clause counts over acts that each have their own victims: "four hurt in overnight shootings".

    "The shootings" may be the one that the article is about.
    """
    if token.tag_ != "NNS" or token.dep_ != "pobj" or token.lemma_.lower() not in single_acts():
        return False
    is_series = token.head.head.lemma_.lower() in {"series", "string", "spate", "wave", "number"}
    is_known = any(
        child.dep_ in {"det", "poss"} and child.lower_ not in {"some", "several"} for child in token.children
    )
    return is_series or (token.head.lower_ in _THROUGHOUT and not is_known)


def _era(time: TimeExpression, published: date | None) -> str | None:
    if published is not None and time.begin is not None and time.end is not None:
        days = min(abs((time.begin.date() - published).days), abs((time.end.date() - published).days))
        # Of its own day an article says "on Tuesday"; "in July", in July, tells of earlier weeks.
        is_month = (time.end - time.begin).days >= _DAYS_OF_MONTH
        is_own = days <= _DAYS_OF_STORY and not (is_month and time.begin.date() <= published)
        # What is to come is nothing told before: "will close next year" is today's news.
        is_ahead = time.begin.date() > published
        return "" if is_own or is_ahead else time.edtf or time.timex
    if published is None and _YEAR.match(time.timex):
        return time.timex[:7]
    if _PAST_WORDS.search(time.surface):
        return f"past {time.surface.lower()}"
    return "" if time.begin is not None or time.timex.startswith("XXXX-W") else None


def _continues(before: Span, sentence: Span) -> bool:
    """Whether two neighbours speak of one act: they share a class of what happened."""
    ours, theirs = ({predicate_class(t) for t in span if t.pos_ in {"VERB", "NOUN"}} for span in (before, sentence))
    return bool(ours & theirs)
