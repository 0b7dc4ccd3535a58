"""What a name is made of: one folded form for matching, and the parts of a person's name.

Two spellings of one name should meet before any edit distance is computed: accents,
hyphens, apostrophes, case and a lost or kept possessive are folded away here, once.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_APOSTROPHES = re.compile(r"['’‘`´]")
_POSSESSIVE = re.compile(r"(?:['’‘`´]s?|['’])$")
_INITIALS = re.compile(r"\b(?:\w\.)+\w?\b\.?")
_NOT_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=8)
def lexicon(name: str) -> dict[str, object]:
    """Return the word lists of `lexicon/<name>.json`."""
    path = resources.files("reconcile.extract") / "lexicon" / f"{name}.json"
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=64)
def words(name: str, key: str) -> frozenset[str]:
    """Return one list of a lexicon as a set."""
    listed = lexicon(name)[key]
    return frozenset(str(word) for word in listed) if isinstance(listed, list) else frozenset()


@lru_cache(maxsize=64)
def table(name: str, key: str) -> dict[str, list[str]]:
    """Return one object of a lexicon; a single string counts as a list of one."""
    listed = lexicon(name)[key]
    if not isinstance(listed, dict):
        return {}
    return {str(k): [v] if isinstance(v, str) else [str(word) for word in v] for k, v in listed.items()}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return the given names of the lexicon, men's and women's, folded."""
    return words("names", "male") | words("names", "female")


@lru_cache(maxsize=16384)
def spell_out(word: str) -> tuple[str, ...]:
    """Return a folded word of an organisation's name in full: "hs" as "high school"."""
    return tuple(table("roles", "organisation_spellings").get(word, [word])[0].split())


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return `name` in lower case without accents, apostrophes, dots and hyphens.

    "Al-Hawra's" and "al Hawra" fold to the same words; "U.S." and "US" too.
    """
    bare = _POSSESSIVE.sub("", name.strip())
    plain = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    plain = _INITIALS.sub(lambda found: found.group().replace(".", ""), _APOSTROPHES.sub("", plain))
    return _NOT_WORD.sub(" ", plain.casefold()).strip()


@lru_cache(maxsize=16384)
def names_no_entity(name: str) -> bool:
    """Tell whether capitals alone make `name` a name: a sum, a weapon, a holiday, a medal, an office without a holder.

    A given name before such a word tells a person ("Orla Day").
    """
    plain = [word for word in fold(name).split() if word not in ("and", "of", "the")]
    if not plain or plain[0] in given_names():
        return False
    if all(word in words("names", "common_words") | words("roles", "generic_words") for word in plain):
        return not set(plain) <= words("roles", "generic_words")
    if plain[0] in words("names", "holidays"):
        return True
    return len(plain) > 1 and plain[-1] in words("names", "thing_heads") | words("roles", "offices")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """The parts of a person's name, folded; `family_first` where the family name leads."""

    title: str = ""
    given: tuple[str, ...] = ()
    family: str = ""
    generation: str = ""
    gender: str = ""
    family_first: bool = False


def split_title(name: str) -> tuple[str, str]:
    """Return the title that leads `name` ("" if none) and the rest."""
    parts = name.split()
    for length in range(min(4, len(parts) - 1), 0, -1):
        head = fold(" ".join(parts[:length]))
        if head in _titles():
            return " ".join(parts[:length]), " ".join(parts[length:])
    return "", name


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(fold(title) for title in words("roles", "titles"))


def is_title(text: str) -> bool:
    """Tell whether `text` is a title or role that can stand before a person's name."""
    return fold(text) in _titles()


def gender_of(given: str, title: str = "") -> str:
    """Return "male", "female", or "" where neither the title nor the given name tells."""
    titles = set(fold(title).split())
    first = given.split(maxsplit=1)[0] if given else ""
    for gender in ("male", "female"):
        if titles & words("names", f"{gender}_titles"):
            return gender
    if first in words("names", "male") and first not in words("names", "female"):
        return "male"
    return "female" if first in words("names", "female") and first not in words("names", "male") else ""


@lru_cache(maxsize=16384)
def parse_person(name: str) -> PersonName:
    """Return the parts of `name`.

    Family-first order is seen in Korean, Chinese and Vietnamese names: a common family
    name of these languages first, no Western given name after it.
    """
    title, rest = split_title(name)
    while rest and split_title(rest)[0]:
        more, rest = split_title(rest)
        title = f"{title} {more}"
    parts = fold(rest).split()
    generation = parts.pop() if len(parts) > 1 and parts[-1] in words("names", "generations") else ""
    if not parts:
        return PersonName(title=title)
    if _is_family_first(parts):
        family, given = parts[0], tuple(parts[1:])
        return PersonName(
            title=title,
            given=given,
            family=family,
            generation=generation,
            gender=gender_of("", title),
            family_first=True,
        )
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in words("names", "particles"):
        start -= 1
    family, given = " ".join(parts[start:]), tuple(parts[:start])
    gender = gender_of(given[0] if given else "", title)
    return PersonName(title=title, given=given, family=family, generation=generation, gender=gender)


def _is_family_first(parts: list[str]) -> bool:
    if not 2 <= len(parts) <= 3 or parts[0] not in words("names", "family_first"):
        return False
    if any(part in given_names() or len(part) > 7 for part in parts[1:]):
        return False
    # "Lee Harris" is far likelier a given name first; three short parts are not.
    return len(parts) == 3 or parts[0] not in given_names()
