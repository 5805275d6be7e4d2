import pytest

from index.records import Article, Span
from index.statements.reporting import reporting


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("PORT MARL, Vessaria (Coastwire) - Terns Air denied it.", "Terns Air"),
        ("OSTREL _ The council denied it.", "The council"),
        ("OSTREL, Vessaria (AP) — The council denied it.", "The council"),
        ("The council denied it.", "The council"),
        ("NATO - the alliance - denied it.", "NATO"),
        ("Lee: no.", "Lee"),
    ],
)
def test_a_dateline_is_no_part_of_the_first_speaker(text, begins):
    plain = reporting(Article("a@0", text))
    assert len(plain) == len(text)
    assert plain.strip().startswith(begins)


def test_furniture_is_blanked_and_every_line_stays_where_it_is():
    text = "By Ann Lee\n\nOSTREL - Rain fell.\nPhoto: Bo Marl\n"
    plain = reporting(Article("a@0", text, furniture=(Span(0, 10), Span(32, 46))))
    assert plain == " " * 10 + "\n\n" + " " * 9 + "Rain fell.\n" + " " * 14 + "\n"


def test_a_speaker_is_named_without_the_dateline(extractor):
    text = "PORT MARL, Vessaria (Coastwire) - Terns Air denied that it was for sale."
    (statement,) = extractor.statements(Article("a@0", text))
    assert text[slice(*statement.speaker)] == "Terns Air"
