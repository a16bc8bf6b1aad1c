"""Tests that the nearest known word is suggested for a mistyped one."""

from __future__ import annotations

import pytest

from generator.problems.suggest import closest

KEYS = ("name", "url", "since", "routine", "favorites", "lea", "dew", "socials")


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("favourites", "favorites"),  # a letter more
        ("ulr", "url"),  # two letters swapped
        ("leo", "lea"),  # one letter of a short word
        ("dow", "dew"),
        ("URL", "url"),  # the case does not count
        ("social", "socials"),  # the beginning of a word
    ],
)
def test_the_right_word_is_suggested_for_a_mistyped_one(word: str, suggestion: str) -> None:
    assert closest(word, KEYS) == suggestion


@pytest.mark.parametrize("word", ["joined", "price", "", "x", "leon hart"])
def test_an_unrelated_word_is_no_suggestion(word: str) -> None:
    assert closest(word, KEYS) is None


def test_a_hostile_key_is_compared_in_bounded_work() -> None:
    assert closest("favorites" + "x" * 10_000_000, KEYS) is None
