"""Where a value hangs in its sentence: the governing predicate, the role and the clause around it.

Works on the dependency parse, but trusts it little: a walk upwards that ends at the first
verb or event noun, and a clause that is the predicate's subtree without the clauses that
hang on it and do not hold the value.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from reconcile.extract.predicates import known_class
from reconcile.extract.vocabulary import event_nouns
from reconcile.types import POSSESSOR

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAX_STEPS = 14
# "Agreed to coordinate and to meet": the subject of "meet" stands two verbs above it.
_MAX_STEPS_TO_SUBJECT = 4
_OTHER_CLAUSES = frozenset({"conj", "advcl", "ccomp", "relcl", "parataxis", "csubj"})
_PLACE_WORDS = frozenset({"in", "at", "on", "near", "inside", "outside", "around", "across", "off", "within"})
_GOAL_WORDS = frozenset({"to", "into", "towards", "toward", "onto"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"WDT", "WP"})
_SUBJECTS_OF_VERBS = frozenset({"nsubj", "csubj"})
_ARGUMENTS = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "object",
    "dobj": "object",
    "obj": "object",
    "attr": "attribute",
    "acomp": "attribute",
    "oprd": "attribute",
}
_HAPPEN = frozenset({"occur", "happen", "unfold"})
_LIGHT_VERBS = frozenset({"be", "have", "hold", "make", "take", "give", "do", "get", "become"})


class Governor(NamedTuple):
    """The predicate that a value belongs to, and the role that the value has there."""

    predicate: Token
    role: str


def is_event(noun: Token) -> bool:
    """Whether a noun names an event or act ("meeting", "bombing")."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    return noun.lemma_.lower() in event_nouns() or bool(known_class(noun))


def numbered_event(ordinal: Token) -> str:
    """Return the event that an ordinal tells from others of its kind ("second summit"), "" for any other token."""
    if ordinal.ent_type_ != "ORDINAL" or ordinal.dep_ != "amod" or not is_event(ordinal.head):
        return ""
    return f"{ordinal.lower_} {ordinal.head.lemma_.lower()}"


def verb_above(token: Token) -> Token:
    """Return `token` if it is a verb, else the nearest verb above it, else the root of its sentence."""
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def govern(token: Token) -> Governor:
    """Return the verb or event noun that `token`, the head of a value, answers a question about."""
    role = ""
    current = token
    for _ in range(_MAX_STEPS):
        relation, head = current.dep_, current.head
        if head.i == current.i or current.pos_ in {"VERB", "AUX"}:
            break
        if relation == "pobj":
            role = role or _preposition_role(head)
        elif relation in {"prep", "agent", "dative", "case"}:
            if head.pos_ in {"VERB", "AUX"} or is_event(head):
                return Governor(head, role or "adverbial")
        elif relation in _ARGUMENTS and (relation not in _SUBJECTS_OF_VERBS or head.pos_ in {"VERB", "AUX"}):
            return Governor(head, role or _ARGUMENTS[relation])
        else:
            role = role or _modifier_role(current)
            if is_event(head) and role:
                return Governor(head, role)
        current = head
    return Governor(current, role or "root")


def _modifier_role(token: Token) -> str:
    if token.dep_ in {"npadvmod", "advmod", "tmod"}:
        return "adverbial"
    if token.dep_ in {"compound", "nmod"} and token.ent_type_ in {"DATE", "TIME"}:
        return "in"
    return POSSESSOR if token.dep_ == "poss" else ""


def _preposition_role(preposition: Token) -> str:
    word = preposition.lower_
    if preposition.dep_ == "agent":
        return "subject"
    if word in _PLACE_WORDS:
        return "in"
    return "to" if word in _GOAL_WORDS else word


def content_predicate(governor: Governor) -> Token:
    """Return the token that carries the predicate's meaning behind a copula or light verb.

    "The death toll was 24" is about the toll, "held talks" about talking, "the vote took place" about the vote.
    """
    verb, role = governor
    happening = _happening(verb)
    if happening is not None:
        return happening
    if verb.lemma_.lower() not in _LIGHT_VERBS:
        return verb
    wanted = {"nsubj", "nsubjpass"} if role in {"attribute", "object"} else {"attr", "acomp", "dobj", "oprd"}
    return next((child for child in verb.children if child.dep_ in wanted), verb)


def _happening(verb: Token) -> Token | None:
    """Return the event that `verb` says only that it was: the crash that occurred, the vote to be held in May."""
    lemma = verb.lemma_.lower()
    takes_place = lemma == "take" and any(child.lower_ == "place" for child in verb.children)
    is_held = lemma == "hold" and verb.tag_ == "VBN"
    if not (takes_place or is_held or lemma in _HAPPEN):
        return None
    above = verb
    for _ in range(_MAX_STEPS_TO_SUBJECT):
        # "That" and "which" stand for the noun that the clause describes.
        subject = next((c for c in above.children if c.dep_ in _SUBJECTS and c.tag_ not in _RELATIVE), None)
        if subject is None and above.dep_ in {"acl", "relcl"}:
            subject = above.head
        if subject is not None:
            return subject if is_event(subject) else None
        if above.dep_ != "xcomp":
            break
        above = above.head
    return None


def clause_of(predicate: Token, *, keep: Collection[int]) -> tuple[Token, ...]:
    """Return the tokens of the clause around `predicate`, in order.

    An infinitive comes with the verb that governs it, a participle or relative clause with
    the noun or the subject that it tells of, since "killing 44" alone asks no question.

    Args:
        predicate: The clause's verb or event noun; for a noun, its verb's clause is taken.
        keep: Indices of the value's tokens: no sub-clause that holds one of them is cut.
    """
    top = _top(predicate)
    wanted = set(keep)
    tokens = _without_other_clauses(top, wanted | {predicate.i})
    if not wanted <= {token.i for token in tokens}:
        return tuple(predicate.sent)
    return tuple(sorted({*tokens, *_told_of(top)}, key=lambda token: token.i))


def _top(predicate: Token) -> Token:
    top = predicate
    while top.head.i != top.i:
        is_clause = top.pos_ in {"VERB", "AUX"} and top.dep_ not in {"xcomp", "auxpass", "aux"}
        if is_clause or top.dep_ in _OTHER_CLAUSES:
            break
        top = top.head
    return top


def _without_other_clauses(top: Token, wanted: Collection[int]) -> list[Token]:
    cut: set[int] = set()
    for token in top.subtree:
        if token.i == top.i or token.i in cut or token.dep_ not in _OTHER_CLAUSES:
            continue
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        branch = {child.i for child in token.subtree}
        if not branch & set(wanted):
            cut |= branch
    return [token for token in top.subtree if token.i not in cut]


def _told_of(top: Token) -> list[Token]:
    """Return the noun that a relative clause or participle tells of, with its own words."""
    if top.dep_ in {"relcl", "acl"}:
        return [top.head, *(t for t in top.head.lefts if t.dep_ in {"compound", "amod", "poss"})]
    above = top
    for _ in range(_MAX_STEPS_TO_SUBJECT):
        subjects = [child for child in above.children if child.dep_ in _SUBJECTS]
        if subjects:
            return [] if above.i == top.i else [t for child in subjects for t in child.subtree]
        if above.dep_ not in {"advcl", "conj", "xcomp"}:
            break
        above = above.head
    return []
