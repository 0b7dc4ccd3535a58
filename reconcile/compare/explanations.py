"""The one sentence an editor acts on: who says what, and why that is a conflict, an update or none.

Outlets and holders are named with their values, so that the sentence stands without its table.
Everything here is words: which claims decide a verdict, and which verdict, is settled before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from reconcile.compare.questions_words import words
from reconcile.types import (
    Article,
    Claim,
    EntityMention,
    Modality,
    Phrase,
    Quantity,
    Slot,
    State,
    TimeExpression,
    Verdict,
)

# Outlets that a sentence names before it counts the rest.
_MAX_NAMED = 2
# Steps of a story that one sentence tells; of more, the first and the last ones.
_MAX_STEPS = 4
# Code points of a value's words: more is no value but a sentence, and stands in the table.
_MAX_VALUE = 60
_BOTH_TRUE = "can both be true"


def explain(
    verdict: Verdict,
    pair: tuple[Claim, Claim],
    *,
    reason: str,
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
) -> str:
    """Return why a finding has its verdict, as one sentence that names outlets, holders and values.

    Args:
        verdict: The finding's verdict.
        pair: The two claims that decided it.
        reason: What the comparison of the two said.
        claims: All claims of the finding; outlets that say what one of the two says are named with it.
        articles: The run's articles by id.
    """
    desk, (left, right) = _Desk(claims, articles), pair
    match verdict:
        case Verdict.CONFLICT if left.article_id == right.article_id:
            told = desk.explain_holders(left, right)
        case Verdict.CONFLICT:
            told = desk.explain_conflict(left, right, reason)
        case Verdict.SUPERSEDED:
            told = desk.explain_steps(left, right)
        case Verdict.COMPATIBLE:
            told = desk.explain_compatible(left, right, reason)
        case _:
            told = desk.explain_agreement(left)
    return _sentence(told)


class _Desk:
    """The claims of one finding, and how their outlets, holders and days are named."""

    def __init__(self, claims: Sequence[Claim], articles: Mapping[str, Article]) -> None:
        self._claims = claims
        self._articles = articles

    def explain_holders(self, left: Claim, right: Claim) -> str:
        outlet = _outlet(self._articles[left.article_id])
        first, second = sorted((left, right), key=lambda claim: claim.order)
        told = ", ".join(f"{_holder(claim)} says {name_value(claim)}" for claim in (first, second))
        return f"Two holders in one article ({outlet}) differ: {told}; {_why_not_both(first, second)}"

    def explain_conflict(self, left: Claim, right: Claim, reason: str) -> str:
        exclusive = reason if isinstance(left.value, Phrase) else _why_not_both(left, right)
        return f"{self.sides(left, right)}: {exclusive}{self._days_apart(left, right)}"

    def explain_compatible(self, left: Claim, right: Claim, reason: str) -> str:
        if _answer(left) != _answer(right):
            return f"{self.sides(left, right)}: {_why_both(left, right, reason)}"
        narrowed = re.search(r"only one of them is narrowed by “[^”]+”", reason)
        doubt = narrowed.group() if narrowed else "the words leave open whether they count the same"
        return f"{self.explain_agreement(left)}, though {doubt}"

    def explain_steps(self, left: Claim, right: Claim) -> str:
        if Modality.PLANNED in {left.modality, right.modality} and left.modality is not right.modality:
            plan, outcome = sorted((left, right), key=lambda claim: claim.modality is not Modality.PLANNED)
            return (
                f"{self._voice(plan)} tells {name_value(plan)} as planned, "
                f"{self._voice(outcome)} {name_value(outcome)} as what happened"
            )
        steps = self._steps(left, right)
        if len(steps) == 1:
            steps = sorted((left, right), key=self._age)
        *earlier, latest = [f"{name_value(claim)} ({self._dated(claim)})" for claim in steps]
        if len(earlier) >= _MAX_STEPS:
            earlier = [earlier[0], "…", *earlier[2 - _MAX_STEPS :]]
        days = {self._articles[claim.article_id].published_on for claim in steps}
        # Within one day nothing shows which was told last.
        told = "all" if steps[2:] else "both"
        moved = "the story moved on" if len(days) > 1 or None in days else f"{told} of one day, so likely an update"
        return f"First {', then '.join(earlier)}, now {latest}: {moved}".replace(", then …", ", …")

    def explain_agreement(self, claim: Claim) -> str:
        told = [self._articles[article_id] for article_id in dict.fromkeys(c.article_id for c in self._claims)]
        outlets = dict.fromkeys(_outlet(article) for article in told)
        origins = {article.origin or article.id for article in told}
        n_voices, kind = (len(outlets), "outlets") if len(outlets) > 1 else (len(told), "articles")
        if n_voices < 2:
            return f"{self._voice(claim)} says {self._name(claim)}"
        many = "Both" if n_voices == 2 else f"All {n_voices}"
        one_text = ", but from one text" if len(origins) == 1 else ""
        return f"{many} {kind} say {self._name(claim)}{one_text}"

    def sides(self, left: Claim, right: Claim) -> str:
        """Return "The Courier (the ministry) gives 30 minutes, the Post and one more outlet 45 minutes"."""
        first, n_first = self._side(left)
        second, _ = self._side(right)
        verb = "gives" if isinstance(left.value, Quantity | TimeExpression) else "says"
        verb = verb if n_first == 1 else verb.removesuffix("s")
        return f"{first} {verb} {self._name(left)}, {second} {self._name(right)}"

    def _name(self, claim: Claim) -> str:
        """Return a claim's answer in the shortest words that its own article or another has for it."""
        same = [claim, *(other for other in self._claims if _answer(other) == _answer(claim))]
        if isinstance(claim.value, EntityMention):
            is_read = all(other.surface.lower() in words("pronouns") for other in same)
            return f"{name_value(claim)} (read from “{_plain(claim.surface)}”)" if is_read else name_value(claim)
        return min((name_value(other) for other in same), key=lambda name: (len(name), name))

    def _side(self, claim: Claim) -> tuple[str, int]:
        """Return the outlets that give a claim's answer, and how many they are."""
        holder_by_outlet: dict[str, str] = {}
        for other in (claim, *(c for c in self._claims if _answer(c) == _answer(claim))):
            holder_by_outlet.setdefault(_outlet(self._articles[other.article_id]), _speaker(other))
        holders = set(holder_by_outlet.values())
        # One holder whom all of them quote is named once, behind the last of them.
        shared = f" ({holders.pop()})" if len(holders) == 1 and len(holder_by_outlet) > 1 and "" not in holders else ""
        names = [outlet if shared else self._voice_of(outlet, holder) for outlet, holder in holder_by_outlet.items()]
        rest = len(names) - _MAX_NAMED
        if rest > 0:
            return f"{', '.join(names[:_MAX_NAMED])} and {'one' if rest == 1 else rest} more{shared}", len(names)
        return " and ".join(names) + shared, len(names)

    def _voice(self, claim: Claim) -> str:
        return self._voice_of(_outlet(self._articles[claim.article_id]), _speaker(claim))

    @staticmethod
    def _voice_of(outlet: str, holder: str) -> str:
        return f"{outlet} ({holder})" if holder and holder.casefold() not in outlet.casefold() else outlet

    def _dated(self, claim: Claim) -> str:
        article = self._articles[claim.article_id]
        return f"{_outlet(article)}, {_day(article.published_on)}" if article.published_on else _outlet(article)

    def _steps(self, left: Claim, right: Claim) -> list[Claim]:
        """Return the first claim of each answer, oldest first; a number that does not grow is no step."""
        first_by_answer: dict[tuple[object, ...], Claim] = {}
        largest = float("-inf")
        for claim in sorted((left, right, *self._claims), key=self._age):
            if _size(claim) > largest or (_size(claim) == largest and not isinstance(claim.value, Quantity)):
                largest = _size(claim)
                first_by_answer.setdefault(_answer(claim), claim)
        return list(first_by_answer.values())

    def _age(self, claim: Claim) -> tuple[object, ...]:
        published = self._articles[claim.article_id].published_on
        # Undated articles have no place among the days; their numbers alone put them in order.
        return (published or date.min, _size(claim), claim.article_id, claim.order)

    def _days_apart(self, left: Claim, right: Claim) -> str:
        """Return what the two days say about an update, where both are known."""
        days = [self._articles[claim.article_id].published_on for claim in (left, right)]
        if days[0] is None or days[1] is None:
            return ""
        if days[0] == days[1]:
            return f", and both are of {_day(days[0])}"
        earlier, later = (left, right) if days[0] < days[1] else (right, left)
        falls = isinstance(left.value, Quantity) and _size(later) < _size(earlier)
        which = "the later one gives less" if falls else "published on different days"
        return f"; {which} ({_day(min(days[0], days[1]))} and {_day(max(days[0], days[1]))})"


