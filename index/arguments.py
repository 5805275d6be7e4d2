"""What can be written after ``python -m index``."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING, get_args

from index.records import Order
from index.statements.record import Stance, Tier

if TYPE_CHECKING:
    from index.extraction import StatementOptions
    from index.sources.options import Options

__all__ = ["DEFAULT_INDEX", "options_of", "parser", "statements_of"]

DEFAULT_INDEX = "articles.index"
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}
_SOURCES = "files, folders and addresses of pages, feeds and sitemaps"


def parser() -> argparse.ArgumentParser:
    """The parser; ``command`` of what it reads is the name of the command."""
    top = argparse.ArgumentParser(
        prog="python -m index", description="Makes and looks after an index of articles."
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND", dest="command")

    build = commands.add_parser(
        "build", help="build an index, or bring it up to date: these articles, no others"
    )
    build.add_argument("--fresh", action="store_true", help="start over; known vectors are used again")
    add = commands.add_parser("add", help="add articles, or bring them up to date; the others stay")
    watch = commands.add_parser("watch", help="keep an index up to date until it is stopped (Ctrl+C)")
    watch.add_argument("--every", default="10m", metavar="TIME", help="90s, 10m, 2h, 1d (%(default)s)")
    for command in (build, add):
        command.add_argument(
            "--model", help="sentence-transformers model, a folder or a name (default: the one built in)"
        )
        command.add_argument(
            "--aliases",
            metavar="FILE",
            help="further names of speakers, which the index keeps until another file is given ('' for none)",
        )
    for command in (build, add, watch):
        command.add_argument("articles", nargs="+", metavar="ARTICLES", help=_SOURCES)
        _add_finding(command)
        _add_reading(command)

    remove = commands.add_parser("remove", help="take articles out")
    remove.add_argument("articles", nargs="*", metavar="ARTICLE", help="id, address, file or folder")
    remove.add_argument("--publisher", action="append", default=[], metavar="P", help="all of a publisher's")
    commands.add_parser("compact", help="give back the space of what was removed")
    changes = commands.add_parser("changes", help="say which words of corrected articles changed or vanished")
    changes.add_argument("--since", type=_day, metavar="D", help="corrections from this day on, YYYY-MM-DD")
    changes.add_argument("--json", action="store_true", help="one JSON object a correction")
    listed = commands.add_parser("list", help="list the articles")
    listed.add_argument("words", nargs="*", metavar="WORD", help="in title, authors or publisher")
    listed.add_argument("--order", choices=get_args(Order), default="newest", help="%(default)s")
    commands.add_parser("status", help="say what an index holds")
    commands.add_parser("check", help="read everything again and verify it; exit code 1 on faults")
    show = commands.add_parser("show", help="print the exact text that offsets refer to")
    show.add_argument("article", metavar="ARTICLE_ID", help="id of an article, with or without its @hash")
    _add_statements(commands.add_parser("statements", help="say who is printed as saying what"))
    for command in commands.choices.values():
        command.add_argument(
            "--index", default=DEFAULT_INDEX, metavar="DIR", help="folder of the index (%(default)s)"
        )
    return top


def _add_statements(command: argparse.ArgumentParser) -> None:
    command.add_argument("--speaker", metavar="NAME", default="", help="a person, state or organisation")
    command.add_argument("--about", metavar="WORDS", default="", help="all of them are in what is said")
    stances = ", ".join(get_args(Stance))
    command.add_argument(
        "--stance", metavar="S", type=_stance, help=f"{stances}; not-denies for does not deny"
    )
    command.add_argument(
        "--article", metavar="ID", default="", help="id of an article, with or without its @hash"
    )
    command.add_argument(
        "--tier",
        choices=get_args(Tier),
        default="C",
        help="how sure the speaker is: this or better (%(default)s)",
    )
    for name, day in (("since", "first"), ("until", "last")):
        command.add_argument(f"--{name}", type=_day, metavar="D", help=f"{day} day, YYYY-MM-DD")
    command.add_argument("-k", type=_count, default=20, metavar="N", help="the newest so many (%(default)s)")
    command.add_argument("--json", action="store_true", help="one JSON object a statement")


def statements_of(arguments: argparse.Namespace) -> StatementOptions:
    """How statements are to be found."""
    from dataclasses import replace

    from index.extraction import StatementOptions

    aliases = getattr(arguments, "aliases", None)  # watch takes those of the index
    options = StatementOptions(find=not arguments.no_statements, aliases=aliases)
    return replace(options, parser=arguments.parser) if arguments.parser else options


def options_of(arguments: argparse.Namespace) -> Options:
    """How sources are to be read.

    :raises ValueError: where a column or a limit is none
    """
    from dataclasses import fields, replace
    from pathlib import Path

    from index.sources.options import Limits, Options, WebOptions
    from index.sources.wellknown import KNOWN

    columns = dict(_pair(text, "FIELD=COLUMN") for text in arguments.column)
    if unknown := columns.keys() - KNOWN.keys():
        raise ValueError(f"--column {min(unknown)}: no such field; expected one of {', '.join(KNOWN)}")
    known = [field.name for field in fields(Limits)]
    limits = {}
    for name, size in (_pair(text, "NAME=SIZE") for text in arguments.limit):
        if name not in known:
            raise ValueError(f"--limit {name}: no such limit; expected one of {', '.join(known)}")
        limits[name] = _size(size)
    web = WebOptions(
        allow_private=arguments.allow_private,
        ports=WebOptions().ports | set(arguments.port),
        delay=arguments.delay,
        cache=Path(arguments.index, "cache", "web"),
    )
    return Options(replace(Limits(), **limits), columns, web)


def _add_finding(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--no-statements", action="store_true", help="do not look in these articles for who said what"
    )
    command.add_argument(
        "--parser",
        metavar="M",
        help="spaCy model by which statements are found, a name or a folder, at every build "
        "(default: the one built in); with another one all articles are looked through anew",
    )


def _add_reading(command: argparse.ArgumentParser) -> None:
    reading = command.add_argument_group("reading")
    reading.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column or key holds a field, such as text=body (CSV, JSON, Parquet)",
    )
    reading.add_argument(
        "--limit", action="append", default=[], metavar="NAME=SIZE", help="a limit on inputs, such as pdf=80M"
    )
    reading.add_argument(
        "--delay",
        type=float,
        default=1.0,
        metavar="S",
        help="seconds between requests to a host (%(default)s)",
    )
    reading.add_argument(
        "--port",
        type=int,
        action="append",
        default=[],
        metavar="N",
        help="fetch from this port, as from 80 and 443",
    )
    reading.add_argument(
        "--allow-private", action="store_true", help="fetch from this machine and its network too"
    )


def _pair(text: str, expected: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise ValueError(f"{text!r}: expected {expected}")
    return name, value


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([KMG]?)B?", text.strip(), re.IGNORECASE)
    if not found or not float(found[1]):
        raise ValueError(
            f"{text!r} is no size; expected a number, with K, M or G after it where that is meant"
        )
    return int(float(found[1]) * _UNITS[found[2].upper()])


def _stance(text: str) -> str:
    if text.removeprefix("not-") not in get_args(Stance):
        expected = ", ".join(get_args(Stance))
        raise argparse.ArgumentTypeError(
            f"{text!r} is no stance; expected one of {expected}, or not- before it"
        )
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of lines; expected 1 or more")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as err:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; expected YYYY-MM-DD") from err
