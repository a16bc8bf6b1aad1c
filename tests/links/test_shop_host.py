"""Tests that `www.` and the bare host are one shop in all checks, and that links stay as people wrote them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.links.urls.host import is_shop
from generator.problems import Report
from tests.scenario import FOLDER


@pytest.mark.parametrize(
    ("host", "shop", "is_same_shop"),
    [
        ("www.maison.example", "maison.example", True),
        ("maison.example", "www.maison.example", True),
        ("MAISON.example.", "www.Maison.example", True),
        ("maison.co.uk", "www.maison.co.uk", True),
        ("shop.maison.example", "www.shop.maison.example", True),
        ("eu.maison.example", "maison.example", True),
        ("blog.maison.example", "www.maison.example", False),
        ("wwwmaison.example", "maison.example", False),
        ("ww.maison.example", "www.maison.example", False),
        ("co.uk", "www.co.uk", False),
        ("com", "www.com", False),
        ("example", "www.example", False),
        ("github.io", "www.github.io", False),
        ("maison.example.evil.example", "www.maison.example", False),
    ],
)
def test_hosts_of_one_shop_are_recognised(host: str, shop: str, is_same_shop: bool) -> None:
    assert is_shop(host, shop) is is_same_shop


@pytest.mark.parametrize("shop", ["https://www.lune.example", "https://lune.example"])
@pytest.mark.parametrize("address", ["https://www.lune.example", "https://lune.example"])
def test_links_to_both_hosts_are_tracked_and_keep_their_host(shop: str, address: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("https://lune.example", shop), "utf-8")
    (tmp_path / "content/products.yaml").write_text(f"cloud-balm: {{name: Balm, url: {address}/p/balm}}\n", "utf-8")
    (tmp_path / "content/ambassadors/lea/profile.yaml").write_text("name: Léa\nfavorites: [cloud-balm]\n", "utf-8")
    (tmp_path / "content/ambassadors/lea/story.md").write_text(f"I love [the sale]({address}/sale).\n", "utf-8")
    report = Report()
    rendered_site = render_site(BuildOptions(tmp_path), report)
    assert (rendered_site is not None, [problem.name for problem in report]) == (True, [])
    assert rendered_site is not None
    page = next(file.data for file in rendered_site.files if file.path == "lea/index.html")
    assert page is not None
    assert f'href="{address}/p/balm?utm_source=lea' in page.decode()
    assert f'href="{address}/sale?utm_source=lea' in page.decode()


@pytest.mark.parametrize("shop", ["https://www.lune.example", "https://lune.example/fr/", "https://lune.example?a=1"])
def test_an_address_may_be_a_path_of_the_shop(shop: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("https://lune.example", shop), "utf-8")
    (tmp_path / "content/products.yaml").write_text("cloud-balm: {name: Balm, url: '/p/balm?v=3'}\n", "utf-8")
    folder = tmp_path / "content/products"
    folder.mkdir()
    (folder / "oil.yaml").write_text("name: Oil\nurl: /p/oil\n", "utf-8")
    lea = "name: Léa\nfavorites: [cloud-balm, oil]\n"
    (tmp_path / "content/ambassadors/lea/profile.yaml").write_text(lea, "utf-8")
    (tmp_path / "content/ambassadors/lea/story.md").write_text("Hello.\n", "utf-8")
    report = Report()
    rendered_site = render_site(BuildOptions(tmp_path), report)
    assert (rendered_site is not None, list(report)) == (True, [])
    assert rendered_site is not None
    page = next(file.data for file in rendered_site.files if file.path == "lea/index.html")
    begin = shop.split("?")[0].rstrip("/")
    assert page is not None
    assert f'href="{begin}/p/balm?v=3&amp;utm_source=lea' in page.decode()
    assert f'href="{begin}/p/oil?utm_source=lea' in page.decode()


@pytest.mark.parametrize("url", ["//evil.example/p", "p/balm", "/p balm", "/p/<b>", ""])
def test_a_text_that_is_neither_address_nor_path_is_an_error(url: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/products.yaml").write_text(f"cloud-balm: {{name: Balm, url: '{url}'}}\n", "utf-8")
    report = Report()
    assert render_site(BuildOptions(tmp_path), report) is None
    assert {problem.place.file for problem in report if problem.severity == "error"} == {"content/products.yaml"}
