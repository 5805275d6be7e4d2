"""Vectors: exact scores, selections, and a file that is not trusted."""

from __future__ import annotations

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamaged, IndexMismatch
from index.vectors import KIND, Vectors, check_unit_rows, check_vector
from tests.index.making import unit_rows


def held(keys: list[int], seed: int = 0) -> Vectors:
    vectors = Vectors.empty(8)
    vectors.add(keys, unit_rows(len(keys), seed))
    return vectors


def read(data: object, count: int = 3, dimension: int = 8) -> Vectors:
    return Vectors.from_bytes(bytes(data), "vectors.faiss", dimension=dimension, count=count)


def serialised(index: object) -> bytes:
    return faiss.serialize_index(index).tobytes()


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(1, 10_000), min_size=1, max_size=40), st.data())
def test_search_among_some_keys_gives_their_inner_products(keys: set[int], data: st.DataObject) -> None:
    ordered = sorted(keys)
    among = data.draw(st.lists(st.sampled_from([*ordered, 3, 20_000]), unique=True))
    rows, question = unit_rows(len(keys)), unit_rows(1, seed=1)[0]
    expected = {key: float(row @ question) for key, row in zip(ordered, rows, strict=True) if key in among}
    found = held(ordered).search(question, 100, among)
    assert {key for key, _ in found} == set(expected)
    assert all(score == pytest.approx(expected[key], abs=2e-5) for key, score in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_search_among_nothing_finds_nothing() -> None:
    assert held([1, 2]).search(unit_rows(1)[0], 5, []) == []
    assert Vectors.empty(8).search(unit_rows(1)[0], 5) == []


def test_bytes_read_back_as_the_same_index() -> None:
    vectors = held([5, 9, 70])
    again = read(vectors.to_bytes())
    assert again.keys().tolist() == [5, 9, 70]
    assert np.array_equal(again.rows(), unit_rows(3))
    assert again.search(unit_rows(1, 2)[0], 3) == vectors.search(unit_rows(1, 2)[0], 3)


def test_what_is_removed_is_gone_and_what_stays_keeps_its_vector() -> None:
    vectors = held([5, 9, 70])
    vectors.remove([9, 10_000])
    vectors.remove([])
    assert vectors.keys().tolist() == [5, 70]
    assert np.array_equal(vectors.rows(), unit_rows(3)[[0, 2]])
    assert len(read(vectors.to_bytes(), count=2)) == 2


def hostile() -> dict[str, bytes]:
    """Files whose length is about right but which are not what the manifest says."""
    keys, rows = np.arange(3), unit_rows(3)
    l2 = faiss.IndexIDMap2(faiss.IndexFlatL2(8))
    l2.add_with_ids(rows, keys)
    flat = faiss.IndexFlatIP(8)
    flat.add(np.vstack([rows, rows])[:4])
    bare = faiss.IndexFlatIP(10)
    bare.add(unit_rows(3, dimension=10))
    half = faiss.IndexIDMap2(
        faiss.IndexScalarQuantizer(16, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    )
    half.add_with_ids(unit_rows(3, dimension=16), keys)
    whole = bytes(held([1, 2, 3]).to_bytes())
    wide = faiss.IndexIDMap2(faiss.IndexFlatIP(18))
    wide.add_with_ids(unit_rows(1, dimension=18), np.arange(1))
    return {
        "another metric": serialised(l2),
        "no keys": serialised(flat),
        "no keys, wider": serialised(bare),
        "half precision": serialised(half),
        "one wide vector": serialised(wide),
        "cut short": whole[:-9],
        "cut shorter": whole[:150],
        "another kind": b"IHNf" + whole[4:],
        "zeros": bytes(len(whole)),
        "huge count": whole[:8] + b"\xff" * 8 + whole[16:],
    }


@pytest.mark.parametrize("what", hostile())
def test_a_file_that_is_not_what_the_manifest_says_is_damage(what: str) -> None:
    with pytest.raises(IndexDamaged, match=r"vectors\.faiss"):
        read(hostile()[what])


@pytest.mark.parametrize(("count", "dimension"), [(4, 8), (2, 8), (3, 7), (3, 9), (10**15, 8)])
def test_another_count_or_dimension_than_the_manifest_says_is_damage(count: int, dimension: int) -> None:
    with pytest.raises(IndexDamaged):
        read(held([1, 2, 3]).to_bytes(), count, dimension)


def test_no_changed_bytes_crash_the_reading() -> None:
    """The checksum is what finds damage; this is for a file whose maker also wrote the checksum."""
    random = np.random.default_rng(0)
    whole = np.frombuffer(bytes(held([1, 2, 3]).to_bytes()), dtype=np.uint8)
    for _ in range(400):
        changed = whole.copy()
        places = random.integers(0, 120 if random.random() < 0.7 else len(whole), random.integers(1, 5))
        changed[places] = random.integers(0, 256, len(places))
        try:
            vectors = read(changed.tobytes())
        except IndexDamaged:
            continue
        assert len(vectors) == 3
        vectors.search(unit_rows(1)[0], 3)


def test_the_kind_in_the_manifest_is_the_kind_that_is_written() -> None:
    index = faiss.deserialize_index(np.frombuffer(held([1]).to_bytes(), dtype=np.uint8))
    assert KIND.startswith("IDMap2,Flat/inner product")
    assert (type(index), index.metric_type) == (faiss.IndexIDMap2, faiss.METRIC_INNER_PRODUCT)


def test_check_vector_gives_float32_and_refuses_the_rest() -> None:
    assert check_vector(unit_rows(1)[0].astype(np.float64), 8).dtype == np.float32
    with pytest.raises(IndexMismatch, match=r"8 numbers.*384"):
        check_vector(unit_rows(1)[0], 384)
    with pytest.raises(ValueError, match="shape"):
        check_vector(np.float32(1), 1)


def test_check_unit_rows_takes_what_half_precision_leaves() -> None:
    rows = unit_rows(50, dimension=384)
    assert check_unit_rows(rows.astype(np.float16).astype(np.float32), 50) is not None
    assert check_unit_rows(np.empty((0, 0), dtype=np.float32), 0).shape == (0, 0)
