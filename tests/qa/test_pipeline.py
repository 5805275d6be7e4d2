"""The whole way over an index on disk: from many threads, over new versions, and in one call."""

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

import qa
from index import IndexMissing, build_index, current_version, open_source, sample_articles
from qa import understand
from qa.version import Settings, Version
from tests.encoders import tiny_model

ROOT = Path(__file__).parents[2]
VESSARIA = "What did Vessaria say about the missiles?"
STORY = "Vessaria denied on Tuesday that it had sold missiles to the Upland Front.\n"
QUESTIONS = [
    "What did Vessaria say?",
    "Who really spoke of the serial numbers?",
    "What was the last vehicle over the bridge?",
    "Why was testing of the delta fever shot stopped?",
    "How does Søren Łaskiewin explain the defeat?",
    "What did Bartholomew Quist say about the missiles?",
    "How do I make sourdough bread rise in a cold kitchen?",
    "What does the medicines regulator say about the pause?",
    "Would Vessaria let outsiders see its missile plant?",
    "?",
]


class Newsroom:
    """A folder of articles and its index."""

    def __init__(self, folder):
        self.articles, self.index = folder / "articles", folder / "articles.index"
        self.articles.mkdir()
        self.print("first", STORY)

    def print(self, name, text):
        (self.articles / f"{name}.txt").write_text(text)
        build_index(open_source([self.articles]), self.index)


@pytest.fixture
def newsroom(tmp_path):
    return Newsroom(tmp_path)


def sources(answer):
    return {citation.quote.article.source.rpartition("/")[2] for citation in answer.citations}


def test_the_flagship_question_shows_the_words_of_vessaria(samples):
    said = [
        "a clumsy invention, stitched together in a newspaper office to isolate our country",
        "behind the noise stands the wish of Irravand to excuse its own shelling of the upland villages",
        "It is false from the first line to the last,",
        "We signed nothing, in Calassa or anywhere else.",
        "whoever wishes to see our missiles may come to the parade in June and count them",
        "A fragment in a photograph is a fragment in a photograph,",
        "the first honest line in this affair, and it took only four days",
        "welcomes every voice that asks for evidence before it passes sentence",
        "no signature, no lorry, no ship, no suitcase",
        "Vessaria has nothing to hide in the Harnock Works",
        "The inspectors looked for all three, and the answer is the one that we gave on the first day: no.",
    ]
    answer = samples.ask("What did Vessaria say?")
    shown = [citation.quote.text for citation in answer.citations[:3]]
    assert any(words in text for words in said for text in shown)


def test_many_threads_get_the_answers_of_one(tmp_path):
    """Twenty questions in each of eight threads, over a model that is quick."""
    folder = tmp_path / "samples.index"
    build_index(open_source([sample_articles()]), folder, model=str(tiny_model(tmp_path / "tiny")))
    asked = QUESTIONS * 2
    with qa.Pipeline.open(folder, Settings(floor=0.1)) as pipeline:
        alone = [pipeline.ask(text) for text in asked]
        assert sum(answer.answered for answer in alone) > 10
        with ThreadPoolExecutor(8) as threads:
            for together in threads.map(lambda _: [pipeline.ask(text) for text in asked], range(8)):
                assert together == alone


def test_k_is_the_number_of_quotations_at_most(samples):
    answers = [samples.ask(VESSARIA, k) for k in (1, 2, 5)]
    assert [len(answer.citations) for answer in answers] == [1, 2, 5]
    assert len(samples.retrieve(VESSARIA, 4)) == 4


def test_filters_are_dates_texts_and_publishers(samples):
    def published(**filters):
        return {hit.passage.article.published for hit in samples.retrieve(VESSARIA, **filters)}

    march = published(since="2025-03-05", until=date(2025, 3, 11))
    assert march
    assert all(date(2025, 3, 5) <= day <= date(2025, 3, 11) for day in march)
    assert published(since=datetime(2025, 3, 5, 23, 59), until="2025-03-11") == march
    hits = samples.retrieve(VESSARIA, publisher=["The Ellery Courier", ""])
    assert {hit.passage.article.publisher for hit in hits} == {"The Ellery Courier"}
    assert samples.ask(VESSARIA, publisher="").answered
    assert samples.ask(VESSARIA, since="2030-01-01").reason.code == "outside_dates"
    assert samples.ask(VESSARIA, publisher="No Such Paper").reason.code == "no_articles"


