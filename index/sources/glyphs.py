"""What a page of a PDF draws: runs of text, each with its place and size.

Text that is white, or below a picture, is read as if it were seen, as is the invisible text of a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from index.sources.pen import UNIT, Bound, Pen, State, matrix_of, number_of, times
from index.sources.typeset import Run

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

__all__ = ["Glyphs", "TooMuch"]

# Forms (parts of a page that are drawn by name) hold forms, in honest pages three or four deep. Where each draws
# another one twice, thirty deep, drawing would take years: a form is paid for each time that it is drawn, and a
# font once, like so many bytes. An issue of a newspaper has some hundred fonts.
_MAX_DEPTH = 12
_FORM_COST, _FONT_COST = 3_000, 50_000
_HEAVY = ("bold", "black", "heavy")  # in names of fonts
# What the library takes codes of two bytes for, whether their encoding is named so or not known to it.
_BY_GUESS, _UNICODE = "utf-16-be", re.compile("UTF16|UCS2")


class TooMuch(Exception):
    """A document draws more than any article does."""


class Glyphs:
    """Reads the runs of one document's pages.

    :param budget: bytes of instructions for drawing that may be read in all; a megabyte takes up to two seconds
    """

    def __init__(self, budget: int) -> None:
        self._left = budget
        self._fonts: dict[object, Bound] = {}

    def runs(self, page: PageObject) -> list[Run]:
        """What a page shows, in the order in which it is drawn.

        :raises TooMuch: where the document's budget is used up
        """
        contents = page.get("/Contents")
        return [] if contents is None else list(self._form(contents, State(), page.get("/Resources"), 0))

    def _form(self, content: object, state: State, resources: object, depth: int) -> Iterator[Run]:
        from pypdf.generic import ContentStream

        stream = ContentStream(content, None, "bytes")
        self._spend(len(stream.get_data()) + _FORM_COST)
        pen = Pen(state)
        for operands, operator in stream.operations:
            if operator == b"Do" and operands and depth < _MAX_DEPTH:
                form = _entry(resources, "/XObject", operands[0])
                if form is not None and form.get("/Subtype") == "/Form":
                    own = times(matrix_of(form.get("/Matrix", UNIT)), pen.state.matrix)
                    inner = replace(pen.state, matrix=own)
                    yield from self._form(form, inner, form.get("/Resources", resources), depth + 1)
            elif operator == b"Tf" and len(operands) > 1:
                pen.state.font, pen.state.size = self._font(resources, operands[0]), number_of(operands[1])
            else:
                yield from pen.do(operator, operands)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise TooMuch

    def _font(self, resources: object, name: object) -> Bound | None:
        from pypdf.generic._font import Font  # the only way to the widths of glyphs

        found = _entry(resources, "/Font", name)
        if found is None:
            return None
        reference = found.indirect_reference
        key = (reference.idnum, reference.generation) if reference is not None else id(found)
        if key not in self._fonts:
            self._spend(_FONT_COST)
            font = Font.from_font_resource(found)
            bold = any(word in font.name.lower() for word in _HEAVY)
            lettered = font.encoding != _BY_GUESS or bool(_UNICODE.search(str(found.get("/Encoding"))))
            self._fonts[key] = Bound(font, bold, found, lettered)
        return self._fonts[key]


def _entry(resources: object, kind: str, name: object) -> DictionaryObject | None:
    """A named resource, or ``None``."""
    from pypdf.generic import DictionaryObject, PdfObject

    found = resources
    for key in (kind, name):
        found = found.get_object() if isinstance(found, PdfObject) else None
        found = found.get(key) if isinstance(found, DictionaryObject) else None
    found = found.get_object() if isinstance(found, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else None
