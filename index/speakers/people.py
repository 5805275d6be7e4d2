"""Names of people: by which surname they are looked up, and whether two names may be one person's."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from index.speakers.spelling import fold

__all__ = ["may_be_one", "surnames"]

_FIRST_NAMES = Path(__file__).parent / "firstnames.txt"
_SUFFIXES = frozenset("jr sr ii iii iv vii viii ix xii xiii xiv xvi".split())
_JUNIOR = frozenset({"jr", "sr", "iii", "iv"})  # who is told from a namesake by it
_PARTICLES = frozenset(
    "de van von der den du di da la le bin ben ibn bint al el ul dos das del della y ter ten zu st".split()
)
_ARTICLE = re.compile(r"(?:al|el|as|ad|ar|an|at|ash|ul)-(?=\w{2})")
_KEPT = 1 << 14  # names whose form is kept
# Families' names that are printed first, and how the given names that follow them are written. Other people are
# called Kim, Lee or Park as well, so that one alone says nothing.
_FAMILIES = frozenset(
    "kim lee park choi jung jeong kang cho yoon yun jang chang lim han moon ri pak rhee roh ban hwang"
    " shin kwon song ahn suh seo hong ryu yu ko nam chung kwak bae baek hyon hyun ho pyon thae chae xi"
    " li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang zheng"
    " xie tang feng deng cao peng zeng xiao tian dong pan yuan cai jiang du ye cheng wei su lu ding"
    " ren shen yao fu zhong tan jia xia fan jin shi qin gu hou meng xiong lai cui kong mao wen geng"
    " hua qian yan tsai lau leung chan wong cheung lam chow kwok tam hau soong tsang chiang mo ang tse"
    " lo sung nguyen tran le pham phan vu vo dang bui ngo duong ly truong dinh".split()
)
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|ts|ng|kh|th|ph|tr|[bcdfghjklmnpqrstwxyz])?(?:[iuyw])?(?:a|ae|e|eo|eu|i|o|oe|oo|u|ui|ai|ei|ao|ou|uo|ia|ie|ye|eou|iou)"
    r"(?:ng|nh|n|m|k|l|p|t|h|b|ck|c)?)"
)
_GIVEN = re.compile(rf"{_SYLLABLE}(?:[ -]?{_SYLLABLE})?")


@lru_cache(maxsize=_KEPT)
def surnames(name: str) -> tuple[str, ...]:
    """The words by which a person may be called alone, without particles.

    >>> surnames("Ursula von der Leyen"), surnames("Bashar al-Assad"), surnames("Kim Jong Un")
    (('leyen',), ('assad',), ('kim', 'un'))
    """
    parts = _parts(name)
    own = [part for part in parts if part not in _SUFFIXES] or parts
    if not own:
        return ()
    last = _ARTICLE.sub("", own[-1])
    if len(own) > 1 and (_family_first(own) or _of_house(own)):
        return tuple(dict.fromkeys((own[0], last)))
    return (last,)


def _family_first(parts: list[str]) -> bool:
    """Whether a name is in the order of China, Korea or Vietnam."""
    given = " ".join(parts[1:])
    return parts[0] in _FAMILIES and len(parts) <= 4 and _GIVEN.fullmatch(given) is not None


def _of_house(parts: list[str]) -> bool:
    """Whether it is a name like Mohammed bin Salman, whose bearers are called by the first."""
    return len(parts) > 2 and parts[1] in ("bin", "bint", "ibn")


def _parts(name: str) -> list[str]:
    return [part for part in (fold(word.strip(",\"“”()'’")) for word in name.split()) if part]


def may_be_one(surname: str, first: str, second: str) -> bool:
    """Whether two names with a surname in common may be one person's, as far as both are known.

    >>> may_be_one("biden", "Joe Biden", "Joseph R. Biden"), may_be_one("biden", "Joe Biden", "Hunter Biden")
    (True, False)
    """
    one, other = _given(surname, first), _given(surname, second)
    if not one or not other:
        return True
    if _parts(first)[0] == surname == _parts(second)[0]:  # the given names of one family
        return "".join(one).replace("-", "") == "".join(other).replace("-", "")
    within = set(one) <= set(other) or set(other) <= set(one)  # "Suu Kyi", "Peña Nieto"
    return (within or _one_first_name(one[0], other[0])) and _one_generation(first, second)


def _given(surname: str, name: str) -> list[str]:
    own = [part for part in _parts(name) if part not in _SUFFIXES and part not in _PARTICLES]
    for at, part in enumerate(own):
        if _ARTICLE.sub("", part) == surname and (at == 0 or at == len(own) - 1):
            return own[:at] + own[at + 1 :]
    return own


def _one_generation(first: str, second: str) -> bool:
    """Whether both are Jr., or neither, or a middle name agrees: "Robert F. Kennedy" and "Robert F. Kennedy Jr."."""
    one, other = _parts(first), _parts(second)
    if _JUNIOR.intersection(one) == _JUNIOR.intersection(other):
        return True
    middle, its = one[1:2], other[1:2]
    return len(one) > 2 and len(other) > 2 and middle[0][0] == its[0][0] and middle[0] not in _JUNIOR


def _one_first_name(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    forms = _short_forms()
    return not forms.get(one, frozenset()).isdisjoint(forms.get(other, frozenset()))


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    """The groups in which each first name is."""
    groups: dict[str, set[int]] = {}
    lines = [line for line in _FIRST_NAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
    for number, group in enumerate(";".join(lines).split(";")):
        for name in group.split(","):
            groups.setdefault(fold(name.strip()), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}
