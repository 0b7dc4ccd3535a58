"""Agency formats: what each holds, and what versions of one item mean for each other."""

import json
from pathlib import Path

import pytest

from reconcile.errors import InputError
from reconcile.ingest import read_documents

# file, publisher, agency, published, title, authors, dateline, item_id, version, last words
ITEMS = (
    (
        "item-v1.json",
        ("Coastwire", None, "2024-03-05T18:40:00+00:00", "Fire on ferry off Larkmoor, four hurt"),
        (("Mara Tolhurst",), "Larkmoor", "urn:coastwire:2024:ferry", "1"),
        "the coastguard said.",
    ),
    (
        "item-v2.json",
        ("Coastwire", None, "2024-03-05T20:15:00+00:00", "Fire on ferry off Larkmoor, nine hurt"),
        (("Mara Tolhurst",), "Larkmoor", "urn:coastwire:2024:ferry", "2"),
        "the coastguard said.\n\nNorrin Lines said the fire began in the engine room.",
    ),
    (
        "item-3x.json",
        ("Coastwire", None, "2024-03-07T09:00:00+00:00", "Tug crews honoured"),
        (("Joren Pell",), None, "urn:coastwire:2024:tugs", "1"),
        "on Thursday.\n\nThey had towed the burning ferry to the harbour.",
    ),
    (
        "item.newsml.xml",
        ("Coastwire", "Wexcombe Press Agency", "2024-03-06T14:20:00+01:00", "Inquiry into ferry fire opens"),
        (("Mara Tolhurst",), "Larkmoor", "urn:newsml:coastwire.example:20240306:inquiry", "3"),
        "on Wednesday.\n\nThe Saint Osra had 212 passengers and 31 crew on board, not 38 as reported before.",
    ),
    (
        "item.nitf.xml",
        ("The Wexcombe Herald", "Coastwire", "2024-03-06T08:15:00+00:00", "Passengers describe smoke on ferry"),
        (("Tilda Marsh",), "LARKMOOR", "ferry-passengers", "1"),
        'on deck 4.\n\n"We waited for 40 minutes," said Ola Brandt, 61, who was travelling with two children.',
    ),
)


@pytest.mark.parametrize(("name", "printed", "managed", "words"), ITEMS, ids=[row[0] for row in ITEMS])
def test_each_agency_format_is_read_from_its_example(name, printed, managed, words, examples):
    found = read_documents([str(examples / "agency" / name)]).documents[0]
    assert (found.publisher, found.agency, found.published, found.title) == printed
    assert (found.authors, found.dateline, found.item_id, found.version) == managed
    assert found.content.endswith(words)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("item-v2.json", "UPDATES number of injured, adds company"),
        ("item-3x.json", "Corrects the spelling of a name"),
        ("item.newsml.xml", "Corrects the number of crew in paragraph 2."),
        ("item.nitf.xml", "Adds quotes throughout"),
    ],
)
def test_an_editorial_note_is_kept(name, note, examples):
    assert read_documents([str(examples / "agency" / name)]).documents[0].notes[0] == f"editorial note: {note}"


@pytest.mark.parametrize("status", ["canceled", "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"])
def test_a_cancellation_is_understood_however_it_is_spelt(status, write):
    with pytest.raises(InputError, match="was cancelled by its publisher"):
        read_documents([write({"a.json": _item("1", "four", pubstatus=status)})])


def test_an_item_that_says_guid_is_ninjs_too(write):
    item = _item("1", "four", source="Coastwire").replace('"uri"', '"guid"').replace("body_text", "body_html")
    found = read_documents([write({"a.json": item})]).documents[0]
    assert (found.item_id, found.publisher) == ("urn:a:1", "Coastwire")


def _item(version: str, n_hurt: str, **more: str) -> str:
    text = f"The coastguard said {n_hurt} people were hurt in the fire on the ferry."
    base = {"uri": "urn:a:1", "type": "text", "version": version, "versioncreated": f"2024-03-05T1{version}:00:00Z"}
    return json.dumps(base | {"pubstatus": "usable", "body_text": text} | more)


def test_the_newest_version_counts_and_the_older_stay_as_history(write):
    folder = write({"c.json": _item("1", "four"), "b.json": _item("3", "nine"), "a.json": _item("2", "six")})
    found = {document.id: document.status for document in read_documents([folder]).documents}
    assert found == {
        "urn:a:1, version 2": "superseded-version",
        "urn:a:1": "usable",
        "urn:a:1, version 1": "superseded-version",
    }


