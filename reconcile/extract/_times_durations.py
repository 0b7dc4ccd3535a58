"""Lengths of time and repeated times: "two weeks", "the past 20 years", "daily", "twice a month"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction

from reconcile.extract._times_calendar import Grain, add_months, period_of
from reconcile.extract._times_dates import modifier_of
from reconcile.extract._times_lexicon import lexicon, month_number, number_of, singular, squeeze, unit_of
from reconcile.extract._times_scene import Reading, Scene, date_reading
from reconcile.types import TimeType

_SMALLER = {"Y": ("M", 12), "W": ("D", 7), "D": ("H", 24), "H": ("M", 60), "M": ("S", 60)}


def period_value(number: Fraction | None, unit: str) -> str:
    """Return the TIMEX3 value of a length: "P2W", "PT30M", "P2Y6M", "PXD" where the number is vague."""
    date_or_time, designator, factor = unit_of(unit)
    if number is None:
        return f"P{date_or_time}X{lexicon()['vague_units'].get(singular(unit), designator)}"
    total = number * factor
    if total.denominator == 1:
        return f"P{date_or_time}{total.numerator}{designator}"
    if designator in _SMALLER and designator + date_or_time not in ("MS",):
        return _split(total, date_or_time, designator)
    return f"P{date_or_time}{float(total):g}{designator}"


def _split(total: Fraction, date_or_time: str, designator: str) -> str:
    whole = int(total)
    smaller, per_unit = _SMALLER[designator] if date_or_time or designator != "M" else ("D", 30)
    rest = round((total - whole) * per_unit)
    clock = "T" if date_or_time or designator == "D" else ""
    if designator == "D":
        head = f"P{whole}D" if whole else "P"
        return f"{head}{clock}{rest}{smaller}"
    head = f"P{clock}{whole}{designator}" if whole else f"P{clock}"
    return f"{head}{rest}{smaller}"


def _length(number: Fraction | None, unit: str, modifier: str = "") -> Reading:
    return Reading(TimeType.DURATION, period_value(number, unit), modifier=modifier)


def resolve_duration(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "two weeks", "a 30-year", "at least 18 months"."""
    reading = _length(number_of(match["number"]), match["unit"], modifier_of(match["mod"]))
    scene.tell_length(reading.timex)
    return reading


def resolve_span(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the past two years", which also has a place on the calendar, and "the first nine months"."""
    number = number_of(match["number"])
    reading = _length(number, match["unit"], modifier_of(match["mod"]))
    scene.tell_length(reading.timex)
    side = squeeze(match["side"])
    if number is None or scene.reference is None or side not in ("past", "last", "next", "coming"):
        return reading
    date_or_time, designator, factor = unit_of(match["unit"])
    if date_or_time:
        return reading
    days = {"D": 1, "W": 7, "WE": 7}.get(designator)
    amount = int(number * factor) * (1 if side in ("next", "coming") else -1)
    if days is None:
        other = add_months(scene.reference, amount * {"M": 1, "Q": 3, "Y": 12}[designator])
    else:
        ordinal = scene.reference.toordinal() + days * amount
        other = scene.reference.fromordinal(ordinal) if ordinal > 0 else None
    if other is None:
        return reading
    first, last = sorted((scene.reference, other))
    begin = datetime.combine(first, datetime.min.time())
    end = datetime.combine(last, datetime.min.time()) + timedelta(days=1)
    return Reading(reading.type, reading.timex, begin=begin, end=end, modifier=reading.modifier)


def resolve_half_ago(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "a year and a half", as a length or as a point so long ago."""
    number = number_of(match["number"])
    if number is None:
        return None
    half = number + Fraction(1, 2)
    if match["way"] and scene.reference and unit_of(match["unit"])[:2] == ("", "Y"):
        step = -1 if squeeze(match["way"]) in ("ago", "earlier", "before") else 1
        months = int(half * unit_of(match["unit"])[2] * 12) * step
        day = add_months(scene.reference, months)
        if day:
            period = period_of(Grain.MONTH, day)
            begin, end = period.interval
            return Reading(TimeType.DATE, period.timex, edtf=period.edtf, begin=begin, end=end, period=period)
    return _length(half, match["unit"])


def resolve_two_part(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "two hours and 15 minutes"."""
    first, second = number_of(match["number"]), number_of(match["number2"])
    if first is None or second is None:
        return None
    head, tail = period_value(first, match["unit"]), period_value(second, match["unit2"])
    return Reading(TimeType.DURATION, head + (tail[2:] if tail.startswith("PT") and "T" in head else tail[1:]))


def resolve_vague_span(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "recent years" and "the coming weeks"."""
    side = squeeze(match["side"])
    if (side == "recent" and match["unit"].lower() == "years") or (side == "past" and not match["vague"]):
        return Reading(TimeType.DATE, "PAST_REF")
    if side == "future":
        return Reading(TimeType.DATE, "FUTURE_REF")
    return _length(None, match["unit"])


def resolve_ahead(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the weeks ahead"."""
    return _length(None, match["unit"])


def resolve_plural_span(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "for years", "weeks later", "decades-long"."""
    way = squeeze(match["way"] or "")
    if way in ("ago", "earlier", "before"):
        return Reading(TimeType.DATE, "PAST_REF")
    if way in ("later", "after"):
        return Reading(TimeType.DATE, "FUTURE_REF")
    return _length(None, match["unit"])


def resolve_year_ended(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "the year ended Aug. 31": a length, whose end is an expression of its own."""
    if squeeze(match["unit"]) == "year":
        return _length(Fraction(1), "year")
    return date_reading(scene.quarter) if scene.quarter else None


def resolve_long(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "a day-long"."""
    return _length(Fraction(1), match["unit"])


def resolve_half_unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "half an hour"."""
    unit = match["unit"] or squeeze(match["half"]).removeprefix("half-")
    return _length(Fraction(1, 2), unit, modifier_of(match["mod"]))


def resolve_set(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "daily", "every Monday", "every two weeks", "twice a month"."""
    if match["word"]:
        return Reading(TimeType.SET, lexicon()["sets"][squeeze(match["word"])])
    if match["unit1"]:
        return Reading(TimeType.SET, period_value(Fraction(1), match["unit1"]))
    word = squeeze(match["unit2"])
    if singular(word) in lexicon()["units"]:
        number = Fraction(2) if match["other"] else number_of(match["count"] or "1")
        return Reading(TimeType.SET, period_value(number, word))
    return Reading(TimeType.SET, _generic(word))


def resolve_weekday_set(match: re.Match[str], scene: Scene) -> Reading | None:
    """Resolve "on Saturdays" as a repeated time."""
    return Reading(TimeType.SET, _generic(squeeze(match["weekday"]).removesuffix("s")))


def _generic(word: str) -> str:
    words = lexicon()
    bare = word.rstrip(".")
    if bare in words["weekdays"]:
        return f"XXXX-WXX-{words['weekdays'][bare] + 1}"
    if bare in words["seasons"]:
        return f"XXXX-{words['seasons'][bare]}"
    if bare in words["months"]:
        return f"XXXX-{month_number(bare):02d}"
    part = words["day_parts"].get(bare) or words["day_parts"].get(bare.removesuffix("s"))
    return f"XXXX-XX-XXT{part[0]}" if part else "XXXX-XX-XX"
