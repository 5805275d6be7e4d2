"""Paragraphs from the lines of printed pages: words that a line end broke are whole, sentences that a column or a
page broke go on, and what runs along every page is left out.

Where nothing shows that a paragraph ends, two may come out as one; the words and their order are the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from index.sources.columns import regions
from index.sources.hyphens import is_broken, join, words
from index.sources.running import without_running
from index.sources.typeset import Line, body_size

__all__ = ["Flow", "Paragraph", "flow"]

_SAME_SIZE = 0.07  # share by which the size of one paragraph's lines differs
_GAP = 1.3  # lines farther apart than this times the usual distance are of two paragraphs
_INDENT, _DEEPEST_INDENT = 0.7, 4.0  # of a first line, in sizes of the type; what is set in deeper is centred
_WIDEST = 2.2  # sizes of the type from line to line, at the most
_SLACK = 0.5  # sizes of the type that a line may fall short of the width, beyond the next word
_NEIGHBOURS = 3  # lines beside which a line is short or not; a picture narrows a part of a column
_LARGE = 1.2  # type larger than the body's by this is a headline's, whose lines end where they look best
_LETTERS_OFF = 2  # of the blank before the next word, and of the width of letters
_COLUMN = 20  # lines above and below by which the measures of a column are taken
_LONGEST = 20_000  # characters of a paragraph; where nothing shows its end, it ends here
_TAIL = 8  # characters that tell whether a sentence is closed
_LOOK_BACK = 8  # captions and boxes between two parts of a paragraph

_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹\d]*$")


class Flow(NamedTuple):
    """The text of a paginated file.

    :ivar pages: where each page begins in :attr:`text`
    :ivar running: lines that were left out because they run along the pages, each once
    """

    text: str
    pages: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]
    running: tuple[str, ...]


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it grows.

    :ivar room: letters for which its last line has room; where the next word had none, its sentence may go on
    :ivar turns: pages that begin inside it: offset and number
    """

    text: str
    page: int
    size: float
    bold: bool
    room: float
    turns: tuple[tuple[int, int], ...] = ()

    @property
    def last_page(self) -> int:
        """The page that it ends on."""
        return self.turns[-1][1] if self.turns else self.page


def flow(upright: Sequence[Sequence[Line]], askew: Sequence[Sequence[Line]]) -> Flow:
    """The paragraphs of pages, in the order in which they are read.

    :param upright: pieces of each page, see :func:`index.sources.typeset.pieces`
    :param askew: pieces of each page that stand askew; they follow the rest of their page
    """
    kept, running = without_running(upright)
    known = words(line.text for page in kept for line in page)
    body = body_size(line for page in kept for line in page)
    turned = Counter(text for page in askew for text in {line.text for line in page})
    found: list[Paragraph] = []
    for number, (page, margin) in enumerate(zip(kept, askew, strict=True)):
        for region in regions(page):
            fresh: list[Paragraph] = []
            for paragraph in _paragraphs(region, number, body, known):
                if any(_same(one.size, paragraph.size) for one in fresh[:_LOOK_BACK]) or not _appended(
                    found, paragraph, known
                ):
                    found.append(paragraph)
                fresh.append(paragraph)
        found += (
            Paragraph(line.text, number, 0.0, line.bold, room=math.inf)
            for line in margin
            if turned[line.text] < max(2, len(upright) / 3)
        )
    return _laid_out(found, len(upright), running)


def _paragraphs(lines: Sequence[Line], page: int, body: float, known: Counter[str]) -> Iterator[Paragraph]:
    open_: Paragraph | None = None
    for number, line in enumerate(lines):
        if open_ is not None and len(open_.text) < _LONGEST and not _begins(lines, number, body):
            open_.text = join(open_.text, line.text, known)
            open_.room = _room(lines, number)
            continue
        if open_ is not None:
            yield open_
        open_ = Paragraph(line.text, page, line.size, line.bold, _room(lines, number))
    if open_ is not None:
        yield open_


