"""One bad article becomes one clear sentence, and the others run."""

import os
import threading
import time
from pathlib import Path

import pytest

from reconcile.ingest import ReadOptions, read_documents

GOOD = "Nine people were hurt in the fire on the ferry Saint Osra off Larkmoor on Tuesday evening, the coastguard said."
JAPANESE = (
    "火曜日の夜、沖合でフェリーが火災を起こし、九人がけがをしたと沿岸警備隊が発表した。乗客は全員無事に救助された。"
)
GERMAN = (
    "Bei einem Brand auf einer Fähre vor der Küste sind am Dienstagabend neun Menschen verletzt worden, wie die "
    "Küstenwache mitteilte. Alle Passagiere konnten in Sicherheit gebracht werden, sagte eine Sprecherin der Reederei."
)
BROKEN_LINES = (
    f'{{"text": "{GOOD}"}}\n{{"text": "It broke,\n{{"text": "All 212 passengers were brought ashore by midnight."}}\n'
)

# file, its content, what the skip's sentence says
BAD = (
    ("one_word.txt", "Hello", "has only 1 word ('Hello'), too few to hold a claim; give the whole article"),
    ("two_words.txt", "Breaking news", "has only 2 words"),
    ("empty.txt", "", "is empty; nothing to read"),
    ("blank.txt", " \n \n", "is empty; nothing to read"),
    ("huge.txt", GOOD * 50_000, "the limit for one article is 1,000,000; split it, or raise the limit in the settings"),
    ("binary.txt", bytes(range(256)) * 20, "is binary, not text"),
    (
        "picture.jpg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(500),
        "is a JPEG picture, not an article; give the article's text",
    ),
    ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "is an old Word, Excel or Outlook file"),
    ("rich.rtf", "{\\rtf1\\ansi Nine people}", "is rich text (RTF), not an article; save it as .docx or as plain text"),
    (
        "app.html",
        "<html><div id=app></div><script>go()</script></html>",
        "shows no text until its scripts",
    ),
    ("style.css", "p { color: #fff; margin: 0 }\n.a > b { width: 10%; }\n" * 9, "looks like program code or raw data"),
    ("japanese.txt", JAPANESE, "is written in the language 'ja', and only en is read"),
    ("german.txt", GERMAN, "is written in the language 'de', and only en is read"),
    ("broken.jsonl", BROKEN_LINES, "broken JSON at line 2, column 10"),
    ("broken.json", f'[\n  {{"text": "{GOOD}"}},\n  {{"text": 12 13}}\n]', "broken JSON at line 3, column 15"),
    ("cut.json", '{\n "text": "It was', "broken JSON at line 2, column 10"),
    ("deep.json", '{"a":' + "[" * 100_000, "broken JSON (nested too deep"),
    ("no_text.json", '{"title": "A headline"}', "has no text; give it a field 'text'"),
    ("numbers.json", "[1]", "is no article; write an object with at least a field 'text'"),
    ("hollow.json", "[]", "holds no article"),
    ("headline.jsonl", '{"title": "Ferry fire off Larkmoor", "text": ""}', "has no text"),
)


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_article_is_named_with_its_reason_and_the_others_run(name, content, reason, write):
    folder = write({"good.txt": "The harbour master said all 212 passengers were safe.", name: content})
    intake = read_documents([folder])
    assert [skip.stage for skip in intake.skipped] == ["ingest"]
    assert name in intake.skipped[0].uri
    assert reason in intake.skipped[0].reason
    assert "good.txt" in [document.id for document in intake.documents]


def test_the_lines_around_a_broken_one_are_read(write):
    documents = read_documents([write({"a.jsonl": BROKEN_LINES})]).documents
    assert [document.id for document in documents] == ["a.jsonl, line 1", "a.jsonl, line 3"]


def test_the_same_article_twice_names_the_first(write):
    folder = write({"a.txt": GOOD, "b.txt": GOOD + "\n"})
    intake = read_documents([folder])
    assert [document.id for document in intake.documents] == ["a.txt"]
    assert intake.skipped[0].reason == f"is the same article as {folder}/a.txt, word for word; only that one is read"


