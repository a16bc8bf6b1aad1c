"""Tests that an import reads sheets of people with any columns and scripts, and writes no personal data."""

# ruff: noqa: E501 (sheets are wide)
from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import check, person, run_import, snapshot, write
from tests.scenario import run_cli

SHEET = """\
Ambassadors 2026,,,,,,,,,,,
,,,,,,,,,,,
Full name,IG handle,TikTok,Followers,Niche,Discount code,Affiliate ID,E-mail,Phone number,Shipping address,Start date,City
Mina Okafor,@mina.okafor,https://www.tiktok.com/@mina.o?lang=en,310k,"Make-up, Skin care",MINA15,aff-1,mina@mail.example,+44 1,1 Street,01.09.2023,London
Sora Kim,https://instagram.com/sora.kim/,,1.2M,travel,SORA10,aff-2,sora@mail.example,,,2025-02-01,
玲奈,reina,,42.000,,,,,,,,
Мария Петрова,masha,,"1,2 Mio",,,,,,,,
玲奈,reina_two,,850,,,,,,,,
😀,smile,,,,,,,,,,
,no.name,,5k,,,,,,,,
Bad Count,bad,,lots,,,,,,,,
Two Days,days,,,,,,,,,03/04/2025,
lea@mail.example,x,,,,,,,,,,
"""


def test_a_sheet_of_people_becomes_profiles(site: Path) -> None:
    code, output = run_import(site, "ambassadors", SHEET)
    assert code == 1
    assert "row 10, column A (Full name): this person has no name, so it was skipped" in output
    assert "row 11, column D (Followers): `lots` is not a number of people, so the cell was left out" in output
    assert "row 12, column K (Start date): `03/04/2025` may be two different days" in output
    assert "row 13, column A (Full name): there is an e-mail address instead of a name, so it was skipped" in output
    assert person(site, "mina-okafor") == {
        "name": "Mina Okafor", "location": "London", "niches": ["make-up", "skin-care"], "since": "2023-09-01",
        "followers": "310000", "partner_id": "aff-1", "code": "MINA15", "status": "draft",
        "socials": {"instagram": "mina.okafor", "tiktok": "mina.o"},
    }  # fmt: skip
    assert person(site, "sora-kim")["followers"] == "1200000"
    assert person(site, "sora-kim")["socials"] == {"instagram": "sora.kim"}
    assert person(site, "reina")["followers"] == "42000"  # a name without Latin letters: the handle is the address
    assert person(site, "reina-two")["socials"] == {"instagram": "reina_two"}
    assert person(site, "masha")["followers"] == "1200000"
    assert person(site, "smile")["name"] == "😀"
    assert person(site, "bad-count") == {"name": "Bad Count", "socials": {"instagram": "bad"}, "status": "draft"}
    assert person(site, "two-days") == {"name": "Two Days", "socials": {"instagram": "days"}, "status": "draft"}
    assert (
        "Not read, because personal data stays out of the repository: E-mail, Phone number, Shipping address." in output
    )
    assert "8 ambassadors added, 0 changed, 0 unchanged; 2 rows skipped." in output
    check(site)
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", SHEET)
    assert "0 ambassadors added, 0 changed, 8 unchanged; 2 rows skipped." in output
    assert snapshot(site) == before


