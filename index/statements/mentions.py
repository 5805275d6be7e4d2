"""Where an article prints names, cleared of what a small model takes for one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from index.records import Span
from index.statements.cues import tells
from index.statements.genders import gender_of_name, gender_of_title
from index.statements.headings import is_heading
from index.statements.nouns import is_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as Stretch
    from spacy.tokens import Token

    from index.statements.parsed import Parsed

__all__ = ["Label", "Mention", "mentions"]

Label = Literal["PERSON", "ORG", "GPE", "NORP"]
LABELS: dict[str, Label] = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "NORP": "NORP"}
OTHER = frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "FAC", "EVENT"})
TITLES = frozenset(
    "mr mrs ms miss mme dr sen rep gov lt col gen sgt capt maj adm prof rev sir lord lady dame judge justice "
    "president senator congressman congresswoman representative governor mayor secretary minister chancellor king "
    "queen prince princess pope general colonel captain professor sheriff officer detective archbishop cardinal".split()
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
PARTICLES = frozenset(
    "al ap bin bint da de del della den der di dos du el ibn la le san ten ter van von y zu".split()
)
# Capitalised words that the model takes for people.
NOBODY = frozenset(
    "god jesus christ brexit obamacare trumpcare medicare medicaid twitter facebook instagram youtube snapchat google "
    "democrat republican islam quran bible internet email gop potus tuesday monday wednesday thursday friday "
    "saturday sunday yes no".split()
)
NO_SURNAMES = frozenset(
    "day act airport street avenue road bridge award prize tower towers hotel hall building stadium show report".split()
)
ODD = frozenset('“”"‘«»|/()[]{}@#&;:!?…')
LONGEST = 4  # words of a person's name; what is longer is two names run together


@dataclass(slots=True, eq=False)
class Mention:
    """One printing of a name.

    :ivar span: the name, without title and possessive
    :ivar words: its words in lower case
    :ivar head: index of its head token
    :ivar tokens: indices of all its tokens
    :ivar title: the form of address or office printed right before it, as in "Sen."
    :ivar plain: whether it stands in the article's own voice and in no heading
    """

    label: Label
    span: Span
    words: tuple[str, ...]
    head: int
    tokens: range
    title: str = ""
    plain: bool = True


def mentions(parsed: Parsed) -> list[Mention]:
    """Every name of a person, organisation, place or people that the article prints, by place."""
    found = [mention for entity in parsed.doc.ents if (mention := _mention(parsed, entity)) is not None]
    _vote(found)
    found = [mention for mention in found if mention.label != "PERSON" or _is_personal(parsed, mention)]
    found += _unmarked(parsed, found)
    return _without_headings(parsed, found)


def _without_headings(parsed: Parsed, found: Sequence[Mention]) -> list[Mention]:
    """The names by place; of those in headings, whose capitals mislead, only surnames of people named elsewhere."""
    stretches = [span for number, span in enumerate(parsed.paragraphs) if is_heading(parsed, number)]
    starts = [start for start, _ in stretches]
    body: list[Mention] = []
    headed: list[Mention] = []
    for one in found:
        place = bisect_right(starts, one.span.start) - 1
        inside = place >= 0 and one.span.start < stretches[place].end
        (headed if inside else body).append(one)
    surnames = {one.words[-1] for one in body if one.label == "PERSON"}
    kept: list[Mention] = []
    for one in headed:
        one.plain = False
        if one.label == "PERSON" and one.words[-1] in surnames:
            last = parsed.doc[one.tokens[-1]]
            one.span, one.words, one.tokens = (
                parsed.span(last, last),
                one.words[-1:],
                range(last.i, last.i + 1),
            )
            one.head = last.i
        elif one.label == "PERSON" and body:
            continue
        kept.append(one)
    return sorted(body + kept, key=lambda one: one.span)


def _unmarked(parsed: Parsed, known: Sequence[Mention]) -> Iterator[Mention]:
    """Surnames that the model has marked as nothing, of people whom it has found elsewhere in the article."""
    surnames = {one.words[-1] for one in known if one.label == "PERSON"}
    taken = {i for one in known for i in one.tokens}
    lower = {token.text for token in parsed.doc if token.is_lower}
    for token in parsed.doc:
        if token.lower_ not in surnames or not token.text[0].isupper() or token.i in taken:
            continue
        named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.lower_ not in lower)
        if named and token.dep_ not in {"compound", "nmod"} and not _is_in_longer(token):
            yield _made(parsed, _with_given(token), "PERSON")


def _is_in_longer(token: Token) -> bool:
    """Whether a word is part of some longer name, as of a law or a building."""
    return token.ent_iob_ == "I" or (
        token.ent_iob_ == "B" and token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"
    )


def _with_given(surname: Token) -> list[Token]:
    """A surname with the given names before it."""
    tokens = [surname]
    while tokens[0].i and len(tokens) < LONGEST:
        before = tokens[0].nbor(-1)
        if before.pos_ != "PROPN" or before.head.i != surname.i or before.ent_type_ not in {"", "PERSON"}:
            break
        if _introduces(before):
            break
        tokens.insert(0, before)
    return tokens


def _mention(parsed: Parsed, entity: Stretch) -> Mention | None:
    label = LABELS.get(entity.label_)
    if label is None and entity.label_ in OTHER and len(entity) == 1:
        label = "ORG"  # one word: the vote may know it for a person
    if label is None:
        return None
    tokens = list(entity)
    office = _office_in(tokens) if label == "ORG" else 0
    if office:
        tokens, label = tokens[office:], "PERSON"
    tokens = _trimmed(tokens, person=label == "PERSON")
    if not tokens or not any(char.isalpha() for char in tokens[0].text):
        return None
    if label == "PERSON" or len(tokens) == 1:
        given = _given_before(tokens)
        if given is not None:
            return _made(parsed, [given, *tokens], "PERSON")
    return _made(parsed, tokens, label)


def _office_in(tokens: Sequence[Token]) -> int:
    """How many words stand before a person's name that was taken for part of a company's: "Acme CEO Ann Lee"."""
    for place, (one, after) in enumerate(pairwise(tokens), 1):
        if _introduces(one) and gender_of_name(after.text):
            return place
    return 0


def _given_before(tokens: Sequence[Token]) -> Token | None:
    """A given name before a name that the model has begun too late."""
    before = tokens[0].nbor(-1) if tokens[0].i else tokens[0]
    joined = before.head in tokens and before.pos_ == "PROPN" and before.text[0].isupper()
    return before if joined and before.i < tokens[0].i and gender_of_name(before.text) else None


def _trimmed(tokens: list[Token], *, person: bool) -> list[Token]:
    """A name's tokens without article, possessive, punctuation, and for people titles and nouns before them."""
    while tokens and (not tokens[-1].text[-1].isalnum() or tokens[-1].lower_ in {"’s", "'s"}):
        if tokens[-1].text[-1] == "." and len(tokens[-1].text) > 1:
            break
        tokens = tokens[:-1]
    while tokens and (
        not tokens[0].text[0].isalnum() or tokens[0].lower_ in {"the", "a", "an"} or tokens[0].is_space
    ):
        tokens = tokens[1:]
    while len(tokens) > 1 and (_introduces(tokens[0]) if person else tells(tokens[0])):
        tokens = tokens[1:]
    return tokens


