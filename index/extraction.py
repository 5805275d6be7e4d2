"""How a build comes by statements: those that are known of a text, and those that workers find."""

from __future__ import annotations

import importlib
import importlib.util
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import MissingExtra
from index.extracted import StatementCache
from index.ledger import check_statements
from index.statements.model import DEFAULT_PARSER, check_model, model_digest
from index.statements.packing import unpack
from index.workers import Finding, Workers

if TYPE_CHECKING:
    from index.records import Article
    from index.statements.record import Statement

__all__ = ["DEFAULT_STATEMENTS", "Extraction", "StatementOptions", "extractor_name"]


@dataclass(frozen=True, slots=True)
class StatementOptions:
    """How a build finds out who said what.

    :ivar find: whether it looks for statements at all; where not, new articles have none, and those of the others
        stay
    :ivar parser: name of an installed spaCy model, or the folder of one; empty where the extractor needs none
    :ivar aliases: file of further names, see :class:`index.speakers.aliases.Aliases`, which the index keeps; where
        not given, the one that it has; none again where the name is empty
    :ivar extractor: where the class is that finds them, see :class:`index.statements.worker.Finder`
    :ivar patience: seconds that an article may take, besides those for its length
    """

    find: bool = True
    parser: str = DEFAULT_PARSER
    aliases: str | Path | None = None
    extractor: str = "index.statements.extract:Extractor"
    patience: float = 60.0


DEFAULT_STATEMENTS = StatementOptions()


def extractor_name(options: StatementOptions) -> str:
    """The name of an extractor with its parser; another one finds other statements.

    :raises MissingExtra: where one of them is not installed
    :raises StoreError: where the default parser's files are not those that it was published with
    """
    finder = importlib.import_module(options.extractor.partition(":")[0])
    return f"{finder.extractor_version()} {_parser_name(options.parser)}".strip()


def _parser_name(parser: str) -> str:
    if not parser:
        return ""
    digest = model_digest(parser)
    check_model(parser)
    if importlib.util.find_spec("spacy") is None:
        raise MissingExtra(
            f"who said what needs spaCy and its model {parser}; pip install spacy {parser.replace('_', '-')}"
        )
    return f"{parser} {digest[:12]}"


class Extraction:
    """Finds the statements of articles, several at a time; each text once.

    :param folder: where what was found is kept, so that it need not be found again
    :ivar name: see :func:`extractor_name`; empty where nothing is looked for
    :ivar missing: what is not installed; empty where all is
    :ivar failed: an article and why its statements are not known, each in a sentence
    """

    def __init__(self, options: StatementOptions, folder: Path) -> None:
        self._options, self._folder = options, folder
        self.name = self.missing = ""
        self.failed: list[str] = []
        self._known: StatementCache | None = None
        self._workers: Workers | None = None
        self._begun: dict[str, Future[Finding]] = {}
        self._lost: dict[str, str] = {}  # texts in which nothing could be looked for, and why
        if options.find:
            try:
                self.name = extractor_name(options)
            except MissingExtra as err:
                self.missing = str(err)

    @property
    def found(self) -> int:
        """How many texts were read for it."""
        return self._known.added if self._known else 0

    def begin(self, article: Article) -> None:
        """Begins to find the statements of an article; :meth:`take` it afterwards."""
        if not self.name:
            return
        if self._known is None:
            self._known = StatementCache(self._folder, self.name)
        known, key = self._known, StatementCache.key(article)
        if key in self._begun or key in self._lost or known.get(key) is not None:
            return
        if self._workers is None:
            self._workers = Workers(self._options.extractor, self._options.parser, self._options.patience)
        self._begun[key] = self._workers.find(article, lambda lines: known.add(key, lines))

    def take(self, article: Article) -> list[Statement]:
        """The statements of an article that was begun, without voices; none where they are not known."""
        if self._known is None or not self.name:
            return []
        key = StatementCache.key(article)
        if begun := self._begun.pop(key, None):
            found = begun.result()
            if found.missing:
                self.name, self.missing = "", found.missing
                return []
            if found.failed:
                self._lost[key] = found.failed
        if key in self._lost:
            return self._fail(article, self._lost[key])
        try:
            statements = [unpack(article.id, line) for line in self._known.get(key) or ()]
            check_statements(article, statements)
        except (ValueError, RecursionError) as err:
            return self._fail(article, str(err))
        return statements

    def close(self) -> None:
        """Ends what is still being looked for, and lets go of files."""
        if self._workers is not None:
            self._workers.close()
        if self._known is not None:
            self._known.close()

    def _fail(self, article: Article, why: str) -> list[Statement]:
        self.failed.append(f"{article.id} has no statements: {why}")
        return []
