"""Saved pages: an article comes out word for word, a page that is none is refused, and no page costs minutes."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.html import read
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource
from index.sources.tags import MAX_TAGS

LEAD = "The ministry closed the dam on Monday after engineers found cracks in its northern wall, it said."
SAFE = (
    "“It is safe,” the minister said; repairs are expected to take until the end of the year under the plan."
)
LAST = (
    "Residents of the valley were told to leave their homes by Friday evening, and most of them had done so."
)
HEAD = """<title>Dam closed</title><meta name="author" content="Ada Byrd">
<meta property="article:published_time" content="2011-05-02T10:00:00Z">
<meta property="og:site_name" content="Courier"><link rel="canonical" href="https://example.com/dam">"""
STORY = f"<h1>Dam closed</h1><p>{LEAD}</p><p>{SAFE}</p><p>{LAST}</p>"


def page(story: str = STORY, *, head: str = HEAD, before: str = "", after: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{before}<article>{story}</article>{after}</body></html>"


def found(content: str | bytes, *, options: Options | None = None) -> Record | SourceError:
    data = content if isinstance(content, bytes) else content.encode()
    resource = Resource("news/a.html", "news/a.html", "a.html", size=len(data))
    (only,) = read(resource, io.BytesIO(data), options or Options())
    return only


def record(content: str | bytes) -> Record:
    only = found(content)
    assert isinstance(only, Record), only
    return only


def error(content: str | bytes, *, options: Options | None = None) -> SourceError:
    only = found(content, options=options)
    assert isinstance(only, SourceError), only
    return only


def test_a_page_gives_its_facts_and_its_article():
    before = '<nav><a href="/">Home</a></nav>'
    read_ = record(page(before=before, after='<section class="comments"><p>First!</p></section>'))
    assert (read_.source, read_.path) == ("news/a.html", "news/a.html")
    assert (read_.title, read_.authors) == ("Dam closed", ("Ada Byrd",))
    assert read_.published == "2011-05-02T10:00:00+00:00"
    assert (read_.publisher, read_.url) == ("Courier", "https://example.com/dam")
    assert read_.text.split("\n\n") == [LEAD, SAFE, LAST]


def test_the_carrier_stands_in_for_what_a_page_does_not_state():
    stated = {"published": "2011-05-02", "publisher": "Courier", "url": "https://example.com/dam"}
    resource = Resource("a", "a", "a", **stated)
    (only,) = read(resource, io.BytesIO(page(head="").encode()), Options())
    assert isinstance(only, Record)
    assert {name: getattr(only, name) for name in stated} == stated


@pytest.mark.parametrize(
    "content",
    [
        "<html><body></body></html>",
        "<",
        "<p>a</p>",
        "<html><frameset><frame src=a></frameset></html>",
        page("<nav><a href=/a>World</a> <a href=/b>Politics and government</a></nav>"),
        page(
            "<h1>404</h1><p>Sorry, the page you are looking for could not be found. Try our front page.</p>"
        ),
        page("<p>Just a moment: we are checking your browser. Please enable JavaScript and cookies.</p>"),
        page(
            "<p>We use cookies to improve our service and show you ads.</p><button>Accept all cookies</button>"
        ),
        page(
            "<h1>Dam closed</h1><p>Subscribe to continue reading this article. Already a subscriber? Log in.</p>"
        ),
        page("<h1>Dam closed</h1><p>{{ article.body }}</p>"),
        page(
            "<script>render('The ministry closed the dam on Monday after engineers found cracks.')</script>"
        ),
    ],
)
def test_a_page_without_an_article_is_refused(content):
    assert "no article text in the page; expected an article" in error(content).message


def test_a_page_of_blanks_is_refused_like_one_without_an_article():
    for blanks in (" \n ", "\ufeff"):
        assert error(blanks).message.startswith("no article text in the page; expected an article")


@pytest.mark.parametrize(
    "story",
    [
        "<p>The valley was closed on Monday, the ministry said in a statement.</p>",
        "<p>The dam was closed.</p><p>Nobody was hurt, police said.</p>",
        "<p>Access to the dam was denied to reporters. "
        + LEAD
        + "</p><p>"
        + SAFE
        + "</p><p>"
        + LAST
        + "</p>",
        "<p>大坝周一关闭，部长表示它是安全的，修理将持续到年底。</p>",
    ],
)
def test_a_short_item_and_one_about_a_wall_are_articles(story):
    assert record(page(story)).text


def test_the_line_of_a_paywall_does_not_cost_a_page_its_article():
    wall = "<p>Subscribe to continue reading, or log in if you are already a subscriber.</p>"
    assert LEAD in record(page(STORY + wall)).text


def test_a_part_of_a_page_is_read_as_one():
    assert record(f"<h2>Dam closed</h2><p>{LEAD}<p>{SAFE}").text.split("\n\n")[-2:] == [LEAD, SAFE]


# Encodings and broken markup


def test_a_page_is_read_in_the_encoding_that_it_names():
    content = page(
        STORY.replace("“It is safe,”", "Плотина безопасна,"), head='<meta charset="windows-1251">' + HEAD
    )
    assert "Плотина безопасна," in record(content.encode("cp1251")).text


def test_an_encoding_that_is_named_wrongly_spoils_nothing():
    content = page(head='<meta charset="windows-1252">' + HEAD)
    assert SAFE in record(content.encode("utf-8")).text


def test_xhtml_names_its_encoding_in_its_declaration():
    content = '<?xml version="1.0" encoding="windows-1252"?>' + page(
        f"<p>{LEAD}</p><p>The café closed, too.</p>"
    )
    assert "The café closed, too." in record(content.encode("cp1252")).text


@pytest.mark.parametrize("cut", [" <a hre", " &am", " <!-- ", " <p"])
def test_a_page_that_is_cut_short_gives_what_arrived(cut):
    whole = page()
    text = record(whole[: whole.index("until the end")] + cut).text
    assert LEAD in text
    assert "repairs are expected to take" in text


@pytest.mark.parametrize("broken", ["&#xD800;", "&#55296;", "\ud800"])
def test_half_a_character_in_a_page_loses_no_text(broken):
    content = page(STORY.replace("“It is safe,”", f"{broken} “It is safe,”"))
    assert LAST in record(content.encode("utf-8", "surrogatepass")).text


def test_entities_of_a_page_read_no_file_and_multiply_nothing():
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'
    text = record(doctype + page(STORY.replace("it said.", "it said &x; &b;."))).text
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text


def test_a_title_is_text_without_markup():
    head = "<title>Dam &amp; bridge &lt;b&gt;closed&lt;/b&gt;</title>"
    assert record(page(f"<p>{LEAD}</p><p>{SAFE}</p>", head=head)).title == "Dam & bridge closed"


# Size and time


@pytest.mark.parametrize(
    ("content", "met"),
    [
        ("<p>a</p>" * 40_000, f"over {MAX_TAGS:,} tags"),
        ("<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">a</p>", "over 200 attributes"),
        ("<div>" * 300 + page(), "nested over 256 deep"),
    ],
)
def test_markup_that_would_take_minutes_is_refused_by_name(content, met):
    assert met in error(content).message


def test_a_page_beyond_the_limit_is_refused():
    options = Options(limits=Limits(text=1000))
    assert "expected at most" in error(page(f"<p>{LEAD * 20}</p>"), options=options).message


def test_markup_inside_scripts_and_attributes_does_not_count():
    script = "<script>" + "document.write('<div>');" * 400 + "</script>"
    story = f'{script}<div data-x="{"<div> a=1 " * 400}"><br>' + "<p>" * 300 + STORY + "</div>"
    assert SAFE in record(page(story)).text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "paragraphs",
            page("".join(f"<p>Dam number {n} was closed on Monday, it said.</p>" for n in range(10_000))),
        ),
        ("links", page(STORY + '<a href="/x">Another headline</a> ' * 10_000)),
        ("line ends", page(STORY + "one line<br>" * 20_000)),
        ("less-than signs", page(STORY + "<" * 1_000_000)),
        ("one word", page("<p>" + "w" * 1_000_000 + "</p>")),
        ("classes", page(STORY + "".join(f'<div class="c{n} a-b">x</div>' for n in range(10_000)))),
        ("title", page(head="<title>" + "Dam | " * 200_000 + "</title>")),
        ("authors", page(head='<meta name="author" content="Ada Byrd">' * 10_000)),
        ("deep data", page(head='<script type="application/ld+json">' + '{"a":[' * 50_000 + "</script>")),
        ("times", page(STORY + "<div>" * 200 + '<time datetime="2011-01-01">x</time>' * 20_000)),
    ],
)
def test_a_page_of_endless_things_takes_seconds(name, content):
    started = time.process_time()
    only = found(content)
    assert time.process_time() - started < 20, name
    assert isinstance(only, Record)
    assert max(len(only.title), *(len(author) for author in only.authors), 0) <= 2000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"<>/=\"'&; ", "<p>", "</p>", "<div ", "<a href=", "<br>", "<!--", "word. ", "<td>", "<q>"]
        )
    )
)
def test_no_markup_is_too_broken_to_be_read_or_refused(pieces):
    assert isinstance(found("<html>" + "".join(pieces)), Record | SourceError)
