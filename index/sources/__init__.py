"""Where records come from: files and folders of articles, read one record at a time."""

from index.sources.folder import Source, open_source
from index.sources.record import Record

__all__ = ["Record", "Source", "open_source"]
