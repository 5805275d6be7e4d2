"""One question to one web server, within a time and a size: the standard library's client over our own socket.

The socket goes to an IP address that was checked, and the name is not looked up a second time; no proxy, no
cookie and no redirect comes in between. Looking a name up is bound by the system's limits alone.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.sources.addresses import Address

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["NoAnswer", "Reply", "ask"]

_CHUNK = 65_536
_HEAD = 65_536  # of all headers together; servers send 1 KB, those with many cookies 10
# One address of a host that does not answer must not use up the time of the others.
_CONNECT = 10.0


class NoAnswer(SourceError):
    """The host cannot be reached, or does not come to an end in time."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answers.

    :ivar headers: by their names in small letters
    """

    status: int
    headers: Mapping[str, str]
    _response: HTTPResponse
    _url: str

    def body(self) -> Iterator[bytes]:
        """The body, unpacked, in pieces of at most 64 KB.

        :raises SourceError: where it does not come whole, in time, in a known packing
        """
        packing = self.headers.get("content-encoding", "").strip().lower()
        packed = _pieces(self._response, self._url)
        with _told(self._url):
            if packing in {"", "identity"}:
                yield from packed
            elif packing in {"gzip", "x-gzip", "deflate"}:
                yield from _unpacked(packed, self._url)
            else:
                raise SourceError(f"packed as {packing[:40]!r}; expected gzip or deflate", path=self._url)


@contextmanager
def ask(
    address: Address, ips: Sequence[str], headers: Mapping[str, str], *, timeout: float
) -> Iterator[Reply]:
    """Asks for a page; the connection lasts as long as the ``with`` block.

    :param ips: where the host is, checked
    :param timeout: seconds for all of it: connecting, headers and body
    :raises SourceError: where there is no answer
    """
    ends = time.monotonic() + timeout
    host = address.origin.partition("//")[2]
    with ExitStack() as opened:
        with _told(address.url):
            wire = _Wire(opened.enter_context(_connected(address, ips, ends)), ends)
            asked = HTTPConnection(address.host, address.port)
            asked.sock = wire
            asked.request("GET", address.target, headers={**headers, "Host": host, "Connection": "close"})
            response = asked.getresponse()
            wire.left = None
        named = {name.lower(): value for name, value in response.getheaders()}
        yield Reply(response.status, named, response, address.url)


class _Wire(io.RawIOBase):
    """A socket as the client uses it, with an end in time and, until the headers are read, in bytes."""

    def __init__(self, opened: socket.socket, ends: float) -> None:
        self._socket, self._ends = opened, ends
        self.left: int | None = _HEAD

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(_remaining(self._ends))
        self._socket.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._socket.settimeout(_remaining(self._ends))
        found = self._socket.recv_into(buffer)
        if self.left is not None:
            self.left -= found
            if self.left < 0:
                raise HTTPException(f"over {_HEAD:,} bytes of headers")
        return found

    def close(self) -> None:
        """Nothing: the client closes before the body is read; whoever opened the socket closes it."""


@contextmanager
def _connected(address: Address, ips: Sequence[str], ends: float) -> Iterator[socket.socket]:
    with _first(address, ips, ends) as opened:
        if address.scheme == "http":
            yield opened
            return
        opened.settimeout(_remaining(ends))
        with _trust().wrap_socket(opened, server_hostname=address.host) as secure:
            yield secure


def _first(address: Address, ips: Sequence[str], ends: float) -> socket.socket:
    """A connection to the first IP address that answers."""
    failed: OSError = OSError("no address")
    for ip in ips:
        try:
            return socket.create_connection((ip, address.port), min(_CONNECT, _remaining(ends)))
        except OSError as err:
            failed = err
    raise failed


def _trust() -> ssl.SSLContext:
    """The authorities of this system, where it has any, and Mozilla's."""
    import certifi

    found = ssl.create_default_context()
    found.load_verify_locations(certifi.where())
    return found


def _remaining(ends: float) -> float:
    remaining = ends - time.monotonic()
    if remaining <= 0:
        raise TimeoutError("it takes too long")
    return remaining


def _pieces(response: HTTPResponse, url: str) -> Iterator[bytes]:
    while piece := response.read(_CHUNK):
        yield piece
    if response.length:  # the client takes a short body for a whole one
        raise SourceError(f"it ends {response.length:,} bytes early; expected all of it: try again", path=url)


def _unpacked(packed: Iterator[bytes], url: str) -> Iterator[bytes]:
    """Unpacks gzip and deflate, a piece at a time, however large a piece becomes."""
    unpacker = None
    for piece in packed:
        unpacker = unpacker or zlib.decompressobj(_window(piece))
        full = True  # more may come of what was put in before
        while not unpacker.eof and (piece or full):
            found = unpacker.decompress(piece, _CHUNK)
            piece, full = unpacker.unconsumed_tail, len(found) == _CHUNK
            yield found
        if unpacker.eof:
            return
    if unpacker is not None:
        raise SourceError("the packed page ends early; expected all of it: try again", path=url)


def _window(head: bytes) -> int:
    """What zlib is to expect: gzip or zlib by their first byte; some servers call bare deflate so, too."""
    return 32 + zlib.MAX_WBITS if head[0] == 0x1F or head[0] & 0x0F == 8 else -zlib.MAX_WBITS


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Tells what goes wrong on the way as a :class:`SourceError`."""
    try:
        yield
    except TimeoutError:
        raise NoAnswer("no whole answer in time; expected one: try again later", path=url) from None
    except ssl.SSLCertVerificationError as err:
        raise SourceError(
            f"its certificate cannot be trusted ({err.verify_message}); expected a valid one", path=url
        ) from err
    except HTTPException as err:
        raise SourceError(
            f"no proper answer ({err or type(err).__name__}); expected a page", path=url
        ) from err
    except zlib.error as err:
        raise SourceError("the page is packed wrongly; expected gzip or deflate", path=url) from err
    except OSError as err:
        raise NoAnswer(
            f"no connection ({err.strerror or err}); expected an answer: try again later", path=url
        ) from err
