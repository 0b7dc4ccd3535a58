"""One attribution from one cue: verbs, nouns, adjectives, "according to" and headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reconcile.extract.attribution_contents import content_by_frame, trimmed
from reconcile.extract.attribution_cues import CueWord, cue_verb, noun_class, words
from reconcile.extract.attribution_speakers import (
    agent,
    child,
    is_passive,
    noun_phrase,
    speaker_of_verb,
    subject_token,
)
from reconcile.extract.clauses import verb_above
from reconcile.types import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_HELD = frozenset({"to", "gerund"})
_ATTITUDES = frozenset({"believe", "judge", "plan", "ask", "know", "order", "refuse"})
_LONGEST_HEADLINE = 25
_RAISING = frozenset({"say", "show", "believe", "know"})
_QUOTATION_MARKS = frozenset({'"', "''", "\u201d", "\u2019\u2019"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON"})


def cue_span(token: Token) -> Span:
    """Return the cue with its auxiliaries and negation: "did not say"."""
    first = token
    for c in token.lefts:
        if c.dep_ in {"aux", "auxpass", "neg"} and c.i < first.i:
            first = c
    last = next((c for c in token.rights if c.dep_ in {"prt", "neg"} and c.i == token.i + 1), token)
    return Span(first.idx, last.idx + len(last))


def _type(frame: str, kind: str) -> str:
    """Return "attitude" where the content is wished, asked or judged, but not stated."""
    if kind in {"judge", "ask"} or (kind in {"plan", "order", "refuse"} and frame != "clause"):
        return "attitude"
    return "indirect"


def _clear_of(doc: Doc, content: Span, cue: Span, speaker: Span | None) -> Span | None:
    """Return `content` without the cue and speaker where they stand at its edge."""
    start, end = content
    marks = [cue] if speaker is None else [cue, speaker]
    left, right = min(m.start for m in marks), max(m.end for m in marks)
    if start < left and right < end and doc.text[right:end].strip(" ,.;:\"'\u201d\u2019\n"):
        return content
    if end <= left + 1 or (start < left < end):
        end = left  # Words between the content's last verb and the speaker lost their comma, not their place.
    elif start < right < end:
        start = right
    return trimmed(doc, start, end)


def _passive(verb: Token, word: CueWord) -> Attribution | None:
    """Read "X was quoted as saying", "X was told that", "X is believed to"."""
    held = child(verb, frozenset({"nsubjpass"}))
    raised = word.classes_by_frame.get("clause") in _RAISING and held is not None
    filled = content_by_frame(verb, word.frames | {"to"} if raised else word.frames)
    if filled is None or (filled[0] == "object" and agent(verb) is None):
        return None
    frame, content = filled
    if frame in _HELD and held is not None and "recipient" not in word.frames:
        content = Span(min(noun_phrase(held).start, content.start), content.end)
    speaker = agent(verb)
    kind = word.classes_by_frame.get(frame) or word.classes_by_frame["clause"]
    return Attribution(
        speaker=speaker, cue=cue_span(verb), content=content, type=_type("clause" if raised else frame, kind)
    )


def _opens_quotation(verb: Token, follows: str) -> bool:
    """Return whether the cue's sentence ends where a quotation begins ("In a letter she wrote: …")."""
    ending = verb.doc.text[verb.idx + len(verb) : verb.sent.end_char].strip()
    return ending in {"", ",", ":"} and follows[:1] in {'"', "\u201c", "'", "`"}


def _before_the_cue(verb: Token, speaker: Span) -> Span | None:
    """Return the words before a cue that closes its sentence ("Five died, police said")."""
    sentence = verb.sent
    begin = min(speaker.start, verb.idx)
    follows = verb.doc.text[sentence.end_char :].lstrip()[:2]
    embedded = verb.dep_ == "relcl" or any(c.tag_ in {"WDT", "WP", "WRB"} or c.dep_ == "mark" for c in verb.lefts)
    if embedded or verb.doc.text[begin - 2 : begin].strip()[-1:] == "\u201c" or _opens_quotation(verb, follows):
        return None
    tail = verb.doc.text[max(speaker.end, verb.idx + len(verb)) : sentence.end_char].strip(" .,\n\"\u201d'")
    if len(tail.split()) > 8:
        return None
    content = trimmed(verb.doc, sentence.start_char, begin)
    if content is not None and len(verb.doc.text[content.start : content.end].split()) >= 3:
        return content
    return None


