"""The body of a page: which of its blocks are the article.

Trafilatura says which text is the article. Its text is only looked at, never taken: each block of the page that it
kept is read from the page itself, so that no sentence is cut or glued by the extraction. Before, whatever the page
itself names as furniture, comments or hidden is taken out; afterwards what stands among the kept paragraphs and is
made like them comes back, what the page's own data has as the article's text too, and links, repetitions and
furniture at the end go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from index.sources.blocks import HEADINGS, Block, letters, segment
from index.sources.roles import Role
from index.sources.tagless import text_of
from index.sources.trim import MOST_WORK, trimmed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["article_text", "parse"]

# What looks like furniture but holds more of the page's text than this is what the page is about.
_SPARED = 0.4
# A shorter text may stand in an article by chance; only a whole line of it counts.
_TELLING = 20
# Both ends of a block are looked for: the middle may have lost a link or a note.
_END = 40
# What this much of the kept text has in common, other paragraphs of the article have too.
_COMMON = 0.25
# A paragraph has fewer links.
_LINKED = 0.5
# Elements without an end that the parser gives one: all that follows would be inside a player.
_VOID = re.compile(r"<(?:bgsound|embed|source|track|wbr)\b[^<>]*+>", re.IGNORECASE)
# Below this trafilatura itself calls a text too short.
_LITTLE = 250


def parse(page: str) -> HtmlElement:
    """The tree of a page; nothing outside it is ever looked at.

    :raises ValueError: where there is nothing to parse
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(_VOID.sub("", page).encode("utf-8", "replace"), parser=parser)
    except ParserError as err:  # an empty document
        raise ValueError(str(err)) from err


def article_text(tree: HtmlElement, *, titles: Collection[str] = (), stated: str = "") -> str:
    """Paragraphs of the article, with an empty line between two; empty where the page has none.

    :param tree: the page; changed by this
    :param titles: what the article is called; a block of the same words is its headline
    :param stated: text of the article as the page's own data has it
    """
    body = tree.find("body")
    if body is None:
        return ""
    blocks = list(segment(body))
    outside = _outside(blocks)
    inside = [block for block in blocks if not any(element in outside for element, _ in block.around)]
    for element in outside:
        if element.getparent() is not None:
            element.drop_tree()
    kept = _kept(inside, _extract(tree), stated)
    chosen = trimmed(_among(inside, kept), titles)
    return "\n\n".join(block.text for block in chosen) or _plain(stated)


def _plain(stated: str) -> str:
    """A stated text without the markup that it may have."""
    if "<" not in stated and "&" not in stated:
        return stated
    return text_of(stated)


def _outside(blocks: Sequence[Block]) -> set[HtmlElement]:
    """Elements that look like furniture, less those that hold much of the page."""
    held: Counter[HtmlElement] = Counter()
    for block in blocks:
        for element, _ in block.around:
            held[element] += len(block.text) - block.linked
    most = _SPARED * sum(len(block.text) - block.linked for block in blocks)
    roles: dict[HtmlElement, Role] = dict(pair for block in blocks for pair in block.around)
    return {
        element
        for element, role in roles.items()
        # Comments are often longer than what they comment on.
        if held[element] <= most or (role == "comments" and element.find(".//h1") is None)
    }


def _extract(tree: HtmlElement) -> str:
    """The text of the article by trafilatura alone; by the libraries that it compares with, where that is little.

    Behind our own removal of furniture the comparison finds no better text, and now and then a worse one.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    text = ""
    for alone in (True, False):
        found = bare_extraction(tree, include_comments=False, fast=alone)
        text = (found.text or "") if isinstance(found, Document) else ""
        if len(text) >= _LITTLE:
            break
    return text


def _kept(blocks: Sequence[Block], extracted: str, stated: str) -> list[bool]:
    """Which blocks are in the extracted text, or in the one that the page states."""
    lines = [letters(line) for text in (extracted, _plain(stated)) for line in text.splitlines()]
    words = [letters(block.text) for block in blocks]
    known = {*lines, *(line[:_END] for line in lines), *(line[-_END:] for line in lines)} - {""}
    # Several blocks may be one extracted line. On a page of endless blocks that is not looked for.
    whole = "".join(lines) if len(words) * sum(map(len, lines)) <= MOST_WORK else ""
    return [
        bool(key) and (key in known or (len(key) > _TELLING and _is_in(key, known, whole))) for key in words
    ]


def _is_in(words: str, known: Collection[str], whole: str) -> bool:
    return any(end in known or end in whole for end in (words[:_END], words[-_END:]))


def _among(blocks: Sequence[Block], kept: Sequence[bool]) -> list[Block]:
    """The kept blocks, and those made like them around them, up to where another article begins."""
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    if not places:
        return []
    like = _Likeness([blocks[place] for place in places])
    first, last = places[0], places[-1]
    while last + 1 < len(blocks) and blocks[last + 1].element.tag != "h1":
        last += 1
    while first > 0 and blocks[first - 1].element.tag != "h1":
        first -= 1
    return [
        block
        for place, block in enumerate(blocks)
        if kept[place] or (first <= place <= last and like.is_like(block))
    ]


class _Likeness:
    """What the paragraphs of an article have in common.

    :param kept: blocks that are the article's
    """

    def __init__(self, kept: Sequence[Block]) -> None:
        kept = [block for block in kept if block.link_share < _LINKED]
        self._makes = _shared((_make(block), block) for block in kept)
        self._parents = _shared(
            (block.element.getparent(), block) for block in kept if block.element.tag == "p"
        )
        self._articles = {_article(block) for block in kept if _make(block) in self._makes}

    def is_like(self, block: Block) -> bool:
        """Whether a block is text of the same article, by its element's and its parent's tag and class."""
        if block.link_share >= _LINKED or block.element.tag in HEADINGS:
            return False
        beside = block.element.tag == "p" and block.element.getparent() in self._parents
        return (beside or _make(block) in self._makes) and _article(block) in self._articles


def _make(block: Block) -> tuple[str, ...]:
    element, parent = block.element, block.element.getparent()
    above = () if parent is None else (parent.tag, parent.get("class", ""))
    return (element.tag, element.get("class", ""), *above)


def _shared(found: Iterable[tuple[Hashable, Block]]) -> set[Hashable]:
    """What much of the text has in common."""
    sizes: Counter[Hashable] = Counter()
    for value, block in found:
        sizes[value] += len(block.text)
    enough = _COMMON * sizes.total()
    return {value for value, size in sizes.items() if size > enough}


def _article(block: Block) -> HtmlElement | None:
    return next(block.element.iterancestors("article"), None)
