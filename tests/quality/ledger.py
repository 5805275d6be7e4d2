"""How well the ledger does on articles that were written, and marked, by somebody who does not know its rules.

``python -m tests.quality.ledger [--write] [--show]`` prints the figures; ``--write`` makes them the floors.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import qa
from index import Article, build_index, meant, open_source, speaks_for
from index.speakers.aliases import Aliases
from index.speakers.voices import voices_of
from index.statements.extract import Extractor
from tests.quality.attribution import Speech, score, shortest, speaker_right

SET = Path(__file__).with_name("said")
FLOORS = SET / "floors.json"
SLACK = 0.005  # a change of parser's release moves a quotation or two


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of a file of the set."""
    with (SET / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def quotations(*, show: bool = False) -> dict[str, float]:
    """Share of the marked quotations that are found with their speaker, and the figures of all attributions."""
    extractor, total = Extractor(), Speech()
    kinds: dict[str, list[bool]] = {}
    for row in rows("gold.jsonl"):
        text = row["text"]
        found = [
            {"spans": one.spans, "speaker": one.speaker}
            for one in extractor.statements(Article(f"{row['id']}@0", text))
        ]
        total = total.plus(score(text, row["attributions"], found))
        for gold in row["attributions"]:
            for marked in gold["marked"]:
                right = _right(text, marked, gold["source"], found)
                kinds.setdefault(row["kind"], []).append(right)
                if show and not right:
                    print(row["id"], text[slice(*marked)])  # noqa: T201  a command's output
    every = [right for found in kinds.values() for right in found]
    return (
        {"quotations": len(every), "end-to-end recall": _share(every)}
        | {f"end-to-end recall, {kind}": _share(found) for kind, found in sorted(kinds.items())}
        | {f"indirect {name}": value for name, value in total.indirect.figures().items()}
    )


def _right(text: str, marked: list[int], source: list[list[int]], found: list[dict[str, Any]]) -> bool:
    best = shortest(marked, found)
    return best is not None and speaker_right(text, best["speaker"], source)


def pairs(*, show: bool = False) -> dict[str, float]:
    """Share of the pairs of a name asked about and a printed phrase that are rightly told to be the same or not."""
    aliases, right, taken = Aliases.read(), list[bool](), 0
    for pair in rows("pairs.jsonl"):
        said = voices_of(pair["said"], pair["name"], aliases)
        answers = any(speaks_for(voice, one) for voice in said for one in meant(pair["asked"], aliases))
        right.append(answers == pair["answers"])
        taken += answers and not pair["answers"]
        if show and not right[-1]:
            print(pair)  # noqa: T201  a command's output
    return {"pairs": len(right), "pairs right": _share(right), "wrongly taken for the speaker": taken}


def questions(*, show: bool = False) -> dict[str, float]:
    """Share of the questions whose first quotation is one that answers, and of those that are rightly declined."""
    answered, declined = [], []
    with tempfile.TemporaryDirectory() as folder:
        source, index = Path(folder) / "articles.jsonl", Path(folder) / "said.index"
        source.write_text("\n".join(map(json.dumps, rows("gold.jsonl"))))
        build_index(open_source([source]), index)
        with qa.Pipeline.open(index) as pipeline:
            for row in rows("questions.jsonl"):
                answer = pipeline.ask(row["question"])
                if "declined" in row:
                    declined.append(not answer.answered)
                else:
                    answered.append(_first_is(answer, row["expect"]))
                if show and not (declined if "declined" in row else answered)[-1]:
                    print(row["question"], "|", answer.reason, _shown(answer))  # noqa: T201  a command's output
    return {
        "questions": len(answered),
        "first quotation right": _share(answered),
        "unanswerable": len(declined),
        "declined": _share(declined),
    }


def _first_is(answer: qa.Answer, expected: list[list[Any]]) -> bool:
    for one in answer.citations[:1]:
        spans = one.spans or (one.quote.span,)
        for id, start, end in expected:
            if one.quote.article.source == id and any(a < end and start < b for a, b in spans):
                return True
    return False


def _shown(answer: qa.Answer) -> str:
    return next((one.quote.text[:150] for one in answer.citations), "")


def _share(found: list[bool]) -> float:
    return round(sum(found) / len(found), 4)


def main() -> int:
    """Prints the figures, and makes them the floors where that is asked."""
    parser = argparse.ArgumentParser(
        description="Measures the ledger on the articles marked by somebody else."
    )
    parser.add_argument("--write", action="store_true", help="make the figures the floors")
    parser.add_argument("--show", action="store_true", help="print what is missed")
    options = parser.parse_args()
    figures = {
        name: measure(show=options.show)
        for name, measure in (("quotations", quotations), ("pairs", pairs), ("questions", questions))
    }
    text = json.dumps(figures, indent=1)
    print(text)  # noqa: T201  a command's output
    if options.write:
        FLOORS.write_text(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