def _stripped(verb: Token) -> tuple[Span, Span] | None:
    """Return (speaker, content) of a cue that lost its commas and, with them, its place in the parse.

    "Six people died in the east of the town the mayor said on Monday": the words between the
    last noun phrase before the cue and the sentence's start are the content.
    """
    if verb.tag_ not in {"VBD", "VBN", "VBZ"} or any(c.dep_ in {"aux", "auxpass", "agent"} for c in verb.children):
        return None
    first = verb
    while first.i > verb.sent.start and first.nbor(-1).pos_ in _NOMINAL and first.nbor(-1).dep_ != "mark":
        first = first.nbor(-1)
        if first.pos_ in {"DET", "PRON"}:
            break
        if first.pos_ == "ADJ" and first.text[:1].isupper():
            break  # "Lomvale Orvian television": the demonym opens the speaker's name.
    if first == verb or first.i == verb.sent.start:
        return None
    head = verb.nbor(-1)
    phrase = verb.doc[first.i : verb.i]
    names_speaker = head.pos_ == "PRON" or head.lemma_.lower() in words("speaker_nouns")
    names_speaker = names_speaker or any(t.text[:1].isupper() for t in phrase)
    content = trimmed(verb.doc, verb.sent.start_char, first.idx)
    tail = [t for t in verb.sent if t.i > verb.i and not t.is_punct and not t.is_space]
    if not names_speaker or content is None or len(tail) > 6 or any(t.tag_ in {"VBD", "VBZ"} for t in tail):
        return None
    if len(verb.doc.text[content.start : content.end].split()) < 4:
        return None
    return Span(phrase.start_char, phrase.end_char), content


def _next_nominal(verb: Token) -> Token | None:
    """Return the head of the noun phrase that follows `verb` at once."""
    if verb.i + 1 >= verb.sent.end:
        return None
    token = verb.nbor(1)
    while token.head.i > token.i and token.dep_ in {"det", "compound", "amod", "poss", "nummod"}:
        token = token.head
    return token if token.pos_ in {"NOUN", "PROPN", "PRON"} else None


def _inverted(verb: Token) -> tuple[Span, Span] | None:
    """Return (speaker, content) of "Six people died said the mayor", whose comma was stripped."""
    quoted = verb.i > verb.sent.start and verb.nbor(-1).text in _QUOTATION_MARKS
    holder = _next_nominal(verb) if quoted else child(verb, frozenset({"dobj"}))
    if holder is None or holder.i < verb.i or any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    speaker = noun_phrase(holder)
    named = quoted or holder.pos_ == "PROPN" or holder.lemma_.lower() in words("speaker_nouns")
    closes = quoted or not verb.doc.text[speaker.end : verb.sent.end_char].strip(" .\n")
    content = trimmed(verb.doc, verb.sent.start_char, verb.idx)
    if not named or not closes or content is None or len(verb.doc.text[content.start : content.end].split()) < 4:
        return None
    return speaker, content


def _main_clause(verb: Token, speaker: Span | None) -> Span | None:
    """Return the clause that a cue interrupts ("The mayor, police said, was unhurt")."""
    host = verb.head
    if host == verb or verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep"}:
        return None
    marked = any(c.lower_ in {"as", "like"} for c in verb.lefts)
    if verb.dep_ == "advcl" and not marked:
        return None
    if (
        verb.dep_ == "ccomp"
        and verb.i < host.i
        and not any(c.is_punct for c in verb.doc[verb.left_edge.i - 1 : verb.i])
    ):
        return None
    return trimmed(verb.doc, host.left_edge.idx, host.right_edge.idx + len(host.right_edge))


def _with_continuation(verb: Token, content: Span) -> Span:
    """Return `content` with a coordinate clause whose shifted tense shows that it is reported too.

    "The mill said the damage was slight but it would close": the parser hangs "would close"
    beside "said", its tense under it.
    """
    end = content.end
    if verb.tag_ == "VBD" and content.start > verb.idx:
        for c in verb.conjuncts:
            shifted = any(a.dep_ == "aux" and a.lower_ in {"would", "had", "could", "might"} for a in c.children)
            if c.i > verb.i and shifted and child(c, frozenset({"nsubj", "nsubjpass"})) is not None:
                end = max(end, c.right_edge.idx + len(c.right_edge))
    return trimmed(verb.doc, content.start, end) or content


def _by_stripped(verb: Token) -> Attribution | None:
    found = _stripped(verb)
    return Attribution(speaker=found[0], cue=cue_span(verb), content=found[1]) if found is not None else None


def _unheld(verb: Token, speaker: Span | None) -> bool:
    """Return whether nobody is reported to hold it: the writer's own voice ("I think"), a duty ("should support")."""
    if speaker is not None and verb.doc.text[speaker.start : speaker.end].lower() in words("own_voice"):
        return True
    return verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ in words("duties") for c in verb.children)


def by_verb(verb: Token) -> Attribution | None:
    """Return the attribution that a cue verb makes."""
    word = cue_verb(verb)
    if word is None:
        return None
    inverted = _inverted(verb) if word.speaks and word.frames.isdisjoint({"object", "recipient"}) else None
    if inverted is not None:
        return Attribution(speaker=inverted[0], cue=cue_span(verb), content=inverted[1])
    found = _passive(verb, word) if is_passive(verb) else _active(verb, word)
    return found or (_by_stripped(verb) if word.speaks else None)


