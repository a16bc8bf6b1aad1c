"""Random edits of a site, as marketers and theme makers make them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from generator.output.cms_files import FIRST_LINE

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


def _profile(root: Path, slug: str) -> Path:
    folder = root / "content/ambassadors"
    return folder / slug / "profile.yaml" if (folder / slug).is_dir() else folder / f"{slug}.md"


def story(root: Path, draw: random.Random) -> None:
    """Add a sentence to a person's story."""
    path = _person(root, draw.choice(PEOPLE))
    if path.is_file():
        path.write_text(path.read_text("utf-8").rstrip() + f" And {draw.randrange(99)} more.\n", "utf-8")


def person(root: Path, draw: random.Random) -> None:
    """Add or delete a person."""
    slug = draw.choice(PEOPLE[3:])
    path = root / f"content/ambassadors/{slug}.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(_NEW.format(name=slug.title(), product=draw.choice(["soap", "towel"])), "utf-8")


def tagline(root: Path, draw: random.Random) -> None:
    """Change the tagline that the directory shows for a person."""
    path = _profile(root, "bo")
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("tagline:")]
    path.write_text("\n".join([lines[0], f"tagline: Number {draw.randrange(50)}", *lines[1:]]), "utf-8")


def updated_day(root: Path, draw: random.Random) -> None:
    """Set `updated` of a person and of a plain page to another day, perhaps a future one."""
    for path in (root / "content/ambassadors/cleo.md", root / "content/pages/privacy.md"):
        lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("updated:")]
        day = f"2026-{draw.choice([6, 11, 12]):02}-{draw.randrange(1, 29):02}"
        path.write_text("\n".join([lines[0], f"updated: {day}", *lines[1:]]), "utf-8")


def alias(root: Path, draw: random.Random) -> None:
    """Change the former address of a person."""
    path = root / "content/ambassadors/cleo.md"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("aliases:")]
    path.write_text("\n".join([lines[0], f"aliases: [old-{draw.randrange(5)}]", *lines[1:]]), "utf-8")


def product(root: Path, draw: random.Random) -> None:
    """Change the price of a product."""
    text = (root / "content/products.yaml").read_text("utf-8").split("\n")
    lines = [i for i, line in enumerate(text) if line.strip().startswith("price:")]
    text[draw.choice(lines)] = f'  price: "{draw.randrange(5, 90)}.00"'
    (root / "content/products.yaml").write_text("\n".join(text), "utf-8")


def brand(root: Path, draw: random.Random) -> None:
    """Change a setting of the whole site."""
    path = root / "content/site.yaml"
    keys = {"short_links": ["true", "false"], "channels": ["[ig]", "[]"], "index": ["true", "false"]}
    key = draw.choice(sorted(keys))
    lines = [line for line in path.read_text("utf-8").rstrip().split("\n") if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*lines, f"{key}: {draw.choice(keys[key])}", ""]), "utf-8")


def campaign(root: Path, draw: random.Random) -> None:
    """Move the last day of the campaign."""
    path = root / "content/campaigns/frost.yaml"
    lines = [line for line in path.read_text("utf-8").rstrip().split("\n") if not line.startswith("until:")]
    path.write_text("\n".join([*lines, f"until: 2026-12-{draw.randrange(1, 9):02}", ""]), "utf-8")


def page(root: Path, draw: random.Random) -> None:
    """Add or delete a plain page, perhaps one that all pages link to."""
    path = root / "content/pages/about.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(
            f"---\ntitle: About {draw.randrange(9)}\nnav: {draw.choice(['true', 'false'])}\n---\nUs.\n", "utf-8"
        )


def picture(root: Path, draw: random.Random) -> None:
    """Replace a picture under the same name."""
    path = draw.choice([root / "content/soap.png", root / "content/ambassadors/ana-lopez/portrait.png"])
    if path.exists() and not path.is_symlink():
        Image.new("RGB", (640, 800), tuple(draw.randrange(256) for _ in range(3))).save(path)


def theme(root: Path, draw: random.Random) -> None:
    """Change a template of the brand's own theme, or delete the theme."""
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


