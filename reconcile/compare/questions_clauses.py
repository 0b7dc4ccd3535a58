"""Turn one sentence with a blank into the question that the blank answers.

Works on the words alone, with no parse: only clauses of the plainest build are turned ("Their
first summit was held in … in June" asks "Where was their first summit held in June?"), anything
that might come out crooked is left to the caller, who quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reconcile.compare.questions_words import base_of, is_past, words

_MAX_SUBJECT = 9
_MAX_AFTER = 9
_MAX_CLAUSE = 14
_MAX_OWNED = 8
_MAX_CAPITALS = 0.55
_DATELINE = re.compile(r"^[^a-z]{3,40}(?:,[^–—]{1,40})?(?:\([^)]*\))?\s*(?:-|–|—|:)\s+")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_LOOSE_SPACE = re.compile(r"\s+([,.;:!?)])")
# Tokenised texts write "170, 000".
_BROKEN_NUMBER = re.compile(r"(?<=\d), (?=\d{3}\b)")
_LOOSE_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")
# Where a clause may begin: after a stop inside the sentence, a quotation mark, or "that".
_BEGINNINGS = re.compile(r"[,;:–—]\s+|\s-\s|[\"“”]\s*|\bthat\s+|\b(?:and|but)\s+", re.IGNORECASE)
_ENDINGS = re.compile(r"\s*(?:,(?!\d)|[;:()\"“”–—!?…]|\s-\s|\.(?:\s|$)|\.$)")
_APPOSITION = re.compile(r",[^,\"“”]{1,60},(?=\s)")
_MORE_DATES = re.compile(r"^(?:and|or|to|-|–)\s+(?:the\s+)?(?:late\s+|early\s+|mid-)?[\w']*\d[\w']*\b\s*")


@dataclass(frozen=True, slots=True)
class Blank:
    """The words of a sentence before and after the value that is asked for."""

    before: str
    after: str
    # The first word has its capital only because a sentence starts with it.
    is_plain_start: bool = False


def blank(text: str, start: int, end: int, *, within: tuple[int, int]) -> Blank:
    """Return the sentence `within` of `text` with the code points `[start, end)` left out."""
    before = _tidy(text[within[0] : start]).lstrip("\"“'‘ ")
    return Blank(before, _tidy(text[end : within[1]]), _is_plain(before.split(" ")[0], text))


def _is_plain(word: str, text: str) -> bool:
    """Whether a sentence's first word is no name: the text has it in lower case, and never capital inside."""
    if word.lower() in words("determiners") | words("pronouns") and word != "I":
        return True
    if not word.istitle() or not word.isalpha():
        return False
    is_capital_inside = re.search(rf"\b[a-z]+ [a-z]+,? {word}\b", text) is not None
    return not is_capital_inside and re.search(rf"\b{word.lower()}\b", text) is not None


def _tidy(text: str) -> str:
    """Fold white space and take back the spaces that tokenised texts put before stops."""
    folded = _BROKEN_NUMBER.sub(",", re.sub(r"\s+", " ", text))
    return _LOOSE_HYPHEN.sub("-", _LOOSE_SPACE.sub(r"\1", folded)).strip()


def ask_subject(gap: Blank, wh: str) -> str | None:
    """Return "Who met both envoys in Oslo?" for a blank that is a clause's subject."""
    after = _cut_after(gap.after)
    verbs = after.split()
    if not verbs or not _is_finite(verbs[0]) or verbs[0].lower() in words("reporting") or _has_second_verb(verbs):
        return None
    is_bare = any(all(word.lower() in words("articles") for word in before.split()) for before in _beginnings(gap))
    return _finish(f"{wh} {after}") if is_bare else None


def ask_elsewhere(gap: Blank, wh: str, *, keep_preposition: bool) -> str | None:
    """Return "Where was the summit held in June?" for a blank that is no subject.

    Args:
        gap: The words around the blank.
        wh: The question word or phrase.
        keep_preposition: Whether the preposition before the blank stays ("… arrested by?").
    """
    if not keep_preposition and len(gap.before.split()) <= 1:
        # "On …, the ministers met in Oslo": the blank goes before the clause.
        return _invert(
            _cut_after(gap.after.lstrip(", "), max_words=_MAX_CLAUSE).split(), [], wh, keep_preposition=False
        )
    after = _cut_after(_MORE_DATES.sub("", gap.after))
    if (after and not _may_follow(after.split()[0])) or after.startswith("of "):
        return None
    turned = (
        _invert(before.split(), after.split(), wh, keep_preposition=keep_preposition) for before in _beginnings(gap)
    )
    return next((asked for asked in turned if asked), None)


