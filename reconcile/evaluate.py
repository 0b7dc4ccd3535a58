"""Findings measured against a labelled story.

A finding *matches* a fact when its quotes carry at least two of the fact's answers, from two
articles or two holders; a told difference must carry two answers that really differ. Each
fact belongs first to the one finding that carries most of its answers; further findings that
match it are repeats. All measures are kept as counts, so that several stories add up
(micro-average) without a second formula.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from reconcile.errors import InputError

DIFFERENCE = frozenset(("conflict", "superseded"))
SAMENESS = frozenset(("agreement", "compatible"))
# The slots whose answers are values with a ladder of their own.
TYPED_SLOTS = frozenset(("quantity", "time", "place", "person", "organisation"))
_STRONGEST_FIRST = ("conflict", "superseded", "compatible", "agreement")
# Two quotes share their wording when they have this many words in a row in common.
_SHARED_WORDS = 5
_PLAIN_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})

Json = Mapping[str, Any]
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Counts for a set of verdicts: how many were told, how many of these are right, and the reverse."""

    told: int = 0
    true: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Family) -> Family:
        """Return the counts of both stories together."""
        return Family(
            told=self.told + other.told,
            true=self.true + other.true,
            gold=self.gold + other.gold,
            found=self.found + other.found,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScore:
    """All counts of one story, or of several together."""

    story: str
    facts: int = 0
    facts_found: int = 0
    typed_facts: int = 0
    typed_found: int = 0
    verdicts_right: int = 0
    findings: int = 0
    unmatched: int = 0
    repeats: int = 0
    conflict: Family = field(default_factory=Family)
    sure_conflict: Family = field(default_factory=Family)
    difference: Family = field(default_factory=Family)
    sameness: Family = field(default_factory=Family)
    traps: int = 0
    traps_fallen: int = 0
    clutter: int = 0
    clutter_quoted: int = 0

    def __add__(self, other: StoryScore) -> StoryScore:
        """Return the counts of both stories together, under the name of the first."""
        counted = (counter.name for counter in fields(self) if counter.name != "story")
        return replace(self, **{name: getattr(self, name) + getattr(other, name) for name in counted})


class Pair(NamedTuple):
    """A report and the labels that it is measured against."""

    report: Path
    gold: Path


def pair_up(paths: Sequence[Path]) -> tuple[Pair, ...]:
    """Return the pairs that `paths` name: REPORT GOLD REPORT GOLD…, or a folder of each.

    A folder stands for the report.json or gold.json in it. With a folder of reports and a
    folder of stories, `STORIES/<name>/gold.json` belongs to `REPORTS/<name>`, to the newest
    `REPORTS/<name>-<date>` or to `REPORTS/<name>.json`.

    Raises:
        InputError: A report has no labels, or labels have no report.
    """
    if len(paths) % 2:
        raise InputError(f"{paths[-1]} has no partner; give pairs of REPORT and GOLD")
    pairs: list[Pair] = []
    for report, gold in zip(paths[::2], paths[1::2], strict=True):
        single = Pair(_inside(report, "report.json"), _inside(gold, "gold.json"))
        if single.report.is_dir() and single.gold.is_dir():
            pairs.extend(_pairs_in(report, gold))
        else:
            pairs.append(single)
    return tuple(pairs)


def score_files(pairs: Iterable[Pair]) -> tuple[StoryScore, ...]:
    """Return the score of each pair and, where there are several, of all together as the last.

    Raises:
        InputError: A file cannot be read or is neither a report nor labels.
    """
    scores = []
    for pair in pairs:
        report, gold = _read(pair.report, "findings"), _read(pair.gold, "facts")
        scores.append(score(report, gold, story=str(gold.get("story") or pair.gold.resolve().parent.name)))
    return (*scores, sum(scores, start=StoryScore(story="all"))) if len(scores) > 1 else tuple(scores)


def score(report: Json, gold: Json, *, story: str = "") -> StoryScore:
    """Return the counts for one report in the contract's form and one story's labels."""
    facts = gold["facts"]
    findings = [finding for finding in report["findings"] if finding["verdict"] in DIFFERENCE | SAMENESS]
    fact_by_finding, found_by_fact = _assign(findings, facts)
    cited = [list(_citations(finding)) for finding in findings]
    verdicts = [_verdicts(fact) for fact in facts]

    def family(kinds: Collection[str], level: str | None = None) -> Family:
        told = [n for n, f in enumerate(findings) if f["verdict"] in kinds and level in (None, f.get("level"))]
        true = {n for n in told if n in fact_by_finding and not verdicts[fact_by_finding[n]].isdisjoint(kinds)}
        gold_facts = [n for n, good in enumerate(verdicts) if good <= set(kinds)]
        found = [n for n in gold_facts if not true.isdisjoint(found_by_fact.get(n, ()))]
        return Family(told=len(told), true=len(true), gold=len(gold_facts), found=len(found))

    typed = [n for n, fact in enumerate(facts) if fact["slot"] in TYPED_SLOTS]
    strongest = {
        fact: min((findings[n]["verdict"] for n in told), key=_STRONGEST_FIRST.index)
        for fact, told in found_by_fact.items()
    }
    traps, clutter = gold.get("traps", ()), gold.get("not_claims", ())
    return StoryScore(
        story=story or str(gold.get("story", "")),
        facts=len(facts),
        facts_found=len(found_by_fact),
        typed_facts=len(typed),
        typed_found=sum(n in found_by_fact for n in typed),
        verdicts_right=sum(verdict in verdicts[fact] for fact, verdict in strongest.items()),
        findings=len(findings),
        unmatched=len(findings) - len(fact_by_finding),
        repeats=len(fact_by_finding) - len(found_by_fact),
        conflict=family({"conflict"}),
        sure_conflict=family({"conflict"}, level="high"),
        difference=family(DIFFERENCE),
        sameness=family(SAMENESS),
        traps=len(traps),
        traps_fallen=sum(any(_falls_into(trap, rows) for rows in cited) for trap in traps),
        clutter=len(clutter),
        clutter_quoted=sum(any(_quotes(passage, row) for rows in cited for row in rows) for passage in clutter),
    )


def measures(score: StoryScore) -> dict[str, float | int | str | None]:
    """Return the measures by name, shares to three places; None where nothing was asked or told."""
    rows: dict[str, float | int | str | None] = {
        "facts": score.facts,
        "findings": score.findings,
        "found": _ratio(score.facts_found, score.facts),
        "found, typed slots": _ratio(score.typed_found, score.typed_facts),
        "verdict accuracy": _ratio(score.verdicts_right, score.facts_found),
    }
    families = {"conflict": score.conflict, "difference": score.difference, "sameness": score.sameness}
    for name, counts in families.items():
        precision, recall = _ratio(counts.true, counts.told), _ratio(counts.found, counts.gold)
        rows[f"{name} precision"], rows[f"{name} recall"] = precision, recall
        # Of the rounded shares, as the benchmark's own script has it.
        rows[f"{name} F1"] = round(2 * precision * recall / (precision + recall), 3) if precision and recall else 0.0
        rows[f"{name}: told/gold"] = f"{counts.told}/{counts.gold}"
    rows["high-confidence conflict precision"] = _ratio(score.sure_conflict.true, score.sure_conflict.told)
    return rows | {
        "unmatched": score.unmatched,
        "repeats": score.repeats,
        "repeats, share": _ratio(score.repeats, score.findings),
        "traps": f"{score.traps_fallen}/{score.traps}",
        "clutter quoted": f"{score.clutter_quoted}/{score.clutter}",
    }


@dataclass(frozen=True, slots=True)
class _Citation:
    """One quote of a finding with the bounds of the answer it stands for."""

    article_id: str
    quote: str
    surface: str
    bounds: Bounds | None


def _assign(findings: Sequence[Json], facts: Sequence[Json]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return the fact of each finding that matches one, and the findings of each fact.

    A fact goes to one finding first, so that a finding which could tell of two facts takes
    the one still free; only what is left over then joins its best match as a repeat.
    """
    weight = {
        (f, g): n
        for f, finding in enumerate(findings)
        for g, fact in enumerate(facts)
        if (n := _n_answers_told(finding, fact))
    }
    ranked = sorted(weight, key=lambda pair: (-weight[pair], *pair))
    fact_by_finding: dict[int, int] = {}
    taken: set[int] = set()
    for finding, fact in ranked:
        if finding not in fact_by_finding and fact not in taken:
            fact_by_finding[finding] = fact
            taken.add(fact)
    for finding, fact in ranked:
        fact_by_finding.setdefault(finding, fact)
    found_by_fact: dict[int, list[int]] = {}
    for finding, fact in fact_by_finding.items():
        found_by_fact.setdefault(fact, []).append(finding)
    return fact_by_finding, found_by_fact


def _n_answers_told(finding: Json, fact: Json) -> int:
    """Return how many of the fact's answers the finding quotes, 0 where that makes no match."""
    slot = fact["slot"]
    rows = list(_citations(finding))
    told = [answer for answer in fact["answers"] if any(_states(row, answer, slot) for row in rows)]
    holders = {(answer["article"], answer.get("attributed_to")) for answer in told}
    if len(told) < 2 or len(holders) < 2:
        return 0
    both_different = finding["verdict"] in DIFFERENCE and fact["verdict"] in DIFFERENCE
    if both_different and not any(_differ(left, right, slot) for left, right in combinations(told, 2)):
        return 0
    return len(told)


def _citations(finding: Json) -> Iterator[_Citation]:
    for variant in finding["variants"]:
        for row in variant["evidence"]:
            yield _Citation(row["article_id"], _folded(row["quote"]), _folded(row.get("surface")), _bounds(variant))


def _states(row: _Citation, answer: Json, slot: str) -> bool:
    """Whether the citation quotes the answer's passage and gives its value."""
    quote = _folded(answer["quote"])
    if row.article_id != answer["article"] or not _share_wording(quote, row.quote):
        return False
    bounds = _bounds(answer)
    if slot == "quantity" and bounds and row.bounds:
        inside = bounds[0] <= row.bounds[0] and row.bounds[1] <= bounds[1]
        return inside or bounds[0] == row.bounds[0] or bounds[1] == row.bounds[1]
    if row.surface in quote:
        return True
    return not _words(row.surface).isdisjoint(_words(_folded(str(answer["value"]))))


def _differ(left: Json, right: Json, slot: str) -> bool:
    bounds = _bounds(left), _bounds(right)
    if slot == "quantity" and all(bounds):
        return bounds[0] != bounds[1]
    return _folded(str(left["value"])) != _folded(str(right["value"]))


def _falls_into(trap: Json, rows: Sequence[_Citation]) -> bool:
    """Whether one finding quotes both sides of a trap."""
    return all(
        any(
            row.article_id == side["article"]
            and _share_wording(_folded(side["quote"]), row.quote)
            and row.surface in _folded(side["quote"])
            for row in rows
        )
        for side in (trap["a"], trap["b"])
    )


def _quotes(passage: Json, row: _Citation) -> bool:
    return row.article_id == passage["article"] and _folded(passage["quote"]) in row.quote


def _verdicts(fact: Json) -> frozenset[str]:
    return frozenset((fact["verdict"], *fact.get("also", ())))


def _bounds(holder: Json) -> Bounds | None:
    low, high = holder.get("low"), holder.get("high")
    if low is None and high is None:
        return None
    return (float("-inf") if low is None else float(low), float("inf") if high is None else float(high))


@lru_cache(maxsize=100_000)
def _share_wording(left: str, right: str) -> bool:
    """Whether one folded quote holds the other, or both hold the same run of words."""
    if not left or not right:
        return False
    if left in right or right in left:
        return True
    left_words, right_words = left.split(), right.split()
    size = min(_SHARED_WORDS, len(left_words), len(right_words))
    return not _runs(left_words, size).isdisjoint(_runs(right_words, size))


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@lru_cache(maxsize=100_000)
def _folded(text: str | None) -> str:
    """Return the text in lower case, with plain quotes and dashes and single spaces."""
    return " ".join((text or "").lower().translate(_PLAIN_SIGNS).split())


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _inside(path: Path, name: str) -> Path:
    return path / name if (path / name).is_file() else path


def _pairs_in(reports: Path, stories: Path) -> Iterator[Pair]:
    golds = sorted(stories.glob("*/gold.json"))
    if not golds:
        raise InputError(f"no labels in {stories}; expected <story>/gold.json there")
    for gold in golds:
        yield Pair(_report_on(gold.parent.name, reports), gold)


def _report_on(story: str, reports: Path) -> Path:
    dated = re.compile(re.escape(story) + r"-\d{4}-\d\d-\d\d")
    newest_first = sorted((p.name for p in reports.iterdir() if dated.fullmatch(p.name)), reverse=True)
    candidates = [reports / name / "report.json" for name in (story, *newest_first)] + [reports / f"{story}.json"]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise InputError(f"no report on {story} in {reports}; run `reconcile run --story {story} --out {reports} …` first")


def _read(path: Path, needed: str) -> Json:
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{path} is not valid JSON: {error.msg} in line {error.lineno}") from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get(needed), list):
        raise InputError(f"{path} has no list of {needed}; give REPORT first, then GOLD")
    return loaded
