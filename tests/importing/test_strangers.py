"""Rows that are no people are no drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import bring
from tests.importing.test_identity import people

HEAD = "Name,Instagram,Followers,Code\nAna Sol,anasol,42k,ANA\n"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Total,,42k,", "a total"),
        ("TOTAL:,,,", "a total"),
        ("Gesamt,,42000,", "a total"),
        ("Average,,2k,", "a total"),
        ("Итого,,42000,", "a total"),
        ("Updated 3 May,,,", "a note"),
        ("Stand: 3.5.2026,,,", "a note"),
        ("Mis à jour le 3 mai 2026,,,", "a note"),
        ("Note: ask Eva,,,", "a note"),
        ("Micro influencers,,,", "the title of a group"),
        ("Nano creators (12):,,,", "the title of a group"),
        ("Botschafterinnen,,,", "the title of a group"),
        ("Tier 2,,,", "the title of a group"),
        ("12,,,", "a number"),
        ("2026-05-03,,,", "a number"),
    ],
)
def test_a_row_that_is_nobody(site: Path, row: str, what: str) -> None:
    code, said = bring(site, "ambassadors", HEAD + row + "\n")
    assert code == 0, said
    assert people(site) == {"ana-sol"}
    assert f"is {what} and no person, so the row was left out" in said


@pytest.mark.parametrize(
    "row",
    [
        "Total,total.beauty,42k,",
        "Max,,,",
        "Mina Mean,,,",
        "Micro Kim,,,",
        "Ana Partners,ana.p,,",
        "Tier 2,tier.two,,",
        "Creator Cleo,,,",
        "Noted Nan,,,",
        "😀,,,",
        "3lau,,,",
    ],
)
def test_a_person_with_such_a_name(site: Path, row: str) -> None:
    bring(site, "ambassadors", HEAD + row + "\n")
    assert len(people(site)) == 2


def test_names_alone_are_people(site: Path) -> None:
    bring(site, "ambassadors", "Name\nAna Sol\nBo Ray\n")
    assert len(people(site)) == 2


def test_a_row_that_says_only_a_name_is_asked_about(site: Path) -> None:
    _, said = bring(site, "ambassadors", HEAD + "Summer crew,,,\n")
    assert "Their rows say a name and nothing else: Summer crew. Are they all people?" in said