def _begins(lines: Sequence[Line], number: int, body: float) -> bool:
    """Whether a line begins a paragraph."""
    above, line = lines[number - 1], lines[number]
    if not _same(above.size, line.size) or above.bold != line.bold:
        return True
    if above.y - line.y > _GAP * _usual_step(_beside(lines, number), line.size):
        return True
    around = lines[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS]
    around = [other for other in around if _same(other.size, line.size)]
    return _is_indented(lines, number, around) or (
        line.size < _LARGE * body and _ends_early(above, line, max(other.x1 for other in around))
    )


def _beside(lines: Sequence[Line], number: int) -> Sequence[Line]:
    return lines[max(0, number - _COLUMN) : number + _COLUMN]


def _usual_step(lines: Sequence[Line], size: float) -> float:
    """The usual distance of lines of that size."""
    steps = [
        above.y - line.y
        for above, line in pairwise(lines)
        if _same(line.size, size) and _same(above.size, size)
    ]
    return min(median_low(steps), _WIDEST * size)


def _is_indented(lines: Sequence[Line], number: int, around: Sequence[Line]) -> bool:
    above, line = lines[number - 1], lines[number]
    if any(number - back < lines[back].initial for back in range(max(0, number - _LOOK_BACK), number)):
        return False
    left = min(other.x0 for other in around)

    def set_in(one: Line) -> bool:
        return _INDENT < (one.x0 - left) / line.size < _DEEPEST_INDENT

    # After a paragraph of one line the line above is set in, too; in a block of such lines the next one is.
    return set_in(line) and not (set_in(above) and (number + 1 == len(lines) or set_in(lines[number + 1])))


def _ends_early(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have had room on the one above."""
    if is_broken(above.text):
        return False
    letter = (line.x1 - line.x0) / len(line.text)
    word = line.text.split(" ", 1)[0]
    return right - above.x1 > (len(word) + 1) * letter + _SLACK * line.size


def _room(lines: Sequence[Line], number: int) -> float:
    """Letters for which the end of a line has room, in a column that has lines enough to tell."""
    line = lines[number]
    if len(lines) < _NEIGHBOURS:
        return math.inf
    return (
        (max(one.x1 for one in _beside(lines, number)) - line.x1)
        / (line.x1 - line.x0 + 0.01)
        * len(line.text)
    )


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SIZE * max(one, other)


def _appended(found: list[Paragraph], paragraph: Paragraph, known: Counter[str]) -> bool:
    """Whether a paragraph, put behind the one that a column or a page broke, makes that whole."""
    for back in range(1, min(_LOOK_BACK, len(found)) + 1):
        before = found[-back]
        if _same(before.size, paragraph.size):
            break
    else:
        return False
    if not _goes_on(before, paragraph):
        return False
    # What stands between the two stays on its page.
    between = found[len(found) - back + 1 :]
    turned = paragraph.page > before.last_page
    earlier = [one for one in between if not turned or one.page < paragraph.page]
    found[-back:] = [*earlier, before, *(one for one in between if turned and one.page == paragraph.page)]
    joined = join(before.text, paragraph.text, known)
    if turned:
        before.turns += ((len(joined) - len(paragraph.text), paragraph.page),)
    before.text, before.room = joined, paragraph.room
    return True


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    if len(before.text) > _LONGEST or before.bold != paragraph.bold or _CLOSED.search(before.text[-_TAIL:]):
        return False
    if paragraph.text[0].islower() or is_broken(before.text):
        return True
    return before.room < len(paragraph.text.split(" ", 1)[0]) + _LETTERS_OFF


def _laid_out(found: Sequence[Paragraph], count: int, running: tuple[str, ...]) -> Flow:
    starts: dict[int, int] = {}
    length = 0
    for paragraph in found:
        starts.setdefault(paragraph.page, length)
        for offset, page in paragraph.turns:
            starts.setdefault(page, length + offset)
        length += len(paragraph.text) + 2
    text = "\n\n".join(paragraph.text for paragraph in found)
    # A page without text begins where the next one does.
    pages = [len(text)] * (count + 1)
    for page in range(count - 1, -1, -1):
        pages[page] = starts.get(page, pages[page + 1])
    return Flow(text, (0, *pages[1:count]), tuple(found), running)
