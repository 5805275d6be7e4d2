from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Filter, Span, Stance, Statement, VoiceCount, VoiceListing
from qa.ledger import Attitude, Entry, Leaf, Wanted
from qa.page import ledger
from qa.page.ledger import SpeakersAsked, StatementsAsked
from qa.records import Quote
from qa.sayings import Saying

TEXT = "😀 It rained. The ministry flatly denied that it\nhad “sold a single boat”. Nobody else spoke."
EVIL = '<img src=x onerror="window.PWN=1">${1}{{value}}'
ARTICLE = Article("a.txt@1", TEXT, "Boats", ("Ann Lee",), date(2031, 3, 4), "The Post")
WORDS = "that it\nhad “sold a single boat”"
ASKED = StatementsAsked(Wanted("state/ve", "Vessaria"), 0)


def span(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


DENIAL = Statement(
    ARTICLE.id,
    (span(WORDS),),
    speaker=span("The ministry"),
    head=span("ministry"),
    marked=(span("sold a single boat"),),
    kind="mixed",
    cue=span("flatly denied"),
    stance="denies",
    tier="A",
)
SENTENCE = Quote(ARTICLE, Span(span("The ministry").start, span("boat”.").end))


def line(statement=DENIAL, quote=SENTENCE, speaks=True, article=ARTICLE):
    entry = Entry(Saying(statement, article), quote, speaks)
    return ledger.statements(Leaf(1, (), (entry,)), ASKED)["lines"][0]


def said(drawn):
    return [piece["text"] for piece in drawn["pieces"] if piece["said"]]


def test_a_speaker_has_a_name_a_key_and_a_count_in_words():
    found = VoiceListing(1_200, (VoiceCount("state/ve", "Vessaria", 1_001), VoiceCount("person/x", EVIL, 1)))
    assert ledger.speakers(found, SpeakersAsked("", 50), 1_300) == {
        "total": 1_200,
        "words": "1,200 speakers",
        "start": 50,
        "everybody": "1,300 statements",
        "lines": [
            {"key": "state/ve", "label": "Vessaria", "count": "1,001 statements"},
            {"key": "person/x", "label": EVIL, "count": "1 statement"},
        ],
    }


def test_everybody_cannot_be_chosen_where_that_would_be_too_much():
    assert ledger.speakers(VoiceListing(0, ()), SpeakersAsked("", 0), ledger.MOST + 1)["everybody"] == ""


def test_a_statement_says_who_how_what_and_where():
    drawn = line()
    assert "".join(piece["text"] for piece in drawn["pieces"]) == SENTENCE.text
    assert said(drawn) == [WORDS]
    assert (drawn["speaker"], drawn["name"]) == ("The ministry", "")
    assert (drawn["stance"], drawn["cue"]) == ("denies", "flatly denied")
    assert drawn["marks"] == [(*span(WORDS), ledger.NUMBER)]
    assert drawn["facts"] == ["speaker\N{NO-BREAK SPACE}sure"]
    assert drawn["article"]["title"] == "Boats"
    assert drawn["article"]["published"] == "2031-03-04"


@pytest.mark.parametrize(("tier", "word"), [("A", "sure"), ("B", "likely"), ("C", "uncertain")])
def test_how_far_the_speaker_is_trusted_is_said_in_a_word(tier, word):
    assert line(replace(DENIAL, tier=tier))["facts"][0].split() == ["speaker", word]


def test_a_negation_is_part_of_the_stance():
    assert line(replace(DENIAL, negated=True))["stance"] == "does not deny"
    assert line(replace(DENIAL, hedged=True))["stance"] == "reportedly denies"


def test_whom_a_phrase_stands_for_is_told_where_it_does_not_say_so():
    named = replace(DENIAL, name=span("Nobody"))
    assert line(named)["name"] == "Nobody"


def test_a_colon_is_no_word_of_saying():
    assert line(replace(DENIAL, cue=span(".")))["cue"] == ""


def test_who_does_not_speak_for_the_one_chosen_is_told_apart():
    assert line(speaks=False)["facts"][1] == "does not speak for Vessaria"


def test_what_is_only_declined_is_marked_where_that_is_said():
    declined = replace(DENIAL, spans=(), marked=(), stance="declines")
    assert said(line(declined)) == ["flatly denied"]
    assert line(declined)["marks"] == [(*span("flatly denied"), ledger.NUMBER)]


def test_a_statement_that_no_sentence_shows_whole_is_its_words():
    parts = replace(DENIAL, spans=(span("that it"), span("single boat")), marked=())
    assert line(parts, quote=None)["pieces"] == [
        {"text": "that it", "said": True},
        {"text": " … ", "said": False},
        {"text": "single boat", "said": True},
    ]


def test_what_reaches_beyond_the_sentences_shown_is_said_to_go_on():
    short = Quote(ARTICLE, span("had “sold"))
    assert [piece["text"] for piece in line(quote=short)["pieces"]] == ["… ", "had “sold", " …"]


@given(st.data())
def test_the_pieces_are_the_quotation_wherever_it_and_the_words_are_cut(data):
    edge = st.integers(0, len(TEXT))
    cuts = sorted(data.draw(st.sets(edge, min_size=4, max_size=4)))
    quoted = sorted(data.draw(st.sets(edge, min_size=2, max_size=2)))
    spans = Span(*cuts[:2]), Span(*cuts[2:])
    drawn = line(replace(DENIAL, spans=spans, marked=()), Quote(ARTICLE, Span(*quoted)))
    pieces = [piece for piece in drawn["pieces"] if piece["text"] not in ("… ", " …")]
    assert "".join(piece["text"] for piece in pieces) == TEXT[slice(*quoted)]
    inside = {n for one in spans for n in range(*one)} & set(range(*quoted))
    assert sum(len(piece["text"]) for piece in pieces if piece["said"]) == len(inside)


def test_the_stances_that_can_be_chosen_have_words_and_can_be_sent_back():
    attitudes = tuple(Attitude(stance, negated) for stance in get_args(Stance) for negated in (False, True))
    shown = ledger.statements(Leaf(0, attitudes, ()), ASKED)["stances"]
    assert shown[2]["words"] == "alleges"
    assert shown[5] == {"value": "not-denies", "words": "does not deny"}
    back = [ledger.read_statements({"stance": one["value"]}).wanted.attitude for one in shown]
    assert tuple(back) == attitudes


def test_words_of_an_article_are_carried_as_they_are_for_the_browser_to_set_as_text():
    text = f"{EVIL} said that {EVIL} is fine."
    article = Article("e@1", text, EVIL, (), None, EVIL)
    evil = Statement("e@1", (Span(len(EVIL) + 6, len(text) - 1),), Span(0, len(EVIL)), Span(0, 4))
    drawn = line(evil, Quote(article, Span(0, len(text))), article=article)
    assert drawn["speaker"] == EVIL
    assert "".join(piece["text"] for piece in drawn["pieces"]) == text


def test_what_is_asked_is_read_as_sent():
    sent = {
        "key": "state/ve",
        "label": "Vessaria",
        "about": "boats",
        "stance": "not-denies",
        "tier": "A",
        "since": "2031-01-02",
        "until": "2031-03-04",
        "start": 50,
    }
    where = Filter(since=date(2031, 1, 2), until=date(2031, 3, 4))
    wanted = Wanted("state/ve", "Vessaria", "boats", Attitude("denies", True), "A", where)
    assert ledger.read_statements(sent) == (wanted, 50)


@pytest.mark.parametrize("stance", ["", "Denies", "not-", "not-not-says", ["says"], {"says": 1}, None, 1])
def test_a_stance_that_there_is_not_is_any(stance):
    assert ledger.read_statements({"stance": stance}).wanted.attitude is None


@pytest.mark.parametrize(
    "day", ["", "2031-2-3", "20310203", "2031-02-30", "٢٠٣١-٠٢-٠٣", "2031-W01-1", None, 7, ["2031-01-01"]]
)
def test_a_day_that_there_is_not_leaves_nothing_out(day):
    assert ledger.read_statements({"since": day, "until": day}).wanted.where == Filter()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "words",
                    "start",
                    "key",
                    "label",
                    "about",
                    "stance",
                    "tier",
                    "since",
                    "until",
                    "speaker",
                    "k",
                ]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_sent_is_read_as_something_that_can_be_listed(data):
    words, start = ledger.read_speakers(data)
    wanted, first = ledger.read_statements(data)
    for text in (words, wanted.key, wanted.label, wanted.about):
        text.encode("utf-8")  # half of a surrogate pair would raise
    assert 0 <= min(start, first) <= max(start, first) <= ledger.FARTHEST
    assert wanted.tier in ("A", "B", "C")


def outcome(data):
    """What a program may ask for at most, or the name of what it cannot mean."""
    try:
        return ledger.read_named(data).k
    except ValueError as err:
        return str(err).split()[0]


@given(JSON.filter(lambda data: isinstance(data, dict)))
def test_whatever_a_program_sends_is_read_or_refused_in_words(data):
    found = outcome(data)
    assert found in ("stance", "tier", "since", "until", "k") or 1 <= found <= ledger.MOST_NAMED
