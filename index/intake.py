"""What every engine does with an article that it is handed: checks passages, fingerprints, reads ids."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from index.records import Article, Passage

__all__ = ["check_passages", "fingerprint", "parse_passage_id"]

PASSAGE_ID = re.compile(r"(.*):(0|[1-9][0-9]{0,11})-(0|[1-9][0-9]{0,11})", re.DOTALL)


def check_passages(article: Article, passages: Sequence[Passage]) -> None:
    """Refuses passages that are not of an article, come twice, or hold furniture.

    :raises ValueError: at the first one
    """
    seen = set()
    for passage in passages:
        if passage.article != article:
            raise ValueError(f"passage {passage.id} is not of article {article.id}")
        if passage.span in seen:
            raise ValueError(f"passage {passage.id} is given twice")
        if any(passage.span.overlaps(span) for span in article.furniture):
            raise ValueError(f"passage {passage.id} holds furniture")
        seen.add(passage.span)


def fingerprint(article: Article) -> str:
    """SHA-256 of everything an article holds: another title gives another one, though the id is the same."""
    plain = (
        article.id,
        article.text,
        article.title,
        article.authors,
        article.published and article.published.isoformat(),
        article.publisher,
        article.url,
        article.place,
        article.furniture,
        article.published_at and article.published_at.isoformat(),
        article.updated and article.updated.isoformat(),
        article.updated_at and article.updated_at.isoformat(),
        article.language,
        article.section,
        article.page,
        article.pages,
    )
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def parse_passage_id(passage_id: str) -> tuple[str, int, int]:
    """Article id, start and end of a passage's id.

    >>> parse_passage_id("a:b-1@5f2c:310-642")
    ('a:b-1@5f2c', 310, 642)

    :raises KeyError: where it is no id of a passage
    """
    found = PASSAGE_ID.fullmatch(passage_id)
    if found is None:
        raise KeyError(passage_id)
    return found[1], int(found[2]), int(found[3])
