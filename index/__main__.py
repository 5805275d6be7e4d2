"""The command line of the index: ``python -m index build|status|check|show``."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import NewsError

if TYPE_CHECKING:
    from index.report import Progress

__all__ = ["main"]

DEFAULT_INDEX = "articles.index"
QUIET = 30  # seconds between two lines of progress where there is no terminal
SHOWN = 20  # refused records that are printed; all of them are in refused.jsonl


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    :returns: 0 done; 1 ``check`` found faults, or the model cannot be loaded; 2 wrong usage; 3 done, but some
        records were refused; and the ``exit_code`` of the error that ended the command: 4 no index or no article,
        5 damaged or of another model or format, 6 locked by another build, 7 not writable or no space
    """
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments)
        sys.stdout.flush()  # that nobody reads on is met here, not at exit
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Makes and looks after an index of articles."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build an index, or bring it up to date")
    build.add_argument(
        "articles", nargs="+", metavar="ARTICLES", help="files and folders: .txt .md .html .jsonl"
    )
    build.add_argument("--fresh", action="store_true", help="start over; known vectors are used again")
    build.add_argument(
        "--model", help="sentence-transformers model, a folder or a name (default: the one built in)"
    )
    build.set_defaults(command=_build)

    status = commands.add_parser("status", help="say what an index holds")
    status.set_defaults(command=_status)

    check = commands.add_parser("check", help="read everything again and verify it; exit code 1 on faults")
    check.set_defaults(command=_check)

    show = commands.add_parser("show", help="print the exact text that offsets refer to")
    show.add_argument("article", metavar="ARTICLE_ID", help="id of an article, with or without its @hash")
    show.set_defaults(command=_show)

    for command in (build, status, check, show):
        command.add_argument(
            "--index", default=DEFAULT_INDEX, metavar="DIR", help="folder of the index (%(default)s)"
        )
    return parser


def _build(arguments: argparse.Namespace) -> int:
    from index.build import REFUSED, build_index
    from index.sources import open_source
    from index.store import current_version

    source = open_source(arguments.articles)
    with _progress() as progress:
        report = build_index(
            source, arguments.index, model=arguments.model, fresh=arguments.fresh, progress=progress
        )
    for err in report.refused[:SHOWN]:
        print(f"refused: {err}", file=sys.stderr)
    if len(report.refused) > SHOWN:
        listed = Path(arguments.index, current_version(arguments.index), REFUSED)
        print(f"refused: and {len(report.refused) - SHOWN} more, all listed in {listed}", file=sys.stderr)
    print(f"{arguments.index}: {report}")
    return 3 if report.refused else 0


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal; elsewhere a line now and then."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(unit="B", unit_scale=True, desc="reading and encoding", file=sys.stderr) as bar:

            def draw(now: Progress) -> None:
                bar.total = now.size
                bar.set_postfix_str(f"{now.articles} articles, {now.passages} new passages", refresh=False)
                bar.update(now.done - bar.n)

            yield draw
        return
    spoke, last = time.monotonic(), ""

    def say(now: Progress) -> None:
        nonlocal spoke, last
        last = _read(now)
        if time.monotonic() - spoke > QUIET:
            spoke = time.monotonic()
            print(last, file=sys.stderr, flush=True)

    yield say
    print(last, file=sys.stderr)


def _read(now: Progress) -> str:
    share = 100 * now.done // max(now.size, 1)
    return f"reading and encoding: {share} %, {now.articles} articles, {now.passages} new passages"


def _status(arguments: argparse.Namespace) -> int:
    from index.store import current_manifest

    manifest = current_manifest(arguments.index)
    size = sum(file.size for file in manifest.files.values())
    print(
        f"{arguments.index}: {manifest.articles} articles, {manifest.passages} passages, {size / 1e6:.1f} MB\n"
        f"built {manifest.built} with {manifest.model} (revision {manifest.model_revision}, "
        f"{manifest.dimension} dimensions, passages of at most {manifest.budget} word pieces)\n"
        f"format {manifest.format}, vectors {manifest.vectors}, words {manifest.analyzer}"
    )
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
        ids = index.fingerprints()
        found = wanted if wanted in ids else next((id for id in ids if id.rpartition("@")[0] == wanted), None)
        if found is None:
            print(
                f"error: {arguments.index} has no article {wanted!r}; expected an id as answers show it, with or "
                "without its @hash",
                file=sys.stderr,
            )
            return 4
        sys.stdout.write(index.article(found).text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
