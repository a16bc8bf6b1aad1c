"""Tests that each click arrives at the shop as planned: from pages, channel twins, short links and printed codes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.example import Example
from tests.browser.server import serve
from tests.browser.shop import Sheet, Shop, certify, open_shop, read_sheet
from tests.browser.visit import visiting
from tests.draws import draw
from tests.needs import need
from tools.gates.browser import FLAGS, find_browser

SHOP = "https://aubine.example/"
SITE = "https://aubine-circle.example/"
PLAIN = "https://a-host-without-redirects.example/"
PAID = '[rel~="sponsored"]'


@dataclass(frozen=True)
class Street:
    """A browser in which the site and the shop have their own names."""

    browser: Browser
    shop: Shop

    def arrive(self, page: Page) -> str:
        """Wait until the browser is in the shop, and return the address, with the fragment that the browser keeps."""
        page.wait_for_url(f"{SHOP}**", wait_until="commit")
        assert page.url.partition("#")[0] == self.shop.requests.get(timeout=240)
        assert self.shop.requests.empty()
        return page.url

    def click_all(self, page: Page, path: str) -> list[str]:
        """Click every paid link of a page, and return the addresses that arrived."""
        page.goto(SITE + path)
        urls = []
        for link in page.locator(PAID).all():
            # No request has a fragment. Only the browser's own address shows it, so the shop must open its page.
            self.shop.closed = "#" not in (link.get_attribute("href") or "")
            for summary in link.locator("xpath=ancestor::details[not(@open)]/summary").all():
                summary.click()  # a phone folds all short lists but the first
            link.click()
            if self.shop.closed:
                urls.append(self.shop.requests.get(timeout=240))
            else:
                urls.append(self.arrive(page))
                page.goto(SITE + path)  # going back can fail while Chromium changes its process
            assert page.url == SITE + path
        self.shop.closed = False
        return urls


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return read_sheet()


@pytest.fixture(scope="module")
def street(browser: Browser, example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    tls = certify(need(shutil.which("openssl"), "openssl"), tmp_path_factory.mktemp("certificate"))
    plain = serve(example.folder, redirects=False, tls=tls)
    with open_shop(tls) as shop, serve(example.folder, tls=tls) as site, plain as plain_site:
        ports = {SHOP: shop.port, SITE: site.split(":")[2].strip("/"), PLAIN: plain_site.split(":")[2].strip("/")}
        hosts = ", ".join(f"MAP {name.split('/')[2]} 127.0.0.1:{port}" for name, port in ports.items())
        # Pictures would only take time.
        flags = [*FLAGS, f"--host-resolver-rules={hosts}", "--blink-settings=imagesEnabled=false"]
        chromium = browser.browser_type.launch(executable_path=need(find_browser(), "Chromium"), args=flags)
        yield Street(chromium, shop)
        chromium.close()


@pytest.fixture(scope="module")
def people(example: Example, sheet: Sheet) -> list[str]:
    """Choose people who together have every placement and every language of the example."""
    return sheet.sample({page.strip("/"): language(example, page) for page in example.own_pages})


def language(example: Example, page: str) -> str:
    html = example.tree(page).css_first("html")
    assert html is not None
    return (html.attributes["lang"] or "")[:2]


def test_the_sampled_people_have_all_placements_and_languages(
    sheet: Sheet, people: list[str], example: Example
) -> None:
    rows = [row for row in sheet.rows if row["ambassador"] in people]
    placements = {"story", "routine", "favorites", "look", "lists", "offer", "foot", "cart", "go"}
    assert {row["placement"] for row in rows} == {row["placement"] for row in sheet.rows} >= placements
    assert {row["channel"] for row in rows} >= {"", "ig", "tt", "qr"}
    assert {language(example, f"{person}/") for person in people} == {"en", "fr", "de", "es"}
    assert 3 <= len(people) <= 5


def test_every_link_of_every_page_arrives_at_the_shop(street: Street, sheet: Sheet, example: Example) -> None:
    """CI clicks the links of a few people with all placements and languages, and of one more at random."""
    assert len(example.own_pages) > 12
    kinds = {page: sheet.kinds(page.strip("/")) | {language(example, page)} for page in example.own_pages}
    for page in example.own_pages:
        assert [link.attributes["href"] for link in example.tree(page).css(PAID)] == sheet.planned_links[page]
    with visiting(street.browser, ignore_https_errors=True) as visit:
        for page in draw(example.own_pages, 1, kinds):
            assert street.click_all(visit.page, page) == sheet.planned_links[page]


def test_channel_links_arrive_with_their_channel_without_scripts(
    street: Street, sheet: Sheet, people: list[str]
) -> None:
    with visiting(street.browser, ignore_https_errors=True, java_script_enabled=False) as visit:
        for path in (f"{people[0]}/ig/", f"{people[1]}/tt/", f"{people[2]}/"):
            urls = street.click_all(visit.page, path)
            assert urls == sheet.planned_links[path]
            channel = path.split("/")[1]
            assert all(f".{channel}" in url for url in urls)


@pytest.mark.parametrize(
    ("host", "script", "selection"),
    [(SITE, True, slice(None)), (PLAIN, False, slice(None)), (PLAIN, True, slice(1))],
    ids=["redirects", "page", "page-with-script"],
)
def test_short_links_lead_to_the_shop(
    street: Street, sheet: Sheet, people: list[str], host: str, script: bool, selection: slice
) -> None:
    """By the host's redirect, and by the page where a host knows none. CI draws some for each person and channel."""
    short_links = [path for path in sheet.planned_links if path.split("/")[0] in people[selection] and "/go/" in path]
    assert len(short_links) > 7
    with visiting(street.browser, ignore_https_errors=True, java_script_enabled=script) as visit:
        for path in draw(short_links, 4, {path: path.split("/go/")[0].split("/") for path in short_links}):
            visit.page.goto(host + path, wait_until="commit")
            assert street.arrive(visit.page) == sheet.planned_links[path][0]
            assert len(set(sheet.planned_links[path])) == 1