def misspelt_key(root: Path, draw: random.Random) -> None:
    """Misspell a key, which is an error."""
    _replace(_profile(root, "bo"), "name:", "nme: Bo\nname:")


def correct_key(root: Path) -> None:
    """Correct the misspelt key."""
    _replace(_profile(root, "bo"), "nme: Bo\n", "")


def new_time(root: Path, draw: random.Random) -> None:
    """Give a file a new time, and leave its content."""
    draw.choice(sorted(root.glob("content/**/*.*"))).touch()


def shared_picture(root: Path, draw: random.Random) -> None:
    """Rename the picture of a product, together with the product's entry."""
    text = (root / "content/products.yaml").read_text("utf-8")
    old, new = ("soap.png", "bar.png") if (root / "content/soap.png").exists() else ("bar.png", "soap.png")
    if (root / "content" / old).exists():
        (root / "content" / old).rename(root / "content" / new)
        (root / "content/products.yaml").write_text(text.replace(old, new), "utf-8")


def portrait_link(root: Path, draw: random.Random) -> None:
    """Turn a portrait into a link to another picture, or back into a file."""
    path = root / "content/ambassadors/ana-lopez/portrait.png"
    if path.is_symlink():
        target = path.resolve()
        path.unlink()
        shutil.copyfile(target, path) if target.exists() else Image.new("RGB", (640, 800)).save(path)
    elif path.exists():
        beside = path.with_name("other.png")
        path.rename(beside)
        path.symlink_to("other.png")


def picture_behind_link(root: Path, draw: random.Random) -> None:
    """Replace the picture that the portrait's link leads to."""
    path = root / "content/ambassadors/ana-lopez/other.png"
    if path.exists():
        Image.new("RGB", (640, 800), tuple(draw.randrange(256) for _ in range(3))).save(path)


def own_story(root: Path, draw: random.Random) -> None:
    """Add or delete a story as a file of its own."""
    path = root / "content/ambassadors/ana-lopez/story.md"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"Otra vez, {draw.randrange(9)}.\n", "utf-8")


def other_form(root: Path, draw: random.Random) -> None:
    """Turn a person's file into a folder, or the folder into a file."""
    file, folder = root / "content/ambassadors/bo.md", root / "content/ambassadors/bo"
    if file.exists():
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        file.unlink()
        folder.mkdir()
        (folder / "profile.yaml").write_text(front, "utf-8")
        (folder / "story.md").write_text(body, "utf-8")
    else:
        file.write_text(
            f"---\n{(folder / 'profile.yaml').read_text('utf-8')}---\n{(folder / 'story.md').read_text('utf-8')}",
            "utf-8",
        )
        shutil.rmtree(folder)


def moved_product(root: Path, draw: random.Random) -> None:
    """Move a product into a file of its own, or back."""
    own_file, shared_file = root / "content/products/towel.yaml", root / "content/products.yaml"
    text = shared_file.read_text("utf-8")
    if own_file.exists():
        body = "".join(f"  {line}\n" for line in own_file.read_text("utf-8").splitlines())
        shared_file.write_text(f"{text.rstrip()}\ntowel:\n{body}", "utf-8")
        own_file.unlink()
    elif "\ntowel:\n" in text:
        before, body = text.split("\ntowel:\n")
        own_file.parent.mkdir(exist_ok=True)
        own_file.write_text("".join(f"{line[2:]}\n" for line in body.splitlines()), "utf-8")
        shared_file.write_text(before + "\n", "utf-8")


def network(root: Path, draw: random.Random) -> None:
    """Add, change or delete a network that no person uses."""
    path = root / "content/networks/extra.yaml"
    path.parent.mkdir(exist_ok=True)
    if path.exists() and draw.random() < 0.5:
        path.unlink()
    else:
        source = Path(__file__).parents[2] / "generator/networks/admitad.yaml"
        path.write_text(f"# {draw.randrange(99)}\n" + source.read_text("utf-8"), "utf-8")


