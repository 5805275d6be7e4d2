"""Makes and serves an index of articles; knows no question. Heavy parts load when first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.build import build_index
    from index.check import check_index
    from index.clean import clean_article
    from index.encode import DEFAULT_MODEL, Encoder, SentenceEncoder, load_encoder
    from index.errors import (
        ArticleError,
        IndexDamaged,
        IndexLocked,
        IndexMismatch,
        IndexMissing,
        MissingExtra,
        NewsError,
        QuestionError,
        SourceError,
        StoreError,
        StoreUnavailable,
        StoreUnwritable,
    )
    from index.manifest import Manifest
    from index.memory import MemoryIndex
    from index.passages import evidence_sentences, sentences
    from index.records import Article, Excerpt, Filter, Passage, Scored, Span
    from index.report import BuildReport
    from index.samples import sample_articles
    from index.sources import Record, Source, open_source
    from index.store import Index, IndexWriter, create_index, current_manifest, current_version, open_index
    from index.words import analyze

_HOME = {
    "index.build": ["build_index"],
    "index.check": ["check_index"],
    "index.clean": ["clean_article"],
    "index.encode": ["DEFAULT_MODEL", "Encoder", "SentenceEncoder", "load_encoder"],
    "index.errors": [
        "ArticleError",
        "IndexDamaged",
        "IndexLocked",
        "IndexMismatch",
        "IndexMissing",
        "MissingExtra",
        "NewsError",
        "QuestionError",
        "SourceError",
        "StoreError",
        "StoreUnavailable",
        "StoreUnwritable",
    ],
    "index.manifest": ["Manifest"],
    "index.memory": ["MemoryIndex"],
    "index.passages": ["evidence_sentences", "sentences"],
    "index.records": ["Article", "Excerpt", "Filter", "Passage", "Scored", "Span"],
    "index.report": ["BuildReport"],
    "index.samples": ["sample_articles"],
    "index.sources": ["Record", "Source", "open_source"],
    "index.store": [
        "Index",
        "IndexWriter",
        "create_index",
        "current_manifest",
        "current_version",
        "open_index",
    ],
    "index.words": ["analyze"],
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "DEFAULT_MODEL",
    "Article",
    "ArticleError",
    "BuildReport",
    "Encoder",
    "Excerpt",
    "Filter",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "IndexWriter",
    "Manifest",
    "MemoryIndex",
    "MissingExtra",
    "NewsError",
    "Passage",
    "QuestionError",
    "Record",
    "Scored",
    "SentenceEncoder",
    "Source",
    "SourceError",
    "Span",
    "StoreError",
    "StoreUnavailable",
    "StoreUnwritable",
    "analyze",
    "build_index",
    "check_index",
    "clean_article",
    "create_index",
    "current_manifest",
    "current_version",
    "evidence_sentences",
    "load_encoder",
    "open_index",
    "open_source",
    "sample_articles",
    "sentences",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  each name has its own type, see above
    if name not in _MODULE:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULE[name]), name)