def test_nothing_personal_reaches_the_repository(site: Path) -> None:
    sheet = (
        "Name,Handle,Bio,E-mail,WhatsApp,Notes\n"
        "Ana,ana@mail.example,Write to ana@mail.example!,ana@mail.example,+34 600,secret\n"
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0
    assert output.count("warning[email-in-sheet]") == 2
    (site / "sheet.csv").unlink()
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    for secret in (b"mail.example", b"+34", b"secret"):
        assert secret not in everything
    check(site)


def test_a_person_of_content_is_known_again(site: Path) -> None:
    sheet = "Name,Instagram,Followers\nLea Moreau,@leamoreau,42k\nLéa MOREAU-Petit,leamp,10\nwren hollis,wren,900\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "lea-moreau")["followers"] == "42000"
    assert person(site, "lea-moreau")["name"] == "Léa Moreau"
    assert person(site, "lea-moreau-petit")["name"] == "Léa MOREAU-Petit"
    text = (site / "content/ambassadors/wren-hollis.md").read_text("utf-8")
    assert text == (
        "---\n# One file.\nname: Wren Hollis\nfavorites: [boy-brow]\nfollowers: 900\nsocials:\n  instagram: wren\n"
        "---\nI work outdoors.\n"
    )
    check(site)


def test_a_repeated_name_without_new_values_is_skipped(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Code\nAna Sol,ANA\nAna Sol,\nAna Sol,SOL\n")
    assert code == 1
    assert "row 3, column A (Name): `Ana Sol` is in row 2 already, so it was skipped" in output
    assert person(site, "ana-sol")["code"] == "ANA"
    assert person(site, "ana-sol-2")["code"] == "SOL"


def test_values_that_would_break_the_site_are_left_out(site: Path) -> None:
    sheet = "Name,Discount code,Partner ID,Campaigns\nAna,TEN,1,\nBo,ten,2,\nCy,SIX,1,\nDee,DEE,4,no-such\nEve,EVE,5,\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert "row 2, column B (Discount code): `TEN` is the discount code of several people (rows 2, 3)" in output
    assert "row 4, column C (Partner ID): `1` is the id of several people (rows 2, 4)" in output
    assert "row 5, column D (Campaigns): no campaign is called `no-such`, so it was left out" in output
    assert "5 ambassadors added" in output
    assert {slug: person(site, slug).get("code") for slug in ("ana", "bo", "cy", "dee", "eve")} == {
        "ana": None, "bo": None, "cy": "SIX", "dee": "DEE", "eve": "EVE",
    }  # fmt: skip
    assert [person(site, slug).get("partner_id") for slug in ("ana", "bo", "cy")] == [None, "2", None]
    check(site)


def test_a_story_is_text_and_stays_text(site: Path) -> None:
    bio = "#skincare lover <script>alert(1)</script>\n\n* one\n1. two _under_ [x](https://evil.example) <b>bold</b> ~~struck~~ | a |"
    code, output = run_import(site, "ambassadors", f'Name,Bio,Status\nAna,"{bio}",active\n')
    assert code == 0, output
    story = (site / "content/ambassadors/ana/story.md").read_text("utf-8")
    assert "script" not in story
    check(site)
    assert run_cli(["build", "--as-of", "2026-11-22"], site)[0] == 0
    page = (site / "output/ana/index.html").read_text("utf-8")
    assert "#skincare lover" in page
    link = '<a href="https://evil.example/" rel="noopener">x</a>'  # as in every story
    assert f"two _under_ {link} <strong>bold</strong> <del>struck</del> | a |" in page


def test_a_live_person_without_anything_to_show_is_a_draft(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Status,Favourites\nAna,active,\nBo,active,cloud-balm\n")
    assert code == 0, output
    assert person(site, "ana")["status"] == "draft"
    assert "status" not in person(site, "bo")  # live is the default
    check(site)


def test_a_draft_without_anything_to_show_stays_one(site: Path) -> None:
    run_import(site, "ambassadors", "Name,City,Status\nAna,Pau,draft\n")
    code, output = run_import(site, "ambassadors", "Name,City,Status\nAna,Pau,live\n")
    assert code == 0, output
    assert "~ ana: Ana; a draft, because there is neither a story nor a favorite" in output
    assert person(site, "ana")["status"] == "draft"


def test_a_forgotten_person_does_not_come_back(site: Path) -> None:
    (site / "content/forgotten.yaml").write_text("addresses: [ana-sol]\n", "utf-8")
    code, output = run_import(site, "ambassadors", "Name\nAna Sol\nBo\n")
    assert code == 1
    assert "`ana-sol` was forgotten on request, so it was skipped" in output
    assert "^ if this is another person, add a column `slug` to the sheet, with another address\n" in output
    assert not (site / "content/ambassadors/ana-sol").exists()
    assert person(site, "bo")["name"] == "Bo"


def test_first_and_last_names_are_joined_in_a_tsv_sheet(site: Path) -> None:
    code, output = run_import(
        site, "ambassadors", "First name\tLast name\tLanguage\nAna\tSol\tFrançais\n", file="p.tsv"
    )
    assert code == 0, output
    assert person(site, "ana-sol")["locale"] == "fr"


def test_a_person_gets_no_reserved_address(site: Path) -> None:
    (site / "content/pages").mkdir()
    (site / "content/pages/privacy.md").write_text("---\ntitle: Privacy\n---\nNone.\n", "utf-8")
    code, output = run_import(site, "ambassadors", "Name\nAssets\nPrivacy\nCon\n")
    assert code == 0, output
    assert {"assets-2", "privacy-2", "con-2"} <= {path.name for path in (site / "content/ambassadors").iterdir()}
    check(site)


def test_a_json_list_of_people_is_read(site: Path) -> None:
    sheet = """[{"name": "Ana Sol", "socials": {"instagram": "@ana", "tiktok": "ana.t"}, "niches": ["Skin care", "Travel"],
                 "followers": 12000, "email": "ana@mail.example", "favorites": ["cloud-balm"]}]"""
    code, output = run_import(site, "ambassadors", sheet, file="people.json")
    assert code == 0, output
    assert person(site, "ana-sol") == {
        "name": "Ana Sol", "niches": ["skin-care", "travel"], "followers": "12000", "favorites": ["cloud-balm"],
        "status": "draft", "socials": {"instagram": "ana", "tiktok": "ana.t"},
    }  # fmt: skip
    assert "Not read, because personal data stays out of the repository: email." in output
    check(site)


@pytest.mark.parametrize(
    ("name", "handle", "slug"),
    [
        ("玲奈 Åkesson", "reina.ak", "reina-ak"),
        ("Léa 田中", "leatanaka", "leatanaka"),
        ("Оля Smith", "olya", "olya"),
        ("Léa Moreau-Nuñez", "other", "lea-moreau-nunez"),
        ("Kaʻimi Ōta", "other", "ka-imi-ota"),
        ("Ana Ma\u202f①", "other", "ana-ma-1"),
        ("玲奈 Åkesson", "", "lingnai-akesson"),
    ],
)
def test_a_name_of_two_scripts_takes_the_handle_as_address(site: Path, name: str, handle: str, slug: str) -> None:
    run_import(site, "ambassadors", f"Name,Handle,City\n{name},{handle},Oslo\n")
    assert person(site, slug)["name"]


def test_a_table_in_a_story_is_reported(site: Path) -> None:
    story = '"~~Once~~ each day | night\n\n| day | use |\n|---|:--|\n| Mon | balm |"'
    code, output = run_import(site, "ambassadors", f"Name,City,Story\nAna Sol,Pau,{story}\nTom Lee,Pau,a | b\n-- c\n")
    assert code == 0, output
    assert "warning[unknown-markup]: row 2, column C (Story): the table stays text" in output
    assert output.count("the table stays text") == 1
    written = (site / "content/ambassadors/ana-sol/story.md").read_text("utf-8")
    assert written.startswith("~~Once~~ each day \\| night\n")


def test_a_later_sheet_adds_a_story_only_where_none_is(site: Path) -> None:
    write(site, "content/ambassadors/bo/profile.yaml", "name: Bo\nsocials: {instagram: bo}\n")
    write(site, "content/ambassadors/bo/story.md", "My own.\n")
    run_import(site, "ambassadors", "Name,Instagram,Status\nAna,ana,active\n")
    sheet = "Name,Instagram,Status,Bio\nAna,ana,active,I paint.\nBo,bo,active,I sing.\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    story = site / "content/ambassadors/ana/story.md"
    assert story.read_text("utf-8") == "I paint.\n"
    assert (site / "content/ambassadors/bo/story.md").read_text("utf-8") == "My own.\n"
    assert "~ ana: Ana\n    story: written to story.md" in output
    assert "Stories that stay, although the sheet has another text: bo." in output
    story.unlink()
    code, output = run_import(site, "ambassadors", sheet)
    assert not story.exists(), "what was removed by hand stays removed"
    assert "tories" not in output
    run_import(site, "ambassadors", sheet.replace("I paint.", "I draw."))
    assert story.read_text("utf-8") == "I draw.\n"


def test_codes_that_several_people_share_are_one_problem(site: Path) -> None:
    rows = "".join(f"Ana{n},ana{n},CODE{n // 2}\n" for n in range(8))
    code, output = run_import(site, "ambassadors", "Name,Instagram,Code\n" + rows)
    assert code == 1
    assert output.count("is the discount code of several people") == 1
    assert "the same in 7 more rows: 3 (`CODE0`), 4 (`CODE1`), 5 (`CODE1`)," in output


def test_a_status_after_a_name_asks_for_a_decision(site: Path) -> None:
    code, output = run_import(
        site,
        "ambassadors",
        "Name,Favorites,Status\nSam Lee (paused),cloud-balm,live\nKim Roe [inactive],cloud-balm,\n"
        "Jo Fay (she/her),cloud-balm,live\nAl Ode - active,cloud-balm,live\n",
    )
    assert code == 0, output
    folder = site / "content/ambassadors"
    texts = {
        slug: (folder / slug / "profile.yaml").read_text("utf-8") for slug in ("sam-lee", "kim-roe", "jo-fay", "al-ode")
    }
    assert [("status: draft" in text) for text in texts.values()] == [True, True, False, False]
    assert "name: Sam Lee\n" in texts["sam-lee"]
    assert "(she/her)" in texts["jo-fay"]
    assert output.count("undecided-status") == 2
    assert "row 2, column A (Name): `paused` after `Sam Lee` is a status" in output
    assert "the address of `Jo Fay (she/her)`" in output
