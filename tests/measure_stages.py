"""Run one stage of the package over labelled data and write what it predicts.

    python tests/measure_stages.py STAGE DATA -o PREDICTIONS.json

STAGE is times (a folder of .tml documents), attribution (a folder with text/), events (an
articles.jsonl) or sameness (a NAnCo-style questions.json). The stage functions are those
that `reconcile run` calls; only reading the foreign format is done here.
"""

import argparse
import html
import json
import re
from datetime import date
from pathlib import Path


def read_tml(path: Path) -> tuple[date, str]:
    """Return the creation date and the plain text of a TimeML document."""
    markup = path.read_text(encoding="utf-8")
    created = re.search(r'<DCT>.*?value="([^"]+)"', markup, re.S).group(1)
    body = re.search(r"<TEXT>(.*?)</TEXT>", markup, re.S).group(1)
    year, month, day = (int(n) for n in created[:10].split("-"))
    return date(year, month, day), html.unescape(re.sub(r"<[^>]+>", "", body))


def predict_times(folder: Path) -> dict:
    """Return {document: [[start, end, TIMEX3 value], ...]}."""
    from reconcile.extract.nlp import parse
    from reconcile.extract.times import extract_times

    paths = sorted(folder.rglob("*.tml"))
    documents = [read_tml(path) for path in paths]
    docs = parse(text for _, text in documents)
    return {
        path.name: [[t.span.start, t.span.end, t.timex] for t in extract_times(doc, reference=created)]
        for path, (created, _), doc in zip(paths, documents, docs, strict=True)
    }


def predict_attribution(folder: Path) -> dict:
    """Return {document: [{"speaker": span or None, "content": span}, ...]}."""
    from reconcile.extract.attribution import extract_attributions
    from reconcile.extract.nlp import parse

    paths = sorted((folder / "text").glob("*.txt"))
    docs = parse(path.read_text(encoding="utf-8") for path in paths)
    return {
        path.stem: [{"speaker": a.speaker, "content": a.content} for a in extract_attributions(doc)]
        for path, doc in zip(paths, docs, strict=True)
    }


def read_incidents(path: Path) -> list:
    """Return the articles of a JSON lines file; the field `incident` is gold and stays unread."""
    from reconcile.types import Article

    articles = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
        text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
        articles.append(
            Article(
                id=row["id"],
                uri=row["id"],
                text=text,
                title=row.get("title"),
                publisher=row["publisher"],
                published_on=published,
            )
        )
    return articles


def predict_events(path: Path) -> dict:
    """Return {article id: event label}."""
    from reconcile.cluster import group_events

    articles = read_incidents(path)
    return {article.id: event for article, event in zip(articles, group_events(articles), strict=True)}


def predict_sameness(path: Path) -> dict:
    """Return {question id: [label of each answer]}."""
    from reconcile.cluster import answer_prompts, group_answers
    from reconcile.embed import encode

    predictions = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        texts, question = [answer["Answer"] for answer in row["answers"]], row.get("question", "")
        embeddings = encode(answer_prompts(texts, question))
        predictions[row["answers"][0]["qid"]] = group_answers(texts, embeddings, question=question)
    return predictions


STAGES = {
    "times": predict_times,
    "attribution": predict_attribution,
    "events": predict_events,
    "sameness": predict_sameness,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    args.output.write_text(json.dumps(STAGES[args.stage](args.data)), encoding="utf-8")


if __name__ == "__main__":
    main()
