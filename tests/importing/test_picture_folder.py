"""Tests that `import --images` takes only pictures from a folder, even if a stranger filled it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from PIL import Image

from generator.columns.fields import sheet_fields
from generator.importing.dialects import PLAIN
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.layout import Layout
from generator.importing.open_beneath import SymlinkError, read_beneath
from generator.importing.place_pictures import Values, placed_values
from generator.problems import Report
from generator.tables.table import Row, Table
from tests.importing.sites import check, make_site, person, products, run_import, snapshot, write
from tests.scenario import run_cli

SHEET = "Name,Photo\nAna Sol,ana.jpg\nBo Ray,bo.jpg\n"
PORTRAIT = "content/ambassadors/ana-sol/portrait.jpg"


def photo(path: Path, shade: int = 90, form: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (900, 1100), (shade, shade, 40)).save(path, form)
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path / "site")
    photo(tmp_path / "shots/bo.jpg", 30)
    return root


def secret(site: Path) -> Path:
    return write(site.parent, "home/secret.key", b"a secret\n")


def link_out(site: Path, at: Path) -> None:
    at.symlink_to(secret(site))


def link_out_to_a_picture(site: Path, at: Path) -> None:
    at.symlink_to(photo(site.parent / "home/private.jpg"))


def relative_link_out(site: Path, at: Path) -> None:
    secret(site)
    at.symlink_to("../home/secret.key")


def link_to_a_link_out(site: Path, at: Path) -> None:
    (at.parent / "between").symlink_to(secret(site))
    at.symlink_to("between")


def link_to_a_folder(site: Path, at: Path) -> None:
    (at.parent / "inner").mkdir()
    at.symlink_to("inner")


def loop(site: Path, at: Path) -> None:
    at.symlink_to("again.jpg")
    (at.parent / "again.jpg").symlink_to(at.name)


def link_to_nothing(site: Path, at: Path) -> None:
    at.symlink_to("gone.jpg")


def pipe(site: Path, at: Path) -> None:
    os.mkfifo(at)


def link_to_a_device(site: Path, at: Path) -> None:
    at.symlink_to("/dev/zero")


def a_socket(site: Path, at: Path) -> None:
    with socket.socket(socket.AF_UNIX) as unix_socket:
        here = os.open(at.parent, os.O_RDONLY)
        unix_socket.bind(f"/proc/self/fd/{here}/{at.name}")
        os.close(here)


def key(site: Path, at: Path) -> None:
    at.write_bytes(b"-----BEGIN OPENSSH PRIVATE KEY-----\n")


def svg(site: Path, at: Path) -> None:
    at.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")


def web_page(site: Path, at: Path) -> None:
    at.write_bytes(b"<!doctype html><title>Not found</title>")


def empty(site: Path, at: Path) -> None:
    at.write_bytes(b"")


def huge(site: Path, at: Path) -> None:
    photo(at)
    os.truncate(at, 60_000_001)


REFUSALS = {
    link_out: "is a link that leads out of the folder",
    link_out_to_a_picture: "is a link that leads out of the folder",
    relative_link_out: "is a link that leads out of the folder",
    link_to_a_link_out: "is a link that leads out of the folder",
    link_to_a_folder: None,
    loop: "is a link in an endless chain",
    link_to_nothing: "is a link that leads nowhere",
    pipe: "is not a file",
    link_to_a_device: "is a link that leads out of the folder",
    a_socket: "",
    key: "is not a picture: it looks like a text file",
    svg: "is not a picture: it looks like an SVG drawing",
    web_page: "is not a picture: it looks like a web page",
    empty: "is not a picture",
    huge: "has more than 60 MB",
}


@pytest.mark.parametrize("put_file", REFUSALS, ids=lambda put_file: put_file.__name__)
def test_a_file_that_is_no_picture_of_the_folder_is_not_copied(site: Path, put_file) -> None:  # type: ignore[no-untyped-def]
    put_file(site, site.parent / "shots/ana.jpg")
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert not (site / PORTRAIT).exists()
    assert "portrait" not in person(site, "ana-sol")
    assert (site / "content/ambassadors/bo-ray/portrait.jpg").is_file(), "others are copied all the same"
    assert b"secret" not in b"".join(snapshot(site).values())
    if REFUSALS[put_file] is None:  # a folder by that name: there is no such picture
        assert "`ana.jpg` is a link to a folder" in output
        assert "no `ana.jpg` is in the folder" in output
        return
    assert code == 1
    assert "error[refused-picture]: row 2, column B (Photo): `ana.jpg`" in output
    assert REFUSALS[put_file] in output


def test_a_link_within_the_folder_is_followed(site: Path) -> None:
    photo(site.parent / "shots/deep/first.jpg")
    (site.parent / "shots/ana.jpg").symlink_to("deep/first.jpg")
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, output
    assert (site / PORTRAIT).read_bytes() == (site.parent / "shots/deep/first.jpg").read_bytes()


def test_the_folder_itself_may_be_a_link(site: Path) -> None:
    photo(site.parent / "shots/ana.jpg")
    (site.parent / "elsewhere").symlink_to("shots")
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../elsewhere")
    assert code == 0, output
    assert (site / PORTRAIT).is_file()


def test_a_folder_that_is_a_link_is_not_entered_and_reported(site: Path) -> None:
    photo(site.parent / "home/ana.jpg")
    (site.parent / "shots/2026").symlink_to(site.parent / "home")
    (site.parent / "shots/round").symlink_to(".")
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0
    assert "`2026` is a link to a folder, so the pictures in it were not looked at" in output
    assert "`round` is a link to a folder" in output
    assert not (site / PORTRAIT).exists()


def test_a_path_in_the_sheet_does_not_leave_the_folder(site: Path) -> None:
    photo(site.parent / "ana.jpg")
    sheet = "Name,Photo\nAna Sol,../ana.jpg\nBo Ray,/etc/passwd\nCy,..\\..\\home\\cy.jpg\n"
    _, output = run_import(site, "ambassadors", sheet, "--images", "../shots")
    assert "no `ana.jpg` is in the folder" in output
    assert "the same in 2 more rows: 3 (`passwd`), 4 (`cy.jpg`)" in output
    assert not (site / PORTRAIT).exists()


def test_reading_does_not_enter_a_folder_that_is_a_link(tmp_path: Path) -> None:
    photo(tmp_path / "home/ana.jpg")
    (tmp_path / "shots").mkdir()
    (tmp_path / "shots/2026").symlink_to(tmp_path / "home")
    with pytest.raises(SymlinkError):
        read_beneath(tmp_path / "shots", "2026/ana.jpg", 10**6)


def test_a_picture_that_changes_after_its_check_is_not_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process replaces the picture after the check: the site gets the picture that was checked."""
    from generator.importing import import_sheet

    original = photo(site.parent / "shots/ana.jpg").read_bytes()
    load_trial = import_sheet.load_trial

    def exchange(*arguments):  # type: ignore[no-untyped-def]
        (site.parent / "shots/ana.jpg").unlink(missing_ok=True)
        (site.parent / "shots/ana.jpg").symlink_to(secret(site))
        return load_trial(*arguments)

    monkeypatch.setattr(import_sheet, "load_trial", exchange)
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, output
    assert (site / PORTRAIT).read_bytes() == original


