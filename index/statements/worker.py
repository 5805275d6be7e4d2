"""A process that finds statements: articles come in on its standard input, a line each, and answers go out.

It is a program of its own, so that the parser's memory goes when it ends, and its death costs one article.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from index.errors import MissingExtra, StoreError
from index.records import Article, Span
from index.statements.packing import pack
from index.statements.soundness import check_statement

if TYPE_CHECKING:
    from index.statements.record import Statement

__all__ = ["Finder", "main"]


class Finder(Protocol):
    """What finds statements; :class:`index.statements.extract.Extractor` does. It is made with the parser's name,
    and its module has ``extractor_version()``, a text that is another one whenever it finds other statements."""

    def statements(self, article: Article) -> Sequence[Statement]:
        """The statements of an article, of which text and furniture are known and nothing else."""


def main(argv: Sequence[str]) -> None:
    """Answers until its input ends.

    :param argv: where the finder is (``module:class``), and the name of its parser
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this one also ends it
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # what a library prints is no answer

        def say(**answer: object) -> None:
            answers.write(f"{json.dumps(answer)}\n")
            answers.flush()

        try:
            finder = _finder(*argv)
        except (MissingExtra, StoreError) as err:
            say(missing=str(err))
            return
        except Exception as err:  # noqa: BLE001  of another version of a library, say: the index is built without
            say(missing=f"what finds statements cannot be loaded ({type(err).__name__}: {str(err)[:200]})")
            return
        say(ready=True)
        for line in sys.stdin.buffer:
            try:
                say(statements=_found(finder, line))
            except Exception as err:  # noqa: BLE001  whatever goes wrong in a rule costs this article alone
                say(failed=f"{type(err).__name__}: {str(err)[:200]}")


def _finder(home: str, parser: str) -> Finder:
    module, _, name = home.partition(":")
    finder: Finder = getattr(importlib.import_module(module), name)(parser)
    return finder


def _found(finder: Finder, line: bytes) -> list[str]:
    plain = json.loads(line)
    furniture = tuple(Span(*pair) for pair in plain["furniture"])
    found = finder.statements(Article("", plain["text"], furniture=furniture))
    for statement in found:
        check_statement(statement, len(plain["text"]), furniture)
    return [pack(statement) for statement in found]


if __name__ == "__main__":
    main(sys.argv[1:])
