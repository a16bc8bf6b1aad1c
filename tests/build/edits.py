"""Edits of a site: what marketers, theme makers and calendars do to it, drawn at random."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

Edit = Callable[[Path, random.Random], None]
PEOPLE = ("ana-lopez", "bo", "cleo", "dora", "emil")
_NEW = """---
name: {name}
partner_id: p-{name}
favorites: [{product}]
campaigns: [frost]
---
{name} likes [it](product:{product}), and knows [Bo](/bo/).
"""


def _replace(path: Path, old: str, new: str) -> None:
    if path.is_file():
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def _person(root: Path, slug: str) -> Path:
    folder = root / "content/ambassadors"
    return folder / slug / "story.md" if (folder / slug).is_dir() else folder / f"{slug}.md"


def story(root: Path, draw: random.Random) -> None:
    """Somebody's story has another sentence."""
    path = _person(root, draw.choice(PEOPLE))
    if path.is_file():
        path.write_text(path.read_text("utf-8").rstrip() + f" And {draw.randrange(99)} more.\n", "utf-8")


def person(root: Path, draw: random.Random) -> None:
    """Somebody comes, or goes."""
    slug = draw.choice(PEOPLE[3:])
    path = root / f"content/ambassadors/{slug}.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(_NEW.format(name=slug.title(), product=draw.choice(["soap", "towel"])), "utf-8")


def tagline(root: Path, draw: random.Random) -> None:
    """The directory shows another tagline of somebody."""
    path = root / "content/ambassadors/bo.md"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("tagline:")]
    path.write_text("\n".join([lines[0], f"tagline: Number {draw.randrange(50)}", *lines[1:]]), "utf-8")


def alias(root: Path, draw: random.Random) -> None:
    """Somebody had another address."""
    path = root / "content/ambassadors/cleo.md"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("aliases:")]
    path.write_text("\n".join([lines[0], f"aliases: [old-{draw.randrange(5)}]", *lines[1:]]), "utf-8")


def product(root: Path, draw: random.Random) -> None:
    """A product has another price."""
    text = (root / "content/products.yaml").read_text("utf-8").split("\n")
    lines = [i for i, line in enumerate(text) if line.strip().startswith("price:")]
    text[draw.choice(lines)] = f'  price: "{draw.randrange(5, 90)}.00"'
    (root / "content/products.yaml").write_text("\n".join(text), "utf-8")


def brand(root: Path, draw: random.Random) -> None:
    """Something about the whole site."""
    path = root / "content/site.yaml"
    keys = {"short_links": ["true", "false"], "channels": ["[ig]", "[]"], "index": ["true", "false"]}
    key = draw.choice(sorted(keys))
    lines = [line for line in path.read_text("utf-8").rstrip().split("\n") if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*lines, f"{key}: {draw.choice(keys[key])}", ""]), "utf-8")


def campaign(root: Path, draw: random.Random) -> None:
    """The campaign lasts to another day."""
    path = root / "content/campaigns/frost.yaml"
    lines = [line for line in path.read_text("utf-8").rstrip().split("\n") if not line.startswith("until:")]
    path.write_text("\n".join([*lines, f"until: 2026-12-{draw.randrange(1, 9):02}", ""]), "utf-8")


def page(root: Path, draw: random.Random) -> None:
    """A plain page comes or goes, perhaps one that all pages link to."""
    path = root / "content/pages/about.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(
            f"---\ntitle: About {draw.randrange(9)}\nnav: {draw.choice(['true', 'false'])}\n---\nUs.\n", "utf-8"
        )


def picture(root: Path, draw: random.Random) -> None:
    """A picture is another one under the same name."""
    path = draw.choice([root / "content/soap.png", root / "content/ambassadors/ana-lopez/portrait.png"])
    Image.new("RGB", (640, 800), tuple(draw.randrange(256) for _ in range(3))).save(path)


def theme(root: Path, draw: random.Random) -> None:
    """The brand's own theme has another template, or none of its own."""
    folder = root / "themes/own"
    if folder.exists() and draw.random() < 0.3:
        shutil.rmtree(folder)
        _replace(root / "content/site.yaml", "\ntheme: own\n", "\n")
        return
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text('name = "own"\nextends = "dew"\n', "utf-8")
    (folder / "templates/ended.html").write_text(f"{{% extends 'base.html' %}}\n{{# {draw.random()} #}}\n", "utf-8")
    text = (root / "content/site.yaml").read_text("utf-8")
    if "theme: own" not in text:
        (root / "content/site.yaml").write_text(text.rstrip() + "\ntheme: own\n", "utf-8")


def broken(root: Path, draw: random.Random) -> None:
    """A mistake."""
    _replace(root / "content/ambassadors/bo.md", "---", "---\nnme: Bo")


def mend(root: Path) -> None:
    """Take the mistake out again."""
    _replace(root / "content/ambassadors/bo.md", "\nnme: Bo", "")


def untouched(root: Path, draw: random.Random) -> None:
    """Nothing but a new time."""
    draw.choice(sorted(root.glob("content/**/*.*"))).touch()


EDITS: tuple[Edit, ...] = (
    story, story, person, tagline, alias, product, product, brand, campaign, page, picture, theme, broken, untouched,
)  # fmt: skip
