"""A picture, a profile, a font, a theme's file that is another thing when it is opened: the old site or the new one."""

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
from tests.build.races import build_with, clear, put, swapping, turns_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with Linux means")

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


def other(path: Path, data: bytes, draw: random.Random) -> bytes:
    """What somebody else would have saved there."""
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


def _copied(source: str, to: str) -> None:
    os.mkfifo(to) if Path(source).is_fifo() else shutil.copy2(source, to)


def quiet(site: Path, cache: Path) -> Tree | None:
    """What a build of these files gives that has seen nothing of what happened; None where it is refused."""
    place = site.with_name("quiet")
    clear(place)
    left_out = shutil.ignore_patterns(".ambassador", "output")
    shutil.copytree(site, place, symlinks=True, ignore=left_out, copy_function=_copied)
    return files_of(place / "output") if build(place, cache=cache) is not None else None


def test_a_file_is_another_thing_when_it_is_opened(site: Path, tmp_path: Path) -> None:
    draw, landed, ends = random.Random(18), 0, [0, 0]
    others: dict[Path, bytes] = {}
    assert build(site) is not None
    for number in range(RACES):
        path = site / PATHS[number % len(PATHS)]
        if not path.exists():
            continue
        old = path.read_bytes()
        new = others.pop(path, None) or other(path, old, draw)
        others[path] = old
        turns = turns_of(path, old, new, tmp_path / "secret")
        name = draw.choice(list(turns))
        if draw.random() < 0.7:
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
        else:
            path.touch()
        if draw.random() < 0.5 and path.suffix in (".png", ".svg"):
            shutil.rmtree(site / ".ambassador/pictures")
        before, moment = tree_of(site / "output"), draw.choice([1, 1, 1, 2, 3])
        done = build_with(site, path, turns[name], moment)
        said = f"{number}: {path.name} became {name} at opening {moment}: {done}"
        assert done.code in (0, 1), said
        found = tree_of(site / "output")
        after = quiet(site, tmp_path / "drawn")
        if done.code:
            assert found == before, said
            assert done.said.strip(), said
        else:
            put(path, old)() if name != "a folder" else (clear(path), path.write_bytes(old))
            assert found in (after, quiet(site, tmp_path / "drawn")), f"{said} {differing(found, before, after or {})}"
        if path.is_relative_to(site / "content"):  # a theme is code, and its files may lie elsewhere
            assert b"The secret of" not in b"".join(found.values()), said
        clear(path)
        path.write_bytes(new)
        wanted = quiet(site, tmp_path / "drawn")
        assert wanted is not None, said
        assert build(site) is not None, said
        healed = files_of(site / "output")
        assert healed == wanted, f"{said}: {differing(healed, wanted)}"
        landed += done.landed
        ends[done.code] += 1
    assert landed > RACES / 3
    print(f"{landed} of {RACES} landed: {ends[0]} builds published, {ends[1]} told what is wrong; 0 sites half-written")


@pytest.mark.parametrize("name", ["content/soap.png", "content/ambassadors/ana-lopez/profile.yaml"])
def test_a_process_swaps_a_file_all_the_time(site: Path, tmp_path: Path, name: str) -> None:
    draw, path = random.Random(5), site / name
    old = path.read_bytes()
    new = other(path, old, draw)
    turns = turns_of(path, old, new, tmp_path / "secret")
    fine = []
    for data in (old, new):
        clear(path)
        path.write_bytes(data)
        fine.append(quiet(site, tmp_path / "drawn"))
        assert build(site) is not None
    ends = [0, 0]
    states = [*turns.values(), turns["another"], put(path, old)]
    with swapping(path, states, lambda: draw.choice([0, 0, 0.001, 0.003])):
        for number in range(max(4, RACES // 3)):
            before = tree_of(site / "output")
            (site / ".ambassador/build.sqlite").unlink(missing_ok=True)
            done = build_with(site, path, None, 0, jobs=1 + number % 2)
            assert done.code in (0, 1), done
            found = tree_of(site / "output")
            said = f"{number} {done}: {differing(found, before, *(one or {} for one in fine))}"
            assert found == before if done.code else found in fine, said
            ends[done.code] += 1
    clear(path)
    path.write_bytes(new)
    assert build(site) is not None
    assert files_of(site / "output") == fine[1]
    print(f"{sum(ends)} builds while `{path.name}` was swapped: {ends[0]} published, {ends[1]} told what is wrong")


def test_a_picture_changes_before_a_page_shows_it_that_others_show_too(site: Path) -> None:
    """The pages that are reused show the old picture, so those that are rendered may not show the new one alone."""
    for slug in ("dora", "eli"):
        story = (site / "content/ambassadors/bo.md").read_bytes().replace(b"p-78", slug.encode())
        shows = story.replace(b"sections: [story]", b"sections: [favorites]\nfavorites: [soap]")
        (site / f"content/ambassadors/{slug}.md").write_bytes(shows)
    path, edited = site / "content/soap.png", site / "content/ambassadors/eli.md"
    new = other(path, path.read_bytes(), random.Random(7))
    assert build(site) is not None
    old_names = {name for name in files_of(site / "output") if "/soap-" in name}
    edited.write_bytes(edited.read_bytes().replace(b"[soap]", b"[soap, towel]"))
    done = build_with(site, path, put(path, new), 1)
    assert (done.code, done.landed) == (0, True), done
    found = files_of(site / "output")
    assert found == quiet(site, site / ".ambassador")
    assert old_names.isdisjoint(found)
