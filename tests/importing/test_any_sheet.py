"""What holds of any sheet: its order says nothing, twice is once, and who is not in it is left alone.

The sheets are drawn with what makes rows look alike: placeholders, codes and addresses that many share, names that look
or sound the same.
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
    phases=[Phase.explicit, Phase.generate],  # what is drawn is small, and shrinking takes minutes
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NOBODY = ["", "-", "–", "n/a", "none", "0", "TBD", "null"]
NAMES = [
    "Ana Pires", "Ana Pirés", "Pires, Ana", "Ana", "Ana Lopez", "ANA  PIRES", "张伟", "章伟", "張偉", "Анна", "Анна К",
    "Rosé", "Rose", "O'Neill", "O’Neill", "Dr. Ana Pires", "玲奈", "😀", "Bo",
]  # fmt: skip
PERSON: dict[str, list[str]] = {
    "Name": NAMES,
    "Handle": [*NOBODY, "lune", "ana.pires"],
    "Instagram": [*NOBODY, "lune", "@lune", "https://instagram.com/p/Cx1", "requested"],
    "TikTok": [*NOBODY, "https://www.tiktok.com/@lune", "anap"],
    "Website": [*NOBODY, "https://agency.example/talents"],
    "Facebook": [*NOBODY, "https://www.facebook.com/groups/glow"],
    "Affiliate ID": [*NOBODY, "1001", "01001", "1002", "4.01235E+13"],
    "Code": [*NOBODY, "WELCOME10", "ANA15", "Lune"],
    "Affiliate link": [*NOBODY, "https://lune.example/?ref=all", "https://lune.example/?ref=ana"],
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
    "Variant ID": NOBODY,
    "Price": ["", "9", "12,50", "n/a"],
    "Tags": ["", "skin", "new, skin"],
    "Parent SKU": [*NOBODY, "Skincare"],
}


def rows_of(columns: dict[str, list[str]], most: int = 7) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in columns.items()})
    return st.lists(row, min_size=1, max_size=most)


def with_ids(rows: list[Row], more: Sequence[set[str]]) -> list[Row]:
    """The rows with an id that nobody else has; some have an account of their own too."""
    own = {"YouTube": "tube{}", "Pinterest": "pin{}"}
    return [
        {**row, "Affiliate ID": f"{1001 + at:05}"}
        | {name: form.format(at) if name in signs else "-" for name, form in own.items()}
        for at, (row, signs) in enumerate(zip(rows, more, strict=False))
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


def bring(root: Path, kind: Kind, rows: list[Row], shuffled: random.Random | None = None) -> Report:
    columns = list(rows[0])
    if shuffled:
        rows = shuffled.sample(rows, len(rows))
        shuffled.shuffle(columns)
    report = Report()
    done = import_sheet(ImportOptions(root, kind, write(root, "sheet.csv", as_csv(rows, columns))), report)
    assert done is not None, [problem.message for problem in report]
    return report


def everything(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("content/**/*") if path.is_file()
    }


ORDERS = st.randoms(use_true_random=False)
OWN = st.lists(st.sets(st.sampled_from(["YouTube", "Pinterest"])), min_size=14, max_size=14)


@CHECKS
@given(rows=rows_of(PERSON), order=ORDERS)
def test_the_order_of_people_says_nothing(rows: list[Row], order: Any) -> None:
    with new_site() as one, new_site() as other:
        bring(one, "ambassadors", rows)
        bring(other, "ambassadors", rows, order)
        assert everything(one) == everything(other)


@CHECKS
@given(rows=rows_of(PRODUCT), order=ORDERS)
def test_the_order_of_products_says_nothing(rows: list[Row], order: Any) -> None:
    with new_site() as one, new_site() as other:
        bring(one, "products", rows)
        bring(other, "products", rows, order)
        assert everything(one) == everything(other)
        new = [id_ for id_ in products(one) if id_ != "cloud-balm"]
        assert new == sorted(new, key=lambda id_: re.sub("-[0-9]+$", "", id_)), "the catalogue is in order"


@CHECKS
@given(rows=rows_of(PERSON), order=ORDERS)
def test_people_imported_twice_are_once(rows: list[Row], order: Any) -> None:
    with new_site() as root:
        bring(root, "ambassadors", rows)
        before = everything(root)
        bring(root, "ambassadors", rows, order)
        assert everything(root) == before


@CHECKS
@given(rows=rows_of(PRODUCT), order=ORDERS)
def test_products_imported_twice_are_once(rows: list[Row], order: Any) -> None:
    with new_site() as root:
        bring(root, "products", rows)
        before = everything(root)
        bring(root, "products", rows, order)
        assert everything(root) == before


@CHECKS
@given(rows=rows_of(PERSON, 12).filter(lambda rows: len(rows) > 1), own=OWN, cut=st.integers(1, 11))
def test_a_second_sheet_leaves_alone_who_is_not_in_it(rows: list[Row], own: list[set[str]], cut: int) -> None:
    people = with_ids(rows, own)
    cut = min(cut, len(people) - 1)
    with new_site() as root:
        bring(root, "ambassadors", people[:cut])
        before = snapshot(root)
        bring(root, "ambassadors", people[cut:])
        after = snapshot(root)
        assert {file: after.get(file) for file in before} == before


@CHECKS
@given(rows=rows_of(PRODUCT, 10).filter(lambda rows: len(rows) > 1), cut=st.integers(1, 9))
def test_a_second_sheet_leaves_alone_products_that_are_not_in_it(rows: list[Row], cut: int) -> None:
    shop = [{**row, "URL": f"https://lune.example/products/p{at}"} for at, row in enumerate(rows)]
    cut = min(cut, len(shop) - 1)
    with new_site() as root:
        bring(root, "products", shop[:cut])
        before = (root / "content/products.yaml").read_text("utf-8")
        bring(root, "products", shop[cut:])
        assert (root / "content/products.yaml").read_text("utf-8").startswith(before)


@pytest.mark.parametrize("turned", [False, True])
def test_the_address_goes_to_the_product_whose_handle_it_is(turned: bool) -> None:
    rows = [
        {"Handle": "rose_mist", "Name": "Rose", "URL": "https://lune.example/a", "Price": "9", "Tags": "skin"},
        {"Handle": "rose-mist", "Name": "Mist", "URL": "https://lune.example/b", "Price": "", "Tags": ""},
        {"Handle": "aloe", "Name": "Aloe", "URL": "https://lune.example/c", "Price": "", "Tags": ""},
    ]
    with new_site() as root:
        bring(root, "products", rows[::-1] if turned else rows)
        named = {id_: product["name"] for id_, product in products(root).items()}
        assert list(named.items())[1:] == [("aloe", "Aloe"), ("rose-mist", "Mist"), ("rose-mist-2", "Rose")]


@pytest.mark.parametrize("shared", ["the sheet", "the site"])
def test_a_value_of_several_brings_up_no_candidate(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    judge = Evidence.judge

    def watched(self: Evidence, at: int, id_: str) -> Verdict:
        judged.append((self.entries[at].label, id_))
        return judge(self, at, id_)

    monkeypatch.setattr(Evidence, "judge", watched)
    one, two = ([{"Name": name, "TikTok": "@lune"} for name in names] for names in (["Ana"], ["Bo", "Cy"]))
    first, second = (one, two) if shared == "the sheet" else (two, one)
    with new_site() as root:
        bring(root, "ambassadors", first)
        judged.clear()
        bring(root, "ambassadors", second)
        assert judged == []
        bring(root, "ambassadors", [{"Name": "Dee", "TikTok": "@own"}])
        bring(root, "ambassadors", [{"Name": "Dee Lux", "TikTok": "@own"}])
        assert judged == [("Dee Lux", "dee")], "a value of one person does"
