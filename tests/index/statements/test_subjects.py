import pytest

from index.statements.cues import is_cue
from index.statements.subjects import cue_span, phrase, rejoined, speaker_of


def speakers(parser, text, inverted=False):
    parsed = parser.parse(text)
    found = {}
    for token in parsed.doc:
        if is_cue(parsed, token):
            head, _ = speaker_of(parsed, token, inverted=inverted)
            found[token.text] = None if head is None else text[slice(*phrase(parsed, head))]
    return found


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("The mayor of Aldby said the bridge was safe.", "said", "The mayor of Aldby"),
        ("The mayor crossed the bridge and said it was safe.", "said", "The mayor"),
        ("The mayor, who said the bridge was safe, crossed it.", "said", "The mayor"),
        ("The mayor crossed the bridge, saying it was safe.", "saying", "The mayor"),
        ("The ministry issued a statement saying the bridge was safe.", "saying", "The ministry"),
        ("The mayor was quoted as saying that the bridge was safe.", "saying", "The mayor"),
        ("It was confirmed by the ministry that the bridge was unsafe.", "confirmed", "the ministry"),
        ("State media quoted him as saying that the bridge was safe.", "quoted", "him"),
        ("About 4 in 10 say they want a bridge.", "say", "About 4 in 10"),
    ],
)
def test_the_speaker_of_a_cue_is_found(parser, text, cue, speaker):
    assert speakers(parser, text)[cue] == speaker


def test_after_what_is_said_the_speaker_may_follow_the_cue(parser):
    text = "“The bridge is safe and will stay open,” said Ann Lee, the mayor."
    assert speakers(parser, text, inverted=True)["said"] == "Ann Lee, the mayor"


def test_whoever_is_told_does_not_speak(parser):
    assert speakers(parser, "The club was told that it must pay.")["told"] is None
    assert speakers(parser, "Asked whether it was safe, the mayor laughed.")["Asked"] is None


def test_a_phrase_leaves_out_what_is_told_about_the_speaker(parser):
    text = "Ann Lee, the mayor of Aldby, who took office in May, said the bridge was safe."
    assert speakers(parser, text)["said"] == "Ann Lee, the mayor of Aldby"


def test_a_verb_goes_on_from_the_cue_by_its_tense(parser):
    parsed = parser.parse("He warned that the bridge would close and predicted that shares will fall.")
    predicted = next(token for token in parsed.doc if token.text == "predicted")
    above = rejoined(parsed, predicted)
    assert above is not None
    assert above.text == "warned"


def test_a_verb_under_a_denial_stays_there(parser):
    text = "The minister denied that he had met Lee and told him that the bridge was unsafe."
    parsed = parser.parse(text)
    told = next(token for token in parsed.doc if token.text == "told")
    assert rejoined(parsed, told) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The city has not confirmed that it was safe.", "has not confirmed"),
        ("The mayor flatly denied that it was safe.", "flatly denied"),
        ("The mayor pointed out that it was safe.", "pointed out"),
        ("The mayor said that it was safe.", "said"),
    ],
)
def test_a_cue_has_its_auxiliaries_negation_adverb_and_particle(parser, text, words):
    parsed = parser.parse(text)
    cue = next(token for token in parsed.doc if is_cue(parsed, token))
    assert text[slice(*cue_span(parsed, cue))] == words
