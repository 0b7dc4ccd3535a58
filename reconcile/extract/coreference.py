"""Pronouns and descriptions that stand for a name of the same article.

A pronoun is resolved only where one antecedent fits: same gender, close by, and a subject
where there are two. What is not clear is left out, for a wrong holder is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract.entities_names import fold, gender_of, is_title, parse_person, spell_out, words
from reconcile.types import EntityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MALE = frozenset(("he", "him", "his", "himself"))
_FEMALE = frozenset(("she", "her", "hers", "herself"))
# How many sentences back an antecedent may stand; beyond two, news prose repeats the name.
_REACH = 2


@dataclass(frozen=True, slots=True)
class _Antecedent:
    mention: EntityMention
    sentence: int
    gender: str
    subject: bool


def resolve_references(doc: Doc, mentions: Sequence[EntityMention]) -> tuple[EntityMention, ...]:
    """Return the pronouns and definite descriptions of `doc` that stand for one of `mentions`."""
    genders = _genders(mentions)
    sentences = list(doc.sents)
    by_sentence = _by_sentence(doc, mentions, genders)
    found: list[EntityMention] = []
    for index, sentence in enumerate(sentences):
        before = [a for i in range(max(0, index - _REACH), index + 1) for a in by_sentence.get(i, ())]
        for token in sentence:
            if any(m.span.start <= token.idx < m.span.end for m in mentions):
                continue
            earlier = [a for a in before if a.mention.span.end <= token.idx]
            resolved = _pronoun(token, earlier, index) or _description(token, earlier, mentions)
            if resolved:
                found.append(resolved)
                if token.lower_ in _MALE | _FEMALE:
                    # A resolved pronoun keeps its person in reach for the next sentence.
                    gender = "male" if token.lower_ in _MALE else "female"
                    again = _Antecedent(resolved, index, gender, _is_subject(token))
                    by_sentence.setdefault(index, []).append(again)
                    before.append(again)
    return tuple(found)


def _genders(mentions: Sequence[EntityMention]) -> dict[str, str]:
    """Return {entity: gender} from titles ("Mr", "spokeswoman") and given names."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.label == "person":
            title = parse_person(mention.surface).title
            gender = gender_of("", title) or parse_person(mention.canonical).gender
            if gender:
                found.setdefault(mention.entity, gender)
    return found


def _by_sentence(doc: Doc, mentions: Sequence[EntityMention], genders: dict[str, str]) -> dict[int, list[_Antecedent]]:
    found: dict[int, list[_Antecedent]] = {}
    for index, sentence in enumerate(doc.sents):
        for mention in mentions:
            if sentence.start_char <= mention.span.start < sentence.end_char:
                span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
                subject = span is not None and _is_subject(span.root)
                antecedent = _Antecedent(mention, index, genders.get(mention.entity, ""), subject)
                found.setdefault(index, []).append(antecedent)
    return found


def _is_subject(token: Token) -> bool:
    head = token
    while head.dep_ in ("conj", "appos") and head.head != head:
        head = head.head
    return head.dep_ in ("nsubj", "nsubjpass")


def _pronoun(token: Token, earlier: Sequence[_Antecedent], index: int) -> EntityMention | None:
    lower = token.lower_
    if lower not in _MALE | _FEMALE or token.pos_ not in ("PRON", "DET"):
        return None
    gender = "male" if lower in _MALE else "female"
    if _is_quoted(token):
        return None
    people = [a for a in earlier if a.mention.label == "person" and not _is_bound(token, a, index)]
    # Of those whose gender nothing tells, only a subject is salient enough.
    fitting = [a for a in people if a.gender == gender or (not a.gender and a.subject)]
    for sentence in range(index, index - _REACH - 1, -1):
        here = [a for a in fitting if a.sentence == sentence]
        chosen = _only(here) or _only([a for a in here if a.gender == gender])
        chosen = chosen or _only([a for a in here if a.subject])
        if chosen and not _another_between(token, chosen):
            return _standing_for(token, token.idx, chosen.mention)
        if here:
            return None
    return None


def _is_quoted(token: Token) -> bool:
    """Tell whether the token stands inside quotation marks: a speaker seldom calls himself "he"."""
    before = token.doc[token.sent.start : token.i]
    straight = sum(t.text in ('"', "''", "``") for t in before) % 2 == 1
    opened = sum(t.text == "“" for t in before) > sum(t.text == "”" for t in before)
    rest = token.doc[token.i : token.sent.end]
    closes = any(t.text == "”" for t in rest) and not any(t.text == "“" for t in rest)
    return straight or opened or closes


def _is_bound(token: Token, antecedent: _Antecedent, index: int) -> bool:
    """Tell whether grammar forbids the antecedent: "Ruza thanked him" is about another man."""
    is_object = token.dep_ in ("dobj", "pobj", "dative") and token.lower_ in ("him", "her")
    return is_object and antecedent.subject and antecedent.sentence == index


def _another_between(token: Token, chosen: _Antecedent) -> bool:
    """Tell whether an unnamed person stands between name and pronoun: "the deputy", "his nephew"."""
    nouns = words("roles", "people_nouns")
    for other in reversed(token.doc[: token.i]):
        if other.idx < chosen.mention.span.end:
            return False
        describes = other.dep_ in ("appos", "attr", "compound", "pobj")
        if other.lower_ in nouns and not describes:
            return True
    return False


def _only(antecedents: Sequence[_Antecedent]) -> _Antecedent | None:
    return antecedents[-1] if len({a.mention.entity for a in antecedents}) == 1 else None


def _description(
    token: Token, earlier: Sequence[_Antecedent], mentions: Sequence[EntityMention]
) -> EntityMention | None:
    """Resolve "the ministry", "the observatory", "the minister" where one name of the article holds the word."""
    article = next((child for child in token.children if child.lower_ == "the"), None)
    if article is None or token.pos_ not in ("NOUN", "PROPN") or article.i != token.i - 1:
        return None
    if any(child.dep_ in ("prep", "relcl", "compound", "amod", "poss") for child in token.children):
        return None
    noun = token.lower_
    meant: set[str] = set()
    if noun in words("roles", "description_nouns"):
        meant = {
            m.entity
            for m in mentions
            if m.label == "organisation" and noun == _head_of(m.canonical) and m.span.start < token.idx
        }
    elif is_title(noun) and noun not in words("roles", "plain_roles"):
        meant = {
            m.entity
            for m in mentions
            if m.label == "person" and noun in fold(parse_person(m.surface).title).split() and m.span.start < token.idx
        }
    if len(meant) != 1:
        return None
    name = next((a.mention for a in reversed(earlier) if a.mention.entity in meant), None)
    name = name or next(m for m in mentions if m.entity in meant)
    return _standing_for(token, article.idx, name)


def _head_of(name: str) -> str:
    """Return the word that says what a body is: the last one before "of" or "for" ("Board of Trade")."""
    before = re.sub(r" (?:of|for|on) .*", "", fold(name)).split()
    return spell_out(before[-1])[-1] if before else ""


def _standing_for(token: Token, start: int, name: EntityMention) -> EntityMention:
    end = token.idx + len(token)
    surface = token.doc.text[start:end]
    return EntityMention(
        span=Span(start, end), surface=surface, label=name.label, entity=name.entity, canonical=name.canonical
    )
