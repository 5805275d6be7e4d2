"""Words of PDF files in the order of reading: our reader against libraries' own order, on pages whose text is known.

Usage: python benchmarks/pdf.py [--browser /usr/bin/chromium] [--keep FOLDER]

The pages are made here from our own sample articles: by a browser's "print to PDF" (one column, and two and three
by CSS, hyphenated), and drawn line by line or word by word in columns, with heads, feet, captions and margins.
Needs: pip install fpdf2 pypdfium2 pdfminer.six pdf_oxide (those that are missing are left out).
"""

from __future__ import annotations

import argparse
import html
import io
import logging
import re
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

from index.sources.options import Options
from index.sources.paragraphs import flow
from index.sources.pdf import read
from index.sources.record import Record, Resource
from index.sources.typeset import Run, pieces

SAMPLES = Path(__file__).parent.parent / "index" / "samples"
TITLE = "Vessaria denies that missiles were promised to Irravand"
BYLINE = "By Ilse Vantchev, Vessaria Correspondent"
CAPTION = "The harbour of Ostrel on Sunday, where the ships were searched for nine hours."
EXTRA = [
    "The well-known office of the self-governing port said the final figures fit its findings.¹",
    "“It is a first-class fiction,” the official flatly affirmed; its traffic of 2,300 m² was sufficient.",
]
Reader = Callable[[bytes], str]


def paragraphs() -> list[str]:
    """The body of a long article, of our samples' paragraphs."""
    found: list[str] = []
    for path in sorted(SAMPLES.glob("*.txt")) + sorted(SAMPLES.glob("*.md")):
        for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
            line = re.sub(r"\[([^]]*)\]\([^)]*\)|[*_#>`]", r"\1", " ".join(block.split())).strip()
            known = any(line[:30] == one[:30] for one in found)  # the samples copy each other
            if len(line) > 90 and not line.startswith("---") and not known:
                found.append(line)
    return [found[0], EXTRA[0], *found[1:8], EXTRA[1], *found[8:]]


def page_of(columns: int, body: list[str], *, hyphens: bool) -> str:
    blocks = [f"<p>{html.escape(one).replace('¹', '<sup>1</sup>')}</p>" for one in body]
    blocks.insert(
        5,
        f"<figure><div style='height:3cm;background:#ccc'></div><figcaption>{CAPTION}</figcaption></figure>",
    )
    style = f"""@page {{ margin: 2cm }} body {{ font: 11pt/1.35 'Liberation Serif' }} h1 {{ font-size: 24pt }}
        .body {{ columns: {columns}; column-gap: 6mm; text-align: {"justify" if columns > 1 else "left"};
        hyphens: {"auto" if hyphens else "manual"} }} p {{ margin: 0; text-indent: {"1.2em" if columns > 1 else "0"};
        margin-bottom: {"0" if columns > 1 else ".8em"} }} figcaption {{ font-size: 9pt }} figure {{ margin: 3mm 0 }}"""
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{TITLE}</title><style>{style}</style>"
        f"<h1>{TITLE}</h1><p>{BYLINE}</p><div class=body>{''.join(blocks)}</div></html>"
    )


