"""From a record to an article: its text is decided once, before any offset exists."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from index.bylines import parse_authors
from index.errors import ArticleError
from index.facts import believed_dates
from index.furniture import disjoint, furniture
from index.language import language_tag
from index.masthead import read_masthead
from index.paging import page_starts
from index.records import Article, Span
from index.sources.options import Limits

if TYPE_CHECKING:
    from index.sources import Record

__all__ = ["article_id", "clean_article", "clean_text", "text_digest"]

_ID_DIGITS = 12  # 48 bits: among the versions of one source record no two meet by chance
_MAX_TITLE = 500  # a longer title is a paragraph in the wrong field
_MAX_FIELD = 500
_LIMITS = Limits()
_MAX_URL = 2000  # browsers and servers cut beyond

_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
# Seen by nobody, and each splits a word for whoever searches it: soft hyphen, zero-width space, word joiner,
# byte order mark, invisible operators, annotation marks, deprecated controls.
_INVISIBLE = "\xad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb" + "".join(
    map(chr, range(0x206A, 0x2070))
)
_BLANKS = "\t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_TRANSLATED: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], None),  # controls
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates
    **dict.fromkeys(range(0xE0000, 0xE0080), None),  # tags: text that only a machine reads
    **dict.fromkeys(map(ord, _INVISIBLE), None),
    **dict.fromkeys(map(ord, _LINE_ENDS + "\n"), "\n"),
    **dict.fromkeys(map(ord, _BLANKS), " "),
}
# Scripts and emoji for which a joiner is part of the spelling begin here; between Latin letters it is dirt.
_JOINERS = re.compile("[\u200c\u200d]+")
_JOINED = "\u0590"
_JOINER_ROUNDS = 3
# Unicode's stream-safe format (UAX 15) has at most 30 marks on a letter; sorting more takes quadratic time.
_MAX_MARKS = 30
_MANY_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MAX_MARKS + 1},}}")

_SPACES = re.compile(" {2,}")
_LINE_EDGES = re.compile(" ?\n ?")
_GAPS = re.compile("\n{3,}")


def clean_text(text: str) -> str:
    """A text as it is stored: NFC, one kind of line end, single blanks, nothing invisible.

    Cleaning twice changes nothing. Marks of writing direction are kept: they are part of what was printed.

    >>> clean_text("so\\xadphism\\r\\n\\r\\n\\r\\n sheer \\xa0 fiction ")
    'sophism\\n\\nsheer fiction'
    """
    text = text.replace("\r\n", "\n").translate(_TRANSLATED)
    if not text.isascii():
        text = _normal(text)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _LINE_EDGES.sub("\n", text)
    return (_GAPS.sub("\n\n", text) if "\n\n\n" in text else text).strip(" \n")


def text_digest(text: str) -> str:
    """SHA-256 of a cleaned text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_id(source: str, text: str) -> str:
    """The id of an article: where it comes from, and which text that was.

    >>> article_id("news/hamas.txt", "The government has denied it.")
    'news/hamas.txt@1971405c4c11'
    """
    return f"{source}@{text_digest(text)[:_ID_DIGITS]}"


def clean_article(record: Record, *, limits: Limits = _LIMITS) -> Article:
    """The article of a record; what the record's fields leave open is read from the head of the text.

    Which statement is believed where several are made is said in :mod:`index.facts`.

    :raises ArticleError: where nothing is left but furniture, or the text is longer than ``limits.article``
    """
    text = _text(record, limits.article)
    authors = parse_authors(map(_line, record.authors))
    head = read_masthead(text, title=_line(record.title)[:_MAX_TITLE], authors=authors)
    spans = disjoint(text, [*head.spans, *furniture(text)])
    if not _has_words(text, spans):
        found = f"{len(text):,} characters of furniture" if text else "no text"
        raise _refused(record, f"{found}; expected at least one sentence of reporting")
    dates = believed_dates(_line(record.published), _line(record.updated), head.stamps)
    return Article(
        id=article_id(record.source, text),
        text=text,
        title=head.title,
        authors=authors or head.authors,
        published=dates.published,
        published_at=dates.published_at,
        updated=dates.updated,
        updated_at=dates.updated_at,
        publisher=_line(record.publisher)[:_MAX_FIELD],
        url=_web_address(record.url),
        place=head.place,
        language=language_tag(record.language),
        section=_line(record.section)[:_MAX_FIELD],
        page=_line(record.page)[:_MAX_FIELD],
        pages=page_starts(record.text, record.pages, text),
        furniture=tuple(spans),
    )


def _text(record: Record, longest: int) -> str:
    """The cleaned text; what is far too long is refused before work is put into it."""
    if len(record.text) > longest:
        raise _refused(
            record,
            f"{len(record.text):,} characters; an article has at most {longest:,} (limits.article): "
            "split the file into articles, or raise the limit",
        )
    return clean_text(record.text)


def _refused(record: Record, why: str) -> ArticleError:
    return ArticleError(why, path=record.path, line=record.line)


def _normal(text: str) -> str:
    text = _composed(text)
    if "\u200c" not in text and "\u200d" not in text:
        return text
    for _ in range(_JOINER_ROUNDS):
        without = _JOINERS.sub(_joiner, text)
        if without == text:
            return text
        text = _composed(without)
    # Joiners that appear only when others are gone are no spelling.
    return _composed(_JOINERS.sub("", text))


def _composed(text: str) -> str:
    return _few_marks(unicodedata.normalize("NFC", _few_marks(text)))


def _few_marks(text: str) -> str:
    return _MANY_MARKS.sub(_cut_marks, text)


def _cut_marks(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in found[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _joiner(found: re.Match[str]) -> str:
    """The joiner where it joins two characters of a script that has joiners."""
    text, (start, end) = found.string, found.span()
    return found[0] if text[start - 1 : start] >= _JOINED and text[end : end + 1] >= _JOINED else ""


def _line(value: str) -> str:
    """A field: cleaned, on one line."""
    return " ".join(clean_text(value).split())


def _has_words(text: str, spans: list[Span]) -> bool:
    start = 0
    for span in [*spans, Span(len(text), len(text))]:
        if any(char.isalnum() for char in text[start : span.start]):
            return True
        start = span.end
    return False


def _web_address(url: str) -> str:
    url = url.strip()
    if len(url) > _MAX_URL or not url.isprintable() or any(char.isspace() for char in url):
        return ""
    return url if re.match(r"https?://[^/]", url, re.IGNORECASE) else ""
