"""A small site, and helpers that import a sheet into it with the real command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.scenario import run_cli

SITE = """\
brand: Lune
url: https://friends.example
shop: https://lune.example
currency: EUR
theme: dew
share_cards: false
qr_codes: false
"""
PRODUCTS = """\
# The catalogue.
cloud-balm:
  name: Cloud Balm      # as the label says
  url: https://lune.example/products/cloud-balm
  price: "24.00"

# Brows last.
boy-brow:
  url: https://lune.example/brow   # an old address
  name: 'Boy Brow'
  tags:
    - brows   # the first
"""
LEA = """\
# Léa's own words.
name: Léa Moreau
handle: leamoreau
socials: {instagram: leamoreau}   # she is on no other
favorites:
  - {product: cloud-balm, note: In every coat.}
  - boy-brow
"""
WREN = """\
---
# One file.
name: Wren Hollis
favorites: [boy-brow]
---
I work outdoors.
"""


def make_site(root: Path) -> Path:
    """Write a site that has each form of content file."""
    write(root, "content/site.yaml", SITE)
    write(root, "content/products.yaml", PRODUCTS)
    write(root, "content/products/night-bowl.yaml", "name: Night Bowl\nurl: https://lune.example/products/night-bowl\n")
    write(root, "content/ambassadors/lea-moreau/profile.yaml", LEA)
    write(root, "content/ambassadors/lea-moreau/story.md", "I keep [it](product:cloud-balm) warm.\n")
    write(root, "content/ambassadors/wren-hollis.md", WREN)
    return root


def write(root: Path, file: str, text: str | bytes) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def run_import(root: Path, kind: str, sheet: str | bytes, *options: str, file: str = "sheet.csv") -> tuple[int, str]:
    """Write a sheet and import it; return the exit code and the output."""
    write(root, file, sheet)
    code, output = run_cli(["import", kind, file, *options], root)
    assert code in (0, 1, 2), output
    return code, output


def products(root: Path) -> dict[str, Any]:
    """Return the values of each product, as they are in the files."""
    entries = dict(yaml.load((root / "content/products.yaml").read_text("utf-8"), Loader=yaml.BaseLoader) or {})
    for path in (root / "content/products").glob("*.yaml"):
        entries[path.stem] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return entries


def person(root: Path, slug: str) -> dict[str, Any]:
    path = root / f"content/ambassadors/{slug}/profile.yaml"
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return data


def snapshot(root: Path) -> dict[str, bytes]:
    """Return the bytes of each file of content, without the memory of earlier imports."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "content").rglob("*"))
        if path.is_file() and ".imported" not in path.parts
    }


def check(root: Path) -> None:
    """Assert that `ambassador check` finds no error."""
    code, output = run_cli(["check", "--as-of", "2026-11-22", "--drafts", "--format", "concise"], root)
    assert code == 0, output
