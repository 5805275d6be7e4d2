"""What the page draws, as JSON: turns of the conversation, and articles cut where quotations begin and end.

Everything is cut here, because offsets are code points in Python and UTF-16 units in JavaScript.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from index import Article, Span
from qa.page.quoted import Mark, groups_of, heading, named
from qa.question import LIMIT
from qa.records import Answer
from qa.wire import article_facts

__all__ = [
    "Asked",
    "Mark",
    "Opened",
    "answering",
    "article_record",
    "collection",
    "count",
    "failed",
    "heading",
    "named",
    "opened_article",
    "read_asked",
    "read_opened",
    "searching",
    "unavailable",
    "usable",
]

MOST_MARKS = 200  # an answer shows far fewer
TITLES = {  # of a turn without an answer, by the code of its reason
    "no_question": "Nothing was asked",
    "no_articles": "There are no articles yet",
    "not_quoted": "Nobody is quoted on this in these articles",
}
NOT_THERE = "Not in these articles"
TURN_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
BLANK_LINES = re.compile(r"\n{2,}")
LINE_END = re.compile(r"\n")

Json = dict[str, Any]


class Asked(NamedTuple):
    """A question of the page, and the name that the page gave to its turn (``None``: no usable name)."""

    id: str | None
    question: str


class Opened(NamedTuple):
    """What the reader asks for: an article, and the places to mark in it."""

    article_id: str
    marks: tuple[Mark, ...]


def usable(text: object) -> str:
    """A text from outside, cut to :data:`LIMIT`; empty where it is none.

    >>> usable("Who? " + chr(0xD800)), usable(None)
    ('Who? ?', '')
    """
    cut = text[:LIMIT] if isinstance(text, str) else ""
    return cut.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair is no text


def read_asked(data: object) -> Asked:
    """What the page sends with a question; anything may stand there, for anyone can send it."""
    sent = data if isinstance(data, dict) else {}
    name = sent.get("id")
    known = isinstance(name, str) and TURN_ID.fullmatch(name)
    return Asked(name if known else None, usable(sent.get("question")))


def read_opened(data: object) -> Opened:
    """What the reader sends to open an article; no article has an empty id."""
    sent = data if isinstance(data, dict) else {}
    marks = sent.get("marks")
    found = [_read_mark(mark) for mark in (marks[:MOST_MARKS] if isinstance(marks, list) else [])]
    return Opened(usable(sent.get("id")), tuple(mark for mark in found if mark is not None))


def _read_mark(data: object) -> Mark | None:
    if not isinstance(data, list) or len(data) != 3 or not all(type(value) is int for value in data):
        return None
    return Mark(*data)


def collection(size: int, note: str, statements: int = 0) -> Json:
    """What the top of the page says of the articles.

    :param note: a remark on all of them; may be empty
    :param statements: how many they print; of none nothing is said
    """
    spoken = count(statements, "statement") if statements else ""
    return {"size": size, "words": count(size, "article"), "statements": spoken, "note": note}


def searching(asked: Asked, size: int) -> Json:
    """The turn before anything is found."""
    return _turn(asked, "searching", status=f"Searching {count(size, 'article')}…")


def answering(asked: Asked, answer: Answer) -> Iterator[Json]:
    """The turn as its quotations come, the first one first; the last turn given is the whole answer."""
    taken = answer.understood
    if answer.reason is not None:
        title = TITLES.get(answer.reason.code, NOT_THERE)
        related = groups_of(answer.related, answer.groups)
        yield _turn(asked, "none", title=title, reason=answer.reason.text, related=related, understood=taken)
        return
    for shown in range(1, len(answer.citations)):
        groups = groups_of(answer.citations[:shown], answer.groups)
        yield _turn(asked, "streaming", groups=groups, understood=taken)
    groups = groups_of(answer.citations, answer.groups)
    yield _turn(asked, "done", headline=answer.headline, groups=groups, understood=taken)


def failed(asked: Asked, text: str) -> Json:
    """The turn of a question that could not be answered, with what the reader may know of it."""
    return _turn(asked, "error", title="That did not work", reason=text)


def _turn(asked: Asked, state: str, **more: object) -> Json:
    words = dict.fromkeys(("status", "headline", "understood", "title", "reason"), "")
    empty: Json = words | {"groups": [], "related": []}
    return {"id": asked.id, "question": asked.question, "state": state} | empty | more


def article_record(article: Article) -> Json:
    """An article for programs, with the text that offsets refer to."""
    return article_facts(article) | {"text": article.text}


def unavailable(text: str) -> Json:
    """What the reader shows in place of an article."""
    return {"error": text}


def opened_article(article: Article, marks: Sequence[Mark]) -> Json:
    """A whole article, cut into paragraphs, and these into pieces that are marked alike.

    The texts of all pieces and gaps, one after the other, are the article's text.
    Marks that do not lie inside the article are left out.
    """
    length = len(article.text)
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    updated = article.updated and article.updated.isoformat()
    return heading(article) | {"updated": updated, "paragraphs": list(_paragraphs(article, inside))}


def _paragraphs(article: Article, marks: Sequence[Mark]) -> Iterator[Json]:
    text, start = article.text, 0
    spans = [*article.furniture, *(Span(mark.start, mark.end) for mark in marks)]
    cuts = sorted({edge for span in spans for edge in span})
    paragraph_end = BLANK_LINES if "\n\n" in text else LINE_END
    ends = [match.span() for match in paragraph_end.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        borders = [start, *inner, end]
        pieces = [_piece(article, Span(*pair), marks) for pair in pairwise(borders)]
        yield {"pieces": pieces, "gap": text[end:following]}
        start = following


def _piece(article: Article, span: Span, marks: Sequence[Mark]) -> Json:
    return {
        "text": article.text[span.start : span.end],
        "numbers": [mark.number for mark in marks if span.overlaps(Span(mark.start, mark.end))],
        "furniture": any(span.overlaps(other) for other in article.furniture),
    }


def count(number: int, noun: str) -> str:
    """A number of things, in words: “1 article”, “2 articles”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
