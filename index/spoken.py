"""Which statements somebody wants to see, and how they are told: words cut from articles, and where they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from index.console import for_terminal
from index.records import Filter, Span
from index.statements.record import Statement, Tier, Voice, stance_words
from index.words import analyze

if TYPE_CHECKING:
    import argparse

    from index.records import Article
    from index.store import Index

__all__ = ["Spoken", "Wanted", "plain_statement", "select", "told", "verdict", "wanted_of"]

NOT = "not-"


class Spoken(NamedTuple):
    """A statement and the article that prints it."""

    statement: Statement
    article: Article


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the ledger; an empty field excludes nothing.

    :ivar speaker: a name, as somebody types it
    :ivar about: words that all occur in the content, in any of their forms
    :ivar stance: with ``not-`` before it, it is negated, as in "did not deny"; without, it is not
    :ivar tier: this one or a better one
    """

    speaker: str = ""
    about: str = ""
    stance: str = ""
    tier: Tier = "C"
    where: Filter = field(default_factory=Filter)


def select(index: Index, wanted: Wanted) -> tuple[list[Spoken], tuple[Voice, ...]]:
    """The statements that are wanted, the newest first; and as whom the speaker is understood."""
    meant: tuple[Voice, ...] = ()
    if wanted.speaker:
        from index.speakers.asked import meant as voices_meant
        from index.speakers.asked import speaks_for

        meant = voices_meant(wanted.speaker, index.aliases())
        if not meant:
            return [], meant
        found = [
            one
            for one in index.statements([voice.key for voice in meant], wanted.where)
            if any(speaks_for(voice, name) for voice in one.voices for name in meant)
        ]
    else:
        found = index.statements(where=wanted.where)
    fitting = [one for one in found if _fits(one, wanted)]
    articles = {id: index.article(id) for id in {one.article for one in fitting}}
    spoken = [Spoken(one, articles[one.article]) for one in fitting]
    words = set(analyze(wanted.about))
    about = [one for one in spoken if words <= set(analyze(" ".join(_cut(one.article, one.statement.spans))))]
    return sorted(about, key=lambda one: str(one.article.published or ""), reverse=True), meant


def wanted_of(arguments: argparse.Namespace, article: str) -> Wanted:
    """What was asked on the command line.

    :param article: id of the article that is meant; empty where all are
    """
    among = (article,) if article else ()
    return Wanted(
        speaker=arguments.speaker,
        about=arguments.about,
        stance=arguments.stance or "",
        tier=arguments.tier,
        where=Filter(since=arguments.since, until=arguments.until, articles=among),
    )


def verdict(index: Index, wanted: Wanted, count: int, meant: Sequence[Voice]) -> str:
    """What was found, in a sentence, with the speaker as understood."""
    if not index.manifest.statements:
        return "no statements at all; build the index again where spaCy is installed, without --no-statements"
    names = " or ".join(dict.fromkeys(voice.label for voice in meant))
    by = f" by {names}" if names else ""
    if count:
        return f"{count} statement{'s' if count > 1 else ''}{by}"
    if wanted.speaker and not index.statements([voice.key for voice in meant] or [""]):
        return f"nobody named {names or wanted.speaker} is printed as saying anything"
    return f"no statement{by} is as asked"


def _fits(statement: Statement, wanted: Wanted) -> bool:
    stance = f"{NOT if statement.negated else ''}{statement.stance}"
    return statement.tier <= wanted.tier and wanted.stance in ("", stance)


def told(one: Spoken) -> str:
    """A statement for people: who, how, the words as printed, and where they are."""
    statement, article = one
    spans = [*statement.spans, *filter(None, [statement.cue])]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    cue = f" ({_words(article, statement.cue)})" if statement.cue else ""
    words = " … ".join(_cut(article, statement.spans)) or "(no words of it)"
    day = article.published or "no date"
    facts = [str(day), article.publisher, f"tier {statement.tier}", f"{article.id}:{start}-{end}"]
    does = stance_words(statement.stance, negated=statement.negated, hedged=statement.hedged)
    return for_terminal(
        f"{_speaker(article, statement)} {does}{cue}: {words}\n"
        f"    {article.title or '(no title)'}\n    {' · '.join(filter(None, facts))}"
    )


def plain_statement(one: Spoken) -> dict[str, object]:
    """A statement as plain data; all words with their offsets in the article."""
    statement, article = one

    def excerpt(span: Span | None) -> dict[str, object] | None:
        return span and {"exact": article.text[slice(*span)], "start": span.start, "end": span.end}

    return {
        "article": article.id,
        "title": article.title,
        "published": article.published and article.published.isoformat(),
        "publisher": article.publisher,
        "url": article.url,
        "speaker": excerpt(statement.speaker),
        "name": excerpt(statement.name),
        "voices": [voice._asdict() for voice in statement.voices],
        "stance": statement.stance,
        "negated": statement.negated,
        "hedged": statement.hedged,
        "cue": excerpt(statement.cue),
        "kind": statement.kind,
        "tier": statement.tier,
        "content": [excerpt(span) for span in statement.spans],
        "marked": [excerpt(span) for span in statement.marked],
    }


def _speaker(article: Article, statement: Statement) -> str:
    """As printed, with the name where that is another."""
    printed = _words(article, statement.speaker)
    name = _words(article, statement.name) if statement.name else printed
    return printed if name in printed else f"{printed} [{name}]"


def _cut(article: Article, spans: Sequence[Span]) -> Iterator[str]:
    return (_words(article, span) for span in spans)


def _words(article: Article, span: Span) -> str:
    return " ".join(article.text[slice(*span)].split())
