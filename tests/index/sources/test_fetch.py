"""Pages are fetched politely, within limits, and once."""

from __future__ import annotations

import contextlib
import gzip
import io
import itertools
import json
import math
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme

from index.errors import SourceError
from index.sources import Limits
from index.sources.fetch import Fetcher
from index.sources.fetched import FetchedPages, Kept
from tests.index.sources.serving import Asked, Site, page, redirect, reply, slowly, web_options


def get(fetcher: Fetcher, url: str, **more: float) -> bytes:
    with fetcher.get(url, **more).stream as stream:
        return stream.read()


def test_a_page_is_fetched_with_the_name_that_its_type_gives():
    with Site() as site:
        site.pages["/story.php"] = reply("<p>The river rose.</p>")
        fetched = Fetcher(web_options(agent="ontherecord/1.0")).get(f"{site.url}/story.php#top")
        with fetched.stream as stream:
            assert (fetched.url, fetched.name) == (f"{site.url}/story.php", "page.html")
            assert stream.read() == b"<p>The river rose.</p>"
        robots, asked = site.asked
        assert (robots.path, asked.path) == ("/robots.txt", "/story.php")
        assert asked.headers["user-agent"] == "ontherecord/1.0"
        assert asked.headers["accept-encoding"] == "gzip, deflate"


# Redirects


def test_redirects_are_followed_to_where_they_end():
    with Site() as site:
        site.pages |= {"/a": redirect("b?x=ä", 301), "/b?x=%C3%A4": redirect("//" + site.url[7:] + "/c", 308)}
        site.pages["/c"] = reply("The river rose.")
        fetched = Fetcher(web_options()).get(f"{site.url}/a")
        fetched.stream.close()
        assert fetched.url == f"{site.url}/c"


def test_a_redirect_without_end_stops_after_five():
    with Site() as site:
        site.pages["/a"] = redirect("/a")
        with pytest.raises(SourceError, match="over 5 redirects"):
            Fetcher(web_options()).get(f"{site.url}/a")
        assert site.paths == ["/a"] * 6


def test_the_body_of_a_redirect_is_not_read():
    with Site() as site:
        site.pages["/a"] = itertools.chain(
            [b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 300000000\r\n\r\n"],
            itertools.repeat(bytes(65_536)),
        )
        site.pages["/b"] = reply("The river rose.")
        started = time.monotonic()
        assert get(Fetcher(web_options()), f"{site.url}/a") == b"The river rose."
        assert time.monotonic() - started < 2


def test_redirects_share_one_time():
    with Site() as site:
        site.pages["/a"] = lambda _: slowly([b"", redirect("/a")], 0.3)
        started = time.monotonic()
        with pytest.raises(SourceError, match="no whole answer in time"):
            Fetcher(web_options(timeout=0.8)).get(f"{site.url}/a")
        assert time.monotonic() - started < 2


# Sizes and kinds


def test_a_page_a_feed_and_a_pdf_have_limits_of_their_own():
    limits = Limits(text=20_000, feed=40_000, pdf=60_000)
    bodies = {"/page": b"<html>", "/feed": b'<rss version="2.0">', "/pdf": b"%PDF-1.7 1 0 obj"}
    with Site() as site:
        fetcher = Fetcher(web_options(limits=limits))
        for size, allowed in ((19_000, 3), (39_000, 2), (59_000, 1), (61_000, 0)):
            fetched = 0
            for path, head in bodies.items():
                site.pages[path] = reply(head + b" " * (size - len(head)), content_type="")
                with contextlib.suppress(SourceError):
                    fetched += len(get(fetcher, site.url + path)) == size
            assert fetched == allowed


@pytest.mark.parametrize("packing", ["gzip", "identity"])
def test_a_body_without_end_or_a_bomb_is_cut_at_the_limit(packing, tmp_path):
    bomb = gzip.compress(bytes(300_000_000), 1)
    with Site() as site:
        endless = itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"The river rose. " * 4096))
        site.pages["/a"] = reply(bomb, content_encoding="gzip") if packing == "gzip" else endless
        with pytest.raises(SourceError, match="over 10 MB; expected a page of at most that"):
            Fetcher(web_options(tmp_path / "kept")).get(f"{site.url}/a")
        assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    "kind", ["image/png", "video/mp4", "audio/mpeg", "font/woff2", "text/css", "text/javascript"]
)
def test_what_is_no_page_by_its_type_is_not_read(kind):
    with Site() as site:
        site.pages["/a"] = reply("x", content_type=kind)
        with pytest.raises(SourceError, match=f"it is of type '{kind}'; expected a page, a PDF or a feed"):
            Fetcher(web_options()).get(f"{site.url}/a")


