"""Publishing in one step: pointer, lock, sweeping, and what a kill or a full disk leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import IndexDamaged, IndexLocked, IndexMissing, StoreUnwritable
from index.local import LocalIndex, LocalWriter
from index.versions import CURRENT, lock, newest_version, require_space, start_version, unwritable, write_file
from tests.index.making import MODEL, corpus, unit_rows

ROOT = Path(__file__).parents[2]


def build(folder: Path, articles: int = 3) -> str:
    """Adds as many articles as are missing and publishes; gives the version's name."""
    with LocalWriter.open(folder) as writer:
        for number, (article, passages) in enumerate(corpus(articles)):
            if article.id not in writer.ids():
                writer.add(article, passages, unit_rows(len(passages), seed=number))
        with writer.commit(MODEL) as index:
            return index.name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# The pointer


def test_newest_version_names_what_was_published_last(tmp_path: Path) -> None:
    first = build(tmp_path, 1)
    assert newest_version(tmp_path) == first
    second = build(tmp_path, 2)
    assert newest_version(str(tmp_path)) == second != first


def test_a_folder_without_an_index_says_how_to_build_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "absent", tmp_path / "file"):
        with pytest.raises(IndexMissing, match=r"python -m index build ARTICLES --index"):
            newest_version(folder)


@pytest.mark.parametrize(
    "line",
    [b"", b"\n", b"../../x\n", b"gen-000001-zzzzzzzz\n", b"gen-000001-00000000\n", b"gen-000001-00000000",
     b"/etc\n", b"gen-000001-00000000\n\n", b"\xff\xfe", b"x" * 10**6, b"gen-000001-00000000/../..\n"],
)  # fmt: skip
def test_a_pointer_to_no_version_is_damage(tmp_path: Path, line: bytes) -> None:
    (tmp_path / CURRENT).write_bytes(line)
    with pytest.raises(IndexDamaged, match=r"CURRENT.*--fresh"):
        newest_version(tmp_path)


def test_a_damaged_pointer_stops_an_update_and_yields_to_fresh(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / CURRENT).write_bytes(b"rubbish\n")
    with pytest.raises(IndexDamaged):
        LocalWriter.open(tmp_path)
    with LocalWriter.open(tmp_path, fresh=True) as writer:
        writer.commit(MODEL).close()
    with LocalIndex.open(tmp_path) as index:
        assert index.manifest.articles == 0


# Versions in the folder


def test_the_version_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    built = [build(tmp_path, number) for number in range(1, 5)]
    assert names(tmp_path) == sorted([CURRENT, "lock", "lock.holder", *built[-2:]])


def test_what_killed_writers_left_is_swept_away(tmp_path: Path) -> None:
    kept = build(tmp_path)
    (tmp_path / "tmp-abc" / "words").mkdir(parents=True)
    (tmp_path / "tmp-CURRENT").write_text("gen")
    (tmp_path / "gen-000007-00000000").mkdir()  # killed between the name and the pointer
    (tmp_path / "cache").mkdir()  # not ours
    LocalWriter.open(tmp_path).close()
    assert names(tmp_path) == sorted([CURRENT, "cache", "lock", "lock.holder", kept])


def test_a_name_is_never_used_again(tmp_path: Path) -> None:
    first = build(tmp_path)
    (tmp_path / CURRENT).unlink()
    assert build(tmp_path)[:10] == "gen-000002"
    assert newest_version(tmp_path) != first


def test_a_writer_that_is_not_committed_leaves_nothing(tmp_path: Path) -> None:
    for _ in range(5):
        with LocalWriter.open(tmp_path) as writer:
            writer.add(*corpus(1)[0], unit_rows(4))
        assert names(tmp_path) == ["lock", "lock.holder"]


# The lock


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    with LocalWriter.open(tmp_path), pytest.raises(IndexLocked, match=rf"process {os.getpid()} since 2"):
        LocalWriter.open(tmp_path)
    LocalWriter.open(tmp_path).close()


def test_a_lock_without_a_note_is_still_a_lock(tmp_path: Path) -> None:
    held = lock(tmp_path)
    (tmp_path / "lock.holder").write_text("not json")
    with pytest.raises(IndexLocked, match="another process"):
        lock(tmp_path)
    held.release()


def test_a_dead_writer_does_not_hold_the_lock(tmp_path: Path) -> None:
    script = "import os, sys; from index.local import LocalWriter; LocalWriter.open(sys.argv[1]); os._exit(1)"
    subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, check=False)
    assert (tmp_path / "lock.holder").exists()
    build(tmp_path)


