"""Which news agency's words an article prints, from the places where agencies sign."""

from __future__ import annotations

import re
from functools import cache

from reconcile.clean.rules import load_lexicon

_DATELINE_MARK = re.compile(r"^[^()\n]{0,60}\(([^()]{2,40})\)\s*(?:[—–-]|\.|:)?")
_SIGNED = re.compile(r"(?:--|—|–|\()\s*([A-Z][\w. ]{1,30}?)\W*$")


@cache
def _names_by_mark(*fields: str) -> dict[str, str]:
    rows = reversed(load_lexicon("agencies")["agencies"])
    return {mark: row["name"] for row in rows for field in fields for mark in row[field]}


@cache
def _any_mark() -> re.Pattern[str]:
    marks = sorted(_names_by_mark("marks"), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(re.escape(mark) for mark in marks) + r")(?!\w)")


def agency_named(text: str) -> str | None:
    """Return the first agency that `text` names, or whose mark is all of `text`."""
    alone = _names_by_mark("marks", "alone").get(text.strip(" .()[]-–—"))
    if alone:
        return alone
    found = _any_mark().search(text)
    return _names_by_mark("marks")[found.group()] if found else None


def is_agency_alone(line: str) -> bool:
    """Whether `line` holds an agency's mark and nothing else, as a byline does."""
    return line.strip(" .()[]-–—") in _names_by_mark("marks", "alone")


def find_agency(*, publisher: str | None, body: str, signs: tuple[str, ...]) -> str | None:
    """Return the agency that an article is signed with.

    Args:
        publisher: The outlet as given; "The Daily (AFP)" names its agency.
        body: The cleaned body, whose dateline and last line may carry a mark.
        signs: Byline, credit and copyright lines that were kept apart.
    """
    if publisher and is_agency_alone(publisher):
        return agency_named(publisher)
    if publisher and (bracket := re.search(r"\(([^()]+)\)", publisher)) and (named := agency_named(bracket.group(1))):
        return named
    if (mark := _DATELINE_MARK.match(body)) and (named := agency_named(mark.group(1))):
        return named
    for sign in signs:
        # Who contributed did not write the text.
        if "contribut" not in sign.lower() and (named := agency_named(sign)):
            return named
    last = body.rsplit("\n", 1)[-1]
    if signed := _SIGNED.search(last):
        return agency_named(signed.group(1))
    return None
