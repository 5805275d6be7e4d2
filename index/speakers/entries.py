"""Reading a file of names: entries of states, organisations and people, and what is wrong with a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.speakers.spelling import folded

__all__ = ["Entry", "Fault", "Named", "read_entries", "refuse"]

_FIELDS = {
    "state": ("name", "also", "adjective", "people", "capital", "organ", "shared"),
    "organisation": ("also",),
    "person": ("also",),
}
_SPELT = {"organization": "organisation", "adjectives": "adjective", "capitals": "capital", "organs": "organ"}
_CODE = re.compile(r"[a-z]{1,12}(?:-[a-z0-9]{1,12})?")
_SHOWN = 60  # characters of a value in a message


class Fault(NamedTuple):
    """What is wrong with a line, from 1."""

    line: int
    message: str


class Named(NamedTuple):
    """One line of an entry."""

    line: int
    field: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """What a file says of one state, organisation or person.

    :ivar name: its code for a state, the name to show for the others
    :ivar spoiled: whether a line of it was left out as faulty
    """

    kind: str
    name: str
    line: int
    lines: list[Named] = field(default_factory=list)
    spoiled: bool = False

    def first(self, name: str) -> str:
        """The first name in a field; empty where it has none."""
        return next((line.names[0] for line in self.lines if line.field == name), "")


def read_entries(text: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of a file, and its faulty lines, without which the others are read."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip().lstrip("\ufeff")
        if line and not line.startswith("#") and (problem := _add(entries, number, line)):
            faults.append(Fault(number, problem))
            for entry in entries[-1:]:
                entry.spoiled = True
    return entries, faults


def _add(entries: list[Entry], number: int, line: str) -> str:
    """Takes one line; gives what is wrong with it, or nothing."""
    name, colon, value = (part.strip() for part in line.partition(":"))
    name = _SPELT.get(name.lower(), name.lower())
    if not colon:
        return f"{_short(line)} is no line of the form “field: value”; write one, or put # in front"
    names = tuple(part.strip() for part in value.split(";") if part.strip())
    if empty := [one for one in names or ("",) if not folded(one)]:
        return f"{name}: {_short(empty[0])} is no name; expected letters or digits after the colon"
    if name in _FIELDS:
        return _open(entries, Entry(name, value, number))
    if not entries:
        return f"{name}: stands before any entry; begin one with “state:”, “organisation:” or “person:”"
    expected = _FIELDS[entries[-1].kind]
    if name not in expected:
        return f"{_short(name)} is no field of this {entries[-1].kind}; expected one of {', '.join(expected)}"
    entries[-1].lines.append(Named(number, name, names))
    return ""


def _open(entries: list[Entry], entry: Entry) -> str:
    entries.append(entry)  # even where its name is wrong: so that its lines do not go to the entry before
    if entry.kind == "state" and not _CODE.fullmatch(entry.name):
        return f"state: {_short(entry.name)} is no key of a state; expected small letters, as “kp” or “us-tx”"
    if ";" in entry.name:
        return (
            f"{entry.kind}: {_short(entry.name)} has several names; write the others below it, after “also:”"
        )
    return ""


def _short(value: str) -> str:
    return f"“{value[:_SHOWN]}…”" if len(value) > _SHOWN else f"“{value}”"


def refuse(path: Path, faults: Iterable[Fault]) -> None:
    """Raises the first fault of a file, with the lines of the others; does nothing where there is none.

    :raises SourceError: with path and line
    """
    found = sorted(faults)
    if not found:
        return
    rest = "".join(f"; line {fault.line}: {fault.message}" for fault in found[1:])
    raise SourceError(f"{found[0].message}{rest}", path=str(path), line=found[0].line)
