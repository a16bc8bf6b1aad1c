"""Fixtures: the folder of a small site, and a function that publishes into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.output.output_file import OutputFile
from generator.output.publish import FileChanges, publish

DAY = date(2026, 11, 22)

Publish = Callable[..., FileChanges]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with a content folder in it."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "content" / "site.yaml").write_text("brand: Maison Lune\n")
    return tmp_path / "site"


@pytest.fixture
def build(site: Path) -> Publish:
    """A function that publishes a mapping of path to content into a target, by default the site's `output`."""

    def run(files: Mapping[str, bytes | Path], target: Path | None = None, *, clean: bool = False) -> FileChanges:
        output_files = [
            OutputFile(path, source=content) if isinstance(content, Path) else OutputFile(path, content)
            for path, content in files.items()
        ]
        folder = site / "output" if target is None else target
        return publish(output_files, folder, site=site, content=site / "content", as_of=DAY, clean=clean)

    return run
