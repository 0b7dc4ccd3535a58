"""Names of persons, organisations, places and groups, with one entity for all articles.

`find_mentions` reads one article: candidate names, a label by vote over the document, the
fullest name that the document has for each. `link_mentions` then gives the same entity to
the same person, organisation or place in all articles of a run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reconcile.extract.coreference import resolve_references
from reconcile.extract.entities_labels import ORGANISATION, PERSON, PLACE, Votes, kind_words, passage, vote, winner
from reconcile.extract.entities_link import entity_id, link_mentions
from reconcile.extract.entities_names import fold, given_names, names_no_entity, parse_person, table, words
from reconcile.extract.entities_places import find_body_phrases, find_place_phrases, government_of
from reconcile.extract.entities_spans import Candidate, Page, find_candidates
from reconcile.extract.gazetteer import country_called, country_of_capital, is_large_place, look_up
from reconcile.types import EntityMention, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc
    from spacy.tokens import Span as Passage

__all__ = ["find_mentions", "link_mentions"]


def find_mentions(doc: Doc) -> tuple[EntityMention, ...]:
    """Return the mentions of named entities in `doc`, in text order, never overlapping.

    `entity` is an id made from the label and the fullest name that the document has;
    `link_mentions` replaces it by one that all articles of a run share.
    """
    page = Page(doc, doc.text)
    phrases = (*find_place_phrases(doc), *find_body_phrases(doc))
    taken = [phrase.span for phrase in phrases]
    found = [c for c in find_candidates(page) if not any(_overlap(c, span) for span in taken)]
    candidates = [c for c in found if _is_name(page, c)]
    lost = not re.search(r"['’]", page.text)
    bare = _restore_apostrophes(candidates) if lost else {c.name: c.name for c in candidates}
    votes: dict[str, Votes] = {}
    for candidate in candidates:
        counted = votes.setdefault(bare[candidate.name], defaultdict(float))
        for label, weight in vote(doc, candidate).items():
            counted[label] += weight
    labels = {name: winner(counted) for name, counted in votes.items()}
    fullest = _merge_names(votes, labels)
    mentions = []
    for candidate in candidates:
        canonical = fullest[bare[candidate.name]]
        if labels[canonical]:
            mentions.append(_mention(page, candidate, canonical, labels[canonical]))
    known = {name: (_official(full, labels[full]), labels[full]) for name, full in fullest.items() if labels[full]}
    mentions.extend(_in_headlines(page, found, known, [m.span for m in (*mentions, *phrases)]))
    named = [_as_government(doc, m) for m in sorted([*mentions, *phrases], key=lambda m: m.span)]
    return tuple(sorted([*named, *resolve_references(doc, named)], key=lambda m: m.span))


def _as_government(doc: Doc, mention: EntityMention) -> EntityMention:
    """Return a country or capital that speaks or acts ("Lima denied ...") as its government."""
    if mention.label != PLACE:
        return mention
    country = country_called(mention.canonical) or country_of_capital(mention.canonical)
    span = passage(doc, *mention.span)
    acts = span.root.dep_ == "nsubj" and span.root.head.lemma_ in words("roles", "government_verbs")
    if not country or not acts:
        return mention
    name = government_of(country)
    return replace(mention, label=ORGANISATION, canonical=name, entity=entity_id(ORGANISATION, name))


def _in_headlines(
    page: Page, found: list[Candidate], known: Mapping[str, tuple[str, str]], taken: list[Span]
) -> list[EntityMention]:
    """Return the names of the body that stand in headlines, where capitals alone say nothing."""
    names = sorted(known, key=lambda name: (-len(name), name))
    if not names:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in names)})\b(?!-)")
    mentions: list[EntityMention] = []
    for candidate in found:
        for match in pattern.finditer(candidate.text) if candidate.headline else ():
            span = Span(candidate.start + match.start(), candidate.start + match.end())
            if not any(span.start < other.end and other.start < span.end for other in taken):
                canonical, label = known[match.group()]
                mentions.append(
                    EntityMention(
                        span=span,
                        surface=page.text[span.start : span.end],
                        label=label,
                        entity=entity_id(label, canonical),
                        canonical=canonical,
                    )
                )
    return mentions


def _overlap(candidate: Candidate, span: Span) -> bool:
    return candidate.start < span.end and span.start < candidate.end


def _mention(page: Page, candidate: Candidate, canonical: str, label: str) -> EntityMention:
    end = candidate.end
    if f"{canonical}." in table("places", "us_postal") and page.text[end : end + 1] == ".":
        canonical, end = f"{canonical}.", end + 1
    canonical = _official(canonical, label)
    return EntityMention(
        span=Span(candidate.start, end),
        surface=page.text[candidate.start : end],
        label=label,
        entity=entity_id(label, canonical),
        canonical=canonical,
    )


def _official(name: str, label: str) -> str:
    """Return the one name of a country or US state that has several."""
    if label != PLACE:
        return name
    return next((place.name for place in look_up(name) if place.kind in ("country", "state")), name)


def _is_name(page: Page, candidate: Candidate) -> bool:
    """Tell a name from a common word that only a sentence's start or a headline set in capitals."""
    if _is_no_name(page, candidate):
        return False
    if candidate.hint == "titled" and candidate.headline:
        return fold(candidate.name).split()[0] in given_names()
    if candidate.hint in ("group", "titled") or country_called(candidate.name):
        return True
    if candidate.hint != "street" and set(fold(candidate.name).split()) <= words("roles", "generic_words"):
        return False
    span = passage(page.doc, candidate.name_start, candidate.end)
    if candidate.hint:
        return not candidate.headline or all(token.pos_ == "PROPN" for token in span)
    plain = fold(candidate.name)
    common = words("roles", "organisation_heads") - {"observatory"}
    is_plain = len(plain) < 2 or plain in common or _is_common(page, span)
    return not candidate.headline and not is_plain and _is_capital_of_name(page.doc, span)