# What a server says instead of a page


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (403, "does not give it to us"),
        (404, "no such page"),
        (410, "any more"),
        (500, "failed"),
        (204, "no page"),
        (206, "no page"),
        (304, "no page"),
        (302, "no page"),
    ],
)
def test_a_status_is_told_with_what_to_do(status, told):
    with Site() as site:
        site.pages["/a"] = reply(status=status)
        with pytest.raises(SourceError, match=rf"{told}.*\(status {status}\); expected"):
            Fetcher(web_options()).get(f"{site.url}/a")
        assert site.paths == ["/a"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_once_more_when_it_says(status):
    with Site() as site:
        answers = iter([reply(status=status, retry_after="1"), reply("The river rose.")])
        site.pages["/a"] = lambda _: next(answers)
        assert get(Fetcher(web_options()), f"{site.url}/a") == b"The river rose."
        _, first, second = site.asked
        assert second.time - first.time >= 1


def test_a_host_that_asks_for_a_year_is_left_alone_for_this_run():
    with Site() as site:
        site.pages["/a"] = reply(status=429, retry_after=str(10**9))
        fetcher = Fetcher(web_options())
        started = time.monotonic()
        for _ in range(3):
            with pytest.raises(SourceError, match="fewer requests"):
                fetcher.get(f"{site.url}/a")
        assert site.paths == ["/a"]
        assert time.monotonic() - started < 2


def test_a_host_that_does_not_answer_is_asked_three_times_and_no_more():
    with Site() as site:
        site.pages["/a"] = lambda _: slowly([b""] * 9, 0.2)
        fetcher = Fetcher(web_options(timeout=0.2))
        told = []
        for _ in range(5):
            with pytest.raises(SourceError) as err:
                fetcher.get(f"{site.url}/a")
            told.append("did not answer 3 times in a row" in str(err.value))
        assert told == [False, False, False, True, True]
        assert site.paths == ["/a"] * 3


# Manners


def test_two_pages_of_a_host_are_asked_for_with_the_delay_between_them():
    with Site() as site, Site() as other:
        site.pages |= {"/a": reply("a"), "/b": reply("b")}
        other.pages["/a"] = reply("a")
        fetcher = Fetcher(web_options(delay=0.4))
        for url in (f"{site.url}/a", f"{other.url}/a", f"{site.url}/b"):
            get(fetcher, url)
        times = [asked.time for asked in site.asked]
        assert len(times) == 3
        assert all(later - earlier >= 0.39 for earlier, later in itertools.pairwise(times))
        assert other.asked[0].time - site.asked[1].time < 0.3


def test_a_longer_delay_of_robots_txt_goes_before_ours():
    with Site() as site:
        site.pages |= {"/robots.txt": reply("User-agent: *\nCrawl-delay: 0.5\n"), "/a": reply("a")}
        fetcher = Fetcher(web_options())
        get(fetcher, f"{site.url}/a")
        assert site.asked[1].time - site.asked[0].time >= 0.49


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (reply("User-agent: *\nDisallow: /a"), False),
        (reply("User-agent: *\nDisallow: /*.html$"), False),
        (reply("User-agent: *\nDisallow: /\nAllow: /a"), True),
        (reply("User-agent: other\nDisallow: /"), True),
        (reply("User-agent: *\nAllow: /\n\nUser-agent: OnTheRecord\nDisallow: /"), False),
        (reply("\ufeffUser-agent: *\nDisallow: /"), False),
        (reply(b"# \xff\nUser-agent: *\nDisallow: /\n" + b"#" * 1_000_000), False),
        (reply("#" * 600_000 + "\nUser-agent: *\nDisallow: /"), True),  # beyond what is to be read
        (reply("<html><p>Not found</p></html>"), True),
        (redirect("/elsewhere.txt"), False),
        (reply(status=404), True),
        (reply(status=403), True),
        (reply(status=429), False),
        (reply(status=500), False),
        (redirect("/robots.txt"), False),
        (b"nonsense", False),
    ],
)
def test_robots_txt_is_obeyed_as_its_standard_says(robots, allowed):
    with Site() as site:
        site.pages |= {
            "/a.html": reply("The river rose."),
            "/elsewhere.txt": reply("User-agent: *\nDisallow: /"),
        }
        site.pages["/robots.txt"] = robots
        fetcher = Fetcher(web_options())
        if allowed:
            assert get(fetcher, f"{site.url}/a.html") == b"The river rose."
        else:
            with pytest.raises(SourceError, match=r"robots\.txt"):
                fetcher.get(f"{site.url}/a.html")
            assert "/a.html" not in site.paths


