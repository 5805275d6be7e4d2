"""Small articles, an index of them in memory, and an encoder of hashed words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index import Article, Manifest, MemoryIndex, Record, Span, Statement, Voice, analyze, clean_article
from index.memory import MemoryWriter
from index.passages import passages
from index.sources import ResourceRead
from qa.version import Version


class WordEncoder:
    """A text is the sum of its words, each in a place of its own: two texts are alike that share words.

    :ivar seen: every text that was read, in order
    """

    model, revision, dimension, budget = "hashed words", "1", 512, 60

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encode_inputs([text])[0]

    def encode_passages(self, texts: Sequence[str], title: str = "") -> NDArray[np.float32]:
        return self.encode_inputs(self.inputs(texts, title))

    def inputs(self, texts: Sequence[str], title: str = "") -> list[str]:
        return [f"{title}\n{text}" if title else text for text in texts]

    def encode_inputs(self, inputs: Sequence[str]) -> NDArray[np.float32]:
        self.seen += inputs
        rows = np.zeros((len(inputs), self.dimension), np.float32)
        for row, text in zip(rows, inputs, strict=True):
            for word in analyze(text) or ["-"]:
                row[crc32(word.encode()) % self.dimension] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


class Given:
    """A source of records that are there already."""

    size = position = 0

    def __init__(self, *records: Record) -> None:
        self.records = records

    def read(self, known: Mapping[str, str]) -> Iterator[Record | ResourceRead]:
        yield from self.records
        yield ResourceRead("given", "1")


def article(text: str, name: str = "a", **fields: str) -> Article:
    """A cleaned article."""
    return clean_article(Record(source=name, text=text, path=f"{name}.txt", **fields))


def span_of(text: str, words: str) -> Span:
    """Where words are printed first."""
    start = text.index(words)
    return Span(start, start + len(words))


def said(
    article: Article,
    speaker: str,
    cue: str,
    *contents: str,
    voices: Sequence[tuple[str, str, str]] = (),
    **known: object,
) -> Statement:
    """A statement of an article, its parts by their words; marked where these begin with a quotation mark.

    :param voices: key, role and label of each
    """
    spans = tuple(span_of(article.text, words) for words in contents)
    marked = tuple(Span(start + 1, end - 1) for start, end in spans if article.text[start] in '“"‘')
    phrase = span_of(article.text, speaker)
    name = known.pop("name", None)
    facts = {
        "head": phrase,
        "marked": marked,
        "kind": "direct" if marked else "indirect",
        "cue": span_of(article.text, cue) if cue else None,
        "name": span_of(article.text, name) if isinstance(name, str) else None,
        "how": "name",
        "tier": "A",
        "voices": tuple(Voice(*voice) for voice in voices),
    }
    return Statement(article.id, spans, phrase, **(facts | known))


def held(
    *articles: Article,
    budget: int = WordEncoder.budget,
    stories: Sequence[Sequence[Article]] = (),
    statements: Sequence[Statement] = (),
) -> MemoryIndex:
    """An index of articles.

    :param stories: groups of copies, the earliest of each first
    :param statements: what they print somebody as saying
    """
    encoder, writer = WordEncoder(), MemoryWriter()
    for one in articles:
        cut = passages(one, encoder.count_tokens, budget)
        vectors = encoder.encode_passages([p.text for p in cut], one.title)
        writer.add(one, cut, vectors, statements=[s for s in statements if s.article == one.id])
    writer.fold([tuple(one.id for one in story) for story in stories])
    return writer.commit(Manifest.of(encoder.model, encoder.revision, encoder.dimension, budget))


def version(
    *articles: Article, stories: Sequence[Sequence[Article]] = (), statements: Sequence[Statement] = ()
) -> Version:
    """What answers over articles, engine and encoder aside as over an index on disk."""
    return Version("gen-test", held(*articles, stories=stories, statements=statements), WordEncoder())
