"""Tests that two builds of a release have the same bytes on any machine, at any time."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
PARTS = ("generator", "themes", "docs", "content", "tests", "tools", "bench")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, because a developer may change files meanwhile."""
    copy = tmp_path_factory.mktemp("source")
    skip = shutil.ignore_patterns("__pycache__", "node_modules", ".*_cache", "output", ".ambassador")
    for part in PARTS:
        shutil.copytree(REPO / part, copy / part, ignore=skip)
    for file in REPO.iterdir():
        if file.is_file():
            shutil.copyfile(file, copy / file.name)
    return copy


def build(source: Path, folder: Path, umask: int, seconds: int, environment: dict[str, str]) -> dict[str, bytes]:
    """Build a wheel and a source distribution of a copy of the project."""
    copy = folder / "project"
    before = os.umask(umask)
    try:
        shutil.copytree(source, copy, copy_function=shutil.copyfile)
        for path in copy.rglob("*"):
            os.utime(path, (seconds, seconds))
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")],
            cwd=copy,
            check=True,
            capture_output=True,
            env={**os.environ, **environment},
        )
    finally:
        os.umask(before)
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


@pytest.fixture(scope="module")
def releases(source: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    first_folder, second_folder = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another-one")
    elsewhere = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "USER": "somebody", "HOSTNAME": "elsewhere"}
    return [
        build(source, first_folder, 0o022, 1_700_000_000, {"TZ": "UTC", "PYTHONHASHSEED": "1"}),
        build(source, second_folder, 0o077, 1_800_000_001, elsewhere),
    ]


def test_two_releases_have_the_same_bytes(releases: list[dict[str, bytes]]) -> None:
    first, second = releases
    assert sorted(Path(name).suffix for name in first) == [".gz", ".whl"]
    assert {name: hashlib.sha256(data).hexdigest() for name, data in first.items()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in second.items()
    }


def test_a_release_has_no_data_of_the_machine(releases: list[dict[str, bytes]], tmp_path: Path) -> None:
    for name, data in releases[1].items():
        path = tmp_path / name
        path.write_bytes(data)
        if name.endswith(".whl"):
            infos = zipfile.ZipFile(path).infolist()
            assert {info.external_attr >> 16 & 0o777 for info in infos} <= {0o644, 0o664, 0o755}
            assert len({info.date_time for info in infos}) == 1
        else:
            with tarfile.open(path) as archive:
                members = archive.getmembers()
            assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}
            assert len({member.mtime for member in members}) == 1
            assert not [member.name for member in members if not (member.isreg() or member.isdir())]


def test_the_source_distribution_is_complete(releases: list[dict[str, bytes]], tmp_path: Path) -> None:
    """It has the files to run the tests, and builds the same wheel."""
    name = next(name for name in releases[0] if name.endswith(".gz"))
    (tmp_path / name).write_bytes(releases[0][name])
    with tarfile.open(tmp_path / name) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12 has Python 3.11.2, without it
        archive.extractall(tmp_path)
    [project] = [path for path in tmp_path.iterdir() if path.is_dir()]
    for file in (
        "Makefile",
        "SECURITY.md",
        "requirements-dev.lock",
        "tools/gates/requirements.lock",
        "tests/scenario.py",
    ):
        assert (project / file).is_file(), file
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    [wheel] = (tmp_path / "dist").iterdir()
    assert releases[0][wheel.name] == wheel.read_bytes()
