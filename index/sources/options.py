"""What can be set about reading: limits against files that are no articles, names of columns, manners on the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Limits", "Options", "WebOptions"]

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest inputs that are read; beyond them a record is refused by name. Bytes unless said.

    :ivar text: a text, Markdown or HTML file, and a page that is fetched, unpacked
    :ivar line: a line of JSON Lines, a cell of a table
    :ivar columns: number of columns of a table
    :ivar json: a JSON file that is not JSON Lines, which is held in memory whole
    :ivar pdf: a PDF file
    :ivar pdf_pages: number of its pages
    :ivar pdf_drawing: what its pages draw, unpacked; a page of text has 5 to 70 KB
    :ivar docx: a DOCX file, packed
    :ivar unpacked: one member of an archive, or a DOCX file, unpacked
    :ivar members: number of members of an archive, of addresses of a web archive
    :ivar zip_members: number of members of a ZIP archive, whose directory is held in memory, 650 bytes for each
    :ivar nested: how deep archives may lie in each other; 1 is an archive in an archive
    :ivar ratio: unpacked to packed size of an archive, beyond its first 10 MB
    :ivar record: a record of a web archive
    :ivar feed: a feed or sitemap, unpacked
    :ivar items: number of entries of a feed that are followed
    :ivar article: characters of one article
    """

    text: int = 10 * _MB
    line: int = 5 * _MB
    columns: int = 1000
    json: int = 100 * _MB
    pdf: int = 50 * _MB
    pdf_pages: int = 2000
    pdf_drawing: int = 40 * _MB
    docx: int = 50 * _MB
    unpacked: int = 200 * _MB
    members: int = 1_000_000
    zip_members: int = 200_000
    nested: int = 2
    ratio: int = 200
    record: int = 20 * _MB
    feed: int = 10 * _MB
    items: int = 2000
    article: int = 5 * _MB


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How pages and feeds are fetched.

    :ivar allow_private: whether addresses inside this machine or network may be asked, at any port
    :ivar ports: what may be asked for elsewhere
    :ivar delay: seconds between two requests to one host; what ``robots.txt`` asks for goes before it
    :ivar timeout: seconds that one page may take in all
    :ivar cache: folder that keeps what was fetched, so that an unchanged page is not sent again and a
        stopped run goes on; nothing is kept where not given
    :ivar fresh: seconds for which a kept page that a feed or sitemap leads to is not asked for again, unless
        they state a later change; what is given by its address is always asked for, and sent where changed
    :ivar agent: what we call ourselves
    """

    allow_private: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    delay: float = 1.0
    timeout: float = 30.0
    cache: Path | None = None
    fresh: float = 86_400.0
    agent: str = "ontherecord"


@dataclass(frozen=True, slots=True)
class Options:
    """How sources are read.

    :ivar columns: our name of a field -> the column or key that holds it (``{"text": "body"}``)
    """

    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, str] = field(default_factory=dict)
    web: WebOptions = field(default_factory=WebOptions)
