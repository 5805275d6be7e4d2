"""Quality on NewsQA's development half: the right article, the right quotation, and declining. By hand; minutes.

``python benchmarks/newsqa.py [DATA] [--index DIR]``. DATA is a folder with ``articles.jsonl`` and
``questions_*.jsonl``: questions with the offsets of their answers in the raw text. A quotation is right when it is
of the question's article and holds a whole gold span. An article is "left out" by a filter, so words keep their
statistics.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index import Article, Filter, build_index, open_source
from qa import Citation, Pipeline, Settings, select_quotes, understand

SETTINGS = Settings()


def main() -> None:
    options = _options()
    questions = {
        kind: [json.loads(line) for line in (options.data / f"questions_{kind}.jsonl").open(encoding="utf-8")]
        for kind in ("open", "in_article")
    }
    questions["in_article"] = random.Random(7).sample(questions["in_article"], options.sample)
    build_index(open_source([options.data / "articles.jsonl"]), options.index)
    with Pipeline.open(options.index) as pipeline:
        articles = _Articles(pipeline, options.data / "articles.jsonl")
        print(f"{pipeline.size} articles")
        for kind, asked in questions.items():
            _report(kind, asked, articles)


class _Articles:
    """The articles by their raw ids, with gold spans moved from the raw text to the cleaned one."""

    def __init__(self, pipeline: Pipeline, raw: Path) -> None:
        self._pipeline = pipeline
        with pipeline._opened() as version:
            self.version = version
            self.cleaned = {article.source: article for article in version.index.articles()}
        self._raw = {record["id"]: record["text"] for record in map(json.loads, raw.open(encoding="utf-8"))}

    def gold(self, question: dict[str, Any]) -> list[tuple[int, int]]:
        """Spans in the cleaned text, found by counting what is not blank: cleaning moves blanks only."""
        raw, clean = self._raw[question["article_id"]], self.cleaned[question["article_id"]].text
        places = [n for n, c in enumerate(clean) if not c.isspace()]
        spans = []
        for answer in question["answers"]:
            first = sum(not c.isspace() for c in raw[: answer["start"]])
            inner = sum(not c.isspace() for c in answer["text"])
            start, end = places[first], places[first + inner - 1] + 1
            assert clean[start:end].split() == answer["text"].split(), (question["id"], answer)
            spans.append((start, end))
        return spans

    def read(
        self, question: dict[str, Any], without: str | None = None
    ) -> tuple[tuple[Citation, ...], float]:
        """Quotations and support as the pipeline has them before it decides whether to decline."""
        where = (
            Filter(articles=tuple(a.id for s, a in self.cleaned.items() if s != without)) if without else None
        )
        asked = understand(question["question"])
        if self.version.missing(asked):
            return (), 0.0
        evidence, support = self.version.read(asked, where, SETTINGS)
        return select_quotes(evidence, SETTINGS.k), support


def _report(kind: str, questions: Sequence[dict[str, Any]], articles: _Articles) -> None:
    right_article = right_first = right_three = quotes = verbatim = 0
    present, absent, first_lengths = [], [], []
    false_missing = 0
    for question in questions:
        citations, support = articles.read(question)
        gold = articles.gold(question)
        held = [_holds(c.quote.article, c.quote.span, question["article_id"], gold) for c in citations]
        right_article += bool(citations) and citations[0].quote.article.source == question["article_id"]
        right_first += any(held[:1])
        right_three += any(held[:3])
        for citation in citations:
            start, end = citation.quote.span
            quotes += 1
            verbatim += citation.quote.text == articles.cleaned[citation.quote.article.source].text[start:end]
        first_lengths += [len(c.quote.text.split()) for c in citations[:1]]
        false_missing += not citations
        present.append(support)
        absent.append(articles.read(question, without=question["article_id"])[1])
    n = len(questions)
    print(
        f"\n{kind}: {n} questions\n"
        f"  article@1 {right_article / n:.3f} first {right_first / n:.3f}  first three {right_three / n:.3f}\n"
        f"  quotations equal to their span: {verbatim} of {quotes}; words in the first: {np.mean(first_lengths):.0f}\n"
        f"  declined as never mentioned, though answerable: {false_missing}\n"
        f"  area under ROC, answerable against left out: {_auc(present, absent):.3f}"
    )
    for floor, kept, lost in _curve(present, absent):
        print(f"  floor {floor:.2f}: declines {kept:.3f} of those left out and {lost:.3f} of the answerable")


def _holds(article: Article, span: tuple[int, int], wanted: str, gold: Sequence[tuple[int, int]]) -> bool:
    return article.source == wanted and any(span[0] <= start and end <= span[1] for start, end in gold)


def _auc(present: Sequence[float], absent: Sequence[float]) -> float:
    """Share of pairs in which the answerable one has more support (Hanley and McNeil, 1982); ties are half."""
    pairs = np.subtract.outer(np.array(present), np.array(absent))
    return float(((pairs > 0) + 0.5 * (pairs == 0)).mean())


def _curve(present: Sequence[float], absent: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    for floor in np.arange(0.35, 0.75, 0.05):
        yield (
            float(floor),
            float(np.mean(np.array(absent) < floor)),
            float(np.mean(np.array(present) < floor)),
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data/newsqa"))
    parser.add_argument(
        "--index", type=Path, default=Path("newsqa.index"), help="built or brought up to date there"
    )
    parser.add_argument("--sample", type=int, default=300, help="of the in-article questions")
    return parser.parse_args()


if __name__ == "__main__":
    main()
