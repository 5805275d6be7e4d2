"""Captions and credits that scraping leaves among the paragraphs. When in doubt, it is reporting."""

from __future__ import annotations

import re

from index.records import Span

__all__ = ["credit_at_end", "is_caption"]

_MAX_CAPTION = 450
_TAIL = 130  # characters: a date and a place after it
_SUPPLIER = (
    r"(?:AP|AP Photo|AP Images|AFP|Reuters|REUTERS|EPA|EPA-EFE|Getty|Getty Images"
    r"|Shutterstock|Shutterstock\.com|Bloomberg|PA"
    r"|Zuma(?: Press)?|ZUMA|Alamy|Alamy Stock Photo|Pool|FILE|File|Handout|CNN|TASS"
    r"|Xinhua|Kyodo|NurPhoto|Redux|Magnum|Corbis|iStock"
    r"|iStockphoto|Icon Sportswire|Anadolu(?: Agency)?|SIPA(?: USA)?|Sipa USA"
    r"|USA T(?:ODAY|oday)(?: Sports| Network)?|Imagn"
    r"|Planet Labs(?: PBC)?|Maxar(?: Technologies)?|NASA|ESA|CSA|STScI|Netflix|HBO|Disney"
    r"|Warner Bros\.?|Universal|Paramount)"
)
# “A boat on the river. Ada Byrd/Ash Weekly/AP”, “… Courtesy Ada Byrd”, “… From Telegram”: after a sentence, without a
# full stop, in names alone.
_NAMED = r"[A-Z][\w.'’-]*(?: (?:de|van|von|el|al|of|the|[A-Z&][\w.'’-]*)){0,6}"
_CREDIT = re.compile(
    rf"(?<=[.!?\"”’)]) (?:{_NAMED}(?:/{_NAMED})*/{_SUPPLIER}(?: via [A-Z][\w. ]{{1,30}})?"
    rf"|{_NAMED}/{_NAMED} via [A-Z][\w. ]{{1,30}}"
    rf"|[Cc]ourtesy (?:of )?{_NAMED}(?:/{_NAMED})*|From {_NAMED}(?:/{_NAMED})*"
    rf"|{_SUPPLIER}/{_NAMED}(?:/{_NAMED})*)$"
)
_OPENING = re.compile(
    r"(?:File|Undated|Handout|Archive) (?:photo|image|picture)\b.*"
    r"|In (?:this|these) (?:[\w.,’' -]{0,60} )?(?:photos?|photographs?|images?|pictures?"
    r"|frame grab|screen ?grab|screenshot|still)\b"
    r"(?! that\b).{20,}"
    r"|(?:Pictured|Shown|Above|Left|Right|Top|Bottom|Clockwise from (?:top )?(?:left"
    r"|right)|From (?:top )?left(?: to right)?)"
    r"(?: (?:here|is|are|left|right|above))?\s?[:,] ?[A-Z].{10,}",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\((?:file|archive|undated|handout) (?:photo|image|picture)\)\.?|\bfile (?:photo|image)\b[.)]*$",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)"
    r"|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DATE = rf"(?:{_MONTH} \d\d?, (?:19|20)\d\d|\d\d? {_MONTH} (?:19|20)\d\d)"
_DATED = re.compile(rf"\b{_DATE}(?:,? (?:in|at|near|outside) [A-Z][\w .,'’-]{{2,80}})?\.?$")
# What people in pictures do, and hardly ever do in a report of what happened.
_POSING = re.compile(
    r"\b(?:testif(?:y|ies)|arrives?|attends?|poses?|speaks?|talks|walks?|waves?"
    r"|celebrates?|participates?|delivers?|wears?|wades?"
    r"|waits?|hoists?|meets? with|takes? questions|takes? part|reacts?|performs?"
    r"|gestures?|listens?|sits?|stands?|leaves?|departs?"
    r"|gathers?|marche?s?|addresses|shakes? hands|greets?|embraces?|hugs?|smiles?|rides?"
    r"|crosses|cross|looks? (?:on|at)|kneels?"
    r"|(?:is|are) (?:seen|pictured|shown|photographed)|seen (?:from|in|at|on))\b"
)
_PLACED = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|second from left|second from right|L|R|C)\)"
    r"|, (?:left|right|cent(?:er|re)), "
)
# What a report has: somebody's words, things past and to come.
_TOLD = re.compile(
    r"[\"“”@]|https?:|\b(?:was|were|will|would|had|has|have|did|could|said|says|told"
    r"|began|took|came|went|made|held|won|lost|fell|rose"
    r"|became|died|born|when|if|because|according|announced|reported|who|which)\b"
)
_SENTENCES = re.compile(r"[.!?] [A-Z]")


def is_caption(line: str) -> bool:
    """Whether a line tells what a picture shows: as captions open, with a credit at its end, or posing on a date.

    >>> is_caption("Ada Byrd speaks during a rally at the dam on May 3, 2021 in Bonn, Germany.")
    True
    >>> is_caption("Ada Byrd was born on May 3, 2021 in Bonn, Germany.")
    False
    """
    if len(line) > _MAX_CAPTION:
        return False
    pictured = _OPENING.match(line) or (_pictures(line) and _FILE.search(line))
    if pictured or credit_at_end(line):
        return '"' not in line and "“" not in line
    if not (_DATED.search(line, max(0, len(line) - _TAIL)) or _PLACED.search(line)):
        return False
    return not _TOLD.search(line) and len(_SENTENCES.findall(line)) <= 1 and _POSING.search(line) is not None


def _pictures(line: str) -> bool:
    return "photo" in line or "image" in line or "picture" in line


def credit_at_end(line: str) -> Span | None:
    """The names at a line's end that say whose picture it is.

    >>> credit_at_end("A boat on the river. Ada Byrd/AP")
    Span(start=21, end=32)
    """
    found = _CREDIT.search(line) if len(line) <= _MAX_CAPTION and line[-1] not in '.!?”"' else None
    return Span(found.start() + 1, found.end()) if found else None
