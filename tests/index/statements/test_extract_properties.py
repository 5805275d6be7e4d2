from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.records import Article, Span
from index.statements.extract import Extractor
from index.statements.record import Statement

SENTENCES = (
    "“The harbour is shut,” said Ilse Brandt, the harbour master. “It stays shut.”",
    "“The harbour,” she added, “is shut until May.",
    "“Nobody asked us.",
    "'It was the dockers' fault,' the owners' club said.",
    "An unnamed “port official” told the Gazette: “Wait for May.”",
    "Brandt denied that the ice had sunk a boat, calling the reports “pure gossip.”",
    "The statement added that “somebody wants the quay.”",
    "The trade, he said, is “in worse shape than ever.”",
    "According to Jo Marr, the boats will leave in June, and rents fell, according to the council.",
    "Commanders declined to say whether the drone had crashed.",
    "Turkey has not confirmed that “three boats” were lost, Ms. Marr reportedly said.",
    'Marr: "Who told you?"',
    "MARR: Did you see it? (Laughter.)",
    "BRANDT: I saw “nothing,” I said.",
    "Q. When did you ask us?",
    "A. We said so in May.",
    "“The worst winter in forty years.” — Jo Marr",
    "He vowed to rebuild and promised that ‘each cent’ would be repaid.",
    "Ukraine accused Russia of mining the strait, a charge Moscow dismissed as “laughable.”",
    "The ‘Iron Lagoon’ opened on Tuesday; 6'2\" Jo was there in the ’90s.",
    "''He told me 'go home' and left,'' Brandt said in a letter that read \"Enough.\"",
    "said",
    "” “ said, “",
    "Said Brandt",
    "(“No,” she said)",
)
BETWEEN = (" ", "\n\n", "\n", "\r\n", "\r\n\r\n", "\u00a0", "\u2009", "\t", "", "\n \n", "\u2028")
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXTS = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(BETWEEN)), max_size=6).map(
    lambda pieces: "".join(part for piece in pieces for part in piece)
)


def check(extractor: Extractor, article: Article) -> list[Statement]:
    """Holds everything that is true of the statements of any article, and gives them."""
    found = extractor.statements(article)
    assert found == extractor.statements(article)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        check_statement(article, one)
    quoted = [one for one in found if one.rule != "turn"]  # a turn is all marked, with what it quotes
    for one, other in combinations(quoted, 2):
        assert not any(a.overlaps(b) for a in one.marked for b in other.marked), (one, other)
    return found


def check_statement(article: Article, one: Statement) -> None:
    text = article.text
    others = [one.speaker, one.head, *filter(None, [one.cue, one.name])]
    for start, end in (*one.spans, *one.marked, *one.nested, *others):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()
        assert not any(Span(start, end).overlaps(span) for span in article.furniture)
    assert all(before.end <= after.start for before, after in pairwise(one.spans))
    assert all(any(a <= start and end <= b for a, b in one.spans) for start, end in one.marked)
    assert all(any(a <= start and end <= b for a, b in one.marked) for start, end in one.nested)
    assert not any(span.overlaps(one.speaker) or (one.cue and span.overlaps(one.cue)) for span in one.spans)
    assert one.speaker.start <= one.head.start < one.head.end <= one.speaker.end
    assert (one.article, bool(one.how)) == (article.id, one.name is not None)
    assert one.spans or one.stance == "declines"
    assert (one.kind == "indirect") == (not one.marked)


@SLOW
@given(TEXTS)
def test_a_statement_is_made_of_sound_spans_of_its_article(extractor: Extractor, text: str) -> None:
    check(extractor, Article("a@0", text))


@SLOW
@given(st.text(max_size=120) | st.text(st.sampled_from("“”\"'‘’ ,.:—said Jo\n"), max_size=120))
def test_no_text_raises(extractor: Extractor, text: str) -> None:
    check(extractor, Article("a@0", text))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\r\n", "\u00a0", "...", "“”", "“", '"', "——", "\ud800\0\ufeff", "1 2 3", "said said"],
)
def test_a_text_without_sentences_has_no_statements(extractor: Extractor, text: str) -> None:
    assert check(extractor, Article("a@0", text)) == []


@pytest.mark.parametrize("seed", range(15))
def test_marks_put_lost_and_turned_at_random_leave_statements_sound(extractor: Extractor, seed: int) -> None:
    chance = random.Random(seed)
    text = "\n\n".join(chance.sample(SENTENCES, 8))
    for _ in range(40):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice([*"“”‘’'\"«»„", "", "\u00a0"]) + text[at + chance.randrange(2) :]
    check(extractor, Article("a@0", text))


def said(extractor: Extractor, text: str) -> list[tuple[str, list[str]]]:
    found = check(extractor, Article("a@0", text))
    return [
        (" ".join(text[slice(*one.speaker)].split()), [" ".join(text[a:b].split()) for a, b in one.spans])
        for one in found
    ]


PLAIN = (
    "“The harbour is shut,” said Ilse Brandt.\n\n“We wait,” she added, “until May.”\n\n"
    "Jo Marr denied that boats sank."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n", "\r\n\r\n"),
        ("\n\n", "\r\r"),
        ("\n\n", "\n"),
        ("\n\n", "\r\n \r\n"),
        (" ", "\u00a0"),
        (" ", "\u2009"),
        (" ", "\t"),
    ],
)
def test_line_ends_and_blanks_do_not_change_what_is_found(extractor: Extractor, old: str, new: str) -> None:
    assert said(extractor, PLAIN.replace(old, new)) == said(extractor, PLAIN)
    assert len(said(extractor, PLAIN)) == 3


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’", "''", ("``", "''"), ("''", "''")])
def test_the_style_of_marks_does_not_change_what_is_found(extractor: Extractor, marks: str) -> None:
    def bare(text: str) -> list[tuple[str, list[str]]]:
        return [
            (speaker, [part.strip("".join(marks) + "“”") for part in parts])
            for speaker, parts in said(extractor, text)
        ]

    opening, closing = marks
    assert bare(PLAIN.replace("“", opening).replace("”", closing)) == bare(PLAIN)


def test_nothing_is_found_in_what_is_no_reporting(extractor: Extractor) -> None:
    headline = "“Harbour shut,” says Brandt"
    text = f"{headline}\n\n{PLAIN}\n\n“Subscribe now,” said Jo Marr."
    furniture = (Span(0, len(headline)), Span(text.index("“Subscribe"), len(text)))
    found = check(extractor, Article("a@0", text, furniture=furniture))
    assert [text[slice(*one.speaker)] for one in found] == ["Ilse Brandt", "she", "Jo Marr"]


@SLOW
@given(TEXTS, st.lists(st.integers(0, 300), max_size=6, unique=True))
def test_furniture_anywhere_leaves_statements_sound(
    extractor: Extractor, text: str, edges: list[int]
) -> None:
    places = sorted(edge for edge in edges if edge < len(text))
    furniture = tuple(Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False))
    check(extractor, Article("a@0", text, furniture=furniture))


TALK = st.lists(st.sampled_from(SENTENCES), max_size=3)


@SLOW
@given(TEXTS, TALK)
def test_a_transcript_with_anything_between_its_turns_has_sound_statements(
    extractor: Extractor, before: str, between: list[str]
) -> None:
    turns = ["MARR: Did you see it? (Laughter.)", "BRANDT: I saw “nothing,” I said.", *between]
    check(extractor, Article("a@0", "\n\n".join([before, *turns, *turns[:2], "We were there."])))
