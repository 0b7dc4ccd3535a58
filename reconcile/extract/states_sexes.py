"""Whether the one child who was hurt is a boy or a girl.

The noun says it ("the boy"), an adjective ("the male toddler") or a pronoun that plainly stands
for the child ("the child shot himself"). Of two children hurt it says nothing that compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.extract.clauses import verb_above
from reconcile.extract.states_lexicon import lexicon
from reconcile.extract.states_subjects import class_of
from reconcile.types import Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CHILD = "child"
_DOERS = frozenset({"shoot", "kill", "stab", "hit", "wound", "injure"})
# A son may be forty.
_OF_ANY_AGE = frozenset({"son", "daughter"})
_REFLEXIVE = frozenset({"himself", "herself"})
_SPEAKING = frozenset({"say", "tell", "add"})


def extract_sexes(doc: Doc) -> tuple[State, ...]:
    """Return what each sentence on a hurt child says of the child's sex, one a sentence, in text order."""
    words = (_told(list(sentence)) for sentence in doc.sents)
    return tuple(_state(word, lexicon().sexes[word.lower_]) for word in words if word is not None)


def _told(tokens: list[Token]) -> Token | None:
    """Return the word that tells the sex of the only child of a sentence on its harm."""
    nouns, sexes = lexicon().class_by_noun, lexicon().sexes
    if not any(token.lemma_.lower() in lexicon().harm or token.lower_ in lexicon().harm for token in tokens):
        return None
    children = [token for token in tokens if nouns.get(token.lemma_.lower()) == _CHILD and token.dep_ != "poss"]
    if len(children) != 1 or class_of(children[0]) != _CHILD or _does_harm(children[0]):
        return None
    child = children[0]
    if child.lemma_.lower() in _OF_ANY_AGE:
        return None
    if child.lower_ in sexes:
        return child
    adjective = next((word for word in child.children if word.lower_ in sexes and word.dep_ == "amod"), None)
    return adjective or _pronoun(child, tokens)


def _does_harm(child: Token) -> bool:
    """Whether the child is told to hurt somebody else, or only to speak or to look on."""
    if child.dep_ == "pobj" and child.head.lower_ == "by":
        return True
    verb = child.head
    if child.dep_ != "nsubj" or verb.lemma_.lower() not in _DOERS | _SPEAKING:
        return False
    return not any(held.lower_ in _REFLEXIVE for held in verb.children)


def _pronoun(child: Token, tokens: list[Token]) -> Token | None:
    """Return the first pronoun after `child` that can stand for nobody else in the sentence."""
    after = [
        token for token in tokens if token.i > child.i and token.lower_ in lexicon().sexes and token.pos_ == "PRON"
    ]
    if not after or len({lexicon().sexes[token.lower_] for token in after}) > 1:
        return None
    first = after[0]
    if first.lower_ in _REFLEXIVE and _is_subject(child, first):
        return first
    others = [token for token in tokens if token != child and _is_person(token)]
    return None if others else first


def _is_subject(child: Token, reflexive: Token) -> bool:
    """Whether `child` is the subject of the verb that a "himself" belongs to, itself or by a relative clause."""
    verb = verb_above(reflexive.head)
    return child.head == verb if child.dep_ in {"nsubj", "nsubjpass"} else verb.dep_ == "relcl" and verb.head == child


def _is_person(token: Token) -> bool:
    if token.dep_ == "poss" and token.lower_ in lexicon().speaking:
        # "The sheriff's office" is no person.
        return False
    lemma = token.lemma_.lower()
    return token.ent_type_ == "PERSON" or lemma in lexicon().class_by_noun or lemma in lexicon().speaking


def _state(told: Token, sex: str) -> State:
    return State(
        span=Span(told.idx, told.idx + len(told)),
        surface=told.text,
        question="sex",
        subject=_CHILD,
        asks="Is the child a boy or a girl?",
        answer=sex,
        rank=0,
    )
