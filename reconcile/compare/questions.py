"""Put a group of claims as the plain question that an editor reads.

The best question comes from what the claims are ("How many children were killed?"), the next
best from a sentence plain enough to be turned ("Where was the summit held?"); where neither
comes out clean, the sentence itself is quoted with an ellipsis for what is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from reconcile.compare.questions_clauses import Blank, ask_elsewhere, ask_owner, ask_subject, blank, clip
from reconcile.compare.questions_counts import ask_amount, ask_count, ask_number_in_clause, counted, way
from reconcile.compare.questions_words import table, words
from reconcile.types import Article, Claim, EntityMention, FactGroup, Finding, Phrase, Quantity, Slot, State

# Code points: what fits into one line of a report's heading.
_MAX_QUESTION = 120
_MAX_QUOTED = 90
# A label is made of words of the article, which may be long.
_MAX_LABEL = 40
_DATELINE_PLACE = re.compile(r"^[^a-z]{0,30}$")
_POSSESSIVE = re.compile(r"(?:['’]s?|^(?:his|her|its|their))$", re.IGNORECASE)
_WORD_BY_SLOT = {
    Slot.TIME: "When",
    Slot.PLACE: "Where",
    Slot.PERSON: "Who",
    Slot.ORGANISATION: "Who",
    Slot.SPEAKER: "Who said it",
    Slot.STATUS: "What is said",
    Slot.OTHER: "What",
}
_NAMED_PLACE = re.compile(r"\b(?:in|at|near|outside|on)\s+((?:[A-Z][\w’'-]+\s?){1,3})")


def ask(group: FactGroup, articles: Mapping[str, Article]) -> str:
    """Return the question in plain words, never empty, on one line, at most 160 code points.

    Args:
        group: Claims that answer one question.
        articles: The run's articles by id.
    """
    claims = sorted(group.claims, key=_by_worth(group.claims))
    made = _made_of_values(group, claims, articles) or _made_of_sentences(claims, articles)
    if made:
        return _with_era(made, claims)
    return _quoting(group, claims[0], _blank_of(claims[0], articles))


def distinguish(rows: Sequence[tuple[FactGroup, Finding]], articles: Mapping[str, Article]) -> tuple[Finding, ...]:
    """Return the findings in their order, with questions of the same words told apart.

    Two findings of one report that ask the same get what sets them apart behind the question:
    the time or the place told of, the set counted, or, where these are the same, the outlet's words.
    """
    by_question: dict[str, list[int]] = {}
    for number, (_, finding) in enumerate(rows):
        by_question.setdefault(finding.subject.casefold(), []).append(number)
    subjects = [finding.subject for _, finding in rows]
    for numbers in by_question.values():
        if len(numbers) > 1:
            labels = _labels([rows[number][0] for number in numbers], articles)
            for number, label in zip(numbers, labels, strict=True):
                subjects[number] = _add(subjects[number], label)
    return tuple(
        finding if finding.subject == subject else replace(finding, subject=subject)
        for (_, finding), subject in zip(rows, subjects, strict=True)
    )


def _by_worth(claims: Sequence[Claim]) -> Callable[[Claim], tuple[object, ...]]:
    """Return the key that puts the claim of the commonest value in the shortest sentence first."""
    counts = Counter(claim.surface.lower() for claim in claims)
    return lambda c: (-counts[c.surface.lower()], c.sentence.end - c.sentence.start, c.article_id, c.order)


def _blank_of(claim: Claim, articles: Mapping[str, Article]) -> Blank:
    return blank(articles[claim.article_id].text, claim.span.start, claim.span.end, within=claim.sentence)


def _made_of_values(group: FactGroup, claims: Sequence[Claim], articles: Mapping[str, Article]) -> str | None:
    """Return the question that the values' own classes make."""
    value = claims[0].value
    if isinstance(value, State):
        return value.asks
    if isinstance(value, Quantity):
        amounts = (ask_amount(claims, _blank_of(claim, articles)) for claim in claims)
        return ask_count(claims) or next((asked for asked in amounts if asked), None)
    if group.slot is Slot.PERSON:
        return _ask_office(claims)
    return None


def _ask_office(claims: Sequence[Claim]) -> str | None:
    """Return "Who is the police chief?" where the claims name the holder of an office."""
    titles = Counter(claim.frame.removeprefix("who is ") for claim in claims if claim.predicate == "office")
    if not titles:
        return None
    title = min(titles, key=lambda name: (-titles[name], len(name), name))
    holders = " ".join(_names(claim) for claim in claims).lower()
    is_title = title.replace(" ", "").replace("-", "").isalpha() and not title.endswith("ed")
    if not is_title or len(title) > _MAX_LABEL or any(word in holders for word in title.split()):
        return None
    return f"Who is the {title}?"


