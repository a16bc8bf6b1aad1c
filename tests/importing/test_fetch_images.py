"""`import --fetch-images`: pictures come into content once, and the pages have them."""

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
from tests.importing.sites import bring, check, make_site, person, products, snapshot, write
from tests.scenario import run_cli


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with picture_server() as running:
        monkeypatch.setattr(fetch_pictures, "GATE", running.gate)
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site")


def shop(server: Server, *rows: tuple[str, str, str]) -> str:
    """Rows of handle, path of a picture, its words."""
    lines = [
        f"{handle},{handle.title()},9.90,{server.url(path) if path.startswith('/') else path},{words}"
        for handle, path, words in rows
    ]
    return "\n".join(["Handle,Title,Variant Price,Image Src,Image Alt Text", *lines, ""])


SHELF = ".ambassador/fetched"


def test_pictures_of_products(site: Path, server: Server) -> None:
    server.answers["/files/balm.jpg"] = sends(picture(shade=10))
    server.answers["/files/mist"] = sends(picture("PNG", 20), Content_Type="application/octet-stream")
    sheet = shop(
        server, ("balm", "/files/balm.jpg?v=17", "A tin"), ("mist", "/files/mist", ""), ("soap", "/gone.jpg", "")
    )
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 1
    assert "error[picture-not-fetched]: row 4, column D (Image Src): " in said
    assert f"`{server.url('/gone.jpg')}` cannot be fetched: the server has no such picture (404)" in said
    assert "so `Soap` got no picture" in said
    held = products(site)
    assert held["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin"}
    assert held["mist"]["image"] == {"src": "images/products/mist.png", "alt": "Mist"}
    assert "image" not in held["soap"]
    assert held["soap"]["image_url"] == server.url("/gone.jpg")
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=10)
    assert (site / "content/images/products/mist.png").read_bytes() == picture("PNG", 20)
    assert list((site / SHELF).iterdir()) == []
    check(site)


def test_many_pictures_that_are_gone_are_one_problem(site: Path, server: Server) -> None:
    rows = [(f"balm{number}", f"/gone{number}.jpg", "") for number in range(20)]
    code, said = bring(site, "products", shop(server, *rows), "--fetch-images", "--yes")
    assert code == 1
    assert said.count("error[picture-not-fetched]") == 1
    assert "the same in 19 more rows: 3 to 21" in said


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
def test_each_kind_of_sheet(site: Path, server: Server, kind: str) -> None:
    server.answers["/1.jpg"] = sends(picture())
    server.answers["/2.jpg"] = sends(picture(shade=2))
    sheet = SHEETS[kind].format(server.url("/1.jpg"), server.url("/2.jpg"))
    code, said = bring(
        site, "products", sheet, "--fetch-images", "--yes", file=f"sheet.{kind.partition('.')[2] or 'txt'}"
    )
    assert code == 0, said
    assert server.asked == ["/1.jpg"]
    assert products(site)["mist"]["image"] == {"src": "images/products/mist.jpg", "alt": "Mist"}
    check(site)


