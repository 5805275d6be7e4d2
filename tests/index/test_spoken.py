from index.console import for_terminal, line
from index.records import Article, Listed, Span
from index.spoken import Spoken, plain_statement, told
from index.statements.record import Statement

TURNED = "“No \u202elive\u202c,” said \x1b[2JLee."
ARTICLE = Article("a@0", TURNED, title="A \x07 title")
SAID = Statement("a@0", (Span(0, 12),), speaker=Span(22, 25), head=Span(22, 25), cue=Span(13, 17))


def test_a_terminal_gets_nothing_that_it_would_obey():
    assert for_terminal("a\u202eb\x1bc\nd\te") == "a\ufffdb\ufffdc\nd\te"
    shown = told(Spoken(SAID, ARTICLE))
    assert "“No \ufffdlive\ufffd,”" in shown
    assert shown.replace("\n", "").isprintable()
    assert line(Listed("a@0", "A \x07 title", (), None, "", "", 1, 0)).startswith("A \ufffd title")


def test_a_program_gets_the_words_as_they_are_stored():
    assert plain_statement(Spoken(SAID, ARTICLE))["content"][0]["exact"] == TURNED[:12]
