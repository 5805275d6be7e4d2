"""The parse of a text by spaCy: the only place of that library."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from index.errors import MissingExtra
from index.records import Span
from index.statements.marks import for_parser, segments
from index.statements.model import DEFAULT_PARSER, check_model
from index.statements.paragraphs import paragraphs
from index.statements.parsed import Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["DEFAULT_PARSER", "Parser"]

LARGEST = 50_000  # characters parsed at a time: memory stays under that of the model itself
# Marks end and begin words even where no blank stands beside them: record—“the longest”—and, said:“Well”.
GLUED = ("[“”]", "[—–](?=[“”])", "(?<=[“”])[—–]", r"[)\]:;,]+(?=“)", "[,!?]+(?=”)")


class Parser:
    """A spaCy model that gives sentences, tags, dependencies and names.

    :param model: name of an installed spaCy model, or the folder of one
    :raises MissingExtra: where spaCy or the model is not installed
    :raises StoreError: where the default model's files are not those that it was published with
    """

    def __init__(self, model: str = DEFAULT_PARSER) -> None:
        check_model(model)
        # spaCy's backend loads PyTorch where it finds it: 300 MB that this model has no use for.
        missing = object()
        loaded = sys.modules.get("torch", missing)
        if loaded is missing:
            sys.modules["torch"] = None  # type: ignore[assignment]
        try:
            import spacy

            self._language: Language = spacy.load(model)
            infixes = [*(self._language.Defaults.infixes or []), *GLUED]
            found = spacy.util.compile_infix_regex(infixes).finditer
            self._language.tokenizer.infix_finditer = found  # type: ignore[union-attr]
        except (ImportError, OSError) as err:
            raise MissingExtra(
                f"who said what needs spaCy and its model {model} ({str(err)[:80]}); "
                f"pip install spacy {model.replace('_', '-')}"
            ) from err
        finally:
            if loaded is missing:
                del sys.modules["torch"]
        self.model = model

    def parse(self, text: str) -> Parsed:
        """Parses a text. Paragraphs begin sentences; offsets are those of the text as given."""
        from spacy.tokens import Doc

        found = paragraphs(text)
        marked = segments(text, found)
        plain = for_parser(text, marked)
        docs = [self._doc(plain[start:end], start, found) for start, end in _stretches(text, found)]
        doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
        return Parsed(text, doc, found, marked)

    def _doc(self, plain: str, offset: int, found: Sequence[Span]) -> Doc:
        doc = self._language.make_doc(plain)
        starts = {start - offset for start, _ in found}
        for token in doc:
            if token.idx in starts:
                token.is_sent_start = True
            elif token.is_space:
                token.is_sent_start = False
        for _, pipe in self._language.pipeline:
            doc = pipe(doc)
        return doc


def _stretches(text: str, found: Sequence[Span]) -> list[tuple[int, int]]:
    """The text in stretches of whole paragraphs; only a paragraph of more than :data:`LARGEST` is cut itself."""
    cuts = [0]
    for start, end in found:
        if end - cuts[-1] > LARGEST and start > cuts[-1]:
            cuts.append(start)
        while end - cuts[-1] > LARGEST:
            cuts.append(_break(text, cuts[-1]))
    return list(pairwise([*cuts, len(text)]))


def _break(text: str, start: int) -> int:
    """Where a stretch that begins inside a paragraph, or with it, ends: after a sentence, or else a word."""
    part = text[start : start + LARGEST]
    ends = (part.rfind(end) + 1 for end in (". ", " "))
    return start + (next((end for end in ends if end > LARGEST // 2), 0) or LARGEST)
