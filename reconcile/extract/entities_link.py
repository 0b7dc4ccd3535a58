"""One entity for the same person, organisation or place in all articles of a run.

Names are grouped by blocks (a family name, the acronym, the consonants), so that only
names which share a block are compared, and never all pairs. Full names first; then short
names, which are linked only where one full name alone can be meant.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from reconcile.extract.entities_names import fold, lexicon, parse_person, spell_out, words
from reconcile.extract.entities_variants import (
    alike_in_company,
    initials,
    is_acronym,
    only_initials,
    organisation_key,
    place_key,
    same_organisation,
    same_person,
    same_place,
    skeleton,
)
from reconcile.extract.gazetteer import country_called, country_of_demonym, look_up
from reconcile.types import EntityMention

# A run of so many articles is about one story or a few; in a larger one, people of the same
# name are many, and a variant is believed only where the articles share another name.
_ONE_STORY = 40
# Mentions this close (in code points) keep company: "X and Y", "X, Y and Z".
_COMPANY = 30
# Code points of a name whose last "s" may be a possessive: "James" and "Jame" are two names.
_MIN_POSSESSIVE = 6


def entity_id(label: str, canonical: str) -> str:
    """Return an id made from what stays when articles are added: the label and the name."""
    digest = hashlib.sha256("\x1f".join((label, fold(canonical))).encode()).hexdigest()
    return f"e{digest[:15]}"


@dataclass(slots=True)
class _Name:
    """One name of the run: where it stands, how often, and what stands beside it."""

    key: str
    forms: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)
    company: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Return the form met most often; capitals throughout only where there is no other."""
        return min(self.forms, key=lambda form: (form.isupper(), -self.forms[form], form))

    @property
    def label(self) -> str:
        """Return the label that most mentions have."""
        return min(self.labels, key=lambda label: (-self.labels[label], label))


