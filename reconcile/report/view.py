"""A report as sections, tables and sentences, before any markup.

Everything that a reader sees is decided here once, in plain strings; Markdown (and whatever
comes after it) only lays it out and escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.report import words
from reconcile.report.order import in_reading_order
from reconcile.types import Article, Evidence, Finding, NotCompared, Report, Slot, Span, Variant, Verdict

# Longest quote in code points that is shown whole: nearly all sentences of news prose are
# shorter; report.json keeps the longer ones whole.
_MAX_QUOTE = 320
# An agreement is one line, so its quote is shorter.
_MAX_SHORT_QUOTE = 180
# Passages listed for one reason, and rows for one answer, before the rest is only counted.
_MAX_PASSAGES = 6
_MAX_ROWS = 4

# How the date of an article is written: with or without the hour.
Dated = Callable[[Article], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an article with the value they stand for (`bold`); cut at "…" where they are long."""

    text: str
    bold: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer as one origin gives it."""

    answer: str
    outlet: str
    holder: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One finding: its question, the answers, and the sentence that says why."""

    id: str
    question: str
    answers: tuple[str, ...]
    confidence: str
    support: str
    why: str
    rows: tuple[Row, ...]
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """What was read and not compared for one reason; `n_more` are not shown."""

    reason: str
    total: str
    shown: tuple[tuple[str, Quote], ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One line of the table of articles."""

    number: int
    outlet: str
    title: str
    url: str | None
    agency: str
    published: str
    how_dated: str
    origin: str
    claims: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The whole report in reading order."""

    title: str
    coverage: str
    totals: str
    conflicts: tuple[Item, ...]
    possible: tuple[Item, ...]
    changes: tuple[Item, ...]
    agreements: tuple[Item, ...]
    not_compared: tuple[Passages, ...]
    skipped: tuple[tuple[str, str], ...]
    articles: tuple[ArticleRow, ...]
    made_by: str


def view_report(report: Report) -> ReportView:
    """Return what a reader of `report` sees, in reading order."""
    desk = _Desk(report.articles)
    by_verdict: dict[Verdict, list[Finding]] = {verdict: [] for verdict in Verdict}
    for finding in in_reading_order(report.findings, report.articles):
        by_verdict[finding.verdict].append(finding)
    conflicts = by_verdict[Verdict.CONFLICT]
    # The most widely told first, whether all tell it in the same words or not.
    same = sorted(by_verdict[Verdict.AGREEMENT] + by_verdict[Verdict.COMPATIBLE], key=lambda f: -f.n_origins)
    return ReportView(
        title=f"{report.story}: what {_articles(len(report.articles))}",
        coverage=_coverage(report.articles),
        totals=_totals(report),
        conflicts=tuple(desk.item(finding) for finding in conflicts if finding.level != "low"),
        possible=tuple(desk.item(finding) for finding in conflicts if finding.level == "low"),
        changes=tuple(desk.timeline(finding) for finding in by_verdict[Verdict.SUPERSEDED]),
        agreements=tuple(desk.item(finding, max_quote=_MAX_SHORT_QUOTE) for finding in same),
        not_compared=tuple(desk.passages(report.not_compared)),
        skipped=tuple((skip.uri, f"{skip.reason} ({skip.stage})") for skip in report.skipped),
        articles=tuple(desk.article_rows(dict(report.n_claims_by_article))),
        made_by=_made_by(report),
    )


def tally(report: Report) -> dict[str, int]:
    """Return the numbers that sum a report up, by name, in the order in which they are told."""
    verdicts = [finding.verdict for finding in report.findings]
    low = sum(finding.verdict is Verdict.CONFLICT and finding.level == "low" for finding in report.findings)
    return {
        "articles": len(report.articles),
        "claims": sum(n_claims for _, n_claims in report.n_claims_by_article),
        "conflicts": verdicts.count(Verdict.CONFLICT) - low,
        "possible conflicts": low,
        "superseded": verdicts.count(Verdict.SUPERSEDED),
        "agreements": verdicts.count(Verdict.AGREEMENT) + verdicts.count(Verdict.COMPATIBLE),
        "not compared": len(report.not_compared),
        "skipped": len(report.skipped),
    }


class _Desk:
    """The articles of a report, and how they are named and quoted."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._by_id: Mapping[str, Article] = {article.id: article for article in articles}
        self._number = {article.id: number for number, article in enumerate(articles, start=1)}
        names = [_name(article, words.published) for article in articles]
        self._ambiguous = {name for name in names if names.count(name) > 1}

    def item(self, finding: Finding, *, max_quote: int = _MAX_QUOTE) -> Item:
        """Return a finding with its answers as compare ordered them."""
        return self._item(finding, finding.variants, max_quote, words.published)

    def timeline(self, finding: Finding) -> Item:
        """Return a finding with its newest answer first."""
        told = [self._first_told(variant) for variant in finding.variants]
        # Where a day is unknown the order in which compare gave the steps, oldest first, is the best there is; and a
        # state moves on by what it says, though an outlet may recall the old one later.
        dated = None not in told and finding.slot is not Slot.STATUS
        steps = sorted(range(len(told)), key=lambda n: (told[n] or "", n)) if dated else range(len(told))
        return self._item(finding, tuple(finding.variants[n] for n in reversed(steps)), _MAX_QUOTE, words.moment)

    def passages(self, not_compared: Sequence[NotCompared]) -> Iterator[Passages]:
        """Yield what was not compared, by reason, the most frequent reason first."""
        by_reason: dict[str, list[NotCompared]] = {}
        for passage in not_compared:
            by_reason.setdefault(passage.reason, []).append(passage)
        for reason, group in sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            yield Passages(
                reason=reason,
                total=words.count(len(group), "passage"),
                shown=tuple(
                    (self._label(p.article_id), _clip(p.quote, Span(0, 0), _MAX_SHORT_QUOTE))
                    for p in _spread(group)[:_MAX_PASSAGES]
                ),
                n_more=max(0, len(group) - _MAX_PASSAGES),
            )

    def article_rows(self, n_claims_by_id: Mapping[str, int]) -> Iterator[ArticleRow]:
        """Yield the lines of the table of articles."""
        for article in self._articles:
            yield ArticleRow(
                number=self._number[article.id],
                outlet=words.outlet(article),
                title=article.title or article.id,
                url=article.url,
                agency=article.agency or "",
                published=words.day(article.published_on),
                how_dated=article.published_how,
                origin=self._origin(article),
                claims=str(n_claims_by_id.get(article.id, 0)),
                notes=article.notes,
            )

    def _item(self, finding: Finding, variants: Sequence[Variant], max_quote: int, dated: Dated) -> Item:
        rows = [row for variant in variants for row in self._rows(variant, finding, max_quote, dated)]
        cited = {row.article_id for variant in variants for row in variant.evidence}
        return Item(
            id=finding.id,
            question=finding.subject,
            answers=tuple(dict.fromkeys(words.answer(variant, finding.slot) for variant in variants)),
            confidence=f"{finding.level} confidence",
            support=f"{words.count(finding.n_origins, 'independent origin')}, {words.count(len(cited), 'article')}",
            why=finding.explanation,
            rows=tuple(rows),
            differs=finding.verdict is Verdict.COMPATIBLE,
        )

    def _rows(self, variant: Variant, finding: Finding, max_quote: int, dated: Dated) -> Iterator[Row]:
        """Yield one row for each origin and holder of an answer; copies are named in that row."""
        answer = words.answer(variant, finding.slot)
        voices = self._voices(variant)
        for group in voices[:_MAX_ROWS]:
            first, *copies = dict.fromkeys(evidence.article_id for evidence in group)
            same = f"; same text: {', '.join(self._label(id, dated) for id in copies)}" if copies else ""
            yield Row(
                answer=answer,
                outlet=self._label(first, dated) + same,
                holder=words.holder(group[0]),
                quote=self._quote(group[0], max_quote),
            )
        rest = dict.fromkeys(self._label(row.article_id, dated) for group in voices[_MAX_ROWS:] for row in group)
        if rest:
            yield Row(answer=answer, outlet=f"also {', '.join(rest)}", holder="", quote=Quote(text="", bold=Span(0, 0)))

    def _voices(self, variant: Variant) -> list[list[Evidence]]:
        """Return the evidence by origin and holder; an origin that names a holder has no row for itself as well."""
        by_origin: dict[str, dict[str, list[Evidence]]] = {}
        for evidence in variant.evidence:
            article = self._by_id.get(evidence.article_id)
            origin = (article.origin or article.id) if article else evidence.article_id
            by_origin.setdefault(origin, {}).setdefault(words.holder(evidence), []).append(evidence)
        voices = []
        for by_holder in by_origin.values():
            named = [group for group in by_holder.values() if group[0].speaker]
            # Of two sentences the longer says more than a headline does.
            unnamed = [sorted(group, key=lambda row: -len(row.quote)) for group in by_holder.values()]
            voices += named or unnamed
        return voices

    def _quote(self, evidence: Evidence, max_quote: int) -> Quote:
        article = self._by_id.get(evidence.article_id)
        return _clip(evidence.quote, _locate(evidence, article.text if article else ""), max_quote)

    def _label(self, article_id: str, dated: Dated = words.published) -> str:
        """Return an article's outlet and date, with its number where another has the same."""
        article = self._by_id.get(article_id)
        if article is None:
            return article_id
        ambiguous = _name(article, words.published) in self._ambiguous
        return _name(article, dated) + (f", article {self._number[article_id]}" if ambiguous else "")

    def _origin(self, article: Article) -> str:
        original = self._number.get(article.copy_of or "")
        if original:
            return f"copy of {original}"
        copies = [self._number[other.id] for other in self._articles if other.copy_of == article.id]
        return f"copied by {', '.join(map(str, copies))}" if copies else "its own"

    def _first_told(self, variant: Variant) -> str | None:
        """Return when an answer was first told, as text that sorts; None where no article has a day."""
        articles = (self._by_id.get(row.article_id) for row in variant.evidence)
        return min((_sortable(a) for a in articles if a and a.published_on), default=None)


def _articles(n_articles: int) -> str:
    return f"{words.count(n_articles, 'article')} {'says' if n_articles == 1 else 'say'}"


def _name(article: Article, dated: Dated) -> str:
    outlet, agency = words.outlet(article), article.agency or ""
    named = f" / {agency}" if agency.casefold() not in outlet.casefold() else ""
    return f"{outlet}{named} ({dated(article)})"


def _spread(passages: Sequence[NotCompared]) -> list[NotCompared]:
    """Return the passages with the first of every article before the second of any."""
    n_seen: Counter[str] = Counter()
    ranks = []
    for passage in passages:
        ranks.append(n_seen[passage.article_id])
        n_seen[passage.article_id] += 1
    return [passages[n] for n in sorted(range(len(passages)), key=ranks.__getitem__)]


def _sortable(article: Article) -> str:
    # An article with a day alone comes before those of the same day with an hour.
    hour = article.published_at.isoformat() if article.published_at else ""
    return f"{article.published_on} {hour}"


def _coverage(articles: Sequence[Article]) -> str:
    parts = [words.count(len(articles), "article")]
    outlets = {article.publisher for article in articles if article.publisher}
    agencies = {article.agency for article in articles if article.agency}
    parts += [words.count(len(outlets), "outlet")] if outlets else []
    parts += [words.count(len(agencies), "agency", "agencies")] if agencies else []
    days = sorted(article.published_on for article in articles if article.published_on)
    if days:
        parts.append(words.day(days[0]) + (f" to {words.day(days[-1])}" if days[-1] != days[0] else ""))
    undated = len(articles) - len(days)
    return " · ".join(parts + ([f"{undated:,} without a date"] if undated else []))


def _totals(report: Report) -> str:
    n = tally(report)
    clutter = sum(len(article.clutter) for article in report.articles)
    parts = [words.count(n["conflicts"], "conflict")]
    parts += [words.count(n["possible conflicts"], "possible conflict")] if n["possible conflicts"] else []
    parts += [f"{n['superseded']:,} superseded", words.count(n["agreements"], "agreement")]
    parts += [f"{n['not compared']:,} not compared"] if n["not compared"] else []
    parts += [f"{n['skipped']:,} skipped"] if n["skipped"] else []
    parts += [f"{words.count(clutter, 'passage')} of page clutter left out"] if clutter else []
    return " · ".join(parts)


def _made_by(report: Report) -> str:
    made = report.provenance
    when = f", {words.day(made.generated_at)} {made.generated_at:%H:%M} UTC" if made.generated_at else ""
    models = f"spaCy pipeline {made.spacy_model}, encoder {made.encoder_model}"
    return f"reconcile {made.version}{when}; {models}; settings {made.settings_digest}; run {made.run_id}"


def _locate(evidence: Evidence, text: str) -> Span:
    """Return where the value stands in the quote, or an empty span."""
    start, end = evidence.span
    place = text.find(evidence.quote, max(0, end - len(evidence.quote)), start + len(evidence.quote))
    if place != -1 and place <= start and end <= place + len(evidence.quote):
        return Span(start - place, end - place)
    # A quote whose line breaks were folded is not found as it stands.
    place = evidence.quote.find(evidence.surface) if evidence.surface else -1
    return Span(place, place + len(evidence.surface)) if place != -1 else Span(0, 0)


def _clip(text: str, bold: Span, max_quote: int) -> Quote:
    """Return `text`, or where it is too long the words around `bold`, with "…" for what is left out."""
    if len(text) <= max_quote:
        return Quote(text=text, bold=bold)
    room = max(0, max_quote - (bold.end - bold.start)) // 2
    start = max(0, min(bold.start - room, len(text) - max_quote))
    end = min(len(text), max(bold.end, start + max_quote))
    start = _word_start(text, start, bold.start)
    end = _word_end(text, end, bold.end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    return Quote(text=f"{before}{text[start:end].rstrip()}{after}", bold=Span(bold.start + shift, bold.end + shift))


def _word_start(text: str, start: int, latest: int) -> int:
    if start == 0:
        return 0
    space = text.find(" ", start, latest)
    return space + 1 if space != -1 else start


def _word_end(text: str, end: int, earliest: int) -> int:
    if end == len(text):
        return end
    space = text.rfind(" ", earliest, end)
    return space if space != -1 else end
