"""Tests that a word which several people have in a column of accounts is not read as an account."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import person, run_import


@pytest.mark.parametrize("word", ["verificado", "geplant", "gepflegt", "hot", "Confirmada", "agency"])
def test_a_bare_word_beside_several_people_is_no_account(site: Path, word: str) -> None:
    sheet = f"Name,Instagram\nAna Sol,{word}\nBo Ray,{word.upper()}\nCy Fox,cyfox\nDi Roe,@diroe\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert f"`{word}` is in the rows of 2 people, so it is probably a word, not an account" in output
    assert f"if it is the account of all of them, write `@{word}`" in output
    assert "socials" not in person(site, "ana-sol")
    assert "socials" not in person(site, "bo-ray")
    assert person(site, "cy-fox")["socials"] == {"instagram": "cyfox"}


def test_two_people_may_have_one_account_if_it_is_marked(site: Path) -> None:
    sheet = "Name,Instagram,TikTok\nAna Sol,@sol.and.ray,tiktok.com/@solray\nBo Ray,@sol.and.ray,tiktok.com/@solray\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "bo-ray")["socials"] == {"instagram": "sol.and.ray", "tiktok": "solray"}


def test_two_rows_of_one_person_do_not_share_an_account(site: Path) -> None:
    run_import(site, "ambassadors", 'Name,Instagram,City\nAna Sol,anasol,Porto\n"Sol, Ana",anasol,\n')
    assert person(site, "ana-sol")["socials"] == {"instagram": "anasol"}


def test_a_bare_word_among_marked_handles_is_a_guess(site: Path) -> None:
    sheet = "Name,Instagram\nAna Sol,@anasol\nBo Ray,https://instagram.com/boray\nCy Fox,@cyfox\nDi Roe,geprueft\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert "row 5, column B (Instagram): `geprueft` was read as an account" in output
    assert "was read as an account" not in run_import(site, "ambassadors", sheet.replace("@", ""), file="bare.csv")[1]