class _Groups:
    """Union-find over names; the root is the smallest key, so that order never matters."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, left: str, right: str) -> None:
        low, high = sorted((self.root(left), self.root(right)))
        self._parent[high] = low

    def members(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._parent):
            found[self.root(key)].append(key)
        return found


def link_mentions(
    mentions_by_article: Sequence[tuple[EntityMention, ...]],
) -> tuple[tuple[EntityMention, ...], ...]:
    """Return the same mentions with one `entity` and `canonical` for each entity of the run."""
    names = _collect(mentions_by_article)
    groups = _Groups(names)
    _join_persons(names, groups, one_story=len(mentions_by_article) <= _ONE_STORY)
    _join_organisations(names, groups)
    _join_places(names, groups)
    _join_possessives(names, groups, _without_apostrophes(mentions_by_article))
    _join_short_persons(names, groups)
    _join_ships(names, groups)
    _join_short_bodies(names, groups)
    chosen: dict[str, tuple[str, str]] = {}
    for members in groups.members().values():
        label = _label([names[key] for key in members])
        canonical = _canonical([names[key] for key in members], label)
        chosen.update(dict.fromkeys(members, (label, canonical)))
    return tuple(
        tuple(_linked(mention, *chosen[_key(mention)]) for mention in mentions) for mentions in mentions_by_article
    )


def _linked(mention: EntityMention, label: str, canonical: str) -> EntityMention:
    return replace(mention, label=label, canonical=canonical, entity=entity_id(label, canonical))


def _key(mention: EntityMention) -> str:
    # A country is never the person or firm that bears its name.
    fixed = mention.label == "group" or (mention.label == "place" and bool(country_called(mention.canonical)))
    group = f"{mention.label} " if fixed else ""
    return group + (fold(mention.canonical) or mention.canonical)


def _collect(mentions_by_article: Sequence[tuple[EntityMention, ...]]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for article, mentions in enumerate(mentions_by_article):
        for index, mention in enumerate(mentions):
            name = names.setdefault(_key(mention), _Name(_key(mention)))
            name.forms[mention.canonical] += 1
            name.labels[mention.label] += 1
            name.articles.add(article)
            for other in mentions[max(0, index - 1) : index + 2]:
                near = max(other.span.start - mention.span.end, mention.span.start - other.span.end)
                if other is not mention and near < _COMPANY and other.label != "group":
                    name.company.add(skeleton(other.canonical))
    return names


def _of(names: dict[str, _Name], label: str) -> list[_Name]:
    return [names[key] for key in sorted(names) if names[key].label == label]


def _pairs_in_blocks(
    names: list[_Name],
    blocks: Callable[[_Name], Iterable[Hashable]],
    same: Callable[[_Name, _Name], bool],
) -> Iterator[tuple[_Name, _Name]]:
    """Yield the pairs that share a block and are the same, each block in the order of the names."""
    members: dict[Hashable, list[_Name]] = defaultdict(list)
    for name in names:
        for block in blocks(name):
            members[block].append(name)
    for listed in members.values():
        for index, left in enumerate(listed):
            for right in listed[index + 1 :]:
                if same(left, right):
                    yield left, right


def _join_persons(names: dict[str, _Name], groups: _Groups, *, one_story: bool) -> None:
    surroundings = _surroundings(names)

    def blocks(name: _Name) -> set[Hashable]:
        person = parse_person(name.text)
        given = {("given", person.given[0])} if person.given else set()
        return {("family", skeleton(person.family)), ("words", " ".join(sorted(name.key.split()))), *given}

    def same(left: _Name, right: _Name) -> bool:
        # Two spellings side by side in one article are two people, unless they only differ in a nickname.
        together = bool(left.articles & right.articles)
        a, b = parse_person(left.text), parse_person(right.text)
        if (together and a.family != b.family) or not same_person(left.text, right.text):
            return False
        return one_story or _shares(left, right, surroundings, 2 if only_initials(left.text, right.text) else 1)

    people = _of(names, "person")
    members = {name.key: [name] for name in people}
    for left, right in _pairs_in_blocks(people, blocks, same):
        # Every name of one group must agree with every name of the other: a bare
        # "Ruza Keel" must not make one man of Ruza A. Keel and Ruza B. Keel.
        ours, theirs = members[groups.root(left.key)], members[groups.root(right.key)]
        if ours is not theirs and all(same(a, b) for a in ours for b in theirs):
            groups.join(left.key, right.key)
            members[groups.root(left.key)] = [*ours, *theirs]


def _join_organisations(names: dict[str, _Name], groups: _Groups) -> None:
    bodies = _of(names, "organisation")

    def blocks(name: _Name) -> set[Hashable]:
        key = organisation_key(name.text)
        return {key, *(("word", word, len(key)) for word in key if len(key) > 1 and len(word) > 4)}

    for left, right in _pairs_in_blocks(bodies, blocks, lambda a, b: same_organisation(a.text, b.text)):
        groups.join(left.key, right.key)
    long_forms: dict[str, list[_Name]] = defaultdict(list)
    for name in bodies:
        if not is_acronym(name.text):
            for short in initials(name.text):
                long_forms[short].append(name)
    for name in bodies:
        if is_acronym(name.text) and len(name.key) > 2:
            meant = _one_meant(name, long_forms.get(fold(name.text).upper(), []), groups)
            # Initials are shared by many: the long form must stand in an article with the short one.
            if meant and any(
                o.articles & name.articles for o in bodies if groups.root(o.key) == groups.root(meant.key)
            ):
                groups.join(name.key, meant.key)
    alternates = lexicon("roles")["alternate_names"]
    for listed in alternates if isinstance(alternates, list) else []:
        present = [names[fold(form)] for form in listed if fold(form) in names]
        for other in present[1:]:
            groups.join(present[0].key, other.key)


def _one_meant(short: _Name, full: list[_Name], groups: _Groups) -> _Name | None:
    """Return the one name that a short form can stand for; those of its own articles come first."""
    beside = [name for name in full if name.articles & short.articles]
    for options in (beside, full):
        if options:
            return options[0] if len({groups.root(name.key) for name in options}) == 1 else None
    return None


def _join_places(names: dict[str, _Name], groups: _Groups) -> None:
    places = [name for name in names.values() if name.label != "group" and not name.key.startswith("group ")]
    places = sorted((n for n in places if n.labels["place"] or _keeps_place_company(n, names)), key=lambda n: n.key)

    def blocks(name: _Name) -> set[Hashable]:
        return {skeleton(place_key(name.text)).replace(" ", ""), ("start", place_key(name.text)[:3])}

    def same(left: _Name, right: _Name) -> bool:
        if "place" not in (left.label, right.label):
            return False
        if left.label == right.label and same_place(left.text, right.text):
            return True
        apart = not left.articles & right.articles
        return apart and alike_in_company(left.text, right.text) and bool(left.company & right.company)

    for left, right in _pairs_in_blocks(places, blocks, same):
        groups.join(left.key, right.key)


def _keeps_place_company(name: _Name, names: dict[str, _Name]) -> bool:
    return len(name.key.split()) == 1 and bool(name.company)


def _without_apostrophes(mentions_by_article: Sequence[tuple[EntityMention, ...]]) -> frozenset[int]:
    """Return the articles in which no name has an apostrophe: there "Ruzas" may be "Ruza's"."""
    return frozenset(
        article
        for article, mentions in enumerate(mentions_by_article)
        if not any(re.search("['’]", mention.surface) for mention in mentions)
    )


def _join_possessives(names: dict[str, _Name], groups: _Groups, lost: frozenset[int]) -> None:
    """Join "Orla Ruzas" to "Orla Ruza": a possessive that lost its apostrophe in one article.

    A lone "Ruzas" is the possessive of a family name too, where no article but those that lost
    their apostrophes has it.
    """
    families: dict[str, list[_Name]] = defaultdict(list)
    for person in _of(names, "person"):
        if " " in person.key:
            families[person.key.split()[-1]].append(person)
    for key in sorted(names):
        name, stem = names[key], names.get(key[:-1])
        if not key.endswith("s") or len(key) < _MIN_POSSESSIVE:
            continue
        is_lost = name.articles <= lost
        if stem and (is_lost or len(name.articles) <= len(stem.articles)):
            groups.join(key, stem.key)
        elif is_lost and " " not in key and not look_up(name.text):
            bearer = _one_meant(name, families.get(key[:-1], []), groups)
            if bearer:
                groups.join(key, bearer.key)


def _join_short_persons(names: dict[str, _Name], groups: _Groups) -> None:
    """Join a lone family or first name to the one person of the run who bears it."""
    bearers: dict[str, list[_Name]] = defaultdict(list)
    people = _of(names, "person")
    for name in people:
        person = parse_person(name.text)
        if person.given:
            for part in {person.family, person.family.split()[-1], person.given[0]}:
                bearers[part].append(name)
    surroundings = _surroundings(names)
    for name in (names[key] for key in sorted(names)):
        # A lone family name is often mislabelled; a place's or a people's name is not one.
        if " " in name.key or (name.label != "person" and look_up(name.text)):
            continue
        meant = _one_meant(name, bearers.get(name.key, []), groups)
        if meant and name.label != "person" and not parse_person(meant.text).gender:
            continue
        if meant and _shares(name, meant, surroundings, 2):
            groups.join(name.key, meant.key)


def _join_ships(names: dict[str, _Name], groups: _Groups) -> None:
    """Join a ship's bare name to the one with its prefix: "HMS Ruza", "the Ruza"."""
    prefixes = {fold(prefix) for prefix in words("roles", "ship_prefixes")}
    for key in sorted(names):
        prefix, _, bare = key.partition(" ")
        if prefix in prefixes and bare in names and names[key].label == "organisation":
            groups.join(key, bare)


