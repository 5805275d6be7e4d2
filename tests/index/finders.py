"""A finder of statements that is plain: “words” said Name. Some words make it fail, as a parser may."""

from __future__ import annotations

import os
import re
import time

from index.errors import MissingExtra
from index.records import Article, Span
from index.statements.record import Statement

SAID = re.compile(r"(“([^”]+)”) said ((?:[A-Z]\w+ ?)+)")


def extractor_version() -> str:
    return "plain 1"


class Finder:
    """Finds what stands in marks before said."""

    def __init__(self, parser: str) -> None:
        if parser.endswith("absent"):
            raise MissingExtra("a parser is not installed")
        if parser.endswith("unfit"):
            raise ValueError("of another version")
        if parser.endswith("broken"):
            os._exit(1)

    def statements(self, article: Article) -> list[Statement]:
        fail(article.text)
        found = []
        for match in SAID.finditer(article.text):
            name = Span(match.start(3), match.start(3) + len(match[3].rstrip()))
            spans = (Span(*match.span(1)),)
            if any(span.overlaps(spans[0]) for span in article.furniture):
                continue
            cue = Span(match.end(1) + 1, match.end(1) + 5)
            found.append(
                Statement(
                    article.id, spans, name, name, (Span(*match.span(2)),), "direct", cue, "say", name=name, how="name",
                    tier="A", rule="plain",
                )
            )  # fmt: skip
        return found


def fail(text: str) -> None:
    """What some words do."""
    print("this is no answer")  # noqa: T201
    if "fatal" in text:
        os._exit(3)
    if "endless" in text:
        time.sleep(60)
    if "faulty" in text:
        raise LookupError("no such rule")
