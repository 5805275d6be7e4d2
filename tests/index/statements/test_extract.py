"""Articles in, statements out."""

from pathlib import Path

import pytest

from index import open_source
from index.clean import clean_article
from index.errors import MissingExtra
from index.records import Article, Span
from index.statements.extract import Extractor, found_in
from index.statements.paragraphs import paragraphs
from index.statements.parser import LARGEST, _stretches

SEED = Path(__file__).parents[4] / "shared" / "data" / "seed"


@pytest.fixture(scope="module")
def extractor():
    return Extractor()


def said(parser, text):
    """Who says what, with the stance: the speaker as printed, the first words of each span."""
    found = found_in(parser.parse(text), Article("a@1", text))
    return [
        (text[slice(*one.speaker)], one.stance, [text[slice(*span)] for span in one.spans]) for one in found
    ]


def test_both_sides_of_a_dispute_speak_for_themselves(parser):
    text = "Ostrel said Vessaria had fired two missiles; Vessaria called the claim “a lie.”"
    assert [(who, stance) for who, stance, _ in said(parser, text)] == [
        ("Ostrel", "says"),
        ("Vessaria", "denies"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("‘We will not be moved,’ the foreign office said. ‘The miners’ case is just.’", "the foreign office"),
        ("'I'm gutted,' said Harris, 24. 'We were the better side for an hour.'", "Harris, 24"),
        ('"We are thrilled," said Maria Gomez of Acme Corp. "She is superb."', "Maria Gomez of Acme Corp."),
        ("``It is over,'' Mr. Dunn told the court. ``There is no more.''", "Mr. Dunn"),
        ("«It is over,» the general wrote. «There is no more.»", "the general"),
    ],
)  # fmt: skip
def test_every_style_of_mark_and_desk_is_read(parser, text, speaker):
    ((who, _, spans),) = said(parser, text)
    assert (who, len(spans)) == (speaker, 2)


def test_a_title_and_a_scare_quote_are_nobodys_words(parser):
    assert said(parser, "The so-called “peace camp” lost seats, and the “Salt Road” sequel opened.") == []


def test_statements_are_in_the_order_of_the_article(extractor):
    article = Article("a@1", "“B comes first,” said Ann Lee. “A comes next,” said Bob Ray.")
    found = extractor.statements(article)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {one.article for one in found} == {"a@1"}


def test_what_is_no_reporting_says_nothing(extractor):
    text = (
        "Lee Says Bridge “Is Safe”\n\n“The bridge is safe,” said Ann Lee.\n\n“Join us,” says our newsletter."
    )
    start = text.index("“Join")
    article = Article("a@1", text, furniture=(Span(0, 26), Span(start, len(text))))
    assert [text[slice(*one.spans[0])] for one in extractor.statements(article)] == ["“The bridge is safe,”"]


def test_an_empty_article_says_nothing(extractor):
    assert extractor.statements(Article("a@1", "")) == []


def test_a_missing_model_is_an_error_that_tells_how_to_get_it():
    with pytest.raises(MissingExtra, match="pip install"):
        Extractor("no_such_model_anywhere")


@pytest.mark.skipif(not SEED.is_dir(), reason=f"no seed article: {SEED} is not there")
def test_a_real_article_has_every_speaker_and_no_headline(extractor):
    (record,) = open_source([SEED])
    article = clean_article(record)
    text = article.text
    found = [
        (text[slice(*one.speaker)], text[slice(*one.name)] if one.name else "", one.stance, len(one.spans))
        for one in extractor.statements(article)
    ]
    assert found == [
        ("The government of North Korea", "The government of North Korea", "denies", 1),
        ("London's Telegraph newspaper", "London's Telegraph newspaper", "says", 1),
        ("an unnamed “security official”", "", "says", 2),
        ("the Telegraph", "Telegraph", "says", 1),
        ("the government in Pyongyang", "the government in Pyongyang", "denies", 1),
        ("the government in Pyongyang", "the government in Pyongyang", "denies", 1),
        ("The statement", "the government in Pyongyang", "says", 1),
        ("The Telegraph", "Telegraph", "says", 1),
        ("investigators in that case", "", "says", 1),
    ]


@pytest.mark.parametrize(
    "sentence",
    ["قالت آنا: «لن نغلق الميناء». ", "安娜说：“我们不会关闭港口。” ", "Анна сказала: «Мы не уйдём». "],
)
def test_an_article_in_other_letters_has_no_statements(extractor, sentence):
    assert extractor.statements(Article("a@1", f"Ana Moro: {sentence * 10}")) == []


@pytest.mark.parametrize("filler", ["The river was high in the old town. ", "apples pears ", "x"])
def test_a_paragraph_of_any_length_is_parsed_in_stretches_that_memory_holds(filler):
    text = f"  {filler * (120_000 // len(filler))}\n\nA day. “We stay,” said Ana Moro.\n"
    stretches = _stretches(text, paragraphs(text))
    assert "".join(text[start:end] for start, end in stretches) == text
    assert max(end - start for start, end in stretches) <= LARGEST + 1
    assert len(stretches) < 7


def test_what_stands_at_the_end_of_a_very_long_paragraph_is_found(extractor):
    text = f"{'Fog. ' * 11_000}“We stay,” said Ana Moro."
    (found,) = extractor.statements(Article("a@1", text))
    assert [text[slice(*span)] for span in (*found.spans, found.speaker)] == ["“We stay,”", "Ana Moro"]