def _join_short_bodies(names: dict[str, _Name], groups: _Groups) -> None:
    """Join the short name of a body or a school to the one longer name of the run that can be meant.

    "Observatory" beside it is the Merrow Observatory for Justice, "Tarn High School" the
    Orla P. Tarn High School and "the Brotherhood" the Peruvian one. Longer names of other
    words stay apart: a Free Merrow Army is not the Merrow army.
    """
    by_word: dict[str, list[_Name]] = defaultdict(list)
    by_words: dict[tuple[str, ...], str] = {}
    bodies = [name for name in names.values() if name.label in ("organisation", "place")]
    for name in sorted(bodies, key=lambda name: name.key):
        groups.join(name.key, by_words.setdefault(_spelt_out(name.key), name.key))
        for word in set(_spelt_out(name.key)):
            by_word[word].append(name)
    for short in sorted(bodies, key=lambda name: name.key):
        longer = [name for name in by_word[_spelt_out(short.key)[-1]] if _is_fuller(name, short)]
        if len({groups.root(name.key) for name in longer}) == 1:
            groups.join(short.key, longer[0].key)


@lru_cache(maxsize=16384)
def _spelt_out(key: str) -> tuple[str, ...]:
    """Return the words of a folded name with the abbreviated ones in full: "hs" as "high school"."""
    return tuple(part for word in key.split() for part in spell_out(word)) or (key,)


