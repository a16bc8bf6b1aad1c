"""Tests that only the pinned package of the editor is used, and that all its parts come from the site itself."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from generator.cms.package import (
    INTEGRITY,
    NAME,
    VERSION,
    PackageError,
    fetch_package,
    open_package,
    parts_in,
    parts_of,
)
from tests.cms.editor_package import package_files
from tools.gates.node import HERE


def test_the_gates_install_exactly_the_pinned_package() -> None:
    lock_entry = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"][f"node_modules/{NAME}"]
    assert (lock_entry["version"], lock_entry["integrity"]) == (VERSION, INTEGRITY)
    assert json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"][NAME] == VERSION


def test_another_package_is_refused() -> None:
    for data in (b"", b"\x1f\x8b", b"x" * 1000):
        with pytest.raises(PackageError, match="its checksum is sha512-"):
            open_package(data)


def test_the_editor_loads_no_part_from_another_host() -> None:
    parts = parts_of(package_files(), ["fr", "en-GB"])
    script = parts["sveltia-cms.js"].decode()
    assert "jsdelivr" not in script
    assert "sourceMappingURL" not in script[-400:]
    assert re.findall(r"url\((fonts/[a-z0-9-]+\.woff2)\)", script) == [
        name for name in parts if name.endswith(".woff2")
    ]
    assert f"cms@{VERSION}/locales/fr.json" in parts
    assert f"cms@{VERSION}/locales/de.json" not in parts
    assert "MIT License" in parts["LICENSE.txt"].decode()
    # The remaining addresses are for maps, code and other picture formats, which the form does not use.
    assert script.count("https://unpkg.com/") == 3


def test_a_script_with_other_parts_is_refused() -> None:
    package = {**package_files(), "dist/sveltia-cms.mjs": b"export default {};"}
    with pytest.raises(PackageError, match="other parts than expected"):
        parts_of(package, ["en"])


def test_existing_parts_are_used_again(tmp_path: Path) -> None:
    assert parts_in(tmp_path, ["en"]) is None
    parts = parts_of(package_files(), ["fr"])
    for name, data in parts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert parts_in(tmp_path, ["fr-CA"]) == parts
    assert parts_in(tmp_path, ["fr", "de"]) is None, "its German words are missing"
    (tmp_path / "sveltia-cms.js").write_bytes(b"alert(1)")
    assert parts_in(tmp_path, ["fr"]) is None
    (tmp_path / "cms/package.json").write_text('{"version": 3, "parts": [[]]}')
    assert parts_in(tmp_path, ["fr"]) is None


def _install_fake_npm(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    if script:
        (folder / "npm").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin" if script else str(folder))


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for npm")
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("", "npm is not installed"),
        ("echo 'npm error code ENOTFOUND' >&2; exit 1", "npm did not download @sveltia/cms .*ENOTFOUND"),
        ("exit 0", "npm did not download"),
        ("touch a.tgz b.tgz", "npm did not download"),
    ],
)
def test_a_failed_download_by_npm_is_explained(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install_fake_npm(tmp_path / "bin", script, monkeypatch)
    with pytest.raises(PackageError, match=message) as caught:
        fetch_package()
    assert "--bundle" in caught.value.help


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for npm")
def test_npm_downloads_exactly_the_pinned_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install_fake_npm(tmp_path / "bin", 'echo "$@" > cms.tgz', monkeypatch)
    arguments = fetch_package().decode()
    assert arguments.startswith(f"pack {NAME}@{VERSION} --pack-destination ")
    assert "--ignore-scripts" in arguments
    with pytest.raises(PackageError):
        open_package(arguments.encode())
