"""A build of a whole collection and an update of it, stage by stage, with random vectors in the place of encoding.

``python benchmarks/scale.py ARTICLES.jsonl[.gz] FOLDER [--count 12000] [--changed 10]``, then, for questions,
``python benchmarks/latency.py FOLDER/all.index QUESTIONS``. Texts, passages, words, copies and furniture are real.
Encoding, which takes nearly all of a build, is measured on a sample and then left out: a model's time for a passage
does not depend on how many there are. Each build runs in a process of its own, so that its memory can be told; the
model is loaded and has read a batch in each. Dense search costs the same over random vectors and finds nothing of use,
so the answers of such an index mean nothing.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

SAMPLE = 400  # passages that the model really reads, to know its speed


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=12_000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--build", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.articles, options.folder)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    whole, few = options.folder / "all.jsonl", options.folder / "few.jsonl"
    copy(options.articles, whole, options.count)
    copy(options.articles, few, options.count // 12)
    small = measured(few, options.folder / "few.index")
    large = measured(whole, options.folder / "all.index")
    change(whole, options.changed)
    update = measured(whole, options.folder / "all.index")
    for name, found in (("first build, a twelfth", small), ("first build", large), ("update", update)):
        print(f"{name}: {json.dumps(found)}")
    encoding = large["passages"] / small["passages a second"]
    first = large["wall seconds"] + encoding
    print(f"memory, all against a twelfth: {large['MiB'] / small['MiB']:.2f} times")
    print(
        f"update: {update['wall seconds']:.1f} s; first build: {large['wall seconds']:.0f} s and {encoding:.0f} s of "
        f"encoding at the speed of the sample: {100 * update['wall seconds'] / first:.2f} %"
    )
    for stage, seconds in large["CPU seconds"].items():
        print(f"{stage}: {seconds:.1f} s, {100 * seconds / (first):.1f} % of the first build")


def copy(source: Path, target: Path, count: int) -> None:
    with (
        gzip.open(source, "rt") if source.suffix == ".gz" else source.open() as lines,
        target.open("w") as file,
    ):
        file.writelines(itertools.islice(lines, count))


def change(path: Path, count: int) -> None:
    """Adds a sentence to articles that stand far apart."""
    lines = path.read_text().splitlines()
    for number in range(0, len(lines), max(len(lines) // count, 1)):
        article = json.loads(lines[number])
        article["text"] += "\n\nThe figures in this article were corrected on Friday."
        lines[number] = json.dumps(article)
    path.write_text("\n".join(lines) + "\n")


def measured(articles: Path, index: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, str(articles), str(index), "--build", "yes"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def build(articles: Path, index: Path) -> None:
    """One build in this process; prints what it took."""
    import index.build as room
    from index import build_index, load_encoder, open_source

    encoder = load_encoder()
    speed = encoding_speed(encoder, articles)
    random = np.random.default_rng(7)

    def vectors(inputs: list[str]) -> np.ndarray:
        rows = random.standard_normal((len(inputs), encoder.dimension), np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    encoder.encode_inputs = vectors  # type: ignore[method-assign]
    room.load_encoder = lambda *_, **__: encoder  # type: ignore[assignment]
    spent: dict[str, float] = {}
    stages = {
        "read and clean": (room.Collection, "read"),
        "sketch": (room, "sketched"),
        "copies and repeated lines": (room.Lessons, "__init__"),
        "cut": (room._Build, "_cut"),
        "store": (room._Build, "_encode"),
        "publish": (room._Build, "_publish"),
    }
    for stage, (owner, name) in stages.items():
        setattr(owner, name, timed(getattr(owner, name), stage, spent))
    begun = time.monotonic()
    report = build_index(open_source([articles]), index)
    print(
        json.dumps(
            {
                "articles": report.articles,
                "changed": report.changed,
                "copies": report.copies,
                "refused": len(report.refused),
                "passages": report.passages,
                "passages a second": round(speed, 1),
                "wall seconds": round(time.monotonic() - begun, 1),
                "CPU seconds": {stage: round(seconds, 2) for stage, seconds in spent.items()},
                "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def encoding_speed(encoder: Any, articles: Path) -> float:
    """Passages a second, of the first articles."""
    from index import Record, clean_article, open_source
    from index.passages import passages

    inputs: list[str] = []
    for record in open_source([articles]).read({}):
        if isinstance(record, Record):
            article = clean_article(record)
            cut = passages(article, encoder.count_tokens, encoder.budget)
            inputs += encoder.inputs([passage.text for passage in cut], article.title)
        if len(inputs) >= SAMPLE:
            break
    inputs = sorted(inputs[:SAMPLE], key=len, reverse=True)
    begun = time.monotonic()
    encoder.encode_inputs(inputs)
    return len(inputs) / (time.monotonic() - begun)


def timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        with counted(stage, spent):
            return function(*args, **kwargs)

    return run


@contextmanager
def counted(stage: str, spent: dict[str, float]) -> Iterator[None]:
    begun = time.process_time()
    yield
    spent[stage] = spent.get(stage, 0) + time.process_time() - begun


if __name__ == "__main__":
    main()
