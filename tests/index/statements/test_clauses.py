import pytest

from index.statements.clauses import clauses


def contents(parser, text):
    """Cue -> speaker and content of each clause."""
    return {
        text[slice(*one.cue)]: (text[slice(*one.speaker)], [text[slice(*span)] for span in one.clause])
        for one in clauses(parser.parse(text))
    }


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content"),
    [
        ("The mayor said that it was safe.", "said", "The mayor", ["that it was safe"]),
        ("The talks were over, she said.", "said", "she", ["The talks were over"]),
        ("The talks, she said on Monday, were over.", "said", "she", ["The talks", "were over"]),
        ("The mayor vowed to close the bridge.", "vowed", "The mayor", ["to close the bridge"]),
        ("The mayor urged him to resign.", "urged", "The mayor", ["him to resign"]),
        ("The mayor denied taking money.", "denied", "The mayor", ["taking money"]),
        ("The mayor asked whether it was safe.", "asked", "The mayor", ["whether it was safe"]),
        (
            "Ann Lee said in a statement on Monday that the race was over.",
            "said",
            "Ann Lee",
            ["that the race was over"],
        ),
        (
            "The mayor said he backs the plan, which includes a new bridge.",
            "said",
            "The mayor",
            ["he backs the plan"],
        ),
        (
            "She said the bridge would stay open unless the river rose.",
            "said",
            "She",
            ["the bridge would stay open unless the river rose"],
        ),
        (
            "As the Herald reported on Monday, the bridge was closed.",
            "reported",
            "the Herald",
            ["the bridge was closed"],
        ),
        (
            "He was quoted as saying that the bridge was safe.",
            "saying",
            "He",
            ["that the bridge was safe"],
        ),
    ],
)
def test_a_clause_is_what_its_verb_says(parser, text, cue, speaker, content):
    assert contents(parser, text)[cue] == (speaker, content)


def test_a_trailing_participle_is_a_statement_of_its_own(parser):
    found = contents(parser, "The ship sank on Monday, the minister said, adding that nobody had drowned.")
    assert found == {
        "said": ("the minister", ["The ship sank on Monday"]),
        "adding": ("the minister", ["that nobody had drowned"]),
    }


def test_what_is_promised_next_is_a_statement_of_its_own(parser):
    found = contents(parser, "She vowed to fight the ruling and promised that every vote would be counted.")
    assert found == {
        "vowed": ("She", ["to fight the ruling"]),
        "promised": ("She", ["that every vote would be counted"]),
    }


@pytest.mark.parametrize(
    "text",
    [
        "He wants to say that the bridge is safe.",
        "The mayor should say that the bridge is safe.",
        "If she says the bridge is safe, we go.",
        "They urged the mayor.",
        "The mayor walked home.",
        "",
    ],
)
def test_what_is_not_told_as_said_is_no_statement(parser, text):
    assert {cue for cue in contents(parser, text) if cue != "urged"} == set()


def test_a_saying_that_went_on_is_one_that_happened(parser):
    assert "to say" in contents(parser, "She went on to say that the bridge was safe.")
