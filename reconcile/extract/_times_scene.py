"""What the grammar may look at to resolve an expression: reference date, tense, what came before.

A reading is what an expression means; a background one ("a year earlier") is a comparison that
the story does not go on from; the scene keeps the periods that later expressions
("two days earlier", "the year-earlier quarter") lean on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from reconcile.extract._times_calendar import Grain, Period, part_of, period_of
from reconcile.extract._times_lexicon import lexicon
from reconcile.types import TimeType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_CLIMB = 12
_CUE_REACH = 28
_CUE = re.compile(
    r"\b(?:up\s+)?(until|till|as soon as|as early as|no later than|effective|starting|beginning|since)\s+"
    r"(?:on\s+)?(?:\S+\s+[ap]\.?m\.?\s+(?:\w+\s+)?)?$",
    re.IGNORECASE,
)
_PAST_CUES = ("since",)
_FUTURE_MODALS = ("will", "wo", "shall", "'ll", "would", "may", "might", "should", "must", "ca")


class Tense(StrEnum):
    """The tense of the verb that governs an expression; UNKNOWN where there is none."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means; `period` is the calendar unit it names, if it names one."""

    type: TimeType
    timex: str
    edtf: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    modifier: str = ""
    period: Period | None = None
    clock: bool = False
    background: bool = False


def date_reading(period: Period, modifier: str = "", *, timex: str | None = None) -> Reading:
    """Return the reading of a calendar period, or of the modifier's part of it."""
    begin, end = part_of(period, modifier)
    whole = (begin, end) == period.interval
    edtf = period.edtf if whole else f"{begin.date().isoformat()}/{end.date().isoformat()}"
    if modifier == "approx":
        edtf += "~"
    return Reading(
        TimeType.DATE, timex or period.timex, edtf=edtf, begin=begin, end=end, modifier=modifier, period=period
    )


def range_reading(first: date, last: date, *, timex: str | None = None) -> Reading:
    """Return the reading of the days from `first` to `last`, both included."""
    midnight = datetime.min.time()
    return Reading(
        TimeType.DATE,
        timex or f"{first.isoformat()}/{last.isoformat()}",
        edtf=f"{first.isoformat()}/{last.isoformat()}",
        begin=datetime.combine(first, midnight),
        end=datetime.combine(last, midnight) + timedelta(days=1),
        period=period_of(Grain.DAY, first),
    )


def at_clock(day: Period | None, hour: int, minute: int, modifier: str = "") -> Reading:
    """Return the reading of a clock time on that day, one minute long; without a day it has no place."""
    if day is None:
        return Reading(TimeType.TIME, f"T{hour:02d}:{minute:02d}", modifier=modifier, clock=True)
    begin = datetime.combine(day.start, datetime.min.time()) + timedelta(hours=hour, minutes=minute)
    return Reading(
        TimeType.TIME,
        f"{day.timex}T{hour:02d}:{minute:02d}",
        edtf=begin.isoformat(),
        begin=begin,
        end=begin + timedelta(minutes=1),
        modifier=modifier,
        period=day,
        clock=True,
    )


@dataclass(slots=True)
class Scene:
    """One document as it is read from left to right."""

    doc: Doc
    reference: date | None
    text: str = ""
    anchor: Period | None = None
    anchor_at: int = -1
    quarter: Period | None = None
    quarter_in_question: bool = False
    days_by_sentence: dict[int, list[tuple[int, Period]]] = field(default_factory=dict)
    _token_at: list[int] = field(default_factory=list)
    _sentence_of: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the tokens by code point, once."""
        self.text = self.doc.text
        at = [0] * (len(self.text) + 1)
        for token in self.doc:
            at[token.idx : token.idx + len(token.text_with_ws)] = [token.i] * len(token.text_with_ws)
        self._token_at = at
        # `Token.sent` walks the whole document each time.
        starts = [0] * len(self.doc)
        for sentence in self.doc.sents:
            starts[sentence.start : sentence.end] = [sentence.start] * (sentence.end - sentence.start)
        self._sentence_of = starts

    def token(self, offset: int) -> Token:
        """Return the token that covers the code point."""
        return self.doc[self._token_at[min(offset, len(self._token_at) - 2)]]

    def sentence(self, offset: int) -> int:
        """Return the first token's index of the sentence there, as its name."""
        return self._sentence_of[self._token_at[min(offset, len(self._token_at) - 2)]]

    def base(self) -> Period | None:
        """Return the day from which "two days earlier" counts: the last one told, else the reference."""
        if self.anchor is not None:
            return self.anchor
        return None if self.reference is None else period_of(Grain.DAY, self.reference)

    def remember(self, reading: Reading, offset: int) -> None:
        """Keep what a reading says for the expressions after it."""
        if reading.period is None or reading.background:
            return
        self.anchor, self.anchor_at = reading.period, offset
        if reading.period.grain in (Grain.QUARTER, Grain.HALF):
            self.quarter = reading.period
            self.quarter_in_question = True
        if reading.period.grain is Grain.DAY:
            self.days_by_sentence.setdefault(self.sentence(offset), []).append((offset, reading.period))

    def tell_length(self, timex: str) -> None:
        """Note a length told: after "the nine months", "a year earlier" is no quarter any more."""
        if timex in ("P6M", "P9M"):
            self.quarter_in_question = False

    def is_recent(self, year: int) -> bool:
        """Tell whether the year is near enough to the reference date to be meant as one without more words."""
        return self.reference is not None and -40 <= year - self.reference.year <= 10

    def day_near(self, offset: int) -> Period | None:
        """Return the day told nearest to `offset` in its own sentence."""
        days = self.days_by_sentence.get(self.sentence(offset), [])
        return min(days, key=lambda day: abs(day[0] - offset))[1] if days else None

    def tense(self, offset: int) -> Tense:
        """Return the tense of the nearest verb above the token at `offset`."""
        if cue := _CUE.search(self.text[max(0, offset - _CUE_REACH) : offset]):
            # "Up until Thursday" and "Until Thursday," at the head of a sentence look back.
            past = (
                cue.group(1).lower() in _PAST_CUES or cue.group(1)[0].isupper() or cue.group(0).lower().startswith("up")
            )
            return Tense.PAST if past else Tense.FUTURE
        token = self.token(offset)
        if token.dep_ == "pobj" and token.head.lower_ == "for":
            # What is called, set or wanted for Monday lies ahead, whatever the tense of calling it.
            return Tense.FUTURE
        for _ in range(_MAX_CLIMB):
            if token.pos_ in ("VERB", "AUX") and token.tag_ != "MD":
                return _tense_of(token)
            if _is_over(token):
                return Tense.PAST
            if token.head == token:
                return Tense.UNKNOWN
            token = token.head
        return Tense.UNKNOWN


