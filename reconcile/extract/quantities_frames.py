"""What a number counts and what happens to the counted, from the sentence around it.

The parser is right most of the time in edited prose and often wrong in headlines and in text
that lost its punctuation; so the words that touch the number are asked first ("24 dead",
"98 evacuees killed"), then the syntax ("killed 12", "the toll rose to 112"), and last the
words before the number in the same line ("Death toll from the blast at least 112").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract.predicates import known_class, predicate_class, state_class
from reconcile.extract.quantities_nouns import lemma_of, nouns, word_set
from reconcile.extract.quantities_roles import role_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB", "DET", "PRON", "PUNCT", "PART"})
_NARROWING = frozenset({"amod", "compound", "nmod"})
_MAX_STEPS = 6
_FIRED, _SHOT = "fired", "shot"
# A toll is told within one line: "Death toll in bomb attack on the market rises to 112".
_TOLL_WINDOW = 30


@dataclass(frozen=True, slots=True)
class Frame:
    """The counted noun (its token where there is one), what happens to it, and its narrowing words."""

    noun: str
    measured: str
    scope: tuple[str, ...]
    head: Token | None


def read_frame(span: Span) -> Frame:
    """Return the frame of the number (with its unit and modifiers) that covers the tokens of `span`."""
    if span[0].lower_ in {"twice", "thrice"}:
        verb = span[0].head
        return Frame("time", predicate_class(verb) if verb.pos_ == "VERB" else "", (), None)
    head = counted_noun(span)
    if head is None:
        measured = _measured_alone(span)
    elif lemma_of(head) in word_set("times"):
        measured = _repeated(span, head)
    else:
        measured = _verb_before(span) or _state_of(head, span) or _phrase_behind(head) or _stated(head)
        if lemma_of(head) in word_set("generic"):
            measured = _settled(measured, span)
    if measured == _FIRED and _are_shot(head if head is not None else span[-1]):
        measured = _SHOT
    return Frame(_noun_name(head, measured), measured, _scope(head, span), head)


def _are_shot(counted: Token) -> bool:
    """Whether a headline's "shot" tells of the people before it and counts no shots: "Four shot at a park"."""
    behind = counted.doc[counted.i + 1] if counted.i + 1 < len(counted.doc) else counted
    is_person = counted.pos_ not in _NOUNS or lemma_of(counted) in word_set("person")
    return is_person and behind.lower_ == _SHOT


def _state_of(head: Token, span: Span) -> str:
    """Class of the state told beside the noun: "140 injured people", "24 people dead"."""
    for token in span.doc[span.end : head.i]:
        if token.lower_ in word_set("bare_states") and known_class(token) in word_set("casualty_classes"):
            return known_class(token)
    return _adjacent_state(head)


def _stated(head: Token) -> str:
    """Class that the counted noun itself or its predicate states; victims and survivors leave it to the predicate."""
    own = _own_class(head)
    if own and lemma_of(head) not in word_set("person"):
        return own
    role = role_class(head)
    return role if role in word_set("casualty_classes") or not own else own


def _phrase_behind(token: Token) -> str:
    """Class of a fixed phrase right behind the counted ("two in critical condition", "three in custody")."""
    behind = token.doc[token.i + 1 : token.i + 6].text.lower()
    phrases: dict[str, str] = nouns()["state_phrases"]
    return next((name for phrase, name in phrases.items() if behind.startswith((phrase, f"others {phrase}"))), "")


def _measured_alone(span: Span) -> str:
    """Return what is said of a number without a noun: "killed 12", "two dead", "the toll rose to 112"."""
    state = _state_behind(span)
    before = _verb_before(span)
    if state is not None and not before:
        return "casualties" if _joined_state(state, known_class(state)) else known_class(state)
    return before or _phrase_behind(span[-1]) or _settled(_adjacent_state(span.root) or role_class(span.root), span)


def _settled(measured: str, span: Span) -> str:
    """Look for the statistic behind a mere movement: the toll of "has risen to 112"."""
    if measured and measured not in word_set("climbing"):
        return measured
    return _toll_before(span) or measured


