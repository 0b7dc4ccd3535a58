"""Place two time expressions on the comparison ladder.

An expression reaches this module as a half-open interval of the local calendar, so most of
the ladder is the overlap of two intervals. What needs thought is how exact the words are:
"around 9 pm" admits 8:49, a bare hour is a rounding, "early Friday" has no sharp edge, and
two clocks in different time zones are compared as moments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from reconcile.types import Judgement, Level, TimeExpression, TimeType

_PARTS = frozenset({"start", "mid", "end"})
_VAGUE = ("approx", "before", "after", "start", "mid", "end", "less_than", "more_than")
# Room in minutes of a clock time, by how round it is: people say nine for 8:49, and 9:15 for
# 9:12, but 9:07 for no other minute. "Around" doubles the room and makes it at least ten.
_ROOM_MIN = ((60, 15), (30, 10), (15, 5), (5, 2), (1, 0))
_VAGUE_ROOM_MIN = 20
_COUNTED = re.compile(r"\b(?:ago|earlier|later)\b", re.IGNORECASE)


def compare_times(left: TimeExpression, right: TimeExpression) -> Judgement:
    """Return the highest level that both expressions reach together.

    The relation is symmetric, and an expression with a place on the calendar is EXACT with itself.

    Args:
        left: An expression resolved against its own article's date.
        right: An expression of another article (or of the same), resolved likewise.

    Returns:
        NOT_COMPARABLE where one has no place on the calendar, where one is a length of time and
        the other a point, or where only one names its time zone; EXACT for the same interval;
        COMPATIBLE where one contains or overlaps the other or their rounding has room; else CONFLICT.
        What an undated article leaves open (the week of a weekday, the year of a month) is left out on both sides.
    """
    if left.type is right.type is TimeType.DATE and not (_has_place(left) and _has_place(right)):
        return _compare_fields(left, right)
    if (problem := _not_comparable(left, right)) is not None:
        return Judgement(level=Level.NOT_COMPARABLE, reason=problem, score=0.0)
    if left.type is TimeType.DURATION:
        return _compare_lengths(left, right)
    if _is_clock(left) and _is_clock(right):
        return _compare_clocks(left, right)
    return _compare_intervals(left, right)


def _compare_fields(left: TimeExpression, right: TimeExpression) -> Judgement:
    """Compare what two dates name of the calendar: "Thursday" with 10 November 2011, "April" with "May 2012"."""
    ours, theirs = _fields(left), _fields(right)
    shared = ours.keys() & theirs.keys()
    if not shared:
        open_one = left if not _has_place(left) else right
        return Judgement(
            level=Level.NOT_COMPARABLE, reason=f"“{open_one.surface}” has no place on the calendar", score=0.0
        )
    if any(ours[name] != theirs[name] for name in shared):
        return Judgement(level=Level.CONFLICT, reason=f"{_spoken(left)} against {_spoken(right)}")
    parts = [_part(time) for time in (left, right)]
    if all(parts) and parts[0] != parts[1]:
        reason = f"{_pair(left, right)} name two parts of what may be one time"
        return Judgement(level=Level.NOT_COMPARABLE, reason=reason, score=0.0)
    # A weekday is all that news of the week says of a day.
    is_whole = ours.keys() == theirs.keys() or shared == {"weekday"}
    if is_whole and parts[0] == parts[1]:
        return Judgement(level=Level.EXACT, reason=f"both say {_spoken(left if _has_place(left) else right)}")
    return Judgement(level=Level.COMPATIBLE, reason=f"{_spoken(left)} and {_spoken(right)} can both be true", score=0.8)


def _part(time: TimeExpression) -> str:
    """Return which part of its day or month an expression means ("late", "morning"), "" for the whole."""
    found = re.search(r"\b(?:morning|afternoon|evening|night|noon|midnight)\b", time.surface.lower())
    return time.modifier or (found[0] if found else "")


def _fields(time: TimeExpression) -> dict[str, int]:
    """Return the fields of the calendar that a date names, by name; an interval or a vague date names none."""
    open_week = re.fullmatch(r"XXXX-WXX-(\d)", time.timex)
    if open_week is not None:
        return {"weekday": int(open_week[1])}
    found = re.fullmatch(r"(\d{4}|XXXX)-(\d\d)(?:-(\d\d))?", time.timex)
    if found is None:
        return {}
    named = {
        name: int(value)
        for name, value in zip(("year", "month", "day"), found.groups(), strict=True)
        if value and value.isdigit()
    }
    if len(named) == 3 and time.begin is not None:
        named["weekday"] = time.begin.isoweekday()
    return named


def _has_place(time: TimeExpression) -> bool:
    return time.begin is not None and time.end is not None


def _not_comparable(left: TimeExpression, right: TimeExpression) -> str | None:
    first, second = sorted((left, right), key=lambda t: (t.type, t.surface))
    for time in (first, second):
        if time.type is TimeType.SET:
            return f"“{time.surface}” says how often, not when"
    lengths = [time for time in (first, second) if time.type is TimeType.DURATION]
    if len(lengths) == 1:
        point = second if lengths[0] is first else first
        return f"“{lengths[0].surface}” says how long, “{point.surface}” says when"
    if lengths:
        return None
    for time in (first, second):
        if not _has_place(time):
            return f"“{time.surface}” has no place on the calendar"
    return None


def _compare_lengths(left: TimeExpression, right: TimeExpression) -> Judgement:
    """Compare two lengths of time by their TIMEX3 values; vague ones are never in conflict."""
    low_left, low_right = _days(left.timex), _days(right.timex)
    if low_left is None or low_right is None:
        same = left.timex == right.timex
        level = Level.COMPATIBLE if same else Level.NOT_COMPARABLE
        return Judgement(level=level, reason=f"{_pair(left, right)}: at least one is too vague to compare", score=0.5)
    if low_left == low_right and left.modifier == right.modifier:
        return Judgement(level=Level.EXACT, reason=f"both say {min(left.surface, right.surface)}")
    first, second = _bounds(low_left, left.modifier), _bounds(low_right, right.modifier)
    if max(first[0], second[0]) <= min(first[1], second[1]):
        return Judgement(level=Level.COMPATIBLE, reason=f"{_pair(left, right)} can both be true", score=0.8)
    return Judgement(level=Level.CONFLICT, reason=f"{_pair(left, right)} are different lengths of time")


_DAYS_BY_DESIGNATOR = {"D": 1.0, "W": 7.0, "WE": 2.0, "M": 30.4375, "Q": 91.3125, "Y": 365.25}
_DAYS_BY_CLOCK_DESIGNATOR = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}


def _days(timex: str) -> float | None:
    """Return a duration's length in days, None where a number is missing."""
    found = re.fullmatch(r"P((?:[\d.]+[A-Z]{1,2}?(?=\d|T|$))*)(?:T((?:[\d.]+[HMS])+))?", timex)
    if found is None:
        return None
    total = 0.0
    for part, table in ((found[1], _DAYS_BY_DESIGNATOR), (found[2], _DAYS_BY_CLOCK_DESIGNATOR)):
        for number, designator in re.findall(r"([\d.]+)([A-Z]+)", part or ""):
            total += float(number) * table.get(designator, 0.0)
    return total or None


