"""“What did NAME say?” of hand-marked articles: are the first three quotations NAME's? By hand; some minutes.

``python benchmarks/said.py GOLD.jsonl[.gz] [--index DIR] [--judge FILE]``. GOLD as for ``statements.py``. Every name
that is marked as a source three times or more is asked about, of all articles. A quotation is right where the
attribution that is most like its content, and covers half of it, has a source of that name. Where the source is a
pronoun or a nominal, or nothing was marked, a verdict by eye decides, kept in ``said_judgements.tsv`` beside this
file (a digest of article, place and name; y or n); ``--judge`` writes those that have none yet to a file, with their
context. The baseline is plain dense retrieval: the three nearest passages, right where they hold any content of that
name.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from index import Span, build_index, open_source
from qa import Pipeline

VERDICTS = Path(__file__).with_name("said_judgements.tsv")
OFTEN = 3  # times that a name is a source, to be asked about
SHOWN = 3
COVERED = 0.5  # share of a quotation's content that lies in the attribution it is compared with
_TITLES = re.compile(
    r"^(?:the|mr|mrs|ms|dr|sen|rep|gov|president|senator|secretary|representative|governor|judge|justice|former|gen"
    r"|prof|professor|republican|democratic|nominee|mayor|congressman|attorney|general|sheriff)\.?\s+",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "Authorities Lawmakers Mexicans Poll Republican Republicans Democrats Police Officials".split()
)
_PRONOUN = re.compile(
    r"(?:i|you|he|she|it|we|they|his|her|its|their|who|which|that|this|these|those)$", re.IGNORECASE
)
_CONTEXT = 300  # characters around a quotation, for whoever judges


class Verdict(NamedTuple):
    """Whether a quotation is its speaker's; ``None`` where the gold does not tell and nobody has judged."""

    right: bool | None
    key: str


def main() -> None:
    options = _options()
    rows = {row["id"]: row for row in _rows(options.gold)}
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        kept = ("id", "text", "title", "publisher", "author", "date")
        lines = (json.dumps({key: row[key] for key in kept if row.get(key)}) for row in rows.values())
        articles.write_text("\n".join(lines))
        build_index(open_source([articles]), options.index)
    with Pipeline.open(options.index) as pipeline:
        _report(pipeline, _Gold(rows, pipeline), options.judge)


class _Gold:
    """The attributions, moved to the offsets of the articles as they are stored."""

    def __init__(self, rows: dict[str, dict[str, Any]], pipeline: Pipeline) -> None:
        self.judged = dict(line.split("\t") for line in VERDICTS.read_text().split("\n") if line)
        self.attributions: dict[str, list[tuple[str, list[Span]]]] = defaultdict(list)
        self.names = Counter[str]()
        with pipeline._opened() as version:
            stored = {article.source: article for article in version.index.articles()}
        for id, row in rows.items():
            moved = _moved(row["text"], stored[id].text)
            for one in row["attributions"]:
                source = " ".join(row["text"][a:b] for a, b in one["source"])
                spans = [Span(moved[a], moved[b - 1] + 1) for a, b in one["content"]]
                self.attributions[stored[id].id].append((source, spans))
                if name := _name(source):
                    self.names[name] += 1

    def asked(self) -> Iterator[str]:
        """The names that are sources often enough, a surname counting for the fullest name that ends with it."""
        full = defaultdict(Counter)
        for name, count in self.names.items():
            full[name.split()[-1]][name] += count
        for named in full.values():
            if sum(named.values()) >= OFTEN:
                yield max(named, key=lambda name: (len(name.split()) > 1, named[name], name))

    def verdict(self, name: str, article: str, spans: Sequence[Span]) -> Verdict:
        key = hashlib.sha256(f"{article.partition('@')[0]} {spans[0].start} {name}".encode()).hexdigest()[:16]
        size = _size(spans)
        shared = ((_shared(spans, one), one, source) for source, one in self.attributions[article])
        alike = [
            (both / (size + _size(one) - both), source)
            for both, one, source in shared
            if both >= COVERED * size
        ]
        named = _name(max(alike, default=(0.0, ""))[1])
        if named:
            return Verdict(_same(name, named), key)
        judged = self.judged.get(key)
        return Verdict(None if judged is None else judged == "y", key)

    def holds(self, name: str, article: str, span: Span) -> bool:
        """Whether a passage holds any content of a name."""
        return any(
            _same(name, _name(source)) and _shared([span], content) > 0
            for source, content in self.attributions[article]
        )


