"""One run over a folder that mixes every format: what each article knows of itself, and what was left out and why."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from reconcile.config import Settings
from reconcile.ingest.registry import READERS
from reconcile.pipeline import read_articles
from tests.ingest.newsroom_server import serve

EXAMPLES = Path(__file__).parent / "ingest" / "examples"
FORMATS = Path(__file__).parent.parent / "reconcile" / "ingest" / "FORMATS.md"

WORDS = "The harbour board of Larkmoor met on Thursday and heard the captain of the ferry Saint Osra for three hours."
# What files cannot say themselves, as a desk writes it into its manifest.
MANIFEST = """file,publisher,published
notes.docx,Larkmoor Post,
statement.pdf,Transport Board,2024-03-07
saved.html,,2024-03-06
"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Board hears captain - Pell Gazette</title>
<meta property="og:site_name" content="Pell Gazette">
<meta property="article:published_time" content="2024-03-08T09:00:00+01:00"></head>
<body><nav>Home News Sport Weather</nav><div class="cookie">We use cookies. Accept all</div>
<article><h1>Board hears captain</h1><p>{WORDS}</p><p>“We saw the smoke at once,” he told the board.</p>
<p>Read more: Ten beaches to see this summer</p></article>
<div class="comments"><h2>Comments</h2><p>First! says a reader.</p></div>
<footer>© 2024 Pell Gazette. All rights reserved. Subscribe to our newsletter.</footer></body></html>"""
LIVE = """<!doctype html><html lang="en"><head><title>Live: ferry inquiry</title>
<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Live: ferry inquiry",
"publisher": {"name": "Isle Radio"}, "datePublished": "2024-03-08T08:00:00+01:00", "liveBlogUpdate": [
{"headline": "Doors open", "datePublished": "2024-03-08T09:00:00+01:00",
 "articleBody": "The first of nine witnesses has entered the town hall of Larkmoor."},
{"headline": "Captain speaks", "datePublished": "2024-03-08T10:30:00+01:00",
 "articleBody": "The captain of the Saint Osra says that the alarm rang for two minutes."}]}</script></head>
