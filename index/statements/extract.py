"""Who said what in an article: the rules in their order."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.statements.assemble import assemble, join
from index.statements.indirect import indirect
from index.statements.inherit import inherit
from index.statements.naming import name_speakers
from index.statements.parser import DEFAULT_PARSER, Parser
from index.statements.quotations import quotations
from index.statements.reporting import reporting
from index.statements.soundness import is_sound
from index.statements.transcripts import with_turns

if TYPE_CHECKING:
    from index.records import Article
    from index.statements.parsed import Parsed
    from index.statements.record import Statement

__all__ = ["Extractor", "extractor_version"]


@cache
def extractor_version() -> str:
    """Twelve hexadecimal digits of the rules and word lists themselves: another one finds other statements."""
    whole = hashlib.sha256()
    for path in sorted(files("index.statements").iterdir(), key=lambda path: path.name):
        if path.name.endswith((".py", ".txt")):
            content = path.read_bytes()
            whole.update(f"{path.name}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()[:12]


class Extractor:
    """Finds the statements of articles.

    :param model: the parser's model, see :class:`index.statements.parser.Parser`
    :raises MissingExtra: where it is not installed
    """

    def __init__(self, model: str = DEFAULT_PARSER) -> None:
        self.parser = Parser(model)

    def statements(self, article: Article) -> list[Statement]:
        """An article's statements by their start; none of what is no reporting (:attr:`Article.furniture`), and none
        of a text in other letters than those of English: its labels and marks would be taken for statements."""
        if not _is_latin(article.text):
            return []
        return found_in(self.parser.parse(reporting(article)), article)


def _is_latin(text: str) -> bool:
    """Whether at least half of the letters are those of English."""
    letters = [mark for mark in text if mark.isalpha()]
    return 2 * sum(map(str.isascii, letters)) >= len(letters)


def found_in(parsed: Parsed, article: Article) -> list[Statement]:
    """The statements of a parsed article."""
    drafts = join(parsed, quotations(parsed), indirect(parsed))
    drafts += inherit(parsed, drafts)
    name_speakers(parsed, drafts)
    made = with_turns(parsed, article.id, assemble(parsed, article.id, drafts))
    # What a rule got wrong, or found in furniture, is left out: the others of the article are as good without it.
    return [one for one in made if is_sound(one, len(article.text), article.furniture)]
