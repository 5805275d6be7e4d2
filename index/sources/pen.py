"""The pen of a PDF page: follows the operators that move or show text, and nothing of pictures, colours or clipping."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from index.sources.typeset import Run

if TYPE_CHECKING:
    from pypdf.generic._font import Font

__all__ = ["UNIT", "Bound", "Matrix", "Pen", "State", "matrix_of", "number_of", "times"]

_EM = 1000.0  # widths of glyphs are in thousandths of the size
_MAX_STACK = 1000  # states kept by “q”; the standard asks readers for 28

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Bound(NamedTuple):
    """A font that is in use.

    :ivar entry: what the file says of it, kept so that no other gets its identity
    :ivar lettered: its codes are letters where no map says which they show; else they are numbers of glyphs
    """

    font: Font
    bold: bool
    entry: object
    lettered: bool = True


@dataclass(slots=True)
class State:
    """What ``q`` keeps and ``Q`` brings back, by the names that the standard has for them."""

    matrix: Matrix = UNIT
    font: Bound | None = None
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Spoken:
    """What a marked stretch says (a ligature's letters, a soft hyphen), and where its glyphs stand."""

    text: str
    start: Matrix | None = None
    end: Matrix | None = None


class Pen:
    """Where text is shown next; ``do`` follows one operator."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._stack: list[State] = []
        self._line = self._text = UNIT
        # Of each open marked stretch: what it says in place of its glyphs; ``None`` where they count.
        self._marks: list[_Spoken | None] = []

    def do(self, operator: bytes, operands: list[Any]) -> Iterator[Run]:
        """Follows an operator; gives the runs that it shows."""
        if operator in _NUMBERS:
            name, unit = _NUMBERS[operator]
            setattr(self.state, name, number_of(operands[0]) / unit if operands else 0.0)
        elif operator in (b"Td", b"TD") and len(operands) > 1:
            if operator == b"TD":
                self.state.leading = -number_of(operands[1])
            self._move(number_of(operands[0]), number_of(operands[1]))
        elif operator in (b"BT", b"Tm"):
            self._line = self._text = matrix_of(operands) if operator == b"Tm" else UNIT
        elif operator in (b"T*", b"'", b'"'):
            self._move(0.0, -self.state.leading)
        elif operator in (b"q", b"Q", b"cm"):
            self._graphics(operator, operands)
        elif operator in (b"BDC", b"BMC", b"EMC"):
            yield from self._mark(operator, operands)
        if operator == b'"' and len(operands) > 2:
            self.state.word_space, self.state.char_space = number_of(operands[0]), number_of(operands[1])
        if operator in _SHOWN and operands and self.state.font is not None:
            yield from self._show(operands[-1], self.state.font.font)

    def _move(self, x: float, y: float) -> None:
        self._line = self._text = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _graphics(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"cm":
            self.state.matrix = times(matrix_of(operands), self.state.matrix)
        elif operator == b"q" and len(self._stack) < _MAX_STACK:
            self._stack.append(replace(self.state))
        elif operator == b"Q" and self._stack:
            self.state = self._stack.pop()

    def _mark(self, operator: bytes, operands: list[Any]) -> Iterator[Run]:
        if operator != b"EMC":
            if len(self._marks) < _MAX_STACK:
                properties = operands[-1] if operands else None
                said = properties.get("/ActualText") if isinstance(properties, dict) else None
                self._marks.append(_Spoken(_words(said)) if isinstance(said, str | bytes) else None)
            return
        closed = self._marks.pop() if self._marks else None
        if closed is not None and closed.start and closed.end:
            run = self._placed(closed.text, closed.start, closed.end)
            if run is not None:
                yield run

    def _show(self, shown: object, font: Font) -> Iterator[Run]:
        for part in shown if isinstance(shown, list) else [shown]:
            if isinstance(part, bytes):
                run = self._run(part, font)
                if run is not None:
                    yield run
            elif isinstance(part, int | float):
                self._advance(-float(part) / _EM * self.state.size)

    def _run(self, shown: bytes, font: Font) -> Run | None:
        lettered = self.state.font is None or self.state.font.lettered
        text, width = _decoded(font, shown, lettered=lettered)
        wide = isinstance(font.encoding, str)  # two bytes a code, among which no single one is a blank
        between = len(shown) // 2 if wide else len(shown)
        blanks = 0 if wide else shown.count(b" ")
        start = self._place()
        self._advance(
            width * self.state.size + between * self.state.char_space + blanks * self.state.word_space
        )
        end = self._place()
        spoken = next((mark for mark in self._marks if mark is not None), None)
        if spoken is None:
            return self._placed(text, start, end)
        spoken.start, spoken.end = spoken.start or start, end
        return None

    def _placed(self, text: str, start: Matrix, end: Matrix) -> Run | None:
        if not text or not all(map(math.isfinite, (*start, *end))):
            return None
        size = abs(self.state.size) * math.hypot(start[2], start[3])
        bold = self.state.font is not None and self.state.font.bold
        return Run(text, start[4], start[5], end[4], end[5], size=size, bold=bold)

    def _place(self) -> Matrix:
        return times((1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise), times(self._text, self.state.matrix))

    def _advance(self, distance: float) -> None:
        self._text = times((1.0, 0.0, 0.0, 1.0, distance * self.state.scale, 0.0), self._text)


_SHOWN = frozenset((b"Tj", b"TJ", b"'", b'"'))
# Operator -> the part of the state that it sets, and how many of its units are one of ours.
_NUMBERS = {
    b"Tc": ("char_space", 1),
    b"Tw": ("word_space", 1),
    b"Tz": ("scale", 100),
    b"TL": ("leading", 1),
    b"Ts": ("rise", 1),
}


def _decoded(font: Font, shown: bytes, *, lettered: bool) -> tuple[str, float]:
    """The characters of a string, and its width at the size of one."""
    if isinstance(font.encoding, str):
        codes = characters = shown.decode(font.encoding, "replace")
    else:
        codes = shown.decode("latin-1")
        characters = "".join(font.encoding.get(byte, chr(byte)) for byte in shown)
    known = font.character_map
    text = "".join(str(known.get(char, char if lettered else "\ufffd")) for char in characters)
    spaces = codes.count(font.space_char) if font.space_char else 0
    rest = codes.replace(font.space_char, "") if spaces else codes
    return text, (spaces * font.space_width + font.get_text_width(rest)) / _EM


def _words(said: str | bytes) -> str:
    if isinstance(said, str):
        return said
    marked = said.startswith((b"\xfe\xff", b"\xff\xfe"))
    return said.decode("utf-16" if marked else "latin-1", "replace")


def number_of(value: object) -> float:
    """An operand as a number; 0 where it is none."""
    return float(value) if isinstance(value, int | float) else 0.0


def matrix_of(operands: object) -> Matrix:
    """The six numbers of an operator or an entry; the unit where they are not six."""
    if not isinstance(operands, list | tuple) or len(operands) < len(UNIT):
        return UNIT
    a, b, c, d, e, f = map(number_of, operands[:6])
    return a, b, c, d, e, f


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first, then the second."""
    a, b, c, d, e, f = first
    u, v, w, x, y, z = second
    return a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z
