"""Tests that a full disk or a read-only folder is a clear problem and keeps the old site. The next build heals."""

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
from tests.build.kills import Tree, build, build_from_scratch, differing, golden_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the test makes its faults with Linux tools")

PEOPLE = "content/ambassadors"
CLOSINGS = int(os.environ.get("CLOSINGS", "6"))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """Mount a disk of so many KB."""
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], capture_output=True)
    if mount.returncode:
        pytest.skip("this system mounts no small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def grow(site: Path, number: int) -> None:
    """Write people with long stories, which are other ones for each number."""
    for each in range(4):
        text = f"---\nname: N{each} {number}\npartner_id: n{each}\nfavorites: [soap]\n---\n{'Long. ' * 2000}\n"
        (site / PEOPLE / f"new-{each}.md").write_text(text, "utf-8")


@pytest.mark.parametrize("many", [500, 0], ids=["without a spare", "with a spare"])
def test_a_full_disk_keeps_the_old_site(tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MANY", many)
    disk, refusal_count = tmp_path / "disk", 0
    with small_disk(disk, 16_000):
        site = golden_in(disk)
        assert build(site) is not None
        for number, free_size in enumerate((8, 120, 300, 700) if many else (40, 200, 450)):
            grow(site, number)
            expected = build_elsewhere(site, tmp_path)
            before = files_of(site / "output")
            free = shutil.disk_usage(disk).free // 1024
            (disk / "filler").write_bytes(b"x" * max(0, free - free_size) * 1024)
            name, message = try_build(site)
            refusal_count += bool(name)
            assert name in ("", "output-not-written")
            assert not name or "No space left" in message
            assert files_of(site / "output") == (before if name else expected), free_size
            (disk / "filler").unlink()
            assert build(site) is not None
            assert files_of(site / "output") == expected, differing(files_of(site / "output"), expected)
            assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
            assert not list((site / ".ambassador").glob("staging*"))
    assert refusal_count > 0


def try_build(site: Path) -> tuple[str, str]:
    """Build, and return the name and message of the problem that stops it from being published, or two empty texts."""
    try:
        assert build(site) is not None
    except PublishError as error:
        return error.name, f"{error.message} {error.__cause__}"
    return "", ""


def build_elsewhere(site: Path, folder: Path) -> Tree:
    other = folder / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(site / "content", other / "content")
    return build_from_scratch(other)


def as_nobody(site: Path, closing: Path | None = None, moment: int = 0) -> tuple[int, str]:
    """Build as a user with few rights. Return 0 and "", or 1 and the problem that stopped it.

    At the n-th access to the disk, the folder `closing` becomes read-only.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code, message = 70, ""
        try:
            os.setgid(65534)
            os.setuid(65534)
            if closing is not None:
                sys.addaudithook(_closer(closing, moment))
            name, message = try_build(site)
            code = 1 if name == "output-not-written" else 70 if name else 0
        except BaseException as error:  # the parent reports it
            message = repr(error)
        finally:
            os.write(write, message.encode()[:4000])
            os._exit(code)
    os.close(write)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(read) as pipe:
        return code, pipe.read()


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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_losing_permission_during_a_build_keeps_the_old_site_or_publishes() -> None:
    """And the next build heals."""
    draw, ends = random.Random(CLOSINGS), [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = golden_in(Path(folder))

        def give() -> None:
            for path in (site, *site.rglob("*")):
                os.chown(path, 65534, 65534, follow_symlinks=False)
                if path.is_dir():
                    path.chmod(0o755)

        assert build(site) is not None
        give()
        for number in range(CLOSINGS):
            grow(site, number)
            expected, before = build_from_scratch(site), files_of(site / "output")
            shutil.rmtree(site.with_name("scratch"))
            give()
            closing = site / draw.choice(["output", ".ambassador", "."])
            code, message = as_nobody(site, closing, draw.randrange(1, 400))
            case = (number, closing.name, code, message)
            assert code in (0, 1), case
            assert files_of(site / "output") == (before if code else expected), case
            give()
            assert as_nobody(site) == (0, ""), case
            assert files_of(site / "output") == expected, case
            assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
            ends[code] += 1
    print(f"permission lost at {CLOSINGS} moments: {ends[0]} builds published, {ends[1]} reported it")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_read_only_folders_are_reported_and_keep_the_old_site() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)
        site = golden_in(Path(temporary))

        def give_to(user: int, mode: int, *folders: Path) -> None:
            for folder in folders:
                for path in (folder, *folder.rglob("*")):
                    os.chown(path, user, user, follow_symlinks=False)
                folder.chmod(mode)

        give_to(65534, 0o755, site)
        assert build(site) is not None  # the forked builds find all modules imported
        give_to(65534, 0o755, site)
        assert as_nobody(site) == (0, "")
        outcomes = []
        parts = {
            "output": [site / "output"],
            "cache": [site / ".ambassador"],
            "site": [site],
            "all": [site, site / "output", site / ".ambassador"],
        }
        for number, (name, folders) in enumerate(parts.items()):
            for owner in (65534, 0):
                grow(site, 2 * number + (owner == 0))
                give_to(65534, 0o755, site)
                expected = build_from_scratch(site)
                shutil.rmtree(site.with_name("scratch"))
                give_to(65534, 0o755, site)
                before = files_of(site / "output")
                for folder in folders:
                    os.chown(folder, owner, owner)
                    folder.chmod(0o555)
                code, message = as_nobody(site)
                assert code in (0, 1), (name, owner, message)
                assert files_of(site / "output") == (before if code else expected), (name, owner, message)
                give_to(65534, 0o755, site)
                for folder in (site, site / "output", site / ".ambassador"):
                    folder.chmod(0o755)
                next_outcome = as_nobody(site)
                assert next_outcome == (0, ""), (name, owner, next_outcome, code, message)
                assert files_of(site / "output") == expected, (name, owner)
                assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador"}
                outcomes.append((name, owner, code, message))
        assert any(code for _, _, code, _ in outcomes)
        cache_messages = [message for name, _, code, message in outcomes if code and name == "cache"]
        assert cache_messages
        assert all(
            message.startswith(f"`{site}/.ambassador` (the cache) cannot be written") for message in cache_messages
        ), cache_messages
        assert all("output" in message or ".ambassador" in message for *_, code, message in outcomes if code), outcomes
        print(outcomes)
