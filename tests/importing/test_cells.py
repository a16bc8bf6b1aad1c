"""Tests that a bad cell costs only that cell, that cells decide what a column is, and that nothing is dropped silently."""

# ruff: noqa: E501 (sheets are wide)
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing.sites import SITE, check, person, products, run_import, snapshot, write
from tests.scenario import run_cli

MESSY = """\
Name,Instagram,Followers,Start date,Deal,Language,Market,Tier,Status,Code,Affiliate ID,Niche
Ana Pires,-,10-15k,1 mars 2026,affiliate 10%,English (US),Germany,Gold,active,ANA15,00123,fitness/nutrition
Bo Ray,Bo Ray,lots,12/03/2026,mystery,UK,Italy,micro,paused,15-Mar,4.01235E+13,"Skincare (https://x.example)"
Cy Lee,https://www.tiktok.com/@cy,5k+,asap,barter,Deutsch,🇩🇪,Nano,beendet,TRUE,TRUE,
"""


def problems_of(site: Path, kind: str, sheet: str) -> list[dict[str, str]]:
    write(site, "sheet.csv", sheet)
    problems: list[dict[str, str]] = json.loads(run_cli(["import", kind, "sheet.csv", "--format", "json"], site)[1])
    return problems


def test_one_bad_cell_costs_that_cell(site: Path) -> None:
    problems = problems_of(site, "ambassadors", MESSY)
    assert {slug: person(site, slug) for slug in ("ana-pires", "bo-ray", "cy-lee")} == {
        "ana-pires": {
            "name": "Ana Pires", "locale": "en-US", "market": "DE", "niches": ["fitness", "nutrition"],
            "since": "2026-03-01", "relationship": "affiliate", "followers": "10000", "partner_id": "00123",
            "code": "ANA15", "status": "draft",
        },
        "bo-ray": {"name": "Bo Ray", "niches": ["skincare"], "tier": "micro", "status": "draft"},
        "cy-lee": {
            "name": "Cy Lee", "locale": "de", "market": "DE", "relationship": "gifted", "followers": "5000",
            "tier": "nano", "status": "ended", "socials": {"tiktok": "cy"},
        },
    }  # fmt: skip
    errors = [problem["message"].partition(":")[0] for problem in problems if problem["name"] == "skipped-cell"]
    assert sorted(errors) == [
        "row 2, column H (Tier)", "row 3, column B (Instagram)", "row 3, column C (Followers)",
        "row 3, column D (Start date)", "row 3, column E (Deal)", "row 3, column F (Language)",
        "row 3, column G (Market)", "row 3, column J (Code)", "row 3, column K (Affiliate ID)",
        "row 4, column D (Start date)", "row 4, column J (Code)", "row 4, column K (Affiliate ID)",
    ]  # fmt: skip
    names = {problem["name"] for problem in problems}
    assert {"guessed-cell", "placeholder-cells", "undecided-status"} <= names
    assert "skipped-row" not in names
    check(site)
    before = snapshot(site)
    problems_of(site, "ambassadors", MESSY)
    assert snapshot(site) == before


def test_an_unknown_status_changes_no_page(site: Path) -> None:
    before = snapshot(site)
    code, output = run_import(site, "ambassadors", "Name,Instagram,Status\nLéa Moreau,leamoreau,paused\n")
    assert code == 0
    assert "warning[undecided-status]: row 2, column C (Status): `paused` is neither live, draft nor ended" in output
    assert "sheet.csv:2:22" in output
    assert snapshot(site) == before


@pytest.mark.parametrize("cell", ["-", "n/a", "#N/A", "none", "TBD", "keine", "?"])
def test_a_placeholder_is_empty_in_every_optional_column(site: Path, cell: str) -> None:
    head = "Name,Handle,City,Language,Market,Niche,Start date,Deal,Followers,Tier,Affiliate ID,Code,Campaigns,Favourites,Status,Until,Instagram,TikTok,Website,Bio"
    code, output = run_import(site, "ambassadors", f"{head}\nAna Sol{f',{cell}' * head.count(',')}\n")
    assert code == 0, output
    assert person(site, "ana-sol") == {"name": "Ana Sol", "status": "draft"}
    assert not (site / "content/ambassadors/ana-sol/story.md").exists()
    assert "warning[placeholder-cells]: 19 cells hold a placeholder" in output
    code, output = run_import(
        site, "products", f"Name,URL,Price,Description,Tags,Available,Variant ID,Image URL\nDew,/dew{f',{cell}' * 6}\n"
    )
    assert code == 0, output
    assert products(site)["dew"] == {"name": "Dew", "url": "https://lune.example/dew"}


