"""Ids that lead back to a passage, and fingerprints that see every field."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.intake import fingerprint, parse_passage_id
from index.records import Article, Passage, Span

ARTICLE = Article(
    "a@1", "text", title="t", authors=("x", "y"), published=date(2014, 7, 1), publisher="p", url="u",
    place="l", furniture=(Span(0, 1),),
)  # fmt: skip


@given(st.text(), st.integers(0, 10**9), st.integers(1, 10**3))
def test_a_passage_id_leads_back_to_article_and_span(name: str, start: int, length: int) -> None:
    assert parse_passage_id(f"{name}:{start}-{start + length}") == (name, start, start + length)


def test_a_source_id_may_look_like_a_span() -> None:
    passage = Passage(replace(ARTICLE, id="feed:1-2@x:0-3"), Span(0, 4))
    assert parse_passage_id(passage.id) == ("feed:1-2@x:0-3", 0, 4)


@pytest.mark.parametrize(
    "name", ["", "a", "a:", "a:1", "a:1-", "a:-1-2", "a:01-2", "a:1-٢", "a:1–2", "a:1-2\n"]
)
def test_what_is_no_passage_id_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        parse_passage_id(name)


def test_every_field_of_an_article_changes_its_fingerprint() -> None:
    changed = {
        "id": "b@1", "text": "texts", "title": "T", "authors": ("x y",), "published": None, "publisher": "q",
        "url": "v", "place": "m", "furniture": (Span(0, 2),), "published_at": datetime(2014, 7, 1, tzinfo=UTC),
        "updated": date(2014, 7, 2), "updated_at": datetime(2014, 7, 2, tzinfo=UTC), "language": "en",
        "section": "World", "page": "A4", "pages": (0,),
    }  # fmt: skip
    assert set(changed) == {field.name for field in fields(Article)}
    found = {fingerprint(replace(ARTICLE, **{name: value})) for name, value in changed.items()}
    assert len(found | {fingerprint(ARTICLE)}) == len(changed) + 1
    assert fingerprint(replace(ARTICLE)) == fingerprint(ARTICLE)