def ask_object(gap: Blank, wh: str) -> str | None:
    """Return "How many crewmen did the boats have aboard?" for a blank right behind its verb."""
    before = gap.before.split()
    while before and before[-1].lower() in words("articles"):
        before.pop()
    if not before or before[-1].lower() in words("prepositions"):
        return None
    return ask_elsewhere(gap, wh, keep_preposition=True)


def ask_owner(gap: Blank, wh: str = "Whose") -> str | None:
    """Return "Whose meeting with Lena Brandt is meant?" for a blank that owns something."""
    owned: list[str] = []
    for word in _ENDINGS.split(gap.after, maxsplit=1)[0].split():
        is_name = word[:1].isupper()
        if _is_finite(word) and not is_name:
            break
        joins = word.lower() in {"with", "of", "to", "in", "on"}
        if word.lower() in words("cutters") | words("pronouns"):
            break
        if owned and not is_name and ((joins and len(owned) > 4) or owned[-1][:1].isupper()):
            break
        owned.append(word)
    while owned and owned[-1].lower() in words("prepositions") | words("articles") | words("conjunctions"):
        owned.pop()
    # "Elm Street" of "his Elm Street" and "Year's Eve" are names, and "pleads 'not guilty" is no thing.
    is_name = all(word[:1].isupper() for word in owned)
    if not owned or is_name or len(owned) > _MAX_OWNED or any(word[0] in "‘“'\"" for word in owned):
        return None
    return f"{wh} {' '.join(owned)} is meant?"


def ask_about(gap: Blank) -> str | None:
    """Return "What is said of the suspect?" for a blank that a form of "be" ties to its subject."""
    for before in _beginnings(gap):
        head = before.split()
        while head and head[-1].lower() in words("articles"):
            head.pop()
        if len(head) > 1 and head[-1].lower() in {"is", "are", "was", "were"} and _can_be_subject(head[:-1]):
            vague = head[0].lower() in words("pronouns") and len(head) == 2
            return None if vague else _finish(f"What is said of {' '.join(head[:-1])}")
    return None


def has_verb(text: str) -> bool:
    """Whether some word of `text` is a verb of a plain form."""
    return any(_is_finite(word.strip(",.;:")) for word in text.split())


def may_end(after: str) -> bool:
    """Whether a noun phrase may end before these words: a stop, a preposition, a verb or a capital follows."""
    first = after.split(" ", maxsplit=1)[0]
    is_small = first.lower() in words("cutters") | words("conjunctions")
    return not first[:1].islower() or is_small or _may_follow(first) or _is_finite(first)


