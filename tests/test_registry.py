"""What is installed is found as `importlib.metadata` finds it, also without asking it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import DistributionFinder, MetadataPathFinder, distributions, entry_points
from pathlib import Path
from typing import Any

import pytest

from generator import registry
from generator.build.incremental.environment import _versions
from generator.registry import extending_packages, extension_points, metadata_folders, package_key

OURS = "[ambassador_pages.sections]\npress = press:Press\n"
PROBE = "import sys; from generator.registry import extension_points as e; print([p.name for p in e('sections')])"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages, looked at first."""
    monkeypatch.syspath_prepend(tmp_path)
    _forget()
    yield tmp_path
    _forget()


class _Finder(DistributionFinder):
    """Finds the packages of a folder that `sys.path` does not name."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def find_distributions(self, context: Any = DistributionFinder.Context()) -> Any:  # noqa: B008
        return MetadataPathFinder.find_distributions(
            DistributionFinder.Context(**{**vars(context), "path": [self.folder]})
        )


def _forget() -> None:
    metadata_folders.cache_clear()
    registry._installed_entry_points.cache_clear()


def _install(folder: Path, points: str, name: str = "METADATA") -> None:
    folder.mkdir(parents=True)
    (folder / name).write_text("Metadata-Version: 2.1\nName: ambassador-press\nVersion: 1.2\n\nRequires-Dist: text\n")
    (folder / "entry_points.txt").write_text(points)
    _forget()


def _names() -> list[str]:
    """The names of what extends us, compared with what the plain way gives."""
    names = [entry.name for entry in extension_points("sections")]
    assert names == [entry.name for entry in entry_points().select(group="ambassador_pages.sections")]
    return names


def test_every_package_of_this_environment_is_found() -> None:
    _forget()
    folders = metadata_folders()
    assert folders is not None
    plain = {package_key(package.name): package.version for package in reversed(list(distributions()))}
    assert {name: folder.name.removesuffix(".dist-info").partition("-")[2] for name, folder in folders.items()} == plain
    assert _names() == []


@pytest.mark.parametrize("folder", ["ambassador_press-1.2.dist-info", "Ambassador.Press-1.2.DIST-INFO"])
def test_an_extension_is_found_in_a_listed_folder(home: Path, folder: str) -> None:
    _install(home / folder, OURS)
    assert metadata_folders() is not None
    assert _names() == ["press"]
    assert extending_packages() == {"ambassador-press"}
    assert "ambassador_press 1.2" in _versions({"Ambassador-Press"})


def test_the_first_of_two_packages_of_one_name_counts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(home / "ambassador_press-1.3.dist-info", "[console_scripts]\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(home / "later")])
    _install(home / "later/ambassador_press-1.2.dist-info", OURS)
    assert _names() == []
    assert "ambassador_press 1.3" in _versions({"ambassador-press"})


@pytest.mark.parametrize("form", ["egg-info", "egg", "zip", "finder"])
def test_an_extension_is_found_where_a_listing_does_not_show_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    if form == "egg-info":
        _install(home / "ambassador_press.egg-info", OURS, "PKG-INFO")
    elif form == "egg":
        _install(home / "ambassador_press-1.2-py3.egg/EGG-INFO", OURS, "PKG-INFO")
        monkeypatch.syspath_prepend(home / "ambassador_press-1.2-py3.egg")
    elif form == "zip":
        _install(home / "files/ambassador_press-1.2.dist-info", OURS)
        with zipfile.ZipFile(home / "all.zip", "w") as archive:
            for path in (home / "files").rglob("*"):
                archive.write(path, path.relative_to(home / "files"))
        monkeypatch.syspath_prepend(home / "all.zip")
    else:
        _install(home / "other/ambassador_press-1.2.dist-info", OURS)
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, _Finder(str(home / "other"))])
    _forget()
    assert metadata_folders() is None
    assert _names() == ["press"]
    assert "ambassador_press 1.2" in _versions({"ambassador-press"})


def test_without_an_extension_nothing_parses_metadata() -> None:
    run = subprocess.run(
        [sys.executable, "-c", f"{PROBE}; print('importlib.metadata' in sys.modules)"],
        cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.split() == ["[]", "False"]
