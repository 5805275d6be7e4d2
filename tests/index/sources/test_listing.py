"""Which files are met, in which order, and what is held meanwhile."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources import listing
from index.sources.listing import ArticleFile, Unlisted, files_of, size_of
from tests.index.sources.reading import ids, only_error, only_record, read, write


def listed(*paths: Path | str) -> list[str]:
    return [entry.id for entry in files_of([str(path) for path in paths])]


def test_a_folder_is_read_with_all_below_it_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a.md", "c/d.txt", "B.txt", "c/a.csv"):
        write(tmp_path / "news" / name, "The valley was closed.")
    expected = ["news/B.txt", "news/a.md", "news/b.txt", "news/c/a.csv", "news/c/d.txt"]
    assert listed(tmp_path / "news") == expected


def test_the_file_alone_has_the_same_id_as_in_its_folder(tmp_path, monkeypatch):
    file = write(tmp_path / "news" / "a.txt", "The valley was closed.")
    monkeypatch.chdir(tmp_path / "news")
    assert listed(file) == listed(tmp_path / "news") == listed("a.txt") == listed(".") == ["news/a.txt"]


def test_a_file_that_is_named_twice_is_met_once(tmp_path):
    file = write(tmp_path / "news" / "a.txt", "The valley was closed.")
    assert listed(tmp_path / "news", file, tmp_path / "news" / ".." / "news") == ["news/a.txt"]
    assert listed(file, tmp_path / "news", file) == ["news/a.txt"]


def test_a_folder_inside_another_is_met_once_whichever_comes_first(tmp_path):
    for name in ("a.txt", "in/b.txt", "in/c.txt", "z.txt"):
        write(tmp_path / "news" / name, "The valley was closed.")
    outer, inner = tmp_path / "news", tmp_path / "news" / "in"
    assert listed(outer, inner) == ["news/a.txt", "news/in/b.txt", "news/in/c.txt", "news/z.txt"]
    assert listed(inner, outer) == ["in/b.txt", "in/c.txt", "news/a.txt", "news/z.txt"]


def test_what_a_folder_passes_over_is_read_where_it_is_named(tmp_path):
    hidden = write(tmp_path / "news" / ".old" / "a.txt", "The valley was closed.")
    index = write(tmp_path / "news" / "b.index" / "a.txt", "The valley was closed.")
    write(tmp_path / "news" / "c.txt", "The valley was closed.")
    found = listed(tmp_path / "news", hidden, tmp_path / "news" / ".old", index.parent)
    assert found == ["news/c.txt", ".old/a.txt", "b.index/a.txt"]


def test_a_named_file_stays_one_where_its_folder_is_read_first(tmp_path):
    drawing = write(tmp_path / "a.svg", "<svg></svg>")
    write(tmp_path / "b.txt", "The valley was closed.")
    error, record = read(tmp_path, drawing)
    assert isinstance(error, SourceError)
    assert error.path == str(drawing)
    assert ids([record]) == [f"{tmp_path.name}/b.txt"]


def test_hidden_files_and_indexes_are_passed_over(tmp_path):
    write(tmp_path / "a.txt", "The valley was closed.")
    for name in (".b.txt", ".git/c.txt", "old.index/e.txt", "built/CURRENT", "built/f.txt"):
        write(tmp_path / name, "no article")
    assert listed(tmp_path) == [f"{tmp_path.name}/a.txt"]


def test_the_folder_beside_a_saved_page_is_passed_over_and_another_is_not(tmp_path):
    for name in (
        "Dam.html",
        "Dam_files/ad.html",
        "Dam_files/x.txt",
        "case_files/a.txt",
        "B.htm",
        "B_files/a.txt",
    ):
        write(tmp_path / "news" / name, "<p>The valley was closed.</p>")
    assert listed(tmp_path / "news") == ["news/B.htm", "news/Dam.html", "news/case_files/a.txt"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path):
    file = write(tmp_path / "news" / "a.txt", "The valley was closed.")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news", target_is_directory=True)
    (tmp_path / "news" / "self").symlink_to(tmp_path / "news" / "self")
    (tmp_path / "news" / "b.txt").symlink_to(file)
    found = list(files_of([str(tmp_path / "news")]))
    assert [entry.id for entry in found] == ["news/a.txt", "news/b.txt", "news/self"]
    assert [type(entry) for entry in found] == [ArticleFile, ArticleFile, Unlisted]


def test_a_link_that_leads_nowhere_is_an_error_and_the_rest_goes_on(tmp_path):
    write(tmp_path / "b.txt", "The valley was closed.")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    error, record = read(tmp_path)
    assert isinstance(error, SourceError)
    assert error.message.startswith("a link that leads nowhere; expected a file")
    assert ids([record]) == [f"{tmp_path.name}/b.txt"]


def test_a_link_to_a_file_elsewhere_is_refused_unless_its_folder_or_itself_is_given(tmp_path):
    (tmp_path / "news").mkdir()
    write(tmp_path / "elsewhere" / "secret.txt", "The key is under the mat.")
    for name in ("a.txt", "library.so"):
        (tmp_path / "news" / name).symlink_to(tmp_path / "elsewhere" / "secret.txt")
    assert only_error(tmp_path / "news").message.startswith("a link that leads out of the folder")
    assert ids(read(tmp_path / "news" / "a.txt")) == ["news/a.txt"]
    found = ids(read(tmp_path / "news", tmp_path / "elsewhere"))
    assert found == ["news/a.txt", "elsewhere/secret.txt"]


def test_a_link_out_of_a_folder_is_told_from_one_into_a_folder_with_a_longer_name(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").symlink_to(write(tmp_path / "news-old" / "a.txt", "The valley was closed."))
    assert "leads out of the folder" in only_error(tmp_path / "news").message


def test_a_link_that_leads_to_itself_is_told(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert only_error(tmp_path).message.startswith("a link that leads to itself")


@pytest.mark.skipif(
    sys.platform != "linux", reason="folders are made beyond the longest path by their parents"
)
def test_folders_lie_in_each_other_as_deep_as_a_path_can_say_and_deeper_is_an_error(tmp_path):
    top = tmp_path / "news"
    write(top / "b.txt", "The valley was closed.")
    here, levels = os.open(top, os.O_RDONLY), 2500
    for _ in range(levels):
        os.mkdir("a", dir_fd=here)
        with os.fdopen(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w") as file:
            file.write("The valley was closed.")
        below = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        found = read(top)
    finally:
        subprocess.run(["rm", "-rf", top], check=True)  # deeper than Python's own goes
    assert 1800 < len(ids(found)) < levels
    assert "news/b.txt" in ids(found)
    (message,) = {item.message for item in found if isinstance(item, SourceError)}
    assert message.startswith("a path that is too long for the system")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as files exist on Unix only")
def test_pipes_and_sockets_in_a_folder_are_passed_over_without_waiting(tmp_path):
    write(tmp_path / "c.txt", "The valley was closed.")
    os.mkfifo(tmp_path / "a.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(tmp_path / "b.txt"))  # a socket's address is short
        assert ids(read(tmp_path)) == [f"{tmp_path.name}/c.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as files exist on Unix only")
def test_a_pipe_or_a_device_that_is_named_is_an_error_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert "not a regular file" in only_error(tmp_path / "a.txt").message
    assert "not a regular file" in only_error("/dev/zero").message


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_read_and_shown_with_a_mark_in_its_place(tmp_path):
    (tmp_path / "news").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "news") + b"/caf\xe9.txt")).write_text("The valley was closed.")
    record = only_record(tmp_path / "news")
    assert record.source == "news/caf\ufffd.txt"
    record.path.encode()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_an_error_that_stands_for_all_below_it(tmp_path):
    write(tmp_path / "news" / "a.txt", "The valley was closed.")
    write(tmp_path / "news" / "shut" / "b.txt", "The valley was closed.")
    write(tmp_path / "news" / "then.txt", "The valley was closed.")
    (tmp_path / "news" / "shut").chmod(0)
    try:
        file, shut, then = files_of([str(tmp_path / "news")])
    finally:
        (tmp_path / "news" / "shut").chmod(0o700)
    assert [file.id, shut.id, then.id] == ["news/a.txt", "news/shut/", "news/then.txt"]
    assert isinstance(shut, Unlisted)


def test_a_path_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such file or folder"):
        listed(tmp_path, tmp_path / "nowhere")
    with pytest.raises(SourceError, match="cannot be read"):
        listed("a\x00b")


def test_a_folder_of_many_files_is_listed_in_order_without_holding_their_names(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "BATCH", 500)
    for number in range(20_000):
        (tmp_path / f"{number * 7919 % 20_000:05}.txt").touch()
    met, last = 0, ""
    tracemalloc.start()
    for entry in files_of([str(tmp_path)]):
        assert last < entry.id
        last = entry.id
        met += 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert met == 20_000
    assert peak < 40 * met  # the names alone would be twice as much


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_odd_names_come_back_as_they_were_though_they_wait_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(listing, "BATCH", 2)
    names = ["a\nb.txt", "\n.txt", "0", "1", "ü.txt", "caf\udce9.txt", "z\t"]
    for name in names:
        (tmp_path / "news" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "news" / name).touch()
    (tmp_path / "news" / "1in").mkdir()
    (tmp_path / "news" / "1in" / "a").touch()
    found = [
        os.path.relpath(entry.location, tmp_path / "news") for entry in files_of([str(tmp_path / "news")])
    ]
    assert found == sorted([*names, "1in/a"], key=os.fsencode)


def test_the_size_is_that_of_all_files_that_are_met(tmp_path):
    write(tmp_path / "a.txt", "12345")
    write(tmp_path / "b" / "c.txt", "123")
    write(tmp_path / ".d.txt", "1234567")
    assert size_of([str(tmp_path), str(tmp_path / "a.txt")]) == 8
