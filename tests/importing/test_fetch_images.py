"""Tests that `import --fetch-images` puts each picture into content once, and that the pages show it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from generator.cli import fetch_pictures
from tests.fetching.picture_server import Server, picture, picture_server, sends
from tests.importing.sites import check, make_site, person, products, run_import, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with picture_server() as running:
        monkeypatch.setattr(fetch_pictures, "GATE", running.gate)
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def shop_sheet(server: Server, *rows: tuple[str, str, str]) -> str:
    """Return a sheet with these rows of a handle, the path of a picture and its text."""
    lines = [
        f"{handle},{handle.title()},9.90,{server.url(path) if path.startswith('/') else path},{words}"
        for handle, path, words in rows
    ]
    return "\n".join(["Handle,Title,Variant Price,Image Src,Image Alt Text", *lines, ""])


FETCHED = ".ambassador/fetched"


def test_the_pictures_of_products_are_fetched(site: Path, server: Server) -> None:
    server.answers["/files/balm.jpg"] = sends(picture(shade=10))
    server.answers["/files/mist"] = sends(picture("PNG", 20), Content_Type="application/octet-stream")
    sheet = shop_sheet(
        server, ("balm", "/files/balm.jpg?v=17", "A tin"), ("mist", "/files/mist", ""), ("soap", "/gone.jpg", "")
    )
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 1
    assert "error[picture-not-fetched]: row 4, column D (Image Src): " in output
    assert f"`{server.url('/gone.jpg')}` cannot be fetched: the server has no such picture (404)" in output
    assert "so `Soap` got no picture" in output
    catalogue = products(site)
    assert catalogue["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin"}
    assert catalogue["mist"]["image"] == {"src": "images/products/mist.png", "alt": "Mist"}
    assert "image" not in catalogue["soap"]
    assert catalogue["soap"]["image_url"] == server.url("/gone.jpg")
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=10)
    assert (site / "content/images/products/mist.png").read_bytes() == picture("PNG", 20)
    assert list((site / FETCHED).iterdir()) == []
    check(site)


def test_many_pictures_that_are_gone_are_one_problem(site: Path, server: Server) -> None:
    rows = [(f"balm{number}", f"/gone{number}.jpg", "") for number in range(20)]
    code, output = run_import(site, "products", shop_sheet(server, *rows), "--fetch-images", "--yes")
    assert code == 1
    assert output.count("error[picture-not-fetched]") == 1
    assert "the same in 19 more rows: 3 to 21" in output


SHEETS = {
    "plain": "Name,URL,Image\nMist,https://lune.example/products/mist,{0}\n",
    "woocommerce": ('ID,Type,SKU,Name,Published,In stock?,Regular price,Images\n7,simple,M,Mist,1,1,9,"{0}, {1}"\n'),
    "feed": (
        "id\ttitle\tlink\timage_link\tavailability\tprice\n"
        "1\tMist\thttps://lune.example/products/mist\t{0}\tin_stock\t9.00 EUR\n"
    ),
    "products.json": (
        '{{"products": [{{"title": "Mist", "handle": "mist", "body_html": "", "variants": [{{"id": 1, "price": "9"}}],'
        ' "images": [{{"src": "{0}"}}, {{"src": "{1}"}}]}}]}}'
    ),
    "rss": (
        '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id><title>Mist</title>'
        "<link>https://lune.example/products/mist</link><g:image_link>{0}</g:image_link><g:price>9 EUR</g:price>"
        "</item></channel></rss>"
    ),
}


@pytest.mark.parametrize("kind", SHEETS)
def test_the_first_picture_of_each_kind_of_sheet_is_fetched(site: Path, server: Server, kind: str) -> None:
    server.answers["/1.jpg"] = sends(picture())
    server.answers["/2.jpg"] = sends(picture(shade=2))
    sheet = SHEETS[kind].format(server.url("/1.jpg"), server.url("/2.jpg"))
    code, output = run_import(
        site, "products", sheet, "--fetch-images", "--yes", file=f"sheet.{kind.partition('.')[2] or 'txt'}"
    )
    assert code == 0, output
    assert server.requested_paths == ["/1.jpg"]
    assert products(site)["mist"]["image"] == {"src": "images/products/mist.jpg", "alt": "Mist"}
    check(site)


def test_a_second_run_fetches_only_what_is_missing(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", "A tin"), ("soap", "/soap.jpg", ""))
    run_import(site, "products", sheet, "--fetch-images", "--yes")
    before = snapshot(site)
    server.requested_paths.clear()
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert (code, server.requested_paths) == (1, ["/soap.jpg"])
    assert snapshot(site) == before
    server.answers["/soap.jpg"] = sends(picture(shade=5))
    server.requested_paths.clear()
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, output
    assert server.requested_paths == ["/soap.jpg"]
    assert products(site)["soap"]["image"] == {"src": "images/products/soap.jpg", "alt": "Soap"}
    before = snapshot(site)
    for options in ((), ("--fetch-images",), ("--fetch-images", "--yes")):
        server.requested_paths.clear()
        code, output = run_import(site, "products", sheet, *options)
        assert (code, server.requested_paths) == (0, []), output
        assert snapshot(site) == before


def test_a_later_import_may_fetch_the_pictures(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", "A tin on linen"))
    _, output = run_import(site, "products", sheet)
    assert "Pictures that were not downloaded, and that no page shows: 1." in output
    assert "add --fetch-images" in output
    assert server.requested_paths == []
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, output
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin on linen"}


def test_the_pages_show_the_fetched_pictures(site: Path, server: Server) -> None:
    server.answers["/cloud.jpg"] = sends(picture())
    server.answers["/lea.jpg"] = sends(picture(shade=30))
    sheet = f"Name,URL,Image Src\nCloud Balm,https://lune.example/products/cloud-balm,{server.url('/cloud.jpg')}\n"
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, output
    people = f"Name,Instagram,Photo\nLéa Moreau,leamoreau,{server.url('/lea.jpg')}\n"
    code, output = run_import(site, "ambassadors", people, "--fetch-images", "--yes")
    assert code == 0, output
    assert person(site, "lea-moreau")["portrait"] == {"src": "portrait.jpg", "alt": "Léa Moreau"}
    server.requested_paths.clear()
    assert run_cli(["build", "--as-of", "2026-11-22"], site)[0] == 0
    assert server.requested_paths == [], "no build fetches"
    page = (site / "output/lea-moreau/index.html").read_text("utf-8")
    paths = set(re.findall(r'(?:src|srcset)="[./]*/?(assets/[^" ]+\.(?:jpg|webp|avif))', page))
    assert 'alt="Cloud Balm"' in page
    assert 'alt="Léa Moreau"' in page
    assert paths
    for path in paths:
        with Image.open(io.BytesIO((site / "output" / path).read_bytes())) as image:
            assert image.width > 100
    assert "cdn.shop.example" not in page


def test_portraits_are_fetched_by_links_and_lists_of_addresses(site: Path, server: Server) -> None:
    from openpyxl import Workbook

    server.answers["/ana.jpg"] = sends(picture())
    server.answers["/bo.jpg"] = sends(picture(shade=3))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = ("Name", "Profile picture"), ("Ana", "View"), ("Bo", f"{server.url('/bo.jpg')}, {server.url('/2.jpg')}")
    for row in rows:
        sheet.append(row)
    sheet["B2"].hyperlink = server.url("/ana.jpg")
    book.save(site / "people.xlsx")
    code, output = run_cli(["import", "ambassadors", "people.xlsx", "--fetch-images", "--yes"], site)
    assert code == 0, output
    assert "2 addresses of pictures are here, and the first was used" in output
    assert person(site, "ana")["portrait"]["src"] == "portrait.jpg"
    assert (site / "content/ambassadors/bo/portrait.jpg").read_bytes() == picture(shade=3)


def test_the_import_names_the_hosts_and_asks_before_it_fetches(
    site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    rows = ("balm", "/balm.jpg", ""), ("mist", server.url("/mist.jpg", "img.example"), ""), ("oil", "/oil.jpg", "")
    sheet = shop_sheet(server, *rows)
    code, output = run_import(site, "products", sheet, "--fetch-images")
    assert code == 2
    assert "add --yes if these pictures may be fetched: 3 pictures of 2 hosts:" in output
    assert f"cdn.shop.example:{server.port}: 2" in output
    assert f"img.example:{server.port}: 1" in output
    assert server.connections == 0
    before = snapshot(site)
    for answer, exit_code in (("n\n", 1), ("\n", 1), ("y\n", 1)):
        stdin = io.StringIO(answer)
        stdin.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", stdin)
        code, output = run_import(site, "products", sheet, "--fetch-images")
        assert code == exit_code
        assert f"cdn.shop.example:{server.port}: 2" in output
        if answer != "y\n":
            assert "Nothing was fetched, and nothing was written." in output
            assert (server.connections, snapshot(site)) == (0, before)
    assert products(site)["balm"]["image"]["src"] == "images/products/balm.jpg"


def test_a_dry_run_fetches_nothing(site: Path, server: Server) -> None:
    before = snapshot(site)
    sheet = shop_sheet(server, ("balm", "/balm.jpg", ""))
    code, output = run_import(site, "products", sheet, "--fetch-images", "--dry-run")
    assert code == 0, output
    assert f"Would fetch 1 picture of 1 host:\n  cdn.shop.example:{server.port}: 1" in output
    assert (server.connections, snapshot(site)) == (0, before)
    assert not (site / ".ambassador").exists()


def test_a_new_address_replaces_the_picture(site: Path, server: Server) -> None:
    server.answers["/1.jpg"] = sends(picture(shade=1))
    server.answers["/2.jpg"] = sends(picture(shade=2))
    run_import(site, "products", shop_sheet(server, ("balm", "/1.jpg", "A tin")), "--fetch-images", "--yes")
    run_import(site, "products", shop_sheet(server, ("balm", "/2.jpg", "A tin")))
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=1)
    code, output = run_import(
        site, "products", shop_sheet(server, ("balm", "/3.jpg", "A tin")), "--fetch-images", "--yes"
    )
    assert code == 1
    assert "so `Balm` keeps its picture" in output
    code, output = run_import(
        site, "products", shop_sheet(server, ("balm", "/2.jpg", "A tin")), "--fetch-images", "--yes"
    )
    assert code == 0, output
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=2)
    check(site)


def test_a_picture_that_a_person_replaced_or_removed_stays_so(site: Path, server: Server) -> None:
    for name in ("balm", "mist", "oil"):
        server.answers[f"/{name}.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", "A"), ("mist", "/mist.jpg", "B"), ("oil", "/oil.jpg", "C"))
    run_import(site, "products", sheet, "--fetch-images", "--yes")
    path = site / "content/products.yaml"
    text = path.read_text("utf-8")
    write(site, "content/images/own.jpg", picture(shade=77))
    text = text.replace("images/products/balm.jpg", "images/own.jpg")
    text = re.sub(r"\n  image: \{src: images/products/mist.jpg[^\n]*", "", text)
    path.write_text(text, "utf-8")
    (site / "content/images/products/mist.jpg").unlink()
    (site / "content/images/products/oil.jpg").unlink()
    server.requested_paths.clear()
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, output
    assert server.requested_paths == ["/oil.jpg"], "only the one whose file went missing"
    catalogue = products(site)
    assert catalogue["balm"]["image"]["src"] == "images/own.jpg"
    assert "image" not in catalogue["mist"]
    assert (site / "content/images/products/oil.jpg").is_file()


def test_a_removed_portrait_is_not_fetched_again(site: Path, server: Server) -> None:
    server.answers["/ana.jpg"] = sends(picture())
    sheet = f"Name,Photo\nAna Sol,{server.url('/ana.jpg')}\n"
    run_import(site, "ambassadors", sheet, "--fetch-images", "--yes")
    path = site / "content/ambassadors/ana-sol/profile.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"portrait:.*?(?=\n\S|\Z)\n?", "", text, flags=re.DOTALL), "utf-8")
    (path.parent / "portrait.jpg").unlink()
    assert "portrait" not in person(site, "ana-sol")
    server.requested_paths.clear()
    for options in ((), ("--fetch-images", "--yes")):
        code, output = run_import(site, "ambassadors", sheet, *options)
        assert (code, server.requested_paths) == (0, []), output
        assert "picture-not-found" not in output
        assert "portrait" not in person(site, "ana-sol")
    code, output = run_import(site, "ambassadors", sheet, "--fetch-images", "--yes", "--overwrite")
    assert (code, server.requested_paths) == (0, ["/ana.jpg"]), output
    assert person(site, "ana-sol")["portrait"]["src"] == "portrait.jpg"


def test_a_picture_of_the_folder_comes_before_a_fetched_one(site: Path, server: Server) -> None:
    (site.parent / "shots").mkdir()
    (site.parent / "shots/balm.jpg").write_bytes(picture(shade=50))
    server.answers["/mist.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", ""), ("mist", "/mist.jpg", ""))
    code, output = run_import(site, "products", sheet, "--images", "../shots", "--fetch-images", "--yes")
    assert code == 0, output
    assert server.requested_paths == ["/mist.jpg"]
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=50)
    assert products(site)["mist"]["image"]["src"] == "images/products/mist.jpg"


def test_a_picture_of_two_products_is_fetched_once(site: Path, server: Server) -> None:
    server.answers["/both.jpg"] = sends(picture())
    code, output = run_import(
        site,
        "products",
        shop_sheet(server, ("balm", "/both.jpg", ""), ("mist", "/both.jpg", "")),
        "--fetch-images",
        "--yes",
    )
    assert code == 0, output
    assert server.requested_paths == ["/both.jpg"]
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture()
    assert (site / "content/images/products/mist.jpg").read_bytes() == picture()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://cdn.shop.example/a.jpg", "it does not begin with https://"),
        ("https://169.254.169.254/latest/meta-data/iam", ""),
        ("https://localhost/a.jpg", ""),
        ("https://[::1]/a.jpg", ""),
        ("https://cdn.shop.example:22/a.jpg", "it names the port 22"),
    ],
)
def test_an_unsafe_address_is_not_fetched(site: Path, server: Server, address: str, why: str) -> None:
    code, output = run_import(
        site, "products", shop_sheet(server, ("balm", address, "A tin")), "--fetch-images", "--yes"
    )
    assert code == 1
    assert f"row 2, column D (Image Src): `{address}` cannot be fetched: {why}" in output
    assert server.connections == 0
    assert products(site)["balm"]["price"] == "9.90", "the rest of the row is imported"


def test_no_picture_is_written_through_a_symbolic_link(site: Path, server: Server) -> None:
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (site / ".ambassador").symlink_to(elsewhere)
    server.answers["/balm.jpg"] = sends(picture())
    code, output = run_import(
        site, "products", shop_sheet(server, ("balm", "/balm.jpg", "")), "--fetch-images", "--yes"
    )
    assert code == 1
    assert ".ambassador/fetched is a symbolic link" in output
    assert list(elsewhere.iterdir()) == []


def test_a_run_after_an_interrupted_one_fetches_nothing_again(
    site: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first import ends after it has fetched the pictures, and before it writes anything."""
    from generator.importing import import_sheet

    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", "A tin"))
    before = snapshot(site)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_sheet, "load_trial", stop)
        write(site, "sheet.csv", sheet)
        assert run_cli(["import", "products", "sheet.csv", "--fetch-images", "--yes"], site)[0] > 1
    assert snapshot(site) == before
    assert len(list((site / FETCHED).iterdir())) == 1
    server.requested_paths.clear()
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes")
    assert (code, server.requested_paths) == (0, []), output
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture()


def test_the_output_for_programs_has_no_progress(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop_sheet(server, ("balm", "/balm.jpg", "A tin"))
    code, output = run_import(site, "products", sheet, "--fetch-images", "--yes", "--format", "json")
    assert (code, output.strip()) == (0, "[]")