def test_a_second_run_fetches_only_what_is_missing(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", "A tin"), ("soap", "/soap.jpg", ""))
    bring(site, "products", sheet, "--fetch-images", "--yes")
    before = snapshot(site)
    server.asked.clear()
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert (code, server.asked) == (1, ["/soap.jpg"])
    assert snapshot(site) == before
    server.answers["/soap.jpg"] = sends(picture(shade=5))
    server.asked.clear()
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, said
    assert server.asked == ["/soap.jpg"]
    assert products(site)["soap"]["image"] == {"src": "images/products/soap.jpg", "alt": "Soap"}
    before = snapshot(site)
    for options in ((), ("--fetch-images",), ("--fetch-images", "--yes")):
        server.asked.clear()
        code, said = bring(site, "products", sheet, *options)
        assert (code, server.asked) == (0, []), said
        assert snapshot(site) == before


def test_after_an_import_without_pictures(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", "A tin on linen"))
    _, said = bring(site, "products", sheet)
    assert "Pictures that were not downloaded, and that no page shows: 1." in said
    assert "add --fetch-images" in said
    assert server.asked == []
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, said
    assert products(site)["balm"]["image"] == {"src": "images/products/balm.jpg", "alt": "A tin on linen"}


def test_the_pages_have_the_pictures(site: Path, server: Server) -> None:
    server.answers["/cloud.jpg"] = sends(picture())
    server.answers["/lea.jpg"] = sends(picture(shade=30))
    sheet = f"Name,URL,Image Src\nCloud Balm,https://lune.example/products/cloud-balm,{server.url('/cloud.jpg')}\n"
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, said
    people = f"Name,Instagram,Photo\nLéa Moreau,leamoreau,{server.url('/lea.jpg')}\n"
    code, said = bring(site, "ambassadors", people, "--fetch-images", "--yes")
    assert code == 0, said
    assert person(site, "lea-moreau")["portrait"] == {"src": "portrait.jpg", "alt": "Léa Moreau"}
    server.asked.clear()
    assert run_cli(["build", "--as-of", "2026-11-22"], site)[0] == 0
    assert server.asked == [], "no build fetches"
    page = (site / "output/lea-moreau/index.html").read_text("utf-8")
    shown = set(re.findall(r'(?:src|srcset)="[./]*/?(assets/[^" ]+\.(?:jpg|webp|avif))', page))
    assert 'alt="Cloud Balm"' in page
    assert 'alt="Léa Moreau"' in page
    assert shown
    for path in shown:
        with Image.open(io.BytesIO((site / "output" / path).read_bytes())) as image:
            assert image.width > 100
    assert "cdn.shop.example" not in page


def test_portraits_by_links_and_lists_of_addresses(site: Path, server: Server) -> None:
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
    code, said = run_cli(["import", "ambassadors", "people.xlsx", "--fetch-images", "--yes"], site)
    assert code == 0, said
    assert "2 addresses of pictures are here, and the first was used" in said
    assert person(site, "ana")["portrait"]["src"] == "portrait.jpg"
    assert (site / "content/ambassadors/bo/portrait.jpg").read_bytes() == picture(shade=3)


def test_hosts_are_shown_and_asked_for(site: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    rows = ("balm", "/balm.jpg", ""), ("mist", server.url("/mist.jpg", "img.example"), ""), ("oil", "/oil.jpg", "")
    sheet = shop(server, *rows)
    code, said = bring(site, "products", sheet, "--fetch-images")
    assert code == 2
    assert "add --yes if these pictures may be fetched: 3 pictures of 2 hosts:" in said
    assert f"cdn.shop.example:{server.port}: 2" in said
    assert f"img.example:{server.port}: 1" in said
    assert server.connections == 0
    before = snapshot(site)
    for answer, exit_code in (("n\n", 1), ("\n", 1), ("y\n", 1)):
        stdin = io.StringIO(answer)
        stdin.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stdin", stdin)
        code, said = bring(site, "products", sheet, "--fetch-images")
        assert code == exit_code
        assert f"cdn.shop.example:{server.port}: 2" in said
        if answer != "y\n":
            assert "Nothing was fetched, and nothing was written." in said
            assert (server.connections, snapshot(site)) == (0, before)
    assert products(site)["balm"]["image"]["src"] == "images/products/balm.jpg"


def test_a_rehearsal_fetches_nothing(site: Path, server: Server) -> None:
    before = snapshot(site)
    sheet = shop(server, ("balm", "/balm.jpg", ""))
    code, said = bring(site, "products", sheet, "--fetch-images", "--dry-run")
    assert code == 0, said
    assert f"Would fetch 1 picture of 1 host:\n  cdn.shop.example:{server.port}: 1" in said
    assert (server.connections, snapshot(site)) == (0, before)
    assert not (site / ".ambassador").exists()


def test_another_picture_under_another_address(site: Path, server: Server) -> None:
    server.answers["/1.jpg"] = sends(picture(shade=1))
    server.answers["/2.jpg"] = sends(picture(shade=2))
    bring(site, "products", shop(server, ("balm", "/1.jpg", "A tin")), "--fetch-images", "--yes")
    bring(site, "products", shop(server, ("balm", "/2.jpg", "A tin")))
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=1)
    code, said = bring(site, "products", shop(server, ("balm", "/3.jpg", "A tin")), "--fetch-images", "--yes")
    assert code == 1
    assert "so `Balm` keeps its picture" in said
    code, said = bring(site, "products", shop(server, ("balm", "/2.jpg", "A tin")), "--fetch-images", "--yes")
    assert code == 0, said
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=2)
    check(site)


def test_a_picture_that_somebody_chose_or_took_out_stays_so(site: Path, server: Server) -> None:
    for name in ("balm", "mist", "oil"):
        server.answers[f"/{name}.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", "A"), ("mist", "/mist.jpg", "B"), ("oil", "/oil.jpg", "C"))
    bring(site, "products", sheet, "--fetch-images", "--yes")
    path = site / "content/products.yaml"
    text = path.read_text("utf-8")
    write(site, "content/images/own.jpg", picture(shade=77))
    text = text.replace("images/products/balm.jpg", "images/own.jpg")
    text = re.sub(r"\n  image: \{src: images/products/mist.jpg[^\n]*", "", text)
    path.write_text(text, "utf-8")
    (site / "content/images/products/mist.jpg").unlink()
    (site / "content/images/products/oil.jpg").unlink()
    server.asked.clear()
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert code == 0, said
    assert server.asked == ["/oil.jpg"], "only the one whose file went missing"
    held = products(site)
    assert held["balm"]["image"]["src"] == "images/own.jpg"
    assert "image" not in held["mist"]
    assert (site / "content/images/products/oil.jpg").is_file()


