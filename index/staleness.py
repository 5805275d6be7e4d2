"""Words of removed passages count in the statistics until a file is written anew: when that is done."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from index.words import WordsWriter

if TYPE_CHECKING:
    from index.catalog import Catalog

__all__ = ["finish_words"]

FEW = 5_000  # passages whose words are written anew in about a second
STALE = 0.1  # beyond this share of removed passages the statistics of words are too far from the truth


def finish_words(words: WordsWriter, catalog: Catalog, passages: int) -> WordsWriter:
    """Writes the words; all anew where those of removed passages weigh too much in the statistics.

    :param passages: how many there are; 0 to have nothing left of what was removed
    :returns: the writer that wrote last
    """
    stale = words.finish()
    if not stale or (passages > FEW and stale <= STALE * passages):
        return words
    shutil.rmtree(words.folder)
    words = WordsWriter(words.folder)
    for key, name in catalog.article_keys().items():
        article = catalog.article(name)
        texts = [(passage, article.text[slice(*span)]) for passage, span in catalog.spans(name)]
        words.add(article, key, texts)
    words.finish()
    return words
