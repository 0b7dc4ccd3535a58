"""Expressions that lean on the reference date or on what was told before: "yesterday", "last week", "two days ago"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from reconcile.extract._times_calendar import Grain, Period, period_of
from reconcile.extract._times_dates import (
    modifier_of,
    month_period,
    season_of,
    seasons_around,
    weekday_by,
    weekday_near,
)
from reconcile.extract._times_lexicon import lexicon, month_number, number_of, squeeze, unit_of, weekday_number
from reconcile.extract._times_quarters import a_year_before, relative_quarter
from reconcile.extract._times_scene import Reading, Scene, Tense, date_reading, range_reading
from reconcile.types import TimeType

_AFTER = ("later", "after", "afterward", "afterwards", "from now", "hence", "after that", "thereafter", "on")
_BACK = (
    "last",
    "previous",
    "past",
    "preceding",
    "prior",
    "the last",
    "the past",
    "the previous",
    "the preceding",
    "the prior",
)


def on_part(day: Period, part: str, modifier: str = "") -> Reading:
    """Return the reading of a part of a day: "Friday night" is the 13th at TNI, from 20:00 to 06:00."""
    code, first, last = lexicon()["day_parts"][_part(part)]
    midnight = datetime.combine(day.start, datetime.min.time())
    begin, end = midnight + timedelta(hours=first), midnight + timedelta(hours=last)
    edtf = day.timex
    if first == last:
        end = begin + timedelta(minutes=1)
        edtf = begin.isoformat()
    elif modifier == "start":
        end = begin + (end - begin) / 2
    elif modifier == "end":
        begin = begin + (end - begin) / 2
    clock = ":" in code
    return Reading(
        TimeType.TIME,
        f"{day.timex}T{code}",
        edtf=edtf,
        begin=begin,
        end=end,
        modifier=modifier,
        period=day,
        clock=clock,
    )


def _part(word: str) -> str:
    text = squeeze(word)
    return text if text in lexicon()["day_parts"] else text.removesuffix("s")


def _with_part(day: Period, match: re.Match[str], modifier: str) -> Reading:
    parts = match.groupdict()
    if parts.get("part"):
        return on_part(day, parts["part"], modifier_of(parts.get("partmod")) or modifier)
    return date_reading(day, modifier)


def resolve_weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a weekday by its tense, or by "last", "next", "this"."""
    weekday = weekday_number(match["weekday"])
    modifier = modifier_of(match["mod"])
    if scene.reference is None:
        return Reading(TimeType.DATE, f"XXXX-WXX-{weekday + 1}", modifier=modifier)
    det = squeeze(match["det"] or "")
    if det in ("every", "each"):
        return Reading(TimeType.SET, f"XXXX-WXX-{weekday + 1}")
    if match["week"]:
        step = {"last": -7, "this": 0, "next": 7}[squeeze(match["week"])]
        monday = scene.reference.toordinal() - scene.reference.weekday()
        return _with_part(period_of(Grain.DAY, date.fromordinal(monday + weekday + step)), match, modifier)
    reference = scene.reference
    if det in ("the previous", "the following") and scene.anchor is not None and scene.anchor.grain is Grain.DAY:
        reference = scene.anchor.start
    day = weekday_by(det, weekday, reference, scene.tense(match.start()))
    return _with_part(period_of(Grain.DAY, day), match, modifier)