def test_a_picture_of_the_same_case_is_preferred(site: Path) -> None:
    photo(site.parent / "shots/ANA.JPG", 10)
    photo(site.parent / "shots/ana.jpg", 20)
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, output
    assert (site / PORTRAIT).read_bytes() == (site.parent / "shots/ana.jpg").read_bytes(), "the name with the same case"
    assert "`ana.jpg` was used for `Ana Sol`, but `ANA.JPG` may be right as well" in output


def test_a_name_in_the_letters_of_macos_is_found(site: Path) -> None:
    photo(site.parent / "shots/cre\u0300me.jpg")
    code, output = run_import(site, "ambassadors", "Name,Photo\nAna Sol,cr\u00e8me.JPG\n", "--images", "../shots")
    assert code == 0, output
    assert (site / PORTRAIT).is_file()


def test_two_pictures_of_one_name_are_reported_and_two_copies_are_not(site: Path) -> None:
    photo(site.parent / "shots/a/ana.jpg", 10)
    photo(site.parent / "shots/b/ana.jpg", 20)
    photo(site.parent / "shots/copy/bo.jpg", 30)
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0
    assert "`a/ana.jpg` was used for `Ana Sol`, but `b/ana.jpg` may be right as well" in output
    assert "was used for `Bo Ray`" not in output


