"""Datelines: place and agency before the first sentence."""

from __future__ import annotations

import pytest

from index.datelines import read_dateline

BODY = "The dam was closed on Monday."


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("PYONGYANG, North Korea (AP) —", "PYONGYANG, North Korea", "AP"),
        ("LONDON, Aug. 3 (Reuters) -", "LONDON", "Reuters"),
        ("Dec 29 (Reuters) -", "", "Reuters"),
        ("NEW YORK/LONDON, Dec 3 (Reuters) -", "NEW YORK/LONDON", "Reuters"),
        ("Bonn and Cologne, Germany (CNN)", "Bonn and Cologne, Germany", "CNN"),
        ("(CNN) --", "", "CNN"),
        ("(CNN)", "", "CNN"),
        ("New York (CNN Business)", "New York", "CNN Business"),
        ("London CNN Business —", "London", "CNN Business"),
        ("(EW.com) --", "", ""),
        ("ASHFORD, Nov. 2 —", "ASHFORD", ""),
        ("ASHFORD ––", "ASHFORD", ""),
        ("ASHFORD—", "ASHFORD", ""),
        ("FORT ASH, Texas –", "FORT ASH, Texas", ""),
    ],
)
def test_a_dateline_gives_place_and_agency(dateline, place, agency):
    found = read_dateline(f"{dateline} {BODY}")
    assert (found.place, found.agency) == (place, agency)
    assert f"{dateline} {BODY}"[: found.end].rstrip() == dateline


@pytest.mark.parametrize(
    "line",
    [
        "NATO — The alliance said on Monday that it would leave.",
        "EXCLUSIVE – Ada Byrd: Close the dam.",
        "The Ash Valley Agency (AVA) - which denied it - was silent.",
        "Ada Byrd (R-Texas) — The senator was silent.",
        "Bonn (Germany) was quiet.",
        "The minister told Ada Byrd (CNN) The story was false.",
        "Ada Byrd (D) — odds of winning: 5",
        "",
    ],
)
def test_a_sentence_is_no_dateline(line):
    assert read_dateline(line) is None