def test_one_wire_text_in_two_outlets_is_kept(write):
    rows = "file,publisher\na.txt,The Post\nb.txt,The Herald\n"
    assert len(read_documents([write({"a.txt": GOOD, "b.txt": GOOD, "manifest.csv": rows})]).documents) == 2


def test_a_foreign_language_is_read_where_the_options_admit_it(write):
    options = ReadOptions(languages=("en", "de"))
    assert read_documents([write({"a.txt": GERMAN})], options=options).documents[0].language == "de"


def test_a_date_that_cannot_be_read_is_kept_as_a_note(write):
    document = read_documents([write({"a.txt": f"published: last Tueday\n\n{GOOD}"})]).documents[0]
    assert document.published is None
    assert document.notes == ("published: the date 'last Tueday' cannot be read; write it as 2019-01-31",)


def test_the_limit_for_one_article_can_be_set(write):
    folder = write({"a.txt": "Nine people were hurt.", "b.txt": GOOD})
    intake = read_documents([folder], options=ReadOptions(max_text_chars=40))
    assert [skip.uri for skip in intake.skipped] == [f"{folder}/b.txt"]


def test_a_guessed_encoding_is_noted(write):
    text = GOOD.replace("the coastguard said", "said José Núñez — “a hard night”").encode("cp1252")
    document = read_documents([write({"a.txt": text})]).documents[0]
    assert "José Núñez — “a hard night”" in document.content
    assert document.notes == ("not UTF-8; its encoding was guessed as cp1252 (Western European)",)


def test_garbled_characters_are_mended_and_noted(write):
    garbled = GOOD.replace("the coastguard", "the coastguard’s José").encode().decode("cp1252")
    document = read_documents([write({"a.txt": garbled})]).documents[0]
    assert "the coastguard’s José said" in document.content
    assert document.notes == ("characters garbled by a wrong encoding were mended in 2 words",)


def test_the_right_to_open_a_folder_is_named_where_it_is_missing(write, monkeypatch):
    folder = write({"a.txt": GOOD, "closed/b.txt": GOOD})
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    intake = read_documents([folder])
    assert [skip.reason for skip in intake.skipped] == [
        "cannot be opened (permission denied); check your right to read it"
    ]


def test_links_are_named_and_not_followed(write):
    folder = Path(write({"a.txt": GOOD, "b/c.txt": GOOD + " He confirmed it."}))
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder)
    reasons = [skip.reason for skip in read_documents([str(folder)]).skipped]
    assert reasons == [
        "is a broken link or no regular file",
        "is a link to another folder; name that folder as an input itself",
    ]


def test_a_file_inside_a_folder_that_is_named_as_well_is_read_once(write):
    folder = write({"a.txt": GOOD})
    intake = read_documents([f"{folder}/a.txt", folder])
    assert (len(intake.documents), intake.skipped) == (1, ())


def test_a_pipe_is_read(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(GOOD,))
    writer.start()
    assert read_documents([str(pipe)]).documents[0].content == GOOD
    writer.join()


def test_of_the_same_article_the_one_that_knows_its_publisher_is_read(write):
    folder = write({"a.txt": GOOD, "b.txt": f"publisher: The Post\n\n{GOOD}"})
    assert [document.id for document in read_documents([folder]).documents] == ["b.txt"]


def test_halves_of_characters_never_reach_a_report(write):
    folder = write({"a.json": '{"id": "\\ud800", "title": "\\udfff", "text": "%s \\ud83d"}' % GOOD})  # noqa: UP031
    assert str(read_documents([folder])).encode()


@pytest.mark.parametrize(
    "text", ["<?a?>" * 800, "<!--a-->" * 500, "<script" * 90_000, "<p" * 90_000, "<!DOCTYPE x [" * 300]
)
def test_text_made_to_be_slow_is_not(text, write):
    folder = write({"good.txt": GOOD, "a.html": text, "b.xml": text, "c": text})
    began = time.monotonic()
    assert "good.txt" in [document.id for document in read_documents([folder]).documents]
    assert time.monotonic() - began < 10
