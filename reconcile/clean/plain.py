"""Plain text → the article's own paragraphs, headline, byline and date line, and the clutter apart.

The one idea: decide line by line what a line *is* (rules.py), then let two kinds of region
swallow their neighbours: an appeal for money, and a section of other stories or comments,
which runs to the end unless the article plainly goes on after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reconcile.clean.agency import is_agency_alone
from reconcile.clean.dates import is_date_line, leading_date
from reconcile.clean.rules import Rules, ends_sentence, is_prose, load_rules, n_words
from reconcile.types import Clutter

_BYLINE = re.compile(
    r"^(?:Written |Reported |Posted |Story |Text )?(?:[Bb]y|BY)[ :]\s*([A-Z][^.!?]{1,80}(?:\.[^.!?]{1,40}){0,3})$"
)
_JOB = re.compile(
    r",? (?:staff|senior|special|associate)\b.*$|,? (?:reporter|correspondent|editor|writer)$", re.IGNORECASE
)
_STAMP = re.compile(r"[ |,]+(?:(?:updated|posted|published|created)\b|(?=\w+ \d{1,2}, \d{4}\b)).*$", re.IGNORECASE)
_CRUMB = re.compile(r"^[A-Z][\w&'’. ]{1,24}(?: ?[/>»›] ?[A-Z][\w&'’. ]{1,24}){1,5}$")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
# Kinds whose lines are no headings of sections even if they read like one.
_NEVER_HEADINGS = frozenset({"subscription", "copyright", "credit", "caption", "embed", "date", "byline"})
# Where a date line may stand; one further down heads a part of a chronicle.
_N_HEAD_LINES = 12
# How far into a paragraph a second printing of the headline is looked for.
_HEAD_CHARACTERS = 700
_BULLET = re.compile(r"^[-–•*·◦▪+] ?")


@dataclass(slots=True)
class Cleaned:
    """What plain text held; lists grow while the lines are read."""

    headline: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    clutter: list[Clutter] = field(default_factory=list)
    byline: str | None = None
    signs: list[str] = field(default_factory=list)


def clean_text(text: str, *, title: str | None) -> Cleaned:
    """Return the article in plain text that may hold a whole page; its headline may be known as `title`."""
    rules = load_rules()
    lines, kinds = _lines_and_kinds(text, rules)
    _mark_votes(lines, kinds)
    _mark_headings(lines, kinds, rules)
    return _collect(lines, kinds, rules, title)


def clean_extracted(text: str, *, title: str | None) -> Cleaned:
    """Return the article in the text of a page's main element: there a subhead is the article's own."""
    rules = load_rules()
    lines, kinds = _lines_and_kinds(text, rules)
    return _collect(lines, kinds, rules, title)


def _lines_and_kinds(text: str, rules: Rules) -> tuple[list[str], list[str | None]]:
    lines = [stripped for line in text.splitlines() if (stripped := _SPACES.sub(" ", line).strip())]
    lines = [part for line in lines[:_N_HEAD_LINES] for part in _split_date(line, rules)] + lines[_N_HEAD_LINES:]
    kinds = _kinds(lines, rules)
    _mark_pitch(lines, kinds, rules)
    _mark_sections(lines, kinds, rules)
    return lines, kinds


def _collect(lines: list[str], kinds: list[str | None], rules: Rules, title: str | None) -> Cleaned:
    cleaned = Cleaned()
    for line, kind in zip(lines, kinds, strict=True):
        if kind is None:
            _keep(line, cleaned, rules)
        else:
            _set_apart(line, kind, cleaned)
    _take_headline(cleaned, title)
    return cleaned


def _split_date(line: str, rules: Rules) -> list[str]:
    """Return `line`, or the date that stands before its first sentence and the rest as two lines."""
    start = max((found.end() for rule in rules.heads if (found := rule.pattern.match(line))), default=0)
    leading = leading_date(line[start:])
    if leading is None:
        return [line]
    return [part for part in (line[: start + leading[1]].strip(" |:–—-"), line[start + leading[1] :].strip()) if part]


def _kinds(lines: list[str], rules: Rules) -> list[str | None]:
    kinds: list[str | None] = []
    seen_prose = False
    for i, line in enumerate(lines):
        kind = rules.kind_of(line)
        if kind is None and not seen_prose:
            kind = _kind_in_head(line)
        if kind is None and i < _N_HEAD_LINES and is_date_line(line):
            kind = "date"
        seen_prose = seen_prose or (kind is None and is_prose(line))
        kinds.append(kind)
    return kinds


def _kind_in_head(line: str) -> str | None:
    """Return what a line before the first paragraph is, where only its place tells."""
    if _BYLINE.match(_split_stamp(line)[0]) and n_words(line) <= 24:
        return "byline"
    if is_agency_alone(line):
        return "credit"
    if _CRUMB.match(line) and n_words(line) <= 9 and not ends_sentence(line):
        return "navigation"
    return None


def _mark_pitch(lines: list[str], kinds: list[str | None], rules: Rules) -> None:
    """Mark runs of paragraphs that ask the reader for money or an address.

    One cue proves nothing (stories are written about newsletters and donations); two lines
    with cues within four lines of each other, or one line with three cues, do.
    """
    cues = [rules.n_pitch_cues(line) for line in lines]
    marked = [i for i, n in enumerate(cues) if n and (n >= 3 or _cue_near(cues, i))]
    runs: list[list[int]] = []
    for i in marked:
        if runs and i - runs[-1][-1] <= 3:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        if sum(cues[i] for i in run) < 3:
            continue
        end = run[-1] + 1
        while end < len(lines) and rules.signature.search(lines[end]) and n_words(lines[end]) <= 12:
            end += 1
        for i in range(run[0], end):
            kinds[i] = "subscription"


def _cue_near(cues: list[int], i: int) -> bool:
    near = range(max(0, i - 3), min(len(cues), i + 4))
    return any(cues[j] for j in near if j != i)


def _mark_sections(lines: list[str], kinds: list[str | None], rules: Rules) -> None:
    """Mark what stands under a heading such as "Related stories" or "Comments"."""
    i, n_kept = 0, 0
    while i < len(lines):
        rule = rules.section(lines[i]) if kinds[i] not in _NEVER_HEADINGS else None
        if rule is None:
            n_kept += n_words(lines[i]) if kinds[i] is None and is_prose(lines[i]) else 0
            i += 1
            continue
        # Before the article's own words a heading is only a button of the page.
        end = i + 1 if n_kept < 25 else _section_end(lines, i, resumes=rule.resumes)
        for j in range(i, end):
            kinds[j] = kinds[j] or rule.kind
        i = end


def _section_end(lines: list[str], start: int, *, resumes: bool) -> int:
    """Return where the article goes on after the heading at `start`: at two paragraphs in a row."""
    if not resumes:
        return len(lines)
    for i in range(start + 1, len(lines)):
        if not _is_paragraph(lines[i]):
            continue
        if i + 1 < len(lines) and _is_paragraph(lines[i + 1]):
            return i
        # A list with bullets ends where they end; teasers without bullets have prose among them.
        if i > start + 1 and all(_BULLET.match(line) for line in lines[start + 1 : i]):
            return i
    return len(lines)


def _is_paragraph(line: str) -> bool:
    return is_prose(line) and not _BULLET.match(line)


def _mark_votes(lines: list[str], kinds: list[str | None]) -> None:
    """Mark readers' comments that carry votes but stand under no heading."""
    votes = [i for i, kind in enumerate(kinds) if kind == "comment" and "/" in lines[i]]
    if not votes or any(kind is None for kind in kinds[votes[-1] + 1 :]):
        return
    first = votes[0] - 1
    while first > 0 and kinds[first - 1] is None and not is_prose(lines[first - 1]):
        first -= 1
    for i in range(max(first, 1), len(lines)):
        kinds[i] = kinds[i] or "comment"


