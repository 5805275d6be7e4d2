"""The cache of vectors: what was encoded once is not encoded again, and what is damaged is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.cache import CRC, KEY, SLICE, VectorCache
from index.encode import SentenceEncoder, load_encoder
from index.errors import StoreUnwritable
from tests.encoders import DIMENSION, tiny_model

RECORD = KEY + 4 * DIMENSION + CRC
INPUTS = [f"The {number}th report of the harbour office." for number in range(6)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def filled(folder: Path, encoder: SentenceEncoder) -> np.ndarray:
    with VectorCache(folder, encoder) as cache:
        return cache.vectors(INPUTS)


def the_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_vectors_are_those_of_the_encoder_in_the_order_asked(
    folder: Path, tiny_encoder: SentenceEncoder
) -> None:
    inputs = [INPUTS[3], "x", INPUTS[0] * 9, INPUTS[3]]
    with VectorCache(folder, tiny_encoder) as cache:
        first = cache.vectors(inputs)
        assert cache.encoded == 3  # one text came twice
        again = cache.vectors(inputs[::-1])
        assert cache.encoded == 3
    assert (first.shape, first.dtype) == ((4, DIMENSION), np.float32)
    assert (again == first[::-1]).all()
    np.testing.assert_allclose(first, tiny_encoder.encode_inputs(inputs), atol=1e-6)


def test_no_input_gives_no_rows(folder: Path, tiny_encoder: SentenceEncoder) -> None:
    with VectorCache(folder, tiny_encoder) as cache:
        assert cache.vectors([]).shape == (0, DIMENSION)
        assert cache.encoded == 0


def test_what_was_encoded_once_is_not_encoded_again(folder: Path, tiny_encoder: SentenceEncoder) -> None:
    first = filled(folder, tiny_encoder)
    with VectorCache(folder, tiny_encoder) as cache:
        again = cache.vectors([*INPUTS, "new"])
        assert cache.encoded == 1
    assert (again[:-1] == first).all()
    assert the_file(folder).stat().st_size == 7 * RECORD


def test_another_model_has_another_file(folder: Path, tmp_path: Path, tiny_encoder: SentenceEncoder) -> None:
    filled(folder, tiny_encoder)
    other = load_encoder(str(tiny_model(tmp_path / "other", seed=8)))
    with VectorCache(folder, other) as cache:
        vectors = cache.vectors(INPUTS)
        assert cache.encoded == len(INPUTS)
    assert (vectors == other.encode_inputs(INPUTS)).all()
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("lost", [1, CRC, RECORD - 1, RECORD, RECORD + 1, 6 * RECORD])
def test_a_record_that_was_cut_short_is_encoded_again(
    folder: Path, tiny_encoder: SentenceEncoder, lost: int
) -> None:
    first = filled(folder, tiny_encoder)
    path = the_file(folder)
    path.write_bytes(path.read_bytes()[:-lost])
    with VectorCache(folder, tiny_encoder) as cache:
        np.testing.assert_allclose(cache.vectors(INPUTS), first, atol=1e-6)
        assert cache.encoded == -(-lost // RECORD)
    with VectorCache(folder, tiny_encoder) as cache:
        cache.vectors(INPUTS)
        assert cache.encoded == 0


def test_a_changed_byte_anywhere_in_a_record_has_it_encoded_again(
    folder: Path, tiny_encoder: SentenceEncoder
) -> None:
    first = filled(folder, tiny_encoder)
    sound = the_file(folder).read_bytes()
    for place in range(2 * RECORD, 3 * RECORD):
        damaged = bytearray(sound)
        damaged[place] ^= 1
        the_file(folder).write_bytes(damaged)
        with VectorCache(folder, tiny_encoder) as cache:
            np.testing.assert_allclose(cache.vectors(INPUTS), first, atol=1e-6)
            assert cache.encoded == 1, place
        with VectorCache(folder, tiny_encoder) as cache:
            cache.vectors(INPUTS)
            assert cache.encoded == 0, place


def test_a_file_of_nothing_but_zeros_or_rubbish_has_all_encoded_again(
    folder: Path, tiny_encoder: SentenceEncoder
) -> None:
    first = filled(folder, tiny_encoder)
    for rubbish in (bytes(6 * RECORD), b"\xff" * 1000, b"no vectors"):
        the_file(folder).write_bytes(rubbish)
        with VectorCache(folder, tiny_encoder) as cache:
            np.testing.assert_allclose(cache.vectors(INPUTS), first, atol=1e-6)
            assert cache.encoded == len(INPUTS)


def test_a_record_cut_short_while_the_cache_is_open_is_encoded_again(
    folder: Path, tiny_encoder: SentenceEncoder
) -> None:
    first = filled(folder, tiny_encoder)
    with VectorCache(folder, tiny_encoder) as cache:
        the_file(folder).write_bytes(b"")
        np.testing.assert_allclose(cache.vectors(INPUTS), first, atol=1e-6)


def test_each_slice_is_kept_as_soon_as_it_is_encoded(folder: Path, tiny_encoder: SentenceEncoder) -> None:
    inputs = [f"Report {number}." for number in range(2 * SLICE + 10)]
    seen = []
    with VectorCache(folder, tiny_encoder) as cache:
        cache.vectors(inputs[:5])
        cache.vectors(
            inputs, lambda share: seen.append((round(share * len(inputs)), the_file(folder).stat().st_size))
        )
    known = [5 + SLICE, 5 + 2 * SLICE, len(inputs)]
    assert seen == [(count, count * RECORD) for count in known]


def test_a_stop_between_two_slices_loses_only_the_second(folder: Path, tiny_encoder: SentenceEncoder) -> None:
    inputs = [f"Report {number}." for number in range(2 * SLICE)]

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with VectorCache(folder, tiny_encoder) as cache, pytest.raises(KeyboardInterrupt):
        cache.vectors(inputs, stop)
    with VectorCache(folder, tiny_encoder) as cache:
        cache.vectors(inputs)
        assert cache.encoded == SLICE


def test_a_cache_that_cannot_be_written_is_named(folder: Path, tiny_encoder: SentenceEncoder) -> None:
    folder.write_text("not a folder")
    with pytest.raises(StoreUnwritable, match=str(folder)):
        VectorCache(folder, tiny_encoder)
