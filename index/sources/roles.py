"""What an element of a page is for, by its tag, its attributes and the words that designers name it with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Role", "is_unseen", "role_of"]

Role = Literal["furniture", "comments", "hidden"]

_FURNITURE_TAGS = frozenset("nav aside form menu figcaption fieldset".split())
_NEVER = frozenset("html body main article".split())

# Words of a class or an id, each alone enough. A class such as “has-sidebar” says what stands beside it.
_WORDS = frozenset(
    "ad ads advert advertisement advertising adslot advertorial sponsor sponsored dfp outbrain taboola criteo "
    "promo promos promotion newsletter newsletters signup subscribe optin "
    "related recirc recirculation recommended recommendations teaser teasers trending popular mostread "
    "share sharing sharebar sharethis addtoany addthis social socials sociable socialmedia sharedaddy "
    "breadcrumb breadcrumbs sidebar navbar navigation nav menu submenu footer toolbar toolbox "
    "cookie cookies consent gdpr modal popup overlay scrim tooltip rollover lightbox snackbar toast "
    "caption captions credit credits photocredit byline bylines tags taglist "
    "pagination pager copyright disclaimer noprint kicker eyebrow overline".split()
)
_COMMENTS = frozenset("comments commentlist commentarea disqus livefyre respond".split())
_HIDDEN = frozenset("hidden hide invisible visuallyhidden screenreader".split())
_PHRASES = re.compile(
    r"read-?(?:more|next|also)|more-?(?:stories|news|articles|on)|most-?(?:read|popular|viewed)|also-?(?:read|like|on)"
    r"|you-?may|up-?next|next-?(?:up|story|article|post)|latest-?(?:news|stories|posts|box)|sign-?up|see-?also"
    r"|author-?(?:bio|box|info|card|description|about)|about-?(?:the-?)?author|print-?(?:only|header|footer)"
    r"|(?:post|entry|article|story)-?(?:meta|footer|tools|utility)|related-?(?:posts|stories|articles|news|links|content)"
)
_HIDDEN_PHRASES = re.compile(r"visually-hidden|sr-only|screen-reader(?:-text)?|only-print|print-only")
_COMMENT_PHRASES = re.compile(
    r"comments?-?(?:list|section|thread|form|area|content|body|wrap\w*|container|template)"
)
_INLINE = frozenset("a abbr b cite em i label mark s small span strong sub sup u".split())
# What opens on a touch: the panel, not what is touched.
_UNSEEN = re.compile(
    r"^(?:hidden|hide)$|visually-?hidden|sr-only|screen-reader"
    r"|^(?:rollover|popover|hover-?card|tooltip)(?:-\w+)*-?(?:block|panel|content|text|inner|body|box)$"
)
_BESIDE = frozenset("has with no not is without show".split())
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z0-9]+")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# A longer list of classes is generated, and takes time.
_MAX_NAMES = 500


def role_of(element: HtmlElement) -> Role | None:
    """What an element looks like, if it does not look like part of an article."""
    tag, get = element.tag, element.attrib.get
    if tag in _NEVER:
        return None
    if not element.attrib:
        return "furniture" if tag in _FURNITURE_TAGS else None
    if "hidden" in element.attrib or get("aria-hidden") == "true":
        return "hidden"
    style = get("style")
    if style and _HIDDEN_STYLE.search(style):
        return "hidden"
    if get("role") in {"navigation", "complementary", "dialog", "alertdialog", "contentinfo", "search"}:
        return "furniture"
    role = _named(get("class", "")[:_MAX_NAMES], get("id", "")[:_MAX_NAMES])
    return role or ("furniture" if tag in _FURNITURE_TAGS else None)


@lru_cache(maxsize=4096)
def _named(classes: str, name: str) -> Role | None:
    for token in f"{classes} {name}".split():
        parts = [part for part in _PARTS.split(_CAMEL.sub("-", token).lower()) if part]
        if not parts or parts[0] in _BESIDE:
            continue
        whole = "-".join(parts)
        if _COMMENTS.intersection(parts) or _COMMENT_PHRASES.search(whole):
            return "comments"
        if whole in _HIDDEN or _HIDDEN_PHRASES.search(whole):
            return "hidden"
        if _WORDS.intersection(parts) or _PHRASES.search(whole):
            return "furniture"
    return None


def is_unseen(element: HtmlElement) -> bool:
    """Whether an element inside a line is not shown with it: text for screen readers, or what opens on a touch.

    ``aria-hidden`` says the contrary of a line: seen, and not read out.
    """
    if element.tag not in _INLINE or not element.attrib:
        return False
    get = element.attrib.get
    style = get("style")
    if "hidden" in element.attrib or (style and _HIDDEN_STYLE.search(style)):
        return True
    names = get("class", "")[:_MAX_NAMES]
    return bool(names) and _is_opened(names)


@lru_cache(maxsize=4096)
def _is_opened(classes: str) -> bool:
    return any(_UNSEEN.search(_CAMEL.sub("-", token).lower()) for token in classes.split())