def _is_fuller(longer: _Name, short: _Name) -> bool:
    """Tell whether one name is a fuller form of the other."""
    ours, theirs = _spelt_out(short.key), _spelt_out(longer.key)
    if len(theirs) <= len(ours):
        return False
    if len(ours) > 1:
        is_own_name = not set(ours) <= words("roles", "generic_words")
        return ours[-1] in words("roles", "site_heads") and is_own_name and theirs[-len(ours) :] == ours
    if ours[0] in words("roles", "description_nouns"):
        return ours[0] in theirs and longer.label == "organisation" and bool(longer.articles & short.articles)
    return short.label == "organisation" and theirs[1:] == ours and bool(country_of_demonym(theirs[0]))


def _surroundings(names: dict[str, _Name]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for name in names.values():
        if name.label != "group" and not name.key.startswith("place "):
            for article in name.articles:
                found[article].add(name.key)
    return found


def _shares(left: _Name, right: _Name, surroundings: dict[int, set[str]], least: int) -> bool:
    """Tell whether the articles of both names share at least so many other names."""
    ours = set().union(*(surroundings[article] for article in sorted(left.articles)))
    theirs = set().union(*(surroundings[article] for article in sorted(right.articles)))
    return len((ours & theirs) - {left.key, right.key}) >= least


def _label(members: list[_Name]) -> str:
    """Return the label that most mentions have; a full person's name outweighs its lone family name."""
    full = [name for name in members if " " in name.key and name.label == "person"]
    if full and all(name in full or " " not in name.key for name in members):
        return "person"
    labels: Counter[str] = Counter()
    for name in members:
        labels.update(name.labels)
    return min(labels, key=lambda label: (-labels[label], label))


def _canonical(members: list[_Name], label: str) -> str:
    """Return the fullest name of a person, the long form of an organisation, the commonest of a place."""

    def rank(name: _Name) -> tuple[int | str, ...]:
        lost_apostrophe = int(any(other.key == name.key[:-1] for other in members if name.key.endswith("s")))
        if label == "person":
            return (lost_apostrophe, -min(len(name.key.split()), 4), -len(name.articles), name.key)
        if label == "organisation":
            return (lost_apostrophe, int(is_acronym(name.text)), -len(name.key.split()), name.text.islower(), name.key)
        return (lost_apostrophe, int(name.label != label), -sum(name.forms.values()), name.key)

    return min(members, key=rank).text
