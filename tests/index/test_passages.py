from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import MAX_SENTENCE, _runs, evidence_sentences, passages, sentences
from index.records import Article, Span

HARD = Path(__file__).parent / "hard_sentences.txt"
MARKS = {" | ": " ", "¦": "", "⏎": "\n", "¶": "\n\n"}


def hard_cases() -> list[tuple[str, list[str]]]:
    cases = []
    for line in HARD.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text = parts = line.replace("\\n", "\n")
            for mark, blank in MARKS.items():
                text, parts = text.replace(mark, blank), parts.replace(mark, "\0")
            cases.append((text, parts.split("\0")))
    return cases


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def article(text: str, *furniture: str) -> Article:
    starts = [text.index(piece) for piece in furniture]
    spans = sorted(Span(at, at + len(piece)) for at, piece in zip(starts, furniture, strict=True))
    return Article(id="a@0", text=text, furniture=tuple(spans))


# Sentences


@pytest.mark.parametrize(("text", "expected"), hard_cases(), ids=[text[:40] for text, _ in hard_cases()])
def test_a_hard_case_is_split_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_there_are_enough_hard_cases() -> None:
    assert len(hard_cases()) >= 100


def test_two_sentences_have_the_offsets_of_their_first_and_last_characters() -> None:
    assert sentences("  He met Gen. Lowe.  They spoke. ") == [Span(2, 19), Span(21, 32)]


def test_a_text_of_blanks_has_no_sentence() -> None:
    assert sentences("") == sentences(" \n\n \t\u2028\xa0") == []


def test_a_quotation_of_several_sentences_stays_with_who_said_it() -> None:
    said = "“We did not do it. We never will. Ask anyone,” the minister said."
    assert split(f"He denied it. {said} He left.") == ["He denied it.", said, "He left."]


def test_a_long_quotation_is_split_at_its_own_sentences_which_keep_its_marks() -> None:
    inner = [f"We went to the town number {n} and Gen. Lowe was not there when we came." for n in range(9)]
    found = split(f"He left. “{' '.join(inner)}” She stayed.")
    assert found == ["He left.", f"“{inner[0]}", *inner[1:-1], f"{inner[-1]}”", "She stayed."]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_next_paragraph() -> None:
    text = "“We will stay. We will fight.\n\n“We will win,” he said."
    assert split(text)[-1] == "“We will win,” he said."


def test_a_hard_wrapped_paragraph_is_read_across_its_line_ends() -> None:
    text = (
        "The minister of trade of the republic of Norvik said on Monday that\n"
        "Ostby would not be closed before the end of the year, and that Gen.\n"
        "Lowe agreed with him. Nobody else who was asked in the capital on\n"
        "Tuesday did."
    )
    whole = text.replace("\n", " ")
    assert [part.replace("\n", " ") for part in split(text)] == split(whole)
    assert len(split(whole)) == 2


def test_short_lines_are_sentences_of_their_own() -> None:
    assert split("Troops\nPolice\nJudges") == ["Troops", "Police", "Judges"]


