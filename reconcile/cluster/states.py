"""Claims about states need no model: one event, one question, one subject is one fact.

Of an article that tells how a state changed only what it became counts. A person told of by
name and one told of as "the girl" are one where the event has no other girl to name.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from reconcile.cluster.ages import ages_by_article, ages_by_sentence, are_of_other_ages
from reconcile.cluster.comparisons import Sentence
from reconcile.types import Claim, FactGroup, Slot, State

# Share of such groups of the labelled stories that one fact's answers made up, where all
# say the same (34 of 36) and where they differ (9 of 11).
_COHESION_OF_ONE_ANSWER, _COHESION_OF_MORE = 0.9, 0.75
# Sentences of one article that an editor reads as the evidence of one answer.
_MAX_ROWS = 2
# A question about anyone: whoever is meant, the answer is the event's.
_ANYONE = "anyone"
_CHILD, _VICTIM, _SUSPECT = "child", "victim", "suspect"
_ADULTS = ("man", "woman")
_VICTIMS = frozenset({_CHILD, *_ADULTS, "officer"})
# Where all say so, the counts of the dead and the names tell it better.
_TOLD_BETTER = frozenset(
    {
        *((kind, "dead") for kind in (*_ADULTS, _VICTIM)),
        *((kind, "named") for kind in (*_ADULTS, _VICTIM, _CHILD, _SUSPECT)),
    }
)

# Nobody needs to be told that all call a town a town, or print one number for tips. A question's name ends at a colon.
_TOLD_WHERE_THEY_DIFFER = frozenset({"settlement", "number to call"})

_DEAD, _SAFE = "dead", frozenset({"out of danger", "released from hospital"})
_EVENT, _SEX = "event", "sex"
# Joins the names of several that a claim tells of together.
_AND = "+"
_TWO = 2
# What an article may tell of more than one of; a body's part or a place is one.
_SEVERAL = frozenset({_EVENT, _CHILD, _VICTIM, _SUSPECT, _ANYONE, *_ADULTS, "officer"})

_Asked = tuple[Claim, State]


def group_states(claims: Sequence[Claim], *, events: Mapping[str, int]) -> tuple[FactGroup, ...]:
    """Return the groups of states that answer one question about one subject of one event.

    Args:
        claims: Claims of all articles; those whose value is no `State` are passed over, and so is background.
        events: The event label of each article's id.
    """
    by_question: dict[tuple[int, str], list[_Asked]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.value, State) and not claim.era:
            by_question[events[claim.article_id], claim.value.question].append((claim, claim.value))
    ages = ages_by_sentence(claims)
    of_article = ages_by_article(ages)
    joined = {key: _join_listed(asked) for key, asked in by_question.items()}
    several = _kinds_of_several(joined)
    groups = (
        (event, question, subject, tuple(_in_the_end(told, subject)))
        for (event, question), asked in joined.items()
        for subject, told in _by_subject(
            asked, one_child=_is_one_child(by_question.get((event, _SEX), ())), several=several.get(event, frozenset())
        )
        if not _are_two_people(told, ages) and not (question == _SEX and _are_two_children(told, of_article))
    )
    return tuple(
        FactGroup(
            id=hashlib.sha256("\x1f".join((str(event), question, subject, group[0].id)).encode()).hexdigest()[:16],
            event_id=str(event),
            slot=Slot.STATUS,
            claims=group,
            cohesion=_cohesion(group),
        )
        for event, question, subject, group in groups
        if len(group) > 1 and (question.partition(":")[0] not in _TOLD_WHERE_THEY_DIFFER or len(_answers(group)) > 1)
    )


def _are_two_people(told: Sequence[_Asked], ages: Mapping[Sentence, frozenset[str]]) -> bool:
    """Whether two answers are given in sentences on people of different ages."""
    return any(
        left[1].answer != right[1].answer and are_of_other_ages(left[0], right[0], ages)
        for left, right in combinations(told, 2)
        if not {_EVENT, _ANYONE} & {left[1].subject, right[1].subject}
    )


def _are_two_children(told: Sequence[_Asked], ages: Mapping[str, frozenset[str]]) -> bool:
    """Whether a boy and a girl are told of by one article, or by articles that have no age in common."""
    by_answer: dict[str, set[str]] = defaultdict(set)
    for claim, state in told:
        by_answer[state.answer].add(claim.article_id)
    if len(by_answer) < _TWO:
        return False
    ours, theirs = list(by_answer.values())[:_TWO]
    given = [frozenset().union(*(ages.get(article_id, frozenset()) for article_id in ids)) for ids in (ours, theirs)]
    return bool(ours & theirs) or (all(given) and not given[0] & given[1])


def _answers(group: Sequence[Claim]) -> set[str]:
    return {claim.value.answer for claim in group if isinstance(claim.value, State)}


def _cohesion(group: Sequence[Claim]) -> float:
    return _COHESION_OF_ONE_ANSWER if len(_answers(group)) == 1 else _COHESION_OF_MORE


def _join_listed(asked: Sequence[_Asked]) -> list[_Asked]:
    """Return the rows with one subject for names of which some article tells together: "Ruza and Orrow"."""
    leader: dict[str, str] = {}

    def lead(entity: str) -> str:
        while leader.get(entity, entity) != entity:
            entity = leader[entity]
        return entity

    listed = [state.subject.partition("|")[2].split(_AND) for _, state in asked]
    for first, *others in listed:
        for other in others:
            one, two = sorted((lead(first), lead(other)))
            leader[two] = one
    return [
        (claim, replace(state, subject=f"{state.subject.partition('|')[0]}|{lead(names[0])}") if names[0] else state)
        for (claim, state), names in zip(asked, listed, strict=True)
    ]


def _is_one_child(told: Sequence[_Asked]) -> bool:
    """Whether the event's children are all of one sex, so that they are likely one child."""
    return len({state.answer for _, state in told}) == 1


