"""Tags of languages, as BCP 47 writes them; a tag that says nothing certain is no tag."""

from __future__ import annotations

import re

__all__ = ["language_tag"]

# language, script, region; what follows (variants, extensions) tells nothing about which language it is.
_TAG = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?=-|$)(?:-[a-z0-9]{1,8})*", re.IGNORECASE
)
_LONGEST = 35  # BCP 47, 4.4.1: what a tag without extensions can have
_NO_LANGUAGE = {"und", "mul", "zxx", "mis", "art"}
# Names that the registry has replaced, and the three letters of ISO 639-2 where there are two.
_NOW = {
    "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "jw": "jv",
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "tur": "tr", "ara": "ar", "heb": "he",
    "hin": "hi", "jpn": "ja", "kor": "ko", "zho": "zh", "chi": "zh", "swe": "sv", "dan": "da", "fin": "fi",
}  # fmt: skip


def language_tag(printed: str) -> str:
    """A tag in the case of BCP 47; empty where it is none.

    >>> language_tag("EN_us.UTF-8"), language_tag("zh-hans-cn"), language_tag("English")
    ('en-US', 'zh-Hans-CN', '')
    """
    tag = printed.strip().partition(".")[0].replace("_", "-")
    found = _TAG.fullmatch(tag) if len(tag) <= _LONGEST else None
    if found is None:
        return ""
    language, script, region = (part or "" for part in found.groups())
    language = _NOW.get(language.lower(), language.lower())
    if language in _NO_LANGUAGE:
        return ""
    return "-".join(filter(None, (language, script.title(), region.upper())))
