"""Which stretches that look like time expressions are not: "may" the verb, 1,500 of something, an age."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from reconcile.extract._times_lexicon import lexicon, singular, squeeze
from reconcile.extract._times_scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAME_LABELS = ("PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT")
_CONTEXT = 24


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _CONTEXT) : match.start()]


def _after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + _CONTEXT]


def _inside_name(match: re.Match[str], scene: Scene, group: str) -> bool:
    """Tell whether the word belongs to a longer name: a person, a newspaper."""
    token = scene.token(match.start(group))
    if token.ent_type_ not in _NAME_LABELS:
        return False
    return any(_same_name(token, other) for other in (token.i - 1, token.i + 1))


def _same_name(token: Token, other: int) -> bool:
    if not 0 <= other < len(token.doc):
        return False
    neighbour = token.doc[other]
    later = max(token, neighbour, key=lambda t: t.i)
    return neighbour.ent_type_ == token.ent_type_ and later.ent_iob_ == "I" and neighbour.is_alpha


def _month(match: re.Match[str], scene: Scene) -> bool:
    if match["year"] or match["relyear"] or match["det"]:
        return True
    token = scene.token(match.start("month"))
    if re.search(r"\b(?:the|a|an)\s+$", _before(match), re.IGNORECASE) and match["month"].lower() in (
        "may",
        "march",
        "august",
    ):
        # "the March" is a procession, "the March vote" a vote in March.
        following = token.doc[token.i + 1 : token.i + 2]
        return bool(following) and following[0].pos_ in ("NOUN", "PROPN")
    if token.tag_ in ("MD", "VB", "VBP") or token.pos_ == "VERB":
        return False
    if re.match(r"\s*\d", _after(match)) and not re.match(r"\s*\d+(?:st|nd|rd|th)?\s", _after(match)):
        return True
    return not _inside_name(match, scene, "month")


def _year(match: re.Match[str], scene: Scene) -> bool:
    # "The 1800 block of Elm Street" is a stretch of houses.
    is_block = re.match(r"\s+block\b", _after(match)) is not None
    if match["the"] or match["fiscal"] or match["mod"]:
        return not is_block
    if is_block or not 1500 <= int(match["year"]) <= 2100:
        return False
    after = _after(match)
    following = re.match(r"\s*-?\s*([A-Za-z]+)", after)
    if following and following.group(1).lower() in lexicon()["units_counted_after_year"]:
        return False
    if re.match(r"\s*(?:%|\$|percent|\d|-\w|[.,:]\d|/\d)", after) or re.search(
        r"(?:[$£€#]|\bNo\.?|\d[.,/:])\s*$", _before(match)
    ):
        return False
    token = scene.token(match.start("year"))
    if token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS"):
        # "since 2011 more than 2,000 people": the parser's count is not beside its noun.
        far = token.head.i - token.i > 2 and _IN_YEAR.search(_before(match)) is not None
        determined = _DETERMINED.search(_before(match)) is not None and scene.is_recent(int(match["year"]))
        return token.head.i < token.i or far or determined
    return True


def _age(match: re.Match[str]) -> bool:
    return bool(re.match(r"[\s-]*olds?\b|[\s-]*of[\s-]+age\b", _after(match))) or bool(
        re.search(r"\b(?:aged?|ages)\s+(?:of\s+)?$", _before(match))
    )


# "the 1992 protests" is a year, "1992 protesters" a count.
_DETERMINED = re.compile(r"(?:\b(?:the|its|his|her|their|of)|['’]s)\s+$", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|since|until|by|from|of|between)\s+$", re.IGNORECASE)
_ONE = ("a", "an", "one", "another", "the")


def _duration(match: re.Match[str], scene: Scene) -> bool:
    if (match["tail"] or "").lower().startswith("old") or _age(match):
        return False
    number, unit = squeeze(match["number"]), squeeze(match["unit"])
    if unit in ("second", "sec", "min", "hr", "secs", "mins", "hrs") and not number[0].isdigit():
        return False
    if singular(unit) == "quarter" and number in ("a", "one", "three", "another"):
        return False
    if number in ("some", "many", "few", "numerous") and not unit.endswith("s"):
        return number == "some"
    if number in _ONE:
        return _one_unit(match, unit)
    return True


def _one_unit(match: re.Match[str], unit: str) -> bool:
    if unit in ("day", "night", "weekend", "quarter"):
        return squeeze(match["number"]) != "the" and bool(match["mod"] or "-" in match["join"])
    return True


def _plural_span(match: re.Match[str], scene: Scene) -> bool:
    if match["way"] or match["long"]:
        return True
    return bool(
        re.search(r"\b(?:for|in|within|over|after|took|take|takes|lasted|than)\s+$", _before(match), re.IGNORECASE)
    )


def _bare_part(match: re.Match[str], scene: Scene) -> bool:
    part = squeeze(match["part"])
    before = _before(match)
    if part.endswith("s") and "hours" not in part:
        return False
    if re.match(r"\s+of\s+(?:last\s+|the\s+)?(?:[A-Z]|\d)", _after(match)) or "hours" in part:
        return bool(match["det"])
    if match["det"]:
        return part not in ("night", "sunset", "sunrise") or bool(
            re.search(r"\b(?:in|during|into|through)\s+$", before, re.IGNORECASE)
        )
    if part in ("morning", "afternoon", "evening", "night"):
        return bool(match["mod"] or match["mod2"]) and part != "night"
    return bool(re.search(r"\b(?:at|by|before|after|around|since|until|till|about|from|to)\s+$", before, re.IGNORECASE))


_THE_UNITS = ("weekend", "quarter")


def _relative(match: re.Match[str], scene: Scene) -> bool:
    det, unit = squeeze(match["det"]), squeeze(match["unit"])
    if re.match(r"\s+of\s+(?:the|a|his|her|their|its)\b", _after(match)) and det not in ("this", "next"):
        return unit not in ("day", "week", "month", "period", "half")
    if det in ("every", "each") or re.match(r"-", _after(match)):
        return False
    if unit == "half" and match["year"]:
        return False
    if unit in ("period", "half") or "year-" in det or "corresponding" in det or "comparable" in det:
        return unit in ("quarter", "half", "period")
    if det == "the":
        return unit in _THE_UNITS or (bool(match["mod"]) and unit in ("year", "month", "week")) or bool(match["fiscal"])
    return not (
        det in ("the", "this") and unit in ("fall", "spring") and re.match(r"\s+(?:in|of)\b", _after(match)) is not None
    )


def _reference(match: re.Match[str], scene: Scene) -> bool:
    # "as soon as", "shortly after the blast" point at an event, not at the future.
    if squeeze(match["word"]) in ("soon", "shortly"):
        return not re.match(r"\s+(?:as|after|before|afterwards?|thereafter)\b", _after(match)) and not re.search(
            r"\bas\s+$", _before(match)
        )
    return True


def _set(match: re.Match[str], scene: Scene) -> bool:
    word = squeeze(match["word"] or "")
    return word not in ("annual",)


def _that_time(match: re.Match[str], scene: Scene) -> bool:
    return (
        squeeze(match["word"]) != "then"
        and not re.match(r"\s+(?:of|when|that|to|for)\b", _after(match))
        and bool(re.match(r"at\s", match.group(0), re.IGNORECASE))
    )


def _holiday(match: re.Match[str], scene: Scene) -> bool:
    return match["holiday"][0].isupper()


def _weekday(match: re.Match[str], scene: Scene) -> bool:
    return not _inside_name(match, scene, "weekday")


def _day_number(match: re.Match[str], scene: Scene) -> bool:
    token = scene.token(match.start("day"))
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


def _weekday_set(match: re.Match[str], scene: Scene) -> bool:
    token = scene.token(match.start("weekday"))
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or (
        following.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") and following.lower_ not in ("'", "’")
    )


def _clock_range(match: re.Match[str], scene: Scene) -> bool:
    return re.search(r"[$£€\d]\s*$", _before(match)) is None


def _decade(match: re.Match[str], scene: Scene) -> bool:
    if match["word"] is None:
        return True
    return bool(
        match["hundred"]
        or re.search(r"\bthe\s+$", match.string[max(0, match.start("word") - 12) : match.start("word")], re.IGNORECASE)
        or match["mod2"]
    ) and not re.search(r"\b(?:his|her|their|my)\s+(?:\w+\s+)?$", _before(match), re.IGNORECASE)


def _ago(match: re.Match[str], scene: Scene) -> bool:
    way = squeeze(match["way"])
    if way == "on":
        return False
    if way in ("before", "after", "earlier"):
        # "two days before the vote" is a length; alone it counts from the date told before.
        return way == "earlier" or bool(
            re.match(r"\s*(?:[.,;:)\"'”’]|$|and\b|when\b|in\b|at\b|on\b|with\b|by\b)", _after(match))
        )
    return not (singular(match["unit"]) in ("second", "sec", "min") and squeeze(match["number"]) in _ONE)


def _day_before(match: re.Match[str], scene: Scene) -> bool:
    return bool(re.match(r"\s*(?:[.,;:)\"'”’]|$|and\b|when\b|in\b|at\b|on\b|with\b|by\b)", _after(match)))


_THE_UNIT_AFTER = {
    "year": r"\b(?:for|of|during|in|through|until|throughout|rest\s+of)\s+$",
    "week": r"\b(?:for|of|during|later\s+in|earlier\s+in|throughout|rest\s+of)\s+$",
    "month": r"\b(?:later\s+in|earlier\s+in|for|during|rest\s+of)\s+$",
    "day": r"\b(?:later\s+in|earlier\s+in|later|earlier|rest\s+of)\s+$",
}


def _the_unit(match: re.Match[str], scene: Scene) -> bool:
    return bool(re.search(_THE_UNIT_AFTER[squeeze(match["unit"])], _before(match), re.IGNORECASE))


_FILTERS: dict[str, Callable[[re.Match[str], Scene], bool]] = {
    "month": _month,
    "year": _year,
    "duration": _duration,
    "plural_span": _plural_span,
    "bare_part": _bare_part,
    "relative": _relative,
    "reference": _reference,
    "set": _set,
    "that_time": _that_time,
    "holiday": _holiday,
    "weekday": _weekday,
    "decade": _decade,
    "ago": _ago,
    "day_before": _day_before,
    "the_unit": _the_unit,
    "day_number": _day_number,
    "weekday_set": _weekday_set,
    "clock_range": _clock_range,
}


def is_plausible(name: str, match: re.Match[str], scene: Scene) -> bool:
    """Tell whether a match of that family may be a time expression at all."""
    check = _FILTERS.get(name)
    return check is None or check(match, scene)
