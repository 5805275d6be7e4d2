"""The command line of questions: ``python -m qa ask "…"``; alone, a prompt."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index import NewsError, for_terminal

if TYPE_CHECKING:
    from index import Article
    from qa.records import Answer, Citation, Quote

__all__ = ["main"]

DEFAULT_INDEX = "articles.index"
UNANSWERED = 1  # exit code where the articles do not answer, as grep has it
WIDEST = 100  # columns of printed text: longer lines are hard to read
NARROWEST = 30  # columns that the margins and a long word need


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    :returns: 0 answered; 1 the articles do not answer; 2 wrong usage; else the ``exit_code`` of the error met
    """
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments)
    except NewsError as err:
        print(f"error: {err}", file=sys.stderr)
        return err.exit_code
    except ValueError as err:  # a number or a date of the command line that cannot be used
        print(f"error: {err}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; python would complain once more at exit
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa", description="Asks an index of articles; without a command, at a prompt."
    )
    parser.add_argument(
        "--index", default=DEFAULT_INDEX, metavar="DIR", help="folder of the index (%(default)s)"
    )
    parser.set_defaults(command=_prompt, k=None, since=None, until=None, publisher=[])
    commands = parser.add_subparsers(metavar="COMMAND")

    ask = commands.add_parser("ask", help="answer one question; exit code 1 where the articles do not")
    ask.add_argument("question")
    ask.add_argument(
        "--index", default=DEFAULT_INDEX, metavar="DIR", help="folder of the index (%(default)s)"
    )
    ask.add_argument("-k", type=int, metavar="N", help="quotations at most")
    ask.add_argument("--since", metavar="YYYY-MM-DD", help="articles of this day or later")
    ask.add_argument("--until", metavar="YYYY-MM-DD", help="articles of this day or earlier")
    ask.add_argument(
        "--publisher", action="append", default=[], metavar="NAME", help="only of it; may be repeated"
    )
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(command=_ask)
    return parser


def _ask(arguments: argparse.Namespace) -> int:
    from qa.once import ask
    from qa.wire import to_dict

    answer = ask(
        arguments.question,
        arguments.k,
        index=arguments.index,
        since=arguments.since,
        until=arguments.until,
        publisher=arguments.publisher,
    )
    if arguments.json:
        print(json.dumps(to_dict(answer), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(answer)))
    return 0 if answer.answered else UNANSWERED


def _prompt(arguments: argparse.Namespace) -> int:
    from qa.pipeline import Pipeline

    with Pipeline.open(arguments.index) as pipeline:
        print(f"{pipeline.size} articles. Ask; an empty line ends.", file=sys.stderr)
        while question := _typed():
            print("\n".join(_lines(pipeline.ask(question))), end="\n\n")
    return 0


def _typed() -> str:
    """A line from the terminal; empty at its end."""
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _lines(answer: Answer) -> Iterator[str]:
    """An answer for a terminal: quotations as printed, wrapped, each with its source."""
    yield answer.headline
    if answer.understood:
        yield for_terminal(answer.understood)
    if answer.reason:
        yield for_terminal(answer.reason.text)
        if answer.related:
            yield "Not an answer, but near:"
    titles = {group.numbers[0]: group.title for group in answer.groups}
    for citation in answer.citations or answer.related:
        yield ""
        if title := titles.get(citation.number):
            yield from (for_terminal(title), "")
        yield from _quotation(citation)


def _quotation(citation: Citation) -> Iterator[str]:
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST)) - 6
    article = citation.quote.article
    if citation.speaker:
        yield _source(_speaking(citation), width)
    for n, paragraph in enumerate(for_terminal(citation.quote.text).splitlines()):
        number = f"[{citation.number}]" if n == 0 else ""
        yield textwrap.fill(paragraph, width, initial_indent=f"{number:4} ", subsequent_indent="     ")
    page = f"page {citation.quote.page}" if citation.quote.page else ""
    facts = [article.title, ", ".join(article.authors), article.publisher, _day(article), page, article.url]
    yield _source("— " + " · ".join(filter(None, facts)), width)
    if citation.also:
        yield _source("also in: " + "; ".join(map(_printing, citation.also)), width)
    yield f"     {for_terminal(citation.quote.id)}"


def _speaking(citation: Citation) -> str:
    """Who speaks, as printed and as known, and how: “The statement [North Korea] — denies · “denied””."""
    name = f" [{citation.speaker_name}]" if citation.speaker_name else ""
    cue = f" · “{citation.cue}”" if citation.cue and citation.cue.strip(":,") else ""
    return f"{citation.speaker_text}{name} — {citation.stance_words}{cue}"


def _source(line: str, width: int) -> str:
    return textwrap.fill(for_terminal(line), width, initial_indent="     ", subsequent_indent="       ")


def _printing(quote: Quote) -> str:
    """Where else words were printed: title, publisher and day."""
    article = quote.article
    known = ", ".join(filter(None, [article.publisher, _day(article)]))
    title = article.title or article.source
    return f"{title} ({known})" if known else title


def _day(article: Article) -> str:
    return article.published.isoformat() if article.published else ""


if __name__ == "__main__":
    sys.exit(main())
