"""What a page states about its article: the most trusted statement wins, and nothing is made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.body import parse
from index.sources.metadata import Facts, read_facts
from index.sources.record import Resource
from index.sources.stamps import is_before, stamp

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Dam closed",
    "url": "https://courier.example/dam",
    "author": [{"@type": "Person", "name": "Ada Byrd"}, {"@type": "Organization", "name": "Reuters"}],
    "datePublished": "2011-05-02T10:00:00+02:00",
    "dateModified": "2011-05-03T09:00:00+02:00",
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "articleSection": ["World", "Rivers"],
    "inLanguage": "en-gb",
    "articleBody": "The dam was closed.",
}


def ld(*found: object, broken: str | None = None) -> str:
    data = json.dumps(found[0] if len(found) == 1 else found) if broken is None else broken
    return f'<script type="application/ld+json">{data}</script>'


def meta(**named: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in named.items()
    )


def facts(head: str = "", body: str = "", *, lang: str = "", **carrier: str) -> Facts:
    page = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return read_facts(parse(page), Resource("a", "a", "a", **carrier))


# JSON-LD


def test_the_data_of_a_page_gives_every_fact():
    assert facts(ld(ARTICLE)) == Facts(
        title="Dam closed",
        titles=("Dam closed",),
        authors=("Ada Byrd", "Reuters"),
        published="2011-05-02T10:00:00+02:00",
        updated="2011-05-03T09:00:00+02:00",
        publisher="The Courier",
        url="https://courier.example/dam",
        language="en-GB",
        section="World",
        stated="The dam was closed.",
    )


@pytest.mark.parametrize(
    "data",
    [
        {"@graph": [{"@type": "WebSite", "name": "X"}, ARTICLE]},
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]},
        {
            "@graph": [
                {**ARTICLE, "author": [{"@id": "#ada"}, "Reuters"], "publisher": {"@id": "#courier"}},
                {"@id": "#ada", "@type": "Person", "name": "Ada Byrd"},
                {"@id": "#courier", "@type": "Organization", "name": "The Courier"},
            ]
        },
    ],
)
def test_the_article_is_found_wherever_it_stands_in_the_data(data):
    found = facts(ld(data))
    assert (found.title, found.authors, found.publisher) == (
        "Dam closed",
        ("Ada Byrd", "Reuters"),
        "The Courier",
    )


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(ARTICLE).replace("Dam closed", "Dam\nclosed"),
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE)[:-20],
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        "<!--" + json.dumps(ARTICLE) + "-->",
        json.dumps(ARTICLE).replace('"The dam was closed."', "'single'"),
    ],
)
def test_data_that_is_no_json_still_says_what_it_says(broken):
    found = facts(ld(broken=broken))
    assert (found.title, found.published[:10], found.authors[0]) == ("Dam closed", "2011-05-02", "Ada Byrd")


@pytest.mark.parametrize(
    "broken",
    ["", "[", "null", '"text"', "[" * 60_000, '{"a":' * 60_000, '{"@type": 7, "author": {"name": 1}}'],
)
def test_data_that_says_nothing_does_no_harm(broken):
    assert facts(ld(broken=broken) + "<title>Dam closed</title>").title == "Dam closed"


def test_of_several_articles_the_pages_own_is_meant():
    other = {
        **ARTICLE,
        "headline": "Bridge closed",
        "url": "https://courier.example/bridge",
        "datePublished": "2010-01-01",
    }
    canonical = '<link rel="canonical" href="https://courier.example/dam?x=1">'
    assert facts(ld(other, ARTICLE) + canonical).published.startswith("2011-05-02")
    assert facts(ld(other, {**ARTICLE, "url": ""}), "<h1>Dam closed</h1>").published.startswith("2011-05-02")


# Titles


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            meta(og__title="Dam closed: what is known"),
            "<h1>Dam closed on Monday</h1>",
            "Dam closed on Monday",
        ),
        (meta(og__title="Dam closed"), "<h1>The Courier</h1>", "Dam closed"),
        (meta(og__title="Dam closed"), "<h1>Bridge open</h1><h1>Dam closed, again</h1>", "Dam closed"),
        (ld(ARTICLE) + meta(og__title="Other words"), "", "Dam closed"),
        (
            ld({**ARTICLE, "headline": "Dam closed after…"}) + meta(og__title="Dam closed after cracks"),
            "",
            "Dam closed after cracks",
        ),
        (
            meta(og__site_name="The Courier") + "<title>Dam closed - now | The Courier</title>",
            "",
            "Dam closed - now",
        ),
        ("<title>Dam &amp; bridge</title>", "<svg><title>Logo</title></svg>", "Dam & bridge"),
        ("", "<h1>Dam <br>closed</h1>", "Dam closed"),
        ("", "", ""),
    ],
)
def test_the_title_is_the_printed_headline_where_the_data_agrees(head, body, title):
    assert facts(head, body).title == title


# Authors


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (meta(author="Ada Byrd"), "", ("Ada Byrd",)),
        (meta(article__author="https://social.example/ada", author="Ada Byrd"), "", ("Ada Byrd",)),
        ("", '<a rel="author" href="/ada">Ada Byrd</a>', ("Ada Byrd",)),
        ("", '<div itemprop="author"><b itemprop="name">Ada Byrd</b> (London)</div>', ("Ada Byrd",)),
        ("", '<p class="byline"><b>By Ada Byrd</b></p>', ("By Ada Byrd",)),
        (
            "",
            '<div class="byline"><div>By ADA BYRD</div><div>Associated Press</div></div>',
            ("By ADA BYRD, Associated Press",),
        ),
        ("", '<span class="author">Ada Byrd</span>', ("Ada Byrd",)),
        ("", '<span class="author">Ada Byrd</span><span class="author">Bo Carr</span>', ()),
        ("", '<section id="comments"><p class="byline">By Bo Carr</p></section>', ()),
        (meta(author="courier-admin7"), '<p class="byline">By Ada Byrd</p>', ("By Ada Byrd",)),
        (meta(author="Reuters"), '<p class="byline">By Ada Byrd</p>', ("Reuters",)),
        ("", "", ()),
    ],
)
def test_authors_come_from_the_most_trusted_place_that_names_somebody(head, body, authors):
    assert facts(head, body).authors == authors


def test_the_agency_that_supplied_the_text_is_an_author_and_not_the_publisher():
    wire = {**ARTICLE, "author": "Ada Byrd", "publisher": {"name": "Associated Press"}}
    found = facts(ld(wire) + meta(og__site_name="The Courier"))
    assert (found.authors, found.publisher) == (("Ada Byrd", "Associated Press"), "The Courier")
    own = facts(ld({**wire, "url": "https://apnews.example/dam", "publisher": {"name": "AP News"}}))
    assert (own.authors, own.publisher) == (("Ada Byrd",), "AP News")


# Dates

NEXT_YEAR = (datetime.now(UTC) + timedelta(days=300)).isoformat()


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (ld(ARTICLE) + meta(article__published_time="2010-01-01"), "", "2011-05-02T10:00:00+02:00"),
        (
            ld({**ARTICLE, "datePublished": "2011-05-02"})
            + meta(article__published_time="2011-05-02T08:00:00Z"),
            "",
            "2011-05-02T08:00:00+00:00",
        ),
        (
            ld({**ARTICLE, "datePublished": NEXT_YEAR}) + meta(article__published_time="2011-05-02"),
            "",
            "2011-05-02",
        ),
        (
            ld({**ARTICLE, "datePublished": "0001-01-01T00:00:00Z"}) + meta(date="2011-05-02"),
            "",
            "2011-05-02",
        ),
        (meta(pubdate="Mon, 02 May 2011 10:00:00 GMT"), "", "2011-05-02T10:00:00+00:00"),
        ("", '<span itemprop="datePublished" content="2011-05-02">yesterday</span>', "2011-05-02"),
        (
            "",
            '<article><h1>Dam</h1><time datetime="2011-05-02T10:00">2 May</time></article>',
            "2011-05-02T10:00:00",
        ),
        ("", '<h1>Dam</h1><aside><time datetime="2010-01-01">1 Jan</time></aside>', ""),
        ("", '<h1>Dam</h1><time datetime="2010-01-01">1</time><time datetime="2010-02-02">2</time>', ""),
        ('<link rel="canonical" href="https://a.example/2011/05/02/dam">', "", "2011-05-02"),
        (
            "",
            '<h1>Dam</h1><p class="date">May 2, 2011</p><p>The dam was closed on 3 May 1997.</p>',
            "2011-05-02",
        ),
        (
            meta(og__image="https://a.example/2011/05/02/wall.jpg"),
            "<h1>Dam</h1><p>The dam was closed.</p>",
            "",
        ),
        ("", "<h1>Dam</h1><p>The dam was closed on 3 May 1997.</p>", ""),
        ('<meta http-equiv="date" content="2011-05-02">', "", ""),
        ("", "", ""),
    ],
)
def test_the_most_trusted_date_that_can_be_true_is_the_date(head, body, published):
    assert facts(head, body).published == published


@pytest.mark.parametrize(
    ("modified", "updated"),
    [
        ("2011-05-03", "2011-05-03"),
        ("2011-05-02T10:00:00+02:00", ""),
        ("2011-05-02", ""),
        ("2010-01-01", ""),
        ("soon", ""),
    ],
)
def test_an_article_is_updated_only_after_it_was_published(modified, updated):
    assert facts(ld({**ARTICLE, "dateModified": modified})).updated == updated


def test_the_carriers_date_is_the_last_resort():
    assert facts(published="Mon, 02 May 2011 10:00:00 GMT").published == "2011-05-02T10:00:00+00:00"
    assert facts(ld(ARTICLE), published="2012-01-01").published.startswith("2011-05-02")
    assert facts(published=NEXT_YEAR).published == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2011-05-02T10:00:00.123456Z", "2011-05-02T10:00:00+00:00"),
        ("2011-05-02 10:00:00 UTC", "2011-05-02T10:00:00+00:00"),
        ("20110502T100000Z", "2011-05-02T10:00:00+00:00"),
        ("20110502", "2011-05-02"),
        ("2011-05-02T10:00:00-0430", "2011-05-02T10:00:00-04:30"),
        ("1304330400", "2011-05-02T10:00:00+00:00"),
        ("1304330400000", "2011-05-02T10:00:00+00:00"),
        ("Monday, 2 May 2011", "2011-05-02"),
        ("May 2, 2011 10:00 pm", "2011-05-02"),
        ("2 May 2011 22:00:00 EST", "2011-05-02T22:00:00-05:00"),
        ("1911-05-02", "1911-05-02"),
        ("2011-02-31", ""),
        ("2011", ""),
        ("2011-05", ""),
        ("02/05/2011", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("9999-12-31", ""),
        ("2011-05-02T25:00:00Z", ""),
        ("2011-05-02T10:00:00+99:00", ""),
        ("tomorrow", ""),
        ("٢٠١١-٠٥-٠٢", ""),
        ("", ""),
        ("2011-05-02" * 100, ""),
    ],
)
def test_a_stamp_is_iso_8601_or_nothing(value, expected):
    assert stamp(value) == expected


@given(
    st.text(max_size=40)
    | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?", fullmatch=True)
)
def test_a_stamp_read_again_is_the_same_and_can_be_compared(value):
    found = stamp(value)
    assert stamp(found) == found
    assert not found or not is_before(found, found)


# Publisher, address, language, section


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (ld(ARTICLE) + meta(og__site_name="Courier online"), "The Courier"),
        (
            ld({**ARTICLE, "publisher": "Blogware"}) + meta(og__site_name="Courier | News from the valley"),
            "Courier",
        ),
        (meta(og__site_name="Courier"), "Courier"),
        ("", ""),
    ],
)
def test_the_publisher_is_whose_page_it_is(head, publisher):
    assert facts(head).publisher == publisher


CANONICAL = '<link rel="canonical" href="{}">'


@pytest.mark.parametrize(
    ("canonical", "fetched", "url"),
    [
        (
            "https://courier.example/dam",
            "https://www.courier.example/dam?from=feed",
            "https://courier.example/dam",
        ),
        ("/dam", "https://courier.example/x/dam.amp", "https://courier.example/dam"),
        (
            "https://news.courier.example/dam",
            "https://courier.example/dam",
            "https://news.courier.example/dam",
        ),
        ("https://elsewhere.example/dam", "https://courier.example/dam", "https://courier.example/dam"),
        ("https://courier.example/", "https://courier.example/dam", "https://courier.example/dam"),
        ("javascript:alert(1)", "https://courier.example/dam", "https://courier.example/dam"),
        ("data:text/html,x", "", ""),
        ("file:///etc/passwd", "", ""),
        ("http://[", "", ""),
        ("https://courier.example/dam", "", "https://courier.example/dam"),
        ("", "", ""),
    ],
)
def test_an_address_is_a_web_address_of_the_site_that_it_came_from(canonical, fetched, url):
    assert facts(CANONICAL.format(canonical), url=fetched).url == url


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("en", ld(ARTICLE), "en"),
        ("", ld(ARTICLE), "en-GB"),
        ("pt_br", "", "pt-BR"),
        ("", meta(og__locale="en_US"), "en-US"),
        ("", '<meta http-equiv="Content-Language" content="ko">', "ko"),
        ("{{ lang }}", meta(og__locale="English, German"), ""),
    ],
)
def test_the_language_is_a_tag(lang, head, language):
    assert facts(head, lang=lang).language == language


@pytest.mark.parametrize(
    ("stated", "section"),
    [
        ("World", "World"),
        (["", "Rivers"], "Rivers"),
        ("post", ""),
        ("courier.example", ""),
        ("a, b" * 40, ""),
        (None, ""),
    ],
)
def test_the_section_is_a_part_of_the_paper(stated, section):
    assert facts(ld({**ARTICLE, "articleSection": stated})).section == section
