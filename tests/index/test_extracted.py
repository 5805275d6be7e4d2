"""What was found in a text is found once; a damaged line is as if it were not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import StoreUnwritable
from index.extracted import StatementCache
from index.records import Article, Span

LINES = {f"{number:032x}": [f"“{number}” said Åsa"] * number for number in range(4)}


def filled(folder: Path) -> Path:
    with StatementCache(folder, "plain 1") as cache:
        for key, lines in LINES.items():
            cache.add(key, lines)
        assert cache.added == len(LINES)
        return cache.path


def found(folder: Path) -> dict[str, list[str]]:
    with StatementCache(folder, "plain 1") as cache:
        return {key: list(lines) for key in LINES if (lines := cache.get(key)) is not None}


def test_what_was_added_is_there_afterwards_and_nothing_else(tmp_path: Path) -> None:
    filled(tmp_path)
    assert found(tmp_path) == LINES
    with StatementCache(tmp_path, "plain 1") as cache:
        assert cache.get("f" * 32) is None
        assert cache.added == 0


def test_another_extractor_has_another_file(tmp_path: Path) -> None:
    filled(tmp_path)
    with StatementCache(tmp_path, "plain 2") as cache:
        assert cache.get(next(iter(LINES))) is None
    assert len(list(tmp_path.iterdir())) == 2


def test_the_key_is_that_of_text_and_furniture() -> None:
    article = Article("a@1", "One text.", title="Title")
    key = StatementCache.key(article)
    assert StatementCache.key(replace(article, id="b@1", title="Another")) == key
    assert StatementCache.key(replace(article, text="One text")) != key
    assert StatementCache.key(replace(article, furniture=(Span(0, 3),))) != key


@pytest.mark.parametrize("lost", [1, 5, 20, 60])
def test_a_line_that_was_cut_short_is_not_there_and_the_next_one_is(tmp_path: Path, lost: int) -> None:
    path = filled(tmp_path)
    path.write_bytes(path.read_bytes()[:-lost])
    assert found(tmp_path) == {key: lines for key, lines in LINES.items() if key[-1] != "3"}
    with StatementCache(tmp_path, "plain 1") as cache:
        cache.add(f"{3:032x}", ["again"])
    assert found(tmp_path) == LINES | {f"{3:032x}": ["again"]}


def test_a_changed_byte_costs_its_line_alone(tmp_path: Path) -> None:
    path = filled(tmp_path)
    sound = path.read_bytes()
    start = sound.index(f"{2:032x}".encode())
    for place in range(start, sound.index(b"\n", start)):
        damaged = bytearray(sound)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        lost = LINES.keys() - found(tmp_path).keys()
        assert f"{2:032x}" in lost, place
        assert len(lost) == 1 or damaged[place] == 10, place


@pytest.mark.parametrize("rubbish", [b"\0" * 500, b"\xff" * 500, b"\n\n\n", b"no cache"])
def test_rubbish_holds_nothing_and_does_no_harm(tmp_path: Path, rubbish: bytes) -> None:
    filled(tmp_path).write_bytes(rubbish)
    assert found(tmp_path) == {}
    filled(tmp_path)
    assert found(tmp_path) == LINES


def test_what_is_not_kept_gives_its_room_back(tmp_path: Path) -> None:
    path = filled(tmp_path)
    size = path.stat().st_size
    with StatementCache(tmp_path, "plain 1") as cache:
        cache.keep([f"{1:032x}", f"{3:032x}", "absent"])
        assert cache.get(f"{3:032x}") == tuple(LINES[f"{3:032x}"])
        cache.add(f"{7:032x}", ["new"])
        assert cache.get(f"{7:032x}") == ("new",)
    assert found(tmp_path).keys() == {f"{1:032x}", f"{3:032x}"}
    assert path.stat().st_size < size


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    with pytest.raises(StoreUnwritable, match="cache"):
        StatementCache(tmp_path / "cache", "plain 1")
