"""The sentence an editor acts on: who says what, and why the verdict is what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.explanations import explain
from reconcile.types import Verdict
from tests.compare.groups import claim_in

_ROWS = json.loads(Path(__file__).with_name("explanations.json").read_text(encoding="utf-8"))["rows"]
_TEXT = st.text(alphabet=st.sampled_from('aA é,.“”"\n’7_*'), min_size=1, max_size=80)


def _explained(row):
    told = []
    for number, about in enumerate(row["claims"], start=1):
        fields = {**about, "value": dict(about.get("value", {}))}
        told.append(claim_in(fields.pop("marked"), row["slot"], id=f"a{number}", **fields))
    claims = [claim for claim, _ in told]
    articles = {of.id: of for _, of in told}
    return explain(
        Verdict(row["verdict"]), (claims[0], claims[1]), reason=row["reason"], claims=claims, articles=articles
    )


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["says"][:60])
def test_explanation_names_outlets_holders_and_values(row):
    assert _explained(row) == row["says"]


def test_two_holders_in_one_article_are_told_as_such():
    left, of = claim_in("Tarn says [17] were taken.", value={"value": 17}, speaker="Tarn")
    right, _ = claim_in("Velt admits that [13] were taken.", value={"value": 13}, speaker="government of Velt", order=1)

    told = explain(Verdict.CONFLICT, (left, right), reason="", claims=[left, right], articles={of.id: of})

    assert told == (
        "Two holders in one article (Orrow Courier) differ: Tarn says 17, the government of Velt says 13; "
        "no rounding joins the two."
    )


def test_article_without_publisher_goes_by_its_id():
    left, of = claim_in("[17] left.", id="wire-3", value={"value": 17}, publisher=None)
    right, other = claim_in("[13] left.", id="mail-9", value={"value": 13}, publisher=None)

    told = explain(
        Verdict.CONFLICT, (left, right), reason="", claims=[left, right], articles={of.id: of, other.id: other}
    )

    assert told.startswith("wire-3 gives 17, mail-9 13")


@given(
    surface=_TEXT,
    speaker=st.none() | _TEXT,
    verdict=st.sampled_from(list(Verdict)),
    slot=st.sampled_from(["quantity", "time", "person", "place", "status", "other"]),
)
def test_explanation_is_one_line_with_whole_quotation_marks(surface, speaker, verdict, slot):
    left, of = claim_in(f"So [{surface}] it was.", slot, id="a1", speaker=speaker)
    right, other = claim_in("So [four] it was.", slot, id="a2", published=None)

    told = explain(verdict, (left, right), reason="", claims=[left, right], articles={of.id: of, other.id: other})

    assert told.endswith(".")
    assert "\n" not in told
    assert "None" not in told
    assert '"' not in told
    assert told.count("“") == told.count("”")
