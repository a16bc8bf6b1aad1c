"""Tests that a value which would break the site costs its cell: a shared code, an id or a page that is taken."""

from __future__ import annotations

from pathlib import Path

from tests.importing.sites import check, person, run_import, snapshot, write


def test_a_code_or_id_of_one_person_is_not_given_to_another(site: Path) -> None:
    write(site, "content/ambassadors/zoe/profile.yaml", "name: Zoe\nstatus: draft\ncode: ZOE\npartner_id: '7'\n")
    before = snapshot(site)
    sheet = "Name,City,Code,Affiliate ID\nAna Sol,Pau,zoe,1\nBo Ray,Lyon,BO,7\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert person(site, "ana-sol") == {"name": "Ana Sol", "location": "Pau", "partner_id": "1", "status": "draft"}
    assert person(site, "bo-ray") == {"name": "Bo Ray", "location": "Lyon", "code": "BO", "status": "draft"}
    assert "row 2, column C (Code)" in output
    assert "row 3, column D (Affiliate ID)" in output
    assert {file: data for file, data in snapshot(site).items() if file in before} == before
    check(site)
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert "0 ambassadors added, 0 changed, 2 unchanged." in output


def test_the_person_with_a_code_keeps_it(site: Path) -> None:
    run_import(site, "ambassadors", "Name,TikTok,Code\nAna Sol,ana,ANA\n")
    code, _ = run_import(site, "ambassadors", "Name,TikTok,Code\nBo Ray,bo,ANA\nAna Sol,ana,ANA\n")
    assert code == 1
    assert person(site, "ana-sol")["code"] == "ANA"
    assert "code" not in person(site, "bo-ray")


def test_two_people_may_swap_their_codes(site: Path) -> None:
    run_import(site, "ambassadors", "Slug,Name,Code\nana,Ana,ONE\nbo,Bo,TWO\n")
    code, output = run_import(site, "ambassadors", "Slug,Name,Code\nana,Ana,TWO\nbo,Bo,ONE\n")
    assert code == 0, output
    assert [person(site, slug)["code"] for slug in ("ana", "bo")] == ["TWO", "ONE"]


def test_a_code_that_everybody_has_is_one_problem(site: Path) -> None:
    rows = [f"Person {n},p{n},WELCOME10\n" for n in range(40)]
    code, output = run_import(site, "ambassadors", "Name,TikTok,Code\n" + "".join(rows))
    assert code == 1
    assert "40 ambassadors added" in output
    assert output.count("error[skipped-cell]") == 1
    assert not any(b"WELCOME10" in data for data in snapshot(site).values())


def test_an_alias_that_is_the_page_of_another_costs_its_cell(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Aliases,City\nAna Sol,lea-moreau,Pau\n")
    assert code == 1
    assert person(site, "ana-sol")["location"] == "Pau"
    assert "the alias `lea-moreau` is taken" in output


def test_a_person_without_the_shared_code_is_known_again(site: Path) -> None:
    sheet = "Name,TikTok,Code\nAna Sol,ana,\nAna Sol,,WELCOME10\nBo Ray,bo,WELCOME10\n"
    run_import(site, "ambassadors", sheet)
    before = snapshot(site)
    _, output = run_import(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 3 unchanged" in output
    assert snapshot(site) == before


def test_an_account_of_two_people_is_reported_and_identifies_neither(site: Path) -> None:
    sheet = "Name,Instagram,City\nAna Sol,@ana,Pau\nBo Ray,https://instagram.com/ana,Lyon\nCy Fox,@cy,Metz\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert (
        "row 2, column B (Instagram): `ana` is the account (Instagram) of Ana Sol and of Bo Ray (row 3): "
        "it identifies none of them"
    ) in output
    assert output.count("shared-account") == 1
    assert person(site, "ana-sol")["socials"] == person(site, "bo-ray")["socials"] == {"instagram": "ana"}
    code, output = run_import(site, "ambassadors", "Name,Instagram\nDee Lux,@ana\n")
    assert "+ dee-lux" in output
    assert person(site, "ana-sol")["name"] == "Ana Sol"


def test_a_handle_of_several_people_is_reported(site: Path) -> None:
    _, output = run_import(
        site, "ambassadors", "Name,Handle,City\n" + "".join(f"P{n} Sol,crew,Pau\n" for n in "abcdefghijkl")
    )
    assert output.count("shared-account") == 1
    assert "is the handle of Pa Sol and of Pb Sol (row 3), Pc Sol (row 4)," in output
    assert "and 3 more: it identifies none of them" in output


def test_websites_and_groups_may_be_shared(site: Path) -> None:
    sheet = "Name,Website,Facebook\nAna Sol,https://crew.example,crew.page\nBo Ray,https://crew.example,crew.page\n"
    assert "shared-account" not in run_import(site, "ambassadors", sheet)[1]
