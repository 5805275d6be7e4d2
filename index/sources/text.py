"""Plain text: bytes to characters, for every format that is one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from index.errors import SourceError
from index.sources.charsets import codec_of
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.sniff import MARKS, has_many_controls

__all__ = ["decode", "encoding_of", "read", "read_text"]

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


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The one record of a text file."""
    try:
        text = read_text(resource, stream, limit=options.limits.text)
    except SourceError as err:
        yield err
        return
    yield Record(
        resource.id,
        text,
        published=resource.published,
        publisher=resource.publisher,
        url=resource.url,
        path=resource.path,
    )


def read_text(resource: Resource, stream: BinaryIO, *, limit: int, declared: str = "") -> str:
    """The characters of a whole resource.

    :param limit: bytes beyond which it is no article but a log, a book or a dump, which would be held in
        memory several times over while it is cleaned
    :param declared: what the text itself calls its encoding; what its carrier says goes before it
    :raises SourceError: where it is too large, empty, binary or in an encoding that cannot be told
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        size = max(resource.size, len(data))
        raise SourceError(
            f"{size:,} bytes; expected at most {limit / 1_000_000:,.6g} MB for one article: split it",
            path=resource.path,
        )
    if not data:
        raise SourceError("the file is empty; expected the text of an article", path=resource.path)
    return decode(data, path=resource.path, declared=(resource.charset, declared))


def decode(data: bytes, *, path: str, line: int | None = None, declared: Sequence[str] = ()) -> str:
    """The characters of a text whose encoding is not known; line ends stay as they are.

    :param declared: what carrier and text call its encoding, the most trusted first; believed where the text
        has no mark, is not plain UTF-8, and can be read so
    :raises SourceError: where the bytes are no text, or their encoding cannot be told
    """
    try:
        named = [codec for codec in map(codec_of, declared) if codec]
        text = _decode_marked(data)
        if text is None:
            text = _decode_unlike_ascii(data, named)
        if text is None:
            _refuse_binary(data)
            _refuse_controls(data)
            # Without its zeros nothing is UTF-16, though nearly anything can be read so.
            named = [codec for codec in named if not codec.startswith(("utf-16", "utf-32"))]
            text = _decode_utf8(data) or _decode_as(data, named) or _guess(data)
        else:
            _refuse_controls(text.encode("utf-8", "replace"))
    except ValueError as err:  # UnicodeDecodeError too
        found = "damaged text" if isinstance(err, UnicodeError) else str(err)
        raise SourceError(
            f"{found}; expected text: convert it to UTF-8 text, or leave it out", path=path, line=line
        ) from err
    return text


def encoding_of(sample: bytes, *, path: str) -> str:
    """The encoding of a text of which only the beginning is at hand, cut at the end of a line.

    :raises SourceError: where the bytes are no text, or their encoding cannot be told
    """
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding
    text = decode(sample, path=path)
    if _decode_utf8(sample) is not None:
        return "utf-8"
    for encoding in _ENGLISH_ENCODINGS:
        if _decode_as(sample, [encoding]) == text:
            return encoding
    from charset_normalizer import from_bytes

    return next(match.encoding for match in from_bytes(sample) if str(match) == text)


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    return None


def _refuse_binary(data: bytes) -> None:
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise ValueError(kind)
    if b"\x00" in data:
        raise ValueError("binary data, or UTF-16 without its mark (NUL bytes)")


def _refuse_controls(data: bytes) -> None:
    if has_many_controls(data):
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


def _decode_unlike_ascii(data: bytes, declared: Sequence[str]) -> str | None:
    """Text in a declared encoding by which it would be taken for binary, or for plain ASCII."""
    tells = {"utf-16-le": b"\x00", "utf-16-be": b"\x00", "iso2022_jp": b"\x1b$"}
    return _decode_as(data, [codec for codec in declared if codec in tells and tells[codec] in data])


def _decode_as(data: bytes, declared: Sequence[str]) -> str | None:
    """By the first codec that can read all of it; ``None`` where none can."""
    for codec in declared:
        try:
            return data.decode(codec)
        except (LookupError, UnicodeError):  # LookupError: a codec from bytes to bytes
            continue
    return None


def _guess(data: bytes) -> str:
    """Text in an encoding that nothing names: English first, for which the detector sees too little."""
    for encoding in _ENGLISH_ENCODINGS:
        text = _decode_as(data, [encoding])
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
