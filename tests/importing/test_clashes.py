"""What would break the site costs its cell: a code that two rows say, an id that somebody has, a page that is taken."""

from __future__ import annotations

from pathlib import Path

from tests.importing.sites import bring, check, person, snapshot, write


def test_what_somebody_has_is_not_given_to_another(site: Path) -> None:
    write(site, "content/ambassadors/zoe/profile.yaml", "name: Zoe\nstatus: draft\ncode: ZOE\npartner_id: '7'\n")
    before = snapshot(site)
    sheet = "Name,City,Code,Affiliate ID\nAna Sol,Pau,zoe,1\nBo Ray,Lyon,BO,7\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 1
    assert person(site, "ana-sol") == {"name": "Ana Sol", "location": "Pau", "partner_id": "1", "status": "draft"}
    assert person(site, "bo-ray") == {"name": "Bo Ray", "location": "Lyon", "code": "BO", "status": "draft"}
    assert "row 2, column C (Code)" in said
    assert "row 3, column D (Affiliate ID)" in said
    assert {file: data for file, data in snapshot(site).items() if file in before} == before
    check(site)
    code, again = bring(site, "ambassadors", sheet)
    assert code == 1
    assert "0 ambassadors added, 0 changed, 2 unchanged." in again


def test_who_has_it_keeps_it(site: Path) -> None:
    bring(site, "ambassadors", "Name,TikTok,Code\nAna Sol,ana,ANA\n")
    code, _ = bring(site, "ambassadors", "Name,TikTok,Code\nBo Ray,bo,ANA\nAna Sol,ana,ANA\n")
    assert code == 1
    assert person(site, "ana-sol")["code"] == "ANA"
    assert "code" not in person(site, "bo-ray")


def test_two_who_change_their_codes_with_each_other(site: Path) -> None:
    bring(site, "ambassadors", "Slug,Name,Code\nana,Ana,ONE\nbo,Bo,TWO\n")
    code, said = bring(site, "ambassadors", "Slug,Name,Code\nana,Ana,TWO\nbo,Bo,ONE\n")
    assert code == 0, said
    assert [person(site, slug)["code"] for slug in ("ana", "bo")] == ["TWO", "ONE"]


def test_a_sheet_in_which_everybody_has_one_code(site: Path) -> None:
    rows = [f"Person {n},p{n},WELCOME10\n" for n in range(40)]
    code, said = bring(site, "ambassadors", "Name,TikTok,Code\n" + "".join(rows))
    assert code == 1
    assert "40 ambassadors added" in said
    assert said.count("error[skipped-cell]") == 1
    assert not any(b"WELCOME10" in data for data in snapshot(site).values())


def test_an_alias_that_is_somebodys_page(site: Path) -> None:
    code, said = bring(site, "ambassadors", "Name,Aliases,City\nAna Sol,lea-moreau,Pau\n")
    assert code == 1
    assert person(site, "ana-sol")["location"] == "Pau"
    assert "the alias `lea-moreau` is taken" in said


def test_who_has_lost_a_shared_code_is_known_again(site: Path) -> None:
    sheet = "Name,TikTok,Code\nAna Sol,ana,\nAna Sol,,WELCOME10\nBo Ray,bo,WELCOME10\n"
    bring(site, "ambassadors", sheet)
    before = snapshot(site)
    _, said = bring(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 3 unchanged" in said
    assert snapshot(site) == before


def test_an_account_of_two_people_is_reported_and_identifies_neither(site: Path) -> None:
    sheet = "Name,Instagram,City\nAna Sol,@ana,Pau\nBo Ray,https://instagram.com/ana,Lyon\nCy Fox,@cy,Metz\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 0, said
    assert (
        "row 2, column B (Instagram): `ana` is the account (Instagram) of Ana Sol and of Bo Ray (row 3): "
        "it identifies none of them"
    ) in said
    assert said.count("shared-account") == 1
    assert person(site, "ana-sol")["socials"] == person(site, "bo-ray")["socials"] == {"instagram": "ana"}
    code, said = bring(site, "ambassadors", "Name,Instagram\nDee Lux,@ana\n")
    assert "+ dee-lux" in said
    assert person(site, "ana-sol")["name"] == "Ana Sol"


def test_a_handle_of_several_people_is_reported(site: Path) -> None:
    _, said = bring(site, "ambassadors", "Name,Handle,City\n" + "".join(f"P{n} Sol,crew,Pau\n" for n in "abcdefghijkl"))
    assert said.count("shared-account") == 1
    assert "is the handle of Pa Sol and of Pb Sol (row 3), Pc Sol (row 4)," in said
    assert "and 3 more: it identifies none of them" in said


def test_websites_and_groups_may_be_shared(site: Path) -> None:
    sheet = "Name,Website,Facebook\nAna Sol,https://crew.example,crew.page\nBo Ray,https://crew.example,crew.page\n"
    assert "shared-account" not in bring(site, "ambassadors", sheet)[1]
