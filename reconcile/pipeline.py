"""From paths to a report: the only module that knows the order of the stages."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reconcile import __version__
from reconcile.clean import clean, date_articles, mark_copies
from reconcile.cluster.events import group_events
from reconcile.cluster.facts import group_claims
from reconcile.cluster.states import group_states
from reconcile.compare import compare_values
from reconcile.compare.history import judge_with_history
from reconcile.compare.names import Contains
from reconcile.compare.questions import distinguish
from reconcile.compare.selection import select_findings
from reconcile.compare.sequence import sequence_articles
from reconcile.config import Settings, digest
from reconcile.embed import encode
from reconcile.errors import InputError
from reconcile.extract.claims import build_claims, read_article
from reconcile.extract.entities import link_mentions
from reconcile.extract.entities_containment import Containment, find_containment
from reconcile.extract.nlp import parse
from reconcile.ingest import options_of, read_documents
from reconcile.judge import Judge, give_second_opinion, load_judge
from reconcile.models import load_encoder
from reconcile.types import (
    Article,
    Claim,
    Finding,
    Level,
    NotCompared,
    Provenance,
    Report,
    Skip,
    State,
)

__all__ = ["Extraction", "Intake", "extract_claims", "find", "group_events", "read_articles", "run"]

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how much of it is done, and how much there is in all."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The articles that can be read, and what was skipped on the way."""

    articles: tuple[Article, ...]
    skipped: tuple[Skip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The claims of all articles, and which of their places lie in which."""

    claims: tuple[Claim, ...]
    containment: Containment


def run(
    paths: Sequence[str],
    *,
    story: str | None = None,
    settings: Settings | None = None,
    progress: Progress = silent,
) -> Report:
    """Read `paths` and return what their articles agree on, where they differ and what changed.

    Args:
        paths: Files, folders, web addresses, "-" for standard input.
        story: The story's name; the first path's name where None.
        settings: One model of settings for each stage.
        progress: Is told how far each stage is.

    Raises:
        InputError: A path does not exist, or nothing in `paths` can be used.
        ModelError: A model is missing or broken.
    """
    chosen = settings or Settings()
    intake = read_articles(paths, settings=chosen, progress=progress)
    if not intake.articles:
        raise InputError(_nothing_left(intake.skipped))
    # Loaded before the long work, so that a name that is wrong is told at once.
    load_encoder(chosen.encoder.model)
    judge = load_judge(chosen.judge.model) if chosen.judge.model else None
    extraction = extract_claims(intake.articles, pipeline=chosen.nlp.pipeline, progress=progress)
    n_claims = Counter(claim.article_id for claim in extraction.claims)
    findings, not_compared = find(
        intake.articles, extraction, encoder=chosen.encoder.model, judge=judge, progress=progress
    )
    name = story or _story_name(paths)
    return Report(
        story=name,
        provenance=_provenance(name, intake.articles, chosen),
        articles=intake.articles,
        findings=findings,
        not_compared=not_compared,
        skipped=intake.skipped,
        n_claims_by_article=tuple((article.id, n_claims[article.id]) for article in intake.articles),
    )


def read_articles(
    paths: Sequence[str | Path], *, settings: Settings | None = None, progress: Progress = silent
) -> Intake:
    """Read and clean what lies at `paths`; one bad document never stops the others.

    Raises:
        InputError: A path does not exist, or nothing there can be read at all.
    """
    chosen = settings or Settings()
    names = [str(path) for path in paths]
    stdin = sys.stdin.buffer if "-" in names else None
    intake = read_documents(names, options=options_of(chosen.ingest), stdin=stdin)
    articles: list[Article] = []
    skipped = list(intake.skipped)
    for done, document in enumerate(intake.documents, start=1):
        try:
            articles.extend(clean(document))
        except InputError as error:
            skipped.append(Skip(uri=document.uri, stage="clean", reason=str(error).removeprefix(f"{document.uri} ")))
        progress("read", done, len(intake.documents))
    return Intake(articles=mark_copies(date_articles(tuple(articles))), skipped=tuple(skipped))


def extract_claims(articles: Sequence[Article], *, pipeline: str, progress: Progress = silent) -> Extraction:
    """Return the claims of all articles, with names linked across them."""
    readings = []
    for done, (article, doc) in enumerate(
        zip(articles, parse((a.text for a in articles), pipeline=pipeline), strict=True), start=1
    ):
        readings.append(read_article(article, doc))
        progress("extract", done, len(articles))
    linked = link_mentions([reading.mentions for reading in readings])
    claims = tuple(
        claim
        for reading, mentions in zip(readings, linked, strict=True)
        for claim in build_claims(replace(reading, mentions=mentions))
    )
    return Extraction(claims=claims, containment=find_containment(linked, [article.text for article in articles]))


def find(
    articles: Sequence[Article],
    extraction: Extraction,
    *,
    encoder: str,
    judge: Judge | None = None,
    progress: Progress = silent,
) -> tuple[tuple[Finding, ...], tuple[NotCompared, ...]]:
    """Return the findings, most important first, and the claims that met no other.

    Args:
        articles: The run's articles.
        extraction: Their claims.
        encoder: The sentence encoder, by name.
        judge: The model whose second opinion is asked; None asks for none.
        progress: Is told how far the comparison is.
    """
    by_id = {article.id: article for article in articles}
    events = dict(zip(by_id, group_events(articles), strict=True))
    claims, contains = extraction.claims, extraction.containment
    progress("compare", 0, 1)
    # States are grouped by their question: their frames need no vector.
    frames = encode(["" if isinstance(claim.value, State) else claim.frame for claim in claims], encoder=encoder)
    groups = group_claims(
        claims,
        frames,
        events=events,
        comparable=partial(compared_level, contains=contains),
        days={a.id: a.published_on.toordinal() for a in articles if a.published_on is not None},
    )
    groups = (*groups, *group_states(claims, events=events))
    sequence = sequence_articles(by_id, claims)
    compared = [(group, judge_with_history(group, by_id, contains=contains, sequence=sequence)) for group in groups]
    judged = [(group, finding) for group, finding in compared if finding is not None]
    selected = select_findings(give_second_opinion(judged, by_id, judge=judge) if judge else judged)
    group_by_finding = {finding.id: group for group, finding in judged}
    findings = distinguish([(group_by_finding[finding.id], finding) for finding in selected], by_id)
    progress("compare", 1, 1)
    return findings, _not_compared(claims, findings, by_id)


def compared_level(left: Claim, right: Claim, *, contains: Contains) -> Level:
    """Return the level that two claims reach on the ladder of their slot."""
    return compare_values(left, right, contains=contains).level


def _not_compared(
    claims: Sequence[Claim], findings: Sequence[Finding], articles: Mapping[str, Article]
) -> tuple[NotCompared, ...]:
    """List the sentences with a number or a time that no finding shows: silence is not consistency."""
    shown = {(row.article_id, row.quote) for f in findings for v in f.variants for row in v.evidence}
    alone: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        quote = articles[claim.article_id].text[claim.sentence.start : claim.sentence.end]
        if claim.slot in {"quantity", "time"} and (claim.article_id, quote) not in shown:
            alone.setdefault((claim.article_id, quote), claim)
    return tuple(
        NotCompared(article_id=article_id, quote=quote, reason="no other article answers the same question")
        for article_id, quote in alone
    )


def _nothing_left(skipped: Sequence[Skip]) -> str:
    reasons = "; ".join(f"{skip.uri}: {skip.reason}" for skip in skipped[:3])
    return f"none of the articles can be used ({reasons})" if reasons else "no articles found"


def _story_name(paths: Sequence[str]) -> str:
    path = Path(paths[0])
    return path.stem if path.suffix else path.resolve().name


def _provenance(story: str, articles: Sequence[Article], settings: Settings) -> Provenance:
    settings_digest = digest(settings)
    parts = (story, settings_digest, __version__, *(f"{a.id}\x1f{a.text}" for a in articles))
    return Provenance(
        run_id=hashlib.sha256("\x1e".join(parts).encode()).hexdigest()[:12],
        version=__version__,
        settings_digest=settings_digest,
        spacy_model=settings.nlp.pipeline,
        encoder_model=settings.encoder.model,
        generated_at=datetime.now(UTC),
    )
