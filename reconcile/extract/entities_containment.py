"""Which place of a run lies inside which: from the gazetteer and from the articles' own words.

Small places are in no gazetteer, but articles say where they are: "Suka village in Bener
district", "Suka, Java", "Java's Bener district". What is read once holds for the whole run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reconcile.extract.entities_labels import kind_words
from reconcile.extract.entities_names import fold, words
from reconcile.extract.gazetteer import Place, country_of_demonym, distance_km, look_up
from reconcile.types import EntityMention

# Longer chains (village, district, province, island, country) do not occur in one run.
_MAX_STEPS = 5
# No province or conurbation named after its city reaches so far, or next to none.
_APART_KM = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """What is known of places inside places; call it with an outer and an inner mention."""

    pairs: frozenset[tuple[str, str]]

    def __call__(self, outer: EntityMention, inner: EntityMention) -> bool | None:
        """Return True where `inner` lies in or by `outer`, False where they lie apart, None if unknown."""
        if (outer.entity, inner.entity) in self.pairs:
            return True
        return _gazetteer_says(outer.canonical, inner.canonical)


def find_containment(mentions_by_article: Sequence[tuple[EntityMention, ...]], texts: Sequence[str]) -> Containment:
    """Return what the articles and the gazetteer say about places inside places.

    Args:
        mentions_by_article: Linked mentions.
        texts: The articles' texts, in the same order.
    """
    inside: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for mentions, text in zip(mentions_by_article, texts, strict=True):
        places = [m for m in mentions if m.label == "place"]
        names.update({m.entity: m.canonical for m in places})
        for left, right in pairwise(places):
            pair = _read(left, right, text[left.span.end : right.span.start])
            if pair:
                inside[pair[1].entity].add(pair[0].entity)
        _read_nations(mentions, text, inside)
    _add_anchors(names, inside)
    _add_gazetteer(names, inside)
    return Containment(pairs=frozenset(_closure(inside)))


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    kinds = "|".join(sorted(kind_words()))
    ways = "|".join(sorted(words("places", "directions")))
    return re.compile(rf"(?: (?:{kinds}))?(?:,| in|, in)(?: the)?(?: (?:{ways}|{kinds}|of))* ")


def _read(left: EntityMention, right: EntityMention, between: str) -> tuple[EntityMention, EntityMention] | None:
    """Return (outer, inner) where the words between two places say so."""
    if left.entity == right.entity:
        return None
    if left.surface.endswith(("'s", "’s")) and re.fullmatch(r" (?:\w+ern )?", between):
        return left, right
    if not _between().fullmatch(between):
        return None
    # A bare comma is also what stands between the members of a list: the outer must be a known large place.
    large = any(place.kind in ("country", "state", "county") for place in look_up(right.canonical)[:1])
    return (right, left) if large or " in" in between else None


def _read_nations(mentions: Sequence[EntityMention], text: str, inside: dict[str, set[str]]) -> None:
    """Read "the Syrian city of Ruza" as Ruza inside Syria."""
    places = {fold(m.canonical): m.entity for m in mentions if m.label == "place"}
    for left, right in pairwise(mentions):
        country = places.get(fold(country_of_demonym(left.canonical))) if left.label == "group" else None
        between = text[left.span.end : right.span.start]
        if country and right.label == "place" and re.fullmatch(r" (?:\w+ ){1,2}of (?:the )?", between):
            noun = between.split()[-3 if between.endswith("the ") else -2]
            if noun in kind_words() and country != right.entity:
                inside[right.entity].add(country)


def _add_anchors(names: dict[str, str], inside: dict[str, set[str]]) -> None:
    """Put "5 km south of X" and "west X" by X: the phrase ends in the name of another place."""
    by_name = {fold(name): entity for entity, name in sorted(names.items())}
    ways = words("places", "directions") | {"of"}
    for entity, name in sorted(names.items()):
        parts = fold(name).split()
        for start in range(1, len(parts)):
            anchor = by_name.get(" ".join(parts[start:]))
            if anchor and anchor != entity and parts[start - 1] in ways:
                inside[entity].add(anchor)
                break


def _add_gazetteer(names: dict[str, str], inside: dict[str, set[str]]) -> None:
    for outer, outer_name in sorted(names.items()):
        if not any(place.kind in ("country", "state") for place in look_up(outer_name)[:1]):
            continue
        for inner, inner_name in sorted(names.items()):
            if outer != inner and _gazetteer_says(outer_name, inner_name):
                inside[inner].add(outer)


def _closure(inside: dict[str, set[str]]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for inner in sorted(inside):
        reached, front = set(inside[inner]), set(inside[inner])
        for _ in range(_MAX_STEPS):
            front = {outer for place in front for outer in inside.get(place, ())} - reached
            reached |= front
        pairs.update((outer, inner) for outer in reached - {inner})
    return pairs


@lru_cache(maxsize=16384)
def _gazetteer_says(outer: str, inner: str) -> bool | None:
    """Tell from GeoNames alone whether `inner` lies in `outer`; None where either is not known."""
    wholes, parts = look_up(outer), look_up(inner)
    if not wholes or not parts:
        return None
    if any(_holds(whole, part) for whole in wholes[:1] for part in parts):
        return True
    kinds = {wholes[0].kind, parts[0].kind}
    if kinds == {"city"}:
        # A city's name is often its province's too; only far apart are they surely two places.
        far = all(distance_km(one, other) > _APART_KM for one in wholes for other in parts)
        return False if far else None
    return False if wholes[0].kind in ("country", "state") and "region" not in kinds else None


def _holds(whole: Place, part: Place) -> bool:
    if whole.kind == "country":
        return part.kind != "country" and part.country == whole.name
    return whole.kind == "state" and part.kind in ("city", "county") and part.state == whole.name
