"""Answers as plain data: the keys of the contract, the exact words, and back."""

import copy
import json
from datetime import date

import pytest

from index import Article, Span
from qa import Answer, Citation, Group, Quote, Reason, Speaker, from_dict, to_dict
from qa.wire import article_facts

ARTICLE = Article(
    "a@1",
    "The government in Pyongyang 🙂 denied “such a deal” on Monday, and said no more of it to anybody.",
    title="Denial",
    authors=("Ann Lee", "AP"),
    published=date(2014, 7, 28),
    publisher="The Wire",
    url="https://wire.example/1",
    place="SEOUL",
    updated=date(2014, 7, 30),
    language="en-GB",
    section="World",
    page="A4",
    pages=(0, 20),
)
COPY = Article("c@1", 'It then denied "such a deal" on Monday.', title="No deal")
ALSO = Quote(COPY, Span(8, 28))
QUOTED = Citation(
    1, Quote(ARTICLE, Span(30, 50)), 0.93, Speaker("North Korea", Span(0, 27), "state/kp", "A"), Span(30, 36),
    "mixed", "denies", (ALSO,), (Span(37, 50),), False, True,
)  # fmt: skip
BARE = Citation(2, Quote(Article("b@1", "It."), Span(0, 3)), 0.5)
GROUPS = (Group("By North Korea", (1,)), Group("Others", (2,)))
ANSWER = Answer(
    "What?", "2 quotations from 2 articles", (QUOTED, BARE), None, (), GROUPS, "Statements by North Korea"
)
DECLINED = Answer("What?", "Not in these articles", reason=Reason("no_evidence", "None."), related=(BARE,))

KEYS = {"question", "answered", "reason", "headline", "understood", "groups", "citations"}
CITATION = {
    "n": int,
    "exact": str,
    "start": int,
    "end": int,
    "prefix": str,
    "suffix": str,
    "page": int | None,
    "score": float,
    "article": dict,
    "speaker": dict | None,
    "cue": str | None,
    "cue_start": int | None,
    "cue_end": int | None,
    "kind": str | None,
    "stance": str | None,
    "negated": bool,
    "hedged": bool,
    "spans": list,
    "copies": int,
    "also": list,
}
PRINTED = {
    "id": str,
    "title": str,
    "authors": list,
    "published": str | None,
    "updated": str | None,
    "publisher": str,
    "section": str,
    "page": str,
    "place": str,
    "language": str,
    "url": str,
}
PRINTING = {"article": dict, "start": int, "end": int, "exact": str}


def held(id):
    return {"a@1": ARTICLE, "b@1": BARE.quote.article, "c@1": COPY}[id]


def typed(data, types):
    assert data.keys() == types.keys()
    for key, kind in types.items():
        assert isinstance(data[key], kind), (key, data[key])


def test_a_citation_has_every_key_of_the_contract():
    (first, second) = to_dict(ANSWER)["citations"]
    assert first == {
        "n": 1,
        "exact": ARTICLE.text[30:50],
        "start": 30,
        "end": 50,
        "prefix": ARTICLE.text[:30],
        "suffix": ARTICLE.text[50:82],
        "page": 2,
        "score": 0.93,
        "article": {
            "id": "a@1",
            "title": "Denial",
            "authors": ["Ann Lee", "AP"],
            "published": "2014-07-28",
            "updated": "2014-07-30",
            "publisher": "The Wire",
            "section": "World",
            "page": "A4",
            "place": "SEOUL",
            "language": "en-GB",
            "url": "https://wire.example/1",
        },
        "speaker": {
            "name": "North Korea",
            "text": "The government in Pyongyang",
            "start": 0,
            "end": 27,
            "key": "state/kp",
            "tier": "A",
        },
        "cue": "denied",
        "cue_start": 30,
        "cue_end": 36,
        "kind": "mixed",
        "stance": "denies",
        "negated": False,
        "hedged": True,
        "spans": [{"start": 37, "end": 50, "exact": "“such a deal”"}],
        "copies": 1,
        "also": [{"article": article_facts(COPY), "start": 8, "end": 28, "exact": 'denied "such a deal"'}],
    }
    assert second["speaker"] is second["cue"] is second["cue_start"] is second["page"] is None
    assert second["spans"] == []
    assert (second["copies"], second["also"]) == (0, [])
    unknown = {name: value for name, value in second["article"].items() if name not in ("id", "authors")}
    assert {value for value in unknown.values() if value != ""} == {None}
    assert {name for name, value in unknown.items() if value is None} == {"published", "updated"}


