"""What a file is, told by its content first and its name second, and which module reads it.

The first rule that fits decides, so that a file that is two things at once is always read as the same one:

1. marks at the very beginning: gzip, ZIP (a DOCX where it holds ``word/document.xml``), Parquet, tar, WARC, PDF;
   images, programs and other binary files;
2. a PDF after up to 1,024 bytes of something else;
3. text: HTML by its first tag, feeds and sitemaps by their root, JSON and JSON Lines by their first line;
4. the ending of the name; a text without an ending is plain text. Markdown and tables are known by it alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

from index.errors import MissingExtra, SourceError
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.sniff import HEAD_BYTES, binary_kind, plain_head, text_kind

__all__ = [
    "HEAD_BYTES",
    "KINDS",
    "LIBRARIES",
    "READ",
    "ending_of",
    "is_named_so",
    "kind_at",
    "kind_of",
    "read_as",
    "read_resource",
]

READ = "text, Markdown, HTML, PDF, DOCX, CSV, JSON, Parquet, WARC, feeds, or ZIP, tar and gzip of these"

# Kind -> module that reads it, loaded when the first such file is met.
_MODULES = {
    "text": "text",
    "markdown": "markdown",
    "html": "html",
    "jsonl": "jsonl",
    "json": "json",
    "table": "table",
    "parquet": "parquet",
    "pdf": "pdf",
    "docx": "docx",
    "zip": "zip",
    "tar": "tar",
    "gzip": "gzip",
    "warc": "warc",
    "feed": "feeds",
}
# Kinds that may hold an article and that nothing here reads: silence would lose it.
_REFUSED = {
    "doc": "an old or an encrypted Word document; expected .docx without a password: save it so, or as text",
    "rtf": "a rich-text document; expected text or .docx: save it so",
    "odt": "an OpenDocument text; expected text or .docx: save it so",
    "mhtml": "a page saved as a single file (MHTML); expected HTML: save it as “HTML only”",
}
_ENDINGS = {
    "text": "txt text",
    "markdown": "md markdown",
    "html": "html htm xhtml shtml",
    "jsonl": "jsonl ndjson",
    "json": "json",
    "table": "csv tsv",
    "parquet": "parquet",
    "pdf": "pdf",
    "docx": "docx",
    "zip": "zip",
    "tar": "tar",
    "gzip": "gz tgz",
    "warc": "warc wet",
    "feed": "rss atom",
    "doc": "doc",
    "rtf": "rtf",
    "odt": "odt",
    "mhtml": "mht mhtml",
}
KINDS = frozenset(_ENDINGS)
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
# What comes out of a file depends on them: another version reads all files anew.
LIBRARIES = (
    "charset-normalizer",
    "FastWARC",
    "htmldate",
    "lxml",
    "markdown-it-py",
    "pyarrow",
    "pypdf",
    "PyYAML",
    "trafilatura",
)
# “Mr. Smith” and “story.2014” have no ending; a year or a number is none, nor is anything with a space.
_ENDING = re.compile(r"[^.].*\.([A-Za-z][A-Za-z0-9_-]{0,9})", re.DOTALL)


def ending_of(name: str) -> str:
    """The ending of a file's name, in small letters; empty where it has none.

    >>> ending_of("news/A.JSONL"), ending_of("Mr. Smith resigns"), ending_of("story.2014")
    ('jsonl', '', '')
    """
    found = _ENDING.fullmatch(name.replace("\\", "/").rpartition("/")[2])
    return found[1].lower() if found else ""


def is_named_so(name: str) -> bool:
    """Whether the ending of a name stands for a kind, so that the file is read whatever its content."""
    return ending_of(name) in _BY_ENDING


def kind_of(head: bytes, name: str) -> str | None:
    """The kind of a resource, or ``None`` where it is nothing that could hold an article.

    :param head: its first bytes, :data:`HEAD_BYTES` of them where it has so many
    :param name: its name, whose ending decides where the content leaves it open
    """
    ending = ending_of(name)
    by_name = _BY_ENDING.get(ending)
    binary = binary_kind(head, ending)
    if binary is not None:
        return binary or by_name
    text = plain_head(head)
    found = text_kind(text, ending, by_name)
    if found or by_name or ending or not text.strip():
        return found or by_name
    return "text"


def kind_at(stream: BinaryIO, name: str, *, line: int) -> str | None:
    """The kind of what a stream holds, see :func:`kind_of`; the stream is at its beginning again.

    :param line: bytes of the longest first line by which JSON Lines are told from JSON
    """
    head = stream.read(HEAD_BYTES)
    kind = kind_of(head, name)
    if kind == "json" and len(head) == HEAD_BYTES and b"\n" not in head.lstrip():
        head += stream.readline(line) + stream.read(HEAD_BYTES)
        kind = kind_of(head, name)
    if kind == "zip":
        from index.sources.zip import office_kind

        kind = office_kind(stream)
        if kind == "zip" and ending_of(name) == "docx":
            kind = "docx"  # one without its body, which is no archive of articles
    stream.seek(0)
    return kind


def read_resource(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of a resource of any kind; nothing at all where it is no kind that could hold an article."""
    try:
        kind = kind_at(stream, resource.name, line=options.limits.line)
    except SourceError as err:  # of a stream that unpacks as it is read
        yield err
        return
    if kind is None:
        return
    if not resource.size and not stream.read(1):
        yield SourceError(
            "the file is empty; expected an article: get it again, or leave it out", path=resource.path
        )
        return
    stream.seek(0)
    yield from read_as(kind, resource, stream, options)


def read_as(
    kind: str, resource: Resource, stream: BinaryIO, options: Options
) -> Iterator[Record | SourceError]:
    """The records of a resource of which the kind is known."""
    if kind in _REFUSED:
        yield SourceError(_REFUSED[kind], path=resource.path)
        return
    try:
        yield from import_module(f"index.sources.{_MODULES[kind]}").read(resource, stream, options)
    except MissingExtra as err:
        yield SourceError(str(err), path=resource.path)
    except SourceError as err:  # of a stream that unpacks as it is read
        yield err
