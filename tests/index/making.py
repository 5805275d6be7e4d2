"""Made articles, passages and vectors, the same on every run."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.manifest import Manifest
from index.records import Article, Passage, Span

DIMENSION = 8
MODEL = Manifest.of("hash", "revision-1", DIMENSION, 254)


def made(
    name: str,
    *texts: str,
    title: str = "",
    published: str | None = None,
    publisher: str = "",
) -> tuple[Article, list[Passage]]:
    """An article whose paragraphs are its passages."""
    spans, start = [], 0
    for text in texts:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 2
    day = date.fromisoformat(published) if published else None
    article = Article(f"{name}@0000", "\n\n".join(texts), title=title, published=day, publisher=publisher)
    return article, [Passage(article, span) for span in spans]


def unit_rows(rows: int, seed: int = 0, dimension: int = DIMENSION) -> NDArray[np.float32]:
    """Random vectors of length 1."""
    vectors = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def corpus(
    articles: int, *, passages: int = 4, words: int = 12, seed: int = 0
) -> list[tuple[Article, list[Passage]]]:
    """Articles of made words, common ones first, with dates (but every fifth) and publishers."""
    random = np.random.default_rng(seed)
    vocabulary = [f"word{i}" for i in range(60)]
    weights = 1 / np.arange(1, 61)

    def text(length: int) -> str:
        return " ".join(random.choice(vocabulary, size=length, p=weights / weights.sum())) + "."

    return [
        made(
            f"a{seed}-{number}",
            *(text(int(random.integers(1, words + 1))) for _ in range(passages)),
            title=text(4) if number % 3 else "",
            published=f"2014-07-{1 + number % 28:02d}" if number % 5 else None,
            publisher=["", "The Paper", "Wire: a-b"][number % 3],
        )
        for number in range(articles)
    ]
