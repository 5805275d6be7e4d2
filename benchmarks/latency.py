"""A question to a warm pipeline: median and 95th percentile, against plain dense search in the same run.

``python benchmarks/latency.py INDEX QUESTIONS.jsonl``. Plain dense search is one forward pass over the question and
one exact FAISS search for ten passages; the two are asked in turns.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np

from index import load_encoder, open_index
from qa import Pipeline


def main() -> None:
    options = _options()
    with options.questions.open(encoding="utf-8") as lines:
        questions = [json.loads(line)["question"] for line in lines][: options.count]
    begun = time.perf_counter()
    pipeline = Pipeline.open(options.index)
    print(f"{pipeline.size} articles; opened in {time.perf_counter() - begun:.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    index, encoder = open_index(options.index), load_encoder()
    asked, plain, answered = [], [], 0
    pipeline.ask("a first question to warm up")
    for question in questions:
        begun = time.perf_counter()
        index.dense(encoder.encode_query(question), 10)
        between = time.perf_counter()
        answered += pipeline.ask(question).answered
        plain.append(between - begun)
        asked.append(time.perf_counter() - between)
    _print("plain dense search", plain)
    _print("pipeline.ask", asked)
    print(
        f"ratio of medians {np.median(asked) / np.median(plain):.2f}; answered {answered} of {len(questions)}"
    )
    print(f"memory of the process with one pipeline, at most: {memory:.0f} MiB")


def _print(name: str, seconds: list[float]) -> None:
    half, most = np.percentile(seconds, [50, 95]) * 1000
    print(f"{name:20} median {half:6.0f} ms   95th percentile {most:6.0f} ms   n {len(seconds)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--count", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
