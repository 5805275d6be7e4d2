"""Reported speech that is a clause of its verb of saying: "said that ...", "..., she said", "vowed to ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.asides import around, brings, is_asking, lead_in, resumed
from index.statements.bounds import between, end_of
from index.statements.cues import is_cue, lemma_of, lexicon
from index.statements.drafting import draft
from index.statements.happens import happens, is_unsaid
from index.statements.silence import declines
from index.statements.subjects import own_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from index.records import Span
    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["clause_of", "clauses"]

_WHY = frozenset(
    {"because", "if", "unless", "until", "although", "though", "since", "when", "after", "before", "so"}
)
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_ASKS = frozenset({"ask", "wonder", "inquire", "enquire", "question"})
_NO_CLAUSE = frozenset(
    "nothing something anything thing much word prayer same no yes name goodbye hello lot".split()
)
_SENTENCE = 4  # words that a clause has at least, where it is known by nothing else
_BETWEEN = frozenset({"prep", "npadvmod"})  # what may stand between a cue and its "that"
_HEARERS = frozenset({"dobj", "dative"})  # and after those who tell somebody
_TELLS = frozenset(
    "tell inform remind assure reassure warn notify advise convince ask brief caution alert".split()
)


def clauses(parsed: Parsed) -> list[Draft]:
    """A draft for every verb of saying that governs what is said."""
    found = (_draft(parsed, token) for token in parsed.doc if is_cue(parsed, token))
    return [one for one in found if one is not None]


def _draft(parsed: Parsed, cue: Token) -> Draft | None:
    if lemma_of(cue) not in lexicon().clausal or not happens(cue):
        return None
    if is_unsaid(cue) or declines(parsed, cue) or lexicon().stance.get(lemma_of(cue)) == "declines":
        return None
    spans = clause_of(parsed, cue)
    if not spans:
        return None
    follows = spans[0].end <= cue.idx
    return draft(parsed, cue, "clause", spans, inverted=follows)


def clause_of(parsed: Parsed, cue: Token) -> list[Span]:
    """What a verb of saying says in clauses; empty where it says nothing so."""
    content = [
        child
        for child in cue.children
        if child.dep_ == "ccomp"
        and not is_asking(child)
        and not (child.i > cue.i and _passes_on(parsed, cue, child))
    ]
    after = [child for child in content if child.i > cue.i and not _is_apart(cue, child)]
    after = after or [child for child in cue.children if child.i > cue.i and _is_content(cue, child)]
    after = after or list(_carried(cue))[:1]
    if after:
        return [*lead_in(parsed, cue, after[0]), *_after(parsed, cue, after)]
    if content:
        return _before(parsed, cue, content[0])
    return around(parsed, cue) or _rest(parsed, cue)


def _passes_on(parsed: Parsed, cue: Token, clause: Token) -> bool:
    """Whether a clause tells who reports the quotation that a cue brings: He said, “...,” Lee told the Herald."""
    return brings(parsed, cue) and is_cue(parsed, clause) and own_subject(parsed, clause) is not None


def _is_apart(cue: Token, clause: Token) -> bool:
    """Whether a clause follows what is said and has no link to it: "announced the deal last May, Lee was ..."."""
    objects = [child for child in cue.children if child.dep_ == "dobj" and cue.i < child.i < clause.i]
    linked = any(word.lower_ == "that" or word.tag_ in _RELATIVE for word in clause.children)
    return (
        bool(objects)
        and lemma_of(cue) in lexicon().objects
        and not linked
        and not _lacks(clause, objects[-1])
    )


def _lacks(clause: Token, found: Token) -> bool:
    """Whether a finite clause has no subject but the noun right before it, which the parse gave to the cue."""
    subject = any(child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for child in clause.children)
    helped = clause.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in clause.children
    )
    return not subject and helped and found.right_edge.i + 1 == clause.left_edge.i


def _is_content(cue: Token, child: Token) -> bool:
    """Whether a word heads what is said though it is no finite clause: "to leave", "taking money", "if they knew"."""
    lemma = lemma_of(cue)
    if child.dep_ == "advcl":
        return lemma in _ASKS and any(
            c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in child.children
        )
    if child.dep_ != "xcomp":
        return False
    if lemma not in lexicon().infinitive:
        return (
            lemma in lexicon().strong
            and child.tag_ == "VBG"
            and any(c.dep_ == "ccomp" for c in child.children)
        )
    perfect = any(helper.dep_ == "aux" and helper.lower_ == "having" for helper in child.children)
    return child.tag_ in {"VB", "VBG"} or perfect


def _carried(cue: Token) -> Iterator[Token]:
    """A clause hung on a phrase between it and its cue: "said in a statement that ..."."""
    between = _BETWEEN | _HEARERS if lemma_of(cue) in _TELLS else _BETWEEN
    for child in cue.children:
        if child.i > cue.i and child.dep_ in between:
            for word in child.subtree:
                opens = any(c.dep_ == "mark" and c.lower_ == "that" for c in word.children)
                if opens and word.dep_ in {"acl", "relcl", "ccomp", "advcl"} and word.head.pos_ != "VERB":
                    yield word


def _after(parsed: Parsed, cue: Token, content: list[Token]) -> list[Span]:
    parts = [*content, *_objects(cue, content[0])]
    first = max(min(part.left_edge.i for part in parts), cue.i + 1)
    last = max(clause.right_edge.i for clause in content)
    end = end_of(parsed, cue, first, last)
    if end == last:
        end = _with_limits(parsed, cue, last)
    span = between(parsed, first, end)
    return [] if span is None else [span]


def _objects(cue: Token, content: Token) -> list[Token]:
    """Objects that are part of what is said: who is to do it ("urged him to resign"); of "said" all, by mistake."""
    found = [child for child in cue.children if child.dep_ == "dobj" and cue.i < child.i < content.i]
    if lemma_of(cue) == "say" or content.dep_ == "xcomp":
        return found
    return [one for one in found if lemma_of(cue) not in _TELLS and _lacks(content, one)]


def _with_limits(parsed: Parsed, cue: Token, last: int) -> int:
    """The end of a clause of reason, condition or contrast that the parse hangs on the cue.

    Without it the words mislead: "... because", "... unless", "..., but ...".
    """
    for child in cue.children:
        if not last < child.left_edge.i <= last + 3:
            continue
        if child.dep_ == "advcl" and any(
            c.dep_ in {"mark", "advmod"} and c.lower_ in _WHY for c in child.children
        ):
            last = child.right_edge.i
        elif child.dep_ == "conj" and _contrasts(parsed, child):
            last = end_of(parsed, cue, child.left_edge.i, child.right_edge.i)
    return last


def _contrasts(parsed: Parsed, verb: Token) -> bool:
    """Whether a clause goes on with "but" and is nobody else's saying."""
    words = verb.doc[verb.left_edge.i - 2 : verb.left_edge.i + 1]
    if not any(word.lower_ == "but" for word in words) or own_subject(parsed, verb) is None:
        return False
    return not any(is_cue(parsed, word) or word.lower_ == "according" for word in verb.subtree)


