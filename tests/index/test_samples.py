"""The sample articles: invented, plainly marked so, in every format, and fit for every feature."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clean import clean_article
from index.errors import SourceError
from index.passages import evidence_sentences
from index.records import Article
from index.samples import sample_articles
from index.sources import open_source


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    found = {}
    for record in open_source([sample_articles()]):
        assert not isinstance(record, SourceError), record
        article = clean_article(record)
        assert article.source not in found
        found[article.source.removeprefix("samples/")] = article
    return found


def test_there_are_enough_of_them_in_every_format(articles: dict[str, Article]) -> None:
    assert len(articles) >= 12
    endings = {path.suffix for path in sample_articles().iterdir() if path.is_file()}
    assert endings >= {".txt", ".md", ".html", ".jsonl"}


def test_they_are_files_that_are_installed_with_the_package() -> None:
    assert sample_articles() == Path(sample_articles().parent / "samples")
    assert (sample_articles() / "__init__.py").is_file()


def test_every_file_says_that_it_is_invented() -> None:
    for path in sample_articles().iterdir():
        if path.suffix in {".txt", ".md", ".html"}:
            assert "invented" in path.read_text().lower(), path.name
    for line in (sample_articles() / "wire.jsonl").read_text().splitlines():
        assert "invented" in line.lower()


def test_nearly_all_say_what_when_and_who(articles: dict[str, Article]) -> None:
    assert all(article.title for article in articles.values())
    undated = {name for name, article in articles.items() if article.published is None}
    assert undated <= {"harbour-shuttle-release.txt", "vessarias-denial-convinces-no-one.txt"}
    unsigned = {name for name, article in articles.items() if not (article.authors or article.publisher)}
    assert unsigned <= {"harbour-shuttle-release.txt"}


def test_there_are_statements_a_denial_a_correction_and_an_interview(articles: dict[str, Article]) -> None:
    text = " ".join(article.text for article in articles.values())
    for words in ("denied", "said", "“", "Correction"):
        assert words in text
    assert any("?" in article.text and "interview" in name for name, article in articles.items())


def test_no_title_byline_newsletter_or_note_can_be_quoted(articles: dict[str, Article]) -> None:
    tailed = articles["vessarias-denial-convinces-no-one.txt"]
    quotable = [tailed.text[start:end] for start, end in evidence_sentences(tailed)]
    assert quotable[0].startswith("The rulers of Vessaria")
    for words in ("Convinces No One", "Garrod Pyle", "Click here", "Photo of", "FHS", "Facebook"):
        assert words in tailed.text
        assert not any(words in sentence for sentence in quotable)
    for article in articles.values():
        quotable = [article.text[start:end] for start, end in evidence_sentences(article)]
        assert len(quotable) >= 5
        assert not any("invented for demonstration" in sentence for sentence in quotable)


def test_two_are_near_copies_but_not_the_same(articles: dict[str, Article]) -> None:
    words = {name: set(article.text.lower().split()) for name, article in articles.items()}
    alike = [
        (one, other)
        for one in words
        for other in words
        if one < other and len(words[one] & words[other]) > 0.6 * len(words[one] | words[other])
    ]
    assert len(alike) >= 1
    assert all(articles[one].text != articles[other].text for one, other in alike)
