"""Clock times: "10:15am", "1630 GMT", "a little after 11 a.m.", "half past nine", "noon"."""

from __future__ import annotations

import re
from dataclasses import replace

from reconcile.extract._times_calendar import Grain, Period, period_of
from reconcile.extract._times_dates import modifier_of
from reconcile.extract._times_lexicon import number_of, squeeze
from reconcile.extract._times_scene import Reading, Scene, at_clock

_NOON = 12
_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (24, 0)}
_MINUTE_WORDS = {"thirty": 30, "fifteen": 15, "forty-five": 45}


def clock_of(match: re.Match[str]) -> tuple[int, int] | None:
    """Return (hour, minute) of a clock match, hour 0 to 24; None where the words are no clock time."""
    if match["named"]:
        return _NAMED[squeeze(match["named"])]
    if match["military"]:
        return int(match["military"][:2]), int(match["military"][2:])
    if match["h24"]:
        return int(match["h24"]), int(match["m24"])
    if match["h12"]:
        hour, minute = int(match["h12"]), int(match["m12"] or 0)
        return _half_of_day(hour, match["part"] or match["night"] or match["meridiem"]), minute
    return _past(match) if match["hpast"] else _spelled(match)


def _spelled(match: re.Match[str]) -> tuple[int, int] | None:
    number = number_of(match["hword"])
    if number is None or not 1 <= number <= _NOON:
        return None
    return _half_of_day(int(number), match["oclock"]), _MINUTE_WORDS.get(squeeze(match["mword"] or ""), 0)


def _half_of_day(hour: int, words: str) -> int:
    text = re.sub(r"[\s.]", "", squeeze(words)).removeprefix("inthe")
    if text.startswith(("pm", "afternoon", "evening", "night")):
        return hour if hour == _NOON else hour + _NOON
    if text.startswith(("am", "morning")):
        return 0 if hour == _NOON else hour
    return hour


def _past(match: re.Match[str]) -> tuple[int, int] | None:
    number = number_of(match["hpast"])
    if number is None or not 1 <= number <= _NOON:
        return None
    minute = 15 if match["quarter"] else 30
    if squeeze(match["pastto"]) == "past":
        return int(number), minute
    return (int(number) - 1) % 24, 60 - minute


def resolve_clock(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve a clock time on the day its sentence tells, else on the last day told, else on the reference day."""
    clock = clock_of(match)
    if clock is None or (clock[0] == 24 and clock[1]):
        return None
    modifier = modifier_of(match["mod"])
    if clock == _NAMED["midnight"] and modifier == "after":
        clock = (0, 0)  # "just after midnight on Friday" is how Friday begins
    return at_clock(day_for_clock(scene, match.start()), *clock, modifier)


def day_for_clock(scene: Scene, offset: int) -> Period | None:
    """Return the day on which a bare clock time falls."""
    told = scene.day_near(offset)
    if told is not None:
        return told
    if scene.anchor is not None and scene.anchor.grain is Grain.DAY:
        return scene.anchor
    return period_of(Grain.DAY, scene.reference) if scene.reference else None


def resolve_clock_range(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "between 9 and 10 p.m." as the time from the one to the other."""
    last = _half_of_day(int(match["h2"]), match["meridiem2"])
    first = _half_of_day(int(match["h1"]), match["meridiem1"] or match["meridiem2"])
    if first > last and not match["meridiem1"]:
        first -= _NOON
    day = day_for_clock(scene, match.start())
    begin, end = at_clock(day, first, int(match["m1"] or 0)), at_clock(day, last, int(match["m2"] or 0))
    if day is None or begin.begin is None or end.begin is None or end.begin <= begin.begin:
        return begin
    return replace(begin, edtf=f"{begin.edtf}/{end.edtf}", end=end.begin)
