"""Tests of the cases that fuzzing found, each under its own name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.images.cache import PictureCache
from generator.images.decode.open import open_picture, probe
from generator.images.encode.encode import encode_picture
from generator.images.encode.recipe import Recipe
from generator.images.errors import PictureError
from tests.hostile.safety_oracle import judge_problems
from tests.hostile.test_bytes import BASE
from tests.images.pictures import encode_image, grain, halves
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "site"))


def build(site: Path) -> tuple[int, set[object]]:
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json"], site)
    assert code in (0, 1), output
    return code, {problem["name"] for problem in judge_problems(output, site)}


def test_a_stray_file_whose_name_is_no_text_is_reported_again(site: Path) -> None:
    """The build crashed, because the build state stores warnings as text and the name is no UTF-8."""
    name = os.fsencode(site / "content/ambassadors/lea") + b"/\xff\xfe.yaml"
    Path(os.fsdecode(name)).write_text("name: x\n")
    assert build(site) == (0, {"stray-file"})
    assert build(site) == (0, {"stray-file"})  # from the build state


def test_a_picture_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """The cache stored its pixels under the fingerprint of the older picture, for good."""
    path, cache = tmp_path / "a.png", PictureCache(tmp_path / "cache")
    path.write_bytes(encode_image(halves(), "PNG"))
    facts = probe(path)
    path.write_bytes(encode_image(grain(400, 200), "PNG"))
    with pytest.raises(PictureError, match="changed while it was read"):
        open_picture(path, sha=facts.sha)
    with pytest.raises(PictureError, match="changed while it was read"):
        encode_picture(path, facts, Recipe((100,)), cache)
    assert not list((tmp_path / "cache").rglob("*.webp"))
