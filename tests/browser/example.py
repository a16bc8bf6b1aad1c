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
    """A built site and the address that it is served at."""

    folder: Path
    url: str

    @cached_property
    def pages(self) -> list[str]:
        """Every page's path from the site's root, as a visitor asks for it, without those that lead on at once."""
        return [page for page in self.paths if self.tree(page).css_first("meta[http-equiv=refresh]") is None]

    @cached_property
    def faces(self) -> list[str]:
        """Every page without the channel twins, which differ from their page in nothing but addresses of links."""
        return [page for page in self.pages if page not in self.people or page in self.owns]

    @cached_property
    def moved(self) -> list[str]:
        """The pages at old addresses; not the short links, which lead to the shop."""
        return [page for page in self.paths if page not in self.pages and page.count("/") < 3]

    @cached_property
    def paths(self) -> list[str]:
        """Every page's path, as a visitor asks for it."""
        files = sorted(self.folder.rglob("*.html"), key=lambda file: (len(file.parts), file))
        return [str(file.relative_to(self.folder)).removesuffix("index.html") for file in files]

    @cached_property
    def people(self) -> list[str]:
        """The pages that hold paid links: the ambassadors' own and their channel twins."""
        return [page for page in self.pages if self.tree(page).css_first('[rel~="sponsored"]') is not None]

    @cached_property
    def owns(self) -> list[str]:
        """The ambassadors' own pages, without the channel twins."""
        return [page for page in self.people if page.count("/") == 1]

    def cover(self, pages: Sequence[str], others: int = 1) -> list[str]:
        """In CI as few pages as have between them every language, channel, element, attribute and class, and others."""
        return draw(pages, others, {page: self._kinds(page) for page in pages})

    def _kinds(self, page: str) -> set[str]:
        nodes = [node for node in self.tree(page).root.traverse() if node.tag != "-text"]
        kinds = {node.tag or "" for node in nodes} | {f"[{name}]" for node in nodes for name in node.attributes}
        kinds |= {f":lang({node.attributes['lang']})" for node in nodes if "lang" in node.attributes}
        kinds |= {f".{name}" for node in nodes for name in (node.attributes.get("class") or "").split()}
        return {*kinds, *page.split("/")[1:2]}

    def tree(self, page: str) -> LexborHTMLParser:
        """The page's parsed HTML."""
        return LexborHTMLParser(self.file(page).read_text(encoding="utf-8"))

    def file(self, page: str) -> Path:
        """The page's file."""
        return self.folder / (page + "index.html" if page == "" or page.endswith("/") else page)

    def having(self, selector: str) -> list[str]:
        """The ambassadors' own pages that hold such an element; a test that finds none would prove nothing."""
        found = [page for page in self.owns if self.tree(page).css_first(selector) is not None]
        assert found, f"no page of the example holds {selector}"
        return found


def build_example(output: Path, *more: str, site: Path = ROOT, env: Mapping[str, str] | None = None) -> Path:
    """Build a site's folder with the real command line; its whole output is the failure's message."""
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--output", str(output), "--as-of", DAY]
    done = subprocess.run(
        [*command, *more], cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return output
