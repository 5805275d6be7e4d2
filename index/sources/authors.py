"""Who a page says wrote its article; the order of trust is in ``metadata``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.bylines import is_agency, is_name, parse_authors, parse_byline
from index.sources.jsonld import Node, names, plain
from index.sources.page import MAX_VALUE, Page, is_in_comments, shown

__all__ = ["read_authors"]

_AUTHORS = (
    "author article:author article:author_name og:author parsely-author sailthru.author dc.creator "
    "dcterms.creator citation_author byl twitter:creator:name"
).split()
_BYLINE_PATH = "//body//*[contains(@class, 'yline') or contains(@class, 'author')]"
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors)(?:[_-]{1,2}(?:name|line|names))?(?:\s|\Z)", re.IGNORECASE
)
_MAX_BYLINES = 50


def read_authors(page: Page, node: Node, publisher: str) -> tuple[str, ...]:
    """Who a page says wrote the article, as it is printed; the agency by itself where the page's data has it so.

    :param publisher: who publishes the page
    """
    # An agency that is called the publisher on the page of a paper has supplied the text.
    agency = tuple(name for name in names(node, "publisher") if is_agency(name) and name != publisher)
    sources = (
        names(node, "author") or names(node, "creator"),
        [plain(name) for name in page.all(*_AUTHORS) if "://" not in name],
        _marked_authors(page),
        _bylines(page),
    )
    stated: tuple[str, ...] = ()
    for found in sources:
        kept = tuple(dict.fromkeys(name for name in found if name and len(name) <= MAX_VALUE))
        # A site or an account in an author's place is believed only where the page names no person.
        if kept and _names_somebody(kept):
            stated = kept
            break
        stated = stated or kept
    return tuple(dict.fromkeys([*stated, *_others(stated, agency)])) if stated else ()


def _names_somebody(found: Iterable[str]) -> bool:
    return any(is_name(name) or is_agency(name) for name in parse_authors(found))


def _others(found: Iterable[str], agency: Iterable[str]) -> Iterator[str]:
    """An agency that no author's line names already."""
    line = " ".join(found).casefold()
    return (name for name in agency if name.casefold() not in line)


def _marked_authors(page: Page) -> Iterator[str]:
    for element in [*page.marked("author"), *page.tree.xpath("//body//a[@rel='author']")]:
        inner = element.xpath(".//*[@itemprop='name']") or [element]
        yield from (plain(name.get("content") or shown(name, ", ")) for name in inner)


def _bylines(page: Page) -> Iterator[str]:
    """A line that is marked as the byline and is one; else the only name that stands in such a place."""
    alone: set[str] = set()
    for element in page.tree.xpath(_BYLINE_PATH)[:_MAX_BYLINES]:
        if _BYLINE_CLASS.search(element.get("class", "")) and not is_in_comments(element):
            line = shown(element, ", ")
            if parse_byline(line):
                yield line
                return
            if is_name(line):
                alone.add(line)
    if len(alone) == 1:
        yield alone.pop()
