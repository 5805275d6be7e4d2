"""Compares sentence splitters on speed, on gold answer spans, and on the hard cases of the tests.

Every library is given one paragraph at a time; one that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.passages import sentences

Spans = list[tuple[int, int]]
Splitter = Callable[[str], Spans]

ROOT = Path(__file__).parent.parent
HARD = ROOT / "tests" / "index" / "hard_sentences.txt"
MARKS = {" | ": " ", "¦": "", "⏎": "\n", "¶": "\n\n"}


def hard_cases() -> Iterator[tuple[str, list[str]]]:
    """Each hard case: its text and the sentences that are expected."""
    for line in HARD.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, parts = line.replace("\\n", "\n"), line.replace("\\n", "\n")
        for mark, blank in MARKS.items():
            text, parts = text.replace(mark, blank), parts.replace(mark, "\0")
        yield text, parts.split("\0")


def by_paragraph(split: Splitter) -> Splitter:
    """A splitter of whole texts from one that is given a paragraph at a time."""

    def spans(text: str) -> Spans:
        found, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                found += [(at + s, at + e) for s, e in split(line)]
            at += len(line) + 1
        return found

    return spans


def located(text: str, parts: Iterable[str]) -> Spans:
    """Spans of parts that a library returns without offsets."""
    spans, at = [], 0
    for part in parts:
        start = text.find(part.strip(), at)
        if start >= 0:
            at = start + len(part.strip())
            spans.append((start, at))
    return spans


def load_sentencex() -> Splitter:
    import sentencex

    def split(text: str) -> Spans:
        found = sentencex.get_sentence_boundaries("en", text)
        return [(b["start_index"], b["end_index"]) for b in found]

    return split


def load_pysbd() -> Splitter:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(s.start, s.end) for s in segmenter.segment(text)]


def load_syntok() -> Splitter:
    from syntok import segmenter

    def split(text: str) -> Spans:
        found = [s for paragraph in segmenter.analyze(text) for s in paragraph]
        return [(s[0].offset, s[-1].offset + len(s[-1].value)) for s in found]

    return split


def load_nupunkt() -> Splitter:
    import nupunkt

    return lambda text: list(nupunkt.sent_spans(text))


def load_yasbd() -> Splitter:
    from yasbd import BoundaryDetector

    segmenter: Any = BoundaryDetector("en")
    return lambda text: located(text, segmenter.segment(text))


def load_blingfire() -> Splitter:
    import blingfire

    return lambda text: located(text, blingfire.text_to_sentences(text).split("\n"))


LIBRARIES: dict[str, Callable[[], Splitter]] = {
    "sentencex": load_sentencex,
    "nupunkt": load_nupunkt,
    "yasbd-lib": load_yasbd,
    "blingfire": load_blingfire,
    "syntok": load_syntok,
    "pysbd": load_pysbd,
}


def speed(split: Splitter, texts: list[str], seconds: float) -> float:
    """Characters a second over as many texts as fit the time."""
    split(texts[0])
    start, done = time.perf_counter(), 0
    for text in texts:
        split(text)
        done += len(text)
        if time.perf_counter() - start > seconds:
            break
    return done / (time.perf_counter() - start)


def trimmed(text: str, spans: Spans) -> Spans:
    """Spans without the blanks at their ends."""
    out = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            start += len(piece) - len(piece.lstrip())
            out.append((start, start + len(piece.strip())))
    return out


def gold_whole(split: Splitter, articles: dict[str, str], gold: list[tuple[str, int, int]]) -> float:
    """Share of gold spans that lie inside one sentence."""
    ready = {key: trimmed(text, split(text)) for key, text in articles.items()}
    whole = sum(any(s <= start and end <= e for s, e in ready[key]) for key, start, end in gold)
    return whole / len(gold)


def hard_right(split: Splitter) -> list[str]:
    """The texts of hard cases that come out as expected."""
    return [t for t, want in hard_cases() if [t[s:e] for s, e in trimmed(t, split(t))] == want]


def read_gold(folder: Path) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
    rows = [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf-8")]
    articles = {row["id"]: row["text"] for row in rows}
    gold = []
    for line in (folder / "questions_in_article.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        for answer in row["answers"]:
            text = answer["text"]
            start = answer["start"] + len(text) - len(text.lstrip())
            gold.append((row["article_id"], start, start + len(text.strip())))
    return articles, gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "newsqa")
    parser.add_argument("--seconds", type=float, default=3.0, help="time given to each library's speed")
    parser.add_argument("--wrong", metavar="LIBRARY", help="print the hard cases that this one gets wrong")
    arguments = parser.parse_args()
    articles, gold = read_gold(arguments.data)
    splitters: dict[str, tuple[str, Splitter]] = {"this project": ("", sentences)}
    for name, load in LIBRARIES.items():
        try:
            splitters[name] = (version(name), by_paragraph(load()))
        except ImportError:
            print(f"{name}: not installed, left out")
    rates = {n: speed(s, list(articles.values()), arguments.seconds) for n, (_, s) in splitters.items()}
    cases = list(hard_cases())
    print(f"{'library':<20}{'characters/s':>14}{'ratio':>8}{'gold whole':>12}{'hard cases':>12}")
    for name, (number, split) in splitters.items():
        right = hard_right(split)
        print(
            f"{name + ' ' + number:<20}{rates[name]:>14,.0f}{rates[name] / min(rates.values()):>8.1f}"
            f"{gold_whole(split, articles, gold):>12.4f}{f'{len(right)}/{len(cases)}':>12}"
        )
        if name == arguments.wrong:
            for text, _ in cases:
                if text not in right:
                    print("   ", [text[s:e] for s, e in trimmed(text, split(text))])


if __name__ == "__main__":
    main()
