import json

import pytest

from qa import to_dict
from qa.page import catalogue, ledger
from qa.page.desk import EXAMPLES, GONE, TOO_MANY, Desk, Refused
from qa.wire import citation_to_dict

FLAGSHIP = "What did Vessaria say?"
ANYTHING = [None, 7, "x", [], {}, {"id": 7, "words": ["x"], "start": "0", "order": 1, "marks": 2}]


class Broken:
    """A pipeline whose index has been taken away under it."""

    size = statement_count = 3

    def ask(self, *_, **__):
        raise OSError("/secret/place/index.sqlite is gone")

    article = listing = refused = examples = voices = leaf = statements = ask


class Counted:
    """The real pipeline; counts how often examples are looked for, and may grow."""

    def __init__(self, pipeline):
        self.pipeline, self.size, self.looked = pipeline, pipeline.size, 0

    def __getattr__(self, name):
        return getattr(self.pipeline, name)

    def examples(self, count):
        self.looked += 1
        return self.pipeline.examples(count)


def test_the_page_begins_with_the_size_the_remark_and_questions_to_try(samples):
    start = Desk(samples, "Invented").start()
    assert start["collection"] == {
        "size": samples.size,
        "words": f"{samples.size} articles",
        "statements": f"{samples.statement_count} statements",
        "note": "Invented",
    }
    assert start["examples"] == samples.examples(EXAMPLES)


def test_questions_to_try_are_looked_for_once_until_the_collection_changes(samples):
    counted = Counted(samples)
    desk = Desk(counted)
    desk.start(), desk.start()
    assert counted.looked == 1
    counted.size += 1
    desk.start()
    assert counted.looked == 2


def test_the_first_quotation_comes_before_the_whole_answer(samples):
    turns = [value["turn"] for value in Desk(samples).take_question({"question": FLAGSHIP})]
    assert turns[0]["state"] == "searching"
    assert f"{samples.size} articles" in turns[0]["status"]
    shown = [sum(len(group["quotations"]) for group in turn["groups"]) for turn in turns[1:]]
    assert shown == list(range(1, len(samples.ask(FLAGSHIP).citations) + 1))
    assert [turn["state"] for turn in turns[1:]] == ["streaming"] * (len(shown) - 1) + ["done"]


def test_every_turn_says_how_large_the_collection_is(samples):
    values = list(Desk(samples).take_question({"question": FLAGSHIP}))
    assert {value["collection"]["size"] for value in values} == {samples.size}


def test_an_article_that_is_gone_is_said_to_be_gone(samples):
    assert Desk(samples).open_article({"id": "gone@1"}) == {"error": GONE}
    with pytest.raises(Refused, match=GONE):
        Desk(samples).article("gone@1")


def test_programs_get_the_answer_and_the_article_that_its_offsets_refer_to(samples):
    desk = Desk(samples)
    answer = desk.ask(FLAGSHIP)
    assert answer == to_dict(samples.ask(FLAGSHIP))
    [first, *_] = answer["citations"]
    article = desk.article(first["article"]["id"])
    assert article["text"][first["start"] : first["end"]] == first["exact"]


def test_the_list_is_that_of_the_pipeline_with_the_size_of_the_whole_collection(samples):
    desk = Desk(samples)
    whole = desk.list_articles({})
    assert [line["id"] for line in whole["lines"]] == [line.id for line in samples.listing().lines]
    assert whole["collection"] == whole["words"] == f"{samples.size} articles"
    title = whole["lines"][3]["title"]
    found = desk.list_articles({"words": title})
    assert title in [line["title"] for line in found["lines"]]
    assert found["total"] < samples.size
    assert found["collection"] == f"{samples.size} articles"


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "publisher"])
def test_the_list_has_the_order_and_the_beginning_that_were_asked_for(samples, order):
    found = Desk(samples).list_articles({"order": order, "start": 3})
    expected = samples.listing(order=order, start=3, k=catalogue.LINES).lines
    assert [line["id"] for line in found["lines"]] == [line.id for line in expected]


def test_a_beginning_beyond_the_end_is_an_empty_stretch_of_the_list(samples):
    found = Desk(samples).list_articles({"start": catalogue.FARTHEST})
    assert (found["lines"], found["total"]) == ([], samples.size)


