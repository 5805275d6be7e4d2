"""Drafts made by hand for the words of an article, as the rules of quotation would make them."""

import re

from index.records import Span
from index.statements.draft import Draft
from index.statements.naming import name_speakers
from index.statements.phrases import phrase


def named(parser, text, *speakers):
    """Name and how, for each speaker given as words of the text of which the last is the head."""
    parsed = parser.parse(text)
    drafts, place = [], 0
    for words in speakers:
        found = re.compile(rf"\b{re.escape(words)}\b").search(text, place)
        assert found is not None, f"{words} is not in the text"
        place, end = found.span()
        head = next(token for token in parsed.doc if token.idx + len(token.text) == end)
        drafts.append(Draft("post", head_token=head.i, speaker=phrase(parsed, head) or Span(place, end)))
        place = end
    name_speakers(parsed, drafts)
    return [(text[slice(*draft.name)] if draft.name is not None else None, draft.how) for draft in drafts]


def names(parser, text, *speakers):
    """The names alone."""
    return [name for name, _ in named(parser, text, *speakers)]
