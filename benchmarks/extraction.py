"""The body of an article out of a saved page: ours beside other extractors, on the same pages. By hand.

``python benchmarks/extraction.py PAGES [--only NAME ...] [--worst N] [--half even|odd]``, where PAGES is JSON Lines,
packed by gzip or not, of ``{"html": …, "article_body": …, "url": …}``. What is not installed beside the project is
passed over (``pip install readability-lxml html-text newspaper4k resiliparse``). Our rules were made on the even
half of 98 pages in their order (the first, the third …); the odd half was left for looking at what they are worth.

Precision, recall and F1 are those of Zyte's article-extraction-benchmark: shingles of four tokens (``\\w+``), counted
with their repetitions, each page normalised to one, means over pages, F1 of the two means, and 1.96 standard
deviations of a bootstrap over pages. An extractor that fails has found no text. Time is that of one process, reading
of the file left out.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

SHINGLE = 4
ROUNDS = 1000
SEED = 7

Extractor = Callable[[str, str], str]


class Match(NamedTuple):
    """Shingles of one page, as shares of all that either side has: in both, found alone, missed."""

    both: float
    extra: float
    missed: float

    @property
    def precision(self) -> float:
        found = self.both + self.extra
        return 1.0 if self.extra == self.missed == 0 else self.both / found if found else 0.0

    @property
    def recall(self) -> float:
        true = self.both + self.missed
        return 1.0 if self.extra == self.missed == 0 else self.both / true if true else 0.0

    @property
    def f1(self) -> float:
        return _f1(self.precision, self.recall)


def main() -> None:
    options = _options()
    pages = list(_pages(options.pages))
    pages = {"even": pages[::2], "odd": pages[1::2]}.get(options.half, pages)
    found: dict[str, list[Match]] = {}
    for name, extractor in _extractors(options.only):
        texts, seconds = _run(extractor, pages)
        found[name] = [match(page["article_body"], text) for page, text in zip(pages, texts, strict=True)]
        _report(name, found[name], len(pages) / seconds)
        _worst(pages, found[name], options.worst)
    if "ours" in found:
        for name in [name for name in found if name != "ours"]:
            pairs = list(zip(found["ours"], found[name], strict=True))
            spread = _bootstrap(pairs, _difference)
            print(f"ours less {name}: F1 {_difference(pairs):+.3f} ± {spread:.3f}")


def match(true: str, found: str) -> Match:
    """Shingles of the marked and of the extracted body.

    >>> match("one two three four five", "one two three four")
    Match(both=0.5, extra=0.0, missed=0.5)
    """
    want, have = shingles(true), shingles(found)
    both, every = (want & have).total(), (want | have).total()
    if not every:
        return Match(0.0, 0.0, 0.0)
    return Match(both / every, (have.total() - both) / every, (want.total() - both) / every)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    found = (tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(shingle for shingle in found if shingle)


def scores(matches: Sequence[Match]) -> tuple[float, float, float]:
    """F1, precision and recall over pages; a page without any found (or any true) shingle has no part in one."""
    precision = statistics.fmean([m.precision for m in matches if m.both + m.extra > 0] or [0.0])
    recall = statistics.fmean([m.recall for m in matches if m.both + m.missed > 0] or [0.0])
    return _f1(precision, recall), precision, recall


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _difference(pairs: Sequence[tuple[Match, Match]]) -> float:
    return scores([ours for ours, _ in pairs])[0] - scores([other for _, other in pairs])[0]


def _bootstrap(items: Sequence[Any], measure: Callable[[Sequence[Any]], float]) -> float:
    rng = random.Random(SEED)
    values = [measure(rng.choices(items, k=len(items))) for _ in range(ROUNDS)]
    return 1.96 * statistics.stdev(values)


def _report(name: str, matches: Sequence[Match], speed: float) -> None:
    f1, precision, recall = scores(matches)
    spread = [_bootstrap(matches, lambda some, place=place: scores(some)[place]) for place in range(3)]
    print(
        f"{name:24} F1 {f1:.3f} ± {spread[0]:.3f}  precision {precision:.3f} ± {spread[1]:.3f}  "
        f"recall {recall:.3f} ± {spread[2]:.3f}  half lost {sum(m.recall < 0.5 for m in matches)}  "
        f"exact {sum(m.f1 == 1 for m in matches)}  {speed:.1f} articles/s",
        flush=True,
    )


def _worst(pages: Sequence[dict[str, str]], matches: Sequence[Match], count: int) -> None:
    order = sorted(range(len(pages)), key=lambda place: matches[place].f1)
    for place in order[:count]:
        found = matches[place]
        print(f"   {place:3} P {found.precision:.2f} R {found.recall:.2f} {pages[place]['url']}")


def _run(extractor: Extractor, pages: Sequence[dict[str, str]]) -> tuple[list[str], float]:
    extractor(pages[0]["html"], pages[0]["url"])  # what is loaded once is not part of the time
    started = time.process_time()
    texts = [_safely(extractor, page) for page in pages]
    return texts, time.process_time() - started


def _safely(extractor: Extractor, page: dict[str, str]) -> str:
    try:
        return extractor(page["html"], page["url"]) or ""
    except Exception as err:  # noqa: BLE001 -- another's extractor, which may raise anything
        print(f"   {type(err).__name__}: {err} ({page['url']})")
        return ""


def _extractors(only: Sequence[str]) -> Iterator[tuple[str, Extractor]]:
    known: dict[str, tuple[str, Callable[[], Extractor]]] = {
        "ours": ("index", _ours),
        "trafilatura": ("trafilatura", _trafilatura),
        "trafilatura precision": ("trafilatura", lambda: _trafilatura(favor_precision=True)),
        "trafilatura recall": ("trafilatura", lambda: _trafilatura(favor_recall=True)),
        "trafilatura and metadata": ("trafilatura", _trafilatura_with_facts),
        "readability-lxml": ("readability", _readability),
        "newspaper4k": ("newspaper", _newspaper),
        "resiliparse": ("resiliparse", _resiliparse),
    }
    for name, (package, make) in known.items():
        if find_spec(package) and (not only or name in only):
            yield name, make()


def _ours() -> Extractor:
    from index.sources.html import read
    from index.sources.options import Options
    from index.sources.record import Record, Resource

    def extract(page: str, _url: str) -> str:
        (found,) = read(Resource("a", "a.html", "a.html"), io.BytesIO(page.encode()), Options())
        return found.text if isinstance(found, Record) else ""

    return extract


def _trafilatura(**settings: bool) -> Extractor:
    from trafilatura import extract

    return lambda page, _url: extract(page, include_comments=False, **settings) or ""


def _trafilatura_with_facts() -> Extractor:
    from trafilatura import bare_extraction

    return lambda page, _url: bare_extraction(page, include_comments=False, with_metadata=True).text


def _readability() -> Extractor:
    import html_text
    from readability import Document

    return lambda page, _url: html_text.extract_text(Document(page).summary(html_partial=True))


def _newspaper() -> Extractor:
    from newspaper import Article

    def extract(page: str, url: str) -> str:
        article = Article(url, fetch_images=False)
        article.download(input_html=page)
        article.parse()
        return str(article.text)

    return extract


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page, _url: str(extract_plain_text(page, main_content=True))


def _pages(path: Path) -> Iterator[dict[str, str]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        yield from map(json.loads, lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--only", nargs="+", default=[], help="names of extractors")
    parser.add_argument("--worst", type=int, default=0, help="list so many of the worst pages of each")
    parser.add_argument(
        "--half", choices=("even", "odd"), help="only every second page: the first, the third …"
    )
    return parser.parse_args()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
