"""Tests in a browser that attacks in every field of content do nothing, with the security policy off and on."""

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

PEOPLE = 12  # in one site; together they have about 780 attacks
SEED = 20261122
AUDIT = (Path(__file__).parents[1] / "hostile/audit.js").read_text("utf-8")

# Each function that an attack may call writes to the console, which outlives the page.
BEACON = """
const report = console.info.bind(console);
window.__hit = (n) => report("HIT " + n);
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (n) => report("HIT " + name + " " + n);
addEventListener("submit", (event) => report("HIT submit " + event.target.action), true);
"""


@dataclass
class Observations:
    """What the pages did while they were open."""

    pages: int = 0
    hits: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    shapes: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        return not (self.hits or self.foreign_requests or self.faults)


def open_all_pages(browser: Browser, folder: Path, observations: Observations, policy: bool) -> None:
    """Open every page of a built site, and record what it does."""
    headers = folder / "_headers"
    if not policy:
        headers = headers.rename(folder.parent / "headers-off")
    with serve(folder, "/team/", redirects=False) as url, watched_page(browser, url, observations) as page:
        page.goto(url)
        for file in sorted(folder.rglob("*.html")):
            path = str(file.relative_to(folder)).removesuffix("index.html")
            html = file.read_text("utf-8")
            if 'http-equiv="refresh"' in html:
                observations.faults += [f"{path}: {fault}" for fault in faults_of_redirect(page, html)]
                continue
            page.goto(url + path, wait_until="load")
            audit = page.evaluate(f"({AUDIT})(document)")
            record_page(observations, path, html, audit)
    if not policy:
        headers.rename(folder / "_headers")


def record_page(observations: Observations, path: str, html: str, audit: dict[str, Any]) -> None:
    observations.pages += 1
    observations.faults += [f"{path}: {fault}" for fault in audit["wrong"]]
    counts = audit["counts"]
    kind = "person" if counts["labels"] else "directory" if 'class="entries"' in html else "text"
    observations.shapes.setdefault(kind, Counter())[str(counts)] += 1


def faults_of_redirect(page: Page, html: str) -> Iterator[str]:
    """Yield the faults of a page that redirects at once. The page is only parsed, because an opened one would leave."""
    audit = page.evaluate(
        f"""(html) => {{
            const doc = new DOMParser().parseFromString(html, "text/html");
            doc.documentElement.dataset.leads = "";
            return ({AUDIT})(doc);
        }}""",
        html,
    )
    yield from audit["wrong"]
    metas = LexborHTMLParser(html).css("meta[http-equiv]")
    if len(metas) != 1:
        yield f"{len(metas)} pragmas"
    target = (metas[0].attributes.get("content") or "").partition("url=")[2]
    if urlsplit(target).hostname not in (None, "shop.example"):
        yield f"leads on to {target}"


class watched_page:
    """A page whose requests, calls and windows are recorded in `observations`."""

    def __init__(self, browser: Browser, url: str, observations: Observations) -> None:
        self.browser, self.url, self.observations = browser, url, observations

    def __enter__(self) -> Page:
        self.context = self.browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=False)
        self.context.add_init_script(BEACON)
        self.page = page = self.context.new_page()
        own, observations = urlsplit(self.url).netloc, self.observations

        def ask(address: str) -> None:
            parts = urlsplit(address)
            if parts.scheme not in ("data", "blob") and parts.netloc != own:
                observations.foreign_requests.append(f"{page.url}: {address}")

        page.on("request", lambda request: ask(request.url))
        page.on(
            "console",
            lambda message: observations.hits.append(f"{page.url}: {message.text}") if "HIT" in message.text else None,
        )
        page.on("pageerror", lambda error: observations.hits.append(f"{page.url}: {error}"))
        page.on("dialog", lambda box: (observations.hits.append(f"{page.url}: {box.message}"), box.dismiss()))
        page.on("framenavigated", lambda frame: None if frame == page.main_frame else ask(frame.url))
        self.context.on(
            "page", lambda window: None if window == page else observations.hits.append(f"a window: {window.url}")
        )
        return page

    def __exit__(self, *_: object) -> None:
        self.context.close()


def test_no_attack_runs_loads_or_hides(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """`--attacks=20000` tries more attacks, and `-s` prints how many were tried."""
    attack_count = int(os.environ.get("ATTACKS") or request.config.getoption("attacks"))
    by_policy = {True: Observations(), False: Observations()}
    placed_count, refused_count, number, sites = 0, 0, 1, 0
    while placed_count < attack_count:
        site: HostileSite = make(random.Random(SEED + sites), PEOPLE, number)
        folder = tmp_path / str(sites)
        build(site, folder / "site", folder / "output")
        for policy, observations in by_policy.items():
            open_all_pages(browser, folder / "output", observations, policy)
            problems = (observations.hits[:5], observations.foreign_requests[:5], observations.faults[:5])
            assert observations.quiet, f"seed {SEED + sites}, policy {policy}: {problems}"
        shutil.rmtree(folder)
        placed_count += site.attack_count
        refused_count += site.refused_count
        number += site.attack_count
        sites += 1
    off, on = by_policy[False], by_policy[True]
    published = placed_count - refused_count
    print(f"\nattacks: {placed_count} tried in {sites} sites, {refused_count} refused, {published} published")
    print(
        f"pages opened: {off.pages} without and {on.pages} with the policy; scripts run: {len(off.hits) + len(on.hits)}"
    )
    assert off.pages > 10
    assert published > attack_count / 5
    # All pages of a kind have the same structure: no attack has added, removed or restyled an element.
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
    careless_template = hero.read_text().replace("{{ hero.tagline }}", "{{ hero.tagline | safe }}")
    (site / "themes/loud/templates/parts/hero.html").write_text(careless_template)
    options = BuildOptions(site, DAY)
    if name in ("markup", "foreign", "address", "cover", "restyle"):  # the checks of finished pages report these
        report = Report()
        assert build_site(options, tmp_path / "output", False, report) is None
        assert report.errors
    monkeypatch.setattr("generator.checks.run.check_pages", lambda *_: None)
    assert build_site(options, tmp_path / "output", False, Report())
    observations = Observations()
    open_all_pages(browser, tmp_path / "output", observations, policy=False)
    assert not observations.quiet
    assert bool(observations.hits) == (name == "markup")
    if name in ("foreign", "base"):
        assert observations.foreign_requests
