"""The editor's report."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reconcile.report import render_markdown
from reconcile.types import Clutter, NotCompared, Skip, Slot, Verdict
from tests.builders import article, evidence, finding, report, variant
from tests.harbour import harbour_report

HOSTILE = (
    "# x\n\n---\n| a | b |\n|---|---|\n</td><script>alert(1)</script> [l](http://e.example) `c` **b** ![i](j) <!--"
)


def section(text, heading):
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_the_whole_report_reads_as_agreed(snapshot):
    assert render_markdown(harbour_report()) == snapshot


def test_conflicts_come_before_everything_else():
    headings = re.findall(r"^## (.+)$", render_markdown(harbour_report()), re.M)
    assert headings == [
        "Conflicts",
        "Possible conflicts to check",
        "Changed over time",
        "Agreements",
        "Read, and not compared",
        "Skipped",
        "Articles",
    ]


def test_a_conflict_of_low_confidence_is_kept_apart():
    text = render_markdown(harbour_report())
    assert "How many were hurt?" not in section(text, "Conflicts")
    assert "How many were hurt?" in section(text, "Possible conflicts to check")


def test_a_change_tells_its_newest_step_first():
    changed = section(render_markdown(harbour_report()), "Changed over time")
    assert "now 31, before that at least 12" in changed
    assert changed.index("| 31 |") < changed.index("| at least 12 |")


def test_steps_without_days_keep_the_order_of_the_comparison():
    undated = [article(id, f"{n} hurt.", published=None) for id, n in (("a1", 5), ("a2", 9))]
    steps = [variant(a.text[0], evidence(a.text, a.text[0], in_article=a)) for a in undated]
    text = render_markdown(report(finding(*steps, verdict=Verdict.SUPERSEDED), articles=undated))
    assert "now 9, before that 5" in text


def test_copies_of_one_text_share_a_row():
    changed = section(render_markdown(harbour_report()), "Changed over time")
    assert changed.count("| 31 |") == 1
    assert "same text: Evening Star" in changed


def test_an_outlet_that_names_its_holder_has_no_second_row_for_its_headline():
    told = article("a1", "31 hurt\n\nThe blaze hurt 31 people, police said.")
    headline = evidence("31 hurt", "31", in_article=told)
    sentence = evidence("The blaze hurt 31 people, police said.", "31", in_article=told, speaker="police")
    text = render_markdown(report(finding(variant("31", headline, sentence)), articles=(told,)))
    assert text.count("| 31 |") == 1
    assert "| police |" in text


def test_many_outlets_of_one_answer_are_named_together():
    many = [article(f"a{n}", "31 hurt.", publisher=f"Paper {n}") for n in range(9)]
    rows = [evidence("31 hurt.", "31", in_article=told) for told in many]
    text = render_markdown(report(finding(variant("31", *rows)), articles=many))
    assert text.count("“**31** hurt.”") == 4
    assert "also Paper 4 (4 Mar 2021), Paper 5" in text


def test_the_value_is_bold_where_it_stands_and_not_where_it_only_recurs():
    told = article("a1", "Of 9 boats, 9 sank.")
    row = evidence("Of 9 boats, 9 sank.", "9 sank", in_article=told)
    text = render_markdown(report(finding(variant("9", row)), articles=(told,)))
    assert "“Of 9 boats, **9 sank**.”" in text


def test_a_long_sentence_is_cut_around_its_value():
    sentence = "word " * 200 + "31 hurt " + "word " * 200
    told = article("a1", sentence)
    text = render_markdown(report(finding(variant("31", evidence(sentence, "31", in_article=told))), articles=(told,)))
    (quote,) = re.findall("“(.*)”", text)
    assert re.fullmatch(r"… (word )+\*\*31\*\* hurt( word)+ …", quote)
    assert len(quote) < 340


def test_two_articles_of_one_outlet_and_day_are_told_apart():
    twins = [article("a1", "5 hurt."), article("a2", "9 hurt.")]
    rows = [variant(a.text[0], evidence(a.text, a.text[0], in_article=a)) for a in twins]
    text = render_markdown(report(finding(*rows), articles=twins))
    assert "Orrow Courier (4 Mar 2021), article 1" in text
    assert "Orrow Courier (4 Mar 2021), article 2" in text


def test_an_empty_report_says_what_it_did_not_find():
    text = render_markdown(report(articles=()))
    assert "None found." in section(text, "Conflicts")
    assert "0 conflicts" in text


def test_much_that_was_not_compared_is_counted_and_not_listed():
    passages = tuple(NotCompared(article_id="a1", quote=f"Passage {n}.", reason="alone") for n in range(30))
    text = render_markdown(report(not_compared=passages))
    assert "(30 passages)" in text
    assert "and 24 more, in report.json" in text


def test_a_report_is_the_same_twice():
    assert render_markdown(harbour_report()) == render_markdown(harbour_report())


def hostile_report(words):
    told = article(
        "a1", words, publisher=words, agency=words, title=words, published_how=words, url="javascript:x", notes=(words,)
    )
    row = evidence(words, words, in_article=told, speaker=words)
    fields = {"subject": words, "explanation": words, "id": words}
    return report(
        *(
            finding(variant(words, row), verdict=v, slot=Slot.OTHER, level=level, **fields)
            for v in Verdict
            for level in ("high", "low")
        ),
        articles=(told,),
        story=words,
        not_compared=(NotCompared(article_id="a1", quote=words, reason=words),),
        skipped=(Skip(uri=words, stage="ingest", reason=words),),
    )


def skeleton(markdown):
    """The tags of the rendered report, with what is bold or emphasised left out."""
    shown = MarkdownIt("gfm-like", {"linkify": True, "html": True}).render(markdown)
    return re.findall(r"<(?!/?(?:strong|em)\b)[^>]+>", shown)


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("ab1 \n|`*_[](){}<>#!\\&;:/.@~-+=\"'\t"), min_size=1).filter(str.strip))
def test_nothing_in_an_article_changes_the_shape_of_the_report(words):
    # A question of one sign and one of any other length make the same report but for its words.
    assert skeleton(render_markdown(hostile_report(words))) == skeleton(render_markdown(hostile_report("q")))


def test_a_hostile_article_changes_nothing():
    assert skeleton(render_markdown(hostile_report(HOSTILE))) == skeleton(render_markdown(hostile_report("q")))


def test_page_clutter_is_counted():
    told = article(clutter=(Clutter(text="Subscribe!", kind="pitch"),))
    assert "1 passage of page clutter left out" in render_markdown(report(articles=(told,)))
