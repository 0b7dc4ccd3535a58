"""Measure cleaning on real pages and on the written ones, and how many pages a second it takes.

    python -m tests.clean.measure_pages [FOLDER]

FOLDER holds html/ and segments.json: for each page strings that its text must hold ("with")
and must not ("without"). A string counts as held when it is a substring of the articles' text,
both with white space folded; precision, recall and F1 are over all strings of all pages.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import mean

from reconcile.clean import clean
from reconcile.errors import InputError
from reconcile.types import RawDocument
from tests.clean.pages_data import expected_of, labels, text_f1, text_of

N_BYTES = 50_000
# Other work on the machine only ever adds to a time, so the least of a few is the page's own.
N_RUNS = 3


def read_text(name: str, content: str) -> str:
    """Return the text of all articles of a page, "" for a refused one."""
    try:
        articles = clean(RawDocument(id=name, uri=name, content=content, media_type="text/html"))
    except InputError:
        return ""
    return "\n".join(article.text for article in articles)


def measure_segments(folder: Path) -> dict[str, float]:
    """Return precision, recall and F1 over the segments, and pages of 50 kB cleaned in a second of one core."""
    segments = json.loads((folder / "segments.json").read_text(encoding="utf-8"))
    pages = {name: (folder / "html" / name).read_text(encoding="utf-8", errors="replace") for name in sorted(segments)}
    for name in sorted(pages)[:5]:
        read_text(name, pages[name])
    texts = {name: " ".join(read_text(name, content).split()) for name, content in pages.items()}
    seconds = sum(_seconds(name, content) for name, content in pages.items())
    held = {
        side: [" ".join(part.split()) in texts[name] for name in pages for part in segments[name][side]]
        for side in ("with", "without")
    }
    precision = sum(held["with"]) / (sum(held["with"]) + sum(held["without"]))
    recall = mean(held["with"])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "pages_per_s": len(pages) / seconds,
        "pages_of_50_kb_per_s": sum(map(len, pages.values())) / N_BYTES / seconds,
    }


def _seconds(name: str, content: str) -> float:
    """Return the least processor time that reading a page took."""
    times = []
    for _ in range(N_RUNS):
        start = time.process_time()
        read_text(name, content)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the measures as JSON."""
    measures = {
        "written_pages": len(labels()),
        "written_f1": mean(text_f1(text_of(n), expected_of(n)) for n in labels()),
    }
    if len(sys.argv) > 1:
        measures |= measure_segments(Path(sys.argv[1]))
    print(json.dumps({name: round(value, 3) for name, value in measures.items()}, indent=1))


if __name__ == "__main__":
    main()