<body><article><h1>Live: ferry inquiry</h1><p>The inquiry opens.</p></article></body></html>"""
WIRE = (
    "LARKMOOR (AP) — A crane lifted the burnt engine of the ferry Saint Osra onto the quay on Friday while some forty "
    "people watched from behind a fence. The board will keep the engine in a hall until its report is written, and two "
    "experts from abroad will take it apart there. The engine weighs nine tons and was built in 1998."
)
# A bad item, and words of the reason that the report gives for leaving it out.
BAD = (
    ("bad/empty.txt", "", "is empty"),
    (
        "bad/deutsch.txt",
        "Der Kapitän der Fähre sagte am Donnerstag drei Stunden lang vor dem Ausschuss aus. " * 3,
        "'de'",
    ),
    ("bad/photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "picture"),
    ("bad/broken.json", '{"text": "The board', "JSON"),
    ("bad/broken.zip", b"PK\x03\x04" + bytes(40), "zip"),
    (
        "bad/scripts.html",
        "<html><body><div id=app></div><script>run()</script></body></html>",
        "no text until its scripts",
    ),
    ("bad/again.txt", WIRE, "is the same article as"),
    ("bad/style.css", "body { color: #fff; margin: 0 } a:hover { color: #000 }\n" * 20, "program code"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return what is read of a folder with an example of every format, of web addresses and of standard input."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    files = {
        "manifest.csv": MANIFEST,
        "page.html": PAGE,
        "live.html": LIVE,
        "wire/one.txt": f"publisher: Wexcombe Herald\npublished: 2024-03-08\n\n{WIRE}\n",
        "wire/two.txt": f"publisher: Isle Radio\npublished: 2024-03-09\n\nEngine lifted\n\n{WIRE}\n",
        "mend.txt": "publisher: Pell Gazette\npublished: 2024-03-08\n\n" + WORDS.replace("captain", "captain’s mate"),
        **{name: content for name, content, _ in BAD},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    piped = json.dumps(
        {"publisher": "Norrin Broadcasting", "published": "2024-03-08", "text": WORDS.upper() + " " + WORDS}
    )
    with serve() as (host, asked), pytest.MonkeyPatch.context() as patch:
        (folder / "urls.txt").write_text(f"{host}/dated\n{host}/missing\n{host}/loop\n")
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped.encode())))
        settings = Settings.model_validate({"ingest": {"cache_folder": str(folder / ".pages")}})
        intake = read_articles([folder, f"{host}/feed", "-"], settings=settings)
    return intake, folder, asked


def test_every_article_says_whose_it_is_when_it_appeared_and_how_that_is_known(desk):
    intake, *_ = desk
    unknown = [a.id for a in intake.articles if not (a.publisher and a.published_on and a.published_how != "unknown")]
    assert unknown == []


def test_each_way_of_knowing_a_date_is_told_apart(desk):
    how = {article.id: article.published_how for article in desk[0].articles}
    assert how["harbour.txt"] == "given"
    assert how["page.html"] == "from the page's meta tags"
    assert how["live.html#2"] == "from the post's own time"
    assert how["notes.docx"] == "from the day its file was edited"
    assert how["apology"] == "from the day its file was kept in a web archive"
    assert [a.id for a in desk[0].articles if a.published_inferred] == [
        a.id for a in desk[0].articles if a.published_how.startswith("from the day its file")
    ]


def test_one_text_in_two_outlets_is_one_origin_and_an_older_version_no_second_one(desk):
    by_id = {article.id: article for article in desk[0].articles}
    assert (by_id["two.txt"].origin, by_id["two.txt"].copy_of) == ("one.txt", "one.txt")
    older, newest = by_id["urn:coastwire:2024:ferry, version 1"], by_id["urn:coastwire:2024:ferry"]
    assert (older.origin, older.copy_of, newest.copy_of) == (newest.id, None, None)
    n_origins = len({article.origin for article in desk[0].articles})
    assert n_origins == len(by_id) - 2


def test_no_clutter_is_left_in_a_text(desk):
    words = "\n".join(article.text for article in desk[0].articles)
    clutter = ("cookies", "Read more", "First!", "newsletter", "All rights", "Home News", "var clutter", "<", "&amp;")
    assert [part for part in clutter if part in words] == []


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, _, reason in BAD])
def test_a_bad_item_is_listed_with_its_reason(name, reason, desk):
    intake, folder, _ = desk
    (skip,) = [skip for skip in intake.skipped if skip.uri == str(folder / name)]
    assert reason in skip.reason


@pytest.mark.parametrize(("path", "reason"), [("missing", "404"), ("loop", "redirects more than 5 times")])
def test_an_address_that_fails_is_listed_with_its_reason(path, reason, desk):
    (skip,) = [skip for skip in desk[0].skipped if skip.uri.endswith(f"/{path}")]
    assert reason in skip.reason


def test_reasons_do_not_repeat_the_name(desk):
    assert all(not skip.reason.startswith(skip.uri) for skip in desk[0].skipped)


def test_pages_are_kept_in_the_folder_that_the_settings_name(desk):
    assert list((desk[1] / ".pages").rglob("*.body"))


def test_the_settings_reach_the_readers(tmp_path):
    (tmp_path / "a.csv").write_text(f"Zeitung;Inhalt\nPell Gazette;{WORDS}\n")
    (tmp_path / "b.txt").write_text(WORDS + "x" * 2000)
    ingest = {"columns": {"text": "Inhalt", "publisher": "Zeitung"}, "max_article_mb": 0.001, "cache_folder": ""}
    intake = read_articles([tmp_path], settings=Settings.model_validate({"ingest": ingest}))
    assert [article.publisher for article in intake.articles] == ["Pell Gazette"]
    assert "the limit is 1 KB" in intake.skipped[0].reason


def test_the_pages_of_a_feed_are_fetched_on_wish():
    with serve() as (host, asked):
        settings = Settings.model_validate({"ingest": {"follow": True, "cache_folder": ""}})
        intake = read_articles([f"{host}/feed"], settings=settings)
    assert "coastguard’s spokesman" in intake.articles[0].text
    assert "/page" in [path for path, _ in asked]


@pytest.mark.parametrize("name", [reader.name for reader in READERS])
def test_every_format_of_the_registry_stands_in_the_table(name):
    assert name in FORMATS.read_text(encoding="utf-8")


def test_every_example_stands_in_the_table_and_every_example_of_the_table_exists():
    told = {
        name for name in re.findall(r"`([^`]+)`", FORMATS.read_text(encoding="utf-8")) if (EXAMPLES / name).exists()
    }
    files = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*") if path.is_file()}
    assert {name for name in files if name not in told and f"{name.partition('/')[0]}/" not in told} == set()
    table = [line.split("|")[2] for line in FORMATS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert [name for cell in table for name in re.findall(r"`([^`]+)`", cell) if not (EXAMPLES / name).exists()] == []
