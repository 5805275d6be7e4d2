"""What a build says of itself: how far it is, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from index.errors import SourceError

__all__ = ["BuildReport", "Progress"]


class Progress(NamedTuple):
    """How far a build is.

    :ivar done: bytes of the sources that are through: read, and their passages encoded
    :ivar size: bytes of the sources
    :ivar articles: how many were read
    :ivar passages: how many of them are new
    """

    done: int
    size: int
    articles: int
    passages: int


@dataclass(slots=True)
class BuildReport:
    """What a build did.

    :ivar refused: records that are not in the index, each with its reason
    :ivar encoded: passages that the model read; the others' vectors were known
    :ivar seconds: wall time
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    passages: int = 0
    encoded: int = 0
    seconds: float = 0.0
    refused: list[SourceError] = field(default_factory=list)

    def __str__(self) -> str:
        counts = (
            f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"
        )
        refused = f", {len(self.refused)} refused" if self.refused else ""
        return f"{counts}{refused} in {self.seconds:.1f} s"

    @property
    def articles(self) -> int:
        """How many articles the index holds."""
        return self.added + self.changed + self.unchanged
