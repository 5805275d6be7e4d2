"""Markdown: front matter, and the words as a reader sees them, a paragraph a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import SourceError
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.text import read_text

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]

# Front matter is a few lines; YAML is slow and open to abuse beyond that.
_MAX_FRONT_MATTER = 20_000
_FENCE = re.compile(r"---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The one record of a Markdown file."""
    try:
        yield _record(resource, read_text(resource, stream, limit=options.limits.text))
    except SourceError as err:
        yield err


def _record(resource: Resource, source: str) -> Record:
    fields, body = _front_matter(source, resource.path)
    blocks = list(_blocks(body))

    def field(name: str) -> str:
        return _string(fields, name, resource.path)

    return Record(
        resource.id,
        "\n\n".join(text for _, text in blocks),
        title=field("title") or next((text for tag, text in blocks if tag == "h1"), ""),
        authors=_authors(fields, resource.path),
        published=field("date") or resource.published,
        publisher=field("publisher") or resource.publisher,
        updated=field("updated"),
        language=field("language"),
        section=field("section"),
        page=field("page"),
        url=field("url") or resource.url,
        path=resource.path,
    )


def _front_matter(source: str, path: str) -> tuple[dict[str, Any], str]:
    """Fields and the text after them; no fields where the text does not begin with any."""
    opening = _FENCE.match(source)
    closing = _CLOSING.search(source, opening.end(), opening.end() + _MAX_FRONT_MATTER) if opening else None
    if opening is None or closing is None:
        return {}, source
    import yaml

    try:
        fields = yaml.safe_load(source[opening.end() : closing.start()])
    except (yaml.YAMLError, ValueError, RecursionError) as err:  # ValueError: 2014-02-31
        problem = getattr(err, "problem", None) or str(err)
        raise SourceError(
            f"broken front matter ({problem}); expected YAML between the --- lines", path=path
        ) from err
    if fields is not None and not isinstance(fields, dict):
        raise SourceError("front matter without fields; expected lines such as “title: …”", path=path)
    return fields or {}, source[closing.end() :]


def _string(fields: dict[str, Any], name: str, path: str) -> str:
    value = fields.get(name)
    if isinstance(value, date):  # datetime too
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value)
    raise SourceError(f"front matter: “{name}” is no plain text; expected one line", path=path)


def _authors(fields: dict[str, Any], path: str) -> tuple[str, ...]:
    name = "author" if fields.get("authors") is None else "authors"
    value = fields.get(name)
    if isinstance(value, list):
        if not all(isinstance(author, str) for author in value):
            raise SourceError(f"front matter: “{name}” is no list of names", path=path)
        return tuple(value)
    author = _string(fields, name, path)
    return (author,) if author else ()


def _blocks(body: str) -> Iterator[tuple[str, str]]:
    """Tag and printed words of each block that has any."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    tag = ""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "tr", " | ".join(row)
            row = None
        elif token.type.endswith("_open"):
            tag = token.tag
        text = _printed(token)
        if text.strip() and row is not None:
            row.append(text)
        elif text.strip():
            yield tag, text


def _printed(token: Token) -> str:
    if token.type in {"fence", "code_block"}:
        return token.content
    if token.type == "html_block":
        return _TAG.sub(" ", token.content) if not token.content.startswith("<!--") else ""
    return _inline(token.children or ()) if token.type == "inline" else ""


def _inline(tokens: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    kept = {"text", "text_special", "code_inline"}
    return "".join(token.content if token.type in kept else breaks.get(token.type, "") for token in tokens)
