"""A question without what leads up to it, and with plain verbs for what is said in several words."""

from __future__ import annotations

import re

__all__ = ["plainly"]

_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|please|so|and|but|ok|okay|now|well|then)\b[,!]?\s+"
    r"|(?:can|could|would|will) you (?:please )?(?=tell|show|give|find|list)"
    r"|(?:tell|show|give|find|list|get)(?: me| us)?(?: all| every| any| some)?(?: of)?(?: the)? +(?=\w)"
    r"|i(?: want|['’]d like| would like| need) to (?:know|see|read|find out|hear) +"
    r"|do(?:es)? (?:you|anyone|anybody) know +|is it true(?: that)? +|(?:is|are|was|were) there (?:a |an |any |some )*"
    r"|remind me +|i wonder +)+",
    re.IGNORECASE,
)
# Other ways to say "say": the first of each pair becomes the second.
_WORDS = (
    r"(?:an? |any |the |no )?(?:\w+ )?(?:statement|comment|remark|reply|announcement|response|answer|explanation)s?"
    r"(?= (?:about|on|to|regarding|concerning|over|of)\b|$)"
)
_SAME = tuple(
    (re.compile(rf"\b{printed}\b", re.IGNORECASE), plain)
    for printed, plain in (
        (r"(?:have|has|had) (?:(?:anything|something|more|else) )?to say", "say"),
        (r"(?:(?:anything|something|nothing) )?(?:quoted|reported|heard|cited|on record) as saying", "saying"),
        (rf"(?:make|give|issue|release|publish|put out) {_WORDS}", "say"),
        (rf"(?:made|gave|given|issued|released|published|put out) {_WORDS}", "said"),
    )
)  # fmt: skip


def plainly(text: str) -> str:
    """A question as short as it can be.

    >>> plainly("Can you tell me what Ada has to say about tin")
    'what Ada say about tin'
    """
    text = _LEAD.sub("", text)
    for printed, plain in _SAME:
        text = printed.sub(plain, text)
    return text