def name_value(claim: Claim) -> str:
    """Return a claim's answer as an explanation names it."""
    match claim.value:
        case State(answer=answer):
            return f"“{_plain(answer)}”"
        case EntityMention(canonical=canonical):
            return _plain(canonical)
        case TimeExpression() as time:
            return _name_time(time)
        case Quantity(surface=surface):
            return _lower_number(_plain(surface))
        case Phrase(surface=surface):
            return f"“{_plain(surface)}”"


def _name_time(time: TimeExpression) -> str:
    """Return the words of a time, with the day that they mean where they do not say it."""
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", time.edtf)
    surface = re.sub(r"['’]s$", "", _plain(time.surface))
    return f"“{surface}” ({_day(date.fromisoformat(time.edtf))})" if day else f"“{surface}”"


def _lower_number(surface: str) -> str:
    first, space, rest = surface.partition(" ")
    return (first.lower() if first.istitle() and first.isalpha() else first) + space + rest


def _why_not_both(left: Claim, right: Claim) -> str:
    """Return why two answers exclude each other, in words that name what kind of answer they are."""
    if isinstance(left.value, Quantity) and isinstance(right.value, Quantity):
        exact = all(q.low == q.high for q in (left.value, right.value))
        return "no rounding joins the two" if exact else "the two ranges do not meet"
    if isinstance(left.value, TimeExpression):
        return "the two times do not meet"
    if isinstance(left.value, State):
        return "both cannot hold at once"
    kinds = {Slot.PERSON: "people", Slot.ORGANISATION: "organisations", Slot.PLACE: "places"}
    return f"two different {kinds.get(left.slot, 'answers')}"


