"""Where names stand in a text: runs of capitalised words, cut where one name ends.

The parser's own entities are too often cut wrong or mislabelled to start from; runs of
capitalised words miss next to nothing, and what a run is made of (a title, the head word
of an organisation, a street word) tells where to cut it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract.entities_names import fold, given_names, is_title, words
from reconcile.extract.gazetteer import country_called, is_group, kind_of, look_up

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Passage

# One capitalised word: "Hawra", "al-Hawra", "O'Brien", "U.S.", "AR-15", "St.", "Jae-in".
_WORD = (
    r"(?:(?:al|el|an|as|ash|ad|ar|az|at|ul|d|l)[-’'])?(?:(?:[A-Z]\.)+(?:[A-Z](?!\w))?|[A-ZÀ-ÖØ-Þ][\w’']*(?:-[\w’']+)*)"
)
_PARTICLE = r"de la|de|del|della|da|dos|du|van der|van den|van|von|bin|ibn|al|el|ul|bint"
_LINK = rf"(?: (?:of the|of|for the|for|and|&|the|{_PARTICLE}) | ?- ?| )"
_RUN = re.compile(rf"(?<![\w@#./]){_WORD}(?:{_LINK}{_WORD})*")
# "UK-based", "U.S.-backed": the name is what stands before the hyphen.
_COMPOUND = re.compile(
    r"(.+?)[-–](?:based|backed|held|controlled|led|born|run|dominated|occupied|made|trained|allied|besieged|owned|majority"
    r"|affiliated|funded|style|wide|area|bound|born)$"
)
_PIECE = re.compile(rf"{_WORD}")
# An American station: "WREP", "KLOM-TV".
_CALL_SIGN = re.compile(r"[KW][A-Z]{3}(?:-(?:TV|AM|FM|DT))?|[KW][A-Z]{2}-TV")
# "Lake O' the Reeds": an "of" that lost its f, not a possessive.
_IS_OF = re.compile(r"O['’]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stretch of text that may be a name; `hint` is what its words alone say it is.

    `name_start` is where the bare name begins, after a title. `kind` is the hint's rule.
    """

    start: int
    end: int
    text: str
    name_start: int
    hint: str = ""
    headline: bool = False

    @property
    def name(self) -> str:
        """Return the name without its title and possessive."""
        return re.sub(r"(?:['’]s?|['’])$", "", self.text[self.name_start - self.start :])


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed article with its text beside it: spaCy builds `Doc.text` anew at each look."""

    doc: Doc
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def find_candidates(page: Page) -> list[Candidate]:
    """Return the candidate names of the page in text order, never overlapping."""
    found: list[Candidate] = []
    for sentence in page.doc.sents:
        headline = _is_headline(sentence)
        for run in _RUN.finditer(sentence.text):
            offset = sentence.start_char + run.start()
            for pieces in _cut(_pieces(run.group(), offset), page):
                found.extend(_name(pieces, page, headline=headline))
    return found


def _is_headline(sentence: Passage) -> bool:
    """Tell whether the sentence is set in title case or capitals, where capitals say nothing.

    A full stop speaks against it, but not where every word of a text's first line has its capital.
    """
    longer = [t for t in sentence if t.is_alpha and len(t) > 3]
    lower = [t for t in longer if t.text[0].islower()]
    capitals = all(t.text.isupper() for t in longer)
    ends = sentence.text.rstrip()[-1:] in ".?!"
    opens = sentence.start == 0 and not any(t.text[0].islower() and t.pos_ in ("VERB", "AUX", "NOUN") for t in sentence)
    return len(longer) >= 4 and len(lower) / len(longer) < 0.3 and (capitals or not ends or opens)


def _pieces(run: str, offset: int) -> list[_Piece]:
    """Return the words of a run; of "British-based" only "British", which stands for itself."""
    found = []
    for match in _PIECE.finditer(run):
        lead = _COMPOUND.match(match.group())
        text = lead.group(1) if lead else match.group()
        found.append(_Piece(offset + match.start(), offset + match.start() + len(text), text))
    return found


def _cut(pieces: list[_Piece], page: Page) -> list[list[_Piece]]:
    """Cut a run after calendar words, possessives, lone function words and before a new name."""
    groups: list[list[_Piece]] = [[]]
    for piece in pieces:
        between = page.text[groups[-1][-1].end : piece.start] if groups[-1] else ""
        if groups[-1] and _starts_another(groups[-1], between, piece):
            groups.append([])
        if _is_function_word(page, piece) and not _ends_korean_name(groups[-1], between):
            groups.append([])
            continue
        groups[-1].append(piece)
        if _ends_name(piece, pieces, page):
            groups.append([])
    return [group for group in groups if group]


def _ends_korean_name(group: list[_Piece], between: str) -> bool:
    """Tell whether a word like "In" or "An" is the last part of a three-part family-first name."""
    return len(group) >= 2 and between == " " and fold(group[-2].text) in words("names", "family_first")


def _ends_name(piece: _Piece, pieces: list[_Piece], page: Page) -> bool:
    """Tell whether the name must end here: at a possessive, also one that lost its apostrophe, or a compound."""
    if page.text[piece.end : piece.end + 1] in ("-", "–"):
        return True
    if _IS_OF.fullmatch(piece.text):
        return False
    if re.search(r"['’]s?$", piece.text):
        return not _joins_possessive(piece, pieces)
    stem = piece.text.removesuffix("s")
    return (
        stem != piece.text
        and len(stem) > 3
        and bool(look_up(stem))
        and not look_up(piece.text)
        and not is_group(piece.text)
    )


def _joins_possessive(piece: _Piece, pieces: list[_Piece]) -> bool:
    """Tell whether the possessive is inside a name: "Sheriff's Department", "Children's Hospital"."""
    after = [p for p in pieces if p.start > piece.end][:2]
    heads = words("roles", "organisation_heads")
    plain = fold(piece.text)
    return bool(after) and any(fold(p.text) in heads for p in after) and not look_up(plain) and not is_group(plain)


def _is_function_word(page: Page, piece: _Piece) -> bool:
    span = page.doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if span is None:
        return False
    token = span[0]
    plain = fold(piece.text)
    if plain in words("names", "calendar") or plain.removesuffix("s") in words("names", "calendar"):
        return True
    if piece.text in words("names", "lost_contractions"):
        return True
    if piece.text in ("US", "U.S.", "UN", "U.N.", "IT", "WHO"):
        return False
    return len(span) == 1 and (token.is_stop or token.pos_ in ("DET", "ADP", "PRON", "SCONJ", "CCONJ", "AUX", "INTJ"))


def _starts_another(group: list[_Piece], between: str, piece: _Piece) -> bool:
    link = between.strip()
    if _IS_OF.fullmatch(group[-1].text):
        return False
    heads = words("roles", "organisation_heads")
    so_far = [fold(p.text) for p in group]
    if link in ("and", "&"):
        return not (link == "&" or (so_far[-1] not in heads and _is_org_word(piece)))
    if link in ("of", "of the", "for", "for the", "the"):
        return not _takes_of(group, link)
    if link == "-":
        return bool(look_up(_joined(group)))
    if country_called(_joined(group)) and _is_given(piece):
        return True
    known = bool(look_up(_joined(group)))
    return bool(country_called(piece.text)) and known and not look_up(_joined([*group, piece]))


def _is_org_word(piece: _Piece) -> bool:
    return fold(piece.text) in words("roles", "organisation_pairs")


def _takes_of(group: list[_Piece], link: str) -> bool:
    """Tell whether the name so far goes on after "of" or "for": "Ministry of X", "Gulf of X"."""
    last = fold(group[-1].text)
    if link.startswith("for"):
        return last in words("roles", "organisation_heads")
    going_on = words("roles", "organisation_heads") | words("places", "place_prefixes") | {"secretary", "bank", "horn"}
    return last in going_on | words("places", "landmark_heads")


def _name(pieces: list[_Piece], page: Page, *, headline: bool) -> list[Candidate]:
    """Return the one or more names in the pieces: before a title, and the titled person."""
    at = _title_at(pieces, page)
    if at is None:
        parts = _parts(pieces)
        if parts:
            return [found for part in parts for found in _name(part, page, headline=headline)]
        return [_candidate(pieces, page, _hint(pieces), headline=headline)] if pieces else []
    start, length = at
    person = pieces[start + length :]
    before = pieces[:start]
    first = pieces[start]
    for length in (2, 1):
        if is_group(_joined(before[-length:])) and len(before) >= length:
            first = before[-length]
            before = before[:-length]
            break
    found = _name(before, page, headline=headline) if before else []
    text = page.text[first.start : person[-1].end]
    titled = Candidate(
        start=first.start, end=person[-1].end, text=text, name_start=person[0].start, hint="titled", headline=headline
    )
    return [*found, titled]


def _parts(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Return what pieces that are no one name fall into: [] where they are one.

    A country or a people beside a name that it is no part of ("Peru Qarsa" for "Peru's Qarsa",
    "Peruvian Qarsa"), and an office behind the name of its district ("Merrow County Sheriff").
    """
    if len(pieces) < 2 or _hint(pieces) or look_up(_joined(pieces)):
        return []
    first, last = country_called(pieces[0].text), country_called(pieces[-1].text)
    if first or (last and look_up(_joined(pieces[:-1]))):
        alone = 1 if first else len(pieces) - 1
        return [pieces[:alone], pieces[alone:]]
    n_office = _office_at_end(pieces)
    if n_office:
        return [pieces[:-n_office]] if _is_known(pieces[:-n_office]) else []
    if is_group(pieces[0].text) and _is_known(pieces[1:]) and not kind_of(_joined(pieces)):
        return [pieces[:1], pieces[1:]]
    return [pieces[:-1], pieces[-1:]] if is_group(pieces[-1].text) and not _is_given(pieces[0]) else []


