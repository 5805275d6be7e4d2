"""Tables, lines, feeds and archives that are broken, huge or made to do harm; see :mod:`tests.index.hostile`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from tests.index.hostile import CHANNEL, Bait, Case, link, page, paragraphs, sentence, story
from tests.index.sources.archiving import answer, in_chunks, record
from tests.index.sources.packing import tarred, zipped

__all__ = ["archives", "feeds", "rows"]

MB = 1_000_000


def _line(number: int, **more: object) -> bytes:
    return json.dumps({"text": story(number), **more}).encode() + b"\n"


def rows() -> Iterator[Case]:
    """JSON and JSON Lines, tables, Parquet."""
    good = _line(1500)
    bad = {
        "text.jsonl": (b"not JSON at all\n", r"broken JSON \(.*\); expected a JSON object on one line"),
        "list.jsonl": (b"[1, 2]\n", 'a list instead of a JSON object; expected {"text": …}'),
        "missing.jsonl": (b'{"headline": "Ferry leaves"}\n', "expected"),
        "null.jsonl": (b'{"text": null}\n', "expected"),
        "number.jsonl": (b'{"text": 17}\n', "expected"),
        "object.jsonl": (b'{"text": {"a": 1}}\n', "expected"),
        "empty.jsonl": (b'{"text": ""}\n', "expected"),
    }
    for name, (line, told) in bad.items():
        yield Case("B75", f"b75/{name}", good + line + _line(1501), told, says="Aldra-1501 ")
    yield Case(
        "B75",
        "b75/types.jsonl",
        _line(1502, title=5, authors={"a": [1]}, url=[], published=[[]], publisher=None),
        'field "title" holds a number; expected a string',
    )
    yield Case(
        "B76",
        "b76/nested.jsonl",
        good + b'{"text": ' + b"[" * 100_000 + b"\n",
        "JSON that cannot be read|broken JSON",
        says="Aldra-1500 ",
    )
    yield Case("B76", "b76/nested.json", b"[" * 100_000 + b"]" * 100_000, "JSON that cannot be read|expected")
    yield Case(
        "B77",
        "b77/digits.jsonl",
        good + b'{"text": "a", "n": ' + b"7" * 10_000 + b"}\n",
        "JSON that cannot be read",
        says="Aldra-1500 ",
    )
    odd = (
        b'{"text": %s, "score": NaN, "rank": -Infinity, "published": Infinity}\n'
        % json.dumps(story(1503)).encode()
    )
    yield Case("B77", "b77/nan.jsonl", odd, says="Aldra-1503 ")
    yield Case(
        "B77",
        "b77/twice.jsonl",
        b'{"text": "Zebu.", "text": %s}\n' % json.dumps(story(1504)).encode(),
        says="Aldra-1504 ",
        lacks="Zebu",
    )
    yield Case(
        "B78",
        "b78/long.jsonl",
        good + b'{"text": "' + b"a" * 6 * MB + b'"}\n' + _line(1505),
        "a line of over 5 MB; expected one article a line",
        says="Aldra-1505 ",
    )
    yield Case(
        "B78",
        "b78/gigabyte.jsonl",
        lambda: good + b"a" * 1000 * MB,
        "a line of over 5 MB",
        says="Aldra-1500 ",
        slow=True,
    )
    yield Case("B79", "b79/mark.jsonl", b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"), says="Aldra-1500 ")
    yield Case(
        "B79", "b79/comma.jsonl", good.replace(b"\n", b",\n") + _line(1506), "broken JSON", says="Aldra-1506 "
    )
    yield Case("B79", "b79/joined.jsonl", good.strip() + good, "broken JSON")
    yield Case("B79", "b79/packed.jsonl", gzip.compress(good), says="Aldra-1500 ")
    yield Case(
        "B79", "b79/cut.jsonl.gz", gzip.compress(_line(1507) * 700)[:-40], "damaged gzip", says="Aldra-1507 "
    )
    yield from _tables()
    yield Case("B81", "b81/broken.parquet", b"PAR1" + bytes(200) + b"\xff\xff\x00\x00PAR1", "expected")


def _tables() -> Iterator[Case]:
    quoted = story(1510).replace('"', '""')
    good = f'title,text\nFerry,"{quoted}"\n'.encode()
    after = b'Ferry,"' + story(1511).encode() + b'"\n'
    yield Case(
        "B80",
        "b80/cell.csv",
        b'title,text\nA,"' + b"One ship left. " * 9_000 + b'"\n',
        says="One ship left.",
    )
    yield Case(
        "B80",
        "b80/unclosed.csv",
        good + b'B,"' + b"one two\n" * 900_000,
        "never closed|no whole row is found after",
        says="Aldra-1510 ",
    )
    yield Case(
        "B80",
        "b80/long unclosed.csv",
        lambda: good + b'B,"' + b"one two\n" * 2_500_000,
        "never closed|no whole row is found after",
        says="Aldra-1510 ",
        slow=True,
    )
    yield Case("B80", "b80/nul.csv", good + b"B,\0\n" + after, "NUL bytes; expected text", says="Aldra-1511 ")
    yield Case(
        "B81",
        "b81/semicolon.csv",
        good.replace(b"title,text\nFerry,", b"title;text\nFerry;"),
        says="Aldra-1510 ",
    )
    yield Case(
        "B81",
        "b81/columns.csv",
        ",".join(f"text{n}" for n in range(10_000)).encode() + b"\n",
        "10,000 columns; expected at most 1,000",
    )
    yield Case("B81", "b81/names.csv", b"Ferry,One ship left.\nBoat,Two ships left.\n", "expected")
    yield Case(
        "B81",
        "b81/doubled.csv",
        b"text,text\nA,B\n",
        "two columns are called “text”; expected each name once",
    )
    formula = ("=cmd|'/c calc'!A1", "@SUM(1)", "+1", "-1")
    lines = "".join(f'{one},"{one} was typed. {sentence(1512)}"\n' for one in formula)
    yield Case("B82", "b82/formula.csv", f"title,text\n{lines}".encode(), says="=cmd|'/c calc'!A1 was typed.")


def _rss(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}{CHANNEL}<title>News</title>{items}</channel></rss>'.encode()


def _item(number: int, more: str = "<guid>g</guid>") -> str:
    return f"<item><title>Ferry</title>{more}<content:encoded><![CDATA[{paragraphs(number)}]]></content:encoded></item>"


def feeds(bait: Bait) -> Iterator[Case]:
    """Feeds."""
    laughs = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'zebu'}'>" for n in range(12))
    square = f"<!ENTITY e11 '{'zebu' * 20_000}'>"
    outer = f'<!ENTITY e11 SYSTEM "{bait.file.as_uri()}"><!ENTITY f SYSTEM "{bait.url}/f">'
    for name, inside in (("laughs", laughs), ("square", square), ("outer", outer)):
        used = f"<title>&e11;</title><guid>&e11;</guid><description>{'&e11;' * 5000}</description>"
        items = f"<item>{used}</item>{_item(1600)}"
        yield Case(
            "B83",
            f"b83/{name}.rss",
            _rss(items, f"<!DOCTYPE rss [{inside}]>"),
            says="Aldra-1600 ",
            lacks=bait.secret,
        )
    yield Case(
        "B83",
        "b83/type.rss",
        _rss(_item(1601), f'<!DOCTYPE rss SYSTEM "{bait.url}/rss.dtd">'),
        says="Aldra-1601 ",
    )
    yield Case("B83", "b83/nested.rss", _rss("<a>" * 50_000 + _item(1602)), says="Aldra-1602 ")
    yield Case("B84", "b84/path.rss", str(bait.file).encode(), "neither a feed nor a sitemap")
    yield Case("B84", "b84/address.rss", f"{bait.url}/feed".encode(), "neither a feed nor a sitemap")
    many = "".join(
        f"<item><guid>g{n}</guid><description>One ship left pier {n} at noon on Monday.</description></item>"
        for n in range(3000)
    )
    yield Case(
        "B85",
        "b85/many.rss",
        lambda: _rss(many),
        "over 2,000 entries|entries have a teaser",
        says="",
        slow=True,
    )
    yield Case("B85", "b85/nameless.rss", _rss(_item(1603, "") + _item(1604, "")), says="Aldra-1604 ")
    yield Case(
        "B85",
        "b85/same.rss",
        _rss(
            _item(1605, "<guid>x</guid><pubDate>Mon, 05 May 2031 10:00:00 GMT</pubDate>")
            + _item(1606, "<guid>x</guid><pubDate>Tue, 06 May 2031 10:00:00 GMT</pubDate>")
        ),
        says="Aldra-1606 ",
        lacks="Aldra-1605",
    )
    for number, address in enumerate(
        ("javascript:alert(1)", bait.file.as_uri(), bait.url, "data:text/html,x")
    ):
        yield Case(
            "B86",
            f"b86/{number}.rss",
            _rss(_item(1610 + number, f"<link>{address}</link>")),
            says=f"Aldra-{1610 + number} ",
        )
    yield Case(
        "B86",
        "b86/bare.rss",
        _rss(f"<item><title>A</title><link>{bait.url}/a</link></item>"),
        "expected whole articles: give the address of the feed",
    )
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{bait.url}/b</loc></url></urlset>'
    yield Case(
        "B86", "b86/map.rss", sitemap.encode(), "expected whole articles: give the address of the feed"
    )


def _kept(number: int, name: str = "", **options: object) -> bytes:
    return record(answer(page(paragraphs(number))), name or f"kept/{number}", **options)


def archives(bait: Bait) -> Iterator[Case]:
    """Web archives; other archives."""
    first, last = _kept(1700, "one"), _kept(1701, "last")
    body = answer(page(paragraphs(1702)))
    damaged = {
        "short": record(body, "x", length=20),
        "long": record(body, "x", length=len(body) + 150),
        "beyond": record(body, "x", length=10**12),
        "negative": record(body, "x", length=-5),
        "word": record(body, "x", length="many"),
        "header": record(body, "x", more=f"X-A: {'a' * MB}\r\n"),
        "noise": bytes(range(256)) * 20,
    }
    for name, one in damaged.items():
        for ending, form in (
            ("warc", b"".join),
            ("warc.gz", lambda parts: b"".join(map(gzip.compress, parts))),
        ):
            yield Case(
                "B87",
                f"b87/{name}.{ending}",
                form([first, one, last]),
                "at byte|after the record",
                says="Aldra-1701 ",
            )
    yield Case(
        "B87",
        "b87/cut.warc",
        first + last[:-200],
        "damaged or cut off; expected a whole record",
        says="Aldra-1700 ",
    )
    yield Case("B87", "b87/blanks.warc", first[:-4] + last, says="Aldra-1701 ")
    bomb = record(answer(gzip.compress(bytes(100 * MB)), more="Content-Encoding: gzip\r\n"), "bomb")
    yield Case("B87", "b87/bomb.warc", first + bomb + last, "over 20 MB when unpacked", says="Aldra-1701 ")
    lies = record(
        answer(
            in_chunks(page(paragraphs(1703)))[:-90] + b"ffffff\r\nx", more="Transfer-Encoding: chunked\r\n"
        ),
        "lies",
    )
    yield Case(
        "B87",
        "b87/chunks.warc",
        first + lies + last,
        "cut off inside a chunk|damaged chunks",
        says="Aldra-1701 ",
    )
    dns = record(b"20310502 velmora.example 1.2.3.4", "dns", media="text/dns")
    yield Case("B87", "b87/other.warc", first + dns + record(b"\x16\x03\x01", "tls"), "", says="Aldra-1700 ")
    often = b"".join(_kept(1710 + n % 3, "same", date=f"2031-05-02T{10 + n % 3}:00:00Z") for n in range(1000))
    revisit = record(b"", "same", kind="revisit", date="2032-01-01T00:00:00Z")
    yield Case("B88", "b88/often.warc", often + revisit, says="Aldra-1712 ", lacks="Aldra-1710")
    others = [
        record(answer(page(paragraphs(1720)), status=status), status)
        for status in ("404 Not Found", "301 Moved")
    ]
    image = record(answer(b"\x89PNG", "image/png"), "image")
    yield Case(
        "B89", "b89/others.warc", b"".join([*others, image, first]), says="Aldra-1700 ", lacks="Aldra-1720"
    )
    yield Case("B89", "b89/none.warc", b"".join([*others, image]), "no page in it; found 1 status 404")
    yield Case(
        "B71", "b71/link.tar", link("a.txt", str(bait.file)), "a link; expected a file: pack the file itself"
    )
    yield Case(
        "B71",
        "b71/up.tar",
        tarred({"../up.txt": story(1730), "b.txt": story(1731)}),
        "leads out of the archive",
        says="Aldra-1731 ",
        lacks="Aldra-1730",
    )
    nested = zipped({"a.txt": story(1732)})
    for _ in range(6):
        nested = zipped({"inner.zip": nested})
    yield Case("B71", "b71/nested.zip", nested, "an archive inside .* others; expected at most 2: unpack it")
    yield Case(
        "B70",
        "b70/bomb.zip",
        zipped({"a.txt": bytes(100 * MB), "b.txt": story(1733)}),
        "unpacks to far more|over",
        says="Aldra-1733 ",
    )
    yield Case("B70", "b70/bomb.txt.gz", lambda: gzip.compress(bytes(300 * MB)), "unpacks to far more|over")
