"""Keeps an index up to date with folders and feeds that change."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from index.build import build_index
from index.errors import NewsError
from index.extraction import DEFAULT_STATEMENTS, StatementOptions
from index.report import BuildReport
from index.sources import open_source
from index.sources.options import Options
from index.sources.record import printable

__all__ = ["parse_interval", "watch"]

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST = 1.0  # seconds between two rounds: less would only keep the disk busy


def parse_interval(text: str) -> float:
    """Seconds of a time such as ``90s``, ``10m``, ``2h`` or ``1d``.

    >>> parse_interval("10m")
    600.0

    :raises ValueError: where it is no such time, or too short
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", text.strip())
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds < SHORTEST:
        raise ValueError(f"{text!r} is no interval; expected a number with s, m, h or d, such as 10m")
    return seconds


def watch(
    paths: Sequence[str | Path],
    folder: str | Path,
    *,
    wait: Callable[[], bool],
    told: Callable[[BuildReport | NewsError], None],
    options: Options | None = None,
    statements: StatementOptions = DEFAULT_STATEMENTS,
) -> None:
    """Brings an index up to date again and again, until ``wait`` says that it is enough.

    Articles that are gone from a folder given here are removed; what a feed no longer lists stays. A round that
    fails is told and the next one tries again; nothing is removed by it.

    :param wait: waits until the next round; whether there is to be one
    :param told: is given what each round did, or why it could not
    :param statements: how it finds out who said what
    """
    options = options or Options()
    covers = tuple(_id(path) for path in map(os.path.abspath, paths) if os.path.exists(path))  # noqa: PTH110
    going = True
    while going:
        try:
            source = open_source(paths, options)
            told(build_index(source, folder, covers=covers, limits=options.limits, statements=statements))
        except NewsError as err:
            told(err)
        going = wait()


def _id(path: str) -> str:
    """The id of a file as a resource, or the beginning of the ids of all below a folder."""
    above, name = os.path.split(path)
    return printable(f"{name}/" if Path(path).is_dir() else f"{Path(above).name}/{name}")
