"""Tests that no content paints over the advertising label: its pixels are the same above any content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import serve
from tests.browser.visit import visiting
from tests.scenario import FOLDER, run_cli

MARKS = "\u0304\u0305\u033f\u030b\u0352\u20d0\u0306\u033e"  # the most that one letter may have
TALL = "".join(f"{letter}{MARKS}" for letter in "EVAMONROE")
NAMES = {
    "marks": TALL,
    "marks of Hebrew": "ש\u05b4\u05c1\u0597\u05ae" * 9,
    "marks of Thai": "ก็่้์ญี่" * 6,
    "a stack of Tibetan": "ཧྐྵྨླྺྼྻྂ " * 6,
    "wide signs": "﷽﷽﷽ 𒐫𒐫 ௵",
    "emoji": "👩\u200d👩\u200d👧\u200d👦" * 9 + "❤\ufe0f\u200d🔥",
    "right to left": "\u200fمحمد السلام\u200f (LEA15)",
    "one long word": "W" * 120,
}
FACTS = """\
---
name: "{name}"
handle: "{name}"
tagline: "{name}"
location: "{name}"
sections: [story, favorites]
favorites: [{{product: balm, note: "{name}"}}]
---
## {name}

{name} **{name}** _{name}_ ~~{name}~~ [{name}](product:balm)

> {name}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = Path(shutil.copytree(FOLDER / "base", tmp_path_factory.mktemp("label") / "site"))
    shutil.rmtree(site / "content/ambassadors")
    shutil.rmtree(site / "themes")
    (site / "content/ambassadors").mkdir()
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: plain\n", ""), "utf-8")
    (site / "content/products.yaml").write_text("balm: {name: Balm, url: https://lune.example/balm}\n")
    for slug, name in [("plain", "Lea"), *((f"p{number}", name) for number, name in enumerate(NAMES.values()))]:
        (site / f"content/ambassadors/{slug}.md").write_text(FACTS.format(name=name), "utf-8")
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], site)
    assert code == 0, output
    with serve(site / "output") as url:
        yield url


def screenshot_of_label(page: Page) -> bytes:
    box = page.locator(".label").bounding_box()
    assert box is not None
    assert box["height"] > 20
    return page.screenshot(clip=box, animations="disabled")


@pytest.mark.parametrize("width", [390, 1100])
def test_the_label_looks_the_same_above_any_content(browser: Browser, pages: str, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 800}) as visit:
        visit.open(f"{pages}plain/")
        label = screenshot_of_label(visit.page)
        for number, name in enumerate(NAMES):
            visit.open(f"{pages}p{number}/")
            assert screenshot_of_label(visit.page) == label, name


def test_stacked_marks_stay_behind_the_label(browser: Browser, pages: str) -> None:
    """Draw five times the allowed marks, as high as the label. Only the label's own layer keeps them behind it."""
    climb = f"""() => {{
        const rising = document.createElement("h1");
        rising.textContent = "{(MARKS * 5).join("EVA")}";
        rising.style.cssText = "font: 60px/1 'DejaVu Sans'; margin: -60px 0 0";
        document.querySelector(".label").after(rising);
    }}"""
    hide = "document.querySelector('.label').style.visibility = 'hidden'"
    with visiting(browser) as visit:
        visit.open(f"{pages}plain/")
        label = screenshot_of_label(visit.page)
        visit.page.evaluate(climb)
        assert screenshot_of_label(visit.page) == label
        visit.page.evaluate(hide)
        marks_behind = screenshot_of_label(visit.page)
        visit.page.evaluate("document.querySelector('h1').remove()")
        assert screenshot_of_label(visit.page) != marks_behind, "the marks are where the label is"
