"""Furniture: what is printed with an article and is no reporting. When in doubt, it is reporting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.bylines import is_agency, parse_authors
from index.captions import credit_at_end, is_caption
from index.links import is_link, links_between
from index.openings import ADDRESS, SITES, opens_furniture
from index.records import Span

__all__ = ["disjoint", "furniture", "is_furniture", "lines"]

# Whole lines with a word that makes it worth asking, and what must be true of the line then.
_CUES = (
    # “Vote: Sign up for text alerts”: also after a label or a question.
    (
        "sign",
        r"\(?(?:[^.:?]{1,60}[:?] ?)?Sign[ -]?up\b(?=.*\b(?:newsletters?|inbox|alerts|updates"
        r"|e-?mail (?:alerts|updates|list|briefing)|texts?)\b).*"
        r"|\(?Sign[ -]?up (?=.*\b(?:here|today|now|digital|print|app|podcast|for free)\b).*"
        r"|\(?Sign[ -]?up to (?:get|receive)\b.*",
    ),
    (
        "subscribe",
        r"\(?(?:[^.:?]{1,60}[:?] ?)?Subscribe\b(?=.*\b(?:newsletters?|inbox|alerts|updates"
        r"|e-?mail (?:alerts|updates|list|briefing)|texts?)\b).*"
        r"|\(?Subscribe (?=.*\b(?:here|today|now|digital|print|app|podcast)\b).*",
    ),
    (
        "register",
        r"\(?(?:[^.:?]{1,60}[:?] ?)?Register\b(?=.*\b(?:newsletters?|inbox|alerts|updates"
        r"|e-?mail (?:alerts|updates|list|briefing)|texts?)\b).*",
    ),
    (".com/", r".{3,40} is (?:at|on) (?:https?://)?(?:www\.)?(?:twitter|facebook)\.com/\S*"),
    # “London CNN Business —”: a dateline with nothing after it.
    ("cnn", r"(?:[A-Z][\w.,'’ -]{1,60} )?CNN(?: Business)? [—–-]+"),
    (" of ", r"\d+ of \d+"),
    ("with a subscription", r".*\b(?:support (?:it|us|our work)|journalism like this)\b.*"),
    ("content partner offering", r".*"),
    ("sign up to", r".*\bsign up to the .{3,60}\bnewsletter\b.{0,40}"),
    ("in the video above", r"(?:Watch|See|Hear|Listen to)\b.{3,200}"),
    (
        "newsletter",
        r"(?=.*\b(?:keep you|you won['’]t|your inbox|would you like|provides you|sign up here"
        r"|sign up for free here|subscribe to)\b).*",
    ),
    ("subscriber", r".*\b(?:consider supporting our journalism|become an? .{0,40}subscriber)\b.*"),
    # A line about the writer, with an address: “Jane Doe covers crime. Reach her at jdoe@example.com”.
    (
        "@",
        r"(?=.*\b(?:is (?:an?|the)|covers|reports|writes|can be reached)\b)(?=.*\b(?:reach|reached at"
        rf"|(?:contact|e-?mail) (?:him|her|them)|follow)\b)(?=.*{ADDRESS}).*",
    ),
    (
        "follow",
        r"(?=.*\bfollow [\w ]{2,40} on (?:Facebook|Twitter|Instagram|X)\b).*\b(?:reviewed|deals|updates)\b.*",
    ),
    ("rights reserved", r"(?:[^.!?]{0,80} )?all rights reserved\b.{0,200}"),
    ("getty images", r".{0,200}[\s(/]Getty Images(?:/[\w .'’-]{1,40})?\)?"),
    ("ap images", r".{0,200}[\s(/]AP Images\)?"),
    ("ap photo", r".{0,200}[\s(/]AP Photo(?:/[\w .'’-]{1,40})?\)?"),
    ("shutterstock", r".{0,200}[\s(/]Shutterstock(?:\.com)?\)?"),
    (" commission", r".{0,200}\bwe (?:may|might|will) (?:earn|receive)\b.{0,300}"),
    (" commission", r".{0,200}\bmay earn us an? \w+.{0,60}"),
    ("affiliate", r".{0,200}\bwe (?:may|might) (?:earn|receive) an affiliate\b.{0,300}"),
    ("supported in part by a grant", r".*\bour\b.*"),
    ("made possible in part by a grant", r".*\bcoverage\b.*"),
)
_CUED = [(cue, re.compile(rule, re.IGNORECASE)) for cue, rule in _CUES]
# A newsletter's advertisement has up to 600 characters; nothing longer is furniture as a whole.
_MAX_LINE = 800
_MAX_COLOPHON = 8  # lines at an article's end: credit, appeal, letter, networks, rights and what lies between
# Somebody speaks: then a line is reporting, whatever else it mentions.
_REPORTED = re.compile(
    r"\b(?:said|says|told|tweeted|wrote|announced|according to|reported that)\b", re.IGNORECASE
)
# “– Ada Byrd, Ash Weekly” under an item of a round-up.
_PERSON = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}"
_SIGNED = re.compile(
    rf"(?:[–-] ?{_PERSON}(?: and {_PERSON})?|[–—-] ?{_PERSON}(?:,| and) {_PERSON}(?:, {_PERSON})?)\.?"
)
_MAX_SIGNATURE = 80
_NETWORK = re.compile(SITES.replace("|X)", "|RSS)"))

# Parts of lines. A link to a video at CNN is a sentence that ends with this mark.
_VIDEO_MARK = "»"
_MAX_VIDEO = 160
# Where a sentence ends; not after an abbreviation or an initial.
_SENTENCE_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bMrs)(?<!\bU\.S)(?<!\b[A-Z])[.!?…][\"”'’)\]]* (?=\S)"
)
_TAILS = (
    ("mail to a friend", re.compile(r"(?:^|(?<= ))E-?mail to a friend\b.*$")),
    ("©", re.compile(r"(?<=[.!?\"”] )© ?(?:19|20)\d\d\b.*$")),
    ("Copyright", re.compile(r"(?<=[.!?\"”] )Copyright(?: ©| \(c\))? ?(?:19|20)\d\d\b.*$")),
    ("Click here", re.compile(r"(?<=[.!?\"”] )\(?Click here\b.{0,120}$")),
    ("iReport.com:", re.compile(r"(?:^|(?<=[.!?\"” ]))iReport\.com: .{0,120}$")),
    ("Read more", re.compile(r"(?<=[.!?\"”] )Read more(?: (?:about|at|on) .{1,80}|: .{1,120}|[.…]*)$")),
    (
        "video above",
        re.compile(r"(?:^|(?<=[.!?\"”)] ))(?:Watch|See|Hear|View)\b[^.!?]{3,160}\bvideo above\b[.!]?"),
    ),
    ("Skip ad", re.compile(r"(?:^|(?<=[.!?\"”’)] ))Skip advert(?:isement)?(?= [A-Z“\"]|$)")),
    (
        "ead the latest",
        re.compile(r"(?:^|(?<=[.!?\"”)] ))(?:[\w' ]{3,40}: )?Read the latest\b[^.!?]{0,60}\bhere\.?$"),
    ),
    ("Sign up here", re.compile(r"(?<=[.!?\"”] )Sign up here\b.{0,80}$")),
    ("See the full", re.compile(r"(?<=[.!?\"”] )See the full (?:article|story|interview) at .{1,60}$")),
)
_CONTRIBUTED = re.compile(r"\bcontributed to this (?:report|story|article|piece)\b[^.]{0,40}\.?$")
_MAX_CREDIT = 300  # eight names


def furniture(text: str) -> list[Span]:
    """Lines and parts of lines that are no reporting, in order, disjoint."""
    return disjoint(text, [*_found(text), *_colophon(text)])


def disjoint(text: str, spans: Iterable[Span]) -> list[Span]:
    """The same characters as sorted spans that neither touch nor begin or end with a blank."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        elif start < end:
            merged.append(Span(start, end))
    return merged


