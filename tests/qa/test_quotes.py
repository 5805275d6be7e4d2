"""Quotations that can stand alone, cut from their article, outside its furniture."""

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import Article, ArticleError, Record, Span, clean_article, evidence_sentences
from qa import Quote, select_quotes
from qa.copies import Copies
from qa.quotes import LONGEST
from qa.read import Evidence
from tests.qa.making import article, held


def evidence(of, *parts):
    """Evidence of the sentences that hold these words, best first."""
    found = [next(s for s in evidence_sentences(of) if part in of.text[s.start : s.end]) for part in parts]
    return [Evidence(Quote(of, span), 0.9 - n / 100) for n, span in enumerate(found)]


def texts(of, *parts, k=5):
    return [citation.quote.text for citation in select_quotes(evidence(of, *parts), k)]


def only(of, *parts):
    (text,) = texts(of, *parts)
    return text


def test_quotations_are_numbered_from_1_in_the_order_of_their_worth():
    of = article("The bridge is closed. Ships pass. Cars wait in a queue.")
    citations = select_quotes(evidence(of, "Cars", "bridge"), 5)
    assert [(c.number, c.quote.text, c.score) for c in citations] == [
        (1, "Cars wait in a queue.", 0.9),
        (2, "The bridge is closed.", 0.89),
    ]


def test_a_denial_keeps_its_claim():
    of = article(
        "The Observer reported a sale. Vessaria flatly denied that such a deal is in the works, calling the report "
        "“a clumsy invention.” Irravand was silent."
    )
    assert only(of, "clumsy") == (
        "Vessaria flatly denied that such a deal is in the works, calling the report “a clumsy invention.”"
    )


def test_he_denied_it_comes_with_what_he_denied():
    of = article("The paper said that he had sold missiles. He denied it. The price is unknown.")
    assert only(of, "denied") == "The paper said that he had sold missiles. He denied it."


@pytest.mark.parametrize("word", ["He", "But he", "However, he", "In response, he", "“They", "This man"])
def test_a_quotation_that_leans_on_the_sentence_before_is_shown_with_it(word):
    of = article(f"Corin Adebeck spoke first. {word} said nothing new. Rain fell.")
    assert only(of, "nothing new").startswith("Corin Adebeck spoke first.")


def test_a_word_that_only_begins_like_a_pronoun_leans_on_nothing():
    of = article("Corin Adebeck spoke first. Italy said nothing new. Andorra agreed.")
    assert only(of, "nothing new") == "Italy said nothing new."


def test_the_first_sentence_leans_on_nothing():
    of = article("He denied it. The paper stood by its report.")
    assert only(of, "denied") == "He denied it."


@pytest.mark.parametrize(
    ("opens", "closes"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("„", "”"), ("‘", "’"), ("'", "'")]
)
def test_a_sentence_inside_quotation_marks_is_shown_from_where_they_open_to_where_they_close(opens, closes):
    of = article(
        f"Tavesh’s spokesman spoke. {opens}The works are closed. Nobody's goods left them. We sold nothing,{closes} "
        "Renschel said. Irravand laughed."
    )
    said = f"{opens}The works are closed. Nobody's goods left them. We sold nothing,{closes} Renschel said."
    for part in ("works", "goods", "nothing"):
        assert only(of, part).endswith(said)


def test_marks_of_other_kinds_inside_a_speech_do_not_end_it():
    of = article(
        "“I told her, ‘Wait until it’s done.’ She waited for the fishermen’s boats. It is done,” he said. Rain."
    )
    assert only(of, "waited") == of.text.removesuffix(" Rain.")


def test_apostrophes_open_no_speech():
    of = article(
        "The '90s were good. The fishermen's boats lay idle.\n\nRock 'n' roll was played.\n\n'Tis over."
    )
    assert only(of, "boats") == "The fishermen's boats lay idle."
    assert only(of, "played") == "Rock 'n' roll was played."


def test_a_mark_left_open_ends_with_its_paragraph():
    of = article("“The works are closed, he said.\n\nShips pass.\n\nCars wait.")
    assert only(of, "Cars") == "Cars wait."


def test_direct_speech_alone_is_shown_with_who_speaks():
    of = article("The spokesman, Pavo Renschel, spoke first. “We sold nothing.” Rain fell on the square.")
    assert only(of, "sold") == "The spokesman, Pavo Renschel, spoke first. “We sold nothing.”"


def test_a_speech_over_paragraphs_goes_on_into_the_next():
    of = article("“We sold nothing.\n\n“We signed nothing,” Renschel said.\n\nIrravand laughed.")
    assert only(of, "sold") == "“We sold nothing.\n\n“We signed nothing,” Renschel said."


