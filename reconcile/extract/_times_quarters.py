"""Quarters and halves, and the periods that business news sets them against: "the year-earlier quarter"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reconcile.extract._times_calendar import Grain, Period, period_of
from reconcile.extract._times_dates import modifier_of, plain_number, relative_year, year_of, years_around
from reconcile.extract._times_lexicon import squeeze
from reconcile.extract._times_scene import Reading, Scene, Tense, date_reading, nearest
from reconcile.types import TimeType

_N_IN_YEAR = {Grain.QUARTER: 4, Grain.HALF: 2}
_COMPARISON = re.compile(r"\b(?:ago|earlier|before|corresponding|comparable)\b")
# How many units from the one in question (_TOLD) or from the current one (_NOW) a determiner steps.
_FROM_TOLD = {"the previous": -1, "previous": -1, "the preceding": -1, "the prior": -1, "the following": 1}
_FROM_NOW = {
    "this": 0,
    "the current": 0,
    "current": 0,
    "last": -1,
    "the last": -1,
    "next": 1,
    "the next": 1,
    "the coming": 1,
}


def resolve_year_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the 1988 quarter": the quarter in question, in that year."""
    year = int(match["year"])
    if scene.quarter is None:
        return date_reading(period_of(Grain.YEAR, date(year, 1, 1)))
    return replace(date_reading(Period(scene.quarter.grain, scene.quarter.start.replace(year=year))), background=True)


def resolve_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the third quarter", "fourth-quarter", "Q3 2018", "the second half of 1989"."""
    half = (match["kind"] or "").lower() == "half"
    if squeeze(match["n"] or "") in ("last", "latter", "final"):
        n = 2 if half else 4
    else:
        n = int(match["q"]) if match["q"] else plain_number(match["n"])
    grain, months = (Grain.HALF, 6) if half else (Grain.QUARTER, 3)
    if not 1 <= n <= 12 // months:
        return None
    modifier = modifier_of(match["mod"])
    year = (
        year_of(match, scene)
        if (match["relyear"] and squeeze(match["relyear"]) != "the year") or match["year"]
        else None
    )
    if "year-" in squeeze(match["the"] or ""):
        return _year_before(grain, n, scene)
    if year is None and match["year0"]:
        year = int(match["year0"])
    lead = squeeze(match["the"] or "")
    if year is None and scene.reference and lead.startswith(("this year", "last year", "next year")):
        year = relative_year(lead[:9], scene)
    if year is None:
        if scene.reference is None:
            return Reading(TimeType.DATE, f"XXXX-{'H' if half else 'Q'}{n}", modifier=modifier)
        candidates = [period_of(grain, date(y, (n - 1) * months + 1, 1)) for y in years_around(scene)]
        chosen = nearest(candidates, scene.reference, scene.tense(match.start()))
        return date_reading(chosen, modifier) if chosen else None
    return date_reading(period_of(grain, date(year, (n - 1) * months + 1, 1)), modifier)


def _year_before(grain: Grain, n: int, scene: Scene) -> Reading | None:
    """Return "the year-ago third quarter": the one before the latest such quarter."""
    if scene.reference is None:
        return None
    months = 6 if grain is Grain.HALF else 3
    quarters = [period_of(grain, date(y, (n - 1) * months + 1, 1)) for y in years_around(scene)]
    chosen = nearest(quarters, scene.reference, Tense.PAST)
    earlier = chosen.shift(-12 // months) if chosen else None
    return replace(date_reading(earlier), background=True) if earlier else None


def relative_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the quarter", "last quarter", "the year-earlier period" by the quarter in question."""
    det, tail = squeeze(match["det"]), squeeze(match["of"] or "")
    half = squeeze(match["unit"]) == "half"
    base = scene.quarter or _latest(Grain.HALF if half else Grain.QUARTER, det, scene)
    if base is None:
        return None
    if _COMPARISON.search(tail) or _COMPARISON.search(det):
        return _background(base.shift(-_N_IN_YEAR[base.grain]))
    year = int(match["year"]) if match["year"] else relative_year(tail, scene) if tail else None
    if year is not None:
        return _background(Period(base.grain, base.start.replace(year=year)))
    if squeeze(match["unit"]) == "period" and det not in ("the latest", "the same"):
        return None
    return _stepped(base, det, scene)


def _latest(grain: Grain, det: str, scene: Scene) -> Period | None:
    """Return the quarter that reports published now are about: the last one that ended."""
    if scene.reference is None:
        return None
    return period_of(grain, scene.reference).shift(0 if _FROM_NOW.get(det, -1) >= 0 else -1)


def _stepped(base: Period, det: str, scene: Scene) -> Reading | None:
    found: Period | None = base
    if det in _FROM_NOW and scene.reference is not None:
        found = period_of(base.grain, scene.reference).shift(_FROM_NOW[det])
    elif det in _FROM_TOLD:
        found = base.shift(_FROM_TOLD[det])
    return date_reading(found) if found else None


def resolve_year_earlier(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "year-earlier" and "year-ago" before a noun: the quarter in question, a year before."""
    return a_year_before(scene)


def a_year_before(scene: Scene) -> Reading | None:
    """Return "a year earlier": of the quarter in question, or else the year before."""
    if scene.quarter is not None and scene.quarter_in_question:
        return _background(scene.quarter.shift(-_N_IN_YEAR[scene.quarter.grain]))
    return _background(period_of(Grain.YEAR, scene.reference).shift(-1)) if scene.reference else None


def _background(period: Period | None) -> Reading | None:
    return replace(date_reading(period), background=True) if period else None
