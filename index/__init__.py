"""Makes and serves an index of articles; knows no question. Heavy parts load when first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.build import build_index
    from index.check import check_index
    from index.clean import clean_article
    from index.compaction import compact_index
    from index.console import for_terminal
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
    from index.extraction import StatementOptions
    from index.ledger import VoiceCount, VoiceListing
    from index.manifest import Manifest
    from index.memory import MemoryIndex
    from index.passages import evidence_sentences, sentences
    from index.records import Article, Earlier, Excerpt, Filter, Listed, Listing, Order, Passage, Scored, Span
    from index.removal import remove_articles
    from index.report import REFUSED, BuildReport, Refusal, read_refusals
    from index.revised import Correction, corrections
    from index.samples import sample_aliases, sample_articles
    from index.sources import Limits, Options, Record, Source, WebOptions, open_source
    from index.speakers.aliases import Aliases
    from index.speakers.asked import asked, meant, speaks_for
    from index.statements.record import How, Kind, Role, Stance, Statement, Tier, Voice, stance_words
    from index.store import Index, IndexWriter, create_index, current_manifest, current_version, open_index
    from index.watching import watch
    from index.words import analyze

_HOME = {
    "index.build": ["build_index"],
    "index.check": ["check_index"],
    "index.clean": ["clean_article"],
    "index.compaction": ["compact_index"],
    "index.console": ["for_terminal"],
    "index.encode": [
        "DEFAULT_MODEL",
        "Encoder",
        "SentenceEncoder",
        "load_encoder",
    ],
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
    "index.extraction": ["StatementOptions"],
    "index.ledger": [
        "VoiceCount",
        "VoiceListing",
    ],
    "index.manifest": ["Manifest"],
    "index.memory": ["MemoryIndex"],
    "index.passages": [
        "evidence_sentences",
        "sentences",
    ],
    "index.records": [
        "Article",
        "Earlier",
        "Excerpt",
        "Filter",
        "Listed",
        "Listing",
        "Order",
        "Passage",
        "Scored",
        "Span",
    ],
    "index.removal": ["remove_articles"],
    "index.report": [
        "REFUSED",
        "BuildReport",
        "Refusal",
        "read_refusals",
    ],
    "index.revised": [
        "Correction",
        "corrections",
    ],
    "index.samples": [
        "sample_aliases",
        "sample_articles",
    ],
    "index.sources": [
        "Limits",
        "Options",
        "Record",
        "Source",
        "WebOptions",
        "open_source",
    ],
    "index.speakers.aliases": ["Aliases"],
    "index.speakers.asked": [
        "asked",
        "meant",
        "speaks_for",
    ],
    "index.statements.record": [
        "How",
        "Kind",
        "Role",
        "Stance",
        "Statement",
        "Tier",
        "Voice",
        "stance_words",
    ],
    "index.store": [
        "Index",
        "IndexWriter",
        "create_index",
        "current_manifest",
        "current_version",
        "open_index",
    ],
    "index.watching": ["watch"],
    "index.words": ["analyze"],
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "DEFAULT_MODEL",
    "REFUSED",
    "Aliases",
    "Article",
    "ArticleError",
    "BuildReport",
    "Correction",
    "Earlier",
    "Encoder",
    "Excerpt",
    "Filter",
    "How",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMismatch",
    "IndexMissing",
    "IndexWriter",
    "Kind",
    "Limits",
    "Listed",
    "Listing",
    "Manifest",
    "MemoryIndex",
    "MissingExtra",
    "NewsError",
    "Options",
    "Order",
    "Passage",
    "QuestionError",
    "Record",
    "Refusal",
    "Role",
    "Scored",
    "SentenceEncoder",
    "Source",
    "SourceError",
    "Span",
    "Stance",
    "Statement",
    "StatementOptions",
    "StoreError",
    "StoreUnavailable",
    "StoreUnwritable",
    "Tier",
    "Voice",
    "VoiceCount",
    "VoiceListing",
    "WebOptions",
    "analyze",
    "asked",
    "build_index",
    "check_index",
    "clean_article",
    "compact_index",
    "corrections",
    "create_index",
    "current_manifest",
    "current_version",
    "evidence_sentences",
    "for_terminal",
    "load_encoder",
    "meant",
    "open_index",
    "open_source",
    "read_refusals",
    "remove_articles",
    "sample_aliases",
    "sample_articles",
    "sentences",
    "speaks_for",
    "stance_words",
    "watch",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  each name has its own type, see above
    if name not in _MODULE:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULE[name]), name)
