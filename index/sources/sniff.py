"""What bytes are, by what they begin with: pure functions of the head of a file."""

from __future__ import annotations

import codecs
import json
import re

__all__ = ["HEAD_BYTES", "MARKS", "binary_kind", "has_many_controls", "plain_head", "text_kind"]

# Enough for the comments and declarations that stand before the first tag of a page or a feed.
HEAD_BYTES = 16_384

_NOTHING = ""  # binary, and no kind that is read by its content
_STARTS = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # without members
    (b"PAR1", "parquet"),
    (b"WARC/1.", "warc"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", _NOTHING),
    (b"\xff\xd8\xff", _NOTHING),
    (b"GIF8", _NOTHING),
    (b"\x7fELF", _NOTHING),
    (b"SQLite format 3", _NOTHING),
)
_ANY_START = tuple(start for start, _ in _STARTS)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word to 2003, and an encrypted .docx; also sheets and thumbnails
_WORD_ENDINGS = {"doc", "docx", "dot", ""}
_TAR_MARK, _TAR_CHECKSUM, _TAR_BLOCK = slice(257, 262), slice(148, 156), 512

_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
# One control character in a hundred: none of 12,000 scraped articles comes near; machine code has thirty.
_MAX_CONTROLS = 0.01

_PDF_BYTES = 1024  # readers look for the mark of a PDF so far (ISO 32000, annex H)
_PDF = re.compile(rb"%PDF-\d\.\d")
_PDF_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")

# Marks of encodings, with codecs that leave them out. Longest first: that of UTF-16 begins the one of UTF-32.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What may stand before the first tag: an XML declaration and other instructions, comments, a doctype.
_BEFORE = re.compile(
    rb"(?:\s++|<\?.{0,2000}?\?>|<!--.{0,12000}?-->|<!doctype\s[^>\[]{0,500}(?:\[[^\]]{0,2000}\]\s*)?>)*+",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(rb"<!doctype\s+html[\s>]", re.IGNORECASE)
_PAGE_TAG = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
# The tags by which browsers know HTML that begins in the middle (MIME Sniffing Standard, 7.1).
_ANY_TAG = re.compile(
    rb"<(?:script|iframe|h1|div|font|table|a|style|title|b|br|p|article)[\s>]", re.IGNORECASE
)
_FEED = re.compile(
    rb"<(?:rss[\s>]|(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]|(?:atom:)?feed\s[^>]{0,1000}w3\.org/2005/Atom"
    rb"|rdf:RDF\s[^>]{0,1000}purl\.org/rss/)"
)
_JSON_FEED = re.compile(rb'\{[^{}]{0,2000}"https?:(?://|\\/\\/)jsonfeed\.org(?:/|\\/)version(?:/|\\/)1')
_MHTML = re.compile(rb"(?:From: <Saved by |MIME-Version: 1\.0\r?\n)")

_JSON_OBJECT = re.compile(rb'\{\s*"(?:[^"\\]|\\.){0,500}"\s*:')
_JSON_LIST = re.compile(rb'\[\s*\{\s*"(?:[^"\\]|\\.){0,500}"\s*:')


def binary_kind(head: bytes, ending: str) -> str | None:
    """The kind of a binary file; empty where it is none that is read, ``None`` where it may be text."""
    if head.startswith(_ANY_START):
        return next(kind for start, kind in _STARTS if head.startswith(start))
    if head.startswith(_OLE):
        return "doc" if ending in _WORD_ENDINGS else _NOTHING
    if _is_tar(head):
        return "tar"
    if _PDF.search(head, 0, _PDF_BYTES) and _PDF_OBJECT.search(head):
        return "pdf"
    if _encoding(head) is None and (b"\x00" in head or has_many_controls(head)):
        return _NOTHING
    return None


def plain_head(head: bytes) -> bytes:
    """The head of a text as UTF-8 without its mark, whatever Unicode encoding it is marked as."""
    encoding = _encoding(head)
    if encoding is None:
        return head
    return head.decode(encoding, "replace").encode("utf-8", "replace")


def text_kind(head: bytes, ending: str, by_name: str | None) -> str | None:
    """The kind of a text, or ``None`` where its content leaves it open.

    :param by_name: the kind that the ending stands for; ``None`` for another ending, or none
    """
    loose = by_name in {"text", "html"} or not ending  # Markdown and templates begin with tags too
    start = head[_before(head) :]
    if _PAGE.search(head, 0, len(head) - len(start)) or _PAGE_TAG.match(start):
        return "html"
    if _FEED.match(start) or _JSON_FEED.match(head.lstrip()):
        return "feed"
    if loose and _ANY_TAG.match(start):
        return "html"
    if _MHTML.match(head) and b"multipart/related" in head:
        return "mhtml"
    return _json_kind(head.lstrip(), by_name) if by_name or not ending else None


def _json_kind(head: bytes, by_name: str | None) -> str | None:
    """JSON Lines where the first line is a whole object and others follow; a list or another object is JSON."""
    line, _, rest = head.partition(b"\n")
    if _JSON_LIST.match(head) or (by_name == "jsonl" and line.strip() in {b"{", b"["}):
        return "json"
    if by_name == "jsonl" or not _JSON_OBJECT.match(head):
        return None
    return "jsonl" if rest.strip() and _is_object(line) else "json"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):  # UnicodeDecodeError too
        return line.rstrip().endswith(b"}")


def has_many_controls(data: bytes) -> bool:
    """Whether bytes have more control characters than text has in any encoding that is read."""
    # Ten times faster than to search the text.
    return len(data) - len(data.translate(None, delete=_CONTROLS)) > _MAX_CONTROLS * len(data)


def _before(head: bytes) -> int:
    found = _BEFORE.match(head)
    return found.end() if found else 0


def _is_tar(head: bytes) -> bool:
    """Whether a tar archive begins here: its mark alone may stand in any text, its checksum does not."""
    if head[_TAR_MARK] != b"ustar" or len(head) < _TAR_BLOCK:
        return False
    try:
        stated = int(head[_TAR_CHECKSUM].strip(b" \x00"), 8)
    except ValueError:
        return False
    return stated == sum(head[:148]) + 8 * ord(" ") + sum(head[156:_TAR_BLOCK])


def _encoding(head: bytes) -> str | None:
    """The encoding that a mark at the beginning names."""
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)
