import pytest

from index.records import Article
from index.statements.indirect import indirect

UNSAFE = "the bridge was unsafe"

DENIALS = [
    "The minister denied that the bridge was unsafe and that he had known.",
    "The minister denied that the bridge was unsafe, that he had known and that money had been paid.",
    "The minister denied that he had met Lee and told him that the bridge was unsafe.",
    "The minister denied that Lee had said the bridge was unsafe.",
    "The minister denied telling Lee that the bridge was unsafe.",
    "The minister denied having told Lee that the bridge was unsafe.",
    "The minister denied claiming that the bridge was unsafe and promising to close it.",
    "The minister never said that the bridge was unsafe.",
    "The minister did not say that the bridge was unsafe or claim that it would fall.",
    "The minister rejected claims that the bridge was unsafe.",
    "The minister rejected the claim that Lee had warned that the bridge was unsafe.",
    "The minister dismissed a report in the Herald that Lee had said that the bridge was unsafe.",
    "The minister considered saying that the bridge was unsafe.",
    "The minister disputed that the bridge was unsafe or that Lee had warned him that it would fall.",
    "The minister dismissed the report that the bridge was unsafe.",
    "It is not true that the minister said the bridge was unsafe.",
    "It is false that the minister said the bridge was unsafe.",
    "Nobody at the ministry said the bridge was unsafe.",
    "None of the officials said the bridge was unsafe.",
    "Neither the minister nor Lee said the bridge was unsafe.",
    "The minister left without saying that the bridge was unsafe.",
    "The minister stopped short of saying that the bridge was unsafe.",
    "The city has yet to confirm that the bridge was unsafe.",
    "The minister refused to say that the bridge was unsafe.",
    "The minister would not say whether the bridge was unsafe.",
    "Did the minister say that the bridge was unsafe?",
    "If the minister says that the bridge was unsafe, it will close.",
]


def judged(parser, text):
    """Stance, negation and hearsay of each cue."""
    parsed = parser.parse(text)
    return {text[slice(*one.cue)]: (one.stance, one.negated, one.hedged) for one in indirect(parsed)}


@pytest.mark.parametrize("text", DENIALS)
def test_a_denied_claim_is_never_an_assertion(parser, text):
    for one in indirect(parser.parse(text)):
        content = " ".join(text[slice(*span)] for span in one.clause)
        assert one.negated or one.stance == "denies" or UNSAFE not in content


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("Iran has not confirmed that the site was hit.", "has not confirmed", ("confirms", True, False)),
        ("Mr. Dahl did not deny that he was there.", "did not deny", ("denies", True, False)),
        (
            "Far from denying that he knew, Dahl insisted that he had been told.",
            "denying",
            ("denies", True, False),
        ),
        ("Tehran called the claim a lie.", "called", ("denies", False, False)),
        ("Tehran described the report as false.", "described", ("denies", False, False)),
        ("Tehran called the bridge a marvel.", "called", ("says", False, False)),
        ("He reportedly told aides that it was over.", "reportedly told", ("says", False, True)),
        ("The mayor suggested that the city should pay.", "suggested", ("demands", False, False)),
        ("The mayor suggested that the city had paid.", "suggested", ("alleges", False, False)),
    ],
)
def test_the_stance_is_that_of_the_verb_in_its_sentence(parser, text, cue, expected):
    assert judged(parser, text)[cue] == expected


def test_not_only_is_no_negation(parser):
    text = "The mayor not only said that the bridge was safe but crossed it."
    assert [negated for _, negated, _ in judged(parser, text).values()] == [False]


def test_what_somebody_says_that_another_said_is_hearsay(parser):
    found = judged(parser, "Ann Lee said that the mayor had promised that the bridge would open.")
    assert found["said"] == ("says", False, False)
    assert found["had promised"] == ("promises", False, True)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Officials declined to say whether the missile had exploded.", "declined to say"),
        ("The ministry would not comment on the report.", "would not comment"),
        ("A spokeswoman refused to confirm that the ship had left.", "refused to confirm"),
        ("He did not say when it would open.", "did not say"),
        ("The firm declined a request for an interview.", "declined"),
    ],
)
def test_whoever_declines_says_nothing(parser, text, cue):
    [one] = indirect(parser.parse(text))
    assert (text[slice(*one.cue)], one.stance, one.clause) == (cue, "declines", [])


@pytest.mark.parametrize(
    "text",
    [
        "The mayor refused to leave the room.",
        "The club refused to release the players.",
        "The jury denied him a victory.",
        "The senate confirmed a judge on Monday.",
        "The party hopes to claim the nomination.",
        "Courts dismiss cases every day.",
        "The company has charged the city three million dollars.",
    ],
)
def test_other_senses_of_verbs_of_saying_are_no_statements(parser, text):
    assert indirect(parser.parse(text)) == []


def test_what_is_proposed_is_demanded_and_what_is_a_fact_is_alleged(parser):
    assert judged(parser, "The union insisted that the firm sell the ship.")["insisted"][0] == "demands"
    assert judged(parser, "The union insisted that the firm sold the ship.")["insisted"][0] == "alleges"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Officials in Ostrel denied that any ship had been seized, calling the claims “a lie.”",
            "Officials",
        ),
        ("The bank denied that it had lied, calling the claims “a lie.”", "bank"),
        ("Lee denied that Kim Marl had left, calling the claims “a lie.”", "Lee"),
    ],
)
def test_what_follows_a_denial_after_a_comma_is_the_deniers_own_and_not_denied(extractor, text, speaker):
    statements = extractor.statements(Article("a@0", text))
    calling = next(one for one in statements if one.lemma == "call")
    assert text[slice(*calling.head)] == speaker
    assert (calling.stance, calling.negated, calling.hedged) == ("denies", False, False)
