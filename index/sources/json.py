"""JSON files: a list of articles, one article, or an answer of an interface that has one list of them in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.errors import SourceError
from index.sources.fields import Fields
from index.sources.options import Options
from index.sources.record import Record, Resource, printable
from index.sources.streams import STREAM_ERRORS, unreadable
from index.sources.text import decode
from index.sources.values import kind_of_value, listed

__all__ = ["object_of", "parse", "read"]

# {"response": {"results": […]}} and {"hits": {"hits": […]}} are the deepest that interfaces answer.
_DEEPEST = 3


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of a JSON file; the line of a record is its number in the list."""
    try:
        value = _value(resource, stream, options.limits.json)
        fields = Fields(resource, options)
        if isinstance(value, dict) and fields.has_text(value):
            yield fields.record(value, None)
            return
        rows = value if isinstance(value, list) else _rows(value, resource.path)
    except STREAM_ERRORS as err:
        yield unreadable(err, resource.path)
        return
    for number, row in enumerate(rows, 1):
        try:
            yield fields.record(object_of(row, resource.path, number), number)
        except SourceError as err:
            yield err
    if not rows:
        yield SourceError("an empty list; expected a list of articles", path=resource.path)
    elif unmet := fields.unmet():
        yield unmet


def parse(data: bytes, *, path: str, line: int | None = None) -> Any:  # noqa: ANN401 -- what JSON holds
    """The value of a JSON text.

    :raises SourceError: where it is broken, nests too deep or holds a number of too many digits
    """
    text = decode(data, path=path, line=line)
    try:
        return json.loads(text)
    except json.JSONDecodeError as err:
        place = f"character {err.pos + 1}" if line else f"line {err.lineno}, character {err.colno}"
        expected = "a JSON object on one line" if line else "a list of objects"
        raise SourceError(
            f"broken JSON ({err.msg} at {place}); expected {expected}", path=path, line=line
        ) from err
    except (RecursionError, ValueError) as err:  # what Python says of either is for programmers
        met = "nested too deep" if isinstance(err, RecursionError) else "a number of too many digits"
        raise SourceError(
            f"JSON that cannot be read ({met}); expected plain fields: mend it, or leave it out",
            path=path,
            line=line,
        ) from err


def _value(resource: Resource, stream: BinaryIO, limit: int) -> Any:  # noqa: ANN401 -- what JSON holds
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(
            f"over {limit / 1_000_000:,.6g} MB of JSON, which is read whole; expected one article a line in a file "
            "that is larger: convert it to JSON Lines",
            path=resource.path,
        )
    if not data.strip():
        raise SourceError("the file is empty; expected JSON", path=resource.path)
    return parse(data, path=resource.path)


def _rows(value: object, path: str) -> list[Any]:
    """The one list of objects inside an object, the least deep.

    :raises SourceError: where there is none, or more than one
    """
    if not isinstance(value, dict):
        raise SourceError(f"{kind_of_value(value)}; expected a list of objects", path=path)
    level = [value]
    for _ in range(_DEEPEST):
        found = {
            key: inner
            for each in level
            for key, inner in each.items()
            if isinstance(inner, list) and _rowlike(inner)
        }
        if len(found) > 1:
            names = listed(tuple(found))
            raise SourceError(f"lists called {names}; expected one list of articles", path=path)
        if found:
            return next(iter(found.values()))
        level = [inner for each in level for inner in each.values() if isinstance(inner, dict)]
    shown = listed(tuple(map(printable, value)))
    raise SourceError(f"no text and no list of objects; found {shown}; expected either", path=path)


def _rowlike(values: list[Any]) -> bool:
    return any(isinstance(value, dict) for value in values)


def object_of(value: object, path: str, number: int) -> Mapping[str, Any]:
    """An article as JSON has it.

    :param number: of the line, or of the place in a list
    :raises SourceError: where it is no object
    """
    if not isinstance(value, dict):
        raise SourceError(
            f'{kind_of_value(value)} instead of a JSON object; expected {{"text": …}}', path=path, line=number
        )
    return value
