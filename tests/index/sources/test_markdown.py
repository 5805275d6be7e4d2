"""Markdown: its fields and its printed words."""

from __future__ import annotations

import io

import pytest

from index.sources import Options, Record, Resource
from index.sources.markdown import read as read_markdown
from tests.index.sources.reading import only_error, only_record, write


def test_markdown_gives_its_fields_and_its_printed_words(tmp_path):
    record = only_record(
        write(
            tmp_path / "a.md",
            "---\ntitle: Dam closed\nauthors: [Ada Byrd, Bo Carr]\ndate: 2031-05-02\n"
            "url: https://example.com/dam\npublisher: The Courier\nupdated: 2031-05-03T10:00:00Z\n"
            "language: en-GB\nsection: World\npage: A4\n---\n# Dam closed\n\nThe **dam** was "
            "[closed](https://example.com) on\nMonday.\n\n"
            "> “It’s safe,” she said.\n\n* one\n* two `x * y`\n\n<!-- a note -->\n",
        )
    )
    assert record.title == "Dam closed"
    assert record.authors == ("Ada Byrd", "Bo Carr")
    assert (record.published, record.url) == ("2031-05-02", "https://example.com/dam")
    assert (record.publisher, record.updated) == ("The Courier", "2031-05-03T10:00:00+00:00")
    assert (record.language, record.section, record.page) == ("en-GB", "World", "A4")
    expected = ["Dam closed", "The dam was closed on Monday.", "“It’s safe,” she said.", "one", "two x * y"]
    assert record.text.split("\n\n") == expected


def test_the_first_heading_is_the_title_of_markdown_without_one(tmp_path):
    file = write(tmp_path / "a.md", "Lead.\n\n## Two\n\n# Dam closed\n\nBody.\n")
    assert only_record(file).title == "Dam closed"


def test_a_rule_at_the_head_of_markdown_is_no_front_matter(tmp_path):
    assert only_record(write(tmp_path / "a.md", "---\n\nThe dam was closed.\n")).text == "The dam was closed."


def test_its_own_fields_go_before_those_of_the_carrier():
    resource = Resource("id", "path", "a.md", url="https://b.example", published="2031-01-01", publisher="B")
    (record,) = read_markdown(resource, io.BytesIO(b"---\npublisher: A\n---\nBody."), Options())
    assert isinstance(record, Record)
    assert (record.publisher, record.url, record.published) == ("A", "https://b.example", "2031-01-01")


@pytest.mark.parametrize(
    "front",
    ["title: [a", "title: {a: b}", "- a\n- b", "date: 2031-02-31", "authors: [1, 2]", "a: *b", "[" * 5000],
)
def test_broken_front_matter_is_refused(tmp_path, front):
    assert "front matter" in only_error(write(tmp_path / "a.md", f"---\n{front}\n---\nBody.\n")).message
