"""A build against its barest form: ``SentenceTransformer.encode`` of the same passages plus ``IndexFlatIP.add``.

``python benchmarks/build.py [ARTICLES]``. Both run in turns in one process, the model's library loaded before;
the build also reads, cleans, cuts, stores, indexes words, hashes and publishes.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from index import build_index, load_encoder, open_index, open_source
from index.encode import DEFAULT_MODEL, model_folder


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        articles = Path(scratch) / "articles.jsonl"
        with options.articles.open(encoding="utf-8") as lines:
            articles.write_text(
                "".join(line for line, _ in zip(lines, range(options.count), strict=False)), "utf-8"
            )
        texts = _passages(articles, Path(scratch) / "first.index")
        model = SentenceTransformer(str(model_folder(DEFAULT_MODEL)), device="cpu")
        print(f"{options.count} articles, {len(texts)} passages")
        ratios = []
        for turn in range(options.rounds):
            plain = _plain(model, texts)
            ours = _build(articles, Path(scratch) / f"{turn}.index")
            ratios.append(ours / plain)
            print(f"plain {plain:6.1f} s   build {ours:6.1f} s   ratio {ratios[-1]:.3f}", flush=True)
        print(json.dumps({"ratio": round(statistics.median(ratios), 3), "rounds": options.rounds}))


def _passages(articles: Path, folder: Path) -> list[str]:
    """The inputs of the encoder for these articles."""
    build_index(open_source([articles]), folder)
    encoder = load_encoder()
    index = open_index(folder)
    ids = [row.passage_id for row in index.dense(encoder.encode_query("news"), index.manifest.passages)]
    texts = [encoder.inputs([p.text], p.article.title)[0] for p in index.passages(sorted(ids))]
    index.close()
    return texts


def _plain(model: SentenceTransformer, texts: list[str]) -> float:
    begun = time.perf_counter()
    vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    return time.perf_counter() - begun


def _build(articles: Path, folder: Path) -> float:
    begun = time.perf_counter()
    build_index(open_source([articles]), folder)
    return time.perf_counter() - begun


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "articles", nargs="?", type=Path, default=Path("../shared/data/newsqa/articles.jsonl")
    )
    parser.add_argument("--count", type=int, default=150, help="articles, from the file's beginning")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
