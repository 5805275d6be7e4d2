"""What a page says about its article in JSON-LD: the one object that is the article, and the values of its fields.

Pages get this data wrong in many ways: several objects, lists, references between them, comments around it, line ends
within strings, an object cut short. Whatever can be read is; the rest is as if it were not there.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Node", "article_node", "names", "nodes", "plain", "string"]

Node = dict[str, Any]

_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|ClaimReview|SocialMediaPosting)\Z"
)
# Data of one page has some 20 KB and 200 objects; a catalogue of a shop has more, and is no article.
_MAX_CHARS = 2_000_000
_MAX_NODES = 5000
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# Out of data that is no JSON, single fields are still what they say.
_FIELDS = ("headline", "datePublished", "dateModified", "articleSection", "inLanguage")
_FIELD = r'"{}"\s*:\s*"((?:[^"\\\n]|\\.){{1,500}})"'
_NAMED = r'"{}"\s*:\s*[\[{{][^\]}}]{{0,300}}?"name"\s*:\s*"((?:[^"\\\n]|\\.){{1,200}})"'
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def nodes(tree: HtmlElement) -> list[Node]:
    """Every object of a page's JSON-LD, outer ones before those inside; none of them refers to another."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower() and len(found) < _MAX_NODES:
            found += _objects(_parse(script.text or ""), _MAX_NODES - len(found))
    known = {
        node["@id"]: node for node in reversed(found) if isinstance(node.get("@id"), str) and len(node) > 1
    }
    return [{name: _resolved(value, known) for name, value in node.items()} for node in found]


def article_node(found: Iterable[Node], *, addresses: Iterable[str], titles: Iterable[str]) -> Node:
    """The object that is the page's article; empty where there is none.

    Of several, the one with the page's own address or title; else the first.
    """
    articles = [node for node in found if any(map(_ARTICLE.match, _types(node)))]
    wanted = {_bare(address) for address in addresses if address}
    headlines = {title.casefold() for title in titles if title}
    for node in articles:
        own = {_bare(address) for address in (string(node, "url"), string(node, "mainEntityOfPage", "@id"))}
        if own & wanted:
            return node
    for node in articles:
        if plain(string(node, "headline", "name")).casefold() in headlines:
            return node
    return articles[0] if articles else {}


def string(node: Node, *fields: str) -> str:
    """The first of some fields that holds a string, or an object with a name, an address or a value."""
    for field in fields:
        for value in _each(node.get(field)):
            if isinstance(value, dict):
                value = next((value[key] for key in ("name", "@id", "url", "@value") if key in value), None)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return ""


def names(node: Node, field: str) -> tuple[str, ...]:
    """Names of persons and organisations in a field, each by itself; addresses in their place are left out."""
    found = []
    for value in _each(node.get(field)):
        for name in _each(value.get("name") if isinstance(value, dict) else value):
            if isinstance(name, str) and name.strip() and "://" not in name:
                found.append(plain(name))
    return tuple(found)


def plain(text: str) -> str:
    """A value as it is printed: without markup and with characters for their names, on one line.

    >>> plain("Dam &amp; bridge <b>closed</b>")
    'Dam & bridge closed'
    """
    text = html.unescape(text) if "&" in text else text
    return " ".join(_TAG.sub("", text).split())


def _parse(text: str) -> object:
    text = _WRAPPING.sub("", _WRAPPING.sub("", text))
    if len(text) > _MAX_CHARS:
        return None
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> Node:
    """The plain fields of data that is no JSON."""
    node: Node = {"@type": "Article"}
    for field in _FIELDS:
        found = re.search(_FIELD.format(field), text)
        if found:
            node[field] = _unescaped(found[1])
    for field in ("author", "publisher"):
        found = re.search(_NAMED.format(field), text)
        if found:
            node[field] = _unescaped(found[1])
    return node if len(node) > 1 else {}


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _objects(value: object, most: int) -> Iterator[Node]:
    waiting, count = deque([value]), 0
    while waiting and count < most:
        value = waiting.popleft()
        count += 1
        if isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value if isinstance(inner, dict | list)]


def _resolved(value: object, known: dict[str, Node]) -> object:
    if isinstance(value, list):
        return [_resolved(inner, known) if isinstance(inner, dict) else inner for inner in value]
    if isinstance(value, dict) and value.keys() == {"@id"}:
        return known.get(value["@id"], value) if isinstance(value["@id"], str) else value
    return value


def _types(node: Node) -> list[str]:
    return [kind.rpartition("/")[2] for kind in _each(node.get("@type")) if isinstance(kind, str)]


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bare(address: str) -> str:
    """An address by which two ways of writing it are the same."""
    bare = re.sub(r"\Ahttps?://(?:www\.)?|[?#].*\Z", "", address, flags=re.DOTALL)
    return bare.rstrip("/")
