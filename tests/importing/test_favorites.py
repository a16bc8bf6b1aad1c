"""Tests that an import finds favourites by each name of a product, and leaves out unknown ones but keeps the person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import check, person, run_import, snapshot, write

PRODUCTS = """\
serum-n5: {name: Serum N°5, url: "https://lune.example/products/serum-n5", handle: serum-n°5, variant: "4711"}
salt-mist: {name: "Salt, Sun & Sea", url: "https://www.lune.example/products/salt-mist/"}
cloud-balm: {name: Cloud Balm, url: "https://lune.example/products/cloud-balm"}
boy-brow: {name: Crème de Nuit, url: "https://lune.example/product/creme"}
twin-a: {name: The Twin, url: "https://lune.example/products/twin-a"}
twin-b: {name: The Twin, url: "https://lune.example/products/twin-b"}
day-and-night: {name: Day and Night, url: "https://lune.example/?post_type=product&p=70", variant: "70"}
"""


@pytest.fixture
def shop(site: Path) -> Path:
    write(site, "content/products.yaml", PRODUCTS)
    return site


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("Serum N°5", "serum-n5"),
        ("serum no5", "serum-n5"),
        ("SÉRUM N° 5", "serum-n5"),
        ("serum-n°5", "serum-n5"),
        ("serum-n5", "serum-n5"),
        ("https://lune.example/products/serum-n5", "serum-n5"),
        ("https://www.lune.example/products/serum-n5/?variant=4711&utm_source=x", "serum-n5"),
        ("lune.example/products/serum-n5", "serum-n5"),
        ("https://lune.example/en-gb/collections/all/products/serum-n5#top", "serum-n5"),
        ("https://lune.example/products/serum-n%C2%B05", "serum-n5"),
        ("[Serum](https://lune.example/products/serum-n5)", "serum-n5"),
        ("Serum N°5 (https://lune.example/products/serum-n5)", "serum-n5"),
        ("https://lune.example/?post_type=product&p=70", "day-and-night"),
        ("Salt, Sun & Sea", "salt-mist"),
        ("Salt, Sun & Sea, Cloud Balm", "salt-mist cloud-balm"),
        ("Cloud Balm, Salt, Sun & Sea, Serum N°5", "cloud-balm salt-mist serum-n5"),
        ("Cloud Balm; Creme de nuit", "cloud-balm boy-brow"),
        ("Cloud Balm / Serum N°5", "cloud-balm serum-n5"),
        ("Cloud Balm + Serum N°5", "cloud-balm serum-n5"),
        ("Cloud Balm and Serum N°5", "cloud-balm serum-n5"),
        ("Day and Night & Cloud Balm", "day-and-night cloud-balm"),
        ("Cloud Balm | Serum N°5 | Cloud Balm", "cloud-balm serum-n5"),
        ('"1. Cloud Balm\n2. Serum N°5"', "cloud-balm serum-n5"),
        ('"- Cloud Balm\n- Serum N°5"', "cloud-balm serum-n5"),
        ("https://lune.example/products/serum-n5 https://lune.example/products/cloud-balm", "serum-n5 cloud-balm"),
    ],
)
def test_a_favourite_is_found_by_each_of_its_names(shop: Path, cell: str, ids: str) -> None:
    quoted_cell = cell if cell.startswith('"') else f'"{cell}"'
    code, output = run_import(shop, "ambassadors", f"Name,Favourites\nAna Sol,{quoted_cell}\n")
    assert code == 0, output
    assert person(shop, "ana-sol")["favorites"] == ids.split()


@pytest.mark.parametrize(
    ("cell", "why", "favorites"),
    [
        ("Rose Draft", "no product is called `Rose Draft`, so it was left out", None),
        ("Cloud Balm, Rose Draft", "no product is called `Rose Draft`, so it was left out", ["cloud-balm"]),
        ("The Twin; Cloud Balm", "twin-a, twin-b are all called `The Twin`, so it was left out", ["cloud-balm"]),
        ("https://lune.example/products/gone", "no product is called `https://lune.example/products/gone`", None),
        ("https://elsewhere.example/serum-n5", "no product is called `https://elsewhere.example/serum-n5`", None),
        ("Cloud Balm and Rose Draft", "no product is called `Cloud Balm and Rose Draft`", None),
    ],
)
def test_an_unknown_favourite_is_left_out_and_reported(
    shop: Path, cell: str, why: str, favorites: list[str] | None
) -> None:
    code, output = run_import(shop, "ambassadors", f'Name,City,Favourites\nAna Sol,Pau,"{cell}"\n')
    assert code == 1
    assert f"error[skipped-cell]: row 2, column C (Favourites): {why}" in output
    assert person(shop, "ana-sol").get("favorites") == favorites
    assert person(shop, "ana-sol")["location"] == "Pau"
    check(shop)


def test_an_unknown_favourite_removes_nothing(shop: Path) -> None:
    run_import(shop, "ambassadors", "Name,Favourites\nAna Sol,Cloud Balm\n")
    before = snapshot(shop)
    code, _ = run_import(shop, "ambassadors", "Name,Favourites\nAna Sol,Rose Draft\n")
    assert code == 1
    assert snapshot(shop) == before
    run_import(shop, "ambassadors", "Name,Favourites\nAna Sol,\n")
    assert "favorites" not in person(shop, "ana-sol")


def test_the_report_suggests_the_nearest_product(shop: Path) -> None:
    _, output = run_import(shop, "ambassadors", "Name,Favourites\nAna Sol,Clud Balm\n")
    assert "did you mean `Cloud Balm`?" in output


def test_the_product_of_a_number_is_reported(shop: Path) -> None:
    _, output = run_import(shop, "ambassadors", "Name,Favourites\nAna Sol,4711\nTom Lee,LB-50\n")
    assert "no product is called `4711`, so it was left out" in output
    assert "`4711` is the variant of `serum-n5`: write `serum-n5`" in output
    assert "no product is called `LB-50`, so it was left out" in output
    assert "Write a name, id or address, no SKU" in output


def test_a_campaign_is_found_by_its_name(shop: Path) -> None:
    write(shop, "content/campaigns/spring.yaml", "name: Spring Glow\nutm: spring-2027\n")
    code, output = run_import(
        shop,
        "ambassadors",
        "Name,Campaigns\nA B,Spring Glow\nC D,spring-2027\nE F,spring\nI J,SPRING-GLOW!\nG H,Autumn\n",
    )
    assert code == 1
    assert [person(shop, slug).get("campaigns") for slug in ("a-b", "c-d", "e-f", "i-j")] == [["spring"]] * 4
    assert "campaigns" not in person(shop, "g-h")
    assert "no campaign is called `Autumn`, so it was left out" in output


def test_the_link_of_a_cell_names_the_product(shop: Path) -> None:
    import io

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Favourites"])
    sheet.append(["Ana Sol", "her favourite"])
    sheet["B2"].hyperlink = "https://lune.example/products/serum-n5"
    out = io.BytesIO()
    book.save(out)
    code, output = run_import(shop, "ambassadors", out.getvalue(), file="p.xlsx")
    assert code == 0, output
    assert person(shop, "ana-sol")["favorites"] == ["serum-n5"]


@pytest.mark.parametrize(
    "cell",
    [
        "Serum N°5 (https://www.notion.so/Serum-N-5-0123456789abcdef0123456789abcdef?pvs=21)",
        "Serum N°5 (Products/Serum%20N%C2%B05%200123456789abcdef0123456789abcdef.md)",
        "Serum N°5 (../Shop & more 0123456789abcdef0123456789abcdee/Serum N°5 0123456789abcdef0123456789abcdef.md)",
        "https://www.notion.so/brand/Serum-N-5-0123456789abcdef0123456789abcdef",
    ],
)
def test_a_notion_link_stands_for_the_title_of_its_page(shop: Path, cell: str) -> None:
    code, output = run_import(shop, "ambassadors", f'Name,Instagram,Favorites\nAna Sol,anasol,"{cell}"\n')
    assert code == 0, output
    assert person(shop, "ana-sol")["favorites"] == ["serum-n5"]
    assert cell.startswith("https") or "1 cell named pages of Notion" in output