@pytest.mark.parametrize("ask", ["ask", "retrieve"])
def test_a_wrong_k_or_date_is_refused_in_words(samples, ask):
    with pytest.raises(ValueError, match="k is 0; ask for at least 1"):
        getattr(samples, ask)("Vessaria?", 0)
    with pytest.raises(
        ValueError, match="'28 July' is no date; write it as YYYY-MM-DD, for example 2014-07-28"
    ):
        getattr(samples, ask)("Vessaria?", since="28 July")
    with pytest.raises(ValueError, match="'2025-02-30' is no date"):
        getattr(samples, ask)("Vessaria?", until="2025-02-30")


def test_retrieving_for_no_words_finds_nothing(samples):
    assert samples.retrieve("?!") == []


def test_half_a_surrogate_pair_is_no_reason_to_fail(samples):
    assert samples.ask("\udcff What did Vessaria say?").answered


def test_a_missing_index_says_how_to_build_one(tmp_path):
    folder = tmp_path / "no.index"
    with pytest.raises(IndexMissing, match=f"python -m index build ARTICLES --index {folder}"):
        qa.Pipeline.open(folder)
    with pytest.raises(IndexMissing, match="python -m index build"):
        qa.ask("Vessaria?", index=folder)


def test_one_call_opens_asks_and_closes(newsroom):
    answer = qa.ask(VESSARIA, index=newsroom.index)
    assert sources(answer) == {"first.txt"}
    assert [hit.passage.text for hit in qa.retrieve(VESSARIA, 1, index=str(newsroom.index))] == [
        STORY.strip()
    ]
    with qa.Pipeline.open(newsroom.index) as pipeline:
        assert pipeline.ask(VESSARIA) == answer


def test_a_running_pipeline_answers_from_the_newest_version(newsroom):
    with qa.Pipeline.open(newsroom.index) as pipeline:
        assert (pipeline.size, sources(pipeline.ask(VESSARIA))) == (1, {"first.txt"})
        newsroom.print("second", "“We sold no missiles,” Vessaria said on Wednesday about the missiles.\n")
        assert "second.txt" in sources(pipeline.ask(VESSARIA))
        assert pipeline.size == 2


def test_a_question_ends_on_the_version_it_began_with(newsroom):
    with qa.Pipeline.open(newsroom.index) as pipeline, pipeline._opened() as old:
        newsroom.print("first", "The bridge over the harbour is closed.\n")
        newsroom.print("first", "The bridge over the harbour is open.\n")
        assert not (newsroom.index / old.name).exists(), "its folder was to be deleted by now"
        assert not pipeline.ask(VESSARIA).answered
        answer = old.answer(understand(VESSARIA), 5, None, Settings())
        assert [citation.quote.text for citation in answer.citations] == [STORY.strip()]


def test_a_damaged_new_version_leaves_the_old_one_answering_and_is_logged_once(newsroom, caplog):
    with qa.Pipeline.open(newsroom.index) as pipeline:
        newsroom.print("second", "The bridge over the harbour is closed.\n")
        manifest = newsroom.index / current_version(newsroom.index) / "manifest.json"
        whole = manifest.read_bytes()
        manifest.write_bytes(whole[:-9])
        with caplog.at_level(logging.ERROR, logger="qa.pipeline"):
            assert sources(pipeline.ask(VESSARIA)) == sources(pipeline.ask(VESSARIA)) == {"first.txt"}
        (record,) = caplog.records
        assert "cannot be opened; answering from the last one" in record.message
        assert record.exc_info
        manifest.write_bytes(whole)
        newsroom.print("third", "The harbour is closed, too.\n")
        assert pipeline.size == 3


