"""Facts about an article as its page states them. Where several places disagree, the one named first is believed:

* title: the only ``<h1>`` where the page's data has words of it too, as that is what was printed; ``headline`` of
  JSON-LD, ``og:title``, other meta tags, ``<title>``, all without the name of the site; any ``<h1>``;
* authors: ``author`` or ``creator`` of JSON-LD, meta tags, ``rel=author`` and ``itemprop=author``, a byline; and the
  agency that JSON-LD calls the publisher on a page of somebody else;
* published, updated: the article's JSON-LD, ``article:published_time`` and its kin, ``itemprop``, ``<time>`` beside
  the headline, the page's JSON-LD, a day in its address, one that is printed, what a feed or a sitemap states;
* publisher: ``publisher`` of JSON-LD, or ``og:site_name`` where only that goes with the address; the feed's;
* url: ``rel=canonical``, ``og:url``, JSON-LD, if they are of the site where the page was fetched (for a saved page, of
  ``og:url``) and not its front page; where it was fetched;
* language: ``<html lang>``, ``inLanguage`` of JSON-LD, ``og:locale``, ``content-language``;
* section: ``articleSection`` of JSON-LD, ``article:section``, other meta tags.

What none of them states stays empty. No date comes from a clock, and one that cannot be is passed over for the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.language import language_tag
from index.sources.authors import read_authors
from index.sources.jsonld import Node, article_node, names, nodes, plain, string
from index.sources.page import MAX_VALUE, Page, shown
from index.sources.record import Resource
from index.sources.stamps import stamp
from index.sources.times import published, updated

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Facts", "read_facts"]

_TITLES = "og:title parsely-title sailthru.title dc.title dcterms.title citation_title twitter:title".split()
_PUBLISHERS = "og:site_name dc.publisher dcterms.publisher citation_journal_title publisher".split()
_SECTIONS = (
    "article:section parsely-section sailthru.section section cxenseparse:category articlesection".split()
)

_MAX_URL = 2000
_SHORT_WORD = 3  # “the”, “of”: in any address
_SITE_AFTER = re.compile(r"\s+[|–—·»•-]\s+|\s*\|\s*")
_WORDS = re.compile(r"\w+")
_SITE_PREFIXES = re.compile(r"\A(?:www\d?|m|mobile|amp|edition)\.")


# Where a system names the kind of page instead of the part of the paper.
_NO_SECTION = frozenset(
    "post posts page pages article articles story stories blog blogs all uncategorized home homepage".split()
)
_MAX_SECTION = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its article; see :class:`index.sources.record.Record`.

    :ivar titles: every form of the title that the page has
    :ivar stated: text of the article as its data has it, markup and all
    """

    title: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    published: str
    updated: str
    publisher: str
    url: str
    language: str
    section: str
    stated: str


def read_facts(tree: HtmlElement, resource: Resource) -> Facts:
    """The facts of a page; the resource's own stand in for those that it does not state."""
    page = Page(tree)
    headings = [text[:MAX_VALUE] for text in map(shown, tree.iter("h1")) if text]
    found = nodes(tree)
    addresses = [page.canonical, page.first("og:url"), resource.url]
    node = article_node(found, addresses=addresses, titles=[page.first("og:title"), *headings])
    url = _address(page, node, resource)
    host = _host(url) or _host(page.canonical)
    publisher = _publisher(page, node, host) or resource.publisher
    titles = list(_titles(page, node, publisher + host))
    first = published(page, node, found, url=url) or stamp(resource.published)
    return Facts(
        title=_title(headings, titles),
        titles=tuple(dict.fromkeys([*titles, *headings])),
        authors=read_authors(page, node, publisher),
        published=first,
        updated=updated(page, node, after=first),
        publisher=publisher,
        url=url,
        language=_language(page, node),
        section=_section(page, node, host),
        stated=string(node, "articleBody"),
    )


