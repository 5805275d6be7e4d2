"""Writes a FAISS file as a stream: the rows of a collection are never together in memory.

The bytes are those that FAISS itself writes (``IndexIDMap2`` over ``IndexFlatIP``), which a test compares; it
reads them back before a version is published.
"""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.manifest import FileFacts, opened_checked
from index.versions import require_space, writing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Rows", "RowsWriter"]

ROWS = 4096  # rows that are copied at a time: 6 MB of 384 numbers
# dimension, rows, two numbers that FAISS no longer uses, trained, metric (0: inner product)
_HEADER = struct.Struct("<iqqqBi")
_UNUSED = 1 << 20
_COUNT = struct.Struct("<Q")
_OUTER, _INNER = b"IxM2", b"IxFI"
_BEFORE = 2 * (4 + _HEADER.size) + _COUNT.size  # bytes before the first row


class Rows(NamedTuple):
    """The vectors of an earlier version: its file, what that file must be, and its shape."""

    path: Path
    facts: FileFacts
    dimension: int
    total: int


class RowsWriter:
    """Collects rows in an unnamed file and then writes those that were not removed.

    :param folder: where there is room for the rows
    """

    def __init__(self, folder: Path) -> None:
        with writing(folder):
            self._spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 -- closed by close()
        self._folder = folder
        self._keys: list[int] = []
        self._removed: set[int] = set()

    def add(self, keys: Sequence[int], rows: NDArray[np.float32]) -> None:
        """Takes float32 rows, one for each key."""
        with writing(self._folder):
            self._spool.write(rows.astype("<f4").tobytes())
        self._keys.extend(keys)

    def remove(self, keys: Sequence[int]) -> None:
        """Drops the rows of keys, whether they are of an earlier version or were added here."""
        self._removed.update(keys)

    def finish(self, path: Path, dimension: int, base: Rows | None) -> None:
        """Writes the file, the rows of the earlier version first.

        :raises IndexDamaged: where the earlier version's file is not as written
        :raises StoreUnwritable: where there is no room
        """
        import numpy as np

        kept: list[NDArray[np.int64]] = []
        with writing(self._folder):
            self._spool.flush()
        most = (base.total if base else 0) + len(self._keys)
        require_space(self._folder, most * (4 * dimension + 8) + _BEFORE)
        with writing(path), path.open("wb") as file:
            file.write(bytes(_BEFORE))  # their turn comes when the rows are counted
            for keys, rows in self._all(dimension, base):
                stays = np.array([key not in self._removed for key in keys.tolist()], dtype=bool)
                file.write(rows[stays].tobytes())
                kept.append(keys[stays])
            keys = np.concatenate([*kept, np.empty(0, "<i8")])
            file.write(_COUNT.pack(len(keys)) + keys.astype("<i8").tobytes())
            file.seek(0)
            header = _HEADER.pack(dimension, len(keys), _UNUSED, _UNUSED, 1, 0)
            file.write(_OUTER + header + _INNER + header + _COUNT.pack(len(keys) * dimension))
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Lets go of the unnamed file."""
        with suppress(OSError):  # what the disk refuses, nobody needs any more
            self._spool.close()

    def _all(
        self, dimension: int, base: Rows | None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        import numpy as np

        if base is not None:
            yield from _stored(base)
        self._spool.seek(0)
        for start in range(0, len(self._keys), ROWS):
            keys = np.asarray(self._keys[start : start + ROWS], "<i8")
            data = self._spool.read(4 * dimension * len(keys))
            yield keys, np.frombuffer(data, "<f4").reshape(len(keys), dimension)


def _stored(base: Rows) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    import numpy as np

    width = 4 * base.dimension
    with opened_checked(base.path, base.facts) as file:
        file.seek(_BEFORE + width * base.total + _COUNT.size)
        keys = np.frombuffer(file.read(8 * base.total), "<i8")
        file.seek(_BEFORE)
        for start in range(0, base.total, ROWS):
            part = keys[start : start + ROWS]
            rows = np.frombuffer(file.read(width * len(part)), "<f4")
            yield part, rows.reshape(len(part), base.dimension)
