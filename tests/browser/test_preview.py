"""The live preview in a real browser: what is saved is what is seen."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.example import ROOT
from tests.browser.visit import visiting
from tests.serve.live import Live, live

PERSON = "content/ambassadors/lea-moreau"
OVERLAY, PROBLEM = "#ambassador-preview section", "#ambassador-preview .problem"
SLOW = 20_000  # milliseconds that a remake may take on a busy machine

Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Three people of the example, with the theme beside them, and the pictures that are drawn already."""
    site = tmp_path_factory.mktemp("brand")
    keep = {"lea-moreau", "wren-hollis.md", "amara-diallo"}
    shutil.copytree(
        ROOT / "content",
        site / "content",
        ignore=lambda folder, names: set(names) - keep if Path(folder).name == "ambassadors" else set(),
    )
    shutil.copytree(ROOT / "themes", site / "themes")
    if (ROOT / ".ambassador").is_dir():
        shutil.copytree(ROOT / ".ambassador", site / ".ambassador")
    with live(site, editor="vscode://file/{file}:{line}") as served:
        assert served.preview.state.errors == 0, served.preview.state.told
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with visiting(browser) as visit:
        visit.page.set_default_timeout(SLOW)
        yield visit.page
        # A reload hangs up whatever is still on its way: the events, always.
        assert [told for told in visit.complaints if not told.endswith("net::ERR_ABORTED")] == []


@pytest.fixture
def edit(brand: Live) -> Iterator[Edit]:
    """Change a file of the brand; all changes are taken back in the end."""
    before: dict[Path, bytes] = {}

    def change(name: str, old: str, new: str) -> None:
        file = brand.site / name
        text = file.read_text("utf-8")
        before.setdefault(file, file.read_bytes())
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    good = _look(brand)
    yield change
    for file, data in before.items():
        file.write_bytes(data)
    for _ in range(400):
        if _look(brand) == good and not brand.preview.state.errors:
            return
        time.sleep(0.05)
    raise AssertionError("the site is not as it was")


def _look(brand: Live) -> tuple[str, str]:
    site = brand.preview.state.site
    assert site is not None
    return site.shape, site.styles


def _tagline(brand: Live) -> str:
    lines = (brand.site / PERSON / "profile.yaml").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith("tagline:"))


def _open(page: Page, brand: Live, path: str) -> None:
    page.goto(brand.server.url + path)
    page.evaluate("document.fonts.ready.then(() => 0)")


def test_an_edit_shows_without_a_reload_key_and_keeps_the_place(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "lea-moreau/")
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    assert page.evaluate("scrollY") == 900
    edit(f"{PERSON}/profile.yaml", _tagline(brand), "tagline: Une phrase toute neuve")
    expect(page.get_by_text("Une phrase toute neuve").first).to_be_attached(timeout=SLOW)
    page.wait_for_load_state("load")
    assert abs(page.evaluate("new Promise((done) => setTimeout(() => done(scrollY), 100))") - 900) < 60
    assert page.locator("#ambassador-preview").count() == 0


def test_a_mistake_is_told_over_the_page_and_vanishes_when_mended(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "lea-moreau/")
    heading = page.locator("h1").first.inner_text()
    page.evaluate("window.stayed = true")
    edit(f"{PERSON}/profile.yaml", "hush-balm", "hush-<b>blam</b>")
    expect(page.locator(OVERLAY)).to_be_visible(timeout=SLOW)
    problem = page.locator(PROBLEM).first
    expect(problem).to_contain_text("hush-<b>blam</b>")
    assert problem.locator("b").count() == 0
    expect(problem.locator(".where")).to_contain_text(f"{PERSON}/profile.yaml:")
    link = problem.locator("a.where").get_attribute("href") or ""
    assert link.startswith(f"vscode://file/{(brand.site / PERSON).resolve().as_posix()}/profile.yaml:")
    expect(problem.locator("pre")).to_contain_text("^")
    assert page.locator("h1").first.inner_text() == heading
    edit(f"{PERSON}/profile.yaml", "hush-<b>blam</b>", "hush-balm")
    expect(page.locator(OVERLAY)).to_have_count(0, timeout=SLOW)
    assert page.evaluate("window.stayed")


def test_a_stylesheet_is_exchanged_without_a_reload(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "lea-moreau/")
    page.evaluate("window.stayed = true")
    sheet = next((brand.site / "themes/dew/assets").glob("**/*.css"))
    name = sheet.relative_to(brand.site).as_posix()
    text = sheet.read_text("utf-8")
    edit(name, text, text + "\nbody { outline: 7px solid rgb(1, 2, 3) !important; }\n")
    expect(page.locator("body")).to_have_css("outline-width", "7px", timeout=SLOW)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    edit(name, "outline: 7px", "outline: 5px")
    expect(page.locator("body")).to_have_css("outline-width", "5px", timeout=SLOW)
    assert page.evaluate("window.stayed")


def test_two_browsers_see_the_same(page: Page, browser: Browser, brand: Live, edit: Edit) -> None:
    with visiting(browser) as second:
        _open(page, brand, "lea-moreau/")
        _open(second.page, brand, "")
        edit(f"{PERSON}/profile.yaml", _tagline(brand), "tagline: Pour toutes les deux")
        for one in (page, second.page):
            expect(one.get_by_text("Pour toutes les deux").first).to_be_attached(timeout=SLOW)


def test_the_tools_show_people_cards_codes_and_a_phone(page: Page, brand: Live, edit: Edit) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    _open(page, brand, "__preview/")
    expect(page.locator("tbody tr .state.live")).to_have_count(3)
    card = page.locator("img.card").first
    card.scroll_into_view_if_needed()
    expect(card).to_have_js_property("naturalWidth", 1200, timeout=SLOW)
    expect(page.locator("img.qr").first).to_have_js_property("complete", True, timeout=SLOW)
    phone = page.frame_locator("iframe")
    expect(phone.locator("h1").first).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="person").first.click()
    expect(phone.locator("link[rel=canonical]")).to_have_attribute("href", re.compile("/amara-diallo/$"), timeout=SLOW)
    edit(f"{PERSON}/profile.yaml", "hush-balm", "hush-blam")
    expect(page.locator("main .problem.error").first).to_contain_text("hush-blam", timeout=SLOW)


def test_another_day_is_chosen(page: Page, brand: Live) -> None:
    number = brand.preview.state.number
    _open(page, brand, "__preview/")
    expect(page.get_by_label("The site on")).to_have_value("2026-11-22")
    page.get_by_label("The site on").fill("2027-05-03")
    page.get_by_role("button", name="Show").click()
    state = brand.next(number, 20)
    assert state.site is not None
    assert state.site.made.day.isoformat() == "2027-05-03"
    expect(page.get_by_label("The site on")).to_have_value("2027-05-03", timeout=SLOW)


def test_a_broken_site_begins_with_its_problems(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("brand: [\n")
    with live(tmp_path) as served, visiting(browser) as visit:
        visit.page.goto(served.server.url)
        expect(visit.page.locator(PROBLEM).first).to_contain_text("content/site.yaml", timeout=SLOW)
        text = "brand: A\nurl: https://a.example\nshop: https://shop.example\nshare_cards: false\n"
        (tmp_path / "content/site.yaml").write_text(text)
        expect(visit.page).to_have_title("A", timeout=SLOW)
        expect(visit.page.locator(OVERLAY)).to_have_count(0)
