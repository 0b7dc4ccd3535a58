"""Pages are fetched politely and within bounds; each trouble of the web has its sentence."""

import pytest
from newsroom_server import ROBOTS, serve

from reconcile.errors import InputError
from reconcile.ingest import ReadOptions, read_documents
from reconcile.ingest.found import Address, UnreadableError
from reconcile.ingest.web.fetch import Fetcher
from reconcile.ingest.web.robots import read_robots

OPTIONS = {"timeout_s": 0.3, "deadline_s": 0.6, "backoff_s": 0.01, "host_interval_s": 0.0}


@pytest.fixture(scope="module")
def server():
    with serve() as (host, asked):
        yield host, asked


@pytest.fixture
def asked(server):
    server[1].clear()
    return server[1]


def fetch(server, path, **options):
    return read_documents([server[0] + path], options=ReadOptions(**OPTIONS | options))


# path, what the skip's sentence says
TROUBLES = (
    ("/loop", "redirects more than 5 times; open it in a browser and save the page"),
    ("/moved-to-file", "leads to 'file:///etc/passwd', which is no web address"),
    ("/moved-inside", "leads from 127.0.0.1 into a private network (169.254.169.254)"),
    ("/moved-to-private", "may not be fetched: the site's robots.txt forbids it"),
    ("/private/page", "may not be fetched: the site's robots.txt forbids it"),
    ("/notes.secret", "may not be fetched: the site's robots.txt forbids it"),
    ("/missing", "does not exist (the server answers 404); check the address or save the page yourself"),
    ("/bomb", "is larger than 20.0 MB when unpacked"),
    ("/broken-zip", "ends in the middle of its packed text"),
    ("/brotli", "is packed as 'br', which is not known"),
    ("/huge", "is a page of 30.0 MB, the limit is 20.0 MB"),
    ("/huge-unannounced", "is larger than 20.0 MB when unpacked"),
    ("/drip", "was not complete after 0.6 s"),
    ("/silent", "did not answer within 0.3 s; try again later"),
    ("/down", "the server answers 503 for now; try again later"),
    ("/picture", "is a PNG picture, not an article"),
)


@pytest.mark.parametrize(("path", "reason"), TROUBLES, ids=[path for path, _ in TROUBLES])
def test_a_page_that_fails_is_skipped_with_its_reason(path, reason, server, write):
    folder = write({"good.txt": "The harbour master said all 212 passengers were safe.", "URLS.txt": server[0] + path})
    intake = read_documents([folder], options=ReadOptions(**OPTIONS))
    assert [document.id for document in intake.documents] == ["good.txt"]
    assert [skip.uri for skip in intake.skipped] == [server[0] + path]
    assert reason in intake.skipped[0].reason


@pytest.mark.parametrize("path", ["/page", "/moved", "/zipped", "/private/open", "/wrong-charset", "/flaky"])
def test_a_page_is_read_with_its_characters_right(path, server):
    document = fetch(server, path).documents[0]
    assert "the coastguard’s spokesman" in document.content
    assert document.media_type == "text/html"


def test_a_name_that_stands_for_a_private_address_is_not_followed(server, monkeypatch):
    def resolve(host, port, *args, **kwargs):
        address = "10.1.2.3" if host == "inner.example" else "127.0.0.1"
        return [(2, 1, 6, "", (address, port))]

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    with pytest.raises(InputError, match=r"into a private network \(inner\.example\)"):
        fetch(server, "/moved-by-name")


def test_a_pages_id_is_its_address_and_its_url_where_the_redirects_end(server):
    document = fetch(server, "/moved").documents[0]
    assert (f"http://{document.id}", document.url) == (f"{server[0]}/moved", f"{server[0]}/page")


def test_a_wrongly_declared_charset_is_noted(server):
    assert "declared as iso-8859-1, but it is UTF-8" in fetch(server, "/wrong-charset").documents[0].notes[-1]


def test_a_rightly_declared_charset_is_used(server):
    assert "the ferry Αίγλη" in fetch(server, "/greek-charset").documents[0].content


def test_requests_say_who_asks_and_robots_are_asked_first(server, asked):
    fetch(server, "/page")
    assert [path for path, _ in asked] == ["/robots.txt", "/page"]
    assert all(headers["User-Agent"].startswith("reconcile/") for _, headers in asked)


def test_a_list_of_addresses_is_fetched_in_its_order(server, write):
    lines = f"# the ferry\n{server[0]}/page?2\n\n{server[0]}/page?1\n{server[0]}/page?2\n"
    intake = read_documents([f"{write({'list': lines})}/list"], options=ReadOptions(**OPTIONS))
    assert [document.uri for document in intake.documents] == [f"{server[0]}/page?2"]
    assert "is the same article as" in intake.skipped[0].reason


