"""Furniture: what is printed with an article and is no reporting. When in doubt, it is reporting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.bylines import is_agency
from index.records import Span

__all__ = ["disjoint", "furniture", "is_furniture", "lines"]

_SITES = (
    r"\b(?:Facebook|Twitter|YouTube|Instagram|LinkedIn|TikTok|Threads|WhatsApp|Telegram|Flipboard|Pinterest"
    r"|Reddit|X)\b"
)
_ADDRESS = r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+)"
_BUTTON = r"(?:Share|Tweet|Print|E-?mail|Save|Comments?|Like|Pin|Copy link|Facebook|Twitter)"

# Whole lines that are furniture because of how they open. What must follow is asked for by look-aheads, side
# by side: they look through the line once each, where “.*a.*b.*c” would look once for every pair.
_OPENINGS = (
    # Links to other pages.
    r"\(?Click here (?:to|for)\b.*",
    r"(?:(?:Read|Learn|See|Watch|Hear|Get|Find out) )?More(?: (?:on|from|about|news)[^:]{0,60})?\s?:.*",
    r"More [^:.]{1,60}: ?https?://.*",
    r"(?:Also |Must )?(?:Read|See|Watch|Listen)(?: also)?\s?:.*",
    r"(?:Don['’]t miss|Recommended|Related(?: (?:stor|articl|content|coverage|video)\w*)?)\s?:.*",
    r"(?:Read|Learn|See|Watch) more(?: (?:at|on|about|from) [^.]{1,80})?(?: here)?[.…»>]*",
    r"(?:Related|Recommended) (?:content|stories|articles|coverage|links|topics)",
    r"(?:See|Read) the (?:full|entire|complete|original) (?:article|story|interview|report)\b.*",
    r"\(?(?:This|The) (?:article|story|post) (?:was )?(?:first|originally) (?:appeared|published|ran)\b.*",
    r"iReport(?:\.com)?\s?:.*",
    r"Check your local forecast\b.*|Need a break\? Play\b.*|Prep for the polls\b.*",
    # “Double take:Ben Affleck seen working”: a link that lost the blank between its label and its title.
    r"[A-Z][^:.!?]{1,60}:(?=[A-Z'\"‘“])[^:]{14,160}(?<![.!?…:;,\"”’'])",
    # Letters, subscriptions, support.
    r"\(?(?:[^.:?]{1,60}[:?] ?)?(?:Sign[ -]?up|Subscribe|Register)\b(?=.*\b(?:newsletters?|inbox|alerts"
    r"|updates|e-?mails?|texts?)\b).*",
    r"\(?(?:Sign[ -]?up|Subscribe) (?=.*\b(?:here|today|now|digital|print|app|podcast)\b).*",
    r"\(?(?:Get|Want|Like|You can get)\b(?=.*\b(?:newsletters?|inbox)\b)(?=.*\b(?:sign[ -]?up|subscribe"
    r"|delivered|every|weekly|in your inbox)\b).*",
    r"(?:Please |Thank you for |Consider )?support(?:ing)? (?:our|local|quality|independent) journalism\b.*",
    # Social media.
    r"(?:Follow|(?:Like|Join|Find|Reach|Tweet|Connect with) (?:us|our|me|him|her|them|the conversation))\b"
    rf"(?=.*\b(?:on|at|via) )(?=.*{_SITES}).*",
    rf"Follow (?:(?:him|her|them|us|me)\b|(?=.*{_ADDRESS})).*",
    rf"(?:{_BUTTON}|Share (?:this(?: \w+)?|on \w+))(?:[\s|,/•·]+{_BUTTON}){{0,9}}",
    # Where the writer is reached.
    r"(?:Contact|Reach|E-?mail|Have an?|Got an?|Send|Write to|You can (?:reach|contact|e-?mail|follow))\b"
    rf"(?=.*{_ADDRESS}).*",
    r".{3,40} is (?:at|on) (?:https?://)?(?:www\.)?(?:twitter|facebook)\.com/\S*",
    # Who else worked on it; what became of the page.
    r"Contribut(?:ing|ors?)(?: reporters?| writers?)?\s?:.*",
    r"(?:This|The) (?:story|article|post|report) (?:has been|was|is being|will be) updated\b(?! to ).{0,60}",
    # Rights.
    r"(?:©|(?:©|\(c\)|Copyright(?: ©| \(c\))?) ?(?=(?:19|20)\d\d\b|.*rights reserved)).*",
    # Pictures.
    r"\(?(?:(?:Cover )?Photos?|Image|Picture|Video|Illustration)(?: by| credit)?\s?: ?[^.?]{2,100}\.?\)?",
    r"Photo(?:graph)?s? (?:of|from) (?!the day)[^:]{1,160}: ?[^.?]{2,60}",
    r"\(?(?:AP|AFP|Reuters|EPA|Getty|File) (?:Photo|Image|Picture)s?(?:[/:,].{0,80}| by .{2,60})?\)?",
    r"(?:Hide|Show|View|Toggle) captions?(?: .{0,200})?|\d+ of \d+|Enlarge(?: this)? image",
    r"Hit play on the player\b.*",
    # Advertising.
    r"(?:- ?)?(?:Advertise?ments?|Advertising|Sponsored(?: content)?|Ad|Promoted)(?: ?-)?\.?",
    r"(?:Story|Article) continues (?:below|after).{0,40}|Continue reading.{0,60}",
    r"Skip (?:ad|to content|advertisement)",
    r"Prices were accurate at the time this (?:article|story) was published\b.*",
    # Consent forms.
    r"We will use the (?:information|details) you (?:have shared|provide)\b.*",
    r"If you wish to object to the use of your data\b.*|['‘]We['’] includes\b.*",
    r"By (?:signing up|submitting|subscribing|clicking)\b(?=.*\b(?:privacy|terms|agree)\b).*",
    # What a paper is, rather than what it tells.
    r"(?:For|Not for) immediate release\b.{0,60}|Embargoed until\b.{0,60}",
    r"This article is invented for demonstration; its people, places and events do not exist\.",
    # “London CNN Business —”: a dateline with nothing after it.
    r"(?:[A-Z][\w.,'’ -]{1,60} )?CNN(?: Business)? [—–-]+",
)
_OPENING = re.compile("|".join(_OPENINGS), re.IGNORECASE)

# Whole lines with a word that makes it worth asking, and what must be true of the line then.
_CUES = (
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
        rf"|(?:contact|e-?mail) (?:him|her|them)|follow)\b)(?=.*{_ADDRESS}).*",
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
_NETWORK = re.compile(_SITES.replace("|X)", "|RSS)"))

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
    if len(line) > _MAX_LINE:
        return False
    if not any(char.isalnum() for char in line) or is_agency(line) or _is_social(line):
        return True
    return (_OPENING.fullmatch(line) is not None or _is_cued(line)) and not _REPORTED.search(line)


def _found(text: str) -> Iterator[Span]:
    for start, end in lines(text):
        line = text[start:end]
        if is_furniture(line):
            yield Span(start, end)
        else:
            for part in _parts(line):
                yield Span(start + part.start, start + part.end)


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


def _is_cued(line: str) -> bool:
    lowered = line.lower()
    return any(cue in lowered and rule.fullmatch(line) for cue, rule in _CUED)


def _is_social(line: str) -> bool:
    """Whether a line names networks and little else, as “JBS Facebook JBS Twitter JBS RSS Feed”."""
    if line[-1] in ".!?":
        return False
    networks = len(_NETWORK.findall(line))
    return networks >= 2 and len(line.split()) <= 3 * networks


def _parts(line: str) -> Iterator[Span]:
    yield from _videos(line)
    yield from (Span(*found.span()) for cue, tail in _TAILS if cue in line and (found := tail.search(line)))
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