def _mark_headings(lines: list[str], kinds: list[str | None], rules: Rules) -> None:
    """Mark headings and other stories' headlines among the paragraphs of a text that is mostly prose."""
    kept = [i for i, kind in enumerate(kinds) if kind is None]
    prose = [i for i in kept if is_prose(lines[i])]
    if len(prose) < 3:
        return
    for i in kept:
        if i < prose[0] or lines[i - 1].endswith(":"):
            continue
        if rules.is_headline(lines[i]) or (_is_cut_off(lines[i]) and _beside_clutter(kinds, i)):
            kinds[i] = "teaser"


def _is_cut_off(line: str) -> bool:
    return line.endswith(("...", "…")) and n_words(line) >= 4


def _beside_clutter(kinds: list[str | None], i: int) -> bool:
    before = kinds[i - 1] if i else None
    after = kinds[i + 1] if i + 1 < len(kinds) else None
    return before is not None or after is not None


def _keep(line: str, cleaned: Cleaned, rules: Rules) -> None:
    """Keep a line as a paragraph, without the clutter that hangs on its ends."""
    for edges, at_head in ((rules.heads, True), (rules.tails, False)):
        for rule in edges:
            if found := rule.pattern.search(line):
                _set_apart(found.group().strip(), rule.kind, cleaned)
                line = (line[found.end() :] if at_head else line[: found.start()]).strip()
    if line:
        cleaned.paragraphs.append(line)


