"""Measure findings and stages on labelled data and hold them against the pinned floors.

    python tests/measure.py SHARED [--update]

SHARED holds bench/, corpora/ and data/. Floors lie in tests/floors.json and only go up:
`--update` raises those that were passed by more than the room below, and lowers none.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
# Room under a new floor, for what other versions of numpy or the parser may change in the last place.
ROOM = 0.01
STAGES = {
    "times": ("data/dates/tbaq", "data/dates/tbaq", "value_f1"),
    "attribution": ("data/attribution", "data/attribution", "speaker_and_content_f1"),
    "events": ("data/incidents/articles.jsonl", "data/incidents/articles.jsonl", "b3_f1"),
    "sameness": ("data/sameness/nanco_dev.json", "data/sameness/nanco_dev.json", "mean"),
}


def measure_stories(shared: Path) -> dict[str, float]:
    """Run every labelled story, print a table, and return the micro-averaged measures."""
    from reconcile.evaluate import evaluate, total
    from reconcile.pipeline import run
    from reconcile.report import render_json

    scores = {}
    for folder in sorted((shared / "corpora" / "stories").iterdir()):
        report = json.loads(render_json(run([str(folder / "articles.jsonl")], story=folder.name)))
        scores[folder.name] = evaluate(report, json.loads((folder / "gold.json").read_text(encoding="utf-8")))
    seeds = shared / "corpora" / "seeds"
    report = json.loads(render_json(run([str(seeds / "articles")], story="seeds")))
    seed_score = evaluate(report, json.loads((seeds / "gold.json").read_text(encoding="utf-8")))
    return print_table(scores, total(list(scores.values())), seed_score)


def print_table(scores, micro, seeds) -> dict[str, float]:
    rows = {**scores, "all stories": micro, "seeds": seeds}
    measures = {name: flatten(score) for name, score in rows.items()}
    columns = list(measures["all stories"])
    print(f"{'story':20}" + "".join(f"{column[:13]:>14}" for column in columns))
    for name, row in measures.items():
        print(f"{name:20}" + "".join(f"{row[column]:>14}" for column in columns))
    return {**measures["all stories"], **{f"seeds_{key}": value for key, value in measures["seeds"].items()}}


def flatten(score) -> dict[str, float]:
    raise NotImplementedError


def measure_stage(stage: str, shared: Path) -> float:
    """Run one stage as the issue's command does and return its headline measure."""
    data, gold, measure = STAGES[stage]
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.json"
        run_python(HERE / "measure_stages.py", stage, shared / data, "-o", predictions)
        scored = run_python(shared / "bench" / "score_stages.py", stage, predictions, shared / gold)
    print(f"{stage:20}{scored.strip()}")
    return float(json.loads(scored)[measure])


def run_python(*words: object) -> str:
    done = subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, text=True)
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    measured = measure_stories(args.shared)
    measured.update({stage: measure_stage(stage, args.shared) for stage in STAGES})
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen = {name: floor for name, floor in floors.items() if (measured.get(name) or 0.0) < floor}
    for name, floor in fallen.items():
        print(f"FELL: {name} is {measured.get(name)}, the floor is {floor}")
    if args.update:
        raised = {name: max(floors[name], round(measured[name] - ROOM, 3)) for name in floors if measured.get(name)}
        FLOORS.write_text(json.dumps({**floors, **raised}, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