def by_browser(browser: str, page: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.html"), Path(folder, "a.pdf")
        source.write_text(page, "utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return target.read_bytes()


def drawn(columns: int, body: list[str], *, rows: bool = False, words: bool = False) -> bytes:
    """Columns drawn by place: column by column, or row by row across the columns; whole lines, or words."""
    from fpdf import FPDF

    font, size, leading, gap = (
        "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
        10.0,
        12.5,
        14.0,
    )
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=font)
    pdf.set_font("serif", size=size)
    width = (595 - 100 - gap * (columns - 1)) / columns
    lines = [line for one in body for line in set_lines(one, width, pdf.get_string_width)]
    first = True
    while lines:
        pdf.add_page()
        pdf.set_font("serif", size=8)
        pdf.text(50, 30, "The Vessaria Times")
        pdf.text(400, 30, "Monday, 3 March 2014")
        pdf.text(290, 820, str(pdf.page_no()))
        with pdf.rotation(90, 20, 400):
            pdf.text(20, 400, "Photographs: The Vessaria Times, all rights reserved")
        top = 60.0
        if first:
            pdf.set_font("serif", size=26)
            pdf.text(50, 80, TITLE[:34])
            pdf.text(50, 110, TITLE[35:])
            pdf.set_font("serif", size=size)
            pdf.text(50, 135, BYLINE)
            top, first = 160.0, False
        pdf.set_font("serif", size=size)
        held = int((790 - top) / leading)
        places = []
        for column in range(columns):
            part, lines = lines[:held], lines[held:]
            for row, (text, indent) in enumerate(part):
                places.append((column, row, 50 + column * (width + gap) + indent, top + row * leading, text))
        for _, _, x, y, text in sorted(places, key=lambda one: (one[1], one[0])) if rows else places:
            for word in text.split(" ") if words else [text]:
                pdf.text(x, y, word)
                x += pdf.get_string_width(word + " ")
    return bytes(pdf.output())


def set_lines(text: str, width: float, measure: Callable[[str], float]) -> list[tuple[str, float]]:
    """Lines of a paragraph, ligatures set, long words broken with a hyphen where they do not fit."""
    text = text.replace("fi", "ﬁ").replace("fl", "ﬂ")
    lines, now, indent = [], "", 10.0
    for word in text.split():
        while measure(f"{now} {word}") > width - indent and now:
            cut = next(
                (
                    k
                    for k in range(len(word) - 3, 2, -1)
                    if word[: k + 1].isalpha() and word[k - 1] in "aeiou"
                    if measure(f"{now} {word[:k]}-") <= width - indent
                ),
                0,
            )
            lines.append((f"{now} {word[:cut]}-" if cut else now, indent))
            now, word, indent = "", word[cut:], 0.0
        now = f"{now} {word}".strip()
    return [*lines, (now, indent)]


def ours(data: bytes) -> str:
    (found,) = read(Resource("a", "a", "a.pdf", len(data)), io.BytesIO(data), Options())
    return found.text if isinstance(found, Record) else f"! {found}"


def ours_over_pdfium(data: bytes) -> str:
    import ctypes

    import pypdfium2
    import pypdfium2.raw as raw

    upright, askew = [], []
    for page in pypdfium2.PdfDocument(data):
        text, runs = page.get_textpage(), []
        for at in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, at))
            if raw.FPDFText_IsGenerated(text, at) == 1 or char in "\r\n":
                continue
            matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetMatrix(text, at, matrix)
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            left, _, right, _ = text.get_charbox(at, loose=True)
            size = raw.FPDFText_GetFontSize(text, at) * (matrix.c**2 + matrix.d**2) ** 0.5
            turned = abs(matrix.b) > abs(matrix.a)
            end = (x.value, y.value + size / 2) if turned else (x.value + right - left, y.value)
            runs.append(Run("-" if char == "\x02" else char, x.value, y.value, *end, size=size))
        straight, margin = pieces(runs)
        upright.append(straight)
        askew.append(margin)
    return flow(upright, askew).text


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"ours (pypdf)": ours}
    import pypdf

    found["pypdf, plain"] = lambda data: "\n".join(
        p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages
    )
    try:
        import pypdfium2

        found["pypdfium2"] = lambda data: "\n".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)
        )
        found["ours over pypdfium2's letters"] = ours_over_pdfium
    except ImportError:
        pass
    try:
        from pdfminer.high_level import extract_text

        found["pdfminer.six"] = lambda data: extract_text(io.BytesIO(data))
    except ImportError:
        pass
    try:
        from pdf_oxide import PdfDocument

        def by_oxide(data: bytes) -> str:
            document = PdfDocument.from_bytes(data)
            return "\n".join(document.extract_text(page) for page in range(document.page_count()))

        found["pdf_oxide"] = by_oxide
    except ImportError:
        pass
    return found


def words_of(text: str) -> list[str]:
    text = (
        text.replace("ﬃ", "ffi")
        .replace("ﬁ", "fi")
        .replace("ﬂ", "fl")
        .replace("\x02", "-")
        .replace("\ufffe", "-")
    )
    return re.findall(r"[^\W_]+(?:[-’'.,][^\W_]+)*", text)


def order(got: list[str], known: list[str]) -> float:
    """Share of words that are in the right order: 2 * matching / all."""
    return SequenceMatcher(None, got, known, autojunk=False).ratio()


def shingles(got: list[str], known: list[str]) -> float:
    """F1 of runs of four words."""
    one, other = (Counter(zip(w, w[1:], w[2:], w[3:], strict=False)) for w in (got, known))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def whole(text: str, body: list[str]) -> float:
    """Share of paragraphs that come out as a paragraph, letter by letter but for ligatures and blanks."""
    folded = [" ".join(words_of(block)) for block in re.split(r"\n\s*\n", text)]
    return sum(" ".join(words_of(one)) in folded for one in body) / len(body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    body = paragraphs()
    files: dict[str, bytes] = {}
    if Path(options.browser).exists():
        for columns in (1, 2, 3):
            page = page_of(columns, body, hyphens=columns > 1)
            files[f"browser, {columns} columns"] = by_browser(options.browser, page)
    files["drawn, 2 columns"] = drawn(2, body)
    files["drawn, 3 columns"] = drawn(3, body)
    files["drawn, 3 columns, row by row"] = drawn(3, body, rows=True)
    files["drawn, 2 columns, word by word"] = drawn(2, body, words=True)
    known = words_of(" ".join([TITLE, BYLINE, *body]))
    print(f"{'':32}{'order':>8}{'F1 of 4':>9}{'whole':>7}{'s':>7}")
    for name, data in files.items():
        if options.keep:
            options.keep.mkdir(exist_ok=True)
            (options.keep / f"{name}.pdf").write_bytes(data)
        print(f"{name}, {len(data):,} bytes")
        for reader, extract in readers().items():
            started = time.process_time()
            text = extract(data)
            took = time.process_time() - started
            got = words_of(text)
            print(
                f"    {reader:28}{order(got, known):8.4f}{shingles(got, known):9.4f}{whole(text, body):7.3f}{took:7.2f}"
            )


if __name__ == "__main__":
    main()