@pytest.mark.parametrize("unit", ["word ", "a", "“a ", "(a ", "Mr. ", "!? a ", '"', "é\u0301", "1. ", "漢"])
def test_no_sentence_is_longer_than_a_quotation_may_be(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    assert all(b - a <= MAX_SENTENCE for a, b in sentences(text))


@pytest.mark.parametrize("cluster", ["e\u0301\u0323", "👩\u200d🚀", "👍🏽", "🇳🇴", "각", "क्षि"])
def test_a_cut_never_falls_inside_a_character_as_it_is_read(cluster: str) -> None:
    text = cluster * 2000
    assert len(sentences(text)) > 1
    assert all(a % len(cluster) == 0 for a, _ in sentences(text))
    found = passages(article(text), characters, 301)
    assert all(passage.span.start % len(cluster) == 0 for passage in found)


@pytest.mark.parametrize(
    "unit", ["word ", "“", "“a ", '"', "!? a ", "A. ", ".) A", "… A", "(a. B ", "?” Moe "]
)
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        sentences(text)
        return time.process_time() - start

    sentences(unit)
    assert seconds(500_000) < 30 * max(seconds(50_000), 0.01)


@pytest.mark.parametrize("blank", ["\xa0", "\u2028", "\x85", "\u3000"])
def test_a_blank_of_several_bytes_before_a_full_stop_is_read(blank: str) -> None:
    assert sentences(f"U{blank}. A b.")[-1].end == 8


def test_a_lone_surrogate_is_part_of_its_sentence() -> None:
    assert split("It is \ud800 here. He left.") == ["It is \ud800 here.", "He left."]


# Passages


def test_passages_are_runs_of_whole_sentences_that_share_one() -> None:
    text = "One two. Three four. Five six. Seven eight. Nine ten."
    found = [passage.text for passage in passages(article(text), words, 6)]
    assert found == ["One two. Three four. Five six.", "Five six. Seven eight. Nine ten."]


def test_a_sentence_is_not_shared_where_the_next_would_not_fit_beside_it() -> None:
    text = "One two three. Four five six. Seven."
    found = [passage.text for passage in passages(article(text), words, 4)]
    assert found == ["One two three.", "Four five six. Seven."]


def test_tokens_are_counted_once_for_all_sentences_of_an_article() -> None:
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(list(texts))
        return words(texts)

    passages(article("One two. Three four. Five six."), count, 4)
    assert calls == [["One two.", "Three four.", "Five six."]]


def test_no_passage_holds_or_spans_furniture() -> None:
    text = "OSTBY (NPA) -- The army left. It rained.\n\nShare this story\n\nThe police came."
    printed = article(text, "OSTBY (NPA) -- ", "Share this story")
    found = [passage.text for passage in passages(printed, words, 100)]
    assert found == ["The army left. It rained.", "The police came."]


def test_a_sentence_partly_in_furniture_is_what_lies_outside() -> None:
    text = "OSTBY (NPA) -- The army left. (Photo: Moe) It rained."
    printed = article(text, "OSTBY (NPA) --", "(Photo: Moe)")
    assert [text[a:b] for a, b in evidence_sentences(printed)] == ["The army left.", "It rained."]


def test_a_line_of_mere_marks_is_no_evidence_and_parts_passages() -> None:
    printed = article("One two.\n\n___\n\nThree four.")
    assert [passage.text for passage in passages(printed, words, 100)] == ["One two.", "Three four."]


def test_an_article_that_is_all_furniture_has_no_passage() -> None:
    assert passages(article("Share this story", "Share this story"), words, 10) == []
    assert passages(article(""), words, 10) == []


def test_a_sentence_over_the_budget_is_cut_after_a_clause() -> None:
    text = "When the army left the town in May, the police came back to it at once"
    found = [passage.text for passage in passages(article(text), words, 9)]
    assert found == ["When the army left the town in May,", "the police came back to it at once"]


def test_the_parts_of_a_word_without_a_blank_never_share_a_passage() -> None:
    text = "a" * 25
    assert [len(passage.text) for passage in passages(article(text), characters, 10)] == [10, 10, 5]


def test_a_character_that_does_not_fit_the_budget_is_refused() -> None:
    with pytest.raises(ValueError, match="budget is 0"):
        passages(article("One."), words, 0)


# Properties

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(" \n\n.!?…\"'“”‘’«»„「」()[]:;,–—AaSU1•とé\u0301\u200d\xa0\u2028\ud800🇳👍🏽"),
    ),
    max_size=200,
)
FRAGMENTS = st.one_of(
    st.sampled_from(
        ["The army left", "Gen. Lowe", "U.S.", " said", "he said", "a.m.", "No. 4", "3.5", "J. K. Rowe"]
    ),
    st.sampled_from([*"“””’.?!()", "… ", "— ", ", ", "[sic]", "Yahoo!", "Why?” Moe asked. ", "\n", "\n\n"]),
    st.just(" "),
)
NEWS = st.lists(FRAGMENTS, max_size=60).map("".join)
TEXTS = st.one_of(ODD, NEWS, NEWS.map(lambda text: text * 12))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    return Article(id="a@0", text=text, furniture=spans)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() and b - a <= MAX_SENTENCE for a, b in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert all("\n\n" not in text[a:b] for a, b in spans)


