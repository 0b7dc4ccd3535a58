"""Whom a state is told of: one person that a reader could point at, or nobody.

"Two victims were critical" and "another man died" name nobody who could be the same person
in the next article, so they answer no question about a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.states_lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EntityAt = Callable[["Token"], str | None]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_BOUNDS = frozenset({"ccomp", "advcl", "parataxis"})
_NAMING = frozenset({"appos", "compound", "nmod", "amod"})
_GENDERS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_SINGULAR = frozenset({"NN", "NNP"})
_ADULT_AGE = 18
# Smaller numbers are those of several groups in one story.
_LEAST_GROUP = 5
# How many clauses up a subject may stand, for "was shot and is said to be in a stable condition".
_CLIMB = 6


def find_subject(
    verb: Token, matched: Sequence[Token], entity_at: EntityAt, classes: Mapping[str, str], *, many: bool = False
) -> str | None:
    """Return the one person that `verb` tells something of: "class", "class|entity" or "|entity".

    Args:
        verb: The cue's verb, or its first word.
        matched: The cue's words.
        entity_at: The person that a token names or stands for, None where it names none.
        classes: Classes of people by entity, as the article describes them.
        many: Whether the same may be told of several people alike.
    """
    for token in _candidates(verb, matched):
        named = _name_of(token, entity_at)
        if named is not None:
            return f"{classes.get(named, '')}|{named}"
        if token.lower_ in _GENDERS:
            described = _described_before(token, entity_at)
            if described is not None or token.dep_ != "poss":
                return described
        if token.lemma_.lower() in lexicon().class_by_noun:
            return _class_of_many(token) if many else class_of(token)
        if token.tag_ in {"NNPS", "CD", "PRP"}:
            return None
    return None


def tells_of_others(verb: Token, matched: Sequence[Token]) -> bool:
    """Whether the people told of are only some of those meant: "two more suspects", "the second gunman"."""
    nouns = lexicon().class_by_noun
    told = (token for token in (*matched, *_candidates(verb, matched)) if token.lemma_.lower() in nouns)
    return any(child.lower_ in lexicon().not_all for token in told for child in token.children)


def find_group(verb: Token, matched: Sequence[Token]) -> str | None:
    """Return the counted people that `verb` acts on: "26 people" of "seized 26 sailors"."""
    held = [child for child in verb.children if child.dep_ in {*_OBJECTS, "nsubjpass"} and child not in matched]
    if verb.dep_ == "acl":
        held.append(verb.head)
    if verb.tag_ == "VBN":
        # A headline leaves out the auxiliary: "14 sailors rescued".
        held.extend(child for child in verb.children if child.dep_ == "nsubj")
    for noun in held:
        if noun.lemma_.lower() in lexicon().crowd:
            numbers = [child.text for child in noun.children if child.dep_ == "nummod" and child.text.isdigit()]
            if numbers and int(numbers[0]) >= _LEAST_GROUP:
                return f"{numbers[0]} people"
    return None


def find_place(verb: Token, matched: Sequence[Token]) -> str | None:
    """Return the place that the cue's words describe: "Harrow" of "rebel-held Harrow", else "town" of "held towns"."""
    last = matched[-1]
    if last.i + 1 < len(last.doc) and last.nbor(1).pos_ == "PROPN":
        return _whole_name(last.nbor(1))
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl", "amod"}:
        noun = next((child for child in verb.children if child.dep_ in _SUBJECTS), verb)
    of = (held for part in noun.children if part.lower_ == "of" for held in part.children if held.dep_ == "pobj")
    for name in (noun, *of, *([noun.head] if noun.dep_ == "appos" else [])):
        if name.pos_ == "PROPN":
            return name.text
    return noun.lemma_.lower() if noun.lemma_.lower() in lexicon().settlements else None


def _whole_name(first: Token) -> str:
    """Return the name that begins at `first`."""
    name = [first.text]
    for token in first.doc[first.i + 1 : first.sent.end]:
        if token.pos_ != "PROPN":
            break
        name.append(token.text)
    return " ".join(name)


def classify_entities(doc: Doc, entity_at: EntityAt) -> dict[str, str]:
    """Return the classes of the people of `doc` that it describes: "his daughter Ann", "Ann Orr, 7"."""
    found: dict[str, str] = {}
    for token in doc:
        entity = entity_at(token)
        if entity is not None and token.pos_ in {"PROPN", "NOUN"} and entity not in found:
            described = _description(token)
            if described:
                found[entity] = described
    return found


