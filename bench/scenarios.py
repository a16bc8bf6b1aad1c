"""What happens to a site before it is built again, and what must stand on its pages then."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.corpus.people import Ambassador, ambassador
from bench.corpus.products import catalogue
from bench.engines import Engine, forget, story_of

DAY = date(2026, 11, 22)
PRODUCT = "cloud-balm"
"""The product that is renamed."""


@dataclass(frozen=True, slots=True)
class Programme:
    """How large the programme is."""

    people: int
    products: int

    def person(self, number: int) -> Ambassador:
        """The person of a number."""
        return ambassador(number % self.people, catalogue(self.products))


Expected = tuple[str, str] | None
"""A page below the output and a text that must stand on it; None where nothing needs to change."""
Change = Callable[[Engine, Path, Programme, int], Expected]


def _cold(engine: Engine, root: Path, programme: Programme, run: int) -> Expected:
    del run
    forget(engine, root)
    return f"{programme.person(0).slug}/index.html", "</html>"


def _nothing(engine: Engine, root: Path, programme: Programme, run: int) -> Expected:
    del engine, root, programme, run
    return None


def _story(engine: Engine, root: Path, programme: Programme, run: int) -> Expected:
    slug = programme.person(run).slug
    path = story_of(engine, root, slug)
    said = f"This was added on try {run}."
    path.write_text(f"{path.read_text('utf-8')}\n{said}\n", "utf-8")
    return f"{slug}/index.html", said


def _product(engine: Engine, root: Path, programme: Programme, run: int) -> Expected:
    name = f"Cloud Balm {run + 2}"
    _replace(root / engine.products, rf"(?m)^({PRODUCT}:\n  name: ).*$", rf"\g<1>{name}")
    people = map(programme.person, range(programme.people))
    loves = next((one for one in people if f"- product: {PRODUCT}\n" in one.profile), None)
    return (f"{loves.slug}/index.html", name) if loves else None


def _template(engine: Engine, root: Path, programme: Programme, run: int) -> Expected:
    _replace(root / engine.template, r'<p class="small">.*?©', f'<p class="small">Try {run}. ©')
    return f"{programme.person(0).slug}/index.html", f"Try {run}. ©"


def _replace(path: Path, pattern: str, new: str) -> None:
    text, found = re.subn(pattern, new, path.read_text("utf-8"), count=1)
    assert found, (path, pattern)
    path.write_text(text, "utf-8")


SCENARIOS: dict[str, Change] = {
    "cold": _cold,
    "nothing changed": _nothing,
    "one story edited": _story,
    "one product renamed": _product,
    "one template changed": _template,
    "a day passed": _nothing,
}


def day_of(scenario: str, run: int) -> date:
    """The day that a build is for: always the same, but when one has passed."""
    return DAY + timedelta(days=run + 1) if scenario == "a day passed" else DAY
