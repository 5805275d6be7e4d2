"""Whether a statement can be one of its article: everything that it points at is there, in order and reporting."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Span
from index.statements.record import Statement

__all__ = ["check_statement", "is_sound"]


def check_statement(statement: Statement, length: int, furniture: Sequence[Span]) -> None:
    """Refuses a statement that cannot be one of its article.

    :param length: code points of the article's text
    :param furniture: the article's, see :attr:`index.records.Article.furniture`
    :raises ValueError: with the first thing that is wrong
    """
    if not statement.spans and statement.cue is None:
        raise _wrong(statement, "has neither content nor a cue")
    inside = {"marked": statement.marked, "nested": statement.nested}
    for what, spans in {"content": statement.spans, **inside}.items():
        _check_order(statement, what, spans)
    around = {"cue": statement.cue, "speaker": statement.speaker}
    pointed = {**around, "head": statement.head, "name": statement.name}
    every = [*(("content", span) for span in statement.spans), *pointed.items()]
    for what, span in every:
        if span is not None:
            _check_place(statement, what, span, length, furniture)
    for what, inner in inside.items():
        if lost := [span for span in inner if not _is_inside(span, statement.spans)]:
            raise _wrong(statement, f"has {what} words at {lost[0].start}-{lost[0].end}, outside its content")
    if not _is_inside(statement.head, [statement.speaker]):
        raise _wrong(statement, "has a head outside its speaker")
    for what, span in around.items():
        if span is not None and any(span.overlaps(content) for content in statement.spans):
            raise _wrong(statement, f"has its {what} in its content")


def is_sound(statement: Statement, length: int, furniture: Sequence[Span]) -> bool:
    """Whether :func:`check_statement` has nothing against a statement."""
    try:
        check_statement(statement, length, furniture)
    except ValueError:
        return False
    return True


def _check_place(statement: Statement, what: str, span: Span, length: int, furniture: Sequence[Span]) -> None:
    if not 0 <= span.start < span.end <= length:
        raise _wrong(
            statement, f"has its {what} at {span.start}-{span.end}, which is not inside the text (0-{length})"
        )
    if any(span.overlaps(other) for other in furniture):
        raise _wrong(statement, f"has its {what} at {span.start}-{span.end} in furniture")


def _check_order(statement: Statement, what: str, spans: Sequence[Span]) -> None:
    end = 0
    for span in spans:
        if not end <= span.start < span.end:
            raise _wrong(statement, f"has its {what} out of order at {span.start}-{span.end}")
        end = span.end


def _is_inside(inner: Span, outer: Sequence[Span]) -> bool:
    return any(span.start <= inner.start < inner.end <= span.end for span in outer)


def _wrong(statement: Statement, what: str) -> ValueError:
    return ValueError(f"a statement of article {statement.article} {what}")