def test_robots_txt_is_asked_for_once_a_run_and_also_where_a_redirect_leads():
    with Site() as site, Site() as other:
        other.pages |= {"/robots.txt": reply("User-agent: *\nDisallow: /b"), "/c": reply("c")}
        site.pages |= {"/a": redirect(f"{other.url}/b"), "/c": redirect(f"{other.url}/c")}
        fetcher = Fetcher(web_options())
        with pytest.raises(SourceError, match=r"robots\.txt does not allow 'ontherecord'"):
            fetcher.get(f"{site.url}/a")
        assert get(fetcher, f"{site.url}/c") == b"c"
        assert [asked.path for asked in site.asked] == ["/robots.txt", "/a", "/c"]
        assert [asked.path for asked in other.asked] == ["/robots.txt", "/c"]


# What is kept


def versioned(asked: Asked) -> bytes:
    if asked.headers.get("if-none-match") == '"1"':
        return reply(status=304)
    return reply("The river rose.", etag='"1"')


def test_an_unchanged_page_is_not_sent_again(tmp_path):
    with Site() as site:
        site.pages["/a"] = versioned
        for _ in range(2):
            fetched = Fetcher(web_options(tmp_path)).get(f"{site.url}/a")
            with fetched.stream as stream:
                assert (stream.read(), fetched.name) == (b"The river rose.", "page.html")
        assert [asked.headers.get("if-none-match") for asked in site.asked if asked.path == "/a"] == [
            None,
            '"1"',
        ]


def test_a_page_is_asked_for_by_its_date_where_it_has_no_mark(tmp_path):
    date = "Mon, 03 Mar 2014 10:22:00 GMT"
    with Site() as site:
        site.pages["/a"] = reply("old", last_modified=date)
        assert get(Fetcher(web_options(tmp_path)), f"{site.url}/a") == b"old"
        site.pages["/a"] = reply("new")
        assert get(Fetcher(web_options(tmp_path)), f"{site.url}/a") == b"new"
        assert site.asked[-1].headers["if-modified-since"] == date
        get(Fetcher(web_options(tmp_path)), f"{site.url}/a")
        assert "if-modified-since" not in site.asked[-1].headers


def test_a_page_that_is_fresh_enough_is_not_asked_for(tmp_path):
    with Site() as site:
        site.pages["/a"] = versioned
        started = time.time()
        for since in (started, started, time.time() + 60, -math.inf):
            assert get(Fetcher(web_options(tmp_path)), f"{site.url}/a", since=since) == b"The river rose."
        assert site.paths == ["/a", "/a"]


def test_where_a_kept_page_was_redirected_is_known_without_asking(tmp_path):
    with Site() as site:
        site.pages |= {"/a": redirect("/b"), "/b": versioned}
        for _ in range(2):
            fetched = Fetcher(web_options(tmp_path)).get(f"{site.url}/a", since=0.0)
            fetched.stream.close()
            assert fetched.url == f"{site.url}/b"
        assert site.paths == ["/a", "/b"]


def damage_page(path: Path) -> None:
    if path.suffix == ".page":
        path.write_bytes(path.read_bytes()[:-1] + b"!")


def damage_notes(path: Path) -> None:
    if path.suffix == ".json":
        path.write_text('{"asked": 1}')


