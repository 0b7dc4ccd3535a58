"""The furniture of news pages, loaded from `lexicon/clutter.json` and asked line by line.

A rule is a pattern with the kind of clutter that it names; the lists are data so that a
journalist can add a line without reading code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"\w[\w'’.-]*")
# A line of a list, or one that an author would end without a full stop, is not prose.
_TERMINAL = re.compile(r"[.!?:;][\"'”’)\]»]*\W*$")
# Facts in a list: a field with its value, a bullet, a name with an age, a telephone number.
_LISTED = re.compile(
    r"^[-–•*·◦▪]|^\d{1,3}[.)] |^[^:]{1,40}:\s+(?:\S+\s*){1,6}$"
    r"|^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,4},\s*\d{1,3}\b|\d{3}[-.]\d{3,4}|\bwww\.|,$"
)
_TO_READER = re.compile(r"\b(?:we|us|our|ours|you|your|yours|dear|thank)\b")
_CREDIT_CHARACTERS = 140
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\W*$")


def load_lexicon(name: str) -> dict[str, Any]:
    """Return the word list `lexicon/<name>.json`."""
    loaded: dict[str, Any] = json.loads(
        files(__package__).joinpath("lexicon", f"{name}.json").read_text(encoding="utf-8")
    )
    return loaded


@lru_cache(maxsize=4096)
def n_words(line: str) -> int:
    """Return how many words `line` has."""
    return len(_WORD.findall(line))


@lru_cache(maxsize=4096)
def ends_sentence(line: str) -> bool:
    """Whether `line` ends as a sentence does, and was not cut off by a teaser's dots."""
    return bool(_TERMINAL.search(line)) and not _CUT_OFF.search(line)


def is_prose(line: str) -> bool:
    """Whether `line` reads like a paragraph of an article rather than a label or headline."""
    return n_words(line) >= 10 and ends_sentence(line)


@dataclass(frozen=True, slots=True)
class _LineRule:
    kind: str
    max_words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _SectionRule:
    kind: str
    resumes: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _EdgeRule:
    kind: str
    pattern: re.Pattern[str]


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule of the lexicon, compiled."""

    lines: tuple[_LineRule, ...]
    sections: tuple[_SectionRule, ...]
    caption_starts: re.Pattern[str]
    caption_ends: re.Pattern[str]
    stems: tuple[str, ...]
    sentence_words: frozenset[str]
    cues: tuple[re.Pattern[str], ...]
    signature: re.Pattern[str]
    share_words: frozenset[str]
    heads: tuple[_EdgeRule, ...]
    tails: tuple[_EdgeRule, ...]

    def kind_of(self, line: str) -> str | None:
        """Return the kind of clutter that the whole of `line` is, None for the article's own words."""
        words = n_words(line)
        if self._is_share_bar(line):
            return "share"
        for rule in self.lines:
            if words <= rule.max_words and rule.pattern.match(line):
                return rule.kind
        # Captions run to a few sentences; a longer paragraph that ends in a credit is an article's.
        if words <= 80 and self._is_caption(line):
            return "caption"
        return None

    def _is_caption(self, line: str) -> bool:
        # A credit stands in the last words; looking only there keeps long paragraphs cheap.
        return bool(self.caption_starts.match(line) or self.caption_ends.search(line[-_CREDIT_CHARACTERS:]))

    def section(self, line: str) -> _SectionRule | None:
        """Return the rule of the section that `line` is the heading of, if it is one."""
        if n_words(line) > 12:
            return None
        heading = line.strip(" \t:|>»-–—•*#[]()").rstrip(".…!")
        return next((rule for rule in self.sections if rule.pattern.fullmatch(heading)), None)

    def n_pitch_cues(self, line: str) -> int:
        """Return how many different signs of an appeal to subscribe or donate `line` has."""
        lower = line.lower()
        if not any(stem in lower for stem in self.stems):
            return 0
        # An appeal speaks to its reader; a report about a newsletter's readers does not.
        if is_prose(line) and not _TO_READER.search(lower):
            return 0
        return sum(1 for cue in self.cues if cue.search(line))

    def is_headline(self, line: str) -> bool:
        """Whether a line in the middle of an article is a heading or another story's headline.

        Headlines drop the little words that sentences need; a sentence whose full stop was
        forgotten has two of them.
        """
        words = _WORD.findall(line.lower())
        if not 3 <= len(words) <= 18 or ends_sentence(line) or _LISTED.search(line):
            return False
        return sum(1 for word in words if word in self.sentence_words) < 2

    def _is_share_bar(self, line: str) -> bool:
        if n_words(line) > 20 or ends_sentence(line):
            return False
        words = re.findall(r"[a-z][a-z+-]*", line.lower())
        return bool(words) and all(word in self.share_words for word in words)


@cache
def load_rules() -> Rules:
    """Return the compiled rules."""
    lexicon = load_lexicon("clutter")
    return Rules(
        lines=tuple(_LineRule(row["kind"], row["max_words"], _any_of(row["patterns"])) for row in lexicon["lines"]),
        sections=tuple(
            _SectionRule(row["kind"], row["resumes"], _any_of(row["patterns"])) for row in lexicon["sections"]
        ),
        caption_starts=_any_of(lexicon["captions"]["starts"]),
        caption_ends=_any_of(lexicon["captions"]["ends"]),
        stems=tuple(lexicon["pitch"]["stems"]),
        sentence_words=frozenset(lexicon["sentence_words"]),
        cues=tuple(re.compile(cue, re.IGNORECASE) for cue in lexicon["pitch"]["cues"]),
        signature=re.compile(lexicon["pitch"]["signature"], re.IGNORECASE),
        share_words=frozenset(lexicon["share_words"]),
        heads=tuple(_EdgeRule(row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in lexicon["heads"]),
        tails=tuple(_EdgeRule(row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in lexicon["tails"]),
    )
