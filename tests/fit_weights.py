"""Refit the weights that decide which claims answer one question.

    python tests/fit_weights.py STORIES_FOLDER [-o reconcile/cluster/weights.json]

Reads labelled stories (folders with articles.jsonl and gold.json), compares the claims pair by
pair as `reconcile run` does, and fits one logistic model for each slot. Prints the log loss of
each story under a model fitted on the others.
"""

import argparse
import json
import re
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

SLOTS = ("quantity", "time", "place", "person", "organisation", "speaker", "status", "other")
DEFAULT_OUTPUT = Path(__file__).parent.parent / "reconcile" / "cluster" / "weights.json"


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", (text or "").lower().replace("’", "'")).strip()


def states_answer(claim, quote: str, answer: dict) -> bool:
    """Whether a claim's sentence and value are those of a labelled answer."""
    gold, sentence, surface = fold(answer["quote"]), fold(quote), fold(claim.surface)
    if gold not in sentence and sentence not in gold:
        return False
    low = getattr(claim.value, "low", None)
    if answer.get("low") is not None and low is not None:
        return float(low) == float(answer["low"])
    shared = set(re.findall(r"\w+", surface)) & set(re.findall(r"\w+", fold(str(answer["value"]))))
    return surface in gold or bool(shared)


def read_story(folder: Path):
    """Return (rows of features, labels, slots) of one labelled story."""
    from reconcile.cluster.facts import pairs_of
    from reconcile.embed import encode
    from reconcile.models import DEFAULT_SPACY
    from reconcile.pipeline import compared_level, extract_claims, group_events, read_articles

    articles = read_articles((folder / "articles.jsonl",)).articles
    text_by_id = {article.id: article.text for article in articles}
    extraction = extract_claims(articles, pipeline=DEFAULT_SPACY)
    claims = extraction.claims
    comparable = partial(compared_level, contains=extraction.containment)
    days = {a.id: a.published_on.toordinal() for a in articles if a.published_on is not None}
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    facts_by_claim = []
    for claim in claims:
        quote = text_by_id[claim.article_id][claim.sentence.start : claim.sentence.end]
        facts_by_claim.append(
            {
                fact["id"]
                for fact in gold["facts"]
                if (fact["slot"] == claim.slot or {fact["slot"], claim.slot} <= {"status", "other"})
                and any(a["article"] == claim.article_id and states_answer(claim, quote, a) for a in fact["answers"])
            }
        )
    events = dict(zip((a.id for a in articles), group_events(articles), strict=True))
    frames = encode([claim.frame for claim in claims])
    pairs = list(pairs_of(claims, frames, events=events, comparable=comparable, days=days))
    features = np.array([row for _, _, row in pairs])
    labels = np.array([bool(facts_by_claim[i] & facts_by_claim[j]) for i, j, _ in pairs])
    slots = np.array([str(claims[i].slot) for i, _, _ in pairs])
    return features, labels, slots


def fit(features, labels):
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit(features, labels)
    return model


def main() -> None:
    from reconcile.cluster.facts import FEATURES

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT_OUTPUT)
    args = parser.parse_args()
    stories = {path.name: read_story(path) for path in sorted(args.stories.iterdir()) if path.is_dir()}

    for name, (features, labels, _) in stories.items():
        others = [story for other, story in stories.items() if other != name]
        model = fit(np.concatenate([s[0] for s in others]), np.concatenate([s[1] for s in others]))
        print(
            f"{name:22} pairs {len(labels):6} same {labels.sum():5} "
            f"log loss {log_loss(labels, model.predict_proba(features)[:, 1], labels=[False, True]):.4f}"
        )

    weights = {}
    everything = [np.concatenate([story[part] for story in stories.values()]) for part in range(3)]
    for slot in ("any", *SLOTS):
        rows = everything[2] == slot if slot != "any" else np.ones(len(everything[2]), dtype=bool)
        if everything[1][rows].sum() < 30:
            continue
        model = fit(everything[0][rows], everything[1][rows])
        named = dict(zip(FEATURES, model.coef_[0].tolist(), strict=True))
        weights[slot] = {"bias": round(float(model.intercept_[0]), 4), **{k: round(v, 4) for k, v in named.items()}}
    origin = "Fitted by tests/fit_weights.py on labelled stories; see CONTRIBUTING.md."
    args.output.write_text(json.dumps({"origin": origin, "weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
