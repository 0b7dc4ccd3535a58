"""Answers in words: the common nouns, adjectives and adverbs that fill a predicate's places.

Most nouns of a sentence answer no question that anybody asks. What is yielded here is what
an editor could put after "how", "with what", "why", "where on the body" or "what": a phrase
whose words are telling by themselves ("by helicopter", "as a precaution", "a pile of earth"),
not the story's own people and its commonest words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reconcile.extract._phrases_worth import informativeness, words_of
from reconcile.extract.predicates import known_class
from reconcile.extract.quantities_nouns import is_person
from reconcile.extract.vocabulary import casualty_classes, event_nouns, vague_nouns
from reconcile.types import Phrase, Slot, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FILLER_POS = frozenset({"DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PRON", "PUNCT", "SPACE", "SYM", "X"})
_IN_PHRASE_POS = frozenset({"NOUN", "ADJ", "PROPN", "ADV", "VERB", "NUM"})
_HYPHENS = frozenset({"-", "–"})
_NONE = "no"
_SEXES = ("boy", "girl")
_MAX_TOKENS = 9
# What the place in the clause adds to what the words tell: how, why and with what are asked
# most; where is mostly told by names, and who acts is mostly the story's own cast.
_BONUS = {
    "means": 0.8,
    "complement": 0.8,
    "manner": 0.8,
    "body": 1.2,
    "object": 0.4,
    "where": 0.0,
    "noun's": 0.0,
    "subject": -1.0,
}
_PLACE_BY_DEPENDENCY = {"attr": "complement", "oprd": "complement", "dobj": "object", "nsubjpass": "object"}
_WITH_PREPOSITION = frozenset({"means", "where", "body"})
# Fitted by eye on eight labelled stories; measure the slots `other` and `status` again when changing it.
_MIN_WORTH = 2.0


class _Candidate(NamedTuple):
    head: Token
    start: int
    end: int
    place: str


def extract_phrases(doc: Doc, *, taken: Collection[int]) -> Iterator[tuple[Slot, Phrase]]:
    """Yield the telling phrases of `doc` in text order, each with the slot that it fills.

    Args:
        doc: The parsed text.
        taken: Indices of the tokens that a number, time or name holds already.
    """
    counts = Counter(token.lemma_.lower() for token in doc if token.is_alpha)
    sex = _only_sex(counts)
    last = -1
    for token in doc:
        if sex and token.lemma_.lower() == sex and _is_harmed(token) and token.i > last:
            yield Slot.OTHER, Phrase(span=Span(token.idx, token.idx + len(token)), surface=token.text, normal=sex)
            last = token.i
            continue
        candidate = _candidate(token, taken)
        if candidate is None or candidate.start <= last:
            continue
        phrase = _phrase(candidate, counts)
        if phrase is not None:
            last = candidate.end - 1
            yield Slot.STATUS if token.pos_ in {"ADJ", "ADV"} else Slot.OTHER, phrase


def _only_sex(counts: Mapping[str, int]) -> str:
    """Return "boy" or "girl" where an article tells of one and never of the other, else ""."""
    told = [word for word in _SEXES if counts.get(word)]
    return told[0] if len(told) == 1 else ""


def _is_harmed(token: Token) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass", "dobj"} and known_class(token.head) in casualty_classes()


def _phrase(candidate: _Candidate, counts: Mapping[str, int]) -> Phrase | None:
    tokens = candidate.head.doc[candidate.start : candidate.end]
    words = _content_words(tokens)
    worth = informativeness(tuple(sorted(set(words.values()))), counts) + _BONUS[candidate.place]
    if worth < _MIN_WORTH or candidate.head.i not in words:
        return None
    rest = sorted(set(words.values()) - {words[candidate.head.i]})
    if tokens[0].lower_ == _NONE:
        rest.append(_NONE)
    return Phrase(
        span=Span(tokens.start_char, tokens.end_char),
        surface=tokens.text,
        normal=" ".join([words[candidate.head.i], *rest]),
    )


def _candidate(token: Token, taken: Collection[int]) -> _Candidate | None:
    if token.i in taken or token.is_stop or not token.is_alpha:
        return None
    if token.pos_ == "ADV":
        return _manner(token)
    return _noun(token, taken) if token.pos_ == "NOUN" else _complement(token)


def _noun(token: Token, taken: Collection[int]) -> _Candidate | None:
    lemma = token.lemma_.lower()
    place = _place(token)
    if not place or lemma in vague_nouns() or _is_half_told(token, taken):
        return None
    if place != "complement" and (is_person(lemma) or lemma in words_of("collectives")):
        return None
    start, end = _noun_phrase(token, taken)
    if place in _WITH_PREPOSITION:
        start = _with_preposition(token, start)
    elif start and token.doc[start - 1].lower_ == _NONE:
        start -= 1
    if any(i in taken for i in range(start, end)) or (end - start == 1 and lemma in event_nouns()):
        return None
    return _Candidate(token, start, end, place)


def _is_half_told(noun: Token, taken: Collection[int]) -> bool:
    """Whether a number is the answer ("six rifles"), or a clause that the noun only opens ("intent to flee")."""
    for child in noun.children:
        if child.dep_ == "acl" and any(grandchild.lower_ == "to" for grandchild in child.children):
            return True
        if child.dep_ == "prep" and any(grandchild.dep_ == "pcomp" for grandchild in child.children):
            return True
    counted = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return any(token.i in taken and token.like_num for token in (*noun.lefts, *counted.lefts))


def _manner(token: Token) -> _Candidate | None:
    is_manner = token.dep_ == "advmod" and token.lower_.endswith("ly") and token.head.pos_ == "VERB"
    if not is_manner or token.lower_ in words_of("no_manner"):
        return None
    return _Candidate(token, token.i, token.i + 1, "manner")


def _complement(token: Token) -> _Candidate | None:
    if token.pos_ != "ADJ" or token.dep_ not in {"acomp", "oprd"} or token.lemma_.lower() in words_of("opinion"):
        return None
    subjects = {child.lower_ for child in token.head.children if child.dep_ in {"nsubj", "nsubjpass"}}
    if subjects & {"i", "we", "you"}:
        return None
    return _Candidate(token, token.i, token.i + 1, "complement")


def _place(noun: Token) -> str:
    """Return what place of its clause a noun holds, "" where it answers nothing there."""
    if noun.dep_ == "nsubj":
        return "subject" if not _says(noun.head) else ""
    if noun.dep_ == "pobj":
        return _place_behind(_outermost(noun.head), noun)
    return _PLACE_BY_DEPENDENCY.get(noun.dep_, "")


def _place_behind(preposition: Token, noun: Token) -> str:
    if noun.lemma_.lower() in words_of("body_parts"):
        return "body"
    if preposition.lower_ in words_of("plain_prepositions"):
        return ""
    if preposition.head.pos_ not in {"VERB", "AUX", "ADJ"}:
        return "noun's"
    if preposition.lower_ not in words_of("place_prepositions") or noun.lemma_.lower() in words_of("ways"):
        return "means"
    return "where" if noun.lemma_.lower() in words_of("places") else ""


def _says(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.children)


def _outermost(preposition: Token) -> Token:
    """Return the first word of a preposition of several words ("due to", "because of")."""
    while preposition.head.i == preposition.i - 1 and preposition.head.lower_ in {
        "due",
        "because",
        "according",
        "out",
        "instead",
        "thanks",
    }:
        preposition = preposition.head
    return preposition


def _with_preposition(noun: Token, start: int) -> int:
    first = _outermost(noun.head).i
    return first if noun.i - first < _MAX_TOKENS and first < start else start


def _noun_phrase(head: Token, taken: Collection[int]) -> tuple[int, int]:
    """Return the token range of a noun with the words before it, its "of" and what is joined to it by "and"."""
    doc, inside = head.doc, {token.i for token in head.subtree}
    start = head.i
    while start - 1 in inside and start - 1 not in taken and _may_stand_inside(doc[start - 1]):
        start -= 1
    while start < head.i and (doc[start].is_punct or doc[start].pos_ == "ADV"):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.i != end:
            continue
        tail = _tail(child, taken)
        if tail and tail - start <= _MAX_TOKENS:
            end = tail
    return start, end


def _may_stand_inside(token: Token) -> bool:
    return token.text in _HYPHENS or (
        token.pos_ in _IN_PHRASE_POS and token.dep_ not in {"poss", "relcl", "nsubj", "aux"} and not token.is_stop
    )


def _tail(child: Token, taken: Collection[int]) -> int:
    """Return where an "of" with its noun, or an "and" with its noun, ends; 0 where it should stay out."""
    nouns: list[Token] = []
    if child.dep_ == "prep" and child.lower_ == "of":
        nouns = [token for token in child.children if token.dep_ == "pobj" and token.pos_ == "NOUN"]
    elif child.dep_ == "cc":
        nouns = [token for token in child.head.children if token.dep_ == "conj" and token.pos_ == "NOUN"]
    if not nouns or any(i in taken for i in range(child.i, nouns[0].i + 1)):
        return 0
    return nouns[0].i + 1


def _content_words(tokens: Iterable[Token]) -> dict[int, str]:
    """Return the content lemma at each token, words joined by hyphens being one word at the last of them."""
    words: dict[int, str] = {}
    joined = ""
    for token in tokens:
        following = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
        if token.text in _HYPHENS:
            continue
        if following in _HYPHENS:
            joined += token.lower_
        elif joined or (token.pos_ not in _FILLER_POS and not token.is_stop and token.is_alpha):
            words[token.i] = joined + _base(token)
            joined = ""
    return words


def _base(token: Token) -> str:
    """Return the lemma; of an adverb of manner the adjective ("accidentally", "accidental")."""
    lemma = token.lemma_.lower()
    if token.pos_ == "ADV" and lemma.endswith("ly"):
        stem = lemma.removesuffix("ly")
        return stem[:-1] + "y" if stem.endswith("i") else stem
    return lemma
