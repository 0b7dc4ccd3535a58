"""Characters: encodings, invisible marks, and languages, as a table and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.ingest.dates import read_date
from reconcile.ingest.found import UnreadableError
from reconcile.ingest.language import detect_language
from reconcile.ingest.text import decode, tidy

PROSE = "The mayor’s office said “no” — twice. Señor Núñez paid €40."

TIDIED = (
    ("co\u00adoperate", "cooperate"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("\u202aleft\u202c \u200eright\u200f \u2067isolated\u2069", "left right isolated"),
    ("no\u00a0break\u2009thin\ttab", "no break thin tab"),
    ("e\u0301clair", "éclair"),
    ("one\r\n\r\ntwo\rthree", "one\n\ntwo\nthree"),
    ("one\n \n\n\n\ntwo  ", "one\n\ntwo"),
    ("page\x0cpage", "page\n\npage"),
    ("bell\x07", "bell"),
    ("line\u2028line\u2029paragraph", "line\nline\n\nparagraph"),
    ("“curly” stays", "“curly” stays"),
    ("worldâ€™s", "world’s"),
    ("CafÃ©", "Café"),
    ("Smith &amp; Sons", "Smith & Sons"),
    ("Â£5 million", "£5 million"),
    ("a ﬁeld", "a ﬁeld"),
)


@pytest.mark.parametrize(("given_text", "expected"), TIDIED)
def test_text_is_tidied(given_text, expected):
    assert tidy(given_text).text == expected


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text):
    once = tidy(text).text
    assert tidy(once).text == once


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=200))
def test_valid_utf8_is_never_guessed(text):
    assert decode(text.encode()).text.removeprefix("\ufeff") == text.removeprefix("\ufeff") or "\x7f" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_prose_survives_its_encoding(encoding):
    assert decode(PROSE.encode(encoding)).text == PROSE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_guessed_and_noted(encoding):
    decoded = decode(PROSE.encode(encoding))
    assert (decoded.text, len(decoded.notes)) == (PROSE, 1)


def test_a_declared_encoding_is_believed():
    assert decode("Καλημέρα σε όλους".encode("iso-8859-7"), declared="iso-8859-7").text == "Καλημέρα σε όλους"


def test_a_wrong_declaration_gives_way_to_valid_utf8():
    decoded = decode(PROSE.encode(), declared="iso-8859-1")
    assert (decoded.text, len(decoded.notes)) == (PROSE, 1)


@pytest.mark.parametrize("declared", ["no-such-encoding", "utf-8", "ascii"])
def test_a_useless_declaration_is_passed_over(declared):
    assert decode(PROSE.encode("cp1252"), declared=declared).text == PROSE


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_text_or_refused(payload):
    try:
        assert isinstance(decode(payload).text, str)
    except UnreadableError as error:
        assert "binary" in str(error)


LANGUAGES = (
    ("Quake kills 30 in Nordvale", None),
    ("Man shot, 3 hurt", None),
    ("Xi, Macron, Scholz: G7 agenda", None),
    ("Six dead, 12 hurt in Velm bus crash; driver held", None),
    (PROSE, None),
    ("The coastguard said that nine people were hurt and that all of the passengers were brought to the shore by the "
     "crew of two tugs from the harbour.", "en"),
    ("フェリーで火災、九人けが", "ja"),
    ("Пожар на пароме: девять человек пострадали", "ru"),
    ("Neun Verletzte bei Brand", None),
    ("Un incendie s'est déclaré mardi soir à bord d'un ferry au large de la côte, faisant neuf blessés, ont "
     "annoncé les garde-côtes. Tous les passagers ont été évacués, selon la compagnie.", "fr"),
    ("Negen mensen zijn dinsdagavond gewond geraakt bij een brand op een veerboot voor de kust, meldt de "
     "kustwacht. Alle passagiers zijn in veiligheid gebracht en er was geen paniek, zei een woordvoerder.", "nl"),
    ("12 34 56", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_language_is_told_only_where_it_can_be(text, language):
    assert detect_language(text) == language


DATES = (
    ("2019-01-21", "2019-01-21"),
    ("20190121", "2019-01-21"),
    ("2019-01-21T10:00:00Z", "2019-01-21T10:00:00+00:00"),
    ("2019-01-21 10:00", "2019-01-21T10:00:00"),
    ("Mon, 21 Jan 2019 10:00:00 +0900", "2019-01-21T10:00:00+09:00"),
    ("January 21, 2019", "2019-01-21"),
    ("21 January 2019", "2019-01-21"),
    ("Nov. 6, 2006 02:46", "2006-11-06T02:46:00"),
    ("21/01/2019", "2019-01-21"),
    ("01/21/2019", "2019-01-21"),
    ("21.1.2019", "2019-01-21"),
    ("05/05/2019", "2019-05-05"),
    ("03/04/2019", None),
    ("January 2019", None),
    ("2019", None),
    ("Monday", None),
    ("5", None),
    ("", None),
    ("2019-02-30", None),
    ("9" * 500, None),
)


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_only_whole_and_unambiguous_dates_are_read(text, iso):
    assert read_date(text).iso == iso


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_problem(text):
    read = read_date(text)
    assert (read.iso is None) != (read.problem is None)
