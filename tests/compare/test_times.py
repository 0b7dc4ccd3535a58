"""The ladder of times: a table of pairs, the laws every comparison keeps, and the sentence an editor reads."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.times import compare_times, zone_offset_min
from reconcile.types import Level, Span, TimeExpression, TimeType


def time(surface, timex, begin=None, end=None, modifier="", kind=None):
    if kind is None:
        kind = TimeType.DURATION if timex.startswith("P") else TimeType.TIME if "T" in timex else TimeType.DATE
    return TimeExpression(
        span=Span(0, len(surface)),
        surface=surface,
        type=kind,
        timex=timex,
        begin=datetime.fromisoformat(begin) if begin else None,
        end=datetime.fromisoformat(end) if end else None,
        modifier=modifier,
    )


def day(surface, iso, modifier=""):
    begin = datetime.fromisoformat(iso)
    return time(surface, iso, iso, (begin + timedelta(days=1)).isoformat(), modifier)


def clock(surface, iso, modifier=""):
    begin = datetime.fromisoformat(iso)
    return time(surface, iso, iso, (begin + timedelta(minutes=1)).isoformat(), modifier)


def midnight(surface, iso):
    return time(
        surface,
        f"{iso}T24:00",
        (datetime.fromisoformat(iso) + timedelta(days=1)).isoformat(),
        (datetime.fromisoformat(iso) + timedelta(days=1, minutes=1)).isoformat(),
    )


MONDAY, SATURDAY = day("Monday", "2019-01-21"), day("Saturday", "2019-01-19")
FEBRUARY = time("February", "2019-02", "2019-02-01", "2019-03-01")
MID_FEBRUARY = time("mid-February", "2019-02", "2019-02-10", "2019-02-20", "mid")
LATE_FEBRUARY = time("late February", "2019-02", "2019-02-20", "2019-03-01", "end")
NIGHT = time("Saturday night", "2019-01-19TNI", "2019-01-19T20:00", "2019-01-20T06:00")
WEEK_AGO = time("a week ago", "2019-W03", "2019-01-14", "2019-01-21")
NINE = clock("9 p.m.", "2019-01-19T21:00")
AROUND_NINE = clock("around 9 pm", "2019-01-19T21:00", "approx")
EIGHT_49 = clock("8:49 p.m.", "2019-01-19T20:49")
AFTER_11 = clock("a little after 11am", "2019-01-19T11:00", "after")
GMT = clock("1630 GMT", "2019-01-19T16:30")
EST = clock("11:30 a.m. EST", "2019-01-19T11:30")
TWICE_TOLD = clock("10:35 a.m. (0735 GMT)", "2019-01-19T10:35")
NOW = time("now", "PRESENT_REF", kind=TimeType.DATE)
DAILY = time("daily", "P1D", kind=TimeType.SET)
# What an article without a day leaves open: the week of a weekday, the year of a month.
OPEN_MONDAY, OPEN_SATURDAY = time("Monday", "XXXX-WXX-1"), time("Saturday", "XXXX-WXX-6")
OPEN_FEBRUARY, OPEN_12_FEBRUARY = time("February", "XXXX-02"), time("12 February", "XXXX-02-12")

LADDER = (
    (MONDAY, day("21 January", "2019-01-21"), Level.EXACT),
    (MONDAY, SATURDAY, Level.CONFLICT),
    (MONDAY, FEBRUARY, Level.CONFLICT),
    (MID_FEBRUARY, FEBRUARY, Level.COMPATIBLE),
    (MID_FEBRUARY, LATE_FEBRUARY, Level.CONFLICT),
    (MID_FEBRUARY, day("12 February", "2019-02-12"), Level.COMPATIBLE),
    (MID_FEBRUARY, day("21 February", "2019-02-21"), Level.COMPATIBLE),
    (MID_FEBRUARY, day("1 March", "2019-03-01"), Level.CONFLICT),
    (WEEK_AGO, day("13 January", "2019-01-13"), Level.COMPATIBLE),
    (WEEK_AGO, day("2 January", "2019-01-02"), Level.CONFLICT),
    (NIGHT, SATURDAY, Level.COMPATIBLE),
    (NIGHT, MONDAY, Level.CONFLICT),
    (NINE, SATURDAY, Level.COMPATIBLE),
    (NINE, NIGHT, Level.COMPATIBLE),
    (NINE, MONDAY, Level.CONFLICT),
    (NINE, EIGHT_49, Level.COMPATIBLE),
    (AROUND_NINE, EIGHT_49, Level.COMPATIBLE),
    (AROUND_NINE, clock("10:20 p.m.", "2019-01-19T22:20"), Level.CONFLICT),
    (EIGHT_49, clock("8:46 p.m.", "2019-01-19T20:46"), Level.CONFLICT),
    (clock("9 o'clock", "2019-01-19T09:00"), NINE, Level.COMPATIBLE),
    (AFTER_11, clock("11:20am", "2019-01-19T11:20"), Level.COMPATIBLE),
    (AFTER_11, clock("10:20am", "2019-01-19T10:20"), Level.CONFLICT),
    (GMT, EST, Level.EXACT),
    (GMT, clock("10:30 a.m. EST", "2019-01-19T10:30"), Level.CONFLICT),
    (GMT, NINE, Level.NOT_COMPARABLE),
    (clock("about 2045 GMT", "2019-01-19T20:45", "approx"), EIGHT_49, Level.COMPATIBLE),
    (GMT, clock("4.30 p.m. local time", "2019-01-19T16:30"), Level.NOT_COMPARABLE),
    (midnight("midnight", "2019-01-19"), clock("12:05 a.m.", "2019-01-19T00:05"), Level.COMPATIBLE),
    (TWICE_TOLD, clock("0735 GMT", "2019-01-19T07:35"), Level.EXACT),
    (NOW, MONDAY, Level.NOT_COMPARABLE),
    (DAILY, MONDAY, Level.NOT_COMPARABLE),
    (time("two days", "P2D"), MONDAY, Level.NOT_COMPARABLE),
    (time("two days", "P2D"), time("48 hours", "PT48H"), Level.EXACT),
    (time("two days", "P2D"), time("three days", "P3D"), Level.CONFLICT),
    (time("at least two days", "P2D", modifier="equal_or_more"), time("three days", "P3D"), Level.COMPATIBLE),
    (time("days", "PXD"), time("three days", "P3D"), Level.NOT_COMPARABLE),
    (OPEN_MONDAY, time("on Monday", "XXXX-WXX-1"), Level.EXACT),
    (OPEN_MONDAY, OPEN_SATURDAY, Level.CONFLICT),
    (OPEN_MONDAY, MONDAY, Level.EXACT),
    (OPEN_MONDAY, SATURDAY, Level.CONFLICT),
    (OPEN_MONDAY, FEBRUARY, Level.NOT_COMPARABLE),
    (OPEN_MONDAY, OPEN_FEBRUARY, Level.NOT_COMPARABLE),
    (OPEN_MONDAY, OPEN_12_FEBRUARY, Level.NOT_COMPARABLE),
    (OPEN_MONDAY, NINE, Level.NOT_COMPARABLE),
    (OPEN_MONDAY, WEEK_AGO, Level.NOT_COMPARABLE),
    (OPEN_FEBRUARY, time("in February", "XXXX-02"), Level.EXACT),
    (OPEN_FEBRUARY, time("March", "XXXX-03"), Level.CONFLICT),
    (OPEN_FEBRUARY, FEBRUARY, Level.COMPATIBLE),
    (OPEN_FEBRUARY, time("March", "2019-03", "2019-03-01", "2019-04-01"), Level.CONFLICT),
    (OPEN_FEBRUARY, day("12 February", "2019-02-12"), Level.COMPATIBLE),
    (OPEN_FEBRUARY, MONDAY, Level.CONFLICT),
    (OPEN_FEBRUARY, time("2019", "2019", "2019-01-01", "2020-01-01"), Level.NOT_COMPARABLE),
    (OPEN_12_FEBRUARY, time("February 12", "XXXX-02-12"), Level.EXACT),
    (OPEN_12_FEBRUARY, OPEN_FEBRUARY, Level.COMPATIBLE),
    (OPEN_12_FEBRUARY, time("13 February", "XXXX-02-13"), Level.CONFLICT),
    (OPEN_12_FEBRUARY, day("12 February 2019", "2019-02-12"), Level.COMPATIBLE),
    (OPEN_12_FEBRUARY, day("13 February 2019", "2019-02-13"), Level.CONFLICT),
    (OPEN_12_FEBRUARY, FEBRUARY, Level.COMPATIBLE),
    (OPEN_12_FEBRUARY, NOW, Level.NOT_COMPARABLE),
)


@pytest.mark.parametrize(
    ("left", "right", "level"), LADDER, ids=[f"{left.surface} / {right.surface}" for left, right, _ in LADDER]
)
def test_pair_reaches_its_level(left, right, level):
    assert compare_times(left, right).level is level


MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2019, 2, 1))
MODIFIERS = st.sampled_from(("", "approx", "mid", "end", "after", "before"))


@st.composite
def expressions(draw):
    begin = draw(MOMENTS).replace(second=0, microsecond=0)
    kind = draw(st.sampled_from(("day", "clock", "month", "duration", "nowhere", "weekday", "open month", "open day")))
    modifier = draw(MODIFIERS)
    if kind == "clock":
        zone = draw(st.sampled_from(("", " GMT", " EST", " o'clock")))
        return clock(f"{begin:%H:%M}{zone}", begin.isoformat(timespec="minutes"), modifier)
    if kind == "month":
        return time(f"{begin:%B}", f"{begin:%Y-%m}", f"{begin:%Y-%m}-01", f"{begin:%Y-%m}-20", modifier)
    if kind == "duration":
        return time(f"{begin.day} days", f"P{begin.day}D", modifier=modifier)
    if kind == "nowhere":
        return time("soon", "FUTURE_REF", kind=TimeType.DATE)
    if kind == "weekday":
        return time(f"{begin:%A}", f"XXXX-WXX-{begin.isoweekday()}")
    if kind.startswith("open"):
        return time(f"{begin:%B}", f"XXXX-{begin:%m}" if kind == "open month" else f"XXXX-{begin:%m-%d}")
    return day(f"{begin:%d %B}", f"{begin:%Y-%m-%d}", modifier)


@given(left=expressions(), right=expressions())
def test_is_symmetric(left, right):
    forward, backward = compare_times(left, right), compare_times(right, left)
    assert (forward.level, forward.score) == (backward.level, backward.score)


@given(one=expressions())
def test_a_time_agrees_exactly_with_itself_where_it_has_a_place(one):
    level = compare_times(one, one).level
    assert level is (Level.NOT_COMPARABLE if one.timex == "FUTURE_REF" else Level.EXACT)


@given(left=expressions(), right=expressions())
def test_every_verdict_has_a_reason_that_quotes_the_words(left, right):
    reason = compare_times(left, right).reason
    assert left.surface in reason or right.surface in reason


def test_the_reason_of_a_conflict_names_both_days():
    reason = compare_times(MONDAY, SATURDAY).reason
    assert reason == "“Monday” (21 January 2019) against “Saturday” (19 January 2019)"


def test_the_reason_of_two_weekdays_names_both():
    reason = compare_times(OPEN_SATURDAY, MONDAY).reason

    assert "Monday" in reason
    assert "Saturday" in reason


def test_a_moment_told_twice_gives_away_its_zone():
    assert zone_offset_min(TWICE_TOLD) == 180
