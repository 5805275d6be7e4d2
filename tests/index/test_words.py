"""How a text is counted, and what the index of words does that is not in the contract of an index."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexDamaged, StoreUnwritable
from index.records import Article
from index.words import LONGEST, Words, WordsWriter, analyze

ARTICLE = Article("a@0", "text", title="title")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("The forces denied baseless claims.", ["the", "forc", "deni", "baseless", "claim"]),
        ("U.S. U.S U.S.A. U.S.A.'s e.g.", ["us", "us", "usa", "usa", "eg"]),
        ("U.S.-led, well-known", ["us", "led", "well", "known"]),
        ("He left the U.S. He", ["he", "left", "the", "us", "he"]),
        ("Kim's Kims' Kim’s KIM'S", ["kim", "kim", "kim", "kim"]),
        ("don't don’t dont", ["dont", "dont", "dont"]),
        ("O'Brien ‘quoted’ 'quoted'", ["obrien", "quot", "quot"]),
        ("7,000 1,234,567.5 4.2 4.2bn", ["7000", "1234567.5", "4.2", "4.2", "bn"]),
        ("7,0000 12,34 1. 2014-07-28", ["7", "0000", "12", "34", "1", "2014", "07", "28"]),
        ("G20 1990s covid-19 a_b", ["g20", "1990s", "covid", "19", "a", "b"]),
        (
            "Café naïve Åsa İstanbul Straße ﬁne ＦＵＬＬ",
            ["cafe", "naiv", "asa", "istanbul", "strass", "fine", "full"],
        ),
        ("e\u0301 é", ["e", "e"]),
        ("Москва Россия", ["москва", "россия"]),
        ("北京市 AI技術 カタカナ 水", ["北京", "京市", "ai", "技術", "カタ", "タカ", "カナ", "水"]),
        ("ｶﾞ ガ", ["ガ", "ガ"]),
        ("ครับ", ["คร", "รั", "ับ"]),
        ("हिन्दी भाषा।", ["हिन्दी", "भाषा"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("\ud800 🚀 *:( — “”", []),
        ("x" * 500, ["x" * LONGEST]),
    ],
)
def test_analyze_gives_the_words_that_count(text: str, words: list[str]) -> None:
    assert analyze(text) == words


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_words_hold_no_space_and_are_found_again_by_themselves(text: str) -> None:
    words = analyze(text)
    assert analyze(text) == words
    for word in words:
        assert word
        assert len(word.split()) == 1
        assert len(word) <= LONGEST or word.replace(".", "").isdigit()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="ascii")), st.text(st.characters(codec="ascii")))
def test_case_and_a_new_line_change_nothing(one: str, two: str) -> None:
    assert analyze(one + "\n" + two) == analyze(one) + analyze(two)
    assert analyze(one.upper()) == analyze(one.lower())


def test_many_threads_analyze_as_one_does() -> None:
    texts = [f"running{n} denied generation{n} nationally{chr(97 + n % 26)} flies{n}" for n in range(4000)]
    texts = [text.translate(str.maketrans("0123456789", "abcdefghij")) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(analyze, texts))
    import index.words

    index.words._counted.cache_clear()
    assert together == [analyze(text) for text in texts]


def test_analysis_does_not_depend_on_what_else_is_installed() -> None:
    """``snowballstemmer.stemmer`` would take PyStemmer's where it is there."""
    script = (
        "import sys, types\nsys.modules['Stemmer'] = types.SimpleNamespace(algorithms=None, Stemmer=None)\n"
        "from index.words import analyze\nprint(analyze('denied'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "['deni']"


ROOT = Path(__file__).parents[2]


def test_importing_words_loads_no_engine() -> None:
    script = "import sys, index.words; print({'tantivy', 'numpy', 'snowballstemmer'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "set()"


def test_a_long_question_of_common_words_is_fast(tmp_path: Path) -> None:
    writer = WordsWriter(tmp_path / "words")
    text = "the of and to in a is that for it was on are as with his they be at this " * 5
    for key in range(1, 5001):
        writer.add(ARTICLE, key, [(key, text)])
    writer.finish()
    words = Words(tmp_path / "words")
    begun = time.process_time()
    assert len(words.search(analyze((text * 30)[:2000] + " ".join(map(str, range(400)))), 50)) == 50
    assert time.process_time() - begun < 1


def test_removing_an_article_drops_its_passages_and_no_others(tmp_path: Path) -> None:
    writer = WordsWriter(tmp_path / "words")
    for key in range(1, 6):
        writer.add(ARTICLE, key, [(10 * key + n, f"word{key}") for n in range(3)])
    assert writer.finish() == 0
    writer = WordsWriter(tmp_path / "words")
    writer.remove(2)
    writer.add(ARTICLE, 9, [(90, "word9")])
    writer.remove(9)
    assert writer.finish() == 3
    words = Words(tmp_path / "words")
    assert sorted(words.keys()) == [10 * key + n for key in (1, 3, 4, 5) for n in range(3)]
    assert len(words) == 12
    assert words.frequency("word2") == 0
    assert words.frequency("titl") == 12


def test_finish_leaves_no_lock_and_no_file_that_nothing_refers_to(tmp_path: Path) -> None:
    for session in range(12):
        writer = WordsWriter(tmp_path / "words")
        writer.add(ARTICLE, session + 1, [(session + 1, "word")])
        writer.finish()
    names = {path.name for path in (tmp_path / "words").iterdir()}
    meta = (tmp_path / "words" / "meta.json").read_text().replace("-", "")
    assert {name for name in names if name.split(".")[-2] not in meta} == {".managed.json", "meta.json"}
    assert not {name for name in names if name.endswith(".lock")}
    assert len(Words(tmp_path / "words")) == 12


def test_close_drops_what_was_not_finished(tmp_path: Path) -> None:
    writer = WordsWriter(tmp_path / "words")
    writer.add(ARTICLE, 1, [(1, "word")])
    writer.close()
    writer.close()
    assert len(Words(tmp_path / "words")) == 0


def test_opening_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    WordsWriter(tmp_path / "words").finish()
    before = sorted((tmp_path / "words").iterdir())
    Words(tmp_path / "words")
    assert sorted((tmp_path / "words").iterdir()) == before
    assert list((tmp_path / "temporary").iterdir()) == []


def test_opening_without_a_place_for_temporary_files_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WordsWriter(tmp_path / "words").finish()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent"))
    with pytest.raises(StoreUnwritable, match="TMPDIR"):
        Words(tmp_path / "words")


def test_what_is_no_index_of_words_is_damage(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    with pytest.raises(IndexDamaged, match="words"):
        Words(tmp_path / "words")
    (tmp_path / "words" / "meta.json").write_text("{}")
    with pytest.raises(IndexDamaged, match="words"):
        Words(tmp_path / "words")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "meta.json").mkdir()
    with pytest.raises(StoreUnwritable, match="words"):
        WordsWriter(tmp_path / "words")