def test_of_many_that_start_at_once_one_writes(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom index.errors import IndexLocked\nfrom index.local import LocalWriter\n"
        "try:\n    writer = LocalWriter.open(sys.argv[1])\nexcept IndexLocked:\n    print('locked')\n"
        "else:\n    print('writes', flush=True)\n    sys.stdin.read()\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path], cwd=ROOT, stdout=-1, stdin=-1, text=True)
        for _ in range(6)
    ]
    said = [process.stdout.readline().strip() for process in started]
    for process in started:
        process.communicate()
    assert sorted(said) == ["locked"] * 5 + ["writes"]


# A disk that refuses


@pytest.mark.parametrize(
    ("err", "cure"),
    [(OSError(28, "No space left on device"), "free some space"),
     (OSError(27, "File too large"), "free some space"), (OSError(5, "Input/output error"), "sound"),
     (OSError(30, "Read-only file system"), "make the folder writable"),
     (ValueError("database or disk is full"), "free some space"),
     (ValueError("attempt to write a readonly database"), "make the folder writable")],
)  # fmt: skip
def test_an_unwritable_path_is_named_with_its_cure(err: Exception, cure: str) -> None:
    message = str(unwritable(Path("/some/where"), err))
    assert "/some/where" in message
    assert cure in message
    assert "last version is as it was" in message


def test_too_little_space_is_told_in_bytes_before_writing(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match=rf"{10**18} bytes are needed, [0-9]+ are free"):
        require_space(tmp_path, 10**18)
    require_space(tmp_path, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_write_that_does_not_arrive_is_an_error() -> None:
    with pytest.raises(StoreUnwritable, match="/dev/full"):
        write_file(Path("/dev/full"), b"x")


def test_a_folder_that_is_a_file_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable):
        LocalWriter.open(tmp_path / "file")
    with pytest.raises(StoreUnwritable):
        LocalWriter.open(tmp_path / "file" / "below")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def add_too_much(folder: Path) -> None:
    with LocalWriter.open(folder) as writer:
        for number, (article, passages) in enumerate(corpus(400, passages=8, words=60, seed=1)):
            writer.add(article, passages, unit_rows(8, seed=number))
        writer.commit(MODEL)


def test_a_full_disk_leaves_the_last_version_answering(small_disk: Path) -> None:
    folder = small_disk / "index"
    name = build(folder, 2)
    with pytest.raises(StoreUnwritable, match="free some space"):
        add_too_much(folder)
    assert newest_version(folder) == name
    assert not list(folder.glob("tmp-*"))
    build(folder, 4)
    with LocalIndex.open(folder) as index:
        assert index.manifest.articles == 4


def test_a_read_only_disk_can_be_asked_but_not_written(small_disk: Path) -> None:
    folder = small_disk / "index"
    build(folder, 2)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with LocalIndex.open(folder) as index:
        assert index.lexical("word1", 3)
    with pytest.raises(StoreUnwritable, match="make the folder writable"):
        LocalWriter.open(folder)
    with pytest.raises(StoreUnwritable, match="make the folder writable"):
        LocalWriter.open(small_disk / "another")


@pytest.mark.parametrize(
    ("scenario", "number"),
    [
        ("first-steps", 2),
        ("update-steps", 6),
        ("first-moments", 15),
        ("update-moments", 15),
        ("first-starve", 0),
        ("update-starve", 0),
    ],
)
def test_no_fault_breaks_the_index_or_the_next_build(tmp_path: Path, scenario: str, number: int) -> None:
    """Killed before each nth step to the disk, killed at a moment, or held to files of so many bytes.

    The old or the new version answers, the check finds nothing, the next build completes and cleans up.
    """
    command = [sys.executable, "-m", "tests.index.faults", scenario, str(tmp_path), str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    assert report["count"] == 0, report["bad"]
    assert report["seen"]["old"] >= 5
    if not scenario.endswith("moments"):
        assert report["seen"]["new"] >= 1  # the sweep reached the end of a build


def test_the_sweep_touches_only_its_own(tmp_path: Path) -> None:
    for name in ("notes.txt", "gen-notes", "temporary"):
        (tmp_path / name).write_text("mine")
    start_version(tmp_path)
    assert {"notes.txt", "gen-notes", "temporary"} <= set(names(tmp_path))
