from tests.index.statements.naming_cases import named, names


def test_the_statement_is_from_whom_it_is_said_to_be(parser):
    text = (
        "The foreign ministry of Iran issued a statement on Friday. The statement said the ship was attacked."
    )
    assert named(parser, text, "The statement") == [("The foreign ministry of Iran", "issuer")]


def test_the_letter_is_by_its_author(parser):
    text = "A letter by Angela Merkel reached Brussels on Friday. The letter warned of delays."
    assert named(parser, text, "The letter") == [("Angela Merkel", "issuer")]


def test_the_statement_after_a_body_has_spoken_is_from_it(parser):
    text = "The government in Pyongyang denied that such a deal existed. The statement called it a lie."
    assert names(parser, text, "government", "The statement") == ["The government in Pyongyang"] * 2


def test_the_statement_after_a_newspaper_is_not_from_the_newspaper(parser):
    text = "The Washington Post said the plan was dead. The statement called the plan a lie."
    assert names(parser, text, "Post", "The statement") == ["Washington Post", None]


def test_the_senator_is_the_only_one_who_is_called_so(parser):
    text = "Senator Paula Reeves met Jon Baker in Ohio on Friday. “I will vote no,” the senator said."
    assert named(parser, text, "the senator") == [("Paula Reeves", "nominal")]


def test_the_senator_is_nobody_where_two_are_called_so(parser):
    text = "Senator Paula Reeves met Senator Jon Baker on Friday. “I will vote no,” the senator said."
    assert names(parser, text, "the senator") == [None]


def test_the_spokesman_is_he_who_was_named_with_that_office(parser):
    text = "Jon Baker, a spokesman for the Red Cross, arrived at noon. The spokesman said help was near."
    assert names(parser, text, "The spokesman") == ["Jon Baker"]


def test_a_description_in_place_of_a_name_is_who_was_just_the_subject(parser):
    text = "Marco Rubio held a rally in Tampa on Monday. The Florida senator said the race was not over."
    assert named(parser, text, "The Florida senator") == [("Marco Rubio", "nominal")]


def test_the_newspaper_is_the_one_named_before(parser):
    text = (
        "The minister told The New York Times about the deal. The newspaper said the talks had begun in May."
    )
    assert names(parser, text, "The newspaper") == ["New York Times"]


def test_the_ministry_is_the_one_with_that_word_in_its_name(parser):
    text = "The Defence Ministry of Chad met the press on Friday. The ministry said two soldiers were dead."
    (name,) = names(parser, text, "The ministry")
    assert "Defence Ministry" in (name or "")


def test_the_official_and_the_man_stay_unknown(parser):
    text = (
        "Jon Baker was arrested in Leeds. The official said more arrests would follow. The man said nothing."
    )
    assert names(parser, text, "The official", "The man") == [None, None]
