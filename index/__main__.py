"""The command line of the index: ``python -m index build|add|remove|watch|…``."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.arguments import options_of, parser, statements_of
from index.errors import NewsError

if TYPE_CHECKING:
    import argparse

    from index.report import BuildReport

__all__ = ["main"]

Read = TypeVar("Read")
SHOWN = 20  # refused records that are printed; all of them are in refused.jsonl
LINES = 100  # of a list that are fetched at a time


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    :returns: 0 done; 1 ``check`` found faults, ``statements`` none, or the model cannot be loaded; 2 wrong usage;
        3 done, but some records were refused; and the ``exit_code`` of the error that ended the command: 4 no index
        or no article, 5 damaged or of another model or format, 6 locked by another build, 7 not writable or no space
    """
    reader = parser()
    arguments = reader.parse_args(argv)
    try:
        code = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()  # that nobody reads on is met here, not at exit
    except _UsageError as err:
        reader.error(str(err))
    except NewsError as err:
        print(f"error: {err}", file=sys.stderr)
        return err.exit_code
    except KeyboardInterrupt:
        print("stopped; the last version of the index is as it was", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # python flushes once more at exit
        return 0
    return code


class _UsageError(Exception):
    """What was written after the command cannot be meant."""


def _build(arguments: argparse.Namespace) -> int:
    from index.build import ALL, build_index
    from index.console import progress
    from index.sources import open_source

    adding = arguments.command == "add"
    options = _checked(options_of, arguments)
    source = open_source(arguments.articles, options)
    with progress() as shown:
        report = build_index(
            source,
            arguments.index,
            model=arguments.model,
            fresh=not adding and arguments.fresh,
            covers=() if adding else ALL,
            limits=options.limits,
            statements=statements_of(arguments),
            progress=shown,
        )
    return _tell(report, arguments.index)


def _tell(report: BuildReport, index: str) -> int:
    from index.report import REFUSED
    from index.store import current_version

    if report.missing and (report.added or report.changed):
        print(f"without statements: {report.missing}", file=sys.stderr)
    for silent in report.silent[:SHOWN]:
        print(silent, file=sys.stderr)
    for err in report.refused[:SHOWN]:
        print(f"refused: {err}", file=sys.stderr)
    if len(report.refused) > SHOWN:
        listed = Path(index, current_version(index), REFUSED)
        print(f"refused: and {len(report.refused) - SHOWN} more, all listed in {listed}", file=sys.stderr)
    print(f"{index}: {report}", flush=True)
    return 3 if report.refused else 0


def _watch(arguments: argparse.Namespace) -> int:
    from index.watching import parse_interval, watch

    every = _checked(lambda found: parse_interval(found.every), arguments)
    options = _checked(options_of, arguments)
    stopped = threading.Event()

    def told(outcome: BuildReport | NewsError) -> None:
        if isinstance(outcome, NewsError):
            print(f"error: {outcome}; trying again in {arguments.every}", file=sys.stderr, flush=True)
        else:
            _tell(outcome, arguments.index)

    watch(
        arguments.articles,
        arguments.index,
        options=options,
        statements=statements_of(arguments),
        wait=lambda: not stopped.wait(every),
        told=told,
    )
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    from index.removal import remove_articles

    if not arguments.articles and not arguments.publisher:
        raise _UsageError("name an article, or a --publisher")
    gone = remove_articles(arguments.index, arguments.articles, publishers=arguments.publisher)
    for id in gone:
        print(f"removed {id}")
    print(f"{arguments.index}: {len(gone)} removed; compact gives back their space")
    return 0


def _compact(arguments: argparse.Namespace) -> int:
    from index.compaction import compact_index

    before, after = compact_index(arguments.index)
    print(f"{arguments.index}: {before:,} bytes before, {after:,} now")
    return 0


def _changes(arguments: argparse.Namespace) -> int:
    from index.console import correction, plain
    from index.published import LocalIndex
    from index.revised import corrections

    count = 0
    with LocalIndex.open(arguments.index) as index:
        for found in corrections(index, arguments.since):
            print(json.dumps(plain(found), ensure_ascii=False) if arguments.json else correction(found))
            count += 1
    if not arguments.json:
        print(f"{arguments.index}: {count} correction{'' if count == 1 else 's'}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from index.console import line
    from index.published import LocalIndex

    words, start = " ".join(arguments.words), 0
    with LocalIndex.open(arguments.index) as index:
        while (part := index.listing(words, order=arguments.order, start=start, k=LINES)).lines:
            for listed in part.lines:
                print(line(listed))
            start += len(part.lines)
    print(f"{arguments.index}: {part.total} articles")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    from index.console import status
    from index.store import current_manifest

    print(f"{arguments.index}: {status(current_manifest(arguments.index))}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from index.check import check_index

    faults = check_index(arguments.index)
    for fault in faults:
        print(fault)
    verdict = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}" if faults else "sound"
    print(f"{arguments.index}: {verdict}")
    return 1 if faults else 0


def _show(arguments: argparse.Namespace) -> int:
    from index.published import LocalIndex

    wanted = arguments.article
    with LocalIndex.open(arguments.index) as index:
        articles = (one.article for one in index.earlier() if one.article.id == wanted)
        article = index.article(found) if (found := index.named(wanted)) else next(articles, None)
        if article is None:
            return _unknown(arguments)
        sys.stdout.write(article.text + "\n")
    return 0


def _unknown(arguments: argparse.Namespace) -> int:
    print(
        f"error: {arguments.index} has no article {arguments.article!r}; expected an id as answers show it, with or "
        "without its @hash",
        file=sys.stderr,
    )
    return 4


def _statements(arguments: argparse.Namespace) -> int:
    from index.published import LocalIndex
    from index.spoken import plain_statement, select, told, verdict, wanted_of

    with LocalIndex.open(arguments.index) as index:
        id = index.named(arguments.article) if arguments.article else ""
        if id is None:
            return _unknown(arguments)
        found, meant = select(index, wanted := wanted_of(arguments, id))
        for one in found[: arguments.k]:
            print(json.dumps(plain_statement(one), ensure_ascii=False) if arguments.json else told(one))
        said = f"{arguments.index}: {verdict(index, wanted, len(found), meant)}"
    print(said, file=sys.stderr if arguments.json or not found else sys.stdout)
    return 0 if found else 1


def _checked(read: Callable[[argparse.Namespace], Read], arguments: argparse.Namespace) -> Read:
    try:
        return read(arguments)
    except ValueError as err:
        raise _UsageError(str(err)) from err


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "add": _build,
    "build": _build,
    "changes": _changes,
    "check": _check,
    "compact": _compact,
    "list": _list,
    "remove": _remove,
    "show": _show,
    "statements": _statements,
    "status": _status,
    "watch": _watch,
}


if __name__ == "__main__":
    sys.exit(main())
