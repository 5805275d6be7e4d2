"""Made statements: an article in which somebody says things, and what is said in it."""

from __future__ import annotations

from index.records import Article, Passage, Span
from index.statements.record import Statement, Voice
from tests.index.making import made

VESSARIA = Voice("state/ve", "state", "Vessaria")
MINISTRY = Voice("state/ve", "organ", "Vessaria")
MORO = Voice("person/moro", "person", "Ana Moro")
OTHER_MORO = Voice("person/moro", "person", "Luis Moro")
HARBOUR = Voice("org/harbour office", "organisation", "Harbour Office")

FIRST = "Vessaria denied that a ship had sunk, calling the report “a fable.”"
SECOND = "“We saw it sink,” Ana Moro said."


def span(article: Article, words: str) -> Span:
    """Where an article has some words first."""
    start = article.text.index(words)
    return Span(start, start + len(words))


def sayings(name: str = "ship", published: str | None = "2025-03-04", publisher: str = "The Gull") -> tuple[
    Article, list[Passage], list[Statement]
]:  # fmt: skip
    """An article of two paragraphs, its passages, and its three statements."""
    article, passages = made(name, FIRST, SECOND, published=published, publisher=publisher)

    def at(words: str) -> Span:
        return span(article, words)

    return article, passages, [
        Statement(
            article.id, (at("that a ship had sunk"),), speaker=at("Vessaria"), head=at("Vessaria"),
            cue=at("denied"), lemma="deny", stance="denies", name=at("Vessaria"), how="name", tier="A",
            rule="clause/nsubj", voices=(VESSARIA,),
        ),
        Statement(
            article.id, (at("“a fable.”"),), speaker=at("Vessaria"), head=at("Vessaria"), marked=(at("a fable."),),
            kind="direct", cue=at("calling"), lemma="call", stance="criticises", hedged=True, tier="C", chain=3,
            closed=False, nested=(at("fable"),), voices=(MINISTRY, HARBOUR),
        ),
        Statement(
            article.id, (at("“We saw it sink,”"),), speaker=at("Ana Moro"), head=at("Moro"),
            marked=(at("We saw it sink,"),), kind="direct", negated=True, cue=at("said"), lemma="say", voices=(MORO,),
        ),
    ]  # fmt: skip
