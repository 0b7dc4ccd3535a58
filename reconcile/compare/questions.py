"""Put a group of claims as the plain question that an editor reads.

The best question comes from what the claims are ("How many children were killed?"), the next
best from a sentence plain enough to be turned ("Where was the summit held?"); where neither
comes out clean, the sentence itself is quoted with an ellipsis for what is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from reconcile.compare.questions_clauses import (
    Blank,
    ask_about,
    ask_elsewhere,
    ask_owner,
    ask_subject,
    blank,
    clip,
    has_verb,
    may_end,
)
from reconcile.compare.questions_counts import ask_amount, ask_count, ask_number_in_clause, counted, way
from reconcile.compare.questions_words import words
from reconcile.types import OFFICE, Article, Claim, EntityMention, FactGroup, Finding, Quantity, Slot, State

# Code points: what fits into one line of a report's heading.
_MAX_QUESTION = 120
_MAX_QUOTED = 90
# A label is made of words of the article, which may be long.
_MAX_LABEL = 40
_MAX_TITLE_WORDS = 4
_MIN_QUOTED = 20
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
# For a sentence of which nothing is left to quote.
_BARE_BY_SLOT = {
    Slot.QUANTITY: "Which number is given?",
    Slot.TIME: "Which time is given?",
    Slot.PLACE: "Which place is named?",
    Slot.PERSON: "Who is named?",
    Slot.ORGANISATION: "Who is named?",
    Slot.SPEAKER: "Who is quoted?",
    Slot.STATUS: "What is said?",
    Slot.OTHER: "What is named?",
}
_QUOTES = re.compile(r"[“”\"]")
# What stands between the words said and the verb of saying: ", the ministry's spokesman".
_SPEAKER_WORDS = re.compile(r"[,\"”]\s*(?:[\w’'-]+\s+){0,4}$")
_IS_DATE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July)\b|August\b|(?:Sept|Oct|Nov|Dec)"
)
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
        return _with_era(made, claims, articles)
    gaps = [_blank_of(claim, articles) for claim in claims]
    return _quoting(group, next((gap for gap in gaps if len(gap.before) + len(gap.after) > _MIN_QUOTED), gaps[0]))


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
        return _ask_office(claims, articles)
    return None


def _ask_office(claims: Sequence[Claim], articles: Mapping[str, Article]) -> str | None:
    """Return "Who is the police chief?" where the claims name the holder of an office."""
    titles = Counter(claim.frame.removeprefix("who is ") for claim in claims if claim.predicate == OFFICE)
    if not titles:
        return None
    title = min(titles, key=lambda name: (-titles[name], len(name), name))
    is_long = len(title.split()) > _MAX_TITLE_WORDS or bool((words("prepositions") | {"old"}) & set(title.split()))
    holders = " ".join(_names(claim) for claim in claims).lower()
    is_title = title.replace(" ", "").replace("-", "").isalpha() and not title.endswith("ed")
    if not is_title or is_long or any(word in holders for word in title.split()):
        return None
    return f"Who is the {_as_written(title, claims, articles)}?"


def _as_written(title: str, claims: Sequence[Claim], articles: Mapping[str, Article]) -> str:
    """Return a title with the small words that its lemmas lost: "minister trade" as "minister of trade"."""
    pattern = re.compile(r"\W+(?:of\W+(?:the\W+)?)?".join(map(re.escape, title.split())), re.IGNORECASE)
    for claim in claims:
        found = pattern.search(articles[claim.article_id].text, claim.sentence.start, claim.sentence.end)
        if found:
            return " ".join(found.group().lower().split())
    return title


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
    """Return the question that one claim's sentence can be turned into."""
    if claim.slot is Slot.QUANTITY:
        return ask_number_in_clause(claims, gap)
    return _TURN_BY_SLOT[claim.slot](claim, gap)


def _turn_time(claim: Claim, gap: Blank) -> str | None:
    return ask_elsewhere(gap, "When", keep_preposition=False)


