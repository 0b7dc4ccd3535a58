"""Place two names on the comparison ladder.

Names reach this module linked: the same person spelt two ways is already one entity. What
is left is coarser and finer ("Lyon" in "France", a police force and its homicide unit),
a description against a name, and names that can't be the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from reconcile.types import EntityMention, Judgement, Level

# True: the first place holds the second; False: known to lie apart; None: not known.
Contains = Callable[[EntityMention, EntityMention], bool | None]


def knows_nothing(outer: EntityMention, inner: EntityMention) -> bool | None:
    """Return None: the containment to pass where no gazetteer is at hand."""
    return None


def compare_names(left: EntityMention, right: EntityMention, *, contains: Contains = knows_nothing) -> Judgement:
    """Return the highest level that both names reach together.

    The relation is symmetric and a mention is EXACT with itself.

    Args:
        left: A linked mention.
        right: A linked mention of the same run.
        contains: Whether the first place holds the second (None where nobody knows).

    Returns:
        EXACT for one entity, COMPATIBLE for a coarser, shorter or describing name, CONFLICT
        for two proper names that can't be the same, else NOT_COMPARABLE.
    """
    first, second = sorted((left, right), key=lambda m: (m.canonical, m.entity, m.label, m.span))
    if first.entity == second.entity:
        return Judgement(level=Level.EXACT, reason=f"both name {first.canonical}")
    if first.label != second.label:
        return Judgement(
            level=Level.NOT_COMPARABLE,
            reason=f"{first.canonical} is a {first.label}, {second.canonical} a {second.label}",
        )
    if first.label == "place":
        return _compare_places(first, second, contains)
    return _compare_proper(first, second)


def _compare_places(first: EntityMention, second: EntityMention, contains: Contains) -> Judgement:
    for outer, inner in ((first, second), (second, first)):
        if contains(outer, inner):
            return Judgement(level=Level.COMPATIBLE, reason=f"{inner.canonical} lies in or by {outer.canonical}")
    shared = _shorter_inside(first.canonical, second.canonical)
    apart = contains(first, second) is False and contains(second, first) is False
    if shared and not apart:
        return Judgement(level=Level.COMPATIBLE, reason=f"{first.canonical} and {second.canonical} can be one place")
    if apart:
        return Judgement(level=Level.CONFLICT, reason=f"{first.canonical} and {second.canonical} are different places")
    return Judgement(
        level=Level.NOT_COMPARABLE, reason=f"it is not known whether {first.canonical} and {second.canonical} overlap"
    )


def _compare_proper(first: EntityMention, second: EntityMention) -> Judgement:
    if _shorter_inside(first.canonical, second.canonical):
        return Judgement(
            level=Level.COMPATIBLE, reason=f"{first.canonical} and {second.canonical} can be the same {first.label}"
        )
    for described, named in ((first, second), (second, first)):
        if _is_description(described.canonical) and not _is_description(named.canonical):
            return Judgement(level=Level.COMPATIBLE, reason=f"{described.canonical} may describe {named.canonical}")
    if _is_description(first.canonical) or first.label not in ("person", "organisation"):
        return Judgement(
            level=Level.NOT_COMPARABLE,
            reason=f"{first.canonical} and {second.canonical} do not exclude each other",
        )
    return Judgement(
        level=Level.CONFLICT, reason=f"{first.canonical} and {second.canonical} are different {first.label}s"
    )


def _words(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(w for w in re.split(r"[^\w]+", plain.casefold()) if w and w not in ("the", "of", "al", "s"))


def _shorter_inside(first: str, second: str) -> bool:
    """Tell whether every word of one name is in the other."""
    ours, theirs = set(_words(first)), set(_words(second))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _is_description(name: str) -> bool:
    """Tell a role or description ("the police chief") from a proper name."""
    # "al-Ruza" is a name too: its capital stands behind the article.
    return not any(part[:1].isupper() for word in name.split()[-1:] for part in word.split("-"))
