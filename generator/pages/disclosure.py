"""The advertising label, worded for the relationship and the market, in the page's language.

The packs in generator/disclosures/ name the first word that the law of each market asks for, with sources. The
sentences are the same in all markets. All words are in the catalogues of generator/locales/.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from gettext import NullTranslations

import yaml

from generator.models.settings import Market, Relationship
from generator.pages.views import DisclosureView
from generator.registry import data_folder

_SENTENCES: Mapping[Relationship, str] = {
    "affiliate": "I earn a commission when you buy through the links on this page.",
    "gifted": "%(brand)s sends me products for free, and I earn a commission when you buy through my links.",
    "paid": "%(brand)s pays me as an ambassador, and I earn a commission when you buy through my links.",
    "employee": "I work for %(brand)s, and the links on this page lead to our shop.",
}
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


@lru_cache
def lead_words(market: Market) -> Mapping[Relationship, str]:
    """Return the first word of the label for each relationship, in English (the source of the catalogues)."""
    text = (data_folder("disclosures") / f"{market.lower()}.yaml").read_text("utf-8")
    lead: Mapping[Relationship, str] = yaml.safe_load(text)["lead"]
    return lead


@lru_cache(maxsize=256)
def disclose(market: Market, relationship: Relationship, brand: str, words: NullTranslations) -> DisclosureView:
    """Return the label for one person."""
    fill = {"brand": brand}
    return DisclosureView(
        lead=words.pgettext("disclosure", lead_words(market)[relationship]),
        text=words.gettext(_SENTENCES[relationship]) % fill,
        more=words.gettext(_MORE[relationship]) % fill,
    )
