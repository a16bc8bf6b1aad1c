"""Tests that two entries count as one only if a value shows it and no stronger value contradicts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import person, products, run_import, snapshot, write


def people(root: Path) -> set[str]:
    return {path.name for path in (root / "content/ambassadors").iterdir()} - {"lea-moreau", "wren-hollis.md"}


def has_all_files(before: dict[str, bytes], root: Path) -> bool:
    after = snapshot(root)
    return all(after.get(file) == data for file, data in before.items())


AGENCY = "https://agency.example/talents"
SHARED_VALUES = {
    "a placeholder for an account": ("TikTok", "-", "-"),
    "another placeholder": ("Instagram", "none", "none"),
    "a zero for an account": ("YouTube", "0", "0"),
    "an agency's site": ("Website", AGENCY, AGENCY),
    "a group": ("Facebook", "https://www.facebook.com/groups/glow", "https://www.facebook.com/groups/glow"),
    "a brand's account": ("Instagram", "@lune", "@lune"),
    "a code of all": ("Code", "WELCOME10", "WELCOME10"),
    "a link of all": ("Affiliate link", "https://lune.example/?ref=all", "https://lune.example/?ref=all"),
}


@pytest.mark.parametrize("shared_value", SHARED_VALUES)
@pytest.mark.parametrize("has_ids", [True, False], ids=["with ids", "without ids"])
def test_one_equal_field_does_not_join_two_people(site: Path, shared_value: str, has_ids: bool) -> None:
    column, first, second = SHARED_VALUES[shared_value]
    more, one, two = (",Affiliate ID", ",1001", ",1002") if has_ids else ("", "", "")
    run_import(site, "ambassadors", f"Name,{column}{more}\nAna Pires,{first}{one}\n")
    before = snapshot(site)
    _, output = run_import(site, "ambassadors", f"Name,{column}{more}\nBo Ray,{second}{two}\n")
    assert has_all_files(before, site), output
    assert "~ ana-pires" not in output
    assert "+ bo-ray: Bo Ray" in output


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("张伟,zhang1", "章伟,zhang2"),
        ("张伟,", "章伟,"),
        ("Ana,ana.one", "Ana,ana.two"),
        ("Анна,anna.k", "Анна,anna.p"),
        ("Rosé,rose.a", "Rose,rose.b"),
    ],
)
def test_people_whose_names_look_or_sound_alike_stay_two(site: Path, first: str, second: str) -> None:
    run_import(site, "ambassadors", f"Name,Instagram\n{first}\n")
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", f"Name,Instagram\n{second}\n")
    assert code == 0, output
    assert has_all_files(before, site)
    assert len(people(site)) == 2


def test_an_equal_name_does_not_count_beside_another_id(site: Path) -> None:
    run_import(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1001,ANA10\n")
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1002,PIRES10\n")
    assert code == 0, output
    assert has_all_files(before, site)
    assert person(site, "ana-pires-2")["partner_id"] == "1002"
    assert (
        "warning[taken-for-another]: row 2, column A (Name): `Ana Pires` has the name of `ana-pires`, but not the same "
        "partner_id and code, so it was read as a different one"
    ) in output
    code, output = run_import(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1002,PIRES10\n")
    assert "0 ambassadors added, 0 changed, 1 unchanged" in output
    assert "taken-for-another" not in output


@pytest.mark.parametrize(
    ("head", "first", "second", "change"),
    [
        ("Name,Affiliate ID", "Ana Pires,1001", "Ana Lopez,1001", "name: Ana Pires -> Ana Lopez"),
        ("Name,Affiliate ID", "Ana Pires,1001", "Nia Kay,1001", "name: Ana Pires -> Nia Kay"),
        ("Name,Instagram", "Ana Pires,anap", "Ana Lopez,anap", "name: Ana Pires -> Ana Lopez"),
        ("Name,Instagram,Code", "Ana Pires,anap,ANA1", "Ana Pires,anap,ANA2", "code: ANA1 -> ANA2"),
        ("Slug,Name,Partner ID", "ana-pires,Ana Pires,11", "ana-pires,Ana Pires,22", "partner_id: 11 -> 22"),
        ("Name,Instagram,Partner ID", "Ana Pires,anap,", "Ana Pires,anap,22", "partner_id: (none) -> 22"),
        ("Name,Instagram,Code", "Ana Pires,anap,ANA1", "Ana Pires,ana.new,ANA1", "instagram: anap -> ana.new"),
    ],
)
def test_a_change_of_a_known_person_is_shown_before_it_is_made(
    site: Path, head: str, first: str, second: str, change: str
) -> None:
    run_import(site, "ambassadors", f"{head}\n{first}\n")
    code, output = run_import(site, "ambassadors", f"{head}\n{second}\n", "--dry-run")
    assert code == 0
    assert change in output
    run_import(site, "ambassadors", f"{head}\n{second}\n")
    assert people(site) == {"ana-pires"}


def test_a_known_account_with_another_id_is_skipped(site: Path) -> None:
    run_import(site, "ambassadors", "Name,Instagram,Affiliate ID\nAna Pires,anap,1001\n")
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", "Name,Instagram,Affiliate ID\nAna Pires,anap,1002\n")
    assert code == 1
    assert (
        "`Ana Pires` has the instagram and name of `ana-pires`, but not the same partner_id, so it was skipped"
        in output
    )
    assert "if it is the same, add a column `slug` with `ana-pires`" in output
    assert snapshot(site) == before


def test_changes_of_ids_names_and_states_are_shown_in_full(site: Path) -> None:
    old, new = "a" * 90, "b" * 90
    long_name = "Ana " + "Maria " * 20 + "Pires"
    run_import(site, "ambassadors", f"Name,Instagram,Affiliate ID\nAna Pires,anap,{old}\n")
    for options in (["--dry-run"], []):
        _, output = run_import(site, "ambassadors", f"Name,Instagram,Affiliate ID\n{long_name},anap,{old}\n", *options)
        assert f"name: Ana Pires -> {long_name}" in output
    sheet = f"Slug,Name,Instagram,Affiliate ID\nana-pires,{long_name},anap,{new}\n"
    _, output = run_import(site, "ambassadors", sheet, "--dry-run")
    assert f"partner_id: {old} -> {new}" in output
    run_import(site, "ambassadors", "Name,Code,Status\nBo Ray,BO1,draft\n")
    _, output = run_import(site, "ambassadors", "Name,Code,Status\nBo Ray,BO1,ended\n", "--dry-run")
    assert "status: draft -> ended" in output
    assert "Recognised by: all of their values (1)." in output


def test_a_name_that_several_people_have_identifies_none(site: Path) -> None:
    sheet = "Name,Instagram\nAnna Kowalska,anna.a\nAnna Kowalska,anna.b\n"
    run_import(site, "ambassadors", sheet)
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", "Name,City\nAnna Kowalska,Gdynia\n")
    assert code == 1
    assert "`Anna Kowalska` may be `anna-kowalska` or `anna-kowalska-2`, and no value shows which" in output
    assert "fill in a value that differs, or add a column `slug` with the right one" in output
    assert snapshot(site) == before
    run_import(site, "ambassadors", "Slug,Name,City\nanna-kowalska-2,Anna Kowalska,Gdynia\n")
    assert person(site, "anna-kowalska-2")["location"] == "Gdynia"
    code, output = run_import(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 2 unchanged" in output


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Pires,one.sol,SUN10\nAna Pires,two.sol,SEA10\n", "Ana Pires,new.sol,SUN10\n"),
        ("Ana Pires,one.sol,SUN10\n", "Ana Pires,new.sol,SUN10\nAna Pires,two.sol,SEA10\n"),
    ],
    ids=["in content", "in the sheet"],
)
def test_a_code_and_a_shared_name_do_not_outweigh_another_account(site: Path, first: str, second: str) -> None:
    head = "Name,Instagram,Code\n"
    run_import(site, "ambassadors", head + first)
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", head + second)
    assert code == 1
    assert "warning[taken-for-another]: row 2, column A (Name): `Ana Pires` has the code of `ana-pires" in output
    assert has_all_files(before, site), output


def test_a_person_that_two_rows_could_mean_is_not_changed(site: Path) -> None:
    write(site, "content/ambassadors/ana-sol/profile.yaml", "name: Ana Sol\nstatus: draft\n")
    before = snapshot(site)
    run_import(site, "ambassadors", "Name,Instagram\nAna Sol,ana.one\nAna Sol,ana.two\n")
    assert has_all_files(before, site)
    assert people(site) == {"ana-sol", "ana-sol-2", "ana-sol-3"}


def test_people_with_a_shared_website_are_known_again(site: Path) -> None:
    sheet = f"Name,Website\nAna Sol,{AGENCY}\nAna Sol,https://other.example/\nBo Ray,{AGENCY}\n"
    run_import(site, "ambassadors", sheet)
    before = snapshot(site)
    _, output = run_import(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 3 unchanged" in output
    assert snapshot(site) == before


def test_two_products_with_one_address_stay_two(site: Path) -> None:
    head = "Name,URL,Variant ID\n"
    run_import(site, "products", f"{head}Rose Mist,https://lune.example/all,0\n")
    before = snapshot(site)
    run_import(site, "products", f"{head}Hair Oil,https://lune.example/all,0\n")
    after = products(site)
    assert after["rose-mist"]["name"] == "Rose Mist"
    assert after["hair-oil"]["name"] == "Hair Oil"
    assert before["content/products.yaml"] in snapshot(site)["content/products.yaml"]


def test_a_product_with_a_new_name_is_known_by_its_handle(site: Path) -> None:
    head = "Handle,Title,Variant Price\n"
    run_import(site, "products", f"{head}mist,Mist,18\n")
    _, output = run_import(site, "products", f"{head}mist,Rose Water,18\n")
    assert "~ mist: Rose Water" in output
    assert "name: Mist -> Rose Water" in output


def test_a_deleted_product_without_a_name_is_known_by_its_address(site: Path) -> None:
    url = "https://lune.example/products/night-bowl"
    run_import(site, "products", f"ID,URL,Price\nnight-bowl,{url},26\n")
    (site / "content/products/night-bowl.yaml").unlink()
    code, output = run_import(site, "products", f"Name,URL\nNight Bowl,{url}\n")
    assert code == 0, output
    assert "- night-bowl: was deleted from content by hand, and is not added again" in output


def test_another_product_at_the_address_of_a_deleted_one_is_new(site: Path) -> None:
    url = "https://lune.example/products/night-bowl"
    run_import(site, "products", f"ID,Name,URL\nnight-bowl,Night Bowl,{url}\n")
    (site / "content/products/night-bowl.yaml").unlink()
    code, output = run_import(site, "products", f"Name,URL\nDay Lamp,{url}\n")
    assert code == 0, output
    assert "+ night-bowl: Day Lamp" in output


def test_the_order_of_the_rows_changes_nothing(site: Path, tmp_path: Path) -> None:
    rows = ["Ana Sol,ana.a,Pau", "Ana Sol,ana.b,Nice", "Ana Sol,,Lyon", "Bo,bo,Pau", "Bo,bo,Nice"]
    contents = []
    for number, order in enumerate((rows, rows[::-1], rows[2:] + rows[:2])):
        root = tmp_path / str(number)
        write(root, "content/site.yaml", (site / "content/site.yaml").read_bytes())
        run_import(root, "ambassadors", "Name,Instagram,City\n" + "\n".join(order) + "\n")
        contents.append(snapshot(root))
    assert contents[0] == contents[1] == contents[2]


LOOKALIKES = {
    "one name": lambda n: f"Same Name,ig{n},,",
    "one name and account": lambda n: f"Same Name,ig,,id{n}",
    "one name and some accounts": lambda n: f"Same Name,ig{n % 3},C{n % 5},id{n}",
    "one account": lambda n: f"Name {n},ig,,id{n}",
    "everything": lambda n: "Same Name,ig,C,id",
    "nothing but the name": lambda n: "Same Name,,,",
}


@pytest.mark.parametrize("kind", LOOKALIKES)
def test_rows_are_compared_with_few_others(site: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the rows make about four times the comparisons. The test counts them, and measures no time."""
    from generator.authoring import slug
    from generator.importing import repeats
    from generator.importing.evidence import Evidence, Verdict

    counts = {"compared": 0, "tried": 0}
    judge, is_one, count = Evidence.judge, repeats._is_one, slug.count

    def count_judgement(self: Evidence, at: int, id_: str) -> Verdict:
        counts["compared"] += 1
        return judge(self, at, id_)

    def count_comparison(first: dict[str, str], second: dict[str, str]) -> bool:
        counts["compared"] += 1
        return is_one(first, second)

    def count_numbers(first: int) -> object:
        for number in count(first):
            counts["tried"] += 1
            yield number

    monkeypatch.setattr(Evidence, "judge", count_judgement)
    monkeypatch.setattr(repeats, "_is_one", count_comparison)
    monkeypatch.setattr(slug, "count", count_numbers)
    totals = []
    for rows in (50, 200):
        root = site / str(rows)
        write(root, "content/site.yaml", (site / "content/site.yaml").read_bytes())
        sheet = "Name,Instagram,Code,Affiliate ID\n" + "".join(LOOKALIKES[kind](n) + "\n" for n in range(rows))
        for _ in range(2):
            counts.update(compared=0, tried=0)
            run_import(root, "ambassadors", sheet)
            totals.append(sum(counts.values()))
            assert max(counts.values()) <= 30 * rows
    assert totals[2] <= 5 * totals[0] + 100
    assert totals[3] <= 5 * totals[1] + 100


