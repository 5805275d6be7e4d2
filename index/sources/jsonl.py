"""JSON lines: one article a line, read as a stream; a bad line is reported by its number and passed over."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from index.errors import SourceError
from index.sources.record import Record, printable
from index.sources.text import decode

if TYPE_CHECKING:
    from index.sources.folder import ArticleFile

__all__ = ["MAX_LINE_BYTES", "read"]

# The longest of 12,000 news articles is 0.3 MB; a longer line is a file without line ends.
MAX_LINE_BYTES = 5_000_000
_SKIP_BYTES = 1 << 16
# Ids stand in addresses of quotations; longer ones are a mistake of the field.
_MAX_ID = 500


def read(file: ArticleFile, stream: BinaryIO) -> Iterator[Record | SourceError]:
    """The records of a file of JSON lines, compressed by gzip or not."""
    if file.location.lower().endswith(".gz"):
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    lines = _lines(stream)
    found = False
    while True:
        try:
            number, line = next(lines)
        except StopIteration:
            break
        except (EOFError, zlib.error, gzip.BadGzipFile) as err:
            yield SourceError(f"damaged gzip file ({err}); compress it anew", path=file.path)
            return
        found = True
        try:
            yield _record(file, number, line)
        except SourceError as err:
            yield err
    if not found:
        yield SourceError("the file has no lines; expected a JSON object on each", path=file.path)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that is not blank; ``None`` for one beyond the limit."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        elif line.strip():
            yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_SKIP_BYTES)) and not rest.endswith(b"\n"):
        pass


def _record(file: ArticleFile, number: int, line: bytes | None) -> Record:
    if line is None:
        raise SourceError(
            f"a line of over {MAX_LINE_BYTES // 1_000_000} MB; expected one article a line",
            path=file.path,
            line=number,
        )
    fields = _Fields(_parse(file, number, line), file, number)
    return Record(
        source=fields.id(),
        text=fields.text(),
        title=fields.string("title"),
        authors=fields.authors(),
        published=fields.string("date"),
        publisher=fields.string("publisher"),
        url=fields.string("url"),
        path=file.path,
        line=number,
    )


def _parse(file: ArticleFile, number: int, line: bytes) -> dict[str, Any]:
    text = decode(line, path=file.path, line=number)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as err:
        raise SourceError(
            f"broken JSON ({err.msg} at character {err.pos + 1}); expected a JSON object on one line",
            path=file.path,
            line=number,
        ) from err
    except (RecursionError, ValueError) as err:  # nested too deep; an integer of too many digits
        raise SourceError(
            f"JSON that cannot be read ({err}); expected an object of plain fields",
            path=file.path,
            line=number,
        ) from err
    if not isinstance(value, dict):
        raise SourceError(
            f'{_kind(value)} instead of a JSON object; expected {{"text": …}}', path=file.path, line=number
        )
    return value


class _Fields:
    """The fields of a line, each checked when it is asked for."""

    def __init__(self, values: dict[str, Any], file: ArticleFile, number: int) -> None:
        self._values, self._file, self._number = values, file, number

    def id(self) -> str:
        value = self._values.get("id")
        if value is None:
            return f"{self._file.id}#{self._number}"
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self._wrong("id", "a string or a number", value)
        if not 0 < len(str(value).strip()) <= _MAX_ID:
            raise self._wrong("id", f"1 to {_MAX_ID} characters", value)
        return printable(str(value).strip())

    def text(self) -> str:
        value = self._values.get("text")
        if not isinstance(value, str):
            raise self._wrong("text", "a string (the body of the article)", value)
        return value

    def string(self, name: str) -> str:
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, "a string", value)
        return value or ""

    def authors(self) -> tuple[str, ...]:
        name = "author" if self._values.get("authors") is None else "authors"
        value = self._values.get(name)
        if isinstance(value, list) and all(isinstance(author, str) for author in value):
            return tuple(value)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, "a string or a list of strings", value)
        return (value,) if value else ()

    def _wrong(self, name: str, expected: str, value: object) -> SourceError:
        found = _kind(value) if name in self._values else "no such field"
        return SourceError(
            f'field "{name}": found {found}; expected {expected}', path=self._file.path, line=self._number
        )


def _kind(value: object) -> str:
    """What JSON calls a value.

    >>> _kind(None), _kind([1])
    ('null', 'a list')
    """
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", list: "a list"}
    return names.get(
        type(value), f"a string of {len(value)} characters" if isinstance(value, str) else "an object"
    )
