"""No address leads inside this machine or network, however it is written and whatever it turns into."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.addresses import canonical, is_public, parse_address, resolve
from index.sources.fetch import Fetcher
from tests.index.sources.serving import Site, redirect, reply, web_options

# {p} is the port that a listener has; {h} the name of this machine.
INSIDE = """
http://127.0.0.1:{p}/ http://127.0.0.1.:{p}/ http://127.1:{p}/ http://127.0.1:{p}/ http://127.255.255.254:{p}/
http://2130706433:{p}/ http://0x7f000001:{p}/ http://0x7f.1:{p}/ http://0x7f.0x0.0x0.0x1:{p}/
http://0177.0.0.1:{p}/ http://017700000001:{p}/ http://0:{p}/ http://0.0.0.0:{p}/ http://0x0:{p}/
http://localhost:{p}/ http://LOCALHOST:{p}/ http://localhost.:{p}/ http://ⓛocalhost:{p}/ http://{h}:{p}/
http://[::1]:{p}/ http://[::]:{p}/ http://[0:0:0:0:0:0:0:1]:{p}/ http://[::0001]:{p}/ http://[::1%25lo]:{p}/
http://[::ffff:127.0.0.1]:{p}/ http://[::ffff:7f00:1]:{p}/ http://[::127.0.0.1]:{p}/ http://[::ffff:0:7f00:1]:{p}/
http://[64:ff9b::7f00:1]:{p}/ http://[64:ff9b:1::7f00:1]:{p}/ http://[2002:7f00:1::]:{p}/ http://[fec0::1]:{p}/
http://[2001::7f00:1]:{p}/ http://[fe80::1]:{p}/ http://[fe80::1%25eth0]:{p}/ http://[fd00:ec2::254]:{p}/
http://[ff02::1]:{p}/ http://[5f00::1]:{p}/ http://[100::1]:{p}/ http://[2001:db8::1]:{p}/ http://[3fff::1]:{p}/
http://169.254.169.254:{p}/ http://100.100.100.200:{p}/ http://168.63.129.16:{p}/ http://192.0.0.192:{p}/
http://10.0.0.1:{p}/ http://172.16.0.1:{p}/ http://192.168.0.1:{p}/ http://100.64.0.1:{p}/ http://198.18.0.1:{p}/
http://224.0.0.1:{p}/ http://255.255.255.255:{p}/ http://metadata.google.internal:{p}/
http://example.com@127.0.0.1:{p}/ http://127.0.0.1:{p}\\@example.com/ http://%31%32%37.0.0.1:{p}/
http://１２７.０.０.１:{p}/ http://127。0。0。1:{p}/ http://①②⑦.0.0.1:{p}/ http://127.0.0.1%2f:{p}/
//127.0.0.1:{p}/ http:127.0.0.1:{p}/ http:///127.0.0.1:{p}/ http://127.0.0.1%00.example.com:{p}/
HTTP://127.0.0.1:{p}/ file://127.0.0.1:{p}/etc/hostname ftp://127.0.0.1:{p}/ gopher://127.0.0.1:{p}/_x
""".split()
INSIDE += [
    "http://127.0.\t0.1:{p}/",
    "http://127.0.0.1\n:{p}/",
    " http://127.0.0.1:{p}/",
    "ht\ntp://127.0.0.1:{p}/",
]


@pytest.fixture
def listener() -> Iterator[Site]:
    """Hears whoever asks this machine, under each of its addresses."""
    with Site("::" if socket.has_dualstack_ipv6() else "0.0.0.0") as site:
        yield site


def test_no_address_of_over_sixty_reaches_a_listener_on_this_machine(listener):
    fetcher = Fetcher(web_options(allow_private=False, ports=frozenset({listener.port}), timeout=2.0))
    reached = []
    for address in INSIDE:
        before = listener.connections
        with pytest.raises(SourceError):
            fetcher.get(address.format(p=listener.port, h=socket.gethostname()))
        if listener.connections > before:
            reached.append(address)
    assert len(INSIDE) >= 60
    assert reached == []


def test_the_same_addresses_reach_it_where_nothing_guards(listener):
    """The control: without it the test above would pass on a machine where nothing can be reached at all."""
    listener.pages["/"] = reply("inside")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    reached = 0
    for address in INSIDE:
        before = listener.connections
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException, urllib.error.URLError):
            opener.open(address.format(p=listener.port, h=socket.gethostname()), timeout=0.2).close()
        reached += listener.connections > before
    assert reached >= 15


class World:
    """A network beside the real one: which addresses a name has, one answer after the other, and who is there."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, Iterator[list[str]]] = {}
        self.connected: list[str] = []
        self._site = site
        self._look_up, self._connect = socket.getaddrinfo, socket.create_connection
        monkeypatch.setattr(socket, "getaddrinfo", self.look_up)
        monkeypatch.setattr(socket, "create_connection", self.connect)

    def look_up(self, host, port, *arguments, **named):
        if host not in self.answers:
            return self._look_up(host, port, *arguments, **named)
        return [
            found for ip in next(self.answers[host]) for found in self._look_up(ip, port, *arguments, **named)
        ]

    def connect(self, address, *arguments, **named):
        self.connected.append(address[0])
        public = is_public(address[0])
        return self._connect(("127.0.0.1", self._site.port) if public else address, *arguments, **named)


