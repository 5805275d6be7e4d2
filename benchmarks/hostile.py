"""What each bad input costs alone: CPU seconds and memory, and what is said of it.

Usage: python benchmarks/hostile.py [--row B35] [--slow] [--messages FILE] [--folder FOLDER]

Each input of ``tests/index/hostile*.py`` is laid into a folder of its own and read, cleaned and cut into passages
in a process of its own, with limits on time and memory; only the encoder is left out, which takes the same time for
the words of any article. With ``--slow`` also those that a test would take too long over.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from index.clean import clean_article
from index.errors import SourceError
from index.passages import passages
from index.sources import Record, open_source
from tests.index.hostile import Bait, Case, good_files, lay
from tests.index.hostile_documents import pdfs, word_files
from tests.index.hostile_rows import archives, feeds, rows
from tests.index.hostile_texts import encodings, files, pages

BUDGET = 256  # word pieces of a passage
CPU, MEMORY = 90, 4 << 30


class Cost(NamedTuple):
    """What became of one input.

    :ivar ended: the signal or the code that ended its process; 0 where it ended well
    :ivar megabytes: peak of memory beyond that of a process that reads nothing
    """

    seconds: float
    megabytes: float
    ended: int
    articles: int
    messages: list[str]


def main() -> None:
    arguments = _arguments()
    bait = Bait(Path(arguments.folder) / "outside" / "secret.txt", "http://127.0.0.1:9")
    bait.file.parent.mkdir(parents=True, exist_ok=True)
    bait.file.write_text(f"{bait.secret} is a secret of this machine.")
    cases = [*files(bait), *encodings(), *pages(bait), *pdfs(bait), *word_files(bait), *rows(), *feeds(bait)]
    cases += archives(bait)
    for case in good_files(20):  # the libraries are loaded before the others are measured
        _read(case, Path(arguments.folder) / "warm")
    print(f"{'row':4} {'input':32} {'CPU s':>6} {'MB':>6} {'articles':>8}  ended, or what is said")
    told, costs = [], []
    for case in cases:
        if arguments.row in {"", case.row} and (arguments.slow or not case.slow):
            cost = _measured(case, Path(arguments.folder))
            costs.append(cost)
            name = ascii(case.path)[1:-1]
            said = f"ended with {cost.ended}" if cost.ended else (cost.messages or ["-"])[0][-100:]
            size = f"{cost.seconds:6.2f} {cost.megabytes:6.0f}"
            print(f"{case.row:4} {name:32.32} {size} {cost.articles:8}  {said!r}", flush=True)
            told += [f"{case.row}\t{message}" for message in cost.messages]
    if arguments.messages:
        Path(arguments.messages).write_text("".join(f"{line}\n" for line in told), "utf-8", "replace")
    refused, read = sum(bool(cost.messages) for cost in costs), sum(cost.articles > 0 for cost in costs)
    print(
        f"{len(costs)} inputs: {refused} with a refusal, {read} with an article, "
        f"{sum(cost.ended != 0 for cost in costs)} ended badly, slowest {max(cost.seconds for cost in costs):.1f} s, "
        f"most memory {max(cost.megabytes for cost in costs):.0f} MB"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--row", default="", help="one row of the catalogue")
    parser.add_argument("--slow", action="store_true", help="the huge ones too")
    parser.add_argument("--messages", help="file for all that is said")
    parser.add_argument("--folder", default=tempfile.gettempdir() + "/hostile", help="where files are put")
    return parser.parse_args()


def _measured(case: Case, folder: Path) -> Cost:
    """Reads an input in a process of its own."""
    laid = folder / "laid"
    subprocess.run(["rm", "-rf", laid], check=True)  # folders that lie deeper than Python's own goes
    laid.mkdir()
    _in_fork(lambda: lay(case, laid))  # what makes it must not count
    idle = _in_fork(lambda: None)[1]
    output = folder / "output.json"
    output.unlink(missing_ok=True)
    seconds, peak, ended = _in_fork(lambda: output.write_text(json.dumps(_outcome(laid))))
    articles, messages = json.loads(output.read_text()) if output.exists() else (0, [])
    return Cost(seconds, peak - idle, ended, articles, messages)


def _in_fork(work) -> tuple[float, float, int]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """CPU seconds, peak of memory in MB and the status of work in a fork."""
    child = os.fork()
    if not child:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            work()
            status = 0
        except BaseException as err:  # noqa: BLE001 -- whatever it is, it is told
            print(f"{type(err).__name__}: {err}"[:300], file=sys.stderr)
        finally:
            os._exit(status)
    _, status, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def _read(case: Case, folder: Path) -> tuple[int, list[str]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lay(case, folder)
    return _outcome(folder)


def _outcome(folder: Path) -> tuple[int, list[str]]:
    """How many articles there are, and what is said."""
    articles, messages = 0, []
    try:
        for found in open_source([folder]):
            try:
                if isinstance(found, Record):
                    cut = passages(
                        clean_article(found), lambda texts: [len(t.split()) for t in texts], BUDGET
                    )
                    articles += bool(cut)
                else:
                    messages.append(str(found).replace(str(folder), ""))
            except SourceError as err:
                messages.append(str(err).replace(str(folder), ""))
    except SourceError as err:  # a folder without anything to read
        if "expected" not in str(err):
            raise
    return articles, messages


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"in {time.monotonic() - started:.0f} s")
