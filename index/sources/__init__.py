"""Where records come from: files, folders, archives and addresses of articles, read one record at a time."""

from index.sources.folder import Source, open_source
from index.sources.options import Limits, Options, WebOptions
from index.sources.record import Record, Resource, ResourceRead

__all__ = [
    "Limits",
    "Options",
    "Record",
    "Resource",
    "ResourceRead",
    "Source",
    "WebOptions",
    "open_source",
]
