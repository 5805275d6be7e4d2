"""Feeds and sitemaps: RSS, RDF, Atom, JSON Feed, sitemaps and their lists, of which a file yields what it holds.

Reading a file never asks the network: an entry without its text is told, and the feed's own address reads it.
"""

from __future__ import annotations

import html
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any, BinaryIO

from index.errors import SourceError
from index.sources.entries import Entry, Feed, entry_of, html_of
from index.sources.feedxml import parse_xml
from index.sources.kinds import HEAD_BYTES, read_resource
from index.sources.options import Options
from index.sources.record import Record, Resource, printable
from index.sources.sniff import plain_head
from index.sources.streams import STREAM_ERRORS, unreadable
from index.sources.text import decode

__all__ = ["entry_name", "entry_records", "left_out", "once", "parse_feed", "read"]

_LONGEST_ID = 200
_JSON_FIELDS = {
    "url": "link",
    "external_url": "link",
    "id": "id",
    "title": "title",
    "date_published": "published",
    "date_modified": "updated",
    "language": "language",
    "content_html": "content",
    "summary": "summary",
}


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The articles that a feed holds whole, and how many it only names."""
    try:
        feed = parse_feed(
            stream.read(options.limits.feed + 1),
            path=resource.path,
            options=options,
            charset=resource.charset,
        )
    except STREAM_ERRORS as err:
        yield unreadable(err, resource.path)
        return
    entries = once(feed.entries)
    for entry in entries:
        if entry.content:
            part = replace(resource, id=f"{resource.id}#{entry_name(entry)}", url=entry.link or resource.url)
            yield from entry_records(entry, part, options)
    bare = len(feed.sitemaps) + sum(not entry.content for entry in entries)
    if bare:
        yield SourceError(
            f"{bare:,} of {len(feed.sitemaps) + len(entries):,} entries have a teaser or an address alone; expected "
            "whole articles: give the address of the feed, and the pages are fetched",
            path=resource.path,
        )
    if feed.beyond:
        yield left_out(options, path=resource.path)


def parse_feed(data: bytes, *, path: str, options: Options, charset: str = "") -> Feed:
    """What a feed or sitemap lists.

    :param charset: what the carrier calls its encoding
    :raises SourceError: where it is none, or larger than the limit
    """
    limits = options.limits
    if len(data) > limits.feed:
        raise SourceError(
            f"over {limits.feed / 1_000_000:,.6g} MB; expected a feed of at most that: split it, or raise the limit",
            path=path,
        )
    if plain_head(data[:HEAD_BYTES]).lstrip().startswith(b"{"):
        return _json_feed(decode(data, path=path, declared=(charset,)), path=path, items=limits.items)
    return parse_xml(data, path=path, items=limits.items, charset=charset)


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry once; of several with one id the one that was changed last, at the place of the first."""
    found: dict[str, Entry] = {}
    for entry in entries:
        id = entry_name(entry)
        if id not in found or entry.changed > found[id].changed:
            found[id] = entry
    return list(found.values())


def entry_name(entry: Entry) -> str:
    """What names an entry in its feed, each time that it is read."""
    id = entry.id or entry.link
    if id and len(id) <= _LONGEST_ID and id == printable(id):
        return id
    told = f"{id}\n{entry.title}\n{entry.published}" + ("" if id else f"\n{entry.content}")
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def entry_records(entry: Entry, resource: Resource, options: Options) -> Iterator[Record | SourceError]:
    """The article that an entry carries, with what the feed says of it.

    :param resource: the entry as a resource; its id becomes the record's
    """
    page = (
        f'<!DOCTYPE html><html lang="{html.escape(entry.language)}"><head><meta charset="utf-8"><title>'
        f"{html.escape(entry.title)}</title></head><body><article>{entry.content}</article></body></html>"
    ).encode("utf-8", "replace")
    part = replace(
        resource,
        name="entry.html",
        size=len(page),
        charset="",
        published=entry.published,
        publisher=entry.publisher,
    )
    for item in read_resource(part, io.BytesIO(page), options):
        if isinstance(item, SourceError):
            yield item
            continue
        yield replace(
            item,
            title=entry.title or item.title,
            authors=entry.authors or item.authors,
            published=entry.published or item.published,
            updated=entry.updated or item.updated,
            publisher=entry.publisher or item.publisher,
            language=entry.language or item.language,
            url=resource.url or item.url,
        )


def left_out(options: Options, *, path: str) -> SourceError:
    """What is said where more is listed than is followed."""
    return SourceError(
        f"over {options.limits.items:,} entries; expected no more: those that follow are left out, unless the limit "
        "of items is raised",
        path=path,
    )


def _json_feed(text: str, *, path: str, items: int) -> Feed:
    try:
        feed = json.loads(text)
        listed = feed["items"]
    except (ValueError, RecursionError, KeyError, TypeError):  # TypeError: no object
        listed = None
    if not isinstance(listed, list):
        raise SourceError("no JSON Feed; expected an object with a list of “items”", path=path)
    head = {name: feed[name] if isinstance(feed.get(name), str) else "" for name in ("title", "language")}
    entries = [entry_of(_fields(item), **head) for item in listed[:items] if isinstance(item, dict)]
    return Feed(entries, beyond=max(0, len(listed) - items))


def _fields(item: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, field in _JSON_FIELDS.items():
        value = (
            str(item[name]) if isinstance(item.get(name), int) else item.get(name)
        )  # an id may be a number
        if isinstance(value, str):
            plain = name in {"title", "summary"}
            found.setdefault(field, []).append(html.escape(value, quote=False) if plain else value)
    text = item.get("content_text")
    if isinstance(text, str):
        found.setdefault("content", []).append(html_of(text))
    authors = item.get("authors") or [item.get("author")]
    for author in authors if isinstance(authors, list) else []:
        if isinstance(author, dict) and isinstance(author.get("name"), str):
            found.setdefault("author", []).append(html.escape(author["name"], quote=False))
    return found