def lines(text: str) -> Iterator[Span]:
    """The lines that are not blank."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def is_furniture(line: str) -> bool:
    """Whether a line is no reporting from its beginning to its end."""
    return _is_furniture(line, _CUED)


def _is_furniture(line: str, cued: Sequence[tuple[str, re.Pattern[str]]]) -> bool:
    if len(line) > _MAX_LINE:
        return False
    if not any(char.isalnum() for char in line) or is_agency(line) or _is_social(line):
        return True
    if is_link(line) or is_caption(line):
        return True
    return (opens_furniture(line) or _is_cued(line, cued)) and not _REPORTED.search(line)


def _found(text: str) -> Iterator[Span]:
    spans = list(lines(text))
    lowered = text.lower()
    cued = [(cue, rule) for cue, rule in _CUED if cue in lowered]
    printed = [text[start:end] for start, end in spans]
    between = links_between(printed)
    for number, ((start, end), line) in enumerate(zip(spans, printed, strict=True)):
        before = printed[number - 1] if number else ""
        if number in between or _is_furniture(line, cued) or _is_signature(before, line):
            yield Span(start, end)
        else:
            for part in _parts(line):
                yield Span(start + part.start, start + part.end)


def _is_signature(before: str, line: str) -> bool:
    """Whether a dash and a name end what its writer wrote; after a quotation they name who spoke."""
    return (
        line[0] in "–—-"
        and len(line) <= _MAX_SIGNATURE
        and not before.endswith(('"', "”", "’", "'"))
        and bool(parse_authors([line[1:]]))
        and _SIGNED.fullmatch(line) is not None
    )


def _colophon(text: str) -> list[Span]:
    """What stands at an article's end between a line that closes it and a site's networks: who the site is."""
    all_lines = [(span, text[span.start : span.end]) for span in lines(text)][-_MAX_COLOPHON:]
    social = [n for n, (_, line) in enumerate(all_lines) if _is_social(line)]
    if not social or not all(is_furniture(line) for _, line in all_lines[social[0] :]):
        return []
    between: list[Span] = []
    for span, line in reversed(all_lines[: social[0]]):
        if is_furniture(line):
            return between
        if _REPORTED.search(line):
            break
        between.append(span)
    return []


def _is_cued(line: str, cued: Sequence[tuple[str, re.Pattern[str]]]) -> bool:
    lowered = line.lower()
    return any(cue in lowered and rule.fullmatch(line) for cue, rule in cued)


def _is_social(line: str) -> bool:
    """Whether a line names networks and little else, as “JBS Facebook JBS Twitter JBS RSS Feed”."""
    if line[-1] in ".!?":
        return False
    networks = len(_NETWORK.findall(line))
    return networks >= 2 and len(line.split()) <= 3 * networks


def _parts(line: str) -> Iterator[Span]:
    yield from _videos(line)
    yield from (Span(*found.span()) for cue, tail in _TAILS if cue in line and (found := tail.search(line)))
    picture = credit_at_end(line)
    if picture:
        yield picture
    credit = _CONTRIBUTED.search(line)
    if credit:
        start = _sentence_start(line, 0, credit.start())
        if len(line) - start <= _MAX_CREDIT:
            yield Span(start, len(line))


def _videos(line: str) -> Iterator[Span]:
    begin = 0
    while (mark := line.find(_VIDEO_MARK, begin)) >= 0:
        start = _sentence_start(line, max(begin, mark - _MAX_VIDEO), max(begin, mark - 2))
        # With « before it the mark closes a quotation in French.
        if "«" not in line[begin:mark] and 2 < mark - start < _MAX_VIDEO:
            yield Span(start, mark + 1)
        begin = mark + 1


def _sentence_start(line: str, begin: int, before: int) -> int:
    start = begin
    for found in _SENTENCE_END.finditer(line, begin, before):
        start = found.end()
    return start
