"""A real article end to end: the words of those it quotes, and none of what surrounds it."""

from pathlib import Path

import pytest

import qa
from index import build_index, open_source

SEED = Path(__file__).parents[3] / "shared" / "data" / "seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason=f"no seed article: {SEED} is not there")


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seed") / "seed.index"
    build_index(open_source([SEED]), folder)
    with qa.Pipeline.open(folder) as pipeline:
        yield pipeline


def test_what_north_korea_said_is_shown_in_its_words(pipeline):
    answer = pipeline.ask("what did North Korea say?")
    shown = [citation.quote.text for citation in answer.citations]
    assert any("utterly baseless sophism and sheer fiction" in text for text in shown)
    (article,) = answer.articles
    assert article.authors == ("Dave Bohon",)
    for citation in answer.citations:
        start, end = citation.quote.span
        assert citation.quote.text == article.text[start:end]


@pytest.mark.parametrize(
    "question",
    [
        "what did North Korea say?",
        "What does the e-newsletter offer every Monday?",
        "Click here to read the entire article",
        "Whose photo of Kim Il Sung Square in Pyongyang is it?",
        "Which Facebook and Twitter feeds are there?",
    ],
)
def test_nothing_that_surrounds_the_article_is_shown(pipeline, question):
    answer = pipeline.ask(question)
    shown = [citation.quote.text for citation in answer.citations + answer.related]
    for words in ("newsletter", "Click here", "AP Images", "Facebook", "Member Update"):
        assert not any(words in text for text in shown), words