@given(articles(), st.integers(1, 60), st.sampled_from([words, characters]))
@settings(max_examples=300, deadline=None)
def test_passages_cover_the_evidence_within_the_budget_and_nothing_else(printed, budget, count) -> None:
    found = passages(printed, count, budget)
    evidence = evidence_sentences(printed)
    inside = {at for passage in found for at in range(*passage.span)}
    assert all(at in inside for a, b in evidence for at in range(a, b) if not printed.text[at].isspace())
    assert all(not passage.span.overlaps(span) for passage in found for span in printed.furniture)
    assert all(not span.overlaps(other) for span in evidence for other in printed.furniture)
    starts = [passage.span.start for passage in found]
    assert starts == sorted(set(starts))
    if count is words:
        assert all(count([passage.text])[0] <= budget for passage in found)
    assert all(len("".join(passage.text.split())) <= budget for passage in found if count is characters)
    assert all(passage.text == passage.text.strip() for passage in found)


@given(articles())
@settings(max_examples=100, deadline=None)
def test_a_passage_that_needs_no_cut_begins_and_ends_with_a_sentence(printed: Article) -> None:
    every = [span for run in _runs(printed) for span in run]
    assert {*evidence_sentences(printed)} <= {*every}
    found = passages(printed, lambda texts: [1] * len(texts), 3)
    assert {passage.span.start for passage in found} <= {span.start for span in every}
    assert {passage.span.end for passage in found} <= {span.end for span in every}


def quotable(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs)
    return [text[slice(*span)] for span in evidence_sentences(Article("a@1", text))]


BEFORE, AFTER = "The mayor denied the plan on Monday.", "The council meets again on Friday, the clerk said."


@pytest.mark.parametrize(
    "line",
    [
        "What comes next",
        "Judge blocks border policy: New ruling halts expulsion of migrants in three states",
    ],
)
def test_a_heading_and_the_title_of_another_article_are_found_but_not_quoted(line: str) -> None:
    assert quotable(BEFORE, line, AFTER) == [BEFORE, AFTER]
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    (passage,) = passages(Article("a@1", text), lambda texts: [len(text.split()) for text in texts], 160)
    assert line in passage.text


@pytest.mark.parametrize(
    "lines",
    [
        ["Cost: 4.2 million crowns"],
        ["First item", "Second item"],
        ["• Jared Polis"],
        ["5. The harbour"],
        ["It rained."],
        ["“Nobody knows”"],
    ],
)
def test_lists_labels_and_sentences_are_quoted(lines: list[str]) -> None:
    assert quotable(BEFORE, *lines, AFTER) == [BEFORE, *lines, AFTER]


def test_a_last_line_without_a_full_stop_is_quoted() -> None:
    assert quotable(BEFORE, "The rest was lost") == [BEFORE, "The rest was lost"]


def test_the_title_of_another_article_beside_furniture_is_not_quoted() -> None:
    text = f"{BEFORE}\n\nElection inquiry heats up\n\nMore: Judge orders mayor to testify\n\n{AFTER}"
    start = text.index("More:")
    furniture = (Span(start, start + len("More: Judge orders mayor to testify")),)
    article = Article("a@1", text, furniture=furniture)
    assert [text[slice(*span)] for span in evidence_sentences(article)] == [BEFORE, AFTER]
