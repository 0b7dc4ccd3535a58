"""Direct speech: quotations widen, join and open attributions.

The parser loses long or broken quotations; the marks do not. A cue's content that touches
a quotation takes all of it, quotations that follow in the same paragraph without a cue of
their own belong to the same speaker, and a quotation beside a bare "he said" is its content.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reconcile.extract.attribution_cues import cue_verb, noun_class, words
from reconcile.extract.attribution_frames import cue_span
from reconcile.extract.attribution_quotes import quoted_spans
from reconcile.extract.attribution_speakers import is_passive, speaker_of_verb
from reconcile.types import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_SHORTEST_SPEECH = 4
"""Words; a shorter quotation is a name or an expression that the writer keeps at arm's length."""

_LONGEST_PAUSE = 12
_LONGEST_TURN = 30
"""Words between two quotations of one speaker: without and with the cue and who the speaker is."""


def _touches(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _n_words(doc: Doc, span: Span) -> int:
    return len(doc.text[span.start : span.end].split())


def _beside(verb: Token, quotes: Sequence[Span]) -> Span | None:
    """Return the quotation that ends just before the cue's phrase or begins just after it."""
    text = verb.doc.text
    begin = min((t.idx for t in verb.children if t.dep_ == "nsubj"), default=verb.idx)
    begin = min(begin, verb.idx)
    for quote in quotes:
        gap = text[quote.end : begin] if quote.end <= begin else None
        if gap is not None and "\n" not in gap and len(gap.strip(" ,.")) == 0:
            return quote
    for quote in quotes:
        gap = text[verb.idx + len(verb) : quote.start] if quote.start >= verb.idx + len(verb) else None
        if gap is not None and len(gap.split()) <= 8 and "." not in gap and ("\n" not in gap or ":" in gap):
            return quote
    return None


def _bare_cues(doc: Doc, found: Sequence[Attribution], quotes: Sequence[Span]) -> list[Attribution]:
    taken = {a.cue for a in found}
    extra: list[Attribution] = []
    for token in doc:
        word = cue_verb(token)
        if word is None or not word.quotes or cue_span(token) in taken or is_passive(token):
            continue
        quote = _beside(token, quotes)
        speaker = speaker_of_verb(token)
        if quote is None or speaker is None or any(_touches(quote, a.content) for a in found if a.type != "attitude"):
            continue
        extra.append(Attribution(speaker=speaker, cue=cue_span(token), content=quote, type="direct"))
    return extra


def _after_colons(doc: Doc, found: Sequence[Attribution], quotes: Sequence[Span]) -> list[Attribution]:
    """Return the speakers of quotations that a colon announces after any verb ("She did not hold back: …")."""
    extra: list[Attribution] = []
    for quote in quotes:
        before = doc.text[: quote.start].rstrip()
        if not before.endswith(":") or any(_touches(quote, a.content) for a in found if a.type != "attitude"):
            continue
        colon = doc.char_span(len(before) - 1, len(before), alignment_mode="expand")
        verbs = [t for t in colon.sent if t.i < colon.start and t.pos_ == "VERB"] if colon is not None else []
        speakers = [(verb, speaker_of_verb(verb)) for verb in verbs if verb.dep_ not in {"relcl", "acl", "advcl"}]
        held = next(((verb, speaker) for verb, speaker in reversed(speakers) if speaker is not None), None)
        if held is not None and quote.end - quote.start > 2:
            extra.append(Attribution(speaker=held[1], cue=cue_span(held[0]), content=quote, type="direct"))
    return extra


def _outermost(found: Sequence[Attribution], quotes: Sequence[Span]) -> dict[int, Attribution]:
    """Return, for each quotation, the attribution outside of it whose content it belongs to."""
    owners: dict[int, Attribution] = {}
    for i, quote in enumerate(quotes):
        owning = [
            a
            for a in found
            if a.type != "attitude" and _touches(a.content, quote) and not (quote.start < a.cue.start < quote.end)
        ]
        if owning:
            owners[i] = max(owning, key=lambda a: (a.content.end - a.content.start, -a.content.start))
    return owners


def _run_on(doc: Doc, owners: dict[int, Attribution], quotes: Sequence[Span]) -> dict[int, Attribution]:
    """Give quotations without a cue to the speaker of the quotation before them in the paragraph."""
    continued = dict(owners)
    for i in range(1, len(quotes)):
        if i in continued or i - 1 not in continued:
            continue
        gap = doc.text[quotes[i - 1].end : quotes[i].start]
        broken = "\n" in gap and doc.text[quotes[i - 1].end - 1] in "\"\u201d'"
        cue = continued[i - 1].cue
        holds_cue = quotes[i - 1].end <= cue.start and cue.end <= quotes[i].start
        n_between = _LONGEST_TURN if holds_cue and gap.rstrip()[-1:] in {".", ",", ":"} else _LONGEST_PAUSE
        if not broken and len(gap.split()) <= n_between and _n_words(doc, quotes[i]) >= _SHORTEST_SPEECH:
            continued[i] = continued[i - 1]
    return continued


def _kind(doc: Doc, content: Span, held: Sequence[Span], found: Attribution) -> str:
    if found.type == "attitude" or not held:
        return found.type
    return "direct" if min(q.start for q in held) <= content.start else "mixed"


def with_quotations(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with their quotations whole, and those that only quotation marks show."""
    quotes = quoted_spans(doc.text)
    cued = [*found, *_bare_cues(doc, found, quotes)]
    everything = [*cued, *_after_colons(doc, cued, quotes)]
    continued = _run_on(doc, _outermost(everything, quotes), quotes)
    widened: list[Attribution] = []
    for attribution in everything:
        held = [quotes[i] for i, owner in continued.items() if owner is attribution]
        start = min([attribution.content.start, *(q.start for q in held)])
        end = max([attribution.content.end, *(q.end for q in held)])
        content = Span(start, end)
        widened.append(replace(attribution, content=content, type=_kind(doc, content, held, attribution)))
    return _nested(doc, widened, quotes)


def _inside(inner: Attribution, outer: Attribution) -> bool:
    """Return whether `inner`'s cue stands in `outer`'s content (and they do not only hold each other)."""
    return (
        outer.type != "attitude"
        and outer.speaker is not None
        and outer.cue != inner.cue
        and outer.content.start <= inner.cue.start
        and inner.cue.end <= outer.content.end
        and not (inner.content.start <= outer.cue.start and outer.cue.end <= inner.content.end)
    )


def _nested(doc: Doc, found: Sequence[Attribution], quotes: Sequence[Span]) -> list[Attribution]:
    """Mark statements inside statements, and leave out what a speaker thinks or says in their own quotation.

    What stands inside someone's quotation is theirs, whoever they cite; only a report inside
    reported speech ("the ministry said that the army had said") keeps a holder of its own.
    """
    kept: list[Attribution] = []
    for attribution in found:
        if any(q.start <= attribution.cue.start < q.end for q in quotes):
            continue
        if not any(_inside(attribution, other) for other in found):
            kept.append(attribution)
        elif attribution.type != "attitude" and _reports(doc, attribution):
            kept.append(replace(attribution, type="nested"))
    return kept


def _reports(doc: Doc, attribution: Attribution) -> bool:
    cue = doc.char_span(*attribution.cue, alignment_mode="expand")
    if cue is None or attribution.speaker is None:
        return False
    word = cue_verb(cue.root)
    if noun_class(cue.root) == "say":
        return True
    owner = doc.text[attribution.speaker.start : attribution.speaker.end].lower()
    return word is not None and word.speaks and owner not in words("own_voice")
