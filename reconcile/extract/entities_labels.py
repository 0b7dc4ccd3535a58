"""What kind of thing a name names: votes over every place where a document uses it.

One mention tells little ("Kafraya" after "from"; "Pompeo" that the parser calls a place),
all mentions of a name in an article together tell it well. Weights are hand-set on the
labelled stories: a rule about the name's own words outweighs several votes of the parser.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from reconcile.extract.entities_names import fold, given_names, is_title, table, words
from reconcile.extract.gazetteer import kind_of, look_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Passage

    from reconcile.extract.entities_spans import Candidate

Votes = defaultdict[str, float]
PERSON, ORGANISATION, PLACE, GROUP = "person", "organisation", "place", "group"
_OF_PARSER = {
    "PERSON": (PERSON, 0.8),
    "ORG": (ORGANISATION, 0.5),
    "GPE": (PLACE, 1.0),
    "LOC": (PLACE, 1.2),
    "FAC": (PLACE, 0.8),
    "NORP": (GROUP, 0.7),
}
_OF_KIND = {"country": 8.0, "region": 6.0, "state": 5.0, "county": 6.0, "street": 6.0, "water": 4.0, "land": 3.0}
# A name below this has no evidence but its capital letter.
MIN_VOTES = 1.0


def passage(doc: Doc, start: int, end: int) -> Passage:
    """Return the tokens that `doc.text[start:end]` touches."""
    found = doc.char_span(start, end, alignment_mode="expand")
    return doc[0:0] if found is None else found


def vote(doc: Doc, candidate: Candidate) -> Votes:
    """Return the votes that one mention gives to each label."""
    votes: Votes = defaultdict(float)
    _from_hint(candidate, votes)
    _from_gazetteer(candidate, votes)
    span = passage(doc, candidate.name_start, candidate.end)
    if not candidate.headline:
        _from_parser(list(span), votes)
    _from_left(doc, span.start, votes)
    _from_right(doc, span.end, candidate, votes)
    _from_syntax(span.root, votes)
    return votes


def _from_hint(candidate: Candidate, votes: Votes) -> None:
    weights = {
        "titled": (PERSON, 6.0),
        "street": (PLACE, 7.0),
        "organisation": (ORGANISATION, 7.0),
        "group": (GROUP, 8.0),
    }
    if candidate.hint == "site":
        votes[PLACE] += 3.5
        votes[ORGANISATION] += 3.5
    if candidate.hint in weights:
        label, weight = weights[candidate.hint]
        votes[label] += weight
    parts = fold(candidate.name).split()
    if candidate.hint in ("", "titled") and parts and parts[0] in given_names():
        votes[PERSON] += 4.0 if len(parts) > 1 else 1.5
    if len(parts) > 2 and (len(parts[1]) == 1 or parts[-1] in words("names", "generations")):
        # "Ada B. Holm", "Ada Holm III".
        votes[PERSON] += 3.0
    if candidate.hint == "" and len(parts) > 1 and parts[0] in words("places", "place_prefixes"):
        votes[PLACE] += 4.0
    if "of" in parts[1:] and parts[parts.index("of", 1) - 1] in words("places", "landmark_heads"):
        votes[PLACE] += 4.0
    written = [word for word in candidate.name.split() if fold(word) not in words("names", "particles")]
    if candidate.hint == "" and 2 <= len(written) <= 3 and all(_is_capitalised(word) for word in written):
        # Most names of two or three words that nothing else explains are people's.
        votes[PERSON] += MIN_VOTES
    if len(parts) == 1 and candidate.name.isupper() and 2 <= len(candidate.name) <= 6:
        votes[ORGANISATION] += 1.5


def _is_capitalised(word: str) -> bool:
    """Tell whether a word begins with a capital and goes on in lower case: "O'Brien", "McKay", but not "NATO"."""
    return word[:1].isupper() and not word.isupper()


def _from_gazetteer(candidate: Candidate, votes: Votes) -> None:
    known = look_up(candidate.name)
    kind = kind_of(candidate.name)
    if known and kind == "city":
        votes[PLACE] += 2.5 if known[0].population > 100_000 else 1.5
    elif kind == "facility":
        votes[PLACE] += 4.0
    elif (kind and " " in candidate.name) or kind in ("country", "state", "region"):
        votes[PLACE] += _OF_KIND.get(kind, 3.0)


def _from_parser(tokens: list[Token], votes: Votes) -> None:
    for token in tokens:
        if token.ent_type_ in _OF_PARSER:
            label, weight = _OF_PARSER[token.ent_type_]
            votes[label] += weight / len(tokens)


def _from_left(doc: Doc, start: int, votes: Votes) -> None:
    before = [t for t in doc[max(0, start - 4) : start] if not t.is_space]
    if before and before[-1].lower_ in ("and", "or", ",", "&"):
        # The second of two names that "in" or "the towns of" governs together.
        start = _start_of_first(doc, before[-1].i)
        before = [t for t in doc[max(0, start - 4) : start] if not t.is_space]
    if not before:
        return
    for label, weight in _left_rule(before):
        votes[label] += weight


def _left_rule(before: list[Token]) -> tuple[tuple[str, float], ...]:
    """Return what the words before a name say of it: the first rule that holds."""
    last, earlier = before[-1].lower_, before[-2] if len(before) > 1 else None
    kinds = kind_words() | {f"{kind}s" for kind in kind_words()} | {"cities", "countries"}
    strong = words("places", "strong_prepositions")
    after_in = earlier is not None and earlier.lower_ in strong
    identified = last == "as" and earlier is not None and earlier.lemma_ == "identify"
    rules = (
        (last == "of" and earlier is not None and earlier.lower_ in kinds, ((PLACE, 4.0),)),
        (last in strong or (last in kinds and before[-1].text.islower()), ((PLACE, 1.5),)),
        (last in words("places", "place_prepositions"), ((PLACE, 1.0),)),
        (last == "the" and after_in, ((PLACE, 1.0), (PERSON, -1.0))),
        (last == "the", ((ORGANISATION, 0.7), (PERSON, -1.0))),
        (is_title(before[-1].text) or last in words("roles", "kin"), ((PERSON, 3.0),)),
        (last in words("roles", "craft_nouns"), ((ORGANISATION, 3.0),)),
        (last in ("said", "says", "added", "told"), ((PERSON, 1.5),)),
        (last == "old" or identified, ((PERSON, 4.0),)),
        (before[-1].lemma_ in words("places", "place_verbs"), ((PLACE, 1.0),)),
    )
    return next((found for holds, found in rules if holds), ())


def _start_of_first(doc: Doc, conjunction: int) -> int:
    """Return where the name before a conjunction starts."""
    start = conjunction
    while start > 0 and (doc[start - 1].text[:1].isupper() or doc[start - 1].text in ("-", "al", "el")):
        start -= 1
    return start


def _from_right(doc: Doc, end: int, candidate: Candidate, votes: Votes) -> None:
    after = [t for t in doc[end : end + 4] if not t.is_space]
    if not after:
        return
    if after[0].lower_ in kind_words() and after[0].text.islower():
        # More than a given name in it: districts and provinces are named after people.
        votes[PLACE] += 5.0
        votes[PERSON] -= 2.0
    if after[0].lower_ in words("roles", "business_nouns"):
        votes[ORGANISATION] += 2.0
    if after[0].text == "," and len(after) > 1 and after[1].text.isdigit() and 0 < int(after[1].text[:3]) < 111:
        votes[PERSON] += 3.0
    if after[0].text == "," and len(after) > 1 and after[1].lower_ == "who":
        votes[PERSON] += 3.0
    if any(token.text in words("places", "place_heads") for token in after[:2]) and after[0].text.islower():
        # "The Merrow bus garage" stands in Merrow.
        votes[PLACE] += 2.0
    if after[0].text == "," and len(after) > 1 and _is_state_or_country(after[1:3]):
        votes[PLACE] += 4.0


def _from_syntax(root: Token, votes: Votes) -> None:
    verbs = words("roles", "government_verbs")
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in verbs | {"tell", "add", "write"}:
        votes[PERSON] += 0.8
        votes[ORGANISATION] += 0.6
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in words("roles", "person_verbs"):
        votes[PERSON] += 1.5
    if root.dep_ == "appos" and any(is_title(child.text) for child in root.children):
        votes[PERSON] += 1.5


def _is_state_or_country(after: list[Token]) -> bool:
    name = after[0].text
    return any(kind_of(form) in ("state", "country") for form in (name, f"{name}.", " ".join(t.text for t in after)))


@lru_cache(maxsize=1)
def kind_words() -> frozenset[str]:
    """Return the common nouns for a kind of place: "city", "province", "lake"."""
    return frozenset(word for listed in table("places", "kinds").values() for word in listed)


def winner(votes: Mapping[str, float]) -> str:
    """Return the label with most votes, or "" below `MIN_VOTES`."""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < MIN_VOTES:
        return ORGANISATION if ranked and ranked[0][1] >= 0.5 and ranked[0][0] == ORGANISATION else ""
    return ranked[0][0]
