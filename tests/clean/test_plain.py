"""Plain text loses its clutter line by line and keeps every paragraph of the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.clean import clean
from reconcile.clean.agency import find_agency
from reconcile.clean.rules import load_rules
from reconcile.errors import InputError
from reconcile.types import RawDocument

# A line of a page | the kind of clutter it is
CLUTTER = (
    ("READ MORE: Mayor to step down after vote", "teaser"),
    ("RELATED: Two hurt in Mill Street crash", "teaser"),
    ("[WATCH: Chief speaks after the fire]", "teaser"),
    (">> Five ways to save water", "teaser"),
    ("ALSO READ | Three dead in boat accident", "teaser"),
    ("Login to comment", "login"),
    ("Already have an account?", "login"),
    ("6 ( +6 / -0 )", "comment"),
    ("View 14 comments", "comment"),
    ("Share on Facebook", "share"),
    ("Facebook Twitter Email Print More", "share"),
    ("Read or Share this story: https://news.example/x1", "share"),
    ("Advertisement", "advert"),
    ("Story continues below advertisement", "advert"),
    ("Please enable Javascript to watch this video", "navigation"),
    ("2 minute read.", "navigation"),
    ("2:14 Whale rescue: the full story", "navigation"),
    (", , , ,", "navigation"),
    ("© 2017 KZZT-TV", "copyright"),
    ("Copyright 2016 The Associated Press. All rights reserved.", "copyright"),
    ("Staff writer Lena Moss contributed to this report.", "credit"),
    ("[Pool]", "credit"),
    ("Smoke over the mill on Saturday. (Photo: Ann Roos/Osterlund News)", "caption"),
    ("Minister Ada Obi (left) shakes hands in Sellnitz on Oct. 6. | POOL / VIA NORDPRESS", "caption"),
    ("Police at the scene. (WQXN Photo)", "caption"),
    ("Follow us on Twitter @fernhollow", "promotion"),
    ("Follow The Larkspur Gazette on Twitter and Facebook, or send us a message.", "promotion"),
    ("We want to hear what you think about this article.", "promotion"),
    ("Featured image: Ivo Maric via Photostock", "caption"),
    ("Download the WQXN News app to get the latest headlines.", "promotion"),
    ("This is a developing story. Check back for updates.", "promotion"),
    ("tmulroney@hollowvalley.example or 555-867-0100", "contact"),
    ("Sign up for our newsletter to get more stories like this", "subscription"),
    ("This article is for subscribers only.", "subscription"),
)
# Sentences of articles that look a little like clutter.
KEPT = (
    "The watch was stolen on Friday, and the related papers were never found.",
    "More than 40 people were hurt, the ministry said in a statement late on Sunday.",
    "Share prices fell by 3 percent after the company said that it would close the plant.",
    "Sources said the two had agreed to meet again in the spring, perhaps in Vienna.",
    "She was taken to St. Brigid's hospital (formerly the General) with burns to her hands.",
    "“Read it again,” the judge told him, and he read it again.",
    "Comments by the minister angered the families of the victims on Thursday.",
    "The newspaper has 4,000 subscribers, its publisher Rosa Kamp told the court.",
    "Follow the river for two miles, the guide said, and you will see where the mill stood.",
    "The video shows two men in the store; the photo was taken a minute later by a neighbor.",
    "Print workers walked out at noon, and the email servers were switched off.",
    "Anyone with information is asked to call the police.",
)
BODY = (
    "The city council of Wexmoor voted 8-3 on Monday night to close Tannery Bridge for nine months.",
    "Engineers told the council that 14 of the bridge's 96 cables had lost more than a third of their strength.",
    "The work will cost $23.5 million, about $4 million more than was estimated in January.",
)


@pytest.mark.parametrize(("line", "kind"), CLUTTER)
def test_a_line_of_clutter_is_kept_apart_under_its_kind(line, kind):
    article = _clean("\n\n".join((BODY[0], line, BODY[1])))

    assert line not in article.text
    assert kind in {clutter.kind for clutter in article.clutter}


@pytest.mark.parametrize("line", KEPT)
def test_a_sentence_of_the_article_is_kept(line):
    assert line in _clean("\n\n".join((BODY[0], line, BODY[1]))).text


@pytest.mark.parametrize("line", KEPT)
def test_no_rule_names_a_sentence_of_an_article(line):
    assert load_rules().kind_of(line) is None


def _clean(text: str, **fields):
    (article,) = clean(RawDocument(id="a", uri="a.txt", content=text, **fields))
    return article


def test_text_is_headline_blank_line_and_body():
    article = _clean("\n".join(BODY), title="Bridge to close")

    assert article.text == "Bridge to close\n\n" + "\n".join(BODY)
    assert article.text[article.body_start :] == "\n".join(BODY)


def test_a_headline_that_the_body_repeats_stands_once():
    assert _clean("\n\n".join(("Bridge to close", *BODY)), title="Bridge to close").text.count("Bridge to close") == 1


def test_a_headline_that_runs_into_the_first_paragraph_is_cut_off_it():
    article = _clean("Tannery Bridge to close " + " ".join(BODY), title="Tannery Bridge to close")

    assert article.text[article.body_start :] == " ".join(BODY)


def test_a_title_that_begins_the_first_sentence_stays_in_it():
    sentence = "Tannery Bridge to close for nine months, the council of Wexmoor decided on Monday night after a vote."

    assert sentence in _clean(sentence, title="Tannery Bridge to close").text


def test_the_site_name_is_cut_off_a_title():
    article = _clean("\n".join(BODY), title="Bridge to close for months - Wexmoor Post", publisher="Wexmoor Post")

    assert article.title == "Bridge to close for months"


def test_comments_run_to_the_end():
    article = _clean(
        "\n".join((*BODY, "Comments", "They said it would cost $90 million, I heard it myself at the hall."))
    )

    assert article.text == "\n".join(BODY)


def test_the_article_goes_on_after_a_list_of_other_stories():
    teasers = ("MORE FROM WEXMOOR", "+ Two injured in crash", "+ Teacher wins lottery")

    assert _clean("\n".join((BODY[0], BODY[1], *teasers, BODY[2]))).text == "\n".join(BODY)


def test_a_byline_gives_the_author():
    assert _clean("\n".join(("By Nadia Fenwick", *BODY))).authors == ("Nadia Fenwick",)


def test_given_authors_win_over_the_byline():
    assert _clean("\n".join(("By Nadia Fenwick", *BODY)), authors=("N. F.",)).authors == ("N. F.",)


def test_a_dateline_is_kept_and_told():
    article = _clean("WEXMOOR, Ohio (AP) — " + BODY[0])

    assert (article.dateline, article.agency) == ("WEXMOOR, Ohio (AP)", "AP")
    assert article.text.startswith("WEXMOOR")


# Publisher | body | signatures | agency
SIGNATURES = (
    ("The Daily (AFP)", "Rain fell.", (), "AFP"),
    ("Kyodo News", "Rain fell.", (), "Kyodo"),
    (None, "OSLO, March 3 (Reuters) - Rain fell.", (), "Reuters"),
    (None, "OSLO (dpa) - Rain fell.", (), "dpa"),
    (None, "Rain fell.", ("© (c) Copyright Thomson Reuters 2019.",), "Reuters"),
    (None, "Rain fell.", ("By ASSOCIATED PRESS", "The Associated Press"), "AP"),
    (None, "Rain fell. (Xinhua)", (), "Xinhua"),
    (None, "Rain fell.", ("Associated Press writer Lena Moss contributed to this report.",), None),
    (None, "Rain fell.", ("Copyright 2016 WZZX Pittsburgh, PA",), None),
    (None, "A Reuters witness saw rain.", (), None),
    ("The Daily", "Rain fell.", (), None),
)


@pytest.mark.parametrize(("publisher", "body", "signs", "agency"), SIGNATURES)
def test_an_agency_is_named_where_it_signs_and_nowhere_else(publisher, body, signs, agency):
    assert find_agency(publisher=publisher, body=body, signs=signs) == agency


BAD = (
    ("", "is empty"),
    (" \n\n ", "is empty"),
    ("Hello", "holds too few words"),
    ("Login to comment\nShare this\nAdvertisement\n" * 20, "kept apart"),
)


@pytest.mark.parametrize(("content", "reason"), BAD)
def test_what_holds_no_article_is_refused_with_a_reason(content, reason):
    with pytest.raises(InputError, match=reason):
        _clean(content)


def test_a_text_in_japanese_is_an_article():
    assert _clean("外務省によると、河田外相は月曜日に電話会談を行い、二月中旬に会うことで合意した。").text


lines = st.lists(
    st.sampled_from((*BODY, *KEPT, *(line for line, _ in CLUTTER), "", "Comments", "By Ada Obi")), max_size=25
)


@given(lines)
def test_every_word_of_the_input_is_in_the_article_or_its_clutter(drawn):
    content = "\n".join((*BODY, *drawn))
    article = _clean(content)
    kept = article.text + "\n" + "\n".join(clutter.text for clutter in article.clutter)

    assert set(content.split()) <= set(kept.split())


@given(lines)
def test_cleaning_is_done_once(drawn):
    once = _clean("\n".join((*BODY, *drawn)), title="Bridge to close")

    assert _clean(once.text[once.body_start :], title="Bridge to close").text == once.text


@given(st.text(max_size=400))
def test_any_text_is_an_article_or_refused(text):
    document = RawDocument(id="a", uri="a.txt", content=text)
    try:
        (article,) = clean(document)
    except InputError as refusal:
        assert str(refusal).startswith("a.txt")
    else:
        assert article.text[article.body_start :]