def _repeated(span: Span, head: Token) -> str:
    """Class of what happens so many times: "hit five times", "shot him twice"."""
    before = span.doc[span.start - 1] if span.start and not span[0].is_sent_start else None
    if before is not None and known_class(before) and (before.pos_ == "VERB" or head.head.i == before.i):
        return known_class(before)
    if head.head.pos_ == "VERB":
        return predicate_class(head.head)
    return known_class(before) if before is not None and before.pos_ in {"NOUN", "PROPN"} else ""


def counted_noun(span: Span) -> Token | None:
    """Return the noun that the number counts, None where it stands alone ("killed 12", "two dead")."""
    last = span[-1]
    head = last.head
    if last.dep_ in {"nummod", "amod", "quantmod", "compound", "det", "nmod", "npadvmod"}:
        for _ in range(3):
            is_near = (
                head.pos_ in _NOUNS
                and head.lower_ not in word_set("bare_states")
                and last.i < head.i <= last.i + _MAX_STEPS
            )
            if is_near and not _is_parted(span, head) and _agrees(span, head):
                return head
            head = head.head
    return _noun_behind(span) or _noun_after_of(span)


def _state_behind(span: Span) -> Token | None:
    """Return the word that speaks for a number without a noun: "two dead", "dozens more wounded"."""
    doc, last = span.doc, span.end
    while last < len(doc) and doc[last].lower_ in {"more", "other", "others", "-", '"', "”"}:
        last += 1
    if last + 1 < len(doc) and doc[last].is_alpha and doc[last + 1].lower_ in word_set("bare_states"):
        # "One shot dead", "three feared drowned": the second word is the outcome.
        last += 1 if doc[last].tag_ not in {"NNS", "CC", "IN", "DT"} else 0
    if last >= len(doc) or doc[last].is_sent_start or not known_class(doc[last]):
        return None
    if doc[last].lower_ in word_set("bare_states"):
        return doc[last]
    is_state = state_class(doc[last]) or doc[last].tag_ == "VBN"
    # "At least 44 killed dozens injured": a headline's bare number never kills.
    is_harmed = doc[last].tag_ == "VBD" and known_class(doc[last]) in word_set("casualty_classes")
    return doc[last] if is_state or is_harmed else None


def _agrees(span: Span, noun: Token) -> bool:
    """Whether a plural number can count `noun`: no "six state" of "kills six Syrian state TV says"."""
    if noun.tag_ not in {"NN", "NNP"} or span[-1].lower_ in {"one", "1", "a", "an", "another", "his", "her"}:
        return True
    is_hyphened = noun.i and any(token.text in {"-", "–"} for token in span.doc[span.end : noun.i])
    name = lemma_of(noun)
    return bool(is_hyphened) or name != noun.lower_ or name in word_set("collective")


def _is_parted(span: Span, head: Token) -> bool:
    """Whether a verb, preposition or comma parts the number from `head`."""
    return any(
        (token.pos_ in {"ADP", "AUX", "PUNCT", "SPACE"} and token.text not in {"-", "–"})
        or token.lower_ in word_set("restrictive")
        for token in span.doc[span.end : head.i]
    )


def _noun_behind(span: Span) -> Token | None:
    """Return the head of the noun phrase that starts right behind the number, by parts of speech alone."""
    found: Token | None = None
    for token in span.doc[span.end : span.end + _MAX_STEPS]:
        if token.text in {"-", "–"} and found is None:
            continue
        if found is None and token.lower_ in word_set("bare_states"):
            break
        if token.pos_ in _NOUNS and token.ent_type_ not in {"DATE", "TIME"} and not token.is_sent_start:
            if found is not None and found.tag_ in {"NNS", "NNPS"} and token.tag_ not in {"NNS"}:
                break
            found = token
        elif found is not None or token.pos_ not in {"ADJ", "NUM"} or state_class(token):
            break
    # "At least 126 Observatory" in a headline: a singular name is no count of anything.
    is_name = (
        found is not None and found.tag_ == "NNP" and not found.lower_.endswith(("s", "men", "people", "children"))
    )
    return None if is_name else found


