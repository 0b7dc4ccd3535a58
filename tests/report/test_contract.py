"""report.json: the public contract."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reconcile.report import render_json, schema
from reconcile.types import Slot
from tests.builders import article, evidence, finding, provenance, report, variant
from tests.harbour import harbour_report


@pytest.fixture(scope="module")
def validator():
    Draft202012Validator.check_schema(schema())
    return Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_whole_report_reads_as_agreed(snapshot):
    assert render_json(harbour_report()) == snapshot


@pytest.mark.parametrize(
    "told", [harbour_report(), report(articles=()), report(provenance=provenance(generated_at=None))]
)
def test_every_report_meets_the_schema(validator, told):
    validator.validate(json.loads(render_json(told)))


def described(part, node, definitions):
    """Yield the paths in `part` that the schema does not describe."""
    node = definitions[node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    if isinstance(part, dict):
        for key, inner in part.items():
            if key not in node["properties"]:
                yield key
            else:
                yield from described(inner, node["properties"][key], definitions)
    elif isinstance(part, list):
        for inner in part:
            yield from described(inner, node["items"], definitions)


def test_the_schema_describes_every_field():
    assert not list(described(json.loads(render_json(harbour_report())), schema(), schema()["$defs"]))


def test_offsets_count_in_the_text_that_the_report_keeps():
    told = json.loads(render_json(harbour_report()))
    text_by_id = {a["id"]: a["text"] for a in told["articles"]}
    rows = [row for f in told["findings"] for v in f["variants"] for row in v["evidence"]]
    assert rows
    assert all(text_by_id[row["article_id"]][row["start"] : row["end"]] == row["surface"] for row in rows)


def test_only_quantities_have_bounds():
    told = report(finding(variant("Orrow"), slot=Slot.PLACE, id="p"), finding(variant("58", low=58), id="q"))
    place, amount = sorted(json.loads(render_json(told))["findings"], key=lambda f: f["id"])
    assert "low" not in place["variants"][0]
    assert (amount["variants"][0]["low"], amount["variants"][0]["high"]) == (58, None)


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_can_be_written_and_read_back(text):
    told = render_json(report(articles=(article(text=text, published=None),)))
    assert json.loads(told.encode("utf-8"))["articles"][0]["text"] == text


def test_findings_stand_in_reading_order():
    told = report(finding(variant("5", evidence()), id="a", level="low"), finding(id="b"))
    assert [f["id"] for f in json.loads(render_json(told))["findings"]] == ["b", "a"]
