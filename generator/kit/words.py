"""The words of a kit in its language: `words/<language>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import yaml
from msgspec import Struct

from generator.registry import data_folder

_FRENCH_SPACES = re.compile(r" (?=[:;?!»%])|(?<=«) ")
"""Spaces that French sets at these signs. No line may end there: a phone would begin the next one with a colon."""


class Words(Struct, frozen=True):
    """The words of one language; `is_own` says whether they are that language's, or English in its place."""

    texts: Mapping[str, str]
    locale: str
    is_own: bool

    def say(self, key: str, **values: object) -> str:
        """A text with its values filled in."""
        return self.texts[key].format_map(values)

    def has(self, key: str) -> bool:
        """Whether there is a text of this name."""
        return key in self.texts


def languages() -> tuple[str, ...]:
    """The languages that there are words for."""
    return tuple(sorted(path.stem for path in (data_folder("kit") / "words").glob("*.yaml")))


@lru_cache(maxsize=32)
def words_for(locale: str) -> Words:
    """The words for a page's language; English where there are none."""
    language = locale.partition("-")[0]
    is_own = language in languages()
    text = (data_folder("kit") / "words" / f"{language if is_own else 'en'}.yaml").read_text("utf-8")
    texts = yaml.safe_load(text)
    if language == "fr":
        texts = {key: _FRENCH_SPACES.sub("\u00a0", value) for key, value in texts.items()}
    return Words(texts, locale if is_own else "en", is_own)
