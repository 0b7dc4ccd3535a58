"""Where a person lives and to which people or faith he belongs, as told in passing.

"Ann Orr, 26, of Ruza", "Ruza resident Ann Orr", "she is from the Druze minority".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.extract.relations_lexicon import lexicon
from reconcile.extract.relations_names import Names
from reconcile.extract.relations_states import Told, read_words, state_of
from reconcile.types import EntityMention, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_JOINTS = frozenset({"of", "in", "from"})
_BELONGING = frozenset({"be", "belong", "come", "hail"})
_AGE_WORDS = frozenset({"year", "years", "old", "-", ",", "(", ")", "a", "an", "the", "aged", "longtime", "lifelong"})
_MAX_PARTS = 3


def extract_belongings(doc: Doc, *, names: Names) -> tuple[State, ...]:
    """Return where the people of `doc` live and to whom they belong.

    Args:
        doc: The parsed text.
        names: The text's names.
    """
    reader = _Reader(doc, names)
    return tuple(read_words(doc, (reader.home, reader.resident, reader.lives, reader.creed)))


def people_of(token: Token) -> str:
    """Return the one name of the people or faith that `token` names, "" for another word."""
    lowered = token.lower_
    known = lexicon().peoples.get(lowered) or lexicon().peoples.get(lowered.removesuffix("s"))
    return known or (token.text if token.text in lexicon().faiths else "")


class _Reader:
    """Reads one text, each method from one word on."""

    def __init__(self, doc: Doc, names: Names) -> None:
        self._doc = doc
        self._names = names

    def home(self, joint: Token) -> Iterator[State]:
        """Yield "Ruza" of "Ann Orr, 26, of Ruza": without an age or a comma "of" may tell an office."""
        if joint.lower_ != "of" or joint.i <= joint.sent.start or self._doc[joint.i - 1].text not in {",", ")"}:
            return
        yield from self._lives(self._person_before(joint.i - 1), joint.i + 1)

    def resident(self, noun: Token) -> Iterator[State]:
        """Yield "Ruza" of "Ann Orr, a resident of Ruza" and "Ruza resident Ann Orr"."""
        if noun.lower_ != "resident" or noun.i + 1 >= len(self._doc):
            return
        after = noun.nbor(1)
        if after.lower_ in _JOINTS:
            yield from self._lives(self._person_before(noun.i), noun.i + 2)
        elif self._names.person_at(after) is not None:
            before = next((t for t in self._names.back(noun.i) if self._names.name_at(t) is not None), None)
            if before is not None and all(
                t.lemma_.lower() in lexicon().things for t in self._doc[before.i + 1 : noun.i]
            ):
                yield from self._lives(self._names.person_at(after), before.i)

    def lives(self, verb: Token) -> Iterator[State]:
        """Yield "Ruza" of "Ann Orr, who lives in Ruza"."""
        if verb.lemma_.lower() != "live" or verb.tag_ not in {"VBZ", "VBP"}:
            return
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None and subject.lower_ == "who" and verb.dep_ == "relcl":
            subject = verb.head
        joint = next((child for child in verb.children if child.lower_ in _JOINTS), None)
        if subject is not None and joint is not None:
            yield from self._lives(self._names.person_at(subject), joint.i + 1)

    def creed(self, token: Token) -> Iterator[State]:
        """Yield "Druze" of "she is from the Druze minority", "Ann Orr belongs to the minority Druze sect"."""
        people = people_of(token)
        around = self._doc[max(token.sent.start, token.i - 1) : token.i + _MAX_PARTS]
        if not people or not any(t.lower_ in lexicon().creeds for t in around):
            return
        joint = next((t for t in self._names.back(token.i) if t.lower_ in {"from", "of", "to"}), None)
        verb = joint.head if joint is not None else token
        if verb.lemma_.lower() not in _BELONGING:
            return
        person = next((self._names.person_at(child) for child in verb.children if child.dep_ == "nsubj"), None)
        if person is not None:
            told = Told(question="belonging", answer=people)
            yield state_of(told, (person,), self._doc[token.i : token.i + 1])

    def _lives(self, person: EntityMention | None, start: int) -> Iterator[State]:
        place = self._names.name_at(self._doc[start]) if start < len(self._doc) else None
        if person is None or place is None or place.label != "place" or not person.surface[:1].isupper():
            return
        tokens = self._doc.char_span(*place.span, alignment_mode="expand")
        if tokens is not None:
            yield state_of(Told(question="home", answer=place.canonical), (person,), tokens)

    def _person_before(self, position: int) -> EntityMention | None:
        """Return the person named right before `position`, with no more than an age between."""
        for token in self._names.back(position):
            person = self._names.person_at(token)
            if person is not None:
                return person
            if token.lower_ not in _AGE_WORDS and not token.like_num:
                return None
        return None
