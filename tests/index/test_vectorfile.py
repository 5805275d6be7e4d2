"""The file of vectors, written as a stream."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import vectorfile
from index.errors import IndexDamaged
from index.manifest import FileFacts
from index.vectorfile import Rows, RowsWriter
from index.vectors import Vectors
from tests.index.making import unit_rows


def facts(path: Path) -> FileFacts:
    data = path.read_bytes()
    return FileFacts(len(data), hashlib.sha256(data).hexdigest())


def written(folder: Path, keys: list[int], rows: np.ndarray, base: Rows | None = None) -> Path:
    path, writer = folder / f"v{len(list(folder.iterdir()))}", RowsWriter(folder)
    try:
        writer.add(keys, rows)
        writer.finish(path, rows.shape[1], base)
    finally:
        writer.close()
    return path


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_bytes_are_those_that_faiss_writes(tmp_path: Path, count: int) -> None:
    keys, rows = [2 * n + 7 for n in range(count)], unit_rows(count)
    expected = Vectors.empty(rows.shape[1])
    expected.add(keys, rows)
    assert written(tmp_path, keys, rows).read_bytes() == bytes(expected.to_bytes())


@given(
    first=st.sets(st.integers(0, 50)), second=st.sets(st.integers(51, 99)), gone=st.sets(st.integers(0, 99))
)
def test_what_stays_of_a_base_and_of_what_was_added_keeps_its_vector(
    tmp_path_factory: pytest.TempPathFactory, first: set[int], second: set[int], gone: set[int]
) -> None:
    folder, every = tmp_path_factory.mktemp("rows"), unit_rows(100)
    path = written(folder, sorted(first), every[sorted(first)])
    writer = RowsWriter(folder)
    writer.add(sorted(second), every[sorted(second)])
    writer.remove(sorted(gone))
    writer.finish(folder / "next", every.shape[1], Rows(path, facts(path), every.shape[1], len(first)))
    writer.close()
    kept = sorted(first - gone) + sorted(second - gone)
    found = Vectors.open(folder / "next", facts(folder / "next"), dimension=every.shape[1], count=len(kept))
    assert found.keys().tolist() == kept
    assert np.array_equal(found.rows(), every[kept])


def test_more_rows_than_are_copied_at_a_time_come_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorfile, "ROWS", 3)
    rows = unit_rows(10)
    path = written(tmp_path, list(range(10)), rows)
    path = written(tmp_path, list(range(10, 20)), rows, Rows(path, facts(path), rows.shape[1], 10))
    found = Vectors.open(path, facts(path), dimension=rows.shape[1], count=20)
    assert np.array_equal(found.rows(), np.concatenate([rows, rows]))


def test_a_changed_byte_of_the_base_is_damage(tmp_path: Path) -> None:
    path = written(tmp_path, [1, 2], unit_rows(2))
    right, data = facts(path), bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match=path.name):
        written(tmp_path, [3], unit_rows(1), Rows(path, right, unit_rows(1).shape[1], 2))


def test_reading_holds_the_vectors_once_and_not_the_file_too(tmp_path: Path) -> None:
    import tracemalloc

    path = written(tmp_path, list(range(2000)), unit_rows(2000, dimension=256))
    tracemalloc.start()
    Vectors.open(path, facts(path), dimension=256, count=2000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (
        peak < 4 << 20
    )  # blocks of 1 MiB, of which Python sees two or three; the vectors are 2 MiB of FAISS's own
