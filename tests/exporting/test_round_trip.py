"""Tests that an exported sheet, imported again, changes only what a person edited in it, to the byte."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from ftfy import fix_encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.columns.cells import FALSE, TRUE
from generator.columns.placeholders import is_placeholder, is_sheet_error
from generator.content.yaml_text import read_yaml
from generator.importing.yaml_render import render_entry
from generator.models.product import Product
from generator.problems import Report
from tests.importing.sites import SITE, check, make_site, person, products, run_import, snapshot, write
from tests.scenario import run_cli

EXAMPLE = Path(__file__).parents[2] / "content"
KINDS = ("products", "ambassadors")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path)


def export(root: Path, kind: str, file: str) -> list[list[str]]:
    code, output = run_cli(["export", kind, "--output", file], root)
    assert code == 0, output
    return (
        list(csv.reader(io.StringIO((root / file).read_text("utf-8-sig"), newline=""))) if file.endswith("csv") else []
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_example_brand_comes_back_to_the_byte(tmp_path: Path, ending: str) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "content", ignore=shutil.ignore_patterns("*.jpg"))
    for path in EXAMPLE.rglob("*.jpg"):
        write(tmp_path, f"content/{path.relative_to(EXAMPLE).as_posix()}", b"")
    before = snapshot(tmp_path)
    for kind in KINDS:
        export(tmp_path, kind, f"{kind}.{ending}")
        code, output = run_cli(["import", kind, f"{kind}.{ending}"], tmp_path)
        assert (code, output.splitlines()[0]) == (0, f"0 {kind} added, 0 changed, 16 unchanged.")
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "content/.imported").exists()


def test_only_an_edited_cell_changes_content(site: Path) -> None:
    rows = export(site, "products", "p.csv")
    head = rows[0]
    for row in rows[1:]:
        if row[0] == "boy-brow":
            row[head.index("price")] = "17,50"
        if row[0] == "night-bowl":
            row[head.index("tags")] = "Night, Skin care"
    before = snapshot(site)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(reversed(rows[1:]))  # as if sorted and saved in a German Excel
    code, output = run_import(site, "products", ";".join(head) + "\n" + out.getvalue())
    assert code == 0, output
    after = snapshot(site)
    assert after["content/products.yaml"].decode() == before["content/products.yaml"].decode().replace(
        "    - brows   # the first\n", '    - brows   # the first\n  price: "17.50"\n'
    )
    assert after["content/products/night-bowl.yaml"] == (
        b"name: Night Bowl\nurl: https://lune.example/products/night-bowl\ntags: [night, skin-care]\n"
    )
    check(site)


def test_an_edit_of_favorites_keeps_their_notes(site: Path) -> None:
    rows = export(site, "ambassadors", "a.csv")
    lea = next(row for row in rows if row[0] == "lea-moreau")
    assert lea[rows[0].index("favorites")] == "cloud-balm, boy-brow"
    lea[rows[0].index("favorites")] = "cloud-balm, night-bowl"
    lea[rows[0].index("tiktok")] = "@lea.moreau"
    before = (site / "content/ambassadors/lea-moreau/profile.yaml").read_text("utf-8")
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    run_import(site, "ambassadors", out.getvalue())
    assert (site / "content/ambassadors/lea-moreau/profile.yaml").read_text("utf-8") == before.replace(
        "- boy-brow", "- night-bowl"
    ).replace("{instagram: leamoreau}   #", "{instagram: leamoreau, tiktok: lea.moreau} #")
    check(site)


def test_an_edit_of_content_after_the_export_stays(site: Path) -> None:
    rows = export(site, "products", "p.csv")
    path = site / "content/products.yaml"
    path.write_text(path.read_text("utf-8").replace('"24.00"', '"23.00"'), "utf-8")
    code, output = run_cli(["import", "products", "p.csv"], site)
    assert (code, products(site)["cloud-balm"]["price"]) == (0, "23.00")
    balm = next(row for row in rows if row[0] == "cloud-balm")
    balm[rows[0].index("price")] = "25"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    code, output = run_import(site, "products", out.getvalue())
    assert "edited-by-hand" in output
    assert products(site)["cloud-balm"]["price"] == "23.00"


def test_a_new_row_adds_a_person_and_an_empty_cell_removes_a_value(site: Path) -> None:
    rows = export(site, "ambassadors", "a.csv")
    head = rows[0]
    lea = next(row for row in rows if row[0] == "lea-moreau")
    lea[head.index("handle")] = ""
    rows.append(["" if name != "name" else "Ana Sol" for name in head])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    code, output = run_import(site, "ambassadors", out.getvalue())
    assert code == 0, output
    assert "handle" not in person(site, "lea-moreau")
    assert person(site, "ana-sol") == {"name": "Ana Sol", "status": "draft"}
    check(site)


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@cmd", "'=x", "''-", "\t=x", "＝1", "plain"])
def test_a_formula_is_made_safe_in_the_sheet_and_comes_back(site: Path, name: str) -> None:
    write(site, "content/products/danger.yaml", render_entry({"name": name.strip(), "url": "https://lune.example/d"}))
    rows = export(site, "products", "p.csv")
    cell = next(row for row in rows if row[0] == "danger")[1]
    assert cell[0] not in "=+-@\t＝"
    before = snapshot(site)
    for file in ("p.csv", "p.xlsx"):
        export(site, "products", file)
        assert run_cli(["import", "products", file], site)[0] == 0
    assert snapshot(site) == before


def test_a_workbook_holds_texts_only(site: Path) -> None:
    from openpyxl import load_workbook

    export(site, "products", "p.xlsx")
    export(site, "products", "q.xlsx")
    assert (site / "p.xlsx").read_bytes() == (site / "q.xlsx").read_bytes()
    sheet = load_workbook(site / "p.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert [cell.value for cell in sheet[2]][:4] == ["boy-brow", "Boy Brow", "https://lune.example/brow", None]


def test_an_export_goes_to_the_terminal_or_to_csv_or_xlsx(site: Path) -> None:
    code, output = run_cli(["export", "products"], site)
    assert code == 0
    head = "id,name,url,price,price_from,description,tags,available,variant,image,image_alt,as exported"
    assert output.partition("\n")[0] == head
    code, output = run_cli(["export", "products", "--output", "p.ods"], site)
    assert code == 2
    assert "use a name that ends in .csv or .xlsx" in output


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=30).map(
    lambda text: fix_encoding(" ".join(text.split()))  # an import repairs a text that was saved twice
).filter(bool)  # fmt: skip
TAG = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(  # a column of `n` alone is one of ticks
    lambda text: text not in TRUE | FALSE and not is_placeholder(text)
)
ENTRY = st.fixed_dictionaries(
    {"name": WORD},
    optional={
        "price": st.decimals(0, 9999, places=2).map(str),
        "description": WORD,
        "tags": st.lists(TAG, min_size=1, unique=True),
        "available": st.just("false"),
        "variant": st.from_regex(r"[0-9]{1,9}", fullmatch=True),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(entries=st.dictionaries(st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True), ENTRY, min_size=1, max_size=5))
def test_a_drawn_sheet_keeps_its_values_through_import_and_export(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, dict[str, object]]
) -> None:
    """The model reads the values of the sheet from the YAML, and an export that comes back changes nothing."""
    root = tmp_path_factory.mktemp("trip")
    write(root, "content/site.yaml", SITE)
    names = ["handle", "name", "url", "price", "description", "tags", "available", "variant"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    from generator.tables.formulas import guard_formula

    for id_, entry in entries.items():
        cells = {"handle": id_, "url": f"https://lune.example/products/{id_}", **entry}
        if "tags" in entry:
            cells["tags"] = ", ".join(entry["tags"])  # type: ignore[arg-type]
        writer.writerow([guard_formula(str(cells.get(name, ""))) for name in names])
    code, output = run_import(root, "products", out.getvalue())
    entries_by_id = products_of(root)
    from generator.columns.html_text import plain_text, read_title

    for id_, entry in entries.items():
        name = str(entry["name"])
        if not read_title(name) or is_placeholder(name, "name") or is_sheet_error(name):
            continue
        model = Product.model_validate(entries_by_id[id_], context={"folder": "content"})
        assert model.name == read_title(str(entry["name"]))
        assert str(model.price) == entry.get("price", "None")
        assert model.tags == tuple(entry.get("tags", ()))  # type: ignore[arg-type]
        assert model.available == ("available" not in entry)
        variant = str(entry.get("variant", ""))
        assert (model.variant or "") == (variant if variant.strip("0") else "")
        description = plain_text(str(entry.get("description", "")))
        description = "" if is_placeholder(str(entry.get("description", ""))) else description
        assert (model.description.for_locale("en") if model.description else "") == description
    before = snapshot(root)
    export(root, "products", "p.csv")
    code, output = run_cli(["import", "products", "p.csv"], root)
    assert code == 0, output
    assert snapshot(root) == before


def products_of(root: Path) -> dict[str, dict[str, object]]:
    if not (root / "content/products.yaml").exists():
        return {}  # every name was a placeholder
    report = Report()
    data = read_yaml((root / "content/products.yaml").read_text("utf-8"), "p", report)
    assert not report.errors
    return dict(data)


def test_a_price_with_many_decimals_comes_back(site: Path) -> None:
    write(site, "content/products/gold.yaml", "name: Gold\nurl: https://lune.example/gold\nprice: 19.999\n")
    before = snapshot(site)
    export(site, "products", "p.csv")
    code, output = run_cli(["import", "products", "p.csv"], site)
    assert code == 0, output
    assert snapshot(site) == before


def test_a_text_that_looks_garbled_comes_back_as_content_has_it(site: Path) -> None:
    write(site, "content/products/odd.yaml", 'name: "LÃ©a Ã¨ ;\'=x"\nurl: https://lune.example/products/odd\n')
    before = snapshot(site)
    export(site, "products", "p.csv")
    code, output = run_cli(["import", "products", "p.csv"], site)
    assert (code, snapshot(site)) == (0, before), output