def _kinds_of_several(by_question: Mapping[tuple[int, str], Sequence[_Asked]]) -> dict[int, frozenset[str]]:
    """Return the classes of people of which each event's articles name more than one, whatever is asked."""
    names: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (event, _), asked in by_question.items():
        for _, state in asked:
            kind, _, entity = state.subject.partition("|")
            if kind and entity:
                names[event][kind].add(entity)
    return {
        event: frozenset(kind for kind, entities in by_kind.items() if len(entities) > 1)
        for event, by_kind in names.items()
    }


def _by_subject(
    asked: Sequence[_Asked], *, one_child: bool, several: frozenset[str]
) -> Iterator[tuple[str, list[_Asked]]]:
    """Yield the claims of each subject; what is told of a class goes with its only named member."""
    kinds = _kind_by_entity(asked)
    named: dict[str, list[_Asked]] = defaultdict(list)
    unnamed: dict[str, list[_Asked]] = defaultdict(list)
    for claim, state in asked:
        kind, _, entity = state.subject.partition("|")
        if entity:
            named[entity].append((claim, state))
        else:
            unnamed[kind].append((claim, state))
    _settle_victims(unnamed, {kinds.get(entity, "") for entity in named})
    for kind, told in unnamed.items():
        members = [entity for entity in named if kinds.get(entity) == kind]
        is_child = kind == _CHILD and bool(members or one_child)
        if len(members) > 1 or not (_is_one(told) or kind == _ANYONE or is_child):
            continue
        if members and kind in several:
            # Which of the named one is meant by "the boy" nobody can tell.
            members = []
        joined = [*told, *(row for entity in members for row in named.pop(entity))]
        if kind in _SEVERAL and (_has_two_in_mind(joined) or _are_safe_and_dead(joined)):
            continue
        if any((kind, state.answer) not in _TOLD_BETTER for _, state in joined):
            scenes = _by_place(joined) if kind == _EVENT and _has_two_scenes(joined) else [joined]
            yield from ((kind, part) for scene in scenes for part in _apart(scene))
    yield from named.items()


def _has_two_scenes(told: Sequence[_Asked]) -> bool:
    """Whether some article tells it of two places: in other articles a place only says whose or whence."""
    by_article: dict[str, list[set[str]]] = defaultdict(list)
    for claim, _ in told:
        if claim.places:
            by_article[claim.article_id].append(set(claim.places))
    return any(not left & right for scenes in by_article.values() for left, right in combinations(scenes, 2))


