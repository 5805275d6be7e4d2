"""Questions in one call: an index is opened, asked and closed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import StatementOptions, build_index, open_source, sample_aliases, sample_articles
from qa.pipeline import DEFAULT_INDEX, Pipeline

if TYPE_CHECKING:
    from datetime import date

    from index import Stance, Tier
    from qa.records import Answer, Citation, Hit

__all__ = ["ask", "open_samples", "retrieve", "statements"]

SAMPLES_INDEX = "samples.index"


def ask(
    question: str,
    k: int | None = None,
    *,
    index: str | Path = DEFAULT_INDEX,
    since: str | date | None = None,
    until: str | date | None = None,
    publisher: str | Sequence[str] = (),
) -> Answer:
    """Opens an index, asks once, closes it: :meth:`Pipeline.ask`. For more questions keep a pipeline."""
    with Pipeline.open(index) as pipeline:
        return pipeline.ask(question, k, since=since, until=until, publisher=publisher)


def retrieve(
    question: str,
    k: int = 10,
    *,
    index: str | Path = DEFAULT_INDEX,
    since: str | date | None = None,
    until: str | date | None = None,
    publisher: str | Sequence[str] = (),
) -> list[Hit]:
    """Opens an index, retrieves once, closes it: :meth:`Pipeline.retrieve`."""
    with Pipeline.open(index) as pipeline:
        return pipeline.retrieve(question, k, since=since, until=until, publisher=publisher)


def statements(  # noqa: PLR0913  the same as the pipeline's, and the index
    speaker: str | None = None,
    about: str | None = None,
    stance: Stance | None = None,
    *,
    since: str | date | None = None,
    until: str | date | None = None,
    publisher: str | Sequence[str] = (),
    tier: Tier | None = None,
    k: int = 50,
    index: str | Path = DEFAULT_INDEX,
) -> list[Citation]:
    """Opens an index, looks statements up once, closes it: :meth:`Pipeline.statements`."""
    with Pipeline.open(index) as pipeline:
        return pipeline.statements(
            speaker, about, stance, since=since, until=until, publisher=publisher, tier=tier, k=k
        )


def open_samples(folder: str | Path = SAMPLES_INDEX) -> Pipeline:
    """A pipeline over the invented sample articles; builds their index if it is not there or not up to date."""
    options = StatementOptions(aliases=sample_aliases())
    build_index(open_source([sample_articles()]), folder, statements=options)
    return Pipeline.open(folder)
