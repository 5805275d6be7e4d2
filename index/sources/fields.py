"""Rows of any table or list of objects as records: which column is which field, and what its values mean.

A field is the column that the options name, else the first well-known name that is there and has a value;
letter case and separators do not count (``datePublished`` is ``date_published``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from index.errors import SourceError
from index.sources.options import Options
from index.sources.record import Record, Resource, printable
from index.sources.values import body, is_missing, kind_of_value, listed, names, number, string, tag, time
from index.sources.wellknown import KNOWN, WRAPPERS, folded

__all__ = ["Fields"]

# Our name of a field -> the paths to the values that may hold it, the most trusted first.
_Places: TypeAlias = dict[str, list[tuple[str, ...]]]

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# Ids stand in addresses of quotations; longer ones are a mistake of the field.
_MAX_ID = 500
# Shapes of objects whose places are remembered; a file has a few.
_MAX_SHAPES = 100


class Fields:
    """Makes the records of one resource.

    :raises ValueError: where the options name a field that no article has
    """

    def __init__(self, resource: Resource, options: Options) -> None:
        unknown = ", ".join(sorted(options.columns.keys() - KNOWN.keys()))
        if unknown:
            raise ValueError(f"columns: no such field: {unknown}; expected some of {', '.join(KNOWN)}")
        self._resource, self._named = resource, options.columns
        self._unmet, self._most = set(options.columns.values()), options.limits.columns
        self._shapes: dict[tuple[str, ...], _Places] = {}

    def needed(self, columns: Sequence[str]) -> list[str]:
        """Those columns of a table that hold a field.

        :raises SourceError: where one that the options name is not there, none holds the text, two of these have
            one name, or there are too many in all
        """
        if len(columns) > self._most:
            met = f"{len(columns):,} columns; expected at most {self._most:,}"
            raise SourceError(f"{met}: keep those of articles", path=self._resource.path)
        places = self._places(tuple(columns))
        if self._unmet:
            raise self._unknown(sorted(self._unmet)[0], columns)
        if not places["text"]:
            raise self._textless(columns, None)
        wanted = {path[0] for paths in places.values() for path in paths}
        found = [column for column in columns if column in wanted]
        twice = next((column for column, times in Counter(found).items() if times > 1), None)
        if twice is not None:
            met = f"two columns are called “{printable(twice)}”"
            raise SourceError(f"{met}; expected each name once: rename one", path=self._resource.path)
        return found

    def fits(self, columns: Sequence[str]) -> bool:
        """Whether a table with these columns can hold articles."""
        return bool(self._places(tuple(columns))["text"])

    def unmet(self) -> SourceError | None:
        """The error that no object had a key which the options name; ``None`` where each was there."""
        met = {column: None for shape in self._shapes for column in shape}
        return self._unknown(sorted(self._unmet)[0], tuple(met)) if self._unmet and met else None

    def has_text(self, values: Mapping[str, Any]) -> bool:
        """Whether an object is an article, rather than something around articles."""
        values, places = self._unwrapped(values)
        column = next((path[0] for path in places["text"]), None)
        return column is not None and not isinstance(values.get(column), dict | None)

    def record(self, values: Mapping[str, Any], line: int | None) -> Record:
        """The article in a row.

        :param line: where it stands in its file; ``None`` where the file holds nothing else
        :raises SourceError: where a field is missing or of the wrong kind
        """
        values, places = self._unwrapped(values)
        if not places["text"]:
            raise self._textless(tuple(values), line)
        carrier = self._resource
        row = _Row(values, places, path=carrier.path, line=line)
        alone = line is None  # what the carrier says is about one article
        return Record(
            source=row.id() or (carrier.id if alone else f"{carrier.id}#{line}"),
            text=row.text(),
            title=row.get("title", string, "a string"),
            authors=row.authors(),
            published=row.get("published", time, "a date") or (carrier.published if alone else ""),
            publisher=row.publisher() or carrier.publisher,
            updated=row.get("updated", time, "a date"),
            language=row.get("language", tag, "a string"),
            section=row.get("section", string, "a string"),
            page=row.get("page", number, "a string or a number"),
            url=row.url() or (carrier.url if alone else ""),
            path=carrier.path,
            line=line,
        )

    def _unwrapped(self, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], _Places]:
        """The values, and those of a wrapper beside them where there is no text without it."""
        places = self._places(tuple(values))
        if not places["text"] or isinstance(values.get(places["text"][0][0]), dict):
            for wrapper in WRAPPERS:
                inner = values.get(wrapper)
                if isinstance(inner, dict):
                    merged = {key: value for key, value in values.items() if key != wrapper} | dict(inner)
                    return merged, self._places(tuple(merged))
        return values, places

    def _places(self, columns: tuple[str, ...]) -> _Places:
        """The paths that may hold each field, in the order of trust."""
        found = self._shapes.get(columns)
        if found is None:
            first: dict[str, str] = {}
            for column in columns:
                first.setdefault(folded(column), column)
            found = {
                field: [(first[name],) for name in names.split() if name in first]
                for field, names in KNOWN.items()
            }
            found |= {field: self._path(name, columns) for field, name in self._named.items()}
            if len(self._shapes) < _MAX_SHAPES:
                self._shapes[columns] = found
        return found

    def _path(self, name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Where a column is that the options name: itself, or inside another one (``source.name``)."""
        path = (name,) if name in columns else tuple(name.split("."))
        if path[0] not in columns:
            return []
        self._unmet.discard(name)
        return [path]

    def _unknown(self, name: str, columns: Sequence[str]) -> SourceError:
        return SourceError(
            f"no column “{printable(name)}”, which the options name; found {listed(columns)}",
            path=self._resource.path,
        )

    def _textless(self, columns: Sequence[str], line: int | None) -> SourceError:
        return SourceError(
            f"no column for the text; found {listed(columns)}; expected text, body, content or the like: "
            "name the column that holds it",
            path=self._resource.path,
            line=line,
        )


