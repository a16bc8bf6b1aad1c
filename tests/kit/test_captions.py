"""Tests that captions begin with their label, in each language and market, and keep the limits of each platform."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from generator.kit.captions import AFTER_LABEL, Hook, Material, hashtags, length, write_captions
from generator.kit.platforms import PLATFORMS, platform_of, platforms_of
from generator.kit.words import languages, words_for
from generator.models.settings import Market, Relationship
from generator.pages.disclosure import PostLabel, label_post
from generator.pages.locale_format import catalogue
from generator.registry import data_folder

MARKETS: tuple[Market, ...] = get_args(Market)
RELATIONSHIPS: tuple[Relationship, ...] = get_args(Relationship)
LANGUAGES = ("en", "en-GB", "fr", "de", "es", "ar", "he")
ALL_CASES = list(product(MARKETS, RELATIONSHIPS, LANGUAGES, PLATFORMS))
EXPECTED_LABELS = {
    "US": {"en": "Ad", "fr": "Publicité", "de": "Anzeige", "es": "Publicidad"},
    "UK": {"en": "Ad", "fr": "Publicité", "de": "Anzeige", "es": "Publicidad"},
    "FR": {"en": "Ad", "fr": "Collaboration commerciale", "de": "Anzeige", "es": "Publicidad"},
    "DE": {"en": "Advert", "fr": "Publicité", "de": ("Anzeige", "Werbung"), "es": "Publicidad"},
    "ES": {"en": "Advert", "fr": "Publicité", "de": "Werbung", "es": "Publicidad"},
}
"""The words that the law of each market asks for."""
ENGLISH = {"Ad", "Advertisement", "Advertising"}
LONG = "A balm for the first hour of the day, warmed between two hands until it melts. " * 12


def _label(market: Market, relationship: Relationship, language: str) -> PostLabel:
    return label_post(market, relationship, "Maison Lune", catalogue((data_folder("locales"),), language))


def _material(label: PostLabel, *hooks: str) -> Material:
    tags = hashtags(["maison_lune", "Skin Care", "slow-mornings", "a", "b", "c", "d", "2027"])
    return Material(
        label, "Maison Lune", [Hook(hook, "Cloud Balm") for hook in hooks], "LEA15", "15% off", "1 May", tags
    )


def test_the_cases_cover_all_markets_deals_languages_and_platforms() -> None:
    assert len(ALL_CASES) == 5 * 4 * 7 * 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_caption_begins_with_its_label(language: str) -> None:
    for market, relationship, name in product(MARKETS, RELATIONSHIPS, PLATFORMS):
        rules, label = PLATFORMS[name], _label(market, relationship, language)
        material = _material(label, "Short.", LONG)
        for text in write_captions(material, rules, "https://f.example/lea/", "@lune", words_for(language)):
            first = text.split("\n")[0]
            assert first.startswith(label.lead + AFTER_LABEL)
            assert len(label.lead) <= rules.fold
            expected = EXPECTED_LABELS[market].get(language.split("-")[0])
            if expected is not None:
                assert first.startswith(expected)


@pytest.mark.parametrize(("market", "relationship", "language"), list(product(MARKETS, RELATIONSHIPS, LANGUAGES)))
def test_each_short_label_fits_on_a_card(market: Market, relationship: Relationship, language: str) -> None:
    short = _label(market, relationship, language).short
    assert 0 < len(short) <= 25
    assert short in {*ENGLISH, "Publicité", "Anzeige", "Werbung", "Publicidad", "إعلان", "פרסומת"}
    if language.split("-")[0] != "en":
        assert short not in ENGLISH


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("hook", ["Short.", LONG, "x" * 6000])
def test_captions_stay_within_the_limits_of_a_platform(name: str, hook: str) -> None:
    rules = PLATFORMS[name]
    material = _material(_label("FR", "gifted", "en"), hook)
    [text] = write_captions(material, rules, "https://friends.example/lea/ig/", "", words_for("en"))
    assert length(text, rules) <= rules.longest
    assert text.count("#") <= rules.hashtags
    assert "LEA15" in text
    assert ("https://friends.example/lea/ig/" in text) == rules.has_links
    assert ("link is in my bio" in text) != rules.has_links


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_caption_without_the_persons_words_begins_with_its_label(name: str) -> None:
    label = _label("FR", "gifted", "fr")
    [text] = write_captions(_material(label), PLATFORMS[name], "https://f.example/lea/", "@lune", words_for("fr"))
    assert text.splitlines()[:2] == [label.lead, "@lune"]
    assert "LEA15\u00a0: 15% off" in text  # no line of a French caption may begin with a colon


def test_an_address_has_the_length_that_the_platform_counts() -> None:
    assert length("Ad https://friends.example/a-very-long-name/of-a-page/", PLATFORMS["x"]) == 3 + 23
    assert length("https://f.example/", PLATFORMS["threads"]) == len("https://f.example/")


def test_a_long_note_ends_at_a_word() -> None:
    material = _material(_label("US", "affiliate", "en"), LONG)
    [text] = write_captions(material, PLATFORMS["x"], "https://f.example/", "", words_for("en"))
    hook = text.split("\n")[0].removeprefix(f"Ad{AFTER_LABEL}")
    assert hook.endswith("…")
    assert LONG.startswith(f"{hook[:-1]} ")


def test_the_label_has_the_sentence_of_the_page() -> None:
    assert _label("FR", "gifted", "fr").text.startswith("Maison Lune m’offre des produits")
    assert _label("US", "affiliate", "en").text == "I earn a commission when you buy with my link or my code."
    for relationship, language in product(RELATIONSHIPS, LANGUAGES):
        text = _label("US", relationship, language).text
        assert text
        assert "%(" not in text
        assert "this page" not in text


def test_hashtags_are_made_of_letters_and_digits() -> None:
    assert hashtags(["#MaisonLune", "maison lune", "soin-lent", "2027", "!", "été"]) == (
        "MaisonLune",
        "soinlent",
        "été",
    )


def test_captions_are_for_the_platforms_where_a_person_posts() -> None:
    assert platform_of("ig") == "instagram"
    assert platform_of("shop-window") == ""
    assert platforms_of(["pinterest", "mastodon"], ["tt", "nl"], []) == ("tiktok", "pinterest", "newsletter")
    assert platforms_of([], [], []) == ("instagram", "tiktok")


def test_each_language_has_all_words_of_a_kit() -> None:
    from string import Formatter

    english = words_for("en").texts
    assert languages() == ("ar", "de", "en", "es", "fr", "he")
    for language in languages():
        texts = words_for(language).texts
        assert list(texts) == list(english)
        for key, text in texts.items():
            fields = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in (text, english[key])]
            assert fields[0] == fields[1], (language, key)
    assert not words_for("sv").is_own
    assert words_for("de-AT").is_own
