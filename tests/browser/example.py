"""The example brand as the command line builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.draws import draw

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"


@dataclass(frozen=True)
class Example:
    """A built site and the address of its server."""

    folder: Path
    url: str

    @cached_property
    def pages(self) -> list[str]:
        """Return the path of each page as a visitor asks for it, without pages that redirect at once."""
        return [page for page in self.paths if self.tree(page).css_first("meta[http-equiv=refresh]") is None]

    @cached_property
    def distinct_pages(self) -> list[str]:
        """Return all pages but the channel twins, which differ from their page only in the addresses of links."""
        return [page for page in self.pages if page not in self.paid_pages or page in self.own_pages]

    @cached_property
    def old_addresses(self) -> list[str]:
        """Return the pages at old addresses, without the short links, which lead to the shop."""
        return [page for page in self.paths if page not in self.pages and page.count("/") < 3]

    @cached_property
    def paths(self) -> list[str]:
        """Return the path of each page and redirect, as a visitor asks for it."""
        files = sorted(self.folder.rglob("*.html"), key=lambda file: (len(file.parts), file))
        return [str(file.relative_to(self.folder)).removesuffix("index.html") for file in files]

    @cached_property
    def paid_pages(self) -> list[str]:
        """Return the pages with paid links: the ambassadors' own pages and their channel twins."""
        return [page for page in self.pages if self.tree(page).css_first('[rel~="sponsored"]') is not None]

    @cached_property
    def own_pages(self) -> list[str]:
        """Return the ambassadors' own pages, without the channel twins."""
        return [page for page in self.paid_pages if page.count("/") == 1]

    def sample(self, pages: Sequence[str], extra: int = 1) -> list[str]:
        """In CI return few pages that together have each language, channel, element, attribute and class."""
        return draw(pages, extra, {page: self._kinds(page) for page in pages})

    def _kinds(self, page: str) -> set[str]:
        nodes = [node for node in self.tree(page).root.traverse() if node.tag != "-text"]
        kinds = {node.tag or "" for node in nodes} | {f"[{name}]" for node in nodes for name in node.attributes}
        kinds |= {f":lang({node.attributes['lang']})" for node in nodes if "lang" in node.attributes}
        kinds |= {f".{name}" for node in nodes for name in (node.attributes.get("class") or "").split()}
        return {*kinds, *page.split("/")[1:2]}

    def tree(self, page: str) -> LexborHTMLParser:
        """Return the page's parsed HTML."""
        return LexborHTMLParser(self.file(page).read_text(encoding="utf-8"))

    def file(self, page: str) -> Path:
        """Return the page's file."""
        return self.folder / (page + "index.html" if page == "" or page.endswith("/") else page)

    def pages_with(self, selector: str) -> list[str]:
        """Return the ambassadors' own pages that have such an element. It is an error if no page has one."""
        pages = [page for page in self.own_pages if self.tree(page).css_first(selector) is not None]
        assert pages, f"no page of the example holds {selector}"
        return pages


def build_example(output: Path, *more: str, site: Path = ROOT, env: Mapping[str, str] | None = None) -> Path:
    """Build a site's folder with the real command line. If it fails, the message shows its whole output."""
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--output", str(output), "--as-of", DAY]
    result = subprocess.run(
        [*command, *more], cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}\n{result.stderr}"
    return output
