"""How well the samples' questions are answered, and the floors that guard it.

Writes the floors: ``python -m tests.quality.measures [--allow-regression]``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import qa

QUESTIONS = Path(__file__).parent.parent / "samples_expected.jsonl"
FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.02  # under one question of the smallest group, so that none can be lost unseen


def digest() -> str:
    """Which set of questions the floors are of."""
    return hashlib.sha256(QUESTIONS.read_bytes()).hexdigest()


def measure(pipeline: qa.Pipeline) -> dict[str, Any]:
    """Shares of the questions that are answered with their evidence, or rightly declined.

    ``first`` and ``first three``: of the answerable ones, those whose evidence is inside so many quotations.
    ``declined``: of the unanswerable ones. ``misleading``: questions about what somebody said whose first
    quotation has words of somebody else.
    """
    lines = [json.loads(line) for line in QUESTIONS.read_text().splitlines()]
    asked = [(line, pipeline.ask(line["question"])) for line in lines]
    answerable = [
        (line["evidence"], _shown(answer)) for line, answer in asked if line["kind"] != "unanswerable"
    ]
    return {
        "first": _share([_holds(shown[:1], evidence) for evidence, shown in answerable]),
        "first three": _share([_holds(shown[:3], evidence) for evidence, shown in answerable]),
        "declined": _share([not answer.answered for line, answer in asked if line["kind"] == "unanswerable"]),
        "misleading": [
            line["question"]
            for line, answer in asked
            if line["kind"] == "said" and _holds(_shown(answer)[:1], line["not_evidence"])
        ],
    }


def below(measured: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """What is worse than its floor, as sentences; empty where nothing is."""
    shares = [name for name, floor in floors.items() if isinstance(floor, float)]
    worse = [
        f"{name}: {measured[name]:.3f} is below its floor {floors[name]:.3f}"
        for name in shares
        if measured[name] < floors[name] - SLACK
    ]
    new = [text for text in measured["misleading"] if text not in floors["misleading"]]
    return worse + [f"its first quotation is now somebody else's words: {text}" for text in new]


def _shown(answer: qa.Answer) -> list[str]:
    return [citation.quote.text for citation in answer.citations]


def _holds(shown: list[str], words: list[str]) -> bool:
    return any(each in text for each in words for text in shown)


def _share(found: list[bool]) -> float:
    return round(sum(found) / len(found), 4)


def main() -> int:
    """Measures and writes the floors, which only rise unless it is allowed that they fall."""
    parser = argparse.ArgumentParser(description="Measures the samples' questions and writes the floors.")
    parser.add_argument(
        "--allow-regression", action="store_true", help="floors may fall; say why in the commit"
    )
    allowed = parser.parse_args().allow_regression
    with tempfile.TemporaryDirectory() as folder, qa.open_samples(Path(folder) / "samples.index") as pipeline:
        measured = measure(pipeline)
    worse = below(measured, json.loads(FLOORS.read_text())["floors"]) if FLOORS.exists() else []
    print(json.dumps(measured, indent=1, ensure_ascii=False), *worse, sep="\n")  # noqa: T201  a command's output
    if worse and not allowed:
        return 1
    floors = {"questions": digest(), "floors": measured}
    FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
