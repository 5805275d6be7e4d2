"""Vectors by content: one file of fixed-size records that only grows, so a killed build encodes nothing twice."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import StoreUnwritable

if TYPE_CHECKING:
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from index.encode import Encoder

__all__ = ["VectorCache"]

SLICE = 256  # inputs encoded at a time: what a kill can lose, some ten seconds of work
KEY = 16  # bytes of the SHA-256 of an input; two inputs share a key once in 2**64 texts
CRC = 4  # bytes of a CRC-32


class VectorCache:
    """What an encoder made of each input, on disk. A record is key, vector, CRC-32 of both.

    One process writes at a time (the index's lock sees to it). A record that a kill cut short or that
    was damaged is encoded again.

    :ivar path: the file
    :ivar encoded: how many inputs the model has read since the cache was opened
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        import numpy as np

        self._encoder = encoder
        self.encoded = 0
        self._record = np.dtype([("key", f"V{KEY}"), ("vector", "<f4", (encoder.dimension,)), ("crc", "<u4")])
        self.path = folder / f"{encoder.revision}-{encoder.dimension}.vectors"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a+b", buffering=0)
            whole = self.path.stat().st_size // self._record.itemsize
            self._file.truncate(whole * self._record.itemsize)
        except OSError as err:
            raise _unwritable(self.path, err) from err
        self._rows = dict(self._keys())

    def vectors(
        self, inputs: Sequence[str], told: Callable[[float], None] = lambda _: None
    ) -> NDArray[np.float32]:
        """The ``(n, dim)`` float32 unit rows of some inputs, encoding those that are new.

        :param told: called now and then with the share of the inputs whose vectors are known
        :raises StoreUnwritable: where the new ones cannot be kept
        """
        import numpy as np

        keys = list(map(_key, inputs))
        found = {key: self._sound(key) for key in dict.fromkeys(keys)}
        fresh = {key: text for key, text in zip(keys, inputs, strict=True) if found[key] is None}
        longest_first = sorted(fresh, key=lambda key: -len(fresh[key]))  # a batch is as slow as its longest
        for start in range(0, len(fresh), SLICE):
            part = longest_first[start : start + SLICE]
            made = self._encoder.encode_inputs([fresh[key] for key in part])
            self.encoded += len(made)
            self._append(part, made)
            found |= dict(zip(part, made, strict=True))
            told(1 - (len(fresh) - start - len(part)) / len(found))
        rows = [vector for key in keys if (vector := found[key]) is not None]
        return np.stack(rows) if rows else np.empty((0, self._encoder.dimension), np.float32)

    def keep(self, inputs: Iterable[str]) -> None:
        """Forgets the vectors of all other inputs, and gives their space back.

        :raises StoreUnwritable: where there is no room to write what is kept
        """
        kept = [key for key in dict.fromkeys(map(_key, inputs)) if key in self._rows]
        if len(kept) == len(self._rows):
            return
        slim = self.path.with_suffix(".tmp")
        try:
            with slim.open("wb") as file:
                for key in sorted(kept, key=lambda key: self._rows[key]):
                    file.write(self._read(key))
                file.flush()
                os.fsync(file.fileno())
            slim.replace(self.path)
            self._file.close()
            self._file = self.path.open("a+b", buffering=0)
        except OSError as err:
            raise _unwritable(self.path, err) from err
        self._rows = dict(self._keys())

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _keys(self) -> Iterator[tuple[bytes, int]]:
        size, row = self._record.itemsize, 0
        with self.path.open("rb") as file:
            while records := file.read(size * SLICE):
                for start in range(0, len(records), size):
                    yield records[start : start + KEY], row
                    row += 1

    def _sound(self, key: bytes) -> NDArray[np.float32] | None:
        """The vector kept under a key; ``None`` where there is none or its record is damaged."""
        import numpy as np

        if key not in self._rows:
            return None
        record = self._read(key)
        if not record.startswith(key) or _sealed(record[:-CRC]) != record:
            return None
        return np.frombuffer(record[KEY:-CRC], "<f4").astype(np.float32)

    def _read(self, key: bytes) -> bytes:
        size = self._record.itemsize
        return os.pread(self._file.fileno(), size, self._rows[key] * size)

    def _append(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        start = self.path.stat().st_size // self._record.itemsize
        records = b"".join(
            _sealed(key + vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)
        )
        try:
            written = self._file.write(records)
        except OSError as err:
            raise _unwritable(self.path, err) from err
        if written != len(records):
            self._file.truncate(start * self._record.itemsize)
            raise StoreUnwritable(
                f"{self.path}: only {written} of {len(records)} bytes were written; free some space"
            )
        self._rows |= {key: start + row for row, key in enumerate(keys)}


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:KEY]


def _sealed(body: bytes) -> bytes:
    return body + zlib.crc32(body).to_bytes(CRC, "little")


def _unwritable(path: Path, err: OSError) -> StoreUnwritable:
    return StoreUnwritable(
        f"{path}: cannot be written ({err.strerror}); free space or choose another --index folder"
    )
