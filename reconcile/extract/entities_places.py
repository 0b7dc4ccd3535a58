"""Place phrases that are more than a name: street addresses, blocks, "5 km south of X", "west X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reconcile.extract.entities_link import entity_id
from reconcile.extract.entities_names import words
from reconcile.types import EntityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAME = r"[A-Z0-9][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}?"


def _patterns() -> tuple[re.Pattern[str], ...]:
    street = "|".join(sorted((w.title() for w in words("places", "street")), key=len, reverse=True))
    way = "|".join(sorted(words("places", "directions"), key=len, reverse=True))
    unit = r"(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|yards?|feet|blocks?)"
    return (
        re.compile(rf"\b\d[\d,]* block (?:of|on) {_NAME} (?:{street})\b\.?"),
        re.compile(rf"\b\d{{1,5}} (?:[NSEW]\.? )?{_NAME} (?:{street})\b"),
        re.compile(
            rf"\b(?:(?:about|around|some) )?\d[\d,.]*[ -]*{unit}(?: \([^)]{{1,25}}\))?,? (?:to the )?(?:{way}) of "
            rf"(?:the (?:city|town|village|capital) of )?{_NAME}(?: [A-Z][\w’'-]+)*"
        ),
        re.compile(
            rf"\b(?:{way}|{'|'.join(w.title() for w in way.split('|'))}) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?\b(?<!['’]s)"
        ),
    )


def find_place_phrases(doc: Doc) -> tuple[EntityMention, ...]:
    """Return addresses, blocks, distances from a place and parts of a city, each as one mention."""
    found: list[EntityMention] = []
    *sure, part = _patterns()
    for pattern in sure:
        found.extend(_phrase(m) for m in pattern.finditer(doc.text) if not _taken(m, found))
    found.extend(_phrase(m) for m in part.finditer(doc.text) if not _taken(m, found) and _is_part_of_city(m.group()))
    return tuple(sorted(found, key=lambda m: m.span))


def _is_part_of_city(phrase: str) -> bool:
    from reconcile.extract.gazetteer import look_up

    rest = phrase.split(" ", 1)[1]
    return phrase[0].islower() and bool(look_up(rest)) and not look_up(phrase)


def _taken(match: re.Match[str], found: list[EntityMention]) -> bool:
    return any(match.start() < m.span.end and m.span.start < match.end() for m in found)


def _phrase(match: re.Match[str]) -> EntityMention:
    name = " ".join(match.group().split()).rstrip(".")
    return EntityMention(
        span=Span(match.start(), match.end()),
        surface=match.group(),
        label="place",
        entity=entity_id("place", name),
        canonical=name,
    )
