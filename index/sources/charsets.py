"""Encodings by the names that servers, pages and XML have for them, read as browsers read them."""

from __future__ import annotations

import codecs
import re

__all__ = ["HEAD_BYTES", "codec_of", "named_by_type", "named_within"]

HEAD_BYTES = 4096  # a page names its encoding within its first 1,024 bytes (HTML standard); some are late
_WITHIN = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})",
    re.IGNORECASE,
)
_IN_TYPE = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
# What is meant by a name, where that is more than the name says (Encoding Standard, 4.2); by Python's names.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}  # fmt: skip
# Codecs that are no encoding of a text, or that no page is in; two of them differ from machine to machine.
_NONE = {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}


def codec_of(name: str) -> str:
    """The codec for an encoding's name; empty where it is none.

    >>> codec_of("ISO-8859-1"), codec_of("x-sjis"), codec_of("utf8"), codec_of("punycode"), codec_of("")
    ('cp1252', 'cp932', 'utf-8', '', '')
    """
    for label in (name, name.lower().removeprefix("x-").removesuffix("-i")):
        try:
            codec = codecs.lookup(label).name
        except (LookupError, ValueError):  # ValueError: a NUL in it
            continue
        return "" if codec in _NONE else _MEANT.get(codec, codec)
    return ""


def named_within(data: bytes) -> str:
    """The name that a page or XML has for its own encoding; empty where it has none.

    Such a name is read in ASCII, so what calls itself UTF-16 there is not.
    """
    found = _WITHIN.search(data, 0, HEAD_BYTES)
    name = found[1].decode("ascii") if found else ""
    return "" if codec_of(name).startswith(("utf-16", "utf-32")) else name


def named_by_type(content_type: str) -> str:
    """The encoding that a server names in its header ``Content-Type``; empty where it names none.

    >>> named_by_type('text/html; charset="Windows-1251"'), named_by_type("text/html")
    ('Windows-1251', '')
    """
    found = _IN_TYPE.search(content_type)
    return found[1] if found else ""
