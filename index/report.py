"""What a build says of itself: how far it is, and what it did."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.errors import ArticleError

if TYPE_CHECKING:
    from index.errors import NewsError, SourceError

__all__ = [
    "REFUSED",
    "BuildReport",
    "Progress",
    "Refusal",
    "nothing_left",
    "read_refusals",
    "refused_now",
    "write_refusals",
]

REFUSED = "refused.jsonl"  # in the folder of the version: records that are not in it, each with its reason


class Progress(NamedTuple):
    """How far a build is: first it reads everything, then it encodes what is new.

    :ivar stage: ``statements`` is that of articles which are looked through once more for who said what
    :ivar done: bytes of the sources that were read; then characters of articles that are through
    :ivar size: bytes of the sources, as far as is known; then characters, or the number, of these articles
    :ivar articles: how many were read; then how many there are
    """

    stage: Literal["reading", "encoding", "statements"]
    done: int
    size: int
    articles: int


class Refusal(NamedTuple):
    """A record that is not in the index.

    :ivar path: file or address that was read
    :ivar line: line in it; ``None`` where the whole is meant
    """

    path: str
    line: int | None
    reason: str

    @classmethod
    def of(cls, err: SourceError) -> Refusal:
        """What an error says."""
        return cls(err.path, err.line, err.message)


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    :ivar articles: how many the index holds
    :ivar kept: those of them that could not be read again and stay as they were
    :ivar refused: records that are not in the index, each with its reason
    :ivar learned: articles in which more furniture, or less, is known than before
    :ivar copies: articles that print the story of an earlier one
    :ivar passages: how many were cut
    :ivar encoded: passages that the model read; the others' vectors were known
    :ivar statements: how many the index holds
    :ivar speakers: how many voices they have
    :ivar extracted: texts that were read for statements; those of the others were known
    :ivar silent: articles whose statements could not be found, each with the reason, in a sentence
    :ivar missing: what is not installed, so that no statements were looked for; empty where all is
    :ivar seconds: wall time
    """

    articles: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    learned: int = 0
    copies: int = 0
    passages: int = 0
    encoded: int = 0
    statements: int = 0
    speakers: int = 0
    extracted: int = 0
    silent: list[str] = field(default_factory=list)
    missing: str = ""
    seconds: float = 0.0
    refused: list[SourceError] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"
        )
        kept = f", {self.kept} kept as last read" if self.kept else ""
        refused = f", {len(self.refused)} refused" if self.refused else ""
        said = f"; statements: {self.statements:,} by {self.speakers:,} speakers" if self.statements else ""
        return f"{counts}{kept}{refused} in {self.seconds:.1f} s{said}"


def write_refusals(refusals: Sequence[Refusal]) -> bytes:
    """The lines of :data:`REFUSED`."""
    return "".join(json.dumps(refusal._asdict()) + "\n" for refusal in refusals).encode()


def read_refusals(data: bytes | None) -> list[Refusal]:
    """Reads what :func:`write_refusals` wrote; nothing where there is none."""
    return [Refusal(**json.loads(line)) for line in (data or b"").splitlines()]


def refused_now(refused: Sequence[SourceError], data: bytes | None, met: Collection[str]) -> bytes:
    """The lines of :data:`REFUSED` after a build: what was refused earlier, may still be there and was not met this
    time; then what was refused now.

    :param data: the lines before; nothing where the source is all there is
    :param met: paths and addresses of the articles that were read
    """
    seen = {err.path for err in refused} | set(met)
    still = [one for one in read_refusals(data) if one.path not in seen and _is_there(one.path)]
    return write_refusals([*still, *map(Refusal.of, refused)])


def nothing_left(refused: Sequence[SourceError]) -> NewsError:
    """The error for a source without an article, which says what became of its records."""
    if not refused:
        return ArticleError("no record at all; expected at least one article", path="the sources")
    first, others = refused[0], f" ({len(refused) - 1} more were refused)" if len(refused) > 1 else ""
    return ArticleError(
        f"{first.message}{others}; no article is left, so nothing was changed",
        path=first.path,
        line=first.line,
    )


def _is_there(path: str) -> bool:
    """Whether a place that was refused may still be read: an address, a file, or something inside a file."""
    return "://" in path or any(map(Path.is_file, (Path(path), *Path(path).parents)))
