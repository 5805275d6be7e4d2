"""The index on disk: what opening verifies, what it leaves alone, and how versions follow each other."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.catalog import CATALOG
from index.errors import IndexDamaged, IndexMismatch
from index.local import LocalIndex, LocalWriter
from index.manifest import MANIFEST, FileFacts, Manifest, files_of, read_manifest, write_manifest
from index.vectors import VECTORS
from index.versions import newest_version
from index.words import WORDS
from tests.index.making import MODEL, corpus, made, unit_rows


def build(folder: Path, *, articles: int = 6, seed: int = 0, **changes: str) -> LocalIndex:
    with LocalWriter.open(folder, fresh=True) as writer:
        for number, (article, passages) in enumerate(corpus(articles, seed=seed)):
            writer.add(article, passages, unit_rows(len(passages), seed=100 * seed + number))
        writer.attach("refused.jsonl", b'{"line": 1}\n')
        return writer.commit(replace(MODEL, **changes))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build(folder).close()
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """An index to damage."""
    return Path(shutil.copytree(built, tmp_path / "index"))


def version(folder: Path) -> Path:
    return folder / newest_version(folder)


def all_files(folder: Path) -> list[Path]:
    return [version(folder) / MANIFEST, *(version(folder) / name for name in files_of(version(folder)))]


def snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every path with what changes when it is written: inode, size, time."""
    found = {str(path): path.stat() for path in [folder, *folder.rglob("*")]}
    return {path: (facts.st_ino, facts.st_size, facts.st_mtime_ns) for path, facts in found.items()}


# Damage


def test_one_changed_byte_in_any_file_is_damage_that_names_the_file(copy: Path) -> None:
    random = np.random.default_rng(0)
    for path in all_files(copy):
        data = bytearray(path.read_bytes())
        if not data:
            continue
        places = {0, len(data) - 1, *random.integers(0, len(data), 6).tolist()}
        for place in sorted(places):
            changed = bytearray(data)
            changed[place] ^= 1 << int(random.integers(0, 8))
            path.write_bytes(changed)
            with pytest.raises(IndexDamaged) as caught:
                LocalIndex.open(copy)
            assert str(path) in str(caught.value), (path, place)
            assert "--fresh" in str(caught.value)
        path.write_bytes(data)
    LocalIndex.open(copy).close()


