"""The grammar: which stretches of text may be time expressions, as compiled patterns.

Each family (a clock time, a weekday, "two days ago") is one pattern that only finds and
names the parts; what they mean is resolved elsewhere. `<NAME>` stands for the fragment of
that name, made from the lexicon. Spaces are loose, since newsrooms' texts come tokenised
("Oct. 6 , 2018", "4 p.m .") and stripped of punctuation. A family runs only near the words
that it cannot do without (its triggers), which makes the whole grammar ten times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from reconcile.extract._times_lexicon import lexicon

_CASED_MONTHS = ("may", "march", "august")
# How far an expression reaches from its trigger, in code points: a date with its weekday and
# its modifier ("toward the end of Wednesday, 17 September 2014, last year") stays under both.
_REACH_BEFORE, _REACH_AFTER = 90, 110


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    spaced = (re.escape(w).replace(r"\ ", r"\s+").replace("'", r"\s?['’]\s?") for w in ordered)
    return "(?:" + "|".join(spaced) + ")"


def _cased(words: Iterable[str]) -> str:
    return "(?-i:" + _any(form for w in words for form in (w.capitalize(), w.upper())) + ")"


@cache
def _fragments() -> dict[str, str]:
    words = lexicon()
    months = list(words["months"])
    full = [m for m in months if len(m) > 4]
    plain = [m for m in full if m not in _CASED_MONTHS]
    # "jun", "march" and the like are months only where they are written as names.
    cased = [m for m in months if m not in plain and (m in full or m in ("may", "june", "july"))]
    short = [m for m in months if m not in plain and m not in cased]
    numbers = _any(words["numbers"])
    spelled = rf"(?:(?:a\s+)?{numbers}(?:(?:\s*-\s*|\s+and\s+|\s+){numbers})*)"
    vague = _any(words["vague_numbers"] + words["couples"])
    zones = _any(zone.upper() for zone in words["zones"])
    return {
        "MONTH": rf"(?:(?:{_any(plain)}|{_cased(cased)})\b|{_cased(short)}\b\.?)",
        "WEEKDAY": rf"(?:{_any(words['weekdays'])}(?:\s?['’]\s?s|s)?)",
        "WEEKDAY_ABBR": rf"(?:{_cased(words['weekday_abbreviations'])}\.?)",
        "DAY": r"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th))?(?![\d%]|[.,:/]\d))",
        "YEAR": r"(?:(?:1[0-9]|2[01])\d\d(?![\d%]|[.,]\d))",
        "SEASON": _any(words["seasons"]),
        "UNIT": rf"(?:{_any(words['units'])}s?\b(?:['’](?!s))?)",
        "UNIT_KIND": rf"(?:{_any(words['unit_kinds'])}\s+)",
        "SPELLED": spelled,
        "NUMBER": (
            rf"(?:\d+\s+\d/\d|\d/\d|\d+(?:[.,]\d+)?|{vague}|{spelled}(?:\s+and\s+a\s+half)?"
            r"|half\s+an?|an?\s+half|an\s+additional|another|an?)"
        ),
        "COUNT": rf"(?:\d+|{spelled})",
        "ORDINAL": _any(words["ordinals"]),
        "DECADE": _any(words["decades"]),
        "PART": rf"(?:{_any(words['day_parts'])}s?)",
        "PART_MOD": _any(words["part_modifiers"]),
        "AMOUNT_MOD": _any(words["amount_modifiers"]),
        "CLOCK_MOD": _any(words["clock_modifiers"]),
        "DET": _any(words["determiners"]),
        "WEEKDAY_DET": _any(words["weekday_determiners"]),
        "WAY": _any(words["ways"]),
        "REFERENCE": _any(words["references"]),
        "SET": _any(words["sets"]),
        "HOLIDAY": _any([*words["holidays"], *words["moving_holidays"], *words["easter_holidays"]]),
        "ZONE": (
            rf"(?:(?-i:{zones})\b|local\s+time|"
            rf"(?:{_any(words['zone_words'])})\s+(?:(?:standard|daylight)\s+)?time)"
        ),
        "SEP": r"(?:\s*,\s*|\s+)",
        "HYPHEN": r"(?:\s*[-–—]\s*)",
        "TO": r"(?:\s*[-–—]\s*|\s+(?:to|and|through|until|or)\s+)",
        "RANGE": r"(?:\s*[-–—]\s*|\s+(?:to|through)\s+)",
        "RELYEAR": r"(?:(?:of\s+)?(?:last|this|next|that|the\s+(?:same|previous|following))\s+year)",
        "MERIDIEM": r"(?:[ap]\s?\.\s?m\b(?:\s?\.)?|[ap]\s?m\b)",
        "POSSESSIVE": r"(?:\s?['’]s\b)",
        "PART_JOIN": r"(?:\s+|\s*-\s*)",
    }


class Family(NamedTuple):
    """One family of expressions: its name, the triggers it needs (any of them) and its pattern."""

    name: str
    triggers: str
    pattern: str


# Triggers: M month, W weekday, U unit, P part of day, S season, Y four digits, D digits, N number
# word, K decade word, C century, T today and its like, R reference, H holiday, E every, A clock.
_FAMILIES: tuple[Family, ...] = (
    Family(
        "iso",
        "Y",
        r"""(?P<iso>\d{4}-\d\d-\d\d)
            (?:[T\s](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)""",
    ),
    Family(
        "numeric",
        "D",
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d/]|[.-]\d)",
    ),
    Family(
        "date",
        "M",
        r"""(?:(?P<weekday><WEEKDAY>|<WEEKDAY_ABBR>)<SEP>(?:the\s+)?)?(?:(?P<mod><PART_MOD>)\s+)?
            (?:(?P<day1><DAY>)(?:<TO>(?P<day2><DAY>))?(?:\s+of)?[\s-]+(?P<month1><MONTH>)
              |(?:the\s+)?(?P<ordinal><ORDINAL>)\s+of\s+(?P<month3><MONTH>)
              |(?:(?P<det>last|next|this\s+past)\s+)?(?P<month2><MONTH>)[\s-]*(?:the\s+)?(?P<day3><DAY>)
               (?!\s*[-–]?\s*<UNIT>)
               (?:<RANGE>(?P<day4><DAY>)(?!\s*[:.]\d|\s*<MERIDIEM>|\s+<MONTH>|\s+[a-z]+s\b(?<!\bwas)(?<!\bhas)))?)
            (?:[\s,-]+(?P<year><YEAR>|['’]\d\d\b|(?(day1)[0-3]\d(?=\s*(?:[.;)]|$))|(?!)))(?!\s*[:.]\d)
              |<SEP>(?P<relyear><RELYEAR>))?""",
    ),
    Family(
        "next_day",
        "M",
        r"""<MONTH>\s*<DAY>(?:\s*,)?\s+(?:and|or)\s+(?P<core><DAY>)
            (?!\s*(?:<UNIT>|<MONTH>|<MERIDIEM>)|\s+[a-z]+s\b)""",
    ),
    Family(
        "month",
        "M",
        r"""(?:(?P<mod><PART_MOD>|mid)<PART_JOIN>)?
            (?:(?P<det>last|next|this|this\s+past|this\s+coming|the\s+previous|the\s+following)\s+)?
            (?P<month><MONTH>)<POSSESSIVE>?
            (?:(?:<SEP>(?:of\s+)?|\s*-\s*)(?P<year><YEAR>|['’]\d\d\b)|<SEP>(?P<relyear><RELYEAR>))?""",
    ),
    Family(
        "two_months",
        "M",
        r"""(?P<month1><MONTH>)(?:<HYPHEN>|\s+(?:to|through|and)\s+)(?P<month2><MONTH>)(?!\s*\d{1,2}\b)
            (?:<SEP>(?:of\s+)?(?P<year><YEAR>))?""",
    ),
    Family("day_number", "D", r"(?:on|until|by|since|till)\s+(?P<core>the\s+(?P<day>\d{1,2}(?:st|nd|rd|th)))"),
    Family(
        "decade",
        "DK",
        r"""(?:(?P<mod><PART_MOD>|mid|the\s+first\s+half\s+of|the\s+(?:last|second)\s+half\s+of)<PART_JOIN>)?
            (?:the\s+)?(?:(?P<mod2>early|mid|late)<PART_JOIN>)?
            (?:(?P<long>(?:1[0-9]|20)\d0)\s?['’]?s|['’](?P<short>\d0)\s?['’]?s
              |(?P<hundred>nineteen\s+|eighteen\s+)?(?P<word><DECADE>))\b""",
    ),
    Family(
        "century",
        "C",
        r"""(?:(?P<mod><PART_MOD>|mid)<PART_JOIN>)?(?:the\s+)?(?:(?P<mod2>early|late|mid)<PART_JOIN>)?
            (?P<n>\d{1,2}(?:st|nd|rd|th)|<ORDINAL>)[\s-]+century\b""",
    ),
    Family(
        "year_range",
        "Y",
        r"(?<![\d-])(?P<first><YEAR>)(?:\s?[-–—/]\s?)(?P<last>(?:1[0-9]|2[01])\d\d|\d\d)(?![\d-]|[.,]\d)",
    ),
    Family(
        "year",
        "Y",
        r"""(?:(?P<mod><PART_MOD>|mid|about|around|circa)<PART_JOIN>)?(?P<the>the\s+year\s+)?
            (?P<fiscal>(?:the\s+)?fiscal(?:\s+year)?\s+)?(?P<year>(?<![\d.,$£€#/])(?<!\d-)<YEAR>)<POSSESSIVE>?""",
    ),
    Family(
        "spelled_year",
        "N",
        r"""(?:(?P<the>the\s+year)\s+)?
            (?P<words>(?:nineteen|eighteen|twenty)(?:\s+|-)(?:hundred|oh[\s-]\w+|(?:<SPELLED>))
              |two\s+thousand(?:\s+(?:and\s+)?<SPELLED>)?)\b""",
    ),
    Family("weekday_set", "W", r"(?:on|most)\s+(?P<core>(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)days))\b"),
    Family(
        "weekday",
        "W",
        r"""(?:(?P<mod>early|late|earlier|later|mid)(?:\s+on)?[\s-]+)?(?:(?P<det><WEEKDAY_DET>)\s+)?(?P<weekday><WEEKDAY>)
            (?:<PART_JOIN>(?:(?P<partmod>early|late|mid)(?:\s+|-))?(?P<part><PART>)\b)?<POSSESSIVE>?
            (?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?""",
    ),
    Family("weekdays", "W", r"(?P<first><WEEKDAY>)<RANGE>(?P<second><WEEKDAY>)"),
    Family(
        "deictic",
        "T",
        r"""(?:(?P<mod>early|late|earlier|later)\s+)?
            (?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow
              |today|yesterday|tomorrow|tonight|to-night|overnight)\b<POSSESSIVE>?
            (?:\s+(?:at\s+)?(?:(?P<partmod>early|late|mid)(?:\s+|-))?(?P<part><PART>)\b)?""",
    ),
    Family(
        "part_of_day",
        "P",
        r"""(?:(?P<mod>early|late|earlier|later|mid)(?:\s+|-))?(?:in\s+)?
            (?P<det>last|this|that|the\s+(?:previous|following|next|same))\s+(?P<part><PART>)\b<POSSESSIVE>?""",
    ),
    Family(
        "bare_part",
        "P",
        r"""(?:(?P<mod>early|late|mid|later)\s+(?:in\s+)?)?(?:(?P<det>the)\s+)?(?:(?P<mod2>early|late|mid)[\s-]+)?
            (?P<part><PART>)\b""",
    ),
    Family(
        "relative",
        "US",
        r"""(?:(?P<mod>earlier|later|sometime|<PART_MOD>)\s+(?:in\s+)?)?(?P<det><DET>)\s+(?P<fiscal>fiscal\s+)?
            (?P<unit>day|week|weekend|fortnight|month|quarter|half|period|year|decade|century|<SEASON>)\b
            (?:\s?['’](?:s\b)?)?
            (?P<of>\s+(?:of\s+)?(?:(?:a\s+year\s+(?:ago|earlier|before))|<RELYEAR>|(?P<year><YEAR>))
              |\s+before\s+last|\s+after\s+next)?""",
    ),
    Family("year_earlier", "U", r"(?:the\s+|a\s+)?(?:year-earlier|year-ago|year\s+earlier\s+(?=period|quarter))"),
    Family(
        "year_end",
        "U",
        r"""(?:the\s+)?(?:year\s*-?\s*end|year\s?['’]s\s+end|end\s*-\s*of\s*-\s*year)(?:\s+(?P<year><YEAR>))?""",
    ),
    Family(
        "mid_unit",
        "US",
        r"""mid\s*-?\s*(?:(?P<det>last|next|this)\s+)?
            (?P<unit>week|month|year|summer|winter|autumn|spring)\b""",
    ),
    Family(
        "season",
        "S",
        r"""(?:(?P<mod><PART_MOD>|mid)<PART_JOIN>)?(?:the\s+)?(?P<season><SEASON>)\s+(?:of\s+)?(?P<year><YEAR>)""",
    ),
    Family(
        "bare_season",
        "S",
        r"""(?:in|by|over|during|since|until|through|throughout|for|into|of)\s+
            (?P<core>(?:the\s+|the\s+whole\s+)?(?:(?P<mod>early|late)\s+)?(?P<season>summer|winter|autumn|spring))\b""",
    ),
    Family(
        "ago",
        "U",
        r"""(?:(?P<mod><AMOUNT_MOD>|just|only|barely|even|exactly)\s+)?(?P<number><NUMBER>)
            (?:<TO>(?P<number2><NUMBER>))?<PART_JOIN><UNIT_KIND>?(?P<unit><UNIT>)\s+(?P<way><WAY>)\b""",
    ),
    Family(
        "half_ago",
        "U",
        r"(?P<number><NUMBER>)\s+(?P<unit><UNIT>)\s+and\s+a\s+half(?:\s+(?P<way>ago|earlier|later|before|after))?",
    ),
    Family(
        "day_before",
        "UP",
        r"the\s+(?:very\s+)?(?P<unit>day|night|morning|week|month|year)\s+(?P<way>before|after|earlier|afterwards?)\b",
    ),
    Family(
        "span",
        "U",
        r"""(?:(?:in|over|during|for|within|of|each\s+of)\s+)?(?:at\s+least\s+)?(?:the\s+)?
            (?P<side>past|last|next|coming|previous|first|following|final|preceding|these|those|same|recent)\s+
            (?:(?P<mod><AMOUNT_MOD>)\s+)?(?P<number><NUMBER>)(?:<TO>(?P<number2><NUMBER>))?<PART_JOIN><UNIT_KIND>?
            (?P<unit><UNIT>)(?:\s+(?:of\s+)?(?P<year><YEAR>))?""",
    ),
    Family(
        "duration",
        "U",
        r"""(?:(?P<mod><AMOUNT_MOD>)\s+)?(?<![$£€])(?<![\d.,])(?P<number><NUMBER>)(?:<TO>(?P<number2><NUMBER>))?
            (?P<join><PART_JOIN>)<UNIT_KIND>?(?P<unit><UNIT>)(?:(?:\s+|-)(?P<tail>long|olds?\b))?""",
    ),
    Family(
        "two_part",
        "U",
        r"""(?P<number><NUMBER>)(?:\s+|-)(?P<unit>hours?|years?|minutes?|days?|months?|weeks?)(?:\s*,)?(?:\s+and)?\s+
            (?P<number2><NUMBER>)(?:\s+|-)(?P<unit2>minutes?|months?|seconds?|days?|hours?)\b""",
    ),
    Family(
        "vague_span",
        "U",
        r"""(?:the\s+)?(?P<side>past|recent|last|next|coming|future|previous)\s+
            (?:(?P<vague>several|few|couple\s+of|many)\s+)?
            (?P<unit>(?:days|weeks|months|quarters|years|decades|centuries|hours|minutes))
            (?:\s+and\s+(?:weeks|months|years))?\b""",
    ),
    Family("ahead", "U", r"(?:the\s+)(?P<unit>days|weeks|months|years|decades)\s+(?:ahead|to\s+come|since|past)\b"),
    Family(
        "plural_span",
        "U",
        r"""(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b(?:-(?P<long>long))?
            (?:\s+(?P<way>ago|earlier|later))?""",
    ),
    Family("long", "U", r"(?:an?\s+|the\s+)?(?P<unit>day|week|month|year|decade|century|hour)s?\s*-\s*long\b"),
    Family(
        "half_unit",
        "U",
        r"""(?:(?P<mod><AMOUNT_MOD>)\s+)?(?:half\s+an?|an?\s+half)(?:\s+|-)
            (?P<unit>hour|day|year|century|decade|minute|month)\b|(?P<half>half-(?:hour|day|century|year))""",
    ),
    Family(
        "quarter",
        "UQ",
        r"""(?:(?P<mod><PART_MOD>)\s+)?
            (?:(?P<the>the\s+year-(?:ago|earlier)|year-(?:ago|earlier)|the|(?:this|last|next)\s+year\s?['’]s|(?P<year0><YEAR>)\s?['’]?s?|its|their)\s+)?
            (?:fiscal\s+)?
            (?:(?P<n><ORDINAL>|(?:last|latter|second)(?=\s+half\s+of\s+(?:the\s+year|\d))|final)
               (?:\s*-\s*|\s+)(?:fiscal\s+)?(?P<kind>quarter|half)
              |(?-i:Q)(?P<q>[1-4]))\b<POSSESSIVE>?
            (?:\s+(?:of\s+)?(?:fiscal\s+)?(?:(?P<year><YEAR>)|(?P<relyear><RELYEAR>|the\s+year)))?""",
    ),
    Family("year_quarter", "U", r"(?:the\s+)?(?P<year><YEAR>)\s+(?P<kind>quarter|period)\b"),
    Family("year_ended", "U", r"the\s+(?:fiscal\s+)?(?P<unit>year|quarter)(?=\s+(?:ended|ending)\b)"),
    Family(
        "the_unit",
        "U",
        r"the\s+(?:full\s+)?(?P<unit>year|week|month|day)(?!\s+(?:that|when|before|after|he|she|it|they|of)\b)(?!-)",
    ),
    Family(
        "nth_of",
        "UM",
        r"""(?:the\s+)?(?P<n><ORDINAL>|last|final|opening)\s+(?P<unit>weekend|weeks?|days?|months|half|quarter)\s+
            (?:of|in)\s+(?:(?P<month><MONTH>)(?:<SEP>(?P<year><YEAR>))?|(?P<year2><YEAR>))""",
    ),
    Family(
        "set",
        "UEWSP",
        r"""(?:(?P<number>once|twice|<COUNT>\s+times)\s+(?:a|per|every|each)\s+(?P<unit1><UNIT>)
            |(?:every|each|per)\s+(?:(?P<other>other)\s+|(?P<count><COUNT>)\s+)?
             (?P<unit2><UNIT>|<WEEKDAY>|<SEASON>|<PART>|<MONTH>)
            |(?P<word><SET>))\b""",
    ),
    Family(
        "holiday",
        "H",
        r"(?:(?P<det>last|this|next)\s+)?(?P<holiday><HOLIDAY>)\b<POSSESSIVE>?(?:<SEP>(?P<year><YEAR>))?",
    ),
    Family("reference", "R", r"(?P<word><REFERENCE>)\b"),
    Family("that_time", "R", r"(?:at\s+)?(?P<word>the\s+time|that\s+time|then)\b"),
    Family(
        "clock_range",
        "A",
        r"""(?:between\s+|from\s+)?(?P<h1>1[0-2]|0?[1-9])(?:[:.](?P<m1>[0-5]\d))?\s*(?P<meridiem1><MERIDIEM>)?
            (?:<TO>)(?P<h2>1[0-2]|0?[1-9])(?:[:.](?P<m2>[0-5]\d))?\s*(?P<meridiem2><MERIDIEM>)""",
    ),
    Family(
        "clock",
        "AP",
        r"""(?:(?P<mod><CLOCK_MOD>)\s+(?:at\s+)?)?(?<![\d$£€])(?<!\d[.,:])(?:
            (?P<h12>1[0-2]|0?[1-9])(?:\s?[:.]\s?(?P<m12>[0-5]\d)(?:[:.][0-5]\d)?)?\s*
              (?P<meridiem><MERIDIEM>|in\s+the\s+(?:morning|afternoon|evening)|o\s?['’]?\s?clock
                (?:\s+(?:in\s+the\s+(?P<part>morning|afternoon|evening)|at\s+(?P<night>night)))?)
            |(?P<h24>[01]?\d|2[0-4])\s?[:.]\s?(?P<m24>[0-5]\d)(?::[0-5]\d)?
              (?:\s*h(?:ou)?rs?\b|(?=\s*\(?<ZONE>)|(?<=:\d\d)|(?<=:\s\d\d)|(?<=:\d\d:\d\d))(?!\d)
            |(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:<ZONE>|h(?:ou)?rs\b))(?:\s*h(?:ou)?rs\b)?
            |(?P<hword><COUNT>)(?:\s+(?P<mword>thirty|fifteen|forty-five))?\s+(?P<oclock>o\s?['’]?\s?clock|<MERIDIEM>)
            |(?:half|(?P<quarter>a\s+quarter))\s+(?P<pastto>past|to)\s+(?P<hpast><COUNT>)
            |(?P<named>noon|midnight|midday))
            (?:\s*\(?(?P<zone><ZONE>)\)?)?(?:\s*\(\s*\d{1,2}\s?[:.]?\s?\d\d\s*(?:<MERIDIEM>\s*)?<ZONE>\s*\))?(?!\d)""",
    ),
)


def family_names() -> tuple[str, ...]:
    """Return the name of every family, in the order in which ties are decided."""
    return tuple(family.name for family in _FAMILIES)


@cache
def _compiled() -> tuple[tuple[Family, re.Pattern[str]], ...]:
    fragments = _fragments()

    def fill(pattern: str) -> str:
        while found := re.search(r"(?<!P)<([A-Z_]{2,})>", pattern):
            pattern = pattern.replace(found.group(0), fragments[found.group(1)])
        return pattern

    flags = re.IGNORECASE | re.VERBOSE
    return tuple((family, re.compile(rf"(?<!\w)(?:{fill(family.pattern)})(?!\w)", flags)) for family in _FAMILIES)


_WORD = re.compile(r"\d+|[^\W\d_]+")


@cache
def _triggers_by_word() -> dict[str, str]:
    """Return for each word of the lexicon the triggers it stands for."""
    words = lexicon()
    found: dict[str, set[str]] = {}
    kinds = {
        "M": words["months"],
        "W": [*words["weekdays"], *words["weekday_abbreviations"]],
        "U": [*words["units"], "half", "period"],
        "P": words["day_parts"],
        "S": [*words["seasons"], *(f"mid{season}" for season in words["seasons"])],
        "N": ["nineteen", "eighteen", "twenty", "thousand"],
        "K": words["decades"],
        "C": ["century"],
        "T": ["today", "yesterday", "tomorrow", "tonight", "night", "overnight"],
        "R": [*words["references"], "time", "then"],
        "H": [*words["holidays"], *words["moving_holidays"], *words["easter_holidays"]],
        "E": ["every", "each", "per", *words["sets"]],
        "A": ["am", "pm", "m", "o", "oclock", "clock", "noon", "midnight", "midday", "half", "quarter", "hrs", "hours"],
        "Q": ["q"],
    }
    kinds["A"] = [*kinds["A"], *words["zones"], "time"]
    for trigger, phrases in kinds.items():
        for phrase in phrases:
            parts = re.findall(r"[^\W\d_]+", phrase)
            for word in (parts[-1], parts[-1] + "s", "mid" + parts[-1]):
                found.setdefault(word, set()).add(trigger)
    return {word: "".join(sorted(triggers)) for word, triggers in found.items()}


def _windows(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return for each trigger the stretches of text in which its families are worth running."""
    known = _triggers_by_word()
    windows: dict[str, list[tuple[int, int]]] = {}
    for word in _WORD.finditer(text):
        letters = word.group(0)
        triggers = known.get(letters.lower(), "")
        if letters[0].isdigit():
            clock = text[word.end() : word.end() + 1] in (":", ".")
            triggers = ("DY" if len(letters) == 4 else "D") + ("A" if clock else "")
        for trigger in triggers:
            begin, end = max(0, word.start() - _REACH_BEFORE), word.end() + _REACH_AFTER
            spans = windows.setdefault(trigger, [])
            if spans and begin <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((begin, end))
    return windows


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for begin, end in sorted(spans):
        if last is not None and begin <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (begin, end)
    if last is not None:
        yield last


def find_candidates(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield every (family name, match) in the text, family by family; matches of different families overlap."""
    windows = _windows(text)
    for family, pattern in _compiled():
        spans = [span for trigger in family.triggers for span in windows.get(trigger, [])]
        for begin, end in _merged(spans):
            for match in pattern.finditer(text, begin, _word_end(text, end)):
                yield family.name, match


def _word_end(text: str, offset: int) -> int:
    while offset < len(text) and not text[offset].isspace():
        offset += 1
    return min(offset, len(text))
