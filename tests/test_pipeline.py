"""The whole line on the demo articles: what must be found, what must not appear, and the same bytes twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.pipeline import run
from reconcile.report import render_json, render_markdown, schema

DEMO = Path(__file__).parent.parent / "data" / "demo"

# What any reader of the demo articles sees: verdict, slot, and words of the two rival answers' sentences.
DIFFERENCES = (
    ("conflict", "quantity", "17 Japanese citizens", "13 Japanese citizens"),
    ("conflict", "quantity", "about 30 minutes", "about 45 minutes"),
    ("conflict", "person", "Donald Trump's meeting with Kim Yong Chol", "his meeting with Kim Yong Chol"),
    ("superseded", "quantity", "Four people were arrested", "has risen to 11"),
)
SAMENESS = (
    ("place", "the summit in Singapore", "summit was held in Singapore"),
    ("time", "in Singapore in June 2018", "in Singapore in June 2018"),
    ("time", "citizens were abducted by North Korea in the 1970s", "17 Japanese citizens in the 1970s"),
)
# Words that stand only in the clutter of the pages: pitches, teasers, captions, comments, log-in and share boxes.
CLUTTER = (
    "Share on Facebook",
    "READ MORE",
    "MOST READ",
    "Typhoon shelters",
    "steam train",
    "newsletter",
    "e-mail address",
    "ferry hits pier",
    "Photo:",
    "likes",
    "Guest_4471",
    "old_sailor",
    "free articles left",
    "4 dollars a month",
    "Log in",
    "Login",
    "Read next",
    "places to see the snow",
    "free app",
    "Contact the newsroom",
    "Advertisement",
    "Become a member",
    "All rights reserved",
)


@pytest.fixture(scope="module")
def demo():
    """Return the report on the demo articles, as it is and as its JSON."""
    report = run([str(DEMO)], story="demo")
    return report, json.loads(render_json(report))


def quotes_of(finding):
    return [row["quote"] for variant in finding["variants"] for row in variant["evidence"]]


def without_time(contract):
    """Return the contract's JSON without the run's own time."""
    return json.dumps({**contract, "run": {**contract["run"], "generated_at": None}})


def told(contract, *, verdicts, slot, words):
    """Return the findings of these verdicts and this slot that quote all `words`."""
    return [
        finding
        for finding in contract["findings"]
        if finding["verdict"] in verdicts
        and finding["slot"] == slot
        and all(any(part in quote for quote in quotes_of(finding)) for part in words)
    ]


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda row: row[3])
def test_each_difference_is_told_once(demo, difference):
    verdict, slot, *words = difference
    assert len(told(demo[1], verdicts={verdict}, slot=slot, words=words)) == 1


def test_no_other_difference_is_told(demo):
    wanted = [
        finding["id"]
        for verdict, slot, *words in DIFFERENCES
        for finding in told(demo[1], verdicts={verdict}, slot=slot, words=words)
    ]
    others = [f["subject"] for f in demo[1]["findings"] if f["verdict"] in {"conflict", "superseded"}]
    assert len(others) == len(wanted), others


@pytest.mark.parametrize("sameness", SAMENESS, ids=lambda row: row[1])
def test_what_the_articles_share_is_told(demo, sameness):
    slot, *words = sameness
    assert told(demo[1], verdicts={"agreement", "compatible"}, slot=slot, words=words)


@pytest.mark.parametrize("words", CLUTTER)
def test_clutter_of_the_pages_is_in_no_article_and_no_quote(demo, words):
    contract = demo[1]
    quotes = [quote for finding in contract["findings"] for quote in quotes_of(finding)]
    quotes += [passage["quote"] for passage in contract["not_compared"]]
    assert not [quote for quote in quotes if words in quote]
    assert not [article["id"] for article in contract["articles"] if words in article["text"]]


def test_the_reprint_of_a_wire_text_is_no_second_origin(demo):
    by_publisher = {article["publisher"]: article for article in demo[1]["articles"]}
    wire, reprint = by_publisher["Eastern Wire"], by_publisher["Lakeside Herald"]
    assert reprint["origin"] == wire["origin"]
    assert {wire["copy_of"], reprint["copy_of"]} & {wire["id"], reprint["id"]}
    assert len({article["origin"] for article in demo[1]["articles"]}) == len(by_publisher) - 1


def test_values_stand_where_their_offsets_say(demo):
    text_by_id = {article["id"]: article["text"] for article in demo[1]["articles"]}
    rows = [row for f in demo[1]["findings"] for v in f["variants"] for row in v["evidence"]]
    assert rows
    for row in rows:
        text = text_by_id[row["article_id"]]
        assert text[row["start"] : row["end"]] == row["surface"]
        assert row["quote"] in text


def test_the_report_meets_its_schema(demo):
    import jsonschema

    jsonschema.validate(demo[1], schema())


def test_the_command_gives_the_same_bytes_in_another_process(demo, tmp_path):
    report, contract = demo
    # Another seed for the hashes of strings, so that the order of no set can decide.
    environment = {**os.environ, "PYTHONHASHSEED": "20190121"}
    command = [sys.executable, "-m", "reconcile", "run", str(DEMO), "--out", str(tmp_path), "--quiet"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    (folder,) = tmp_path.iterdir()
    again = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert without_time(again) == without_time(contract)
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    body = render_markdown(report).rpartition("\n*reconcile")[0]
    assert body
    assert markdown.rpartition("\n*reconcile")[0] == body