def _is_given(piece: _Piece) -> bool:
    return fold(piece.text) in given_names()


def _joined(pieces: list[_Piece]) -> str:
    return " ".join(p.text for p in pieces)


def _is_known(pieces: list[_Piece]) -> bool:
    """Tell whether the words say what they name: a place of the gazetteer, a county, a people, a body."""
    return bool(pieces) and bool(_hint(pieces) or kind_of(_joined(pieces)))


def _office_at_end(pieces: list[_Piece]) -> int:
    """Return of how many words the office consists that ends the pieces; 0 where a given name leads them."""
    if fold(pieces[-1].text) not in words("roles", "offices") or _is_given(pieces[0]):
        return 0
    return next((n for n in range(min(4, len(pieces)), 1, -1) if is_title(_joined(pieces[-n:]))), 1)


def _title_at(pieces: list[_Piece], page: Page) -> tuple[int, int] | None:
    """Return (index, length) of a title followed by a name that is not an organisation or street."""
    stops = words("roles", "organisation_heads") | words("places", "street") | words("places", "facility")
    for index in range(len(pieces) - 1):
        for length in range(min(4, len(pieces) - 1 - index), 0, -1):
            head = page.text[pieces[index].start : pieces[index + length - 1].end]
            after = [fold(p.text) for p in pieces[index + length :]]
            if is_title(head) and not any(word in stops for word in after) and not is_title(after[0]):
                return index, length
    return None


