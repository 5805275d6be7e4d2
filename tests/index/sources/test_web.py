"""Addresses of pages, feeds and sitemaps give articles; what cannot be had is told, and the rest comes all the same."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Record, ResourceRead, open_source
from index.sources.web import read_web
from tests.index.sources.serving import (
    PARAGRAPHS,
    Site,
    item,
    page,
    redirect,
    reply,
    rss,
    slowly,
    web_options,
)

WHOLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ENCODED = (
    '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA['
    + WHOLE
    + "]]></content:encoded>"
)


class Read:
    """All that addresses gave."""

    def __init__(
        self, *urls: str, options: Options | None = None, known: Mapping[str, str] | None = None
    ) -> None:
        self.all = list(read_web(urls, options or web_options(), known or {}))
        self.records = [found for found in self.all if isinstance(found, Record)]
        self.errors = [str(found) for found in self.all if isinstance(found, SourceError)]
        self.ends = {found.id: found for found in self.all if isinstance(found, ResourceRead)}
        self.known = {id: end.digest for id, end in self.ends.items() if end.digest}

    @property
    def order(self) -> list[str]:
        kinds = (Record, SourceError, ResourceRead)
        return [next(kind.__name__ for kind in kinds if isinstance(found, kind)) for found in self.all]


@pytest.fixture
def site():
    with Site() as found:
        yield found


def test_a_page_is_known_by_the_address_that_was_asked_for(site):
    site.pages |= {"/a?id=5": redirect("/b"), "/b": page("Floods")}
    read = Read(f"{site.url}/a?utm_source=rss&id=5#top")
    (record,) = read.records
    assert read.order == ["Record", "ResourceRead"]
    assert (record.source, record.path) == (f"{site.url}/a?id=5",) * 2
    assert record.url == f"{site.url}/b"
    assert PARAGRAPHS[1] in record.text
    assert list(read.ends) == [record.source]


def test_addresses_are_read_as_a_source_beside_files(site, tmp_path):
    (tmp_path / "a.txt").write_text(PARAGRAPHS[0])
    site.pages["/b"] = page("Floods")
    found = [
        record
        for record in open_source([tmp_path, f"{site.url}/b"], web_options())
        if isinstance(record, Record)
    ]
    assert [record.source for record in found] == [f"{tmp_path.name}/a.txt", f"{site.url}/b"]


def test_a_feed_leads_to_its_pages_and_one_that_fails_does_not_stop_the_others(site):
    site.pages["/feed"] = rss(
        item("/1", "<pubDate>Mon, 03 Mar 2014 10:22:00 +0100</pubDate>"),
        item("/gone"),
        item("/2"),
        item("/1?utm_id=x"),
    )
    site.pages |= {"/1": page("Floods"), "/2": page("Bridge"), "/gone": reply(status=410)}
    read = Read(f"{site.url}/feed")
    assert read.order == ["Record", "ResourceRead", "SourceError", "ResourceRead", "Record", "ResourceRead"]
    assert [record.source for record in read.records] == [f"{site.url}/1", f"{site.url}/2"]
    assert read.records[0].published.startswith("2014-03-03T10:22:00")
    assert read.records[0].publisher == "Vale Courier"
    assert "(status 410)" in read.errors[0]
    assert read.ends[f"{site.url}/gone"].digest == ""
    assert site.paths == ["/feed", "/1", "/gone", "/2"]


@pytest.mark.parametrize(
    "link",
    [
        *(
            "javascript:alert(1)",
            "file:///etc/hostname",
            "ftp://example.com/1",
            "http://[fe80::1%25x]/",
            "http://a@b/",
        ),
        *("data:text/html,x", "http://127.1/", "http://0x7f000001/"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_and_the_next_is_read(site, link):
    site.pages |= {"/feed": rss(item(link), item("/1")), "/1": page("Floods")}
    read = Read(f"{site.url}/feed")
    assert read.order == ["SourceError", "ResourceRead", "Record", "ResourceRead"]


def test_a_page_that_did_not_change_is_not_read_again(site):
    site.pages |= {"/feed": rss(item("/1"), item("/2")), "/1": page("Floods"), "/2": page("Bridge")}
    first = Read(f"{site.url}/feed")
    site.pages["/2"] = page("Bridge", extra="It opens on Tuesday, the ministry said later in the day.")
    again = Read(f"{site.url}/feed", known=first.known)
    assert [record.source for record in again.records] == [f"{site.url}/2"]
    assert [end.unchanged for end in again.ends.values()] == [True, False]


def test_a_stopped_run_does_not_fetch_again_what_it_fetched(site, tmp_path):
    site.pages |= {"/feed": rss(*(item(f"/{number}") for number in range(5)))}
    site.pages |= {f"/{number}": page(f"Floods {number}") for number in range(5)}
    options = web_options(tmp_path)
    stopped = read_web([f"{site.url}/feed"], options, {})
    for _ in range(4):
        next(stopped)
    stopped.close()
    assert site.paths == ["/feed", "/0", "/1"]
    site.asked.clear()
    assert len(Read(f"{site.url}/feed", options=options).records) == 5
    assert site.paths == ["/feed", "/2", "/3", "/4"]


def test_a_page_is_asked_for_again_where_the_feed_states_a_later_change_or_it_is_not_fresh(site, tmp_path):
    site.pages |= {"/feed": rss(item("/1"), item("/2")), "/1": page("Floods"), "/2": page("Bridge")}
    Read(f"{site.url}/feed", options=web_options(tmp_path))
    later = "<pubDate>Mon, 03 Mar 2110 10:22:00 GMT</pubDate>"
    site.pages["/feed"] = rss(item("/1", later), item("/2"))
    site.asked.clear()
    Read(f"{site.url}/feed", options=web_options(tmp_path))
    assert site.paths == ["/feed", "/1"]
    site.asked.clear()
    Read(f"{site.url}/feed", options=web_options(tmp_path, fresh=0.0))
    assert site.paths == ["/feed", "/1", "/2"]


# What a feed has instead of a page


def test_a_feeds_own_text_stands_in_for_a_page_that_cannot_be_had(site):
    site.pages["/feed"] = rss(item("/1", ENCODED), item("/2"))
    first = Read(f"{site.url}/feed")
    (record,) = first.records
    assert (record.source, record.url, record.title) == (f"{site.url}/1", f"{site.url}/1", "About /1")
    assert PARAGRAPHS[2] in record.text
    assert len(first.errors) == 1
    again = Read(f"{site.url}/feed", known=first.known)
    assert (again.records, again.ends[f"{site.url}/1"].unchanged) == ([], True)


def test_a_page_that_was_read_before_is_not_replaced_by_the_feeds_text(site):
    site.pages |= {"/feed": rss(item("/1", ENCODED)), "/1": page("Floods")}
    first = Read(f"{site.url}/feed")
    site.pages["/1"] = reply(status=500)
    again = Read(f"{site.url}/feed", known=first.known)
    assert again.order == ["SourceError", "ResourceRead"]
    assert again.ends[f"{site.url}/1"].digest == ""


def test_a_feeds_own_text_stands_in_for_a_page_without_an_article(site):
    site.pages |= {
        "/feed": rss(item("/1", ENCODED)),
        "/1": reply("<html><body><nav>Home</nav></body></html>"),
    }
    (record,) = Read(f"{site.url}/feed").records
    assert PARAGRAPHS[2] in record.text


def test_an_entry_without_a_link_gives_its_text(site):
    site.pages["/feed"] = rss(
        f"<item><guid>g1</guid><title>Floods</title>{ENCODED}</item>", "<item><title>x</title></item>"
    )
    read = Read(f"{site.url}/feed")
    assert [record.source for record in read.records] == [f"{site.url}/feed#g1"]
    assert read.records[0].url == ""
    assert "an entry without a link" in read.errors[0]


def test_an_article_that_leads_to_the_front_page_is_gone(site):
    site.pages |= {"/feed": rss(item("/1")), "/1": redirect("/"), "/": page("Today")}
    read = Read(f"{site.url}/feed")
    assert read.records == []
    assert "it leads to a front page" in read.errors[0]


# Sitemaps and other kinds


def test_a_list_of_sitemaps_packed_or_not_leads_to_the_pages(site):
    packed = gzip.compress(f"<urlset><url><loc>{site.url}/1</loc></url></urlset>".encode())
    site.pages["/index.xml"] = reply(
        f"<sitemapindex><sitemap><loc>{site.url}/a.xml.gz</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>"
        "<sitemap><loc>/gone.xml</loc></sitemap><sitemap><loc>/1</loc></sitemap></sitemapindex>",
        content_type="application/xml",
    )
    site.pages["/a.xml.gz"] = reply(packed, content_type="application/x-gzip")
    site.pages["/b.xml"] = reply(
        "<urlset><url><loc>/2</loc></url><url><loc>/1</loc></url></urlset>", content_type="text/xml"
    )
    site.pages |= {"/1": page("Floods"), "/2": page("Bridge")}
    read = Read(f"{site.url}/index.xml")
    assert [record.source for record in read.records] == [f"{site.url}/1", f"{site.url}/2"]
    assert [error.rpartition(": ")[0][:20] for error in read.errors] != []
    assert len(read.errors) == 1  # /1 was read as a page, so it is not asked for as a sitemap


def test_sitemaps_that_list_each_other_come_to_an_end(site):
    site.pages["/a.xml"] = reply("<sitemapindex><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>")
    site.pages["/b.xml"] = reply(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    )
    assert Read(f"{site.url}/a.xml").records == []
    assert len(site.paths) <= 3


def test_no_more_pages_are_followed_than_the_limit_over_all_sitemaps(site):
    site.pages["/index.xml"] = reply(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    )
    for name in "ab":
        urls = "".join(f"<url><loc>/{name}{number}</loc></url>" for number in range(3))
        site.pages[f"/{name}.xml"] = reply(f"<urlset>{urls}</urlset>")
        site.pages |= {f"/{name}{number}": page(f"Floods {name}{number}") for number in range(3)}
    read = Read(f"{site.url}/index.xml", options=web_options(limits=Limits(items=4)))
    assert len(read.records) == 4
    assert "over 4 entries" in read.errors[0]


def test_a_json_feed_leads_to_its_pages(site):
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1"}]}
    site.pages |= {
        "/feed.json": reply(json.dumps(feed), content_type="application/feed+json"),
        "/1": page("Floods"),
    }
    assert [record.source for record in Read(f"{site.url}/feed.json").records] == [f"{site.url}/1"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"a": 1}', "application/json"),
        (gzip.compress(b"x"), "application/gzip"),
        (b"PK\x05\x06" + bytes(18), ""),
        (b"\x00\x01", ""),
    ],
)
def test_a_file_that_is_no_page_is_told(site, body, kind):
    site.pages["/a"] = reply(body, content_type=kind)
    read = Read(f"{site.url}/a")
    assert read.order == ["SourceError", "ResourceRead"]
    assert "expected a page, a PDF, a feed or a sitemap" in read.errors[0]


def test_a_plain_text_is_an_article_with_what_the_feed_says_of_it(site):
    site.pages["/feed"] = rss(item("/1.txt", "<pubDate>2014-03-03</pubDate>"))
    site.pages["/1.txt"] = reply("\n\n".join(PARAGRAPHS), content_type="text/plain; charset=utf-8")
    (record,) = Read(f"{site.url}/feed").records
    assert (record.published, record.publisher) == ("2014-03-03", "Vale Courier")


# Hostile feeds


@pytest.mark.parametrize("name", ["redirects for ever", "huge", "never ends", "drips", "is inside"])
def test_a_hostile_feed_is_one_error_and_the_next_address_is_read(site, name):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss version='2.0'><channel>"
    items = b"<item><title>Floods</title></item>" * 1000
    answers = {
        "redirects for ever": redirect("/feed"),
        "huge": reply(b"<rss version='2.0'><channel>" + items * 400, content_type="application/rss+xml"),
        "never ends": itertools.chain([head], itertools.repeat(items)),
        "drips": slowly(itertools.chain([head], itertools.repeat(b" ")), 0.05),
        "is inside": reply(),
    }
    site.pages |= {"/feed": answers[name], "/1": page("Floods")}
    options = web_options(timeout=1.0, allow_private=name not in {"is inside"})
    started = time.monotonic()
    read = Read(f"{site.url}/feed", f"{site.url}/1", options=options)
    assert time.monotonic() - started < 6
    inside = name == "is inside"
    assert read.order == ["SourceError", "ResourceRead"] + (
        ["SourceError", "ResourceRead"] if inside else ["Record", "ResourceRead"]
    )
    assert read.ends[f"{site.url}/feed"].digest == ""
    if inside:
        assert site.asked == []


def test_a_feed_of_links_into_this_network_asks_none_of_them(site, monkeypatch):
    from tests.index.sources.test_addresses import PUBLIC, World

    world = World(site, monkeypatch)
    world.answers["news.example.com"] = itertools.repeat([PUBLIC])
    inside = [
        "http://127.0.0.1/a",
        "http://localhost/a",
        "http://[::1]/a",
        "http://169.254.169.254/a",
        "http://10.0.0.1/a",
    ]
    site.pages |= {"/feed": rss(*map(item, inside), item("/1")), "/1": page("Floods")}
    read = Read("http://news.example.com/feed", options=web_options(allow_private=False))
    assert [record.source for record in read.records] == ["http://news.example.com/1"]
    assert len(read.errors) == 5
    assert set(world.connected) == {PUBLIC}


def test_an_address_that_is_none_is_one_error():
    read = Read("http://exa\nmple.com/", "http://")
    assert read.order == ["SourceError", "ResourceRead"] * 2


def test_nothing_is_written_where_no_folder_is_given(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    site.pages["/1"] = page("Floods")
    Read(f"{site.url}/1")
    assert list(Path(tmp_path).iterdir()) == []


@pytest.mark.parametrize("again", [False, True], ids=["sent", "kept"])
def test_a_page_is_read_by_the_encoding_that_the_server_names(site, tmp_path, again):
    said = "Плотина закрыта, сообщает министерство. Вода поднялась на два метра за одну ночь. " * 5
    body = f"<html><body><article><p>{said}</p></article></body></html>".encode("koi8-r")
    site.pages["/a"] = reply(body, content_type="text/html; charset=koi8-r", etag='"1"')
    if again:
        Read(f"{site.url}/a", options=web_options(tmp_path))
        site.pages["/a"] = reply(status=304)
    (record,) = Read(f"{site.url}/a", options=web_options(tmp_path)).records
    assert record.text == said.strip()


def test_a_page_whose_server_names_another_encoding_is_read_anew(site):
    site.pages["/a"] = page("Dam closed")
    before = Read(f"{site.url}/a")
    site.pages["/a"] = page("Dam closed").replace(b"charset=utf-8", b"charset=koi8-r")
    after = Read(f"{site.url}/a", known=before.known)
    assert [end.unchanged for end in after.ends.values()] == [False]


def test_an_address_that_is_given_twice_or_listed_before_is_read_once(site):
    site.pages["/feed"] = rss(item(f"{site.url}/a"), item(f"{site.url}/b"))
    site.pages["/a"], site.pages["/b"] = page("Dam closed"), page("Bridge open")
    found = Read(f"{site.url}/b", f"{site.url}/feed", f"{site.url}/a#top", f"{site.url}/feed?utm_source=x")
    assert [record.source for record in found.records] == [f"{site.url}/b", f"{site.url}/a"]
    assert sorted(site.paths) == ["/a", "/b", "/feed"]