def test_version_ten_is_newer_than_version_nine(write):
    late = _item("9", "nine").replace('"9"', '"10"')
    found = read_documents([write({"a.json": late, "b.json": _item("9", "six")})]).documents
    assert [document.status for document in found] == ["usable", "superseded-version"]


def test_versions_without_numbers_are_ordered_by_their_moment(write):
    early = _item("1", "six").replace('"version": "1", ', "").replace("T11:00:00Z", "T11:00:00+05:00")
    late = _item("2", "nine").replace('"version": "2", ', "").replace("T12:00:00Z", "T07:30:00Z")
    found = read_documents([write({"a.json": early, "b.json": late})]).documents
    assert [document.status for document in found] == ["superseded-version", "usable"]


def test_a_cancelled_item_retracts_its_earlier_versions(write):
    cancelled = _item("2", "", pubstatus="canceled", ednote="Story was wrong", body_text="")
    other = "The harbour master said all 212 passengers were safe."
    intake = read_documents([write({"a.json": _item("1", "four"), "b.json": cancelled, "c.txt": other})])
    assert [document.id for document in intake.documents] == ["c.txt"]
    assert [skip.reason for skip in intake.skipped] == [
        "was cancelled by its publisher in version 2 (editorial note: Story was wrong); it is not compared"
    ] * 2


def test_a_version_after_a_cancellation_counts_again(write):
    folder = write({"a.json": _item("1", "four", pubstatus="canceled"), "b.json": _item("2", "nine")})
    newest = read_documents([folder]).documents[-1]
    assert (newest.id, newest.status) == ("urn:a:1", "usable")


def test_a_withheld_item_is_not_read(write):
    with pytest.raises(InputError, match="is withheld by its publisher in version 1 until further notice"):
        read_documents([write({"a.json": _item("1", "four", pubstatus="withheld")})])


def test_the_same_version_twice_is_read_once(write):
    intake = read_documents(
        [write({"a.json": _item("1", "four"), "b.json": _item("1", "four").replace("said", "told")})]
    )
    assert len(intake.documents) == 1
    assert "is the same version of an item as" in intake.skipped[0].reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '{"uri": "urn:a:2", "type": "picture", "pubstatus": "usable"}', "is of type 'picture', not text"),
        ("a.json", '{"uri": "urn:a:2", "type": "text", "pubstatus": "usable"}', "has no body text"),
        (
            "a.xml",
            "<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>",
            "is of class 'picture'",
        ),
        ("a.xml", "<newsItem><contentSet><remoteContent/></contentSet></newsItem>", "keeps its text elsewhere"),
        ("a.xml", "<packageItem guid='x'/>", "is a NewsML-G2 packageItem without news items"),
        ("a.xml", "<nitf><head/></nitf>", "is NITF without a body"),
        ("a.xml", "<invoice><p>Nine people</p></invoice>", "is XML of an unknown kind (<invoice>)"),
    ],
)
def test_an_item_without_text_says_why(name, content, reason, write):
    with pytest.raises(InputError) as error:
        read_documents([write({name: content})])
    assert reason in str(error.value)


def test_entities_are_neither_expanded_nor_fetched(write):
    secret = Path(write({"secret.txt": "The secret is out, said the mayor."})) / "secret.txt"
    prolog = f'<!DOCTYPE nitf [<!ENTITY f SYSTEM "file://{secret}"><!ENTITY a "ha ha ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = "<p>Nine people were hurt &b; on the ferry &f; on Tuesday.</p>"
    bomb = f"{prolog}<nitf><body><body.content>{text}</body.content></body></nitf>"
    content = read_documents([f"{write({'x/a.xml': bomb})}/x"]).documents[0].content
    assert content == "Nine people were hurt on the ferry on Tuesday."


def test_the_items_of_a_news_message_are_all_read(write, examples):
    item = (examples / "agency" / "item.newsml.xml").read_text(encoding="utf-8").partition("?>")[2]
    second = item.replace("20240306:inquiry", "20240306:second").replace("opened an inquiry", "began its work")
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}{second}</itemSet></newsMessage>'
    )
    assert len(read_documents([write({"a.xml": message})]).documents) == 2