def _by_place(told: Sequence[_Asked]) -> list[list[_Asked]]:
    """Return what is told by the places that the clauses name; what names none goes with the most told of.

    A power cut in one village and one in the next are two, though one quake caused them.
    """
    scenes: list[tuple[set[str], list[_Asked]]] = []
    placeless: list[_Asked] = []
    for claim, state in told:
        if not claim.places:
            placeless.append((claim, state))
            continue
        met = [scene for scene in scenes if scene[0] & set(claim.places)]
        places = set(claim.places).union(*(scene[0] for scene in met))
        rows = [row for scene in met for row in scene[1]]
        scenes = [scene for scene in scenes if scene not in met]
        scenes.append((places, [*rows, (claim, state)]))
    if not scenes:
        return [placeless]
    largest = max(scenes, key=lambda scene: len(scene[1]))
    return [[*rows, *placeless] if rows is largest[1] else rows for _, rows in scenes]


def _settle_victims(unnamed: dict[str, list[_Asked]], kinds: set[str]) -> None:
    """Take "the victim" for the child, man or officer where the event tells of no other."""
    others = sorted(({*unnamed} | kinds) & _VICTIMS)
    if _VICTIM in unnamed and len(others) == 1:
        unnamed.setdefault(others[0], []).extend(unnamed.pop(_VICTIM))


def _kind_by_entity(asked: Sequence[_Asked]) -> dict[str, str]:
    """Return the class of each named person that some article describes."""
    subjects = sorted({state.subject.partition("|") for _, state in asked})
    return {entity: kind for kind, _, entity in subjects if entity and kind}


def _is_one(told: Sequence[_Asked]) -> bool:
    """Whether a class seems to be one person: an article that tells two answers of it has two in mind."""
    answers: dict[str, set[str]] = defaultdict(set)
    for claim, state in told:
        answers[claim.article_id].add(state.answer)
    moves = any(state.rank for _, state in told)
    return (
        not moves
        or any(state.subject == _EVENT for _, state in told)
        or all(len(given) == 1 for given in answers.values())
    )


def _apart(told: Sequence[_Asked]) -> Iterator[list[_Asked]]:
    """Yield what is told, and by itself a dispute that one article alone carries.

    Where every outlet calls it an accident and one of them quotes a mother who says that it was
    none, the outlets agree and the holders within that one differ: two facts.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    for claim, state in told:
        articles[state.answer].add(claim.article_id)
    alone = [ids for ids in articles.values() if len(ids) == 1]
    others = set().union(*articles.values()).difference(*alone)
    if len(articles) != _TWO or len(alone) != 1 or len(others) < _TWO:
        yield list(told)
        return
    dispute = [(claim, state) for claim, state in told if claim.article_id in alone[0]]
    holders = {answer: {claim.speaker for claim, state in dispute if state.answer == answer} for answer in articles}
    if any(state.rank for _, state in told) or not all(holders.values()) or len(set().union(*holders.values())) == 1:
        yield list(told)
        return
    yield [(claim, state) for claim, state in told if claim.article_id in others]
    yield dispute


def _has_two_in_mind(told: Sequence[_Asked]) -> bool:
    """Whether one voice gives two answers that exclude each other and do not follow one another.

    Such a voice speaks of two things (a boy and a girl were hurt), and which of them another
    article means nobody can tell.
    """
    given: dict[tuple[str, str | None], list[State]] = defaultdict(list)
    for claim, state in told:
        given[claim.article_id, claim.speaker].append(state)
    return any(
        left.rank == right.rank and left.answer != right.answer and right.answer not in left.admits
        for states in given.values()
        for left, right in combinations(states, 2)
    )


def _are_safe_and_dead(told: Sequence[_Asked]) -> bool:
    """Whether a class of people is told to be dead and out of danger: hardly ever of one of them."""
    answers = {state.answer for _, state in told}
    return _DEAD in answers and not _SAFE.isdisjoint(answers)


def _in_the_end(told: Sequence[_Asked], subject: str) -> Iterator[Claim]:
    """Yield what each article says of `subject` in the end: its claims of the highest rank, the first few."""
    highest: dict[str, int] = {}
    for claim, state in told:
        highest[claim.article_id] = max(state.rank, highest.get(claim.article_id, 0))
    rows: dict[tuple[str, str], int] = defaultdict(int)
    # A headline gives the answer at its barest, so any sentence goes before it.
    for claim, state in sorted(told, key=lambda row: (row[0].article_id, row[0].sentence.start == 0, row[0].order)):
        key = (claim.article_id, state.answer)
        if state.rank == highest[claim.article_id] and rows[key] < _MAX_ROWS:
            rows[key] += 1
            yield replace(claim, value=replace(state, subject=subject))
