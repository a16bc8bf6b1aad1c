"""Tests that the brief of a campaign is checked strictly, and shown in the language of the kit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.content.load import load_site
from generator.kit.brief import show_brief
from generator.kit.words import words_for
from generator.models.brief import Brief
from generator.problems import Report
from generator.sections import BUILT_IN

WHOLE_BRIEF = {
    "goal": {"fr": "Montrer le matin.", "en": "Show the morning."},
    "messages": ["Melts in the hand", {"fr": "Rechargeable", "en": "Refill"}],
    "claims": {"allowed": ["vegan"], "avoid": ["heals"]},
    "do": ["daylight"],
    "dont": ["other brands"],
    "tags": {"instagram": "@maisonlune"},
    "hashtags": ["#maisonlune"],
    "review": {"needed": "true", "days": "3", "rounds": "1"},
    "post": {"from": "2027-03-08", "until": "2027-03-21"},
    "pieces": [{"platform": "instagram", "format": "reel", "count": "1", "seconds": ["20", "45"]}],
    "usage": {"organic": "2027-12-31", "paid": "none"},
}


def test_each_part_of_a_brief_is_shown_in_the_language_of_the_kit() -> None:
    brief = Brief.model_validate(WHOLE_BRIEF)
    assert brief.hashtags == ("maisonlune",)
    assert brief.usage is not None
    assert (brief.usage.organic, brief.usage.paid) == (date(2027, 12, 31), None)
    parts, do, dont = show_brief(brief, words_for("fr"), "fr", "en")
    assert dict(parts) == {
        "Le but": ("Montrer le matin.",),
        "Ce qu’il y a à publier": ("1 × reel sur Instagram, de 20 à 45 secondes",),
        "Ce qui doit passer": ("Melts in the hand", "Rechargeable"),
        "Vous pouvez dire": ("vegan",),
        "Merci de ne jamais dire": ("heals",),
        "Comptes à mentionner": ("Instagram · @maisonlune",),
        "Avant de publier": (
            "Merci de nous envoyer d’abord la publication.",
            "Nous répondons sous 3 jours.",
            "Nous pouvons demander des changements 1 fois au plus.",
        ),
        "Ce que nous faisons de votre publication": (
            "Sur nos propres pages et comptes jusqu’au 31 décembre 2027.",
            "Pas dans des publicités.",
        ),
    }
    assert (do, dont) == (("daylight",), ("other brands",))


def test_a_campaign_without_a_brief_shows_nothing() -> None:
    assert show_brief(None, words_for("en"), "en", "en") == ((), (), ())
    assert show_brief(Brief(), words_for("en"), "en", "en") == ((), (), ())


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("hashtags: [two words]", "not-a-hashtag"),
        ("hashtags: [a, '2027']", "not-a-hashtag"),
        ("usage: {paid: never}", "not-a-day"),
        ("post: {from: 2027-03-21, until: 2027-03-08}", "ends-before-it-begins"),
        ("pieces: [{platform: myspace}]", "unknown-choice"),
        ("pieces: [{format: reel}]", "missing-key"),
        ("must_say: [this]", "unknown-key"),
    ],
)
def test_mistakes_in_a_brief_are_reported_with_their_place(tmp_path: Path, line: str, name: str) -> None:
    content = tmp_path / "content"
    (content / "campaigns").mkdir(parents=True)
    (content / "site.yaml").write_text("brand: L\nurl: https://f.example\nshop: https://l.example\n", "utf-8")
    (content / "campaigns/spring.yaml").write_text(f"name: Spring\nbrief:\n  {line}\n", "utf-8")
    report = Report()
    load_site(tmp_path, BUILT_IN, report)
    [problem] = [problem for problem in report if problem.name == name]
    assert problem.place.file == "content/campaigns/spring.yaml"
    assert problem.place.keys[0] == "brief"
