"""What a page calls a person, derived from their name: “A code from Ana”.

A guess needs evidence. Most names begin with the given one; where a title, an initial, an article, the order of a
language or a comma says otherwise, that decides, and where nothing does, the whole name is right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.models.family_names import FAMILY_NAMES

_TITLES = frozenset(
    """
    dr dra dre drs prof profa professor professorin doctor doctora docteur dott dottssa mr mrs ms miss mx sir dame
    lady lord rev reverend pastor hon capt captain frau herr hr fr mag ing dipl dipling univ mme mlle madame
    monsieur mademoiselle maitre me mgr sr sra srta senor senora senorita lic sig sigra signor signora dhr mevr
    mevrouw mw chef coach dj mc king queen prince princess saint st sister brother
    """.split()  # noqa: SIM905
)
# These are names too, and a title only with their point.
_WITH_POINT = frozenset(["me", "fr", "hon", "sig", "lic", "mag", "ing", "st", "d", "m"])
_TITLES_IN = {
    "fr": {"m"},
    "es": {"don", "dona", "d"},
    "it": {"don", "donna"},
    "pt": {"dom", "dona"},
    "pl": {"pan", "pani"},
}
_BEHIND = frozenset("jr sr ii iii iv md phd dds dmd rn mba esq msc bsc ma ba".split())  # noqa: SIM905
_ARTICLES = frozenset(
    "the a an la le les l' lo el los las il i gli der die das den ein eine de het een da do van von of".split()  # noqa: SIM905
)
_BOTH = frozenset("& + and et und y e und en og och ja és və และ 和 と".split())  # noqa: SIM905
_IN_FAMILY_NAMES = frozenset(["y", "e"])
_GROUPS = frozenset(
    """
    co cie company friends family sons daughters team crew kids more amis famille fils freunde familie kinder söhne
    amigos familia hijos amici famiglia studio studios kitchen club house
    """.split()  # noqa: SIM905
)
_BEGIN_TWO = frozenset("abd abdul abu abou umm abdel عبد أبو ابو أم ام".split())  # noqa: SIM905

_VIETNAMESE = "[ăđơưĂĐƠƯ\u1ea0-\u1ef9]"

# The pattern takes milliseconds to compile, and few names need it.
_EAST_ASIAN = "[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
_INITIAL = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*\.?")
_ASIDE = re.compile(r"\s*[(\[|·•/].*")
_LETTER = re.compile(r"[^\W\d_]")


def called_by_name(name: str, locale: str = "") -> str:
    """What a page in the language `locale` calls a person of this name; the whole name if that is unclear."""
    return given_name(name, locale) or " ".join(name.split())


def is_couple(name: str) -> bool:
    """Whether a name is that of two people."""
    return not _BOTH.isdisjoint(map(str.casefold, name.split()))


def is_group(name: str) -> bool:
    """Whether a name is not that of one person: `Jeanne & Paul`, `The Salt & Pepper Kitchen`."""
    return bool(_joints(_split_at_joints(name)))


def people_in(name: str) -> tuple[str, ...]:
    """The people whom the name of a group names: `Anna und Jonas Weber` are Anna and Jonas Weber.

    Empty if it is unclear who they are: `Moreau, Jeanne & Paul` are two people, and `Ana, Bea & Carla` three.
    """
    words = _split_at_joints(name)
    joints = _joints(words)
    if not joints or "," in name:
        return ()
    ends = [*joints, len(words)]
    parts = tuple(" ".join(words[start:end]) for start, end in zip([0, *(at + 1 for at in joints)], ends, strict=True))
    return parts if all(map(_is_name, parts)) else ()


def _split_at_joints(name: str) -> list[str]:
    return re.sub(r"\s*([&+])\s*", r" \1 ", _ASIDE.sub("", name) or name).split()


def _joints(words: list[str]) -> list[int]:
    """The positions of words that join people; `y` and `e` also join one's family names: `José Ortega y Gasset`."""
    joints = [at for at, word in enumerate(words) if word.casefold() in _BOTH and 0 < at < len(words) - 1]
    if joints and words[joints[0]].casefold() in _IN_FAMILY_NAMES and joints[0] > 1 and joints[0] + 2 >= len(words):
        return []
    return joints


