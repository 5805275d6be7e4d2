"""PDF files with a text layer: the words in the order of reading, and where each page begins.

A file is read whole or refused: where a page is damaged, the sentences around the hole would be put together
wrongly. What the file says about itself counts only where the first page prints it too; its dates are those of
the file, not of the article, and are never taken.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from index.errors import SourceError
from index.language import language_tag
from index.sources.options import Limits, Options
from index.sources.paragraphs import Flow, flow
from index.sources.record import Record, Resource
from index.sources.typeset import Line, body_size, pieces

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from index.sources.typeset import Run

__all__ = ["read"]

# Parts of a stream that are read, and bytes to which it is unpacked: the largest of newspapers' pages have 100,000
# and 0.5 MB, maps and charts five times that. Half a million parts take about two seconds.
_STREAM_BYTES = 30_000_000
_STREAM_PARTS = 500_000

_HEAD, _TAIL = 1024, 4096  # readers look for the first mark and for the last within so many bytes
_MAX_UNREADABLE = 0.1  # share of characters that stand for no letter; of a sound file it is 0
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\x7f-\x84\x86-\x9f]")
_ADDRESS = re.compile(r"https?://[^\s…]+[^\s….]")
_HEADLINE = 1.25  # size of a headline, as a multiple of the body's; a summary below it is set smaller
_MIN_TITLE, _MAX_TITLE = 4, 30  # words; a larger line of less is the paper's name or a section's
_WHOLE = "expected a whole PDF: get it again, or repair it with qpdf"
_SCAN = "run OCR first, for example ocrmypdf"


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The one record of a PDF file."""
    try:
        _check_file(resource, stream, options.limits)
        record = _record(resource, stream, options.limits)
    except SourceError as err:
        yield err
    else:
        yield record


def _check_file(resource: Resource, stream: BinaryIO, limits: Limits) -> None:
    size = stream.seek(0, os.SEEK_END)
    if size > limits.pdf:
        raise SourceError(
            f"{size:,} bytes; expected a PDF of at most {limits.pdf:,}: split it, or raise the limit",
            path=resource.path,
        )
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    if b"%PDF-" not in stream.read(_HEAD):
        raise SourceError(f"no PDF header; {_WHOLE}", path=resource.path)
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise SourceError(f"truncated: its end is missing; {_WHOLE}", path=resource.path)
    stream.seek(0)


def _record(resource: Resource, stream: BinaryIO, limits: Limits) -> Record:
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError

    from index.sources.glyphs import TooMuch

    try:
        with (
            _warnings() as warned,
            apply_configuration(
                zlib_maximum_output_length=_STREAM_BYTES,
                array_based_stream_maximum_output_length=_STREAM_BYTES,
                lzw_maximum_output_length=_STREAM_BYTES,
                run_length_maximum_output_length=_STREAM_BYTES,
                stream_parsing_work_maximum_count=_STREAM_PARTS,
            ),
        ):
            return _read(resource, PdfReader(stream), limits, warned)
    except SourceError:
        raise
    except (LimitReachedError, TooMuch, MemoryError) as err:
        found = str(err).rstrip(".") or "it draws too much"
        raise SourceError(
            f"beyond what an article needs ({found}); expected a PDF of text: print it anew to PDF",
            path=resource.path,
        ) from err
    except DependencyError as err:
        raise SourceError(
            "encrypted with AES; reading it needs a library: pip install 'pypdf[crypto]'", path=resource.path
        ) from err
    except Exception as err:
        nested = "objects nested too deep" if isinstance(err, RecursionError) else ""
        found = nested or str(err).rstrip(".") or type(err).__name__
        raise SourceError(f"damaged ({found[:200]}); {_WHOLE}", path=resource.path) from err


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """What the library would log while it reads, kept from the log."""
    found: list[str] = []
    reading = threading.get_ident()

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == reading and len(found) < _HEAD:
                found.append(f"{record.name}: {record.getMessage()}")

    logger, handler = logging.getLogger("pypdf"), Kept()
    propagated = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated


def _read(resource: Resource, reader: PdfReader, limits: Limits, warned: Sequence[str]) -> Record:
    from pypdf import PasswordType

    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise SourceError("encrypted; expected a PDF without a password: save it so", path=resource.path)
    count = len(reader.pages)
    if count > limits.pdf_pages:
        raise SourceError(
            f"{count:,} pages; expected at most {limits.pdf_pages:,}: split it, or raise the limit",
            path=resource.path,
        )
    if not count:
        raise SourceError(f"no pages; {_WHOLE}", path=resource.path)
    upright, askew = _pages(resource, reader, limits)
    cut = next((line for line in warned if line.startswith("pypdf.filters")), None)
    if cut is not None:
        raise SourceError(f"damaged ({cut.partition(': ')[2]}); {_WHOLE}", path=resource.path)
    body = flow(upright, askew)
    _check_letters(resource, body.text)
    return _facts(resource, reader, body)


def _pages(
    resource: Resource, reader: PdfReader, limits: Limits
) -> tuple[list[list[Line]], list[list[Line]]]:
    from index.sources.glyphs import Glyphs

    glyphs = Glyphs(limits.pdf_drawing)
    upright: list[list[Line]] = []
    askew: list[list[Line]] = []
    letters = 0
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Contents", "") is None or _is_lost(page):
            raise SourceError(
                f"page {number} of {len(reader.pages)} is missing; {_WHOLE}", path=resource.path
            )
        runs = glyphs.runs(page)
        letters += sum(len(run.text) for run in runs)
        if letters > limits.article:
            raise SourceError(
                f"over {limits.article:,} characters; expected one article: split it", path=resource.path
            )
        straight, margin = pieces([run for run in runs if _is_on(run, page)])
        upright.append(straight)
        askew.append(margin)
    return upright, askew


def _is_lost(page: PageObject) -> bool:
    """Whether the file names a content for a page and does not hold it."""
    from pypdf.generic import NullObject

    contents = page.raw_get("/Contents") if "/Contents" in page else None
    return contents is not None and isinstance(contents.get_object(), NullObject | None)


def _is_on(run: Run, page: PageObject) -> bool:
    """Whether a run stands on the page as it is cut; printers' notes stand beside it."""
    box = page.cropbox
    x, y = (run.x0 + run.x1) / 2, (run.y0 + run.y1) / 2
    return float(box.left) <= x <= float(box.right) and float(box.bottom) <= y <= float(box.top)


def _check_letters(resource: Resource, text: str) -> None:
    if len(_UNREADABLE.findall(text)) > _MAX_UNREADABLE * len(text):
        raise SourceError(
            f"its fonts do not say which letters they show; expected text: {_SCAN} --force-ocr",
            path=resource.path,
        )
    if not any(map(str.isalpha, text)):
        raise SourceError(f"no text layer, as in a scan; expected text: {_SCAN}", path=resource.path)


def _facts(resource: Resource, reader: PdfReader, body: Flow) -> Record:
    """The record, with those facts that the file states and prints."""
    about = reader.metadata
    first = _folded(body.text[: body.pages[1]] if len(body.pages) > 1 else body.text)
    title = " ".join(str(about.title or "").split()) if about else ""
    authors = re.split(r"\s*[;,]\s*|\s+and\s+", str(about.author or "").strip()) if about else []
    address = next((line for line in body.running if _ADDRESS.fullmatch(line)), "")
    return Record(
        resource.id,
        body.text,
        title=_title(body, title),
        authors=tuple(name for name in authors if " " in name and _folded(name) in first),
        language=language_tag(str(reader.root_object.get("/Lang", ""))),
        pages=body.pages,
        url=resource.url or address,
        path=resource.path,
        published=resource.published,
        publisher=resource.publisher,
    )


def _title(body: Flow, stated: str) -> str:
    """The stated title where the first page prints it large; else what that prints largest, if it is a title."""
    least = _HEADLINE * body_size(Line(one.text, 0, 0, 0, one.size) for one in body.paragraphs)
    large = [one for one in body.paragraphs if one.page == 0 and one.size > least]
    if stated and any(_folded(stated) in _folded(one.text) for one in large):
        return stated
    largest = max(large, key=lambda one: one.size, default=None)
    fits = largest is not None and _MIN_TITLE <= len(largest.text.split()) <= _MAX_TITLE
    return largest.text if largest is not None and fits else ""


def _folded(text: str) -> str:
    """Letters and figures alone, for comparing what is printed with what is stated."""
    return "".join(filter(str.isalnum, text.casefold()))