class _Row:
    """The values of a row, each checked when it is asked for."""

    def __init__(self, values: Mapping[str, Any], places: _Places, *, path: str, line: int | None) -> None:
        self._values, self._places = values, places
        self._path, self._line = path, line

    def get(self, field: str, read: Callable[[Any], str | None], expected: str) -> str:
        """A field as one string; empty where it is missing."""
        column, value = self._first(field)
        if value is None:
            return ""
        found = read(value)
        if found is None:
            raise self._wrong(column, value, expected)
        return found

    def text(self) -> str:
        column, value = self._first("text")
        found = body(value)
        if found is None:
            raise self._wrong(column, value, "a string (the body of the article)")
        return found

    def id(self) -> str:
        column, value = self._first("id")
        if value is None:
            return ""
        found = number(value)
        if found is None:
            raise self._wrong(column, value, "a string or a number")
        if not 0 < len(found.strip()) <= _MAX_ID:
            raise self._wrong(column, value, f"1 to {_MAX_ID} characters")
        return printable(found.strip())

    def authors(self) -> tuple[str, ...]:
        column, value = self._first("authors")
        found = names(value)
        if found is None:
            raise self._wrong(column, value, "a string or a list of strings")
        return found

    def publisher(self) -> str:
        """Who publishes it; an address is no name, though exports call one ``source``."""
        return self._fitting("publisher", lambda found: not _ADDRESS.match(found))

    def url(self) -> str:
        return self._fitting("url", lambda found: bool(_ADDRESS.match(found)))

    def _fitting(self, field: str, fits: Callable[[str], object]) -> str:
        """The first value of a field that fits; where none does, what stands in its first column."""
        for path in self._places[field]:
            found = string(self._at(path))
            if found and fits(found):
                return found
        column, value = self._first(field)
        if value is not None and string(value) is None:
            raise self._wrong(column, value, "a string")
        return ""

    def _first(self, field: str) -> tuple[str, Any]:
        """Column and value of the first one that has any; the first column, and ``None``, where none has."""
        paths = self._places[field]
        if not paths:  # most fields of most rows
            return field, None
        for path in paths:
            value = self._at(path)
            if not is_missing(value):
                return ".".join(path), value
        return ".".join(paths[0]), None

    def _at(self, path: tuple[str, ...]) -> Any:  # noqa: ANN401 -- what a file holds
        value = self._values.get(path[0])
        for key in path[1:]:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _wrong(self, column: str, value: object, expected: str) -> SourceError:
        found = "is empty" if value is None else f"holds {kind_of_value(value)}"
        return SourceError(
            f'field "{printable(column)}" {found}; expected {expected}: mend it, or name another column',
            path=self._path,
            line=self._line,
        )
