"""What a collection teaches about its articles: which of them tell one story, and which lines are furniture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.copies import find_copies, sketch
from index.furniture import disjoint
from index.repeats import Repeats, paragraphs

if TYPE_CHECKING:
    from index.notes import Note
    from index.records import Article

__all__ = ["Lessons", "sketched"]


def sketched(note: Note, article: Article) -> Note:
    """A note with what is compared between articles."""
    return note._replace(sketch=sketch(article), paragraphs=paragraphs(article))


class Lessons:
    """What all articles of an index teach together.

    :param notes: article id -> its note, of every article
    :param article: gives an article by its id, to compare two that look alike
    :param known: groups of copies that were found before
    :param compared: ids of the articles among which they were found
    :ivar copies: groups of copies, see :func:`index.copies.find_copies`
    """

    def __init__(
        self,
        notes: Mapping[str, Note],
        article: Callable[[str], Article],
        *,
        known: Iterable[tuple[str, ...]] = (),
        compared: Collection[str] = (),
    ) -> None:
        def plain(id: str) -> Article:
            return replace(article(id), furniture=notes[id].furniture)

        sketches = {id: note.sketch for id, note in notes.items()}
        self.copies = find_copies(sketches, plain, known=known, compared=compared)
        story = {id: group[0] for group in self.copies for id in group}
        self._repeats = Repeats(
            (note.publisher, note.paragraphs, story.get(id, id)) for id, note in notes.items()
        )

    @classmethod
    def since(
        cls,
        copies: Sequence[tuple[str, ...]],
        stood: Collection[str],
        notes: Mapping[str, Note],
        article: Callable[[str], Article],
    ) -> Lessons:
        """What they teach after a change; two that were compared before are not compared again.

        :param copies: the groups of copies before
        :param stood: ids of the articles that are as they were then
        """
        known = [story for story in copies if all(id in stood for id in story)]
        kept = {id for story in known for id in story}
        moved = {id for story in copies for id in story} - kept  # a date may have changed
        return cls(notes, article, known=known, compared=set(stood) - moved)

    def concern(self, note: Note) -> bool:
        """Whether an article of the index may hold other furniture than is known of it."""
        return note.learned or self._repeats.touch(note.publisher, note.paragraphs)

    def marked(self, article: Article, note: Note) -> Article:
        """An article with its furniture: as it was read, and as the collection teaches."""
        plain = replace(article, furniture=note.furniture)
        spans = disjoint(article.text, [*note.furniture, *self._repeats.furniture(plain)])
        return replace(plain, furniture=tuple(spans))
