"""The grammar: which stretches of text may be time expressions, as compiled patterns.

Each pattern is one family of expressions (a clock time, a weekday, "two days ago"). A
pattern only finds and names the parts; what they mean is resolved elsewhere. `<NAME>` in a
pattern stands for the fragment of that name, made from the lexicon. Spaces are loose, since
newsrooms' texts come tokenised ("Oct. 6 , 2018", "4 p.m .") and stripped of punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from reconcile.extract._times_lexicon import lexicon

_CASED_MONTHS = ("may", "march", "august")


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+").replace("'", r"\s?['’]\s?") for w in ordered) + ")"


def _cased(words: Iterable[str]) -> str:
    return "(?-i:" + _any(form for w in words for form in (w.capitalize(), w.upper())) + ")"


@cache
def _fragments() -> dict[str, str]:
    words = lexicon()
    months = list(words["months"])
    plain = [m for m in months if len(m) > 4 and m not in _CASED_MONTHS]
    # "jun", "march" and the like are months only where they are written as names.
    cased = [m for m in months if m not in plain]
    numbers = _any(words["numbers"])
    spelled = rf"(?:(?:a\s+)?{numbers}(?:(?:\s*-\s*|\s+and\s+|\s+){numbers})*)"
    vague = _any([*words["vague_numbers"], "a couple of", "a couple", "couple of", "another couple of"])
    fragments = {
        "MONTH": rf"(?:(?:{_any(plain)}|{_cased(cased)})\b\.?)",
        "WEEKDAY": rf"(?:{_any(words['weekdays'])}(?:\s?['’]\s?s|s)?)",
        "WEEKDAY_ABBR": rf"(?:{_cased(words['weekday_abbreviations'])}\.?)",
        "DAY": r"(?:(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th))?(?![\d%]|[.,:/]\d))",
        "YEAR": r"(?:(?:1[0-9]|2[01])\d\d(?![\d%]|[.,]\d))",
        "SEASON": _any(words["seasons"]),
        "UNIT": rf"(?:{_any(words['units'])}s?\b(?:['’](?!s))?)",
        "LONG_UNIT": r"(?:days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries|millennium|millenniums)\b",
        "SPELLED": spelled,
        "NUMBER": rf"(?:\d+\s+\d/\d|\d/\d|\d+(?:[.,]\d+)?|{vague}|{spelled}(?:\s+and\s+a\s+half)?|half\s+an?|an?\s+half|an\s+additional|another|an?)",
        "COUNT": rf"(?:\d+|{spelled})",
        "VAGUE": vague,
        "ORDINAL": _any(words["ordinals"]),
        "DECADE": _any(words["decades"]),
        "PART": rf"(?:{_any(words['day_parts'])}s?)",
        "PART_MOD": _any(words["part_modifiers"]),
        "AMOUNT_MOD": _any(words["amount_modifiers"]),
        "CLOCK_MOD": _any(words["clock_modifiers"]),
        "REFERENCE": _any(words["references"]),
        "SET": _any(words["sets"]),
        "HOLIDAY": _any([*words["holidays"], *words["moving_holidays"], *words["easter_holidays"]]),
        "ZONE": rf"(?:(?-i:{_any(z.upper() for z in words['zones'])})\b|local\s+time|(?:{_any(words['zone_words'])})\s+(?:(?:standard|daylight)\s+)?time)",
        "SEP": r"(?:\s*,\s*|\s+)",
        "HYPHEN": r"(?:\s*[-–—]\s*)",
        "TO": r"(?:\s*[-–—]\s*|\s+(?:to|and|through|until|or)\s+)",
        "RANGE": r"(?:\s*[-–—]\s*|\s+(?:to|through)\s+)",
        "RELYEAR": r"(?:(?:of\s+)?(?:last|this|next|that|the\s+same|the\s+previous|the\s+following)\s+year)",
        "MERIDIEM": r"(?:[ap]\s?\.?\s?m\b\.?)",
    }
    return fragments


_RULES: tuple[tuple[str, str], ...] = (
    (
        "iso",
        r"(?P<iso>\d{4}-\d\d-\d\d)(?:[T\s](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d(?:\.\d+)?)?(?P<z>Z|[+-]\d\d:?\d\d)?)?(?!\d)",
    ),
    (
        "numeric",
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4}|\d\d)(?![\d/]|[.-]\d)",
    ),
    (
        "date",
        r"(?:(?P<weekday><WEEKDAY>|<WEEKDAY_ABBR>)<SEP>(?:the\s+)?)?(?:(?P<mod><PART_MOD>)\s+)?"
        r"(?:(?P<day1><DAY>)(?:<TO>(?P<day2><DAY>))?(?:\s+of)?[\s-]+(?P<month1><MONTH>)|(?:the\s+)?(?P<ordinal><ORDINAL>)\s+of\s+(?P<month3><MONTH>)"
        r"|(?:(?P<det>last|next|this\s+past)\s+)?(?P<month2><MONTH>)[\s-]*(?:the\s+)?(?P<day3><DAY>)(?!\s*[-–]?\s*<UNIT>)(?:<RANGE>(?P<day4><DAY>)(?!\s*[:.]\d|\s*<MERIDIEM>|\s+<MONTH>|\s+[a-z]+s\b(?<!\bwas)(?<!\bhas)))?)"
        r"(?:[\s,-]+(?P<year><YEAR>|['’]\d\d\b)(?!\s*[:.]\d)|<SEP>(?P<relyear><RELYEAR>))?",
    ),
    (
        "month",
        r"(?:(?P<mod><PART_MOD>|mid)(?:\s+|\s*-\s*))?(?:(?P<det>last|next|this|this\s+past|this\s+coming|the\s+previous|the\s+following)\s+)?(?P<month><MONTH>)(?:\s?['’]s\b)?"
        r"(?:(?:<SEP>(?:of\s+)?|\s*-\s*)(?P<year><YEAR>|['’]\d\d\b)|<SEP>(?P<relyear><RELYEAR>))?",
    ),
    (
        "next_day",
        r"<MONTH>\s*<DAY>(?:\s*,)?\s+(?:and|or)\s+(?P<core><DAY>)(?!\s*(?:<UNIT>|<MONTH>|<MERIDIEM>)|\s+[a-z]+s\b)",
    ),
    (
        "two_months",
        r"(?P<month1><MONTH>)(?:<HYPHEN>|\s+(?:to|through|and)\s+)(?P<month2><MONTH>)(?!\s*\d{1,2}\b)(?:<SEP>(?:of\s+)?(?P<year><YEAR>))?",
    ),
    (
        "decade",
        r"(?:(?P<mod><PART_MOD>|mid|the\s+first\s+half\s+of|the\s+(?:last|second)\s+half\s+of)(?:\s+|\s*-\s*))?(?:the\s+)?(?:(?P<mod2>early|mid|late)(?:\s+|\s*-\s*))?(?:(?P<long>(?:1[0-9]|20)\d0)\s?['’]?s|['’](?P<short>\d0)\s?['’]?s|(?P<hundred>nineteen\s+|eighteen\s+)?(?P<word><DECADE>))\b",
    ),
    (
        "century",
        r"(?:(?P<mod><PART_MOD>|mid)(?:\s+|\s*-\s*))?(?:the\s+)?(?P<mod2>early\s+|late\s+|mid-)?(?P<n>\d{1,2}(?:st|nd|rd|th)|<ORDINAL>)[\s-]+century\b",
    ),
    (
        "year",
        r"(?:(?P<mod><PART_MOD>|mid|about|around|circa)(?:\s+|\s*-\s*))?(?P<the>the\s+year\s+)?(?P<fiscal>(?:the\s+)?fiscal(?:\s+year)?\s+)?(?P<year>(?<![\d.,$£€#/])(?<!\d-)<YEAR>)(?:\s?['’]s\b)?",
    ),
    (
        "spelled_year",
        r"(?:(?P<the>the\s+year)\s+)?(?P<words>(?:nineteen|eighteen|twenty)(?:\s+|-)(?:hundred|oh[\s-]\w+|(?:<SPELLED>))|two\s+thousand(?:\s+(?:and\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)\b",
    ),
    (
        "weekday",
        r"(?:(?P<mod>early|late|earlier|later|mid)(?:\s+on)?[\s-]+)?(?:(?P<det>last|next|this|this\s+past|this\s+coming|the\s+previous|the\s+following|this\s+last|past|coming|every|each)\s+)?"
        r"(?P<weekday><WEEKDAY>)(?:(?:\s+|\s*-\s*)(?:(?P<partmod>early|late|mid)(?:\s+|-))?(?P<part><PART>)\b)?(?:\s?['’]s\b)?(?:\s+(?P<week>last|next|this)\s+week\b)?",
    ),
    ("weekdays", r"(?P<first><WEEKDAY>)(?:<HYPHEN>|\s+(?:to|through)\s+)(?P<second><WEEKDAY>)"),
    (
        "deictic",
        r"(?:(?P<mod>early|late|earlier|later)\s+)?(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|today|yesterday|tomorrow|tonight|overnight|to-?night)\b(?:\s?['’]s\b)?(?:\s+(?:at\s+)?(?:(?P<partmod>early|late|mid)(?:\s+|-))?(?P<part><PART>)\b)?",
    ),
    (
        "part_of_day",
        r"(?:(?P<mod>early|late|earlier|later|mid)(?:\s+|-))?(?:in\s+)?(?P<det>last|this|that|the\s+previous|the\s+following|the\s+next|the\s+same)\s+(?P<part><PART>)\b(?:\s?['’]s\b)?",
    ),
    (
        "bare_part",
        r"(?:(?P<mod>early|late|mid|later)\s+(?:in\s+)?)?(?:(?P<det>the)\s+)?(?:(?P<mod2>early|late|mid)[\s-]+)?(?P<part><PART>)\b",
    ),
    (
        "relative",
        r"(?:(?P<mod>earlier|later|sometime|<PART_MOD>)\s+(?:in\s+)?)?(?P<det>last|next|this|that|this\s+past|this\s+coming|the\s+(?:past|last|next|coming|previous|following|current|same|latest|preceding|new|very\s+same|prior)|that\s+same|previous|following|past|coming|current|latest|the|a\s+year-ago|the\s+year-ago|the\s+year-earlier|a\s+year-earlier|year-earlier|year-ago|the\s+corresponding|the\s+comparable)\s+"
        r"(?P<fiscal>fiscal\s+)?(?P<unit>day|week|weekend|fortnight|month|quarter|half|period|year|decade|century|<SEASON>)\b(?:\s?['’](?:s\b)?)?(?P<of>\s+(?:of\s+)?(?:(?:a\s+year\s+(?:ago|earlier|before))|<RELYEAR>|(?P<year><YEAR>))|\s+before\s+last|\s+after\s+next)?",
    ),
    ("year_earlier", r"(?:the\s+|a\s+)?(?:year-earlier|year-ago|year\s+earlier\s+(?=period|quarter))"),
    ("year_end", r"(?:the\s+)?(?:year\s*-\s*end|year\s?['’]s\s+end|end\s*-\s*of\s*-\s*year)(?:\s+(?P<year><YEAR>))?"),
    (
        "mid_unit",
        r"(?P<mod>mid)\s*-?\s*(?:(?P<det>last|next|this)\s+)?(?P<unit>week|month|year|summer|winter|autumn|spring)\b",
    ),
    (
        "season",
        r"(?:(?P<mod><PART_MOD>|mid)(?:\s+|\s*-\s*))?(?:the\s+)?(?P<season><SEASON>)\s+(?:of\s+)?(?P<year><YEAR>)",
    ),
    (
        "bare_season",
        r"(?:in|by|over|during|since|until|through|throughout|for)\s+(?P<core>(?:the\s+)?(?:early\s+|late\s+)?(?P<season>summer|winter|autumn|spring))\b",
    ),
    (
        "ago",
        r"(?:(?P<mod><AMOUNT_MOD>|just|only|barely|even|exactly)\s+)?(?P<number><NUMBER>)(?:<TO>(?P<number2><NUMBER>))?(?:\s+|\s*-\s*)(?:(?:full|more|whole|additional|calendar|business|trading|working|long|short)\s+)?(?P<unit><UNIT>)\s+(?P<way>ago|earlier|later|before|after|afterwards?|from\s+now|hence|previously|prior|before\s+that|after\s+that|thereafter|beforehand|on)\b",
    ),
    (
        "half_ago",
        r"(?P<number><NUMBER>)\s+(?P<unit><UNIT>)\s+and\s+a\s+half(?:\s+(?P<way>ago|earlier|later|before|after))?",
    ),
    (
        "day_before",
        r"the\s+(?:very\s+)?(?P<unit>day|night|morning|week|month|year)\s+(?P<way>before|after|earlier|afterwards?)\b",
    ),
    (
        "span",
        r"(?P<det>(?:(?:in|over|during|for|within|of|each\s+of)\s+)?(?:at\s+least\s+)?(?:the\s+)?(?P<side>past|last|next|coming|previous|first|following|final|preceding|these|those|same|recent))\s+(?:(?P<mod><AMOUNT_MOD>)\s+)?(?P<number><NUMBER>)(?:<TO>(?P<number2><NUMBER>))?(?:\s+|\s*-\s*)(?:(?:full|trading|business|fiscal|calendar|working)\s+)?(?P<unit><UNIT>)(?:\s+(?:of\s+)?(?P<year><YEAR>))?",
    ),
    (
        "duration",
        r"(?:(?P<mod><AMOUNT_MOD>)\s+)?(?<![$£€])(?<![\d.,])(?P<number><NUMBER>)(?:<TO>(?P<number2><NUMBER>))?(?P<join>\s+|\s*-\s*)(?:(?:full|more|whole|additional|calendar|business|trading|working|consecutive|straight|long|entire|solid|mere|further|fiscal)\s+)?(?P<unit><UNIT>)(?:(?:\s+|-)(?P<tail>long|olds?\b))?",
    ),
    (
        "two_part",
        r"(?P<number><NUMBER>)(?:\s+|-)(?P<unit>hours?|years?|minutes?|days?|months?|weeks?)(?:\s*,)?(?:\s+and)?\s+(?P<number2><NUMBER>)(?:\s+|-)(?P<unit2>minutes?|months?|seconds?|days?|hours?)\b",
    ),
    (
        "vague_span",
        r"(?:the\s+)?(?P<side>past|recent|last|next|coming|future|previous)\s+(?:(?P<vague>several|few|couple\s+of|many)\s+)?(?P<unit>(?:days|weeks|months|quarters|years|decades|centuries|hours|minutes))(?:\s+and\s+(?:weeks|months|years))?\b",
    ),
    ("ahead", r"(?:the\s+)(?P<unit>days|weeks|months|years|decades)\s+(?P<side>ahead|to\s+come|since|past)\b"),
    (
        "plural_span",
        r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b(?:-(?P<long>long))?(?:\s+(?P<way>ago|earlier|later))?",
    ),
    ("long", r"(?:an?\s+|the\s+)?(?P<unit>day|week|month|year|decade|century|hour)s?\s*-\s*long\b"),
    (
        "half_unit",
        r"(?:(?P<mod><AMOUNT_MOD>)\s+)?(?:half\s+an?|an?\s+half)(?:\s+|-)(?P<unit>hour|day|year|century|decade|minute|month)\b|(?P<half>half-(?:hour|day|century|year))",
    ),
    (
        "quarter",
        r"(?:(?P<mod><PART_MOD>)\s+)?(?:(?P<the>the|this\s+year\s?['’]s|last\s+year\s?['’]s|next\s+year\s?['’]s|(?P<year0><YEAR>)\s?['’]?s?|its|their)\s+)?(?:fiscal\s+)?(?:(?P<n><ORDINAL>|last(?=\s+half\s+of\s+(?:the\s+year|\d))|latter(?=\s+half\s+of\s+(?:the\s+year|\d))|final)(?:\s*-\s*|\s+)(?:fiscal\s+)?(?P<kind>quarter|half)|(?-i:Q)(?P<q>[1-4]))\b(?:\s?['’]s\b)?(?:\s+(?:of\s+)?(?:fiscal\s+)?(?:(?P<year><YEAR>)|(?P<relyear><RELYEAR>|the\s+year)))?",
    ),
    ("year_quarter", r"(?:the\s+)?(?P<year><YEAR>)\s+(?P<kind>quarter|period)\b"),
    ("year_ended", r"the\s+(?:fiscal\s+)?(?P<unit>year|quarter)(?=\s+(?:ended|ending)\b)"),
    ("the_unit", r"the\s+(?P<unit>year|week|month|day)(?!\s+(?:that|when|before|after|he|she|it|they|of)\b)(?!-)"),
    (
        "nth_of",
        r"(?:the\s+)?(?P<n><ORDINAL>|last|final|opening)\s+(?P<unit>week|weekend|days?|weeks|months|half|quarter)\s+(?:of|in)\s+(?:(?P<month><MONTH>)(?:<SEP>(?P<year><YEAR>))?|(?P<year2><YEAR>))",
    ),
    (
        "set",
        r"(?:(?P<number>once|twice|<COUNT>\s+times)\s+(?:a|per|every|each)\s+(?P<unit1><UNIT>)|(?:every|each|per)\s+(?:(?P<other>other)\s+|(?P<count><COUNT>)\s+)?(?P<unit2><UNIT>|<WEEKDAY>|<SEASON>|<PART>|<MONTH>)|(?P<word><SET>))\b",
    ),
    ("holiday", r"(?:(?P<det>last|this|next)\s+)?(?P<holiday><HOLIDAY>)\b(?:\s?['’]s\b)?(?:<SEP>(?P<year><YEAR>))?"),
    ("reference", r"(?P<word><REFERENCE>)\b"),
    ("that_time", r"(?:at\s+)?(?P<word>the\s+time|that\s+time|then)\b"),
    (
        "clock",
        r"(?:(?P<mod><CLOCK_MOD>)\s+(?:at\s+)?)?(?<![\d$£€])(?<!\d[.,:])(?:"
        r"(?P<h12>1[0-2]|0?[1-9])(?:\s?[:.]\s?(?P<m12>[0-5]\d)(?:[:.][0-5]\d)?)?\s*(?P<meridiem><MERIDIEM>|(?P<oclock>o\s?['’]?\s?clock)(?:\s+(?:in\s+the\s+(?P<part>morning|afternoon|evening)|at\s+(?P<night>night)))?)"
        r"|(?P<h24>[01]?\d|2[0-4])\s?[:.]\s?(?P<m24>[0-5]\d)(?::[0-5]\d)?(?:\s*h(?:ou)?rs?\b|(?=\s*\(?<ZONE>)|(?<=:\d\d)|(?<=:\d\d:\d\d))(?!\d)"
        r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:<ZONE>|h(?:ou)?rs\b))(?:\s*h(?:ou)?rs\b)?"
        r"|(?P<hword><COUNT>)(?:\s+(?P<mword>thirty|fifteen|forty-five))?\s+(?P<oclock2>o\s?['’]?\s?clock|<MERIDIEM>)"
        r"|(?:half|(?P<quarter>a\s+quarter))\s+(?P<pastto>past|to)\s+(?P<hpast><COUNT>)"
        r"|(?P<named>noon|midnight|midday))"
        r"(?:\s*\(?(?P<zone><ZONE>)\)?)?(?:\s*\(\s*\d{1,2}[:.]?\d\d\s*(?:<MERIDIEM>\s*)?<ZONE>\s*\))?(?!\d)",
    ),
)


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return every family of expressions as (name, compiled pattern); compiled once."""
    fragments = _fragments()

    def fill(pattern: str) -> str:
        while found := re.search(r"<([A-Z_]{3,}|TO)>", pattern):
            pattern = pattern.replace(found.group(0), fragments[found.group(1)])
        return pattern

    return tuple(
        (name, re.compile(r"(?<!\w)" + "(?:" + fill(pattern) + r")(?!\w)", re.IGNORECASE)) for name, pattern in _RULES
    )