def stretch_notes(path: Path) -> None:
    if path.suffix == ".json":
        path.write_text(json.dumps({**json.loads(path.read_text()), "more": 1}))


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lose_page(path: Path) -> None:
    if path.suffix == ".page":
        path.unlink()


@pytest.mark.parametrize("damage", [damage_page, damage_notes, stretch_notes, halve, lose_page])
def test_a_damaged_entry_is_fetched_anew(damage, tmp_path):
    with Site() as site:
        site.pages["/a"] = versioned
        get(Fetcher(web_options(tmp_path)), f"{site.url}/a")
        for path in list(tmp_path.iterdir()):
            damage(path)
        for _ in range(2):
            assert get(Fetcher(web_options(tmp_path)), f"{site.url}/a", since=0.0) == b"The river rose."
        assert [asked.headers.get("if-none-match") for asked in site.asked if asked.path == "/a"] == [
            None,
            None,
        ]


def test_a_folder_that_cannot_be_written_is_told_with_its_name(tmp_path):
    (tmp_path / "kept").write_text("a file")
    with Site() as site:
        site.pages["/a"] = versioned
        with pytest.raises(SourceError, match=rf"cannot be kept .*: {tmp_path / 'kept'}"):
            Fetcher(web_options(tmp_path / "kept")).get(f"{site.url}/a")


KEEPS_FOR_EVER = """
import io, itertools, sys
from pathlib import Path
from index.sources.fetched import FetchedPages, Kept
pages = FetchedPages(Path(sys.argv[1]))
print("ready", flush=True)
kept = Kept("http://example.com/", "http://example.com/", "", "", "", "", 1.0, "")
for turn in itertools.count():
    pages.keep(kept, io.BytesIO(b"%d" % turn * 50_000))
"""


def test_a_run_that_is_killed_leaves_a_whole_page_or_none(tmp_path):
    pages = FetchedPages(tmp_path)
    whole = 0
    for turn in range(15):
        with subprocess.Popen(
            [sys.executable, "-c", KEEPS_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(0.01 + turn * 0.003)
            run.kill()
        kept = pages.find("http://example.com/")
        if kept:
            with pages.open(kept) as page:
                text = page.read()
            number = text[: len(text) // 50_000]
            assert text == number * 50_000
            whole += 1
    assert whole
    pages.keep(
        Kept("http://example.com/", "http://example.com/", "", "", "", "", 1.0, ""), io.BytesIO(b"new")
    )
    assert pages.find("http://example.com/")


# Certificates


@pytest.fixture
def authority(tmp_path, monkeypatch) -> trustme.CA:
    """An authority that this system trusts."""
    found = trustme.CA()
    found.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return found


def secured(certificate: trustme.LeafCert):
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_a_page_behind_a_good_certificate_is_fetched(authority):
    with Site(tls=secured(authority.issue_cert("127.0.0.1", "localhost"))) as site:
        site.pages["/a"] = page("Floods")
        assert b"Floods" in get(Fetcher(web_options()), f"{site.url}/a")
        assert b"Floods" in get(Fetcher(web_options()), f"https://localhost:{site.port}/a")


def test_a_certificate_of_another_host_or_authority_or_time_is_refused(authority):
    from datetime import UTC, datetime

    stranger = trustme.CA().issue_cert("127.0.0.1")
    past = authority.issue_cert(
        "127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC), not_before=datetime(2019, 1, 1, tzinfo=UTC)
    )
    for certificate in (authority.issue_cert("news.example.com"), stranger, past):
        with Site(tls=secured(certificate)) as site:
            site.pages["/a"] = page("Floods")
            with pytest.raises(SourceError, match="its certificate cannot be trusted"):
                Fetcher(web_options()).get(f"{site.url}/a")
            assert site.asked == []


def test_a_redirect_from_https_to_http_is_refused(authority):
    with Site() as plain, Site(tls=secured(authority.issue_cert("127.0.0.1"))) as site:
        site.pages["/a"] = redirect(f"{plain.url}/a")
        plain.pages["/a"] = page("Floods")
        with pytest.raises(SourceError, match="from https to http"):
            Fetcher(web_options()).get(f"{site.url}/a")
        assert plain.asked == []
