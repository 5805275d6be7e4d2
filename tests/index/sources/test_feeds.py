"""Feeds and sitemaps of every kind: what they list is taken, what they carry is read, and nothing else happens."""

from __future__ import annotations

import json
import math
import resource
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import Limits, Options, Record
from index.sources.entries import Entry, Feed, entry_of, plain_title
from index.sources.feeds import once, parse_feed
from tests.index.sources.reading import ends, only_error, read, write
from tests.index.sources.serving import PARAGRAPHS

ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
CDATA = f"<![CDATA[{ARTICLE}]]>"
CONTENT = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def parsed(feed: str | bytes, /, **limits: int) -> Feed:
    data = feed.encode() if isinstance(feed, str) else feed
    return parse_feed(data, path="feed", options=Options(limits=Limits(**limits)))


def rss(*items: str) -> str:
    head = "<title>Vale Courier</title><language>en-gb</language><image><url>http://example.com/i.png</url></image>"
    return (
        f'<?xml version="1.0"?><rss version="2.0" {CONTENT}><channel>{head}{"".join(items)}</channel></rss>'
    )


def test_rss_lists_its_items():
    found = parsed(
        rss(
            "<item><title>Floods &amp;amp; ice</title><link> http://example.com/1 </link><guid>g1</guid>"
            "<pubDate>Mon, 03 Mar 2014 10:22:00 EST</pubDate><dc:creator>Jo Doe</dc:creator>"
            "<dc:creator>Al Roe</dc:creator>"
            f"<description>Short.</description><content:encoded>{CDATA}</content:encoded></item>",
            "<item><title>Bridge</title><guid isPermaLink='true'>http://example.com/2</guid>"
            "<author>al@example.com (Al Roe)</author><source url='http://w.example/'>The Wire</source></item>",
        )
    )
    assert found.entries == [
        Entry(
            *(
                "http://example.com/1",
                "g1",
                "Floods & ice",
                ("Jo Doe", "Al Roe"),
                "2014-03-03T10:22:00-05:00",
                "",
            ),
            *("Vale Courier", "en-gb", ARTICLE),
        ),
        Entry(
            *(
                "http://example.com/2",
                "http://example.com/2",
                "Bridge",
                ("Al Roe",),
                "",
                "",
                "The Wire",
                "en-gb",
                "",
            ),
        ),
    ]


