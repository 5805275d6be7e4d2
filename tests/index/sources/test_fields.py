"""Which column is which field, and what exports of many kinds put in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import Record
from index.sources.fields import Fields
from index.sources.options import Options
from index.sources.record import Resource
from index.sources.tagless import is_markup, text_of
from index.sources.wellknown import KNOWN

RESOURCE = Resource("a", "a.json", "a.json", url="https://example.com/a.json", published="2001-01-01")


def record(values, line=1, **columns) -> Record:
    return Fields(RESOURCE, Options(columns=columns)).record(values, line)


NEWSAPI = {
    "source": {"id": "courier", "name": "The Courier"},
    "author": "Ada Byrd",
    "title": "Dam closed",
    "description": "A dam.",
    "url": "https://example.com/dam",
    "publishedAt": "2031-05-02T10:00:00Z",
    "content": "The dam.",
}
NEWS_PLEASE = {
    "authors": ["Ada Byrd"],
    "date_download": "2040-01-01 00:00:00",
    "date_modify": None,
    "date_publish": "2031-05-02T10:00:00Z",
    "description": "A dam.",
    "filename": "x",
    "language": "en",
    "maintext": "The dam.",
    "source_domain": "The Courier",
    "title": "Dam closed",
    "url": "https://example.com/dam",
}
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Dam closed",
    "articleBody": "The dam.",
    "author": [{"@type": "Person", "name": "Ada Byrd"}],
    "datePublished": "2031-05-02T10:00:00Z",
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.com/dam"},
}
GUARDIAN = {
    "id": "x",
    "webTitle": "Dam closed",
    "webPublicationDate": "2031-05-02T10:00:00Z",
    "webUrl": "https://example.com/dam",
    "fields": {"bodyText": "The dam.", "byline": "Ada Byrd", "publication": "The Courier"},
}
WORDPRESS = {
    "date": "2031-05-02T10:00:00Z",
    "link": "https://example.com/dam",
    "title": {"rendered": "Dam closed"},
    "content": {"rendered": "<p>The dam.</p>"},
    "author": "Ada Byrd",
    "site_name": "The Courier",
}
ELASTIC = {"_index": "news", "_id": "x", "_source": NEWSAPI}
TRAFILATURA = {
    "title": "Dam closed",
    "author": "Ada Byrd",
    "date": "2031-05-02T10:00:00Z",
    "source": "https://example.com/dam",
    "source-hostname": "The Courier",
    "text": "The dam.",
    "raw_text": "The dam. Share!",
}
EVENT_REGISTRY = {
    "lang": "eng",
    "dateTimePub": "",
    "dateTime": "2031-05-02T10:00:00Z",
    "url": "https://example.com/dam",
    "title": "Dam closed",
    "body": "The dam.",
    "source": {"uri": "courier.example", "title": "The Courier"},
    "authors": [{"uri": "ada", "name": "Ada Byrd"}],
}
EXPORTS = [NEWSAPI, NEWS_PLEASE, SCHEMA_ORG, GUARDIAN, WORDPRESS, ELASTIC, TRAFILATURA, EVENT_REGISTRY]


@pytest.mark.parametrize("export", EXPORTS, ids=range(len(EXPORTS)))
def test_the_facts_of_an_article_are_found_in_many_exports(export):
    found = record(export)
    assert (found.text, found.title, found.authors) == ("The dam.", "Dam closed", ("Ada Byrd",))
    assert (found.published, found.publisher) == ("2031-05-02T10:00:00Z", "The Courier")
    assert found.url == "https://example.com/dam"


def test_the_first_name_that_has_a_value_wins_in_a_fixed_order():
    assert record({"content": "c", "body": "b", "text": ""}).text == "b"
    assert record({"content": "c", "body": "b"}).text == record({"body": "b", "content": "c"}).text
    assert record({"text": "t", "authors": None, "author": "Ada Byrd"}).authors == ("Ada Byrd",)


def test_a_column_that_the_options_name_goes_before_well_known_ones():
    values = {"text": "t", "lead": {"full": "the whole"}, "Title": "x", "kicker": "K"}
    found = record(values, text="lead.full", title="kicker")
    assert (found.text, found.title) == ("the whole", "K")


def test_a_summary_is_no_body_and_a_download_or_a_crawl_is_no_publication():
    with pytest.raises(SourceError, match="no column for the text; found “summary”, “description”"):
        record({"summary": "s", "description": "d"})
    assert record({"text": "t", "date_download": "2031-05-02", "created_at": "2031-05-02"}).published == ""


def test_names_are_the_same_in_every_spelling():
    for name in ("datePublished", "date_published", "Date Published", "DATE-PUBLISHED"):
        assert record({"text": "t", name: "May 2, 2031"}).published == "May 2, 2031"


@pytest.mark.parametrize(
    ("value", "published"),
    [
        (20310502, "2031-05-02"),
        ("20310502", "2031-05-02"),
        (1935482400, "2031-05-02T10:00:00+00:00"),
        (1935482400000, "2031-05-02T10:00:00+00:00"),
        ("2031", "2031"),
        (float("nan"), ""),
        (None, ""),
        (10**400, f"1{'0' * 400}"),
        (1e308, f"{1e308:.0f}"),
    ],
)
def test_a_number_that_stands_for_a_date_is_written_as_one(value, published):
    assert record({"text": "t", "date": value}).published == published


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Ada Byrd, Bo Carr", ("Ada Byrd, Bo Carr",)),
        (["Ada Byrd", ""], ("Ada Byrd",)),
        ("['Ada Byrd', 'Bo Carr']", ("Ada Byrd", "Bo Carr")),
        ('["Ada Byrd"]', ("Ada Byrd",)),
        ("[]", ()),
        ("['Ada' + open('x')]", ("['Ada' + open('x')]",)),
        ({"name": "Ada Byrd"}, ("Ada Byrd",)),
        ([{"first_name": "Ada", "last_name": "Byrd"}, "Bo Carr"], ("Ada Byrd", "Bo Carr")),
        ({"name": ["x"]}, None),
        ([1], None),
        ([[[[["deep"]]]]], None),
        (7, None),
    ],
)
def test_authors_are_read_in_every_form_that_holds_names(value, authors):
    if authors is None:
        with pytest.raises(SourceError, match="expected a string or a list of strings"):
            record({"text": "t", "author": value})
    else:
        assert record({"text": "t", "author": value}).authors == authors


def test_a_language_is_a_tag_or_nothing():
    tags = {"en_GB": "en-GB", "de": "de", "English, translated": "", "": ""}
    assert {value: record({"text": "t", "lang": value}).language for value in tags} == tags


def test_an_address_is_no_publisher_and_a_word_is_no_address():
    found = record({"text": "t", "source": "https://example.com/x", "url": "/relative"})
    assert (found.publisher, found.url) == ("", "https://example.com/x")


def test_what_the_carrier_says_is_about_one_article_and_not_about_each_of_many():
    alone, one_of_many = record({"text": "t"}, None), record({"text": "t"}, 4)
    assert (alone.source, alone.published, alone.url) == ("a", "2001-01-01", "https://example.com/a.json")
    assert (one_of_many.source, one_of_many.published, one_of_many.url) == ("a#4", "", "")


def test_an_error_lists_the_columns_that_were_found_but_not_thousands():
    with pytest.raises(SourceError) as caught:
        record({f"column {number}\n{'x' * 100}": 1 for number in range(1000)})
    assert "980 more" in caught.value.message
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 2000


def test_a_field_that_no_article_has_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="no such field: body"):
        Fields(RESOURCE, Options(columns={"body": "text"}))


def test_markup_is_stripped_to_paragraphs_and_plain_text_stays_as_it_is():
    markup = "<p>The <b>dam</b> isn&#8217;t safe,\n she said.</p><script>x()</script><p>It&nbsp;broke.<br/>Twice.</p>"
    assert record({"text": markup}).text == "The dam isn’t safe, she said.\n\nIt\xa0broke.\nTwice."
    for plain in ("a < b and c > d", "He typed <p> once.", "AT&amp;T", "<3", "a\n\n b  c "):
        assert record({"text": plain}).text == plain


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<b>", "</", "<a b='", "<div>", "<script>", "&", "<br>", "<![CDATA["]
)
def test_a_megabyte_of_hostile_markup_takes_no_time(piece):
    import time

    started = time.process_time()
    text_of("<p>x</p>" + piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5


@given(st.text(alphabet="<>/pbr abc&;\x00\ud800\n!-="))
def test_any_markup_is_read(markup):
    assert isinstance(is_markup(markup), bool)
    assert "\x00" not in text_of(markup)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "rendered", "x"]), inner)
    ),
    max_leaves=5,
)
COLUMNS = sorted({name for names in KNOWN.values() for name in names.split()})


@given(st.dictionaries(st.sampled_from(["_source", "fields", *COLUMNS]), JSON, max_size=6))
def test_any_object_is_a_record_or_an_error_of_a_source(values):
    try:
        found = record(values)
    except SourceError:
        return
    for name in ("source", "text", "title", "published", "updated", "publisher", "url", "section", "page"):
        assert isinstance(getattr(found, name), str)
    assert all(isinstance(author, str) for author in found.authors)