def test_printed_codes_lead_to_their_own_channel(
    street: Street, sheet: Sheet, people: list[str], example: Example
) -> None:
    for person in people:
        with visiting(street.browser, ignore_https_errors=True, viewport={"width": 400, "height": 400}) as visit:
            with Image.open(example.folder / person / "qr.png") as picture:
                assert picture.width > 800
                texts = {barcode.text for barcode in zxingcpp.read_barcodes(picture.convert("L"))}
            visit.page.goto(f"{SITE}{person}/qr.svg")
            with Image.open(io.BytesIO(visit.page.screenshot())) as screenshot:
                texts |= {barcode.text for barcode in zxingcpp.read_barcodes(screenshot.convert("L"))}
            path = f"{person}/qr/"
            assert texts == {SITE + path}
            if person == people[0]:
                assert street.click_all(visit.page, path) == sheet.planned_links[path]
            else:
                visit.page.goto(texts.pop())
                visit.page.locator(PAID).first.click()
                assert street.arrive(visit.page) == sheet.planned_links[path][0]


def test_every_address_of_an_ended_person_shows_a_thank_you(street: Street, example: Example) -> None:
    ended_people = {file.parts[-3] for file in example.folder.glob("*/qr/index.html")} - {
        page.split("/")[0] for page in (*example.own_pages, *example.old_addresses)
    }
    assert ended_people
    with visiting(street.browser, ignore_https_errors=True) as visit:
        for person in sorted(ended_people):
            paths = [str(file.relative_to(example.folder)) for file in (example.folder / person).rglob("index.html")]
            assert len(paths) > 3
            for path in paths:
                answer = visit.page.goto(SITE + path.removesuffix("index.html"))
                assert answer is not None
                assert answer.status == 200
                assert visit.page.locator(PAID).count() == 0
                assert visit.page.locator("h1").inner_text()
    assert street.shop.requests.empty()
