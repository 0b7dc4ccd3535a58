"""When two spellings are one name: persons, organisations and places, each by its own rule.

Every test here is told apart from "could be": two people who share a family name, two
ministries of two countries and two towns that differ by a letter must stay two. Edit
distance is only trusted on long names, never between two given names that both exist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from reconcile.extract.entities_names import PersonName, fold, given_names, parse_person, spell_out, table, words
from reconcile.extract.gazetteer import country_called, country_of_demonym, look_up

if TYPE_CHECKING:
    from nicknames import NickNamer

# One wrong letter in six is a misspelling; in "Kono" it is another name.
_MIN_MISSPELT = 6
# Vowels are what transliterations disagree on, but short names differ in nothing else.
_MIN_TRANSLITERATED = 5


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Return `name` with what transliterations vary in folded away.

    Articles ("al-"), doubled letters, vowels and a final h: "al-Shaykhun" and "Sheikhoun".
    """
    parts = [part for part in fold(name).split() if part not in ("al", "el", "ash", "as", "ar", "ad", "an", "at")]
    plain = re.sub(r"([^\W\d_])\1+", r"\1", " ".join(parts))
    plain = re.sub(r"[aeiouyw]+h?(?=\b|[aeiouyw])", "a", plain)
    return re.sub(r"[aeiouyw]+", "a", plain)


def same_person(left: str, right: str) -> bool:
    """Tell whether two names, each with a given and a family name, are one person's."""
    a, b = parse_person(left), parse_person(right)
    if not (a.given and b.given) or _conflicting(a, b):
        return False
    if sorted((*a.given, *a.family.split())) == sorted((*b.given, *b.family.split())):
        return True
    if "".join(a.given) == "".join(b.given):
        return _same_family(a.family, b.family)
    if a.family_first or b.family_first:
        return a.family == b.family and _romanised("".join(a.given)) == _romanised("".join(b.given))
    first = _same_given(a.given[0], b.given[0]) if a.family == b.family else a.given[0] == b.given[0]
    return first and _same_middle(a.given[1:], b.given[1:]) and _same_family(a.family, b.family)


def only_initials(left: str, right: str) -> bool:
    """Tell whether nothing but an initial speaks for the given names being the same."""
    given = [parse_person(name).given for name in (left, right)]
    return any(names and len(names[0]) == 1 for names in given)


def _conflicting(a: PersonName, b: PersonName) -> bool:
    generations = bool(a.generation and b.generation and a.generation != b.generation)
    return generations or bool(a.gender and b.gender and a.gender != b.gender and a.given[0] != b.given[0])


def _romanised(given: str) -> str:
    """Return a Korean or Chinese given name in the one spelling that its romanisations share."""
    for spelled, plain in sorted(table("names", "romanisations").items(), key=lambda pair: (-len(pair[0]), pair[0])):
        given = given.replace(spelled, plain[0])
    return given


def _same_family(a: str, b: str) -> bool:
    bare_a, bare_b = re.sub(r"^(?:al|el) ", "", a), re.sub(r"^(?:al|el) ", "", b)
    if bare_a == bare_b or bare_a.replace(" ", "") == bare_b.replace(" ", ""):
        return True
    if min(len(bare_a), len(bare_b)) < _MIN_TRANSLITERATED:
        return False
    if skeleton(a) == skeleton(b) and DamerauLevenshtein.distance(bare_a, bare_b) <= 2:
        return True
    long_enough = min(len(bare_a), len(bare_b)) >= _MIN_MISSPELT
    return long_enough and bare_a[0] == bare_b[0] and DamerauLevenshtein.distance(bare_a, bare_b) <= 1


def _same_given(a: str, b: str) -> bool:
    if a == b or (1 in (len(a), len(b)) and a[0] == b[0]):
        return True
    if b in nicknames(a):
        return True
    if {a, b} <= given_names() or min(len(a), len(b)) < _MIN_TRANSLITERATED or a[0] != b[0]:
        return skeleton(a) == skeleton(b) and min(len(a), len(b)) > _MIN_MISSPELT
    return skeleton(a) == skeleton(b) or DamerauLevenshtein.distance(a, b) <= 1


