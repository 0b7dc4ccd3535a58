"""Find the time expressions of an article and resolve each against its date and tense.

Patterns propose stretches of text, filters throw out those that only look like times, the
longest of what overlaps wins, and what is left is resolved from left to right, so that
"two days earlier" can count from the date before it. Values follow TimeML 1.2.1 (TIMEX3).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from reconcile.extract import _times_clock, _times_dates, _times_durations, _times_quarters, _times_relative
from reconcile.extract._times_calendar import Grain
from reconcile.extract._times_filters import is_plausible
from reconcile.extract._times_patterns import find_candidates
from reconcile.extract._times_scene import Reading, Scene
from reconcile.types import Span, TimeExpression, TimeType

if TYPE_CHECKING:
    from spacy.tokens import Doc

_Resolver = Callable[[re.Match[str], Scene], Reading | None]
# Resolved after the dates of their sentence, on the nearest of them ("at 9 p.m. on Friday").
_NEEDS_DAY = ("clock", "bare_part", "clock_range")
_Candidate = tuple[str, re.Match[str], Span]
_JOINS = re.compile(r"\s*,?\s*|\s+of\s+")


@cache
def resolvers() -> dict[str, _Resolver]:
    """Return what resolves each family of the grammar: the function `resolve_<family>` of its module."""
    modules = (_times_dates, _times_quarters, _times_relative, _times_durations, _times_clock)
    prefix = "resolve_"
    return {
        name.removeprefix(prefix): getattr(module, name)
        for module in modules
        for name in dir(module)
        if name.startswith(prefix)
    }


def extract_times(doc: Doc, *, reference: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a parsed article, in order and without overlaps.

    Args:
        doc: The article as `reconcile.extract.nlp.parse` gives it.
        reference: The day of publication. Without one, only what is absolute ("6 October
            2018"), or counts from something absolute, gets a place on the calendar.
    """
    scene = Scene(doc, reference)
    chosen = _longest(list(_candidates(scene)))
    chosen.sort(key=lambda c: (scene.sentence(c[2].start), c[0] in _NEEDS_DAY, c[2].start))
    found: list[tuple[Span, Reading]] = []
    for name, match, span in chosen:
        reading = resolvers()[name](match, scene)
        if reading is not None:
            scene.remember(reading, span.start)
            found.append((_trimmed(scene.text, span), reading))
    found.sort(key=lambda pair: pair[0])
    return tuple(_expression(scene.text, span, reading) for span, reading in _joined(scene.text, found))


def _candidates(scene: Scene) -> Iterator[_Candidate]:
    for name, match in find_candidates(scene.text):
        if is_plausible(name, match, scene):
            # A pattern that needs words before its expression names the expression itself "core".
            yield name, match, Span(*match.span("core" if "core" in match.re.groupindex else 0))


def _longest(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates without overlaps: longer before shorter, earlier rules before later."""
    taken: list[_Candidate] = []
    used = bytearray(max((span.end for _, _, span in candidates), default=0))
    for candidate in sorted(candidates, key=lambda c: c[2].start - c[2].end):
        start, end = candidate[2]
        if not any(used[start:end]):
            used[start:end] = b"\x01" * (end - start)
            taken.append(candidate)
    return taken


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip(" \n\t,-–—(")))


def _joined(text: str, found: list[tuple[Span, Reading]]) -> Iterator[tuple[Span, Reading]]:
    """Join a clock time or part of day with the day beside it: "9 a.m. Tuesday", "the night of Oct. 6"."""
    pending: tuple[Span, Reading] | None = None
    for span, reading in found:
        if (
            pending is not None
            and _JOINS.fullmatch(text[pending[0].end : span.start])
            and _same_day(pending[1], reading)
            and text[pending[0].end - 1] != ")"
        ):
            timed = pending[1] if pending[1].type is TimeType.TIME else reading
            pending = Span(pending[0].start, span.end), timed
            continue
        if pending is not None:
            yield pending
        pending = span, reading
    if pending is not None:
        yield pending


def _same_day(left: Reading, right: Reading) -> bool:
    if TimeType.TIME not in (left.type, right.type) or left.period is None or right.period is None:
        return False
    return left.period == right.period and left.period.grain is Grain.DAY


def _expression(text: str, span: Span, reading: Reading) -> TimeExpression:
    return TimeExpression(
        span=span,
        surface=text[span.start : span.end],
        type=reading.type,
        timex=reading.timex,
        edtf=reading.edtf,
        begin=reading.begin,
        end=reading.end,
        modifier=reading.modifier,
    )
