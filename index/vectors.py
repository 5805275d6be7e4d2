"""Vectors in FAISS: exact inner products, asked by passage key, never trusted as a file.

FAISS has no checksum and its own writer reports success on a full disk, so its files are written by
``index.vectorfile`` and read through a stream whose checksum was compared.
"""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamaged, IndexMismatch
from index.manifest import BLOCK, FileFacts, opened_checked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KIND", "VECTORS", "Vectors", "check_unit_rows", "check_vector"]

KIND = "IDMap2,Flat/inner product"
VECTORS = "vectors.faiss"
HEADERS = 4096  # bytes that the two headers of an index may take beside keys and vectors; they take about 100
PLACES = 5  # digits of a score that hold in float32; the rest would order equal passages by chance
UNIT = 1e-3  # how far from 1 the length of a vector may be: what float16 weights leave

_reading = threading.Lock()  # the limit is one for the whole process


def check_vector(vector: NDArray[np.float32], dimension: int) -> NDArray[np.float32]:
    """The vector of a question as ``(dim,)`` float32.

    :raises IndexMismatch: where it has another dimension than the index
    :raises ValueError: where it is no vector of finite numbers
    """
    import numpy as np

    found = np.asarray(vector, dtype=np.float32)
    if found.ndim != 1:
        raise ValueError(f"a question has one vector, found the shape {found.shape}")
    if found.shape[0] != dimension:
        raise IndexMismatch(
            f"the question's vector has {found.shape[0]} numbers, the index has {dimension}; "
            "ask with the encoder that the index was built with"
        )
    if not np.isfinite(found).all():
        raise ValueError("the question's vector holds numbers that are not finite")
    return found


def check_unit_rows(vectors: NDArray[np.float32], rows: int) -> NDArray[np.float32]:
    """The vectors of passages. :raises ValueError: where they are not ``rows`` finite float32 unit rows."""
    import numpy as np

    if not isinstance(vectors, np.ndarray) or vectors.dtype != np.float32 or vectors.ndim != 2:
        found = getattr(vectors, "dtype", type(vectors).__name__)
        raise ValueError(f"vectors must be a float32 matrix, found {found} of shape {np.shape(vectors)}")
    if vectors.shape[0] != rows or (rows and not vectors.shape[1]):
        raise ValueError(f"{rows} passages need {rows} vectors, found the shape {vectors.shape}")
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all(np.abs(lengths - 1) <= UNIT):  # not a number is false here too
        raise ValueError(
            f"vectors must have length 1 and be finite, found lengths {lengths.min()}-{lengths.max()}"
        )
    return vectors


class Vectors:
    """Unit vectors under integer keys. Asking is safe from many threads; changing is not."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 (FAISS has no types)
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> Vectors:
        """An index with nothing in it."""
        import faiss

        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def open(cls, path: Path, facts: FileFacts, *, dimension: int, count: int) -> Vectors:
        """Reads a file, never holding it twice in memory.

        :raises IndexDamaged: where it is not as written, or of another kind, dimension or size than the
            manifest says
        """
        with opened_checked(path, facts) as file:
            return cls._read(file.read, str(path), facts.size, (dimension, count))

    @classmethod
    def from_bytes(cls, data: bytes, where: str, *, dimension: int, count: int) -> Vectors:
        """Reads what :meth:`to_bytes` gave.

        :param where: path of the file, for messages
        :raises IndexDamaged: as for :meth:`open`
        """
        return cls._read(io.BytesIO(data).read, where, len(data), (dimension, count))

    @classmethod
    def _read(cls, read: Callable[[int], bytes], where: str, size: int, shape: tuple[int, int]) -> Vectors:
        import faiss

        reader: Any = faiss.PyCallbackIOReader  # type: ignore[attr-defined]  # its stubs lack it
        dimension, count = shape
        payload = count * (4 * dimension + 8)
        if not payload <= size <= payload + HEADERS:
            raise _damaged(where, f"{size} bytes for {count} vectors of {dimension} numbers")
        try:
            with _reading:  # no array in the file may claim more bytes than the file has
                faiss.set_deserialization_vector_byte_limit(size)
                index: Any = faiss.read_index(reader(read, BLOCK))
        except (RuntimeError, MemoryError) as err:
            raise _damaged(where, "FAISS cannot read it") from err
        if type(index) not in (faiss.IndexIDMap, faiss.IndexIDMap2):
            raise _damaged(where, f"it is a {type(index).__name__}, expected {KIND}")
        inner = faiss.downcast_index(index.index)
        found = (type(inner).__name__, index.metric_type, inner.metric_type)
        if found[0] not in ("IndexFlatIP", "IndexFlat") or {*found[1:]} != {faiss.METRIC_INNER_PRODUCT}:
            raise _damaged(where, f"it holds {found}, expected {KIND}")
        if (index.d, inner.d, index.ntotal, inner.ntotal, index.id_map.size()) != (
            dimension, dimension, count, count, count,
        ):  # fmt: skip
            raise _damaged(
                where, f"{index.ntotal} vectors of {index.d} numbers, expected {count} of {dimension}"
            )
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: NDArray[np.float32], k: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Up to ``k`` keys with their scores, best first.

        :param among: the only keys to look at; ``None`` for all
        """
        import faiss

        with_selector: Any = faiss.SearchParameters  # its stubs know no keywords
        k = min(k, len(self) if among is None else len(among))
        if k < 1:
            return []
        parameters = None if among is None else with_selector(sel=_selector(among))
        scores, keys = self._index.search(vector.reshape(1, -1), k, params=parameters)
        pairs = zip(keys[0].tolist(), scores[0].tolist(), strict=True)
        return [(key, round(score, PLACES)) for key, score in pairs if key >= 0]

    def add(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Takes unit rows under keys that are not here yet."""
        import numpy as np

        self._index.add_with_ids(np.ascontiguousarray(vectors), np.asarray(keys, dtype=np.int64))

    def remove(self, keys: Sequence[int]) -> None:
        """Drops keys; one pass over all vectors, however many they are."""
        if keys:
            self._index.remove_ids(_selector(keys))

    def keys(self) -> NDArray[np.int64]:
        """All keys, in the order of the rows."""
        import faiss
        import numpy as np

        found: NDArray[np.int64] = np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)
        return found

    def rows(self) -> NDArray[np.float32]:
        """All vectors, ``(n, dim)`` float32."""
        import faiss
        import numpy as np

        inner = faiss.downcast_index(self._index.index)
        found: NDArray[np.float32] = np.asarray(inner.reconstruct_n(0, inner.ntotal), dtype=np.float32)
        return found.reshape(-1, self._index.d)

    def to_bytes(self) -> memoryview:
        """The index as the bytes of its file."""
        import faiss

        return memoryview(faiss.serialize_index(self._index))  # type: ignore[arg-type]


def _selector(keys: Sequence[int]) -> Any:  # noqa: ANN401 (FAISS has no types)
    """A bitmap of the keys: one bit for each key up to the largest, the same time whatever is admitted."""
    import faiss
    import numpy as np

    chosen = np.asarray(keys, dtype=np.int64)
    bits = np.zeros(int(chosen.max()) + 1, dtype=np.uint8)
    bits[chosen] = 1
    bitmap: Any = faiss.IDSelectorBitmap  # its stubs know only the form with a pointer
    return bitmap(np.packbits(bits, bitorder="little"))


def _damaged(where: str, what: str) -> IndexDamaged:
    return IndexDamaged(f"{where} is damaged: {what}; build the index again with --fresh")
