"""The command line: what it prints, how it ends, and what it says of bad input and damage."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.__main__ import main
from index.catalog import CATALOG
from index.manifest import MANIFEST, read_manifest, write_manifest
from index.published import LocalIndex
from index.samples import sample_articles
from index.sources import Record, open_source
from index.store import create_index, current_manifest, current_version
from index.vectors import VECTORS
from tests.encoders import tiny_model

SAMPLES = sum(isinstance(one, Record) for one in open_source([sample_articles()]).read({}))
GOOD = {"id": "good", "text": "The council met on Monday. It decided nothing."}


class Ran:
    """How a command ended and what it said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Ran]


QUICK = ["--no-statements"]  # where the statements of the articles do not matter
ROOM_FOR_VECTORS = 24  # KB, at which the disk is full when the first statements are kept


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="module")
def built(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample articles."""
    folder = tmp_path_factory.mktemp("built") / "samples.index"
    assert main(["build", str(sample_articles()), "--index", str(folder), "--model", str(tiny)]) == 0
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """An index to damage."""
    return Path(shutil.copytree(built, tmp_path / "copy.index"))


def in_version(folder: Path, name: str) -> Path:
    return folder / current_version(folder) / name


def lines(*items: object) -> str:
    return "".join(f"{item if isinstance(item, str) else json.dumps(item)}\n" for item in items)


# What the commands say


def test_building_says_what_it_did_and_building_again_that_nothing_changed(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "samples.index"
    first = run("build", sample_articles(), "--index", folder, "--model", tiny)
    counts = r"{}: {} added, 0 changed, 0 removed, {} unchanged in \d+\.\d s{}\n"
    assert first.code == 0
    said = r"; statements: \d+ by \d+ speakers"
    assert re.fullmatch(counts.format(folder, SAMPLES, 0, said), first.out)
    again = run("build", sample_articles(), "--index", folder)
    assert again.code == 0
    assert re.fullmatch(counts.format(folder, 0, SAMPLES, ""), again.out)


def test_elsewhere_than_on_a_terminal_a_short_build_says_one_line_of_progress(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    ran = run("build", sample_articles(), *QUICK, "--index", tmp_path / "a.index", "--model", tiny)
    assert ran.err == f"encoding: 100 %, {SAMPLES} articles\n"


def test_a_compressed_file_of_many_articles_still_has_one_line_of_progress(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    import gzip

    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(lines(*({**GOOD, "id": number} for number in range(40))).encode()))
    ran = run("build", file, *QUICK, "--index", tmp_path / "a.index", "--model", tiny)
    assert ran.err == "encoding: 100 %, 40 articles\n"


def test_a_long_build_says_a_line_now_and_then(
    run: Run, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.console.QUIET", 0)
    ran = run("build", sample_articles(), *QUICK, "--index", tmp_path / "a.index", "--model", tiny)
    spoken = ran.err.splitlines()
    assert len(spoken) > SAMPLES
    assert re.fullmatch(r"reading: \d %, 1 articles", spoken[0])
    assert spoken[-1] == f"encoding: 100 %, {SAMPLES} articles"


def test_status_says_what_the_index_holds(run: Run, built: Path, tiny: Path) -> None:
    ran = run("status", "--index", built)
    manifest = current_manifest(built)
    size = sum(path.stat().st_size for path in in_version(built, "").rglob("*") if path.name != MANIFEST)
    size -= sum(path.stat().st_size for path in in_version(built, "").rglob("*") if path.is_dir())
    assert (ran.code, ran.err) == (0, "")
    with LocalIndex.open(built) as index:
        assert len(list(index.articles())) == SAMPLES
    assert ran.out.splitlines() == [
        f"{built}: {SAMPLES} articles, {manifest.passages} passages, {size / 1e6:.1f} MB",
        f"{manifest.statements} statements, found by extractor {manifest.extractor}",
        f"built {manifest.built} with {tiny} (revision {manifest.model_revision}, 16 dimensions, "
        "passages of at most 160 word pieces)",
        f"format 3, vectors {manifest.vectors}, words {manifest.analyzer}",
    ]


def test_check_ends_with_0_and_one_line_where_all_is_sound(run: Run, built: Path) -> None:
    ran = run("check", "--index", built)
    assert (ran.code, ran.out, ran.err) == (0, f"{built}: sound\n", "")


def test_show_prints_the_exact_text_for_every_id_with_or_without_its_hash(run: Run, built: Path) -> None:
    with LocalIndex.open(built) as index:
        articles = list(index.articles())
    assert len(articles) == SAMPLES
    for article in articles:
        for name in (article.id, article.source):
            ran = run("show", name, "--index", built)
            assert (ran.code, ran.out, ran.err) == (0, article.text + "\n", "")


@pytest.mark.parametrize("name", ["nobody", "@", "", "samples", "samples/wire.jsonl", "good@000000000000"])
def test_show_of_an_article_that_is_not_there_ends_with_4(run: Run, built: Path, name: str) -> None:
    ran = run("show", name, "--index", built)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"error: {built} has no article {name!r}; expected an id")


def test_show_prefers_the_whole_id_where_a_source_id_looks_like_one(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    build = ("--index", tmp_path / "a.index", "--model", tiny)
    file = tmp_path / "a.jsonl"
    file.write_text(lines(GOOD))
    run("build", file, *build)
    with LocalIndex.open(tmp_path / "a.index") as index:
        (article,) = index.articles()
    file.write_text(lines(GOOD, {"id": article.id, "text": "The council did not meet."}))
    run("build", file, *build)
    assert run("show", article.id, "--index", tmp_path / "a.index").out == article.text + "\n"


@pytest.mark.parametrize(
    "arguments", [[], ["what"], ["build"], ["show"], ["status", "more"], ["build", "a", "--chunk", "3"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m index" in capsys.readouterr().err


# Bad input: each is named, the others go on


@pytest.fixture
def build(run: Run, tiny: Path, tmp_path: Path) -> Run:
    """Builds ``a.index`` from the folder ``news``, in which one good article stands beside the bad ones."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "good.jsonl").write_text(lines(GOOD))
    return lambda *more: run(
        "build", *(more or [tmp_path / "news"]), *QUICK, "--index", tmp_path / "a.index", "--model", tiny
    )


@pytest.mark.parametrize(
    ("name", "data", "line", "said"),
    [
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9, None, "a program; expected text"),
        ("a.txt", bytes(range(1, 127)) * 20, None, "binary data"),
        ("a.txt", "Rat tagte.".encode("utf-16-le"), None, "UTF-16 without its mark"),
        ("a.txt", b"", None, "the file is empty; expected an article"),
        ("a.txt", b" \n\n", None, "no text; expected at least one sentence"),
        ("a.md", b"", None, "the file is empty"),
        ("a.html", b"", None, "the file is empty"),
        ("a.jsonl", b"", None, "the file is empty; expected an article"),
        ("a.jsonl", b'{"text": "Yes."}\n{"text": "No.\n', 2, "broken JSON"),
        ("a.jsonl", b'\n{"id": "b", "title": "T"}\n', 2, "no column for the text; found “id”, “title”"),
        ("a.jsonl", b'{"id": "b", "text": null}\n', 1, 'field "text" is empty; expected a string'),
        ("a.jsonl", b'{"id": "b", "text": " "}\n', 1, "no text; expected at least one sentence"),
        ("a.jsonl", b'["text"]\n', 1, "a list instead of a JSON object"),
        ("h.jsonl", json.dumps({**GOOD, "text": "Else."}).encode(), 1, "the id 'good' is taken by another article"),
    ],
)  # fmt: skip
def test_bad_input_is_named_with_file_and_line_and_the_others_go_on(
    build: Run, tmp_path: Path, name: str, data: bytes, line: int | None, said: str
) -> None:
    file = tmp_path / "news" / name
    file.write_bytes(data)
    ran = build()
    good = 1 + (b"Yes." in data)
    assert ran.code == 3
    place = str(file) if line is None else f"{file}, line {line}"
    (complaint,) = (spoken for spoken in ran.err.splitlines() if spoken.startswith("refused: "))
    assert complaint.startswith(f"refused: {place}: ")
    assert said in complaint
    assert f": {good} added, 0 changed, 0 removed, 0 unchanged, 1 refused in " in ran.out
    (entry,) = in_version(tmp_path / "a.index", "refused.jsonl").read_text().splitlines()
    assert f"refused: {place}: {json.loads(entry)['reason']}" == complaint
    assert current_manifest(tmp_path / "a.index").articles == good


