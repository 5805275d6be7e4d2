"""When an article was published and last changed, as its page states it; the order of trust is in ``metadata``."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.sources.blocks import segment
from index.sources.jsonld import Node, string
from index.sources.page import Page, is_in_comments, shown
from index.sources.stamps import is_before, latest_day, stamp

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["published", "updated"]

_PUBLISHED = (
    "article:published_time article:published og:published_time og:article:published_time parsely-pub-date "
    "sailthru.date cxenseparse:recs:publishtime datepublished pubdate publishdate publish-date publish_date "
    "publication_date article.published date.published dc.date.issued dcterms.issued dc.date dcterms.date "
    "dc.date.created dcterms.created citation_publication_date citation_date originalpublicationdate "
    "displaydate date"
).split()
_UPDATED = (
    "article:modified_time article:modified og:updated_time og:article:modified_time datemodified "
    "dc.date.modified dcterms.modified article.updated lastmod last-modified updated_date"
).split()
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|\Z)")
_MONTHS = 12


def published(page: Page, node: Node, others: Iterable[Node], *, url: str) -> str:
    """The most trusted time of publication; of the same day, one with a time of day goes before one without."""
    found = ""
    for candidate in filter(None, map(stamp, _published(page, node, others, url))):
        if "T" in candidate and candidate.startswith(found):
            return candidate
        found = found or candidate
    return found or _printed_day(page.tree)


def updated(page: Page, node: Node, *, after: str) -> str:
    """When the article was changed last; empty where that is not after it was published."""
    stated = [string(node, "dateModified"), *page.all(*_UPDATED), *_marked(page, "dateModified")]
    found = next(filter(None, map(stamp, stated)), "")
    return found if found and (not after or is_before(after, found)) else ""


def _published(page: Page, node: Node, others: Iterable[Node], url: str) -> Iterator[str]:
    yield string(node, "datePublished")
    yield from page.all(*_PUBLISHED)
    yield from _marked(page, "datePublished")
    yield from _times(page.tree)
    yield from (string(other, "datePublished") for other in others if "WebPage" in str(other.get("@type")))
    yield string(node, "dateCreated")
    if day := _DAY_IN_PATH.search(urlsplit(url).path):
        yield f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"


def _marked(page: Page, name: str) -> Iterator[str]:
    for element in page.marked(name):
        yield element.get("content") or element.get("datetime") or shown(element)


def _times(tree: HtmlElement) -> Iterator[str]:
    """``<time>`` of the article that the headline is of: those that say so, else the only day there is."""
    heading = next(tree.iter("h1"), None)
    around = None if heading is None else next(heading.iterancestors("article", "main", "body"), None)
    if around is None:
        return
    times = [time for time in around.iter("time") if time.get("datetime") and not _is_elsewhere(time, around)]
    for time in times:
        named = f"{time.get('class', '')} {time.get('itemprop', '')}".lower()
        if "publish" in named or "entry-date" in named or "pubdate" in time.attrib:
            yield time.get("datetime")
    if len({stamp(time.get("datetime"))[:10] for time in times}) == 1:
        yield times[0].get("datetime")


def _is_elsewhere(time: HtmlElement, around: HtmlElement) -> bool:
    """Whether a time is of a teaser, of a list or of a comment."""
    for element in time.iterancestors():
        if element is around:
            return False
        if element.tag in {"article", "li", "aside", "nav", "footer"}:
            return True
    return is_in_comments(time)


def _printed_day(tree: HtmlElement) -> str:
    """The day that a page prints as its own, found by htmldate; empty where no reader would see it.

    That library looks at the addresses of pictures and at numbers in scripts too, which are days of something else.
    """
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = find_date(tree, extensive_search=False, original_date=True, max_date=latest_day().isoformat())
    body = tree.find("body")
    if not found or not stamp(found) or body is None:
        return ""
    printed = _written(*map(int, found.split("-")))
    return found if any(printed.search(block.text) for block in segment(body)) else ""


def _written(year: int, month: int, day: int) -> re.Pattern[str]:
    """The ways to write a day that mean no other: “3/4/2014” is of March or of April."""
    ways = [
        rf"{year}\D{{1,3}}0?{month}\D{{1,3}}0?{day}",
        rf"[^\W\d_]{{3,12}}\.? 0?{day}(?:st|nd|rd|th)?,? {year}",
        rf"0?{day}(?:st|nd|rd|th)?\.?(?: de)? [^\W\d_]{{3,12}}\.?(?: de)?,? {year}",
    ]
    if day > _MONTHS or day == month:
        ways += [rf"0?{month}[./-]0?{day}[./-]{year}", rf"0?{day}[./-]0?{month}[./-]{year}"]
    return re.compile(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)")
