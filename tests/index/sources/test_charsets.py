"""Encodings by their names: what is meant by one, and whom to believe where several are named."""

from __future__ import annotations

import io

import pytest

from index.errors import SourceError
from index.sources import Options, Resource
from index.sources.charsets import codec_of, named_by_type, named_within
from index.sources.feeds import parse_feed
from index.sources.html import read as read_page
from index.sources.text import decode
from index.sources.text import read as read_text_file

POLISH = "Premier powiedział, że rząd nie będzie negocjować z protestującymi. "
JAPANESE = "首相は火曜日、交渉は来週も続くと述べた。"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("GB2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("x-euc-jp", "euc_jp"),
        ("iso-8859-8-i", "iso8859-8"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_a_name_means_what_browsers_take_it_for(name, codec):
    assert codec_of(name) == codec


@pytest.mark.parametrize("name", ["", "none", "punycode", "idna", "unicode_escape", "utf-7", "utf\x008"])
def test_a_name_of_no_encoding_names_none(name):
    assert codec_of(name) == ""


def test_a_page_cannot_call_itself_utf_16_in_ascii():
    assert named_within(b"<meta charset=utf-16>") == ""
    assert named_within(b'<?xml version="1.0" encoding="utf-8"?>') == "utf-8"


def test_a_header_names_an_encoding_by_its_parameter_alone():
    assert named_by_type("text/html; boundary=charset; CHARSET = 'koi8-r'") == "koi8-r"
    assert named_by_type("text/charset=koi8-r") == ""


def test_the_first_name_that_the_bytes_can_be_read_by_is_believed():
    data = (POLISH * 3).encode("iso-8859-2")
    assert decode(data, path="a", declared=("none", "utf-8", "iso-8859-2", "cp1252")) == POLISH * 3


def test_an_encoding_that_looks_like_ascii_or_binary_is_read_where_it_is_named():
    assert decode(JAPANESE.encode("iso-2022-jp"), path="a", declared=("iso-2022-jp",)) == JAPANESE
    assert decode(POLISH.encode("utf-16-be"), path="a", declared=("utf-16be",)) == POLISH


def test_bytes_that_are_no_text_stay_refused_whatever_they_are_called():
    with pytest.raises(SourceError, match="binary data"):
        decode(bytes(range(1, 9)) * 20 + b"\x01\x00" * 50, path="a", declared=("utf-16le",))


def test_what_is_called_utf_16_and_has_no_zeros_is_not_read_as_such():
    assert (
        decode("Élan closed, it’s said.".encode("cp1252") * 2, path="a", declared=("utf-16",)).count("Élan")
        == 2
    )


def test_a_text_is_read_by_the_encoding_that_its_carrier_names():
    resource = Resource("id", "a.txt", "a.txt", charset="ISO-8859-2")
    (record,) = read_text_file(resource, io.BytesIO(("Ąę. " + POLISH).encode("iso-8859-2")), Options())
    assert not isinstance(record, SourceError)
    assert record.text == "Ąę. " + POLISH


@pytest.mark.parametrize(
    ("header", "meta", "mark", "true"),
    [
        ("koi8-r", "windows-1251", "", "koi8-r"),  # the header goes before the page
        ("", "windows-1251", "", "windows-1251"),
        ("no-such-thing", "windows-1251", "", "windows-1251"),
        ("windows-1251", "windows-1251", "\ufeff", "utf-8"),  # a mark goes before both
        ("windows-1251", "windows-1251", "", "utf-8"),  # as does what can be nothing but UTF-8
    ],
)
def test_a_page_is_read_by_its_mark_by_its_header_and_by_its_own_word_in_this_order(header, meta, mark, true):
    said = "Плотина закрыта, сообщает министерство. Вода поднялась на два метра за одну ночь. " * 5
    page = f'{mark}<html><head><meta charset="{meta}"></head><body><article><p>{said}</p></article></body></html>'
    resource = Resource("id", "a.html", "a.html", charset=header)
    (record,) = read_page(resource, io.BytesIO(page.encode(true)), Options())
    assert not isinstance(record, SourceError), record
    assert record.text == said.strip()


@pytest.mark.parametrize(
    ("header", "stated", "true", "broken"),
    [
        ("iso-8859-2", "utf-8", "iso-8859-2", ""),
        ("", "iso-8859-2", "iso-8859-2", ""),
        ("", "iso-8859-2", "iso-8859-2", "&nbsp;"),  # XML that has to be mended first
        ("iso-8859-2", "utf-8", "iso-8859-2", "&nbsp;"),
        ("us-ascii", "utf-8", "utf-8", ""),
    ],
)
def test_a_feed_is_read_by_its_header_and_by_its_own_word_in_this_order(header, stated, true, broken):
    feed = (
        f'<?xml version="1.0" encoding="{stated}"?><rss version="2.0"><channel><item><link>https://e.com/1</link>'
        f"<title>Łódź i Kraków: żółta jaźń{broken}</title></item></channel></rss>"
    ).encode(true)
    (entry,) = parse_feed(feed, path="a", options=Options(), charset=header).entries
    assert entry.title == "Łódź i Kraków: żółta jaźń"


def test_a_json_feed_may_begin_with_a_mark():
    feed = '\ufeff{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "Élan"}]}'
    assert [entry.title for entry in parse_feed(feed.encode(), path="a", options=Options()).entries] == [
        "Élan"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_alone_is_an_empty_text(encoding):
    assert decode("".encode(encoding), path="a", declared=("koi8-r",)) == ""
