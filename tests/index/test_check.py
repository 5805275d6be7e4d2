"""The deep check finds each fault, names it, and neither repairs nor raises."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.catalog import CATALOG
from index.check import check_index
from index.errors import IndexMissing
from index.manifest import MANIFEST
from index.vectors import VECTORS
from index.words import WORDS, WordsWriter
from tests.index.making import corpus
from tests.index.test_local import build, resigned, snapshot, version


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(folder).close()
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "index"))


def test_a_sound_index_has_no_faults_and_stays_as_it_is(copy: Path) -> None:
    before = snapshot(copy)
    assert check_index(copy) == []
    assert check_index(str(copy)) == []
    assert snapshot(copy) == before


def test_no_index_is_a_fault(tmp_path: Path) -> None:
    (fault,) = check_index(tmp_path)
    with pytest.raises(IndexMissing) as caught:
        build_nothing(tmp_path)
    assert fault == str(caught.value)


def build_nothing(folder: Path) -> None:
    from index.store import open_index

    open_index(folder)


def test_every_damaged_file_is_named(copy: Path) -> None:
    for name in (CATALOG, VECTORS, f"{WORDS}/meta.json"):
        path = version(copy) / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        path.write_bytes(data)
    faults = check_index(copy)
    assert len(faults) == 3
    assert all(any(name in fault for fault in faults) for name in (CATALOG, VECTORS, "meta.json"))


def test_a_damaged_manifest_is_a_fault(copy: Path) -> None:
    (version(copy) / MANIFEST).write_bytes(b"[" * 100_000)
    (fault,) = check_index(copy)
    assert MANIFEST in fault


def test_a_missing_and_a_stray_file_are_faults(copy: Path) -> None:
    (version(copy) / VECTORS).unlink()
    (version(copy) / "notes.txt").write_text("stray")
    faults = check_index(copy)
    assert [VECTORS in faults[0], "notes.txt" in faults[1], len(faults)] == [True, True, 2]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE article SET text = text || 'x' WHERE key = 2", "article a0-1@0000 is not what was stored"),
        ("UPDATE article SET title = 'x' WHERE key = 2", "article a0-1@0000 is not what was stored"),
        ("UPDATE article SET published = 'monday' WHERE key = 2", "article a0-1@0000 cannot be read"),
        ("UPDATE article SET furniture = '[[3]]' WHERE key = 2", "article a0-1@0000 cannot be read"),
        ("UPDATE article SET authors = '{' WHERE key = 2", "article a0-1@0000 cannot be read"),
        ('UPDATE passage SET "end" = 999999 WHERE key = 3', "is empty or outside the text"),
        ('UPDATE passage SET "end" = start WHERE key = 3', "is empty or outside the text"),
        ("UPDATE passage SET start = -1 WHERE key = 3", "is empty or outside the text"),
        ("UPDATE passage SET article = 77 WHERE key = 3", "refers to nothing"),
        ("CREATE TRIGGER t AFTER INSERT ON article BEGIN SELECT 1; END", "other tables"),
        ("CREATE VIEW v AS SELECT 1", "other tables"),
        ("DROP TABLE passage", "other tables"),
    ],
)
def test_a_changed_row_is_a_fault_though_every_checksum_is_right(
    copy: Path, statement: str, fault: str
) -> None:
    base = sqlite3.connect(version(copy) / CATALOG)
    base.execute(statement)
    base.commit()
    base.close()
    resigned(copy)
    faults = check_index(copy)
    assert any(fault in found for found in faults), faults


def test_a_removed_row_is_a_fault_in_all_three(copy: Path) -> None:
    base = sqlite3.connect(version(copy) / CATALOG)
    base.execute("DELETE FROM passage WHERE key = 3")
    base.commit()
    base.close()
    resigned(copy)
    faults = "\n".join(check_index(copy))
    assert "23 passages" in faults
    assert f"{VECTORS} holds 24" in faults
    assert f"{WORDS} holds 24" in faults


def rewrite_vectors(folder: Path, keys: np.ndarray, rows: np.ndarray) -> None:
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(rows.shape[1]))
    index.add_with_ids(rows, keys)
    (version(folder) / VECTORS).write_bytes(faiss.serialize_index(index).tobytes())
    resigned(folder)


def test_a_wrong_vector_is_a_fault(copy: Path) -> None:
    rows = np.tile(np.eye(8, dtype=np.float32)[:1], (24, 1))
    rows[4] *= 2
    rows[5] = np.nan
    rewrite_vectors(copy, np.arange(1, 25), rows)
    faults = check_index(copy)
    assert [fault.rpartition(": ")[2] for fault in faults] == [
        "the vector of passage 5 has not length 1",
        "the vector of passage 6 has not length 1",
    ]


def test_a_vector_of_an_unknown_passage_is_a_fault(copy: Path) -> None:
    rewrite_vectors(copy, np.arange(2, 26), np.tile(np.eye(8, dtype=np.float32)[:1], (24, 1)))
    (fault,) = check_index(copy)
    assert VECTORS in fault


def test_words_of_an_unknown_passage_are_a_fault(copy: Path) -> None:
    shutil.rmtree(version(copy) / WORDS)
    writer = WordsWriter(version(copy) / WORDS)
    article, _ = corpus(1)[0]
    writer.add(article, 1, [(key, "word") for key in range(2, 26)])
    writer.finish()
    resigned(copy)
    (fault,) = check_index(copy)
    assert WORDS in fault


def test_furniture_outside_its_article_and_inside_a_passage_is_a_fault(copy: Path) -> None:
    from dataclasses import replace

    from index.intake import fingerprint
    from index.records import Span

    article, _ = corpus(1)[0]
    bad = replace(article, furniture=(Span(0, 5), Span(3, 10**6)))
    base = sqlite3.connect(version(copy) / CATALOG)
    base.execute(
        "UPDATE article SET furniture = '[[0, 5], [3, 1000000]]', digest = ? WHERE key = 1",
        [fingerprint(bad)],
    )
    base.commit()
    base.close()
    resigned(copy)
    faults = "\n".join(check_index(copy))
    assert "furniture 3-1000000 is out of order or outside the text" in faults
    assert "holds furniture" in faults
