"""Web archives (WARC, WET): the pages that a crawl kept, each read as if it were a file.

Of an address that was archived many times, the newest page counts. Redirects, errors, pictures, revisits and
the like are passed over. When a page was archived is not when it was published, and is not given as such. The
text of a WET record often begins with a title and as often with a menu, so none is taken from it.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import BinaryIO

from index.errors import SourceError
from index.sources import text
from index.sources.captures import Capture, PassedOver, captures, page_at
from index.sources.kinds import read_resource
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource
from index.sources.streams import STREAM_ERRORS, unreadable

__all__ = ["read"]

_LOG = logging.getLogger(__name__)
# Addresses stand in ids, and these in addresses of quotations.
_LONGEST_ADDRESS = 400


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of the pages of a web archive.

    The archive is gone through twice: once for where the newest page of each address is, of which 220 bytes an
    address are held, and then from page to page.

    :raises MissingExtra: where FastWARC is not installed
    """
    newest = _Newest(options.limits)
    passed_over: Counter[str] = Counter()
    damaged = False
    try:
        for found in captures(stream, limit=options.limits.record, path=resource.path):
            if isinstance(found, SourceError):
                damaged = True
                yield found
            elif isinstance(found, PassedOver):
                passed_over[found.reason] += 1
            elif not newest.add(found):
                most = f"{options.limits.members:,}"
                yield SourceError(
                    f"over {most} addresses; the rest is left out: split it", path=resource.path
                )
                break
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in passed_over.most_common())
        _LOG.info("%s: passed over: %s", resource.path, reasons or "nothing")
        if not newest.offsets and not damaged:
            yield SourceError(
                f"no page in it; found {reasons or 'no record'}; expected pages as crawlers keep them: leave it out",
                path=resource.path,
            )
        for offset in sorted(newest.offsets):
            yield from _page(resource, stream, options, offset=offset)
    except STREAM_ERRORS as err:
        yield unreadable(err, resource.path)


def _page(
    resource: Resource, stream: BinaryIO, options: Options, *, offset: int
) -> Iterator[Record | SourceError]:
    try:
        page = page_at(stream, offset, limit=options.limits.record, path=resource.path)
        inner = replace(
            resource,
            id=f"{resource.id}#{_short(page.url)}",
            path=f"{resource.path}#{page.url}",
            name=f"page.{page.ending}",
            size=len(page.data),
            url=page.url,
            charset=page.charset,
            depth=resource.depth + 1,
        )
    except SourceError as err:
        yield err
        return
    reader = text.read if page.text else read_resource
    yield from reader(inner, io.BytesIO(page.data), options)


def _short(url: str) -> str:
    """An address that fits into an id; the end of a long one gives way to a digest of the whole."""
    if len(url) <= _LONGEST_ADDRESS:
        return url
    return f"{url[:_LONGEST_ADDRESS]}~{blake2b(url.encode(), digest_size=8).hexdigest()}"


class _Newest:
    """Where the newest capture of each address is; of two at one time, the last."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.members
        self._found: dict[bytes, tuple[int, int]] = {}

    @property
    def offsets(self) -> list[int]:
        return [offset for _, offset in self._found.values()]

    def add(self, capture: Capture) -> bool:
        """Whether there was room for it."""
        key = blake2b(capture.url.encode(), digest_size=8).digest()
        held = self._found.get(key)
        if held is None and len(self._found) >= self._most:
            return False
        if held is None or (capture.date, capture.offset) > held:
            self._found[key] = (capture.date, capture.offset)
        return True
