"""Which blocks of a page are the article: nothing of it is lost, and little else is kept."""

from __future__ import annotations

import json
import time

import pytest

from index.sources.body import article_text, parse

LEAD = "The ministry closed the dam on Monday after engineers found cracks in its northern wall, it said."
SAFE = (
    "“It is safe,” the minister said; repairs are expected to take until the end of the year under the plan."
)
LAST = (
    "Residents of the valley were told to leave their homes by Friday evening, and most of them had done so."
)
OTHER = (
    "Officials in the capital said that no other dam had been looked at since the flood of three years ago."
)


def body(markup: str, *, titles: tuple[str, ...] = (), stated: str = "") -> list[str]:
    tree = parse(f"<html><head><title>Dam closed</title></head><body>{markup}</body></html>")
    text = article_text(tree, titles=titles, stated=stated)
    return text.split("\n\n") if text else []


def story(inside: str = "", *, after: str = "") -> str:
    return f"<article><p>{LEAD}</p><p>{SAFE}</p>{inside}<p>{LAST}</p>{after}</article>"


@pytest.mark.parametrize("tag", ["bgsound", "embed", "source", "track", "wbr", "EMBED"])
def test_an_element_that_has_no_end_hides_nothing_that_follows(tag):
    assert body(f'<article><{tag} src="/a.mp4"><p>{LEAD}</p><p>{SAFE}<{tag}></p><p>{LAST}</p></article>') == [
        LEAD,
        SAFE,
        LAST,
    ]


def test_a_flood_of_elements_without_an_end_is_parsed_in_time():
    started = time.process_time()
    parse("<embed " * 500_000)
    parse("The dam." + "<embed>" * 500_000)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "furniture",
    [
        "<aside><h3>Most read</h3><p>A bridge was closed for a day, and nobody knows why it was.</p></aside>",
        '<div class="newsletter-signup"><p>Get our morning letter in your inbox, every day of the week.</p></div>',
        '<div class="related-articles"><p>A bridge was closed for a day, and nobody knows why it was.</p></div>',
        '<div id="SocialShare"><p>Share this with your friends and tell them what you think of it.</p></div>',
        "<figure><img src=a><figcaption>The northern wall of the dam, on Monday. Photo: Bo Carr</figcaption></figure>",
        "<div hidden><p>This paragraph is not shown to anybody who reads the page.</p></div>",
        '<div style="display:none"><p>This paragraph is not shown to anybody who reads the page.</p></div>',
        '<div aria-hidden="true"><p>This paragraph is not shown to anybody who reads the page.</p></div>',
        '<ul><li><a href="/x">Bridge closed for a day and nobody knows why</a></li></ul>',
        "<form><p>Write to us about this story, and leave an address where we reach you.</p><input></form>",
        "<nav><p>World and politics and sports and the weather of tomorrow</p></nav>",
    ],
)
def test_what_a_page_names_as_furniture_is_left_out(furniture):
    assert body(story(furniture)) == [LEAD, SAFE, LAST]


@pytest.mark.parametrize(
    "kept",
    [
        "<ul><li>Cracks were found in three places on Monday.</li><li>The wall is sixty years old.</li></ul>",
        f"<blockquote><p>{OTHER}</p></blockquote>",
        f"<h2>What happens next</h2><p>{OTHER}</p>",
        f"<div><p>{OTHER}</p></div>",
        f'<p class="has-sidebar no-comments">{OTHER}</p>',
    ],
)
def test_lists_quotations_and_headings_of_an_article_are_kept_in_their_order(kept):
    found = body(story(kept))
    lines = [block for block in found if block not in (LEAD, SAFE, LAST)]
    assert found == [LEAD, SAFE, *lines, LAST]
    assert "".join(lines).replace(" ", "") in parse(f"<body>{kept}</body>").text_content().replace(" ", "")
    assert lines


