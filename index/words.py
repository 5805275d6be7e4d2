"""Words: how a text is counted, by every engine and reader alike, and where they stand (tantivy, BM25)."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexDamaged
from index.versions import writing

if TYPE_CHECKING:
    from index.records import Article, Filter

__all__ = ["ANALYZER", "K1", "PLACES", "TITLE_WEIGHT", "WORDS", "B", "Words", "WordsWriter", "analyze"]

ANALYZER = "english-snowball-1"
WORDS = "words"
K1, B = 1.2, 0.75  # of BM25; tantivy's, which cannot be set
TITLE_WEIGHT = 0.3  # a word of the title against one of the text; a first guess, to be measured
PLACES = 4  # digits of a score that hold in tantivy's float32; the rest would order equal passages by chance
LONGEST = 64  # code points of a word that count: beyond are addresses and encoded data
HEAP = 32 << 20  # bytes that tantivy collects before it writes a segment; 15 MB is the least it takes
STEMS = 1 << 17  # words whose stem is kept: about the vocabulary of a million articles
LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")

# Scripts that put no space between words, and marks without which those of India fall apart. Ranges, since a
# class of all such characters takes a scan of Unicode.
_BARE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Kana, Han
)


def _pattern(letter: str) -> re.Pattern[str]:
    return re.compile(
        rf"""[{_BARE}]+
        | (?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!{letter})\.?(?:'s\b)?  # U.S.
        | (?<![\w.,])\d{{1,3}}(?:,\d{{3}})+(?![,\d])(?:\.\d+)?  # 7,000.5
        | \d+(?:\.\d+)+
        | {letter}+(?:'{letter}+)*""",
        re.VERBOSE,
    )


_RUN = re.compile(f"[{_BARE}]")
_WORD = _pattern(f"(?:[^\\W_{_BARE}]|[\u0900-\u0963\u0966-\u0dff])")
_ASCII_WORD = _pattern("[a-z0-9]")  # the same words, sooner, from most English texts
_MARKS = re.compile("[\u0300-\u036f]+")  # accents of Latin, Greek and Cyrillic
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\uff07", "''''")
_local = threading.local()


def analyze(text: str) -> list[str]:
    """The words of a text as an index counts them, in their order.

    >>> analyze("The U.S.-led forces’ 7,000 soldiers denied Kim's claims")
    ['the', 'us', 'led', 'forc', '7000', 'soldier', 'deni', 'kim', 'claim']
    """
    folded = _fold(text)
    found = (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)
    return [word for raw in found for word in _counted(raw)]


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    return unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_APOSTROPHES)


@lru_cache(maxsize=STEMS)
def _counted(raw: str) -> tuple[str, ...]:
    if _RUN.match(raw):
        return tuple(raw[i : i + 2] for i in range(len(raw) - 1)) or (raw,)
    word = raw.removesuffix("'s").replace("'", "")
    if "." in word or "," in word:
        return (word.replace(",", "") if word[0].isdigit() else word.replace(".", ""),)
    if not (word.isascii() and word.isalpha()):
        return (word[:LONGEST],)
    if not hasattr(_local, "stemmer"):  # it keeps the word that it works on: one for each thread
        from snowballstemmer.english_stemmer import EnglishStemmer  # not stemmer(): that prefers PyStemmer's

        _local.stemmer = EnglishStemmer()
    return (str(_local.stemmer.stemWord(word[:LONGEST])),)


class WordsWriter:
    """Adds to an index of words in a folder; :meth:`finish` puts it on the disk."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.folder = folder
        with writing(folder, ValueError):  # tantivy knows no other error
            folder.mkdir(exist_ok=True)
            index = tantivy.Index(_schema(), path=str(folder))
            index.config_reader("manual")  # no thread that notices changes, and leaves its lock behind
            self._writer = index.writer(heap_size=HEAP, num_threads=1)  # one: the same files every time

    def add(self, article: Article, key: int, passages: Iterable[tuple[int, str]]) -> None:
        """Takes the passages of an article, each with its key and its text; the title counts for each."""
        import tantivy

        title = " ".join(analyze(article.title))
        for passage, text in passages:
            document = tantivy.Document()
            document.add_integer("passage", passage)
            document.add_integer("article", key)
            document.add_text("text", " ".join(analyze(text)))
            document.add_text("title", title)
            document.add_text("publisher", article.publisher)
            if article.published:
                document.add_integer("day", article.published.toordinal())
            with writing(self.folder, ValueError):
                self._writer.add_document(document)

    def remove(self, key: int) -> None:
        """Drops the passages of an article that were added before."""
        with writing(self.folder, ValueError):
            self._writer.delete_documents_by_term("article", key)

    def finish(self) -> int:
        """Writes everything; gives how many dropped passages still count in the statistics."""
        with writing(self.folder, ValueError):
            self._writer.commit()
            self._writer.garbage_collect_files()
            self._writer.wait_merging_threads()
            for name in LOCKS:
                (self.folder / name).unlink(missing_ok=True)
            segments = json.loads((self.folder / "meta.json").read_bytes())["segments"]
        return sum(segment["deletes"]["num_deleted_docs"] for segment in segments if segment["deletes"])

    def close(self) -> None:
        """Stops tantivy's threads, which write until then; what was not finished is dropped."""
        with suppress(ValueError, RuntimeError):  # it is finished, or the disk refuses what nobody needs
            self._writer.rollback()
            self._writer.wait_merging_threads()


class Words:
    """An index of words, read by many threads. It stays readable when its files are removed."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        # tantivy writes a lock file beside what it opens, and a version never changes and may be read-only.
        # So it opens links to the files; they are mapped by the time the links go.
        with writing(Path("TMPDIR")):
            links = Path(tempfile.mkdtemp(prefix="words-"))
        try:
            for path in folder.iterdir():
                (links / path.name).symlink_to(path.resolve())
            index = tantivy.Index.open(str(links))
            index.config_reader("manual")  # no thread that waits for changes
            self._schema, self._searcher = index.schema, index.searcher()
        except (ValueError, OSError) as err:
            raise IndexDamaged(f"{folder} cannot be read: {err}; build the index again with --fresh") from err
        finally:
            shutil.rmtree(links, ignore_errors=True)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self, words: Iterable[str], k: int, where: Filter | None = None, *, articles: Sequence[int] = ()
    ) -> list[tuple[int, float]]:
        """Up to ``k`` passage keys with their scores, best first; a word counts once.

        :param articles: keys of the articles that ``where`` names
        """
        from tantivy import Occur, Query

        terms = [
            (Occur.Should, query)
            for word in dict.fromkeys(words)
            for query in (
                self._term("text", word),
                Query.boost_query(self._term("title", word), TITLE_WEIGHT),
            )
        ]
        k = min(k, len(self))
        if not terms or k < 1:
            return []
        query = Query.boolean_query(terms)
        if clauses := self._clauses(where, articles):
            query = Query.boolean_query([(Occur.Must, query), *((Occur.Must, clause) for clause in clauses)])
        hits = self._searcher.search(query, k, count=False).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(key or 0), round(score, PLACES)) for key, (score, _) in zip(keys, hits, strict=True)]

    def frequency(self, word: str) -> int:
        """In how many passages, or titles of their articles, a word occurs."""
        from tantivy import Occur, Query

        either = [(Occur.Should, self._term("text", word)), (Occur.Should, self._term("title", word))]
        return int(self._searcher.search(Query.boolean_query(either), 1).count)  # type: ignore[attr-defined]

    def keys(self) -> list[int]:
        """The keys of all passages."""
        from tantivy import Query

        hits = self._searcher.search(Query.all_query(), max(len(self), 1), count=False).hits
        return [
            int(key or 0) for key in self._searcher.fast_field_values("passage", [where for _, where in hits])
        ]

    def _term(self, field: str, word: str) -> Any:  # noqa: ANN401 (a tantivy.Query)
        from tantivy import Query

        return Query.term_query(self._schema, field, word, "freq")

    def _clauses(self, where: Filter | None, articles: Sequence[int]) -> list[Any]:
        """What a filter keeps out, none of it changing a score."""
        from tantivy import FieldType, Query

        clauses = []
        if where and (where.since or where.until):
            since, until = (day.toordinal() if day else None for day in (where.since, where.until))
            clauses.append(Query.range_query(self._schema, "day", FieldType.Integer, since, until))
        if where and where.publishers:
            clauses.append(Query.term_set_query(self._schema, "publisher", list(where.publishers)))
        if where and where.articles:
            clauses.append(Query.term_set_query(self._schema, "article", list(articles)))
        return [Query.const_score_query(clause, 0.0) for clause in clauses]


def _schema() -> Any:  # noqa: ANN401 (a tantivy.Schema)
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage", fast=True)
    builder.add_integer_field(
        "article", indexed=True
    )  # of an unsigned field tantivy-py deletes nothing, silently
    for field in ("text", "title"):  # analysed already: spaces part the words
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("publisher", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()
