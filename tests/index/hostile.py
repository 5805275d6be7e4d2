"""Inputs that are wrong, odd or made to do harm, beside good ones: what each is, and what is to come of it.

A row is one line of the catalogue of bad inputs; one row may have several files.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.index.printing import column, printed
from tests.index.sources.archiving import answer, record
from tests.index.sources.packing import tarred, zipped

__all__ = ["Bait", "Case", "good_files", "lay", "page", "sentence", "story", "word_file"]

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


CHANNEL = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'


@dataclass(frozen=True, slots=True)
class Case:
    """One input.

    :ivar path: below the folder; may hold bytes that are not UTF-8
    :ivar data: its bytes, or what puts it there
    :ivar refused: what its error says, as a pattern; empty where there is none
    :ivar says: words of its article; empty where it has none
    :ivar lacks: words that its article must not have
    :ivar slow: it takes too long or too much room for each day
    """

    row: str
    path: str
    data: bytes | Callable[[], bytes] | Callable[[Path], object]
    refused: str = ""
    says: str = ""
    lacks: str = ""
    slow: bool = False


class Bait(NamedTuple):
    """What nobody may touch.

    :ivar file: a file beside the folder, with :attr:`secret` in it
    :ivar url: an address on this machine
    """

    file: Path
    url: str
    secret: str = "quicksilver-heron-4711"


def sentence(number: int) -> str:
    return (
        f"The ferry Aldra-{number} left the harbour of Velmora on Monday with {number + 90} people on board."
    )


def story(number: int) -> str:
    days = ("storm", "strike", "flood", "fire", "fog", "frost", "heat")
    return (
        f"{sentence(number)} Captain {'ABCDEFGHIJKLMNOPQRST'[number % 20]}. Tarn said the {days[number % 7]} "
        f"had cost the company {number * 7 + 3} days.\n\n“Nobody was hurt on pier {number},” the owner "
        f"told reporters. The ministry will publish its report number {number * 13} in the spring."
    )


def page(body: str, head: str = "", *, title: str = "Ferry leaves") -> bytes:
    """A web page that holds a body in an article."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


def paragraphs(number: int) -> str:
    return "".join(f"<p>{one}</p>" for one in story(number).split("\n\n"))


def word_file(body: str, *, top: str = "", **parts: str | bytes) -> bytes:
    """A DOCX whose body has such markup; other parts by their names with ``__`` for a slash."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{top}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    return zipped({**members, **{f"{name.replace('__', '/')}": part for name, part in parts.items()}})


def word_paragraphs(number: int) -> str:
    return "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in story(number).split("\n\n"))


def _good(number: int) -> dict[str, bytes]:
    """The same story as a file of each kind but Parquet; only one of them is taken."""
    text = story(number)
    row = json.dumps({"title": f"Ferry {number}", "text": text})
    packet = f"<item><title>Ferry {number}</title><guid>g{number}</guid><content:encoded>"
    feed = f"{CHANNEL}{packet}<![CDATA[{paragraphs(number)}]]></content:encoded></item></channel></rss>"
    lines = text.replace("\n\n", " ").replace("“", '"').replace("”", '"').replace(". ", ".\n").split("\n")
    kept = record(answer(page(paragraphs(number))), f"good/{number}")
    quoted = text.replace('"', '""')
    return {
        "txt": text.encode(),
        "md": f"# Ferry {number}\n\n{text}".encode(),
        "html": page(paragraphs(number)),
        "pdf": printed(column(lines)) if number % 20 == 3 else b"",
        "docx": word_file(word_paragraphs(number)),
        "csv": f'title,text\r\nFerry {number},"{quoted}"\r\n'.encode(),
        "tsv": f'title\ttext\nFerry {number}\t"{quoted}"\n'.encode(),
        "jsonl": f"{row}\n".encode(),
        "json": f"[{row}]".encode(),
        "zip": zipped({"a.txt": text}),
        "tar": tarred({"a.txt": text}),
        "tgz": tarred({"a.txt": text}, mode="w:gz"),
        "txt.gz": gzip.compress(text.encode()),
        "jsonl.gz": gzip.compress(f"{row}\n".encode()),
        "warc": kept,
        "warc.gz": gzip.compress(kept),
        "wet": record(text.encode(), f"wet/{number}", kind="conversion", media="text/plain"),
        "rss": feed.encode(),
        "parquet": _parquet(number) if number % 20 == 18 else b"",
        "htm": page(paragraphs(number)),
    }


def _parquet(number: int) -> bytes:
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"title": [f"Ferry {number}"], "text": [story(number)]}), out)
    return out.getvalue()


def good_files(count: int) -> Iterator[Case]:
    """So many files of all kinds, each with a story of its own."""
    for number in range(count):
        ending, data = list(_good(number).items())[number % 20]
        yield Case("good", f"good/{number:03}.{ending}", data, says=f"Aldra-{number} ")


def lay(case: Case, folder: Path) -> None:
    """Puts an input into a folder."""
    path = folder / case.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(case.data, bytes):
        path.write_bytes(case.data)
        return
    placed = case.data.__code__.co_varnames[:1] == ("path",)
    made = case.data(path) if placed else case.data()  # type: ignore[call-arg, arg-type]
    if isinstance(made, bytes):
        path.write_bytes(made)


def repacked(data: bytes, change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """An archive with something changed in its directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            change(info)
            new.writestr(info, content)
    return out.getvalue()


def link(name: str, target: str) -> bytes:
    """A tar archive that is a link."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return tarred({name: info})
