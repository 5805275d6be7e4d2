"""The table of names: what the words of a speaker's phrase stand for, from data files that a user can extend."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import SourceError
from index.speakers.entries import Entry, Fault, read_entries, refuse
from index.speakers.organisations import normal
from index.speakers.people import surnames
from index.speakers.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KNOWN", "NAME", "NAMES", "OTHER", "TABLED", "Aliases", "Term"]

_HERE = Path(__file__).parent
NAMES = _HERE / "aliases.txt"
NOUNS = _HERE / "nouns.txt"
_FIELD_KIND = {"name": "state", "also": "state"}  # of a state's line: what its names are


class Term(NamedTuple):
    """What a word, or several, may be.

    :ivar kinds: of the table: state, adjective, people of, capital, organ, organisation, person; of common words:
        those of ``nouns.txt``; of others: name with a capital, other without
    :ivar key: of whom it names
    :ivar label: the name of that to show
    :ivar state: of an organ: the key of its state
    :ivar capitals: whether it counts only where it is printed in capitals
    :ivar shared: whether it is something else's name too
    """

    kinds: frozenset[str]
    key: str = ""
    label: str = ""
    state: str = ""
    capitals: bool = False
    shared: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether it is one of these."""
        return not self.kinds.isdisjoint(kinds)


NAME = Term(frozenset({"name"}))
KNOWN = Term(frozenset({"name", "person"}))
OTHER = Term(frozenset({"other"}))
TABLED = frozenset({"state", "adjective", "people of", "capital", "organ", "organisation", "person"})


class Aliases:
    """What names and common words mean, looked up by their words as :func:`index.speakers.spelling.folded`.

    :ivar labels: the name to show, by key
    :ivar digest: SHA-256 of all that was read; what depends on the table is made again when it changes
    """

    def __init__(self) -> None:
        self.labels: dict[str, str] = {}
        self._terms: dict[str, Term] = {}
        self._reach: dict[str, int] = {}
        self._sums = b""  # of what was read, file by file

    @classmethod
    def read(cls, path: Path | None = None) -> Aliases:
        """The built-in table, with a user's file of the same form added to it.

        :raises SourceError: the file cannot be read, or has faulty lines: all are named
        """
        aliases = cls()
        aliases._add_nouns(aliases._text(NOUNS))
        for one in [NAMES] if path is None else [NAMES, path]:
            entries, faults = read_entries(aliases._text(one))
            refuse(one, [*faults, *aliases._add(entries)])
        return aliases

    @property
    def digest(self) -> str:
        """In hexadecimal digits."""
        return hashlib.sha256(self._sums).hexdigest()

    def term(self, name: str) -> Term | None:
        """What a folded name stands for; ``None`` where the table does not know."""
        return self._terms.get(name)

    def reach(self, word: str) -> int:
        """Of how many words the longest name is that begins with this one; 0 for none."""
        return self._reach.get(word, 0)

    def _text(self, path: Path) -> str:
        try:
            data = path.read_bytes()
            self._sums += hashlib.sha256(data).digest()
            return data.decode("utf-8")
        except OSError as err:
            why = f"cannot be read: {err.strerror or err}; expected a file of names, as described in {NAMES}"
            raise SourceError(why, path=str(path)) from err
        except UnicodeDecodeError as err:
            line = data[: err.start].count(b"\n") + 1
            why = f"byte {data[err.start]:#x} is no UTF-8; save the file as UTF-8"
            raise SourceError(why, path=str(path), line=line) from err

    def _put(self, text: str, term: Term) -> None:
        self._terms[text] = term
        first, _, rest = text.partition(" ")
        self._reach[first] = max(self._reach.get(first, 0), rest.count(" ") + 2 if rest else 1)

    def _add_nouns(self, text: str) -> None:
        kinds: dict[str, set[str]] = {}
        for line in text.splitlines():
            kind, colon, names = line.partition(":")
            if colon and not line.startswith("#"):
                for name in names.split(";"):
                    kinds.setdefault(name.strip(), set()).add(kind)
        for name, its in kinds.items():
            self._put(name, Term(_kinds(*sorted(its))))

    def _add(self, entries: list[Entry]) -> list[Fault]:
        """Adds entries; gives names that stand for two of them, and states without a name."""
        seen: dict[str, tuple[str, int]] = {}
        faults = []
        for entry in entries:
            key, label = self._identity(entry)
            if not label and not entry.spoiled:
                faults.append(Fault(entry.line, f"state {entry.name} has no name; add a line “name: ...”"))
            self.labels[key] = label
            shared = {folded(name) for line in entry.lines if line.field == "shared" for name in line.names}
            for line, name, term in _terms(entry, key, label):
                text = folded(name)
                if seen.setdefault(text, (term.key, line))[0] != term.key:
                    faults.append(
                        Fault(
                            line,
                            f"“{name}” already is a name in line {seen[text][1]}; leave one of the two out",
                        )
                    )
                elif known := self._terms.get(text):
                    self._put(text, _joined(known, term, text in shared))
                else:
                    self._put(text, term._replace(shared=text in shared))
        return faults

    def _identity(self, entry: Entry) -> tuple[str, str]:
        """Key and name to show; those of an entry that is here already stay unless it is named anew."""
        if entry.kind == "state":
            key = f"state/{entry.name}"
            return key, entry.first("name") or self.labels.get(key, "")
        known = self._terms.get(folded(entry.name))
        if known and known.has(entry.kind):
            return known.key, known.label
        if entry.kind == "organisation":
            return f"org/{normal(entry.name)}", entry.name
        return f"person/{(normal(entry.name), *surnames(entry.name))[-1]}", entry.name


@lru_cache(maxsize=256)  # there are some 30 kinds, and few sets of them
def _kinds(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


def _joined(known: Term, new: Term, shared: bool) -> Term:
    """A term for a name that is here already: a common word keeps what it is, a name of the table goes over."""
    if known.key == new.key and known.key:  # a state's name that is its adjective too
        return known._replace(shared=known.shared or shared, capitals=known.capitals and new.capitals)
    common = known.kinds if not known.key else known.kinds - TABLED
    return new._replace(kinds=new.kinds | common, shared=shared)


def _terms(entry: Entry, key: str, label: str) -> Iterator[tuple[int, str, Term]]:
    """Every name of an entry, with its line and what it stands for."""
    if entry.kind != "state":
        yield entry.line, entry.name, _term(entry.kind, entry.name, key, label)
    for number, field, names in entry.lines:
        if field == "organ":
            organ = f"org/{normal(names[0])}"
            for name in names:
                yield number, name, _term("organ", name, organ, names[0], state=key)
        elif field != "shared":
            kind = {"people": "people of"}.get(field, _FIELD_KIND.get(field, field))
            for name in names:
                yield number, name, _term(kind if entry.kind == "state" else entry.kind, name, key, label)


def _term(kind: str, name: str, key: str, label: str, *, state: str = "") -> Term:
    return Term(_kinds(kind), key, label, state, capitals=name.isupper() and len(folded(name)) > 1)
