"""Reported speech around its cue: "The talks, she said, were over", "As the mayor put it, ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.bounds import between
from index.statements.cues import is_cue, lemma_of
from index.statements.subjects import own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from index.records import Span
    from index.statements.parsed import Parsed

__all__ = ["around", "brings", "is_asking", "lead_in", "resumed"]

_LONGEST = 15  # words of an aside (", she said on Monday in a letter,"); a longer one is none
_OPENS = frozenset(',—–-”"')
_CLOSES = frozenset(',.—–-“";?!:')
_PARTS = frozenset({",", "—", "–"})
_REST = 8  # words after an aside's verb in which its comma stands
_GOES_ON = frozenset(
    "including by with without from despite even not perhaps rather because if unless until although though".split()
)
_CONCEDES = frozenset({"though", "although", "while", "if", "unless", "when"})
_TELLS = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "reassure", "brief"})
_HANGS = frozenset({"parataxis", "ccomp", "advcl"})


def around(parsed: Parsed, cue: Token) -> list[Span]:
    """The clause that an aside of saying stands in, without the aside; empty where it is none."""
    above = cue.head
    if not _hangs(cue) or brings(parsed, cue):
        return []
    first, last = _bounds(parsed, cue)
    if cue.i - first >= _LONGEST or not _is_aside(parsed, cue, first, last):
        return []
    start = min(above.left_edge.i, cue.left_edge.i)
    before, after = between(parsed, start, first - 1, 1), between(parsed, last + 1, above.right_edge.i, 1)
    rest = resumed(parsed, cue, above) if after is None else [after]
    return rest if before is None else [before, *rest]


def brings(parsed: Parsed, cue: Token) -> bool:
    """Whether a marked sentence follows a cue: it is what is said, and not what stands around them."""
    places = [parsed.segment_of(one) for one in cue.doc[cue.i + 1 : cue.i + 3]]
    place = next((one for one in places if one is not None), None)
    return place is not None and parsed.stands_alone(place)


def _hangs(cue: Token) -> bool:
    """Whether a cue hangs on a clause, as an aside does: also on its noun, by "as", or as if joined without "and"."""
    above = cue.head
    if above.pos_ not in {"VERB", "AUX"} and above.dep_ != "ROOT" and _marks(cue) != ["as"]:
        return False
    if above.pos_ in {"ADJ", "ADV"}:  # "as strong as he said"
        return False
    if is_asking(above):
        return False
    joined = cue.dep_ == "conj" and not any(c.dep_ == "cc" and c.i < cue.i for c in above.children)
    return cue.dep_ in _HANGS or joined


def is_asking(verb: Token) -> bool:
    """Whether a verb opens with a question put to the speaker: "Asked whether he knew, the mayor said"."""
    return verb.lower_ in {"asked", "pressed", "questioned"} and verb.left_edge.i == verb.i


def lead_in(parsed: Parsed, cue: Token, content: Token) -> list[Span]:
    """What stands before an aside to which the parse gave the rest: "It is untrue, he said, that ...".

    The rest alone would say the contrary.
    """
    subject = own_subject(parsed, cue)
    if (
        cue.dep_ != "parataxis"
        or subject is None
        or not cue.head.i < subject.left_edge.i < content.left_edge.i
    ):
        return []
    doc, first = parsed.doc, subject.left_edge.i
    if doc[first - 1].text not in _OPENS or doc[content.left_edge.i - 1].text not in _CLOSES:
        return []
    piece = between(parsed, cue.head.left_edge.i, first - 1, 1)
    return [] if piece is None else [piece]


def resumed(parsed: Parsed, cue: Token, content: Token) -> list[Span]:
    """What goes on after an aside whose beginning alone the parse gave to it: "It grew, she said, by a third"."""
    doc, subject = parsed.doc, own_subject(parsed, cue)
    if subject is None or doc[min(subject.left_edge.i, cue.i) - 1].text not in _OPENS:
        return []
    end, frame = parsed.sentences[parsed.sentence_of(cue)].end, max(subject.right_edge.i, cue.i)
    comma = next((one.i for one in doc[frame + 1 : min(frame + _REST, end)] if one.text in _PARTS), end)
    rest = doc[comma + 1 : end]
    if not rest or any(
        is_cue(parsed, one) or one.lower_ == "according" or not parsed.is_outside(one) for one in rest
    ):
        return []
    own = content.right_edge.i > cue.i and not content.is_ancestor(cue)
    goes_on = own or rest[0].lower_ in _GOES_ON
    if not goes_on and content.left_edge.lower_ not in _CONCEDES:
        return []
    piece = between(parsed, comma + 1, end - 1, 1)
    return [] if piece is None else [piece]


def _bounds(parsed: Parsed, cue: Token) -> tuple[int, int]:
    """The aside's first and last token; the parse may give it words of the clause around it."""
    subject = own_subject(parsed, cue)
    first, last = cue.left_edge.i, cue.right_edge.i
    if subject is None or _marks(cue):
        return first, last
    return min(subject.left_edge.i, cue.i), last


def _marks(cue: Token) -> list[str]:
    return [child.lower_ for child in cue.children if child.dep_ == "mark"]


def _is_aside(parsed: Parsed, cue: Token, first: int, last: int) -> bool:
    doc = parsed.doc
    if not any(child.dep_ == "nsubj" for child in cue.children):
        return False
    if _marks(cue):
        objects = any(
            child.dep_ in {"dobj", "ccomp", "xcomp"} and child.lower_ != "it" for child in cue.children
        )
        return _marks(cue) == ["as"] and not objects
    heard = lemma_of(cue) in _TELLS  # whoever is told is no content
    if first <= cue.sent.start or (not heard and any(child.dep_ == "dobj" for child in cue.children)):
        return False
    opens = doc[first].text in _OPENS or doc[first - 1].text in _OPENS
    return opens and (doc[last].is_punct or last + 1 >= len(doc) or doc[last + 1].text in _CLOSES)
