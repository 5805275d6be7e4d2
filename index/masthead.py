"""What stands at the head of an article: title, byline, date, and the dateline of its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from index.bylines import byline_place, is_agency, is_name, parse_authors, parse_byline
from index.datelines import read_dateline
from index.dates import Stamp, is_date_line, read_stamps
from index.furniture import is_furniture, lines
from index.records import Span

__all__ = ["Masthead", "read_masthead"]

_HEAD = 12  # lines; a head with title, summary, byline, date, credit and section has nine
_MAX_HEADLINE = 160  # the longest of 12,000 news headlines has 150
_MAX_HEADLINE_WORDS = 25
_MAX_LABEL_WORDS = 4  # of a section above the title: “Politics”, “Arts & Books”
_MAX_CREDIT = 60  # “rghughes@dmg.gannett.com”, “Special to USA TODAY”, “The Republic | azcentral.com”
_PAPER = re.compile(
    r"\b(?:Journal|Times|Post|News|Press|TODAY|Republic|Register|Tribune|Herald|Gazette|Star|Observer|Chronicle"
    r"|Sun|Sentinel|Enquirer|Courier|Dispatch|Examiner|Globe|Inquirer|Bureau|USAToday|Daily|Network|NETWORK"
    r"|Special (?:[Tt]o|[Ff]or)|[Cc]ontributor|[Cc]olumnist)\b"
    r"|@"
)
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
_SMALL = re.compile(
    r"(?:of|the|for|to|at|in|on|and|a|an|by|with|de|staff|special|contributor|columnist|correspondent|reporter|writer|editor"
    r"|division)|.*[@.].*"
)
_BARS = re.compile(r" [|•·–—-] ")
_LENGTH = re.compile(r"\d+[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)
_CLOSED = re.compile(r"[.:;,…]['\"”’)\]]*$")
_NOTE = re.compile(r"\(?Editor['’]?s?['’]? note\b", re.IGNORECASE)


@dataclass(slots=True)
class Masthead:
    """What the head of a text says, and where.

    :ivar authors: names in bylines; where there is none, the agency of the dateline or of a line of its own
    :ivar stamps: dates of lines that say nothing else, and beside the byline
    :ivar place: that of the dateline before that of a byline
    :ivar spans: lines and beginnings of lines that are no reporting
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    stamps: list[Stamp] = field(default_factory=list)
    place: str = ""
    agency: str = ""
    spans: list[Span] = field(default_factory=list)


def read_masthead(text: str, *, title: str = "", authors: Sequence[str] = ()) -> Masthead:
    """Reads the lines above the first sentence, and its dateline.

    :param title: the title where it is known; a line that repeats it is no reporting
    :param authors: the authors where they are known; a line with their names alone is a byline
    """
    head = Masthead(title=title)
    spans = list(islice(lines(text), _HEAD + 1))
    printed = [text[span.start : span.end] for span in spans]
    names = {_folded(name) for name in authors}
    signed = False  # the line before is a byline
    first = True  # no line but furniture so far
    for number, (span, line) in enumerate(zip(spans[:_HEAD], printed, strict=False)):
        following = printed[number + 1] if number + 1 < len(printed) else ""
        apart = text.startswith("\n\n", span.end)
        credit = signed and _is_credit(line)
        signed = _take_byline(head, line, following, names)
        label = _repeats(following, head.title) and len(line.split()) <= _MAX_LABEL_WORDS
        if first and not title and _is_headline(line, following, apart=apart):
            head.title = line
        elif not (signed or label or _repeats(line, head.title) or _take_date(head, line) or credit):
            if _take_dateline(head, line, span) or is_furniture(line) or _NOTE.match(line):
                head.agency = head.agency or (line.strip(" .") if is_agency(line) else "")
                continue
            break
        first = False
        head.spans.append(span)
    head.authors = head.authors or ((head.agency,) if head.agency else ())
    return head


def _take_byline(head: Masthead, line: str, following: str, names: set[str]) -> bool:
    # A line that begins with an author's name may be a byline without its “By”.
    begins = not is_name(line) and any(f"{_folded(line)} ".startswith(f"{name} ") for name in names)
    line = f"By {line}" if begins else line
    written, stamps = _signature(line)
    if written:
        head.stamps += stamps
        head.place = head.place or byline_place(line) or byline_place(line.partition(",")[0])
    elif is_name(line):
        named = (
            _folded(line) in names
            or is_agency(following)
            or (_is_credit(following) and _PAPER.search(following))
        )
        written = parse_authors([line]) if named else ()
    if written and is_agency(following):
        written = (*written, following.strip(" ."))
    head.authors = tuple(dict.fromkeys((*head.authors, *written)))
    return bool(written)


def _signature(line: str) -> tuple[tuple[str, ...], list[Stamp]]:
    """The authors of a byline, and the dates beside them, as in “By Ada Byrd | March 3, 2014”."""
    parts = [part for part in _BARS.split(line) if not _LENGTH.fullmatch(part)]
    for comma in re.finditer(", ", parts[0] if parts else ""):
        if is_date_line(parts[0][comma.end() :]):  # “By Ada Byrd in Lowmark, 3 March 2014”
            parts[:1] = [parts[0][: comma.start()], parts[0][comma.end() :]]
            break
    dates = [part for part in parts if is_date_line(part)]
    authors = parse_byline(" | ".join(part for part in parts if part not in dates))
    return authors, [stamp for part in dates for stamp in read_stamps(part)]


def _is_credit(line: str) -> bool:
    """Whether the line after a name can be the writer's paper, office or address: names, and no word of a sentence."""
    if not 0 < len(line) <= _MAX_CREDIT or _CLOSED.search(line) or line[-1] in '?!"”':
        return False
    return all(word[0] not in _LOWER or _SMALL.fullmatch(word) for word in line.split())


def _take_date(head: Masthead, line: str) -> bool:
    head.stamps += read_stamps(line)
    return is_date_line(line)


def _take_dateline(head: Masthead, line: str, span: Span) -> bool:
    """Notes the dateline that a line begins with; whether the line is nothing else."""
    found = read_dateline(line)
    if found is None:
        return False
    head.place = found.place or head.place
    head.agency = head.agency or found.agency
    head.spans.append(Span(span.start, span.start + found.end))
    return found.end == len(line)


def _is_headline(line: str, following: str, *, apart: bool) -> bool:
    """Whether a first line is a title: apart from the text, or followed by a byline, a date or itself."""
    if not following or len(line) > _MAX_HEADLINE or not 2 <= len(line.split()) <= _MAX_HEADLINE_WORDS:
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in "\"'“‘¿¡[("):
        return False
    if (
        _CLOSED.search(line)
        or read_dateline(line)
        or parse_byline(line)
        or is_date_line(line)
        or is_furniture(line)
    ):
        return False
    confirmed = bool(_signature(following)[0]) or is_date_line(following) or _repeats(following, line)
    return confirmed or (apart and line[-1] not in '?!"”')


def _repeats(line: str, title: str) -> bool:
    return bool(title) and _folded(line) == _folded(title)


def _folded(line: str) -> str:
    """A line without what two printings of one title differ in.

    >>> _folded("Pyongyang: ‘No Deal’") == _folded("PYONGYANG - NO DEAL")
    True
    """
    return " ".join(re.findall(r"\w+", line.casefold()))
