"""Tests with drawn sheets that order has no effect, a second import changes nothing, and people of no row stay.

The drawn rows look alike: they have placeholders, shared codes and addresses, and names that look or sound the same.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.columns.fields import Kind
from generator.importing.evidence import Evidence, Verdict
from generator.importing.import_sheet import ImportOptions, import_sheet
from generator.problems import Report
from tests.importing.sites import SITE, products, snapshot, write

Row = dict[str, str]
CHECKS = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # drawn sheets are small, and shrinking takes minutes
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PLACEHOLDERS = ["", "-", "–", "n/a", "none", "0", "TBD", "null"]
NAMES = [
    "Ana Pires", "Ana Pirés", "Pires, Ana", "Ana", "Ana Lopez", "ANA  PIRES", "张伟", "章伟", "張偉", "Анна", "Анна К",
    "Rosé", "Rose", "O'Neill", "O’Neill", "Dr. Ana Pires", "玲奈", "😀", "Bo",
]  # fmt: skip
PERSON: dict[str, list[str]] = {
    "Name": NAMES,
    "Handle": [*PLACEHOLDERS, "lune", "ana.pires"],
    "Instagram": [*PLACEHOLDERS, "lune", "@lune", "https://instagram.com/p/Cx1", "requested"],
    "TikTok": [*PLACEHOLDERS, "https://www.tiktok.com/@lune", "anap"],
    "Website": [*PLACEHOLDERS, "https://agency.example/talents"],
    "Facebook": [*PLACEHOLDERS, "https://www.facebook.com/groups/glow"],
    "Affiliate ID": [*PLACEHOLDERS, "1001", "01001", "1002", "4.01235E+13"],
    "Code": [*PLACEHOLDERS, "WELCOME10", "ANA15", "Lune"],
    "Affiliate link": [*PLACEHOLDERS, "https://lune.example/?ref=all", "https://lune.example/?ref=ana"],
    "City": ["", "Pau", "Porto"],
    "Followers": ["", "~12k", "10-15k", "many"],
    "Start date": ["", "03/04/2026", "13/04/2026", "1 listopada 2026"],
    "Status": ["", "active", "paused", "ended", "declined", "Aktiv", "en attente"],
    "Favourites": ["", "Cloud Balm", "Nothing", "cloud-balm, Nothing"],
    "Bio": ["", "I keep it warm.", "H~2~O"],
}
PRODUCT: dict[str, list[str]] = {
    "Name": ["Rose Mist", "Rosé Mist", "Rose Balm", "Balm", "Mist", "霧", "雾"],
    "URL": ["https://lune.example/all", "https://lune.example/", "https://lune.example/products/rose", ""],
    "Variant ID": PLACEHOLDERS,
    "Price": ["", "9", "12,50", "n/a"],
    "Tags": ["", "skin", "new, skin"],
    "Parent SKU": [*PLACEHOLDERS, "Skincare"],
}


def rows_of(columns: dict[str, list[str]], most: int = 7) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in columns.items()})
    return st.lists(row, min_size=1, max_size=most)


def with_ids(rows: list[Row], more: Sequence[set[str]]) -> list[Row]:
    """Give each row an id of its own, and some rows also an account of their own."""
    accounts = {"YouTube": "tube{}", "Pinterest": "pin{}"}
    return [
        {**row, "Affiliate ID": f"{1001 + at:05}"}
        | {name: form.format(at) if name in networks else "-" for name, form in accounts.items()}
        for at, (row, networks) in enumerate(zip(rows, more, strict=False))
    ]


def as_csv(rows: list[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([row[name] for name in columns] for row in rows)
    return out.getvalue()


@contextmanager
def new_site() -> Iterator[Path]:
    folder = tempfile.mkdtemp(prefix="any-sheet-")
    try:
        root = Path(folder)
        write(root, "content/site.yaml", SITE)
        write(root, "content/products.yaml", "cloud-balm: {name: Cloud Balm, url: https://lune.example/products/c}\n")
        yield root
    finally:
        shutil.rmtree(folder)


def import_rows(root: Path, kind: Kind, rows: list[Row], order: random.Random | None = None) -> Report:
    columns = list(rows[0])
    if order:
        rows = order.sample(rows, len(rows))
        order.shuffle(columns)
    report = Report()
    result = import_sheet(ImportOptions(root, kind, write(root, "sheet.csv", as_csv(rows, columns))), report)
    assert result is not None, [problem.message for problem in report]
    return report


def all_files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("content/**/*") if path.is_file()
    }


ORDERS = st.randoms(use_true_random=False)
OWN_ACCOUNTS = st.lists(st.sets(st.sampled_from(["YouTube", "Pinterest"])), min_size=14, max_size=14)


@CHECKS
@given(rows=rows_of(PERSON), order=ORDERS)
def test_the_order_of_people_has_no_effect(rows: list[Row], order: Any) -> None:
    with new_site() as first_site, new_site() as second_site:
        import_rows(first_site, "ambassadors", rows)
        import_rows(second_site, "ambassadors", rows, order)
        assert all_files(first_site) == all_files(second_site)


@CHECKS
@given(rows=rows_of(PRODUCT), order=ORDERS)
def test_the_order_of_products_has_no_effect(rows: list[Row], order: Any) -> None:
    with new_site() as first_site, new_site() as second_site:
        import_rows(first_site, "products", rows)
        import_rows(second_site, "products", rows, order)
        assert all_files(first_site) == all_files(second_site)
        new = [id_ for id_ in products(first_site) if id_ != "cloud-balm"]
        assert new == sorted(new, key=lambda id_: re.sub("-[0-9]+$", "", id_)), "the catalogue is in order"


@CHECKS
@given(rows=rows_of(PERSON), order=ORDERS)
def test_a_second_import_of_people_changes_nothing(rows: list[Row], order: Any) -> None:
    with new_site() as root:
        import_rows(root, "ambassadors", rows)
        before = all_files(root)
        import_rows(root, "ambassadors", rows, order)
        assert all_files(root) == before


@CHECKS
@given(rows=rows_of(PRODUCT), order=ORDERS)
def test_a_second_import_of_products_changes_nothing(rows: list[Row], order: Any) -> None:
    with new_site() as root:
        import_rows(root, "products", rows)
        before = all_files(root)
        import_rows(root, "products", rows, order)
        assert all_files(root) == before


@CHECKS
@given(rows=rows_of(PERSON, 12).filter(lambda rows: len(rows) > 1), accounts=OWN_ACCOUNTS, split=st.integers(1, 11))
def test_a_second_sheet_does_not_change_people_that_are_not_in_it(
    rows: list[Row], accounts: list[set[str]], split: int
) -> None:
    people = with_ids(rows, accounts)
    split = min(split, len(people) - 1)
    with new_site() as root:
        import_rows(root, "ambassadors", people[:split])
        before = snapshot(root)
        import_rows(root, "ambassadors", people[split:])
        after = snapshot(root)
        assert {file: after.get(file) for file in before} == before


@CHECKS
@given(rows=rows_of(PRODUCT, 10).filter(lambda rows: len(rows) > 1), split=st.integers(1, 9))
def test_a_second_sheet_does_not_change_products_that_are_not_in_it(rows: list[Row], split: int) -> None:
    shop = [{**row, "URL": f"https://lune.example/products/p{at}"} for at, row in enumerate(rows)]
    split = min(split, len(shop) - 1)
    with new_site() as root:
        import_rows(root, "products", shop[:split])
        before = (root / "content/products.yaml").read_text("utf-8")
        import_rows(root, "products", shop[split:])
        assert (root / "content/products.yaml").read_text("utf-8").startswith(before)


@pytest.mark.parametrize("is_reversed", [False, True])
def test_an_address_goes_to_the_product_that_has_it_as_its_handle(is_reversed: bool) -> None:
    rows = [
        {"Handle": "rose_mist", "Name": "Rose", "URL": "https://lune.example/a", "Price": "9", "Tags": "skin"},
        {"Handle": "rose-mist", "Name": "Mist", "URL": "https://lune.example/b", "Price": "", "Tags": ""},
        {"Handle": "aloe", "Name": "Aloe", "URL": "https://lune.example/c", "Price": "", "Tags": ""},
    ]
    with new_site() as root:
        import_rows(root, "products", rows[::-1] if is_reversed else rows)
        names = {id_: product["name"] for id_, product in products(root).items()}
        assert list(names.items())[1:] == [("aloe", "Aloe"), ("rose-mist", "Mist"), ("rose-mist-2", "Rose")]


@pytest.mark.parametrize("shared_in", ["the sheet", "the site"])
def test_a_value_that_several_people_have_makes_no_candidate(shared_in: str, monkeypatch: pytest.MonkeyPatch) -> None:
    comparisons = []
    judge = Evidence.judge

    def record_comparison(self: Evidence, at: int, id_: str) -> Verdict:
        comparisons.append((self.entries[at].label, id_))
        return judge(self, at, id_)

    monkeypatch.setattr(Evidence, "judge", record_comparison)
    one_person, two_people = (
        [{"Name": name, "TikTok": "@lune"} for name in names] for names in (["Ana"], ["Bo", "Cy"])
    )
    first, second = (one_person, two_people) if shared_in == "the sheet" else (two_people, one_person)
    with new_site() as root:
        import_rows(root, "ambassadors", first)
        comparisons.clear()
        import_rows(root, "ambassadors", second)
        assert comparisons == []
        import_rows(root, "ambassadors", [{"Name": "Dee", "TikTok": "@own"}])
        import_rows(root, "ambassadors", [{"Name": "Dee Lux", "TikTok": "@own"}])
        assert comparisons == [("Dee Lux", "dee")], "a value of one person does"