def _before(parsed: Parsed, cue: Token, content: Token) -> list[Span]:
    """What is said before its cue; a clause parted from it by a semicolon, or a mere "while ..." of it, is not."""
    done_to = lemma_of(cue) not in _TELLS and any(child.dep_ == "dobj" for child in cue.children)
    if any(token.text == ";" for token in parsed.doc[content.i : cue.i]):
        return []
    if done_to and content.left_edge.dep_ in {"mark", "advmod"}:
        return []
    span = between(parsed, content.left_edge.i, min(content.right_edge.i, cue.i - 1))
    return [] if span is None else [span, *resumed(parsed, cue, content)]


def _rest(parsed: Parsed, cue: Token) -> list[Span]:
    """The words after "said", where the parse finds no clause in them: "said families of victims file suits"."""
    first, last = cue.i + 1, cue.right_edge.i
    said = [child for child in cue.children if child.i > cue.i and child.dep_ in {"dobj", "xcomp"}]
    if lemma_of(cue) != "say" or not said or said[0].left_edge.i != first or last - first < _SENTENCE:
        return []
    if said[0].pos_ == "PRON" or str(said[0].lemma_).lower() in _NO_CLAUSE or not parsed.is_outside(said[0]):
        return []
    span = between(parsed, first, end_of(parsed, cue, first, last))
    return [] if span is None else [span]
