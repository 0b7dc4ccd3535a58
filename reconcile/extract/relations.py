"""Who holds, besieges, backs or leads a named thing, as articles say in passing: "rebel-held X".

Each article says it again, in a compound ("rebel-held X"), an apposition ("X, a rebel
stronghold"), a passive ("X is besieged by insurgents") or a clause of its own ("which the
rebels control"). Holders go by several names, so an answer is the class of the holder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reconcile.extract.gazetteer import country_called, country_of_demonym
from reconcile.extract.modality import is_negated
from reconcile.extract.relations_lexicon import lexicon
from reconcile.extract.relations_names import MentionAt, Names
from reconcile.extract.relations_people import extract_belongings
from reconcile.extract.relations_places import extract_placings
from reconcile.extract.relations_states import Told, read_words, state_of
from reconcile.types import EntityMention, Level, State

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_WHO = frozenset({"which", "that", "who"})
# "Controls" after a collective noun is often taken for a plural.
_PRESENT = frozenset({"VBZ", "VBP", "NNS"})
# Words of a holder's noun phrase that are looked at: "a broad alliance of rebels and allied tribes".
_MAX_HOLDER = 6


def extract_relations(doc: Doc, *, mention_at: MentionAt) -> tuple[State, ...]:
    """Return the relations told of named things in `doc`, in text order.

    Args:
        doc: The parsed text.
        mention_at: The name that a token belongs to, if any.
    """
    names = Names(doc, mention_at)
    reader = _Reader(doc, names, mention_at)
    found = {
        *reader.compounds(),
        *read_words(doc, (reader.verb, reader.which, reader.based, reader.seat, reader.under)),
        *extract_placings(doc, names=names),
        *extract_belongings(doc, names=names),
    }
    return tuple(sorted(found, key=lambda state: (state.span, state.question, state.subject)))


@lru_cache(maxsize=1)
def _compound() -> re.Pattern[str]:
    endings = "|".join(sorted(lexicon().relation_by_ending))
    return re.compile(rf"(?<![\w-])((?:[A-Za-z][\w.’']*[-–‐])?[A-Za-z][\w.’']*)[-–‐]({endings})\b")


class _Reader:
    """Reads one text's relations."""

    def __init__(self, doc: Doc, names: Names, mention_at: MentionAt) -> None:
        self._doc = doc
        self._names = names
        self._mention_at = mention_at

    def compounds(self) -> Iterator[State]:
        """Yield what compounds tell: "rebel-held Ruza", "Ruza, a rebel-held town"."""
        for match in _compound().finditer(self._doc.text):
            tokens = self._doc.char_span(*match.span(), alignment_mode="expand")
            if tokens is None or (tokens.start and self._doc[tokens.start - 1].lower_ in lexicon().once):
                continue
            relation = lexicon().relation_by_ending[match.group(2)]
            holder = self._who(match.group(1), self._doc.char_span(*match.span(1), alignment_mode="expand"))
            # "Orrow-based": towns that nothing else in the text names are seats too.
            holder = holder or (match.group(1) if relation == "base" and match.group(1)[:1].isupper() else "")
            subjects = self._names.described_by(tokens.start, tokens.end, inside=relation in lexicon().moments)
            # The words of a name tell nothing of it: "Morland State-run Press".
            if holder and subjects and holder not in {mention.canonical for mention in subjects}:
                yield self._told(relation, subjects, tokens.start, tokens.end, holder)

    def verb(self, token: Token) -> Iterator[State]:
        """Yield what a verb tells: "Ruza is held by rebels", "Ruza, which rebels hold"."""
        relation = lexicon().relation_by_verb.get(token.lemma_.lower())
        if relation is None or token.pos_ not in {"VERB", "ADJ"} or is_negated(token) or _is_past(token):
            return
        agents = [held for child in token.children if child.lower_ == "by" for held in child.children]
        if agents:
            yield from self._passive(relation, token, agents[0])
        elif token.tag_ in {"VBZ", "VBP"}:
            yield from self._active(relation, token)

    def based(self, verb: Token) -> Iterator[State]:
        """Yield what "Vessin, based in Orrow" and "Vessin is headquartered in Orrow" tell."""
        if lexicon().relation_by_ending.get(verb.lower_) != "base" or verb.i + 2 >= len(self._doc):
            return
        seat = self._names.name_at(verb.nbor(2)) if verb.nbor(1).lower_ == "in" else None
        subjects = self._names.of_noun(_acted_on(verb)) if seat is not None and not is_negated(verb) else ()
        if seat is not None and subjects and subjects[0].label == "organisation":
            yield self._told("base", subjects, verb.i + 2, verb.i + 3, seat.canonical)

    def _passive(self, relation: str, verb: Token, agent: Token) -> Iterator[State]:
        holder, acted = self._holder(agent), _acted_on(verb)
        subjects = self._names.of_noun(acted)
        person = self._names.person_at(acted) if relation == "backing" else None
        if person is not None:
            subjects = (person,)
        if holder and subjects:
            yield self._told(relation, subjects, *_phrase(agent), holder)

    def _active(self, relation: str, verb: Token) -> Iterator[State]:
        actor = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        acted = next((child for child in verb.children if child.dep_ in _OBJECTS), None)
        if actor is None or acted is None or actor.lower_ in _WHO:
            return
        holder, subjects = self._holder(actor), self._names.of_noun(acted)
        if holder and subjects:
            yield self._told(relation, subjects, *_phrase(actor), holder)

    def which(self, pronoun: Token) -> Iterator[State]:
        """Yield what "Ruza, which the armed opposition controls" tells; the parser often sees nouns alone in it."""
        if pronoun.lower_ not in {"which", "that"}:
            return
        clause = self._doc[pronoun.i + 1 : min(pronoun.sent.end, pronoun.i + 1 + _MAX_HOLDER)]
        verb = next((t for t in clause if t.lemma_.lower() in lexicon().relation_by_verb), None)
        who = self._doc[clause.start : verb.i] if verb is not None else clause[:0]
        if verb is None or verb.tag_ not in _PRESENT or not who or any(t.pos_ in {"VERB", "AUX", "ADP"} for t in who):
            return
        holder = next(filter(None, (self._who(t.text, [t]) for t in reversed([*who]))), "")
        subjects = self._names.named_before(pronoun) if holder else ()
        if subjects:
            relation = lexicon().relation_by_verb[verb.lemma_.lower()]
            yield self._told(relation, subjects, who.start, who.end, holder)

    def seat(self, noun: Token) -> Iterator[State]:
        """Yield what the noun of a holder's seat tells: "Ruza, a rebel stronghold", "a bastion of the rebels"."""
        if noun.lemma_.lower() not in lexicon().seats or noun.pos_ not in {"NOUN", "PROPN"}:
            return
        before = self._doc[noun.i - 1] if noun.i > noun.sent.start else None
        holder = self._who(before.text, self._doc[before.i : noun.i]) if before is not None and _is_word(before) else ""
        if before is not None and holder:
            subjects = self._names.described_by(before.i, noun.i)
            if subjects and self._doc[max(0, before.i - 1)].lower_ not in lexicon().once:
                yield self._told("control", subjects, before.i, noun.i, holder)
            return
        owners = [held for child in noun.children if child.lower_ == "of" for held in child.children]
        subjects = self._names.before_phrase(noun.i) if owners else ()
        holder = self._holder(owners[0]) if subjects else ""
        if holder:
            yield self._told("control", subjects, *_phrase(owners[0]), holder)

    def under(self, noun: Token) -> Iterator[State]:
        """Yield what "under rebel siege" and "under the control of the rebels" tell."""
        relation = lexicon().relation_by_state.get(noun.lower_)
        if relation is None or noun.head.lower_ != "under":
            return
        joints = [child for child in noun.children if child.lower_ in {"of", "by"}]
        agents = [held for joint in joints for held in joint.children]
        holder = self._holder(agents[0]) if agents else self._holder(noun, itself=False)
        span = _phrase(agents[0]) if agents else (noun.left_edge.i, noun.i)
        subjects = self._names.of_noun(_acted_on(noun.head.head)) if holder else ()
        if subjects:
            yield self._told(relation, subjects, *span, holder)

    def _told(self, relation: str, subjects: Sequence[EntityMention], start: int, end: int, holder: str) -> State:
        # A place may change hands, or be held in part: two holders are no conflict, and not one answer.
        unlike = Level.NOT_COMPARABLE if relation in lexicon().moments else Level.COMPATIBLE
        return state_of(Told(question=relation, answer=holder, unlike=unlike), subjects, self._doc[start:end])

    def _holder(self, noun: Token, *, itself: bool = True) -> str:
        """Return the class of the holder that a noun phrase names, its head first: "Orrow's army", "rebel groups"."""
        words = [noun] if itself else []
        words += sorted((t for t in noun.lefts if _is_word(t)), key=lambda t: -t.i)
        words += [held for joint in noun.rights if joint.lower_ == "of" for held in joint.children]
        # "The militia but also army units": whoever comes first does not hold it alone.
        if any(child.dep_ == "cc" and child.lower_ == "but" for child in noun.children):
            return ""
        for token in words[:_MAX_HOLDER]:
            holder = self._who(token.text, self._doc[token.i : token.i + 1])
            if holder:
                return holder
        return ""

    def _who(self, word: str, tokens: Iterable[Token] | None) -> str:
        """Return the one name of those whom `word` means, "" for a word that names nobody."""
        lowered = word.lower()
        for form in (lowered, lowered.removesuffix("s"), lowered.removeprefix("pro-").removesuffix("s")):
            known = lexicon().holders.get(form) or lexicon().peoples.get(form)
            if known and (form != "is" or word.isupper()):
                return known
        country = country_called(word) or country_of_demonym(word)
        if country:
            return country
        mentions = [self._mention_at(token) for token in tokens or ()]
        named = [m for m in mentions if m is not None and m.label != "person" and not m.surface.islower()]
        if named:
            return lexicon().holders.get(named[0].canonical.lower(), named[0].canonical)
        return ""


def _is_word(token: Token) -> bool:
    return token.is_alpha and token.pos_ in {"NOUN", "PROPN", "ADJ"}


def _is_past(verb: Token) -> bool:
    """Whether a verb tells what was so before: "had been held by", "was once ruled by"."""
    return any(child.lower_ in lexicon().once or child.lower_ == "had" for child in verb.children)


def _acted_on(verb: Token) -> Token:
    """Return the noun that something is done to: the subject of a passive, or the noun that it describes."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.lower_ in _WHO:
        return verb.head
    return subject


def _phrase(noun: Token) -> tuple[int, int]:
    """Return the tokens of a noun with what leans on it: "government forces", "an alliance of rebels"."""
    before = [t.i for t in noun.lefts if _is_word(t)]
    owners = [held.i for joint in noun.rights if joint.lower_ == "of" for held in joint.children]
    return min([*before, noun.i]), max([noun.i, *owners[:1]]) + 1
