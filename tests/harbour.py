"""A whole report with every kind of finding, for snapshots, the command line and looking at.

The story is invented: a warehouse burns in Orrow on Wednesday, 3 March 2021.
"""

from __future__ import annotations

from reconcile.types import Finding, Modality, NotCompared, Report, Skip, Slot, Verdict
from tests.builders import article, evidence, finding, report, variant

_HURT_EARLY = "At least 12 people were hurt when a warehouse burned in Orrow on Wednesday, police said."
_BEGAN_AT_SIX = "Mayor Lena Brandt said the fire began at 6 p.m."
_BEGAN_AT_SEVEN = "It began at 7 p.m., said the harbour master, Piet Aalto."
_HURT_LATE = "The blaze hurt 31 people, the hospital said on Thursday."
_MISSING = "Three sailors are missing after Wednesday's fire, said Brandt, the mayor."

COURIER = article(
    "courier",
    f"Fire in the harbour\n\n{_HURT_EARLY} {_BEGAN_AT_SIX} The warehouse was built in 1931.",
    title="Fire in the harbour",
    published="2021-03-03T21:10+00:00",
    url="https://courier.example/harbour_fire",
)
HERALD = article(
    "herald",
    f"Harbour blaze\n\n{_HURT_LATE} {_BEGAN_AT_SEVEN} Two tugs were lost.",
    title="Harbour blaze",
    publisher="Bay Herald",
    agency="Norvig Press",
    published="2021-03-04",
)
STAR = article(
    "star",
    f"{_HURT_LATE} Its owner is Sund & Sons.",
    publisher="Evening Star",
    agency="Norvig Press",
    published="2021-03-04",
    published_inferred=True,
    published_how="from “Thursday” and its copy in the Bay Herald",
    origin="herald",
    copy_of="herald",
)
MONITOR = article("monitor", f"{_MISSING} Perhaps 29 were hurt.", publisher=None, published=None)


def harbour_report() -> Report:
    """The report on all four articles."""
    return report(
        _hurt_over_time(),
        _began(),
        _hurt_perhaps(),
        _day(),
        _place(),
        articles=(COURIER, HERALD, STAR, MONITOR),
        not_compared=(
            NotCompared(article_id="herald", quote="Two tugs were lost.", reason="only one article tells it"),
            NotCompared(article_id="star", quote="Its owner is Sund & Sons.", reason="only one article tells it"),
            NotCompared(
                article_id="courier", quote="The warehouse was built in 1931.", reason="background about another event"
            ),
        ),
        skipped=(Skip(uri="story/photo.jpg", stage="ingest", reason="it is a picture, not text"),),
        n_claims_by_article=(("courier", 9), ("herald", 7), ("monitor", 3), ("star", 4)),
    )


def _hurt_over_time() -> Finding:
    later = (evidence(_HURT_LATE, "31", in_article=a, speaker="the hospital") for a in (HERALD, STAR))
    return finding(
        variant("at least 12", evidence(_HURT_EARLY, "At least 12", in_article=COURIER, speaker="police"), low=12),
        variant("31", *later, low=31, high=31),
        id="aa01",
        verdict=Verdict.SUPERSEDED,
        explanation="The count rose from Wednesday evening to Thursday.",
    )


def _began() -> Finding:
    mayor = evidence(_BEGAN_AT_SIX, "6 p.m.", in_article=COURIER, speaker="Lena Brandt")
    master = evidence(_BEGAN_AT_SEVEN, "7 p.m.", in_article=HERALD, speaker="Piet Aalto")
    return finding(
        variant("2021-03-03T18:00", mayor),
        variant("2021-03-03T19:00", master),
        id="bb02",
        slot=Slot.TIME,
        subject="When did the fire begin?",
        explanation="The mayor and the harbour master name two hours of one evening.",
    )


def _hurt_perhaps() -> Finding:
    hedged = evidence("Perhaps 29 were hurt.", "29", in_article=MONITOR, modality=Modality.HEDGED)
    return finding(
        variant("31", evidence(_HURT_LATE, "31", in_article=HERALD, speaker="the hospital"), low=31, high=31),
        variant("29", hedged, low=29, high=29),
        id="cc03",
        subject="How many were hurt?",
        level="low",
        confidence=0.4,
        explanation="The second count has no date.",
    )


def _day() -> Finding:
    return finding(
        variant(
            "2021-03-03",
            evidence(_HURT_EARLY, "on Wednesday", in_article=COURIER, speaker="police"),
            evidence(_MISSING, "Wednesday", in_article=MONITOR),
        ),
        id="dd04",
        slot=Slot.TIME,
        verdict=Verdict.AGREEMENT,
        subject="When was the fire?",
        explanation="Both say 3 March.",
    )


def _place() -> Finding:
    return finding(
        variant("Orrow", evidence(_HURT_EARLY, "Orrow", in_article=COURIER)),
        variant("the harbour", evidence("Harbour blaze", "Harbour", in_article=HERALD)),
        id="ee05",
        slot=Slot.PLACE,
        verdict=Verdict.COMPATIBLE,
        subject="Where was the fire?",
        explanation="The harbour is a part of Orrow.",
        level="medium",
    )
