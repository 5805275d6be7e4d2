"""Lines that lead to another page: a label and the title of what it links to. They print another article's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["is_link", "links_between"]

_MARK = r"[►▶▸•◾📷🎥👉\s]{0,3}"
# “Double take:Ben Affleck seen working”, “'It's over':Town mourns”, “Is it safe?:What to know”: a page's label that
# lost the blank before the title, which nobody types. “3:45” and “Luke 3:16” have no letter there.
_GLUED = re.compile(
    rf"{_MARK}(?=['\"‘“]?[A-Z0-9])(?=[^:]*[^\W\d_])[^:]{{2,90}}(?<=[\w'\"’”?!)% ])"
    r"(?::(?=['\"‘“’”]?(?:[A-Z$]|i[A-Z]))|(?<!\d):(?=\d[\w.,]* [A-Za-z])"
    r"|(?<=[A-Z]{4}):(?=[a-z]))[^\n]{14,200}"
)
# “Will it spark a wider war?Israel's conflict moves out of the shadows”: the same after a question.
_ASKED = re.compile(r"[A-Z][^.:!?\n]{8,90}\w\?(?=['\"‘“]?[A-Z][\w'’]+ )[^\n?]{14,160}")
_ENDED = re.compile(r"[.…:;,]['\"’”)\]]*$|[?!]['\"’”)\]]+$")
_LABELS = re.compile(
    r"(?:MORE|READ MORE|RELATED|STORY|FULL STORY|PREVIOUS(?:LY)?|RECAP|THE LATEST|LATEST"
    r"|LIVE UPDATES|PHOTOS|GALLERY|VIDEO"
    r"|IN PICTURES|OPINION|COLUMN|EXCLUSIVE|INTERACTIVE|GRAPHICS?|MAP|TRACKER|PODCAST"
    r"|NEWSLETTER|FOR SUBSCRIBERS|ICYMI"
    r"|Live updates|Full story|Previous|More|Another (?:\w+\.? ){1,4}column|Live Leaderboard|Photo of the day"
    r"|Remembering those we lost)\s?: ?\S.{8,160}"
)
# “NFL STATS CENTRAL: The latest NFL scores”: two words or more in capitals, then a title that no full stop ends.
_SHOUTED = re.compile(
    rf"{_MARK}(?!(?:WHO|WHAT|WHEN|WHERE|WHY|HOW|COST|TICKETS?|INFO|TIME|DATE|PLACE|TV"
    rf"|RADIO|BEST|KEY|FINAL|IF YOU)\b)"
    r"(?=[^:]*[A-Z]{3})[A-Z0-9'’“”\"&.,/-]+(?: [A-Z0-9'’“”\"&.,/-]+){1,9}\??: ?(?=[A-Z0-9])(?:\S+ ){3,25}\S+"
)
_MAX_RUN = 3  # links one below the other; more is a list
_STEADY = 60  # characters; neighbours as long as this and closed by a full stop are paragraphs, not entries of a list
_PARAGRAPH = re.compile(r"[.!?…]['\"’”)\]]*$")
# “River of blood: Foxconn employee describes protests 03:26 - Source: CNN”: the title of a video.
_VIDEO = re.compile(r".{5,200} \d?\d:\d\d - Source: [A-Z][\w .]{1,40}")


def is_link(line: str) -> bool:
    """Whether a line is a label and a title by its own form.

    >>> is_link("'It is over':Town mourns after the flood"), is_link("The law: nobody may fish here")
    (True, False)
    """
    if "?" in line and _ASKED.fullmatch(line) and not _ENDED.search(line) and line[-1] != ".":
        return True
    if ":" not in line:
        return False
    if _VIDEO.fullmatch(line):
        return True
    if _ENDED.search(line):
        return False
    glued = _GLUED.fullmatch(line)
    # “BLITZER:What do you think?” is a question in an interview.
    if glued and not (line[-1] in "?!" and line.split(":", 1)[0].isupper()):
        return True
    return line[-1] not in ".?!" and _LABELS.fullmatch(line) is not None


def links_between(printed: Sequence[str]) -> set[int]:
    """Which of an article's lines have a label in capitals and stand between two of its paragraphs."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(printed):
        if _is_shouted(line):
            run.append(number)
            continue
        if (
            run
            and len(run) <= _MAX_RUN
            and run[0]
            and _is_paragraph(printed[run[0] - 1])
            and _is_paragraph(line)
        ):
            found.update(run)
        run = []
    return found


def _is_shouted(line: str) -> bool:
    return ": " in line and line[-1] not in ".?!…:;," and _SHOUTED.fullmatch(line) is not None


def _is_paragraph(line: str) -> bool:
    return len(line) >= _STEADY and _PARAGRAPH.search(line) is not None
