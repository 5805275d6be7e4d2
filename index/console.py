"""What the command line of the index shows while it works."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from tqdm import tqdm

    from index.manifest import Manifest
    from index.records import Article, Excerpt, Listed
    from index.report import Progress
    from index.revised import Correction

__all__ = ["byline", "correction", "for_terminal", "line", "plain", "progress", "status"]

QUIET = 30  # seconds between two lines of progress where there is no terminal


@contextlib.contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """A bar for each stage on a terminal; elsewhere a line now and then."""
    if sys.stderr.isatty():
        with contextlib.closing(_Bars()) as bars:
            yield bars
        return
    lines = _Lines()
    yield lines
    lines.end()


class _Bars:
    """Draws a bar for the stage that is under way."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[Never] | None = None

    def __call__(self, now: Progress) -> None:
        from tqdm import tqdm

        if self._bar is None or now.stage != self._stage:
            self.close()
            self._stage, unit = now.stage, "B" if now.stage == "reading" else "char"
            self._bar = tqdm(unit=unit, unit_scale=True, desc=now.stage, file=sys.stderr)
        self._bar.total = now.size
        self._bar.set_postfix_str(f"{now.articles} articles", refresh=False)
        self._bar.update(now.done - self._bar.n)

    def close(self) -> None:
        """Leaves the bar where it is."""
        if self._bar is not None:
            self._bar.close()


class _Lines:
    """Says a line of progress now and then, and the last one where all went well."""

    def __init__(self) -> None:
        self._spoke, self._last = time.monotonic(), ""

    def __call__(self, now: Progress) -> None:
        share = 100 * now.done // max(now.size, 1)
        self._last = f"{now.stage}: {share} %, {now.articles} articles"
        if time.monotonic() - self._spoke > QUIET:
            self._spoke = time.monotonic()
            print(self._last, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Says the last line."""
        if self._last:
            print(self._last, file=sys.stderr)


def line(listed: Listed) -> str:
    """An article on one line of a list."""
    facts = [str(listed.published or "no date"), listed.publisher, ", ".join(listed.authors)]
    told = " · ".join(fact for fact in facts if fact)
    copies = f", {listed.copies} copies" if listed.copies else ""
    return for_terminal(
        f"{listed.title or '(no title)'}\n    {told} · {listed.passages} passages{copies}\n    {listed.id}"
    )


def status(manifest: Manifest) -> str:
    """What an index holds and how it was built."""
    size = sum(file.size for file in manifest.files.values())
    said = f"{manifest.statements:,} statements, found by extractor {manifest.extractor}"
    return (
        f"{manifest.articles} articles, {manifest.passages} passages, {size / 1e6:.1f} MB\n"
        f"{said if manifest.extractor else 'no statements: nothing looked for them when it was built'}\n"
        f"built {manifest.built} with {manifest.model} (revision {manifest.model_revision}, "
        f"{manifest.dimension} dimensions, passages of at most {manifest.budget} word pieces)\n"
        f"format {manifest.format}, vectors {manifest.vectors}, words {manifest.analyzer}"
    )


def for_terminal(text: str) -> str:
    """A text without what a terminal would obey: articles are not to move its cursor or turn its lines round."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def byline(article: Article) -> str:
    """Title and date of an article."""
    return f"{article.title or '(no title)'} ({article.published or 'no date'})"


def correction(found: Correction) -> str:
    """What a correction changed, for people: offsets first, then the words as they stand in each version."""
    lines = [byline(found.now), f"  {found.earlier.id} was replaced {found.replaced} by {found.now.id}"]
    if found.earlier.title != found.now.title:
        lines.append(f"  title was: {found.earlier.title}")
    for old, new in found.altered:
        lines.append(f"  - {old.span.start}-{old.span.end} {' '.join(old.text.split())}")
        lines.append(
            f"  + {new.span.start}-{new.span.end} {' '.join(new.text.split())}" if new else "    (vanished)"
        )
    lines += [
        f"  + {one.span.start}-{one.span.end} {' '.join(one.text.split())} (new)" for one in found.added
    ]
    return for_terminal("\n".join(lines))


def plain(found: Correction) -> dict[str, object]:
    """A correction as plain data; each excerpt with its offsets in its own version."""
    return {
        "source": found.now.source,
        "earlier": found.earlier.id,
        "now": found.now.id,
        "replaced": found.replaced,
        "title": {"earlier": found.earlier.title, "now": found.now.title},
        "altered": [
            {"earlier": _excerpt(old), "now": _excerpt(new) if new else None} for old, new in found.altered
        ],
        "added": [_excerpt(one) for one in found.added],
    }


def _excerpt(one: Excerpt) -> dict[str, object]:
    return {"exact": one.text, "start": one.span.start, "end": one.span.end}
