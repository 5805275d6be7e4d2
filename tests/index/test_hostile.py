"""One build over two hundred good files and every bad input that was thought of."""

from __future__ import annotations

import ctypes
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.published import LocalIndex
from index.report import REFUSED, Refusal, read_refusals
from index.sources.record import printable
from index.store import current_version
from tests.index.hostile import Bait, Case, good_files, lay
from tests.index.hostile_documents import pdfs, word_files
from tests.index.hostile_rows import archives, feeds, rows
from tests.index.hostile_texts import encodings, files, pages

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names, links and limits as Linux has them")

GOOD = 200
WALL = 300  # seconds of one command
IN_OPEN = 0x20  # inotify(7)


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it said, and what it touched."""

    code: int
    out: str
    err: str
    opened: list[str]
    asked: list[str]


@dataclass(frozen=True)
class Built:
    """What came of the build.

    :ivar texts: source id -> text
    :ivar touched: whether anything opened the bait or asked at its address
    """

    folder: Path
    index: Path
    cases: list[Case]
    first: Ran
    texts: dict[str, str]
    refusals: list[Refusal]
    touched: bool

    def articles(self, case: Case) -> str:
        """All text that was read from an input."""
        id = f"news/{printable(case.path)}"
        return "\n".join(text for source, text in self.texts.items() if _is_of(source, id))

    def reasons(self, case: Case) -> list[str]:
        """Why an input, or a part of it, was refused."""
        path = printable(f"{self.folder}/{case.path}")
        return [refusal.reason for refusal in self.refusals if _is_of(refusal.path, path)]


def _is_of(name: str, whole: str) -> bool:
    return name.startswith(whole) and name[len(whole) : len(whole) + 1] in {"", "/", "#"}


def command(folder: Path, *arguments: object) -> Ran:
    """Runs a command in a process of its own, in which it may not take more than its share."""
    log = folder / "touched.json"
    log.unlink(missing_ok=True)
    program = [sys.executable, "-m", "tests.index.watched", log, *arguments]
    done = subprocess.run(
        list(map(str, program)), capture_output=True, text=True, timeout=WALL, errors="replace"
    )
    assert log.exists(), done.stderr
    touched = json.loads(log.read_text())
    return Ran(done.returncode, done.stdout, done.stderr, touched["opened"], touched["asked"])


@pytest.fixture(scope="module")
def built(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    top = tmp_path_factory.mktemp("hostile")
    folder = top / "news"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        bait = Bait(top / "outside" / "secret.txt", f"http://127.0.0.1:{server.getsockname()[1]}")
        bait.file.parent.mkdir()
        bait.file.write_text(f"{bait.secret} is a secret of this machine.")
        cases = [case for case in [*good_files(GOOD), *hostile(bait)] if not case.slow]
        for case in cases:
            lay(case, folder)
        try:
            yield _built(top, cases, tiny, bait, server)
        finally:  # folders that lie in each other too deep for what tidies up
            (folder / "b10" / "closed").chmod(0o700)
            subprocess.run(["rm", "-rf", folder], check=True)


def hostile(bait: Bait) -> Iterator[Case]:
    for part in (files, pages, pdfs, word_files, feeds, archives):
        yield from part(bait)
    yield from encodings()
    yield from rows()


def _built(top: Path, cases: list[Case], tiny: Path, bait: Bait, server: socket.socket) -> Built:
    libc, index = ctypes.CDLL(None), top / "a.index"
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(bait.file), IN_OPEN) > 0
    first = command(top, "build", top / "news", "--no-statements", "--index", index, "--model", tiny)
    try:
        touched = bool(os.read(watch, 4096))
    except BlockingIOError:
        touched = False
    os.close(watch)
    try:
        server.accept()
        touched = True
    except BlockingIOError:
        pass
    with LocalIndex.open(index) as opened:
        texts = {article.source: article.text for article in opened.articles()}
        refusals = read_refusals(opened.attachment(REFUSED))
    return Built(top / "news", index, cases, first, texts, refusals, touched)


def test_every_good_file_is_read(built: Built) -> None:
    good = [case for case in built.cases if case.row == "good"]
    assert len(good) == GOOD
    assert [case.path for case in good if case.says not in built.articles(case) or built.reasons(case)] == []


def test_every_bad_input_is_refused_by_name_or_rightly_read(built: Built) -> None:
    wrong = {}
    for case in built.cases:
        text, reasons = built.articles(case), built.reasons(case)
        if bool(text) != bool(case.says) or case.says not in text or (case.lacks and case.lacks in text):
            wrong[case.path] = f"text: {text[:200]!r} {reasons}"
        if bool(reasons) != bool(case.refused) or any(not re.search(case.refused, one) for one in reasons):
            wrong[case.path] = f"reasons: {reasons} {text[:100]!r}"
    assert not wrong, "\n".join(f"{path}: {met}" for path, met in wrong.items())


def test_the_end_of_the_command_says_that_some_were_refused_and_where_all_are_listed(built: Built) -> None:
    assert (built.first.code, "Traceback" in built.first.err) == (3, False)
    assert f", {len(built.refusals)} refused in " in built.first.out
    assert str(built.index / current_version(built.index) / REFUSED) in built.first.err
    known = [printable(f"{built.folder}/{case.path}") for case in built.cases if case.refused]
    strays = [one.path for one in built.refusals if not any(_is_of(one.path, path) for path in known)]
    assert strays == []


def test_each_refusal_says_on_one_line_what_was_met_and_what_mends_it(built: Built) -> None:
    mends = re.compile(r"expected|fetch it anew|leave it out|split|mend")
    unclear = {one.reason for one in built.refusals if not mends.search(one.reason) or len(one.reason) > 400}
    assert not unclear, "\n".join(unclear)
    shown = [text for one in built.refusals for text in (one.path, one.reason)]
    assert [text for text in shown if text != printable(text)] == []


def test_nothing_outside_was_opened_and_nobody_was_asked(built: Built) -> None:
    assert not built.touched
    assert built.first.asked == []
    outside = ("/etc/passwd", "/dev/zero", "/proc/self/mem", str(built.folder.parent / "outside"))
    assert [path for path in built.first.opened if path.startswith(outside)] == []
    assert not any(Bait(Path(), "").secret in text for text in built.texts.values())
    assert not (built.folder.parent / "hacked").exists()


def test_building_again_changes_nothing_and_the_index_is_sound(built: Built, tiny: Path) -> None:
    before = current_version(built.index)
    again = command(
        built.folder.parent, "build", built.folder, "--no-statements", "--index", built.index, "--model", tiny
    )
    assert again.code == 3
    assert f"0 added, 0 changed, 0 removed, {len(built.texts)} unchanged" in again.out
    assert current_version(built.index) == before
    checked = command(built.folder.parent, "check", "--index", built.index)
    assert (checked.code, checked.out) == (0, f"{built.index}: sound\n")