def resolve_weekdays(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "Monday to Wednesday" as one stretch of days."""
    first, last = weekday_number(match["first"]), weekday_number(match["second"])
    if scene.reference is None:
        return Reading(TimeType.DATE, f"XXXX-WXX-{first + 1}/XXXX-WXX-{last + 1}")
    tense = scene.tense(match.start())
    if tense is Tense.FUTURE:
        begin = weekday_near(first, scene.reference, tense)
        return range_reading(begin, date.fromordinal(begin.toordinal() + (last - first) % 7))
    end = weekday_near(last, scene.reference, tense)
    return range_reading(date.fromordinal(end.toordinal() - (last - first) % 7), end)


_DAY_STEPS = {"yesterday": -1, "today": 0, "tonight": 0, "to-night": 0, "tomorrow": 1, "overnight": -1}


def resolve_deictic(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "today", "yesterday morning", "tonight", "overnight", "the day before yesterday"."""
    if scene.reference is None:
        return None
    word = squeeze(match["word"])
    modifier = modifier_of(match["mod"])
    step = _DAY_STEPS.get(word, -2 if "before" in word else 2)
    if word == "overnight":
        told = scene.day_near(match.start())
        return on_part(told or _day(scene.reference, -1), "night", modifier)
    day = _day(scene.reference, step)
    if "night" in word:
        return on_part(day, match["part"] or "night", modifier)
    return _with_part(day, match, modifier)


def _day(reference: date, step: int) -> Period:
    return period_of(Grain.DAY, date.fromordinal(reference.toordinal() + step))


def resolve_part_of_day(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "last night", "this morning", "that evening"."""
    det = squeeze(match["det"])
    modifier = modifier_of(match["mod"])
    if det in ("last", "this"):
        return (
            on_part(_day(scene.reference, -1 if det == "last" else 0), match["part"], modifier)
            if scene.reference
            else None
        )
    base = scene.base()
    if base is None or base.grain is not Grain.DAY:
        return None
    step = {"the previous": -1, "the following": 1, "the next": 1}.get(det, 0)
    return on_part(_day(base.start, step), match["part"], modifier)


def resolve_bare_part(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the morning", "at dawn" on the day the sentence tells, else on the last day told."""
    day = scene.day_near(match.start()) or scene.base()
    if (day is None or day.grain is not Grain.DAY) and scene.reference is not None:
        day = period_of(Grain.DAY, scene.reference)
    if day is None or day.grain is not Grain.DAY:
        code = lexicon()["day_parts"][_part(match["part"])][0]
        return Reading(TimeType.TIME, f"XXXX-XX-XXT{code}")
    return on_part(day, match["part"], modifier_of(match["mod2"]) or modifier_of(match["mod"]))


_GRAINS = {g.unit: g for g in Grain}


def resolve_relative(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a unit with a determiner: "last week", "the following year", "this summer"."""
    det, unit = squeeze(match["det"]), squeeze(match["unit"])
    if unit in ("period", "quarter", "half"):
        return relative_quarter(match, scene)
    if scene.reference is None:
        return _relative_to_anchor(det, unit, scene)
    modifier = modifier_of(match["mod"])
    if unit in lexicon()["seasons"]:
        return _relative_season(det, unit, scene, modifier)
    if unit == "night":
        return on_part(_day(scene.reference, -1 if det in _BACK else 0), "night", modifier)
    if unit == "fortnight" or (det in ("the past", "past", "the last") and unit != "weekend"):
        return _past_span(unit, scene.reference)
    return _dated(_relative_period(match, scene, scene.reference), modifier)


def _relative_period(match: re.Match[str], scene: Scene, reference: date) -> Period | None:
    det, unit = squeeze(match["det"]), squeeze(match["unit"])
    tail = squeeze(match["of"] or "")
    here = period_of(_GRAINS[unit], reference)
    if "before last" in tail or "after next" in tail:
        return here.shift(-2 if "before" in tail else 2)
    if (anchored := _relative_to_anchor(det, unit, scene)) is not None:
        return anchored.period
    same = det in ("the same", "that", "the very same", "that same")
    if unit == "weekend" and (same or det in (*_BACK, "the", "this", "this past")):
        return _weekend(scene)
    return here if same else here.shift(_step_of(det))


def _dated(period: Period | None, modifier: str = "") -> Reading | None:
    return date_reading(period, modifier) if period else None


def _step_of(det: str) -> int:
    if det in _BACK or det in ("this past", "the year-ago", "the year-earlier"):
        return -1
    if det in ("next", "the next", "coming", "the coming", "this coming", "following", "the following"):
        return 1
    return -1 if det in ("the latest", "latest") else 0


def _relative_to_anchor(det: str, unit: str, scene: Scene) -> Reading | None:
    """Resolve "the following year", "the previous day" against the last period told."""
    steps = {
        "the next": 1,
        "the following": 1,
        "following": 1,
        "the previous": -1,
        "previous": -1,
        "the preceding": -1,
        "the prior": -1,
        "the same": 0,
        "that same": 0,
        "the very same": 0,
        "that": 0,
    }
    if det not in steps or scene.anchor is None or unit not in _GRAINS:
        return None
    grain = _GRAINS[unit]
    if grain < scene.anchor.grain and not (grain is Grain.DAY and scene.anchor.grain is Grain.DAY):
        return None
    return _dated(period_of(grain, scene.anchor.start).shift(steps[det]))


def _weekend(scene: Scene) -> Period:
    """Return the weekend just past, or the coming one if the reference lies in it: newspapers' "the weekend"."""
    reference = scene.reference or date.min
    this = period_of(Grain.WEEKEND, reference)
    if reference >= this.start:
        return this
    return this.shift(-1) or this


def _relative_season(det: str, unit: str, scene: Scene, modifier: str) -> Reading | None:
    if scene.reference is None:
        return None
    around = seasons_around(unit, scene.reference)
    if det in _BACK or det == "this past":
        past = [s for s in around if s.end <= scene.reference]
        return _dated(past[-1] if past else None, modifier)
    if _step_of(det) == 1:
        coming = [s for s in around if s.start > scene.reference]
        return _dated(coming[0] if coming else None, modifier)
    return _dated(season_of(unit, scene.reference.year), modifier)


def _past_span(unit: str, reference: date) -> Reading:
    date_or_time, designator, factor = unit_of(unit)
    begin = period_of(Grain.DAY, reference)
    days = {"D": 1, "W": 7, "M": 30, "Q": 91, "Y": 365}.get(designator, 1) * factor
    start = datetime.combine(begin.start, datetime.min.time()) - timedelta(days=days)
    end = begin.interval[1]
    if unit in ("week", "month", "year"):
        # TimeBank writes "over the past year" as the year before; its days are those just gone.
        before = period_of(_GRAINS[unit], reference).shift(-1)
        return Reading(TimeType.DATE, before.timex if before else "PAST_REF", begin=start, end=end)
    return Reading(TimeType.DURATION, f"P{date_or_time}{factor}{designator}", begin=start, end=end)


def resolve_the_unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "for the year", "later in the day": the unit in which the reference lies."""
    if scene.reference is None:
        return None
    return _dated(period_of(_GRAINS[squeeze(match["unit"])], scene.reference))


def resolve_mid_unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "mid-week", "midsummer"."""
    if scene.reference is None:
        return None
    unit = squeeze(match["unit"])
    step = {"last": -1, "next": 1}.get(squeeze(match["det"] or ""), 0)
    if unit in lexicon()["seasons"]:
        return date_reading(season_of(unit, scene.reference.year + step), "mid")
    return _dated(period_of(_GRAINS[unit], scene.reference).shift(step), "mid")


def resolve_ago(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "two days ago" from the reference date, "two days earlier" from the last period told."""
    way = squeeze(match["way"])
    number = number_of(match["number"])
    date_or_time, designator, factor = unit_of(match["unit"])
    forward = way in _AFTER
    if number is None:
        return Reading(TimeType.DATE, "FUTURE_REF" if forward else "PAST_REF")
    modifier = modifier_of(match.groupdict().get("mod"))
    n_units = int(number * factor)
    if date_or_time:
        return Reading(TimeType.DURATION, f"PT{n_units}{designator}", modifier=modifier)
    if way in ("ago", "earlier", "before") and designator == "Y" and n_units == 1 and scene.quarter is not None:
        return a_year_before(scene)
    base = scene.base()
    if way in ("ago", "from now", "hence"):
        base = period_of(Grain.DAY, scene.reference) if scene.reference else None
    grain = _GRAIN_BY_DESIGNATOR[designator]
    if base is None or base.grain > grain:
        return None
    found = period_of(grain, base.start).shift(n_units if forward else -n_units)
    return _dated(found, modifier if modifier in ("approx", "less_than", "more_than") else "")


_GRAIN_BY_DESIGNATOR = {
    "D": Grain.DAY,
    "WE": Grain.WEEKEND,
    "W": Grain.WEEK,
    "M": Grain.MONTH,
    "Q": Grain.QUARTER,
    "Y": Grain.YEAR,
}


def resolve_day_before(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the day before" and "the night before" against the last period told."""
    unit, way = squeeze(match["unit"]), squeeze(match["way"])
    base = scene.base()
    if base is None:
        return None
    step = 1 if way.startswith("after") else -1
    if unit in ("night", "morning"):
        return on_part(_day(base.start, step), unit) if base.grain is Grain.DAY else None
    grain = _GRAINS[unit]
    return None if grain < base.grain else _dated(period_of(grain, base.start).shift(step))


def resolve_nth_of(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the last week of October", "the first days of 2018": that month or year, with mod start or end."""
    year = int(match["year"] or match["year2"] or 0)
    if match["month"]:
        month = month_period(month_number(match["month"]), year, scene, match.start())
        period = month
    else:
        period = period_of(Grain.YEAR, date(year, 1, 1))
    if period is None:
        return None
    nth = squeeze(match["n"])
    return date_reading(period, {"first": "start", "opening": "start", "last": "end", "final": "end"}.get(nth, ""))


def resolve_reference(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "now", "recently", "soon"."""
    word = squeeze(match["word"])
    return Reading(TimeType.DATE, lexicon()["references"][word])


def resolve_that_time(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "at the time" as a time past."""
    return Reading(TimeType.DATE, "PAST_REF")
