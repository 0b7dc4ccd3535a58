"""Measure findings and stages on labelled data and hold them against the pinned floors.

    python tests/measure.py SHARED [--stories-only] [--update]

SHARED holds bench/, corpora/ and data/. `tests/floors.json` says which figures may not fall
(`at_least`) and which may not rise (`at_most`). Floors only tighten: `--update` pins what was
measured with a little room, and never loosens one. Exit code 1 where a figure is past its floor.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
# Room beside a new floor, for what other versions of numpy or the parser may change in the last place.
ROOM = 0.01
# Each stage's data below SHARED (also where its gold is read from) and the headline measure.
STAGES = {
    "times": ("data/dates/tbaq", "value_f1"),
    "attribution": ("data/attribution", "speaker_and_content_f1"),
    "events": ("data/incidents/articles.jsonl", "b3_f1"),
    "sameness": ("data/sameness/nanco_dev.json", "mean"),
}


def measure_stories(shared: Path) -> dict[str, float]:
    """Run every labelled story and the seeds, print the tables, and return the measures by name."""
    from reconcile.cli.show import show_scores
    from reconcile.evaluate import StoryScore

    stories = sorted((shared / "corpora" / "stories").iterdir())
    scores = [score_story(folder / "articles.jsonl", folder / "gold.json", name=folder.name) for folder in stories]
    total = sum(scores, start=StoryScore(story="stories"))
    seeds = shared / "corpora" / "seeds"
    seeds_score = score_story(seeds / "articles", seeds / "gold.json", name="seeds")
    show_scores([*scores, total], as_json=False)
    print()
    show_scores([seeds_score], as_json=False)
    return {**named_measures(total), **named_measures(seeds_score)}


def score_story(articles: Path, gold: Path, *, name: str):
    """Run one story as `reconcile run` does, and count what it found."""
    from reconcile.evaluate import score
    from reconcile.pipeline import run
    from reconcile.report import render_json

    began = time.perf_counter()
    report = json.loads(render_json(run([str(articles)], story=name)))
    print(f"{name}: {len(report['articles'])} articles in {time.perf_counter() - began:.1f} s", flush=True)
    return score(report, json.loads(gold.read_text(encoding="utf-8")), story=name)


def named_measures(score) -> dict[str, float]:
    """Return the measures of a score as numbers; of "2/64" the first counts, and None is left out."""
    from reconcile.evaluate import measures

    numbers = {}
    for name, value in measures(score).items():
        if value is not None:
            numbers[f"{score.story}: {name}"] = float(value.split("/")[0] if isinstance(value, str) else value)
    return numbers


def measure_stage(stage: str, shared: Path) -> dict[str, float]:
    """Run one stage by its own command, score it by the benchmark's script, and return its headline measure."""
    data, measure = STAGES[stage]
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.json"
        run_python(HERE / "measure_stages.py", stage, shared / data, "-o", predictions)
        scored = run_python(shared / "bench" / "score_stages.py", stage, predictions, shared / data)
    print(f"{stage:12}{scored.strip()}", flush=True)
    return {f"{stage}: {measure}": float(json.loads(scored)[measure])}


def run_python(*words: object) -> str:
    """Run a script and return what it prints; what it complains of goes to our own standard error."""
    return subprocess.run([sys.executable, *map(str, words)], check=True, stdout=subprocess.PIPE, text=True).stdout


def past_floors(measured: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a sentence for each floor that is passed the wrong way or was not measured."""
    sentences = []
    for name, floor in floors["at_least"].items():
        if measured.get(name, float("-inf")) < floor:
            sentences.append(f"FELL: {name} is {measured.get(name)}, the floor is {floor}")
    for name, ceiling in floors["at_most"].items():
        if measured.get(name, float("inf")) > ceiling:
            sentences.append(f"ROSE: {name} is {measured.get(name)}, the most allowed is {ceiling}")
    return sentences


def tightened(floors: dict[str, dict[str, float]], measured: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return the floors moved up, and the ceilings down, to what was measured; whole counts get no room."""

    def room(value: float) -> float:
        return 0.0 if value == int(value) else ROOM

    at_least = {
        name: max(floor, round(measured[name] - room(measured[name]), 3)) if name in measured else floor
        for name, floor in floors["at_least"].items()
    }
    at_most = {
        name: min(ceiling, round(measured[name] + room(measured[name]), 3)) if name in measured else ceiling
        for name, ceiling in floors["at_most"].items()
    }
    return {"at_least": at_least, "at_most": at_most}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--stories-only", action="store_true", help="leave the stages out, and their floors")
    parser.add_argument("--update", action="store_true", help="tighten the floors to what is measured now")
    args = parser.parse_args()
    from reconcile.cli.noise import settle_libraries

    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    with settle_libraries(verbose=False):
        measured = measure_stories(args.shared)
    if not args.stories_only:
        for stage in STAGES:
            measured.update(measure_stage(stage, args.shared))
    held = {
        kind: {name: value for name, value in pinned.items() if name.split(":")[0] not in STAGES or name in measured}
        for kind, pinned in floors.items()
    }
    passed = past_floors(measured, held)
    print("\n".join(passed or [f"all {sum(map(len, held.values()))} floors hold"]))
    if args.update:
        FLOORS.write_text(json.dumps(tightened(floors, measured), indent=1) + "\n", encoding="utf-8")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
