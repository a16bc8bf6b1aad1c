"""Every click of a visitor arrives at the shop as it was planned: from pages, twins, short links and printed codes."""

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
        """Wait until the shop is there; return what it was asked for, with the fragment that the browser keeps."""
        page.wait_for_url(f"{SHOP}**", wait_until="commit")
        assert page.url.partition("#")[0] == self.shop.arrived.get(timeout=240)
        assert self.shop.arrived.empty()
        return page.url

    def click_all(self, page: Page, path: str) -> list[str]:
        """Click every paid link of a page; return what arrived."""
        page.goto(SITE + path)
        arrived = []
        for link in page.locator(PAID).all():
            # A fragment is not sent: it is seen in the browser's own address, for which the shop must be entered.
            self.shop.closed = "#" not in (link.get_attribute("href") or "")
            for summary in link.locator("xpath=ancestor::details[not(@open)]/summary").all():
                summary.click()  # a phone folds all short lists but the first
            link.click()
            if self.shop.closed:
                arrived.append(self.shop.arrived.get(timeout=240))
            else:
                arrived.append(self.arrive(page))
                page.go_back(wait_until="domcontentloaded")
            assert page.url == SITE + path
        self.shop.closed = False
        return arrived


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return read_sheet()


@pytest.fixture(scope="module")
def street(browser: Browser, example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    tls = certify(need(shutil.which("openssl"), "openssl"), tmp_path_factory.mktemp("certificate"))
    plain = serve(example.folder, redirects=False, tls=tls)
    with open_shop(tls) as shop, serve(example.folder, tls=tls) as site, plain as other:
        ports = {SHOP: shop.port, SITE: site.split(":")[2].strip("/"), PLAIN: other.split(":")[2].strip("/")}
        hosts = ", ".join(f"MAP {name.split('/')[2]} 127.0.0.1:{port}" for name, port in ports.items())
        # Pictures would only take time: nobody looks.
        flags = [*FLAGS, f"--host-resolver-rules={hosts}", "--blink-settings=imagesEnabled=false"]
        launched = browser.browser_type.launch(executable_path=need(find_browser(), "Chromium"), args=flags)
        yield Street(launched, shop)
        launched.close()


@pytest.fixture(scope="module")
def people(example: Example, sheet: Sheet) -> list[str]:
    """Between them they have every placement and every language of the example."""
    return sheet.sample({page.strip("/"): language(example, page) for page in example.owns})


def language(example: Example, page: str) -> str:
    html = example.tree(page).css_first("html")
    assert html is not None
    return (html.attributes["lang"] or "")[:2]


def test_the_sample_leaves_nothing_out(sheet: Sheet, people: list[str], example: Example) -> None:
    rows = [row for row in sheet.rows if row["ambassador"] in people]
    placements = {"story", "routine", "favorites", "look", "lists", "offer", "foot", "cart", "go"}
    assert {row["placement"] for row in rows} == {row["placement"] for row in sheet.rows} >= placements
    assert {row["channel"] for row in rows} >= {"", "ig", "tt", "qr"}
    assert {language(example, f"{person}/") for person in people} == {"en", "fr", "de", "es"}
    assert 3 <= len(people) <= 5


def test_every_link_of_every_page_arrives(street: Street, sheet: Sheet, example: Example) -> None:
    """CI clicks those of a few people, who have every kind of place and language, and of one more who is drawn."""
    assert len(example.owns) > 12
    kinds = {page: sheet.kinds(page.strip("/")) | {language(example, page)} for page in example.owns}
    for page in example.owns:
        assert [link.attributes["href"] for link in example.tree(page).css(PAID)] == sheet.planned[page]
    with visiting(street.browser, ignore_https_errors=True) as visit:
        for page in draw(example.owns, 1, kinds):
            assert street.click_all(visit.page, page) == sheet.planned[page]


def test_no_script_is_needed_and_twins_carry_their_channel(street: Street, sheet: Sheet, people: list[str]) -> None:
    with visiting(street.browser, ignore_https_errors=True, java_script_enabled=False) as visit:
        for path in (f"{people[0]}/ig/", f"{people[1]}/tt/", f"{people[2]}/"):
            arrived = street.click_all(visit.page, path)
            assert arrived == sheet.planned[path]
            channel = path.split("/")[1]
            assert all(f".{channel}" in url for url in arrived)


@pytest.mark.parametrize(
    ("host", "script", "whose"),
    [(SITE, True, slice(None)), (PLAIN, False, slice(None)), (PLAIN, True, slice(1))],
    ids=["redirects", "page", "page-with-script"],
)
def test_short_links_lead_to_the_shop(
    street: Street, sheet: Sheet, people: list[str], host: str, script: bool, whose: slice
) -> None:
    """By the host's redirect, and by the page where a host knows none. CI draws some for each person and channel."""
    short = [path for path in sheet.planned if path.split("/")[0] in people[whose] and "/go/" in path]
    assert len(short) > 7
    with visiting(street.browser, ignore_https_errors=True, java_script_enabled=script) as visit:
        for path in draw(short, 4, {path: path.split("/go/")[0].split("/") for path in short}):
            visit.page.goto(host + path, wait_until="commit")
            assert street.arrive(visit.page) == sheet.planned[path][0]
            assert len(set(sheet.planned[path])) == 1


def test_printed_codes_lead_to_their_own_channel(
    street: Street, sheet: Sheet, people: list[str], example: Example
) -> None:
    for person in people:
        with visiting(street.browser, ignore_https_errors=True, viewport={"width": 400, "height": 400}) as visit:
            with Image.open(example.folder / person / "qr.png") as printed:
                assert printed.width > 800
                read = {found.text for found in zxingcpp.read_barcodes(printed.convert("L"))}
            visit.page.goto(f"{SITE}{person}/qr.svg")
            with Image.open(io.BytesIO(visit.page.screenshot())) as shown:
                read |= {found.text for found in zxingcpp.read_barcodes(shown.convert("L"))}
            path = f"{person}/qr/"
            assert read == {SITE + path}
            if person == people[0]:
                assert street.click_all(visit.page, path) == sheet.planned[path]
            else:
                visit.page.goto(read.pop())
                visit.page.locator(PAID).first.click()
                assert street.arrive(visit.page) == sheet.planned[path][0]


def test_the_addresses_of_somebody_who_has_ended_still_lead_to_a_thank_you(street: Street, example: Example) -> None:
    ended = {file.parts[-3] for file in example.folder.glob("*/qr/index.html")} - {
        page.split("/")[0] for page in (*example.owns, *example.moved)
    }
    assert ended
    with visiting(street.browser, ignore_https_errors=True) as visit:
        for person in sorted(ended):
            paths = [str(file.relative_to(example.folder)) for file in (example.folder / person).rglob("index.html")]
            assert len(paths) > 3
            for path in paths:
                answer = visit.page.goto(SITE + path.removesuffix("index.html"))
                assert answer is not None
                assert answer.status == 200
                assert visit.page.locator(PAID).count() == 0
                assert visit.page.locator("h1").inner_text()
    assert street.shop.arrived.empty()
