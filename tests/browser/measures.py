"""Measures of a page in the browser. Each returns a list of what is wrong, which is empty on a good page."""

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


def find_overflow(page: Page) -> list[str]:
    """Return what makes the page wider than its window, or is cut off at its edge."""
    elements: list[str] = page.evaluate(SIDEWAYS)
    return elements


def faces_of(page: Page, selector: str) -> set[str]:
    """Return the font families with which the browser really draws an element."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


def shop_links(page: Page) -> list[dict[str, Any]]:
    """Return tag, address, rel, text, target and visibility of each paid link."""
    links: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll('[rel~="sponsored"]')].map((link) => ({
             tag: link.localName, href: link.getAttribute("href"), rel: link.rel, text: link.textContent.trim(),
             target: link.target, shown: link.checkVisibility({opacityProperty: true, visibilityProperty: true})}))"""
    )
    return links


def axe_violations(page: Page, axe: Path, *rules: str) -> list[str]:
    """What axe-core finds (WCAG 2.2 A and AA, and its best practices); with `rules`, by those alone."""
    # Run it through the debugger, not as a script element, so that the page keeps its security policy.
    page.evaluate(axe.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    results: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:160]}: {' '.join(node['failureSummary'].split())[:300]}"
        for violation in results["violations"]
        for node in violation["nodes"][:3]
    ]


def nu_errors(files: Sequence[Path], java: Path, jar: Path) -> list[str]:
    """Return the errors that the Nu HTML checker reports, file by file."""
    checker = subprocess.run(
        [java, "-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", "--errors-only", *files],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(checker.stdout)["messages"]
    return [
        f"{Path(message.get('url', '?')).parent.name}/{Path(message.get('url', '?')).name}:{message.get('lastLine')}: "
        f"{message['message']} | {message.get('extract', '').strip()[:160]}"
        for message in messages
        if message["type"] != "info"
    ]


def transferred_bytes(page: Page, sizes: dict[str, tuple[str, int]]) -> dict[str, int]:
    """Return the bytes by kind for the first view, with pictures in the window only. `sizes`: url to (kind, bytes)."""
    visible_images = set(
        page.evaluate(
            """() => [...document.images].filter((image) => {
                 const box = image.getBoundingClientRect();
                 return box.width && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
               }).map((image) => image.currentSrc)"""
        )
    )
    total = dict.fromkeys(("document", "stylesheet", "font", "image", "script"), 0)
    for url, (kind, size) in sizes.items():
        if kind in total and (kind != "image" or url in visible_images):
            total[kind] += size
    return total
