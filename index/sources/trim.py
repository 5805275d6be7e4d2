"""What goes from the text of an article in the end: bare links, repetitions, and headings of what is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from index.sources.blocks import HEADINGS, Block, letters

__all__ = ["MOST_WORK", "trimmed"]

# A paragraph with links, and a line that is one.
_LINKED, _MOSTLY_LINKED = 0.5, 0.8
# Where lines that are links are more than this of the kept text, they are what it is about.
_MOST_LINKS = 0.3
# Shorter lines come twice by themselves: “No.”, a refrain, a row of a table.
_REPEATED = 40
# Characters that are searched for one page; beyond, only whole lines are compared.
MOST_WORK = 500_000_000
# A link that ends so is a sentence; headlines end in question marks too.
_SENTENCE_END = re.compile(r"[.:…][\"'”’»)\]]*\Z|[.!?…:][\"”»]\Z")


def trimmed(blocks: Sequence[Block], titles: Collection[str]) -> list[Block]:
    """Blocks without headlines above the text, bare links, repetitions, and headings with nothing below them.

    Lines that their words tell to be furniture stay: they are marked later.

    :param titles: what the article is called; a block of the same words is its headline
    """
    start = next((place for place, block in enumerate(blocks) if block.element.tag not in HEADINGS), 0)
    found = _without_links(blocks[start:])
    headlines = {letters(title) for title in titles}
    found = [block for block in found if letters(block.text) not in headlines]
    found = list(_once(found))
    while found and found[-1].element.tag in HEADINGS:
        found.pop()
    return found


def _without_links(blocks: Sequence[Block]) -> Sequence[Block]:
    """Without lines that only lead elsewhere, unless these are what the article is: a list of offers, of sources."""
    kept = list(_leading_nowhere(blocks))
    return kept if _size(kept) >= (1 - _MOST_LINKS) * _size(blocks) else blocks


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _leading_nowhere(blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading over a paragraph, and a sentence, may be a link."""
    for place, block in enumerate(blocks):
        if block.link_share < _MOSTLY_LINKED or _SENTENCE_END.search(block.text):
            yield block
        elif block.element.tag in HEADINGS:
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            if (
                following is not None
                and following.element.tag not in HEADINGS
                and following.link_share < _LINKED
            ):
                yield block


def _once(blocks: Sequence[Block]) -> Iterator[Block]:
    """Without pull quotes: lines that another paragraph has too."""
    keys = [letters(block.text) for block in blocks]
    whole = "\n".join(keys)
    times = Counter(keys)
    parts = len(keys) * len(whole) <= MOST_WORK
    seen: set[str] = set()
    for block, words in zip(blocks, keys, strict=True):
        if len(words) < _REPEATED:
            yield block
        elif words not in seen:
            seen.add(words)
            if not parts or whole.count(words) == times[words]:
                yield block