def test_a_copied_picture_gets_the_ending_of_its_format(site: Path) -> None:
    photo(site.parent / "shots/ana.jpg", 10, "PNG")
    code, output = run_import(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, output
    assert person(site, "ana-sol")["portrait"]["src"] == "portrait.png"


ALT = "Handle,Title,Variant Price,Image Src,Image Alt Text\nbalm,Balm,1,https://cdn.example/balm.jpg,{alt}\n"


def test_pictures_come_after_a_first_import_without_them(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = ALT.format(alt="A tin on linen")
    run_import(site, "products", sheet)
    code, output = run_import(site, "products", sheet, "--images", "../shots")
    assert code == 0, output
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin on linen"}
    check(site)
    before = snapshot(site)
    for options in ((), ("--images", "../shots")):
        code, output = run_import(site, "products", sheet, *options)
        assert "0 products added, 0 changed" in output
        assert snapshot(site) == before


def test_a_memory_of_an_alt_text_that_was_never_written_does_no_harm(site: Path) -> None:
    """An earlier version of the program wrote such a memory, and sites still have it."""
    from generator.columns.fingerprints import fingerprint

    photo(site.parent / "shots/balm.jpg")
    run_import(site, "products", ALT.format(alt="A tin"))
    memory = site / "content/.imported/products.json"
    line = f" image_alt:{fingerprint('A tin')}"
    memory.write_text(memory.read_text("utf-8").replace('"\n', f'{line}"\n'), "utf-8")
    assert line in memory.read_text("utf-8")
    code, output = run_import(site, "products", ALT.format(alt="A tin"), "--images", "../shots")
    assert code == 0, output
    assert products(site)["balm"]["image"]["alt"] == "A tin"


def test_the_alt_text_of_a_picture_follows_the_sheet(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    run_import(site, "products", ALT.format(alt="A tin"))
    run_import(site, "products", ALT.format(alt="A round tin"))
    run_import(site, "products", ALT.format(alt="A round tin"), "--images", "../shots")
    assert products(site)["balm"]["image"]["alt"] == "A round tin"
    run_import(site, "products", ALT.format(alt="A tin of balm"))
    assert products(site)["balm"]["image"]["alt"] == "A tin of balm"
    run_import(site, "products", ALT.format(alt=""))
    assert products(site)["balm"]["image"]["alt"] == "A tin of balm", "a picture keeps its alt text"


def test_a_picture_added_by_hand_gets_the_alt_text_of_the_sheet(site: Path) -> None:
    sheet = ALT.format(alt="A tin")
    for _ in range(2):
        run_import(site, "products", sheet)
    photo(site / "content/images/products/balm.jpg")
    path = site / "content/products.yaml"
    path.write_text(f"{path.read_text('utf-8')}  image: {{src: images/products/balm.jpg}}\n", "utf-8")
    code, output = run_import(site, "products", sheet)
    assert code == 0, output
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin"}
    check(site)


def test_alt_texts_in_two_languages_are_written(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = "Name,URL,Image Alt (en),Image Alt (fr)\nBalm,https://lune.example/products/balm,A tin,Une boîte\n"
    run_import(site, "products", sheet)
    code, output = run_import(site, "products", sheet, "--images", "../shots")
    assert code == 0, output
    assert products(site)["balm"]["image"]["alt"] == {"en": "A tin", "fr": "Une boîte"}


@pytest.mark.parametrize("name", ["ana.jpg", "pictures/Ana Sol.jpg", "https://drive.example/ana.jpg"])
def test_portraits_come_after_a_first_import_without_them(site: Path, name: str) -> None:
    photo(site.parent / "shots" / name.rpartition("/")[2])
    sheet = f"Name,Photo,Photo Alt\nAna Sol,{name},Ana at her desk\n"
    run_import(site, "ambassadors", sheet)
    assert "portrait" not in person(site, "ana-sol")
    code, output = run_import(site, "ambassadors", sheet, "--images", "../shots")
    assert code == 0, output
    assert person(site, "ana-sol")["portrait"] == {"src": "portrait.jpg", "alt": "Ana at her desk"}
    assert "edited-by-hand" not in output


def test_a_picture_that_a_person_removed_stays_removed(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = ALT.format(alt="A tin")
    run_import(site, "products", sheet, "--images", "../shots")
    path = site / "content/products.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("  image:")], "utf-8")
    (site / "content/images/products/balm.jpg").unlink()
    run_import(site, "products", sheet, "--images", "../shots")
    assert "image" not in products(site)["balm"]
    assert not (site / "content/images/products/balm.jpg").exists()


def test_a_full_disk_leaves_the_old_picture(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo(site.parent / "shots/balm.jpg", 10)
    sheet = ALT.format(alt="A tin")
    run_import(site, "products", sheet, "--images", "../shots")
    before = snapshot(site)
    photo(site.parent / "shots/balm.jpg", 200)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.suffix == ".yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        code, _ = run_import(site, "products", sheet.replace("Balm,1", "Balm,2"), "--images", "../shots")
    assert code == 1
    assert snapshot(site) == before
    assert run_cli(["check", "--as-of", "2026-11-22", "--format", "concise"], site)[0] == 0


@pytest.mark.parametrize("has_picture", [False, True])
def test_the_text_of_a_picture_counts_as_read_only_beside_the_picture(has_picture: bool) -> None:
    fields = {field.name: field for field in sheet_fields("ambassadors", "EUR")}
    source = SheetSource(Table("s.csv", "csv", ()), Layout(PLAIN, (), {}, (), (), ()), fields, Report())
    text: Values = {"name": "Ana", "tagline:fr": "Oui"}
    picture: Values = {"portrait": "a.jpg", "portrait_alt": "Ana", "portrait_alt:fr": "Ana !"}
    entry = SheetEntry(Row(2, ()), "Ana", text | picture, {})
    values = placed_values(entry, text | picture if has_picture else {**text}, has_picture, source)
    assert values == (text | picture if has_picture else text)
