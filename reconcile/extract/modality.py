"""How sure an article is of a clause: denied, planned, hedged, reported or asserted.

The clause is judged where the token stands and then up the chain of clauses that hold it
as their complement, because "denied that it planned to kill" denies the killing too. What
is said outside that chain does not count: "denied a role in the blast that killed five"
leaves the five dead. Whether the clause is negated is asked apart, since "did not attack"
can be asserted as firmly as "attacked".
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reconcile.types import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from reconcile.types import Attribution

_VERBAL = frozenset({"VERB", "AUX"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "acl", "pcomp", "csubj", "csubjpass", "oprd"})
_CLAUSES = frozenset({"ccomp", "acl", "relcl", "advcl"})
"""A word with one of these heads a clause, even where the tagger takes the verb for a noun ("burst")."""
_STRENGTH = (Modality.DENIED, Modality.PLANNED, Modality.HEDGED, Modality.REPORTED, Modality.ASSERTED)


@cache
def _lexicon() -> dict[str, Any]:
    text = files("reconcile.extract").joinpath("lexicon", "modality.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_lexicon()[name])


def _clause_head(token: Token) -> Token:
    """Return the verb that heads the clause in which `token` stands, else the sentence's head."""
    head = token
    while head.pos_ not in _VERBAL and head.dep_ not in _CLAUSES and head.head != head:
        head = head.head
    while head.dep_ in {"aux", "auxpass"} and head.head != head:
        head = head.head
    return head


def _particles(verb: Token) -> frozenset[str]:
    return frozenset(c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"})


def _verb_negated(verb: Token) -> bool:
    for c in verb.children:
        if c.dep_ == "neg" or c.lower_ in _words("negators"):
            following = c.doc[c.i + 1] if c.i + 1 < len(c.doc) else None
            if following is None or following.lower_ not in _words("not_negating"):
                return True
        if c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children):
            return True
    return False


def _denies(governor: Token) -> bool:
    lemma = governor.lemma_.lower()
    if governor.pos_ in _VERBAL and lemma in _words("denying"):
        return True
    particles = _lexicon()["denying_with_particle"].get(lemma)
    return particles is not None and not _particles(governor).isdisjoint(particles)


def _denies_thing(governor: Token) -> bool:
    """Return whether `governor` denies its object itself: "denied the attack", but not "rejected the offer"."""
    return _denies(governor) and governor.lemma_.lower() in _words("denying_things")


def _called_untrue(noun: Token) -> bool:
    """Return whether a clause says of `noun` that it is untrue ("reports that … are false")."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass", "csubj"} or verb.lemma_ != "be":
        return False
    return not _verb_negated(verb) and any(
        c.dep_ in {"acomp", "attr"} and c.lower_ in _words("untrue") for c in verb.children
    )


def _governors(head: Token) -> Iterator[Token]:
    """Yield the words whose complement `head` is, innermost first, through nouns such as "claims that"."""
    while head.head != head:
        nominal = head.pos_ not in _VERBAL and head.dep_ not in _CLAUSES
        carried = head.dep_ in _COMPLEMENTS or (
            nominal
            and (
                head.dep_ in {"dobj", "nsubjpass", "prep", "pobj", "acomp", "attr"}
                or (head.dep_ == "nsubj" and head.head.lemma_ == "be")
            )
        )
        if head.dep_ == "conj" and head.head.pos_ == head.pos_:
            head = head.head
            continue
        if not carried or (nominal and not _introduces(head)):
            return
        head = head.head
        yield head


def _introduces(noun: Token) -> bool:
    """Return whether `noun` only names the kind of its complement ("claims that", "plan to", "able to")."""
    if noun.pos_ in {"ADP", "ADJ", "ADV", "PART", "SCONJ"}:
        return True
    names = _words("planning_nouns") | _words("hedging_nouns") | _words("reporting_nouns")
    return noun.lemma_.lower() in names


def _of_modals(verb: Token) -> Modality | None:
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if modals & _words("hedging_modals"):
        return Modality.HEDGED
    if modals & _words("planning_modals"):
        perfect = any(c.lower_ in {"have", "'ve"} for c in verb.children if c.dep_ == "aux")
        backshifted = bool(modals & {"would", "'d", "\u2019d"})
        return Modality.HEDGED if backshifted and (perfect or _conditional(verb)) else Modality.PLANNED
    return None


def _conditional(verb: Token) -> bool:
    """Return whether the clause stands in a condition or depends on one."""
    own = any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in _words("conditional_marks") and c.i < verb.i for c in verb.lefts
    )
    hanging = any(
        c.dep_ == "advcl" and any(g.lower_ in {"if", "unless", "provided"} for g in c.lefts) for c in verb.children
    )
    return own or hanging


def _is_to(verb: Token) -> bool:
    """Return whether the clause is "is to leave": a form of "be" with a bare infinitive."""
    governor = verb.head
    if verb.dep_ != "xcomp" or governor.lemma_ != "be" or not any(c.lower_ == "to" for c in verb.lefts):
        return False
    return not any(c.dep_ in {"acomp", "attr"} for c in governor.children)


def _own(verb: Token) -> Modality | None:
    """Return what the clause says of itself by its modals, adverbs and conditions."""
    if _conditional(verb):
        return Modality.HEDGED
    modal = _of_modals(verb)
    if modal is not None:
        return modal
    within = [verb, *(c for c in verb.children if c.dep_ in {"acomp", "attr", "neg"})]
    if any(c.lower_ in _words("hedging_adverbs") for part in within for c in part.children):
        return Modality.HEDGED
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if _is_to(verb) or (passive and verb.lemma_ in _words("planning_alone")):
        return Modality.PLANNED
    return None


def _of_nominal(token: Token) -> Modality | None:
    """Return what the words before a noun say of it ("a planned strike", "the alleged attacker")."""
    before = {c.lower_ for c in token.lefts if c.dep_ in {"amod", "compound", "advmod"}}
    if before & _words("hedging_adjectives") or before & _words("hedging_adverbs"):
        return Modality.HEDGED
    return Modality.PLANNED if before & _words("planning_words") else None


def _infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in token.lefts)


def _future(infinitive: Token) -> Modality:
    """Return PLANNED, but HEDGED for a perfect: "likely to have been hit" looks back."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in infinitive.children)
    return Modality.HEDGED if perfect else Modality.PLANNED


