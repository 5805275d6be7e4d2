"""Articles in SQLite: as they were, or not at all."""

from __future__ import annotations

import sqlite3
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.catalog import Catalog
from index.errors import IndexDamaged, StoreUnwritable
from index.records import Article, Filter, Span
from tests.index.making import corpus, made

TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
ARTICLES = st.builds(
    Article,
    id=st.text(string.printable, min_size=1, max_size=30),
    text=TEXT,
    title=TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    published=st.none() | st.dates(),
    publisher=TEXT,
    url=TEXT,
    place=TEXT,
    furniture=st.lists(st.builds(Span, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple),
)


def filled(path: Path, articles: int = 3) -> Path:
    catalog = Catalog(path, read_only=False)
    for article, passages in corpus(articles):
        catalog.add(article, [passage.span for passage in passages])
    catalog.finish()
    return path


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES)
def test_any_article_comes_back_equal(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "articles.sqlite"
    path.unlink(missing_ok=True)
    catalog = Catalog(path, read_only=False)
    catalog.add(article, [])
    catalog.finish()
    catalog = Catalog(path, read_only=True)
    assert catalog.article(article.id) == article
    assert list(catalog.article_keys(Filter(articles=(article.id,))).values()) == [article.id]
    catalog.close()


def test_a_lone_surrogate_is_refused_before_anything_is_stored(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "articles.sqlite", read_only=False)
    with pytest.raises(ValueError, match="surrogates"):
        catalog.add(Article("a@0", "x\ud800"), [])
    assert catalog.counts() == (0, 0, 0)
    catalog.close()


def test_keys_are_never_used_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "articles.sqlite")
    catalog = Catalog(path, read_only=False)
    article, passages = corpus(3)[2]
    spans = [passage.span for passage in passages]
    key, keys = catalog.remove(article.id)
    assert (key, keys) == (3, [9, 10, 11, 12])
    assert catalog.add(article, spans) == (4, [13, 14, 15, 16])
    catalog.remove(article.id)
    catalog.finish()
    catalog = Catalog(path, read_only=False)
    assert catalog.add(article, spans)[0] == 5
    catalog.close()


def test_names_and_spans_lead_to_each_other(tmp_path: Path) -> None:
    catalog = Catalog(filled(tmp_path / "articles.sqlite"), read_only=True)
    for article, passages in corpus(3):
        spans = catalog.spans(article.id)
        assert [span for _, span in spans] == [passage.span for passage in passages]
        assert list(catalog.names([key for key, _ in spans]).values()) == [passage.id for passage in passages]
    assert catalog.names([99]) == {}
    assert catalog.spans("absent") == []
    catalog.close()


def test_fingerprints_are_those_of_the_articles(tmp_path: Path) -> None:
    from index.intake import fingerprint

    catalog = Catalog(filled(tmp_path / "articles.sqlite"), read_only=True)
    assert catalog.fingerprints() == {article.id: fingerprint(article) for article, _ in corpus(3)}
    catalog.close()


def test_what_is_not_finished_is_dropped(tmp_path: Path) -> None:
    path = filled(tmp_path / "articles.sqlite")
    catalog = Catalog(path, read_only=False)
    catalog.remove("a0-0@0000")
    catalog.close()
    catalog = Catalog(path, read_only=True)
    assert catalog.counts() == (3, 12, 0)
    catalog.close()
    assert [p.name for p in tmp_path.iterdir()] == ["articles.sqlite"]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    catalog = Catalog(filled(tmp_path / "articles.sqlite"), read_only=True)
    with pytest.raises(IndexDamaged, match="readonly"):
        catalog.remove("a0-0@0000")
    catalog.close()


def test_room_that_removed_articles_leave_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "articles.sqlite"
    catalog = Catalog(path, read_only=False)
    for number in range(50):
        catalog.add(made(f"a{number}", "x" * 10_000)[0], [])
    catalog.finish()
    catalog = Catalog(path, read_only=False)
    for number in range(40):
        catalog.remove(f"a{number}@0000")
    catalog.finish()
    assert path.stat().st_size < 200_000


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_catalog_is_damage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "articles.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"articles\.sqlite"):
        Catalog(path, read_only=True)
    with pytest.raises(IndexDamaged, match="absent"):
        Catalog(tmp_path / "absent", read_only=True)


def test_a_file_with_tables_of_its_own_is_damage(tmp_path: Path) -> None:
    path = filled(tmp_path / "articles.sqlite")
    base = sqlite3.connect(path)
    base.execute("CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM passage; END")
    base.close()
    for read_only in (True, False):
        with pytest.raises(IndexDamaged, match="other tables"):
            Catalog(path, read_only=read_only)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable, match="absent"):
        Catalog(tmp_path / "absent" / "articles.sqlite", read_only=False)


def test_odd_folder_names_are_no_part_of_the_address(tmp_path: Path) -> None:
    folder = tmp_path / "a?mode=rwc#b %41 ü"
    folder.mkdir()
    catalog = Catalog(filled(folder / "articles.sqlite"), read_only=True)
    assert catalog.counts() == (3, 12, 0)
    catalog.close()


def test_a_date_of_the_year_one_is_a_date(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "articles.sqlite", read_only=False)
    for number, day in enumerate([date.min, date(999, 12, 31), date(2014, 7, 1), date.max]):
        catalog.add(replace(made(f"a{number}")[0], published=day), [])
    assert list(catalog.article_keys(Filter(until=date(1000, 1, 1)))) == [1, 2]
    assert list(catalog.article_keys(Filter(since=date(2014, 7, 1)))) == [3, 4]
    catalog.close()
