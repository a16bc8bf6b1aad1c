"""Tests that a kit lists the dates of the campaign, the profile and the person's own roster, sorted by day."""

from __future__ import annotations

from datetime import date

import pytest

from generator.kit.dates import dates_of, rights_left
from generator.kit.words import languages, words_for
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.models.roster import Roster

DAY = date(2027, 3, 20)
CAMPAIGNS = {
    "spring-glow": Campaign.model_validate(
        {
            "name": "Spring Glow",
            "from": "2027-03-01",
            "until": "2027-05-31",
            "offer": {"title": "15% off"},
            "brief": {"post": {"from": "2027-03-08"}},
        }
    ),
    "frost": Campaign.model_validate({"name": "Frost", "until": "2026-12-31"}),
    "open": Campaign.model_validate({"name": "Always"}),
}
ROSTER = Roster.model_validate(
    {
        "paused": {"from": "2027-07-01", "until": "2027-08-31"},
        "pieces": [
            {"platform": "instagram", "format": "reel", "campaign": "spring-glow", "due": "2027-03-15"},
            {"platform": "tiktok", "due": "2027-04-02"},
            {"platform": "twitch", "format": "watch-party", "campaign": "frost", "due": "2027-04-03"},
            {"platform": "youtube", "format": "video", "due": "2027-02-01", "posted": "2027-02-01"},
        ],
        "rights": [
            {"picture": "portrait.jpg", "use": "site", "until": "2027-12-31"},
            {"quote": "So quiet.", "use": "paid", "until": "2027-03-20"},
            {"piece": "4", "use": "organic", "until": "2027-03-19"},
        ],
        "contract": {"until": "2027-12-30", "exclusivity": {"category": "skin-care", "until": "2027-06-30"}},
    },
    context={"folder": "content/ambassadors/lea"},
)
PERSON = Person.model_validate(
    {"name": "Léa", "code": "LEA15", "campaigns": ["spring-glow", "frost", "open"], "until": "2027-12-29"}
)


def test_all_dates_are_listed_in_order() -> None:
    dates = dates_of(PERSON, ROSTER, CAMPAIGNS, CAMPAIGNS["spring-glow"], "", DAY, words_for("en"))
    assert dates == (
        "Spring Glow: from March 1, 2027 to May 31, 2027",
        "Post from March 8, 2027 on",
        "Reel on Instagram for Spring Glow: due on March 15, 2027",
        "Our right to your words “So quiet.” (in advertisements) ends on March 20, 2027",
        "Post on TikTok: due on April 2, 2027",
        "Watch party on Twitch for Frost: due on April 3, 2027",
        "The code works until May 31, 2027",
        "No other brand for skin care until June 30, 2027",
        "Your break: from July 1, 2027 to August 31, 2027",
        "Your page is online until December 29, 2027",
        "Your contract ends on December 30, 2027",
        "Our right to the picture portrait.jpg (on our site) ends on December 31, 2027",
    )


def test_a_kit_for_one_campaign_has_no_pieces_of_another() -> None:
    dates = dates_of(PERSON, ROSTER, CAMPAIGNS, CAMPAIGNS["spring-glow"], "spring-glow", DAY, words_for("en"))
    assert [line for line in dates if " due " in line] == [
        "Reel on Instagram for Spring Glow: due on March 15, 2027",
        "Post on TikTok: due on April 2, 2027",
    ]


def test_a_former_person_sees_how_long_their_work_is_used() -> None:
    assert rights_left(ROSTER, DAY, words_for("fr")) == (
        "Notre droit d’utiliser vos mots «\u00a0So quiet.\u00a0» (dans des publicités) prend fin le 20 mars 2027",
        "Notre droit d’utiliser l’image portrait.jpg (sur notre site) prend fin le 31 décembre 2027",
    )


@pytest.mark.parametrize("language", languages())
def test_the_dates_have_all_values_in_each_language(language: str) -> None:
    words = words_for(language)
    roster = ROSTER.model_copy(update={"paused": ROSTER.paused.model_copy(update={"until": None})})  # type: ignore[union-attr]
    text = "\n".join(dates_of(PERSON, roster, CAMPAIGNS, CAMPAIGNS["spring-glow"], "", date(2027, 3, 1), words))
    assert len(text.splitlines()) == 13
    for value in ("Spring Glow", "Instagram", "TikTok", "portrait.jpg", "So quiet.", "skin care"):
        assert value in text
    assert not any(mark in text for mark in "{}")