def _from_governor(held: Token, governor: Token) -> Modality | None:
    lemma = governor.lemma_.lower()
    if _denies(governor):
        return Modality.HEDGED if _verb_negated(governor) else Modality.DENIED
    if _called_untrue(governor):
        return Modality.DENIED
    infinitive = _infinitive(held)
    if governor.pos_ in _VERBAL:
        if lemma in _words("planning") and (infinitive or lemma in _words("planning_alone")):
            return _future(held)
        return Modality.HEDGED if lemma in _words("hedging") else None
    if infinitive and (governor.lower_ in _words("planning_words") or lemma in _words("planning_nouns")):
        return _future(held)
    return Modality.HEDGED if lemma in _words("hedging_nouns") | _words("hedging_adjectives") else None


def _from_chain(token: Token) -> Iterator[Modality]:
    head = _clause_head(token)
    held = token if token.pos_ not in _VERBAL and _introduces(token) else head
    own = _own(head)
    if own is not None:
        yield own
    if token.dep_ in {"dobj", "nsubjpass"} and _denies_thing(token.head):
        yield Modality.HEDGED if _verb_negated(token.head) else Modality.DENIED
    for governor in _governors(held):
        if held == token and held.dep_ == "dobj" and _denies(governor) and not _denies_thing(governor):
            return  # "Rejected the offer" turns it down; that there was one is not denied.
        found = _from_governor(held, governor)
        if found is not None:
            yield found
        if governor.pos_ in _VERBAL:
            own = _own(governor)
            if own is not None:
                yield own
        held = governor


def _covers(attribution: Attribution, token: Token) -> bool:
    content, cue, speaker = attribution.content, attribution.cue, attribution.speaker
    if not (content.start <= token.idx and token.idx + len(token) <= content.end):
        return False
    apart = [cue] if speaker is None else [cue, speaker]
    return not any(span.start <= token.idx < span.end for span in apart)


def _from_attributions(token: Token, attributions: Sequence[Attribution]) -> Iterator[Modality]:
    if any(a.type != "attitude" and _covers(a, token) for a in attributions):
        yield Modality.REPORTED


def modality_at(token: Token, attributions: Sequence[Attribution] = ()) -> Modality:
    """Return how sure the article is of the clause that `token` heads or stands in.

    The weakest claim wins: DENIED, then PLANNED, HEDGED, REPORTED, and ASSERTED else.
    """
    found = {*_from_chain(token), *_from_attributions(token, attributions)}
    nominal = _of_nominal(token)
    if nominal is not None:
        found.add(nominal)
    return next((m for m in _STRENGTH if m in found), Modality.ASSERTED)


def is_negated(token: Token) -> bool:
    """Return whether the clause of `token` says that something is not so."""
    if _nominal_negated(token):
        return True
    head = _clause_head(token)
    negated = _verb_negated(head)
    if token != head and token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"}:
        pass
    elif any(_nominal_negated(c) for c in head.children if c.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}):
        negated = not negated
    return negated != _governor_negates(head)


def _nominal_negated(token: Token) -> bool:
    if token.lower_ in _words("negative_nominals") or token.lower_ == "no-one":
        return True
    if token.lower_ == "one" and token.i and token.nbor(-1).lower_ == "no":
        return True
    if any(c.dep_ == "det" and c.lower_ in _words("negative_nominals") for c in token.children):
        return True
    return token.dep_ == "pobj" and token.head.lower_ in _words("negating_prepositions")


def _governor_negates(head: Token) -> bool:
    governor = head.head
    if head.dep_ == "pcomp" and governor.lower_ in _words("negating_prepositions"):
        return True
    if governor.lemma_ == "from" and head.dep_ == "pcomp":
        governor = governor.head
    elif head.dep_ not in {"xcomp", "ccomp"} or governor == head:
        return False
    if governor.lemma_ == "have" and any(c.lower_ == "yet" for c in governor.children):
        return True
    if any(c.lower_ == "yet" for c in head.lefts) and _infinitive(head):
        return True
    return governor.lemma_.lower() in _words("negating_governors") and not _verb_negated(governor)
