"""Processes that find statements while others encode: as many as there are cores, none of which can stop a build."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from index.records import Article

__all__ = ["Finding", "Workers"]

MOST = 4  # each takes some 450 MB
STARTING = 120.0  # seconds for loading a parser, which takes one where nothing else runs
PACE = 1_000  # characters a second at the least; a core that is not shared parses some 15,000
TRIES = 2  # an article whose worker died: the system may have killed it for another's sake


class Finding(NamedTuple):
    """What became of an article.

    :ivar lines: its statements, see :func:`index.statements.packing.pack`
    :ivar failed: why they are not known; empty where they are
    :ivar missing: what is not installed, so that nothing can be found in any article; empty where all is
    """

    lines: tuple[str, ...] = ()
    failed: str = ""
    missing: str = ""


LOST = Finding(failed="the process that looked for them died, and so did another one")


class Workers:
    """Finds the statements of articles in other processes, which are started when there is something to do.

    :param extractor: where the finder is, see :class:`index.statements.worker.Finder`
    :param parser: the name of its parser
    :param patience: seconds that any article may take, besides those for its length
    """

    def __init__(self, extractor: str, parser: str, patience: float) -> None:
        self._command, self._patience = (extractor, parser), patience
        count = min(len(os.sched_getaffinity(0)), MOST)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="statements")
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # the last one used is used again
        for _ in range(count):
            self._idle.put(None)
        self._running: set[_Worker] = set()
        self._closed = False

    def find(self, article: Article, keep: Callable[[Sequence[str]], None]) -> Future[Finding]:
        """Begins to find the statements of an article.

        :param keep: is given what was found, in another thread, as soon as it is
        """
        return self._threads.submit(self._find, article, keep)

    def close(self) -> None:
        """Ends all processes, whatever they are doing."""
        self._closed = True
        for worker in list(self._running):
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in list(self._running):
            worker.close()

    def _find(self, article: Article, keep: Callable[[Sequence[str]], None]) -> Finding:
        worker, found = self._idle.get(), Finding()
        try:
            for _ in range(TRIES):
                worker = worker or self._start()
                found = worker.missing or worker.ask(article)
                if worker.ended and not worker.missing:
                    self._running.discard(worker)
                    worker.close()
                    worker = None
                if found is not LOST or self._closed:
                    break
        finally:
            self._idle.put(worker)
        if not (found.failed or found.missing):
            keep(found.lines)
        return found

    def _start(self) -> _Worker:
        worker = _Worker(*self._command, self._patience)
        self._running.add(worker)
        if self._closed:
            worker.kill()
        worker.wait()
        return worker


class _Worker:
    """One process. It is asked by one thread at a time."""

    def __init__(self, extractor: str, parser: str, patience: float) -> None:
        self._patience = patience
        self.missing: Finding | None = None
        self.ended = False
        above = str(Path(__file__).parent.parent)
        paths = [above, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-P", "-W", "ignore", "-m", "index.statements.worker", extractor, parser],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"},
        )
        self._to, self._from = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)

    def wait(self) -> None:
        """Waits until it is ready, or says what is missing."""
        answer, late = self._answer(STARTING)
        if not answer.get("ready"):
            why = "did not begin in time" if late else "ended before it began"
            self.missing = Finding(
                missing=str(answer.get("missing") or f"the process that finds statements {why}")
            )

    def ask(self, article: Article) -> Finding:
        """The statements of an article; :data:`LOST` where the process died."""
        plain = {"text": article.text, "furniture": article.furniture}
        with suppress(OSError):  # of a process that is gone there will be no answer
            self._to.write(json.dumps(plain).encode() + b"\n")
            self._to.flush()
        seconds = self._patience + len(article.text) / PACE
        answer, late = self._answer(seconds)
        if late:
            return Finding(failed=f"looking for them took more than {seconds:.0f} seconds")
        if "failed" in answer:
            return Finding(failed=str(answer["failed"]))
        return Finding(tuple(answer["statements"])) if "statements" in answer else LOST

    def kill(self) -> None:
        """Ends the process now."""
        self.process.kill()

    def close(self) -> None:
        """Ends the process and lets go of its pipes."""
        self.process.kill()
        with suppress(OSError):  # what was never read
            self.process.communicate()

    def _answer(self, seconds: float) -> tuple[dict[str, Any], bool]:
        """The next answer, nothing where the process is gone; and whether it was ended for taking too long."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            line = self._from.readline()
        finally:
            timer.cancel()
        answer: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        self.ended = not answer
        return answer, late.is_set() and not answer
