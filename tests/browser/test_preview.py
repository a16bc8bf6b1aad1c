"""Tests the live preview in a browser: an open page shows each saved change, and each mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit, visiting
from tests.serve.live import Live, live, save

LEA, MIA = "content/ambassadors/lea-moreau/profile.yaml", "content/ambassadors/mia.md"
SETTINGS, STYLE = "content/site.yaml", "themes/own/assets/css/own.css"
OVERLAY, PROBLEM, BADGE = (f"#ambassador-preview {part}" for part in ("section", ".problem", ".badge"))
TALL = "\n\n".join(["A paragraph that makes the page long enough to be scrolled, again and again."] * 40)

Edit = Callable[[str, str, str], None]


SITE = {
    SETTINGS: "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\ntheme: own\nchannels: [ig, tt]\n",
    "content/products.yaml": "cloud-balm: {name: Cloud Balm, url: https://lune.example/balm}\n"
    "boy-brow: {name: Boy Brow, url: https://lune.example/brow}\n",
    LEA: "name: Léa Moreau\ntagline: Skin first\nfavorites:\n  - {product: cloud-balm, note: In every coat.}\n"
    "  - boy-brow\n",
    "content/ambassadors/lea-moreau/story.md": "I keep [the balm](product:cloud-balm) in every coat.\n",
    MIA: f"---\nname: Mia Okafor\nuntil: 2026-12-31\n---\n{TALL}\n",
    "themes/own/theme.toml": 'name = "own"\nextends = "dew"\nstyles = ["css/own.css"]\n',
    STYLE: "body { outline: 3px solid rgb(1, 2, 3) !important; }\n",
}
"""Two people and their own theme, without pictures, so that only the share cards are drawn."""


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    site = tmp_path_factory.mktemp("brand")
    for name, text in SITE.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    with live(site, editor="vscode://file/{file}:{line}") as preview_server:
        assert preview_server.preview.state.errors == 0, preview_server.preview.state.problems
        yield preview_server


@pytest.fixture
def edit(brand: Live) -> Iterator[Edit]:
    """Return a function that changes a file of the brand. At the end all changes are undone."""
    before: dict[Path, bytes] = {}

    def change(name: str, old: str, new: str) -> None:
        file = brand.site / name
        text = file.read_text("utf-8")
        before.setdefault(file, file.read_bytes())
        assert old in text
        save(file, text.replace(old, new, 1))

    look_before, number_before = _look_of_site(brand), brand.preview.state.number
    yield change
    for file, data in before.items():
        file.write_bytes(data)
    state = brand.preview.state
    while state.number != number_before and (_look_of_site(brand) != look_before or state.errors):
        state = brand.next(state.number)


@pytest.fixture
def visit(edit: Edit, browser: Browser) -> Iterator[Visit]:
    """Open a visit that ends before the edits are undone, so that no page of it is reloaded."""
    with visiting_patiently(browser) as open_visit:
        yield open_visit


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


@contextmanager
def visiting_patiently(browser: Browser, **options: object) -> Iterator[Visit]:
    with visiting(browser, **options) as visit:
        yield visit
        # Chromium never closes a context whose page begins to load at that moment, as after an edit.
        visit.page.goto("about:blank")
        # A reload aborts all open requests, and the one for events is always open.
        assert [complaint for complaint in visit.complaints if not complaint.endswith("net::ERR_ABORTED")] == []


def _look_of_site(brand: Live) -> tuple[str, str]:
    site = brand.preview.state.site
    assert site is not None
    return site.shape, site.styles


def _open(page: Page, brand: Live, path: str) -> None:
    page.goto(brand.server.url + path)
    page.evaluate("document.fonts.ready.then(() => { window.stayed = true })")


def test_an_edit_appears_by_itself_and_keeps_the_scroll_position(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "mia/")
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    assert page.evaluate("scrollY") == 900
    edit(MIA, "A paragraph", "Something quite new")
    expect(page.get_by_text("Something quite new").first).to_be_attached()
    page.wait_for_load_state("load")
    page.wait_for_function("Math.abs(scrollY - 900) < 60")
    assert page.evaluate("sessionStorage.length") == 0
    assert page.locator("#ambassador-preview").count() == 0


def test_an_unchanged_page_is_not_reloaded(page: Page, brand: Live, edit: Edit, browser: Browser) -> None:
    with visiting_patiently(browser) as other_visit:
        _open(other_visit.page, brand, "lea-moreau/")
        _open(page, brand, "mia/")
        with page.expect_navigation():
            edit(MIA, "A paragraph", "Only for Mia")
        with other_visit.page.expect_navigation():
            edit(LEA, "Skin first", "Only for Léa")
        expect(other_visit.page.get_by_text("Only for Léa").first).to_be_attached()
        expect(page.get_by_text("Only for Mia").first).to_be_attached()
        page.evaluate("window.stayed = true")
        with other_visit.page.expect_navigation():
            edit(LEA, "Only for Léa", "Once more for Léa")
        assert page.evaluate("window.stayed")


def test_a_mistake_is_shown_over_the_page_until_it_is_corrected(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "lea-moreau/")
    heading = page.locator("h1").first.inner_text()
    edit(LEA, "cloud-balm", "cloud-<b>blam</b>")
    expect(page.locator(OVERLAY)).to_be_visible()
    problem = page.locator(PROBLEM).first
    expect(problem).to_contain_text("cloud-<b>blam</b>")
    assert problem.locator("b").count() == 0
    line = (brand.site / LEA).read_text("utf-8").split("cloud-<b>")[0].count("\n") + 1
    expect(problem.locator(".where")).to_contain_text(f"{LEA}:{line}:")
    assert problem.locator("a.where").get_attribute("href") == f"vscode://file/{(brand.site / LEA).resolve()}:{line}"
    expect(problem.locator("pre")).to_contain_text("^")
    expect(problem.locator(".help")).to_contain_text("write")
    assert page.locator("h1").first.inner_text() == heading
    edit(LEA, "tagline:", "tagilne:")
    expect(page.locator(PROBLEM)).to_have_count(2)
    page.get_by_role("button", name="Hide").click()
    expect(page.locator(OVERLAY)).to_have_count(0)
    expect(page.locator(BADGE)).to_have_text("2 errors")
    edit(LEA, "tagilne:", "tagline:")
    expect(page.locator(PROBLEM)).to_have_count(1)
    edit(LEA, "cloud-<b>blam</b>", "cloud-balm")
    expect(page.locator("#ambassador-preview")).to_have_count(0)
    assert page.evaluate("window.stayed")


HOSTILE = "<img src=x onerror=window.owned=1></script><script>window.owned=1</script>"


def test_hostile_content_is_only_text_in_the_overlay_and_the_tools(page: Page, brand: Live, edit: Edit) -> None:
    for path in ("lea-moreau/", "__preview/"):
        _open(page, brand, path)
        edit(LEA, "boy-brow", f"'{HOSTILE}'")
        edit(LEA, "name: Léa Moreau", f"'{HOSTILE}': '\"><svg onload=window.owned=1>'\nname: {HOSTILE}")
        problems = page.locator("main .problem" if "__" in path else PROBLEM)
        expect(problems.filter(has_text="onerror=window.owned=1").first).to_be_visible()
        assert problems.locator("img, svg, script").count() == 0
        assert page.evaluate("window.owned") is None
        edit(LEA, "'\"><svg", "'><svg")
        edit(LEA, f"'{HOSTILE}': '><svg onload=window.owned=1>'\nname: {HOSTILE}", "name: Léa Moreau")
        edit(LEA, f"'{HOSTILE}'", "boy-brow")
        expect(problems).to_have_count(0)
    edit(LEA, "name: Léa Moreau", f"name: '{HOSTILE}'")
    expect(page.locator(".people").get_by_text("onerror=").first).to_be_visible()
    assert page.locator(".people img[src=x]").count() == 0
    _open(page, brand, "__preview/links")
    assert page.evaluate("window.owned") is None


def test_a_stylesheet_is_replaced_without_a_reload(page: Page, brand: Live, edit: Edit) -> None:
    _open(page, brand, "lea-moreau/")
    for before, width in (("3px", "7px"), ("7px", "5px")):
        edit(STYLE, f"outline: {before}", f"outline: {width}")
        expect(page.locator("body")).to_have_css("outline-width", width)
        expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    edit(STYLE, "body { outline", "i { outline")
    expect(page.locator("body")).not_to_have_css("outline-width", "5px")
    assert page.evaluate("window.stayed")


def test_two_browsers_show_the_same_edit(page: Page, browser: Browser, brand: Live, edit: Edit) -> None:
    with visiting_patiently(browser) as second:
        _open(page, brand, "lea-moreau/")
        _open(second.page, brand, "")
        edit(LEA, "Skin first", "For both of you")
        for tab in (page, second.page):
            expect(tab.get_by_text("For both of you").first).to_be_attached()


def test_more_tabs_than_connections_show_an_edit(visit: Visit, brand: Live, edit: Edit) -> None:
    first, *tabs = visit.page, *(visit.page.context.new_page() for _ in range(7))
    for tab in (first, *tabs):
        tab.goto(f"{brand.server.url}mia/")
    edit(MIA, "A paragraph", "In every tab")
    for tab in (first, *tabs):
        expect(tab.get_by_text("In every tab").first).to_be_attached()
    first.goto("about:blank")
    edit(MIA, "In every tab", "Without the first")
    for tab in tabs:
        expect(tab.get_by_text("Without the first").first).to_be_attached()
    for tab in tabs:
        tab.goto("about:blank")


def test_the_tools_show_people_cards_codes_and_a_phone(page: Page, brand: Live, edit: Edit) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    _open(page, brand, "__preview/")
    expect(page.locator("tbody tr .state.live")).to_have_count(2)
    for picture in (page.locator("img.card").first, page.locator("img.qr").first):
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(image) => image.naturalWidth") > 0
    phone = page.frame_locator("iframe")
    expect(phone.locator("h1").first).to_be_visible()
    assert phone.locator("body").evaluate("() => innerWidth") == 390
    page.get_by_role("link", name="Mia Okafor").first.click()
    expect(phone.locator("link[rel=canonical]")).to_have_attribute("href", re.compile("/mia/$"))
    page.get_by_placeholder("Find a person").fill("moreau")
    expect(page.locator(".people tbody tr:visible")).to_have_count(1)
    edit(LEA, "boy-brow", "boy-borw")
    expect(page.locator("main .problem.error").first).to_contain_text("boy-borw")
    expect(page.locator(".people tbody tr:visible")).to_have_count(1)
    expect(phone.locator("link[rel=canonical]")).to_have_attribute("href", re.compile("/mia/$"))
    assert page.evaluate("window.stayed")
    page.get_by_role("link", name="Link sheet").click()
    expect(page.locator("tbody tr").first).to_contain_text("lea-moreau")


def test_the_phone_shows_another_day(page: Page, brand: Live) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    _open(page, brand, "__preview/")
    day, phone = page.get_by_label("The site on"), page.frame_locator("iframe")
    page.get_by_role("link", name="Mia Okafor").first.click()
    expect(phone.get_by_text("A paragraph").first).to_be_attached()
    expect(day).to_have_value("2026-11-22")
    day.fill("2027-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".state.ended")).to_have_count(1)
    expect(day).to_have_value("2027-01-01")
    expect(phone.get_by_text("A paragraph")).to_have_count(0)
    day.fill("2026-11-22")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".state.ended")).to_have_count(0)
    page.get_by_text("on which it will change").click()
    page.get_by_role("button", name="2027-01-01").click()
    expect(page.locator(".state.ended")).to_have_count(1)
    day.fill("2026-11-22")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".state.ended")).to_have_count(0)
    assert page.evaluate("window.stayed")


def test_the_tools_of_the_preview_fit_a_phone(page: Page, brand: Live) -> None:
    for path in ("__preview/", "__preview/links"):
        _open(page, brand, path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    _open(page, brand, "__preview/")
    page.get_by_role("link", name="Mia Okafor").first.click()
    page.wait_for_url(f"{brand.server.url}mia/")


def test_the_preview_shows_problems_at_the_start_and_a_stopped_server(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("brand: [\n")
    with visiting(browser) as visit:
        with live(tmp_path) as preview_server:
            visit.page.goto(preview_server.server.url)
            expect(visit.page.locator(PROBLEM).first).to_contain_text("content/site.yaml")
            text = "brand: A\nurl: https://a.example\nshop: https://shop.example\nshare_cards: false\n"
            (tmp_path / "content/site.yaml").write_text(text)
            expect(visit.page).to_have_title("A")
            expect(visit.page.locator(OVERLAY)).to_have_count(0)
        expect(visit.page.locator(BADGE)).to_have_text("The preview is not running")
        visit.page.goto("about:blank")