PUBLIC, INNER = "93.184.215.14", "127.0.0.1"


@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.1:{p}/x", "//127.0.0.1:{p}/x", "http://localhost:{p}/x", "http://[::1]:{p}/x"),
        *("http://[::ffff:127.0.0.1]:{p}/x", "http://2130706433:{p}/x", "http://0:{p}/x", "http://127.1:{p}/x"),
        *("file:///etc/hostname", "gopher://127.0.0.1:{p}/_x", "ftp://127.0.0.1/x", "data:text/html,x"),
        *("javascript:x", "http://a@127.0.0.1:{p}/x", "http://169.254.169.254/latest", "http://[fe80::1]/"),
        *("dict://127.0.0.1:{p}/x", "jar:http://127.0.0.1:{p}!/", "http://news.example.com:22/", "http://１２７.0.0.1:{p}/x"),
    ],
)  # fmt: skip
def test_a_redirect_leads_no_further_than_an_address_itself(location, listener, monkeypatch):
    world = World(listener, monkeypatch)
    world.answers["news.example.com"] = itertools.repeat([PUBLIC])
    listener.pages["/"] = redirect(location.format(p=listener.port))
    fetcher = Fetcher(web_options(allow_private=False, ports=frozenset({listener.port, 80})))
    with pytest.raises(SourceError):
        fetcher.get("http://news.example.com/")
    assert listener.paths == ["/"]
    assert set(world.connected) == {PUBLIC}


def test_a_robots_txt_that_leads_inside_is_not_followed_and_allows_nothing(listener, monkeypatch):
    world = World(listener, monkeypatch)
    world.answers["news.example.com"] = itertools.repeat([PUBLIC])
    listener.pages["/robots.txt"] = redirect(f"http://127.0.0.1:{listener.port}/x")
    fetcher = Fetcher(web_options(allow_private=False, ports=frozenset({listener.port, 80})))
    with pytest.raises(SourceError, match=r"robots\.txt cannot be read"):
        fetcher.get("http://news.example.com/")
    assert (listener.paths, world.connected) == ([], [PUBLIC])


def test_fifty_names_that_turn_inside_are_connected_only_where_they_were_checked(listener, monkeypatch):
    world = World(listener, monkeypatch)
    listener.pages["/"] = redirect("/next")
    listener.pages["/next"] = reply("The river rose.")
    turns = list(itertools.product([[PUBLIC], [INNER], [PUBLIC, INNER], [INNER, PUBLIC]], repeat=3))[:50]
    for turn in turns:
        world.connected.clear()
        world.answers["turning.example.com"] = itertools.chain(turn, itertools.repeat([INNER]))
        fetcher = Fetcher(web_options(allow_private=False, ports=frozenset({listener.port, 80})))
        if turn == ([PUBLIC],) * 3:
            fetcher.get("http://turning.example.com/").stream.close()
        else:
            with pytest.raises(SourceError, match="inside this machine or network"):
                fetcher.get("http://turning.example.com/")
        assert set(world.connected) <= {PUBLIC}
    assert len(turns) == 50


