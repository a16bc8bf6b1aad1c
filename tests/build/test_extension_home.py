"""Tests which files of an extension's package a build watches."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from generator.registry import home_of


@pytest.mark.parametrize(
    ("module", "file", "home"),
    [
        ("plain_home_a.sections", "plain_home_a/__init__.py", "plain_home_a"),
        ("spaced_home_b.shop.sections", "spaced_home_b/shop/__init__.py", "spaced_home_b/shop"),
        ("spaced_home_c.sections", "spaced_home_c/sections.py", "spaced_home_c/sections.py"),
    ],
)
def test_a_build_watches_packages_in_namespaces_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, file: str, home: str
) -> None:
    for path in (file, f"{module.replace('.', '/')}.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        import_module(module)
        assert home_of(module) == tmp_path / home
    finally:
        for name in [name for name in sys.modules if name.startswith(module.partition(".")[0])]:
            del sys.modules[name]
