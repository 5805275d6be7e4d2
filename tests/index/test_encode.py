"""The encoder: unit rows, nothing of a passage cut, and only models that lie on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.clean import clean_article, clean_text
from index.encode import BATCH, DEFAULT_MODEL, TITLE_TOKENS, SentenceEncoder, load_encoder, model_name
from index.errors import IndexMismatch, SourceError, StoreError
from index.passages import passages
from index.records import Article
from index.samples import sample_articles
from index.sources import open_source
from tests.encoders import DIMENSION, tiny_model

MARKS = 2  # [CLS] and [SEP]
TEXTS = [
    "The ministry denied the report.",
    "A ferry ran aground off the northern coast, and forty people were brought to land.",
    "x",
    "Prices rose.\n\nThe council met on Monday.",
]


def read_by(encoder: SentenceEncoder, texts: list[str]) -> list[int]:
    """Word pieces that the model itself makes of each input, its marks included, before it cuts."""
    tokenizer = encoder._transformer.tokenizer
    return [len(tokenizer(text, truncation=False, verbose=False)["input_ids"]) for text in texts]


def cut(encoder: SentenceEncoder, text: str, title: str) -> list[str]:
    """What the model reads of the passages of a text."""
    article = Article("a@0", clean_text(text), title=title)
    found = passages(article, encoder.count_tokens, encoder.budget)
    return encoder.inputs([passage.text for passage in found], title)


# Vectors


def test_vectors_are_unit_rows_of_the_dimension(real: SentenceEncoder) -> None:
    vectors = real.encode_passages(TEXTS, "A title")
    assert vectors.shape == (len(TEXTS), real.dimension) == (4, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    query = real.encode_query("Who denied it?")
    assert (query.shape, query.dtype) == ((384,), np.float32)
    assert abs(np.linalg.norm(query) - 1) < 1e-6


def test_no_text_gives_no_rows(real: SentenceEncoder) -> None:
    assert real.encode_passages([]).shape == (0, 384)
    assert real.count_tokens([]) == []


def test_rows_keep_the_order_of_the_texts_though_they_are_sorted_by_length(real: SentenceEncoder) -> None:
    texts = [word * length for word, length in zip("abcdefghijkl", range(12, 0, -1), strict=True)]
    assert len(texts) > BATCH
    together = real.encode_inputs(texts)
    alone = np.concatenate([real.encode_inputs([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_a_question_is_nearest_to_the_passage_that_speaks_of_it(real: SentenceEncoder) -> None:
    likeness = real.encode_passages(TEXTS) @ real.encode_query("Which ship had an accident at sea?")
    assert likeness.argmax() == 1


def test_the_title_is_read_before_the_passage(real: SentenceEncoder) -> None:
    assert real.inputs(["He denied it."], "  Minister\n on   trial ") == ["Minister on trial\nHe denied it."]
    assert real.inputs(["He denied it."]) == real.inputs(["He denied it."], " \n") == ["He denied it."]
    bare, titled = (
        real.encode_passages(["He denied it."]),
        real.encode_passages(["He denied it."], "Minister"),
    )
    assert (titled == real.encode_inputs(["Minister\nHe denied it."])).all()
    assert (bare != titled).any()


def test_a_vector_of_a_question_cannot_be_written_to(real: SentenceEncoder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        real.encode_query("Who?")[0] = 1


def test_many_threads_get_the_vectors_of_one(real: SentenceEncoder) -> None:
    questions = [f"What did the minister of {place} say?" for place in "ABCDEFGHIJKL"]
    alone = [real.encode_passages([question], "T") for question in questions]
    counts = real.count_tokens(questions)
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda question: real.encode_passages([question], "T"), questions))
        asked = list(pool.map(real.encode_query, questions * 2))
        counted = list(pool.map(lambda question: real.count_tokens([question])[0], questions))
    np.testing.assert_allclose(np.stack(together), np.stack(alone), atol=1e-6)
    np.testing.assert_allclose(asked, [real.encode_query(question) for question in questions * 2], atol=1e-6)
    assert counted == counts


# Nothing of a passage is cut


def test_nothing_of_the_sample_articles_is_cut(real: SentenceEncoder) -> None:
    inputs = []
    for record in open_source([sample_articles()]):
        assert not isinstance(record, SourceError)
        article = clean_article(record)
        found = passages(article, real.count_tokens, real.budget)
        inputs += real.inputs([passage.text for passage in found], article.title)
    assert len(inputs) > 50
    assert max(read_by(real, inputs)) <= real._transformer.max_seq_length == 256


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ".join(f"word{number}" for number in range(100)),
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 3,
        "x" * 500,
        "北京" * 40,
        "é́́ ẞ ﬃ ǅ ﷺ \u200d👩‍👩‍👧‍👦 \ud7ff \U0001f1e6 İi̇ \u202eabc\u202c",
        "a.b-c'd,e!" * 20,
        "\n\tTwo\x85lines\u2028here ",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "Antidisestablishmentarianism " * 400,
        "x" * 5000,
        "北京大学" * 300 + "。",
        "É" * 900 + ". " + "ﷺ" * 700,
        "1,234,567.89; " * 300,
        ("He said: “No.” " * 90 + "\n\n") * 3,
    ],
)
def test_title_text_and_marks_together_are_never_longer_than_the_model_reads(
    real: SentenceEncoder, title: str, text: str
) -> None:
    inputs = cut(real, text, title)
    assert max(read_by(real, inputs)) <= real.budget + TITLE_TOKENS + MARKS <= 256


def test_a_long_title_is_cut_at_a_word(real: SentenceEncoder) -> None:
    title = " ".join(f"word{number}" for number in range(100))
    (head, text) = real.inputs(["He left."], title)[0].split("\n")
    assert text == "He left."
    assert title.startswith(head + " ")
    assert 0 < real.count_tokens([head])[0] <= TITLE_TOKENS
    assert real.count_tokens([title[: title.index(" ", len(head) + 1)]])[0] > TITLE_TOKENS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=600), title=st.text(max_size=200))
def test_whatever_the_text_and_the_title_nothing_is_cut(real: SentenceEncoder, text: str, title: str) -> None:
    inputs = cut(real, text, title)
    assert max(read_by(real, inputs), default=0) <= real.budget + TITLE_TOKENS + MARKS


def test_a_model_that_reads_less_has_shorter_passages(tmp_path: Path) -> None:
    encoder = load_encoder(str(tiny_model(tmp_path / "short", reads=64)))
    assert encoder.budget == 64 - MARKS - TITLE_TOKENS
    inputs = cut(encoder, "The harbour was closed on Monday, officials said. " * 30, "word " * 50)
    assert len(inputs) > 5
    assert max(read_by(encoder, inputs)) <= 64


def test_a_model_that_reads_too_little_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"reads 30 word pieces.*expected 50 or more.*--model"):
        load_encoder(str(tiny_model(tmp_path / "short", reads=30)))


# Which models


def test_the_default_is_the_one_of_its_package(real: SentenceEncoder) -> None:
    assert real.model == DEFAULT_MODEL == model_name(DEFAULT_MODEL)
    assert load_encoder(revision=real.revision).revision == real.revision
    assert real.budget == 160


def test_a_folder_is_a_model_and_named_by_its_whole_path(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny.parent)
    encoder = load_encoder("tiny")
    assert encoder.model == model_name("tiny") == str(tiny)
    assert encoder.dimension == DIMENSION
    assert encoder.encode_passages(TEXTS).shape == (4, DIMENSION)


def test_other_weights_are_another_revision_and_a_copy_is_the_same(tiny: Path, tmp_path: Path) -> None:
    encoder = load_encoder(str(tiny))
    copy = load_encoder(str(shutil.copytree(tiny, tmp_path / "copy")), revision=encoder.revision)
    assert (copy.encode_inputs(TEXTS) == encoder.encode_inputs(TEXTS)).all()
    assert load_encoder(str(tiny_model(tmp_path / "other", seed=8))).revision != encoder.revision


def test_another_revision_than_asked_is_a_mismatch_that_names_both(tiny: Path) -> None:
    found = load_encoder(str(tiny)).revision
    with pytest.raises(IndexMismatch, match=rf"(?s)0123456789abcdef.*{found}.*--fresh"):
        load_encoder(str(tiny), revision="0123456789abcdef")


def test_a_folder_without_safetensors_is_refused_by_name(tiny: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "copy"))
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(StoreError, match=f"{folder} holds no .*safetensors"):
        load_encoder(str(folder))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such model?", "", "a/b/c"])
def test_a_name_that_is_not_on_this_machine_is_refused_by_name(name: str) -> None:
    with pytest.raises(StoreError, match=r"no folder and not in this machine's model cache") as caught:
        load_encoder(name)
    assert repr(name) in str(caught.value)


def test_a_folder_that_has_gone_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"there is no folder {tmp_path / 'gone'}"):
        load_encoder(str(tmp_path / "gone"))


def truncate(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:1000])


def lose_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def lose_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def break_modules(folder: Path) -> None:
    (folder / "modules.json").write_text("{")


def name_foreign_code(folder: Path) -> None:
    (folder / "modules.json").write_text('[{"idx": 0, "name": "0", "path": "", "type": "os.system"}]')


def widen(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(path.read_text().replace('"hidden_size": 16', '"hidden_size": 32'))


@pytest.mark.parametrize(
    "harm", [truncate, lose_tokenizer, lose_config, break_modules, name_foreign_code, widen]
)
def test_a_damaged_model_is_refused_by_name(tiny: Path, tmp_path: Path, harm) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "copy"))
    harm(folder)
    with pytest.raises(StoreError, match=str(folder)) as caught:
        load_encoder(str(folder))
    assert "\n" not in str(caught.value)


def test_loading_says_nothing_and_asks_no_network(tiny: Path, tmp_path: Path) -> None:
    code = (
        "import sys, socket\n"
        "def refuse(*arguments): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from index.encode import load_encoder\n"
        "load_encoder(sys.argv[1]).encode_query('Who?')\n"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("HF_")} | {
        "HF_HOME": str(tmp_path)
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
