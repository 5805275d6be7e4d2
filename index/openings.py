"""Lines that are furniture because of how they open: the table, and its look-up by a line's first word."""

from __future__ import annotations

import re
from functools import cache

from index.notices import NOTICES, STORY

__all__ = ["ADDRESS", "SITES", "opens_furniture"]

SITES = (
    r"\b(?:Facebook|Twitter|YouTube|Instagram|LinkedIn|TikTok|Threads|WhatsApp|Telegram|Flipboard|Pinterest"
    r"|Reddit|Bluesky|Mastodon|Snapchat|X)\b"
)
ADDRESS = r"(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+)"
_BUTTON = (
    r"(?:Share|Tweet|Print|E-?mail|Save|Comments?|Like|Pin|Copy(?: link)?|Link copied"
    r"|Facebook|Twitter|WhatsApp|LinkedIn"
    r"|Bookmark|Post|Reddit)"
)
_PAPER = r"(?:journalism|newsroom|reporting|journalists|coverage)"

# First words of a line, and what must be true of the whole line then. What must follow is asked for by look-aheads,
# side by side: they look through the line once each, where “.*a.*b.*c” would look once for every pair.
_OPENINGS: tuple[tuple[str, str], ...] = (
    # Links to other pages.
    ("click", r"\(?Click here (?:to|for)\b.*"),
    ("unable", r"Unable to (?:view|see)\b[^?]{0,60}\? Click here\b.*"),
    ("tap", r"\(?Tap here (?:to|for)\b.*"),
    (
        "read learn see watch hear get find more listen",
        r"(?:(?:Read|Learn|See|Watch|Hear|Get|Find out|Listen to) )?More(?: (?:on|from|about"
        r"|news)[^:]{0,60})?\s?:.*",
    ),
    (
        "more",
        r"More [^:.]{1,60}: ?https?://.*|More (?:from|on) (?-i:[A-Z])[^.:?!]{1,60}"
        r"|More [^:.]{3,60}: (?=(?-i:[A-Z'\"‘“])).{20,140}(?<![.!?…:;,\"”])",
    ),
    ("ap", r"AP [\w ]{2,30}: https?://.*|AP(?: [\w’']+){1,3}: (?:www\.|@).*"),
    (
        "also must read see watch listen",
        r"(?:Also |Must )?(?:Read|See|Watch|Listen)(?: also| next| now| live)?\s?:.*",
    ),
    ("see also", r"(?:See also|Also see|Also read|Also on (?-i:[A-Z])[\w. ]{1,40})(?:\s?:.*|[.…»>]*)"),
    (
        "don recommended related previous previously icymi background explore",
        r"(?:Don['’]t miss|Recommended|ICYMI|(?-i:BACKGROUND)|Related(?: (?:stor|articl"
        r"|content|coverage|video|read|link)\w*)?|Previously|Explore more)\s?:.*",
    ),
    (
        "read learn see watch find",
        r"(?:Read|Learn|See|Watch|Find out) more(?: (?:at|on|about|from) [^.]{1,80})?(?: here)?[.…»>]*",
    ),
    (
        "related recommended most editors trending you more popular top latest",
        r"(?:Related|Recommended|Most (?:read|popular|viewed|shared|watched)"
        r"|Editors['’] picks|Trending(?: now)?|Popular now"
        r"|You (?:may|might) (?:also )?like|More (?:stories|coverage|headlines|news)"
        r"|Top stories|Latest (?:news|stories|headlines))"
        r"(?: (?:content|stories|articles|coverage|links|topics|for you|today|now|in \w+|on \w+))?",
    ),
    ("see read", rf"(?:See|Read) the (?:full|entire|complete|original) {STORY}\b.*"),
    (
        "this the a an",
        rf"\(?(?:This|The) {STORY} (?:was )?(?:first|originally) (?:appeared|published|ran|aired|posted)\b.*"
        rf"|\(?An? (?:\w+ )?version of this {STORY} (?:was |has )?(?:first "
        rf"|originally )?(?:appeared|published|ran|aired)\b.*",
    ),
    ("ireport", r"iReport(?:\.com)?\s?:.*"),
    (
        "check what need prep",
        r"(?:.{0,60}\? )?Check your local forecast\b.*|Need a break\? Play\b.*"
        r"|Prep for the polls\b.*",
    ),
    ("check", r"Check out: [^.]{4,100}|Check out (?:our|more|the latest) [^.]{4,100}[.!]?"),
    ("follow", r"Follow every (?:\w+ )?game: .{4,100}"),
    ("podcasts podcast", r"Podcasts?\s?: ?(?=.*\b(?:podcasts?|listen|subscribe)\b).{4,160}"),
    (
        "prefer listen",
        r"Prefer to listen\?.*|(?:You can )?Listen to (?:this|the) (?:article|story|episode"
        r"|podcast)\b.{0,100}",
    ),
    ("skip", r"Skip (?:ad|advert|to (?:main )?(?:content|navigation|advertisement|footer))"),
    (
        "back jump go return",
        r"(?:Back|Jump|Go|Return) to (?:top|the top|main content|homepage|home page)[.…]?",
    ),
    # Letters, subscriptions, support.
    (
        "get want like you stay never be keep receive",
        r"\(?(?:Get|Want|Like|You can (?:also )?get|Stay|Never miss|Be the first|Keep up|Receive)\b"
        r"(?=.*\b(?:newsletters?|inbox|e-?mail alerts|text alerts|straight to your phone"
        r"|in your texts)\b)(?=.*\b(?:sign[ -]?up|subscribe"
        r"|delivered|every|weekly|daily|in your (?:inbox|texts)|join|alerts)\b).*",
    ),
    (
        "please thank consider support if we donate your help journalism",
        rf"(?:(?:Please |Thank you for |Consider )?support(?:ing)? (?:our|local|quality"
        rf"|independent) {_PAPER}\b"
        rf"|(?:Please |Consider |Help us |If you (?:value|like|appreciate"
        rf"|enjoy)\b)(?=.*\b(?:subscri\w+|donat\w+|becom\w+|support\w*"
        rf"|contribut\w+|membership)\b)(?=.*\b(?:{_PAPER}|work we do|our work)\b)"
        r"|Donate (?:now|today|here)\b|Your (?:donation|support|gift) (?:helps|makes|allows"
        r"|funds)\b(?=.*\b(?:us|our)\b)).*",
    ),
    ("these", r"These (?:articles|stories) are for .{0,40}\bsubscribers\b.*"),
    ("for just", r"(?:Just )?For subscribers\s?:.*"),
    ("already not subscribe log sign create register", r"(?:Already|Not) a (?:subscriber|member)\b.{0,120}"),
    (
        "subscribe log sign create register my your",
        r"(?:Subscribe|Log ?in|Sign ?in|Sign up|Log out|Create(?: an)? account|Register"
        r"|My account)[.!]?",
    ),
    (
        "for",
        r"For more\b[^.]{3,80}, (?:sign up|subscribe|follow|download|visit (?=.*\w\.(?:com|org|net|co)\b))\b"
        r".{0,160}",
    ),
    ("download", r"Download (?:the|our) [\w ]{0,40}\bapp\b.{0,120}"),
    # Social media.
    (
        "follow like join find reach tweet connect",
        r"(?:Follow|(?:Like|Join|Find|Reach|Tweet|Connect with) (?:us|our|me|him|her|them"
        r"|the conversation))\b"
        rf"(?=.*\b(?:on|at|via) )(?=.*{SITES}).*",
    ),
    ("follow", rf"Follow (?:(?:him|her|them|us|me)\b|(?=.*{ADDRESS})).*"),
    ("join", r"Join the (?:conversation|discussion|debate)\b.{0,100}"),
    (
        "share tweet print e email mail save comment comments like pin copy link facebook twitter whatsapp linkedin"
        " bookmark post reddit",
        rf"(?:{_BUTTON}|Share (?:this(?: \w+)?|on \w+|via [\w-]+))(?:[\s|,/•·]+(?:{_BUTTON}"
        rf"|(?:Share )?(?:on|via) \w+)){{0,9}}",
    ),
    # Where the writer is reached.
    (
        "contact reach e email have got send write you do questions tips",
        r"(?:Contact|Reach|E-?mail|Have an?|Got an?|Do you have|Send|Write to|Questions\?"
        r"|Tips\?|You can (?:reach|contact|e-?mail|follow))\b"
        rf"(?=.*{ADDRESS}).*",
    ),
    ("got have", r"(?:Got|Have) a (?:news |story |confidential )?tip\b.{0,160}"),
)

# A line's first word, with marks before it: bullets and brackets, and no quotation marks, after which somebody speaks.
_FIRST = re.compile(r"[^\w©\"“«]{0,3}(\w+|©)")
_BY_WORD: dict[str, list[str]] = {}
for _words, _pattern in (*_OPENINGS, *NOTICES):
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_pattern)


def opens_furniture(line: str) -> bool:
    """Whether a line opens as furniture does, and goes on so to its end."""
    first = _FIRST.match(line)
    word = first[1].lower() if first else ""
    return word in _BY_WORD and _rule(word).fullmatch(line) is not None


@cache
def _rule(word: str) -> re.Pattern[str]:
    """One rule of all that begin with a word; compiled when the first such line is met."""
    return re.compile(r"[^\w\"“«]{0,3}(?:" + "|".join(_BY_WORD[word]) + ")", re.IGNORECASE)
