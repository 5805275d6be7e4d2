"""What a build says of itself: how far it is, and what it did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from index.errors import SourceError

__all__ = ["REFUSED", "BuildReport", "Progress", "Refusal", "read_refusals", "write_refusals"]

REFUSED = "refused.jsonl"  # in the folder of the version: records that are not in it, each with its reason


class Progress(NamedTuple):
    """How far a build is: first it reads everything, then it encodes what is new.

    :ivar done: bytes of the sources that were read; then passages that are encoded
    :ivar size: bytes of the sources, as far as is known; then characters of the new articles
    :ivar articles: how many were read; then how many are through
    """

    stage: Literal["reading", "encoding"]
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
    seconds: float = 0.0
    refused: list[SourceError] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"
        )
        kept = f", {self.kept} kept as last read" if self.kept else ""
        refused = f", {len(self.refused)} refused" if self.refused else ""
        return f"{counts}{kept}{refused} in {self.seconds:.1f} s"


def write_refusals(refusals: Sequence[Refusal]) -> bytes:
    """The lines of :data:`REFUSED`."""
    return "".join(json.dumps(refusal._asdict()) + "\n" for refusal in refusals).encode()


def read_refusals(data: bytes | None) -> list[Refusal]:
    """Reads what :func:`write_refusals` wrote; nothing where there is none."""
    return [Refusal(**json.loads(line)) for line in (data or b"").splitlines()]
