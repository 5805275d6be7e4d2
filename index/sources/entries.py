"""What a feed or a sitemap lists: addresses of articles, with what it says about each."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["Entry", "Feed", "entry_of", "html_of", "plain_title"]

_DAY = 86_400.0
# What a teaser ends with: “[…]”, “Continue reading Title”, “Read more”.
_TEASER = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|(?:continue reading|read more)\b.{0,200})\W*$", re.I | re.S
)
# A description of so many characters is an article, as in feeds of RSS 2.0 that have no other place for it;
# teasers have some 300. What is put where only whole texts belong may be as short as a news flash.
_WHOLE, _FLASH = 1000, 200
_BREAK = re.compile(r"<(?:br|/?p|/?div)\b[^<>]*>", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_TAG = re.compile(r"<(?:!|/?[a-zA-Z])[^<>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed or sitemap has it.

    :ivar link: address of its page; may be a part of one; empty where there is none
    :ivar id: as the feed names it, or its link
    :ivar published: a time in ISO 8601, or as it is printed; ``updated`` too
    :ivar content: HTML of the whole article; empty where the feed has a teaser at most
    """

    link: str
    id: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    publisher: str = ""
    language: str = ""
    content: str = ""

    @property
    def changed(self) -> float:
        """When it was changed last, as stated, in seconds since 1970; minus infinity where it is not stated."""
        stated = self.updated or self.published
        try:
            found = datetime.fromisoformat(stated)
            seconds = (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return -math.inf
        return seconds if ":" in stated else seconds + _DAY  # some time in that day


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, a sitemap, or a list of sitemaps.

    :ivar sitemaps: addresses of the sitemaps that it lists
    :ivar beyond: number of entries that were left out
    """

    entries: Sequence[Entry]
    sitemaps: Sequence[str] = ()
    beyond: int = 0


def entry_of(fields: Mapping[str, Sequence[str]], *, title: str, language: str) -> Entry:
    """An entry of what was found under the names of fields.

    :param fields: ``link``, ``id``, ``title``, ``author``, ``published``, ``updated``, ``date``, ``publisher``,
        ``language``; ``content`` and ``summary`` in HTML
    :param title: of the feed
    :param language: of the feed
    """

    def first(name: str) -> str:
        return next((found for text in fields.get(name, ()) if (found := text.strip())), "")

    updated = _date(first("updated"))
    link = first("link")
    return Entry(
        link,
        first("id") or link,
        plain_title(first("title")),
        tuple(dict.fromkeys(filter(None, (plain_title(name) for name in fields.get("author", ()))))),
        _date(first("published") or first("date")),
        updated,
        plain_title(first("publisher") or title),
        first("language") or language,
        _whole(fields),
    )


def plain_title(title: str) -> str:
    """A title or a name without markup, on one line.

    >>> plain_title("AT&amp;T <i>sues</i> a &lt; b")
    'AT&T sues a < b'
    """
    title = html.unescape(_TAG.sub("", _BREAK.sub(" ", title)))
    return " ".join(title.split())


def html_of(text: str) -> str:
    """Plain text as HTML, a paragraph for each that an empty line ends.

    >>> html_of("a < b\\n\\nc")
    '<p>a &lt; b</p><p>c</p>'
    """
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in _EMPTY_LINE.split(text))


def _whole(fields: Mapping[str, Sequence[str]]) -> str:
    """The whole text that an entry carries, or nothing."""
    for name, least in (("content", _FLASH), ("summary", _WHOLE)):
        longest = max(fields.get(name, ()), key=len, default="")
        text = plain_title(longest)
        if len(text) >= least and not _TEASER.search(text[-300:]):
            return longest
    return ""


def _date(stated: str) -> str:
    """A date of a feed in ISO 8601, by the clock that it was stated in; as it is where it is in no known form."""
    try:
        datetime.fromisoformat(stated)
    except ValueError:
        try:
            return parsedate_to_datetime(stated).isoformat()
        except ValueError:
            return stated
    return stated
