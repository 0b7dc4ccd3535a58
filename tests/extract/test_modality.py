"""How sure an article is: one line of the table is one clause of news prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reconcile.extract.attribution import extract_attributions
from reconcile.extract.modality import is_negated, modality_at
from reconcile.extract.nlp import parse
from reconcile.types import Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# text | the word asked about | modality
CLAUSES = (
    ("The army denied that its jets killed ten people.", "killed", "denied"),
    ("The ministry rejected claims that soldiers fired on the crowd.", "fired", "denied"),
    ("Officials denied killing the two farmers.", "farmers", "denied"),
    ("Police ruled out terrorism.", "terrorism", "denied"),
    ("Reports that the dam burst are false.", "burst", "denied"),
    ("The governor did not deny that he met the envoy.", "met", "hedged"),
    ("The president will visit Lomvale on Friday.", "visit", "planned"),
    ("The court is to hear the case on Monday.", "hear", "planned"),
    ("The firm plans to close two plants.", "plants", "planned"),
    ("The talks are scheduled for Tuesday.", "scheduled", "planned"),
    ("The minister is expected to resign.", "resign", "planned"),
    ("The ship is due to arrive at noon.", "arrive", "planned"),
    ("The party is set to win.", "win", "planned"),
    ("The planned meeting was called off.", "meeting", "planned"),
    ("The army said it will withdraw 200 soldiers.", "soldiers", "planned"),
    ("The bridge may reopen next week.", "reopen", "hedged"),
    ("Four men are believed to be trapped in the mine.", "trapped", "hedged"),
    ("The clerk allegedly took the money.", "took", "hedged"),
    ("The driver was reportedly asleep.", "asleep", "hedged"),
    ("Ferries would resume if circumstances allow.", "resume", "hedged"),
    ("The police believe the fire was started on purpose.", "started", "hedged"),
    ("The raid was likely to have been flown by rebel jets.", "flown", "hedged"),
    ("The alleged thief fled.", "thief", "hedged"),
    ("Police said that three people were hurt.", "hurt", "reported"),
    ("Three people were hurt, the mayor said.", "people", "reported"),
    ("Three people were hurt, the mayor said.", "said", "asserted"),
    ("Three people were hurt in the crash.", "hurt", "asserted"),
    ("She rejected his offer.", "offer", "asserted"),
    ("The union praised the rescue of twelve miners.", "miners", "asserted"),
)
# text | the word asked about | negated
NEGATIONS = (
    ("Three people were not hurt.", "hurt", True),
    ("They didn't meet the envoy.", "meet", True),
    ("They never met the envoy.", "met", True),
    ("Nobody was hurt.", "hurt", True),
    ("No one was hurt.", "hurt", True),
    ("No casualties were reported.", "casualties", True),
    ("The rocket failed to reach orbit.", "reach", True),
    ("The airline no longer flies there.", "flies", True),
    ("The firm has yet to pay the workers.", "pay", True),
    ("He left without paying the bill.", "paying", True),
    ("He left without paying the bill.", "left", False),
    ("She did not fail to appear.", "appear", False),
    ("Not only did they strike the port, they burned the depot.", "strike", False),
    ("Three people were hurt.", "hurt", False),
)


def _parsed(text: str, word: str) -> tuple[Doc, Token]:
    doc = next(iter(parse([text])))
    return doc, next(token for token in doc if token.text == word)


@pytest.mark.parametrize(("text", "word", "modality"), CLAUSES)
def test_modality_of_a_clause(text: str, word: str, modality: str) -> None:
    doc, token = _parsed(text, word)

    assert modality_at(token, extract_attributions(doc)) is Modality(modality)


@pytest.mark.parametrize(("text", "word", "negated"), NEGATIONS)
def test_negation_of_a_clause(text: str, word: str, negated: bool) -> None:
    _, token = _parsed(text, word)

    assert is_negated(token) is negated


def test_denied_role_leaves_the_event_undenied() -> None:
    doc, token = _parsed("The group denied a role in the blast that killed five people.", "killed")

    assert modality_at(token, extract_attributions(doc)) is not Modality.DENIED


def test_denial_of_a_killing_is_not_its_negation() -> None:
    _, token = _parsed("The army denied that its jets killed ten people.", "killed")

    assert not is_negated(token)