@pytest.mark.parametrize(("path", "condition"), [("/tagged", "If-None-Match"), ("/dated", "If-Modified-Since")])
def test_a_kept_page_is_asked_for_only_if_it_changed(path, condition, server, asked, tmp_path):
    first, second = (fetch(server, path, cache_folder=tmp_path) for _ in range(2))
    assert first == second
    assert [condition in headers for name, headers in asked if name == path] == [False, True]


def test_a_fresh_page_is_not_asked_for_again(server, asked, tmp_path):
    first, second = (fetch(server, "/fresh", cache_folder=tmp_path) for _ in range(2))
    assert first == second
    assert [name for name, _ in asked] == ["/robots.txt", "/fresh"]


def test_a_page_that_may_not_be_kept_is_not(server, tmp_path):
    fetch(server, "/unkept", cache_folder=tmp_path)
    assert not list(tmp_path.rglob("*.body"))


def test_a_kept_page_stands_in_for_a_server_that_is_down_and_says_so(server, asked, tmp_path):
    fetch(server, "/once", cache_folder=tmp_path)
    document = fetch(server, "/once", cache_folder=tmp_path).documents[0]
    assert "the server answers 500 for now; the copy kept on" in document.notes[0]


@pytest.mark.parametrize("damage", [b"", b"{}", b"not json"])
def test_a_damaged_cache_is_passed_over(damage, server, tmp_path):
    fetch(server, "/tagged", cache_folder=tmp_path)
    for path in tmp_path.rglob("*.json"):
        path.write_bytes(damage)
    assert "Saint Osra" in fetch(server, "/tagged", cache_folder=tmp_path).documents[0].content


def test_a_host_is_asked_no_faster_than_its_interval(server):
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(round(seconds, 2))
        now[0] += seconds

    fetcher = Fetcher(options=ReadOptions(**OPTIONS | {"host_interval_s": 2.0}), sleep=sleep, clock=lambda: now[0])
    for path in ("/page", "/moved"):
        fetcher.fetch(Address(url=server[0] + path, named_in="a test"))
    fetcher.close()
    assert slept == [2.0, 2.0, 2.0]


def test_waits_double_from_try_to_try(server):
    slept = []
    options = ReadOptions(**OPTIONS | {"backoff_s": 1.0, "n_attempts": 4})
    fetcher = Fetcher(options=options, sleep=lambda seconds: slept.append(seconds) if seconds >= 1 else None)
    with pytest.raises(UnreadableError):
        fetcher.fetch(Address(url=server[0] + "/down", named_in="a test"))
    fetcher.close()
    assert slept == [1.0, 2.0, 4.0]


def test_a_dead_host_is_waited_for_once(write):
    slept = []
    fetcher = Fetcher(options=ReadOptions(**OPTIONS | {"n_attempts": 2}), sleep=slept.append)
    for path in ("a", "b", "c"):
        with pytest.raises(UnreadableError, match="cannot be reached"):
            fetcher.fetch(Address(url=f"http://127.0.0.1:9/{path}", named_in="a test"))
    fetcher.close()
    assert len(slept) == 1


@pytest.mark.parametrize("url", ["http://[::1", "http://exa mple/", "https://", "http://" + "a" * 70 + ".example/"])
def test_a_misspelt_address_is_the_users_mistake(url):
    with pytest.raises(InputError):
        read_documents([url], options=ReadOptions(**OPTIONS | {"n_attempts": 1}))


# path, whether a robots.txt like the server's allows it to us
RULES = (
    ("/", True),
    ("/private", False),
    ("/private/x", False),
    ("/private/open/x", True),
    ("/a.secret", False),
    ("/a.secret?x", True),
    ("/robots", True),
    ("/x/y.secret.secret", False),
)


@pytest.mark.parametrize(("path", "allowed"), RULES)
def test_the_longest_rule_decides(path, allowed):
    assert read_robots(ROBOTS, agent="reconcile").allows(f"https://x.example{path}") is allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", True),
        ("Disallow: /", True),
        ("<html>nothing here</html>", True),
        ("user-agent: RECONCILE\ndisallow: /a # ours", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: " + "*a" * 20_000, True),
        ("User-agent: *\nDisallow: /a$", False),
        ("User-agent: *\nDisallow: /$", True),
    ],
)
def test_odd_robots_files_are_understood(text, allowed):
    assert read_robots(text, agent="reconcile").allows("https://x.example/a") is allowed


def test_an_item_whose_page_fails_keeps_what_its_feed_told(server, write):
    item = "<item><title>Ferry fire</title><link>{}/missing</link><description>{}</description></item>"
    text = "Nine people were hurt in the fire on the ferry."
    folder = write(
        {"a.xml": f"<rss version='2.0'><channel><title>Post</title>{item.format(server, text)}</channel></rss>"}
    )
    (document,) = read_documents([folder], options=ReadOptions(follow=True)).documents
    assert document.content == text
    assert document.notes[-1].endswith("only what the feed itself tells was read")
