"""Attacks in every field of content, in a real browser, with the policy off (so that escaping is tested) and on."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.problems import Report
from tests.browser.server import serve
from tests.hostile.sites import DAY, HostileSite, build, make

PEOPLE = 12  # of one site; they have some 780 attacks together
SEED = 20261122
AUDIT = (Path(__file__).parents[1] / "hostile/audit.js").read_text("utf-8")

# Whatever an attack calls says so on the console, which outlives the page.
BEACON = """
const said = console.info.bind(console);
window.__hit = (n) => said("HIT " + n);
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (n) => said("HIT " + name + " " + n);
addEventListener("submit", (event) => said("HIT submit " + event.target.action), true);
"""


@dataclass
class Seen:
    """What happened while pages were open."""

    pages: int = 0
    hits: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    shapes: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        return not (self.hits or self.foreign or self.wrong)


def look(browser: Browser, folder: Path, seen: Seen, policy: bool) -> None:
    """Open every page of a built site, and notice what it does."""
    headers = folder / "_headers"
    if not policy:
        headers = headers.rename(folder.parent / "headers-off")
    with serve(folder, "/team/", redirects=False) as url, watching(browser, url, seen) as page:
        page.goto(url)
        for file in sorted(folder.rglob("*.html")):
            path = str(file.relative_to(folder)).removesuffix("index.html")
            html = file.read_text("utf-8")
            if 'http-equiv="refresh"' in html:
                seen.wrong += [f"{path}: {one}" for one in leads_on(page, html)]
                continue
            page.goto(url + path, wait_until="load")
            found = page.evaluate(f"({AUDIT})(document)")
            note(seen, path, html, found)
    if not policy:
        headers.rename(folder / "_headers")


def note(seen: Seen, path: str, html: str, found: dict[str, Any]) -> None:
    seen.pages += 1
    seen.wrong += [f"{path}: {one}" for one in found["wrong"]]
    counts = found["counts"]
    kind = "person" if counts["labels"] else "directory" if 'class="entries"' in html else "text"
    seen.shapes.setdefault(kind, Counter())[str(counts)] += 1


def leads_on(page: Page, html: str) -> Iterator[str]:
    """What is wrong with a page that leads on at once; it is parsed and not opened, for it would leave."""
    found = page.evaluate(
        f"""(html) => {{
            const doc = new DOMParser().parseFromString(html, "text/html");
            doc.documentElement.dataset.leads = "";
            return ({AUDIT})(doc);
        }}""",
        html,
    )
    yield from found["wrong"]
    metas = LexborHTMLParser(html).css("meta[http-equiv]")
    if len(metas) != 1:
        yield f"{len(metas)} pragmas"
    target = (metas[0].attributes.get("content") or "").partition("url=")[2]
    if urlsplit(target).hostname not in (None, "shop.example"):
        yield f"leads on to {target}"


class watching:
    """A page whose doings end up in `seen`."""

    def __init__(self, browser: Browser, url: str, seen: Seen) -> None:
        self.browser, self.url, self.seen = browser, url, seen

    def __enter__(self) -> Page:
        self.context = self.browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=False)
        self.context.add_init_script(BEACON)
        self.page = page = self.context.new_page()
        own, seen = urlsplit(self.url).netloc, self.seen

        def ask(address: str) -> None:
            parts = urlsplit(address)
            if parts.scheme not in ("data", "blob") and parts.netloc != own:
                seen.foreign.append(f"{page.url}: {address}")

        page.on("request", lambda request: ask(request.url))
        page.on("console", lambda told: seen.hits.append(f"{page.url}: {told.text}") if "HIT" in told.text else None)
        page.on("pageerror", lambda error: seen.hits.append(f"{page.url}: {error}"))
        page.on("dialog", lambda box: (seen.hits.append(f"{page.url}: {box.message}"), box.dismiss()))
        page.on("framenavigated", lambda frame: None if frame == page.main_frame else ask(frame.url))
        self.context.on("page", lambda other: None if other == page else seen.hits.append(f"a window: {other.url}"))
        return page

    def __exit__(self, *_: object) -> None:
        self.context.close()


def test_no_attack_runs_loads_or_hides(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """`--attacks=20000` tries more of them; what was tried is printed with `-s`."""
    wanted = int(os.environ.get("ATTACKS") or request.config.getoption("attacks"))
    seen, placed, refused, number, sites = {True: Seen(), False: Seen()}, 0, 0, 1, 0
    while placed < wanted:
        site: HostileSite = make(random.Random(SEED + sites), PEOPLE, number)
        folder = tmp_path / str(sites)
        build(site, folder / "site", folder / "output")
        for policy, told in seen.items():
            look(browser, folder / "output", told, policy)
            assert told.quiet, (
                f"seed {SEED + sites}, policy {policy}: {told.hits[:5]} {told.foreign[:5]} {told.wrong[:5]}"
            )
        shutil.rmtree(folder)
        placed, refused, number, sites = (
            placed + site.attack_count,
            refused + site.refused_count,
            number + site.attack_count,
            sites + 1,
        )
    off, on = seen[False], seen[True]
    print(f"\nattacks: {placed} tried in {sites} sites, {refused} refused with a problem, {placed - refused} published")
    print(
        f"pages opened: {off.pages} without and {on.pages} with the policy; scripts run: {len(off.hits) + len(on.hits)}"
    )
    assert off.pages > 10
    assert placed - refused > wanted / 5
    # Every page of a kind has the same bones: no attack has added, taken out or restyled one.
    for kind in ("person", "directory", "text"):
        assert len(off.shapes[kind]) == 1, off.shapes[kind]
        assert len(on.shapes[kind]) == 1, on.shapes[kind]


LOUD = {
    "markup": "<img src=x onerror=__hit(1)>",
    "foreign": "<img src=//canary.example/2>",
    "address": "<a href=javascript:__hit(3)>x</a>",
    "cover": "<p style='position:fixed;inset:0;z-index:9;background:#fff'>x</p>",
    "restyle": "<style>.label p{color:#fff}</style>",
    "base": "<base href=//canary.example/>",
    "form": "<form action=//canary.example/><button>x</button></form>",
}


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", LOUD)
def test_a_theme_that_escapes_nothing_is_caught(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The test above can fail: with a careless theme it does."""
    site = tmp_path / "site"
    (site / "content/ambassadors").mkdir(parents=True)
    (site / "content/site.yaml").write_text(
        "brand: B\nurl: https://site.example/team\nshop: https://shop.example\ntheme: loud\nshare_cards: false\n"
    )
    (site / "content/ambassadors/lea.md").write_text(f'---\nname: Lea\ntagline: "{LOUD[name]}"\n---\nHello.\n')
    hero = Path(__file__).parents[2] / "themes/dew/templates/parts/hero.html"
    (site / "themes/loud/templates/parts").mkdir(parents=True)
    (site / "themes/loud/theme.toml").write_text('name = "loud"\nextends = "dew"\n')
    loud = hero.read_text().replace("{{ hero.tagline }}", "{{ hero.tagline | safe }}")
    (site / "themes/loud/templates/parts/hero.html").write_text(loud)
    ask = BuildOptions(site, DAY)
    if name in ("markup", "foreign", "address", "cover", "restyle"):  # what the checks before publishing know
        report = Report()
        assert build_site(ask, tmp_path / "output", False, report) is None
        assert report.errors
    monkeypatch.setattr("generator.checks.run.check_pages", lambda *_: None)
    assert build_site(ask, tmp_path / "output", False, Report())
    seen = Seen()
    look(browser, tmp_path / "output", seen, policy=False)
    assert not seen.quiet
    assert bool(seen.hits) == (name == "markup")
    if name in ("foreign", "base"):
        assert seen.foreign