def _titles(page: Page, node: Node, site: str) -> Iterator[str]:
    stated = [string(node, "headline"), string(node, "name"), *page.all(*_TITLES)]
    stated += [title.text or "" for title in page.tree.iterfind("./head/title")]
    known = "".join(_WORDS.findall(site)).casefold()
    for text in stated:
        title = _without_site(plain(text[:MAX_VALUE]), known)
        if title:
            yield title


def _without_site(title: str, known: str) -> str:
    """A title without the name of its site at the end: “Dam closed | Courier”."""
    parts = _SITE_AFTER.split(title)
    while len(parts) > 1 and "".join(_WORDS.findall(parts[-1])).casefold() in known:
        parts.pop()
        title = title[: title.rfind(parts[-1]) + len(parts[-1])]
    return title


def _title(headings: Sequence[str], titles: Sequence[str]) -> str:
    if len(set(headings)) == 1:
        printed = set(_WORDS.findall(headings[0].casefold()))
        for title in titles:
            words = set(_WORDS.findall(title.casefold()))
            if 2 * len(words & printed) >= min(len(words), len(printed)) > 0 and 3 * len(printed) >= len(
                words
            ):
                return headings[0]
    whole = (title for title in titles if not title.endswith(("...", "…")))
    return next(whole, "") or next(iter(titles), "") or next(iter(headings), "")


def _publisher(page: Page, node: Node, host: str) -> str:
    """Who publishes the page: not who supplied the text, nor whose software it runs on, where its site has a name."""
    named = next(iter(names(node, "publisher")), "") or next(iter(names(node, "sourceOrganization")), "")
    site = page.first(*_PUBLISHERS)
    if named and site and _is_of_host(site, host) and not _is_of_host(named, host):
        named = site
    return _SITE_AFTER.split(named or site)[0].strip()


def _is_of_host(name: str, host: str) -> bool:
    """Whether a site's address has a word of a name in it or its first letters, or the name a word of the address.

    >>> _is_of_host("Wall Street Journal", "wsj.com"), _is_of_host("Associated Press", "wsj.com")
    (True, False)
    """
    words = _WORDS.findall(name.casefold())
    bare = host.replace(".", "").replace("-", "")
    known = {
        "".join(words),
        "".join(word[0] for word in words),
        *(word for word in words if len(word) > _SHORT_WORD),
    }
    labels = (label for label in host.split(".") if len(label) > _SHORT_WORD)
    return any(word in bare for word in known if len(word) > 1) or any(
        label in "".join(words) for label in labels
    )


def _address(page: Page, node: Node, resource: Resource) -> str:
    """The article's address; one of another site than it was fetched from, and a site's front page, are mistakes."""
    base = page.tree.find(".//base[@href]")
    here = resource.url or page.first("og:url")
    site = _host(here)
    here = _joined(here, base.get("href")) if base is not None else here
    stated = (page.canonical, page.first("og:url"), string(node, "url"), string(node, "mainEntityOfPage"))
    for address in (_joined(here, address) for address in stated):
        host = _host(address)
        if host and (not site or _same_site(host, site)) and urlsplit(address).path.strip("/"):
            return address
    return resource.url


def _joined(here: str, address: str) -> str:
    try:
        return urljoin(here, address) if address and len(address) <= _MAX_URL else ""
    except ValueError:  # “http://[”
        return ""


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return _SITE_PREFIXES.sub("", host) if parts.scheme in {"http", "https"} else ""


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _section(page: Page, node: Node, host: str) -> str:
    for value in [*names(node, "articleSection"), *map(plain, page.all(*_SECTIONS))]:
        if len(value) <= _MAX_SECTION and value.casefold() not in _NO_SECTION and value.casefold() != host:
            return value
    return ""


def _language(page: Page, node: Node) -> str:
    root = page.tree.getroottree().getroot()
    stated = [root.get("lang"), root.get("xml:lang"), string(node, "inLanguage")]
    stated += page.all("og:locale", "content-language", "language", "dc.language")
    return next(filter(None, (language_tag(value or "") for value in stated)), "")
