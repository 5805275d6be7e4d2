"""What the ledger costs a build: the same articles, built with statements and without, in turns.

``python benchmarks/statements_build.py ARTICLES [--count 300] [--rounds 1]``. Each build is a process of its own and
starts from nothing; its CPU seconds are those of all processes that it started.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from index import open_index

WORDS = 750  # of an article, in the figures for one


class Cost(NamedTuple):
    """What a build took: seconds by the clock, CPU seconds, and the largest process in MB."""

    wall: float
    cpu: float
    largest: float


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        articles = Path(scratch) / "articles.jsonl"
        opened = gzip.open if options.articles.suffix == ".gz" else open
        with opened(options.articles, "rt", encoding="utf-8") as lines:
            kept = [line for line, _ in zip(lines, range(options.count), strict=False)]
        articles.write_text("".join(kept), "utf-8")
        words = sum(len(json.loads(line)["text"].split()) for line in kept)
        print(f"{len(kept)} articles, {words:,} words; load {os.getloadavg()[0]:.1f}")
        walls, cpus, each = [], [], []
        for turn in range(options.rounds):
            folder = Path(scratch) / f"{turn}"
            plain = _build(articles, folder / "plain", "--no-statements")
            whole = _build(articles, folder / "whole")
            walls.append(whole.wall / plain.wall)
            cpus.append(whole.cpu / plain.cpu)
            each.append((whole.cpu - plain.cpu) * WORDS / words)
            for name, cost in (("without", plain), ("with", whole)):
                print(
                    f"{name:8} wall {cost.wall:7.1f} s   CPU {cost.cpu:7.1f} s   largest {cost.largest:5.0f} MB"
                )
            print(f"ratio    wall {walls[-1]:7.3f}     CPU {cpus[-1]:7.3f}", flush=True)
        index = open_index(folder / "whole")
        print(f"{index.manifest.statements:,} statements by {index.voices(k=1).total:,} speakers")
        index.close()
        figures = {"wall ratio": walls, "cpu ratio": cpus, f"cpu s per {WORDS} words": each}
        print(json.dumps({name: round(statistics.median(found), 3) for name, found in figures.items()}))


def _build(articles: Path, folder: Path, *more: str) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "index", "build", str(articles), "--index", str(folder), *more]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begun, cpu, after.ru_maxrss / 1000)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", type=Path, help="JSON lines, plain or .gz")
    parser.add_argument("--count", type=int, default=300, metavar="N", help="the first so many")
    parser.add_argument("--rounds", type=int, default=1, metavar="N")
    return parser.parse_args()


if __name__ == "__main__":
    main()