def _turn_name(claim: Claim, gap: Blank) -> str | None:
    if _owns(claim, gap):
        return ask_owner(gap)
    return ask_subject(gap, "Who") or ask_elsewhere(gap, "Who", keep_preposition=True)


def _turn_status(claim: Claim, gap: Blank) -> str | None:
    return ask_about(gap)


def _turn_phrase(claim: Claim, gap: Blank) -> str | None:
    first = claim.surface.split(" ")[0].lower()
    if first in words("prepositions"):
        # The value has its preposition with it: "by telephone" says how.
        return ask_elsewhere(gap, "How", keep_preposition=False) if first == "by" else None
    return ask_subject(gap, "What") or ask_elsewhere(gap, "What", keep_preposition=True)


def _owns(claim: Claim, gap: Blank) -> bool:
    return bool(_POSSESSIVE.search(claim.surface)) or gap.after.startswith(("'s ", "’s "))


def _turn_place(claim: Claim, gap: Blank) -> str | None:
    if not gap.before and _DATELINE_PLACE.match(claim.surface):
        return "Where was the report filed?"
    if _owns(claim, gap):
        return None
    last = gap.before.split(" ")[-1].lower()
    if last in {"in", "at", "near", "inside", "outside", "on"}:
        return ask_elsewhere(gap, "Where", keep_preposition=False)
    if last in {"to", "from"}:
        return ask_elsewhere(gap, "Where", keep_preposition=True)
    return ask_subject(gap, "Which place")


def _turn_speech(claim: Claim, gap: Blank) -> str | None:
    """Return "Who said that …?" from what stands before or behind the speaker and the verb of saying."""
    verb, _, content = gap.after.partition(" ")
    if verb.lower() in words("reporting") and has_verb(content):
        said = content.removeprefix("that ")
    elif re.sub(r"\W", "", verb).lower() in words("reporting") and has_verb(gap.before):
        said = _SPEAKER_WORDS.sub("", gap.before + " ")
    else:
        return None
    said = re.sub(r"\s+(?:the|an?)$", "", said.strip(' ,."“”'))
    if len(said) > _MAX_QUOTED:
        said = "… " + said[-_MAX_QUOTED:].partition(" ")[2]
    if len(said) < _MIN_QUOTED or re.search(r"[\"“”;:]", said):
        return None
    return f"Who said: “{said}”?"


_TURN_BY_SLOT: dict[Slot, Callable[[Claim, Blank], str | None]] = {
    Slot.TIME: _turn_time,
    Slot.PLACE: _turn_place,
    Slot.PERSON: _turn_name,
    Slot.ORGANISATION: _turn_name,
    Slot.SPEAKER: _turn_speech,
    Slot.STATUS: _turn_status,
    Slot.OTHER: _turn_phrase,
}


def _with_era(question: str, claims: Sequence[Claim], articles: Mapping[str, Article]) -> str:
    """Return the question with the time of the background that it asks about."""
    eras = Counter(claim.era if _stands_in_clause(claim, articles[claim.article_id]) else "" for claim in claims)
    era, n_claims = max(sorted(eras.items()), key=lambda pair: pair[1])
    when = _era_in_words(era)
    return _add(question, when) if when and n_claims * 2 > len(claims) and when not in question else question


def _stands_in_clause(claim: Claim, article: Article) -> bool:
    """Whether the era's year stands in the value's own clause, not across a comma and an "and"."""
    year = article.text.find(claim.era[:3], claim.sentence.start, claim.sentence.end) if claim.era else -1
    if year < 0:
        return False
    first, last = sorted((year, claim.span.start))
    return not re.search(r"[,;]\s+(?:and|but|while)\b", article.text[first:last])


def _era_in_words(era: str) -> str:
    if re.fullmatch(r"\d{4}", era):
        return f"in {era}"
    if re.fullmatch(r"\d{3}X", era):
        return f"in the {era[:3]}0s"
    return ""


