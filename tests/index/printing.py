"""PDF files for tests: pages set by place with a library, and files written object by object, whole or broken."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping

from fpdf import FPDF

LEADING = 12.5
LEFT, TOP = 50.0, 100.0

Layout = Callable[[FPDF], None]


def printed(*pages: Layout, title: str = "", author: str = "", **encryption: str) -> bytes:
    """A PDF file with a page for each function that sets one, in ten points of Helvetica unless it says so."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    if title:
        pdf.set_title(title)
    if author:
        pdf.set_author(author)
    if encryption:
        pdf.set_encryption(**encryption)
    for page in pages:
        pdf.add_page()
        pdf.set_font("helvetica", size=10)
        page(pdf)
    return bytes(pdf.output())


def column(lines: Iterable[str], x: float = LEFT, y: float = TOP, leading: float = LEADING) -> Layout:
    """A page, or a part of one, with lines below each other; a line that begins with a tab is set in."""

    def page(pdf: FPDF) -> None:
        for number, line in enumerate(lines):
            if line:
                pdf.text(x + 10 * line.startswith("\t"), y + leading * number, line.strip("\t"))

    return page


def together(*parts: Layout) -> Layout:
    def page(pdf: FPDF) -> None:
        for part in parts:
            part(pdf)

    return page


def sized(size: float, part: Layout, style: str = "") -> Layout:
    def page(pdf: FPDF) -> None:
        pdf.set_font("helvetica", style=style, size=size)
        part(pdf)
        pdf.set_font("helvetica", size=10)

    return page


def assembled(objects: Mapping[int, bytes], *, encrypt: bytes = b"") -> bytes:
    """A PDF file of raw objects; object 1 is its root."""
    out = b"%PDF-1.7\n"
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    count = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        kept = number in offsets
        out += b"%010d %05d %s \n" % (offsets.get(number, 0), 0 if kept else 65535, b"n" if kept else b"f")
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (count, encrypt, start)


def stream(data: bytes, *, packed: bool = False, entries: bytes = b"") -> bytes:
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter /FlateDecode "
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def one_page(content: bytes, resources: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """A PDF file of one page that holds a content stream (object 4) and a font ``/F1`` (object 5)."""
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> " + resources + b" >> >>",
            4: content,
            5: FONT,
            **(more or {}),
        }
    )


def shown(text: str, *, before: str = "") -> bytes:
    """A content stream that shows one line."""
    return stream(f"BT /F1 10 Tf {before} 50 700 Td ({text}) Tj ET".encode("latin-1"))
