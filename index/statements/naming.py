"""Who the speakers of an article are: where it names whom each phrase stands for.

A wrong name is worse than none: where the article leaves a doubt, a phrase stays as it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.statements.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.statements.draft import Draft
    from index.statements.parsed import Parsed

__all__ = ["name_speakers"]


def name_speakers(parsed: Parsed, drafts: Sequence[Draft]) -> None:
    """Sets the name of every draft's speaker and how it was found, see :class:`index.statements.record.Statement`."""
    heads = {draft.head_token: draft.speaker for draft in drafts if draft.head_token is not None}
    meant = Reading(parsed, heads).read()
    for draft in drafts:
        found = None if draft.head_token is None else meant.get(draft.head_token)
        draft.name = found.entity.fullest if found is not None and found.entity is not None else None
        draft.how = found.how if found is not None and draft.name is not None else ""
    for draft in drafts:
        _take_over(draft)


def _take_over(draft: Draft) -> None:
    """Gives a draft whose speaker is another's that one's name."""
    origin, passed = draft, {id(draft)}
    while origin.inherited is not None and id(origin.inherited) not in passed:
        origin = origin.inherited
        passed.add(id(origin))
    if origin is not draft:
        draft.name, draft.how = origin.name, "inherited" if origin.name is not None else ""