def _quoting(group: FactGroup, gap: Blank) -> str:
    """Return the question as the claim's own clause, an ellipsis for what is asked."""
    word = _question_word(group, gap)
    if word.startswith("How many ") and counted(group.claims) in gap.after:
        word = "How many"
    quoted = _QUOTES.sub("", clip(gap, _MAX_QUOTED - len(word)))
    return f"{word}: “{quoted}”" if len(quoted) > 4 else _BARE_BY_SLOT[group.slot]


def _question_word(group: FactGroup, gap: Blank) -> str:
    """Return the word or words that a quoted clause is asked with."""
    if group.slot is Slot.QUANTITY:
        return way(group.claims)
    if any(isinstance(claim.value, EntityMention) and claim.value.label == "group" for claim in group.claims):
        return "Which group"
    is_place = gap.before.split(" ")[-1].lower() in words("prepositions") - {"of"}
    if group.slot is Slot.PLACE and not (is_place and may_end(gap.after)):
        return "Which place"
    return _WORD_BY_SLOT[group.slot]


def _labels(groups: Sequence[FactGroup], articles: Mapping[str, Article]) -> tuple[str, ...]:
    """Return what sets groups that ask the same apart: the first kind of label that differs for all."""
    kinds: list[Callable[[FactGroup], str]] = [
        _era,
        _scope,
        lambda group: _place(group, articles),
        _day,
        lambda group: _outlets(group, articles),
    ]
    so_far = tuple("" for _ in groups)
    for kind in kinds:
        labels = tuple(kind(group) for group in groups)
        joined = tuple(", ".join(filter(None, pair)) for pair in zip(so_far, labels, strict=True))
        if len(set(labels)) == len(labels):
            return labels
        if len(set(joined)) > len(set(so_far)):
            so_far = joined
        if len(set(so_far)) == len(so_far):
            return so_far
    # A number is a poor name, but it keeps apart what the words do not.
    return tuple(f"{label}; no. {number}".lstrip("; ") for number, label in enumerate(so_far, start=1))


def _era(group: FactGroup) -> str:
    return _era_in_words(_commonest(claim.era for claim in group.claims))


def _scope(group: FactGroup) -> str:
    scopes = (" ".join(c.value.scope) for c in group.claims if isinstance(c.value, Quantity) and c.value.scope)
    return _commonest(scope for scope in scopes if len(scope) <= _MAX_LABEL and scope != scope.lower())


def _place(group: FactGroup, articles: Mapping[str, Article]) -> str:
    """Return the place that most of the group's sentences name after a preposition."""
    found = []
    for claim in group.claims:
        sentence = articles[claim.article_id].text[claim.sentence.start : claim.sentence.end]
        names = {" ".join(match.group(1).split()) for match in _NAMED_PLACE.finditer(sentence)}
        found += sorted(name for name in names if not _IS_DATE.match(name))
    place = _commonest(found)
    return f"in {place}" if found.count(place) * 2 > len(group.claims) and len(place) <= _MAX_LABEL else ""


def _day(group: FactGroup) -> str:
    days = [
        claim.when[0] for claim in group.claims if claim.when and claim.when[1] - claim.when[0] <= timedelta(days=1)
    ]
    return _commonest(f"on {day.day} {day:%b %Y}" for day in days)


def _outlets(group: FactGroup, articles: Mapping[str, Article]) -> str:
    told = [articles[claim.article_id] for claim in group.claims]
    names = dict.fromkeys(article.publisher or article.id for article in told)
    label = ", ".join(list(names)[:2])
    return f"as told by {label}" if len(label) <= _MAX_LABEL else ""


def _commonest(labels: Iterable[str]) -> str:
    counts = Counter(labels)
    return min(counts, key=lambda label: (-counts[label], label)) if counts else ""


def _add(question: str, label: str) -> str:
    """Return the question with a label behind it: "How many were killed (in 2004)?"."""
    if not label:
        return question
    is_plain = label.startswith(("in ", "on ", "from ")) and not re.search(r"[(“]|, ", question + label)
    added = label if is_plain else f"({label})"
    return f"{question[:-1]} {added}?" if question.endswith("?") else f"{question} {added}"
