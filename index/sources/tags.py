"""A look at markup before it is parsed: what would take minutes is refused in time linear in its length."""

from __future__ import annotations

import re

from index.errors import SourceError

__all__ = ["MAX_ATTRIBUTES", "MAX_DEPTH", "MAX_TAGS", "check_markup"]

# The parser and the extraction take time that grows with the square of each of these: 40,000 attributes in
# one tag cost 43 s, 80,000 paragraphs 31 s. News pages stay far below.
MAX_TAGS = 60_000
MAX_ATTRIBUTES = 200
MAX_DEPTH = 256

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]*+))")
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_RAW = {"script", "style", "textarea", "title", "noscript", "template", "xmp", "iframe"}
# Elements that have no end, or whose end is commonly left out, nest no deeper by being repeated.
_UNNESTED = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
    | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption"}
    | {"option", "optgroup"}
)


def check_markup(page: str, *, path: str) -> None:
    """Refuses markup on which the extraction would take minutes, in time linear in its length.

    :raises SourceError: where a limit on tags, attributes or nesting is passed
    """
    tags = depth = position = 0
    while found := _MARKUP.search(page, position):
        position = found.end()
        if found["comment"]:
            position = _after(page, "-->", position)
            continue
        name = found["name"].lower()
        tags += 1
        if found["close"]:
            depth = max(0, depth - (name not in _UNNESTED))
            continue
        depth += name not in _UNNESTED
        position = _check_tag(page, position, path)
        if tags > MAX_TAGS or depth > MAX_DEPTH:
            met = f"over {MAX_TAGS:,} tags" if tags > MAX_TAGS else f"tags nested over {MAX_DEPTH} deep"
            raise SourceError(f"{met}; expected a news page: save its text instead", path=path)
        if name in _RAW:
            position = _after(page, f"</{name}", position)
            depth -= 1


def _check_tag(page: str, position: int, path: str) -> int:
    """Where the attributes of a tag end."""
    attributes = 0
    while found := _ATTRIBUTE.match(page, position):
        position = found.end()
        attributes += 1
        if attributes > MAX_ATTRIBUTES:
            raise SourceError(
                f"a tag of over {MAX_ATTRIBUTES} attributes; expected a news page: save its text instead",
                path=path,
            )
    return position


def _after(page: str, end: str, position: int) -> int:
    found = re.compile(re.escape(end), re.IGNORECASE).search(page, position)
    return found.end() if found else len(page)