def test_the_speakers_are_those_of_the_pipeline_and_each_has_as_many_statements_as_is_said(samples):
    desk = Desk(samples)
    found = desk.list_speakers({})
    assert [line["label"] for line in found["lines"]] == [
        one.label for one in samples.voices(k=ledger.LINES).lines
    ]
    assert found["collection"] == found["everybody"] == f"{samples.statement_count} statements"
    for line in found["lines"][:5]:
        assert desk.list_statements(line)["words"] == line["count"]
    name = found["lines"][3]["label"]
    assert name in [line["label"] for line in desk.list_speakers({"words": name.upper()})["lines"]]


def test_every_stance_that_can_be_chosen_is_found_and_the_marks_are_the_words_of_the_article(samples):
    desk = Desk(samples)
    everything = desk.list_statements({})
    counts = [desk.list_statements({"stance": one["value"]})["total"] for one in everything["stances"]]
    assert sum(counts) == everything["total"] == samples.statement_count
    assert all(counts)
    for line in everything["lines"]:
        said = "".join(piece["text"] for piece in line["pieces"] if piece["said"])
        text = samples.article(line["article"]["id"]).text
        assert said in "".join(text[start:end] for start, end, _ in line["marks"])


def test_all_statements_of_a_large_index_are_not_looked_through_at_once(samples, monkeypatch):
    monkeypatch.setattr(ledger, "MOST", 5)
    assert Desk(samples).list_statements({}) == {"error": TOO_MANY}
    assert Desk(samples).list_speakers({})["everybody"] == ""


def test_an_index_that_refused_nothing_says_so(samples):
    assert Desk(samples).list_refused() == {"total": 0, "words": "0 records not read", "lines": []}


@pytest.mark.parametrize("data", [*ANYTHING, {"id": "../" * 900, "question": None}])
def test_whatever_a_stranger_sends_as_a_question_gets_a_turn_without_an_answer(samples, data):
    *_, last = Desk(samples).take_question(data)
    assert last["turn"]["state"] == "none"
    assert last["turn"]["id"] is None


@pytest.mark.parametrize("data", ANYTHING)
def test_whatever_a_stranger_asks_the_list_for_is_its_beginning(samples, data):
    assert Desk(samples).list_articles(data) == Desk(samples).list_articles({})


@pytest.mark.parametrize("data", ANYTHING)
def test_whatever_a_stranger_asks_the_ledger_for_is_the_beginning_of_something(samples, data):
    desk = Desk(samples)
    assert desk.list_speakers(data) == desk.list_speakers({})
    assert desk.list_statements(data) == desk.list_statements({})


def test_programs_get_statements_as_they_are_in_an_answer(samples):
    found = Desk(samples).statements({"speaker": "Pavo Renschel", "k": 3})
    assert found == [citation_to_dict(one) for one in samples.statements("Pavo Renschel", k=3)]
    assert all(one["speaker"]["key"] == "person/renschel" for one in found)
    assert len(found) == 3


@pytest.mark.parametrize(
    "wrong", [{"stance": "lies"}, {"tier": "D"}, {"since": "May"}, {"k": 0}, {"k": 10**9}]
)
def test_what_no_statement_can_be_asked_by_is_refused_in_words(samples, wrong):
    with pytest.raises(Refused, match=r"; choose|; write|from 1 to"):
        Desk(samples).statements({"k": 5} | wrong)


@pytest.mark.parametrize("data", ANYTHING)
def test_whatever_a_stranger_asks_the_reader_for_is_said_to_be_gone(samples, data):
    assert Desk(samples).open_article(data) == {"error": GONE}


def test_a_question_without_a_place_in_line_is_a_turn_without_a_name(samples):
    turn = Desk(samples).not_taken()["turn"]
    assert (turn["id"], turn["state"]) == (None, "error")


def test_an_error_is_logged_with_a_reference_and_its_words_are_not_shown(caplog):
    desk = Desk(Broken())
    *_, last = desk.take_question({"question": "Who?"})
    assert last["turn"]["state"] == "error"
    given = [last, desk.open_article({"id": "a"}), desk.list_articles({}), desk.list_refused()]
    given += [desk.list_speakers({}), desk.list_statements({})]
    assert "secret" not in json.dumps(given)
    assert caplog.text.count("/secret/place") >= len(given)
    assert len(caplog.records) == len(given)
    for record, shown in zip(caplog.records, given, strict=True):
        assert record.args[1] in json.dumps(shown)


def test_programs_are_not_told_the_words_of_an_error_either(caplog):
    desk = Desk(Broken())
    for function, sent in ((desk.ask, "x"), (desk.article, "x"), (desk.statements, {"k": 5})):
        with pytest.raises(Refused) as caught:
            function(sent)
        assert "secret" not in str(caught.value)
        assert caplog.records[-1].args[1] in str(caught.value)
