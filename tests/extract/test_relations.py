"""What articles say in passing of a named thing: one line of a table is one sentence and what it answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.nlp import parse
from reconcile.extract.relations import extract_relations
from reconcile.extract.relations_lexicon import lexicon
from reconcile.types import EntityMention, Span, State

_LABELS = {
    "Orrow": "place",
    "Sund": "place",
    "Tarn": "place",
    "France": "place",
    "Lenta Front": "organisation",
    "Fern Street": "place",
    "Vessin": "organisation",
    "Ann Orr": "person",
}
# sentence | question | its subject | answer | the words that tell it
HOLDERS = (
    ("Shells fell on rebel-held Orrow.", "control", "orrow", "rebels", "rebel-held"),
    ("Shells fell on regime-held Orrow.", "control", "orrow", "government", "regime-held"),
    (
        "Shells fell on the government-controlled town of Orrow.",
        "control",
        "orrow",
        "government",
        "government-controlled",
    ),
    ("Shells fell on Orrow, an opposition-held town.", "control", "orrow", "rebels", "opposition-held"),
    ("Shells fell on Orrow an insurgent-held town in the hills.", "control", "orrow", "rebels", "insurgent-held"),
    ("Shells fell on Orrow and two other rebel-held towns.", "control", "orrow", "rebels", "rebel-held"),
    ("Orrow is the only government-held town in the valley.", "control", "orrow", "government", "government-held"),
    ("They fled to rebel-held areas in Orrow.", "control", "orrow", "rebels", "rebel-held"),
    ("They fled to the opposition stronghold of Orrow.", "control", "orrow", "rebels", "opposition"),
    ("They fled to Orrow, a rebel bastion.", "control", "orrow", "rebels", "rebel"),
    ("They fled to Orrow, a bastion of the insurgents.", "control", "orrow", "rebels", "insurgents"),
    ("Orrow is controlled by an alliance of rebels.", "control", "orrow", "rebels", "alliance of rebels"),
    ("Orrow is held by the army.", "control", "orrow", "government", "army"),
    ("They fled to Orrow, which the armed opposition controls.", "control", "orrow", "rebels", "the armed opposition"),
    ("Rebels still hold Orrow.", "control", "orrow", "rebels", "Rebels"),
    ("Orrow is besieged by government forces.", "siege", "orrow", "government", "government forces"),
    ("Orrow has been under rebel siege for a year.", "siege", "orrow", "rebels", "rebel"),
    ("Orrow is under a siege by the insurgents.", "siege", "orrow", "rebels", "insurgents"),
    ("Aid reached the rebel-besieged villages of Orrow and Sund.", "siege", "orrow+sund", "rebels", "rebel-besieged"),
    ("The U.S.-backed Lenta Front moved on.", "backing", "lenta front", "United States", "U.S.-backed"),
    ("The French-backed Lenta Front moved on.", "backing", "lenta front", "France", "French-backed"),
    ("Ann Orr is backed by France.", "backing", "ann orr", "France", "France"),
    ("The Kurdish-led Lenta Front moved on.", "lead", "lenta front", "Kurdish", "Kurdish-led"),
    ("The predominantly Kurdish Lenta Front moved on.", "make_up", "lenta front", "Kurdish", "Kurdish"),
    ("The Tarn-based Lenta Front moved on.", "base", "lenta front", "Tarn", "Tarn-based"),
    ("The Lenta Front, based in Orrow, moved on.", "base", "lenta front", "Orrow", "Orrow"),
    ("The British-based Lenta Front moved on.", "base", "lenta front", "United Kingdom", "British-based"),
)
PLACINGS = (
    ("They fled to the town of Orrow.", "settlement", "orrow", "town", "town"),
    ("They fled to Orrow village.", "settlement", "orrow", "village", "village"),
    ("They fled to Orrow, a small town.", "settlement", "orrow", "town", "town"),
    ("They fled to the villages of Orrow and Sund.", "settlement", "orrow+sund", "village", "villages"),
    ("The frigate Vessin sank.", "craft", "vessin", "frigate", "frigate"),
    ("Patrol vessel Vessin sank.", "craft", "vessin", "patrol vessel", "Patrol vessel"),
    ("Shells fell on the northeastern city of Orrow.", "part", "orrow", "northeast", "northeastern"),
    ("Shells fell on Orrow in northern France.", "part", "orrow", "north", "northern"),
    ("Shells fell on Orrow in the country's north.", "part", "orrow", "north", "north"),
    ("Orrow, on the northern tip of Sund, shook.", "part", "orrow", "north", "northern tip"),
    ("Shells fell on the southwestern suburb of Orrow.", "quarter", "orrow", "southwest", "southwestern"),
    ("Shells fell on Orrow, near the French border.", "border", "orrow", "France", "French border"),
    ("Shells fell on Orrow, on the border with France.", "border", "orrow", "France", "border with France"),
    ("Shells fell on Orrow, a town near Sund.", "near", "orrow", "near Sund", "Sund"),
    ("Shells fell on Orrow just east of Sund.", "near", "orrow", "east of Sund", "east of Sund"),
    (
        "Shells fell on Orrow, 10 km (six miles) northwest of Sund.",
        "near",
        "orrow",
        "northwest of Sund",
        "northwest of Sund",
    ),
    ("Shells fell on Orrow, a suburb of Sund.", "near", "orrow", "suburb of Sund", "suburb of Sund"),
    ("Shells fell on the Sund suburb of Orrow.", "near", "orrow", "suburb of Sund", "Sund suburb"),
    ("They fled to Orrow, the capital of Sund province.", "capital", "orrow", "Sund", "capital"),
    ("They fled to the provincial capital Orrow.", "capital", "orrow", "the region", "provincial capital"),
    ("They fled to the country's second city Orrow.", "rank", "orrow", "second", "second city"),
    ("Buses left the Shiite villages of Orrow and Sund.", "people", "orrow+sund", "Shiite", "Shiite"),
    ("Buses left the mainly Shia town of Orrow.", "people", "orrow", "mostly Shiite", "Shia"),
    ("Buses left the Kurdish-majority city of Orrow.", "people", "orrow", "mostly Kurdish", "Kurdish"),
)
PEOPLE = (
    ("Police held Ann Orr, 26, of Sund.", "home", "ann orr", "Sund", "Sund"),
    ("Ann Orr, a 26-year-old resident of Sund, fled.", "home", "ann orr", "Sund", "Sund"),
    ("Sund resident Ann Orr fled.", "home", "ann orr", "Sund", "Sund"),
    ("Ann Orr lives in Sund.", "home", "ann orr", "Sund", "Sund"),
    ("Ann Orr is from the minority Druze sect.", "belonging", "ann orr", "Druze", "Druze"),
)
# sentence | why nothing is told of a holder, a place or a person
SILENT = (
    ("They crossed from rebel-held territory.", "nothing is named"),
    ("Orrow was hit by rebel-held guns.", "guns are no place"),
    ("Shells fell on a rebel-held area outside Orrow.", "an area outside is another place"),
    ("Shells fell on rebel-held areas in France.", "an area of a country is not the country"),
    ("Shells fell on formerly rebel-held Orrow.", "what was so before"),
    ("Orrow had been held by rebels.", "what was so before"),
    ("Orrow is not controlled by rebels.", "a denial"),
    ("Orrow was shelled by rebels.", "shelling holds nothing"),
    ("Shells fell on long-held Orrow.", "no holder"),
    ("Rebels seized Orrow.", "news, not what is known of it"),
    ("They fled to Orrow and the southern cities.", "other places"),
    ("They met in Orrow, a suburb of the city.", "the city is another"),
    ("They met on Fern Street, near Sund.", "a street"),
    ("They met at Capital High School in Orrow.", "a part of a name"),
    ("They drove east of Sund.", "no other place"),
    ("Orrow and Sund lie east of the river.", "a river without a name"),
    ("They met in Sund City.", "a part of a name"),
    ("Northern winds hit the town.", "no name"),
    ("The mayor of Sund met Ann Orr.", "an office, no home"),
    ("Ann Orr spoke of Sund.", "what one speaks of is no home"),
    ("Residents of Sund met Ann Orr.", "other people"),
    ("Ann Orr spoke of the Druze minority.", "what one speaks of is no faith of one's own"),
)
# text | question | answers told of Orrow and Sund, which the second sentence only means
MEANT = (
    ("Buses left the villages of Orrow and Sund. The two villages are besieged by rebels.", "siege", {"rebels"}),
    (
        "Buses left two rebel-besieged villages. Orrow and Sund are villages. The villages of Orrow and Sund fell.",
        "siege",
        {"rebels"},
    ),
    ("A bomb hit a rebel-held town. The town of Orrow lies far off.", "control", {"rebels"}),
    ("A bomb hit the town of Orrow. The rebel-held town burned.", "control", {"rebels"}),
    ("A bomb hit the town of Orrow. The town of Sund fled. The rebel-held town burned.", "control", set()),
    ("A bomb hit the villages of Orrow and Sund. The rebel-held town burned.", "control", set()),
)


def relations(text: str) -> tuple[State, ...]:
    (doc,) = parse([text])
    names = {}
    for name, label in _LABELS.items():
        start = text.find(name)
        while start >= 0:
            mention = EntityMention(
                span=Span(start, start + len(name)), surface=name, label=label, entity=name.lower(), canonical=name
            )
            names.update({token.i: mention for token in doc.char_span(*mention.span, alignment_mode="expand")})
            start = text.find(name, start + 1)
    return extract_relations(doc, mention_at=lambda token: names.get(token.i))


@pytest.mark.parametrize(("sentence", "question", "subject", "answer", "surface"), (*HOLDERS, *PLACINGS, *PEOPLE))
def test_what_is_said_in_passing_answers_a_question_about_a_name(
    sentence: str, question: str, subject: str, answer: str, surface: str
) -> None:
    told = [state for state in relations(sentence) if state.question == question]
    assert [(state.subject, state.answer, state.surface) for state in told] == [(f"|{subject}", answer, surface)]


@pytest.mark.parametrize(("sentence", "why"), SILENT)
def test_nothing_is_told_where_no_name_is_described(sentence: str, why: str) -> None:
    assert relations(sentence) == (), why


@pytest.mark.parametrize(("text", "question", "answers"), MEANT)
def test_a_town_without_its_name_is_the_only_one_that_the_text_names_so(
    text: str, question: str, answers: set[str]
) -> None:
    assert {state.answer for state in relations(text) if state.question == question} == answers


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Shells fell on rebel-held Orrow.", "Who controls Orrow?"),
        ("Buses left the northern towns of Orrow and Sund.", "In which part of the country do Orrow and Sund lie?"),
        ("Patrol vessel Vessin sank.", "What kind of vessel is Vessin?"),
        ("Police held Ann Orr, 26, of Sund.", "Where does Ann Orr live?"),
    ],
)
def test_the_question_is_plain_words_about_the_name(sentence: str, asked: str) -> None:
    assert asked in {state.asks for state in relations(sentence)}


def test_every_question_that_the_words_lead_to_has_its_wording() -> None:
    words = lexicon()
    led_to = {*words.relation_by_ending.values(), *words.relation_by_verb.values(), *words.relation_by_state.values()}
    assert led_to <= words.asks.keys()
    assert words.moments <= words.asks.keys()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([row[0] for row in (*HOLDERS, *PLACINGS, *PEOPLE)]), min_size=1, max_size=4))
def test_the_words_that_tell_stand_where_the_span_says(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert all(text[state.span.start : state.span.end] == state.surface for state in relations(text))
