"""What is wrong with a manifest is said with its line; the articles run without it."""

import pytest

from reconcile.ingest import read_documents

TEXT = "Nine people were hurt on the ferry."

# manifest.csv, what the skip about it says
PROBLEMS = (
    ("file,publisher\na.txt,Post\nmissing.txt,Post\n", "line 3: missing.txt does not exist there"),
    ("file,published\na.txt,2019-13-45\n", "line 2: the date '2019-13-45' cannot be read"),
    ("file,published\na.txt,03/04/2019\n", "line 2: the date '03/04/2019' reads two ways"),
    (
        "file,publsher\na.txt,Post\n",
        "line 1: the column 'publsher' is unknown and was not used; did you mean 'publisher'?",
    ),
    ("file,shelf\na.txt,7\n", "line 1: the column 'shelf' is unknown and was not used; the known ones are"),
    ("name,publisher\na.txt,Post\n", "line 1: there is no column 'file' (found: name, publisher)"),
    ("file,publisher\n,Post\na.txt,Post\n", "line 2: no file is named"),
    ("file,publisher\na.txt,Post\na.txt,Herald\n", "line 3: a.txt is already on line 2"),
    ("file,publisher,published\na.txt,Post, Inc.,2019-01-02\n", "line 2: there are more cells than columns"),
    ("file,publisher\n../secret.txt,Post\na.txt,Post\n", "line 2: ../secret.txt does not exist there"),
    ('file,title\na.txt,"One\ntwo"\nb.txt,x\n', "line 4: b.txt does not exist there"),
)


@pytest.mark.parametrize(("manifest", "reason"), PROBLEMS, ids=[row[1][:40] for row in PROBLEMS])
def test_a_problem_is_named_with_its_line(manifest, reason, write):
    intake = read_documents([write({"a.txt": TEXT, "manifest.csv": manifest})])
    assert [document.id for document in intake.documents] == ["a.txt"]
    assert any(reason in skip.reason and skip.uri.endswith("manifest.csv") for skip in intake.skipped)


def test_a_broken_date_is_noted_at_its_article(write):
    folder = write({"a.txt": TEXT, "manifest.csv": "file,published\na.txt,sometime\n"})
    notes = read_documents([folder]).documents[0].notes
    assert notes == ("manifest.csv line 2: the date 'sometime' cannot be read; write it as 2019-01-31",)


@pytest.mark.parametrize("manifest", ["file;publisher\na.txt;Post\n", "file\tpublisher\na.txt\tPost\n"])
def test_other_delimiters_are_understood(manifest, write):
    assert read_documents([write({"a.txt": TEXT, "manifest.csv": manifest})]).documents[0].publisher == "Post"


def test_a_spreadsheets_own_encodings_are_understood(write):
    manifest = "file,publisher\r\na.txt,Café Post\r\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        folder = write({"a.txt": TEXT, "manifest.csv": manifest.encode(encoding)})
        assert read_documents([folder]).documents[0].publisher == "Café Post"


def test_a_manifest_speaks_for_files_in_folders_below(write):
    folder = write({"day/a.txt": TEXT, "manifest.csv": "file,publisher\nday/a.txt,Post\n"})
    assert read_documents([folder]).documents[0].publisher == "Post"


def test_every_column_but_file_is_optional(write):
    intake = read_documents([write({"a.txt": TEXT, "manifest.csv": "file\na.txt\n"})])
    assert (len(intake.documents), intake.skipped) == (1, ())


def test_a_manifest_given_by_itself_stays_in_its_folder(write):
    folder = write({"desk/a.txt": TEXT, "secret.txt": TEXT, "desk/manifest.csv": "file\n../secret.txt\na.txt\n"})
    intake = read_documents([f"{folder}/desk/manifest.csv"])
    assert [document.id for document in intake.documents] == ["a.txt"]
    assert "lies outside the manifest's folder" in intake.skipped[0].reason
