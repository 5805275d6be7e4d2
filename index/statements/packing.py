"""A statement as one line of text, and back; what is read is taken for nothing that it does not say."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from index.records import Span
from index.statements.record import How, Kind, Stance, Statement, Tier

__all__ = ["pack", "unpack"]

_ASIDE = (
    "article",
    "voices",
)  # both are known where the line is kept, and voices change with the names known
_DEFAULTS = {field.name: field.default for field in fields(Statement) if field.name not in _ASIDE}
_WORDS = {"kind": get_args(Kind), "stance": get_args(Stance), "tier": get_args(Tier), "how": get_args(How)}
_NEEDED = {"spans", "speaker", "head"}


def pack(statement: Statement) -> str:
    """A statement as JSON, without its article and voices and without what is as usual."""
    plain = {name: getattr(statement, name) for name in _DEFAULTS}
    said = {name: value for name, value in plain.items() if name in _NEEDED or value != _DEFAULTS[name]}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def unpack(article: str, line: str) -> Statement:
    """Reads what :func:`pack` wrote.

    >>> line = pack(Statement("a@1", (Span(0, 9),), speaker=Span(10, 13), head=Span(10, 13), stance="denies"))
    >>> unpack("a@1", line).stance
    'denies'

    :param article: id of its article
    :raises ValueError: where a name, a kind of value or a word is none of a statement's
    """
    plain = json.loads(line)
    if not isinstance(plain, dict) or not _NEEDED <= plain.keys() <= _DEFAULTS.keys():
        raise ValueError("its fields are not those of a statement")
    return Statement(article, **{name: _value(name, value) for name, value in plain.items()})


def _value(name: str, value: object) -> Any:  # noqa: ANN401  each field has its own type
    kind = _KINDS[name]
    if kind is Span:
        return _span(name, value)
    if kind == tuple[Span, ...]:
        if not isinstance(value, list):
            raise ValueError(f"its {name} are no spans")
        return tuple(_span(name, one) for one in value)
    if name in _WORDS:
        if value not in _WORDS[name]:
            raise ValueError(f"its {name} is {value!r:.40}")
    elif type(value) is not kind:
        raise ValueError(f"its {name} is no {kind.__name__}")
    return value


def _span(name: str, value: object) -> Span:
    if not isinstance(value, list) or [type(number) for number in value] != [int, int]:
        raise ValueError(f"its {name} is no span")
    return Span(*value)


def _kinds() -> dict[str, Any]:
    """The type of each field, without the ``None`` that is never written."""
    hints = {name: hint for name, hint in get_type_hints(Statement).items() if name in _DEFAULTS}
    return {name: next((t for t in get_args(hint) if type(None) in get_args(hint) and t is not type(None)), hint)
            for name, hint in hints.items()}  # fmt: skip


_KINDS = _kinds()