def style(root: Path, draw: random.Random) -> None:
    """Change the style of the brand's own theme, whether the site uses the theme or not."""
    folder = root / "themes/own"
    if folder.exists():
        folder.joinpath("assets").mkdir(exist_ok=True)
        (folder / "assets/own.css").write_text(f".own {{ order: {draw.randrange(99)} }}\n", "utf-8")
        (folder / "theme.toml").write_text('name = "own"\nextends = "dew"\nstyles = ["own.css"]\n', "utf-8")


def words(root: Path, draw: random.Random) -> None:
    """Change a translation in the brand's own theme."""
    folder = root / "themes/own"
    if folder.exists():
        path = folder / "locales/es/LC_MESSAGES/messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            f'msgid "The %(brand)s <em>circle</em>"\nmsgstr "Rutina {draw.randrange(9)}"\n',
            "utf-8",
        )


def logo(root: Path, draw: random.Random) -> None:
    """Change the logo, and name it in the settings or not."""
    path, site = root / "content/logo.svg", root / "content/site.yaml"
    colour = f"#{draw.randrange(1 << 24):06x}"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="{colour}" d="M0 0h4v4z"/></svg>',
        "utf-8",
    )
    text = site.read_text("utf-8")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("logo:"))
    site.write_text(text.rstrip() + ("\nlogo: logo.svg\n" if draw.random() < 0.7 else "\n"), "utf-8")


def status(root: Path, draw: random.Random) -> None:
    """Change a person's status, or the days between which their page is live."""
    path = _profile(root, "bo")
    keys = ("status", "from", "until")
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(tuple(f"{k}:" for k in keys))]
    extra = draw.choice([[], ["status: draft"], ["status: ended"], [f"from: 2026-11-{draw.randrange(20, 30)}"],
                         [f"until: 2026-11-{draw.randrange(20, 30)}"]])  # fmt: skip
    at = 1 if lines[0] == "---" else 0
    path.write_text("\n".join([*lines[:at], *extra, *lines[at:]]), "utf-8")


def forgotten_addresses(root: Path, draw: random.Random) -> None:
    """Add or delete the list of forgotten addresses."""
    path = root / "content/forgotten.yaml"
    if path.exists():
        path.unlink()
    else:
        path.write_text(f"addresses: [was-here-{draw.randrange(3)}]\n", "utf-8")


def codes(root: Path, draw: random.Random) -> None:
    """Set or remove the pattern of discount codes."""
    path = root / "content/site.yaml"
    text = path.read_text("utf-8")
    lines = [line for line in text.rstrip().split("\n") if not line.startswith("codes:")]
    extra = draw.choice([[], [f'codes: {{value: "{draw.randrange(10, 13)}"}}']])
    path.write_text("\n".join([*lines, *extra, ""]), "utf-8")


def editor(root: Path, draw: random.Random) -> None:
    """Add, change or delete the editor in the browser."""
    folder = root / "admin"
    if folder.exists() and draw.random() < 0.4:
        shutil.rmtree(folder)
        return
    folder.mkdir(exist_ok=True)
    (folder / "config.yml").write_text(f"{FIRST_LINE}\nx: {draw.randrange(9)}\n", "utf-8")
    (folder / "index.html").write_text("<!doctype html><title>Editor</title>", "utf-8")


def same_size(root: Path, draw: random.Random) -> None:
    """Change one letter of a story, and keep the size and time of the file."""
    path = _person(root, draw.choice(PEOPLE[:3]))
    if path.is_file():
        old_stat, data = path.stat(), bytearray(path.read_bytes())
        at = data.rfind(b".")
        data[at] = ord("!") if data[at] == ord(".") else ord(".")
        path.write_bytes(data)
        os.utime(path, ns=(old_stat.st_atime_ns, old_stat.st_mtime_ns))


EDITS: tuple[Edit, ...] = (
    story, story, person, tagline, updated_day, alias, product, product, brand, campaign, page, picture, theme,
    misspelt_key, new_time, shared_picture, portrait_link, picture_behind_link, own_story, other_form, moved_product,
    network, theme, style, words, logo, status, status, forgotten_addresses, codes, editor, same_size,
)  # fmt: skip
