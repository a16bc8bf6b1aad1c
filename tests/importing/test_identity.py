"""Who is who: two are one only by evidence that nothing stronger contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import bring, person, products, snapshot, write


def people(root: Path) -> set[str]:
    return {path.name for path in (root / "content/ambassadors").iterdir()} - {"lea-moreau", "wren-hollis.md"}


def _unchanged(before: dict[str, bytes], root: Path) -> bool:
    after = snapshot(root)
    return all(after.get(file) == data for file, data in before.items())


AGENCY = "https://agency.example/talents"
OTHERS = {
    "a placeholder for an account": ("TikTok", "-", "-"),
    "another placeholder": ("Instagram", "none", "none"),
    "a zero for an account": ("YouTube", "0", "0"),
    "an agency's site": ("Website", AGENCY, AGENCY),
    "a group": ("Facebook", "https://www.facebook.com/groups/glow", "https://www.facebook.com/groups/glow"),
    "a brand's account": ("Instagram", "@lune", "@lune"),
    "a code of all": ("Code", "WELCOME10", "WELCOME10"),
    "a link of all": ("Affiliate link", "https://lune.example/?ref=all", "https://lune.example/?ref=all"),
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("number", [True, False], ids=["with ids", "without ids"])
def test_one_equal_field_makes_nobody_the_same(site: Path, kind: str, number: bool) -> None:
    column, first, second = OTHERS[kind]
    more, one, two = (",Affiliate ID", ",1001", ",1002") if number else ("", "", "")
    bring(site, "ambassadors", f"Name,{column}{more}\nAna Pires,{first}{one}\n")
    before = snapshot(site)
    _, said = bring(site, "ambassadors", f"Name,{column}{more}\nBo Ray,{second}{two}\n")
    assert _unchanged(before, site), said
    assert "~ ana-pires" not in said
    assert "+ bo-ray: Bo Ray" in said or "Bo Ray" in said.partition("was skipped")[0]


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
def test_names_that_look_or_sound_alike_are_two(site: Path, first: str, second: str) -> None:
    bring(site, "ambassadors", f"Name,Instagram\n{first}\n")
    before = snapshot(site)
    code, said = bring(site, "ambassadors", f"Name,Instagram\n{second}\n")
    assert code == 0, said
    assert _unchanged(before, site)
    assert len(people(site)) == 2


def test_a_weak_sign_is_none_where_a_stronger_one_differs(site: Path) -> None:
    bring(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1001,ANA10\n")
    before = snapshot(site)
    code, said = bring(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1002,PIRES10\n")
    assert code == 0, said
    assert _unchanged(before, site)
    assert person(site, "ana-pires-2")["partner_id"] == "1002"
    assert (
        "warning[taken-for-another]: row 2, column A (Name): `Ana Pires` has the name of `ana-pires`, but not the same "
        "partner_id and code, so it was read as a different one"
    ) in said
    code, said = bring(site, "ambassadors", "Name,Affiliate ID,Code\nAna Pires,1002,PIRES10\n")
    assert "0 ambassadors added, 0 changed, 1 unchanged" in said
    assert "taken-for-another" not in said


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
def test_what_is_known_by_a_stronger_sign_changes_in_sight(
    site: Path, head: str, first: str, second: str, change: str
) -> None:
    bring(site, "ambassadors", f"{head}\n{first}\n")
    code, said = bring(site, "ambassadors", f"{head}\n{second}\n", "--dry-run")
    assert code == 0
    assert change in said
    bring(site, "ambassadors", f"{head}\n{second}\n")
    assert people(site) == {"ana-pires"}


def test_another_id_is_for_a_person_to_decide(site: Path) -> None:
    bring(site, "ambassadors", "Name,Instagram,Affiliate ID\nAna Pires,anap,1001\n")
    before = snapshot(site)
    code, said = bring(site, "ambassadors", "Name,Instagram,Affiliate ID\nAna Pires,anap,1002\n")
    assert code == 1
    assert (
        "`Ana Pires` has the instagram and name of `ana-pires`, but not the same partner_id, so it was skipped" in said
    )
    assert "if it is the same, add a column `slug` with `ana-pires`" in said
    assert snapshot(site) == before


def test_changes_of_what_pays_are_never_cut(site: Path) -> None:
    old, new = "a" * 90, "b" * 90
    long_name = "Ana " + "Maria " * 20 + "Pires"
    bring(site, "ambassadors", f"Name,Instagram,Affiliate ID\nAna Pires,anap,{old}\n")
    for options in (["--dry-run"], []):
        _, said = bring(site, "ambassadors", f"Name,Instagram,Affiliate ID\n{long_name},anap,{old}\n", *options)
        assert f"name: Ana Pires -> {long_name}" in said
    sheet = f"Slug,Name,Instagram,Affiliate ID\nana-pires,{long_name},anap,{new}\n"
    _, said = bring(site, "ambassadors", sheet, "--dry-run")
    assert f"partner_id: {old} -> {new}" in said
    bring(site, "ambassadors", "Name,Code,Status\nBo Ray,BO1,draft\n")
    _, said = bring(site, "ambassadors", "Name,Code,Status\nBo Ray,BO1,ended\n", "--dry-run")
    assert "status: draft -> ended" in said
    assert "Recognised by: all of their values (1)." in said


def test_a_name_that_several_have_is_nobody(site: Path) -> None:
    sheet = "Name,Instagram\nAnna Kowalska,anna.a\nAnna Kowalska,anna.b\n"
    bring(site, "ambassadors", sheet)
    before = snapshot(site)
    code, said = bring(site, "ambassadors", "Name,City\nAnna Kowalska,Gdynia\n")
    assert code == 1
    assert "`Anna Kowalska` may be `anna-kowalska` or `anna-kowalska-2`, and no value shows which" in said
    assert "fill in a value that differs, or add a column `slug` with the right one" in said
    assert snapshot(site) == before
    bring(site, "ambassadors", "Slug,Name,City\nanna-kowalska-2,Anna Kowalska,Gdynia\n")
    assert person(site, "anna-kowalska-2")["location"] == "Gdynia"
    code, said = bring(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 2 unchanged" in said


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Pires,one.sol,SUN10\nAna Pires,two.sol,SEA10\n", "Ana Pires,new.sol,SUN10\n"),
        ("Ana Pires,one.sol,SUN10\n", "Ana Pires,new.sol,SUN10\nAna Pires,two.sol,SEA10\n"),
    ],
    ids=["in content", "in the sheet"],
)
def test_a_code_and_a_name_that_two_have_do_not_outweigh_another_account(site: Path, first: str, second: str) -> None:
    head = "Name,Instagram,Code\n"
    bring(site, "ambassadors", head + first)
    before = snapshot(site)
    code, said = bring(site, "ambassadors", head + second)
    assert code == 1
    assert "warning[taken-for-another]: row 2, column A (Name): `Ana Pires` has the code of `ana-pires" in said
    assert _unchanged(before, site), said


def test_somebody_of_whom_two_rows_could_be_is_left_alone(site: Path) -> None:
    write(site, "content/ambassadors/ana-sol/profile.yaml", "name: Ana Sol\nstatus: draft\n")
    before = snapshot(site)
    bring(site, "ambassadors", "Name,Instagram\nAna Sol,ana.one\nAna Sol,ana.two\n")
    assert _unchanged(before, site)
    assert people(site) == {"ana-sol", "ana-sol-2", "ana-sol-3"}


def test_weak_signs_that_several_share_do_not_make_new_ones_each_time(site: Path) -> None:
    sheet = f"Name,Website\nAna Sol,{AGENCY}\nAna Sol,https://other.example/\nBo Ray,{AGENCY}\n"
    bring(site, "ambassadors", sheet)
    before = snapshot(site)
    _, said = bring(site, "ambassadors", sheet)
    assert "0 ambassadors added, 0 changed, 3 unchanged" in said
    assert snapshot(site) == before


def test_products_of_one_address_are_two(site: Path) -> None:
    head = "Name,URL,Variant ID\n"
    bring(site, "products", f"{head}Rose Mist,https://lune.example/all,0\n")
    before = snapshot(site)
    bring(site, "products", f"{head}Hair Oil,https://lune.example/all,0\n")
    after = products(site)
    assert after["rose-mist"]["name"] == "Rose Mist"
    assert after["hair-oil"]["name"] == "Hair Oil"
    assert before["content/products.yaml"] in snapshot(site)["content/products.yaml"]


def test_a_product_is_known_by_its_handle_whatever_its_name(site: Path) -> None:
    head = "Handle,Title,Variant Price\n"
    bring(site, "products", f"{head}mist,Mist,18\n")
    _, said = bring(site, "products", f"{head}mist,Rose Water,18\n")
    assert "~ mist: Rose Water" in said
    assert "name: Mist -> Rose Water" in said


def test_a_deleted_product_without_a_name_is_known_by_its_address(site: Path) -> None:
    url = "https://lune.example/products/night-bowl"
    bring(site, "products", f"ID,URL,Price\nnight-bowl,{url},26\n")
    (site / "content/products/night-bowl.yaml").unlink()
    code, said = bring(site, "products", f"Name,URL\nNight Bowl,{url}\n")
    assert code == 0, said
    assert "- night-bowl: was deleted from content by hand, and is not added again" in said


def test_another_product_at_the_address_of_a_deleted_one_is_new(site: Path) -> None:
    url = "https://lune.example/products/night-bowl"
    bring(site, "products", f"ID,Name,URL\nnight-bowl,Night Bowl,{url}\n")
    (site / "content/products/night-bowl.yaml").unlink()
    code, said = bring(site, "products", f"Name,URL\nDay Lamp,{url}\n")
    assert code == 0, said
    assert "+ night-bowl: Day Lamp" in said


def test_the_order_of_the_rows_changes_nothing(site: Path, tmp_path: Path) -> None:
    rows = ["Ana Sol,ana.a,Pau", "Ana Sol,ana.b,Nice", "Ana Sol,,Lyon", "Bo,bo,Pau", "Bo,bo,Nice"]
    found = []
    for number, order in enumerate((rows, rows[::-1], rows[2:] + rows[:2])):
        other = tmp_path / str(number)
        write(other, "content/site.yaml", (site / "content/site.yaml").read_bytes())
        bring(other, "ambassadors", "Name,Instagram,City\n" + "\n".join(order) + "\n")
        found.append(snapshot(other))
    assert found[0] == found[1] == found[2]


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
    """Counted, not timed: four times the rows make four times the comparisons, whatever they share."""
    from generator.authoring import slug
    from generator.importing import repeats
    from generator.importing.evidence import Evidence, Verdict

    counts = {"compared": 0, "tried": 0}
    judge, is_one, count = Evidence.judge, repeats._is_one, slug.count

    def judged(self: Evidence, at: int, id_: str) -> Verdict:
        counts["compared"] += 1
        return judge(self, at, id_)

    def compared(one: dict[str, str], other: dict[str, str]) -> bool:
        counts["compared"] += 1
        return is_one(one, other)

    def tried(first: int) -> object:
        for number in count(first):
            counts["tried"] += 1
            yield number

    monkeypatch.setattr(Evidence, "judge", judged)
    monkeypatch.setattr(repeats, "_is_one", compared)
    monkeypatch.setattr(slug, "count", tried)
    found = []
    for rows in (50, 200):
        other = site / str(rows)
        write(other, "content/site.yaml", (site / "content/site.yaml").read_bytes())
        sheet = "Name,Instagram,Code,Affiliate ID\n" + "".join(LOOKALIKES[kind](n) + "\n" for n in range(rows))
        for _ in range(2):
            counts.update(compared=0, tried=0)
            bring(other, "ambassadors", sheet)
            found.append(sum(counts.values()))
            assert max(counts.values()) <= 30 * rows
    assert found[2] <= 5 * found[0] + 100
    assert found[3] <= 5 * found[1] + 100


def test_of_two_equal_rows_it_is_reported_in_what_they_differ(site: Path) -> None:
    code, said = bring(site, "ambassadors", "Name,Instagram,City\nAna Sol,ana,Pau\nAna Sol,ana,Nice\n")
    assert code == 1
    assert "row 2, column A (Name): `Ana Sol` is in row 3 already (with another location), so it was skipped" in said
    assert "keep one of the two, or fill in a value that differs\n" in said


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_rows_of_one_person_the_fuller_stays_and_nothing_is_lost(site: Path, first: int) -> None:
    head = "Name,Instagram,TikTok,Code,City,Tagline,Language,Bio,Photo\n"
    rows = [
        "Ana Sol,@ana.sol,,ANA10,Pau,Slow,fr,,\n",
        "ANA SOL,@Ana.Sol,@anatok,ana10,,,,I paint.,https://cdn.example/a.jpg\n",
    ]
    less = 3 - first  # the row that says less
    code, said = bring(site, "ambassadors", head + rows[first] + rows[1 - first])
    assert code == 0, said  # a difference in case is none
    added = "portrait, tiktok, story of this row were added to that one"
    assert f"row {less}, column A (Name): `ANA SOL` is in row {5 - less} already; {added}" in said
    assert f"row {less}, column I (Photo): `https://cdn.example/a.jpg` is an address" in said
    held = person(site, "ana-sol")
    assert (held["name"], held["code"], held["location"]) == ("Ana Sol", "ANA10", "Pau")
    assert held["socials"] == {"instagram": "ana.sol", "tiktok": "anatok"}
    assert (site / "content/ambassadors/ana-sol/story.md").read_text("utf-8") == "I paint.\n"


@pytest.mark.parametrize("group", ["Skincare", "0", "-"])
def test_two_products_of_one_group_and_one_address_are_two(site: Path, group: str) -> None:
    rows = [f"Balm,https://lune.example/all,9,{group}\n", f"Mist,https://lune.example/all,8,{group}\n"]
    for order in (rows, rows[::-1]):
        code, said = bring(site, "products", "Name,URL,Price,Parent SKU\n" + "".join(order))
        assert code == 0, said
        held = products(site)
        assert (held["balm"]["price"], held["mist"]["price"]) == ("9.00", "8.00")


def test_a_handle_of_a_plain_sheet_counts_once(site: Path) -> None:
    head = "Name,URL,Handle,Price\n"
    bring(site, "products", head + "Balm,https://lune.example/products/b,glow,24\n")
    before = products(site)
    code, said = bring(site, "products", head + "Mist,https://lune.example/products/m,glow,30\n")
    assert "warning[taken-for-another]" in said, (code, said)
    after = products(site)
    assert {id_: after[id_] for id_ in before} == before
    assert [one["name"] for id_, one in after.items() if id_ not in before] == ["Mist"]


def test_a_report_names_the_shops_number_in_words(site: Path) -> None:
    sheet = "id,title,link,price\n771,{name},https://lune.example/{path},24 EUR\n"
    bring(site, "products", sheet.format(name="Glow Balm", path="b"))
    _, said = bring(site, "products", sheet.format(name="Glow Balm Rich", path="b"))
    assert "known by: the shop's number, url" in said
    assert "_key" not in said
