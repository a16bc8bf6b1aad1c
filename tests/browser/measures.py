"""What is measured on a page in the browser. Each measure gives a list of what is wrong, empty when all is well."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth, wrong = [];
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (/(auto|scroll|hidden|clip)/.test(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  if (document.scrollingElement.scrollWidth > width)
    wrong.push(`the page is ${document.scrollingElement.scrollWidth} wide in a window of ${width}`);
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width && box.height && (box.right > width + 1 || box.left < -1) && !scrolls(element)
        && getComputedStyle(element).position !== "fixed" && element.checkVisibility({opacityProperty: true})
        && !element.closest("svg, [aria-hidden=true], .visually-hidden") && box.right > 0)
      wrong.push(`${element.cloneNode().outerHTML} ${Math.round(box.left)}..${Math.round(box.right)}`);
  }
  return wrong.slice(0, 5);
}"""


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window, or stands cut off at its edge."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found


def faces_of(page: Page, selector: str) -> set[str]:
    """The families that an element is really drawn with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


def shop_links(page: Page) -> list[dict[str, Any]]:
    """Every paid link: its tag, address, rel, and whether a click on its middle would reach it."""
    found: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll('[rel~="sponsored"]')].map((link) => ({
             tag: link.localName, href: link.getAttribute("href"), rel: link.rel, text: link.textContent.trim(),
             target: link.target, shown: link.checkVisibility({opacityProperty: true, visibilityProperty: true})}))"""
    )
    return found


def accessibility(page: Page, axe: Path, *rules: str) -> list[str]:
    """What axe-core finds (WCAG 2.2 A and AA, and its best practices); with `rules`, by those alone."""
    # Through the debugger, not as a script element: the page's policy stays in force for the page.
    page.evaluate(axe.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:160]}: {' '.join(node['failureSummary'].split())[:300]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def nu_errors(files: Sequence[Path], java: Path, jar: Path) -> list[str]:
    """What the Nu HTML checker calls an error, file by file."""
    run = subprocess.run(
        [java, "-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", "--errors-only", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(run.stdout)["messages"]
    return [
        f"{Path(told.get('url', '?')).parent.name}/{Path(told.get('url', '?')).name}:{told.get('lastLine')}: "
        f"{told['message']} | {told.get('extract', '').strip()[:160]}"
        for told in messages
        if told["type"] != "info"
    ]


def transfer(page: Page, sizes: dict[str, tuple[str, int]]) -> dict[str, int]:
    """Bytes by kind that the first view needs; of the pictures, those in the window. `sizes`: url to (kind, bytes)."""
    shown = set(
        page.evaluate(
            """() => [...document.images].filter((image) => {
                 const box = image.getBoundingClientRect();
                 return box.width && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
               }).map((image) => image.currentSrc)"""
        )
    )
    total = dict.fromkeys(("document", "stylesheet", "font", "image", "script"), 0)
    for url, (kind, size) in sizes.items():
        if kind in total and (kind != "image" or url in shown):
            total[kind] += size
    return total
