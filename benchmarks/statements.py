"""Who said what, against hand-marked attributions: recall, precision, speakers. By hand; a minute for 84 articles.

``python benchmarks/statements.py GOLD.jsonl[.gz] [NAME=PREDICTED.jsonl ...] [--out FILE] [--first N]``. GOLD: one
article a line: ``id``, ``text`` and ``attributions`` with ``source``, ``cue`` and ``content``, lists of ``[start,
end]``. PREDICTED: what another program found: ``id`` and ``statements`` with ``spans`` and ``speaker``. What is
counted, ``tests/quality/attribution.py`` says. All figures of a table are of the same articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from index import Article, Statement
from index.statements.extract import Extractor
from tests.quality.attribution import Counts, Speech, by_tier, score

WORDS = 750  # of a usual article, by which the cost is told


def main() -> None:
    options = _options()
    gold = list(islice(_rows(options.gold), options.first))
    others = dict(pair.split("=", 1) for pair in options.others)
    predicted = {
        name: {row["id"]: row["statements"] for row in _rows(Path(at))} for name, at in others.items()
    }
    predicted["ours"] = _extracted(gold)
    if options.out:
        lines = (json.dumps({"id": id, "statements": made}) for id, made in predicted["ours"].items())
        options.out.write_text("\n".join(lines) + "\n")
    for name, found in predicted.items():
        total = Speech()
        for row in gold:
            total = total.plus(score(row["text"], row["attributions"], found.get(row["id"], [])))
        print(f"\n{name}: {len(gold)} articles")
        for kind, counts in total._asdict().items():
            figures = "  ".join(f"{figure} {value:.3f}" for figure, value in counts.figures().items())
            print(f"  {kind:8} {figures}  {tuple(counts)}")
    tiers: dict[str, Counts] = {}
    for row in gold:
        for tier, counts in by_tier(row["text"], row["attributions"], predicted["ours"][row["id"]]):
            tiers[tier] = tiers.get(tier, Counts()).plus(counts)
    for tier, counts in sorted(tiers.items()):
        print(f"  tier {tier}: {counts.right} of {counts.found} long ones have the right speaker")


def _extracted(gold: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    extractor = Extractor()
    extractor.statements(Article("warm@0", "“It is,” she said."))
    begun = time.process_time()
    found = {row["id"]: extractor.statements(Article(f"{row['id']}@0", row["text"])) for row in gold}
    words = sum(len(row["text"].split()) for row in gold)
    print(f"{(time.process_time() - begun) / words * WORDS:.3f} CPU seconds for {WORDS} words")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")
    return {id: [_plain(one) for one in statements] for id, statements in found.items()}


def _plain(statement: Statement) -> dict[str, Any]:
    return {
        "spans": statement.spans,
        "speaker": statement.speaker,
        "cue": statement.cue,
        "kind": statement.kind,
        "rule": statement.rule,
        "tier": statement.tier,
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Scores extracted statements against marked attributions.")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("others", nargs="*", metavar="NAME=PREDICTED")
    parser.add_argument("--out", type=Path, help="where to write what was found")
    parser.add_argument("--first", type=int, help="only so many articles")
    return parser.parse_args()


if __name__ == "__main__":
    main()
