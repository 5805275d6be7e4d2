"""An index of a whole collection with random vectors, to measure what does not depend on them at its full size.

``python benchmarks/scale.py ARTICLES INDEX``, then ``python benchmarks/latency.py INDEX QUESTIONS``. Texts, passages
and words are real; encoding, which takes nearly all of a build, is left out. Dense search costs the same and finds
nothing of use, so the answers mean nothing.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from index import Manifest, SourceError, clean_article, create_index, load_encoder, open_source
from index.passages import passages


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("index", type=Path)
    options = parser.parse_args()
    random, encoder = np.random.default_rng(7), load_encoder()
    spent = dict.fromkeys(["read and clean", "cut", "store"], 0.0)
    writer = create_index(options.index, fresh=True)
    source = iter(open_source([options.articles]))
    while True:
        begun = time.process_time()
        try:
            article = next(source, None)
            if article is None:
                break
            if isinstance(article, SourceError):
                continue
            article = clean_article(article)
        except SourceError:
            continue
        cleaned = time.process_time()
        cut = passages(article, encoder.count_tokens, encoder.budget)
        done = time.process_time()
        vectors = random.standard_normal((len(cut), encoder.dimension), np.float32)
        writer.add(article, cut, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
        for stage, seconds in zip(
            spent, (cleaned - begun, done - cleaned, time.process_time() - done), strict=True
        ):
            spent[stage] += seconds
    begun = time.process_time()
    facts = Manifest.of(encoder.model, encoder.revision, encoder.dimension, encoder.budget)
    manifest = writer.commit(facts).manifest
    print(f"{manifest.articles} articles, {manifest.passages} passages")
    print(
        "CPU seconds:",
        {stage: round(s, 1) for stage, s in spent.items()},
        "publish",
        round(time.process_time() - begun, 1),
    )


if __name__ == "__main__":
    main()