def _bounds(days: float, modifier: str) -> tuple[float, float]:
    """Return the lengths that a modifier admits: ten percent for "about", one open side for "at least"."""
    open_end = float("inf")
    if modifier in ("more_than", "equal_or_more"):
        return days, open_end
    if modifier == "equal_or_less":
        return 0.0, days
    if modifier == "less_than":
        return days * 0.8, days
    return (days * 0.9, days * 1.1) if modifier == "approx" else (days, days)


def _pair(left: TimeExpression, right: TimeExpression) -> str:
    first, second = sorted((left.surface, right.surface))
    return f"“{first}” and “{second}”"


def _is_clock(time: TimeExpression) -> bool:
    """Tell whether an expression is one minute of the clock, not a day, a part of day or a stretch."""
    if time.begin is None or time.end is None or time.end - time.begin > timedelta(minutes=1):
        return False
    return re.search(r"T\d\d:\d\d", time.timex) is not None


def _compare_clocks(left: TimeExpression, right: TimeExpression) -> Judgement:
    moments = _moments(left, right)
    if moments is None:
        known = next(time for time in (left, right) if zone_offset_min(time) is not None)
        reason = f"{_pair(left, right)}: only “{known.surface}” names its time zone"
        return Judgement(level=Level.NOT_COMPARABLE, reason=reason, score=0.0)
    first, second = moments
    apart = abs(first - second)
    if apart and (_has_open_half(left) or _has_open_half(right)):
        apart %= timedelta(hours=12)
        apart = min(apart, timedelta(hours=12) - apart)
    if first == second and left.modifier == right.modifier:
        return Judgement(level=Level.EXACT, reason=f"both say {_spoken(left)}")
    if left.timex.endswith("T24:00") or right.timex.endswith("T24:00"):
        # "Midnight on Friday" is the night into Friday for one paper and out of it for another.
        apart = min(apart, abs(timedelta(days=1) - apart))
    room = timedelta(minutes=max(_room_min(left), _room_min(right)))
    if apart <= room or _admits(left, first, second) or _admits(right, second, first):
        reason = (
            f"{_spoken(left)} and {_spoken(right)} are the same time, rounded"
            if apart
            else f"both about {_spoken(left)}"
        )
        return Judgement(level=Level.COMPATIBLE, reason=reason, score=0.8)
    return Judgement(level=Level.CONFLICT, reason=f"{_spoken(left)} against {_spoken(right)}")


@cache
def _zones() -> Mapping[str, int]:
    zones: dict[str, int] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))["zones"]
    return zones