def test_a_line_of_50_megabytes_is_refused_and_the_next_one_read(build: Run, tmp_path: Path) -> None:
    with (tmp_path / "news" / "long.jsonl").open("wb") as file:
        file.write(b'{"text": "' + b"x" * 50_000_000 + b'"}\n')
        file.write(b'{"id": "after", "text": "It rained."}\n')
    ran = build()
    assert ran.code == 3
    assert "long.jsonl, line 1: a line of over 5 MB; expected one article a line" in ran.err
    assert ": 2 added" in ran.out


def test_a_file_in_another_encoding_is_converted(build: Run, run: Run, tmp_path: Path) -> None:
    text = "The café of Señor Núñez was “closed” on Monday – for good."
    (tmp_path / "news" / "a.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "news" / "b.txt").write_bytes(("B. " + text).encode("utf-16"))
    assert build().code == 0
    assert run("show", "news/a.txt", "--index", tmp_path / "a.index").out == f"{text}\n"
    assert run("show", "news/b.txt", "--index", tmp_path / "a.index").out == f"B. {text}\n"


def test_a_lone_surrogate_in_json_is_shown_as_what_cannot_be_shown(
    build: Run, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "news" / "a.jsonl").write_text('{"id": "s\\udc80", "text": "He paid 5 \\ud83d coins."}\n')
    assert build().code == 0
    assert run("show", "s\ufffd", "--index", tmp_path / "a.index").out == "He paid 5 \ufffd coins.\n"
    assert run("check", "--index", tmp_path / "a.index").code == 0


def test_the_same_article_in_two_files_is_taken_once(build: Run, tmp_path: Path) -> None:
    (tmp_path / "news" / "again.jsonl").write_text(lines(GOOD))
    ran = build()
    assert ran.code == 0
    assert ": 1 added, 0 changed, 0 removed, 0 unchanged in " in ran.out


def test_many_refused_records_are_counted_and_the_rest_is_pointed_to(build: Run, tmp_path: Path) -> None:
    (tmp_path / "news" / "bad.jsonl").write_text("[]\n" * 30)
    ran = build()
    assert ran.code == 3
    spoken = [line for line in ran.err.splitlines() if line.startswith("refused: ")]
    listed = in_version(tmp_path / "a.index", "refused.jsonl")
    assert len(spoken) == 21
    assert spoken[-1] == f"refused: and 10 more, all listed in {listed}"
    assert len(listed.read_text().splitlines()) == 30
    assert ", 30 refused in " in ran.out


def test_a_folder_that_is_not_there_stops_the_build_before_anything_is_removed(
    build: Run, tmp_path: Path
) -> None:
    build()
    ran = build(tmp_path / "news", tmp_path / "newz")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == f"error: {tmp_path / 'newz'}: no such file or folder; check the spelling\n"
    assert current_manifest(tmp_path / "a.index").articles == 1


def test_a_folder_without_articles_is_named(build: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.png").write_bytes(b"\x89PNG")
    ran = build(tmp_path / "empty")
    assert ran.code == 4
    assert ran.err.startswith(f"error: {tmp_path / 'empty'}: no articles here; expected text")
    assert not (tmp_path / "a.index").exists()


def test_where_nothing_is_an_article_the_first_reason_is_told(build: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\n[]\n')
    ran = build(tmp_path / "bad.jsonl")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith(f"error: {tmp_path / 'bad.jsonl'}, line 1: no column for the text; found “id”")
    assert "(1 more were refused); no article is left" in ran.err


# Bad indexes


def newer_format(folder: Path) -> None:
    path = in_version(folder, MANIFEST)
    path.write_bytes(write_manifest(replace(read_manifest(path.read_bytes(), ""), format=4)))


def truncated(folder: Path) -> None:
    path = in_version(folder, VECTORS)
    path.write_bytes(path.read_bytes()[:-1])


def one_byte(folder: Path) -> None:
    path = in_version(folder, CATALOG)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def one_byte_of_the_manifest(folder: Path) -> None:
    path = in_version(folder, MANIFEST)
    path.write_bytes(path.read_bytes().replace(b'"articles": ', b'"articles": 1', 1))


def pointer(folder: Path) -> None:
    (folder / "CURRENT").write_text("gen-000001-00000000\n")


@pytest.mark.parametrize(
    ("harm", "status", "said"),
    [
        (newer_format, 5, "the index has format 4, this program reads format 3; update the program"),
        (truncated, 0, f"{VECTORS} is damaged"),
        (one_byte, 0, f"{CATALOG} is damaged: its checksum is another"),
        (one_byte_of_the_manifest, 5, f"{MANIFEST} is damaged"),
        (pointer, 5, "gen-000001-00000000, which is not there"),
    ],
)
def test_a_bad_index_is_told_by_every_command_that_reads_it(
    run: Run, copy: Path, tmp_path: Path, harm: Callable[[Path], None], status: int, said: str
) -> None:
    harm(copy)
    assert run("status", "--index", copy).code == status  # reads the manifest alone
    for command in (["show", "samples/bridge-costs-rise.md"], ["build", str(sample_articles())]):
        ran = run(*command, "--index", copy)
        assert (ran.code, ran.out) == (5, "")
        assert ran.err.startswith("error: ")
        assert said in ran.err
    checked = run("check", "--index", copy)
    assert checked.code == 1
    assert said in checked.out
    assert checked.out.endswith(f"{copy}: 1 fault\n")
    mended = run(
        "build",
        sample_articles(),
        *QUICK,
        "--index",
        copy,
        "--fresh",
        "--model",
        current_model(copy, tmp_path),
    )
    assert mended.code == 0
    assert run("check", "--index", copy).code == 0


def current_model(folder: Path, tmp_path: Path) -> Path:
    return tiny_model(tmp_path / "again")


def test_a_missing_index_is_told_with_the_command_that_makes_one(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "no.index"
    for command in (["status"], ["show", "a"]):
        ran = run(*command, "--index", folder)
        assert (ran.code, ran.out) == (4, "")
        made = f"python -m index build ARTICLES --index {folder}"
        assert ran.err == f"error: no index at {folder}; build one: {made}\n"
    assert run("check", "--index", folder).code == 1
    assert not folder.exists()


def test_another_model_than_the_one_of_the_index_is_told(
    run: Run, copy: Path, tmp_path: Path, tiny: Path
) -> None:
    for other in ("all-MiniLM-L6-v2", "nobody/no-such-model", tmp_path / "gone"):
        ran = run("build", sample_articles(), "--index", copy, "--model", other)
        assert (ran.code, ran.out) == (5, "")
        assert f"was built with the model {tiny}, not {other}; start over with --fresh" in ran.err


def test_a_model_that_is_not_on_this_machine_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("build", sample_articles(), "--index", tmp_path / "a.index", "--model", "nobody/no-such-model")
    assert (ran.code, ran.out) == (1, "")
    assert "error: the model 'nobody/no-such-model' is no folder" in ran.err


def test_an_index_that_is_being_written_is_told(run: Run, copy: Path) -> None:
    writer = create_index(copy)
    try:
        ran = run("build", sample_articles(), "--index", copy)
    finally:
        writer.close()
    assert (ran.code, ran.out) == (6, "")
    assert f"error: {copy} is being written by process {os.getpid()}" in ran.err


# Disks


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    if os.geteuid():
        pytest.skip("only root can mount a small disk")
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(path: Path) -> None:
    """Takes what is left of a disk."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


@pytest.mark.parametrize("free", [0, 4, 24, 40, 80, 150])
def test_no_space_left_is_told_and_the_last_version_answers(
    run: Run, tiny: Path, tmp_path: Path, free: int
) -> None:
    file = tmp_path / "a.jsonl"
    disk = tmp_path / "disk"
    with mounted(disk, "size=2m"):
        index = ("--index", disk / "a.index", *(() if free == ROOM_FOR_VECTORS else QUICK))
        file.write_text(lines(GOOD))
        assert run("build", file, *index, "--model", tiny).code == 0
        (disk / "reserve").write_bytes(bytes(free * 1024))
        fill(disk / "ballast")
        (disk / "reserve").unlink()
        file.write_text(lines(GOOD, *({"id": n, "text": f"It rained {n} times. " * 400} for n in range(30))))
        ran = run("build", file, *index)
        assert (ran.code, ran.out) == (7, "")
        assert str(disk) in ran.err
        assert re.search("free (some )?space", ran.err)
        assert run("show", "good", *index[:2]).out == GOOD["text"] + "\n"
        assert run("check", *index[:2]).code == 0
        (disk / "ballast").unlink()
        assert run("build", file, *index).code == 0
        assert run("check", *index[:2]).code == 0


def test_a_read_only_folder_is_told_and_can_still_be_read(run: Run, tiny: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    index = ("--index", disk / "a.index")
    (tmp_path / "a.jsonl").write_text(lines(GOOD))
    with mounted(disk, "size=2m"):
        assert run("build", tmp_path / "a.jsonl", *index, "--model", tiny).code == 0
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for folder in (disk / "a.index", disk / "new.index"):
            ran = run("build", tmp_path / "a.jsonl", "--index", folder, "--model", tiny)
            assert (ran.code, ran.out) == (7, "")
            assert str(folder) in ran.err
            assert "make the folder writable, or give another one with --index" in ran.err
        assert (
            run("show", "good", *index).code == run("check", *index).code == run("status", *index).code == 0
        )


# As programs


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "index", *map(str, arguments)]


def test_a_stopped_build_says_so_and_leaves_the_last_version_answering(
    run: Run, copy: Path, tiny: Path, tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(lines(*({"id": n, "text": f"It rained {n} times."} for n in range(20_000))))
    before = current_version(copy)
    cache = next((copy / "cache").glob("*.vectors"))
    size = cache.stat().st_size
    build = subprocess.Popen(
        program("build", file, *QUICK, "--index", copy),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # a shell's background job ignores it
    )
    deadline = time.monotonic() + 60
    while cache.stat().st_size == size:
        assert build.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    build.send_signal(signal.SIGINT)
    out, err = build.communicate(timeout=60)
    assert (build.returncode, out) == (130, "")
    assert err.endswith("stopped; the last version of the index is as it was\n")
    assert current_version(copy) == before
    assert run("check", "--index", copy).code == 0
    assert run("build", sample_articles(), *QUICK, "--index", copy).code == 0


def test_on_a_terminal_there_is_a_bar_that_reaches_the_end(tiny: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("4H", 25, 120, 0, 0))
    command = program("build", sample_articles(), *QUICK, "--index", tmp_path / "a.index", "--model", tiny)
    build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    drawn = b""
    with contextlib.suppress(OSError):  # the terminal is gone with the program
        while data := os.read(ours, 65536):
            drawn += data
    os.close(ours)
    out, _ = build.communicate(timeout=60)
    assert build.returncode == 0
    assert f"{SAMPLES} added".encode() in out
    last = drawn.decode().replace("\n", "\r").strip("\r").split("\r")[-1]
    assert last.startswith("encoding: 100%|")
    assert f"{SAMPLES} articles]" in last
    assert len(drawn.splitlines()) < 60


def test_a_reader_who_leaves_early_is_no_error(built: Path) -> None:
    show = subprocess.Popen(
        program("show", "samples/bridge-costs-rise.md", "--index", built),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert show.stdout
    assert show.stderr
    show.stdout.close()
    err = show.stderr.read()
    show.stderr.close()
    assert (show.wait(), err) == (0, b"")


def test_the_parser_is_a_setting_and_one_that_is_not_there_leaves_the_rest_as_it_is(
    run: Run, tiny: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("A title\n\n“It rains,” Ann Lee said. It rained for a week in the hills.")
    index = ("--index", tmp_path / "i")
    built = run("build", tmp_path / "a.txt", "--parser", "no_such_model", "--model", tiny, *index)
    assert "no_such_model" in built.err + built.out
    assert run("list", *index).code == 0
    assert run("statements", *index).code == 1
