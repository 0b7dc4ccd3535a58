"""Place phrases that are more than a name: street addresses, blocks, "5 km south of X", "west X"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wordfreq import zipf_frequency

from reconcile.extract.entities_link import entity_id
from reconcile.extract.entities_names import fold, names_no_entity, words
from reconcile.extract.gazetteer import country_called, country_of_demonym, is_group, look_up
from reconcile.types import EntityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A word met less often than this (Zipf scale: ten in a million) is a name where it has a capital.
_COMMON_ZIPF = 4.0
_OWNER = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w-]*)(?: [A-Z][\w-]*){0,2}"
_NAME = r"[A-Z0-9][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    street = "|".join(sorted((w.title() for w in words("places", "street")), key=len, reverse=True))
    way = "|".join(sorted(words("places", "directions"), key=len, reverse=True))
    unit = r"(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|yards?|feet|blocks?)"
    return (
        re.compile(rf"\b\d[\d,]* block (?:of|on) {_NAME} (?:{street})\b"),
        re.compile(rf"\b\d{{1,5}} (?:[NSEW]\.? )?{_NAME} (?:{street})\b"),
        re.compile(
            rf"\b(?:(?:about|around|some) )?\d[\d,.]*[ -]*{unit}(?: \([^)]{{1,25}}\))?,? (?:to the )?(?:{way}) of "
            rf"(?:the (?:city|town|village|capital) of )?{_NAME}(?: [A-Z][\w’'-]+)*"
        ),
        re.compile(
            rf"\b(?:{way}|{'|'.join(w.title() for w in way.split('|'))}) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\b"
            r"(?<!['’]s)(?<!['’])"
        ),
    )


def find_place_phrases(doc: Doc) -> tuple[EntityMention, ...]:
    """Return addresses, blocks, distances from a place and parts of a city, each as one mention."""
    text = doc.text
    found: list[EntityMention] = []
    *sure, part = _patterns()
    for pattern in sure:
        found.extend(_phrase(m) for m in pattern.finditer(text) if not _taken(m, found))
    found.extend(_phrase(m) for m in part.finditer(text) if not _taken(m, found) and _is_part_of_city(m.group()))
    return tuple(sorted(found, key=lambda m: m.span))


@lru_cache(maxsize=1)
def _body_pattern() -> re.Pattern[str]:
    bodies = "|".join(re.escape(b) for b in sorted(words("roles", "plain_organisations"), key=lambda b: (-len(b), b)))
    # "The Denver police chief" is the chief, "Denver police officers" are people.
    people = r"(?! (?:chief|officer|commissioner|car|station|source|inspector))"
    return re.compile(rf"\b({_OWNER})(?:['’]s|['’])? (?:state-run )?({bodies})\b{people}")


def find_body_phrases(doc: Doc) -> tuple[EntityMention, ...]:
    """Return organisations whose head is a common noun: "the Syrian army", "Denver police", "Peru's government".

    A government is the same organisation whatever it is called: its canonical name is
    "government of" and the country.
    """
    text = doc.text
    found = []
    for match in _body_pattern().finditer(text):
        owner, body = match.group(1), " ".join(match.group(2).split())
        start = match.start(1)
        if owner.startswith("The "):
            start, owner = start + 4, owner[4:]
        if owner[:1].islower() or not body.islower():
            continue
        start, owner = _owner(start, owner)
        if owner.endswith("s") and look_up(owner[:-1]) and not look_up(owner):
            owner = owner[:-1]
        country = country_of_demonym(owner) or country_called(owner)
        if country and body in words("roles", "government_words"):
            name = government_of(country)
        elif country or look_up(owner) or (body.startswith("police") and _is_own_name(doc, start, owner)):
            name = f"{owner} {body}"
        else:
            continue
        surface = text[start : match.end()]
        found.append(_as_mention(Span(start, match.end()), surface, "organisation", name))
    return tuple(found)


def _owner(start: int, owner: str) -> tuple[int, str]:
    """Return where the nation or town before a body begins: its last words that anything knows."""
    parts = owner.split(" ")
    for first in range(len(parts)):
        name = " ".join(parts[first:])
        if country_of_demonym(name) or look_up(name):
            return start + len(owner) - len(name), name
    return start, owner


def _is_own_name(doc: Doc, start: int, owner: str) -> bool:
    """Tell a town that no gazetteer knows from a word that only a sentence's start set in capitals: "Now police"."""
    span = doc.char_span(start, start + len(owner), alignment_mode="expand")
    if span is None or set(fold(owner).split()) <= words("roles", "generic_words"):
        return False
    if any(token.is_stop for token in span) or names_no_entity(owner):
        return False
    return span[-1].pos_ == "PROPN" or is_group(owner) or zipf_frequency(owner, "en") < _COMMON_ZIPF


def government_of(country: str) -> str:
    """Return the canonical name of a country's government."""
    return f"government of {country}"


def _is_part_of_city(phrase: str) -> bool:
    rest = phrase.split(" ", 1)[1]
    return phrase[0].islower() and bool(look_up(rest)) and not look_up(phrase)


def _taken(match: re.Match[str], found: list[EntityMention]) -> bool:
    return any(match.start() < m.span.end and m.span.start < match.end() for m in found)


def _phrase(match: re.Match[str]) -> EntityMention:
    name = " ".join(match.group().split()).rstrip(".")
    return _as_mention(Span(match.start(), match.end()), match.group(), "place", name)


def _as_mention(span: Span, surface: str, label: str, name: str) -> EntityMention:
    return EntityMention(span=span, surface=surface, label=label, entity=entity_id(label, name), canonical=name)
