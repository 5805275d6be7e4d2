"""Feeds and sitemaps in XML: RSS 0.9 to 2.0, RDF, Atom, sitemaps and their lists, with Google's news tags.

The parser builds no tree, resolves no entity and opens no file; its time and memory grow with the length alone.
Libraries that are made for feeds are more forgiving, and take minutes for a megabyte that was made for it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from contextlib import suppress

from index.errors import SourceError
from index.sources.charsets import codec_of, named_within
from index.sources.entries import Entry, Feed, entry_of, html_of
from index.sources.text import decode
from index.sources.xmltext import mended

__all__ = ["parse_xml"]

# Prefix by which a namespace is known here, for those whose elements are used. No prefix: RSS, Atom, sitemaps.
_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.w3.org/1999/xhtml": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
# Root -> what an entry is called in it.
_ENTRIES = {"rss": "item", "rdf:RDF": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
# Path below an entry -> field, see entry_of().
_FIELDS = {
    "link": "link",
    "loc": "link",
    "feedburner:origLink": "original",
    "guid": "id",
    "id": "id",
    "title": "title",
    "news:news/news:title": "title",
    "author": "author",
    "author/name": "author",
    "dc:creator": "author",
    "pubDate": "published",
    "published": "published",
    "issued": "published",
    "dcterms:created": "published",
    "news:news/news:publication_date": "published",
    "dc:date": "date",
    "updated": "updated",
    "modified": "updated",
    "lastmod": "updated",
    "dcterms:modified": "updated",
    "source": "publisher",
    "source/title": "publisher",
    "news:news/news:publication/news:name": "publisher",
    "news:news/news:publication/news:language": "language",
    "dc:language": "language",
    "content:encoded": "content",
    "content": "content",
    "description": "summary",
    "summary": "summary",
}
# Fields of RSS that in Atom other elements stand in; fields that are HTML, whatever they were.
_HOLDERS = {"author", "publisher"}
_MARKED = {"title", "content", "summary"}
_HEAD = {
    "rss/channel/title": "title",
    "rdf:RDF/channel/title": "title",
    "feed/title": "title",
    "rss/channel/language": "language",
    "rss/channel/dc:language": "language",
    "rdf:RDF/channel/dc:language": "language",
}
_FIELD = 1_000_000  # characters of a field; the longest reports have a tenth
_HEAD_DEPTH = 4  # path of a longer one than any of these is not put together
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_MAIL = re.compile(r"\S+@\S+\s*(?:\((.*)\))?", re.DOTALL)  # “jo@example.com (Jo Doe)”, an author of RSS 2.0


def parse_xml(data: bytes, *, path: str, items: int, charset: str = "") -> Feed:
    """What a feed or sitemap lists.

    :param items: number of entries that are taken
    :param charset: what the carrier calls its encoding; goes before what the feed calls it
    :raises SourceError: where it is none
    """
    from lxml import etree

    reader = _Reader(items)
    named = (charset, named_within(data))
    try:
        if codec_of(charset):
            text = decode(data, path=path, declared=named)
            _parse(text.encode("utf-8", "replace"), reader, encoding="utf-8")
        else:
            _parse(data, reader)
    except etree.XMLSyntaxError:
        reader = _Reader(items)
        with suppress(etree.XMLSyntaxError):  # what was read until then counts
            _parse(mended(decode(data, path=path, declared=named)), reader, encoding="utf-8", recover=True)
    if reader.root not in _ENTRIES:
        raise SourceError("neither a feed nor a sitemap; expected RSS, Atom or a sitemap", path=path)
    return reader.feed()


def _parse(data: bytes, reader: _Reader, *, encoding: str | None = None, recover: bool = False) -> None:
    from lxml import etree

    parser = etree.XMLParser(
        target=reader,
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    )
    parser.feed(data)
    parser.close()


class _Reader:
    """Takes what the parser meets, in its order."""

    def __init__(self, items: int) -> None:
        self.root = ""
        self._items = items
        self._head = {"title": "", "language": ""}
        self._entries: list[Entry] = []
        self._sitemaps: list[str] = []
        self._beyond = 0
        self._path: list[str] = []
        self._entry: dict[str, list[str]] | None = None
        self._base = 0  # length of the path of the entry
        self._field = ""
        self._type = ""  # of the field: text, html or xhtml
        self._depth = 0  # of elements within the field
        self._parts: list[str] = []
        self._left = _FIELD  # characters that the field may still have

    def feed(self) -> Feed:
        """What was read."""
        self._finish()
        return Feed(self._entries, self._sitemaps, self._beyond)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = _short(tag)
        if not self.root:
            self.root, self._head["language"] = name, attributes.get(_LANGUAGE, "")
        if name == _ENTRIES.get(self.root):
            self._finish()  # in a broken feed the one before may not have ended
            self._entry, self._base = {}, len(self._path) + 1
        elif self._field and (self._depth or self._field not in _HOLDERS):
            self._depth += 1
            self._take(f"<{name}>")
            return
        self._path.append(name)
        if self._entry is None:
            self._field = _HEAD.get("/".join(self._path), "") if len(self._path) < _HEAD_DEPTH else ""
        else:
            self._open("/".join(self._path[self._base :]), attributes)
        self._parts, self._depth, self._left = [], 0, _FIELD

    def data(self, text: str) -> None:
        """Characters of an element."""
        if self._field:
            self._take(html.escape(text, quote=False) if self._type == "xhtml" else text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._field and self._depth:
            self._depth -= 1
            self._take(f"</{_short(tag)}>")
            return
        self._store()
        if self._path:
            self._path.pop()
        if len(self._path) < self._base:
            self._finish()

    def close(self) -> None:
        """The parser has come to the end."""

    def _take(self, text: str) -> None:
        """Adds to the field; one that grows too long is as none, for a part of an article is no article."""
        self._left -= len(text)
        if self._left < 0:
            self._parts = []
        else:
            self._parts.append(text)

    def _open(self, path: str, attributes: Mapping[str, str]) -> None:
        self._field = _FIELDS.get(path, "") if len(self._entries) < self._items else ""
        stated = attributes.get("type", "")
        atom_text = self.root == "feed" and stated in {"", "text", "text/plain"}
        self._type = "xhtml" if "xhtml" in stated else "text" if atom_text else "html"
        if path == "link" and "href" in attributes and self._entry is not None:
            if attributes.get("rel", "alternate") == "alternate":
                self._entry.setdefault("link", []).append(attributes["href"])
            self._field = ""

    def _store(self) -> None:
        """Takes the field that ends."""
        text = "".join(self._parts)
        field, self._field, self._parts = self._field, "", []
        if not field or self._left < 0 or not text.strip():
            return
        if self._entry is None:
            self._head[field] = self._head[field] or text.strip()
            return
        if field in _MARKED and self._type == "text":
            text = html_of(text)
        if field == "author" and (mail := _MAIL.fullmatch(text.strip())):
            text = mail[1] or ""
        self._entry.setdefault(field, []).append(text)

    def _finish(self) -> None:
        """Takes the entry that ends."""
        found, self._entry, self._field = self._entry, None, ""
        if found is None:
            return
        links = [*found.get("original", ()), *found.get("link", ())]
        links += [id for id in found.get("id", ()) if id.strip().startswith(("http://", "https://"))]
        if len(self._entries) >= self._items or len(self._sitemaps) >= self._items:
            self._beyond += 1
        elif self.root == "sitemapindex":
            self._sitemaps += [link.strip() for link in links[:1]]
        elif found:
            self._entries.append(entry_of({**found, "link": links}, **self._head))


def _short(tag: str) -> str:
    """An element's name with the prefix by which its namespace is known here."""
    namespace, _, name = tag.rpartition("}")
    if not namespace:
        return name
    return _PREFIXES.get(namespace[1:], "other:") + name
