"""Tables as CSV or TSV: one article a row, read as a stream; what is broken is reported by its line.

The separator is the one with which the first row has columns that hold articles. Quotation marks are read
strictly: a row in which they do not add up would be read as other words than were written, so it is refused.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import SourceError
from index.sources.fields import Fields
from index.sources.lines import Lines
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.rows import Dialect, Row, rows
from index.sources.streams import STREAM_ERRORS, unreadable
from index.sources.text import encoding_of

__all__ = ["read"]

_SAMPLE_BYTES = 1_000_000
_SEPARATORS = (",", ";", "\t", "|")
# A few NUL bytes are damage to a row; one in two bytes is UTF-16.
_MAX_NULS = 0.1
_MISSING = frozenset(
    {"", "NULL", "null", "NaN", "nan", "None", "\\N", "<NA>"}
)  # as databases and pandas write it


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of a table; of the stream, no more than a row is held."""
    text = None
    try:
        encoding, escaped = _sniff(stream, resource.path)
        # The lines are decoded strictly, one by one, where only damage or another encoding is not UTF-8.
        errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
        text = io.TextIOWrapper(stream, encoding, errors=errors, newline="")
        yield from _records(
            resource, Lines(text, options.limits.line, resource.path), options, escaped=escaped
        )
    except STREAM_ERRORS as err:
        yield unreadable(err, resource.path)
    finally:
        if text is not None:
            text.detach()  # the stream is its owner's to close


def _sniff(stream: BinaryIO, path: str) -> tuple[str, bool]:
    """The encoding, and whether quotation marks in cells are written ``\\"``.

    :raises SourceError: where it is no text, or empty
    """
    sample = stream.read(_SAMPLE_BYTES)
    stream.seek(0)
    if not sample.strip():
        raise SourceError("the file is empty; expected a table with a row of names", path=path)
    if len(sample) == _SAMPLE_BYTES and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n") + 1]
    if sample.count(b"\0") <= _MAX_NULS * len(sample):
        sample = sample.replace(b"\0", b"")
    return encoding_of(sample, path=path), b'\\"' in sample and b'""' not in sample


def _records(
    resource: Resource, lines: Lines, options: Options, *, escaped: bool
) -> Iterator[Record | SourceError]:
    fields = Fields(resource, options)
    dialect, header = _header(lines, fields, escaped=escaped)
    needed = {name: header.index(name) for name in fields.needed(header)}
    any_row = False
    for row in rows(lines, dialect, len(header)):
        any_row = True
        if isinstance(row, SourceError):
            yield row
            continue
        try:
            yield _record(fields, row, needed, resource.path)
        except SourceError as err:
            yield err
    if not any_row:
        yield SourceError("a row of names and nothing below it; expected articles", path=resource.path)


def _record(fields: Fields, row: Row, needed: dict[str, int], path: str) -> Record:
    values = {name: row.cells[place] for name, place in needed.items()}
    if any("\0" in value for value in values.values()):
        raise SourceError("NUL bytes; expected text: save the table anew", path=path, line=row.line)
    return fields.record({name: _cell(value) for name, value in values.items()}, row.line)


def _cell(value: str) -> str | None:
    return None if value.strip() in _MISSING else value


def _header(lines: Lines, fields: Fields, *, escaped: bool) -> tuple[Dialect, list[str]]:
    """Separator and names of the columns.

    :raises SourceError: where the first row cannot be read
    """
    first = lines.first()
    stated = _stated(first)
    if stated:  # “sep=;”, as Excel writes it
        lines.drop_first()
        first = lines.first()
    best: tuple[tuple[bool, int], Dialect, list[str]] | None = None
    for separator in (stated,) if stated else _SEPARATORS:
        dialect = Dialect(separator, escaped=escaped)
        cells = [cell.strip().lstrip("\ufeff") for cell in dialect.cells(first)]
        rank = (fields.fits(cells), len(cells))
        if best is None or rank > best[0]:
            best = rank, dialect, cells
    if best is None or not any(best[2]):
        raise SourceError("no row of names; expected one at the top of the table", path=lines.path)
    lines.drop_first()
    return best[1], best[2]


def _stated(line: str) -> str:
    found = line.strip().strip('"').lstrip("\ufeff")
    return found[4] if len(found) == 5 and found.lower().startswith("sep=") else ""