def test_a_shortened_lengthened_or_missing_file_is_damage_that_names_it(copy: Path) -> None:
    for path in all_files(copy):
        data = path.read_bytes()
        for wrong in (data[:-1], data[: len(data) // 2], b"", data + b"\0"):
            if wrong == data:
                continue
            path.write_bytes(wrong)
            with pytest.raises(IndexDamaged, match=path.name):
                LocalIndex.open(copy)
        path.unlink()
        with pytest.raises(IndexDamaged, match=path.name):
            LocalIndex.open(copy)
        path.write_bytes(data)
    LocalIndex.open(copy).close()


@pytest.mark.parametrize("suffix", ["-wal", "-journal", "-shm"])
def test_a_journal_beside_the_articles_is_damage(copy: Path, suffix: str) -> None:
    (version(copy) / (CATALOG + suffix)).write_bytes(b"")
    with pytest.raises(IndexDamaged, match=suffix):
        LocalIndex.open(copy)


def test_a_file_of_another_version_is_damage(copy: Path, tmp_path: Path) -> None:
    other = build(tmp_path / "other", seed=1)
    shutil.copy(other.folder / VECTORS, version(copy) / VECTORS)  # the same size, other vectors
    with pytest.raises(IndexDamaged, match=VECTORS):
        LocalIndex.open(copy)
    other.close()


def resigned(folder: Path, change: Callable[[Manifest], Manifest] = lambda m: m) -> None:
    """Writes the manifest anew, all checksums right: what somebody does who means it."""
    import hashlib

    path = version(folder) / MANIFEST
    facts = {}
    for name in files_of(version(folder)):
        data = (version(folder) / name).read_bytes()
        facts[name] = FileFacts(len(data), hashlib.sha256(data).hexdigest())
    path.write_bytes(write_manifest(change(replace(read_manifest(path.read_bytes(), "m"), files=facts))))


def test_counts_that_disagree_are_damage_though_every_checksum_is_right(copy: Path) -> None:
    resigned(copy)
    LocalIndex.open(copy).close()
    for change in ({"articles": 5}, {"passages": 23}, {"passages": 10**12}, {"dimension": 7}):
        resigned(copy, lambda m, change=change: replace(m, **change))
        with pytest.raises(IndexDamaged):
            LocalIndex.open(copy)
        resigned(copy, lambda m: replace(m, articles=6, passages=24, dimension=8))


def test_words_of_another_version_are_damage_though_every_checksum_is_right(
    copy: Path, tmp_path: Path
) -> None:
    other = build(tmp_path / "other", articles=5)
    shutil.rmtree(version(copy) / WORDS)
    shutil.copytree(other.folder / WORDS, version(copy) / WORDS)
    resigned(copy)
    with pytest.raises(IndexDamaged, match="24, 0, 20"):
        LocalIndex.open(copy)
    other.close()


def test_a_manifest_that_names_no_articles_is_damage(copy: Path) -> None:
    (version(copy) / CATALOG).unlink()
    resigned(copy)
    with pytest.raises(IndexDamaged, match=CATALOG):
        LocalIndex.open(copy)


def test_a_changed_text_is_damage_though_every_checksum_is_right(copy: Path) -> None:
    path = version(copy) / CATALOG
    data = path.read_bytes()
    assert data.count(b"word1 word0") > 0
    path.write_bytes(data.replace(b"word1 word0", b"word1 word9"))
    resigned(copy)
    with LocalIndex.open(copy) as index, pytest.raises(IndexDamaged, match="not what was stored"):
        list(index.articles())


def test_an_update_of_a_damaged_index_is_refused(copy: Path) -> None:
    path = version(copy) / CATALOG
    data = bytearray(path.read_bytes())
    data[5000] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match=CATALOG):
        LocalWriter.open(copy)
    assert not list(copy.glob("tmp-*"))
    build(copy).close()


# Mismatch


def test_another_format_is_a_mismatch_that_names_both(copy: Path) -> None:
    resigned(copy, lambda m: replace(m, format=7))
    with pytest.raises(IndexMismatch, match=r"format 7.*format 3.*update the program"):
        LocalIndex.open(copy)
    resigned_old = replace(read_manifest(write_manifest(MODEL), "m"), format=0)
    (version(copy) / MANIFEST).write_bytes(write_manifest(resigned_old))
    with pytest.raises(IndexMismatch, match=r"format 0.*build the index again"):
        LocalIndex.open(copy)


@pytest.mark.parametrize(("field", "value"), [("analyzer", "german-1"), ("vectors", "IVF")])
def test_another_analysis_or_kind_is_a_mismatch_that_names_both(copy: Path, field: str, value: str) -> None:
    expected = getattr(read_manifest((version(copy) / MANIFEST).read_bytes(), "m"), field)
    resigned(copy, lambda m: replace(m, **{field: value}))
    for act in (LocalIndex.open, LocalWriter.open):
        with pytest.raises(IndexMismatch) as caught:
            act(copy)
        assert value in str(caught.value)
        assert expected in str(caught.value)


# Reading changes nothing


def test_opening_and_asking_writes_nothing_to_the_index(copy: Path) -> None:
    before = snapshot(copy)
    with LocalIndex.open(copy) as index:
        found = index.dense(unit_rows(1)[0], 5)
        index.lexical("word1", 5)
        index.passages([one.passage_id for one in found])
        list(index.articles())
        assert snapshot(copy) == before
    assert snapshot(copy) == before


def test_opening_and_closing_keeps_no_file_open(copy: Path) -> None:
    def opened() -> int:
        return sum("index" in os.path.realpath(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd"))  # noqa: PTH208

    LocalIndex.open(copy).close()
    before = opened()
    for _ in range(5):
        with LocalIndex.open(copy) as index:
            index.lexical("word1", 5)
    assert opened() == before


def test_a_closed_index_says_so(copy: Path) -> None:
    index = LocalIndex.open(copy)
    index.close()
    index.close()
    with pytest.raises(ValueError, match="closed"):
        index.article("a0-0@0000")
    with pytest.raises(ValueError, match="closed"):
        index.dense(unit_rows(1)[0], 5)


def test_an_open_index_outlives_its_folder(copy: Path) -> None:
    index = LocalIndex.open(copy)
    expected = index.dense(unit_rows(1)[0], 5), index.lexical("word1 word2", 5), list(index.articles())
    shutil.rmtree(copy)
    assert (
        index.dense(unit_rows(1)[0], 5),
        index.lexical("word1 word2", 5),
        list(index.articles()),
    ) == expected
    assert [p.text for p in index.passages([expected[0][0].passage_id])]
    index.close()


# Versions that follow each other


def test_readers_answer_while_versions_come_and_go(tmp_path: Path) -> None:
    articles = corpus(8)
    build(tmp_path, articles=4).close()
    stop, wrong, asked = threading.Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            try:
                with LocalIndex.open(tmp_path) as index:
                    found = index.lexical("word0 word1", 50)
                    texts = [p.text for p in index.passages([one.passage_id for one in found])]
                    assert texts
                    assert index.manifest.passages == len(index.dense(unit_rows(1)[0], 100))
                    asked[0] += 1
            except Exception as err:  # noqa: BLE001 (a thread's failure must reach the test)
                wrong.append(repr(err))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(12):
        with LocalWriter.open(tmp_path) as writer:
            article, passages = articles[4 + number % 4]
            if number < 4:
                writer.add(article, passages, unit_rows(len(passages)))
            else:
                writer.remove(article.id)
                writer.add(article, passages, unit_rows(len(passages)))
            writer.commit(MODEL).close()
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert asked[0] > 5


def test_an_open_index_can_tell_that_a_newer_one_is_there(tmp_path: Path) -> None:
    first = build(tmp_path)
    assert newest_version(tmp_path) == first.name
    with LocalWriter.open(tmp_path) as writer:
        second = writer.commit(MODEL)
    assert newest_version(tmp_path) == second.name != first.name
    first.close()
    second.close()


def test_the_manifest_says_what_was_built(tmp_path: Path) -> None:
    with build(tmp_path, articles=3) as index:
        manifest = index.manifest
    assert (manifest.model, manifest.model_revision, manifest.dimension, manifest.budget) == (
        "hash",
        "revision-1",
        8,
        254,
    )
    assert (manifest.articles, manifest.passages) == (3, 12)
    assert manifest.built.endswith("+00:00")
    assert set(manifest.software) == {"faiss-cpu", "tantivy", "snowballstemmer", "numpy"}
    assert set(manifest.files) == set(files_of(index.folder))


def test_what_was_attached_comes_back_and_the_next_version_starts_without_it(tmp_path: Path) -> None:
    with build(tmp_path) as index:
        assert index.attachment("refused.jsonl") == b'{"line": 1}\n'
        assert index.attachment("absent") is None
    with LocalWriter.open(tmp_path) as writer, writer.commit(MODEL) as index:
        assert index.attachment("refused.jsonl") is None


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", ".hidden", CATALOG, VECTORS, MANIFEST, WORDS, "A", "x\n"]
)
def test_nothing_can_be_attached_under_a_name_that_is_not_free_and_plain(tmp_path: Path, name: str) -> None:
    with LocalWriter.open(tmp_path) as writer, pytest.raises(ValueError, match="name of a file"):
        writer.attach(name, b"")


def test_a_changed_article_is_one_removal_and_one_addition(tmp_path: Path) -> None:
    build(tmp_path).close()
    old, passages = corpus(1)[0]
    new = replace(old, title="A corrected title")
    with LocalWriter.open(tmp_path) as writer:
        assert writer.base is not None
        writer.remove(old.id)
        writer.add(new, [replace(p, article=new) for p in passages], unit_rows(4))
        with writer.commit(writer.base) as index:
            assert index.article(old.id).title == "A corrected title"
            assert len(index.lexical("corrected", 10)) == 4
            assert index.manifest.articles == 6


def test_a_compact_version_keeps_nothing_of_what_was_removed(tmp_path: Path) -> None:
    build(tmp_path, articles=20).close()
    gone, _ = corpus(20)[3]
    with LocalWriter.open(tmp_path) as writer:
        assert writer.base is not None
        writer.remove(gone.id)
        writer.commit(writer.base, compact=True).close()
    assert len(list(tmp_path.glob("gen-*"))) == 1
    sentence = gone.text.split("\n")[0].encode()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if gone.source.encode() in path.read_bytes()]
    assert len(sentence) > 3


def test_many_updates_keep_the_index_small(tmp_path: Path) -> None:
    build(tmp_path, articles=20).close()
    before = sum(path.stat().st_size for path in all_files(tmp_path))
    for number in range(25):
        article, passages = corpus(20)[number % 20]
        with LocalWriter.open(tmp_path) as writer:
            writer.remove(article.id)
            writer.add(article, passages, unit_rows(4))
            writer.commit(MODEL).close()
    assert sum(path.stat().st_size for path in all_files(tmp_path)) < 1.5 * before


def test_an_update_of_a_large_index_leaves_the_words_of_other_articles_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.staleness.FEW", 10)
    build(tmp_path, articles=30).close()
    kept = {name for name in files_of(version(tmp_path)) if name.endswith(".term")}
    article, passages = corpus(30)[3]
    with LocalWriter.open(tmp_path) as writer:
        writer.remove(article.id)
        with writer.commit(MODEL) as index:
            assert kept <= set(index.manifest.files)
            assert index.frequencies(["word0"])[0] > 0
            assert not {p.id for p in passages} & {
                one.passage_id for one in index.lexical("word0 word1", 999)
            }
    with LocalWriter.open(tmp_path) as writer:  # now a tenth: written anew
        for article, _ in corpus(30)[10:16]:
            writer.remove(article.id)
        with writer.commit(MODEL) as index:
            assert not kept & set(index.manifest.files)


def test_a_failed_commit_leaves_the_last_version(tmp_path: Path) -> None:
    build(tmp_path).close()
    name = newest_version(tmp_path)
    with LocalWriter.open(tmp_path) as writer:
        writer.add(*made("new", "text"), unit_rows(1))
        with pytest.raises(IndexMismatch, match="revision-2"):
            writer.commit(replace(MODEL, model_revision="revision-2"))
    assert newest_version(tmp_path) == name
    assert not list(tmp_path.glob("tmp-*"))


def test_a_version_that_cannot_be_read_back_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path).close()
    name = newest_version(tmp_path)

    def damaging(folder: Path, built: Path, manifest: Manifest) -> Path:
        sealed = seal(folder, built, manifest)
        with (sealed / VECTORS).open("r+b") as file:
            file.write(b"\0")
        return sealed

    from index.versions import seal

    monkeypatch.setattr("index.local.seal", damaging)
    with LocalWriter.open(tmp_path) as writer, pytest.raises(IndexDamaged, match=VECTORS):
        writer.commit(MODEL)
    assert newest_version(tmp_path) == name
    assert sorted(path.name for path in tmp_path.glob("gen-*")) == [name]


def test_the_same_articles_give_the_same_files_but_for_names_and_date(tmp_path: Path) -> None:
    facts = []
    for folder in ("one", "two"):
        with build(tmp_path / folder) as index:
            files = index.manifest.files
            facts.append({n: f for n, f in files.items() if n in (CATALOG, VECTORS)})
            facts[-1] |= {
                Path(n).suffix: f for n, f in files.items() if n.endswith((".idx", ".term", ".fast"))
            }
    assert facts[0] == facts[1]
    assert json.loads((index.folder / MANIFEST).read_bytes())["manifest"]["format"] == 3