def test_the_target_of_a_link_is_read_in_columns_of_addresses_only(site: Path) -> None:
    cells = [f'"<a href=""https://lune.example/{text}"">{text}</a>"' for text in ("Pau", "ana")]
    code, output = run_import(site, "ambassadors", f"Name,City,Link\nAna Sol,{','.join(cells)}\n")
    assert code == 0, output
    ana = person(site, "ana-sol")
    assert (ana["location"], ana["links"]) == ("Pau", {"shop": "https://lune.example/ana"})


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://ana:secret@lune.example/b", "a link must not carry a user name or a password"),
        ("https://lune.example:99999/b", "is not the name of a host"),
        ("to follow soon", "`to follow soon` is not a web address"),
        ("https://lune.example/b?size=1;utm_source=ana", "`utm_source` is typed into an address"),
        ("https://lune.example/b#utm_source=ana", "`utm_source` is typed into an address"),
        ("http://localhost:3000/b", ""),
        ("https://lune.example/b?size=1&amp;tint=2", ""),
        ("https://lune.example/b", ""),
    ],
)
def test_an_address_that_no_link_may_have_costs_the_product(site: Path, url: str, why: str) -> None:
    code, output = run_import(site, "products", f"ID,Name,URL\nb,Balm,{url}\n")
    assert (code, "b" in products(site)) == ((1, False) if why else (0, True)), output
    assert why in output


@pytest.mark.parametrize("url", ["/b", "//lune.example/b", "lune.example/b"])
def test_an_address_may_lack_its_beginning(site: Path, url: str) -> None:
    code, output = run_import(site, "products", f"ID,Name,URL\nb,Balm,{url}\n")
    assert code == 0, output
    assert products(site)["b"]["url"] == "https://lune.example/b"


def test_one_placeholder_is_reported_with_its_row(site: Path) -> None:
    code, output = run_import(site, "products", "Name,URL,Description\nDew,/dew,n/a\nMist,/mist,A mist\n")
    assert code == 0, output
    assert "1 cell holds a placeholder, read as empty: column C (Description): `n/a` in row 2\n" in output


def test_an_error_value_of_a_spreadsheet_removes_nothing(site: Path) -> None:
    run_import(site, "ambassadors", "Name,TikTok,City\nAna Sol,ana,Pau\n")
    run_import(site, "ambassadors", "Name,TikTok,City\nAna Sol,#N/A,#REF!\n")
    assert person(site, "ana-sol")["socials"] == {"tiktok": "ana"}
    assert person(site, "ana-sol")["location"] == "Pau"


def test_one_day_of_a_column_shows_the_order_of_all(site: Path) -> None:
    sheet = "Name,Start date\nAna,12/03/2026\nBo,04/15/2026\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert [person(site, slug)["since"] for slug in ("ana", "bo")] == ["2026-12-03", "2026-04-15"]
    assert "Column B (Start date) was read as month, day, year, as `04/15/2026` shows." in output
    sheet = "Name,Start date\nCy,12/03/2026\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert "or give --dates dmy or mdy" in output
    code, output = run_import(site, "ambassadors", sheet, "--dates", "dmy")
    assert code == 0
    assert person(site, "cy")["since"] == "2026-03-12"


def test_a_column_whose_cells_contradict_its_name_is_not_read(site: Path) -> None:
    sheet = (
        "Name,Pin,Link,Partner,Channels,Audience,From,Page,TikTok\n"
        "Ana Pires,560034,https://www.instagram.com/ana/,Yes,Instagram,Women 25-34,Lyon,Home,TRUE\n"
        "Bo Ray,560035,https://www.instagram.com/bo/,No,TikTok,Men,Porto,Home,FALSE\n"
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "ana-pires") == {"name": "Ana Pires", "socials": {"instagram": "ana"}, "status": "draft"}
    assert person(site, "bo-ray") == {"name": "Bo Ray", "socials": {"instagram": "bo"}, "status": "draft"}
    columns = {
        problem["message"].split(" (")[0]
        for problem in problems_of(site, "ambassadors", sheet)
        if problem["name"] == "doubtful-column"
    }
    assert columns == {f"column {letter}" for letter in "BCDEFGHI"}
    code, output = run_import(site, "ambassadors", sheet, "--map", "location=From", "--map", "partner_id=B")
    assert person(site, "ana-pires")["location"] == "Lyon"
    assert person(site, "ana-pires")["partner_id"] == "560034"