def _noun_after_of(span: Span) -> Token | None:
    """Return the people of "dozens of people", the dead of "11 of the dead"."""
    doc, at = span.doc, span.end
    if at >= len(doc) or doc[at].lower_ != "of":
        return None
    for token in doc[at + 1 : at + 1 + _MAX_STEPS]:
        if state_class(token):
            return token
        if token.pos_ in _NOUNS and (token.i + 1 >= len(doc) or doc[token.i + 1].pos_ not in _NOUNS):
            return token
        if token.lower_ in {"them", "whom", "us", "these", "those", "which"}:
            behind = doc[token.i + 1] if token.i + 1 < len(doc) else token
            return behind if behind.tag_ == "NNS" else None
        if token.pos_ not in _BEFORE_NOUN:
            break
    return None


def _own_class(anchor: Token) -> str:
    """Class that the counted noun itself states: "14 deaths", "13 instances of kidnapping"."""
    if anchor.pos_ not in _NOUNS and not state_class(anchor) and anchor.tag_ != "VBN":
        return ""
    if lemma_of(anchor) in word_set("instances"):
        for child in anchor.children:
            inner = next(iter(child.children), None) if child.dep_ == "prep" and child.lower_ == "of" else None
            if inner is not None and known_class(inner):
                return known_class(inner)
    lemma = lemma_of(anchor)
    if lemma in word_set("person") and lemma not in nouns()["counted_people"]:
        return ""
    return known_class(anchor)


def _adjacent_state(anchor: Token) -> str:
    """Class of the state right behind the counted: "24 people dead", "98 evacuees killed", "two others missing"."""
    doc, at, in_clause = anchor.doc, anchor.i + 1, False
    while at < len(doc) and (doc[at].lower_ in word_set("skipped") or doc[at].lower_ == "who"):
        in_clause = in_clause or doc[at].lower_ == "who"
        at += 1
    if at >= len(doc) or doc[at].is_sent_start or doc[at].is_space:
        return ""
    found = _state_at(doc, at, anchor)
    # "Fighters who were granted passage" says who they are; "two who were wounded" what happened to them.
    return found if not in_clause or found in word_set("casualty_classes") else ""


def _state_at(doc: Doc, at: int, anchor: Token) -> str:
    state = doc[at]
    behind = doc[at + 1] if at + 1 < len(doc) else None
    if behind is not None and behind.pos_ in _NOUNS and state.pos_ in {"ADJ", "NOUN"}:
        return ""
    # "A man shot a woman", "gunmen killed them": an object behind the verb makes the counted the doer.
    is_bare = state.tag_ in {"VBN", "VBD"} and doc[at - 1].pos_ != "AUX"
    if is_bare and behind is not None and (behind.pos_ in {"DET", "PRON"} or (behind.like_num and _has_object(state))):
        return ""
    is_passive = state.tag_ == "VBN" or (state.tag_ == "VBD" and not _has_object(state))
    if not is_passive and not (state_class(state) and state.pos_ != "NOUN"):
        return ""
    named = known_class(state) or state_class(state)
    # "A bus carrying 45 pilgrims plunged": only harm speaks for a noun that is not the subject.
    is_own = state.head.i == anchor.i or any(child.i == anchor.i for child in state.children)
    if state.tag_ == "VBD" and not is_own and named not in word_set("casualty_classes"):
        return ""
    return "casualties" if _joined_state(state, named) else _outcome(state, named)


def _outcome(state: Token, named: str) -> str:
    """The worse of two states told at once: killed of "shot dead" and "stabbed and killed"."""
    words = state.doc[state.i + 1 : state.i + 3]
    if len(words) and state_class(words[0]) == "killed":
        return "killed"
    is_joined = len(words) == 2 and words[0].lower_ == "and" and known_class(words[1]) == "killed"
    return "killed" if is_joined and not _has_object(words[1]) else named


def _joined_state(state: Token, named: str) -> bool:
    """Whether one figure is given for dead and wounded together ("were killed or injured")."""
    doc, at = state.doc, state.i
    if named not in {"killed", "wounded"} or at + 2 >= len(doc) or doc[at + 1].lower_ not in {"and", "or"}:
        return False
    partner = known_class(doc[at + 2]) or state_class(doc[at + 2])
    return partner in {"killed", "wounded"} and partner != named and not _has_object(doc[at + 2])


