"""The environment's key is taken over from the last build only where it would be the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.incremental import environment
from generator.build.incremental.environment import Environment, environment_key, find_environment
from generator.build.incremental.file_hashes import FileHashes, wait_for_clock_tick
from generator.build.incremental.file_index import FileIndex


class _Builds:
    """Builds, one after the other, of a site with a theme of its own; `packages` are those that are installed."""

    def __init__(self, root: Path) -> None:
        self.root, self.theme, self.packages = root, root / "themes/own", root / "site-packages"
        self.index, self.facts = FileIndex(), dict[str, str]()
        for file in ("themes/own/templates/page.html", "site-packages/one-1.0.dist-info/METADATA", "content/site.yaml"):
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Name: one\nVersion: 1.0\n", "utf-8")
            os.utime(path, (1_000_000_000, 1_000_000_000))

    def build(self) -> Environment:
        hashes = FileHashes(str(self.root), self.index, wait_for_clock_tick())
        hashes.changed_paths()
        found = find_environment(hashes, [self.theme], self.facts)
        self.index, *_ = self.index.apply(hashes.index_change({*found.files, "content/site.yaml"}))
        self.facts = found.facts
        return found


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Builds:
    """A site that was built once, by a tool of one file."""
    builds = _Builds(tmp_path)
    tool = tmp_path / "tool"
    tool.mkdir()
    (tool / "part.py").write_text("", "utf-8")
    monkeypatch.setattr(environment, "_PACKAGE", tool)
    monkeypatch.syspath_prepend(str(builds.packages))
    monkeypatch.chdir(tmp_path)
    assert builds.build().files
    return builds


def _plain(builds: _Builds) -> str:
    key, _ = environment_key(FileHashes(str(builds.root)), [builds.theme])
    return key


def test_a_key_is_taken_over_as_it_would_be_made(builds: _Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _plain(builds)
    (builds.root / "content/site.yaml").write_text("brand: B\n", "utf-8")
    monkeypatch.delattr(environment, "environment_key")
    for _ in range(3):
        found = builds.build()
        assert (found.key, found.files) == (plain, ())


def _change_template(builds: _Builds) -> None:
    (builds.theme / "templates/page.html").write_text("other", "utf-8")


def _add_template(builds: _Builds) -> None:
    (builds.theme / "templates/new.html").write_text("", "utf-8")


def _delete_template(builds: _Builds) -> None:
    (builds.theme / "templates/page.html").unlink()


def _change_tool(builds: _Builds) -> None:
    (builds.root / "tool/part.py").write_text("changed = True\n", "utf-8")


def _add_module(builds: _Builds) -> None:
    (builds.root / "tool/new").mkdir()
    (builds.root / "tool/new/part.py").write_text("", "utf-8")


@pytest.mark.parametrize("change", [_change_template, _add_template, _delete_template, _change_tool, _add_module])
@pytest.mark.parametrize("after", [1, 3])
def test_another_file_makes_another_key(builds: _Builds, change: Callable[[_Builds], None], after: int) -> None:
    before = [builds.build() for _ in range(after)][-1]
    change(builds)
    found = builds.build()
    assert found.key == _plain(builds) != before.key


def test_another_version_of_a_package_makes_another_key(builds: _Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "requires", lambda _: ["one>=1"])
    builds.facts = {}
    before = builds.build()
    (builds.packages / "one-1.0.dist-info").rename(builds.packages / "one-1.1.dist-info")
    (builds.packages / "one-1.1.dist-info/METADATA").write_text("Name: one\nVersion: 1.1\n", "utf-8")
    found = builds.build()
    assert found.key == _plain(builds) != before.key


def test_another_python_or_another_theme_makes_another_key(builds: _Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    before = builds.build()
    monkeypatch.setattr(environment, "python_version", lambda: "other")
    other = builds.build()
    builds.theme = builds.root / "themes/other"
    builds.theme.mkdir()
    third = builds.build()
    assert len({before.key, other.key, third.key}) == 3
    assert third.key == _plain(builds)


def test_another_import_path_is_looked_at(builds: _Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    builds.build()
    monkeypatch.setattr(sys, "path", [*sys.path, str(builds.root)])
    assert builds.build().files
