"""Asks an index of articles a question and gives the articles' own words back. Heavy parts load when first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index import NewsError
    from qa.once import ask, open_samples, retrieve, statements
    from qa.pipeline import Pipeline
    from qa.question import Question, understand
    from qa.quotes import select_quotes
    from qa.read import Reader, SentenceReader
    from qa.records import Answer, Citation, Group, Hit, Quote, Reason, Speaker, stance_words
    from qa.retrieval import Retriever, fuse
    from qa.version import Settings
    from qa.wire import from_dict, to_dict

_HOME = {
    "index": ["NewsError"],
    "qa.once": ["ask", "open_samples", "retrieve", "statements"],
    "qa.pipeline": ["Pipeline"],
    "qa.question": ["Question", "understand"],
    "qa.quotes": ["select_quotes"],
    "qa.read": ["Reader", "SentenceReader"],
    "qa.records": ["Answer", "Citation", "Group", "Hit", "Quote", "Reason", "Speaker", "stance_words"],
    "qa.retrieval": ["Retriever", "fuse"],
    "qa.version": ["Settings"],
    "qa.wire": ["from_dict", "to_dict"],
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Answer",
    "Citation",
    "Group",
    "Hit",
    "NewsError",
    "Pipeline",
    "Question",
    "Quote",
    "Reader",
    "Reason",
    "Retriever",
    "SentenceReader",
    "Settings",
    "Speaker",
    "ask",
    "from_dict",
    "fuse",
    "open_samples",
    "retrieve",
    "select_quotes",
    "stance_words",
    "statements",
    "to_dict",
    "understand",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  each name has its own type, see above
    if name not in _MODULE:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULE[name]), name)
