"""Pages kept on disk between runs, each with what is needed to ask only whether it has changed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: where the redirects ended, the unpacked body and what it said of it."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return a header's value, "" where it was not sent."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page as it was kept; `kept_at` in seconds since 1970."""

    url: str
    kept_at: float
    headers: Mapping[str, str]
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {name: self.headers[header] for name, header in pairs if self.headers.get(header)}

    def is_fresh(self, now: float) -> bool:
        """Whether the server's own max-age lets it be used without asking."""
        control = self.headers.get("cache-control", "")
        age = _MAX_AGE.search(control)
        return age is not None and "no-cache" not in control and 0 <= now - self.kept_at < int(age[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCache:
    """A folder with two files for each page: the body, and a JSON file beside it."""

    folder: Path

    def get(self, url: str) -> Kept | None:
        """Return what is kept for `url`; a broken or half-written entry counts as none."""
        about, body = self._paths(url)
        try:
            fields = json.loads(about.read_text(encoding="utf-8"))
            payload = body.read_bytes()
            if fields["url_asked"] != url or fields["sha256"] != hashlib.sha256(payload).hexdigest():
                return None
            return Kept(url=fields["url"], kept_at=fields["kept_at"], headers=fields["headers"], body=payload)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, answer: Answer, *, now: float) -> None:
        """Keep `answer` for `url` unless its server forbids that."""
        if "no-store" in answer.header("cache-control"):
            return
        about, body = self._paths(url)
        about.parent.mkdir(parents=True, exist_ok=True)
        fields = asdict(answer) | {"url_asked": url, "kept_at": now, "headers": dict(answer.headers)}
        fields["sha256"] = hashlib.sha256(fields.pop("body")).hexdigest()
        _write(body, answer.body)
        _write(about, json.dumps(fields, sort_keys=True).encode())

    def _paths(self, url: str) -> tuple[Path, Path]:
        key = hashlib.sha256(url.encode()).hexdigest()
        return self.folder / key[:2] / f"{key}.json", self.folder / key[:2] / f"{key}.body"


def _write(path: Path, payload: bytes) -> None:
    """Write beside and rename, so that a crash or a second run never leaves half a page."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(payload)
    Path(name).replace(path)