def _description(name: Token) -> str:
    nouns = lexicon().class_by_noun
    if name.pos_ == "NOUN" and name.lemma_.lower() in nouns:
        return nouns[name.lemma_.lower()]
    near = [child for child in name.children if child.dep_ in _NAMING]
    if name.dep_ in {"appos", "compound", "nmod"} and not name.head.tag_.endswith("S"):
        near.append(name.head)
    for token in near:
        if token.lemma_.lower() in nouns:
            return nouns[token.lemma_.lower()]
    ages = [child for child in name.children if child.like_num and child.dep_ in {"appos", "nummod", "npadvmod"}]
    return "child" if any(age.text.isdigit() and int(age.text) < _ADULT_AGE for age in ages) else ""


def _name_of(token: Token, entity_at: EntityAt) -> str | None:
    """Return the entity that `token` names, itself or by an apposition ("his daughter Ann")."""
    own = entity_at(token)
    if own is not None or token.lemma_.lower() not in lexicon().class_by_noun:
        return own
    named = (entity_at(child) for child in token.children if child.dep_ == "appos")
    return next((entity for entity in named if entity is not None), None)


def class_of(token: Token) -> str | None:
    """Return the class of a noun that stands for one person, None where it may stand for several."""
    if token.tag_ not in _SINGULAR:
        return None
    nouns = lexicon().class_by_noun
    if any(child.lower_ in lexicon().not_one for child in token.children):
        return None
    if any(child.dep_ == "conj" and child.lemma_.lower() in nouns for child in token.children):
        return None
    if token.dep_ == "conj" and token.head.dep_ in _SUBJECTS:
        return None
    if any(child.dep_ == "nummod" for child in token.children):
        return None
    return nouns[token.lemma_.lower()]


def _class_of_many(token: Token) -> str | None:
    """Return the class of a noun that stands for all of its kind, None where it leaves some out ("the other two")."""
    if any(child.lower_ in lexicon().not_all for child in token.children):
        return None
    return lexicon().class_by_noun[token.lemma_.lower()]


def _described_before(pronoun: Token, entity_at: EntityAt) -> str | None:
    """Return the class of the only person described before a "he" or "she" in its sentence or the one before."""
    start = pronoun.sent.start
    before = pronoun.doc[start - 1].sent.start if start else start
    for first, last in ((start, pronoun.i), (before, start)):
        tokens = [token for token in pronoun.doc[first:last] if not token.is_space]
        if any(entity_at(token) is not None for token in tokens):
            return None
        nouns = [token for token in tokens if token.lemma_.lower() in lexicon().class_by_noun and token.dep_ != "poss"]
        found = {class_of(token) for token in nouns}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _candidates(verb: Token, matched: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that may be the subject, likeliest first."""
    yield from _owners(matched)
    if verb in matched and verb.pos_ == "VERB":
        yield from _changed(verb, matched)
    current = verb
    for _ in range(_CLIMB):
        subjects = [child for child in current.children if child.dep_ in _SUBJECTS and child not in matched]
        relative = any(child.tag_ in {"WP", "WDT"} for child in subjects)
        if relative or current.dep_ == "relcl":
            yield current.head
        for child in subjects:
            if child.tag_ not in {"WP", "WDT"}:
                yield child
                yield from (owner for owner in child.children if owner.dep_ == "poss")
        yield from (owner for owner in current.children if owner.dep_ == "poss")
        if subjects and not relative:
            return
        if current.dep_ == "acl":
            yield current.head
        if current.head.i == current.i or current.dep_ in _BOUNDS:
            return
        current = current.head


def _owners(matched: Sequence[Token]) -> Iterator[Token]:
    """Yield whose the cue's noun is ("the girl's condition", "the name of the victim"), or the person that it names."""
    for token in matched:
        if token.pos_ != "NOUN":
            continue
        if token.lemma_.lower() in lexicon().class_by_noun:
            yield token
        for child in token.children:
            if child.dep_ == "poss":
                yield child
            elif child.dep_ == "prep" and child.lower_ == "of":
                yield from (held for held in child.children if held.dep_ == "pobj")


def _changed(verb: Token, matched: Sequence[Token]) -> Iterator[Token]:
    """Yield whom a verb in the active voice acts on: "named the girl", "declared her dead"."""
    for child in verb.children:
        if child.dep_ in _OBJECTS and child not in matched:
            yield child
        elif child.dep_ in {"ccomp", "oprd"} and child in matched:
            yield from (held for held in child.children if held.dep_ in _SUBJECTS)
