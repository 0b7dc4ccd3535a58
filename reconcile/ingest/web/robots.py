"""What a site's robots.txt allows, by RFC 9309 (doi:10.17487/RFC9309).

Not the standard library's parser: that one takes the first matching rule instead of the
longest and knows no wildcards, so that it visits pages that their owners have closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

# The RFC asks for at least 500 KiB to be read; what stands behind is ignored.
MAX_ROBOTS_BYTES = 512_000
_DIRECTIVE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
# A longer wished pause is kept to this; a desk cannot wait an hour for a page.
_MAX_DELAY_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for us: (path pattern, allowed), and the pause that the site asks for."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether the longest rule that matches `url` allows it; of two equally long ones the allowing."""
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]


ALLOW_ALL = Robots()
REFUSE_ALL = Robots(rules=(("/", False),))


def read_robots(text: str, *, agent: str) -> Robots:
    """Return the rules that a robots.txt gives to `agent` (a name without its version)."""
    groups = list(_groups(text))
    mine = [group for group in groups if agent.lower() in group[0]]
    chosen = mine or [group for group in groups if "*" in group[0]]
    rules = tuple(
        (value, name == "allow")
        for _, directives in chosen
        for name, value in directives
        if name in {"allow", "disallow"} and value
    )
    delays = [_seconds(value) for _, directives in chosen for name, value in directives if name == "crawl-delay"]
    return Robots(rules=rules, delay_s=min(max(delays, default=0.0), _MAX_DELAY_S))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Yield (agents, directives): lines that name agents open a group, the other lines fill it."""
    agents: set[str] = set()
    directives: list[tuple[str, str]] = []
    for line in text.splitlines():
        match = _DIRECTIVE.match(line)
        if match is None:
            continue
        name, value = match[1].lower(), match[2].strip()
        if name == "user-agent":
            if directives:
                yield agents, directives
                agents, directives = set(), []
            agents.add(value.partition("/")[0].lower())
        elif name in {"allow", "disallow", "crawl-delay"} and agents:
            directives.append((name, value))
    if agents:
        yield agents, directives


def _matches(pattern: str, path: str) -> bool:
    """Whether `path` begins with `pattern`, where * stands for anything and a final $ for the end; in linear time."""
    parts = pattern.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    position = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if not pattern.endswith("$"):
        return True
    return position == len(path) or (len(parts) > 1 and path.endswith(parts[-1]))


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value) else 0.0
