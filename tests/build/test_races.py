"""Tests that a build publishes the old or the new site if a file changes at the moment in which it is opened."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.build.crashing_extension import REPO, files_of
from tests.build.kills import Tree, build, differing, golden_in, tree_of
from tests.build.races import build_with, changes_of, clear, save_file, swapping

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the test makes its faults with Linux tools")

RACES = int(os.environ.get("RACES", "10"))
SECRET = b"---\nname: Secret\n---\nThe secret of another folder.\n"
_OWN = {
    "theme.toml": b'name = "own"\nextends = "dew"\nstyles = ["own.css"]\n',
    "assets/own.css": b'@font-face { font-family: x; src: url("fonts/x.woff2") }\n',
    "assets/fonts/x.woff2": (REPO / "themes/dew/assets/fonts/text.woff2").read_bytes(),
    "templates/ended.html": b"{% extends 'base.html' %}\n",
    "locales/es/LC_MESSAGES/messages.po": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
}
PATHS = [
    "content/soap.png", "content/ambassadors/ana-lopez/portrait.png", "content/ambassadors/ana-lopez/profile.yaml",
    "content/ambassadors/ana-lopez/story.md", "content/ambassadors/bo.md", "content/products.yaml",
    "content/site.yaml", "content/campaigns/frost.yaml", "content/pages/privacy.md", "content/logo.svg",
    "content/ambassadors/ana-lopez/film.mp4", *(f"themes/own/{name}" for name in _OWN),
]  # fmt: skip


def new_content(path: Path, data: bytes, draw: random.Random) -> bytes:
    """Return content that another author could have saved in the file."""
    if path.suffix == ".png":
        Image.new("RGB", (640, 800), tuple(draw.randrange(256) for _ in range(3))).save(path.with_name("new.png"))
        new = path.with_name("new.png").read_bytes()
        path.with_name("new.png").unlink()
        return new
    if path.suffix in (".woff2", ".mp4"):
        return data[:-4] + draw.randbytes(4)
    if path.suffix == ".svg":
        return data.replace(b"#123456", b"#%06x" % draw.randrange(1 << 24))
    if path.suffix == ".html":
        return data + b"{# %d #}\n" % draw.randrange(999)
    key = b"title: " if path.suffix == ".md" and b"title: " in data else b"name: "
    return data.replace(key, key + b"New ", 1) + b"\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = golden_in(tmp_path)
    for name, data in _OWN.items():
        path = site / "themes/own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (site / "content/logo.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="#123456" d="M0 0h4v4z"/></svg>'
    )
    with (site / "content/site.yaml").open("a") as file:
        file.write("theme: own\nlogo: logo.svg\n")
    (tmp_path / "secret").write_bytes(SECRET)
    return site


def _copy(source: str, to: str) -> None:
    os.mkfifo(to) if Path(source).is_fifo() else shutil.copy2(source, to)


def build_undisturbed(site: Path, cache: Path) -> Tree | None:
    """Build a copy of the site without disturbance, and return its files, or None if the build has errors."""
    copy = site.with_name("undisturbed")
    clear(copy)
    ignored_names = shutil.ignore_patterns(".ambassador", "output")
    shutil.copytree(site, copy, symlinks=True, ignore=ignored_names, copy_function=_copy)
    return files_of(copy / "output") if build(copy, cache=cache) is not None else None


def test_a_file_that_changes_as_it_is_opened_gives_a_whole_site(site: Path, tmp_path: Path) -> None:
    draw, change_count, ends = random.Random(18), 0, [0, 0]
    others: dict[Path, bytes] = {}
    assert build(site) is not None
    for number in range(RACES):
        path = site / PATHS[number % len(PATHS)]
        if not path.exists():
            continue
        old = path.read_bytes()
        new = others.pop(path, None) or new_content(path, old, draw)
        others[path] = old
        changes = changes_of(path, old, new, tmp_path / "secret")
        name = draw.choice(list(changes))
        if draw.random() < 0.7:
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
        else:
            path.touch()
        if draw.random() < 0.5 and path.suffix in (".png", ".svg"):
            shutil.rmtree(site / ".ambassador/pictures")
        before, moment = tree_of(site / "output"), draw.choice([1, 1, 1, 2, 3])
        ending = build_with(site, path, changes[name], moment)
        case = f"{number}: {path.name} became {name} at opening {moment}: {ending}"
        assert ending.code in (0, 1), case
        files = tree_of(site / "output")
        after = build_undisturbed(site, tmp_path / "drawn")
        if ending.code:
            assert files == before, case
            assert ending.output.strip(), case
        else:
            save_file(path, old)() if name != "a folder" else (clear(path), path.write_bytes(old))
            assert files in (after, build_undisturbed(site, tmp_path / "drawn")), (
                f"{case} {differing(files, before, after or {})}"
            )
        if path.is_relative_to(site / "content"):  # a theme is code, so its files may link elsewhere
            assert b"The secret of" not in b"".join(files.values()), case
        clear(path)
        path.write_bytes(new)
        expected = build_undisturbed(site, tmp_path / "drawn")
        assert expected is not None, case
        assert build(site) is not None, case
        files_after = files_of(site / "output")
        assert files_after == expected, f"{case}: {differing(files_after, expected)}"
        change_count += ending.has_acted
        ends[ending.code] += 1
    assert change_count > RACES / 3
    print(f"{change_count} of {RACES} changes in time: {ends[0]} builds published, {ends[1]} reported errors")


@pytest.mark.parametrize("name", ["content/soap.png", "content/ambassadors/ana-lopez/profile.yaml"])
def test_a_file_that_is_swapped_all_the_time_gives_a_whole_site(site: Path, tmp_path: Path, name: str) -> None:
    draw, path = random.Random(5), site / name
    old = path.read_bytes()
    new = new_content(path, old, draw)
    changes = changes_of(path, old, new, tmp_path / "secret")
    valid_trees = []
    for data in (old, new):
        clear(path)
        path.write_bytes(data)
        valid_trees.append(build_undisturbed(site, tmp_path / "drawn"))
        assert build(site) is not None
    ends = [0, 0]
    states = [*changes.values(), changes["another"], save_file(path, old)]
    with swapping(path, states, lambda: draw.choice([0, 0, 0.001, 0.003])):
        for number in range(max(4, RACES // 3)):
            before = tree_of(site / "output")
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
            ending = build_with(site, path, None, 0, jobs=1 + number % 2)
            assert ending.code in (0, 1), ending
            files = tree_of(site / "output")
            case = f"{number} {ending}: {differing(files, before, *(tree or {} for tree in valid_trees))}"
            assert files == before if ending.code else files in valid_trees, case
            ends[ending.code] += 1
    clear(path)
    path.write_bytes(new)
    assert build(site) is not None
    assert files_of(site / "output") == valid_trees[1]
    print(f"{sum(ends)} builds while `{path.name}` was swapped: {ends[0]} published, {ends[1]} reported errors")


def test_a_changed_picture_is_the_same_on_all_pages(site: Path) -> None:
    """Reused pages show the old picture, so the rendered pages alone may not show the new one."""
    for slug in ("dora", "eli"):
        story = (site / "content/ambassadors/bo.md").read_bytes().replace(b"p-78", slug.encode())
        profile = story.replace(b"sections: [story]", b"sections: [favorites]\nfavorites: [soap]")
        (site / f"content/ambassadors/{slug}.md").write_bytes(profile)
    path, edited_file = site / "content/soap.png", site / "content/ambassadors/eli.md"
    new = new_content(path, path.read_bytes(), random.Random(7))
    assert build(site) is not None
    old_names = {name for name in files_of(site / "output") if "/soap-" in name}
    edited_file.write_bytes(edited_file.read_bytes().replace(b"[soap]", b"[soap, towel]"))
    ending = build_with(site, path, save_file(path, new), 1)
    assert (ending.code, ending.has_acted) == (0, True), ending
    files = files_of(site / "output")
    assert files == build_undisturbed(site, site / ".ambassador")
    assert old_names.isdisjoint(files)
