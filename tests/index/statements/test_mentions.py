import pytest

from index.statements.entities import cast
from index.statements.mentions import mentions

LEES = (
    "Hillary Clinton spoke first. Her husband, Bill Clinton, listened. Clinton said she would win. "
    "Mr. Clinton said he agreed."
)


def entity_of(parsed, text, nth=0):
    """Whoever is named at the nth printing of a word."""
    place = -1
    for _ in range(nth + 1):
        place = parsed.text.index(text, place + 1)
    token = next(token for token in parsed.doc if token.idx <= place < token.idx + len(token.text))
    return cast(parsed).at(token.i)


def fullest(parsed, text, nth=0):
    entity = entity_of(parsed, text, nth)
    return None if entity is None or entity.fullest is None else parsed.text[slice(*entity.fullest)]


def test_a_surname_is_joined_to_the_full_name(parser):
    parsed = parser.parse("The deal is dead, Angela Merkel said on Monday. Merkel later left Berlin.")
    assert fullest(parsed, "Merkel", 1) == "Angela Merkel"


def test_a_surname_alone_is_the_bearer_named_first_and_not_her_husband(parser):
    parsed = parser.parse(LEES)
    assert fullest(parsed, "Clinton said she") == "Hillary Clinton"


def test_a_form_of_address_tells_namesakes_apart(parser):
    parsed = parser.parse(LEES)
    assert fullest(parsed, "Clinton said he") == "Bill Clinton"


def test_people_of_one_surname_and_other_given_names_stay_two(parser):
    parsed = parser.parse("Paula Reeves left the room. Daniel Reeves stayed behind with the lawyers.")
    assert {fullest(parsed, "Reeves"), fullest(parsed, "Reeves", 1)} == {"Paula Reeves", "Daniel Reeves"}


def test_a_short_given_name_is_the_long_one(parser):
    parsed = parser.parse("William Hartley came back to Ohio. Bill Hartley spoke to reporters on Friday.")
    assert entity_of(parsed, "Hartley").mentions[0].words == ("william", "hartley")
    assert len(entity_of(parsed, "Hartley").mentions) == 2


def test_titles_and_possessives_are_no_part_of_a_name(parser):
    parsed = parser.parse("Senator Paula Reeves's office was closed. Reeves was in Ohio.")
    assert fullest(parsed, "Paula") == "Paula Reeves"
    assert "senator" in entity_of(parsed, "Paula").nouns


def test_an_acronym_in_brackets_stands_for_the_whole_name(parser):
    text = "The International Atomic Energy Agency (IAEA) visited Iran. The IAEA said the visit was short."
    parsed = parser.parse(text)
    assert fullest(parsed, "IAEA", 1) == "International Atomic Energy Agency"


def test_a_headline_lends_no_name_of_its_own(parser):
    text = (
        "Will Reeves Quit Before The Vote?\n\n"
        "Senator Paula Reeves would not say. Reeves left the hall without a word."
    )
    assert fullest(parser.parse(text), "Reeves", 2) == "Paula Reeves"


def test_a_given_name_tells_the_gender_and_one_borne_by_both_does_not(parser):
    parsed = parser.parse("Angela Merkel spoke on Monday. Leslie Carter of the Red Cross listened.")
    assert (entity_of(parsed, "Merkel").gender, entity_of(parsed, "Carter").gender) == ("f", "")


def test_no_name_is_one_of_a_person_with_marks_or_figures_inside(parser):
    parsed = parser.parse("He read “The Donald” and R2D2 to the class. Nobody laughed at Area 51.")
    people = [parsed.text[slice(*one.span)] for one in mentions(parsed) if one.label == "PERSON"]
    assert not [name for name in people if any(char in "“”0123456789" for char in name)]


@pytest.mark.parametrize("text", ["", " \n\n ", "“", "…", "Mr.", "(IAEA) (", "’s ’s"])
def test_odd_texts_name_nobody_and_raise_nothing(parser, text):
    assert [one for one in mentions(parser.parse(text)) if one.label == "PERSON"] == []
