"""Tests the editor in Chromium: what it saves can be built, other values stay, and nothing leaves this machine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from generator.content.load import load_site
from generator.content.site import Site
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.browser.editor import Editor
from tests.browser.server import serve
from tests.browser.visit import Visit, visiting
from tests.cms.editor_package import site_with_editor
from tests.scenario import run_cli

DAY = ["--as-of", "2026-11-22"]
DESK = {"width": 1280, "height": 1000}


@dataclass
class Desk:
    """The site's folder and address, the editor in a browser, and the visit with its requests."""

    folder: Path
    url: str
    editor: Editor
    visit: Visit


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the tests' site with its editor."""
    folder = site_with_editor(tmp_path_factory.mktemp("cms") / "site")
    code, output = run_cli(["build", *DAY], folder)
    assert code == 0, output
    return folder


@pytest.fixture
def desk(browser: Browser, site_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    folder = shutil.copytree(site_folder, tmp_path / "site")
    with serve(folder / "output") as url, visiting(browser, viewport=DESK, locale="en-US") as visit:
        yield Desk(folder, url, Editor(visit, url, folder), visit)


def _load(folder: Path) -> Site:
    report = Report()
    site = load_site(folder, BUILT_IN, report)
    assert [problem.message for problem in report] == []
    return site


def _values(site: Site) -> dict[str, Any]:
    """Return all values of the content by their place. A prose text is its words and links."""
    values: dict[str, Any] = {"site": dict(site.settings)}
    values |= {f"product {id_}": dict(product) for id_, product in site.products.items()}
    values |= {f"campaign {id_}": dict(campaign) for id_, campaign in site.campaigns.items()}
    values |= {f"person {item.slug}": dict(item.person) for item in site.people}
    values |= {f"story {item.slug}": _prose(item.story.parts) for item in site.people}
    values |= {f"page {item.slug}": dict(item.facts) for item in site.pages}
    return values


def _prose(parts: tuple[object, ...]) -> list[str]:
    return [part if isinstance(part, str) else repr(part).partition("place=")[0] for part in parts]


def test_edits_of_a_day_are_saved_and_published(desk: Desk) -> None:
    editor, page = desk.editor, desk.editor.page
    before = _values(_load(desk.folder))
    for name in ("People with a folder", "Stories", "People with a file", "Products", "Campaigns", "Pages"):
        expect(page.get_by_role("treeitem", name=name).first).to_be_visible()

    def add_words() -> None:
        page.locator("[contenteditable=true] p").first.click()
        page.keyboard.press("End")
        page.keyboard.type(" More words.")

    def add_product() -> None:
        editor.box("Name").fill("Crème de nuit™ 50 ml")
        editor.box("Web address").fill("https://lune.example/products/night")
        editor.box("Price").fill("12.50")

    editor.change("stories/entries/lea", add_words)
    editor.change("profiles/entries/lea/profile", lambda: editor.box("Tagline").fill('No: "skin" & all'))
    editor.change("products/new", add_product)
    editor.change("_singletons/entries/site", lambda: editor.box("en").fill("Quieter things."))
    editor.write_back()

    code, output = run_cli(["build", *DAY], desk.folder)
    assert code == 0, output
    page_of_lea = (desk.folder / "output/lea/index.html").read_text("utf-8")
    assert "More words." in page_of_lea
    assert "No: &#34;skin&#34; &amp; all" in page_of_lea
    assert "Quieter things." in (desk.folder / "output/index.html").read_text("utf-8")

    after = _values(_load(desk.folder))
    new_product = after.pop("product creme-de-nuit-50-ml")
    assert (new_product["name"], str(new_product["price"]), new_product["available"]) == (
        "Crème de nuit™ 50 ml",
        "12.50",
        True,
    )
    assert "More words." in "".join(after.pop("story lea"))
    assert after["site"].pop("tagline") != before["site"].pop("tagline")
    assert after["person lea"].pop("tagline") == 'No: "skin" & all'
    assert before.pop("story lea")
    assert before["person lea"].pop("tagline")
    assert after == before
    assert desk.visit.foreign_requests(desk.url) == []
    # The editor also asks for the host's status page, and its policy refuses that.
    assert [complaint for complaint in desk.visit.complaints if "githubstatus" not in complaint] == []


def test_saving_changes_only_the_edited_key(desk: Desk) -> None:
    """The test changes one key of each entry. All other keys keep their values."""
    editor = desk.editor
    before = _values(_load(desk.folder))
    changes = {
        "people/entries/wren": ("Name", "person wren", "name"),
        "profiles/entries/lea/profile": ("Name", "person lea", "name"),
        "products/entries/balm": ("Name", "product balm", "name"),
        "products/entries/brow": ("Name", "product brow", "name"),
        "campaigns/entries/frost": ("Name", "campaign frost", "name"),
        "pages/entries/privacy": ("Title", "page privacy", "title"),
        "_singletons/entries/site": ("Brand", "site", "brand"),
    }
    for where, (label, _, _) in changes.items():
        editor.change(where, lambda label=label: editor.box(label).fill("0015"))  # type: ignore[misc]
    editor.write_back()
    after = _values(_load(desk.folder))
    for _, what, key in changes.values():
        assert before[what].pop(key)
        assert after[what].pop(key) == "0015", what
    assert after == before
    assert {path.stat().st_size > 0 for path in (desk.folder / "content").rglob("*.*")} == {True}
    code, output = run_cli(["build", *DAY], desk.folder)
    assert code == 0, output


def test_a_story_can_be_written_for_a_person_without_one(desk: Desk) -> None:
    editor, page = desk.editor, desk.editor.page
    page.evaluate("() => { location.hash = '#/collections/stories' }")
    expect(page.get_by_text("Mina Holm", exact=True).first).to_be_visible()

    def write() -> None:
        page.locator("[contenteditable=true]").first.click()
        page.keyboard.type("It began with the balm.")

    editor.change("stories/entries/mina", write)
    editor.write_back()
    assert (desk.folder / "content/ambassadors/mina/story.md").read_text("utf-8").strip() == "It began with the balm."
    code, output = run_cli(["build", *DAY], desk.folder)
    assert code == 0, output
    assert "It began with the balm." in (desk.folder / "output/mina/index.html").read_text("utf-8")


def test_a_new_person_can_have_a_favorite(desk: Desk) -> None:
    editor, page = desk.editor, desk.editor.page
    page.set_viewport_size({"width": 1280, "height": 3000})  # the editor draws a field when it becomes visible

    def fill() -> None:
        editor.box("Name").fill("Zoë Lindqvist")
        page.get_by_role("button", name=re.compile("Add.*Favorite")).click()
        page.get_by_role("radio", name="Brow").click()

    def choose() -> None:
        page.get_by_role("radio", name="Balm").click()
        page.get_by_role("radio", name="Brow").click()

    editor.change("people/new", fill, choose)
    editor.write_back()
    people = {item.slug: item.person for item in _load(desk.folder).people}
    assert set(people) == {"lea", "mina", "wren", "zoe-lindqvist"}
    favorites = getattr(people["zoe-lindqvist"], "favorites")  # noqa: B009 - a section's field
    assert [(item.product, item.note) for item in favorites] == [("brow", None)]
    code, output = run_cli(["build", *DAY], desk.folder)
    assert code == 0, output
    assert (desk.folder / "output/zoe-lindqvist/index.html").is_file()


def test_a_picture_can_be_uploaded(desk: Desk, tmp_path: Path) -> None:
    editor, page = desk.editor, desk.editor.page
    page.set_viewport_size({"width": 1280, "height": 2000})
    photo = shutil.copy(desk.folder / "content/ambassadors/lea/portrait.png", tmp_path / "Photo of Brow (1).png")

    def upload() -> None:
        page.get_by_role("checkbox", name=re.compile("Add.*Image")).click()
        page.get_by_role("button", name="Browse").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Upload").click()
        chooser.value.set_files(photo)
        page.get_by_role("button", name="Insert").click()
        editor.box("en").fill("A brush for brows")

    editor.change("products/entries/brow", upload)
    editor.write_back()
    image = _load(desk.folder).products["brow"].image
    assert image is not None
    assert image.src == "content/images/products/photo-of-brow-1.png"
    code, output = run_cli(["build", *DAY], desk.folder)
    assert code == 0, output


def test_the_policy_of_the_editor_allows_only_its_own_parts(desk: Desk) -> None:
    results = desk.editor.page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          const asked = await fetch("https://unpkg.com/x").then(() => "yes", () => "no");
          return [window.ran ?? "no", asked, getComputedStyle(document.querySelector(".icon")).fontFamily,
                  [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family)];
        }"""
    )
    assert results[:2] == ["no", "no"]
    assert any("Material Symbols" in family for family in results[3]), results
    assert desk.visit.page.locator("meta[name=robots]").first.get_attribute("content") == "noindex"


def test_other_pages_keep_their_strict_policy(desk: Desk, browser: Browser) -> None:
    with visiting(browser) as visit:
        page = visit.open(f"{desk.url}lea/")
        assert visit.complaints == []
        page.evaluate(
            """() => { const script = document.createElement('script');
                       script.textContent = 'window.ran = 1'; document.body.append(script); }"""
        )
        assert page.evaluate("() => window.ran") is None
        assert any("Content Security Policy" in complaint for complaint in visit.complaints)
        assert visit.foreign_requests(desk.url) == []
