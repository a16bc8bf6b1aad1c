"""Take the pictures of docs/images that show pages, the preview, the themes, the roster and the report, in Chromium.

python -m tools.doc_pictures [pages preview themes roster report]

Four people of the example brand are enough for the preview and the themes. The kits are not taken here.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.gates.browser import FLAGS, find_browser

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
PEOPLE = ("lea-moreau", "noor-haddad", "hanna-krueger", "wren-hollis")
DAY = "2026-11-29"
LEA = "content/ambassadors/lea-moreau/profile.yaml"
ROSTER = {"today": 520, "board": 560, "calendar": 520, "people": 560, "tier_country": 420}
"""Parts of the roster's page, and how much of each a picture shows."""
Scheme = Literal["light", "dark"]

DESK = "mina-okafor/"
PHONES: tuple[tuple[str, Scheme, str], ...] = (
    ("sora-kim/", "light", ""),
    ("lea-moreau/", "light", "#offer"),
    ("carmen-ruiz/", "dark", ""),
)
"""README's pages on phones: path, light or dark, and the section in the middle of the screen (nothing: the top)."""
HOUSE = """
:root { --paper: #eef1ec; --card: #fafbf8; --blush: #dfe7df; --blush-deep: #c9d6cb; --ink: #16231d; --round: 0;
  --display: var(--text); --slant: normal; --display-weight: 600 }
"""
"""What docs/themes.md shows as a child of dew."""


def copy_example(folder: Path) -> None:
    """Copy the example brand with `PEOPLE` only."""
    shutil.copytree(ROOT / "content", folder / "content")
    for entry in (folder / "content/ambassadors").iterdir():
        if not entry.name.startswith(PEOPLE):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


@contextmanager
def previewing(folder: Path) -> Iterator[str]:
    """Run `ambassador serve` on a site without problems; the value is its address."""
    command = [sys.executable, "-m", "generator", "serve", "--site", str(folder), "--as-of", DAY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        address = next(found[0] for line in run.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        next(line for line in run.stdout if "no problems" in line)
        yield address
        run.terminate()


def wait_for_fonts(route: Route) -> None:
    """Let text wait for its web font, which dew takes on a first visit only where it comes at once."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"font-display:\s*optional", "font-display:block", answer.text()))


def open_page(browser: Browser, address: str, width: int, height: int, scheme: Scheme = "light") -> Page:
    """Open a page without motion, when all of it has arrived."""
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme=scheme)
    page.route("**/*.css", wait_for_fonts)
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_function("document.fonts.ready.then(() => [...document.images].every(one => one.complete))")
    return page


def photograph(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def save(picture: Image.Image, name: str, quality: int = 80) -> None:
    picture.save(IMAGES / name, quality=quality, optimize=True, progressive=True)
    print(f"docs/images/{name}", f"{(IMAGES / name).stat().st_size:,} bytes")


def take_pages(browser: Browser, folder: Path) -> None:
    """Take README's picture: one page on a desktop, and three on phones below it."""
    output = str(folder / "output")
    command = [sys.executable, "-m", "generator", "build", "--as-of", DAY, "--quiet", "--output", output]
    subprocess.run(command, cwd=ROOT, check=True)
    all_four = Image.new("RGB", (1280, 1580), "#efe6e0")
    handler = partial(SimpleHTTPRequestHandler, directory=output)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        all_four.paste(photograph(open_page(browser, address + DESK, 1280, 800)), (0, 0))
        for place, (path, scheme, section) in enumerate(PHONES):
            page = open_page(browser, address + path, 390, 801, scheme)
            if section:
                page.locator(section).evaluate("one => one.scrollIntoView({block: 'center'})")
                page.wait_for_load_state("networkidle")
            phone = photograph(page).resize((370, 760), Image.Resampling.LANCZOS)
            all_four.paste(phone, (40 + 415 * place, 820))
        server.shutdown()
    save(all_four, "pages.jpg", quality=75)


def take_preview(browser: Browser, folder: Path) -> None:
    """Take the problems over a page, and the page of tools."""
    with previewing(folder) as address:
        page = open_page(browser, f"{address}lea-moreau/", 1100, 760)
        profile = (folder / LEA).read_text("utf-8")
        (folder / LEA).write_text(profile.replace("product: hush-balm", "product: hush-blam", 1), "utf-8")
        page.wait_for_selector("#ambassador-preview .problem", timeout=120_000)
        page.wait_for_timeout(500)
        save(photograph(page), "preview.jpg")
        (folder / LEA).write_text(profile, "utf-8")
        page.wait_for_selector("#ambassador-preview .problem", state="detached", timeout=120_000)
        save(photograph(open_page(browser, f"{address}__preview/", 1100, 900)), "preview-tools.jpg")


def take_themes(browser: Browser, folder: Path) -> None:
    """Take one page in dew, and beside it in a child of dew."""
    pictures = []
    for theme in ("dew", "house"):
        if theme == "house":
            style = folder / "themes/house/assets/css/house.css"
            style.parent.mkdir(parents=True)
            style.write_text(HOUSE, "utf-8")
            (folder / "themes/house/theme.toml").write_text(
                'name = "house"\nextends = "dew"\nstyles = ["css/house.css"]\nnight = false\n', "utf-8"
            )
            settings = folder / "content/site.yaml"
            text = re.sub(r"(?m)^theme:.*$", "theme: house", settings.read_text("utf-8"))
            text = re.sub(r"(?m)^theme_options:.*$", 'theme_options: {accent: "#1f5d49", portrait: frame}', text)
            settings.write_text(text, "utf-8")
        with previewing(folder) as address:
            pictures.append(photograph(open_page(browser, f"{address}lea-moreau/", 620, 900)))
    both = Image.new("RGB", (sum(one.width for one in pictures) + 20, pictures[0].height), "white")
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (pictures[0].width + 20, 0))
    save(both, "themes.jpg")


def take_roster(browser: Browser, folder: Path) -> None:
    """Take the parts of the roster's page, from everybody's roster."""
    made = folder / "roster.html"
    command = [sys.executable, "-m", "generator", "roster", "--as-of", DAY, "--format", "html", "--output", str(made)]
    subprocess.run(command, cwd=ROOT, check=True)
    page = open_page(browser, made.as_uri(), 1200, 900)
    for part, height in ROSTER.items():
        box = page.locator(f"#{part}").bounding_box()
        assert box
        page.set_viewport_size({"width": 1200, "height": height})
        page.evaluate("top => scrollTo(0, top)", box["y"] + page.evaluate("scrollY"))
        save(photograph(page), f"roster-{part.replace('tier_country', 'coverage')}.jpg")


def take_report(browser: Browser, folder: Path) -> None:
    """Take the beginning of the report of the example's exports."""
    exports = sorted(map(str, (ROOT / "content-data").glob("*.csv")))
    period = ["--from", "2026-10-01", "--as-of", DAY, "--output", str(folder / "report")]
    subprocess.run([sys.executable, "-m", "generator", "report", *exports, *period], cwd=ROOT, check=True)
    page = open_page(browser, (folder / "report/index.html").as_uri(), 1260, 1240)
    photograph(page).quantize(128).save(IMAGES / "report.png", optimize=True)


TAKERS = {
    "pages": take_pages,
    "preview": take_preview,
    "themes": take_themes,
    "roster": take_roster,
    "report": take_report,
}


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        folder = Path(kept)
        copy_example(folder)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for name in names or TAKERS:
            TAKERS[name](browser, folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
