"""What the browser and other programs can call, apart from who carries it there.

Every value from outside goes through ``qa.page.view`` first; what fails inside is logged, and told to the visitor
by a reference alone.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from typing import Any

from qa.page import catalogue, ledger, view
from qa.pipeline import Pipeline
from qa.wire import citation_to_dict, to_dict

__all__ = ["Desk", "Refused"]

EXAMPLES = 4  # questions to try: as many as a phone shows without scrolling
GONE = "This article is no longer in the collection."
TOO_MANY = "There are too many statements to look through them all: choose a speaker first."

logger = logging.getLogger(__name__)


class Refused(Exception):
    """A call that cannot be answered, with what its caller may know of the reason."""


class Desk:
    """Answers the page's calls over one pipeline.

    :param note: a remark on all articles, shown at the top of the page
    """

    def __init__(self, pipeline: Pipeline, note: str = "") -> None:
        self._pipeline, self._note = pipeline, note
        self._examples: tuple[int, list[str]] = (-1, [])  # size of the collection they were taken from

    def start(self) -> dict[str, Any]:
        """What the page shows before the first question."""
        size = self._pipeline.size
        if size != self._examples[0]:  # to look for them takes answers: not for every visitor anew
            self._examples = (size, self._pipeline.examples(EXAMPLES))
        return {"collection": self._collection(), "examples": self._examples[1]}

    def take_question(self, sent: object) -> Iterator[dict[str, Any]]:
        """One turn of the conversation, as it comes."""
        asked = view.read_asked(sent)
        try:
            yield self._turn(view.searching(asked, self._pipeline.size))
            for turn in view.answering(asked, self._pipeline.ask(asked.question)):
                yield self._turn(turn)
        except Exception:  # noqa: BLE001 -- logged
            yield {"turn": view.failed(asked, _logged("The question could not be answered"))}

    def not_taken(self) -> dict[str, Any]:
        """The turn of a question that found no place in line."""
        text = "Too many questions are waiting, or the connection was lost. Try again in a moment."
        return {"turn": view.failed(view.Asked(None, ""), text)}

    def open_article(self, sent: object) -> dict[str, Any]:
        """An article for the reader, with the places to mark."""
        opened = view.read_opened(sent)
        try:
            return view.opened_article(self._pipeline.article(opened.article_id), opened.marks)
        except KeyError:
            return view.unavailable(GONE)
        except Exception:  # noqa: BLE001 -- logged
            return view.unavailable(_logged("The article could not be opened"))

    def list_articles(self, sent: object) -> dict[str, Any]:
        """A stretch of the list of the collection."""
        asked = catalogue.read_listed(sent)
        try:
            found = self._pipeline.listing(
                asked.words, order=asked.order, start=asked.start, k=catalogue.LINES
            )
            return catalogue.listed(found, asked) | {"collection": self._collection()["words"]}
        except Exception:  # noqa: BLE001 -- logged
            return view.unavailable(_logged("The list could not be read"))

    def list_refused(self) -> dict[str, Any]:
        """What could not be read when the index was built, and why."""
        try:
            return catalogue.refused(self._pipeline.refused())
        except Exception:  # noqa: BLE001 -- logged
            return view.unavailable(_logged("The list could not be read"))

    def list_speakers(self, sent: object) -> dict[str, Any]:
        """A stretch of the list of those who are printed as saying something."""
        asked = ledger.read_speakers(sent)
        try:
            found = self._pipeline.voices(asked.words, start=asked.start, k=ledger.LINES)
            drawn = ledger.speakers(found, asked, self._pipeline.statement_count)
            return drawn | {"collection": self._collection()["statements"]}
        except Exception:  # noqa: BLE001 -- logged
            return view.unavailable(_logged("The list could not be read"))

    def list_statements(self, sent: object) -> dict[str, Any]:
        """A stretch of what a speaker, or anybody, is printed as saying."""
        asked = ledger.read_statements(sent)
        try:
            if not asked.wanted.key and self._pipeline.statement_count > ledger.MOST:
                return view.unavailable(TOO_MANY)
            found = self._pipeline.leaf(asked.wanted, start=asked.start, k=ledger.LINES)
            return ledger.statements(found, asked)
        except Exception:  # noqa: BLE001 -- logged
            return view.unavailable(_logged("The statements could not be read"))

    def statements(self, sent: dict[str, object]) -> list[dict[str, Any]]:
        """Statements for programs. :raises Refused: where they cannot be meant, or it fails"""
        try:
            named = ledger.read_named(sent)
        except ValueError as err:
            raise Refused(str(err)) from err
        try:
            found = self._pipeline.statements(
                named.speaker,
                named.about,
                named.stance,
                since=named.since,
                until=named.until,
                tier=named.tier,
                k=named.k,
            )
            return [citation_to_dict(citation) for citation in found]
        except Exception as err:
            raise Refused(_logged("The statements could not be read")) from err

    def ask(self, question: object) -> dict[str, Any]:
        """An answer for programs. :raises Refused: where it fails"""
        try:
            return to_dict(self._pipeline.ask(view.usable(question)))
        except Exception as err:
            raise Refused(_logged("The question could not be answered")) from err

    def article(self, article_id: object) -> dict[str, Any]:
        """An article for programs. :raises Refused: where it is not there, or fails"""
        try:
            return view.article_record(self._pipeline.article(view.usable(article_id)))
        except KeyError as err:
            raise Refused(GONE) from err
        except Exception as err:
            raise Refused(_logged("The article could not be opened")) from err

    def _collection(self) -> dict[str, Any]:
        pipeline = self._pipeline
        return view.collection(pipeline.size, self._note, pipeline.statement_count)

    def _turn(self, turn: dict[str, Any]) -> dict[str, Any]:
        return {"collection": self._collection(), "turn": turn}


def _logged(what: str) -> str:
    """What the visitor is told of the error that is being handled."""
    reference = secrets.token_hex(4)
    logger.exception("%s (reference %s)", what, reference)
    return f"{what}. Reference for whoever runs this page: {reference}."