def _verb_before(span: Span) -> str:
    """Class of a verb right before the number, where the parser lost its object ("killed 170, 000 people")."""
    if span.start == 0 or span[0].is_sent_start:
        return ""
    doc, before = span.doc, span.doc[span.start - 1]
    if before.tag_ not in {"VBD", "VBG", "VBZ", "VBP", "VB"} and before.pos_ != "VERB":
        return ""
    found = known_class(before)
    if found not in word_set("casualty_classes") or _is_passive(before):
        return ""
    earlier = known_class(doc[before.i - 2]) if before.i >= 2 and doc[before.i - 1].lower_ in {"and", "or"} else ""
    is_joint = {found, earlier} == {"killed", "wounded"} and doc[before.i - 2].lower_.endswith(("ing", "ed", "s"))
    return "casualties" if is_joint else found


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _toll_before(span: Span) -> str:
    """Class of a statistic told earlier in the same line; other numbers may only stand before a climbing verb."""
    doc = span.doc
    climbs = _climbs_to(span)
    for token in reversed(doc[max(0, span.start - _TOLL_WINDOW) : span.start]):
        is_number = token.like_num and token.ent_type_ != "DATE"
        if "\n" in token.text or (is_number and not climbs) or (token.is_sent_end and not climbs):
            return ""
        if token.lower_ in {"toll", "fatalities", "deaths"}:
            return "killed"
    return ""


def _climbs_to(span: Span) -> bool:
    """Whether "rises to", "reached", "stands at" leads to the number."""
    doc, at = span.doc, span.start - 1
    if span[0].pos_ == "VERB":
        return True
    if at > 0 and doc[at].lower_ in {"to", "at", "past", "above"}:
        at -= 1
    if at < 0 or doc[at].pos_ not in {"VERB", "AUX", "NOUN"}:
        return False
    return predicate_class(doc[at]) in word_set("climbing")


def _noun_name(head: Token | None, measured: str) -> str:
    if head is None:
        return "people" if measured in word_set("casualty_classes") else ""
    if lemma_of(head) in word_set("instances") and measured in word_set("casualty_classes"):
        return "people"
    counted: dict[str, str] = nouns()["counted_people"]
    return counted.get(head.lower_) or counted.get(lemma_of(head)) or lemma_of(head)


def _scope(head: Token | None, span: Span) -> tuple[str, ...]:
    """Return the words that narrow the counted noun, in sentence order."""
    words: list[tuple[int, str]] = []
    behind = span.doc[span.end : span.end + 1].text.lower()
    if behind in {"more", "others"}:
        words.append((span.end, behind))
    if span.start and span.doc[span.start - 1].lower_ in {"remaining", "other", "another", "additional", "further"}:
        words.append((span.start - 1, span.doc[span.start - 1].lower_))
    if head is None:
        return tuple(word for _, word in words)
    words.extend((adverb.i, adverb.text) for adverb in _degrees(head))
    for child in head.children:
        if span.end <= child.i < head.i and child.dep_ in _NARROWING and child.is_alpha and child.i != span.end - 1:
            words.append((child.i, child.text))
        elif child.i > head.i and child.dep_ == "prep" and child.lower_ in {"of", "from", "in", "at", "on", "under"}:
            phrase = _phrase(child)
            if " " in phrase:
                words.append((child.i, phrase))
    return tuple(word for _, word in sorted(set(words)))


def _degrees(head: Token) -> list[Token]:
    """Return the adverbs that say how badly: "30 people seriously injured", "was seriously injured"."""
    behind = [t for t in head.doc[head.i + 1 : head.i + 2] if t.pos_ == "ADV"]
    verb = head.head if head.dep_ in {"nsubjpass", "nsubj", "dobj"} and head.head.pos_ == "VERB" else None
    beside = [child for child in verb.children if child.dep_ == "advmod"] if verb is not None else []
    return [adverb for adverb in dict.fromkeys([*behind, *beside]) if adverb.lower_.endswith("ly")]


def _phrase(preposition: Token) -> str:
    """Return the words of a prepositional phrase, at most seven and not beyond the line."""
    words: list[str] = []
    for token in preposition.doc[preposition.i : preposition.i + 7]:
        if token.i > preposition.right_edge.i or "\n" in token.text or token.text in {",", "(", ")", ";"}:
            break
        words.append(token.text)
    return " ".join(words)


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "obj"} for child in verb.children)
