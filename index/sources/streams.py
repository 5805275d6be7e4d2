"""What can go wrong while a file or a stream is read, and what is said about it."""

from __future__ import annotations

import errno
import gzip
import zlib

from index.errors import SourceError

__all__ = ["STREAM_ERRORS", "unreadable"]

# A stream that unpacks as it is read may already raise our own.
STREAM_ERRORS = (SourceError, EOFError, zlib.error, OSError)

# What the system's words for it do not say.
_MET = {
    errno.ELOOP: "a link that leads to itself; expected a file: mend the link, or leave it out",
    errno.ENAMETOOLONG: "a path that is too long for the system; expected a shorter one: move it up",
}


def unreadable(err: Exception, path: str) -> SourceError:
    """The error of a source for what the system or a stream raised."""
    if isinstance(err, SourceError):
        return err
    if isinstance(err, EOFError | zlib.error | gzip.BadGzipFile):
        return SourceError(f"damaged gzip file ({err}); compress it anew", path=path)
    if isinstance(err, FileNotFoundError):
        return SourceError("no such file or folder; check the spelling", path=path)
    if isinstance(err, PermissionError):
        return SourceError("no permission to read it; change its permissions, or leave it out", path=path)
    number = err.errno if isinstance(err, OSError) else None
    if number in _MET:
        return SourceError(_MET[number], path=path)
    reason = (err.strerror if isinstance(err, OSError) else None) or str(err)
    return SourceError(f"cannot be read ({reason}); expected a readable file", path=path)
