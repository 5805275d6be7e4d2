"""The quotation of a statement: whole sentences with its negation, its condition and its attribution, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.quotes import LONGEST
from qa.read import sentences_of
from qa.sayings import Saying, cited, quoted
from tests.qa.making import article, said


def saying(text, speaker, cue, *contents, **known):
    printed = article(text)
    return Saying(said(printed, speaker, cue, *contents, **known), printed)


def test_a_quotation_is_the_whole_sentence_with_who_speaks_and_what_is_negated():
    text = "It rained. The minister did not deny that it sold arms. It rained."
    one = saying(text, "The minister", "did not deny", "it sold arms")
    assert quoted(one).text == "The minister did not deny that it sold arms."


@pytest.mark.parametrize("limit", ["But", "However,", "Unless", "Yet"])
def test_what_its_speaker_limits_is_not_shown_without_the_limit(limit):
    text = f"“We shall pay,” said Ann Lee. “{limit} the court says no, we shall not.” Rain fell."
    one = saying(text, "Ann Lee", "said", "“We shall pay,”")
    other = Saying(
        said(one.article, "Ann Lee", "", f"“{limit} the court says no, we shall not.”"), one.article
    )
    assert quoted(one, [one, other]).text == text.removesuffix(" Rain fell.")


def test_what_somebody_else_limits_is_not_added():
    text = "Ann Lee said that the bill is paid. But past bills were not. Rain fell."
    one = saying(text, "Ann Lee", "said", "that the bill is paid")
    assert quoted(one, [one]).text == "Ann Lee said that the bill is paid."


def test_direct_speech_is_shown_with_the_sentence_that_names_who_speaks():
    text = "The mayor spoke of the bridge. “It is closed.” Rain fell."
    one = saying(text, "The mayor", "", "“It is closed.”", tier="B")
    assert quoted(one).text == "The mayor spoke of the bridge. “It is closed.”"


@pytest.mark.parametrize(("tier", "chain", "shown"), [("C", None, False), ("B", None, True), ("C", 1, True)])
def test_words_far_from_their_speaker_are_refused_where_the_speaker_is_a_guess(tier, chain, shown):
    text = (
        "The mayor spoke. "
        + "Rain fell on tin roofs. " * 8
        + "\n\nA man came by and read it out. “We close.”"
    )
    one = saying(text, "The mayor", "", "“We close.”", tier=tier, chain=chain)
    assert (quoted(one) is not None) is shown


def test_a_long_speech_is_cut_and_keeps_its_attribution():
    parts = [f"“It is number {n} of many." for n in range(9)]
    text = "“We begin,” said Ann Lee.\n\n" + "\n\n".join(parts) + "”\n\nRain fell."
    one = saying(text, "Ann Lee", "said", "“We begin,”", *parts)
    quote = quoted(one)
    assert quote.text.startswith("“We begin,” said Ann Lee.")
    assert sum(sentence.overlaps(quote.span) for sentence in sentences_of(one.article)) == LONGEST
    citation = cited(1, quote, 1.0, [one])
    assert len(citation.spans) == LONGEST
    assert all(quote.span.start <= start < end <= quote.span.end for start, end in citation.spans)


def test_a_declined_comment_has_no_content_and_is_shown_by_its_cue():
    one = saying(
        "The ministry declined to comment. Rain fell.",
        "The ministry",
        "declined to comment",
        stance="declines",
    )
    quote = quoted(one)
    assert quote.text == "The ministry declined to comment."
    assert cited(1, quote, 1.0, [one]).spans == ()


def test_of_a_denial_and_plain_saying_in_one_quotation_the_denial_is_shown_and_marked():
    text = "The ministry called it old and denied that it was sold."
    old = saying(text, "The ministry", "called", "it old")
    denied = Saying(
        said(old.article, "The ministry", "denied", "that it was sold", stance="denies"), old.article
    )
    citation = cited(1, quoted(old), 1.0, [old, denied])
    assert (citation.stance, citation.cue) == ("denies", "denied")
    assert [text[slice(*span)] for span in citation.spans] == ["that it was sold"]


@pytest.mark.parametrize(
    ("phrase", "name", "label", "who"),
    [
        ("Renschel", "Pavo Renschel", "Pavo Renschel", "Pavo Renschel"),
        ("The statement", "the ministry", "North Korea", "the ministry"),
        ("Pyongyang", None, "North Korea", "North Korea"),
        ("officials", None, "", "officials"),
    ],
)
def test_whom_a_phrase_stands_for_is_told_by_the_article_or_else_as_known_across_articles(
    phrase, name, label, who
):
    text = f"{phrase} said that it rained. Pavo Renschel and the ministry slept."
    voices = [("some/key", "state", label)] if label else []
    one = saying(text, phrase, "said", "that it rained", name=name, voices=voices)
    assert one._replace(voice=next(iter(one.statement.voices), None)).who == who


SENTENCES = [
    "Ann said that it rained.",
    "But no.",
    "He denied it.",
    "“Yes,” she said.",
    "“It is.”",
    "Rain fell.",
]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9), st.sampled_from([" ", "\n\n"]), st.data()
)
def test_every_quotation_is_whole_sentences_that_hold_the_cue(sentences, between, data):
    printed = article(between.join(sentences))
    starts = [at for at in range(len(printed.text)) if printed.text.startswith(("Ann", "He"), at)]
    start = data.draw(st.sampled_from(starts or [None]))
    if start is None:
        return
    speaker, cue = ("Ann", "said") if printed.text.startswith("Ann", start) else ("He", "denied")
    one = Saying(said(printed, speaker, cue, "that it rained" if speaker == "Ann" else "it."), printed)
    quote = quoted(one)
    edges = {edge for sentence in sentences_of(printed) for edge in sentence}
    assert {quote.span.start, quote.span.end} <= edges
    assert one.statement.cue.overlaps(quote.span)