def test_a_name_with_one_address_inside_is_refused_though_another_is_public(monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in (PUBLIC, "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(SourceError, match=r"is 10\.0\.0\.1, inside this machine or network"):
        resolve(parse_address("http://news.example.com/"), allow_private=False)
    assert resolve(parse_address("http://news.example.com/"), allow_private=True) == [PUBLIC, "10.0.0.1"]


def test_a_proxy_of_the_environment_sees_nothing(listener, monkeypatch):
    listener.pages["/a"] = reply("The river rose.")
    with Site() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        Fetcher(web_options()).get(f"http://127.0.0.1:{listener.port}/a").stream.close()
        assert (proxy.connections, listener.paths) == (0, ["/a"])


@pytest.mark.parametrize(
    "ip",
    """
    0.0.0.0 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 169.254.169.254 172.31.255.255 192.0.0.192
    192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.1.1 192.175.48.1 198.19.0.1 198.51.100.1 203.0.113.1
    224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 100:0:0:1::1
    2001::1 2001:1::1 2001:2::1 2001:3::1 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:7f00:1::
    2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 4000::1
    """.split(),
)
def test_an_address_of_the_registries_of_special_ones_is_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.215.14", "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1", "2a00::1"]
)
def test_an_address_of_a_public_host_is_public(ip):
    assert is_public(ip)


@given(st.ip_addresses())
def test_nothing_that_the_library_calls_inside_is_called_public(ip):
    assert not (is_public(str(ip)) and (ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_loopback))


@pytest.mark.parametrize("port", [0, 21, 22, 25, 6379, 8080])
def test_a_port_that_is_none_of_the_webs_is_refused(port):
    with pytest.raises(SourceError, match=rf"port {port}; expected 80 or 443"):
        Fetcher(web_options(allow_private=False)).get(f"http://93.184.215.14:{port}/")


@given(st.text() | st.from_regex(r"https?://[\w.:@%\[\]\\/-]{0,30}"))
def test_an_address_is_taken_apart_or_refused_and_stays_the_same_when_taken_apart_again(text):
    try:
        address = parse_address(text)
    except SourceError:
        return
    assert parse_address(address.url) == address
    assert address.url.isascii()
    assert canonical(canonical(address.url)) == canonical(address.url)


@pytest.mark.parametrize(
    ("url", "known_by"),
    [
        ("https://example.com", "https://example.com/"),
        ("HTTPS://Example.COM:443/A/b?x=1#top", "https://example.com/A/b?x=1"),
        ("http://example.com./a?utm_source=rss&utm_medium=feed", "http://example.com/a"),
        ("http://example.com/a?id=5&utm_id=1&fbclid=2&page=3", "http://example.com/a?id=5&page=3"),
        ("http://bücher.example/straße?q=ä", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"),
        ("http://example.com:8080/a%20b", "http://example.com:8080/a%20b"),
        ("http://[2606:4700:0::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_one_page_has_one_form(url, known_by):
    assert canonical(url) == known_by


def test_a_part_of_an_address_is_completed_by_where_it_stands():
    assert parse_address("/b?c", base="https://example.com/a/x").url == "https://example.com/b?c"
    assert parse_address("//other.example/b", base="https://example.com/a").url == "https://other.example/b"


@pytest.mark.parametrize(
    "text", ["", "news", "/a", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[::1"]
)
def test_what_is_no_address_is_told(text):
    with pytest.raises(SourceError, match=r"expected an address like https://example\.com/news"):
        parse_address(text)
