"""Parquet files: one article a row, read a few rows at a time, and of these only the columns that are needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from index.errors import MissingExtra, SourceError
from index.sources.fields import Fields
from index.sources.options import Limits, Options
from index.sources.record import Record, Resource
from index.sources.streams import STREAM_ERRORS, unreadable
from index.sources.text import decode

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

__all__ = ["read"]

# Rows that are unpacked at a time. Where each is as long as a line may be, they take 160 MB.
_ROWS = 32
_BUFFER = 1 << 20


def read(resource: Resource, stream: BinaryIO, options: Options) -> Iterator[Record | SourceError]:
    """The records of a Parquet file; the line of a record is the number of its row.

    :raises MissingExtra: where pyarrow is not installed
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as err:
        raise MissingExtra(
            "reading Parquet needs an optional library: pip install 'ontherecord[parquet]'"
        ) from err
    try:
        # Neither the file nor a column of it is read ahead: a group of rows may hold gigabytes.
        with ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER) as table:
            yield from _records(resource, table, options)
    except STREAM_ERRORS as err:
        yield unreadable(err, resource.path) if isinstance(err, SourceError) else _damaged(err, resource.path)
    except (ArrowException, ValueError) as err:  # a number of nanoseconds that no date has
        yield _damaged(err, resource.path)


def _damaged(err: Exception, path: str) -> SourceError:
    reason = str(err).splitlines()[0][:200] if str(err) else type(err).__name__
    return SourceError(f"damaged Parquet file ({reason}); expected a whole one: write it anew", path=path)


def _records(resource: Resource, table: ParquetFile, options: Options) -> Iterator[Record | SourceError]:
    fields = Fields(resource, options)
    needed = fields.needed(table.schema_arrow.names)
    if not table.metadata.num_rows:
        raise SourceError("no rows; expected an article in each", path=resource.path)
    first = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        too_long = _too_long(table, group, needed, options.limits)
        if too_long:
            yield SourceError(too_long, path=resource.path, line=first)
        else:
            yield from _group(
                resource, table.iter_batches(_ROWS, [group], needed), fields, options, first=first
            )
        first += rows


def _too_long(table: ParquetFile, group: int, needed: list[str], limits: Limits) -> str:
    """What is wrong with a group whose rows would not fit into memory; empty where they do."""
    described = table.metadata.row_group(group)
    size = sum(
        described.column(place).total_uncompressed_size
        for place in range(described.num_columns)
        if described.column(place).path_in_schema.split(".")[0] in needed
    )
    mean = size / max(1, described.num_rows)
    if mean <= limits.line:
        return ""
    return (
        f"rows of {mean / 1_000_000:,.3g} MB on average; expected at most {limits.line / 1_000_000:,.6g} MB an "
        f"article: {described.num_rows:,} rows are left out"
    )


def _group(
    resource: Resource, batches: Iterator[Any], fields: Fields, options: Options, *, first: int
) -> Iterator[Record | SourceError]:
    line = first
    for batch in batches:
        for values in batch.to_pylist():
            try:
                yield fields.record(_plain(values, resource.path, line, limit=options.limits.line), line)
            except SourceError as err:
                yield err
            line += 1


def _plain(values: dict[str, Any], path: str, line: int, *, limit: int) -> dict[str, Any]:
    """The values of a row, text among them that is stored as bytes.

    :raises SourceError: where one is too long
    """
    for name, value in values.items():
        if isinstance(value, str | bytes) and len(value) > limit:
            met = f"field “{name}” of over {limit / 1_000_000:,.6g} MB"
            raise SourceError(f"{met}; expected one article a row", path=path, line=line)
        if isinstance(value, bytes):
            values[name] = decode(value, path=path, line=line) if value else ""
    return values