def test_atom_lists_its_entries():
    found = parsed(
        f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Vale Courier</title>
        <entry><id>tag:1</id><title>a &lt; b</title><link rel="self" href="/feed/1"/><link href="/1"/>
        <author><name>Jo Doe</name><email>jo@example.com</email></author>
        <updated>2014-03-03T10:00:00+02:00</updated><published>2014-03-02T10:00:00Z</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{ARTICLE}<p>1 &lt; 2</p></div></content></entry>
        <entry><id>tag:2</id><title type="html">a &amp;lt; &lt;i>b&lt;/i></title><content>{"Said. " * 50}

        1 &lt; 2</content></entry></feed>"""
    )
    first, second = found.entries
    assert (first.link, first.title, first.authors, first.published) == (
        "/1",
        "a < b",
        ("Jo Doe",),
        "2014-03-02T10:00:00Z",
    )
    assert (first.updated, first.language, first.publisher) == (
        "2014-03-03T10:00:00+02:00",
        "en",
        "Vale Courier",
    )
    assert first.content == f"<div>{ARTICLE}<p>1 &lt; 2</p></div>"
    assert (second.title, second.link) == ("a < b", "")
    assert second.content.startswith("<p>Said. ")
    assert second.content.endswith("1 &lt; 2</p>")


@pytest.mark.parametrize(
    "space", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"]
)  # fmt: skip
def test_rdf_lists_its_items(space):
    found = parsed(
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}" {CONTENT}>'
        "<channel><title>Vale Courier</title></channel><item><title>Floods</title><link>http://example.com/1</link>"
        "<dc:date>2014-03-03</dc:date></item></rdf:RDF>"
    )
    assert found.entries == [
        Entry("http://example.com/1", "http://example.com/1", "Floods", (), "2014-03-03", "", "Vale Courier")
    ]


def test_a_json_feed_lists_its_items():
    found = parsed(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Vale Courier", "language": "en", "items": [7, '
        '{"id": 5, "url": "http://example.com/1", "title": "a < b", "date_published": "2014-03-03T10:00:00Z",'
        '"authors": [{"name": "Jo Doe"}, 3], '
        f'"content_text": "{PARAGRAPHS[0]}\\n\\n{PARAGRAPHS[0]} {PARAGRAPHS[0]}"}}]}}'
    )
    (entry,) = found.entries
    assert (entry.id, entry.link, entry.title, entry.authors) == (
        "5",
        "http://example.com/1",
        "a < b",
        ("Jo Doe",),
    )
    assert entry.content.startswith(f"<p>{PARAGRAPHS[0]}</p><p>")


def test_a_sitemap_lists_its_pages_with_googles_news():
    found = parsed(
        """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> http://example.com/1 </loc>
        <image:image><image:loc>http://example.com/i.png</image:loc></image:image><lastmod>2014-03-04</lastmod>
        <n:news><n:publication><n:name>Vale Courier</n:name><n:language>en</n:language></n:publication>
        <n:publication_date>2014-03-03T10:00Z</n:publication_date>
        <n:title>Floods &amp; ice</n:title></n:news></url></urlset>"""
    )
    link = "http://example.com/1"
    assert found.entries == [
        Entry(link, link, "Floods & ice", (), "2014-03-03T10:00Z", "2014-03-04", "Vale Courier", "en")
    ]


def test_a_list_of_sitemaps_lists_sitemaps():
    found = parsed("<sitemapindex><sitemap><loc>http://example.com/s.xml.gz</loc></sitemap></sitemapindex>")
    assert (found.sitemaps, found.entries) == (["http://example.com/s.xml.gz"], [])


def test_a_feed_that_is_no_xml_loses_no_words():
    found = parsed(
        "<rss version='2.0'><channel><title>T &nbsp; & co</title><item><title>A & B &eacute;</title>"
        "<link>http://example.com/1?a=1&b=2</link><description>One <b>two & three</description></item>"
        "<item><title>C</title><link>http://example.com/2</link>"
    )
    assert [(entry.title, entry.link) for entry in found.entries] == [
        ("A & B é", "http://example.com/1?a=1&b=2"),
        ("C", "http://example.com/2"),
    ]
    assert found.entries[0].publisher == "T & co"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_feed_is_read_in_the_encoding_that_it_is_in(encoding):
    feed = rss("<item><title>Café “Ülm” and the long way to the sea</title></item>")
    (entry,) = parsed(feed.replace("?>", ' encoding="utf-8"?>').encode(encoding)).entries
    assert entry.title == "Café “Ülm” and the long way to the sea"


# What is whole, and what is one


@pytest.mark.parametrize(
    ("field", "text", "whole"),
    [
        ("content", ARTICLE, True),
        ("content", "<p>A short one.</p>", False),
        ("content", f"{ARTICLE}<p>The mayor […]</p>", False),
        ("content", f"{ARTICLE}<p><a href='x'>Continue reading Floods</a></p>", False),
        ("summary", ARTICLE, False),
        ("summary", ARTICLE * 4, True),
        ("summary", f"{ARTICLE * 4}...", False),
    ],
)
def test_only_a_whole_text_is_taken_for_the_article(field, text, whole):
    entry = entry_of({field: [text]}, title="", language="")
    assert entry.content == (text if whole else "")


def test_of_two_entries_with_one_id_the_later_stands_at_the_place_of_the_first():
    entries = [
        Entry("/1", "a", updated="2014-03-03"),
        Entry("/2", "b"),
        Entry("/3", "a", updated="2014-03-05"),
    ]
    assert once(entries) == [entries[2], entries[1]]


def test_entries_without_a_name_are_told_apart():
    entries = [Entry("", "", "One"), Entry("", "", "Two"), Entry("", "", "One")]
    assert once(entries) == entries[:2]
    entries = [
        Entry("", "", "One", content="The dam is closed."),
        Entry("", "", "One", content="It is open."),
    ]
    assert once(entries) == entries


@pytest.mark.parametrize(
    ("updated", "published", "changed"),
    [
        ("", "", -math.inf),
        ("2014-03-03T10:00:00Z", "2013-01-01", 1393840800.0),
        ("", "2014-03-03", 1393804800.0 + 86400),
        ("yesterday", "2014-03-03", -math.inf),
    ],
)
def test_when_an_entry_was_changed_is_what_it_states(updated, published, changed):
    assert Entry("", "", updated=updated, published=published).changed == changed


# Files


def test_a_file_yields_the_articles_that_it_holds_and_asks_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the network was asked"))
    whole = "<item><guid>{0}</guid><title>Floods {0}</title><link>http://example.com/{0}</link><content:encoded>{1}</content:encoded></item>"
    path = write(
        tmp_path / "feed.xml",
        rss(
            whole.format(1, CDATA),
            "<item><title>Bare</title><link>http://example.com/3</link></item>",
            whole.format(2, CDATA),
        ),
    )
    first, second, bare = read(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(bare, SourceError)
    assert [first.source, second.source] == [f"{tmp_path.name}/feed.xml#1", f"{tmp_path.name}/feed.xml#2"]
    assert (first.title, first.publisher, first.url) == ("Floods 1", "Vale Courier", "http://example.com/1")
    assert first.text.split() == " ".join(PARAGRAPHS).split()
    assert "1 of 3 entries have a teaser or an address alone" in str(bare)
    assert [bool(end.digest) for end in ends(path)] == [False]


def test_a_sitemap_as_a_file_is_told_to_be_given_by_its_address(tmp_path):
    path = write(tmp_path / "s.xml", "<urlset><url><loc>http://example.com/1</loc></url></urlset>")
    assert "give the address of the feed" in str(only_error(path))


def test_a_feed_is_the_same_to_read_twice(tmp_path):
    path = write(
        tmp_path / "feed.rss", rss(f"<item><content:encoded>{CDATA}</content:encoded><title>x</title></item>")
    )
    assert read(path) == read(path)
    assert isinstance(read(path)[0], Record)


def test_a_json_feed_as_a_file_is_told_from_other_json(tmp_path):
    text = " ".join(PARAGRAPHS)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "a", "title": "Floods", "content_text": text}],
    }
    record = read(write(tmp_path / "feed.json", json.dumps(feed)))[0]
    assert isinstance(record, Record)
    assert (record.source, record.title) == (f"{tmp_path.name}/feed.json#a", "Floods")


@pytest.mark.parametrize(
    ("feed", "told"),
    [
        ("<opml><body/></opml>", "neither a feed nor a sitemap"),
        ("", "neither a feed nor a sitemap"),
        ('{"items": 5}', "no JSON Feed"),
        ('{"items": ', "no JSON Feed"),
        ("{" * 100_000, "no JSON Feed"),
        (" " * 2000, "over 0.001 MB"),
    ],
)
def test_what_is_no_feed_is_told(feed, told):
    with pytest.raises(SourceError, match=told):
        parsed(feed, feed=1000 if feed.isspace() else 10_000_000)


# Hostile feeds


def test_more_items_than_the_limit_are_counted_and_left_out():
    found = parsed(rss(*(f"<item><link>/{number}</link></item>" for number in range(30))), items=20)
    assert (len(found.entries), found.beyond, found.entries[-1].link) == (20, 10, "/19")


def test_no_entity_opens_a_file_or_grows(tmp_path):
    secret = write(tmp_path / "secret", "a secret of this machine")
    tenfold = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'x'}'>" for n in range(12))
    for entity, used in ((f"<!ENTITY e SYSTEM '{secret.as_uri()}'>", "&e;"), (tenfold, "&e11;")):
        feed = f"<!DOCTYPE rss [{entity}]>" + rss(f"<item><title>[{used}]</title></item>").partition("?>")[2]
        try:
            titles = [entry.title for entry in parsed(feed).entries]
        except SourceError:
            titles = []
        assert all(len(title) < 20 for title in titles)
        assert "secret" not in "".join(titles)


HOSTILE = {
    "tags": "<a/>" * 1_000_000,
    "nested tags": "<a>" * 1_000_000,
    "nested items": "<item>" * 300_000,
    "nested titles": "<item>" + "<title>" * 600_000,
    "attributes": "<item " + " ".join(f"a{number}='1'" for number in range(300_000)) + ">",
    "ampersands": "<item><title>" + "&" * 1_000_000,
    "open sections": "<item><title>" + "<![CDATA[" * 400_000,
    "open comments": "<item><title>" + "<!--" * 1_000_000,
    "escaped tags": "<item><title>" + "&lt;" * 1_000_000,
    "open tags in a title": "<item><title><![CDATA[" + "<a " * 300_000 + "]]></title></item>",
    "open comments in a title": "<item><title><![CDATA[" + "<!--" * 250_000 + "]]></title></item>",
    "dots": "<item><description>" + "." * 900_000 + "x</description></item>",
    "continued": "<item><description>" + "read more " * 90_000 + "</description></item>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_feed_of_a_million_marks_takes_seconds_whatever_is_in_it(name):
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    parsed(f'<rss version="2.0"><channel>{HOSTILE[name]}</channel></rss>')
    assert time.process_time() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kilobytes


@given(st.text(alphabet="<>/&;!-[]CDAT= 'aitem\n" + "\ud800\x00é", max_size=300))
def test_no_text_makes_the_reader_of_feeds_raise_anything_else(text):
    try:
        found = parsed(f"<rss version='2.0'><channel><item>{text}".encode("utf-8", "surrogatepass"))
    except SourceError:
        return
    assert all(plain_title(entry.title) or not entry.title for entry in found.entries)
