"""Copies: plants near-copies among real articles, and counts those that are found, wrong folds, time and memory.

``python benchmarks/copies.py ARTICLES [--groups FILE] [--libraries]``. Half of the planted copies, by a hash of
the id, may be used for tuning; both halves are printed. ``--groups`` writes what was found among the real articles,
to be judged by eye. ``--libraries`` gives the same texts to datasketch and rensa where they are installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from planting import KINDS, OF, Plant, planted

from index.clean import clean_article
from index.copies import SIZE, _pairs, find_copies, sketch
from index.errors import ArticleError
from index.records import Article
from index.sources.record import Record
from index.wording import reporting, words


def main() -> None:
    options = _options()
    records = list(read_records(options.articles))[: options.count]
    articles = cleaned(records)
    plants = list(
        planted([record for record in records if record.source in articles], options.plants, options.seed)
    )
    made = cleaned([copy for plant in plants for copy in (plant.copy, plant.other) if copy])
    by_id = {article.id: article for article in [*articles.values(), *made.values()]}
    started = time.perf_counter()
    sketches = {id: sketch(article) for id, article in by_id.items()}
    took = time.perf_counter() - started
    size = sum(map(len, sketches.values())) / len(sketches)
    print(f"sketches: {len(by_id) / took:,.0f} articles a second, {size:.0f} bytes each")
    groups, loads = _found(sketches, by_id)
    real = {article.id: sketches[article.id] for article in articles.values()}
    folded = find_copies(real, by_id.__getitem__)
    _report(plants, {**articles, **made}, groups, folded)
    _growth(real, by_id)
    _memory(sketches, by_id)
    print(f"articles read to compare texts: {loads:,} of {len(by_id):,}")
    if options.groups:
        _write(options.groups, folded, by_id)
    if options.libraries:
        _libraries(plants, {**articles, **made}, by_id)


def read_records(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            host = urlsplit(row["url"]).netloc.removeprefix("www.")
            yield Record(
                source=row["id"],
                text=row["text"],
                title=row["title"],
                published=row["date"],
                publisher=host,
                url=row["url"],
            )


def cleaned(records: list[Record]) -> dict[str, Article]:
    """The articles by the ids of their records; what is no article is left out."""
    found = {}
    for record in records:
        try:
            found[record.source] = clean_article(record)
        except ArticleError:
            continue
    return found


def _found(sketches: dict[str, bytes], by_id: dict[str, Article]) -> tuple[list[tuple[str, ...]], int]:
    loads = Counter[str]()

    def load(id: str) -> Article:
        loads[id] += 1
        return by_id[id]

    return find_copies(sketches, load), sum(loads.values())


def _report(
    plants: list[Plant],
    articles: dict[str, Article],
    groups: list[tuple[str, ...]],
    real: list[tuple[str, ...]],
) -> None:
    group_of = {id: number for number, group in enumerate(groups) for id in group}
    found: dict[str, list[list[bool]]] = {kind: [[], []] for kind, _, _ in KINDS}
    for plant in plants:
        pair = _pair(plant, articles)
        if pair is not None:
            half = zlib.crc32(_base(pair[0]).encode()) % 2
            one, other = (group_of.get(id) for id in pair)
            found[plant.kind][half].append(one is not None and one == other)
    print(f"{'planted and found':<50}{'to tune':>14}{'to report':>14}")
    for kind, halves in found.items():
        if any(halves):
            print(f"{kind:<50}" + "".join(f"{sum(half):>7}/{len(half):<6}" for half in halves))
    totals = [[hit for halves in found.values() for hit in halves[half]] for half in (0, 1)]
    print(f"{'total':<50}" + "".join(f"{sum(half) / max(len(half), 1):>13.2%} " for half in totals))
    origins = [{_base(id) for id in group} for group in groups]
    alike = {frozenset(map(_base, group)) for group in real}
    mixed = [found for found in origins if len(found) > 1 and not any(found <= group for group in alike)]
    print(f"groups: {len(groups)}; of articles of different origin, real copies apart: {len(mixed)}")
    for found in mixed:
        print("   ", *sorted(found))


def _pair(plant: Plant, articles: dict[str, Article]) -> tuple[str, str] | None:
    one = articles.get(plant.copy.source)
    other = articles.get(plant.other.source if plant.other else plant.copy.source.partition(OF)[2])
    return (one.id, other.id) if one and other else None


def _base(id: str) -> str:
    return id.rpartition("@")[0].rpartition(OF)[2]


def _growth(sketches: dict[str, bytes], by_id: dict[str, Article]) -> None:
    ids = sorted(sketches, key=lambda id: zlib.crc32(id.encode()))
    for share in (4, 2, 1):
        part = {id: sketches[id] for id in ids[: len(ids) // share]}
        started = time.perf_counter()
        groups, loads = _found(part, by_id)
        took = time.perf_counter() - started
        print(f"{len(part):>7,} real articles: {took:.2f} s, {len(groups)} groups, {loads} articles read")


def _memory(sketches: dict[str, bytes], by_id: dict[str, Article]) -> None:
    tracemalloc.start()
    find_copies(sketches, by_id.__getitem__)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"memory to find copies: {peak / len(sketches):,.0f} bytes an article beside its sketch")


def _write(path: Path, groups: list[tuple[str, ...]], by_id: dict[str, Article]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for group in groups:
            first = set(words(reporting(by_id[group[0]])))
            for id in group:
                article = by_id[id]
                own = [word for word in words(reporting(article)) if word not in first]
                facts = {"id": id, "title": article.title, "published": str(article.published)}
                head = reporting(article).strip()[:300]
                out.write(json.dumps({**facts, "head": head, "own": own[:60]}, ensure_ascii=False) + "\n")
            out.write("\n")


def _libraries(plants: list[Plant], articles: dict[str, Article], by_id: dict[str, Article]) -> None:
    """How many planted pairs each library proposes, and how many pairs that is in all."""
    shingles = {}
    for id, article in by_id.items():
        text = [word.casefold() for word in words(reporting(article))]
        shingles[id] = sorted({" ".join(text[at : at + 5]) for at in range(len(text) - 4)})
    pairs = {pair for plant in plants if (pair := _pair(plant, articles))}
    print("proposed, the texts cut into runs of words before:")
    for name, propose in {"this project": _ours, "rensa": _rensa, "datasketch": _datasketch}.items():
        try:
            started = time.perf_counter()
            proposed = propose(shingles)
        except ImportError:
            print(f"{name}: not installed, left out")
            continue
        took = time.perf_counter() - started
        seen = sum(tuple(sorted(pair)) in proposed for pair in pairs)
        print(f"{name}: {seen / len(pairs):.2%} of the planted pairs, {len(proposed):,} pairs, {took:.1f} s")


def _ours(shingles: dict[str, list[str]]) -> set[tuple[str, ...]]:
    import numpy as np

    kept = []
    for parts in shingles.values():
        hashes = np.fromiter((zlib.crc32(part.encode()) for part in parts), np.uint32, len(parts))
        kept.append(np.unique(hashes)[:SIZE].astype("<u4").tobytes())
    ids = list(shingles)
    return {tuple(sorted((ids[one], ids[other]))) for one, other in _pairs(kept)}


def _datasketch(shingles: dict[str, list[str]]) -> set[tuple[str, ...]]:
    from datasketch import MinHash, MinHashLSH

    index, hashes = MinHashLSH(threshold=0.3, num_perm=128), {}
    for id, parts in shingles.items():
        hashes[id] = MinHash(num_perm=128)
        hashes[id].update_batch([part.encode() for part in parts])
        index.insert(id, hashes[id])
    return {tuple(sorted((id, other))) for id in shingles for other in index.query(hashes[id]) if other != id}


def _rensa(shingles: dict[str, list[str]]) -> set[tuple[str, ...]]:
    from rensa import RMinHash, RMinHashLSH

    index, hashes, ids = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=64), [], list(shingles)
    for number, id in enumerate(ids):
        hashes.append(RMinHash(num_perm=128, seed=1))
        hashes[number].update(shingles[id])
        index.insert(number, hashes[number])
    return {
        tuple(sorted((ids[number], ids[other])))
        for number in range(len(ids))
        for other in index.query(hashes[number])
        if other != number
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=12_000, help="articles, from the file's beginning")
    parser.add_argument("--plants", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--groups", type=Path, help="writes the groups of real articles here")
    parser.add_argument("--libraries", action="store_true", help="compares datasketch and rensa")
    return parser.parse_args()


if __name__ == "__main__":
    main()
