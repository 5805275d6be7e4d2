"""A page as those look at it who ask for one fact: its meta tags by name, and elements by what they are marked as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.sources.blocks import segment
from index.sources.jsonld import plain
from index.sources.roles import role_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["MAX_VALUE", "Page", "is_in_comments", "shown"]

MAX_VALUE = 2000  # beyond, it is no title and no name


class Page:
    """Meta tags of a page, by name in small letters.

    :ivar tree: the page
    :ivar canonical: what the page calls its own address; empty where it does not
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._meta: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            self._read(meta)
        links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
        self.canonical = next(filter(None, ((link.get("href") or "").strip() for link in links)), "")

    def all(self, *names: str) -> Iterator[str]:
        """Values of meta tags, in the order of the names."""
        for name in names:
            yield from self._meta.get(name, ())

    def first(self, *names: str) -> str:
        """The first value that is not empty, on one line."""
        return next(filter(None, map(plain, self.all(*names))), "")

    def marked(self, name: str) -> Iterator[HtmlElement]:
        """Elements of the body with a property of microdata, those of comments left out."""
        for element in self.tree.xpath("//body//*[contains(@itemprop, $name)]", name=name):
            if name in element.get("itemprop").split() and not is_in_comments(element):
                yield element

    def _read(self, meta: HtmlElement) -> None:
        content = (meta.get("content") or "").strip()
        if not content or len(content) > MAX_VALUE:
            return
        for attribute in ("property", "name", "itemprop"):
            for name in (meta.get(attribute) or "").lower().split():
                self._meta.setdefault(name, []).append(content)
        # A server's headers in a page's head; of the others, dates are those of its clock.
        if (meta.get("http-equiv") or "").lower() == "content-language":
            self._meta.setdefault("content-language", []).append(content)


def shown(element: HtmlElement, between: str = " ") -> str:
    """The text of an element on one line.

    :param between: put between two of its blocks
    """
    found: list[str] = []
    size = 0
    for block in segment(element):
        found.append(plain(block.text[:MAX_VALUE]))
        size += len(found[-1])
        if size > MAX_VALUE:
            break
    return between.join(found)[:MAX_VALUE]


def is_in_comments(element: HtmlElement) -> bool:
    """Whether an element is of what readers wrote."""
    return any(role_of(around) == "comments" for around in element.iterancestors())
