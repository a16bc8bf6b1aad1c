"""Tests that a kit opens from a file without a network, fits a phone, can be read, and copies its texts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import visiting
from tools.gates.node import AXE

SITE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kits")
    command = [
        "kit",
        "lea-moreau",
        "ottilie-blanc",
        "--site",
        str(SITE),
        "--as-of",
        "2026-11-22",
        "--output",
        str(folder),
        "--in-ci",
    ]
    result = subprocess.run([sys.executable, "-m", "generator", *command], cwd=SITE, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["lea-moreau", "ottilie-blanc"])
def test_a_kit_opens_without_a_network(browser: Browser, kits: Path, slug: str, scheme: str) -> None:
    with visiting(browser, color_scheme=scheme) as visit:
        page = visit.open((kits / slug / "index.html").as_uri())
        page.evaluate("for (const one of document.images) one.loading = 'eager'")
        visit.settle()
        assert visit.complaints == []
        assert {url.split(":")[0] for url in visit.requests} <= {"file", "data"}
        assert page.evaluate("[...document.images].filter(one => !one.complete || !one.naturalWidth).length") == 0
        assert page.evaluate("[...document.fonts].map(one => one.status)") == ["loaded", "loaded"]
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        small = page.evaluate(
            "[...document.querySelectorAll('button, nav a, summary')].filter(one => one.checkVisibility())"
            ".map(one => one.getBoundingClientRect()).filter(one => one.height && one.height < 40).length"
        )
        assert small == 0


def test_the_text_of_a_kit_can_be_read(browser: Browser, kits: Path) -> None:
    """Check the contrast of every text, and all other rules, in light and dark."""
    for scheme in ("light", "dark"):
        with visiting(browser, color_scheme=scheme, bypass_csp=True) as visit:
            page = visit.open((kits / "lea-moreau/index.html").as_uri())
            page.add_script_tag(path=str(AXE))
            violations = page.evaluate("axe.run().then(all => all.violations.map(one => [one.id, one.nodes[0].html]))")
            assert violations == []


@pytest.mark.parametrize("refused", [False, True])
def test_a_copy_button_copies_or_selects_its_text(browser: Browser, kits: Path, refused: bool) -> None:
    """If the browser refuses the clipboard, the text is selected, so that visitors can copy it themselves."""
    with visiting(browser) as visit:
        if refused:
            visit.page.add_init_script(
                "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
            )
        else:
            visit.page.add_init_script(
                "window.copied = []; Object.defineProperty(navigator, 'clipboard',"
                "{value: {writeText: text => { copied.push(text); return Promise.resolve() }}})"
            )
        page = visit.open((kits / "lea-moreau/index.html").as_uri())
        page.locator("[data-copy=the-code]").click()
        page.locator("[data-copy=caption-1-1]").click()
        visit.settle()
        caption = (kits / "lea-moreau/captions.txt").read_text("utf-8").split("==\n\n")[1].split("\n\n--")[0]
        if refused:
            assert page.evaluate("getSelection().toString()") == caption
            assert page.locator("[data-copy=caption-1-1] + .said").inner_text().startswith("Sélectionné")
        else:
            assert page.evaluate("copied") == ["LEA15", caption]
            assert page.locator("[data-copy=caption-1-1] + .said").inner_text() == "Copié"


def test_a_kit_can_be_read_without_scripts(browser: Browser, kits: Path) -> None:
    with visiting(browser, java_script_enabled=False) as visit:
        page = visit.page
        page.goto((kits / "lea-moreau/index.html").as_uri())
        assert page.locator(".copy >> visible=true").count() == 0
        assert "LEA15" in page.inner_text("main")
