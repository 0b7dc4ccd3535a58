"""Claims of one article: every number, time, name and telling phrase in the frame it stands in.

A claim is one value in one frame, not a sentence: "58 people were killed and 30 wounded on
Tuesday" holds three. The readers of numbers, times, names and speakers each find what is
theirs; here their findings meet the clause that they stand in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reconcile.extract import clauses
from reconcile.extract.attribution import extract_attributions, speaker_of
from reconcile.extract.directions import extract_directions
from reconcile.extract.entities import find_mentions
from reconcile.extract.entities_names import parse_person
from reconcile.extract.eras import era_of, eras_by_sentence
from reconcile.extract.modality import is_negated, modality_at
from reconcile.extract.notices import extract_numbers_to_call, is_told
from reconcile.extract.phrases import extract_phrases
from reconcile.extract.predicates import predicate_class
from reconcile.extract.quantities import extract_quantities
from reconcile.extract.relations import extract_relations
from reconcile.extract.scopes import told_quantities
from reconcile.extract.speakers import is_checkable, named_speaker
from reconcile.extract.states import extract_states
from reconcile.extract.states_sexes import extract_sexes
from reconcile.extract.times import extract_times
from reconcile.extract.titles import title_of
from reconcile.types import (
    OFFICE,
    SINCE,
    Article,
    Attribution,
    Claim,
    EntityMention,
    Quantity,
    Slot,
    Span,
    State,
    TimeExpression,
    TimeType,
    Value,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_MASK = {
    Slot.QUANTITY: "how many",
    Slot.TIME: "when",
    Slot.PLACE: "where",
    Slot.PERSON: "who",
    Slot.ORGANISATION: "who",
    Slot.SPEAKER: "who",
    Slot.STATUS: "what",
    Slot.OTHER: "what",
}
_SLOT_BY_LABEL = {
    "person": Slot.PERSON,
    "organisation": Slot.ORGANISATION,
    "group": Slot.ORGANISATION,
    "place": Slot.PLACE,
}
_AGE = "age"
_MAX_FRAME_TOKENS = 40
_DATELINE_REACH = 120
_MIN_WORDS = 2
# Code points of two sentences that an editor still reads as one quotation; newswire sentences have about 150.
_MAX_PASSAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the readers found in one article, before names are linked across articles."""

    article: Article
    doc: Doc
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[EntityMention, ...]
    attributions: tuple[Attribution, ...]


def read_article(article: Article, doc: Doc) -> Reading:
    """Read the times, quantities, names and attributions of one parsed article."""
    times = extract_times(doc, reference=article.published_on)
    return Reading(
        article=article,
        doc=doc,
        times=times,
        quantities=extract_quantities(doc, times=[t.span for t in times if t.type in {TimeType.DATE, TimeType.TIME}]),
        mentions=find_mentions(doc),
        attributions=extract_attributions(doc),
    )


def build_claims(reading: Reading) -> tuple[Claim, ...]:
    """Return the article's claims in text order; `reading.mentions` should be linked by now."""
    builder = _Builder(reading)
    claims = sorted(builder.claims(), key=lambda claim: (claim.span, claim.slot))
    text = reading.article.text
    # A stray quotation mark that the parser took for a sentence is nothing to quote.
    quoted = ((claim, text[claim.sentence.start : claim.sentence.end]) for claim in claims)
    return tuple(_number([claim for claim, quote in quoted if _is_quotable(quote) and is_told(claim, quote)]))


def _is_quotable(sentence: str) -> bool:
    return sum(any(character.isalnum() for character in word) for word in sentence.split()) >= _MIN_WORDS


