"""Web pages: the article without the page around it, and the facts that the page states about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import SourceError
from index.sources.body import article_text, parse
from index.sources.charsets import HEAD_BYTES, named_within
from index.sources.metadata import Facts, read_facts
from index.sources.options import Options
from index.sources.record import Record, Resource
from index.sources.tags import check_markup
from index.sources.text import read_text

__all__ = ["read"]

_SURROGATE = re.compile("[\ud800-\udfff]")
# D800 to DFFF, which are 55296 to 57343.
_SURROGATE_REFERENCE = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));?",
    re.IGNORECASE,
)

# What stands in an article's place: walls, errors, checks for robots. Real items may have such words too, so what
# is left without these lines decides.
_WALL = re.compile(
    r"(?:enable|turn on|requires?|supports?) (?:javascript|cookies)|javascript (?:is|must be|to be|and cookies)"
    r"|(?:verify|confirm|prove|checking)\b.{0,40}\b(?:human|robot|browser)|(?:are you|not) a robot"
    r"|unusual (?:traffic|activity)|(?:accept|manage|reject)(?: all)? cookies"
    r"|we (?:and our partners )?(?:use|value|store)\b.{0,40}\b(?:cookies|your privacy)"
    r"|already (?:a subscriber|subscribed|registered|have an account)"
    r"|(?:subscribe|log ?in|sign ?in|sign ?up|register)\b.{0,40}"
    r"\b(?:to continue|to read|to keep reading|for full access|for unlimited)"
    r"|(?:this|the) (?:article|content|story|page) is (?:only |exclusively )?(?:for|available to|reserved for)\b"
    r".{0,20}\b(?:subscribers|members)"
    r"|\bpage (?:(?:that )?you|not found|can(?:not|['’]t) be|could not|does not|has (?:moved|been)|is (?:no|not))\b"
    r"|\berror 404\b|\b40[34][ :-]|access\b.{0,30}\bdenied"
    r"|(?:not |un)available in (?:your|most)\b|temporarily unavailable|service unavailable|internal server error"
    r"|bad gateway|something went wrong|an error (?:has )?occurred",
    re.IGNORECASE,
)
_MIN_BESIDE_WALL = 200
_LONG = 3000  # no wall has so much to say
# A news item is one sentence at least: as long as “The dam has been closed.”, or any line longer than a label.
_MIN_SENTENCE, _MIN_LINE = 20, 60
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」]*(?:\s|\Z)")
_MAX_AUTHORS = 50
_NOTHING = "no article text in the page; expected an article: save its text instead"


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The one record of a page."""
    try:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        page = read_text(resource, stream, limit=options.limits.text, declared=named_within(head))
        check_markup(page, path=resource.path)
        found = _record(resource, page)
    except SourceError as err:
        yield err
    else:
        yield found


def _record(resource: Resource, page: str) -> Record:
    try:
        facts, text = _read(resource, page) if page.strip() else (None, "")
    except Exception as err:  # whatever the libraries raise on a page that nobody has met
        found = f"a page that cannot be taken apart ({type(err).__name__}: {err})"
        raise SourceError(f"{found}; expected an article: save its text instead", path=resource.path) from err
    if facts is None or not _is_article(text):
        raise SourceError(_NOTHING, path=resource.path)
    return Record(
        resource.id,
        text,
        title=facts.title,
        authors=facts.authors[:_MAX_AUTHORS],
        published=facts.published,
        publisher=facts.publisher,
        updated=facts.updated,
        language=facts.language,
        section=facts.section,
        url=facts.url,
        path=resource.path,
    )


def _read(resource: Resource, page: str) -> tuple[Facts, str]:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would log is told by our error
    # A lone surrogate ends the parser's input early, without a word.
    tree = parse(_SURROGATE_REFERENCE.sub("\ufffd", _SURROGATE.sub("\ufffd", page)))
    facts = read_facts(tree, resource)
    return facts, article_text(tree, titles=facts.titles, stated=facts.stated)


def _is_article(text: str) -> bool:
    """Whether there is a sentence, and enough of it beside a wall where there is one."""
    if len(text) > _LONG:
        return True
    paragraphs = text.split("\n\n")
    rest = [paragraph for paragraph in paragraphs if not _WALL.search(paragraph)]
    if len(rest) < len(paragraphs) and sum(map(len, rest)) < _MIN_BESIDE_WALL:
        return False
    return any(
        len(paragraph) >= _MIN_LINE or (len(paragraph) >= _MIN_SENTENCE and _SENTENCE.search(paragraph))
        for paragraph in paragraphs
    )
