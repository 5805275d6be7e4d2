"""Statements, speakers and answers from them do not get worse unseen."""

import json

import pytest

from tests.quality.ledger import FLOORS, SLACK, pairs, questions, quotations, rows

HIGHER = ("recall", "speaker", "right", "declined")  # in the names of shares


@pytest.mark.parametrize("measure", [quotations, pairs, questions])
def test_no_figure_is_below_its_floor(measure):
    floors, figures = json.loads(FLOORS.read_text())[measure.__name__], measure()
    assert figures.keys() == floors.keys()
    worse = {
        name: (figures[name], floor)
        for name, floor in floors.items()
        if any(word in name for word in HIGHER) and figures[name] < floor - SLACK
    }
    assert worse == {}


def test_nobody_is_taken_for_a_speaker_whom_he_does_not_speak_for():
    assert pairs()["wrongly taken for the speaker"] == 0


def test_every_marked_place_is_in_its_article():
    for row in rows("gold.jsonl"):
        for one in row["attributions"]:
            spans = [*one["source"], *one["cue"], *one["content"], *one["marked"]]
            assert all(0 <= start < end <= len(row["text"]) for start, end in spans), row["id"]
