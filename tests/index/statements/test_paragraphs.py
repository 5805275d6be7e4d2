from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.statements.paragraphs import paragraphs

TEXTS = st.text(st.sampled_from("ab.,\n\n\r\t \u00a0\u2028“A"), max_size=60) | st.text(max_size=60)


def printed(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_an_empty_line_ends_a_paragraph_and_its_blanks_belong_to_none() -> None:
    assert printed("  The dam held. \n\n\tNobody was hurt.\n") == ["The dam held.", "Nobody was hurt."]


@pytest.mark.parametrize("blank", ["\n \n", "\n\u00a0\n", "\r\n\r\n", "\r\r", "\n\t\r\n", "\n\n\n\n"])
def test_a_line_of_mere_blanks_ends_a_paragraph(blank: str) -> None:
    assert printed(f"The mayor waited and{blank}The council met.") == [
        "The mayor waited and",
        "The council met.",
    ]


def test_each_full_line_is_a_paragraph() -> None:
    assert printed("The dam held.\nNobody was hurt.") == ["The dam held.", "Nobody was hurt."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_sentence_that_runs_over_a_line_end_stays_in_one_paragraph(end: str) -> None:
    assert printed(f"“The dam,” he said, “was{end}never in danger.”") == [
        f"“The dam,” he said, “was{end}never in danger.”"
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \u00a0\n\t"])
def test_a_text_of_blanks_has_no_paragraph(text: str) -> None:
    assert paragraphs(text) == []


@given(TEXTS)
def test_every_character_that_is_no_blank_lies_in_one_paragraph(text: str) -> None:
    found = paragraphs(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert sum(len("".join(text[a:b].split())) for a, b in found) == len("".join(text.split()))
