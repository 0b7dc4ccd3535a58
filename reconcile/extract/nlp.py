"""The one place that turns an article's text into a spaCy `Doc`.

Line breaks end sentences: a headline, a dateline and a list item are never the subject of
the sentence that follows them, whatever their punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from spacy.language import Language

from reconcile.models import DEFAULT_SPACY, load_spacy

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COMPONENT = "reconcile_line_breaks"


@Language.component(_COMPONENT)
def _break_at_lines(doc: Doc) -> Doc:
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def parse(texts: Iterable[str], *, pipeline: str = DEFAULT_SPACY) -> Iterator[Doc]:
    """Parse `texts`, in order, with the spaCy pipeline of that name; `Doc.text` is the text itself."""
    nlp = load_spacy(pipeline)
    if _COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(_COMPONENT, before="parser" if "parser" in nlp.pipe_names else None)
    yield from nlp.pipe(texts, batch_size=16)
