"""Every listed format gives documents with the metadata that its container held."""

import io
import subprocess
import sys

import pytest

from reconcile.errors import InputError
from reconcile.ingest import ReadOptions, read_documents

# file, number of documents, then of the first: id, publisher, published, title, words in its text
EXAMPLES = (
    (
        "desk",
        2,
        "council.txt",
        "The Wexcombe Herald",
        "2024-03-06",
        "Ferry fire: eleven hurt, council says",
        "At least 11",
    ),
    ("desk/harbour.txt", 1, "harbour.txt", "Larkmoor Post", "2024-03-05", None, "All 212 passengers"),
    ("desk/manifest.csv", 2, "harbour.txt", "Larkmoor Post", "2024-03-05", None, "All 212 passengers"),
    (
        "front_matter.txt",
        1,
        "front_matter.txt",
        "Norrin Broadcasting",
        "2024-03-06",
        "Engine room fire kept ferry at sea for three hours",
        "The ferry Saint Osra drifted",
    ),
    (
        "fenced_front_matter.txt",
        1,
        "fenced_front_matter.txt",
        "Coast Weekly",
        "2024-03-08",
        "Ferry to stay in dock until April",
        "The ferry Saint Osra will stay",
    ),
    (
        "articles.jsonl",
        2,
        "nb-1",
        "Norrin Broadcasting",
        "2024-03-05T21:10:00+01:00",
        "Fire on ferry off Larkmoor",
        "nine",
    ),
    (
        "articles.json",
        2,
        "articles.json, article 1",
        "Pell Gazette",
        "2024-03-07T09:30:00+00:00",
        "Tug crew praised after ferry fire",
        "Two tug crews",
    ),
    ("saved.html", 1, "saved.html", None, None, None, "17:40"),
    ("saved.mhtml", 1, "saved.mhtml", None, None, None, "14 years"),
    (
        "feed.rss.xml",
        1,
        "lp-301",
        "Larkmoor Post",
        "2024-03-07T16:05:00+01:00",
        "Ferry fire: hospital discharges six",
        "Dr. Ann Ruske’s",
    ),
    (
        "feed.atom.xml",
        1,
        "urn:coastweekly:77",
        "Coast Weekly",
        "2024-03-08T10:00:00+00:00",
        "Ferry & tugs: the timeline",
        "17:40.\n\nThe",
    ),
    (
        "feed.json",
        1,
        "nb-feed-9",
        "Norrin Broadcasting",
        "2024-03-08T06:30:00+01:00",
        "Ferry crew had trained in January",
        "January.\n\nThe",
    ),
    (
        "table.csv",
        2,
        "table.csv, line 2",
        "Pell Gazette",
        "2024-03-12",
        "Ferry fire costs company 2 million",
        '\n\n"We are insured,"',
    ),
    ("table.parquet", 2, "p1", "Pell Gazette", "2024-03-14T08:00:00", "Ferry firm fined", "300,000 crowns"),
    (
        "newsletter.eml",
        1,
        "newsletter.eml",
        "Harbour Briefing",
        "2024-03-13T06:00:00+01:00",
        "Ferry inquiry: what the board asks",
        "14 questions",
    ),
    ("notes.docx", 1, "notes.docx", None, None, "Ferry: notes of the press conference", "Wednesday.\n\nNine people"),
    (
        "statement.pdf",
        1,
        "statement.pdf",
        None,
        None,
        "Statement on the ferry fire",
        "Saint Osra\n\nThe board was told",
    ),
    ("desk.zip", 2, "morning.txt", "The Wexcombe Herald", "2024-03-06", None, "Divers inspected"),
    ("desk.tar.gz", 2, "morning.txt", "The Wexcombe Herald", "2024-03-06", None, "Divers inspected"),
    ("pages.warc.gz", 1, "apology", None, None, None, "apologised to its 212 passengers"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_each_format_is_read_from_its_example(example, examples):
    name, n_documents, document_id, publisher, published, title, words = example
    intake = read_documents([str(examples / name)])
    first = intake.documents[0]
    assert len(intake.documents) == n_documents
    assert (first.id, first.publisher, first.published, first.title) == (document_id, publisher, published, title)
    assert words in first.content


# A manifest alone is known by its name.
NAMELESS = tuple(example for example in EXAMPLES if example[0].partition("/")[0] != "desk")


@pytest.mark.parametrize("example", NAMELESS, ids=lambda example: example[0])
def test_the_ending_of_a_name_does_not_matter(example, examples, write):
    name, n_documents, _, publisher, *_ = example
    folder = write({"anything.bin": (examples / name).read_bytes()})
    intake = read_documents([folder])
    assert (len(intake.documents), intake.documents[0].publisher) == (n_documents, publisher)


@pytest.mark.parametrize(
    "name", ["front_matter.txt", "articles.jsonl", "articles.json", "saved.html", "table.csv", "feed.json"]
)
def test_utf16_is_read_by_content_too(name, examples, write):
    folder = write({"anything": (examples / name).read_text(encoding="utf-8").encode("utf-16")})
    as_utf16, as_utf8 = (read_documents([path]).documents for path in (folder, str(examples / name)))
    assert [document.content for document in as_utf16] == [document.content for document in as_utf8]


def test_a_body_without_its_page_becomes_paragraphs(write):
    folder = write({"a.txt": "<p>Nine people were hurt.</p><p>The fire is out, the coastguard said.</p>"})
    assert (
        read_documents([folder]).documents[0].content
        == "Nine people were hurt.\n\nThe fire is out, the coastguard said."
    )


def test_standard_input_is_read_by_content(examples):
    stdin = io.BytesIO((examples / "articles.jsonl").read_bytes())
    assert [document.id for document in read_documents(["-"], stdin=stdin).documents] == ["nb-1", "nb-2"]


def test_whole_pages_stay_html_for_cleaning(examples):
    assert read_documents([str(examples / "saved.html")]).documents[0].media_type == "text/html"


def test_the_address_a_browser_saved_from_is_kept(examples):
    urls = [read_documents([str(examples / name)]).documents[0].url for name in ("saved.html", "saved.mhtml")]
    assert urls == ["https://larkmoorpost.example/news/fire", "https://coastweekly.example/captain"]


def test_html_fragments_in_json_become_paragraphs(examples):
    second = read_documents([str(examples / "articles.json")]).documents[1]
    assert (
        second.content == "The fire began in the engine room.\n\nNine people were taken to hospital, & two later died."
    )


def test_a_mixed_folder_is_read_in_sorted_order(write):
    text = "Nine people were hurt in the fire, the coastguard said, article {}."
    folder = write({name: text.format(name) for name in ("b.txt", "a/z.txt", "a/c.txt", "c.txt")})
    uris = [document.uri for document in read_documents([folder]).documents]
    assert uris == [f"{folder}/{name}" for name in ("b.txt", "c.txt", "a/c.txt", "a/z.txt")]


def test_names_that_clash_get_their_folder(write):
    folder = write(
        {"one/a.txt": "Nine people were hurt on the ferry.", "two/a.txt": "Eleven people were hurt on the ferry."}
    )
    assert [document.id for document in read_documents([folder]).documents] == ["one/a.txt", "two/a.txt"]


def test_hidden_files_and_assets_of_saved_pages_are_passed_over(write):
    page = "<html><body><p>Nine people were hurt on the ferry.</p></body></html>"
    folder = write({".hidden": "x", "page.html": page, "page_files/frame.html": page, "page_files/a.js": "var a"})
    intake = read_documents([folder])
    assert (len(intake.documents), intake.skipped) == (1, ())


def test_a_path_given_twice_is_read_once(examples):
    path = str(examples / "front_matter.txt")
    intake = read_documents([path, path])
    assert (len(intake.documents), intake.skipped) == (1, ())


def test_columns_can_be_mapped(write):
    folder = write({"a.json": '{"Brödtext": "Nine people were hurt on the ferry.", "Tidning": "Kusten"}'})
    options = ReadOptions(columns={"text": "Brödtext", "publisher": "Tidning"})
    assert read_documents([folder], options=options).documents[0].publisher == "Kusten"


def test_prose_that_begins_with_a_colon_line_is_no_front_matter(write):
    text = "Analysis: nine people were hurt.\n\nThe coastguard said so on Tuesday."
    assert read_documents([write({"a.txt": text})]).documents[0].content == text


def test_an_unknown_key_of_the_front_matter_is_noted(write):
    folder = write({"a.txt": "publisher: The Post\npublsihed: 2024-01-02\n\nNine people were hurt on the ferry."})
    assert read_documents([folder]).documents[0].notes == (
        "the front matter's key 'publsihed' is unknown and was not used",
    )


def test_what_is_in_front_matter_gives_way_to_the_manifest(write):
    folder = write(
        {
            "a.txt": "publisher: One\n\nNine people were hurt on the ferry.",
            "manifest.csv": "file,publisher\na.txt,Two\n",
        }
    )
    assert read_documents([folder]).documents[0].publisher == "Two"


@pytest.mark.parametrize(
    ("paths", "part"),
    [((), "no input was given"), (("no/such/place",), "no/such/place does not exist; check the path")],
)
def test_a_run_without_input_is_the_users_mistake(paths, part):
    with pytest.raises(InputError, match=part):
        read_documents(paths)


def test_an_empty_folder_is_the_users_mistake(tmp_path):
    with pytest.raises(InputError, match="holds no files; put articles there"):
        read_documents([str(tmp_path)])


def test_a_folder_with_nothing_usable_names_the_first_reasons(write):
    with pytest.raises(InputError, match=r"no usable article in .*a\.txt is empty; nothing to read"):
        read_documents([write({"a.txt": ""})])


def test_nothing_heavy_is_imported_before_it_is_needed():
    heavy = "{'numpy', 'spacy', 'torch', 'httpx', 'lxml', 'feedparser', 'pyarrow', 'ftfy', 'py3langid', 'warcio'}"
    code = f"import sys, reconcile.ingest; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
