"""One web page at a time, politely and within bounds; every failure is one sentence.

House rule 1 (a stage reads no clock and no network) ends here: this module is the edge.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import Address, Blob, Known, UnreadableError, megabytes
from reconcile.ingest.options import ReadOptions
from reconcile.ingest.web.cache import Answer, Kept, PageCache
from reconcile.ingest.web.inflate import inflate
from reconcile.ingest.web.robots import ALLOW_ALL, MAX_ROBOTS_BYTES, REFUSE_ALL, Robots, read_robots

if TYPE_CHECKING:
    import httpx

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_THE_MOMENT = frozenset({429, 500, 502, 503, 504})
# A server's Retry-After beyond this is not waited for.
_MAX_RETRY_AFTER_S = 30
_KEPT_HEADERS = ("etag", "last-modified", "cache-control", "content-type")


class _TryAgainError(Exception):
    """The server or the line failed for the moment."""

    def __init__(self, reason: str, *, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches pages with one connection pool and remembers each host's rules and last request."""

    options: ReadOptions
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    _client: httpx.Client | None = None
    _robots_by_host: dict[str, Robots] = field(default_factory=dict)
    _reason_by_dead_host: dict[str, str] = field(default_factory=dict)
    _last_by_host: dict[str, float] = field(default_factory=dict)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def fetch(self, address: Address) -> Blob:
        """Return the page at `address`, following redirects.

        Raises:
            UnreadableError: It cannot be had; the message says why and what to do.
        """
        url = _checked(address.url, came_from=address.named_in)
        cache = PageCache(folder=self.options.cache_folder) if self.options.cache_folder else None
        kept = cache.get(url) if cache else None
        if kept is not None and kept.is_fresh(self.wall_clock()):
            return _blob(address, kept.url, kept.headers, kept.body)
        answer, note = self._ask_or_keep(url, kept)
        if answer.status == 304 and kept is not None:
            # The server may renew what it said about freshness; the body is the kept one.
            answer = replace(answer, body=kept.body, headers={**kept.headers, **answer.headers})
        if cache and not note:
            headers = {name: value for name, value in answer.headers.items() if name in _KEPT_HEADERS}
            # A folder that cannot be written is no reason to lose the page.
            with suppress(OSError):
                cache.put(url, replace(answer, headers=headers), now=self.wall_clock())
        return _blob(address, answer.url, answer.headers, answer.body, note=note)

    def _ask_or_keep(self, url: str, kept: Kept | None) -> tuple[Answer, str]:
        """Return the server's answer, or the kept page with a note where the server fails for the moment."""
        try:
            return self._follow(url, kept), ""
        except _TryAgainError as error:
            if kept is None:
                raise UnreadableError(f"{error}; try again later, or save the page and name the file") from error
            day = time.strftime("%Y-%m-%d", time.gmtime(kept.kept_at))
            answer = Answer(url=kept.url, status=200, headers=kept.headers, body=kept.body)
            return answer, f"{error}; the copy kept on {day} was read"

    def _follow(self, url: str, kept: Kept | None) -> Answer:
        here = url
        for _ in range(self.options.max_redirects + 1):
            if not self._robots(here).allows(here):
                raise UnreadableError("may not be fetched: the site's robots.txt forbids it; save the page yourself")
            conditions = kept.conditions if kept is not None and here in {url, kept.url} else {}
            answer = self._persist(here, conditions, max_bytes=self.options.max_file_bytes)
            if answer.status not in _REDIRECTS:
                _check_status(answer, has_kept=bool(conditions))
                return answer
            here = _checked(answer.header("location"), came_from=here)
        n_redirects = self.options.max_redirects
        raise UnreadableError(f"redirects more than {n_redirects} times; open it in a browser and save the page")

    def _robots(self, url: str) -> Robots:
        """Return the rules of the host of `url`, fetched once; an unreachable robots.txt closes the host (RFC 9309)."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host in self._reason_by_dead_host:
            raise _TryAgainError(self._reason_by_dead_host[host])
        if host not in self._robots_by_host:
            try:
                self._robots_by_host[host] = self._fetch_robots(f"{host}/robots.txt")
            except _TryAgainError as error:
                # A hundred pages of a dead host must not wait a hundred times.
                self._reason_by_dead_host[host] = str(error)
                raise
        return self._robots_by_host[host]

    def _fetch_robots(self, url: str) -> Robots:
        here = url
        for _ in range(self.options.max_redirects + 1):
            try:
                answer = self._persist(here, {}, max_bytes=MAX_ROBOTS_BYTES)
            except UnreadableError:
                return REFUSE_ALL
            if answer.status in _REDIRECTS:
                here = _checked(answer.header("location"), came_from=here)
                continue
            if answer.status == 200:
                agent = self.options.user_agent.partition("/")[0]
                return read_robots(answer.body.decode("utf-8", errors="replace"), agent=agent)
            return ALLOW_ALL
        return ALLOW_ALL

    def _persist(self, url: str, conditions: dict[str, str], *, max_bytes: int) -> Answer:
        """Ask until an answer comes or the tries are used up, waiting longer each time."""
        for attempt in range(1, self.options.n_attempts + 1):
            self._wait_for_turn(url)
            try:
                return self._ask(url, conditions, max_bytes=max_bytes)
            except _TryAgainError as error:
                if attempt == self.options.n_attempts:
                    raise
                self.sleep(max(self.options.backoff_s * 2 ** (attempt - 1), error.wait_s))
        raise _TryAgainError("was not asked for (the settings allow no try)")

    def _wait_for_turn(self, url: str) -> None:
        host = urlsplit(url).netloc
        rules = self._robots_by_host.get(f"{urlsplit(url).scheme}://{host}", ALLOW_ALL)
        last = self._last_by_host.get(host)
        interval_s = max(self.options.host_interval_s, rules.delay_s)
        if last is not None and (wait_s := last + interval_s - self.clock()) > 0:
            self.sleep(wait_s)
        self._last_by_host[host] = self.clock()

    def _ask(self, url: str, conditions: dict[str, str], *, max_bytes: int) -> Answer:
        import httpx

        if self._client is None:
            # Brotli and zstandard are not asked for: their libraries give no bound on unpacking.
            headers = {"User-Agent": self.options.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
            self._client = httpx.Client(
                headers=headers, timeout=self.options.timeout_s, follow_redirects=False, verify=_certificates()
            )
        try:
            with self._client.stream("GET", url, headers=conditions) as response:
                return self._receive(response, url, max_bytes=max_bytes)
        except httpx.TimeoutException as error:
            raise _TryAgainError(f"did not answer within {self.options.timeout_s:g} s") from error
        except httpx.TransportError as error:
            raise _TryAgainError(f"cannot be reached ({error or type(error).__name__})") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise UnreadableError(f"is no valid web address ({error}); check its spelling") from error

    def _receive(self, response: httpx.Response, url: str, *, max_bytes: int) -> Answer:
        status = response.status_code
        headers = {name.lower(): value for name, value in response.headers.items()}
        if status in _FOR_THE_MOMENT:
            wait = headers.get("retry-after", "")
            wait_s = float(wait) if wait.isdecimal() else 0.0
            raise _TryAgainError(f"the server answers {status} for now", wait_s=min(wait_s, _MAX_RETRY_AFTER_S))
        if status != 200:
            return Answer(url=url, status=status, headers=headers)
        announced = headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > max_bytes:
            size, limit = megabytes(int(announced)), megabytes(max_bytes)
            raise UnreadableError(f"is a page of {size}, the limit is {limit}; raise the limit in the settings")
        pieces = self._until_deadline(response.iter_raw())
        body = b"".join(inflate(pieces, encoding=headers.get("content-encoding", ""), max_bytes=max_bytes))
        return Answer(url=url, status=status, headers=headers, body=body)

    def _until_deadline(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield `pieces` until the page's time is up: a slow drip never trips a time-out for single reads."""
        stop_at = self.clock() + self.options.deadline_s
        for piece in pieces:
            if self.clock() > stop_at:
                raise UnreadableError(f"was not complete after {self.options.deadline_s:g} s; save the page yourself")
            yield piece


