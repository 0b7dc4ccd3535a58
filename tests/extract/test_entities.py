"""What is found in a text: names whole, labelled, and under the fullest name of the article."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reconcile.extract.entities import find_mentions
from reconcile.extract.entities_containment import find_containment
from reconcile.extract.entities_link import link_mentions
from reconcile.extract.nlp import parse
from reconcile.types import EntityMention


def read(text: str) -> tuple[EntityMention, ...]:
    """Return the mentions of a text."""
    return find_mentions(next(iter(parse([text]))))


# sentence, a mention's surface, its label, its canonical name
FOUND = [
    ("Foreign Minister Orrin Vale arrived on Monday.", "Foreign Minister Orrin Vale", "person", "Orrin Vale"),
    ("Orrin Vale spoke first. Then Vale left the room.", "Vale", "person", "Orrin Vale"),
    ("They met Secretary of State Dana Quorn in Lima.", "Secretary of State Dana Quorn", "person", "Dana Quorn"),
    ("The 17-year-old Tamsin Orwick was shot.", "Tamsin Orwick", "person", "Tamsin Orwick"),
    ("President Moon Dae In met reporters.", "President Moon Dae In", "person", "Moon Dae In"),
    ("The Torvale Police Department opened an inquiry.", "Torvale Police Department", "organisation", ""),
    ("He works for the Merrow Observatory for Justice.", "Merrow Observatory for Justice", "organisation", ""),
    ("The UK-based Merrow Observatory said so.", "Merrow Observatory", "organisation", ""),
    ("The UK-based Merrow Observatory said so.", "UK", "place", "United Kingdom"),
    ("It was retaken by the Peruvian army last year.", "Peruvian army", "organisation", ""),
    ("The Peruvian government said nothing.", "Peruvian government", "organisation", "government of Peru"),
    ("Lima denied the report on Monday.", "Lima", "organisation", "government of Peru"),
    ("The blast hit Lima on Monday.", "Lima", "place", "Lima"),
    ("The quake struck 30 km south of Belraya on Friday.", "30 km south of Belraya", "place", ""),
    ("Shots were fired in west Denver on Sunday.", "west Denver", "place", ""),
    ("It began in the 1400 block of Orchard Drive.", "1400 block of Orchard Drive", "place", ""),
    ("A house in Torvale, Tenn. burned down.", "Tenn.", "place", "Tennessee"),
    ("They fled from the villages of Qarsa and Belraya.", "Belraya", "place", ""),
    ("Two Peruvians were hurt.", "Peruvians", "group", ""),
    ("Kenyas army fled the town. The town is in Kenya.", "Kenyas army", "organisation", "Kenya army"),
    ("A fire gutted a Tavenor supermarket in Leeds.", "Tavenor", "organisation", ""),
    # A name goes on behind a shortened or a plain "of".
    ("A boy drowned in Lake O' the Reeds on Monday.", "Lake O' the Reeds", "place", ""),
    ("The island sits on the Ring of Ash.", "Ring of Ash", "place", ""),
    # An office behind the name of its district is no name.
    ("Torvale County Sheriff, Dana Quorn, spoke.", "Torvale County", "place", ""),
    ("Torvale County Sheriff, Dana Quorn, spoke.", "Dana Quorn", "person", ""),
    ("The Peruvian Prime Minister left.", "Peruvian", "group", ""),
    # A people, a faith or a country beside a name that it is no part of.
    ("Most of them are Sunni Muslims.", "Sunni Muslims", "group", ""),
    ("Fighting went on in Peruvian Lima.", "Lima", "place", ""),
    ("The ship crossed the Indian Ocean.", "Indian Ocean", "place", ""),
    # Bodies that their words alone tell: outlets, stations, ships.
    ("The mayor told Agence - France Presse on Monday.", "Agence - France Presse", "organisation", ""),
    ("A reader wrote to Torvale Today about it.", "Torvale Today", "organisation", ""),
    ("A crew of KLOM-TV filmed the fire.", "KLOM-TV", "organisation", ""),
    ("Smugglers fled from HMS Belraya on Monday.", "HMS Belraya", "organisation", ""),
    # Places that their neighbours tell.
    ("They waited at the Qarsa border crossing.", "Qarsa", "place", ""),
    ("Shells fell in the Omar al-Qarsa district.", "Omar al-Qarsa", "place", ""),
    ("The bill was signed by Tamsin de Orwick.", "Tamsin de Orwick", "person", ""),
    ("The fire spread, said Orwick, who saw it.", "Orwick", "person", ""),
    ("Torvale police arrested a man.", "Torvale police", "organisation", ""),
]


@pytest.mark.parametrize(("text", "surface", "label", "canonical"), FOUND, ids=lambda value: str(value)[:40])
def test_a_name_is_found_whole_with_its_label(text: str, surface: str, label: str, canonical: str) -> None:
    named = [(m.surface, m.label, m.canonical) for m in read(text)]
    assert (surface, label, canonical or surface) in named


NOTHING = [
    "Officials said the road was closed.",
    "On Monday and Tuesday it rained.",
    "Police searched the house in March.",
    "People ran out of their homes.",
    "A rifle of the type AK-47 was found.",
    "They found nine Pistols and over two Million Euros.",
    "The bridge opened on Harvest Day, before Easter.",
    "He won the Merit Medal.",
    "The Assistant Transport Commissioner spoke.",
    "Now police look for a car.",
    "The quake measured 6.1 on the Saturdays before.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_common_words_and_dates_are_no_names(text: str) -> None:
    assert read(text) == ()


def test_title_case_of_a_headline_makes_no_names() -> None:
    text = "Three Killed As Orrin Vale Visits Burning Factory\n\nOrrin Vale visited a factory that burned."
    assert {m.surface for m in read(text)} == {"Orrin Vale"}


def test_spans_point_at_their_surface() -> None:
    text = "Gen. Orrin Vale's men left al-Qarsa, the Peruvian army said. He had been there since May."
    assert all(text[m.span.start : m.span.end] == m.surface for m in read(text))


def test_mentions_never_overlap() -> None:
    text = "The Peruvian army said Foreign Minister Orrin Vale was 30 km south of Belraya, in west Denver."
    mentions = read(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


CONTAINED = [
    ("The fire began in Denver, Colorado.", "Colorado", "Denver", True),
    ("He left Denver for Ohio.", "Ohio", "Denver", False),
    ("It struck Qarsa in Belraya province.", "Belraya", "Qarsa", True),
    ("It hit Peru's Belraya province.", "Peru", "Belraya", True),
    ("He went from Denver to west Denver.", "Denver", "west Denver", True),
    ("They came from Qarsa and from Belraya.", "Belraya", "Qarsa", None),
    ("They went from Peru to Chile.", "Peru", "Chile", False),
]


@pytest.mark.parametrize(("text", "outer", "inner", "expected"), CONTAINED)
def test_places_inside_places_are_read(text: str, outer: str, inner: str, expected: bool | None) -> None:
    (mentions,) = link_mentions([read(text)])
    by_name = {m.canonical: m for m in mentions}
    assert find_containment([mentions], [text])(by_name[outer], by_name[inner]) is expected