def _names(claim: Claim) -> str:
    return claim.value.canonical if isinstance(claim.value, EntityMention) else claim.surface


def _made_of_sentences(claims: Sequence[Claim], articles: Mapping[str, Article]) -> str | None:
    """Return the plainest question that some sentence of the group can be turned into."""
    predicates = Counter(claim.predicate for claim in claims)
    answers = {answer.lower() for claim in claims for answer in (claim.surface, _names(claim))}
    questions = []
    for claim in claims:
        asked = _turn(claim, claims, _blank_of(claim, articles))
        if asked and len(asked) <= _MAX_QUESTION and not _gives_away(asked, answers):
            is_vague = any(word in words("pronouns") for word in asked.lower().split()[2:4])
            questions.append((is_vague, -predicates[claim.predicate], len(asked), asked))
    return min(questions)[-1] if questions else None


def _gives_away(question: str, answers: set[str]) -> bool:
    """Whether a question holds one of its answers, as sentences that repeat a name do."""
    lowered = question.lower()
    return any(len(answer) > 3 and re.search(rf"\b{re.escape(answer)}\b", lowered) for answer in answers)


def _turn(claim: Claim, claims: Sequence[Claim], gap: Blank) -> str | None:
    match claim.slot:
        case Slot.QUANTITY:
            return ask_number_in_clause(claims, gap)
        case Slot.TIME:
            return ask_elsewhere(gap, "When", keep_preposition=False)
        case Slot.PLACE:
            return _turn_place(claim, gap)
        case Slot.PERSON | Slot.ORGANISATION:
            if _POSSESSIVE.search(claim.surface) or gap.after.startswith(("'s ", "’s ")):
                return ask_owner(gap)
            return ask_subject(gap, "Who") or ask_elsewhere(gap, "Who", keep_preposition=True)
        case Slot.SPEAKER:
            return _turn_speech(gap)
        case _:
            return ask_subject(gap, "What") or ask_elsewhere(gap, "What", keep_preposition=True)


def _turn_place(claim: Claim, gap: Blank) -> str | None:
    if not gap.before and _DATELINE_PLACE.match(claim.surface):
        return "Where was the report filed?"
    if _POSSESSIVE.search(claim.surface) or gap.after.startswith(("'s ", "’s ")):
        return None
    last = gap.before.split(" ")[-1].lower()
    if last in {"in", "at", "near", "inside", "outside", "on"}:
        return ask_elsewhere(gap, "Where", keep_preposition=False)
    if last in {"to", "from"}:
        return ask_elsewhere(gap, "Where", keep_preposition=True)
    return ask_subject(gap, "Which place") or ask_elsewhere(gap, "Which place", keep_preposition=True)


def _turn_speech(gap: Blank) -> str | None:
    """Return "Who said that …?" from what stands before or behind the speaker and the verb of saying."""
    verb, _, content = gap.after.partition(" ")
    if verb.lower() in words("reporting") and content:
        said = content.removeprefix("that ")
    elif re.match(rf"(?:{'|'.join(sorted(words('reporting')))})\b", gap.after) or not gap.after.strip("."):
        said = re.sub(r"[,\"”]\s*(?:\w+\s+){0,2}(?:the\s+)?$", "", gap.before + " ")
    else:
        return None
    said = said.strip(" ,.\"“”")
    if len(said) < 12 or len(said) > _MAX_QUOTED or re.search(r"[\"“”;:]", said):
        return None
    return f"Who said: “{said}”?"


def _with_era(question: str, claims: Sequence[Claim]) -> str:
    """Return the question with the time of the background that it asks about."""
    eras = Counter(claim.era for claim in claims)
    era, n_claims = max(sorted(eras.items()), key=lambda pair: pair[1])
    when = _era_in_words(era)
    return _add(question, when) if when and n_claims * 2 > len(claims) and when not in question else question


def _era_in_words(era: str) -> str:
    if re.fullmatch(r"\d{4}", era):
        return f"in {era}"
    if re.fullmatch(r"\d{3}X", era):
        return f"in the {era[:3]}0s"
    return ""


def _quoting(group: FactGroup, claim: Claim, gap: Blank) -> str:
    """Return the question as the claim's own clause, an ellipsis for what is asked."""
    word = way(group.claims) if group.slot is Slot.QUANTITY else _WORD_BY_SLOT[group.slot]
    if group.slot is Slot.QUANTITY and counted(group.claims) in gap.after and word.startswith("How many"):
        word = "How many"
    quoted = clip(gap, _MAX_QUOTED - len(word))
    return f"{word}: “{re.sub(r'[“”\"]', '', quoted)}”" if len(quoted) > 4 else f"{word} is meant by “{_short(claim)}”?"


def _short(claim: Claim) -> str:
    return " ".join(claim.surface.split())[:_MAX_LABEL]
