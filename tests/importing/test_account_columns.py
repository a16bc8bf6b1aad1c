"""Words that are no accounts, by the evidence of their column, whether or not a list knows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import bring, person


@pytest.mark.parametrize("word", ["verificado", "geplant", "gepflegt", "hot", "Confirmada", "agency"])
def test_a_bare_word_beside_several_people_is_no_account(site: Path, word: str) -> None:
    sheet = f"Name,Instagram\nAna Sol,{word}\nBo Ray,{word.upper()}\nCy Fox,cyfox\nDi Roe,@diroe\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 1
    assert f"`{word}` is in the rows of 2 people, so it is probably a word, not an account" in said
    assert f"if it is the account of all of them, write `@{word}`" in said
    assert "socials" not in person(site, "ana-sol")
    assert "socials" not in person(site, "bo-ray")
    assert person(site, "cy-fox")["socials"] == {"instagram": "cyfox"}


def test_a_marked_account_of_two_people_is_theirs(site: Path) -> None:
    sheet = "Name,Instagram,TikTok\nAna Sol,@sol.and.ray,tiktok.com/@solray\nBo Ray,@sol.and.ray,tiktok.com/@solray\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 0, said
    assert person(site, "bo-ray")["socials"] == {"instagram": "sol.and.ray", "tiktok": "solray"}


def test_one_person_in_two_rows_shares_nothing(site: Path) -> None:
    bring(site, "ambassadors", 'Name,Instagram,City\nAna Sol,anasol,Porto\n"Sol, Ana",anasol,\n')
    assert person(site, "ana-sol")["socials"] == {"instagram": "anasol"}


def test_a_bare_word_among_marked_handles_is_a_guess(site: Path) -> None:
    sheet = "Name,Instagram\nAna Sol,@anasol\nBo Ray,https://instagram.com/boray\nCy Fox,@cyfox\nDi Roe,geprueft\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 0, said
    assert "row 5, column B (Instagram): `geprueft` was read as an account" in said
    assert "was read as an account" not in bring(site, "ambassadors", sheet.replace("@", ""), file="bare.csv")[1]
