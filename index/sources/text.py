"""Plain text: bytes to characters, for every format that is one article a file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from index.errors import SourceError
from index.sources.record import Record

if TYPE_CHECKING:
    from index.sources.folder import ArticleFile

__all__ = ["MAX_BYTES", "decode", "read", "read_text"]

# The longest articles have some 300 KB; a file that is far beyond them is a log, a book or a dump, and would
# be held in memory several times over while it is cleaned.
MAX_BYTES = 10_000_000

# Longest first: the mark of UTF-16 is the beginning of the one of UTF-32.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# What an English text without a mark is in, if not UTF-8: windows-1252, or Mac Roman in old newsrooms.
_ENGLISH_ENCODINGS = ("cp1252", "mac_roman")
# Share of accented letters: 0.1 % in English news, 3 % and more in French, Spanish, Czech or Polish. A text
# with less than ten of them is too short for the detector, so it is given more room.
_ENGLISH_ACCENTS, _SHORT_ACCENTS, _MANY_ACCENTS = 0.02, 0.25, 10
# A symbol inside a word, or a capital between small letters: “rz¹d”, “ItÕs”.
_LATIN = "[A-Za-zÀ-ɏ]"
_MANGLED = re.compile(
    rf"{_LATIN}(?![’‘–—…·•“”«»\xad])[^\x00-\x7f\w\s]{_LATIN}|{_LATIN}[¹²³ºª]{_LATIN}|[a-z][À-ÖØ-Þ][a-z]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# One control character in a hundred: none of 12,000 scraped articles comes near; machine code has thirty.
_MAX_CONTROLS = 0.01


def read(file: ArticleFile, stream: BinaryIO) -> Iterator[Record | SourceError]:
    """The one record of a text file."""
    try:
        yield Record(file.id, read_text(file, stream), path=file.path)
    except SourceError as err:
        yield err


def read_text(file: ArticleFile, stream: BinaryIO, *, declared: str | None = None) -> str:
    """The characters of a whole file.

    :raises SourceError: where it is too large, empty, binary or in an encoding that cannot be told
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise SourceError(
            f"{max(file.size, len(data)):,} bytes; expected at most {limit} MB for one article: split it",
            path=file.path,
        )
    if not data:
        raise SourceError("the file is empty; expected the text of an article", path=file.path)
    return decode(data, path=file.path, declared=declared)


def decode(data: bytes, *, path: str, line: int | None = None, declared: str | None = None) -> str:
    """The characters of a text whose encoding is not known; line ends stay as they are.

    :param declared: the encoding that the text names for itself; believed where it is not plain UTF-8
    :raises SourceError: where the bytes are no text, or their encoding cannot be told
    """
    try:
        text = _decode_marked(data)
        if text is None:
            _refuse_binary(data)
            text = _decode_utf8(data) or _decode_declared(data, declared) or _guess(data)
        _refuse_controls(text)
    except ValueError as err:  # UnicodeDecodeError too
        found = "damaged text" if isinstance(err, UnicodeError) else str(err)
        raise SourceError(
            f"{found}; expected text: convert it to UTF-8 text, or leave it out", path=path, line=line
        ) from err
    return text


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    return None


def _refuse_binary(data: bytes) -> None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise ValueError(kind)
    if b"\x00" in data:
        raise ValueError("binary data, or UTF-16 without its mark (NUL bytes)")


def _refuse_controls(text: str) -> None:
    if len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text):
        raise ValueError("binary data (many control characters)")


def _decode_utf8(data: bytes) -> str | None:
    """UTF-8 with at most a few damaged bytes, shown as U+FFFD; ``None`` where it is another encoding.

    Text of another encoding hardly ever has a valid sequence of UTF-8, so one damaged byte in ten
    sequences is damage, not another encoding.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="surrogateescape")
    damaged = sum("\udc80" <= char <= "\udcff" for char in text)
    sequences = sum(char > "\x7f" for char in text) - damaged
    return data.decode("utf-8", errors="replace") if damaged * 10 <= sequences else None


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    # Pages that say Latin-1 are windows-1252, as the HTML standard has it.
    encoding = "cp1252" if declared.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii"} else declared
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _guess(data: bytes) -> str:
    """Text in an encoding that nothing names: English first, for which the detector sees too little."""
    for encoding in _ENGLISH_ENCODINGS:
        text = _decode_declared(data, encoding)
        if text is not None and _looks_english(text):
            return text
    from charset_normalizer import from_bytes

    for match in from_bytes(data):  # the best one first
        if not _MANGLED.search(str(match)):
            return str(match)
    raise ValueError("text in an unknown encoding")


def _looks_english(text: str) -> bool:
    """Whether its accents are as few as in English with foreign names, and none of its words is mangled."""
    letters = sum(map(str.isalpha, text))
    accented = sum(char.isalpha() for char in text if char > "\x7f")
    share = accented / letters if letters else 0.0
    few = share <= _ENGLISH_ACCENTS or (accented < _MANY_ACCENTS and share <= _SHORT_ACCENTS)
    return few and not _MANGLED.search(text)