def clip(gap: Blank, room: int) -> str:
    """Return the clause around the blank in at most `room` code points, an ellipsis for the blank."""
    before, after = gap.before, gap.after
    if len(before) + len(after) + 3 > room:
        starts = [_strip_start(piece) for piece in _clause_tails(before)]
        before = next((piece for piece in starts if len(piece) <= room * 2 // 3), "") if before else ""
        before = before or _last_words(gap.before, room // 2)
        after = _first_words(after, room - len(before) - 3)
    after = after.rstrip(" .,;:!?\"“”'-–—(")
    after = re.sub(r"^- (?=\w)", "-", after)
    before = before.rstrip(" (-–—'")
    after = after if "(" in before + after else after.replace(")", "")
    glue = "" if re.match(r"[,;:.!?)'’-]", after) else " "
    return f"{before.rstrip()} …{glue}{after}".strip(" -–—") if after else f"{before} …".strip()


def _strip_start(text: str) -> str:
    kept = text.lstrip(" ,;:.\"“”'-–—)").split()
    while kept and kept[0].lower() in words("loose_starts"):
        kept.pop(0)
    return " ".join(kept)


def _clause_tails(before: str) -> Iterator[str]:
    yield before
    for match in re.finditer(r"(?:,(?!\d)|[;:–—\"“”])\s*", before):
        yield before[match.end() :]


def _last_words(text: str, room: int) -> str:
    kept: list[str] = []
    for word in reversed(text.split()):
        if sum(map(len, kept)) + len(kept) + len(word) > room:
            break
        kept.insert(0, word)
    return _strip_start(" ".join(kept))


def _first_words(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    ending = _ENDINGS.search(text, 1)
    if ending and 0 < ending.start() <= room:
        return text[: ending.start()]
    kept = text[: max(0, room)].rsplit(" ", 1)[0].split()
    while kept and kept[-1].lower() in words("prepositions") | words("determiners") | words("conjunctions"):
        kept.pop()
    return " ".join(kept)


def _beginnings(gap: Blank) -> Iterator[str]:
    """Yield the stretches that may be a clause's own beginning, the shortest first."""
    before = gap.before[:1].lower() + gap.before[1:] if gap.is_plain_start else gap.before
    plain = _PARENTHESIS.sub("", _DATELINE.sub("", before))
    ends = [match.end() for match in _BEGINNINGS.finditer(plain)]
    for start in reversed(ends):
        if _is_closed(plain[:start]):
            yield plain[start:]
    yield plain
    without = _APPOSITION.sub("", plain)
    if without != plain:
        yield without


def _is_closed(earlier: str) -> bool:
    """Whether a new clause may begin behind these words: they have their verb, or only set the scene."""
    bare = re.sub(r"(?:[\s,;:–—-]|\b(?:and|but|that))+$", "", earlier, flags=re.IGNORECASE)
    segment = re.split(r"[,;:–—\"“”]", bare)[-1].split()
    if not segment or any(_is_finite(word) for word in segment):
        return True
    return any(word.lower() in words("scene_setters") for word in (segment[0], segment[-1]))


def _cut_after(after: str, *, max_words: int = _MAX_AFTER) -> str:
    """Return what follows a blank up to where another clause begins."""
    plain = _PARENTHESIS.sub("", after)
    ending = _ENDINGS.search(plain)
    kept = (plain[: ending.start()] if ending else plain).split()
    for number, word in enumerate(kept):
        lowered = word.lower()
        joins_verb = lowered in {"and", "or"} and (number + 1 == len(kept) or _is_finite(kept[number + 1]))
        if number and (lowered in words("cutters") or joins_verb):
            kept = kept[:number]
            break
    if len(kept) > max_words:
        stops = [n for n, word in enumerate(kept) if 2 < n <= max_words and word.lower() in words("prepositions")]
        kept = kept[: stops[-1]] if stops else kept
    while kept and kept[-1].lower() in words("prepositions") | words("determiners") | words("conjunctions"):
        kept.pop()
    return " ".join(kept)


def _may_follow(word: str) -> bool:
    lowered = word.lower()
    return lowered in words("prepositions") or lowered in words("followers")


def _finite_places(clause: Sequence[str]) -> Iterator[int]:
    """Yield where verbs stand; a participle right behind an article ("a reported theft") describes a noun."""
    for number, word in enumerate(clause):
        describes = number > 0 and clause[number - 1].lower() in words("articles") and is_past(word)
        if _is_finite(word) and not describes:
            yield number


def _is_finite(word: str) -> bool:
    return word.lower() in words("auxiliaries") or is_past(word)


def _invert(before: Sequence[str], after: Sequence[str], wh: str, *, keep_preposition: bool) -> str | None:
    head = list(before)
    while head and head[0].lower().strip(",") in words("conjunctions"):
        head.pop(0)
    stranded = ""
    if head and head[-1].lower() in words("prepositions"):
        stranded = head.pop().lower()
    while head and head[-1].lower() in words("articles"):
        head.pop()
    if head and head[-1].lower() in words("prepositions") and not stranded:
        stranded = head.pop().lower()
    if _is_torn(head) or (keep_preposition and stranded and stranded not in words("stranded")):
        return None
    at = next((n for n in _finite_places(head) if n and _can_be_subject(head[:n])), None)
    if at is None or (not after and head and head[-1].lower() in words("conjunctions")):
        return None
    rest = _predicate([*head[at:]])
    if rest is None:
        return None
    auxiliary, predicate = _passive(head[:at], rest, (*head[at + 1 :], *after))
    if keep_preposition and not _takes(auxiliary, predicate, stranded):
        return None
    tells = any(head[n].lower() in words("reporting") for n in _finite_places(head) if n >= at)
    if tells or _has_second_verb([*head[at:], *after]):
        return None
    tail = [*predicate, *([stranded] if keep_preposition and stranded else []), *after]
    return _finish(" ".join((wh, auxiliary, *head[:at], *tail)))


def _is_torn(head: Sequence[str]) -> bool:
    """Whether a blank tears a noun phrase apart: "Iceland's … coast", "the massive … wave"."""
    return bool(head) and (head[-1].endswith(("'s", "’s")) or (len(head) > 1 and head[-2].lower() in words("articles")))


def _takes(auxiliary: str, predicate: Sequence[str], stranded: str) -> bool:
    """Whether the verb can take what is asked for as its object or behind its preposition."""
    is_form_of_be = auxiliary in {"was", "were", "is", "are"}
    has_participle = any(is_past(word) or word == "been" for word in predicate[:3])
    if stranded == "by":
        return (is_form_of_be and has_participle) or "been" in predicate
    if predicate and predicate[0].lower() in words("determiners"):
        return False
    # "Hit buses carrying …" asks for what the buses carry, not for what was hit.
    if len(predicate) > 1 and predicate[-1].endswith("ing") and not is_form_of_be:
        return False
    # "Of a meeting with …" has the blank in a noun phrase: nobody would ask for it that way.
    if stranded and any(word.lower() in words("prepositions") for word in predicate):
        return False
    return bool(stranded) or not is_form_of_be or any(word.endswith("ing") for word in predicate[:2])


def _predicate(verbs: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the auxiliary that goes before the subject, and what stays behind it."""
    first, *rest = verbs
    lowered = first.lower()
    is_negated = any(word.lower() in {"not", "never", "n't"} for word in rest[:3])
    if is_negated or (_has_infinitive(rest[:4]) and lowered not in {"is", "are"}):
        return None
    if lowered in words("perfect") and not (rest and (is_past(rest[0]) or rest[0].lower() == "been")):
        return {"had": "did", "has": "does"}.get(lowered, "do"), ["have", *rest]
    if lowered in words("auxiliaries"):
        return lowered, rest
    return "did", [base_of(first), *rest]


def _passive(subject: Sequence[str], asked: tuple[str, list[str]], following: Sequence[str]) -> tuple[str, list[str]]:
    """Return the passive of a headline's bare participle: "two injured in a crash" were injured, and injured nobody."""
    auxiliary, predicate = asked
    participles = sorted(word for word in words("undergone") if predicate and base_of(word) == predicate[0])
    if auxiliary != "did" or not participles:
        return asked
    if following and following[0].lower() not in words("prepositions") | words("followers") | words("outcomes"):
        return asked
    is_many = subject[0].lower() not in {"a", "an", "one", "1"} and subject[-1].lower().endswith(
        ("s", "ren", "men", "people")
    )
    return "were" if is_many or subject[-1].isdigit() else "was", [participles[0], *predicate[1:]]


def _has_infinitive(following: Sequence[str]) -> bool:
    """Whether "to" begins an infinitive, as in "decided to meet": what is asked may then belong to either verb."""
    pairs = pairwise(following)
    return any(a.lower() == "to" and b.islower() and b not in words("determiners") for a, b in pairs)


def _can_be_subject(subject: Sequence[str]) -> bool:
    lowered = [word.lower() for word in subject]
    if len(subject) > _MAX_SUBJECT or lowered[0] in words("not_subjects") | words("prepositions") | words("followers"):
        return False
    if any(mark in word for word in subject for mark in ',;:"“”()'):
        return False
    if any(word in words("relatives") | words("reporting") | words("days") | words("objects") for word in lowered):
        return False
    loose = words("prepositions") | words("conjunctions") | words("followers")
    if lowered[-1] in loose or any(True for _ in _finite_places(subject)):
        return False
    is_the_two = len(lowered) == 2 and lowered[0] in {"the", "all"}
    if all(word in words("determiners") - words("pronouns") for word in lowered) and not is_the_two:
        return False
    has_noun_words = lowered[0] in words("determiners") | words("pronouns") or any(w != w.lower() for w in subject)
    return has_noun_words or lowered[-1].endswith("s") or lowered[-1] in words("uncounted") or lowered[0].isdigit()


def _has_second_verb(verbs: Sequence[str]) -> bool:
    """Whether a clause that begins with its verb has another one that is no part of the first."""
    seen_participle = not (verbs and verbs[0].lower() in words("auxiliaries"))
    for number, word in enumerate(verbs[1:], start=1):
        lowered = word.lower()
        if lowered in {"and", "or"} and number + 1 < len(verbs) and _is_finite(verbs[number + 1]):
            return True
        if lowered in words("auxiliaries") and lowered not in {"have", "do"}:
            return True
        if is_past(word) and not word[:1].isupper() and verbs[number - 1].lower() not in words("determiners"):
            if seen_participle:
                return True
            seen_participle = True
    return False


def _finish(question: str) -> str | None:
    question = question.rstrip(" ,;:.-–—'\"") + "?"
    if re.search(r"[\"“”;,()\[\]_]|\s-\s|\?.|\.\.|…", question) or len(question.split()) < 3:
        return None
    names = [word for word in question.split()[1:] if word[:1].isupper()]
    # A headline in capitals has no verbs that can be told from its nouns.
    if len(names) > 3 and len(names) > _MAX_CAPITALS * len(question.split()):
        return None
    return question
