"""What kind of place or vessel a name is, where it lies and whose people live there, as told in passing.

"The town of Ruza", "frigate Vessin", "Ruza, near the Morlandian border", "the northern city of
Ruza", "the mostly Shiite town of Ruza": words around a name, which every article repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.entities_names import words
from reconcile.extract.gazetteer import country_called, country_of_demonym
from reconcile.extract.relations_lexicon import lexicon
from reconcile.extract.relations_names import Names
from reconcile.extract.relations_people import people_of
from reconcile.extract.relations_states import Told, read_words, state_of
from reconcile.types import EntityMention, Level, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AT = frozenset({"near", "on", "at", "along", "by"})
_IN = frozenset({"in", "on", "at"})
_NEAR = frozenset({"near", "outside"})
_COUNTRY = frozenset({"country", "nation"})
_HALVES = ("north", "south", "east", "west")
# Words between "on" and "tip" or "border": "on the far northern tip".
_REACH = 4


def extract_placings(doc: Doc, *, names: Names) -> tuple[State, ...]:
    """Return what `doc` tells in passing of the kind and the place of named things.

    Args:
        doc: The parsed text.
        names: The text's names.
    """
    reader = _Reader(doc, names)
    readers = (
        reader.kind,
        reader.craft,
        reader.people,
        reader.border,
        reader.part,
        reader.end,
        reader.near,
        reader.side,
        reader.suburb,
        reader.capital,
        reader.rank,
    )
    return tuple(read_words(doc, readers))


class _Reader:
    """Reads one text, each method from one word on."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self._doc = doc
        self._names = names

    def kind(self, noun: Token) -> Iterator[State]:
        """Yield "town" of "the town of Ruza", "Ruza town" and "Ruza, a town"."""
        kind = noun.lemma_.lower()
        # "Morland City" is a name.
        if kind in lexicon().settlements and noun.text.islower():
            implies = lexicon().settlements[kind]
            told = Told(question="settlement", answer=kind, implies=implies, unlike=Level.COMPATIBLE)
            yield from self._of_place(told, self._names.of_noun(noun, meant=False), noun.i, noun.i + 1)

    def craft(self, noun: Token) -> Iterator[State]:
        """Yield "frigate" of "frigate Vessin" and "the Vessin, a frigate"."""
        for start in (noun.i - 1, noun.i):
            words = self._doc[max(0, start) : noun.i + 1]
            kind = " ".join([*(t.lower_ for t in words[:-1]), noun.lemma_.lower()])
            if kind in lexicon().crafts:
                subjects = self._names.described_by(words.start, words.end) or self._names.before_phrase(words.start)
                told = Told(question="craft", answer=kind, implies=lexicon().crafts[kind], unlike=Level.CONFLICT)
                yield from self._tell(told, subjects, words.start, words.end)
                return

    def people(self, token: Token) -> Iterator[State]:
        """Yield "Shiite" of "the Shiite villages of Ruza and Orrow", "mostly Shiite" of "the mainly Shiite town"."""
        people = people_of(token)
        if not people or token.tag_ == "NNS":
            return
        before = self._doc[token.i - 1].lower_ if token.i else ""
        after = {t.lower_ for t in self._doc[token.i + 1 : token.i + 3]}
        mostly = before in lexicon().mostly or not lexicon().mostly.isdisjoint(after)
        # "Shiite Ruza" may be one of two towns; "mostly Shiite Ruza" tells who lives there.
        direct = mostly or not lexicon().populated.isdisjoint(after)
        subjects = self._names.described_by(token.i, token.i + 1, direct=direct)
        if subjects and subjects[0].label == "place":
            answer, implies = (f"mostly {people}", (people,)) if mostly else (people, ())
            yield from self._tell(
                Told(question="people", answer=answer, implies=implies), subjects, token.i, token.i + 1
            )
        elif mostly:
            told = Told(question="make_up", answer=people, unlike=Level.COMPATIBLE)
            yield from self._tell(told, subjects, token.i, token.i + 1)

    def border(self, noun: Token) -> Iterator[State]:
        """Yield "Turkish border" of "Ruza, near the Turkish border"."""
        if noun.lower_ != "border" or noun.i == noun.sent.start:
            return
        start, end = noun.i - 1, noun.i + 1
        whose = _country(self._doc[start])
        if not whose and noun.i + 2 < len(self._doc) and noun.nbor(1).lower_ == "with":
            start, end = noun.i, noun.i + 3
            whose = _country(noun.nbor(2))
        joint = self._joint(start, _AT) if whose else None
        if joint is not None:
            yield from self._of_place(
                Told(question="border", answer=whose), self._names.named_before(joint), start, end
            )

    def part(self, token: Token) -> Iterator[State]:
        """Yield "northern" of "the northern city of Ruza" and "Ruza in northern Morland"."""
        way = lexicon().ways.get(token.text.replace("-", ""))
        if not way:
            return
        subjects: Sequence[EntityMention] = ()
        joint = self._joint_of_way(token)
        if joint is not None:
            subjects = self._names.named_before(joint)
        elif token.lower_.endswith("ern") or token.lower_ == "central":
            subjects = self._names.described_by(token.i, token.i + 1, direct=False)
        of_town = any(t.lemma_.lower() in lexicon().quarters for t in self._doc[token.i + 1 : token.i + 3])
        yield from self._of_place(_lies(way, "quarter" if of_town else "part"), subjects, token.i, token.i + 1)

    def end(self, noun: Token) -> Iterator[State]:
        """Yield "northern tip" of "Ruza, on the northern tip of Orrow"."""
        before = self._doc[noun.i - 1] if noun.i > noun.sent.start else noun
        way = lexicon().ways.get(before.lower_) if noun.lower_ in lexicon().ends else None
        joint = self._joint(noun.i, _IN)
        if way and joint is not None and noun.i + 1 < len(self._doc) and noun.nbor(1).lower_ == "of":
            yield from self._of_place(_lies(way, "part"), self._names.named_before(joint), before.i, noun.i + 1)

    def near(self, joint: Token) -> Iterator[State]:
        """Yield "Orrow" of "Ruza, a town near Orrow"."""
        if joint.lower_ not in _NEAR or joint.i + 1 >= len(self._doc):
            return
        other = self._names.name_at(joint.nbor(1))
        if other is not None and other.label == "place":
            told = Told(question="near", answer=f"near {other.canonical}")
            yield from self._beside(told, self._names.named_before(joint), joint.i + 1, joint.i + 2)

    def side(self, token: Token) -> Iterator[State]:
        """Yield "east of Orrow" of "Ruza, just east of Orrow" and "Ruza, a town 10 km (six miles) east of Orrow"."""
        way = lexicon().ways.get(token.lower_.replace("-", ""))
        if not way or token.i + 2 >= len(self._doc) or token.nbor(1).lower_ != "of":
            return
        other = self._names.name_at(token.nbor(2))
        if other is None or other.label != "place":
            return
        before = next((t for t in self._names.back(token.i) if not _is_distance(t)), None)
        subjects = self._names.of_noun(before, meant=False) if before is not None else ()
        if other not in subjects:
            told = _beside(f"{way} of {other.canonical}", other)
            yield from self._beside(told, subjects, token.i, token.i + 3)

    def suburb(self, noun: Token) -> Iterator[State]:
        """Yield "suburb of Orrow" of "Ruza, a suburb of Orrow", "Orrow suburb" of "the Orrow suburb of Ruza"."""
        if noun.lower_ not in lexicon().suburbs or noun.i == noun.sent.start:
            return
        after = self._names.after_of(noun)
        before = self._names.name_at(self._doc[noun.i - 1])
        if before is not None and after:
            yield from self._of_place(_beside(f"suburb of {before.canonical}", before), after, noun.i - 1, noun.i + 1)
        elif len(after) == 1 and before is None:
            told = _beside(f"suburb of {after[0].canonical}", after[0])
            yield from self._of_place(told, self._names.before_phrase(noun.i), noun.i, noun.i + 3)

    def capital(self, noun: Token) -> Iterator[State]:
        """Yield "the region" of "the provincial capital Ruza", "Orrow" of "Ruza, the capital of Orrow"."""
        # "Capital High School" is a name.
        if noun.text != "capital" or noun.pos_ not in {"NOUN", "PROPN"}:
            return
        before = self._doc[noun.i - 1] if noun.i else noun
        start = before.i if before.lower_ in lexicon().capitals else noun.i
        whole = next(iter(self._names.after_of(noun)), None)
        subjects = self._names.before_phrase(start)
        if not subjects and whole is None:
            subjects = self._names.described_by(start, noun.i + 1)
        answer = whole.canonical if whole is not None else lexicon().capitals.get(before.lower_, "the country")
        told = Told(question="capital", answer=answer, unlike=Level.COMPATIBLE)
        yield from self._of_place(told, subjects[:1], start, noun.i + 1)

    def rank(self, token: Token) -> Iterator[State]:
        """Yield "second" of "the country's second city Ruza" and "Ruza, the second-largest city"."""
        rank = lexicon().ranks.get(token.lower_)
        if rank and token.i + 1 < len(self._doc) and token.nbor(1).lower_ == "city":
            subjects = self._names.described_by(token.i, token.i + 1, direct=False)
            yield from self._of_place(Told(question="rank", answer=rank), subjects[:1], token.i, token.i + 2)

    def _joint(self, before: int, words: frozenset[str]) -> Token | None:
        """Return the nearest of `words` right before the token at `before`."""
        first = max(self._doc[before].sent.start, before - _REACH)
        return next((t for t in reversed(self._doc[first:before]) if t.lower_ in words), None)

    def _joint_of_way(self, token: Token) -> Token | None:
        """Return the "in" of "in northern Morland" and of "in the country's north"."""
        before = self._doc[token.i - 1] if token.i > token.sent.start else None
        if before is not None and before.lower_ in _IN:
            after = token.nbor(1).text if token.i + 1 < len(self._doc) else ""
            return before if country_called(after) or country_called(after.removesuffix("s")) else None
        first = max(token.sent.start, token.i - _REACH)
        owned = any(word.lower_.removesuffix("s") in _COUNTRY for word in self._doc[first : token.i])
        return self._joint(token.i, _IN) if owned else None

    def _of_place(self, told: Told, subjects: Sequence[EntityMention], start: int, end: int) -> Iterator[State]:
        if all(mention.label == "place" for mention in subjects):
            yield from self._tell(told, subjects, start, end)

    def _beside(self, told: Told, subjects: Sequence[EntityMention], start: int, end: int) -> Iterator[State]:
        """Yield what lies by another place; where a street runs, only its own town asks."""
        ways = words("places", "street")
        if not any(mention.canonical.split()[-1].lower().rstrip(".") in ways for mention in subjects):
            yield from self._of_place(told, subjects, start, end)

    def _tell(self, told: Told, subjects: Sequence[EntityMention], start: int, end: int) -> Iterator[State]:
        if subjects:
            yield state_of(told, subjects, self._doc[start:end])


def _country(token: Token) -> str:
    return country_of_demonym(token.text) or country_called(token.text)


def _beside(answer: str, other: EntityMention) -> Told:
    """Return that something lies by another place in some way, which is also near it."""
    return Told(question="near", answer=answer, implies=(f"near {other.canonical}",))


def _is_distance(token: Token) -> bool:
    """Whether `token` may stand between a place and a direction from another: ", some 10 km (six miles) just"."""
    return token.like_num or token.is_punct or token.pos_ == "ADV" or token.lower_ in lexicon().distances


def _lies(way: str, question: str) -> Told:
    """Return that something lies in the northeast, which is also in the north and in the east."""
    halves = tuple(half for half in _HALVES if half in way and half != way)
    return Told(question=question, answer=way, implies=halves)
