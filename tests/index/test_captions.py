"""Captions and credits; and reporting that tells what can be seen."""

from __future__ import annotations

import pytest

from index.captions import credit_at_end, is_caption


@pytest.mark.parametrize(
    "line",
    [
        "Ada Byrd celebrates with Bo Carr after the match at Ash Stadium on December 10, 2022 in Bonn, Germany.",
        "A group of walkers are waiting at the dam as seen from the Ash bank on 20 December 2022.",
        "The engine (center), carrying two drivers, is seen in the yard of the mill.",
        "A boat on the river. Ada Byrd/Ash Weekly/AP",
        "The wall in May, when it had cracked. Courtesy Bo Carr",
        "In this May 9, 2007, file photo, a sign is posted at the dam.",
        "File photo: the dam before the flood",
        "From left, Ada Byrd, Bo Carr and Cy Dunn",
    ],
)
def test_a_line_that_describes_a_picture_is_a_caption(line):
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Byrd was born on May 3, 2021 in Bonn, Germany.",
        "The next eclipse will take place on Monday, April 8, 2024.",
        "Residents have until December 31, 2023.",
        "The dam opened on September 1, 1928.",
        "The minister speaks for many in the valley.",
        "The dam is seen as a danger by those who live below it.",
        "The wall (left) had cracked, the minister said.",
        "“We stand by the dam,” the minister says in a letter of May 3, 2021.",
        'In this photo, which the court was shown, "the wall" has no cracks.',
        "Water rose. Bo Carr of the Ash Weekly/AP team left.",
        "A tweet of the minister https://t.co/abc is seen on May 3, 2021",
    ],
)
def test_reporting_is_no_caption(line):
    assert not is_caption(line)


def test_a_credit_after_a_quotation_is_found_without_its_sentence():
    line = "“The dam held,” said Ada Byrd. Bo Carr/Ash Weekly/AP"
    found = credit_at_end(line)
    assert line[found.start : found.end] == "Bo Carr/Ash Weekly/AP"
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line", ["The dam held.", "He works for Reuters", "Ada Byrd/AP", "x" * 600 + ". Ada Byrd/AP"]
)
def test_a_line_without_a_sentence_before_it_has_no_credit_at_its_end(line):
    assert credit_at_end(line) is None
