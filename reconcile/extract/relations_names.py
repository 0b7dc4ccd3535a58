"""Which named thing a passing description is told of: "rebel-held X", "the town of X", "X, a besieged town".

News drops commas and piles up adjectives, and the parser loses its way in both; so the name is
looked for word by word, from the description outwards, and given up at the first word that a
noun phrase has no room for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reconcile.extract.gazetteer import country_called
from reconcile.extract.relations_lexicon import lexicon
from reconcile.types import EntityMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MentionAt = Callable[["Token"], EntityMention | None]

# Words between a description and its noun; news rarely piles up more.
_REACH = 9
# Sentences at the start of a text that may tell of "a town" before its name falls.
_LEAD = 3
_NAMED = frozenset({"place", "organisation"})
_MODIFYING = frozenset({"ADJ", "ADV", "NOUN", "PROPN", "NUM"})
_HYPHENS = frozenset({"-", "–", "‐"})
_LINKS = frozenset({*_HYPHENS, "and", "or", ",", '"', "“", "”"})
_JOINS = frozenset({"and", "&", "-", "al"})
_ARTICLES = frozenset({"a", "an", "the", "another", "both"})
# What may stand between a name and the article of what describes it.
_BETWEEN = frozenset({"is", "are", "was", "were", "remains", "remain", "also", "still", "now"})


class Names:
    """The names of one text, found from a word of a description."""

    def __init__(self, doc: Doc, mention_at: MentionAt) -> None:
        self._doc = doc
        self._mention_at = mention_at

    def name_at(self, token: Token) -> EntityMention | None:
        """Return the place or organisation that `token` names, None for a word that only stands for one."""
        mention = self._mention_at(token)
        if mention is None or mention.label not in _NAMED or mention.surface.islower():
            return None
        # "Northern Morland" and "5 km south of Ruza" are names of no place that anything is told of.
        first = mention.surface.split()[0]
        return None if first[:1].isdigit() or first in lexicon().ways else mention

    def person_at(self, token: Token) -> EntityMention | None:
        """Return the person whom `token` names or stands for."""
        mention = self._mention_at(token)
        return mention if mention is not None and mention.label == "person" else None

    def described_by(
        self, start: int, end: int, *, direct: bool = True, inside: bool = False
    ) -> tuple[EntityMention, ...]:
        """Return the names that a description of the tokens `[start, end)` is told of, () where it names none.

        `direct` says that the description may stand right before a name, without a noun between,
        `inside` that what is told of "an area in Ruza" is told of Ruza.
        """
        noun = None
        for token in self._ahead(end):
            if _is_compound(token):
                continue
            if self.name_at(token) is not None:
                return self.listed_from(token) if direct or noun is not None else ()
            if token.lemma_.lower() in lexicon().things:
                noun = token
                named = self._after_thing(token, inside=inside)
                if named:
                    return named
            elif not _may_modify(token):
                break
        return self.before_phrase(start) or self._meant_by(noun) if noun is not None else ()

    def of_noun(self, noun: Token, *, meant: bool = True) -> tuple[EntityMention, ...]:
        """Return the names that `noun` is or describes: "Ruza", "the town of Ruza", "Ruza town", "Ruza, a town".

        `meant` says whether "the town" may stand for the town that the text names elsewhere.
        """
        if self.name_at(noun) is not None:
            return self.listed_to(noun)
        if noun.lemma_.lower() not in lexicon().things:
            return ()
        named = self._after_thing(noun) or self._right_before(noun) or self.before_phrase(noun.i)
        return named or (self._meant_by(noun) if meant else ())

    def listed_from(self, token: Token) -> tuple[EntityMention, ...]:
        """Return the name at `token` and those joined to it: "Ruza and Orrow"."""
        found: list[EntityMention] = []
        joined = True
        for following in self._ahead(token.i):
            mention = self.name_at(following)
            if mention is None and following.lower_ not in _JOINS:
                break
            if mention is not None and mention not in found:
                if not joined or (found and mention.label != found[0].label):
                    break
                found.append(mention)
            joined = mention is None and (joined or following.lower_ in _JOINS)
        return tuple(found)

    def listed_to(self, token: Token) -> tuple[EntityMention, ...]:
        """Return the name at `token` and those joined to it on either side."""
        first = token
        for before in self.back(token.i):
            if self.name_at(before) is not None:
                first = before
            elif before.lower_ not in _JOINS:
                break
        return self.listed_from(first)

    def after_of(self, noun: Token) -> tuple[EntityMention, ...]:
        """Return the name after "of" behind `noun`: "the capital of (neighbouring) Orrow"."""
        for following in self._ahead(noun.i + 2) if noun.i + 1 < len(self._doc) and noun.nbor(1).lower_ == "of" else ():
            if self.name_at(following) is not None:
                return self.listed_from(following)
            if following.pos_ not in {"ADJ", "DET", "VERB"}:
                break
        return ()

    def before_phrase(self, start: int) -> tuple[EntityMention, ...]:
        """Return the names beside which the noun phrase around `start` stands: "Ruza, a", "Ruza is one of the"."""
        between: list[Token] = []
        for token in self.back(start):
            if self.name_at(token) is not None:
                return self.listed_to(token) if self._describes(between[::-1]) else ()
            between.append(token)
        return ()

    def named_before(self, word: Token) -> tuple[EntityMention, ...]:
        """Return the names that the noun before `word` is or describes, with no more than commas between."""
        before = next((token for token in self.back(word.i) if token.text != ","), None)
        return self.of_noun(before) if before is not None else ()

    def _describes(self, between: Sequence[Token]) -> bool:
        """Whether the words between a name and a noun make the noun a description of the name."""
        words = [token for token in between if token.text not in {",", "(", "-"}]
        while words and (words[0].lower_ in _BETWEEN or words[0].lemma_.lower() in lexicon().things):
            words = words[1:]
        lowered = [token.lower_ for token in words]
        if lowered[:1] == ["and"]:
            return "other" in lowered[1:3] and all(self._may_stand_between(token) for token in words[1:])
        if lowered[:2] == ["one", "of"]:
            return all(self._may_stand_between(token) for token in words[2:])
        return lowered[:1] != [] and lowered[0] in _ARTICLES and all(map(self._may_stand_between, words[1:]))

    def _may_stand_between(self, token: Token) -> bool:
        """Whether `token` may stand in a noun phrase before its head: "two", "mostly", "Shiite", "border"."""
        if token.lower_ in _ARTICLES or token.text in _HYPHENS or token.pos_ in {"ADJ", "ADV", "NUM"}:
            return True
        mention = self._mention_at(token)
        return token.lemma_.lower() in lexicon().things or (mention is not None and mention.label == "group")

    def _right_before(self, noun: Token) -> tuple[EntityMention, ...]:
        """Return the names right before a noun: "Ruza province", not "Morlands town", which lost its apostrophe."""
        before = self._doc[noun.i - 1] if noun.i > noun.sent.start else noun
        mention = self.name_at(before)
        if mention is None or (mention.surface.endswith("s") and not mention.canonical.endswith("s")):
            return ()
        return self.listed_to(before)

    def _after_thing(self, noun: Token, *, inside: bool = False) -> tuple[EntityMention, ...]:
        """Return the names after a noun: "the town of Ruza", "the town Ruza", "territory in Ruza"."""
        rest = [*self._ahead(noun.i + 1)][:3]
        if not rest:
            return ()
        is_part = inside and rest[0].lower_ == "in" and noun.lemma_.lower() in lexicon().regions
        if rest[0].lower_ == "of" or is_part:
            rest = rest[1:]
        if rest and rest[0].lower_ == "the":
            rest = rest[1:]
        named = self.listed_from(rest[0]) if rest and self.name_at(rest[0]) is not None else ()
        # Whoever holds an area in a country does not hold the country.
        return () if is_part and any(country_called(mention.canonical) for mention in named) else named

    def _meant_by(self, noun: Token) -> tuple[EntityMention, ...]:
        """Return what "the town" and "the two villages" mean: "the villages of Ruza and Orrow" of the same text.

        "A town" of the first sentences is the one whose name falls later.
        """
        articles = {child.lower_ for child in noun.children}
        many = noun.tag_ == "NNS"
        is_old = not articles.isdisjoint({"the", "both"})
        marks_new = any(child.dep_ == "nummod" for child in noun.children) if many else "a" in articles
        is_new = marks_new and not is_old and noun.i < self._end_of_lead
        if not is_old and not is_new:
            return ()
        told = [
            (position, named)
            for position, kind, named in self._named_as
            if kind == noun.lemma_.lower() and (len(named) > 1) == many
        ]
        if is_old and not many:
            told = [(position, named) for position, named in told if position < noun.i]
        meant = {tuple(sorted(mention.entity for mention in named)): named for _, named in told}
        return next(iter(meant.values())) if len(meant) == 1 else ()

    @cached_property
    def _end_of_lead(self) -> int:
        return max((sentence.end for sentence in islice(self._doc.sents, _LEAD)), default=0)

    @cached_property
    def _named_as(self) -> list[tuple[int, str, tuple[EntityMention, ...]]]:
        """Return where the text calls names towns, villages, ...: the noun's place, its lemma and the names."""
        found = []
        for noun in self._doc:
            if noun.lemma_.lower() in lexicon().settlements and noun.pos_ in {"NOUN", "PROPN"}:
                named = self.of_noun(noun, meant=False)
                if named:
                    found.append((noun.i, noun.lemma_.lower(), named))
        return found

    def _ahead(self, start: int) -> Iterator[Token]:
        """Yield the next tokens of the sentence from `start` on."""
        for token in self._doc[start : start + _REACH]:
            if token.i > start and token.is_sent_start:
                return
            yield token

    def back(self, start: int) -> Iterator[Token]:
        """Yield the tokens of the sentence before `start`, the nearest first."""
        first = self._doc[start].sent.start
        yield from reversed(self._doc[max(first, start - _REACH) : start])


def _is_compound(token: Token) -> bool:
    """Whether `token` is the first part of a compound that describes: "U.S." of "U.S.-backed"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    joined = after.text in _HYPHENS and not after.whitespace_ and not token.whitespace_
    ends = {token.lower_.rpartition("-")[2]} if "-" in token.text else set()
    if joined and after.i + 1 < len(token.doc):
        ends.add(token.doc[after.i + 1].lower_)
    return not ends.isdisjoint(lexicon().relation_by_ending)


def _may_modify(token: Token) -> bool:
    """Whether `token` may stand between a description and its noun: "rebel-held, mostly Sunni border town"."""
    return token.pos_ in _MODIFYING or token.text in _LINKS or "-" in token.text or token.tag_ in {"VBN", "HYPH"}
