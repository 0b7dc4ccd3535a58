"""Who speaks: the phrase that names the holder of what a cue introduces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.extract.attribution_cues import cue_verb, words
from reconcile.extract.clauses import verb_above
from reconcile.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "X", "ADJ"})
_CUT = frozenset({"relcl", "acl", "advcl", "parataxis", "appos", "punct"})


def noun_phrase(head: Token) -> Span:
    """Return the phrase of `head` without appositions and clauses that hang on it."""
    left = min((t for t in head.lefts if t.dep_ not in _CUT), key=lambda t: t.i, default=head).left_edge
    last = head
    for child in head.rights:
        if child.dep_ in _CUT or child.is_space or "\n" in child.doc[last.i : child.i].text:
            break
        last = child.right_edge
    if left.is_punct or left.is_space:
        left = head
    left = _after_a_lost_comma(left, head)
    return Span(left.idx, last.idx + len(last))


def _after_a_lost_comma(left: Token, head: Token) -> Token:
    """Return where the phrase really begins: "two the mayor" is what a comma was stripped from."""
    for token in reversed(list(head.lefts)):
        if token.dep_ == "det" and left.i < token.i and not (token.i and token.nbor(-1).dep_ == "predet"):
            return token
    return left


def _relative(pronoun: Token, verb: Token) -> Span:
    # Names are resolved on the antecedent; the pronoun stays in, so that the clause still has its subject.
    antecedent = verb
    while antecedent.dep_ != "relcl" and antecedent.head != antecedent:
        antecedent = antecedent.head
    if antecedent.dep_ != "relcl":
        return noun_phrase(pronoun)
    start = noun_phrase(antecedent.head).start
    if start >= pronoun.idx:
        return noun_phrase(pronoun)
    return Span(start, pronoun.idx + len(pronoun))


def child(token: Token, labels: frozenset[str]) -> Token | None:
    """Return the first child of `token` with one of the dependency `labels`."""
    return next((c for c in token.children if c.dep_ in labels), None)


def is_passive(verb: Token) -> bool:
    """Return whether `verb` is passive: "was quoted", "accused by"."""
    return any(c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not any(c.dep_ == "aux" for c in verb.children)
    )


def agent(verb: Token) -> Span | None:
    """Return the "by" phrase of a passive verb or of a noun."""
    for by in verb.children:
        if by.lower_ == "by" and by.dep_ in {"agent", "prep"}:
            holder = child(by, frozenset({"pobj"}))
            if holder is not None:
                return noun_phrase(holder)
    return None


def subject_token(verb: Token, *, passive: bool = False) -> Token | None:
    """Return the head word of the subject of `verb`, looked for up the clause where the verb shares one."""
    wanted = _SUBJECTS | _PASSIVE_SUBJECTS if passive else _SUBJECTS
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        found = child(verb, wanted)
        if found is not None:
            return found
        if verb.dep_ in {"conj", "advcl", "xcomp", "acl", "prep", "pcomp", "dep"} and verb.head != verb:
            if verb.dep_ == "acl" and verb.head.pos_ in _NOMINAL and verb.tag_ in {"VBG", "VBN"}:
                return _modified(verb)
            controls = verb.dep_ == "xcomp" or (verb.dep_ == "prep" and verb.lower_ == "as")
            controlled = child(verb.head, frozenset({"dobj"})) if controls else None
            if controlled is not None and controlled.i < verb.i:
                return controlled
            verb = _reporter(verb) or verb.head
            wanted = _SUBJECTS | _PASSIVE_SUBJECTS
            continue
        return None
    return None


def _reporter(participle: Token) -> Token | None:
    """Return the reporting verb over a participle: in "confirmed that one died, saying …" the confirmer says it too."""
    host = participle.head
    if participle.tag_ != "VBG" or participle.dep_ != "advcl" or host.dep_ != "ccomp" or host.head.i > host.i:
        return None
    return host.head if cue_verb(host.head) is not None and cue_verb(participle) is not None else None


def _modified(participle: Token) -> Token | None:
    """Return who speaks in a participle that hangs on a noun: the noun itself, or its clause's subject.

    "A man claiming to be a nurse" speaks himself; in "issued a statement saying" and in
    "hit the ground, saying" the subject of the clause does, and so it does where the noun
    stands in what somebody else reports.
    """
    noun = participle.head
    before = participle.nbor(-1) if participle.i else participle
    carried = noun.lemma_.lower() in words("speech_carriers")
    owner = child(noun, frozenset({"poss"}))
    if carried and owner is not None:
        return owner
    host = verb_above(noun)
    reported = host.dep_ == "ccomp" and host.head.i < host.i and cue_verb(host.head) is not None
    if noun.dep_ in {"nsubj", "nsubjpass"} and not reported:
        return noun
    if host.pos_ not in {"VERB", "AUX"} or not (carried or reported or before.text == ","):
        return noun
    return subject_token(host.head if reported else host, passive=True) or noun


def speaker_of_verb(verb: Token) -> Span | None:
    """Return who holds what the active `verb` introduces, None where nobody is named."""
    found = subject_token(verb)
    if found is None:
        return None
    if found.lower_ in _RELATIVES and found.head.dep_ in {"relcl", "conj", "xcomp"}:
        return _relative(found, found.head)
    if found.lower_ in {"it", "there"} and found.dep_ == "expl":
        return None
    return noun_phrase(found)
