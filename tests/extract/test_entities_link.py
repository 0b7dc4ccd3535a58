"""Names that are one entity, and names that must stay two."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.entities import link_mentions
from reconcile.extract.entities_link import entity_id
from reconcile.types import EntityMention, Span

PAIRS = list(csv.DictReader((Path(__file__).parent / "entities_pairs.csv").open(encoding="utf-8")))


def mention(canonical: str, label: str, *, start: int = 0) -> EntityMention:
    """Build a mention whose surface is its canonical name."""
    span = Span(start, start + len(canonical))
    return EntityMention(
        span=span, surface=canonical, label=label, entity=entity_id(label, canonical), canonical=canonical
    )


def linked(*articles: tuple[tuple[str, str], ...]) -> list[list[EntityMention]]:
    """Link articles given as (name, label) tuples; mentions stand far apart unless in one tuple pair."""
    built = []
    for names in articles:
        start, mentions = 0, []
        for name, label in names:
            mentions.append(mention(name, label, start=start))
            start += len(name) + 5
        built.append(tuple(mentions))
    return [list(mentions) for mentions in link_mentions(built)]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['left']}|{pair['right']}")
def test_two_articles_name_one_entity_or_two(pair: dict[str, str]) -> None:
    (left,), (right,) = linked(((pair["left"], pair["label"]),), ((pair["right"], pair["label"]),))
    assert ("same" if left.entity == right.entity else "different") == pair["expected"]


def test_a_family_name_alone_is_the_one_person_who_bears_it() -> None:
    around = (("Torvale", "place"), ("Merrow Foundation", "organisation"))
    full, short = linked((("Hiro Kanzaki", "person"), *around), (("Kanzaki", "person"), *around))
    assert short[0].canonical == full[0].canonical == "Hiro Kanzaki"


def test_a_family_name_alone_is_nobody_where_two_bear_it() -> None:
    around = (("Torvale", "place"), ("Merrow Foundation", "organisation"))
    articles = linked(
        (("Anna Treves", "person"), *around), (("Mark Treves", "person"), *around), (("Treves", "person"), *around)
    )
    assert len({article[0].entity for article in articles}) == 3


def test_a_family_name_alone_in_a_story_with_nothing_shared_stays_apart() -> None:
    full, short = linked((("Hiro Kanzaki", "person"),), (("Kanzaki", "person"),))
    assert full[0].entity != short[0].entity


def test_initials_stand_for_the_long_form_beside_them() -> None:
    (long, short), (other,) = linked(
        (("Torvale Weather Institute", "organisation"), ("TWI", "organisation")), (("TWI", "organisation"),)
    )
    assert long.entity == short.entity == other.entity


def test_two_spellings_of_a_small_town_meet_in_the_same_company() -> None:
    articles = linked(
        (("Howra", "place"), ("Kerrata", "place")),
        (("Houra", "place"), ("Kerrata", "place")),
    )
    assert articles[0][0].entity == articles[1][0].entity


def test_a_bare_name_does_not_make_one_man_of_two() -> None:
    articles = linked((("Malik B. Arden", "person"),), (("Malik R. Arden", "person"),), (("Malik Arden", "person"),))
    assert articles[0][0].entity != articles[1][0].entity


def test_a_country_is_not_the_person_of_that_name() -> None:
    articles = linked((("Scott Jordan", "person"), ("Jordan", "person"), ("Jordan", "person")), (("Jordan", "place"),))
    assert articles[1][0].label == "place"


def test_the_label_that_most_mentions_have_wins() -> None:
    articles = linked((("Belraya", "place"), ("Belraya", "place")), (("Belraya", "organisation"),))
    assert {m.label for article in articles for m in article} == {"place"}


# Two articles' names; whether the first names of both are one entity.
SHORT_FORMS = (
    # A ship with and without its prefix.
    ((("HMS Belraya", "organisation"),), (("Belraya", "place"),), True),
    ((("Cape Belraya", "place"),), (("Belraya", "place"),), False),
    # A school's short name, but no name of kinds alone.
    ((("Orla P. Tarn High School", "place"),), (("Tarn High School", "place"),), True),
    ((("Tarn HS", "place"),), (("Tarn High School", "place"),), True),
    ((("Tarn High School", "place"),), (("High School", "place"),), False),
    # A nation before the one body of that name; another army is another army.
    ((("Peruvian Tavenor", "organisation"),), (("Tavenor", "organisation"),), True),
    ((("Free Peruvian Army", "organisation"),), (("Peruvian Army", "organisation"),), False),
    # A possessive that lost its apostrophe, in articles that have none.
    ((("Rashad al-Karims", "person"),), (("Rashad al-Karim", "person"),), True),
    ((("Karims", "person"),), (("Rashad Karim", "person"),), True),
    ((("Karims", "person"), ("Peru's", "place")), (("Rashad Karim", "person"),), False),
)


@pytest.mark.parametrize(("left", "right", "same"), SHORT_FORMS)
def test_a_short_form_is_the_one_fuller_name_that_can_be_meant(
    left: tuple[tuple[str, str], ...], right: tuple[tuple[str, str], ...], same: bool
) -> None:
    ours, theirs = linked(left, right)
    assert (ours[0].entity == theirs[0].entity) is same


def test_the_observatory_is_the_one_of_its_article() -> None:
    (full, short), (other,) = linked(
        (("Torvale Observatory for Birds", "organisation"), ("Observatory", "organisation")),
        (("Merrow Observatory for Bats", "organisation"),),
    )
    assert short.entity == full.entity != other.entity


NAMES = st.sampled_from(
    [(row["left"], row["label"]) for row in PAIRS] + [(row["right"], row["label"]) for row in PAIRS]
)


@settings(deadline=None)
@given(st.lists(st.lists(NAMES, max_size=4).map(tuple), max_size=6))
def test_linking_keeps_every_span_and_the_order(articles: list[tuple[tuple[str, str], ...]]) -> None:
    after = linked(*articles)
    assert [[m.surface for m in article] for article in after] == [[n for n, _ in article] for article in articles]


@settings(deadline=None)
@given(st.lists(st.lists(NAMES, max_size=3).map(tuple), max_size=5))
def test_linking_twice_changes_nothing(articles: list[tuple[tuple[str, str], ...]]) -> None:
    once = tuple(tuple(article) for article in linked(*articles))
    assert {m.entity for article in link_mentions(once) for m in article} <= {m.entity for a in once for m in a}


@settings(deadline=None)
@given(st.lists(st.lists(NAMES, max_size=3).map(tuple), max_size=5))
def test_the_order_of_articles_does_not_matter(articles: list[tuple[tuple[str, str], ...]]) -> None:
    reordered = list(reversed(articles))
    forward = sorted((m.surface, m.entity) for article in linked(*articles) for m in article)
    backward = sorted((m.surface, m.entity) for article in linked(*reordered) for m in article)
    assert forward == backward
