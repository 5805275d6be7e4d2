"""Values of fields: what exports put where a string, a name or a date is meant, as plain text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from index.language import language_tag
from index.sources.record import printable
from index.sources.tagless import is_markup, text_of

__all__ = ["body", "is_missing", "kind_of_value", "listed", "names", "number", "string", "tag", "time"]

# Where an object stands for one string: {"name": …} of schema.org and NewsAPI, {"rendered": …} of WordPress,
# {"main": …} and {"original": …} of the New York Times, {"title": …} of Event Registry, {"@id": …} of JSON-LD.
_STRING_KEYS = ("name", "rendered", "main", "original", "title", "@value", "@id", "url")
_NAME_PARTS = ("first_name", "last_name"), ("firstname", "lastname"), ("givenName", "familyName")
# A list of strings and nothing else, no longer than a page of names.
_LITERAL = re.compile(r"""\[(?:\s*(?:"[^"\\]{0,200}"|'[^'\\]{0,200}')\s*,?){0,50}\s*\]""")
# Numbers as dates: 20140728; seconds and milliseconds since 1970, from 1990 to 2100.
_DAY = re.compile(r"(?:1[5-9]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SECONDS = range(631_152_000, 4_102_444_800)
_LONGEST_NUMBER = 13
_SHOWN_COLUMNS, _SHOWN_NAME = 20, 40
_DEEPEST = 3  # authors inside lists inside objects; deeper ones are no field


def is_missing(value: object) -> bool:
    """Whether a value says nothing: null, an empty string or list, or the number that is none (NaN)."""
    return value is None or value == "" or value == [] or value != value


def body(value: object) -> str | None:
    """The text of an article: a string, paragraphs in a list, or ``{"rendered": …}``; markup is taken off.

    ``None`` where it is nothing of this kind.
    """
    if isinstance(value, dict):
        rendered = value.get("rendered")
        return text_of(rendered) if isinstance(rendered, str) else None
    if isinstance(value, list) and value and all(isinstance(paragraph, str) for paragraph in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return None
    return text_of(value) if is_markup(value) else value


def string(value: object) -> str | None:
    """The one string that a value stands for, of a list the first; ``None`` where there is none."""
    if isinstance(value, list):
        value = next((inner for inner in value if not is_missing(inner)), "")
    if isinstance(value, dict):
        key = next((key for key in _STRING_KEYS if isinstance(value.get(key), str)), None)
        inner = value[key] if key else None
        return text_of(inner) if key == "rendered" and inner else inner
    return value if isinstance(value, str) else None


def names(value: object) -> tuple[str, ...] | None:
    """The names in a field for authors: strings, objects with a name, or lists of these; ``None`` for others."""
    if value is None or value == []:
        return ()
    found: list[str] = []
    if isinstance(value, str) and _LITERAL.fullmatch(value):
        value = _literal(value)
    for name in _names(value, _DEEPEST):
        if name is None:
            return None
        found += [name] if name.strip() else []
    return tuple(found)


def number(value: object) -> str | None:
    """A string, or a number as one (``4`` of an export that dropped the quotation marks)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return string(value)


def time(value: object) -> str | None:
    """A date or a moment as printed, or in ISO 8601 where it is a number; ``None`` where it is neither.

    >>> time("March 3, 2014"), time(20140728), time(1406505600), time("17")
    ('March 3, 2014', '2014-07-28', '2014-07-28T00:00:00+00:00', '17')
    """
    if isinstance(value, date):  # datetime too
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment(
            str(value) if isinstance(value, int) else f"{value:.0f}"
        )  # no float is as large as any int
    found = string(value)
    return None if found is None else _moment(found)


def tag(value: object) -> str:
    """A language as a tag of BCP 47; empty where it is named by anything else."""
    return language_tag(string(value) or "")


def kind_of_value(value: object) -> str:
    """What JSON calls a value.

    >>> kind_of_value(None), kind_of_value([1])
    ('null', 'a list')
    """
    kinds: dict[type, str] = {type(None): "null", bool: "a boolean", int: "a number", float: "a number"}
    if isinstance(value, str):
        return f"a string of {len(value)} characters"
    return kinds.get(type(value), "a list" if isinstance(value, list) else "an object")


def listed(columns: Sequence[str]) -> str:
    """Names of columns, fit to be shown.

    >>> listed(["id", "lead"]), listed([])
    ('“id”, “lead”', 'none')
    """
    shown = [f"“{printable(column)[:_SHOWN_NAME]}”" for column in columns[:_SHOWN_COLUMNS]]
    more = [f"{len(columns) - len(shown)} more"] if len(columns) > len(shown) else []
    return ", ".join(shown + more) or "none"


def _names(value: object, depth: int) -> Iterator[str | None]:
    """Each name; ``None`` for what is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth:
        for inner in value:
            yield from _names(inner, depth - 1)
    elif isinstance(value, dict):
        yield _name(value)
    else:
        yield "" if value is None else None


def _literal(value: str) -> object:
    """The list that a table's cell spells out, as ``str()`` and ``json.dumps()`` write it; else the cell."""
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return value


def _name(value: Mapping[str, Any]) -> str | None:
    for parts in _NAME_PARTS:
        if all(isinstance(value.get(part), str) for part in parts):
            return " ".join(value[part] for part in parts)
    return string(value)


def _moment(printed: str) -> str:
    """A printed date as it is, but in ISO 8601 where it is a bare number that names a day or a moment."""
    digits = printed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        return printed
    if _DAY.fullmatch(digits):
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    for factor in (1, 1000):
        if int(digits) // factor in _SECONDS:
            return datetime.fromtimestamp(int(digits) // factor, UTC).isoformat()
    return printed