def test_the_report_names_the_difference_of_two_similar_rows(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Instagram,City\nAna Sol,ana,Pau\nAna Sol,ana,Nice\n")
    assert code == 1
    assert "row 2, column A (Name): `Ana Sol` is in row 3 already (with another location), so it was skipped" in output
    assert "keep one of the two, or fill in a value that differs\n" in output


@pytest.mark.parametrize("first", [0, 1])
def test_two_rows_of_one_person_are_joined_and_lose_nothing(site: Path, first: int) -> None:
    head = "Name,Instagram,TikTok,Code,City,Tagline,Language,Bio,Photo\n"
    rows = [
        "Ana Sol,@ana.sol,,ANA10,Pau,Slow,fr,,\n",
        "ANA SOL,@Ana.Sol,@anatok,ana10,,,,I paint.,https://cdn.example/a.jpg\n",
    ]
    shorter_row = 3 - first  # the row with fewer values
    code, output = run_import(site, "ambassadors", head + rows[first] + rows[1 - first])
    assert code == 0, output  # a difference in case is none
    message = "portrait, tiktok, story of this row were added to that one"
    assert f"row {shorter_row}, column A (Name): `ANA SOL` is in row {5 - shorter_row} already; {message}" in output
    assert f"row {shorter_row}, column I (Photo): `https://cdn.example/a.jpg` is an address" in output
    ana = person(site, "ana-sol")
    assert (ana["name"], ana["code"], ana["location"]) == ("Ana Sol", "ANA10", "Pau")
    assert ana["socials"] == {"instagram": "ana.sol", "tiktok": "anatok"}
    assert (site / "content/ambassadors/ana-sol/story.md").read_text("utf-8") == "I paint.\n"


@pytest.mark.parametrize("group", ["Skincare", "0", "-"])
def test_two_products_with_one_group_and_one_address_stay_two(site: Path, group: str) -> None:
    rows = [f"Balm,https://lune.example/all,9,{group}\n", f"Mist,https://lune.example/all,8,{group}\n"]
    for order in (rows, rows[::-1]):
        code, output = run_import(site, "products", "Name,URL,Price,Parent SKU\n" + "".join(order))
        assert code == 0, output
        catalogue = products(site)
        assert (catalogue["balm"]["price"], catalogue["mist"]["price"]) == ("9.00", "8.00")


def test_two_products_with_one_handle_in_a_plain_sheet_stay_two(site: Path) -> None:
    head = "Name,URL,Handle,Price\n"
    run_import(site, "products", head + "Balm,https://lune.example/products/b,glow,24\n")
    before = products(site)
    code, output = run_import(site, "products", head + "Mist,https://lune.example/products/m,glow,30\n")
    assert "warning[taken-for-another]" in output, (code, output)
    after = products(site)
    assert {id_: after[id_] for id_ in before} == before
    assert [product["name"] for id_, product in after.items() if id_ not in before] == ["Mist"]


def test_a_report_names_the_shops_number_in_words(site: Path) -> None:
    sheet = "id,title,link,price\n771,{name},https://lune.example/{path},24 EUR\n"
    run_import(site, "products", sheet.format(name="Glow Balm", path="b"))
    _, output = run_import(site, "products", sheet.format(name="Glow Balm Rich", path="b"))
    assert "known by: the shop's number, url" in output
    assert "_key" not in output