@cache
def _certificates() -> ssl.SSLContext:
    """Return the known certificate authorities; reading them takes a tenth of a second."""
    import httpx

    return httpx.create_ssl_context()


def _check_status(answer: Answer, *, has_kept: bool) -> None:
    if answer.status == 200 or (answer.status == 304 and has_kept):
        return
    meanings = {401: "wants a log-in", 402: "wants payment", 403: "is refused", 404: "does not exist", 410: "is gone"}
    meaning = meanings.get(answer.status, "was not given")
    reason = f"{meaning} (the server answers {answer.status})"
    raise UnreadableError(f"{reason}; check the address or save the page yourself")


def _checked(link: str, *, came_from: str) -> str:
    """Return the address that `link` means: on the web, and not from the open web into a private network."""
    is_web = came_from.startswith(("http://", "https://"))
    try:
        url = urldefrag(urljoin(came_from, link) if is_web else link)[0]
        parts = urlsplit(url)
    except ValueError as error:
        raise UnreadableError(f"leads to {link!r}, which is no valid web address ({error})") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnreadableError(f"leads to {url!r}, which is no web address; only http and https are fetched")
    named_by = urlsplit(came_from).hostname if is_web else None
    if named_by is not None and named_by != parts.hostname and _is_private(parts.hostname):
        raise UnreadableError(f"leads from {named_by} into a private network ({parts.hostname}); it is not followed")
    return url


def _is_private(host: str) -> bool:
    """Whether a host's name or any of its addresses lies in a private network or on this machine."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        addresses = {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        # Nobody knows the name: fetching will say so.
        return False
    return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses)


def _blob(address: Address, url: str, headers: Mapping[str, str], body: bytes, *, note: str = "") -> Blob:
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    changed = read_date(headers.get("last-modified", "")).iso
    notes = tuple(filter(None, (note, f"changed on {changed[:10]}" if changed else "")))
    # Where the redirects end is a better address than what a feed, often through a counter, gave.
    known = replace(address.known, url=None).over(Known(notes=notes))
    return Blob(
        uri=address.url,
        name=urlsplit(url).path.rpartition("/")[2],
        payload=body,
        media_type=message.get_content_type(),
        charset=message.get_content_charset(),
        url=url,
        known=known,
    )
