"""Who is found to say what: one line of the table is one sentence of news prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.attribution import extract_attributions, speaker_of
from reconcile.extract.nlp import parse
from reconcile.types import Attribution, Span

# text | speaker | cue | what the content must hold | type
SPOKEN = (
    ("Police said the road was closed.", "Police", "said", "the road was closed", "indirect"),
    ("The road was closed, the ministry added.", "the ministry", "added", "The road was closed", "indirect"),
    ("The mayor, police said, was unhurt.", "police", "said", "was unhurt", "indirect"),
    ("Two men drowned, according to the coastguard.", "the coastguard", "according to", "Two men drowned", "indirect"),
    ("According to the coastguard, two men drowned.", "the coastguard", "according to", "two men drowned", "indirect"),
    ("Officials believe that the dam is safe.", "Officials", "believe", "the dam is safe", "indirect"),
    ("Mr Orlo wrote that the bridge was unsafe.", "Mr Orlo", "wrote", "the bridge was unsafe", "indirect"),
    ("The survey found that prices rose by 3%.", "The survey", "found", "prices rose by 3%", "indirect"),
    ("He was quoted as saying the dam had burst.", "He", "saying", "the dam had burst", "indirect"),
    ("The farmers were told by Mr Orlo that it was over.", "Mr Orlo", "were told", "it was over", "indirect"),
    ("The firm issued a statement saying it would pay.", "The firm", "saying", "it would pay", "indirect"),
    ("His claim that the mine had closed angered the union.", "His", "claim", "the mine had closed", "indirect"),
    ("Police: two killed in Lomvale blast", "Police", ":", "two killed in Lomvale blast", "indirect"),
    ("Two killed in Lomvale blast: police", "police", ":", "Two killed in Lomvale blast", "indirect"),
    ("Ann Orlo, who said the tests failed, resigned.", "Ann Orlo, who", "said", "the tests failed", "indirect"),
    ("The army denied any role in the raid.", "The army", "denied", "any role in the raid", "indirect"),
    ("A wall fell, Ann Orlo told the Lomvale Press.", "Ann Orlo", "told", "A wall fell", "indirect"),
    ("“We lost the ship,” said Captain Orlo.", "Captain Orlo", "said", "We lost the ship", "direct"),
    ('"We lost the ship," Captain Orlo said.', "Captain Orlo", "said", "We lost the ship", "direct"),
    ("''We lost the ship,'' Captain Orlo said.", "Captain Orlo", "said", "We lost the ship", "direct"),
    ("She did not hold back: “They took all of our boats.”", "She", "hold", "They took all of our boats", "direct"),
)
WITHOUT_COMMAS = (
    ("At least six people died in the fire the mayor said on Monday.", "the mayor", "At least six people died"),
    ("The blast hit a bus injuring two the Lomvale monitor said.", "the Lomvale monitor", "injuring two"),
    ("The toll has risen to at least 112 a relief group said Sunday.", "a relief group", "at least 112"),
    ("The toll may rise because of the number of people badly hurt added the Bureau.", "the Bureau", "badly hurt"),
    ("Six drowned in the east of Lomvale Orvian state television reported.", "Orvian state television", "Six drowned"),
)


def _attributions(text: str) -> tuple[Attribution, ...]:
    return extract_attributions(next(iter(parse([text]))))


def _at(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def _speaker(text: str, words: str) -> str | None:
    start = text.index(words)
    found = speaker_of(Span(start, start + len(words)), _attributions(text))
    return _at(text, found.speaker) if found else None


@pytest.mark.parametrize(("text", "speaker", "cue", "content", "kind"), SPOKEN)
def test_finds_speaker_cue_content_and_type(text: str, speaker: str, cue: str, content: str, kind: str) -> None:
    found = [
        (_at(text, a.speaker), _at(text, a.cue), a.type)
        for a in _attributions(text)
        if content in text[a.content.start : a.content.end]
    ]
    assert any(s == speaker and cue in (c or "").lower() and t == kind for s, c, t in found), found


@pytest.mark.parametrize(("text", "speaker", "words"), WITHOUT_COMMAS)
def test_reads_text_whose_commas_were_stripped(text: str, speaker: str, words: str) -> None:
    assert _speaker(text, words) == speaker


def test_quotation_runs_on_without_a_new_cue() -> None:
    text = "“The roof fell,” said Ann Orlo. “Then the walls gave way. We ran.” The fire is out."

    assert [_speaker(text, words) for words in ("The roof fell", "the walls gave way", "The fire is out")] == [
        "Ann Orlo",
        "Ann Orlo",
        None,
    ]


def test_tokenised_marks_close_where_they_stand() -> None:
    text = 'The crew fled . "We found six rifles on the deck , "the officer said . Nobody was hurt .'

    assert (_speaker(text, "six rifles"), _speaker(text, "Nobody was hurt")) == ("the officer", None)


def test_quotation_may_open_again_at_a_new_paragraph() -> None:
    text = 'A statement from Foodmart said: "The damage is grave. No one was hurt.\n"The store will be rebuilt in May."'

    assert _speaker(text, "The damage is grave") == "A statement from Foodmart"


def test_nested_report_belongs_to_the_inner_speaker() -> None:
    text = "The ministry quoted him as saying that five ships had sunk."

    assert _speaker(text, "five ships") == "him"


def test_report_in_a_report_is_nested() -> None:
    text = "The ministry said that the navy had reported that five ships had sunk."

    assert [a.type for a in _attributions(text)] == ["indirect", "nested"]


def test_participle_belongs_to_whom_the_report_is_from() -> None:
    text = "The Bureau confirmed a woman was killed in the blast, saying it also wounded 20 people."

    assert _speaker(text, "20 people") == "The Bureau"


def test_praise_is_an_attitude_and_states_nothing() -> None:
    text = "The minister praised the rescue of twelve miners."

    assert ([a.type for a in _attributions(text)], _speaker(text, "twelve miners")) == (["attitude"], None)


def test_what_a_quoted_speaker_cites_stays_theirs() -> None:
    text = "“My brother said the dam burst at noon,” Ann Orlo said."

    assert _speaker(text, "at noon") == "Ann Orlo"


def test_passive_belief_has_no_speaker() -> None:
    text = "The driver is believed to be alive."

    assert [(a.speaker, _at(text, a.content)) for a in _attributions(text)] == [
        (None, "The driver is believed to be alive")
    ]


def test_shifted_tense_keeps_a_second_clause_reported() -> None:
    assert _speaker("The mill said the damage was slight but it would close.", "it would close") == "The mill"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell on Monday.",
        "I think that you want tea.",
        "They should support the plan.",
        "They found the boys asleep.",
        "",
    ],
)
def test_nobody_is_reported(text: str) -> None:
    assert _attributions(text) == ()


_PIECES = st.sampled_from(
    [
        "Police said",
        ", ",
        '"',
        "“",
        "”",
        "two ships sank",
        " the mayor added",
        ".",
        "\n",
        ": ",
        "''",
        " according to him",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_spans_lie_in_the_text_and_hold_words(text: str) -> None:
    for found in _attributions(text):
        spans = [found.cue, found.content, *([found.speaker] if found.speaker else [])]
        assert all(0 <= s.start < s.end <= len(text) and text[s.start : s.end].strip() for s in spans)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["He said it rained.", "“Go,” she said.", "It rained."]), max_size=4))
def test_same_text_gives_the_same_attributions_in_text_order(sentences: list[str]) -> None:
    text = " ".join(sentences)

    found = _attributions(text)

    assert found == _attributions(text)
    assert [a.content.start for a in found] == sorted(a.content.start for a in found)