def _why_both(left: Claim, right: Claim, reason: str) -> str:
    """Return why two different answers do not exclude each other."""
    if isinstance(left.value, Phrase):
        return "one says the same in more words"
    if _BOTH_TRUE not in reason and not reason.startswith("both"):
        return f"both can be true, since {reason}"
    if not isinstance(left.value, Quantity) or not isinstance(right.value, Quantity):
        return "both can be true, since one says it less exactly"
    if any(q.low is None or q.high is None for q in (left.value, right.value)):
        return "both can be true, since one gives a limit and no exact number"
    units = "the units differ and " if left.value.unit != right.value.unit else ""
    return f"both can be true, since {units}rounding leaves room"


def _answer(claim: Claim) -> tuple[object, ...]:
    """Return what makes two answers the same."""
    if isinstance(claim.value, Quantity):
        return (claim.value.low, claim.value.high, claim.value.unit)
    return (name_value(claim).casefold(),)


def _size(claim: Claim) -> float:
    match claim.value:
        case State(rank=rank):
            return float(rank)
        case Quantity(low=low, high=high):
            bound = low if low is not None else high
            return float(bound) if bound is not None else 0.0
        case _:
            return 0.0


def _outlet(article: Article) -> str:
    return _plain(article.publisher or article.id)


def _speaker(claim: Claim) -> str:
    """Return who is quoted; a pronoun names nobody."""
    speaker = _plain(claim.speaker or "")
    return "" if speaker.lower() in words("pronouns") else speaker


def _holder(claim: Claim) -> str:
    """Return who holds an answer, with an article where a common noun needs one."""
    holder = _speaker(claim) or "one holder"
    first = holder.split(" ")[0]
    if holder[:1].isupper() and first.lower() not in words("determiners"):
        return holder
    holder = holder[:1].lower() + holder[1:]
    is_bare = first.lower() not in words("determiners") and not first.endswith("s")
    return f"the {holder}" if is_bare else holder


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _plain(text: str) -> str:
    """Return words of an article fit for a sentence: on one line, without double quotation marks, not too long."""
    folded = re.sub(r"(?<=\d), (?=\d{3}\b)", ",", " ".join(re.sub(r"[“”\"„«»]", "", text).split()))
    return folded if len(folded) <= _MAX_VALUE else folded[:_MAX_VALUE].rsplit(" ", 1)[0] + " …"


def _sentence(told: str) -> str:
    return told.rstrip(". ") + "."
