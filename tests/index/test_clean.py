"""From a record to an article: text decided once, identity, fields, furniture."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import article_id, clean_article, clean_text, text_digest
from index.errors import ArticleError
from index.records import Article
from index.sources import Record, open_source
from index.sources.options import Limits

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed"
BODY = "The ministry closed the dam on Monday.\n\nRepairs will take a year, it said."


def article(text: str = BODY, **fields: object) -> Article:
    return clean_article(Record("news/a.txt", text, **fields))  # type: ignore[arg-type]


def furniture(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.furniture]


# Text

# Half of the characters are those that cleaning is about, so that they meet each other often.
_NASTY = st.sampled_from(
    "\u200c\u200d\u0301\u0323\u05b0\u05d0\u0915\u212a\u0344\u1100\u1161\xad \n\r\t\x00\x85\xa0e👩"
)
_ANY = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))
_TEXTS = st.lists(st.one_of(_NASTY, _ANY, st.characters(categories=["Cs"]))).map("".join)


@given(_TEXTS)
def test_cleaning_twice_changes_nothing(text):
    once = clean_text(text)
    assert clean_text(once) == once


@given(_TEXTS)
def test_a_clean_text_can_be_stored_and_has_single_blanks(text):
    clean = clean_text(text)
    clean.encode()
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(pair in clean for pair in ("  ", " \n", "\n ", "\n\n\n", "\r", "\t", "\x00", "\u2028"))
    assert clean == clean.strip(" \n")


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        (
            "one\r\ntwo\rthree\u2028four\u2029five\x0bsix\x0cseven\x85eight",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
        ),
        ("so\xadphism \u200band\ufeff sheer\u2060 fiction", "sophism and sheer fiction"),
        ("a \xa0\u2003\u3000\t b", "a b"),
        ("one  \n \n\n\n  two ", "one\n\ntwo"),
        ("cafe\u0301", "café"),
        ("a\ud800b", "a\ufffdb"),
        ("nul\x00 and\x1b escape\x9f", "nul and escape"),
        ("hidden\U000e0041\U000e007f words", "hidden words"),
        ("fi\u200cle", "file"),
        ("می\u200cروم", "می\u200cروم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
        ("“Well…” — it’s 5 %", "“Well…” — it’s 5 %"),
        ("", ""),
    ],
)
def test_what_is_seen_is_kept_and_what_is_not_seen_is_decided(printed, stored):
    assert clean_text(printed) == stored


def test_a_letter_with_a_hundred_thousand_marks_takes_no_time():
    begun = time.process_time()
    assert len(clean_text("a" + "\u0301\u0323" * 50_000)) < 100
    assert time.process_time() - begun < 1


# Identity


def test_the_id_changes_with_the_text_and_with_nothing_else():
    same = article(BODY + "\n", title="Dam closed")
    assert same.id == article(BODY).id == article_id("news/a.txt", BODY)
    assert same.id != article(BODY + " Now.").id
    assert same.source == "news/a.txt"
    assert same.id.endswith("@" + text_digest(BODY)[:12])


# Fields


def test_the_fields_of_a_record_are_cleaned_and_go_before_those_of_the_text():
    found = article(
        "Other title\nBy Bo Carr\nMay 3, 2014\n\n" + BODY,
        title="  Dam\nclosed ",
        authors=("By ADA BYRD, Associated Press", "Ada Byrd"),
        published="2014-05-02T23:10:00Z",
        publisher=" The\xa0Courier ",
        url="https://example.com/dam",
    )
    assert (found.title, found.publisher, found.url) == (
        "Dam closed",
        "The Courier",
        "https://example.com/dam",
    )
    assert found.authors == ("Ada Byrd", "Associated Press")
    assert found.published == date(2014, 5, 2)


def test_the_text_gives_what_the_fields_leave_open():
    found = article("Dam closed\n\nBy ADA BYRD\nMay 3, 2014\n\nBONN, Germany (AP) — " + BODY)
    assert (found.title, found.authors, found.published) == ("Dam closed", ("Ada Byrd",), date(2014, 5, 3))
    assert found.place == "BONN, Germany"
    assert furniture(found) == ["Dam closed", "By ADA BYRD", "May 3, 2014", "BONN, Germany (AP) —"]


def test_a_date_that_can_be_read_in_two_ways_is_left_open():
    assert article(published="03/04/2014").published is None


def test_the_facts_of_a_record_are_carried_over_each_in_its_form():
    found = article(
        published="2014-05-02T23:10:00-05:00",
        updated="2014-05-03T08:00:00Z",
        language="EN_us",
        section=" World\n",
        page="A4",
    )
    assert (found.published, found.published_at.isoformat()) == (
        date(2014, 5, 2),
        "2014-05-02T23:10:00-05:00",
    )
    assert (found.updated, found.updated_at) == (date(2014, 5, 3), datetime(2014, 5, 3, 8, tzinfo=UTC))
    assert (found.language, found.section, found.page) == ("en-US", "World", "A4")


def test_what_is_not_stated_or_not_plausible_is_not_known():
    bare = article()
    assert (bare.published, bare.published_at, bare.updated, bare.language, bare.pages) == (
        None,
        None,
        None,
        "",
        (),
    )
    found = article(published="2014-05-02", updated="2014-05-01", language="English")
    assert (found.published_at, found.updated, found.language) == (None, None, "")
    ahead = date.today() + timedelta(days=3)
    assert article(published=ahead.isoformat()).published is None


def test_pages_are_offsets_into_the_cleaned_text():
    first, second = "The dam \xad was closed.\r\n\r\n\r\n", "“Repairs”  will take a year."
    found = article(first + second, pages=(0, len(first)))
    assert found.text[found.pages[1] :].startswith("“Repairs”")
    assert [found.page_at(found.text.index(word)) for word in ("dam", "year")] == [1, 2]


def test_a_text_beyond_the_limit_is_refused_with_both_numbers():
    with pytest.raises(
        ArticleError, match=r"1,001 characters; an article has at most 1,000 .*raise the limit"
    ):
        clean_article(Record("a", "x" * 1001), limits=Limits(article=1000))
    assert clean_article(Record("a", "x" * 1000), limits=Limits(article=1000)).text == "x" * 1000


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a b",
        "http://",
        "https://a\n.com",
        "https://" + "a" * 3000,
    ],
)
def test_only_a_web_address_is_kept(url):
    assert article(url=url).url == ""


def test_fields_have_limits():
    found = article(title="long " * 1000, authors=tuple(f"Ada B{n * 'y'}rd" for n in range(300)))
    assert len(found.title) <= 500
    assert len(found.authors) == 20
    assert max(map(len, found.authors)) <= 200


# Furniture


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not here")
def test_the_seed_article_has_one_title_its_author_and_no_furniture_left():
    (record,) = open_source([SEED])
    assert isinstance(record, Record)
    found = clean_article(record)
    assert found.title == "North Korea Denies Secret Arms Deal With Hamas"
    assert found.authors == ("Dave Bohon",)
    lines = [line for line in found.text.split("\n") if line]
    assert furniture(found) == [*lines[:3], *lines[-4:]]
    assert "sheer fiction" in lines[7]


def test_nothing_but_furniture_is_no_article():
    for text in (
        "",
        " \n\u200b",
        "___",
        "Read more",
        "By Ada Byrd",
        "Dam closed\n\nBy Ada Byrd\n\nAdvertisement",
    ):
        with pytest.raises(ArticleError, match="expected at least one sentence") as met:
            article(text, path="news/a.jsonl", line=3)
        assert (met.value.path, met.value.line) == ("news/a.jsonl", 3)


_LINES = st.sampled_from(
    [
        BODY,
        "By Ada Byrd",
        "May 3, 2014",
        "BONN (AP) — Rain fell.",
        "CNN —",
        "Read more",
        "He left. Watch it »",
        "AP",
        "",
        "x",
    ]
)


@given(st.one_of(_TEXTS, st.lists(_LINES).map("\n".join)), _TEXTS)
def test_furniture_is_in_order_and_inside_the_text_for_any_text(text, title):
    try:
        found = article(text, title=title, authors=(title,), published=title, url=title)
    except ArticleError:
        return
    end = -1
    for span in found.furniture:
        assert end < span.start < span.end <= len(found.text)
        assert not found.text[span.start].isspace()
        assert not found.text[span.end - 1].isspace()
        end = span.end


@given(st.lists(_LINES).map("\n".join))
def test_cleaning_an_article_again_finds_the_same(text):
    try:
        found = article(text)
    except ArticleError:
        return
    again = article(found.text)
    assert (again.id, again.furniture, again.title) == (found.id, found.furniture, found.title)