def _same_middle(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether what stands between first and last name may be the same; one name may lack it."""
    return all(_same_given(x, y) for x, y in zip(a, b, strict=False))


@lru_cache(maxsize=4096)
def nicknames(given: str) -> frozenset[str]:
    """Return the short and long forms of a given name: "mike" of "michael" and the reverse.

    The package also lists far-fetched ones ("ricky" of "broderick"): only those with the
    same first letter are kept, and the well-known others of our lexicon.
    """
    names = _nick_namer()
    listed = frozenset(names.nicknames_of(given)) | frozenset(names.canonicals_of(given))
    ours = table("names", "irregular_nicknames")
    irregular = {*ours.get(given, ()), *(long for long, shorts in ours.items() if given in shorts)}
    return frozenset(name for name in listed if name[0] == given[0]) | irregular


@lru_cache(maxsize=1)
def _nick_namer() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


def is_acronym(name: str) -> bool:
    """Tell whether `name` is two to six capitals."""
    return bool(re.fullmatch(r"(?:[A-Z]\.?){2,6}", name))


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that the words of `name` give, with and without its small words."""
    plain = [w for w in re.split(r"[^\w&]+", re.sub(r"['’]s\b|\.", "", name)) if w]
    capitals = [w for w in plain if w[0].isupper()]
    both = {"".join(w[0] for w in capitals).upper(), "".join(w[0] for w in plain).upper()}
    return frozenset(form for form in both if len(form) > 1)


@lru_cache(maxsize=16384)
def organisation_key(name: str) -> tuple[str, ...]:
    """Return the words of an organisation's name in the one form that its spellings share."""
    expansions = {fold(short): full for short, (full, *_) in table("roles", "acronym_expansions").items()}
    plain = fold(re.sub(r"['’]s\b", "", expansions.get(fold(name), name)))
    plain = re.sub(r"\b(?:united states|u s a?|usa|american)\b", "us", plain)
    found: list[str] = []
    for word in plain.split():
        country = country_of_demonym(word) if len(word) > 3 else ""
        plainer = fold(country) if country else word
        found.extend(spell_out(plainer))
    kept = [word for word in found if word not in words("roles", "organisation_fillers")] or found
    if {"police", "fire", "sheriffs", "sheriff"} & set(kept):
        forces = ("department", "force", "service", "office")
        kept = [word.removesuffix("s") for word in kept if word not in forces] or kept
    return tuple(sorted(kept))


def same_organisation(left: str, right: str) -> bool:
    """Tell whether two names are one organisation's: the same words, or one letter wrong in a long one."""
    a, b = organisation_key(left), organisation_key(right)
    if a == b:
        return True
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = sorted(set(a) ^ set(b))
    if len(differing) != 2 or any(country_called(word) or look_up(word) for word in differing):
        return False
    first, second = differing
    return min(len(first), len(second)) >= _MIN_MISSPELT and DamerauLevenshtein.distance(first, second) <= 1


@lru_cache(maxsize=16384)
def place_key(name: str) -> str:
    """Return a place's name without its kind ("island", "province") and with its words spelt out."""
    known = next((place for place in look_up(name) if place.kind in ("country", "state")), None)
    if known:
        return fold(known.name)
    shorts = table("places", "abbreviations")
    parts = [shorts.get(word, [word])[0] for word in fold(name).removeprefix("the ").split()]
    if len(parts) > 1 and fold(name).endswith(" st"):
        parts[-1] = "street"
    kinds = words("places", "kinds_outside_names")
    if len(parts) > 1 and parts[-1] in kinds and not look_up(name):
        parts = parts[:-1]
    return " ".join(parts)


def same_place(left: str, right: str) -> bool:
    """Tell whether two names are spellings of one place.

    Two names that the gazetteer knows apart stay apart, however alike.
    """
    a, b = place_key(left), place_key(right)
    bare_a, bare_b = re.sub(r"^(?:al|el) ", "", a), re.sub(r"^(?:al|el) ", "", b)
    if bare_a == bare_b:
        return True
    if (look_up(left) and look_up(right)) or any(c.isdigit() for c in a + b) or _directions(a) != _directions(b):
        return False
    joined_a, joined_b = bare_a.replace(" ", ""), bare_b.replace(" ", "")
    shorter = min(len(joined_a), len(joined_b))
    if shorter < _MIN_TRANSLITERATED:
        return False
    distance = DamerauLevenshtein.distance(joined_a, joined_b)
    if skeleton(a).replace(" ", "") == skeleton(b).replace(" ", ""):
        return distance <= (2 if shorter < 8 else 3)
    return distance <= 1 and shorter > _MIN_MISSPELT and joined_a[0] == joined_b[0] and len(a.split()) == len(b.split())


def _directions(name: str) -> list[str]:
    """Return the compass words of a name: East and West Ruza are two places."""
    return [word for word in name.split() if word in words("places", "directions")]


def alike_in_company(left: str, right: str) -> bool:
    """Tell whether two short place names may be spellings of one place if they keep the same company."""
    if look_up(left) or look_up(right) or " " in place_key(left) or min(len(left), len(right)) < 3:
        return False
    a, b = (re.sub(r"^(?:al|el) ", "", fold(name)) for name in (left, right))
    return skeleton(left) == skeleton(right) and a[:1] == b[:1] and DamerauLevenshtein.distance(a, b) <= 2
