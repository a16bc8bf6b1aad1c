"""The advertising label, worded for the relationship and the market, in the page's language.

The packs in generator/disclosures/ name the first word that the law of each market asks for, with sources. The
sentences are the same in all markets. All words are in the catalogues of generator/locales/.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations

import yaml
from msgspec import Struct

from generator.models.settings import Market, Relationship
from generator.pages.views import DisclosureView
from generator.registry import data_folder

SHORTEST = 25
"""Letters of a label that fits on a picture and on a card."""
_SENTENCES: Mapping[Relationship, str] = {
    "affiliate": "I earn a commission when you buy through the links on this page.",
    "gifted": "%(brand)s sends me products for free, and I earn a commission when you buy through my links.",
    "paid": "%(brand)s pays me as an ambassador, and I earn a commission when you buy through my links.",
    "employee": "I work for %(brand)s, and the links on this page lead to our shop.",
}
_IN_POSTS: Mapping[Relationship, str] = {
    "affiliate": "I earn a commission when you buy with my link or my code.",
    "employee": "I work for %(brand)s.",
}
"""Where a sentence speaks of "this page": what a post says in its place."""
_MORE: Mapping[Relationship, str] = {
    "affiliate": "This page is advertising. %(brand)s pays me a share of what you buy through its links, at no extra "
    "cost to you. The opinions are mine.",
    "gifted": "This page is advertising. %(brand)s sends me products without charge and pays me a share of what you "
    "buy through its links, at no extra cost to you. The opinions are mine.",
    "paid": "This page is advertising. %(brand)s pays me for my work as an ambassador, and a share of what you buy "
    "through its links, at no extra cost to you. The opinions are mine.",
    "employee": "This page is advertising. I am employed by %(brand)s. What I write here is my own experience with "
    "our products.",
}


def lead_words(market: Market) -> Mapping[Relationship, str]:
    """Return the first word of the label for each relationship, in English (the source of the catalogues)."""
    return _pack(market)["lead"]


def short_words(market: Market) -> Mapping[Relationship, str]:
    """Return the same words in at most `SHORTEST` letters in every language, for pictures and printed cards."""
    pack = _pack(market)
    return pack.get("short", pack["lead"])


@lru_cache
def _pack(market: Market) -> Mapping[str, Mapping[Relationship, str]]:
    text = (data_folder("disclosures") / f"{market.lower()}.yaml").read_text("utf-8")
    pack: Mapping[str, Mapping[Relationship, str]] = yaml.safe_load(text)
    return pack


@lru_cache(maxsize=256)
def disclose(market: Market, relationship: Relationship, brand: str, words: NullTranslations) -> DisclosureView:
    """Return the label for one person."""
    fill = {"brand": brand}
    return DisclosureView(
        lead=words.pgettext("disclosure", lead_words(market)[relationship]),
        text=words.gettext(_SENTENCES[relationship]) % fill,
        more=words.gettext(_MORE[relationship]) % fill,
    )


class PostLabel(Struct, frozen=True):
    """The label of a post. `lead` starts a caption, `short` is for a picture; `text` is the whole sentence."""

    lead: str
    short: str
    text: str


def label_post(market: Market, relationship: Relationship, brand: str, words: NullTranslations) -> PostLabel:
    """Return the label of one person's posts, with the words of their page."""
    if relationship in _IN_POSTS:
        sentence = words.pgettext("post", _IN_POSTS[relationship])
    else:
        sentence = words.gettext(_SENTENCES[relationship])
    return PostLabel(
        lead=words.pgettext("disclosure", lead_words(market)[relationship]),
        short=words.pgettext("disclosure", short_words(market)[relationship]),
        text=sentence % {"brand": brand},
    )