def test_an_index_that_is_gone_leaves_the_old_version_answering(newsroom, caplog):
    with qa.Pipeline.open(newsroom.index) as pipeline:
        newsroom.index.rename(newsroom.index.with_name("elsewhere"))
        assert pipeline.ask(VESSARIA).answered
    assert "cannot be opened" in caplog.text


def test_closing_waits_for_the_question_that_is_being_answered(newsroom):
    pipeline = qa.Pipeline.open(newsroom.index)
    with pipeline._opened() as version:
        pipeline.close()
        pipeline.close()
        assert version.answer(understand(VESSARIA), 5, None, Settings()).answered
        assert version.index.article(next(iter(version.index.articles())).id).text == STORY.strip()


@pytest.mark.parametrize("ask", [lambda p: p.ask("?"), lambda p: p.retrieve("?"), lambda p: p.size])
def test_a_closed_pipeline_says_so(newsroom, ask):
    pipeline = qa.Pipeline.open(newsroom.index)
    pipeline.close()
    with pytest.raises(ValueError, match="is closed; open another"):
        ask(pipeline)


def test_an_article_that_is_not_there_is_a_key_error(samples):
    (hit,) = samples.retrieve(VESSARIA, 1)
    assert samples.article(hit.passage.article.id) == hit.passage.article
    with pytest.raises(KeyError):
        samples.article("nobody@0000")


def test_a_new_version_of_the_same_model_shares_the_encoder(newsroom):
    first = Version.open(newsroom.index, current_version(newsroom.index))
    second = Version.open(newsroom.index, first.name, first)
    assert second.encoder is first.encoder
    first.leave()
    second.leave()


def test_opening_the_samples_again_builds_nothing(samples_index):
    before = current_version(samples_index)
    with qa.open_samples(samples_index) as again:
        assert again.size >= 12
    assert current_version(samples_index) == before


def test_statements_are_looked_up_by_speaker_topic_and_stance(samples):
    renschel = samples.statements("pavo renschel")
    assert len(renschel) > 5
    assert {citation.speaker.key for citation in renschel} == {"person/renschel"}
    denials = samples.statements("Vessaria", stance="denies")
    assert denials
    assert {citation.stance for citation in denials} == {"denies"}
    bridge = samples.statements(about="the piles under the bridge", k=3)
    assert 1 <= len(bridge) <= 3
    assert any("piles" in citation.quote.text for citation in bridge)
    assert len(samples.statements(k=20)) == 20
    assert samples.statements("Bartholomew Quist") == samples.statements("Vessaria", since="2030-01-01") == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"stance": "says so"}, "stance is 'says so'; choose one of says, alleges"),
        ({"tier": "D"}, "tier is 'D'; choose one of A, B, C"),
        ({"k": 0}, "k is 0"),
        ({"since": "March"}, "'March' is no date"),
    ],
)
def test_statements_of_a_wrong_stance_tier_number_or_day_are_refused(samples, wrong, words):
    with pytest.raises(ValueError, match=words):
        samples.statements("Vessaria", **wrong)


def test_one_call_looks_statements_up(samples, samples_index):
    assert qa.statements("Vessaria", k=3, index=samples_index) == samples.statements("Vessaria", k=3)


def test_voices_are_those_of_the_index_the_most_frequent_first(samples):
    found = samples.voices(k=5)
    assert found.total > 20
    assert [line.statements for line in found.lines] == sorted(
        (line.statements for line in found.lines), reverse=True
    )
    assert [line.label for line in samples.voices("renschel").lines] == ["Pavo Renschel"]


def test_no_parser_is_loaded_when_a_question_is_asked(samples_index):
    asking = (
        "import sys, qa\n"
        f"answer = qa.ask('What did Vessaria say?', index={str(samples_index)!r})\n"
        "print(answer.answered, 'spacy' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.split() == ["True", "False"]
