import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.records import Article, Span
from index.statements.draft import Draft
from index.statements.naming import name_speakers
from tests.index.statements.naming_cases import named, names

WORDS = [
    "Ann Lee",
    "he",
    "she",
    "the senator",
    "said",
    "“",
    "”",
    ".",
    ",",
    "\n\n",
    "IAEA",
    "the statement",
    "Mr.",
    "it",
]


def test_a_name_stands_for_itself_at_its_fullest(parser):
    text = "The plan is dead, Merkel said. Angela Merkel left Berlin on Friday. Nobody followed Merkel."
    assert named(parser, text, "Merkel") == [("Angela Merkel", "name")]


def test_an_office_before_a_name_is_left_out(parser):
    text = "“There was no meeting,” Kremlin spokesman Dmitry Peskov said."
    assert names(parser, text, "Peskov") == ["Dmitry Peskov"]


def test_an_apposition_names_its_noun(parser):
    text = "The mayor, Bill Hartley, said the bridge was safe."
    assert names(parser, text, "The mayor") == ["Bill Hartley"]


def test_who_is_close_to_somebody_is_not_that_one(parser):
    text = "David Axelrod, a longtime adviser to Barack Obama, said the race was open. Obama said nothing."
    assert names(parser, text, "Axelrod") == ["David Axelrod"]


def test_a_body_known_by_its_state_is_named_by_the_phrase(parser):
    text = "“No such deal exists,” the government in Pyongyang said."
    assert named(parser, text, "the government") == [("the government in Pyongyang", "name")]


def test_a_body_known_by_a_person_is_named_by_the_phrase(parser):
    text = "Hillary Clinton spoke in Ohio. “We are ahead,” the Clinton campaign said."
    assert names(parser, text, "the Clinton campaign") == ["the Clinton campaign"]


def test_a_spokesman_is_not_the_person_he_speaks_for(parser):
    text = "Hillary Clinton spoke in Ohio. “We are ahead,” a Clinton spokesman said."
    assert names(parser, text, "a Clinton spokesman") == [None]


def test_officials_and_sources_have_no_name(parser):
    text = "Officials said the road was closed. A source said it would open soon."
    assert named(parser, text, "Officials", "source") == [(None, ""), (None, "")]


def test_two_who_speak_together_are_not_the_first_alone(parser):
    text = "Ann Lee and Mark Dunn said the deal was dead."
    assert names(parser, text, "Lee") == ["Ann Lee and Mark Dunn"]


def test_an_inherited_speaker_has_the_name_of_the_one_before(parser):
    parsed = parser.parse("“It is done,” said Ann Lee. “We won.”\n\n“We never left.”")
    head = next(token for token in parsed.doc if token.text == "Lee")
    first = Draft("post", head_token=head.i, speaker=Span(18, 25))
    second = Draft("next", inherited=first)
    third = Draft("next", inherited=second)
    name_speakers(parsed, [third, first, second])
    assert [parsed.text[slice(*draft.name)] for draft in (first, second, third)] == ["Ann Lee"] * 3
    assert [draft.how for draft in (first, second, third)] == ["name", "inherited", "inherited"]


def test_drafts_that_inherit_from_one_another_have_no_name(parser):
    one, other = Draft("next"), Draft("next")
    one.inherited, other.inherited = other, one
    name_speakers(parser.parse("“It is done.”"), [one, other])
    assert (one.name, one.how, other.name) == (None, "", None)


def test_no_drafts_in_no_text_are_no_error(parser):
    name_speakers(parser.parse(""), [])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.randoms(use_true_random=False))
def test_every_name_is_printed_in_the_article_and_the_same_again(parser, words, random):
    parsed = parser.parse(" ".join(words))
    heads = random.sample(range(len(parsed.doc)), min(5, len(parsed.doc)))
    results = []
    for _ in range(2):
        drafts = [
            Draft("any", head_token=i, speaker=parsed.span(parsed.doc[i], parsed.doc[i])) for i in heads
        ]
        name_speakers(parsed, drafts)
        results.append([(draft.name, draft.how) for draft in drafts])
        for draft in drafts:
            assert (draft.name is None) == (draft.how == "")
            assert draft.name is None or 0 <= draft.name.start < draft.name.end <= len(parsed.text)
    assert results[0] == results[1]


def test_the_work_grows_with_the_length_and_not_faster(parser):
    story = "“No,” said Ann Lee, who met Mark Dunn in Leeds. She said the senator knew. He told Lee it was over.\n\n"
    took = []
    for times in (20, 160):
        parsed = parser.parse(story * times)
        heads = [token.i for token in parsed.doc if token.lower_ in {"she", "lee", "he", "it"}]
        drafts = [
            Draft("post", head_token=i, speaker=parsed.span(parsed.doc[i], parsed.doc[i])) for i in heads
        ]
        start = time.process_time()
        name_speakers(parsed, drafts)
        took.append(time.process_time() - start)
    assert took[1] < 30 * max(took[0], 0.005)


def test_a_state_that_nobody_knows_is_nobody_whom_she_stands_for(extractor):
    text = (
        "Vessaria dismissed the charge. Vessaria's foreign ministry was silent.\n\n"
        "“Nobody has come with tiles,” she said."
    )
    said = next(one for one in extractor.statements(Article("a@0", text)) if one.lemma == "say")
    assert said.name is None
