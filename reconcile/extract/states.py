"""Answers to the questions of state that news keeps answering: is she alive, is he held, is it out?

The questions and the words that answer them are data (lexicon/states.json). A cue is matched
on lemmas in order with a little room between them, since "brought the blaze swiftly under
control" says what "brought under control" says, or on two words that hang on one another in
the parse. Only what is so now counts: not what had been, may be or was feared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.clauses import verb_above
from reconcile.extract.modality import is_negated, modality_at
from reconcile.extract.states_lexicon import Cue, Words, lexicon
from reconcile.extract.states_subjects import (
    EntityAt,
    classify_entities,
    find_group,
    find_place,
    find_subject,
    tells_of_others,
)
from reconcile.types import Modality, Span, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ROOM = 3
# Words from a negation to a cue without a verb of its own ("is not believed to be accidental").
_NEAR_NEGATION = 5
_UNSURE = frozenset({Modality.DENIED, Modality.PLANNED, Modality.HEDGED})
_VERBAL = frozenset({"VERB", "AUX"})
_JOINTS = frozenset({"of", "in", "on", "to", "for"})
_EVENT, _ANYONE = "event", "anyone"
_PLAIN_NAMES = {"": "person", "man": "person", "woman": "person", _ANYONE: "suspect"}


def extract_states(doc: Doc, *, entity_at: EntityAt) -> tuple[State, ...]:
    """Return the states told in `doc`, one a sentence, question and subject, in text order.

    Args:
        doc: The parsed text.
        entity_at: The person that a token names or stands for, None where it names none.
    """
    classes = classify_entities(doc, entity_at)
    states: list[State] = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space and not token.is_punct]
        found: dict[tuple[str, str], tuple[int, State]] = {}
        for cue, matched in _matches(tokens):
            state = _read(cue, matched, entity_at, classes)
            if state is not None and len(cue.words) > found.get((state.question, state.subject), (0,))[0]:
                found[state.question, state.subject] = (len(cue.words), state)
        states.extend(state for _, state in found.values())
    return tuple(sorted(states, key=lambda state: (state.span, state.question, state.subject)))


def _matches(tokens: Sequence[Token]) -> Iterator[tuple[Cue, tuple[Token, ...]]]:
    cues_by_word = lexicon().cues_by_word
    for position, token in enumerate(tokens):
        for word in sorted(_forms(token)):
            for cue in cues_by_word.get(word, ()):
                matched = _link(cue, tokens, token) if cue.linked else _follow(cue, tokens, position)
                if matched is not None:
                    yield cue, matched


def _read(cue: Cue, matched: Sequence[Token], entity_at: EntityAt, classes: Mapping[str, str]) -> State | None:
    verb = next((token for token in matched if token.pos_ in _VERBAL), matched[0])
    if not _tells(cue, verb, matched):
        return None
    subject = _subject(cue, verb, matched, entity_at, classes)
    if subject is None or (not cue.settled and not cue.negated and _is_only_thought(verb)):
        return None
    first, last = matched[0], matched[-1]
    span = Span(first.idx, last.idx + len(last.text))
    return State(
        span=span,
        surface=first.doc.text[span.start : span.end],
        question=f"{cue.question.name}: {cue.answer}" if cue.question.each else cue.question.name,
        subject=subject,
        asks=cue.question.asks.format(subject=_name(subject), answer=cue.answer),
        answer=cue.answer,
        rank=cue.rank,
        admits=cue.admits,
    )


def _tells(cue: Cue, verb: Token, matched: Sequence[Token]) -> bool:
    """Whether the clause says what the cue says: now, for sure, of all, and of nothing else."""
    if not cue.settled and _is_denied(verb, matched) != cue.negated:
        return False
    if not cue.sure and (modality_at(verb) in _UNSURE or (not cue.settled and _is_asked(verb))):
        return False
    if (cue.settled or cue.negated) and _leaves_some_out(matched):
        return False
    is_other = any(token.lower_ in cue.question.unless for token in verb_above(verb).subtree)
    return not is_other and not _is_over(verb, final=cue.final)


def _subject(
    cue: Cue, verb: Token, matched: Sequence[Token], entity_at: EntityAt, classes: Mapping[str, str]
) -> str | None:
    match cue.question.of:
        case "event":
            return _EVENT
        case "group":
            return find_group(verb, matched)
        case "place":
            return find_place(verb, matched)
        case "part":
            return next((token.lemma_.lower() for token in matched if token.lemma_.lower() in lexicon().parts), None)
        case "anyone":
            return _anyone(cue, verb, matched, entity_at, classes)
        case _:
            return find_subject(verb, matched, entity_at, classes, many=cue.question.many)


def _anyone(
    cue: Cue, verb: Token, matched: Sequence[Token], entity_at: EntityAt, classes: Mapping[str, str]
) -> str | None:
    # Where another suspect is at large, somebody may be held.
    if cue.rank == 0 and tells_of_others(verb, matched):
        return None
    _, named, entity = (find_subject(verb, matched, entity_at, classes, many=True) or "").partition("|")
    return f"{_ANYONE}{named}{entity}"


def _name(subject: str) -> str:
    described = subject.partition("|")[0]
    if described in lexicon().settlements:
        return f"the {described}"
    return _PLAIN_NAMES.get(described, described)


def _follow(cue: Cue, tokens: Sequence[Token], position: int) -> tuple[Token, ...] | None:
    """Return the tokens that match the cue's words in order from `position`, with little room between them."""
    matched = [tokens[position]]
    at = position
    for words in cue.words[1:]:
        reach = tokens[at + 1 : at + 2 + _ROOM]
        step = next((n for n, token in enumerate(reach) if _is_one_of(token, words)), None)
        if step is None or any(_divides(token) for token in reach[:step]):
            return None
        if any(between.text in ";:" for between in tokens[at].doc[tokens[at].i : reach[step].i]):
            return None
        at += 1 + step
        matched.append(tokens[at])
    return tuple(matched)