def test_half_an_article_behind_an_advertisement_is_not_lost():
    part = '<div class="grid"><div class="column body">{}</div><div class="ad">Advertisement</div></div>'
    paragraphs = [f"{LEAD} That was told to {n} people." for n in range(12)]
    halves = ["".join(f"<p>{text}</p>" for text in half) for half in (paragraphs[:8], paragraphs[8:])]
    assert (
        body(f"<article><div>{part.format(halves[0])}{part.format(halves[1])}</div></article>") == paragraphs
    )


def test_the_next_article_of_an_endless_page_is_not_this_one():
    after = f"<article><h1>Bridge closed</h1><p>{OTHER}</p><p>{OTHER.replace('dam', 'bridge')}</p></article>"
    assert body("<h1>Dam closed</h1>" + story() + after) == [LEAD, SAFE, LAST]


def test_comments_longer_than_the_article_are_no_part_of_it():
    comments = "".join(
        f"<div class=comment><p>{OTHER} I saw {n} of them myself.</p></div>" for n in range(30)
    )
    assert body(story() + f'<section id="comments">{comments}</section>') == [LEAD, SAFE, LAST]


@pytest.mark.parametrize(
    "around", ['div class="modal-content"', "form", 'div class="promo"', 'div class="ad-layout"']
)
def test_furniture_that_holds_the_article_is_not_furniture(around):
    assert body(f"<{around}>{story()}</{around.split()[0]}>") == [LEAD, SAFE, LAST]


def test_a_pull_quote_is_kept_once_where_it_was_said():
    pulled = "repairs are expected to take until the end of the year under the plan."
    assert body(story(f"<blockquote>{pulled}</blockquote>")) == [LEAD, SAFE, LAST]
    assert body(story(f"<p>{LEAD}</p>")) == [LEAD, SAFE, LAST]
    assert body(story(f"<p>{SAFE}</p><p>{SAFE}</p>")) == [LEAD, SAFE, LAST]


def test_the_headline_is_not_the_first_line_of_the_body():
    headline = "<h1>Dam closed</h1><h2>Cracks found</h2>"
    assert body(f"<article>{headline}<p>{LEAD}</p><p>{SAFE}</p></article>", titles=("Dam closed",)) == [
        LEAD,
        SAFE,
    ]
    assert "Dam closed" not in body(story("<p>Dam closed</p>"), titles=("Dam closed",))


def test_headings_at_the_end_are_cut_and_furniture_told_by_its_words_stays_to_be_marked():
    line = "Follow us on Twitter for more."
    assert body(story(after=f"<p>{line}</p><h3>Read on</h3>")) == [LEAD, SAFE, LAST, line]
    assert len(body(story(f"<p>{line}</p>"))) == 4


def test_an_article_of_links_keeps_them():
    links = "".join(
        f'<p><a href="/{n}">Offer number {n}: a lamp, a chair and a table for your home</a></p>'
        for n in range(12)
    )
    assert len(body(f"<article><p>{LEAD}</p>{links}<p>{LAST}</p></article>")) == 14


def test_what_the_data_of_a_page_has_as_its_text_brings_paragraphs_back_and_adds_no_words():
    aside = f'<div class="x1">{OTHER}</div>'
    page = f"<div><div>{story()}</div><div><span>{aside}</span></div></div>"
    found = body(page, stated=f"{LEAD} {OTHER} And this is said nowhere else on the page.")
    assert OTHER in found
    assert not any("nowhere else" in block for block in found)


def test_the_data_of_a_page_stands_in_where_the_page_shows_nothing():
    assert body("<div id=app></div>", stated=f"<p>{LEAD}</p><p>{SAFE} &amp; more.</p>") == [
        LEAD,
        f"{SAFE} & more.",
    ]


def test_every_kept_line_is_in_the_page_word_for_word():
    markup = story("<p>A <b>word</b>.Next one<br>and so on, it was said to be.</p>")
    shown = json.dumps("".join(parse(f"<body>{markup}</body>").itertext()), ensure_ascii=False)
    assert all(line in shown for block in body(markup) for line in block.split("\n"))


def test_a_page_without_a_body_has_no_article():
    assert article_text(parse("<html><frameset><frame src=a></frameset></html>")) == ""