def _is_no_name(page: Page, candidate: Candidate) -> bool:
    """Tell what no place in a sentence makes a name: "GPS", the "AK" of "AK-47", "Harvest Day"."""
    is_code = bool(re.match(r" ?[-–] ?\d", page.text[candidate.end :][:4]))
    is_thing = candidate.hint in ("", "titled") and names_no_entity(candidate.name)
    return is_code or is_thing or candidate.name in words("names", "not_names")


def _is_common(page: Page, span: Passage) -> bool:
    """Tell a lone word that the text also has as a common noun from a name: "the Rifles", "the rifles"."""
    own = given_names() | words("roles", "organisation_heads")
    if len(span) != 1 or span[0].lower_ in own or look_up(span.text):
        return False
    same = [t for t in page.doc if t.lower_ == span[0].lower_]
    return any(t.text.islower() and t.pos_ == "NOUN" for t in same) and not any(t.ent_type_ == "PERSON" for t in same)


def _is_capital_of_name(doc: Doc, span: Passage) -> bool:
    """Tell whether the capital is there because a name begins, not because a sentence does."""
    if span.end < len(doc) and doc[span.end].lower_ in kind_words():
        return True
    proper = any(token.pos_ == "PROPN" for token in span)
    if not (span[0].is_sent_start or (span.start > 0 and doc[span.start - 1].is_space)):
        # Inside a sentence a capital means a name, unless a lost full stop put it there.
        return proper or span.root.pos_ not in ("VERB", "AUX", "ADV")
    lonely = len(span) == 1 and span[0].ent_type_ == ""
    return proper and (not lonely or _stands_elsewhere(doc, span[0].text))


def _stands_elsewhere(doc: Doc, text: str) -> bool:
    return any(t.text == text and not t.is_sent_start and t.pos_ == "PROPN" for t in doc)


def _restore_apostrophes(candidates: list[Candidate]) -> dict[str, str]:
    """Return {name: the name without its possessive} for a text that lost all apostrophes: "Perus" → "Peru"."""
    names = {c.name for c in candidates}
    lasts = {fold(name).split()[-1] for name in names if fold(name)}
    found = {}
    for name in names:
        stem = name.removesuffix("s")
        known = (
            stem in names or (fold(stem).split() or [""])[-1] in lasts or (is_large_place(stem) and not look_up(name))
        )
        found[name] = stem if name.endswith("s") and len(stem) > 3 and known else name
    return found


def _merge_names(votes: Mapping[str, Mapping[str, float]], labels: Mapping[str, str]) -> dict[str, str]:
    """Return {name: the fullest form of the same name in the document}: "Kono" → "Taro Kono"."""
    longest_first = sorted(votes, key=lambda name: (-len(fold(name).split()), name))
    found: dict[str, str] = {}
    for name in longest_first:
        options = {found[o] for o in found if labels[o] == PERSON and _is_short_for(name, o)}
        same = next((found[o] for o in found if fold(o) == fold(name)), "")
        takes = len(options) == 1 and _may_be_person(name, votes[name])
        found[name] = same or (options.pop() if takes else name)
    return found


def _may_be_person(name: str, votes: Mapping[str, float]) -> bool:
    """Tell whether a short name can stand for a person of the document although a city has it too."""
    known = look_up(name)
    weight = votes.get(PLACE, 0) - (2.5 if known else 0)
    return not (known and known[0].kind in ("country", "state")) and weight <= max(4.0, 2 * votes.get(PERSON, 0))


def _is_short_for(name: str, other: str) -> bool:
    """Tell whether `name` is the family or first name, or first and last name, of the person `other`."""
    short, long = fold(name).split(), fold(other).split()
    if len(short) >= len(long):
        return False
    person = parse_person(other)
    if len(short) == 1:
        return short[0] in {person.family, person.family.split()[-1], *person.given[:1]}
    ours = parse_person(name)
    return ours.family == person.family and ours.given[:1] == person.given[:1]