def _report(pipeline: Pipeline, gold: _Gold, judge: Path | None) -> None:
    names = sorted(gold.asked())
    right = wrong = unjudged = plain = passages = silent = 0
    unknown = []
    for name in names:
        answer = pipeline.ask(f"What did {name} say?")
        own = {number for group in answer.groups if group.title.startswith("By ") for number in group.numbers}
        quotations = [one for one in answer.citations if one.number in own][:SHOWN]
        silent += not quotations
        for one in quotations:
            verdict = gold.verdict(name, one.quote.article.id, one.spans)
            right += verdict.right is True
            wrong += verdict.right is False
            if verdict.right is None:
                unjudged += 1
                unknown.append(f"{verdict.key}\t?\t{name}\t{_context(one)}")
            elif not verdict.right:
                print("not", name, "|", _context(one))
        with pipeline._opened() as version:
            nearest = version.index.dense(version.encoder.encode_query(f"What did {name} say?"), SHOWN)
            for passage in version.index.passages([scored.passage_id for scored in nearest]):
                passages += 1
                plain += gold.holds(name, passage.article.id, passage.span)
    shown = right + wrong + unjudged
    print(f"{len(names)} names, {silent} without a quotation; {shown} quotations shown first to third")
    print(
        f"{right} right, {wrong} not, {unjudged} unjudged: {right / max(1, right + wrong):.3f} of those judged"
    )
    print(f"plain dense retrieval: {plain / passages:.3f} ({plain} of {passages} passages)")
    if judge:
        judge.write_text("\n".join(unknown))


def _context(one: Any) -> str:
    article, start, end = one.quote.article, one.spans[0].start, one.spans[-1].end
    text = article.text
    cut = f"{text[max(0, start - _CONTEXT) : start]}[[{text[start:end]}]]{text[end : end + _CONTEXT // 2]}"
    return f"{one.speaker.name} / {' '.join(cut.split())}"


def _moved(raw: str, clean: str) -> dict[int, int]:
    """Offset in the raw text -> offset in the cleaned one: blanks move, accents join, the invisible goes."""
    places = [n for n, c in enumerate(clean) if not c.isspace()]
    moved, at, last = {}, 0, 0
    for n, c in enumerate(raw):
        if at < len(places) and c in (clean[places[at]], normalize("NFD", clean[places[at]])[0]):
            last, at = places[at], at + 1
        moved[n] = last
    assert at == len(places), "the cleaned text is not the raw one without some characters"
    return moved


def _name(source: str) -> str:
    """The name in a source, without titles; empty where it is a pronoun or a nominal."""
    name = re.sub(r"'s?$", "", source.replace("’", "'").strip(' ,.“”"'))
    while (cut := _TITLES.sub("", name)) != name:
        name = cut
    words = name.split(",")[0].split()
    plain = words and all(word[0].isupper() or word in ("of", "de", "van") for word in words)
    named = plain and len(words) <= 4 and not _PRONOUN.match(name) and words[-1].title() not in _NOBODY
    return " ".join(words).title() if named else ""


def _same(asked: str, named: str) -> bool:
    one, other = asked.replace("’", "'").split(), named.split()
    return (
        bool(other)
        and one[-1] == other[-1]
        and (len(one) == 1 or len(other) == 1 or one[0][0] == other[0][0])
    )


def _size(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Asks what everyone said who is marked as a source.")
    parser.add_argument("gold", type=Path, metavar="GOLD")
    parser.add_argument("--index", type=Path, default=Path("said.index"), metavar="DIR")
    parser.add_argument(
        "--judge", type=Path, metavar="FILE", help="where to write what nobody has judged yet"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
