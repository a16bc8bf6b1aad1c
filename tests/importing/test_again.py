"""Tests that a second import changes the values that came from the sheet, and keeps the edits of people."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.importing.sites import SITE, check, products, run_import, snapshot, write
from tests.scenario import run_cli

HEAD = "Handle,Title,Variant Price,Tags,Body (HTML)\n"
FIRST = HEAD + "mist,Mist,18,face,A mist\nsoap,Soap,9,body,A soap\n"


def _edit(site: Path, old: str, new: str) -> None:
    path = site / "content/products.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("times", [1, 2])
def test_values_from_the_sheet_follow_the_sheet(site: Path, times: int) -> None:
    for _ in range(times):
        run_import(site, "products", FIRST)
    code, output = run_import(site, "products", FIRST.replace("mist,Mist,18", "mist,Mist,20"))
    assert code == 0
    assert "~ mist: Mist\n    price: 18.00 -> 20.00\n" in output
    assert "0 products added, 1 changed, 1 unchanged." in output
    check(site)


def test_a_hand_edit_is_kept_and_reported(site: Path) -> None:
    run_import(site, "products", FIRST)
    _edit(site, 'price: "18.00"', 'price: "17.00"   # agreed by phone')
    before = snapshot(site)
    code, output = run_import(site, "products", FIRST)
    assert code == 0
    assert "= mist: Mist\n    price: kept 17.00; the sheet says 18.00\n" in output
    assert snapshot(site) == before


def test_a_price_edited_by_hand_gets_no_from_of_the_sheet(site: Path) -> None:
    variants = HEAD + "mist,Mist,18,face,A mist\nmist,,24,,\n"
    run_import(site, "products", FIRST)
    _edit(site, 'price: "18.00"', 'price: "17.00"')
    code, output = run_import(site, "products", variants)
    assert code == 0
    assert "price: kept 17.00; the sheet says 18.00" in output
    assert "price_from" not in products(site)["mist"]
    run_import(site, "products", variants, "--overwrite")
    assert (products(site)["mist"]["price"], products(site)["mist"]["price_from"]) == ("18.00", "true")


def test_a_text_goes_to_the_language_that_the_site_has(site: Path) -> None:
    write(site, "content/site.yaml", f"{SITE}locale: en-GB\n")
    run_import(site, "products", FIRST)
    _edit(site, "description: A soap", "description: {de: Seife, en: A soap}")
    code, output = run_import(site, "products", FIRST.replace("A soap", "A hard soap"), "--overwrite")
    assert code == 0, output
    assert products(site)["soap"]["description"] == {"de": "Seife", "en": "A hard soap"}


def test_the_picture_of_a_known_product_is_counted(site: Path) -> None:
    sheet = "Handle,Title,Variant Price,Image Src\nmist,Mist,18,https://pics.example/m.jpg\nsoap,Soap,9,\n"
    for price in ("18", "19"):
        code, output = run_import(site, "products", sheet.replace("18", price))
        assert code == 0, output
        assert "Pictures that were not downloaded, and that no page shows: 1." in output


def test_a_value_that_changed_in_content_and_in_the_sheet_is_reported_and_kept(site: Path) -> None:
    run_import(site, "products", FIRST)
    _edit(site, 'price: "18.00"', 'price: "17.00"')
    second = FIRST.replace("mist,Mist,18", "mist,Mist,20")
    code, output = run_import(site, "products", second)
    assert code == 0
    assert "warning[edited-by-hand]: `price` of Mist was changed here and in the sheet" in output
    assert "content/products.yaml:" in output
    assert products(site)["mist"]["price"] == "17.00"
    code, output = run_import(site, "products", second)
    assert "edited-by-hand" not in output  # reported once; now the edit only stays
    code, output = run_import(site, "products", second, "--overwrite")
    assert products(site)["mist"]["price"] == "20.00"


def test_an_empty_cell_removes_the_value_of_an_earlier_import(site: Path) -> None:
    run_import(site, "products", FIRST)
    run_import(site, "products", FIRST.replace("A soap", ""))
    assert "description" not in products(site)["soap"]
    assert products(site)["mist"]["description"] == "A mist"


def test_values_from_before_the_first_import_stay(site: Path) -> None:
    before = (site / "content/products.yaml").read_text("utf-8")
    code, output = run_import(site, "products", HEAD + "cloud-balm,Cloud Balm 2,30,new,\nboy-brow,Boy Brow,,eyes,\n")
    assert code == 0
    assert "price: kept 24.00; the sheet says 30.00" in output
    assert "tags: kept brows; the sheet says eyes" in output
    assert (site / "content/products.yaml").read_text("utf-8") == before.replace(
        '  price: "24.00"\n', '  price: "24.00"\n  tags: [new]\n'
    )


def test_an_import_keeps_comments_order_and_quotes(site: Path) -> None:
    text = (
        "# Top.\n\nmist:\n  price: 18.00 # now\n  # about the name\n  name: 'Mist'\n\n  url: https://lune.example/products/mist\n"
        "  image: { src: images/mist.jpg,   alt: A bottle }\n  tags:\n  - face  # first\n  - body\n"
        "  description: >-\n    A mist\n    in two lines.\n\n# --- the soaps ---\nsoap:   # best\n"
        '  name: "Soap"\n  url: https://lune.example/products/soap\n  price: 9.00\n\n# The end.\n'
    )
    write(site, "content/products.yaml", text)
    write(site, "content/images/mist.jpg", b"x")
    write(site, "content/ambassadors/lea-moreau/profile.yaml", "name: Léa\nfavorites: [mist]\n")
    write(site, "content/ambassadors/lea-moreau/story.md", "Hello.\n")
    write(site, "content/ambassadors/wren-hollis.md", "---\nname: Wren\nfavorites: [soap]\n---\n")
    rows = 'mist,Mist,18,"face, body",A mist in two lines.\nsoap,Soap,9,,\n'
    run_import(site, "products", HEAD + rows)
    assert (site / "content/products.yaml").read_text("utf-8") == text
    run_import(site, "products", HEAD + rows.replace(",18,", ",19,").replace("soap,Soap,9,", "soap,Soap,9,body"))
    after = (site / "content/products.yaml").read_text("utf-8")
    expected = text.replace("18.00 # now", '"19.00" # now').replace("price: 9.00\n", "price: 9.00\n  tags: [body]\n")
    assert after.replace("19.00 # now", '"19.00" # now').replace('""', '"') == expected.replace(
        "{ src: images/mist.jpg,   alt: A bottle }", "{src: images/mist.jpg, alt: A bottle}"
    )


def test_a_file_of_one_product_keeps_its_windows_line_ends(site: Path) -> None:
    path = write(
        site, "content/products/night-bowl.yaml",
        b"\xef\xbb\xbfname: Night Bowl\r\nurl: https://lune.example/products/night-bowl\r\n# end\r\n",
    )  # fmt: skip
    code, output = run_import(site, "products", HEAD + "night-bowl,Night Bowl,42,,\n")
    assert code == 0, output
    assert path.read_bytes() == (
        b'\xef\xbb\xbfname: Night Bowl\r\nurl: https://lune.example/products/night-bowl\r\nprice: "42.00"\r\n# end\r\n'
    )
    check(site)


def test_a_product_that_a_person_deleted_stays_deleted(site: Path) -> None:
    run_import(site, "products", FIRST)
    path = site / "content/products.yaml"
    path.write_text(path.read_text("utf-8").partition("mist:")[0], "utf-8")
    code, output = run_import(site, "products", FIRST)
    assert code == 0
    assert "- mist: was deleted from content by hand, and is not added again" in output
    assert "mist" not in products(site)
    run_import(site, "products", FIRST, "--overwrite")
    assert {"mist", "soap"} <= set(products(site))


def test_a_product_that_is_gone_from_the_sheet_stays(site: Path) -> None:
    run_import(site, "products", FIRST)
    code, output = run_import(site, "products", HEAD + "mist,Mist,18,face,A mist\n")
    assert code == 0
    assert "= soap: is no longer in this sheet, and stays in content" in output
    assert "soap" in products(site)


def test_people_of_another_sheet_are_reported_as_a_count(site: Path) -> None:
    """Two agencies send two sheets: the people of one sheet are not missing from the other."""
    run_import(site, "ambassadors", "Name,Instagram\nAna Pires,anap\nBo Ray,bor\n", file="agency-north-2026-03.csv")
    code, output = run_import(site, "ambassadors", "Name,Instagram\nCy Sol,cysol\n", file="agency-south.csv")
    assert code == 0
    assert "is no longer in this sheet" not in output
    assert "From other sheets, and unchanged: 2 ambassadors." in output
    code, output = run_import(site, "ambassadors", "Name,Instagram\nBo Ray,bor\n", file="Agency North 2026-04 (2).csv")
    assert "= ana-pires: is no longer in this sheet, and stays in content" in output
    assert "From other sheets, and unchanged: 1 ambassador." in output


def test_the_memory_of_imports_forgets_a_deleted_person(site: Path) -> None:
    head, memory = "Name,Instagram\n", site / "content/.imported/ambassadors.json"
    run_import(site, "ambassadors", head + "Ana Sol,ana\nBo Ray,bo\n")
    assert "ana-sol" in memory.read_text("utf-8")
    shutil.rmtree(site / "content/ambassadors/ana-sol")
    run_import(site, "ambassadors", head + "Bo Ray,bo\n")
    assert "ana-sol" not in memory.read_text("utf-8")


def test_a_person_whose_row_is_skipped_is_not_reported_as_gone(site: Path) -> None:
    run_import(site, "ambassadors", "Name,Instagram\nAna Pires,anap\n")
    write(
        site, "content/ambassadors/ana/profile.yaml", "name: Ana Pires\nsocials: {instagram: ana2}\nfavorites: [mist]\n"
    )
    code, output = run_import(site, "ambassadors", "Name,City\nAna Pires,Porto\n")
    assert code == 1
    assert "may be `ana` or `ana-pires`" in output
    assert "is no longer in this sheet" not in output


def test_a_dry_run_writes_nothing(site: Path) -> None:
    before = snapshot(site)
    code, output = run_import(site, "products", FIRST, "--dry-run")
    assert code == 0
    assert "+ mist: Mist\n+ soap: Soap\n" in output
    assert "Would be: 2 products added, 0 changed, 0 unchanged." in output
    assert snapshot(site) == before
    assert not (site / "content/.imported").exists()


def test_500_rows_of_which_2_are_bad_add_498_products(site: Path) -> None:
    rows = [f"p-{n},Product {n},{n % 90 + 1},face,Text {n}" for n in range(500)]
    rows[10] = "p-10,Product 10,ten,face,x"
    rows[200] = "p-200,,5,face,x"
    rows[499] = "p-499,Product 499,1,face,x,too,many\0"
    code, output = run_import(site, "products", HEAD + "\n".join(rows) + "\n")
    assert code == 1
    assert "row 12, column C (Variant Price): `ten` is not a price, so the cell was left out" in output
    assert "row 202, column B (Title): this product has no name, so it was skipped" in output
    assert "row 501" in output
    assert "498 products added, 0 changed, 0 unchanged; 2 rows skipped." in output
    assert len(products(site)) == 498 + 3
    assert "price" not in products(site)["p-10"]
    check(site)


def test_a_column_for_one_language_changes_only_that_language(site: Path) -> None:
    write(
        site, "content/products.yaml",
        "mist:\n  name: Mist\n  url: https://lune.example/products/mist\n  description: {en: A mist, fr: Une brume}\n",
    )  # fmt: skip
    write(site, "content/ambassadors/lea-moreau/profile.yaml", "name: Léa\n")
    write(site, "content/ambassadors/lea-moreau/story.md", "Hello.\n")
    write(site, "content/ambassadors/wren-hollis.md", "---\nname: Wren\n---\nHi.\n")
    sheet = "Handle,Title,Description (fr),Description de\nmist,Mist,Une autre,Ein Nebel\n"
    run_import(site, "products", sheet, "--overwrite")
    mist = products(site)["mist"]
    assert mist["description"] == {"en": "A mist", "fr": "Une autre", "de": "Ein Nebel"}
    check(site)


def test_a_file_that_changes_meanwhile_is_not_written_over(site: Path) -> None:
    from generator.importing.replace_files import replace_files
    from generator.problems import Report

    report = Report()
    assert not replace_files(
        site, {"content/products.yaml": b"x", "content/new.yaml": b"y"}, {"content/products.yaml": b"old"}, report
    )
    assert [problem.name for problem in report] == ["file-not-written"]
    assert not (site / "content/new.yaml").exists()
    assert not list(site.rglob("*.new"))


def test_a_full_disk_leaves_all_files_unchanged(site: Path, monkeypatch: object) -> None:
    from pathlib import Path as Anyone

    from generator.importing import replace_files as module
    from generator.problems import Report

    before = snapshot(site)
    calls = []

    def fail(self: Anyone, target: Anyone) -> Anyone:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return self.rename(target)

    monkeypatch.setattr(module.Path, "replace", fail)  # type: ignore[attr-defined]
    report = Report()
    files = {
        "content/products.yaml": b"a: {}\n",
        "content/products/night-bowl.yaml": b"b\n",
        "content/z/new.yaml": b"c",
    }
    assert not module.replace_files(site, files, {**before, "content/z/new.yaml": None}, report)
    assert snapshot(site) == before
    [problem] = report
    assert problem.message == "this file could not be written: no space left on device"
    assert problem.place.file == "content/products/night-bowl.yaml"


def test_the_command_reports_an_import_as_json(site: Path) -> None:
    import json

    write(site, "s.csv", HEAD + "mist,Mist,x,,\n")
    code, output = run_cli(["import", "products", "s.csv", "--format", "json"], site)
    assert code == 1
    assert json.loads(output)[0]["name"] == "skipped-cell"


def test_a_catalogue_that_is_too_large_to_load_is_not_written(site: Path) -> None:
    before = snapshot(site)
    text = "word " * 700
    code, output = run_import(site, "products", HEAD + "".join(f"p{n},P{n},1,,{text}\n" for n in range(1200)))
    assert code == 1
    assert "error[file-too-large]" in output
    assert "Nothing was written." in output
    assert snapshot(site) == before


def test_an_entry_in_braces_over_two_lines_is_edited(site: Path) -> None:
    path = site / "content/products.yaml"
    run_import(site, "products", FIRST)
    path.write_text(
        path.read_text("utf-8")
        .replace("mist:\n  name: Mist\n", "mist: {name: Mist,\n")
        .replace(
            '  url: https://lune.example/products/mist\n  price: "18.00"\n  description: A mist\n  tags: [face]\n',
            '  url: "https://lune.example/products/mist", price: "18.00", description: A mist, tags: [face]}\n',
        ),
        "utf-8",
    )
    assert products(site)["mist"]["price"] == "18.00"
    run_import(site, "products", FIRST.replace(",18,", ",19,").replace(",9,", ",10,"))
    assert products(site)["soap"]["price"] == "10.00"
    assert products(site)["mist"]["price"] == "19.00"
    check(site)


def test_a_lost_line_of_the_memory_costs_only_its_product(site: Path) -> None:
    run_import(site, "products", FIRST)
    path = site / "content/.imported/products.json"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if '"soap"' not in line), "utf-8")  # and leaves its comma
    _, output = run_import(site, "products", FIRST.replace(",18,", ",19,").replace(",9,", ",10,"))
    assert products(site)["mist"]["price"] == "19.00"
    assert "price: kept 9.00; the sheet says 10.00" in output  # without its line, the price counts as edited by hand


def test_an_entry_that_lacks_a_key_changes_once_the_sheet_has_it(site: Path) -> None:
    write(site, "content/products.yaml", "mist:\n  url: https://lune.example/products/mist\n")
    code, output = run_import(site, "products", "ID,Price\nmist,25\n")
    assert code == 1
    assert "row 2: `name` is missing, so it was skipped" in output
    assert "price" not in products(site)["mist"]
    code, output = run_import(site, "products", "ID,Name,Price\nmist,Mist,25\n")
    assert code == 0, output
    assert (products(site)["mist"]["name"], products(site)["mist"]["price"]) == ("Mist", "25.00")


def test_an_error_that_content_had_before_does_not_stop_a_change(site: Path) -> None:
    _edit(site, "  name: Cloud Balm ", "  available: perhaps\n  name: Cloud Balm ")
    code, output = run_import(site, "products", "Handle,Title,Variant Price\ncloud-balm,Cloud Balm,25\n", "--overwrite")
    assert code == 0, output
    assert (products(site)["cloud-balm"]["price"], products(site)["cloud-balm"]["available"]) == ("25.00", "perhaps")
