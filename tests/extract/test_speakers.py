"""Who of the speakers can be named, and which statements can be checked."""

from __future__ import annotations

import pytest

from reconcile.extract.attribution import extract_attributions
from reconcile.extract.nlp import parse
from reconcile.extract.speakers import is_checkable, named_speaker
from reconcile.types import EntityMention, Quantity, Span

# sentence | a name in it | its label | a number in it | whether it answers "who said it"
STATEMENTS = (
    ("Orla Venn said that 12 barns burned down overnight.", "Orla Venn", "person", "12", True),
    (
        "The Lomvale Fire Service said that 12 barns burned down overnight.",
        "Lomvale Fire Service",
        "organisation",
        "12",
        True,
    ),
    ("A spokesman for Tarn Rail said that 12 trains stood still.", "Tarn Rail", "organisation", "12", True),
    ("A Lomvale resident said that 12 barns burned down overnight.", "Lomvale", "place", "12", False),
    ("Orla Venn said that the villagers were quite frightened afterwards.", "Orla Venn", "person", "", False),
    # What is said may be a place or a state as well as a number: whatever the reader told.
    ("Orla Venn said that the barns of Lomvale burned down.", "Orla Venn", "person", "Lomvale", True),
    ("“The barns burned down before the engines came,” Orla Venn said.", "Orla Venn", "person", "", True),
)


@pytest.mark.parametrize(("sentence", "name", "label", "number", "answers"), STATEMENTS)
def test_a_named_voice_with_a_checkable_statement_answers(
    sentence: str, name: str, label: str, number: str, answers: bool
) -> None:
    doc = next(iter(parse([sentence])))
    start = sentence.index(name)
    mention = EntityMention(span=Span(start, start + len(name)), surface=name, label=label, entity=name, canonical=name)
    quantities = [_number(sentence, number)] if number else []
    found = [
        attribution
        for attribution in extract_attributions(doc)
        if attribution.speaker
        and named_speaker(attribution, doc.char_span(*attribution.speaker, alignment_mode="expand"), [mention])
        and is_checkable(
            attribution,
            doc.char_span(*attribution.content, alignment_mode="expand"),
            told=quantities,
        )
    ]

    assert bool(found) is answers


def _number(sentence: str, number: str) -> Quantity:
    start = sentence.index(number)
    return Quantity(span=Span(start, start + len(number)), surface=number, value=None, low=None, high=None)
