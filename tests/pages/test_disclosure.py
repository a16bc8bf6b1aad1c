"""Tests the words of the advertising label for every market, relationship and language."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from generator.models.settings import Market, Relationship
from generator.pages.disclosure import disclose
from generator.pages.locale_format import catalogue
from generator.pages.views import DisclosureView
from generator.registry import data_folder

MARKETS: tuple[Market, ...] = get_args(Market)
RELATIONSHIPS: tuple[Relationship, ...] = get_args(Relationship)
LANGUAGES = ("en", "fr", "de", "es", "ar", "he")
ALL = list(product(MARKETS, RELATIONSHIPS, LANGUAGES))


def _label(market: Market, relationship: Relationship, lang: str) -> DisclosureView:
    return disclose(market, relationship, "Maison Lune", catalogue((data_folder("locales"),), lang))


def test_all_combinations_are_tested() -> None:
    assert len(ALL) == 5 * 4 * 6


@pytest.mark.parametrize(("market", "relationship", "lang"), ALL)
def test_every_label_has_words(market: Market, relationship: Relationship, lang: str) -> None:
    view = _label(market, relationship, lang)
    for text in (view.lead, view.text, view.more):
        assert text
        assert text == text.strip()
        assert "%(" not in text
        assert "{" not in text
    assert "Maison Lune" in view.more
    if lang != "en":
        english = _label(market, relationship, "en")
        assert (view.text, view.more) != (english.text, english.more)
        assert view.lead not in ("Ad", "Advertisement", "Advertising", "Ad – commercial collaboration")


@pytest.mark.parametrize(("market", "relationship"), list(product(MARKETS, RELATIONSHIPS)))
def test_each_relationship_has_its_own_text(market: Market, relationship: Relationship) -> None:
    for lang in LANGUAGES:
        other_texts = {_label(market, another, lang).text for another in RELATIONSHIPS if another != relationship}
        assert _label(market, relationship, lang).text not in other_texts


@pytest.mark.parametrize("relationship", RELATIONSHIPS)
@pytest.mark.parametrize("market", ["US", "UK"])
def test_english_labels_begin_with_ad(market: Market, relationship: Relationship) -> None:
    """ASA and CMA do not accept "gifted", "affiliate" or "collab" alone. The FTC wants words that all people know."""
    lead = _label(market, relationship, "en").lead
    assert lead.split()[0] == "Ad"
    assert not {"gifted", "affiliate", "collab", "partner"} & set(lead.lower().split())


@pytest.mark.parametrize("relationship", RELATIONSHIPS)
def test_the_label_has_the_words_that_each_law_names(relationship: Relationship) -> None:
    assert _label("FR", relationship, "fr").lead == "Collaboration commerciale"
    assert _label("DE", relationship, "de").lead in ("Anzeige", "Werbung")
    assert _label("ES", relationship, "es").lead == "Publicidad"


@pytest.mark.parametrize(("market", "relationship", "lang"), ALL)
def test_the_lead_is_short(market: Market, relationship: Relationship, lang: str) -> None:
    assert len(_label(market, relationship, lang).lead) <= 36
