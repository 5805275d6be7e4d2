"""Fetches pages: only public ones, politely, no larger and no longer than allowed, and not again without need.

Every address, also the one that a redirect leads to, is taken apart, looked up and checked, and the connection
is made to what was checked. Of the libraries that do this, none also limits the whole time, the headers and
what is unpacked, so the standard library's client is used under our own socket, see
:mod:`index.sources.connection`.
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import unquote

from index.errors import SourceError
from index.sources.addresses import Address, parse_address, resolve, wanted
from index.sources.charsets import named_by_type
from index.sources.connection import NoAnswer, Reply, ask
from index.sources.fetched import Fetched, FetchedPages, Kept
from index.sources.kinds import HEAD_BYTES, kind_of
from index.sources.options import Limits, Options
from index.sources.robots import ROBOTS_BYTES, Manners, Unreachable, retry_after

__all__ = ["Fetcher"]

_REDIRECTS = 5
_REDIRECTED = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_MEMORY = 1_000_000  # of a page; what is larger waits on the disk
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5"
# Types that hold no article, by their beginnings; they are not read at all.
_NO_ARTICLE = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")
_NAMES = {
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "application/pdf": "page.pdf",
    "application/rss+xml": "page.rss",
    "application/atom+xml": "page.atom",
}


class Fetcher:
    """Fetches pages one after another, and remembers for the time of a run what each host allows."""

    def __init__(self, options: Options) -> None:
        self._web, self._limits = options.web, options.limits
        self._pages = FetchedPages(self._web.cache) if self._web.cache else None
        self._manners = Manners(self._web, self._robots)

    def get(self, url: str, *, since: float = math.inf) -> Fetched:
        """A page; one that is kept is only asked for whether it has changed.

        :param since: a page that was kept later than this is given unasked; seconds since 1970
        :raises SourceError: where it may not be asked for, or cannot be had
        """
        address = parse_address(url)
        kept = self._pages.find(address.url) if self._pages else None
        if self._pages and kept and since <= kept.time <= time.time():
            return _given(self._pages, kept)
        try:
            return self._fetched(address, kept, again=True)
        except SourceError:
            raise
        except OSError as err:
            raise SourceError(
                f"what was fetched cannot be kept ({err.strerror or err}); expected a folder with room that may be "
                f"written: {self._web.cache or tempfile.gettempdir()}",
                path=address.url,
            ) from err

    def _fetched(self, asked: Address, kept: Kept | None, *, again: bool) -> Fetched:
        with self._reply(asked, kept) as (address, reply):
            if reply.status == 304 and kept and self._pages:
                kept = replace(kept, time=time.time())
                self._pages.keep(kept)
                return _given(self._pages, kept)
            if reply.status == 200:
                return self._received(asked, address, reply)
            if reply.status not in _BUSY:
                raise _refusal(reply.status, address)
            wait = retry_after(reply.headers.get("retry-after", ""))
        if self._manners.pause(address, wait) and again:
            return self._fetched(asked, kept, again=False)
        if reply.status == 429:
            self._manners.close(address)
        raise _refusal(reply.status, address)

    @contextmanager
    def _reply(
        self, address: Address, kept: Kept | None = None, *, robots: bool = False
    ) -> Iterator[tuple[Address, Reply]]:
        """The answer behind all redirects, and its address."""
        left = self._web.timeout
        for _ in range(_REDIRECTS + 1):
            wanted(address, self._web)
            ips = resolve(address, allow_private=self._web.allow_private)
            if not robots:
                self._manners.wait(address)
            started = time.monotonic()
            try:
                with ask(address, ips, self._headers(address, kept), timeout=left) as reply:
                    if not robots:
                        self._manners.answered(address, ok=True)
                    if reply.status not in _REDIRECTED or "location" not in reply.headers:
                        yield address, reply
                        return
            except NoAnswer:
                if not robots:
                    self._manners.answered(address, ok=False)
                raise
            address = _next(address, reply.headers["location"])
            left -= time.monotonic() - started
        raise SourceError(f"over {_REDIRECTS} redirects; expected a page", path=address.url)

    def _headers(self, address: Address, kept: Kept | None) -> Mapping[str, str]:
        found = {"User-Agent": self._web.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
        if kept and kept.url == address.url:
            found |= {"If-None-Match": kept.etag} if kept.etag else {}
            found |= {"If-Modified-Since": kept.modified} if kept.modified else {}
        return found

    def _received(self, asked: Address, address: Address, reply: Reply) -> Fetched:
        stated = reply.headers.get("content-type", "")
        kind, charset = stated.partition(";")[0].strip().lower(), named_by_type(stated)
        if kind.startswith(_NO_ARTICLE):
            raise SourceError(
                f"it is of type {kind[:80]!r}; expected a page, a PDF or a feed", path=address.url
            )
        name = _name(address, kind)
        page = cast(BinaryIO, tempfile.SpooledTemporaryFile(_MEMORY))  # noqa: SIM115 -- closed by who asked
        try:
            self._fill(page, reply, name, address)
            if self._pages:
                etag, modified = reply.headers.get("etag", ""), reply.headers.get("last-modified", "")
                kept = Kept(asked.url, address.url, kind, charset, etag, modified, time.time(), "")
                self._pages.keep(kept, page)
        except BaseException:
            page.close()
            raise
        return Fetched(address.url, name, charset, page)

    def _fill(self, page: BinaryIO, reply: Reply, name: str, address: Address) -> None:
        """Reads the page as far as its kind may be long."""
        head, size, limit = b"", 0, self._limits.text
        for piece in reply.body():
            if len(head) < HEAD_BYTES:
                head = (head + piece)[:HEAD_BYTES]
                limit = _limit(head, name, self._limits)
            size += page.write(piece)
            if size > limit:
                raise SourceError(
                    f"over {limit / 1_000_000:,.6g} MB; expected a page of at most that: leave it out, or raise "
                    "the limit",
                    path=address.url,
                )
        page.seek(0)

    def _robots(self, url: str) -> str:
        """The text of ``robots.txt``, see :class:`index.sources.robots.Manners`."""
        found = b""
        try:
            with self._reply(parse_address(url), robots=True) as (_, reply):
                if 400 <= reply.status < 500 and reply.status not in _BUSY:
                    return ""
                if not 200 <= reply.status < 300:
                    raise Unreachable(f"status {reply.status}")
                for piece in reply.body():
                    found += piece
                    if len(found) > ROBOTS_BYTES:
                        found = found[:ROBOTS_BYTES].rpartition(b"\n")[0]
                        break
        except SourceError as err:
            raise Unreachable(err.message.partition(";")[0]) from err
        return found.decode("utf-8-sig", "replace")


def _given(pages: FetchedPages, kept: Kept) -> Fetched:
    return Fetched(kept.url, _name(parse_address(kept.url), kept.type), kept.charset, pages.open(kept))


def _next(address: Address, location: str) -> Address:
    """Where a redirect leads."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # headers are read as Latin-1, and written as UTF-8
    found = parse_address(location.strip(), base=address.url)
    if (address.scheme, found.scheme) == ("https", "http"):
        raise SourceError(f"it leads from https to http ({found.url}); expected https", path=address.url)
    return found


def _name(address: Address, kind: str) -> str:
    """A name that tells what a server says of a page, where it says something, or else what the address says."""
    return _NAMES.get(kind) or PurePosixPath(unquote(address.target.partition("?")[0])).name or "page"


def _limit(head: bytes, name: str, limits: Limits) -> int:
    return {"pdf": limits.pdf, "docx": limits.docx, "feed": limits.feed, "gzip": limits.feed}.get(
        kind_of(head, name) or "", limits.text
    )


def _refusal(status: int, address: Address) -> SourceError:
    if status in {404, 410}:
        told = "there is no such page any more" if status == 410 else "there is no such page"
        mend = "expected one: correct the address"
    elif status == 429:
        told, mend = "the host asks for fewer requests", "expected a page: try again later"
    elif status >= 500:
        told, mend = "the host failed", "expected a page: try again later"
    elif status in {401, 402, 403, 451}:
        told, mend = "the host does not give it to us", "expected a page for all: save it and give the file"
    else:
        told, mend = "the answer is no page", "expected status 200: correct the address"
    return SourceError(f"{told} (status {status}); {mend}", path=address.url)
