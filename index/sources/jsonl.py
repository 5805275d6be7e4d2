"""JSON lines: one article a line, read as a stream; a bad line is reported by its number and passed over."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import SourceError
from index.sources.fields import Fields
from index.sources.json import object_of, parse
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.streams import STREAM_ERRORS, unreadable

__all__ = ["read"]

_SKIP_BYTES = 1 << 16


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of JSON lines; of the stream, no more than one line is held."""
    fields = Fields(resource, options)
    lines = _lines(stream, options.limits.line)
    found = False
    while True:
        try:
            number, line = next(lines)
        except StopIteration:
            break
        except STREAM_ERRORS as err:
            yield unreadable(err, resource.path)
            return
        found = True
        try:
            yield _record(fields, resource.path, number, line=line, limit=options.limits.line)
        except SourceError as err:
            yield err
    if not found:
        yield SourceError("the file has no lines; expected a JSON object on each", path=resource.path)
    elif unmet := fields.unmet():
        yield unmet


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that is not blank; ``None`` for one beyond the limit."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        elif line.strip():
            yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_SKIP_BYTES)) and not rest.endswith(b"\n"):
        pass


def _record(fields: Fields, path: str, number: int, *, line: bytes | None, limit: int) -> Record:
    if line is None:
        raise SourceError(
            f"a line of over {limit / 1_000_000:,.6g} MB; expected one article a line", path=path, line=number
        )
    return fields.record(object_of(parse(line, path=path, line=number), path, number), number)