def _active(verb: Token, word: CueWord) -> Attribution | None:
    speaker = speaker_of_verb(verb)
    filled = content_by_frame(verb, word.frames)
    if speaker is None and word.speaks and _stripped(verb) is not None:
        return None
    if filled is None and word.speaks:
        content = _main_clause(verb, speaker)
        if content is None and speaker is not None and verb.tag_ not in {"VBG", "VB"}:
            content = _before_the_cue(verb, speaker)
        filled = ("clause", content) if content is not None else None
    if filled is None:
        return None
    frame, content = filled
    kind = word.classes_by_frame[frame]
    cue = cue_span(verb)
    clear = _clear_of(verb.doc, content, cue, speaker)
    if clear is None or (kind in _ATTITUDES and _unheld(verb, speaker)):
        return None
    if frame == "clause":
        clear = _with_continuation(verb, clear)
    return Attribution(speaker=speaker, cue=cue, content=clear, type=_type(frame, kind))


def by_according(token: Token) -> Attribution | None:
    """Return the attribution of an "according to" phrase."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    holder = child(to, frozenset({"pobj", "pcomp"})) if to is not None else None
    if holder is None or to is None:
        return None
    speaker = noun_phrase(holder)
    host = verb_above(token.head)
    cue = Span(token.idx, to.idx + len(to))
    whole = trimmed(token.doc, host.left_edge.idx, host.right_edge.idx + len(host.right_edge))
    content = _clear_of(token.doc, whole, cue, speaker) if whole is not None else None
    closes = not token.doc.text[speaker.end : token.sent.end_char].strip(" .\n")
    if closes or content is None or len(token.doc.text[content.start : content.end].split()) < 2:
        content = trimmed(token.doc, token.sent.start_char, token.idx)
    if content is None:
        return None
    return Attribution(speaker=speaker, cue=cue, content=content)


def _noun_content(noun: Token) -> Span | None:
    for c in noun.rights:
        is_clause = c.dep_ in {"acl", "ccomp", "relcl"} and any(
            g.lower_ in {"that", "to", "whether"} and g.dep_ in {"mark", "aux"} for g in c.lefts
        )
        if is_clause or (c.dep_ == "prep" and c.lower_ in {"for", "of", "to", "about", "against", "in"}):
            return trimmed(noun.doc, c.left_edge.idx, c.right_edge.idx + len(c.right_edge))
    return None


def by_noun(noun: Token) -> Attribution | None:
    """Return the attribution that a cue noun makes ("his claim that", "a statement saying")."""
    kind = noun_class(noun)
    content = _noun_content(noun)
    if kind is None or content is None:
        return None
    owner = child(noun, frozenset({"poss"}))
    speaker = noun_phrase(owner) if owner is not None else agent(noun)
    if speaker is None and noun.dep_ in {"dobj", "attr"} and not is_passive(noun.head):
        speaker = speaker_of_verb(noun.head)
    if speaker is None and kind != "say":
        return None
    return Attribution(speaker=speaker, cue=Span(noun.idx, noun.idx + len(noun)), content=content, type=_type("", kind))


def by_adjective(adjective: Token) -> Attribution | None:
    """Return the attribution of "is confident that", "was eager to"."""
    if adjective.dep_ not in {"acomp", "conj", "ROOT", "advcl"}:
        return None
    host = adjective.head if adjective.dep_ == "acomp" else adjective
    content: Span | None = None
    for c in adjective.rights:
        if c.dep_ in {"ccomp", "xcomp"} or (c.dep_ == "prep" and c.lower_ in {"about", "of", "that", "with", "for"}):
            content = trimmed(adjective.doc, c.left_edge.idx, c.right_edge.idx + len(c.right_edge))
            break
    holder = subject_token(host)
    if content is None or holder is None or holder.lower_ in {"it", "that", "this", "there"}:
        return None
    return Attribution(
        speaker=speaker_of_verb(host),
        cue=Span(adjective.idx, adjective.idx + len(adjective)),
        content=content,
        type="attitude",
    )


def by_headline(doc: Doc) -> Iterator[Attribution]:
    """Yield the attribution of lines such as "Police: two killed" and "Two killed: ministry"."""
    start = 0
    for line in doc.text.split("\n"):
        found = _headline(doc, line, start)
        if found is not None:
            yield found
        start += len(line) + 1


def _names_a_speaker(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) > 5 or any(t.is_punct and t.text not in {".", "-", "'"} for t in span):
        return False
    head = span.root
    return head.pos_ == "PROPN" or head.lemma_.lower() in words("speaker_nouns")


def _headline(doc: Doc, line: str, start: int) -> Attribution | None:
    colon = line.find(": ")
    quoted = line[colon + 1 :].lstrip()[:1] in {'"', "\u201c"}
    if colon < 2 or not (quoted or (len(line.split()) <= _LONGEST_HEADLINE and line.count(": ") == 1)):
        return None
    after = start + colon + 1
    end = start + len(line)
    if _names_a_speaker(doc, start, start + colon):
        speaker: Span | None = trimmed(doc, start, start + colon)
        content = trimmed(doc, after, end)
    elif _names_a_speaker(doc, after + 1, end):
        speaker, content = trimmed(doc, after, end), trimmed(doc, start, start + colon)
    else:
        return None
    if content is None or len(doc.text[content.start : content.end].split()) < 3:
        return None
    return Attribution(speaker=speaker, cue=Span(after - 1, after), content=content)