def _divides(token: Token) -> bool:
    """Whether another clause begins with `token`, so that what follows is not told with what went before."""
    return token.pos_ == "VERB" or token.dep_ == "cc"


def _link(cue: Cue, tokens: Sequence[Token], start: Token) -> tuple[Token, ...] | None:
    """Return `start` and a later token where they are the cue's two words and hang on one another."""
    left, right = cue.words
    for token in tokens:
        fits = (_is_one_of(start, left) and _is_one_of(token, right)) or (
            _is_one_of(start, right) and _is_one_of(token, left)
        )
        if token.i > start.i and fits and (_hangs_on(token, start) or _hangs_on(start, token)):
            return (start, token)
    return None


def _hangs_on(low: Token, high: Token) -> bool:
    """Whether `low` is an argument of `high`: directly, by a preposition, or of a verb beside it."""
    if low.dep_ == "conj" and low.head.dep_ in {"acl", "relcl"}:
        low = low.head
    head = low.head
    if head.lower_ in _JOINTS and head.dep_ == "prep":
        head = head.head
        if head.lemma_.lower() in lexicon().counters:
            head = head.head
    if head.dep_ in {"aux", "auxpass"}:
        head = head.head
    if head == high:
        return low.dep_ not in {"advcl", "relcl", "ccomp", "conj", "parataxis"}
    if high.pos_ not in _VERBAL or low.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    # "Roads were cleared and reopened", "classes are expected to resume": one subject for both.
    return high.dep_ in {"conj", "xcomp"} and head == high.head


def _is_one_of(token: Token, words: Words) -> bool:
    return not words.isdisjoint(_forms(token))


def _forms(token: Token) -> frozenset[str]:
    """Return what a cue may call `token`: as it stands, its lemma, "=" and as it stands, "#" and its part of speech."""
    word = token.lower_.replace("’", "'")
    return frozenset((word, token.lemma_.lower(), f"={word}", f"#{token.pos_}"))


def _is_denied(verb: Token, matched: Sequence[Token]) -> bool:
    has_no = any(child.lower_ in {"no", "nor", "neither"} for token in matched for child in token.children)
    is_near = verb.pos_ in _VERBAL or _has_negation_before(matched[0])
    return has_no or (is_near and is_negated(verb)) or _seems_not(verb)


def _has_negation_before(first: Token) -> bool:
    """Whether a "not" stands close before a cue without a verb: further off it denies something else."""
    before = first.doc[max(first.sent.start, first.i - _NEAR_NEGATION) : first.i]
    return any(token.dep_ == "neg" or token.lower_ in {"no", "never"} for token in before)


def _is_only_thought(verb: Token) -> bool:
    """Whether a clause is what somebody does not want, think or know: "we don't want people thinking it was random"."""
    clause = verb
    while clause.head.i != clause.i:
        holds = clause.dep_ in {"ccomp", "xcomp"} or (clause.dep_ == "advcl" and clause.tag_ == "VBG")
        if holds and any(child.dep_ == "neg" for child in clause.head.children):
            return True
        clause = clause.head
    return False


def _seems_not(verb: Token) -> bool:
    """Whether a verb of seeming above the cue is negated: "it does not appear to be random"."""
    clause = verb if verb.pos_ in _VERBAL else verb.head
    while clause.dep_ in {"attr", "acomp", "prep", "pobj", "aux", "auxpass", "conj"} and clause.head != clause:
        clause = clause.head
    above = clause.head
    seems = clause.dep_ in {"xcomp", "ccomp", "oprd"} and above.lemma_.lower() in lexicon().seeming
    return seems and is_negated(above)


def _is_asked(verb: Token) -> bool:
    """Whether the clause is left open by a "whether": "unclear whether anyone had been arrested"."""
    clause = verb
    for _ in range(_ROOM):
        if any(child.lower_ == "whether" and child.dep_ == "mark" for child in clause.children):
            return True
        if clause.dep_ not in {"conj", "auxpass", "aux", "attr", "acomp"}:
            return False
        clause = clause.head
    return False


def _leaves_some_out(matched: Sequence[Token]) -> bool:
    """Whether "no" is said only of the rest: "no other injuries", "nobody else", "no further arrests"."""
    first, last = min(token.i for token in matched), max(token.i for token in matched)
    words = lexicon().not_all
    described = (child for token in matched if token.pos_ == "NOUN" for child in token.children)
    return any(
        token.lower_ in words and token not in matched for token in (*matched[0].doc[first : last + 1], *described)
    )


def _is_over(verb: Token, *, final: bool) -> bool:
    """Whether the clause tells what was so before ("had been held", "was initially closed") or elsewhere."""
    clause = verb_above(verb)
    if any(child.lower_ in lexicon().past for child in (*clause.children, *verb.children)):
        return True
    if any(token.lower_ in lexicon().elsewhere for token in clause.subtree):
        return True
    if final or not any(child.lower_ == "had" and child.dep_ == "aux" for child in clause.children):
        return False
    return not (clause.dep_ == "ccomp" and clause.head.lemma_.lower() in lexicon().reporting)