def test_a_portrait_that_was_taken_out_is_not_asked_for_again(site: Path, server: Server) -> None:
    server.answers["/ana.jpg"] = sends(picture())
    sheet = f"Name,Photo\nAna Sol,{server.url('/ana.jpg')}\n"
    bring(site, "ambassadors", sheet, "--fetch-images", "--yes")
    path = site / "content/ambassadors/ana-sol/profile.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"portrait:.*?(?=\n\S|\Z)\n?", "", text, flags=re.DOTALL), "utf-8")
    (path.parent / "portrait.jpg").unlink()
    assert "portrait" not in person(site, "ana-sol")
    server.asked.clear()
    for options in ((), ("--fetch-images", "--yes")):
        code, said = bring(site, "ambassadors", sheet, *options)
        assert (code, server.asked) == (0, []), said
        assert "picture-not-found" not in said
        assert "portrait" not in person(site, "ana-sol")
    code, said = bring(site, "ambassadors", sheet, "--fetch-images", "--yes", "--overwrite")
    assert (code, server.asked) == (0, ["/ana.jpg"]), said
    assert person(site, "ana-sol")["portrait"]["src"] == "portrait.jpg"


def test_a_folder_comes_first(site: Path, server: Server) -> None:
    (site.parent / "shots").mkdir()
    (site.parent / "shots/balm.jpg").write_bytes(picture(shade=50))
    server.answers["/mist.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", ""), ("mist", "/mist.jpg", ""))
    code, said = bring(site, "products", sheet, "--images", "../shots", "--fetch-images", "--yes")
    assert code == 0, said
    assert server.asked == ["/mist.jpg"]
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture(shade=50)
    assert products(site)["mist"]["image"]["src"] == "images/products/mist.jpg"


def test_two_products_with_one_picture(site: Path, server: Server) -> None:
    server.answers["/both.jpg"] = sends(picture())
    code, said = bring(
        site, "products", shop(server, ("balm", "/both.jpg", ""), ("mist", "/both.jpg", "")), "--fetch-images", "--yes"
    )
    assert code == 0, said
    assert server.asked == ["/both.jpg"]
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
def test_an_address_that_is_not_asked(site: Path, server: Server, address: str, why: str) -> None:
    code, said = bring(site, "products", shop(server, ("balm", address, "A tin")), "--fetch-images", "--yes")
    assert code == 1
    assert f"row 2, column D (Image Src): `{address}` cannot be fetched: {why}" in said
    assert server.connections == 0
    assert products(site)["balm"]["price"] == "9.90", "all else of the row comes"


def test_a_shelf_that_leads_elsewhere_is_not_written_into(site: Path, server: Server) -> None:
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (site / ".ambassador").symlink_to(elsewhere)
    server.answers["/balm.jpg"] = sends(picture())
    code, said = bring(site, "products", shop(server, ("balm", "/balm.jpg", "")), "--fetch-images", "--yes")
    assert code == 1
    assert ".ambassador/fetched is a symbolic link" in said
    assert list(elsewhere.iterdir()) == []


def test_an_interrupted_run_goes_on_where_it_was(site: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures were fetched, and the import ended before it wrote anything."""
    from generator.importing import import_sheet

    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", "A tin"))
    before = snapshot(site)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(import_sheet, "load_trial", stop)
        write(site, "sheet.csv", sheet)
        assert run_cli(["import", "products", "sheet.csv", "--fetch-images", "--yes"], site)[0] > 1
    assert snapshot(site) == before
    assert len(list((site / SHELF).iterdir())) == 1
    server.asked.clear()
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes")
    assert (code, server.asked) == (0, []), said
    assert (site / "content/images/products/balm.jpg").read_bytes() == picture()


def test_progress_goes_to_programs_unseen(site: Path, server: Server) -> None:
    server.answers["/balm.jpg"] = sends(picture())
    sheet = shop(server, ("balm", "/balm.jpg", "A tin"))
    code, said = bring(site, "products", sheet, "--fetch-images", "--yes", "--format", "json")
    assert (code, said.strip()) == (0, "[]")
