"""XML as people write it: HTML's names of characters and bare “&” are mended, so that no words are lost."""

from __future__ import annotations

import html
import html.entities
import re

__all__ = ["mended"]

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_KNOWN = {"amp", "lt", "gt", "quot", "apos"}
_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")


def mended(text: str) -> bytes:
    """A text in XML without a declaration, in UTF-8; marked sections stay as they are.

    >>> mended("<?xml version='1.0'?><a>Caf&eacute; & bar &amp; <![CDATA[a & b]]></a>").decode()
    '<a>Café &amp; bar &amp; <![CDATA[a & b]]></a>'
    """
    text = _DECLARATION.sub("", text, count=1)
    found, position = [], 0
    while (start := text.find("<![CDATA[", position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        found += [_AMPERSAND.sub(_reference, text[position:start]), text[start:end]]
        position = end
    found.append(_AMPERSAND.sub(_reference, text[position:]))
    return "".join(found).encode("utf-8", "replace")


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name in _KNOWN:
        return found[0]
    known = html.entities.html5.get(f"{name};")
    return html.escape(known) if known else "&amp;" + found[0][1:]
