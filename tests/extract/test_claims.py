"""Claims of an article: one line of a table is one sentence and what a claim of it holds."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.claims import Reading, build_claims, read_article
from reconcile.extract.entities import link_mentions
from reconcile.extract.nlp import parse
from reconcile.types import Claim, EntityMention, Modality, Quantity, Slot, State
from tests.builders import article

TOLL = "Nine sailors were killed and 30 wounded in Orrow on Tuesday, police said."
SAID = "Mayor Lena Brandt said the fire began at 6 p.m. on Wednesday."
WHAT = "guests were evacuated what"
# sentence | slot | surface | predicate | role | frame
FRAMES = (
    (TOLL, "quantity", "Nine", "killed", "object", "how many sailors were killed and"),
    (TOLL, "place", "Orrow", "wounded", "in", "wounded in where on"),
    (TOLL, "time", "Tuesday", "wounded", "in", "wounded in Orrow on when"),
    (SAID, "time", "6 p.m.", "started", "in", "the fire began at when on"),
    (SAID, "speaker", "Mayor Lena Brandt", "started", "speaker", "who said the fire began at on"),
    (SAID, "person", "Mayor Lena Brandt", "office", "mayor", "who is mayor"),
    ("Lena Brandt met Piet Aalto.", "person", "Piet Aalto", "met", "object", "Lena Brandt met who"),
    ("Lena Brandt met Piet Aalto.", "person", "Lena Brandt", "office", "", "who is named"),
    ("Guests were evacuated as a precaution.", "other", "as a precaution", "evacuated", "adverbial", WHAT),
    ("The port reopened.", "status", "port reopened", "state:closures", "event", "the what"),
    ("The death toll was 24.", "quantity", "24", "killed", "attribute", "the death toll was how many"),
)
# sentence | the claim's surface | modality | negated
SURENESS = (
    ("Nine sailors drowned near Sund.", "Nine", Modality.ASSERTED, False),
    (TOLL, "Nine", Modality.REPORTED, False),
    ("Lena Brandt will visit Sund on Friday.", "Friday", Modality.PLANNED, False),
    ("Lena Brandt did not visit Sund on Monday.", "Monday", Modality.ASSERTED, True),
)
# sentences | what the second sentence's quantity is told of
ERAS = (
    ("In 2004 a flood killed 90 people. The flood killed 12 cows.", "2004"),
    ("In 2004 a flood killed 90 people. On Tuesday a flood killed 12 cows.", ""),
    ("On Tuesday a flood killed 90 people. Floods have killed 12 cows since January.", "since"),
    ("On Tuesday a flood killed 90 people. In its five raids the navy freed 12 cows.", "since"),
    ("On Tuesday a flood killed 90 people. It is the worst flood since a storm that killed 12 people.", ""),
    ("On Tuesday a flood killed 90 people. So far crews have found 12 cows.", "since"),
    ("On Tuesday a flood killed 90 people. The ferry, which carried 12 sailors in 1997, sank.", "1997"),
    ("On Tuesday a flood killed 90 people. The ferry, which sank in 1997, hit 12 swimmers.", ""),
)
# sentence, which names a person first | his age | whether the age is told of him
AGES = (
    ("Ada Holm, 7, was found near Orrow.", "7", True),
    ("Ada Holm (7) was found near Orrow.", "7", True),
    ("Ada Holm was 7 years old when she died.", "7 years old", True),
    ("Ada Holm was found near Orrow, and a boy, 7, was hurt.", "7", False),
    ("Ada Holm found a 7-year-old boy near Orrow.", "7-year-old", False),
    ("Ada Holm, mother of the 7-year-old, wept.", "7-year-old", False),
)
# sentence, whose last number is 12 | what must be no claim's surface
NO_CLAIMS = (
    ("Mayor Lena Brandt said 12 trucks burned.", "quantity", "Lena"),
    ("The wall is 12 kilometres (7 miles) long.", "quantity", "7 miles"),
    ("The Turkish border saw 12 trucks.", "organisation", "Turkish"),
    ("The mayor now has 12 trucks.", "time", "now"),
    ("The fair lasted three days and drew 12 trucks.", "time", "three days"),
)


def read(text: str, **given) -> Reading:
    (doc,) = parse([text])
    return read_article(article(text=text, **given), doc)


def claims(text: str, **given) -> tuple[Claim, ...]:
    return build_claims(read(text, **given))


def claim(text: str, surface: str, slot: str | None = None, *, predicate: str | None = None) -> Claim:
    """The only claim of that surface, slot and predicate."""
    (found,) = (
        c for c in claims(text) if c.surface == surface and slot in {None, c.slot} and predicate in {None, c.predicate}
    )
    return found


@pytest.mark.parametrize(("sentence", "slot", "surface", "predicate", "role", "frame"), FRAMES)
def test_a_value_stands_masked_in_its_clause(
    sentence: str, slot: str, surface: str, predicate: str, role: str, frame: str
) -> None:
    found = claim(sentence, surface, slot, predicate=predicate)

    assert (found.role, found.frame) == (role, frame)


@pytest.mark.parametrize(("sentence", "surface", "modality", "negated"), SURENESS)
def test_a_claim_is_as_sure_as_its_clause(sentence: str, surface: str, modality: Modality, negated: bool) -> None:
    found = claim(sentence, surface)

    assert (found.modality, found.negated) == (modality, negated)


@pytest.mark.parametrize(("text", "era"), ERAS)
def test_a_claim_tells_of_the_time_of_its_clause(text: str, era: str) -> None:
    assert claim(text, "12").era == era


@pytest.mark.parametrize(("sentence", "surface", "told_of_him"), AGES)
def test_an_age_is_told_of_the_person_it_stands_with(sentence: str, surface: str, told_of_him: bool) -> None:
    named = claim("Police found Ada Holm.", "Ada Holm", "person", predicate="found").value

    assert isinstance(named, EntityMention)
    assert claim(sentence, surface, "quantity").owner == (named.entity if told_of_him else "")


def test_each_person_of_a_list_has_an_age():
    sister, brother = (claim("Ada Holm, 7, and Piet Aalto, 9, were found.", age, "quantity").owner for age in "79")

    assert sister and brother and sister != brother


def test_an_age_is_of_no_era():
    assert claim("In 2004 a flood killed 90 people. Ada Holm, 7, was found.", "7", "quantity").era == ""


@pytest.mark.parametrize(("sentence", "slot", "surface"), NO_CLAIMS)
def test_what_answers_no_question_is_no_claim(sentence: str, slot: str, surface: str) -> None:
    surfaces = [c.surface for c in claims(sentence) if c.slot == slot]

    assert any("12" in c.surface for c in claims(sentence))
    assert surface not in surfaces


def test_a_claim_knows_who_said_it() -> None:
    assert claim(TOLL, "Nine").speaker == "police"
    assert claim(SAID, "6 p.m.").speaker == "Lena Brandt"


def test_a_claim_knows_when_its_clause_takes_place() -> None:
    assert claim(TOLL, "Orrow").when == (datetime(2021, 3, 2), datetime(2021, 3, 3))


def test_a_time_is_not_when_it_takes_place_itself() -> None:
    assert claim(TOLL, "Tuesday").when is None


def test_a_claim_knows_the_names_beside_it_but_not_its_own() -> None:
    toll, place = claim(TOLL, "30"), claim(TOLL, "Orrow")

    assert toll.places == toll.entities == (place.value.entity,)
    assert place.places == place.entities == ()


def test_words_that_say_the_same_are_one_class_and_the_value_is_none_of_them() -> None:
    left = claim("Nine sailors were killed.", "Nine")
    right = claim("Nine sailors died.", "Nine")

    assert left.predicate == right.predicate == "killed"
    assert left.words == right.words == ("killed", "sailor")


def test_a_numbered_event_is_one_word_and_others_of_its_kind_are_another() -> None:
    second, third = (claim(f"Traders met at the {nth} summit in May.", "May") for nth in ("second", "third"))
    house = claim("Traders met at the second house in May.", "May")

    assert ("second summit" in second.words, "third summit" in third.words) == (True, True)
    assert not any(" " in word for word in set(second.words) & set(third.words))
    assert "house" in house.words
    assert not any(" " in word for word in house.words)


def test_when_something_took_place_is_asked_of_what_took_place() -> None:
    took_place, voted, took = (
        claim(f"{clause} on Monday.", "Monday") for clause in ("The vote took place", "The town voted", "Lena took it")
    )

    assert took_place.predicate == voted.predicate
    assert took.predicate != voted.predicate


@pytest.mark.parametrize("dateline", ["ORROW, March 4", "Orrow, March 4 (Lena Brandt)", "ORROW (Norvig Press)"])
def test_where_when_and_by_whom_a_text_was_written_is_no_claim(dateline: str) -> None:
    text = f"{dateline} — The blaze hurt 31 people in Sund."

    found = claims(text, dateline=dateline)

    assert {"31", "Sund"} <= {c.surface for c in found}
    assert all(c.span.start > len(dateline) for c in found)


def test_who_signs_the_dateline_is_named_where_the_story_names_her() -> None:
    text = "ORROW (Lena Brandt) — The blaze hurt 31 people.\n\nLena Brandt met traders."

    (office,) = (c for c in claims(text, dateline="ORROW (Lena Brandt)") if c.predicate == "office")

    assert office.span.start == text.rindex("Lena Brandt")


def test_the_words_of_a_dateline_further_down_are_the_storys_own() -> None:
    padding = "The bells rang and rang, and everybody came down to look at the water. " * 2
    found = claims(f"{padding}\n\nNine sailors drowned in Orrow.", dateline="Orrow")

    assert "Orrow" in {c.surface for c in found}


def test_a_person_has_one_office_from_the_first_full_name_with_a_title() -> None:
    text = "Lena Brandt met traders.\n\nLena Brandt, the mayor, then left.\n\nGovernor Lena Brandt slept."
    offices = [c for c in claims(text) if c.predicate == "office"]

    assert [(c.role, c.span.start) for c in offices] == [("mayor", text.index("Lena Brandt, the"))]


def test_whose_something_is_does_not_say_who_he_is() -> None:
    owned, named = "The house of Lena Brandt’s aunt burned.", "Lena Brandt left the house."

    assert "office" not in {c.predicate for c in claims(owned)}
    assert "office" in {c.predicate for c in claims(named)}


def test_a_state_is_asked_of_whom_it_tells() -> None:
    told = claims("The girl is in critical condition.")
    (state,) = (c for c in told if isinstance(c.value, State) and c.value.question == "condition")

    assert (state.slot, state.predicate, state.role) == (Slot.STATUS, "state:condition", "child")


def test_a_direction_is_a_state_of_its_place() -> None:
    (state,) = (c for c in claims("The ferry sank 55 km south of Orrow.") if c.predicate == "state:direction")

    assert (state.surface, state.role) == ("south", "55 km orrow")


def test_a_speakers_quotation_ends_where_its_words_end() -> None:
    text = f"{SAID}\n\nThe port reopened."

    assert text[slice(*claim(text, "Mayor Lena Brandt", "speaker").sentence)] == SAID


def test_a_speaker_is_quoted_with_what_he_says_in_the_sentence_before() -> None:
    text = "“The fire began at 6 p.m. It was out by seven,” Mayor Lena Brandt said."

    assert text[slice(*claim(text, "Mayor Lena Brandt", "speaker").sentence)] == text


def test_who_is_told_is_no_answer() -> None:
    text = "Lena Brandt told the Merrow Times that the fire began on Wednesday."

    assert "Merrow Times" not in {c.surface for c in claims(text)}
    assert "Merrow Times" in {c.surface for c in claims(text.replace("told", "sued"))}


def test_a_corrected_number_keeps_the_ids_of_its_article() -> None:
    before, after = claims(TOLL), claims(TOLL.replace("Nine", "Eleven"))

    assert "Eleven" in {c.surface for c in after}
    assert [c.id for c in before] == [c.id for c in after]


def test_two_articles_of_one_text_share_no_id() -> None:
    left, right = claims(TOLL, id="a1"), claims(TOLL, id="a2")

    assert left
    assert len({c.id for c in (*left, *right)}) == len(left) + len(right)


def test_linked_names_are_one_entity_in_the_claims_of_two_articles() -> None:
    readings = [read("Lena Brandt met traders."), read("Traders were met by Lena Brandt.", id="a2")]
    linked = link_mentions([reading.mentions for reading in readings])
    told = [
        build_claims(replace(reading, mentions=mentions)) for reading, mentions in zip(readings, linked, strict=True)
    ]
    entities = [{c.value.entity for c in found if c.surface == "Lena Brandt"} for found in told]

    assert len(entities[0]) == 1
    assert entities[0] == entities[1]


WITH_NUMBERS = sorted({sentence for sentence, *_ in (*FRAMES, *SURENESS, *ERAS, *NO_CLAIMS)})
WITHOUT_NUMBERS = (
    "Lena Brandt met Piet Aalto in Orrow.",
    "The courier was hit in the chest.",
    "The port of Sund reopened.",
    "Lena Brandt, the mayor, left on Monday.",
)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WITH_NUMBERS), min_size=1, max_size=3), st.sampled_from([" ", "\n\n"]))
def test_claims_point_at_their_words_in_order_with_ids_of_their_own(sentences: list[str], join: str) -> None:
    text = join.join(sentences)

    found = claims(text)

    assert found
    assert all(text[slice(*c.span)] == c.surface for c in found)
    assert all(quote and quote == quote.strip() for quote in (text[slice(*c.sentence)] for c in found))
    assert [c.span for c in found] == sorted(c.span for c in found)
    assert [c.order for c in found] == list(range(len(found)))
    assert len({c.id for c in found}) == len(found)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WITHOUT_NUMBERS), min_size=1, max_size=3))
def test_a_text_without_numbers_holds_no_quantity(sentences: list[str]) -> None:
    found = claims(" ".join(sentences))

    assert found
    assert not any(isinstance(c.value, Quantity) for c in found)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WITH_NUMBERS), min_size=1, max_size=3))
def test_the_same_article_has_the_same_claims(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    first, second = claims(text), claims(text)

    assert first
    assert all(getattr(a, f.name) == getattr(b, f.name) for a, b in zip(first, second, strict=True) for f in fields(a))