def _introduces(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in TITLES or is_kind(word, "offices", "parties", "persons") or token.is_punct or tells(token)


def _made(parsed: Parsed, tokens: Sequence[Token], label: Label) -> Mention:
    first, last = tokens[0], tokens[-1]
    span = parsed.span(first, last)
    inside = {token.i for token in tokens}
    head = next((token for token in tokens if token.head.i not in inside or token.head.i == token.i), last)
    words = tuple(word.strip(".,") for word in parsed.text[slice(*span)].lower().split())
    before = first.nbor(-1) if first.i else first
    if before.text == "." and before.i:
        before = before.nbor(-1)
    title = before.lower_.rstrip(".") if before.i < first.i and before.lower_.rstrip(".") in TITLES else ""
    plain = parsed.is_outside(first)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return Mention(label, span, words, head.i, range(first.i, last.i + 1), title, plain)


def _vote(found: Sequence[Mention]) -> None:
    """Gives every printing of a name the label of most; a surname of somebody named in full is a person's."""
    votes: dict[tuple[str, ...], Counter[Label]] = {}
    for one in found:
        votes.setdefault(one.words, Counter())[one.label] += 1
    full = Counter(one.words[-1] for one in found if one.label == "PERSON" and len(one.words) > 1)
    for one in found:
        count, bearers = votes[one.words], full[one.words[0]]
        bare = len(one.words) == 1 and bearers and count["GPE"] <= count["PERSON"] + bearers + 1
        if bare or gender_of_title(one.title) or count["PERSON"] == max(count.values()):
            one.label = "PERSON"
        elif one.label == "PERSON":
            one.label = count.most_common(1)[0][0]


def _is_personal(parsed: Parsed, one: Mention) -> bool:
    """Whether a person may be called so: capitals, no marks or figures inside, not a word of headlines."""
    printed = parsed.text[slice(*one.span)]
    odd = ODD & set(printed) or "\n" in printed
    if odd or len(one.words) > LONGEST or any(char.isdigit() for char in printed):
        return False
    if one.words[-1] in NO_SURNAMES or is_kind(one.words[-1], "organisations"):
        return False
    if len(one.words) == 1 and (
        one.words[0] in NOBODY or is_kind(one.words[0], "offices", "parties", "persons")
    ):
        return False
    small = (word.partition("-")[0] for word in printed.split() if word[0].islower())  # "von", "al-Assad"
    lower = [word for word in small if word not in PARTICLES]
    verbs = [
        parsed.doc[i] for i in one.tokens if parsed.doc[i].tag_ in {"VBZ", "VBD", "VBP", "MD", "IN", "CC"}
    ]
    return not lower and not (verbs and not one.plain) and not printed.endswith(("’s", "'s"))
