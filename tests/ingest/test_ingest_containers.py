"""Feeds, archives, mail, tables and documents: what they hold, and every way in which they break."""

import gzip
import io
import json
import sys
import tarfile
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom_server import serve

from reconcile.errors import InputError
from reconcile.ingest import ReadOptions, read_documents

TEXT = "Nine people were hurt in the fire on the ferry Saint Osra, the coastguard said."
OPTIONS = {"timeout_s": 0.5, "deadline_s": 1.0, "backoff_s": 0.01, "host_interval_s": 0.0}


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: dict[str, bytes], *, links: tuple[tuple[str, str], ...] = ()) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        for name, target in links:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            archive.addfile(entry)
    return stream.getvalue()


def encrypted() -> bytes:
    payload = bytearray(zipped({"a.txt": TEXT}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        payload[payload.index(magic) + at] |= 1
    return bytes(payload)


NESTED = zipped({"good.txt": TEXT})
for _ in range(6):
    NESTED = zipped({"inner.zip": NESTED})

# file, its content, what a skip says
BROKEN = (
    ("a.zip", zipped({"../../etc/x.txt": TEXT}), "has a path that leads out of its archive"),
    ("a.zip", zipped({"/abs/x.txt": TEXT}), "has a path that leads out of its archive"),
    ("a.zip", zipped({"C:\\x.txt": TEXT}), "has a path that leads out of its archive"),
    ("a.zip", zipped({"big.txt": b"x" * 30_000_000}), "has 30.0 MB unpacked, the limit is 20.0 MB"),
    ("a.zip", encrypted(), "is encrypted; unpack it with its password first"),
    ("a.zip", zipped({"a.txt": TEXT})[:60], "is a broken archive"),
    ("a.zip", zipped({}), "is an archive without files"),
    ("a.zip", NESTED, "is nested too deep in archives"),
    ("a.tar.gz", tarred({"../x.txt": TEXT.encode()}), "has a path that leads out of its archive"),
    ("a.tar.gz", tarred({}, links=(("x", "/etc/passwd"),)), "is a link or device inside an archive"),
    ("a.tar.gz", tarred({"a.txt": TEXT.encode()})[:60], "is a broken archive"),
    ("a.gz", gzip.compress(TEXT.encode())[:30], "ends in the middle of its packed text"),
    ("a.bz2", b"BZh91AY&SY" + bytes(50), "is packed with bzip2; unpack it first"),
    ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "is a WARC without a page"),
    ("a.xml", "<rss><channel><title>x</title></channel></rss>", "is a feed without items"),
    ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": []}', "is a feed without items"),
    ("a.json", '{"version": "https://jsonfeed.org/version/1", "items": [', "is a broken JSON Feed"),
    ("a.xml", "<urlset><url><loc>https://a.example/</loc></url></urlset>", "fetch them with --follow"),
    ("a.xml", "<urlset/>", "is a sitemap without pages"),
    ("a.csv", "name,score\nx,1\n", "has no column that holds the text (found: name, score); map one to 'text'"),
    ("a.csv", "title,text\nFire,\n", "has no text; fill in its text or delete the row"),
    ("a.parquet", b"PAR1" + bytes(40) + b"PAR1", "is broken Parquet"),
    ("a.pdf", b"%PDF-1.7\nnothing", "is a broken PDF"),
    ("a.docx", zipped({"word/document.xml": "<x"}), "is a broken Word document"),
    ("a.mhtml", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "without an HTML page"),
)


@pytest.mark.parametrize(("name", "content", "reason"), BROKEN, ids=[f"{row[0]} {row[2][:30]}" for row in BROKEN])
def test_a_broken_container_says_why_and_the_others_run(name, content, reason, write):
    intake = read_documents([write({"good.txt": "All 212 passengers were safe, he said.", name: content})])
    assert [document.id for document in intake.documents] == ["good.txt"]
    assert any(reason in skip.reason and name in skip.uri for skip in intake.skipped), intake.skipped


def test_an_archive_is_read_up_to_its_bounds(write):
    folder = write({"a.zip": zipped({f"{n}.txt": f"{TEXT} Deck {n}." for n in range(9)})})
    intake = read_documents([folder], options=ReadOptions(max_members=4))
    assert len(intake.documents) == 4
    assert "holds more than 4 files" in intake.skipped[0].reason


def test_a_bomb_of_many_members_stops_at_the_bundle_limit(write):
    folder = write({"a.zip": zipped({f"{n}.txt": f"{n} is the deck " + "x" * 900_000 for n in range(20)})})
    intake = read_documents([folder], options=ReadOptions(max_bundle_bytes=2_000_000))
    assert len(intake.documents) == 3
    assert "holds more than 10000 files or 2.0 MB unpacked" in intake.skipped[0].reason


def test_archives_hold_any_format(write, examples):
    names = ("feed.json", "saved.mhtml", "table.csv", "notes.docx", "agency/item.nitf.xml", "desk.tar.gz")
    folder = write({"all.zip": zipped({name: (examples / name).read_bytes() for name in names})})
    intake = read_documents([folder])
    assert (len(intake.documents), intake.skipped) == (8, ())
    assert intake.documents[0].uri == f"{folder}/all.zip!/agency/item.nitf.xml"


def test_a_single_packed_file_is_read_as_what_it_holds(write, examples):
    folder = write({"articles.jsonl.gz": gzip.compress((examples / "articles.jsonl").read_bytes())})
    assert [document.id for document in read_documents([folder]).documents] == ["nb-1", "nb-2"]


def test_a_warc_is_read_packed_or_not(write, examples):
    folder = write({"a.warc": gzip.decompress((examples / "pages.warc.gz").read_bytes())})
    document = read_documents([folder]).documents[0]
    assert (document.url, document.media_type) == ("https://larkmoorpost.example/apology", "text/html")
    assert document.notes == ("kept in a web archive on 2024-03-07",)


def test_a_feed_item_without_text_names_its_page(examples):
    skipped = read_documents([str(examples / "feed.rss.xml")]).skipped
    assert [skip.reason for skip in skipped] == [
        "has no text of its own; fetch its page with --follow (https://larkmoorpost.example/live/council)"
    ]


def test_the_pages_of_a_feed_are_fetched_on_wish_and_keep_what_the_feed_knew():
    with serve() as (host, _):
        intake = read_documents([f"{host}/feed"], options=ReadOptions(follow=True, **OPTIONS))
    document = intake.documents[0]
    assert (document.id, document.publisher, document.title) == ("a", "Larkmoor Post", "Ferry fire")
    assert (document.media_type, document.url) == ("text/html", f"{host}/page")
    assert intake.documents[1].content == "An inner page."
    assert "into a private network (10.0.0.1)" in intake.documents[1].notes[0]


def test_a_feed_is_fetched_and_its_own_text_read():
    with serve() as (host, _):
        intake = read_documents([f"{host}/feed"], options=ReadOptions(**OPTIONS))
    assert [document.content for document in intake.documents] == ["Nine hurt on ferry.", "An inner page."]


def test_a_sitemaps_pages_are_fetched_with_what_it_knew(write):
    with serve() as (host, _):
        news = (
            "<news><publication><name>Post</name></publication><publication_date>2024-03-05</publication_date></news>"
        )
        folder = write({"a.xml": f"<urlset><url><loc>{host}/page</loc>{news}</url></urlset>"})
        document = read_documents([folder], options=ReadOptions(follow=True, **OPTIONS)).documents[0]
    assert (document.publisher, document.published) == ("Post", "2024-03-05")


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Ola Brandt <ola@desk.example>", "Subject": "Fwd: Ferry fire", **headers}.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Wed, 06 Mar 2024 09:00:00 +0100"
    message.set_content(TEXT)
    return message


def test_a_colleague_who_forwards_is_no_publisher(write):
    document = read_documents([write({"a.eml": mail().as_bytes()})]).documents[0]
    assert (document.publisher, document.title) == (None, "Ferry fire")
    assert document.notes == ("sent by mail from Ola Brandt",)


def test_what_is_attached_to_a_mail_is_read(write, examples):
    message = mail()
    message.add_attachment((examples / "notes.docx").read_bytes(), "application", "x-doc", filename="../notes.docx")
    message.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    inner = mail(Subject="Inner")
    inner.set_content("The inner mail says that eleven people were hurt.")
    message.add_attachment(inner)
    documents = read_documents([write({"a.eml": message.as_bytes()})]).documents
    assert [document.title for document in documents] == ["Ferry fire", "Ferry: notes of the press conference", "Inner"]


def test_every_mail_of_an_mbox_is_read(write):
    letters = [mail(Subject=f"Ferry {n}").as_bytes().replace(b"Nine", b"About %d" % n) for n in (9, 11)]
    mbox = b"".join(b"From MAILER Wed Mar  6 09:00:00 2024\n" + letter + b"\n" for letter in letters)
    documents = read_documents([write({"inbox": mbox})]).documents
    assert [document.title for document in documents] == ["Ferry 9", "Ferry 11"]


def test_the_assets_of_saved_pages_in_an_archive_are_passed_over(write, examples):
    page = (examples / "saved.html").read_bytes()
    intake = read_documents([write({"a.zip": zipped({"x/p.html": page, "x/p_files/ad.html": page + b"x"})})])
    assert (len(intake.documents), intake.skipped) == (1, ())


@pytest.mark.parametrize(("name", "module", "extra"), [
    ("notes.docx", "docx", "documents"),
    ("statement.pdf", "pypdf", "documents"),
    ("table.parquet", "pyarrow", "tables"),
])  # fmt: skip
def test_a_missing_extra_is_named(name, module, extra, examples, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"pip install reconcile\[{extra}\]"):
        read_documents([str(examples / name)])


MOMENTS = (
    (1_709_665_200, "2024-03-05T19:00:00+00:00"),
    (1_709_665_200_000, "2024-03-05T19:00:00+00:00"),
    (20240305, "2024-03-05"),
    (10**400, None),
    (-1, None),
    (True, None),
)


@pytest.mark.parametrize(("number", "published"), MOMENTS, ids=str)
def test_a_number_for_a_date_is_a_moment_or_nothing(number, published, write):
    folder = write({"a.json": json.dumps({"text": TEXT, "published": number})})
    assert read_documents([folder]).documents[0].published == published


def test_table_columns_can_be_mapped(write):
    folder = write({"a.csv": f"Zeitung;Inhalt;Punkte\nPost;{TEXT};7\n"})
    options = ReadOptions(columns={"text": "Inhalt", "publisher": "Zeitung"})
    document = read_documents([folder], options=options).documents[0]
    assert (document.publisher, document.content) == ("Post", TEXT)


def test_a_mapping_that_fits_no_column_is_named(write):
    with pytest.raises(InputError, match="the settings map text = 'Inhalt', which is not there"):
        read_documents([write({"a.csv": "x,y\n1,2\n"})], options=ReadOptions(columns={"text": "Inhalt"}))


def test_a_folder_of_every_format_gives_documents_and_reasons(examples):
    intake = read_documents([str(examples)])
    assert len(intake.documents) >= 25
    assert all(skip.reason for skip in intake.skipped)
    ids = [document.id for document in intake.documents]
    assert len(set(ids)) == len(ids)


def test_reading_twice_gives_the_same(examples):
    assert read_documents([str(examples)]) == read_documents([str(examples)])


STARTS = (
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"PAR1", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b"<rss>", b"<html>", b"{", b"[{",
    b"<?xml version='1.0'?><nitf>", b"<newsItem>", b"<urlset>", b"---\n", b"From: a\nSubject: b\nDate: c\n\n",
    b"title,text\n",
    b'{"version": "https://jsonfeed.org/version/1", "items": [', b'{"uri": "x", "bodies": [', b"<feed><entry>", b"BZh",
    b"MIME-Version: 1.0\nContent-Type: multipart/related\nSnapshot-Content-Location: x\n\n", b"https://", b"\xff\xfe",
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_no_bytes_break_a_run(start, rest, tmp_path):
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "odd").write_bytes(start + rest)
    intake = read_documents([str(tmp_path)], options=ReadOptions(n_attempts=0, **OPTIONS))
    assert "good.txt" in [document.id for document in intake.documents]
    assert str(intake).encode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_an_example_breaks_a_run(data, tmp_path, examples):
    names = sorted(path for path in examples.rglob("*") if path.is_file() and path.suffix != ".docx")
    payload = bytearray(data.draw(st.sampled_from(names)).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "odd").write_bytes(bytes(payload[: data.draw(st.integers(1, len(payload)))]))
    assert "good.txt" in [document.id for document in read_documents([str(tmp_path)]).documents]
