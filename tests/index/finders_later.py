"""The plain finder of a later version, which asks one thing more: where a name is not known, it finds nothing."""

from __future__ import annotations

from index.records import Article
from index.statements.record import Statement
from tests.index import finders


def extractor_version() -> str:
    return "plain 2"


class Finder(finders.Finder):
    """Finds what people of two names say."""

    def statements(self, article: Article) -> list[Statement]:
        found = super().statements(article)
        return [one for one in found if " " in article.text[slice(*one.speaker)]]
