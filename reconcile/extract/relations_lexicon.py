"""The relations told in passing, their questions and the words that tell them, read from lexicon/relations.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reconcile.extract.entities_names import lexicon as read_lexicon
from reconcile.extract.entities_names import words

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words by what they tell.

    `relation_by_ending` reads "held" of "rebel-held" as control, `relation_by_verb` the verb of "held by
    rebels", `relation_by_state` the noun of "under siege". `holders` and `peoples` give the one name of
    those who go by several; `settlements` and `crafts` the coarser kinds that each kind is also.
    """

    asks: Mapping[str, str]
    relation_by_ending: Mapping[str, str]
    relation_by_verb: Mapping[str, str]
    relation_by_state: Mapping[str, str]
    holders: Mapping[str, str]
    peoples: Mapping[str, str]
    settlements: Mapping[str, tuple[str, ...]]
    crafts: Mapping[str, tuple[str, ...]]
    ways: Mapping[str, str]
    ranks: Mapping[str, str]
    capitals: Mapping[str, str]
    moments: Words
    seats: Words
    creeds: Words
    things: Words
    regions: Words
    once: Words
    ends: Words
    faiths: Words
    mostly: Words
    populated: Words
    quarters: Words
    suburbs: Words
    distances: Words


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of relations."""
    raw: Mapping[str, Any] = read_lexicon("relations")
    return Lexicon(
        asks=raw["questions"],
        relation_by_ending=_inverted(raw["compounds"]),
        relation_by_verb=_inverted(raw["verbs"]),
        relation_by_state=_inverted(raw["under"]),
        holders=_inverted(raw["holders"]),
        peoples=_inverted(raw["peoples"]),
        settlements={kind: tuple(coarser) for kind, coarser in raw["settlements"].items()},
        crafts={kind: tuple(coarser) for kind, coarser in raw["crafts"].items()},
        ways=raw["ways"],
        ranks=raw["ranks"],
        capitals=raw["capitals"],
        moments=frozenset(raw["moments"]),
        seats=frozenset(raw["seats"]),
        creeds=frozenset(raw["creeds"]),
        things=frozenset(raw["things"]),
        regions=frozenset(raw["regions"]),
        once=frozenset(raw["once"]),
        ends=frozenset(raw["ends"]),
        mostly=frozenset(raw["mostly"]),
        populated=frozenset(raw["populated"]),
        suburbs=frozenset(raw["suburbs"]),
        distances=frozenset(raw["distances"]),
        quarters=frozenset(raw["quarters"]),
        faiths=words("demonyms", "groups"),
    )


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