def test_a_question_is_shown_with_its_answer():
    of = article(
        "Q: Were the papers forged?\n\nA: Our finding was that they were.\n\nQ: Why onions?\n\nA: I forget."
    )
    assert only(of, "forged") == "Q: Were the papers forged?\n\nA: Our finding was that they were."


def test_a_speech_that_goes_on_over_paragraphs_is_cut_after_four_sentences():
    assert LONGEST == 5  # the fifth is kept for who speaks
    of = article("It began.\n\n" + "\n\n".join(f"“Sentence {n} is here." for n in range(9)) + "” He left.")
    assert texts(of, "Sentence 2 ") == ["\n\n".join(f"“Sentence {n} is here." for n in range(2, 6))]


def test_a_long_speech_has_the_sentence_before_it_for_its_speaker_and_none_that_it_leans_on():
    of = article(
        "Rain fell. She read it.\n\n“They came.\n\n“Two is two.\n\n“Three is three.\n\n“Four is four.” Rain fell."
    )
    assert only(of, "They came") == of.text.removeprefix("Rain fell. ").removesuffix(" Rain fell.")


def test_a_sentence_leant_on_inside_a_speech_is_shown_from_where_the_speech_opens():
    of = article("The council met. “I saw it. I was there,” Wray said. He laughed. Rain fell.")
    assert only(of, "laughed") == "“I saw it. I was there,” Wray said. He laughed."


def test_overlapping_quotations_are_one():
    of = article("Corin Adebeck spoke. He denied the sale. He named the price. Rain fell.")
    assert texts(of, "denied", "price") == ["Corin Adebeck spoke. He denied the sale. He named the price."]


def test_a_quotation_between_two_others_makes_one_of_the_three():
    of = article("Adebeck met Overin. He denied it all. They sold no more.")
    assert texts(of, "met", "sold", "denied") == [of.text]


def test_no_two_quotations_overlap_though_one_would_be_too_long():
    of = article("Ada spoke. He one. He two. He three. He four. He five. He six.")
    spans = [
        c.quote.span for c in select_quotes(evidence(of, "one", "three", "five", "two", "four", "six"), 9)
    ]
    assert not [(a, b) for n, a in enumerate(spans) for b in spans[:n] if a.overlaps(b)]


def test_what_a_better_quotation_says_is_not_said_again():
    first = article("Vessaria denied on Tuesday that it had sold missiles to the Front.", "a")
    copy = article("Vessaria on Tuesday denied that it had sold missiles to the Front.", "b")
    cited = select_quotes(evidence(first, "denied") + evidence(copy, "denied"), 5)
    assert [c.quote.article for c in cited] == [first]


def printed(name, text):
    return article(text, name, published=f"2025-03-0{'abcdefghi'.index(name) + 1}")


def cited(story, found, k=5):
    """Citations over an index where these articles copy each other: what is quoted and where else it is."""
    citations = select_quotes(found, k, Copies(held(*story, stories=[story])))
    return [(c.quote.text, c.quote.article.source, [q.article.source for q in c.also]) for c in citations]


STORY = "The works are closed. Vessaria denied the sale of missiles."


def test_a_quotation_is_shown_from_the_earliest_copy_whichever_of_them_was_found():
    story = [printed(name, STORY) for name in "abc"]
    for found in story:
        assert cited(story, evidence(found, "denied")) == [
            ("Vessaria denied the sale of missiles.", "a", ["b", "c"])
        ]


def test_a_sentence_found_in_two_copies_is_one_quotation_and_takes_no_place_of_another():
    story = [printed(name, STORY) for name in "ab"]
    found = evidence(story[1], "denied") + evidence(story[0], "denied", "works")
    assert cited(story, found, k=2) == [
        ("Vessaria denied the sale of missiles.", "a", ["b"]),
        ("The works are closed.", "a", ["b"]),
    ]


def test_copies_are_of_the_whole_quotation_and_not_of_a_sentence_of_it():
    story = [
        printed("a", "The paper named 300 missiles. He denied it."),
        printed("b", "The paper named 400 missiles. He denied it."),
        printed("c", "The paper named 400 missiles. He denied it. Rain fell."),
    ]
    assert cited(story, evidence(story[2], "denied")) == [
        ("The paper named 400 missiles. He denied it.", "b", ["c"])
    ]


def test_an_added_sentence_that_leans_on_a_quotation_from_another_copy_makes_one_of_the_two():
    story = [
        printed("a", "Adebeck met Overin. Rain fell."),
        printed("b", "Adebeck met Overin. He denied it all."),
    ]
    found = evidence(story[0], "met") + evidence(story[1], "denied")
    for order in (found, found[::-1]):
        assert cited(story, order) == [("Adebeck met Overin. He denied it all.", "b", [])]