def test_an_answer_has_seven_keys_and_near_misses_only_where_it_has_any():
    answered, declined = to_dict(ANSWER), to_dict(DECLINED)
    assert answered["groups"] == [
        {"title": "By North Korea", "numbers": [1]},
        {"title": "Others", "numbers": [2]},
    ]
    assert answered["understood"] == "Statements by North Korea"
    assert answered.keys() == KEYS
    assert (answered["answered"], answered["reason"]) == (True, None)
    assert declined.keys() == KEYS | {"related"}
    assert declined["reason"] == {"code": "no_evidence", "text": "None."}
    assert (declined["answered"], declined["citations"], len(declined["related"])) == (False, [], 1)


@pytest.mark.parametrize("answer", [ANSWER, DECLINED], ids=["answered", "declined"])
def test_what_is_written_reads_back_equal(answer):
    assert from_dict(json.loads(json.dumps(to_dict(answer))), held) == answer


@pytest.mark.parametrize(
    "question",
    [
        "What did Vessaria say?",
        "What did Odile Harrowgate say about the Gannet Bridge?",
        "How much does a dose of LM-204 cost?",
        "Who won the 1998 World Cup?",
        "?",
    ],
)
def test_real_answers_keep_the_contract_and_read_back(samples, question):
    data = json.loads(json.dumps(to_dict(samples.ask(question))))
    assert data.keys() - {"related"} == KEYS
    assert data["answered"] == (data["reason"] is None) == bool(data["citations"])
    assert "related" not in data or (data["related"] and not data["answered"])
    for citation in data["citations"] + data.get("related", []):
        typed(citation, CITATION)
        typed(citation["article"], PRINTED)
        assert citation["copies"] == len(citation["also"])
        for printing in citation["also"]:
            typed(printing, PRINTING)
            typed(printing["article"], PRINTED)
            printed = samples.article(printing["article"]["id"]).text
            assert printing["exact"] == printed[printing["start"] : printing["end"]]
        text = samples.article(citation["article"]["id"]).text
        start, end = citation["start"], citation["end"]
        assert citation["exact"] == text[start:end]
        assert text[:end].endswith(citation["prefix"] + citation["exact"])
        assert text[start:].startswith(citation["exact"] + citation["suffix"])
    assert to_dict(from_dict(data, samples.article)) == data


def altered(change):
    data = copy.deepcopy(to_dict(ANSWER))
    change(data["citations"][0])
    return data


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(exact=c["exact"] + "!"),
        lambda c: c.update(exact=c["exact"].replace("“", '"')),
        lambda c: c.update(start=c["start"] + 1),
        lambda c: c.update(end=c["end"] - 1),
        lambda c: c.update(start=10_000, end=10_022),
        lambda c: c.update(start=-5),
        lambda c: c.update(copies=2),
        lambda c: c.update(also=[]),
        lambda c: c["speaker"].update(text="The government in Seoul"),
        lambda c: c["speaker"].update(end=10_000),
        lambda c: c.update(cue="confirmed"),
        lambda c: c.update(cue_start=0),
        lambda c: c["spans"][0].update(exact="“such a meal”"),
        lambda c: c["spans"][0].update(start=38),
    ],
)
def test_words_that_are_not_the_articles_are_refused(change):
    with pytest.raises(ValueError, match="a@1"):
        from_dict(altered(change), held)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.update(exact="denied “such a deal”"),
        lambda a: a.update(start=9),
        lambda a: a.update(end=10_000),
        lambda a: a.update(start=0, end=7, exact="It then"),
    ],
)
def test_a_copy_that_does_not_print_the_quoted_words_is_refused(change):
    with pytest.raises(ValueError, match="c@1"):
        from_dict(altered(lambda c: change(c["also"][0])), held)


@pytest.mark.parametrize("numbers", [[], [1], [1, 2, 3], [2, 2]])
def test_a_heading_over_other_quotations_than_there_are_is_refused(numbers):
    data = copy.deepcopy(to_dict(ANSWER)) | {"groups": [{"title": "All", "numbers": numbers}]}
    with pytest.raises(ValueError, match="the headings are over"):
        from_dict(data, held)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["article"].update(id="z@1"),
        lambda c: c.pop("exact"),
        lambda c: c.pop("also"),
        lambda c: c.pop("spans"),
        lambda c: c.pop("negated"),
        lambda c: c["speaker"].pop("key"),
        lambda c: c["also"][0]["article"].update(id="z@1"),
    ],
)
def test_an_article_or_a_key_that_is_gone_is_a_key_error(change):
    with pytest.raises(KeyError):
        from_dict(altered(change), held)
