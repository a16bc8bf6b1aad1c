"""Tests that a status after a name is split from it, and that other words in brackets stay."""

from __future__ import annotations

import pytest

from generator.columns.name_status import split_status, without_pronouns


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Sam Lee (paused)", "Sam Lee", ""),
        ("Sam Lee (Draft)", "Sam Lee", "draft"),
        ("Sam Lee [inactive]", "Sam Lee", "ended"),
        ("Sam Lee - ended", "Sam Lee", "ended"),
        ("Léa Moreau (en pause)", "Léa Moreau", ""),
        ("Jörg Weiß – pausiert", "Jörg Weiß", ""),
        ("Ana Sol (inactiva)", "Ana Sol", "ended"),
        ("Ana Sol [en pausa]", "Ana Sol", ""),
        ("Gaia Riva (in attesa)", "Gaia Riva", "draft"),
        ("Rui Paz (em pausa)", "Rui Paz", ""),
        ("Sanne Vos | inactief", "Sanne Vos", "ended"),
        ("Sam Lee (active)", "Sam Lee", "live"),
    ],
)
def test_a_status_is_split_from_a_name(text: str, name: str, status: str) -> None:
    parts = split_status(text)
    assert parts is not None
    assert (parts.name, parts.status) == (name, status)


@pytest.mark.parametrize(
    "text",
    ["Sam (Samantha) Lee", "Sam Lee (she/her)", "Sam Lee (Lyon)", "Anna-Lena Past", "Mary Left", "(paused)", "J-P Neu"],
)
def test_other_brackets_and_words_stay_in_a_name(text: str) -> None:
    assert split_status(text) is None


def test_pronouns_are_left_out_of_an_address() -> None:
    assert without_pronouns("Sam Lee (she/her)") == "Sam Lee"
    assert without_pronouns("Kim (they / them) Roe") == "Kim Roe"
    assert without_pronouns("Sam (Samantha) Lee") == "Sam (Samantha) Lee"
