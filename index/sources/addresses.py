"""Which addresses may be asked, and the one form by which a page is known.

A feed or a page names further addresses, and whoever wrote it must not make us ask inside our own network: the
machine itself, its neighbours, the cloud's metadata. An address is taken apart here, once; what is odd about
it is refused, and no other part of the program reads it again in another way.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from index.errors import SourceError
from index.sources.options import WebOptions
from index.sources.record import printable

__all__ = ["Address", "canonical", "is_public", "parse_address", "resolve", "wanted"]

# IPv6: what is given out to networks; all else (mapped, compatible, NAT64, site-local, …) is no public host.
# Then what the IANA registries of special addresses take out of both, and one that a cloud has taken:
# ``ipaddress.is_global`` of Python 3.11.7 calls five of them public (CVE-2024-4032).
_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
        198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
        2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20
        """.split(),
    )
)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 4000  # servers refuse longer ones; most stop at 8,000 for all headers

# What two readers of an address may take differently, or leave out in silence: spaces, tabs and line ends,
# a backslash, other control characters.
_ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")  # as the URL standard tells a number from a name
_SAFE = "%/:=&?~+!$,;'@()*[]|"  # may stand in a path or a query as they are
# Says only by which way a reader came (https://en.wikipedia.org/wiki/UTM_parameters, and what networks add).
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|at_(?:medium|campaign))"
)

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """An address, taken apart.

    :ivar host: a name in small letters without a dot at its end, or an IP address without brackets
    :ivar target: path and query, as they are asked for
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port; what ``robots.txt`` and manners are about."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def url(self) -> str:
        """The address in the form in which it is asked for."""
        return self.origin + self.target


def parse_address(url: str, *, base: str = "") -> Address:
    """Takes an address apart.

    :param base: address of what it stands in, where it may be a part of one (``/news/1``)
    :raises SourceError: where it is not a plain address of http or https
    """
    shown = printable(url[:200])
    try:
        whole = urljoin(base, url) if base else url
        parts = urlsplit(whole)
        port = parts.port
    except ValueError:  # brackets, ports
        raise _refused("no address at all", shown) from None
    if parts.scheme not in _PORTS:
        raise _refused(f"an address of {parts.scheme or 'no scheme'!r}", shown)
    if _ODD.search(url) or len(url) > _LONGEST:
        raise _refused(
            f"spaces, control characters or a backslash in it, or over {_LONGEST:,} characters", shown
        )
    if "@" in parts.netloc:
        raise _refused("a name or a password before the host", shown)
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
    return Address(
        parts.scheme,
        _host(parts.hostname or "", shown, bracketed="[" in parts.netloc),
        _PORTS[parts.scheme] if port is None else port,
        target,
    )


def wanted(address: Address, web: WebOptions) -> None:
    """Refuses a port that is none of the web's. :raises SourceError: where it is another"""
    if not web.allow_private and address.port not in web.ports:
        ports = " or ".join(map(str, sorted(web.ports)))
        raise SourceError(
            f"port {address.port}; expected {ports}: allow it by --port {address.port}", path=address.url
        )


def resolve(address: Address, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host; the connection is made to one of these, and no name is looked up again.

    :raises SourceError: where there is none, or any of them is not public and that is not allowed
    """
    try:
        answers = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(
            f"the host {address.host!r} is not known; expected a name that can be looked up: check the address "
            "and the connection",
            path=address.url,
        ) from None
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    inside = [ip for ip in found if not is_public(ip)]
    if inside and not allow_private:
        raise SourceError(
            f"the host {address.host!r} is {inside[0]}, inside this machine or network; expected a public "
            "address: where it is meant, allow it by the option allow_private",
            path=address.url,
        )
    return found


def is_public(ip: str) -> bool:
    """Whether an IP address is one of a host on the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("64:ff9b::7f00:1"), is_public("fec0::1")
    (True, False, False, False)
    """
    try:
        found: _Ip = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if found.version == 6 and (found not in _UNICAST or found.scope_id):
        return False
    return found.is_global and not found.is_multicast and not any(found in net for net in _SPECIAL)


def canonical(url: str) -> str:
    """The one form by which a page is known: without fragment, and without what only tells where a reader came from.

    >>> canonical("HTTPS://News.example.com:443/a?utm_source=rss&id=5#top")
    'https://news.example.com/a?id=5'

    :raises SourceError: see :func:`parse_address`
    """
    address = parse_address(url.strip())
    path, _, query = address.target.partition("?")
    kept = [
        part for part in query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0].lower())
    ]
    return address.origin + path + ("?" + "&".join(kept) if kept else "")


def _host(host: str, shown: str, *, bracketed: bool) -> str:
    """A host in its plain form; one that is written to be taken for another is refused."""
    host = host.removesuffix(".")
    if "%" in host or (bracketed and ":" not in host):  # a network card's name; an address of the future
        raise _refused(f"the host {printable(host)!r}", shown)
    if not host.isascii():
        host = _ascii(host, shown)
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not _NAME.fullmatch(host) or _NUMBER.fullmatch(host):
        raise _refused(f"the host {printable(host)!r}", shown)
    return host


def _ascii(host: str, shown: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode().lower().removesuffix(".")
    except UnicodeError:  # idna.IDNAError
        raise _refused(f"the host {printable(host)!r}", shown) from None


def _refused(met: str, shown: str) -> SourceError:
    return SourceError(f"{met}; expected an address like https://example.com/news: correct it", path=shown)
