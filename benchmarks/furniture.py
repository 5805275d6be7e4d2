"""Furniture in quotations: every quotation that a sample of questions brings up, for a person to judge. By hand.

``python benchmarks/furniture.py INDEX QUESTIONS [--out judge.tsv] [--judged judged.tsv]``. Asks a seeded sample of
the questions and writes each quotation shown, near misses included, on a line of a table with an empty verdict.
With ``--judged``, verdicts of an earlier table are carried over to quotations of the same words, so that only new
ones are left to judge; the share is printed over what is judged.

The rule. A quotation gets the letter of the first thing below that any of its characters are; else ``-``.

* ``c`` caption: words that tell what a picture, a video or a chart shows, printed beside it and not part of the
  running text. In scraped text without a credit a sentence is a caption when it describes a scene in the present
  tense or opens as captions do ("File photo:", "Above:", "From left"), and neither of the paragraphs around it goes on
  from it.
* ``b`` byline: the writer's name, role, paper or address, a dateline or a date line, and who else contributed.
* ``k`` credit: who made the picture, who owns the rights, who supplied the story.
* ``s`` share line: follow, like, share, subscribe, sign up, donate, download, and links to other articles
  ("Read more: …", a label and the title of what it links to).
* ``o`` other furniture: advertisements, sponsors, consent, navigation, a clock time alone, notes on updates.
* ``h`` no furniture, but counted apart: a heading or headline that stands alone and may be of another article.

Not furniture: a quiz question or a list item that informs, a correction, an editor's note that tells facts, a
sentence that mentions a photograph, a newspaper or a network as its subject.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from qa import Answer, Citation, Pipeline

SEED = 7
COLUMNS = ("verdict", "flag", "question", "shown", "article", "start", "end", "quotation")
REPORTING = "-"
HEADING = "h"

# An automatic rule, of its own and wider than what the product marks: it points a judge at likely cases.
FLAGS = {
    "c": r"\b(?:file photo|pictured|seen here|in this (?:\w+ )?(?:photo|image|picture)"
    r"|from left|above:|left:|right:)"
    r"|\b(?:arrives?|poses?|attends?|performs?|walks?|celebrates?|looks? on|speaks?"
    r"|reacts?)\b.* (?:on|in|at|during)\b"
    r".*\b(?:19|20)\d\d\.$|\((?:photo|image|ap|getty|reuters|afp)\b",
    "b": r"^by [A-Z]|\bcontributed to this|\b(?:reporter|correspondent|writer) (?:for|at)\b"
    r"|@[\w.]+|\bcovers\b.* for ",
    "k": r"getty|shutterstock|ap images|©|copyright|credit:|photo by|courtesy of|all rights reserved",
    "s": r"\b(?:follow|subscribe|sign up|click|download|newsletter|read more|read:|related:"
    r"|watch:|listen to)\b|https?:|www\.",
    "o": r"\b(?:advertis|cookie|privacy policy|commission|sponsor|updated|correction)|^\d\d?:\d\d",
}


def main() -> None:
    options = _options()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    asked = random.Random(SEED).sample([json.loads(line)["question"] for line in lines], options.sample)
    known = _verdicts(options.judged) if options.judged else {}
    rows: list[tuple[object, ...]] = []
    answered = 0
    with Pipeline.open(options.index) as pipeline:
        for question in asked:
            answer = pipeline.ask(question)
            answered += answer.answered
            rows += _rows(answer, known)
    with options.out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter="\t").writerows([COLUMNS, *rows])
    _report(rows, asked=len(asked), answered=answered)


def _rows(answer: Answer, known: dict[str, str]) -> Iterator[tuple[object, ...]]:
    for shown, citations in (("answer", answer.citations), ("near miss", answer.related)):
        for citation in citations:
            yield _row(answer.question, shown, citation, known)


def _row(question: str, shown: str, citation: Citation, known: dict[str, str]) -> tuple[object, ...]:
    quote = citation.quote
    words = _words(quote.text)
    return (known.get(words, ""), flags(quote.text), question, shown, quote.article.id, *quote.span, words)


def flags(text: str) -> str:
    """Letters of the rule that a pattern suggests for a quotation.

    >>> flags("Ada Byrd arrives at the dam. (Photo by Bo Carr)")
    'ck'
    """
    return "".join(letter for letter, rule in FLAGS.items() if re.search(rule, text, re.IGNORECASE))


def _words(text: str) -> str:
    return " ".join(text.split())


def _verdicts(judged: Path) -> dict[str, str]:
    with judged.open(encoding="utf-8", newline="") as stream:
        return {row["quotation"]: row["verdict"] for row in csv.DictReader(stream, delimiter="\t")}


def _report(rows: Sequence[tuple[object, ...]], *, asked: int, answered: int) -> None:
    named = [dict(zip_longest(COLUMNS, row)) for row in rows]
    spoilt: dict[str, set[object]] = {"answer": set(), "near miss": set()}
    for row in named:
        if row["verdict"] not in ("", REPORTING, HEADING):
            spoilt[str(row["shown"])].add(row["question"])
    print(f"{asked} questions, {answered} answered, {len(rows)} quotations shown")
    print("verdicts:", dict(Counter(str(row["verdict"]) or "not judged" for row in named)))
    print(
        "flagged:",
        sum(bool(row["flag"]) for row in named),
        "and",
        dict(Counter("".join(str(r["flag"]) for r in named))),
    )
    for shown, questions in spoilt.items():
        share = f"{len(questions)} of {asked} questions = {len(questions) / asked:.2%}"
        print(f"with furniture in {shown} quotations, of those judged: {share}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--out", type=Path, default=Path("judge.tsv"))
    parser.add_argument("--judged", type=Path, help="an earlier table with verdicts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
