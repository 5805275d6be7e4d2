"""Addresses of articles: pages, PDFs, feeds and sitemaps, told by what is sent and not by the address.

A page is known by the address that was asked for. Where a feed carries whole articles, its own text stands in
for a page that cannot be had, unless the page itself was read at an earlier time.
"""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from index.errors import SourceError
from index.sources.addresses import canonical, parse_address
from index.sources.entries import Entry, Feed
from index.sources.feeds import entry_name, entry_records, left_out, once, parse_feed
from index.sources.fetch import Fetcher
from index.sources.fetched import Fetched
from index.sources.folder import digest_of, reading_tag
from index.sources.kinds import kind_at, read_resource
from index.sources.options import Options
from index.sources.record import Record, Resource, ResourceRead, printable
from index.sources.streams import STREAM_ERRORS, unreadable

__all__ = ["read_web"]

_PAGES = {"html", "text", "markdown", "pdf", "docx"}
_NESTED = 2  # lists of sitemaps name sitemaps; a list of lists is met, though the standard has none
_FROM_FEED = "feed:"  # begins the digest of what a feed gave in place of a page

_Found = Record | SourceError | ResourceRead


def read_web(urls: Sequence[str], options: Options, known: Mapping[str, str]) -> Iterator[_Found]:
    """The articles at addresses, and at those that the feeds and sitemaps among them list.

    :param known: id of a page -> its digest when it was last read, see :class:`index.sources.Source`
    """
    web = _Web(options, known)
    for url in urls:
        yield from web.read(url)


class _Web:
    """One reading of addresses; each page is read once, however many feeds list it."""

    def __init__(self, options: Options, known: Mapping[str, str]) -> None:
        self._options, self._known = options, known
        self._fetcher = Fetcher(options)
        self._tag = reading_tag(options)
        self._seen: set[str] = set()

    def read(self, url: str) -> Iterator[_Found]:
        """The article at an address, or those that it lists."""
        id = printable(url)
        try:
            id = canonical(url)
            if id in self._seen:
                return
            self._seen.add(id)
            fetched = self._fetcher.get(id)
            with fetched.stream:
                feed = self._feed(fetched, id)
                if feed is None:
                    yield from self._page(id, fetched, Entry(id, id))
        except SourceError as err:
            yield err
            yield ResourceRead(id, "")
            return
        if feed is not None:
            yield from self._listed(id, fetched.url, feed)

    def _listed(self, id: str, base: str, feed: Feed) -> Iterator[_Found]:
        """The articles that a feed or sitemap lists."""
        followed = 0
        for item in self._entries(base, feed):
            if isinstance(item, Entry) and followed < self._options.limits.items:
                followed += 1
                yield from self._entry(id, base, item)
                continue
            yield left_out(self._options, path=id) if isinstance(item, Entry) else item
            yield ResourceRead(id, "")
            if isinstance(item, Entry):
                return

    def _entries(self, base: str, feed: Feed, nested: int = 0) -> Iterator[Entry | SourceError]:
        yield from once(feed.entries)
        if feed.beyond:
            yield left_out(self._options, path=base)
        for sitemap in feed.sitemaps:
            try:
                address = parse_address(sitemap, base=base).url
                if address in self._seen or nested >= _NESTED:
                    continue
                self._seen.add(address)
                fetched = self._fetcher.get(address)
                with fetched.stream:
                    found = self._feed(fetched, address)
                if found is None:
                    raise SourceError("no sitemap; expected one", path=address)  # noqa: TRY301
            except SourceError as err:
                yield err
            else:
                yield from self._entries(fetched.url, found, nested + 1)

    def _entry(self, feed: str, base: str, entry: Entry) -> Iterator[_Found]:
        """The page that an entry leads to, or what the feed has of it."""
        id = f"{feed}#{entry_name(entry)}"
        try:
            if not entry.link:
                raise SourceError("an entry without a link; expected the address of its page", path=id)  # noqa: TRY301
            id = canonical(parse_address(entry.link, base=base).url)
            if id in self._seen:
                return
            self._seen.add(id)
            unasked = max(time.time() - self._options.web.fresh, entry.changed)
            fetched = self._fetcher.get(id, since=unasked)
        except SourceError as err:
            yield from self._instead(id, entry, err)
            return
        with fetched.stream:
            yield from self._page(id, fetched, entry)

    def _page(self, id: str, fetched: Fetched, entry: Entry) -> Iterator[_Found]:
        """The article of a page that was fetched."""
        resource = Resource(
            id,
            id,
            fetched.name,
            url=fetched.url,
            published=entry.published,
            publisher=entry.publisher,
            charset=fetched.charset,
        )
        digest = digest_of(fetched.stream, self._tag + repr(resource).encode("utf-8", "replace"))
        if self._known.get(id) == digest:
            yield ResourceRead(id, digest, unchanged=True)
            return
        found = _wrong(id, fetched, self._options) or list(
            read_resource(resource, fetched.stream, self._options)
        )
        failed = [item for item in found if isinstance(item, SourceError)]
        if failed and len(failed) == len(found) and entry.content:
            yield from self._instead(id, entry, failed[0])
            return
        yield from found
        if not found:
            yield SourceError("nothing in it is an article; expected one", path=id)
        yield ResourceRead(id, "" if failed or not found else digest)

    def _instead(self, id: str, entry: Entry, err: SourceError) -> Iterator[_Found]:
        """What the feed itself has of an article, where its page cannot be had and never could."""
        before = self._known.get(id, "")
        records: list[Record | SourceError] = []
        digest = ""
        if entry.content and (not before or before.startswith(_FROM_FEED)):
            digest = _FROM_FEED + sha256(self._tag + repr(entry).encode("utf-8", "replace")).hexdigest()
            if before == digest:
                yield ResourceRead(id, digest, unchanged=True)
                return
            url = "" if id.endswith(f"#{entry_name(entry)}") else id
            records = list(entry_records(entry, Resource(id, id, "", url=url), self._options))
        if any(isinstance(item, Record) for item in records):
            yield from records
        else:
            digest = ""
            yield err
        yield ResourceRead(id, digest)

    def _feed(self, fetched: Fetched, path: str) -> Feed | None:
        """What a feed lists; ``None`` where it is none. Sitemaps are often packed.

        :raises SourceError: where it is one that cannot be read
        """
        limits, stream, name = self._options.limits, fetched.stream, fetched.name
        if kind_at(stream, name, line=limits.line) == "gzip":
            try:
                stream = io.BytesIO(gzip.GzipFile(fileobj=stream, mode="rb").read(limits.feed + 1))
            except STREAM_ERRORS as err:
                raise unreadable(err, path) from err
            name = name.removesuffix(".gz")
        if kind_at(stream, name, line=limits.line) == "feed":
            data = stream.read(limits.feed + 1)
            return parse_feed(data, path=path, options=self._options, charset=fetched.charset)
        fetched.stream.seek(0)
        return None


def _wrong(id: str, fetched: Fetched, options: Options) -> list[Record | SourceError]:
    """Why a page is none that may hold the article; nothing where it may."""
    kind = kind_at(fetched.stream, fetched.name, line=options.limits.line)
    met = ""
    if kind not in _PAGES:
        met = f"a file of kind {kind!r}" if kind else "no kind of file that holds articles"
        met += "; expected a page, a PDF, a feed or a sitemap: save it and give the file"
    elif urlsplit(fetched.url).path == "/" != urlsplit(id).path:
        met = (
            f"it leads to a front page ({fetched.url}); expected the article, which may be gone: leave it out"
        )
    return [SourceError(met, path=id)] if met else []
