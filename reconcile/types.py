"""Every value that crosses a stage boundary.

Frozen, slotted, keyword-only dataclasses over tuples: a stage takes values and returns
values, so that each can be tested, cached and moved to another process alone. Standard
library only. Spans are half-open code points into `Article.text`, and
`article.text[span.start:span.end] == surface` always holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open code points `[start, end)` of an article's text."""

    start: int
    end: int


class Slot(StrEnum):
    """What kind of question a claim answers."""

    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    STATUS = "status"
    SPEAKER = "speaker"
    OTHER = "other"


class Verdict(StrEnum):
    """How the answers to one question relate; declared strongest first."""

    CONFLICT = "conflict"
    SUPERSEDED = "superseded"
    COMPATIBLE = "compatible"
    AGREEMENT = "agreement"


class Level(StrEnum):
    """Where two values stand on the comparison ladder of their slot."""

    NOT_COMPARABLE = "not comparable"
    EXACT = "exact"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"


class Modality(StrEnum):
    """How sure the article lets its reader be."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    HEDGED = "hedged"
    PLANNED = "planned"
    DENIED = "denied"


class TimeType(StrEnum):
    """The TIMEX3 types (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """One document as a reader found it, before anything was taken off.

    `content` is plain text or HTML (`media_type` says which); metadata that the container
    gave (a manifest row, front matter, JSON fields, a feed entry) comes in the other
    fields, and wins over what cleaning finds in the content itself.
    """

    id: str
    uri: str
    content: str
    media_type: str = "text/plain"
    publisher: str | None = None
    agency: str | None = None
    published: str | None = None
    modified: str | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    item_id: str | None = None
    version: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clutter:
    """A passage that cleaning kept apart from the article's own words, and why."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One outlet's text about the story, cleaned.

    `text` is the headline (where there is one), a blank line, then the body; `body_start`
    is the offset of the body. `published_on` is the day in the article's own time zone,
    `published_at` the aware UTC moment where one is known. `published_how` says in words
    where the date came from. `origin` is shared by all copies of one wire text.
    """

    id: str
    uri: str
    text: str
    body_start: int = 0
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    published_at: datetime | None = None
    published_inferred: bool = False
    published_how: str = "unknown"
    modified_at: datetime | None = None
    dateline: str | None = None
    language: str | None = None
    origin: str = ""
    copy_of: str | None = None
    clutter: tuple[Clutter, ...] = ()
    notes: tuple[str, ...] = ()
    item_id: str | None = None
    version: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """An input that could not be used, at which stage, and one sentence that says why."""

    uri: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its bounds and with what it counts or measures.

    `low`/`high` are inclusive bounds in `unit`, None for an open side: "at least 58" is
    (58, None), "about 900" (810, 990), "58" (58, 58). `unit` is "" for a plain count, "%",
    an ISO 4217 currency ("USD"), or a unit's canonical singular name ("kilometre", "year").
    `measured` is the class of what happens to the counted ("killed", "wounded", "arrested",
    "age", "price", "" where the words give none); `noun` is the lemma of the counted head
    noun ("child", "bus"; "" if none) and `scope` its narrowing words in sentence order
    ("Japanese", "from the valley"). `whole` is the span of the quantity this one is a part of.
    """

    span: Span
    surface: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    measured: str = ""
    noun: str = ""
    scope: tuple[str, ...] = ()
    modifier: str = ""
    ordinal: bool = False
    whole: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression resolved against its article's date and tense.

    `timex` is the TIMEX3 value ("2019-01-21", "2019-W07", "P2D", "PRESENT_REF"); `edtf` the
    same as EDTF where it names a date ("2019-01-21", "2019-02-10/2019-02-20", "197X"), else
    "". `begin`/`end` are naive local datetimes, half-open, None where the expression has no
    place on the calendar. `modifier` is TIMEX3's mod in lower case ("mid", "approx", ...).
    """

    span: Span
    surface: str
    type: TimeType
    timex: str
    edtf: str = ""
    begin: datetime | None = None
    end: datetime | None = None
    modifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A name, pronoun or role in the text and the canonical entity that it stands for.

    `label` is one of "person", "organisation", "place", "group" (nationalities, faiths).
    `entity` is the canonical entity's id, shared by all articles of a run; `canonical` its
    fullest name.
    """

    span: Span
    surface: str
    label: str
    entity: str
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is quoted (`speaker`), by which words (`cue`), saying what (`content`)."""

    speaker: Span | None
    cue: Span
    content: Span
    type: str = "indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A value in words, for slots without a ladder of their own (status, other)."""

    span: Span
    surface: str
    normal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """An answer to one of the questions of state that news keeps answering.

    `question` is the question's id ("condition", "custody"), `subject` whom it is asked of
    (a class such as "child", or an entity's id), `asks` the question in plain words, and
    `rank` the answer's place in the order in which a story moves through the answers. An answer
    holds the coarser ones that it `implies`, and `admits` others that can be true beside it; from
    any other it differs as `unlike` says.
    """

    span: Span
    surface: str
    question: str
    subject: str
    asks: str
    answer: str
    rank: int
    implies: tuple[str, ...] = ()
    unlike: Level = Level.CONFLICT
    admits: tuple[str, ...] = ()


Value = Quantity | TimeExpression | EntityMention | Phrase | State


# What a claim's `predicate`, `role` and `era` say beyond the words of its clause: who somebody is, whose
# something is, and that a count adds up over several events or a long time.
OFFICE = "office"
POSSESSOR = "possessor"
SINCE = "since"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value in one frame: what one sentence answers to one question.

    `predicate` is the class of the governing verb or event noun, `role` how the value hangs
    on it ("subject", "object", "attribute", "of", "in", ...). `frame` is the clause with the
    value masked and the speaker dropped: what is embedded to tell which claims answer one
    question, so it must not hold what decides the verdict. `entities` are the canonical
    names in the clause besides the value, `places` those of them that are places, `owner` the
    person whose age the value is ("" where nobody is named for it), `words` the clause's other
    content lemmas; `when` is the half-open interval in which the clause itself places what it
    tells. `era` is "" for the story's own days, else the time of the background told ("2004",
    "since" for a count over a long time). `order` is the claim's place among the
    claims of its article.
    """

    id: str
    article_id: str
    span: Span
    surface: str
    sentence: Span
    slot: Slot
    value: Value
    predicate: str
    role: str
    frame: str
    entities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    owner: str = ""
    words: tuple[str, ...] = ()
    when: tuple[datetime, datetime] | None = None
    era: str = ""
    speaker: str | None = None
    modality: Modality = Modality.ASSERTED
    negated: bool = False
    order: int = 0


def least_count(claim: Claim) -> float:
    """Return the lower bound of a claim's quantity, else its upper one; 0 where it has neither."""
    if not isinstance(claim.value, Quantity):
        return 0.0
    bound = claim.value.low if claim.value.low is not None else claim.value.high
    return float(bound) if bound is not None else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Claims that answer one question, and how sure that is.

    `cohesion` is the mean probability, over its pairs of claims, that both answer one question.
    """

    id: str
    event_id: str
    slot: Slot
    claims: tuple[Claim, ...]
    cohesion: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The level two values reach together, and the reason an editor reads."""

    level: Level
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One place where an article states a variant; mirrors the report's contract."""

    article_id: str
    quote: str
    surface: str
    span: Span
    speaker: str | None = None
    modality: Modality = Modality.ASSERTED
    claim_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of the rival or matching answers, with every place that states it."""

    value: str
    evidence: tuple[Evidence, ...]
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question, its variants and the verdict on how they relate.

    `subject` is the question in plain words, `explanation` the one sentence an editor acts
    on, `confidence` a probability in [0, 1] (`level` says it in words: high, medium, low).
    """

    id: str
    slot: Slot
    verdict: Verdict
    subject: str
    explanation: str
    confidence: float
    level: str
    n_origins: int
    variants: tuple[Variant, ...]
    event_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCompared:
    """A claim that was read and set against nothing, with the reason."""

    article_id: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a report: enough to make it again."""

    run_id: str
    version: str
    settings_digest: str
    spacy_model: str
    encoder_model: str
    generated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything one run found, in the order in which an editor should read it."""

    story: str
    provenance: Provenance
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]
    not_compared: tuple[NotCompared, ...] = ()
    skipped: tuple[Skip, ...] = ()
    n_claims_by_article: tuple[tuple[str, int], ...] = field(default=())