def zone_offset_min(time: TimeExpression) -> int | None:
    """Return how many minutes east of UTC the clock of an expression stands, None where its words don't say.

    "10:35 a.m. (0735 GMT)" tells it by giving the same moment twice.
    """
    text = re.sub(r"\s+", " ", time.surface).lower()
    named = "|".join(sorted(map(re.escape, _zones()), key=lambda zone: (-len(zone), zone)))
    twice = re.search(rf"\((\d{{1,2}})\s?[:.]?\s?(\d\d)\s*(a\.?m|p\.?m)?\.?\s*({named})\b", text)
    if twice is not None and time.begin is not None:
        hour = int(twice[1]) % 12 + (12 if twice[3].startswith("p") else 0) if twice[3] else int(twice[1])
        behind = time.begin.hour * 60 + time.begin.minute - hour * 60 - int(twice[2])
        return (behind + _zones()[twice[4]] + 720) % 1440 - 720
    found = re.search(rf"\b({named})\b", text)
    return _zones()[found[1]] if found else None


def _moments(left: TimeExpression, right: TimeExpression) -> tuple[datetime, datetime] | None:
    """Return both clock times on one clock, None where only one names its zone and they differ."""
    if left.begin is None or right.begin is None:
        return None
    zones = zone_offset_min(left), zone_offset_min(right)
    if zones[0] is not None and zones[1] is not None:
        return left.begin - timedelta(minutes=zones[0]), right.begin - timedelta(minutes=zones[1])
    if zones == (None, None):
        return left.begin, right.begin
    # One outlet left its zone out: near enough on the face of it is the same time, the rest is unknown.
    near = abs(left.begin - right.begin) <= timedelta(minutes=max(_room_min(left), _room_min(right)))
    local = "local time" in left.surface.lower() or "local time" in right.surface.lower()
    return (left.begin, right.begin) if near and not local else None


def _has_open_half(time: TimeExpression) -> bool:
    """Tell whether the words leave morning or evening open, as a bare "nine o'clock" does."""
    words = time.surface.lower()
    return re.search(r"clock\b|\b(?:half|quarter) (?:past|to)\b", words) is not None and "in the" not in words


def _room_min(time: TimeExpression) -> int:
    minutes = time.begin.hour * 60 + time.begin.minute if time.begin else 0
    room = next(room for step, room in _ROOM_MIN if minutes % step == 0)
    return max(2 * room, _VAGUE_ROOM_MIN) if time.modifier in ("approx", "less_than", "more_than") else room


def _admits(time: TimeExpression, moment: datetime, other: datetime) -> bool:
    """Tell whether "shortly after 11" admits the other moment: within the hour on its side."""
    hour = timedelta(hours=1)
    if time.modifier == "after":
        return moment <= other < moment + hour
    return time.modifier == "before" and moment - hour < other <= moment


def _compare_intervals(left: TimeExpression, right: TimeExpression) -> Judgement:
    if left.begin is None or left.end is None or right.begin is None or right.end is None:
        return Judgement(
            level=Level.NOT_COMPARABLE, reason=f"{_pair(left, right)}: one has no place on the calendar", score=0.0
        )
    if (left.begin, left.end) == (right.begin, right.end):
        return Judgement(level=Level.EXACT, reason=f"both say {_spoken(left)}")
    if left.begin < right.end and right.begin < left.end:
        inner, outer = sorted(
            (left, right), key=lambda t: (t.end - t.begin if t.begin and t.end else timedelta(0), t.surface)
        )
        return Judgement(level=Level.COMPATIBLE, reason=f"{_spoken(inner)} can be within {_spoken(outer)}", score=0.8)
    gap = max(left.begin, right.begin) - min(left.end, right.end)
    # Who says "mid-March" where another says "late March" means another part of one month, not its edge.
    parts = {left.modifier, right.modifier}
    are_two_parts = left.timex == right.timex and len(parts) > 1 and parts <= _PARTS
    if not are_two_parts and gap <= _edge(left) + _edge(right):
        return Judgement(
            level=Level.COMPATIBLE, reason=f"{_spoken(left)} and {_spoken(right)} meet at a vague edge", score=0.6
        )
    return Judgement(level=Level.CONFLICT, reason=f"{_spoken(left)} against {_spoken(right)}")


def _edge(time: TimeExpression) -> timedelta:
    """Return how far an expression reaches past its sharp interval.

    A quarter of its length where the words are vague ("late March"), half of it where they
    count back in coarse units: "a week ago" may be six days or eight.
    """
    if time.begin is None or time.end is None:
        return timedelta(0)
    length = time.end - time.begin
    if length > timedelta(days=1) and _COUNTED.search(time.surface):
        return length / 2
    return length / 4 if time.modifier in _VAGUE else timedelta(0)


def _spoken(time: TimeExpression) -> str:
    """Return the words of an expression with the day that they mean, as an editor reads it."""
    words = re.sub(r"\s+", " ", time.surface)
    if time.begin is None or time.end is None:
        return f"“{words}”"
    last = time.end - timedelta(microseconds=1)
    if _is_clock(time):
        meaning = f"{_day(time.begin)}, {time.begin:%H:%M}"
    elif time.begin.date() == last.date():
        meaning = _day(time.begin)
    elif time.type is TimeType.TIME:
        meaning = f"{_day(time.begin)} into {_day(last)}"
    else:
        meaning = f"{_day(time.begin)} to {_day(last)}"
    return f"“{words}” ({meaning})"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B} {moment.year}"
