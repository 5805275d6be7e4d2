"""Runs builds that are killed or starved, and says what was left of the index.

It is a program of its own because a build is killed in a fork, and a process that has asked FAISS or tantivy
(which keep threads) must not fork. This one only imports them.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from index.check import check_index
from index.errors import IndexMissing, StoreUnwritable
from index.local import LocalIndex, LocalWriter
from tests.index.making import MODEL, corpus, unit_rows

OLD, NEW = range(40), range(10, 50)
STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "tempfile.mkdtemp", "sqlite3.connect"}


def bring_to(folder: Path, target: range) -> None:
    """Brings an index to hold these articles, as a build does: only what differs is written."""
    articles = {
        article.id: (number, article, passages) for number, (article, passages) in enumerate(corpus(50))
    }
    wanted = {name for name, (number, _, _) in articles.items() if number in target}
    with LocalWriter.open(folder) as writer:
        held = set(writer.ids())
        for gone in sorted(held - wanted):
            writer.remove(gone)
        for new in sorted(wanted - held):
            number, article, passages = articles[new]
            writer.add(article, passages, unit_rows(len(passages), seed=number))
        writer.commit(MODEL).close()


def answers(folder: Path) -> object:
    """What an index answers; ``None`` where there is none."""
    try:
        with LocalIndex.open(folder) as index:
            found = index.dense(unit_rows(1, seed=99)[0], 30), index.lexical("word1 word5", 30)
            texts = [passage.text for passage in index.passages([one.passage_id for one in found[0]])]
            return json.loads(json.dumps([index.fingerprints(), found, texts]))
    except IndexMissing:
        return None


def forked(work: Callable[[], object], *, kill_after: float | None = None) -> tuple[int, object]:
    """Runs work in a fork: the signal that ended it (0 for none), and what it gave or how it failed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            said = {"value": work()}
        except StoreUnwritable as err:
            said = {"unwritable": str(err)}
        except BaseException:  # noqa: BLE001  a panic of tantivy is a BaseException
            said = {"error": traceback.format_exc()}
        os.write(write, json.dumps(said).encode())
        os._exit(0)
    os.close(write)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    return os.WTERMSIG(os.waitpid(child, 0)[1]), json.loads(said) if said else None


def killed_at(step: int, work: Callable[[], object]) -> Callable[[], object]:
    """Work that is killed before the given step to the disk."""

    def run() -> object:
        left = step

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in STEPS and not (event == "open" and arguments[1] in ("r", "rb")):
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        return work()

    return run


class Trial:
    """A folder that is put back before each run, and what may be found in it after one."""

    def __init__(self, folder: Path, *, first: bool) -> None:
        self.folder, self.kept = folder / "index", folder / "kept"
        self.first, self.bad, self.seen = first, [], {"old": 0, "new": 0}
        self.messages: list[str | None] = []
        if not first:
            forked(lambda: bring_to(self.kept, OLD))
        self.old = None if first else forked(lambda: answers(self.kept))[1]["value"]
        shutil.copytree(self.kept, folder / "model", symlinks=True) if not first else None
        forked(lambda: bring_to(folder / "model", NEW))
        self.new = forked(lambda: answers(folder / "model"))[1]["value"]
        assert self.new not in (None, self.old)

    def put_back(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if not self.first:
            shutil.copytree(self.kept, self.folder)

    def judge(self, label: object, *, said: object = None) -> None:
        """After a run: the old or new answers, a sound index, a next build that completes and cleans up."""
        found = forked(lambda: answers(self.folder))[1]
        state = "old" if found == {"value": self.old} else "new" if found == {"value": self.new} else None
        faults = forked(lambda: [] if answers(self.folder) is None else check_index(self.folder))[1]
        again = forked(lambda: bring_to(self.folder, NEW))[1]
        after = forked(lambda: answers(self.folder))[1]
        left = sorted(path.name.partition("-")[0] for path in self.folder.iterdir())
        clean = set(left) <= {"CURRENT", "gen", "lock", "lock.holder"} and left.count("gen") <= 2
        sound = (
            state and faults == {"value": []} and again == {"value": None} and after == {"value": self.new}
        )
        if not (sound and clean):
            facts = {"faults": faults, "again": again, "after": after == {"value": self.new}, "left": left}
            self.bad.append({"run": label, "said": said, "found": str(found)[:600], **facts})
        else:
            self.seen[state] += 1

    def report(self) -> None:
        """Says what went wrong, and how often which version was found."""
        print(  # noqa: T201
            json.dumps(
                {"bad": self.bad[:3], "count": len(self.bad), "seen": self.seen, "messages": self.messages}
            )
        )


def kill_at_steps(trial: Trial, every: int) -> None:
    """Kills before each step (or every nth), until a build is through."""
    step = 0
    while True:
        trial.put_back()
        ended, _ = forked(killed_at(step, lambda: bring_to(trial.folder, NEW)))
        trial.judge(step)
        if not ended:
            return
        step += every


def kill_at_moments(trial: Trial, runs: int) -> None:
    """Kills at moments spread over a build's time, in an order of their own."""
    trial.put_back()
    begun = time.monotonic()
    forked(lambda: bring_to(trial.folder, NEW))
    lasts = time.monotonic() - begun
    for run in range(runs):
        trial.put_back()
        forked(lambda: bring_to(trial.folder, NEW), kill_after=random.Random(run).uniform(0, 1.1 * lasts))
        trial.judge(run)


def starve(trial: Trial) -> None:
    """Limits the size of files: a build either is through or says that it could not write."""
    versions = sorted((trial.folder.parent / "model").glob("gen-*"))
    sizes = sorted(path.stat().st_size for path in versions[-1].rglob("*") if path.is_file())
    limits = [0, 1, 4096, *(size - 1 for size in sizes[-6:]), sizes[-1], 10 * sizes[-1]]
    for limit in limits:
        trial.put_back()

        def build(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            bring_to(trial.folder, NEW)

        _, said = forked(build)
        state = forked(lambda: answers(trial.folder))[1]
        honest = ("unwritable" in said and state == {"value": trial.old}) or (
            said == {"value": None} and state == {"value": trial.new}
        )
        trial.messages.append(said.get("unwritable"))
        if not honest:
            trial.bad.append({"run": f"limit {limit}", "said": said, "state": str(state)[:300]})
        trial.judge(f"limit {limit}", said=said)


def main(scenario: str, folder: str, number: str = "1") -> None:
    """Scenarios are ``first`` or ``update``, a hyphen, and ``steps``, ``moments`` or ``starve``."""
    start, _, what = scenario.partition("-")
    trial = Trial(Path(folder), first=start == "first")
    if what == "steps":
        kill_at_steps(trial, int(number))
    elif what == "moments":
        kill_at_moments(trial, int(number))
    else:
        starve(trial)
    trial.report()


if __name__ == "__main__":
    main(*sys.argv[1:])
