"""Tests that an import leaves pictures at an address where they are, and copies those of a folder into the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.importing.sites import check, make_site, person, products, run_import, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path / "site")
    for name, shade in (("Balm Front.jpg", 90), ("mist.PNG", 120), ("sub/ana_1024x1024.jpeg", 150), ("oil.jpg", 30)):
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (900, 1100), (shade, shade, 40)).save(path)
    return root


SHEET = (
    "Handle,Title,Variant Price,Image Src,Image Alt Text\n"
    "balm,Balm,1,https://cdn.example/files/Balm%20Front.jpg?v=17,A tin\n"
    "mist,Mist,2,https://cdn.example/files/mist_600x.png,\n"
    "oil,Oil,3,,\n"
    "soap,Soap,4,https://cdn.example/files/soap.jpg,\n"
)


def test_pictures_are_found_by_name_and_copied(site: Path) -> None:
    code, output = run_import(site, "products", SHEET, "--images", "../photos")
    assert code == 0, output
    catalogue = products(site)
    assert catalogue["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin"}
    assert catalogue["mist"]["image"] == {"src": "images/products/mist.png", "alt": "Mist"}
    assert catalogue["oil"]["image"] == {"src": "images/products/oil.jpg", "alt": "Oil"}
    assert catalogue["soap"]["image_url"] == "https://cdn.example/files/soap.jpg"
    assert "image_url" not in catalogue["balm"]
    assert "column D (Image Src): no `soap.jpg` is in the folder, so `Soap` got no picture" in output
    for name, original in (("balm.jpg", "Balm Front.jpg"), ("mist.png", "mist.PNG")):
        assert (site / "content/images/products" / name).read_bytes() == (
            site.parent / "photos" / original
        ).read_bytes()
    check(site)
    before = snapshot(site)
    code, output = run_import(site, "products", SHEET, "--images", "../photos")
    assert "0 products added, 0 changed, 4 unchanged" in output
    assert snapshot(site) == before


def test_a_changed_picture_replaces_the_one_of_an_earlier_import(site: Path) -> None:
    run_import(site, "products", SHEET, "--images", "../photos")
    Image.new("RGB", (900, 1100), (1, 2, 3)).save(site.parent / "photos/oil.jpg")
    run_import(site, "products", SHEET, "--images", "../photos")
    assert (site / "content/images/products/oil.jpg").read_bytes() == (site.parent / "photos/oil.jpg").read_bytes()


def test_a_picture_added_by_hand_is_not_overwritten(site: Path) -> None:
    write(site, "content/images/products/oil.jpg", b"by hand")
    code, output = run_import(site, "products", SHEET, "--images", "../photos")
    assert code == 0
    assert "`content/images/products/oil.jpg` exists already and is another picture" in output
    assert (site / "content/images/products/oil.jpg").read_bytes() == b"by hand"
    assert "image" not in products(site)["oil"]


def test_portraits_are_found_by_name(site: Path) -> None:
    sheet = "Name,Photo\nAna Sol,https://drive.example/ana.jpg\nBo,bo.jpg\nWren Hollis,oil.jpg\n"
    code, output = run_import(site, "ambassadors", sheet, "--images", "../photos")
    assert code == 0, output
    assert "column B (Photo): no `bo.jpg` is in the folder, so `Bo` got no picture" in output
    assert "portrait" not in person(site, "bo")
    assert "portrait:\n  src: ../images/people/wren-hollis.jpg\n  alt: Wren Hollis\n" in (
        site / "content/ambassadors/wren-hollis.md"
    ).read_text("utf-8")
    check(site)


def test_a_portrait_is_copied_to_its_folder(site: Path) -> None:
    code, output = run_import(site, "ambassadors", "Name,Photo\nAna Sol,ana_1024x1024.jpeg\n", "--images", "../photos")
    assert code == 0, output
    assert person(site, "ana-sol")["portrait"] == {"src": "portrait.jpg", "alt": "Ana Sol"}
    assert (site / "content/ambassadors/ana-sol/portrait.jpg").is_file()
    check(site)


def test_without_the_option_nothing_is_copied_or_fetched(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was asked"))
    code, output = run_import(site, "products", SHEET)
    assert code == 0
    assert not (site / "content/images").exists()
    assert products(site)["balm"]["image_url"] == "https://cdn.example/files/Balm%20Front.jpg?v=17"
    assert "Pictures that were not downloaded, and that no page shows: 3." in output
    assert run_cli(["build", "--as-of", "2026-11-22"], site)[0] == 0
    html = b"".join(path.read_bytes() for path in (site / "output").rglob("*.html"))
    assert b"cdn.example" not in html


@pytest.mark.parametrize("src", ["../../secret.jpg", "/etc/passwd", "\0", "x" * 5000])
def test_a_picture_from_outside_is_no_picture(site: Path, src: str) -> None:
    run_import(site, "ambassadors", f"Name,Photo\nAna Sol,{src}\n")
    path = site / "content/ambassadors/ana-sol/profile.yaml"
    assert not path.exists() or "portrait" not in person(site, "ana-sol")


def test_no_picture_is_copied_through_a_symbolic_link(site: Path) -> None:
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (site / "content/images").symlink_to(elsewhere)
    before = snapshot(site)
    code, output = run_import(site, "products", SHEET, "--images", "../photos")
    assert code == 1
    assert "error[outside-content]: this would be written outside the content folder" in output
    assert list(elsewhere.iterdir()) == []
    assert snapshot(site) == before


def test_an_import_refuses_links_that_leave_content_and_follows_others(site: Path) -> None:
    real = write(site.parent, "real.md", "---\nname: Real\n---\nHi.\n")
    (site / "content/ambassadors/real.md").symlink_to(real)
    (site / "content/everything").symlink_to("/")
    (site / "content/ambassadors/wren.md").symlink_to("wren-hollis.md")
    (site / "content/ambassadors/wren-hollis.md").rename(site / "content/wren.txt")
    (site / "content/ambassadors/wren.md").unlink()
    (site / "content/ambassadors/wren.md").symlink_to("../wren.txt")
    code, output = run_import(site, "ambassadors", "Name,Code\nAna,ANA\nWren Hollis,WREN\n")
    assert code == 1
    assert "outside-content" in output
    (site / "content/ambassadors/real.md").unlink()
    code, output = run_import(site, "ambassadors", "Name,Code\nAna,ANA\nWren Hollis,WREN\n")
    assert code == 0, output
    assert (site / "content/ambassadors/wren.md").is_symlink()
    assert "code: WREN" in (site / "content/wren.txt").read_text("utf-8")
    assert real.read_text("utf-8").count("code") == 0