def _is_name(text: str) -> bool:
    """Whether a text can be the name of one person: at most three words, none of them a small one."""
    words = text.split()
    if not 0 < len(words) <= 3 or any(word.casefold().strip(".") in _GROUPS for word in words):
        return False
    return words[0].casefold() not in _ARTICLES and all(
        word[:1] == word[:1].upper() and _LETTER.search(word) for word in words
    )


@lru_cache(maxsize=1024)  # the pages of one person, and their code, need it one after the other
def given_name(name: str, locale: str = "") -> str:
    """The given name in a name, as far as there is evidence for one; "" where there is none."""
    language = locale.partition("-")[0].lower()
    plain = _ASIDE.sub("", name) or name
    before, comma, after = plain.partition(",")
    if comma:
        if "," in after:
            return ""
        behind = after.split()
        if not behind or all(map(_is_behind, behind)):
            plain = before
        elif len(behind) <= 3 and len(before.split()) <= 3 and behind[0][:1] == behind[0][:1].upper():
            # `Moreau, Léa`: what stands behind the comma is the given name.
            first = _words(after, language)
            return first[0] if first and not _INITIAL.fullmatch(first[0]) else ""
        else:
            return ""
    words = _words(plain, language)
    has_title = len(words) < len([word for word in plain.split() if _LETTER.search(word)])
    if len(words) < 2:
        # With a title it is a family name, or the title is a part of the name: `Dr. Cruz`, `Lady Gaga`.
        return "" if has_title or not words else words[0]
    if is_couple(plain) or (language != "vi" and words[0].casefold() in _ARTICLES):
        return ""
    if not plain.isascii() and all(re.search(_EAST_ASIAN, word) for word in words):
        return words[1] if len(words) == 2 else ""
    if _INITIAL.fullmatch(words[0]):
        return ""
    if _fold(words[0]) in _BEGIN_TWO:
        return " ".join(words[:2])
    if language in FAMILY_NAMES or (re.search(_VIETNAMESE, plain) and _fold(words[0]) in FAMILY_NAMES["vi"]):
        return _by_family_name(words, language if language in FAMILY_NAMES else "vi")
    if len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper():
        # `MOREAU Léa`: capitals are the family name.
        return next((word for word in words if not word.isupper()), "")
    return words[0]


def _by_family_name(words: list[str], language: str) -> str:
    """The given name where a language puts the family name first, and many people abroad do not."""
    families = FAMILY_NAMES[language]
    first, last = _fold(words[0]) in families, _fold(words[-1]) in families
    if first == last:
        return ""
    if last:
        return words[0]
    return words[-1] if language == "vi" else " ".join(words[1:]) if language in ("zh", "ko") else words[1]


def _words(text: str, language: str) -> list[str]:
    """The words of a name, without titles before it and words after it."""
    words = [word for word in text.split() if _LETTER.search(word)]
    titles = _TITLES | _TITLES_IN.get(language, set())
    while len(words) > 1 and _fold(words[0]) in titles and ("." in words[0] or _fold(words[0]) not in _WITH_POINT):
        words = words[1:]
    while len(words) > 1 and _is_behind(words[-1]):
        words = words[:-1]
    return words


def _is_behind(word: str) -> bool:
    """Whether a word follows a name without being a part of it; `Ma` is a family name, `MA` is none."""
    folded_word = _fold(word)
    return folded_word in _BEHIND and (len(folded_word) > 2 or folded_word in ("jr", "sr") or word.isupper())


def _fold(word: str) -> str:
    """A word in small letters, without points and marks."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isalpha() or letter in "&+")
