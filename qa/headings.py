"""How an answer about somebody's words is headed: over its groups, and how the question was taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Filter, Stance, Statement
    from qa.question import Question
    from qa.ranking import Rated

__all__ = ["NOBODY", "OPPOSED", "by_stance", "in_words", "title_of"]

# The other side of a stance: who reads a denial wants to know of what, and who reads an allegation whether it stands.
OPPOSED: dict[str, Stance] = {
    "denies": "alleges",
    "alleges": "denies",
    "criticises": "denies",
    "confirms": "denies",
}
NOBODY = {  # what nobody is quoted as doing, by the stance that was asked for
    "denies": "as denying",
    "confirms": "as confirming",
    "alleges": "with an allegation about",
    "criticises": "with criticism of",
    "praises": "with praise of",
    "declines": "as declining to comment on",
    "promises": "with a promise about",
    "warns": "with a warning about",
    "predicts": "with a prediction about",
    "demands": "with a demand about",
    "asks": "with a question about",
}
_TITLES = {  # of statements: as they are, and negated
    "denies": ("Denied", "Not denied"),
    "confirms": ("Confirmed", "Not confirmed"),
    "alleges": ("Alleged", "Not alleged"),
    "criticises": ("Criticised", "Not criticised"),
    "praises": ("Praised", "Not praised"),
    "declines": ("Declined to comment", "Not declined to comment"),
    "promises": ("Promised", "Not promised"),
    "warns": ("Warned", "Not warned"),
    "predicts": ("Predicted", "Not predicted"),
    "demands": ("Demanded", "Not demanded"),
    "asks": ("Asked", "Not asked"),
}
_ALWAYS = ("denies", "confirms", "alleges", "declines")  # these never stand under “Said”
_KINDS = {  # stances asked for -> what a statement of them is called
    ("denies",): "Denials",
    ("confirms", "denies"): "Confirmations and denials",
    ("alleges",): "Allegations",
    ("alleges", "criticises"): "Accusations and criticism",
    ("criticises",): "Criticism",
    ("praises",): "Praise",
    ("promises",): "Promises",
    ("warns",): "Warnings",
    ("warns", "promises"): "Warnings and promises",
    ("predicts",): "Predictions",
    ("demands",): "Demands",
    ("asks", "demands"): "Questions and demands",
    ("declines",): "Refusals to comment",
}


def title_of(statement: Statement, asked: Sequence[str] = ()) -> str:
    """The heading that a statement stands under where anybody's are shown.

    :param asked: stances that the question asks for: these have a heading of their own
    """
    if statement.stance in _TITLES and (statement.stance in _ALWAYS or statement.stance in asked):
        return _TITLES[statement.stance][statement.negated]
    return "Said"


def by_stance(rated: Iterable[Rated], asked: Sequence[str] = ()) -> dict[str, list[Rated]]:
    """Ratings under the headings of their statements, the heading of the best one first."""
    found: dict[str, list[Rated]] = {}
    for one in rated:
        found.setdefault(title_of(one.saying.statement, asked), []).append(one)
    return found


def in_words(
    question: Question, labels: Sequence[str], where: Filter | None, counted: date | None = None
) -> str:
    """How a question about somebody's words was taken, in one line.

    :param labels: those whose words were looked for; anybody's where there are none
    :param where: which articles were searched
    :param counted: day of the newest article, where the days asked for were counted from it
    """
    kind = _KINDS.get(question.stances, "Statements and beliefs" if question.thinks else "Statements")
    line = f"{kind} by {' and '.join(labels) or 'anybody'}"
    if question.topic:
        line += f" about: {question.topic}"
    days = (("since", where.since), ("until", where.until)) if where else ()
    line += "".join(f", {word} {day}" for word, day in days if day)
    if question.period is not None and counted is not None:
        line += f" (“{question.period.words}”, counted from the newest article, of {counted})"
    return line
