"""Saved web pages: the article without the page around it, by trafilatura, behind a check of the markup."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from index.errors import SourceError
from index.sources.record import Record
from index.sources.text import read_text

if TYPE_CHECKING:
    from index.sources.folder import ArticleFile

__all__ = ["check_markup", "read"]

# The parser and the extraction take time that grows with the square of each of these: 40,000 attributes in
# one tag cost 43 s, 80,000 paragraphs 31 s. News pages stay far below.
MAX_TAGS = 60_000
MAX_ATTRIBUTES = 200
MAX_DEPTH = 256

# A page names its encoding within its first 1,024 bytes (HTML standard); some are late.
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_CHARSET_BYTES = 4096

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]*+))")
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_RAW = {"script", "style", "textarea", "title", "noscript", "template", "xmp", "iframe"}
# Elements that have no end, or whose end is commonly left out, nest no deeper by being repeated.
_UNNESTED = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption"}
    | {"option", "optgroup"}
)
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(file: ArticleFile, stream: BinaryIO) -> Iterator[Record | SourceError]:
    """The one record of a saved page."""
    try:
        head = stream.read(_CHARSET_BYTES)
        stream.seek(0)
        declared = _CHARSET.search(head)
        encoding = declared.group(1).decode("ascii") if declared else None
        yield _extract(file, read_text(file, stream, declared=encoding))
    except SourceError as err:
        yield err


def check_markup(page: str, *, path: str) -> None:
    """Refuses markup on which the extraction would take minutes, in time linear in its length.

    :raises SourceError: where a limit on tags, attributes or nesting is passed
    """
    tags = depth = position = 0
    while found := _MARKUP.search(page, position):
        position = found.end()
        if found["comment"]:
            position = _after(page, "-->", position)
            continue
        name = found["name"].lower()
        tags += 1
        if found["close"]:
            depth = max(0, depth - (name not in _UNNESTED))
            continue
        depth += name not in _UNNESTED
        position = _check_tag(page, position, path)
        if tags > MAX_TAGS or depth > MAX_DEPTH:
            met = f"over {MAX_TAGS:,} tags" if tags > MAX_TAGS else f"tags nested over {MAX_DEPTH} deep"
            raise SourceError(f"{met}; expected a news page: save its text instead", path=path)
        if name in _RAW:
            position = _after(page, f"</{name}", position)
            depth -= 1


def _check_tag(page: str, position: int, path: str) -> int:
    """Where the attributes of a tag end."""
    attributes = 0
    while found := _ATTRIBUTE.match(page, position):
        position = found.end()
        attributes += 1
        if attributes > MAX_ATTRIBUTES:
            raise SourceError(
                f"a tag of over {MAX_ATTRIBUTES} attributes; expected a news page: save its text instead",
                path=path,
            )
    return position


def _after(page: str, end: str, position: int) -> int:
    found = re.compile(re.escape(end), re.IGNORECASE).search(page, position)
    return found.end() if found else len(page)


def _extract(file: ArticleFile, page: str) -> Record:
    check_markup(page, path=file.path)
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    for library in ("trafilatura", "htmldate"):  # what they would log is told by the error below
        logging.getLogger(library).setLevel(logging.CRITICAL)
    # A lone surrogate ends the parser's input early, without a word.
    page = _SURROGATE.sub("\ufffd", page)
    if not _WHOLE.search(page):  # trafilatura takes a part of a page for no page at all
        page = f"<html><body>{page}</body></html>"
    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        # Only a date that the page states; the extensive search takes any number that looks like one.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = found.text if isinstance(found, Document) else None
    if not isinstance(found, Document) or not text or not any(map(str.isalnum, text)):
        raise SourceError(
            "no article text in the page; expected an article: save its text instead", path=file.path
        )
    return Record(
        file.id,
        text,
        title=found.title or "",
        authors=tuple(author.strip() for author in (found.author or "").split(";") if author.strip()),
        published=found.date or "",
        publisher=found.sitename or "",
        url=found.url or "",
        path=file.path,
    )