def _number(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Give each claim its order and an id made from what stays when an article is corrected."""
    seen: Counter[tuple[str, ...]] = Counter()
    for order, claim in enumerate(claims):
        stable = (claim.article_id, claim.slot, claim.predicate, claim.role)
        seen[stable] += 1
        digest = hashlib.sha256("\x1f".join((*stable, str(seen[stable]))).encode()).hexdigest()
        yield replace(claim, id=digest[:16], order=order)


class _Builder:
    """Looks up, for one article, what stands in the clause around a value."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._doc = reading.doc

    @cached_property
    def _values(self) -> tuple[tuple[Slot, Value], ...]:
        reading = self._reading
        dated = [
            (Slot.TIME, t)
            for t in reading.times
            if t.type in {TimeType.DATE, TimeType.TIME} and not t.timex.endswith("_REF")
        ]
        counted = [(Slot.QUANTITY, q) for q in told_quantities(reading.quantities, reading.doc.text)]
        named = [(_SLOT_BY_LABEL[m.label], m) for m in reading.mentions if m.label in _SLOT_BY_LABEL]
        values: tuple[tuple[Slot, Value], ...] = (*dated, *counted, *named)
        return tuple((slot, value) for slot, value in values if not self._is_in_dateline(value.span))

    @cached_property
    def _dateline(self) -> Span:
        article = self._reading.article
        start = article.text.find(article.dateline, article.body_start) if article.dateline else -1
        # Further down the words of the dateline are the story's own.
        if start < 0 or start > article.body_start + _DATELINE_REACH:
            return Span(0, 0)
        return Span(start, start + len(article.dateline or ""))

    def _is_in_dateline(self, span: Span) -> bool:
        """Whether `span` says where, when or for whom a text was written, which is no claim of the story's."""
        return self._dateline.start <= span.start < self._dateline.end

    @cached_property
    def _taken(self) -> frozenset[int]:
        """Indices of the tokens that some typed value holds."""
        return frozenset(t.i for _, value in self._values for t in self._tokens(value.span))

    def _tokens(self, span: Span) -> DocSpan:
        found = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        return found if found is not None else self._doc[0:0]

    def claims(self) -> Iterator[Claim]:
        for slot, value in self._values:
            tokens = self._tokens(value.span)
            if _is_adjective(value, tokens) or _is_listener(value, tokens):
                continue
            if len(tokens) and not self._is_speaker_of_something(value.span):
                yield self._claim(slot, value, tokens)
        for slot, phrase in extract_phrases(self._doc, taken=self._taken):
            yield self._claim(slot, phrase, self._tokens(phrase.span))
        yield from self._speakers()
        yield from self._states()
        yield from self._office_holders()

    @cached_property
    def _answers(self) -> tuple[Value, ...]:
        """The numbers, times, places and states of the article: what a reader can check."""
        reading = self._reading
        places = [mention for mention in reading.mentions if mention.label == "place"]
        return (*reading.quantities, *reading.times, *places, *self._told_states)

    @cached_property
    def _told_states(self) -> tuple[State, ...]:
        return tuple(extract_states(self._doc, entity_at=self._person_at))

    def _states(self) -> Iterator[Claim]:
        directions = extract_directions(self._doc, quantities=self._reading.quantities, mention_at=self._mention_of)
        for state in (*self._told_states, *directions, *extract_sexes(self._doc), *extract_numbers_to_call(self._doc)):
            yield self._state(state)
        for state in extract_relations(self._doc, mention_at=self._mention_of):
            # What is told in passing of a name holds of the name, whatever the clause around it tells of.
            yield replace(self._state(state), era="", when=None)

    def _state(self, state: State) -> Claim:
        claim = self._claim(Slot.STATUS, state, self._tokens(state.span))
        return replace(claim, predicate=f"state:{state.question}", role=state.subject)

    def _office_holders(self) -> Iterator[Claim]:
        """Yield who each named person is: the first full name with a title, else the first full name.

        The role is the title's head, or without one the gender that the given name tells.
        """
        first: dict[str, tuple[str, EntityMention]] = {}
        for mention in self._reading.mentions:
            if mention.label != "person" or not _is_full_name(mention) or self._is_in_dateline(mention.span):
                continue
            tokens = self._tokens(mention.span)
            title = title_of(tokens, mention)
            # "Orla Venn's party" tells of a party.
            if not title and tokens.root.dep_ in {"poss", "compound"}:
                continue
            if mention.entity not in first or (title and not first[mention.entity][0]):
                first[mention.entity] = (title, mention)
        for title, mention in first.values():
            claim = self._claim(Slot.PERSON, mention, self._tokens(mention.span))
            yield replace(
                claim,
                predicate=OFFICE,
                role=title.split()[-1] if title else parse_person(mention.canonical).gender,
                frame=f"who is {title}" if title else "who is named",
                words=tuple(sorted(set(title.split()))),
                entities=(),
                places=(),
                era="",
                when=None,
            )

    def _mention_of(self, token: Token) -> EntityMention | None:
        return self._mention_at.get(token.i)

    def _person_at(self, token: Token) -> str | None:
        mention = self._mention_of(token)
        return mention.entity if mention is not None and mention.label == "person" else None

    def _is_speaker_of_something(self, span: Span) -> bool:
        return any(
            a.speaker is not None and a.speaker.start <= span.start and span.end <= a.speaker.end
            for a in self._reading.attributions
        )

    def _speakers(self) -> Iterator[Claim]:
        for attribution in self._reading.attributions:
            if attribution.speaker is None:
                continue
            content = self._tokens(attribution.content)
            mention = named_speaker(attribution, self._tokens(attribution.speaker), self._reading.mentions)
            if mention is None or not is_checkable(attribution, content, told=self._answers):
                continue
            root = content.root
            frame = f"who said {self._text(tuple(content), keep=frozenset(), slot=Slot.SPEAKER)}"
            tokens = self._tokens(mention.span)
            yield replace(
                self._claim(Slot.SPEAKER, mention, tokens),
                predicate=predicate_class(root),
                role="speaker",
                frame=frame,
                words=self._words(tuple(content), frozenset()),
                entities=self._entities(tuple(content), frozenset()),
                sentence=_passage(tokens.root.sent, root.sent),
            )

    def _mention_in(self, span: Span) -> EntityMention | None:
        inside = [m for m in self._reading.mentions if span.start <= m.span.start and m.span.end <= span.end]
        return max(inside, key=lambda m: (m.label == "person", len(m.surface)), default=None)

    def _claim(self, slot: Slot, value: Value, tokens: DocSpan) -> Claim:
        governor = clauses.govern(tokens.root)
        keep = frozenset(t.i for t in tokens)
        clause = clauses.clause_of(governor.predicate, keep=keep)
        attribution = speaker_of(value.span, self._reading.attributions)
        sentence = tokens.root.sent
        return Claim(
            id="",
            article_id=self._reading.article.id,
            span=value.span,
            surface=value.surface,
            sentence=_trim(sentence),
            slot=slot,
            value=value,
            predicate=_measured(value) or predicate_class(clauses.content_predicate(governor)),
            role=governor.role,
            frame=self._text(clause, keep=keep, slot=slot),
            entities=self._entities(clause, keep),
            words=self._words(clause, keep),
            when=self._when(clause, value),
            era=self._era(clause, sentence, value),
            places=self._places(clause, keep),
            owner=self._owner(value, tokens),
            speaker=self._speaker_name(attribution),
            modality=modality_at(tokens.root, self._reading.attributions),
            negated=is_negated(governor.predicate),
        )

    def _owner(self, value: Value, tokens: DocSpan) -> str:
        """Return the entity whose age a value is: "Ada Holm, 7", "7-year-old Ada Holm", "Holm was 7", else ""."""
        if _measured(value) != _AGE:
            return ""
        doc = self._doc
        behind = doc[tokens[-1].i + 1 : tokens[-1].i + 2]
        before = doc[max(0, tokens[0].i - 2) : tokens[0].i]
        candidates = [before[0]] if len(before) > 1 and before[1].text in {",", "("} else []
        candidates += [*behind, *(child for child in tokens.root.head.children if child.dep_ == "nsubj")]
        mentions = (self._mention_of(token) for token in candidates if token.pos_ == "PROPN")
        named = (mention for mention in mentions if mention is not None and mention.label == "person")
        return next((mention.entity for mention in named), "")

    def _speaker_name(self, attribution: Attribution | None) -> str | None:
        if attribution is None or attribution.speaker is None:
            return None
        mention = self._mention_in(attribution.speaker)
        speaker = self._tokens(attribution.speaker)
        # "The Japanese ministry" is a ministry: a nationality inside it names nobody.
        names_it = mention is not None and (mention.label != "group" or speaker.root.i in self._indices(mention))
        return mention.canonical if mention is not None and names_it else " ".join(speaker.text.split())

    def _indices(self, mention: EntityMention) -> frozenset[int]:
        return frozenset(token.i for token in self._tokens(mention.span))

    @cached_property
    def _mention_at(self) -> dict[int, EntityMention]:
        return {t.i: m for m in self._reading.mentions for t in self._tokens(m.span)}

    @cached_property
    def _time_at(self) -> dict[int, TimeExpression]:
        return {t.i: time for time in self._reading.times for t in self._tokens(time.span)}

    @cached_property
    def _quantity_at(self) -> frozenset[int]:
        return frozenset(
            t.i for q in self._reading.quantities for t in self._tokens(q.span) if t.like_num or t.is_digit
        )

    def _entities(self, clause: Sequence[Token], keep: frozenset[int]) -> tuple[str, ...]:
        return tuple(
            sorted({self._mention_at[t.i].entity for t in clause if t.i in self._mention_at and t.i not in keep})
        )

    def _words(self, clause: Sequence[Token], keep: frozenset[int]) -> tuple[str, ...]:
        plain = {
            predicate_class(t) if t.pos_ == "VERB" else t.lemma_.lower()
            for t in clause
            if t.i not in keep and t.pos_ in {"VERB", "NOUN", "ADJ", "ADV", "PROPN"} and not t.is_stop
        }
        return tuple(sorted(plain | {name for t in clause if (name := clauses.numbered_event(t))}))

    def _places(self, clause: Sequence[Token], keep: frozenset[int]) -> tuple[str, ...]:
        mentions = (self._mention_at.get(t.i) for t in clause if t.i not in keep)
        return tuple(sorted({m.entity for m in mentions if m is not None and m.label == "place"}))

    def _when(self, clause: Sequence[Token], value: Value) -> tuple[datetime, datetime] | None:
        for token in clause:
            time = self._time_at.get(token.i)
            if time is not None and time is not value and time.begin and time.end:
                return (time.begin, time.end)
        return None

    def _era(self, clause: Sequence[Token], sentence: DocSpan, value: Value) -> str:
        """Return the era of the clause, else of its sentence, else of the sentence that it continues."""
        if isinstance(value, TimeExpression) or _measured(value) == _AGE:
            return ""
        at = self._tokens(value.span).root.i
        own = era_of(clause, self._time_at, self._reading.article.published_on, value=at)
        if own is None:
            own = self._era_by_sentence[sentence.start]
            if own == SINCE:
                own = era_of(sentence, self._time_at, self._reading.article.published_on, value=at)
        return own or ""

    @cached_property
    def _era_by_sentence(self) -> dict[int, str | None]:
        return eras_by_sentence(self._doc, self._time_at, self._reading.article.published_on)

    def _text(self, clause: Sequence[Token], *, keep: frozenset[int], slot: Slot) -> str:
        """Return the clause with the value masked, names in full, other times and numbers dropped."""
        pieces: list[str] = []
        masked = False
        last: EntityMention | None = None
        for token in self._around(clause, keep):
            mention = self._mention_at.get(token.i)
            if token.i in keep:
                if not masked:
                    pieces.append(_MASK[slot])
                masked = True
            elif mention is not None:
                if mention is not last:
                    pieces.append(mention.canonical)
            elif token.i in self._time_at or token.i in self._quantity_at or token.is_space:
                pass
            elif not token.is_punct:
                pieces.append(token.lower_)
            last = mention
        return " ".join(pieces)

    def _around(self, clause: Sequence[Token], keep: frozenset[int]) -> Sequence[Token]:
        if len(clause) <= _MAX_FRAME_TOKENS:
            return clause
        middle = next((n for n, token in enumerate(clause) if token.i in keep), 0)
        start = max(0, min(middle - _MAX_FRAME_TOKENS // 2, len(clause) - _MAX_FRAME_TOKENS))
        return clause[start : start + _MAX_FRAME_TOKENS]


def _is_adjective(value: Value, tokens: DocSpan) -> bool:
    """Whether a nationality only describes a noun: "Turkish border" is no answer about Turks."""
    return isinstance(value, EntityMention) and value.label == "group" and tokens.root.dep_ in {"amod", "compound"}


def _is_listener(value: Value, tokens: DocSpan) -> bool:
    """Whether a body is only whom somebody told something: "told the Merrow Times" is news of no newspaper."""
    root = tokens.root
    is_body = isinstance(value, EntityMention) and value.label == "organisation"
    return is_body and root.dep_ in {"dobj", "dative"} and root.head.lemma_ == "tell"


def _is_full_name(mention: EntityMention) -> bool:
    return " " in mention.surface.strip() and mention.surface[:1].isupper()


def _measured(value: Value) -> str:
    return value.measured if isinstance(value, Quantity) else ""


def _passage(named: DocSpan, said: DocSpan) -> Span:
    """Return the sentence that names a speaker, with what is said where that stands in the sentence beside it."""
    first, last = sorted((named, said), key=lambda sentence: sentence.start)
    between = named.doc.text[first.end_char : last.start_char]
    if first.end < last.start or "\n" in f"{first.text.rstrip(' ')}{between}":
        return _trim(said)
    start, end = _trim(first).start, _trim(last).end
    return Span(start, end) if end - start <= _MAX_PASSAGE else _trim(said)


def _trim(sentence: DocSpan) -> Span:
    """Return the sentence's code points without white space at its ends."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, sentence.end_char - (len(text) - len(text.rstrip())))
