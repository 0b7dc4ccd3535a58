"""How values, days and counts read to an editor; the same words in every form of the report."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from reconcile.types import Article, Evidence, Modality, Slot, Variant

_DAY = r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:?\d\d)?)?"
_APPROXIMATE = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")


def count(n: int, singular: str, plural: str | None = None) -> str:
    """Return "1 conflict", "2 conflicts"."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def day(value: date | None) -> str:
    """Return "21 Jan 2019", or "no date"."""
    return f"{value.day} {value:%b %Y}" if value else "no date"


def moment(article: Article) -> str:
    """Return the day that an article came out, with the hour where that is known."""
    if article.published_at is None:
        return published(article)
    return f"{day(article.published_on or article.published_at.date())}, {article.published_at:%H:%M} UTC"


def published(article: Article) -> str:
    """Return the day that an article came out, marked where it was inferred."""
    return f"{day(article.published_on)}{', inferred' if article.published_inferred else ''}"


def outlet(article: Article) -> str:
    """Return the outlet's name; an article without one goes by its id."""
    return article.publisher or f"unknown outlet ({article.id})"


def holder(evidence: Evidence) -> str:
    """Return who holds what is quoted, and how firmly."""
    if evidence.modality is Modality.DENIED:
        return f"denied by {evidence.speaker}" if evidence.speaker else "denied"
    who = evidence.speaker or ("not named" if evidence.modality is Modality.REPORTED else "the article itself")
    firmness = {Modality.HEDGED: " (not certain)", Modality.PLANNED: " (planned)"}
    return who + firmness.get(evidence.modality, "")


def answer(variant: Variant, slot: Slot) -> str:
    """Return a variant's value in words: "at least 58", "Mon 21 Jan 2019", "Lena Brandt"."""
    if slot is Slot.QUANTITY:
        return _amount(variant)
    return edtf(variant.value) if slot is Slot.TIME else variant.value


def edtf(value: str) -> str:
    """Return an EDTF date or interval in words; what is no EDTF comes back as it is."""
    begin, slash, end = value.partition("/")
    try:
        return _interval(begin, end) if slash else _date(value)
    except ValueError:
        return value


def number(value: Decimal) -> str:
    """Return a number with thousands marked and no needless zeros."""
    return f"{value.normalize():,f}"


def _amount(variant: Variant) -> str:
    """Return a quantity; words that the variant already has ("At least 58") are kept, in lower case."""
    try:
        exact = Decimal(variant.value)
    except InvalidOperation:
        first, *rest = variant.value.split(" ")
        return " ".join((first.lower() if first.istitle() else first, *rest))
    low, high = variant.low, variant.high
    if not exact.is_finite() or low == high == exact:
        return number(exact) if exact.is_finite() else variant.value
    if low is not None and high is None:
        return f"at least {number(low)}"
    if high is not None and low is None:
        return f"at most {number(high)}"
    if low is not None and high is not None:
        return f"about {number(exact)}" if low < exact < high else f"{number(low)} to {number(high)}"
    return number(exact)


def _interval(begin: str, end: str) -> str:
    if begin in ("", ".."):
        return f"until {_date(end)}"
    if end in ("", ".."):
        return f"from {_date(begin)} on"
    first, last = re.fullmatch(_DAY, begin), re.fullmatch(_DAY, end)
    if first and last and first.group(1, 2) == last.group(1, 2) and not (first[4] or last[4]):
        return f"{date.fromisoformat(begin).day}–{day(date.fromisoformat(end))}"
    return f"{_date(begin)} to {_date(end)}"


def _date(value: str) -> str:
    return _APPROXIMATE.get(value[-1:], "") + _plain_date(value.rstrip("~?%"))


def _plain_date(value: str) -> str:
    """Return one date without qualifiers in words.

    Raises:
        ValueError: It has the form of a date but is no day of the calendar.
    """
    if exact := re.fullmatch(_DAY, value):
        when = datetime(*(int(part) for part in exact.group(1, 2, 3)))  # type: ignore[arg-type]
        clock = f", {exact[4]}:{exact[5]}{_zone(exact[6])}" if exact[4] else ""
        return f"{when:%a} {day(when)}{clock}"
    if re.fullmatch(r"\d{4}-\d\d", value):
        return f"{date.fromisoformat(value + '-01'):%B %Y}"
    if decade := _DECADE.fullmatch(value):
        return f"the {decade[1]}0s"
    if century := _CENTURY.fullmatch(value):
        return f"the {century[1]}00s"
    return value


def _zone(offset: str | None) -> str:
    if offset is None:
        return ""
    return " UTC" if offset == "Z" or offset.strip("+-0:") == "" else f" UTC{offset}"