def test_names_in_two_columns_are_joined(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Nom,Prénom\nMoreau,Élise\nRay,Bo\n")
    assert code == 0, output
    assert person(site, "elise-moreau")["name"] == "Élise Moreau"
    assert "Names were joined from column B (Prénom) and column A (Nom)." in output
    run_import(site, "ambassadors", "Name,First name\nAna Sol,Ana\nCy Lee,Cy\n")
    assert person(site, "cy-lee")["name"] == "Cy Lee"
    run_import(site, "ambassadors", "First,Last\nDee,Kay\n")
    assert person(site, "dee-kay")["name"] == "Dee Kay"


@pytest.mark.parametrize(
    ("name", "handle", "slug"),
    [("محمد السالم", "mo.salem", "mo-salem"), ("דנה לוי", "danalevy", "danalevy"), ("王小明", "wang_xm", "wang-xm"),
     ("สมชาย ใจดี", "somchai", "somchai"), ("Ana Sol", "anaonline", "ana-sol"), ("山田", "", "shantian")],
)  # fmt: skip
def test_a_name_without_latin_letters_takes_the_handle_for_its_address(
    site: Path, name: str, handle: str, slug: str
) -> None:
    code, output = run_import(site, "ambassadors", f"Name,Instagram\n{name},{handle}\n")
    assert code == 0, output
    assert person(site, slug)["name"] == name


def test_the_path_of_a_channel_is_no_address_of_a_page(site: Path) -> None:
    channel = "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"
    code, output = run_import(site, "ambassadors", f"Name,YouTube\n山田,{channel}\n")
    assert code == 0, output
    assert person(site, "shantian")["name"] == "山田"


def test_an_id_that_lost_its_zeros_in_a_spreadsheet_is_reported(site: Path) -> None:
    run_import(site, "ambassadors", "Name,TikTok,Affiliate ID,Code\nAna Sol,ana,00123,007\n")
    before = snapshot(site)
    run_cli(["export", "ambassadors", "--output", "a.csv"], site)
    sheet = (site / "a.csv").read_text("utf-8-sig").replace("00123", "123").replace(",007,", ",7,")
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 1
    assert output.count("a spreadsheet has shortened this number") == 2
    assert snapshot(site) == before
    code, output = run_import(site, "ambassadors", "Name,Affiliate ID\nAna Sol,123\n")
    assert code == 1
    assert snapshot(site) == before


@pytest.mark.parametrize(
    ("currency", "cell", "price"),
    [
        ("EUR", "₺199,90", None), ("EUR", "199 kr", None), ("EUR", "24 chf", None), ("EUR", "$24", None),
        ("EUR", "EGP120", None), ("EUR", "₿1", None), ("EUR", "24 €", "24.00"), ("EUR", "24 EUR", "24.00"),
        ("BRL", "R$ 59,90", "59.90"), ("CLP", "$ 59.900", "59900"), ("MXN", "$59.90", "59.90"), ("SEK", "199 kr", "199.00"),
        ("DKK", "199 kr.", "199.00"), ("INR", "Rs. 499", "499.00"), ("TRY", "199 TL", "199.00"), ("AUD", "$24", "24.00"),
        ("USD", "R$ 59,90", None), ("JPY", "500円", "500"), ("CHF", "Fr. 24.90", "24.90"), ("USD", "C$24", None),
    ],
)  # fmt: skip
def test_only_a_price_in_the_currency_of_the_site_is_read(
    site: Path, currency: str, cell: str, price: str | None
) -> None:
    write(site, "content/site.yaml", SITE.replace("EUR", currency))
    code, output = run_import(site, "products", f'Name,URL,Price\nDew,https://lune.example/products/dew,"{cell}"\n')
    assert code == 0, output
    assert products(site)["dew"].get("price") == price
    assert ("warning[other-currency]" in output) is (price is None)


def test_a_price_is_read_if_the_column_of_currencies_has_that_of_the_site(site: Path) -> None:
    sheet = "Name,URL,Price,Currency\nDew,/dew,24,CAD\nMist,/mist,24 €,EUR\nOil,/oil,24 €,USD\nSoap,/soap,24,euros\n"
    run_import(site, "products", sheet)
    catalogue = products(site)
    assert [catalogue[id_].get("price") for id_ in ("dew", "mist", "oil", "soap")] == [None, "24.00", None, "24.00"]


@pytest.mark.parametrize(
    "name", ["Währung", "Devise", "CODE_DEVISE", "Moneda", "Valuta", "Moeda", "Waluta", "Currency code", "Cur", "通貨"]
)
def test_a_column_of_currencies_is_known_in_many_languages(site: Path, name: str) -> None:
    code, output = run_import(site, "products", f"Name,URL,Price,{name}\nDew,/dew,24,USD\nMist,/mist,24,EUR\n")
    assert code == 0, output
    assert "where the row says `USD` is in USD" in output
    assert [products(site)[id_].get("price") for id_ in ("dew", "mist")] == [None, "24.00"]


def test_a_column_of_currencies_counts_in_a_shops_own_export(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Currency\ndew,Dew,24,USD\ndew,,30,USD\nmist,Mist,24,EUR\n"
    run_import(site, "products", sheet)
    assert [products(site)[id_].get("price") for id_ in ("dew", "mist")] == [None, "24.00"]


@pytest.mark.parametrize("sheet", ["Name,URL,Price,Currency\nDew,/dew,24,sometimes\n",
                                   "Handle,Title,Variant Price,Currency\ndew,Dew,24,sometimes\ndew,,30,sometimes\n"])  # fmt: skip
def test_an_unknown_currency_costs_the_price(site: Path, sheet: str) -> None:
    code, output = run_import(site, "products", sheet)
    assert code == 1
    assert "`sometimes` beside the price is not a known currency" in output
    assert "price" not in products(site)["dew"]


@pytest.mark.parametrize(
    "name", ["Price (USD)", "Preis in CHF", "Price [$]", "Retail US$", "Price in dollars", "price (usd)"]
)
def test_a_mapped_column_that_names_another_currency_is_not_read(site: Path, name: str) -> None:
    code, output = run_import(site, "products", f"Name,URL,{name}\nDew,/dew,24\n", "--map", "price=C")
    assert code == 0, output
    assert f"where the column is called `{name}`" in output
    assert "price" not in products(site)["dew"]


@pytest.mark.parametrize("name", ["What we ask", "COST ALL", "Ours (net)", "Ours in euros", "Now (EUR)", "Sum €"])
def test_a_mapped_column_without_another_currency_is_read(site: Path, name: str) -> None:
    code, output = run_import(site, "products", f"Name,URL,{name}\nDew,/dew,24\n", "--map", "price=C")
    assert code == 0, output
    assert products(site)["dew"]["price"] == "24.00"


@pytest.mark.parametrize("name", ["Price (€)", "Preis in EUR", "price_eur", "Prix [€]", "Retail price EUR"])
def test_a_column_may_name_the_currency_of_the_site(site: Path, name: str) -> None:
    code, output = run_import(site, "products", f"Name,URL,{name}\nDew,/dew,24\n")
    assert code == 0, output
    assert products(site)["dew"]["price"] == "24.00"
    code, output = run_import(
        site,
        "products",
        f"Name,URL,{name.replace('€', '$').replace('EUR', 'USD').replace('eur', 'usd')}\nMist,/mist,24\n",
    )
    assert "price" not in products(site)["mist"]  # an unknown column is reported and not read
    assert "Not read: " in output


def test_from_and_ranges_are_read_as_the_lowest_price(site: Path) -> None:
    sheet = "Name,URL,Price\nDew,/dew,ab 24 €\nMist,/mist,24 € – 39 €\nOil,/oil,24 €\n"
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    catalogue = products(site)
    assert [(catalogue[id_]["price"], catalogue[id_].get("price_from")) for id_ in ("dew", "mist", "oil")] == [
        ("24.00", "true"), ("24.00", "true"), ("24.00", None),
    ]  # fmt: skip
    run_import(site, "products", sheet.replace("ab 24", "24"))
    assert "price_from" not in products(site)["dew"]
    check(site)


def test_a_group_of_different_products_joins_nothing(site: Path) -> None:
    sheet = (
        "Name,URL,Price,Product group\nBalm,https://lune.example/products/b1,24,Skincare\n"
        "Mist,https://lune.example/products/m1,30,Skincare\n"
    )
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert {"b1", "m1"} <= set(products(site))
    assert "column D (Product group): rows 2, 3 share its values" in output


@pytest.mark.parametrize(
    "rows",
    [
        "Silk Milk - 50 ml,/silk?variant=1,22,SM\nSilk Milk - 100 ml,/silk?variant=2,39,SM\n",
        "Silk Milk,/silk,22,SM\n,,39,SM\n",
        "Silk Milk,/silk,22,SM\nSilk Milk,/silk,39,SM\n",
    ],
)
def test_a_group_of_variants_is_one_product(site: Path, rows: str) -> None:
    code, output = run_import(site, "products", f"Name,URL,Price,Parent SKU\n{rows}")
    assert code == 0, output
    assert "1 product added" in output
    assert "separate-products" not in output


def test_a_plain_sheet_without_addresses_adds_no_product(site: Path) -> None:
    code, output = run_import(site, "products", "Name,Price,Slug\nRose Mist,24,rose-mist\n")
    assert code == 1
    assert "this product has no address in the shop" in output
    assert "rose-mist" not in products(site)
    code, output = run_import(site, "products", "Handle,Title,Variant Price\nrose-mist,Rose Mist,24\n")
    assert code == 0
    assert "1 product had no address in the sheet, so it was made from the shop's and its handle." in output


def test_the_first_address_of_a_picture_is_used(site: Path) -> None:
    sheet = 'Name,URL,Image\nDew,/dew,"https://cdn.example/a.jpg, https://cdn.example/b.jpg"\nMist,/mist,https://cdn.example/m.jpg\n'
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert products(site)["dew"]["image_url"] == "https://cdn.example/a.jpg"
    assert products(site)["mist"]["image_url"] == "https://cdn.example/m.jpg"
    assert "2 addresses of pictures are here, and the first was used" in output


def test_html_in_a_title_becomes_text(site: Path) -> None:
    code, output = run_import(site, "products", "Name,URL,Tags\nSalt &amp; <b>Mist</b>,/x,Salt &amp; Sea\n")
    assert code == 0, output
    product = products(site)["salt-mist"]
    assert (product["name"], product["tags"]) == ("Salt & Mist", ["salt-sea"])


def test_the_link_of_a_cell_comes_before_its_text(site: Path) -> None:
    sheet = (
        'Name,Instagram,Profile\nAna Sol,"=HYPERLINK(""https://www.instagram.com/ana.sol/"",""Ana Sol"")",'
        '"=HYPERLINK(""https://www.tiktok.com/@anasol"",""View"")"\n'
    )
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert person(site, "ana-sol")["socials"] == {"instagram": "ana.sol", "tiktok": "anasol"}


def test_an_address_in_the_column_of_handles_is_an_account(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Handle\nAna Sol,https://www.instagram.com/ana.sol/\n")
    assert code == 0, output
    assert person(site, "ana-sol")["socials"] == {"instagram": "ana.sol"}
    assert "handle" not in person(site, "ana-sol")


def test_a_column_of_platforms_says_which_account_a_handle_is(site: Path) -> None:
    code, output = run_import(
        site, "ambassadors", "Name,Platform,Handle\nAna Sol,Instagram,@ana.sol\nBo Ray,TikTok,boray\n"
    )
    assert code == 0, output
    assert [person(site, slug)["socials"] for slug in ("ana-sol", "bo-ray")] == [
        {"instagram": "ana.sol"}, {"tiktok": "boray"},
    ]  # fmt: skip
    code, output = run_import(site, "ambassadors", "Name,Platform,Handle\nCy Lee,IG & TikTok,cylee\n")
    assert code == 0
    assert "socials" not in person(site, "cy-lee")
    assert "column B (Platform) was not read as platform: it does not name one platform in each row" in output


def test_an_email_address_is_nobodys_account(site: Path) -> None:
    sheet = "Name,Social media\nAna Sol,ana@mail.example\nBo,https://instagram.com/bo\nCy,@cy@m.example\nDee,https://x.com/dee\n"
    code, output = run_import(site, "ambassadors", sheet)
    assert code == 0, output
    assert "row 2, column B (Social media): there is an e-mail address here" in output
    assert "socials" not in person(site, "ana-sol")
    assert person(site, "cy")["socials"] == {"mastodon": "https://m.example/@cy"}


def test_accounts_that_contradict_each_other_are_reported(site: Path) -> None:
    sheet = "Name,Social media,Website\nAna,https://instagram.com/ana,https://instagram.com/ana2\n"
    for columns in (sheet, "Name,Website,Social media\nAna,https://instagram.com/ana2,https://instagram.com/ana\n"):
        code, output = run_import(site, "ambassadors", columns)
        assert code == 1
        assert "and another column says another" in output
        assert "socials" not in person(site, "ana")


def test_a_story_may_come_from_a_mapped_column(site: Path) -> None:
    sheet = 'Name,Notes\nAna Sol,"One line.\n\nAnother one."\n'
    code, output = run_import(site, "ambassadors", sheet, "--map", "story=Notes")
    assert code == 0, output
    assert (site / "content/ambassadors/ana-sol/story.md").read_text("utf-8") == "One line.\n\nAnother one.\n"
    assert "story.md" in output
