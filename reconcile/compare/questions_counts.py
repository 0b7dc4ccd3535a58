"""Ask for a number: how many children were killed, how deep was the quake, how long did it last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reconcile.compare.questions_clauses import Blank, ask_elsewhere, ask_object, ask_subject
from reconcile.compare.questions_words import base_of, plural, table, words
from reconcile.compare.vocabulary import passive_phrases
from reconcile.types import Claim, Quantity

_KINSHIP = re.compile(r"^(?:his|her|their)\s+[\w-]+$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w'’.-]+\s+){1,4}[A-Z][\w'’-]+),?\s*$")


def ask_count(claims: Sequence[Claim]) -> str | None:
    """Return the question that the numbers' own classes make, None where they make none."""
    quantity = _typical(claims)
    put = passive_phrases().get(quantity.measured)
    if quantity.unit or quantity.ordinal or not put:
        return None
    person = _one_person(claims)
    if person:
        verb, rest = put.split(" ", 1)
        one = {"were": "Was", "are": "Is"}.get(verb)
        return f"{one} {person} {rest}?" if one else None
    if quantity.noun in words("killings"):
        # A double murder is two people killed, not two murders.
        return f"How many people {put}?"
    if quantity.noun and base_of(put.split()[-1]) == quantity.noun:
        return f"How many {counted(claims)} are there?"
    return f"How many {counted(claims)} {put}?"


def ask_amount(claims: Sequence[Claim], gap: Blank) -> str | None:
    """Return the question for an amount with a class of its own: an age, a depth, a price."""
    quantity = _typical(claims)
    pattern = table("amounts").get(quantity.measured)
    if pattern is None or quantity.ordinal:
        return None
    if "{who}" in pattern:
        who = _aged(quantity, gap)
        return pattern.format(who=who) if who else None
    return pattern.format(what=_shaken(claims, quantity))


def ask_number_in_clause(claims: Sequence[Claim], gap: Blank) -> str | None:
    """Return a question made from one sentence: "How many crewmen did the boats have aboard?"."""
    quantity = _typical(claims)
    if quantity.ordinal or quantity.measured == "age":
        return None
    wh = way(claims)
    if quantity.unit:
        return ask_elsewhere(gap, wh, keep_preposition=False)
    named = _take_noun(gap, quantity.noun)
    if named is None:
        return None
    noun, after = named
    rest = Blank(gap.before, after, gap.is_plain_start)
    return ask_subject(rest, f"How many {noun}") or ask_object(rest, f"How many {noun}")


def way(claims: Sequence[Claim]) -> str:
    """Return how a number of this kind is asked for: "How many buses", "How long", "How much money"."""
    quantity = _typical(claims)
    if quantity.ordinal:
        return "Which one in the row"
    if quantity.unit == "%":
        return "What percentage"
    if quantity.unit or quantity.measured in {"magnitude", "age"}:
        units = f"How many {plural(quantity.unit)}" if quantity.unit.islower() else "How much money"
        return table("ways").get(quantity.measured, units)
    return f"How many {counted(claims)}" if quantity.noun else "How many"


def counted(claims: Sequence[Claim]) -> str:
    """Return what is counted, in the plural and with the word that most of the claims narrow it by."""
    quantity = _typical(claims)
    noun = plural(quantity.noun) if quantity.noun else "people"
    scopes = Counter(word for claim in claims for word in _scope(claim) if " " not in word)
    shared = [w for w, n in sorted(scopes.items()) if n * 2 > len(claims) and w.istitle() and w.isalpha()]
    return " ".join((*shared[:1], noun)) if noun != "people" else noun


def _scope(claim: Claim) -> tuple[str, ...]:
    return claim.value.scope if isinstance(claim.value, Quantity) else ()


def _typical(claims: Sequence[Claim]) -> Quantity:
    """Return the quantity of the commonest class and noun."""
    quantities = [claim.value for claim in claims if isinstance(claim.value, Quantity)]
    counts = Counter((q.measured, q.noun) for q in quantities)
    return min(quantities, key=lambda q: (-counts[q.measured, q.noun], q.measured, q.noun, q.unit))


def _one_person(claims: Sequence[Claim]) -> str:
    """Return "his wife" where all claims tell of that one person."""
    surfaces = {claim.surface.lower() for claim in claims}
    return surfaces.pop() if len(surfaces) == 1 and _KINSHIP.match(next(iter(surfaces))) else ""


def _aged(quantity: Quantity, gap: Blank) -> str:
    # "Lena Brandt, …," names whose age it is better than any noun.
    name = _NAME_BEFORE.search(gap.before)
    if name and gap.after[:1] in {",", ")", "."} | {""}:
        return name.group(1)
    noun = quantity.noun
    return f"the {noun}" if noun and noun not in {"people", "person", "year"} else ""


def _shaken(claims: Sequence[Claim], quantity: Quantity) -> str:
    nouns = {quantity.noun} | {word for claim in claims for word in claim.words}
    return "the quake" if nouns & words("tremors") else "it"


def _take_noun(gap: Blank, lemma: str) -> tuple[str, str] | None:
    """Return the counted words behind the blank, and what follows them."""
    following = gap.after.split()
    for number, word in enumerate(following[:4]):
        bare = word.strip(',.;:"”')
        if lemma and bare.lower() in {plural(lemma), lemma}:
            many = plural(lemma) if bare.lower() == lemma else bare
            rest = word[len(bare) :] if word.startswith(bare) else ""
            return " ".join((*following[:number], many)), " ".join((rest, *following[number + 1 :])).strip()
        if not bare.replace("-", "").isalnum() or bare != word:
            break
    return None
