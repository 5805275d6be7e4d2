"""Who is asked about, on what, and for which kind of words: the forms that questions about statements have.

Forms, not grammar: what fits none of them is a question of another kind, and is answered by its words alone.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from qa.content import content_words
from qa.nouns import NOUN, ON, noun_stances
from qa.periods import Period, read_period
from qa.plainly import plainly
from qa.topics import EDGE, read_topic, without_hearer
from qa.verbs import Form, Found, find_verb, verb_forms

__all__ = ["Asking", "Kind", "read_asking"]

Kind = Literal["said", "fact", "open"]


class Asking(NamedTuple):
    """A question taken apart.

    :ivar kind: whether somebody's words are asked for, a fact, or more than a fact
    :ivar speaker: whose words, as typed; empty where anybody's will do
    :ivar topic: what they are to be about, as typed; empty where that is open
    :ivar stances: names of stances asked for; none where whatever was said will do
    :ivar thinks: whether beliefs are asked for, too
    :ivar period: the days asked for
    """

    kind: Kind
    speaker: str = ""
    topic: str = ""
    stances: tuple[str, ...] = ()
    thinks: bool = False
    period: Period | None = None


_ASKS = (
    r"(?:what|who|whom|which|when|where|why|how|whose|did|does|do|has|have|had|is|are|was|were|will|would)"
)
_AUX = r"(?:did|does|do|has|have|had|will|would|is|are|was|were)"
_NOT = r"(?:n['’]t| not)?"
_SAID = r"(?: (?:also|ever|really|publicly|officially|already|first|else))*"
_PARTICIPLE = verb_forms("participle")

_ACCORDING = (
    re.compile(rf"^according to (?P<speaker>[^,]+?)(?:,|(?= {_ASKS}\b)|$) *(?P<topic>.*)$", re.IGNORECASE),
    re.compile(
        r"^(?P<topic>.+?),? (?:according to|in the words of) (?P<speaker>[^,]+)(?P<more>,.*)?$", re.IGNORECASE
    ),
    re.compile(
        r"^(?P<topic>.*?)(?:^|,? )in (?P<speaker>[^,]+)(?:['’]s|(?<=s)['’]) (?P<noun>view|opinion|words|eyes)\b"
        r"(?P<more>.*)$", re.IGNORECASE,
    ),
)  # fmt: skip
_ASKED_FOR = (
    r"^(?:(?:what|how|where|which)(?:['’]s| is| was| are| were| has been| have been) )?"
    r"(?:(?:the|a|an|all|any|some|latest|official|first|public|direct) )*"
)
_OF = r"(?:of|by|from|made by|issued by|given by|attributed to)"
_WORDS_OF = (
    re.compile(
        rf"{_ASKED_FOR}(?!{_ASKS}\b)(?P<speaker>\S.*?)(?:['’]s|(?<=s)['’]) (?:[\w-]+ ){{0,2}}?{NOUN}"
        rf"(?: {ON} (?P<topic>.*))?$", re.IGNORECASE,
    ),
    re.compile(
        rf"{_ASKED_FOR}(?:[\w-]+ )?{NOUN} (?P<of>{_OF}) (?P<speaker>.+?)(?: (?!of|that|for){ON} (?P<topic>.+))?$",
        re.IGNORECASE,
    ),
    re.compile(rf"{_ASKED_FOR}{NOUN} {ON} (?P<topic>.+?)(?: (?:by|from) (?P<speaker>.+))?$", re.IGNORECASE),
    re.compile(rf"^(?!{_ASKS}\b|the\b|an?\b)(?P<speaker>\S.*?) {NOUN} {ON} (?P<topic>.+)$", re.IGNORECASE),
    re.compile(
        rf"^(?:what|which) (?:[\w-]+ )?{NOUN} {_AUX} (?P<speaker>.+?) (?:make|made|give|given|issued?|have|put)"
        rf"(?: (?:{ON}|against) (?P<topic>.+))?$", re.IGNORECASE,
    ),
)  # fmt: skip
_GROUPS = (
    r"(?:[\w-]+ )?(?:officials|people|countries|states|governments|leaders|experts|politicians|ministers)\b"
)
_WHO = re.compile(
    rf"^(?:who(?: else| all)?|(?:which|how many|what(?= {_GROUPS})) (?P<group>[\w’-]+(?: [\w’-]+)?))"
    rf"(?P<aux> {_AUX})?{_NOT}(?: been)?{_SAID} (?P<rest>(?:{verb_forms()})\b.*)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"^(?:(?P<what>what|anything|something) )?"
    rf"(?:(?:is|was|were|are){_NOT}(?: being)?|(?:has|have|had){_NOT}(?= .*\bbeen\b))"
    rf" ?(?P<topic>.*?)(?: being| been)?{_SAID} ?\b(?P<rest>(?:{_PARTICIPLE})\b.*)$",
    re.IGNORECASE,
)
_BY = re.compile(rf"(?:^|(?<= ))by (?P<speaker>.+?)(?= (?!of|that|for|to){ON} |$)", re.IGNORECASE)
_BY_OF = re.compile(rf"(?:^|(?<= ))by (?P<speaker>.+?)(?= {ON} |$)", re.IGNORECASE)
_ASKED = re.compile(
    rf"^(?:(?:(?P<wh>what(?: else| exactly| precisely| all)?|who|whom|how|why|when|where|on what)"
    rf"|(?:what|which) (?P<of>(?!of\b)[\w-]+(?: [\w-]+)?)) )?(?P<aux>{_AUX}){_NOT} (?P<rest>.+)$",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"(?:\w+ )?(?:side|numbers?|figures?|reasons?|words?|things?|way|dates?|day|time|year|price|sum|kind|sort)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"^(?P<wh>what)['’](?P<aux>s|d|re) (?P<rest>.+)$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"^(?:what(?:ever)?|how|why|whether|if|when|everything|anything|things|all)(?: that)? (?P<rest>.+)$",
    re.IGNORECASE,
)
_FORMS: dict[str, tuple[Form, ...]] = {  # of the verb after an auxiliary
    **dict.fromkeys(("did", "does", "do", "will", "would", "d"), ("base",)),
    **dict.fromkeys(("has", "have", "had"), ("participle", "past", "ing")),
    **dict.fromkeys(("is", "are", "was", "were", "s", "re"), ("ing",)),
}

_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|you|any(?:one|body)|some(?:one|body)|no ?(?:one|body)|every(?:one|body)|people|others)"
    r"(?: else)?", re.IGNORECASE,
)  # fmt: skip
_MEMBER = re.compile(
    r"^(?:(?:any|some)(?:one|body) (?:from|in|at|of|on behalf of) (?=\w)|(?:both|any|even) )", re.IGNORECASE
)
_FACT = re.compile(
    rf"^(?:who|whom|whose|when|where|which|how (?:many|much|old|long|far|big|high|tall|often)|{_AUX})\b",
    re.IGNORECASE,
)


def read_asking(text: str) -> Asking:
    """Takes a question apart.

    >>> read_asking("what did North Korea say about the deal since March?")[:3]
    ('said', 'North Korea', 'the deal')
    """
    plain, period = read_period(text.strip(EDGE))
    plain = plainly(plain.strip(EDGE))
    readers = (_according, _who, _passive, _asked, _words_of, _clause)
    found = next((found for read in readers if (found := read(plain)) is not None), None)
    if found is None:
        return Asking("fact" if _FACT.match(text.strip(EDGE)) else "open")
    return found._replace(period=period)


def _according(text: str) -> Asking | None:
    """ "According to X, …", "…, in X's view"."""
    for pattern in _ACCORDING:
        if (found := pattern.match(text)) and content_words(found["speaker"]):
            topic = " ".join(filter(None, [found["topic"], found.groupdict().get("more")]))
            return _said(found["speaker"], topic, thinks="noun" in found.groupdict())
    return None


def _who(text: str) -> Asking | None:
    """ "Who denied …", "which countries have confirmed …", "who was accused by X of …"."""
    if (found := _WHO.match(text)) is None:
        return None
    aux = (found["aux"] or "").strip().lower()
    verb = find_verb(found["rest"], *(_FORMS[aux] if aux else ("past", "third")), subject=False)
    if verb is not None:
        group = found["group"] or ""  # "which Iranian officials" are somebody, "which officials" anybody
        return _with_verb("" if group == group.lower() else group, verb)
    verb = find_verb(found["rest"], "participle", subject=False)
    by = _BY_OF.search(verb.after) if verb else None
    return _with_verb(by["speaker"], _without(verb, by)) if verb and by else None


def _passive(text: str) -> Asking | None:
    """ "What was said by X about …", "has the deal been confirmed"."""
    found = _PASSIVE.match(text)
    verb = find_verb(found["rest"], "participle", subject=False) if found else None
    if found is None or verb is None or bool(found["what"]) == bool(content_words(found["topic"])):
        return None
    by = _BY.search(verb.after)
    if not (by or found["what"] or verb.verb.stances):
        return None
    bare = _without(verb, by) if by else verb
    whole = bare._replace(after=f"{found['topic']} {bare.after}".strip())
    return _with_verb(by["speaker"] if by else "", whole)


def _asked(text: str) -> Asking | None:
    """ "What did X say …", "has X denied …", "how does X explain …", "which side does X believe"."""
    found = _ASKED.match(text) or _SHORT.match(text)
    if found is None:
        return None
    forms = _FORMS[found["aux"].lower()]
    verb = find_verb(found["rest"], *forms)
    if verb is None and forms == ("base",):
        verb = find_verb(found["rest"], "past")  # "what did she said"
    if verb is None:
        return None
    asking = _with_verb(verb.before, verb)
    of = found.groupdict().get("of") or ""
    if _SOUGHT.fullmatch(of):  # "which side" names no topic, but what the words are to tell
        of = ""
    return asking._replace(topic=f"{of} {asking.topic}".strip()) if of else asking


def _words_of(text: str) -> Asking | None:
    """ "X's response to …", "statements by X", "reactions to …"."""
    for pattern in _WORDS_OF:
        if found := pattern.match(text):
            stances, thinks = noun_stances(found["noun"])
            speaker, topic = found["speaker"] or "", found["topic"] or ""
            if speaker and f" the {speaker}" in f" {text}":  # it is "the mayor" who has a response
                speaker = f"the {speaker}"
            if stances and found.groupdict().get("of", "").lower() == "of":  # a denial of what is denied
                speaker, topic = "", f"{speaker} {topic}".strip()
            return _said(speaker, topic, stances, thinks=thinks)
    return None


def _clause(text: str) -> Asking | None:
    """ "What X said about …" without an auxiliary, and "X denied …" as a headline has it."""
    found = _CLAUSE.match(text)
    verb = find_verb(found["rest"] if found else text, "past", "third", "participle")
    if (
        verb is None
        or re.match(rf"{_ASKS}\b", verb.before, re.IGNORECASE)
        or len(verb.before.split()) > MOST_WORDS
    ):
        return None
    return _with_verb(verb.before, verb)


MOST_WORDS = 7  # of a speaker in a bare clause: longer ones are sentences in which somebody says something


def _without(verb: Found, by: re.Match[str]) -> Found:
    return verb._replace(after=f"{verb.after[: by.start()]}{verb.after[by.end() :]}".strip())


def _with_verb(speaker: str, found: Found) -> Asking:
    stances, thinks = found.verb.stances, found.verb.thinks
    if not found.after and (owned := _WORDS_OF[0].match(speaker)) and owned["topic"]:
        return _said(owned["speaker"], owned["topic"], stances, thinks=thinks)
    return _said(speaker, without_hearer(found), stances, thinks=thinks)


def _said(speaker: str, topic: str, stances: tuple[str, ...] = (), *, thinks: bool = False) -> Asking:
    speaker = _MEMBER.sub("", speaker.strip(EDGE))
    speaker = "" if _PRONOUN.fullmatch(speaker) else speaker
    return Asking("said", speaker, read_topic(topic), stances, thinks)