def _hint(pieces: list[_Piece]) -> str:
    """Return what the words of a name alone say it is, or ""."""
    plain = [fold(p.text) for p in pieces]
    joined = " ".join(plain)
    acronyms = words("roles", "organisation_acronyms")
    heads = words("roles", "organisation_heads")
    rules = (
        ("street", len(plain) > 1 and plain[-1] in words("places", "street")),
        ("organisation", any(phrase in joined for phrase in words("roles", "organisation_phrases"))),
        ("organisation", len(plain) > 1 and pieces[0].text in words("roles", "ship_prefixes")),
        ("organisation", len(plain) > 1 and plain[-1] in words("roles", "outlet_heads")),
        ("organisation", len(plain) == 1 and bool(_CALL_SIGN.fullmatch(pieces[0].text))),
        ("group", all(is_group(p.text) for p in pieces) or is_group(_joined(pieces))),
        ("site", len(plain) > 1 and plain[-1] in words("roles", "site_heads")),
        ("organisation", len(plain) > 1 and any(word in heads for word in plain)),
        ("organisation", pieces[-1].text in acronyms or joined.upper() in acronyms),
    )
    return next((hint for hint, holds in rules if holds), "")


def _candidate(pieces: list[_Piece], page: Page, hint: str, *, headline: bool) -> Candidate:
    start, end = pieces[0].start, pieces[-1].end
    return Candidate(start=start, end=end, text=page.text[start:end], name_start=start, hint=hint, headline=headline)