def _is_over(noun: Token) -> bool:
    """Whether a noun's own words say that it lies behind: "the first-ever summit in June", "their failed talks"."""
    if noun.pos_ != "NOUN":
        return False
    return any(word.lower_ in lexicon()["past_modifiers"] for left in noun.lefts for word in left.subtree)


def _tense_of(verb: Token) -> Tense:
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = [child.lower_ for child in auxiliaries]
    if any(word in _FUTURE_MODALS for word in words) and "have" not in words:
        return Tense.FUTURE
    if verb.tag_ == "VB" and "to" in words and "have" not in words:
        return _tense_of_infinitive(verb)
    if verb.lemma_.lower() in lexicon()["planning_verbs"] and (verb.tag_ != "VBN" or "had" not in words):
        return Tense.FUTURE
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in auxiliaries) or "have" in words or "has" in words:
        return Tense.PAST
    return _tense_of_form(verb, auxiliaries)


def _tense_of_form(verb: Token, auxiliaries: list[Token]) -> Tense:
    """Return the tense that a participle or a present form has, by the verb above it where it has none."""
    if verb.head != verb and (
        (verb.tag_ == "VBN" and verb.dep_ == "xcomp" and verb.head.pos_ == "VERB")
        or (verb.tag_ == "VBG" and not auxiliaries and verb.head.pos_ in ("VERB", "AUX"))
    ):
        return _tense_of(verb.head)
    if verb.tag_ == "VBN":
        return Tense.PRESENT if any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries) else Tense.PAST
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in lexicon()["timetable_verbs"]:
        return Tense.FUTURE
    return Tense.PRESENT if verb.tag_ in ("VBZ", "VBP", "VBG") else Tense.UNKNOWN


def _tense_of_infinitive(verb: Token) -> Tense:
    """Return the tense of "to meet": past under "flew" or "declined", future under "agreed", "is due" or a noun."""
    head = verb.head
    while head.head != head and head.pos_ == "ADJ":
        head = head.head
    if head == verb or head.pos_ not in ("VERB", "AUX"):
        return Tense.FUTURE
    if head.lemma_.lower() in lexicon()["promising_verbs"]:
        return Tense.PAST if any(child.lower_ == "had" for child in head.children) else Tense.FUTURE
    return Tense.PAST if _tense_of(head) is Tense.PAST else Tense.FUTURE


# A date the wrong way round for its tense must be this many times nearer to be preferred, days
# apart from months and coarser units. Swept on the TimeML documents (tests/measure_stages.py
# times): days 1.5 to 6 are alike within .003, coarse units best between 6 and 24.
_AGAINST_TENSE = 3.0
_AGAINST_TENSE_COARSE = 12.0
_FUTURE_WITHOUT_TENSE = 2.0


def nearest(candidates: Iterable[Period], reference: date, tense: Tense) -> Period | None:
    """Return the candidate nearest to the reference date, tense considered; the earlier of equals."""

    def cost(period: Period) -> tuple[float, date]:
        if period.start <= reference < period.end:
            return 0.0, period.start
        if period.start > reference:
            against = _AGAINST_TENSE if period.grain is Grain.DAY else _AGAINST_TENSE_COARSE
            weight = {Tense.PAST: against, Tense.UNKNOWN: _FUTURE_WITHOUT_TENSE}.get(tense, 1.0)
            return (period.start - reference).days * weight, period.start
        weight = _AGAINST_TENSE if tense is Tense.FUTURE else 1.0
        return (reference - period.end).days * weight, period.start

    return min(candidates, key=cost, default=None)
