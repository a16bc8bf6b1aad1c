"""Which column of a sheet is read as which field, where several have one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import bring, person, products


@pytest.mark.parametrize(
    "sheet",
    [
        "Name,Permalink,Product URL,Price,Slug\nRose Mist,https://lune.example/product/rose-mist/,,24,rose-mist\n",
        "Name,Product URL,Permalink,Price,Slug\nRose Mist,,https://lune.example/product/rose-mist/,24,rose-mist\n",
        "Slug,Price,Canonical URL,Link,Permalink,Name\n"
        "rose-mist,24,https://lune.example/product/rose-mist/,,,Rose Mist\n",
    ],
)
def test_an_empty_column_loses_to_a_full_one(site: Path, sheet: str) -> None:
    code, said = bring(site, "products", sheet)
    assert code == 0, said
    assert products(site)["rose-mist"]["url"] == "https://lune.example/product/rose-mist/"


def test_each_row_takes_the_first_column_that_it_fills(site: Path) -> None:
    sheet = "Full name,Display name,City,Town\nAna Sol,,,Porto\n,Bo Ray,Lyon,\n"
    code, said = bring(site, "ambassadors", sheet)
    assert code == 0, said
    assert person(site, "ana-sol")["location"] == "Porto"
    assert person(site, "bo-ray")["location"] == "Lyon"


def test_two_columns_of_one_name_are_one_where_they_do_not_differ(site: Path) -> None:
    code, said = bring(site, "ambassadors", "City,Name,City\n,Ana Sol,Porto\nLyon,Bo Ray,\nPau,Cy Lee,Pau\n")
    assert code == 0, said
    assert [person(site, slug)["location"] for slug in ("ana-sol", "bo-ray", "cy-lee")] == ["Porto", "Lyon", "Pau"]
    code, said = bring(site, "ambassadors", "City,Name,City\nLyon,Ana Sol,Porto\n")
    assert code == 1
    assert "error[duplicate-column]: columns A and C are all called `City`" in said
