"""JSON files: where the articles are in them."""

from __future__ import annotations

import json

import pytest

from index.sources.options import Limits
from tests.index.sources.rowing import messages, reading, records, texts

ONE, TWO = {"text": "one"}, {"text": "two"}


@pytest.mark.parametrize(
    "value",
    [
        [ONE, TWO],
        {"articles": [ONE, TWO]},
        {"status": "ok", "totalResults": 2, "articles": [ONE, TWO], "tags": ["x"]},
        {"response": {"status": "ok", "results": [ONE, TWO]}},
        {"took": 3, "hits": {"total": {"value": 2}, "hits": [{"_source": ONE}, {"_source": TWO}]}},
        {"@context": "https://schema.org", "@graph": [ONE, TWO]},
    ],
    ids=range(6),
)
def test_a_list_of_articles_is_found_where_it_is(value):
    found = reading("json", json.dumps(value))
    assert [(record.source, record.text, record.line) for record in found] == [
        ("a#1", "one", 1),
        ("a#2", "two", 2),
    ]


@pytest.mark.parametrize("value", [ONE, {"article": ONE}, {"text": "one", "images": [{"url": "x"}, {}]}])
def test_an_object_with_a_text_is_one_article(value):
    (record,) = reading("json", json.dumps(value))
    assert (record.source, record.text, record.line) == ("a", "one", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_is_read_in_the_encoding_that_it_is_written_in(encoding):
    found = reading("json", json.dumps([{"text": "It’s over."}], ensure_ascii=False).encode(encoding))
    assert texts(found) == ["It’s over."]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("[]", "an empty list"),
        ("3", "a number; expected a list of objects"),
        ('[{"text": "a"}', "broken JSON (Expecting ',' delimiter at line 1, character 15)"),
        ("[" * 100_000, "nested too deep); expected plain fields"),
        ('[{"n": ' + "9" * 5000 + "}]", "a number of too many digits"),
        ('{"a": 1, "b": []}', "no text and no list of objects; found “a”, “b”"),
        ('{"a": [{"text": "a"}], "b": [{"text": "b"}]}', "lists called “a”, “b”; expected one list"),
        ('[{"text": "a\x00"}]', "NUL bytes"),
    ],
    ids=range(10),
)
def test_what_is_no_list_of_articles_is_refused_with_what_was_found(content, found):
    (message,) = messages(reading("json", content))
    assert found in message


def test_a_bad_object_is_refused_by_its_number_and_the_next_goes_on():
    first, error, third = reading("json", '[{"text": "one"}, 2, {"text": "three"}]')
    assert (first.text, third.text) == ("one", "three")
    assert (error.line, error.message) == (2, 'a number instead of a JSON object; expected {"text": …}')


def test_a_file_beyond_the_limit_is_refused():
    (message,) = messages(reading("json", b"[" + b" " * 2000 + b"]", Limits(json=1000)))
    assert message.startswith("over 0.001 MB of JSON")


def test_a_key_that_the_options_name_and_no_object_has_is_an_error():
    found = reading("json", '[{"text": "one", "by": "x"}, {"text": "two"}]', authors="writer")
    assert texts(found) == ["one", "two"]
    assert messages(found) == ["no column “writer”, which the options name; found “text”, “by”"]
    found = reading("json", '[{"text": "one", "by": "Ada Byrd"}, {"text": "two"}]', authors="by")
    assert [record.authors for record in records(found)] == [("Ada Byrd",), ()]
    assert messages(found) == []