def _set_apart(line: str, kind: str, cleaned: Cleaned) -> None:
    if kind == "byline":
        line, stamp = _split_stamp(line)
        if stamp:
            cleaned.clutter.append(Clutter(text=stamp, kind="date"))
        if cleaned.byline is None and (found := _BYLINE.match(line)):
            cleaned.byline = _JOB.sub("", found.group(1)).strip()
    if kind in {"byline", "credit", "copyright"}:
        cleaned.signs.append(line)
    cleaned.clutter.append(Clutter(text=line, kind=kind))


def _split_stamp(byline: str) -> tuple[str, str]:
    """Return a byline without the date that hangs on it, and the date."""
    stamp = _STAMP.search(byline)
    return (byline[: stamp.start()].strip(" |,-–—"), stamp.group().strip(" |,-–—")) if stamp else (byline, "")


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower().replace("’", "'")).strip()


def _take_headline(cleaned: Cleaned, title: str | None) -> None:
    """Move the headline out of the paragraphs, also where the page prints it twice or runs it into the first."""
    paragraphs = cleaned.paragraphs
    if title is None and paragraphs and _looks_like_headline(paragraphs):
        title = paragraphs[0]
    cleaned.headline = title
    if not title or not paragraphs:
        return
    folded = _fold(title)
    while len(paragraphs) > 1 and _is_headline_again(_fold(paragraphs[0]), folded):
        cleaned.headline = paragraphs.pop(0)
    # The same headline lower down, before the first paragraph of prose.
    for i, paragraph in enumerate(paragraphs[:6]):
        if is_prose(paragraph):
            break
        if _fold(paragraph) == folded:
            cleaned.clutter.append(Clutter(text=paragraphs.pop(i), kind="navigation"))
            break
    _cut_run_in_headline(cleaned, title)


def _is_headline_again(paragraph: str, title: str) -> bool:
    """Whether a folded first paragraph is the title, or the title without the site's name around it."""
    if paragraph == title:
        return True
    inside = title.startswith(f"{paragraph} ") or title.endswith(f" {paragraph}")
    return inside and len(paragraph.split()) >= 4 and 2 * len(paragraph) >= len(title)


def _cut_run_in_headline(cleaned: Cleaned, title: str) -> None:
    """Cut a headline, and the buttons between its two printings, off the paragraph that it runs into."""
    words = re.findall(r"\w+", title)
    if len(words) < 3 or not cleaned.paragraphs:
        return
    first = cleaned.paragraphs[0]
    printed = list(re.finditer(r"\W+".join(map(re.escape, words)), first[:_HEAD_CHARACTERS], re.IGNORECASE))
    if not printed or printed[0].start() > 3:
        return
    rest = re.match(r"[\s.:|–—-]*(?=[\"“'‘(]?[A-Z0-9])", first[printed[-1].end() :])
    # "Dam breaks" before "near the village, police said" is the beginning of a sentence.
    if rest is None or not rest.group():
        return
    end = printed[-1].end() + rest.end()
    if len(printed) > 1:
        _set_apart(first[printed[0].end() : printed[-1].start()].strip(" .-–—"), "navigation", cleaned)
        cleaned.signs.append(cleaned.clutter[-1].text)
    cleaned.headline = first[printed[0].start() : printed[0].end()]
    first = first[end:]
    if leading := leading_date(first):
        _set_apart(first[: leading[1]].strip(), "date", cleaned)
        first = first[leading[1] :]
    cleaned.paragraphs[0] = first


def _looks_like_headline(paragraphs: list[str]) -> bool:
    first = paragraphs[0]
    return (
        len(paragraphs) > 1
        and 3 <= n_words(first) <= 30
        and not ends_sentence(first)
        and not first.endswith((",", "-", "—", "–"))
        and any(is_prose(paragraph) for paragraph in paragraphs[1:4])
    )
