"""Reading bytes by one reader, without a file."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from index.errors import SourceError
from index.sources import Record
from index.sources.options import Limits, Options
from index.sources.record import Resource


def reading(kind: str, content: bytes | str, limits: Limits | None = None, **columns: str) -> list[Any]:
    """What a reader gives for a resource called ``a``."""
    data = content if isinstance(content, bytes) else content.encode()
    resource = Resource("a", "a", f"a.{kind}", len(data))
    options = Options(limits or Limits(), columns)
    return list(import_module(f"index.sources.{kind}").read(resource, io.BytesIO(data), options))


def records(found: list[Any]) -> list[Record]:
    return [one for one in found if isinstance(one, Record)]


def messages(found: list[Any]) -> list[str]:
    return [one.message for one in found if isinstance(one, SourceError)]


def texts(found: list[Any]) -> list[str]:
    return [one.text for one in records(found)]
