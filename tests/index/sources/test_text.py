"""Plain text: whatever encoding it was written in, and refusals of what is no text."""

from __future__ import annotations

import codecs
import io

import pytest

from index.errors import SourceError
from index.sources import Limits, Options, Resource
from index.sources.text import read as read_text_file
from tests.index.sources.reading import only_error, only_record, write

_POLISH = "Premier powiedział, że rząd nie będzie negocjować z protestującymi. Tak zapowiedział minister."
_RUSSIAN = "Президент заявил, что переговоры продолжатся на следующей неделе, сообщает агентство."
_JAPANESE = "首相は火曜日、交渉は来週も続くと述べた。政府は批判を否定した。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“It’s a naïve plan,” Señor Peña said.", "utf-8"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-8-sig"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-16"),
        ("“It’s a naïve plan,” Señor Peña said.", "utf-32"),
        ("“It’s a naïve plan,” Señor Peña said.", "cp1252"),
        ("The café closed.", "cp1252"),
        ("It’s over.", "cp1252"),
        ("José Núñez and Zoë Müller met in São Paulo.", "latin-1"),
        ("“The talks failed,” he said — “it’s sheer fiction.” " * 200, "cp1252"),
        ("It’s over, he said. “We’ll rebuild.”", "mac-roman"),
        (_POLISH, "cp1250"),
        (_RUSSIAN, "cp1251"),
        (_RUSSIAN, "koi8-r"),
        (_JAPANESE, "shift-jis"),
    ],
)
def test_a_text_comes_out_the_same_in_whatever_encoding_it_was_written(tmp_path, text, encoding):
    assert only_record(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_a_damaged_byte_in_utf8_is_marked_and_spoils_nothing_else(tmp_path):
    whole = "“Hamas is looking for ways,” it’s said. " * 20
    assert only_record(write(tmp_path / "a.txt", whole.encode() + b"\xff end")).text == whole + "\ufffd end"


def test_line_ends_are_left_to_the_cleaning(tmp_path):
    assert only_record(write(tmp_path / "a.txt", "One.\r\nTwo.")).text == "One.\r\nTwo."


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"some\x00bytes\x00here", "NUL bytes"),
        (bytes(range(1, 31)) * 20, "binary data"),
        ("no mark".encode("utf-16-le"), "NUL bytes"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "damaged text"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_was_found(tmp_path, content, found):
    error = only_error(write(tmp_path / "a.txt", content))
    assert found in error.message
    assert "expected" in error.message


def test_a_file_beyond_the_limit_is_refused_before_it_is_read_whole(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.write(b"The valley was closed. " * 1000)
        file.truncate(100_000_000)  # a sparse file: 100 MB that are not there
    error = only_error(tmp_path / "a.txt")
    assert "100,000,000 bytes; expected at most 10 MB" in error.message


def test_the_limit_is_a_setting(tmp_path):
    file = write(tmp_path / "a.txt", "a" * 1001)
    assert "expected at most 0.001 MB" in only_error(file, options=Options(Limits(text=1000))).message


def test_what_the_carrier_says_of_a_text_is_kept():
    resource = Resource(
        "id", "path", "a.txt", url="https://example.com", published="2031-05-02", publisher="P"
    )
    (record,) = read_text_file(resource, io.BytesIO(b"The valley."), Options())
    assert not isinstance(record, SourceError)
    assert (record.source, record.path, record.text) == ("id", "path", "The valley.")
    assert (record.url, record.published, record.publisher) == ("https://example.com", "2031-05-02", "P")