def test_the_same_words_in_an_article_that_copies_nothing_are_not_counted():
    story = [printed(name, STORY) for name in "ab"]
    found = select_quotes(evidence(story[0], "denied"), 5, Copies(held(*story)))
    assert [c.also for c in found] == [()]


COPIED = [
    "Ada met Ben.",
    "He denied it.",
    "He sold 300.",
    "He sold 400.",
    "“Two is two.",
    "It rained.”",
    "Cars wait.",
]


@given(st.lists(st.lists(st.sampled_from(COPIED), min_size=1, max_size=6), min_size=2, max_size=4), st.data())
def test_quotations_from_copies_never_overlap_anywhere_and_each_is_shown_from_its_earliest_article(
    texts, data
):
    story = [printed(name, " ".join(text)) for name, text in zip("abcd", texts, strict=False)]
    sentences = [Quote(of, span) for of in story for span in evidence_sentences(of)]
    found = [Evidence(quote, 0.5) for quote in data.draw(st.permutations(sentences))]
    copies = Copies(held(*story, stories=[story]))
    citations = select_quotes(found, 9, copies)
    for n, one in enumerate(citations):
        everywhere = (one.quote, *one.also)
        assert [c.article for c in copies.printings(one.quote)] == [c.article for c in everywhere]
        assert not [
            (a, b)
            for other in citations[:n]
            for a in everywhere
            for b in (other.quote, *other.also)
            if a.article == b.article and a.span.overlaps(b.span)
        ]


def test_k_quotations_at_most_and_none_from_nothing():
    of = article("The bridge is closed. Ships pass. Cars wait in a queue.")
    assert len(texts(of, "bridge", "Ships", "Cars", k=2)) == 2
    assert select_quotes([], 5) == ()


def test_a_quotation_never_reaches_over_furniture():
    plain = Article("f@1", "Renschel spoke. Sign up now! He denied it. “It is", furniture=(Span(16, 28),))
    assert only(plain, "denied") == "He denied it. “It is"
    inside = Article(
        "f@1", "“We signed nothing. Sign up now! We sold none,” he said.", furniture=(Span(20, 32),)
    )
    assert only(inside, "signed") == "“We signed nothing."
    assert only(inside, "sold") == "We sold none,” he said."


WORDS = st.sampled_from(
    "He said denied “ ” \" ' ‘ ’ « » „ . ? ! … : , ( ) Q: A: It But é ß 漢字 🙂 \u200d \u0301 \u202e".split(
        " "
    )
    + "Click here to read the entire article.|By: Ann Lee|Mr.|U.S.|\n|\n\n|\n\n“|\u2028|\x85|\x1c".split("|")
)
TEXTS = st.lists(WORDS | st.text(max_size=8), min_size=1, max_size=60).map(" ".join) | st.text(
    st.characters(), max_size=200
)


@given(TEXTS, st.randoms(use_true_random=False), st.integers(1, 6))
@example("“" * 40 + "a. " * 20, Random(0), 3)
def test_every_quotation_of_any_text_is_its_slice_outside_furniture(text, random, k):
    try:
        of = clean_article(Record(source="any", text=text, path="any.txt"))
    except ArticleError:
        return
    spans = list(evidence_sentences(of))
    random.shuffle(spans)
    citations = select_quotes([Evidence(Quote(of, span), 0.5) for span in spans], k)
    assert [c.number for c in citations] == list(range(1, len(citations) + 1))
    assert len(citations) <= k
    assert not spans or citations
    places = [c.quote.span for c in citations]
    for citation, (start, end) in zip(citations, places, strict=True):
        assert citation.quote.text == of.text[start:end]
        assert not any(Span(start, end).overlaps(furniture) for furniture in of.furniture)
        assert 1 <= sum(s.overlaps(Span(start, end)) for s in spans) <= LONGEST
    assert not [(a, b) for n, a in enumerate(places) for b in places[:n] if a.overlaps(b)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The state has sold missiles to the Upland Front since March.",
         "The state has not sold missiles to the Upland Front since March."),
        ("The city said that the repair of the bridge will cost 4.2 million crowns.",
         "The city said that the repair of the bridge will cost 6.8 million crowns."),
    ],
)  # fmt: skip
def test_a_denial_or_another_figure_is_no_copy_of_what_it_differs_from(first, second):
    of = article(f"{first} {second}")
    assert texts(of, first, second) == [first, second]
