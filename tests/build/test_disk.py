"""Disks that are full and folders where one may not write: a clear problem, the old site, and the next build heals."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build import publish
from generator.output.output_folder import PublishError
from tests.build.crashing_extension import files_of
from tests.build.kills import Tree, build, differing, golden_in
from tests.build.test_edits_during_build import wanted

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with Linux means")

PEOPLE = "content/ambassadors"
CLOSINGS = int(os.environ.get("CLOSINGS", "6"))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A disk of so many KB."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], capture_output=True)
    if made.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def grow(site: Path, number: int) -> None:
    """More people, and a story that is another."""
    for each in range(4):
        text = f"---\nname: N{each} {number}\npartner_id: n{each}\nfavorites: [soap]\n---\n{'Long. ' * 2000}\n"
        (site / PEOPLE / f"new-{each}.md").write_text(text, "utf-8")


@pytest.mark.parametrize("many", [500, 0], ids=["without a spare", "with a spare"])
def test_the_disk_is_full(tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MANY", many)
    disk, refused = tmp_path / "disk", 0
    with small_disk(disk, 16_000):
        site = golden_in(disk)
        assert build(site) is not None
        for number, left in enumerate((8, 120, 300, 700) if many else (40, 200, 450)):
            grow(site, number)
            expected = wanted_elsewhere(site, tmp_path)
            before = files_of(site / "output")
            free = shutil.disk_usage(disk).free // 1024
            (disk / "filler").write_bytes(b"x" * max(0, free - left) * 1024)
            name, message = tried(site)
            refused += bool(name)
            assert name in ("", "output-not-written")
            assert not name or "No space left" in message
            assert files_of(site / "output") == (before if name else expected), left
            (disk / "filler").unlink()
            assert build(site) is not None
            assert files_of(site / "output") == expected, differing(files_of(site / "output"), expected)
            assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
            assert not list((site / ".ambassador").glob("staging*"))
    assert refused > 0


def tried(site: Path) -> tuple[str, str]:
    """Build; what keeps it from being published."""
    try:
        assert build(site) is not None
    except PublishError as error:
        return error.name, f"{error.message} {error.__cause__}"
    return "", ""


def wanted_elsewhere(site: Path, folder: Path) -> Tree:
    other = folder / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(site / "content", other / "content")
    return wanted(other)


def as_nobody(site: Path, closing: Path | None = None, moment: int = 0) -> tuple[int, str]:
    """Build as somebody with few rights: 0 and "", or 1 and what kept the site from being published.

    At the n-th touch of the disk the folder `closing` lets nobody write any more.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code, told = 70, ""
        try:
            os.setgid(65534)
            os.setuid(65534)
            if closing is not None:
                sys.addaudithook(_closer(closing, moment))
            name, told = tried(site)
            code = 1 if name == "output-not-written" else 70 if name else 0
        except BaseException as error:  # it is told by the parent
            told = repr(error)
        finally:
            os.write(write, told.encode()[:4000])
            os._exit(code)
    os.close(write)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(read) as said:
        return code, said.read()


def _closer(folder: Path, moment: int) -> Callable[[str, object], None]:
    count = 0

    def touch(event: str, _: object) -> None:
        nonlocal count
        if event == "open" or event.startswith(("os.", "shutil.")):
            count += 1
            if count == moment:
                for path in (folder, *folder.rglob("*")):
                    if path.is_dir():
                        path.chmod(0o555)

    return touch


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_permission_is_lost_half_way() -> None:
    """In the middle of a build: the old site or the new one stands, and the next build heals."""
    draw, ends = random.Random(CLOSINGS), [0, 0]
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        site = golden_in(Path(made))

        def give() -> None:
            for path in (site, *site.rglob("*")):
                os.chown(path, 65534, 65534, follow_symlinks=False)
                if path.is_dir():
                    path.chmod(0o755)

        assert build(site) is not None
        give()
        for number in range(CLOSINGS):
            grow(site, number)
            expected, before = wanted(site), files_of(site / "output")
            shutil.rmtree(site.with_name("wanted"))
            give()
            closing = site / draw.choice(["output", ".ambassador", "."])
            code, told = as_nobody(site, closing, draw.randrange(1, 400))
            said = (number, closing.name, code, told)
            assert code in (0, 1), said
            assert files_of(site / "output") == (before if code else expected), said
            give()
            assert as_nobody(site) == (0, ""), said
            assert files_of(site / "output") == expected, said
            assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
            ends[code] += 1
    print(f"permission lost at {CLOSINGS} moments: {ends[0]} builds published, {ends[1]} told so, 0 sites half-written")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_folders_where_one_may_not_write() -> None:
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        site = golden_in(Path(made))

        def belongs(to: int, mode: int, *folders: Path) -> None:
            for folder in folders:
                for path in (folder, *folder.rglob("*")):
                    os.chown(path, to, to, follow_symlinks=False)
                folder.chmod(mode)

        belongs(65534, 0o755, site)
        assert build(site) is not None  # all that a build imports is there now
        belongs(65534, 0o755, site)
        assert as_nobody(site) == (0, "")
        told_of = []
        parts = {
            "output": [site / "output"],
            "cache": [site / ".ambassador"],
            "site": [site],
            "all": [site, site / "output", site / ".ambassador"],
        }
        for number, (name, folders) in enumerate(parts.items()):
            for owner in (65534, 0):
                grow(site, 2 * number + (owner == 0))
                belongs(65534, 0o755, site)
                expected = wanted(site)
                shutil.rmtree(site.with_name("wanted"))
                belongs(65534, 0o755, site)
                before = files_of(site / "output")
                for folder in folders:
                    os.chown(folder, owner, owner)
                    folder.chmod(0o555)
                code, told = as_nobody(site)
                assert code in (0, 1), (name, owner, told)
                assert files_of(site / "output") == (before if code else expected), (name, owner, told)
                belongs(65534, 0o755, site)
                for folder in (site, site / "output", site / ".ambassador"):
                    folder.chmod(0o755)
                healed = as_nobody(site)
                assert healed == (0, ""), (name, owner, healed, code, told)
                assert files_of(site / "output") == expected, (name, owner)
                assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
                told_of.append((name, owner, code, told))
        assert any(code for _, _, code, _ in told_of)
        refused = [told for name, _, code, told in told_of if code and name == "cache"]
        assert refused
        assert all(told.startswith(f"`{site}/.ambassador` (the cache) cannot be written") for told in refused), refused
        assert all("output" in told or ".ambassador" in told for *_, code, told in told_of if code), told_of
        print(told_of)
