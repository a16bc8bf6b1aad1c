"""Tests that nothing moves while a page loads slowly, with any system fonts (a shift of at most 0.01; Google calls 0.1
good)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.example import Example
from tests.browser.measures import faces_of
from tests.browser.visit import visiting
from tests.draws import draw
from tests.needs import need
from tools.gates.browser import FLAGS, find_browser
from tools.gates.fonts import find_fonts

WIDTHS = (320, 360, 390, 768, 1440)
"""LAYOUTS=5 tests all of them. Otherwise 390 and one at random are tested."""
LAYOUTS = int(os.environ.get("LAYOUTS", "2"))
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""1.6 Mbit/s, as in the mobile preset of Lighthouse."""
SYSTEMS = {
    "like Apple and Windows": (("fonts-liberation",), "Liberation Sans", "Liberation Serif"),
    "like Android": (("fonts-roboto-unhinted", "fonts-noto-core"), "Roboto", "Noto Serif"),
    "DejaVu alone": (("fonts-dejavu-core", "fonts-dejavu-extra"), "DejaVu Sans", "DejaVu Serif"),
    "DejaVu without italics": (("fonts-dejavu-core",), "DejaVu Sans", "DejaVu Serif"),
}
"""The packages whose fonts a system has, and what it uses for sans-serif and for serif."""
WATCH = """window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
PAGES = ("", "404.html", "lea-moreau/", "amara-diallo/", "noor-haddad/")


def font_configuration(folder: Path, faces: Path, system: str) -> Path:
    """Write a fontconfig file for a system that has only these fonts."""
    packages, sans, serif = SYSTEMS[system]
    lines = [f"<dir>{faces / package}</dir>" for package in packages]
    # fontconfig may use a narrow font as the plain one of its family.
    lines += ["<selectfont><rejectfont><glob>*Condensed*</glob><glob>*Narrow*</glob></rejectfont></selectfont>"]
    lines += [
        f"<alias binding='same'><family>{family}</family><prefer><family>{preferred}</family></prefer></alias>"
        for family, preferred in (("sans-serif", sans), ("system-ui", sans), ("serif", serif))
    ]
    file = folder / "fonts.conf"
    file.write_text(f"<fontconfig>{''.join(lines)}<cachedir>{folder}/cache</cachedir></fontconfig>", "utf-8")
    return file


@pytest.fixture(scope="module", params=list(SYSTEMS))
def system_browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Browser]:
    path, faces = need(find_browser(), "Chromium"), need(find_fonts(), "Liberation, Roboto, Noto and DejaVu")
    configuration = font_configuration(tmp_path_factory.mktemp("fonts"), faces, request.param)
    environment = {"FONTCONFIG_FILE": str(configuration)}
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS, env=environment)
    yield chromium
    chromium.close()


@pytest.mark.drawn(2)
def test_nothing_moves_while_a_page_arrives(system_browser: Browser, example: Example) -> None:
    other_widths = [width for width in WIDTHS if width != 390]
    shifts = {}
    for width in (390, *draw(other_widths, LAYOUTS - 1)):
        with ExitStack() as stack:
            # Each page has its own slow connection, and the pages wait for theirs at the same time.
            visits = {}
            for path in PAGES:
                visit = stack.enter_context(visiting(system_browser, viewport={"width": width, "height": 844}))
                visit.page.context.new_cdp_session(visit.page).send("Network.emulateNetworkConditions", SLOW)
                visit.page.add_init_script(WATCH)
                visit.page.goto(example.url + path, wait_until="commit")
                visits[path or "directory", width] = visit
            for place, visit in visits.items():
                visit.page.wait_for_load_state()
                visit.arrive()
                shifts[place] = visit.page.evaluate("() => window.shift")
    assert {place: shift for place, shift in shifts.items() if shift > 0.01} == {}


def test_a_local_font_is_used_until_the_web_font_arrives(
    system_browser: Browser, example: Example, request: pytest.FixtureRequest
) -> None:
    """Without this, the test above would measure fonts that are not used."""
    _, sans, serif = SYSTEMS[request.node.callspec.params["system_browser"]]
    with visiting(system_browser) as visit:
        visit.page.route("**/*.woff2", lambda route: route.abort())
        visit.page.goto(example.url + "lea-moreau/")
        assert faces_of(visit.page, ".story .prose p:nth-child(2)") == {sans}
        assert faces_of(visit.page, "h1") == {serif}
    with visiting(system_browser) as visit:
        page = visit.open(example.url + "lea-moreau/")
        assert faces_of(page, "h1") & {serif} == set()
        assert "Albert Sans" not in faces_of(page, ".label p")
