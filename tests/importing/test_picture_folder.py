"""The folder of --images may be a stranger's: pictures are taken from it, and nothing else."""

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
from tests.importing.sites import bring, check, make_site, person, products, snapshot, write
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
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(at.parent, os.O_RDONLY)
        one.bind(f"/proc/self/fd/{here}/{at.name}")
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


REFUSED = {
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


@pytest.mark.parametrize("put", REFUSED, ids=lambda put: put.__name__)
def test_what_is_no_picture_of_the_folder_is_not_copied(site: Path, put) -> None:  # type: ignore[no-untyped-def]
    put(site, site.parent / "shots/ana.jpg")
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert not (site / PORTRAIT).exists()
    assert "portrait" not in person(site, "ana-sol")
    assert (site / "content/ambassadors/bo-ray/portrait.jpg").is_file(), "others are copied all the same"
    assert b"secret" not in b"".join(snapshot(site).values())
    if REFUSED[put] is None:  # a folder by that name: there is no such picture
        assert "`ana.jpg` is a link to a folder" in said
        assert "no `ana.jpg` is in the folder" in said
        return
    assert code == 1
    assert "error[refused-picture]: row 2, column B (Photo): `ana.jpg`" in said
    assert REFUSED[put] in said


def test_a_link_within_the_folder_is_followed(site: Path) -> None:
    photo(site.parent / "shots/deep/first.jpg")
    (site.parent / "shots/ana.jpg").symlink_to("deep/first.jpg")
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, said
    assert (site / PORTRAIT).read_bytes() == (site.parent / "shots/deep/first.jpg").read_bytes()


def test_the_folder_itself_may_be_a_link(site: Path) -> None:
    photo(site.parent / "shots/ana.jpg")
    (site.parent / "elsewhere").symlink_to("shots")
    code, said = bring(site, "ambassadors", SHEET, "--images", "../elsewhere")
    assert code == 0, said
    assert (site / PORTRAIT).is_file()


def test_a_folder_that_is_a_link_is_not_entered_and_reported(site: Path) -> None:
    photo(site.parent / "home/ana.jpg")
    (site.parent / "shots/2026").symlink_to(site.parent / "home")
    (site.parent / "shots/round").symlink_to(".")
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0
    assert "`2026` is a link to a folder, so the pictures in it were not looked at" in said
    assert "`round` is a link to a folder" in said
    assert not (site / PORTRAIT).exists()


def test_a_path_in_the_sheet_leads_nowhere_else(site: Path) -> None:
    photo(site.parent / "ana.jpg")
    sheet = "Name,Photo\nAna Sol,../ana.jpg\nBo Ray,/etc/passwd\nCy,..\\..\\home\\cy.jpg\n"
    _, said = bring(site, "ambassadors", sheet, "--images", "../shots")
    assert "no `ana.jpg` is in the folder" in said
    assert "the same in 2 more rows: 3 (`passwd`), 4 (`cy.jpg`)" in said
    assert not (site / PORTRAIT).exists()


def test_a_folder_that_becomes_a_link_meanwhile_is_not_entered(tmp_path: Path) -> None:
    photo(tmp_path / "home/ana.jpg")
    (tmp_path / "shots").mkdir()
    (tmp_path / "shots/2026").symlink_to(tmp_path / "home")
    with pytest.raises(SymlinkError):
        read_beneath(tmp_path / "shots", "2026/ana.jpg", 10**6)


def test_what_is_checked_is_what_is_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody exchanges the picture after it was looked at: the site gets the picture that was looked at."""
    from generator.importing import import_sheet

    original = photo(site.parent / "shots/ana.jpg").read_bytes()
    rehearse = import_sheet.load_trial

    def exchange(*given):  # type: ignore[no-untyped-def]
        (site.parent / "shots/ana.jpg").unlink(missing_ok=True)
        (site.parent / "shots/ana.jpg").symlink_to(secret(site))
        return rehearse(*given)

    monkeypatch.setattr(import_sheet, "load_trial", exchange)
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, said
    assert (site / PORTRAIT).read_bytes() == original


def test_case_of_names(site: Path) -> None:
    photo(site.parent / "shots/ANA.JPG", 10)
    photo(site.parent / "shots/ana.jpg", 20)
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, said
    assert (site / PORTRAIT).read_bytes() == (site.parent / "shots/ana.jpg").read_bytes(), "the name as it is written"
    assert "`ana.jpg` was used for `Ana Sol`, but `ANA.JPG` may be right as well" in said


def test_a_name_as_macos_writes_it(site: Path) -> None:
    photo(site.parent / "shots/cre\u0300me.jpg")
    code, said = bring(site, "ambassadors", "Name,Photo\nAna Sol,cr\u00e8me.JPG\n", "--images", "../shots")
    assert code == 0, said
    assert (site / PORTRAIT).is_file()


def test_two_pictures_of_one_name_are_reported_and_two_copies_are_not(site: Path) -> None:
    photo(site.parent / "shots/a/ana.jpg", 10)
    photo(site.parent / "shots/b/ana.jpg", 20)
    photo(site.parent / "shots/copy/bo.jpg", 30)
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0
    assert "`a/ana.jpg` was used for `Ana Sol`, but `b/ana.jpg` may be right as well" in said
    assert "taken for Bo Ray" not in said


def test_the_ending_is_that_of_the_bytes(site: Path) -> None:
    photo(site.parent / "shots/ana.jpg", 10, "PNG")
    code, said = bring(site, "ambassadors", SHEET, "--images", "../shots")
    assert code == 0, said
    assert person(site, "ana-sol")["portrait"]["src"] == "portrait.png"


# What is remembered of an earlier sheet.

ALT = "Handle,Title,Variant Price,Image Src,Image Alt Text\nbalm,Balm,1,https://cdn.example/balm.jpg,{alt}\n"


def test_pictures_come_after_a_first_import_without_them(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = ALT.format(alt="A tin on linen")
    bring(site, "products", sheet)
    code, said = bring(site, "products", sheet, "--images", "../shots")
    assert code == 0, said
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin on linen"}
    check(site)
    before = snapshot(site)
    for options in ((), ("--images", "../shots")):
        code, said = bring(site, "products", sheet, *options)
        assert "0 products added, 0 changed" in said
        assert snapshot(site) == before


def test_an_earlier_version_remembered_words_that_were_never_written(site: Path) -> None:
    """Such a memory lies in the sites that there are."""
    from generator.columns.fingerprints import fingerprint

    photo(site.parent / "shots/balm.jpg")
    bring(site, "products", ALT.format(alt="A tin"))
    memory = site / "content/.imported/products.json"
    line = f" image_alt:{fingerprint('A tin')}"
    memory.write_text(memory.read_text("utf-8").replace('"\n', f'{line}"\n'), "utf-8")
    assert line in memory.read_text("utf-8")
    code, said = bring(site, "products", ALT.format(alt="A tin"), "--images", "../shots")
    assert code == 0, said
    assert products(site)["balm"]["image"]["alt"] == "A tin"


def test_words_for_a_picture_change_later(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    bring(site, "products", ALT.format(alt="A tin"))
    bring(site, "products", ALT.format(alt="A round tin"))
    bring(site, "products", ALT.format(alt="A round tin"), "--images", "../shots")
    assert products(site)["balm"]["image"]["alt"] == "A round tin"
    bring(site, "products", ALT.format(alt="A tin of balm"))
    assert products(site)["balm"]["image"]["alt"] == "A tin of balm"
    bring(site, "products", ALT.format(alt=""))
    assert products(site)["balm"]["image"]["alt"] == "A tin of balm", "a picture keeps its words"


def test_a_picture_that_somebody_adds_gets_the_words_of_the_sheet(site: Path) -> None:
    sheet = ALT.format(alt="A tin")
    for _ in range(2):
        bring(site, "products", sheet)
    photo(site / "content/images/products/balm.jpg")
    path = site / "content/products.yaml"
    path.write_text(f"{path.read_text('utf-8')}  image: {{src: images/products/balm.jpg}}\n", "utf-8")
    code, said = bring(site, "products", sheet)
    assert code == 0, said
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin"}
    check(site)


def test_words_in_two_languages(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = "Name,URL,Image Alt (en),Image Alt (fr)\nBalm,https://lune.example/products/balm,A tin,Une boîte\n"
    bring(site, "products", sheet)
    code, said = bring(site, "products", sheet, "--images", "../shots")
    assert code == 0, said
    assert products(site)["balm"]["image"]["alt"] == {"en": "A tin", "fr": "Une boîte"}


@pytest.mark.parametrize("name", ["ana.jpg", "pictures/Ana Sol.jpg", "https://drive.example/ana.jpg"])
def test_portraits_come_after_a_first_import_without_them(site: Path, name: str) -> None:
    photo(site.parent / "shots" / name.rpartition("/")[2])
    sheet = f"Name,Photo,Photo Alt\nAna Sol,{name},Ana at her desk\n"
    bring(site, "ambassadors", sheet)
    assert "portrait" not in person(site, "ana-sol")
    code, said = bring(site, "ambassadors", sheet, "--images", "../shots")
    assert code == 0, said
    assert person(site, "ana-sol")["portrait"] == {"src": "portrait.jpg", "alt": "Ana at her desk"}
    assert "edited-by-hand" not in said


def test_a_picture_that_somebody_took_out_stays_out(site: Path) -> None:
    photo(site.parent / "shots/balm.jpg")
    sheet = ALT.format(alt="A tin")
    bring(site, "products", sheet, "--images", "../shots")
    path = site / "content/products.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("  image:")], "utf-8")
    (site / "content/images/products/balm.jpg").unlink()
    bring(site, "products", sheet, "--images", "../shots")
    assert "image" not in products(site)["balm"]
    assert not (site / "content/images/products/balm.jpg").exists()


def test_a_disk_that_refuses_leaves_the_old_picture(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo(site.parent / "shots/balm.jpg", 10)
    sheet = ALT.format(alt="A tin")
    bring(site, "products", sheet, "--images", "../shots")
    before = snapshot(site)
    photo(site.parent / "shots/balm.jpg", 200)
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.suffix == ".yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        code, _ = bring(site, "products", sheet.replace("Balm,1", "Balm,2"), "--images", "../shots")
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
    placed = placed_values(entry, text | picture if has_picture else {**text}, has_picture, source)
    assert placed == (text | picture if has_picture else text)
