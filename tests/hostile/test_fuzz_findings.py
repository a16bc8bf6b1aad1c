"""What fuzzing has found, each case under its own name: a safe site, or problems with their places."""

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
from tests.images.pictures import encoded, grain, halves
from tests.scenario import run_cli


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "site"))


def build(site: Path) -> tuple[int, set[object]]:
    code, said = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json"], site)
    assert code in (0, 1), said
    return code, {problem["name"] for problem in judge_problems(said, site)}


def test_a_stray_file_whose_name_is_no_text_is_reported_and_remembered(site: Path) -> None:
    """It came with the exit code 3: a warning of a person is written down, and bytes that are no UTF-8 cannot be."""
    name = os.fsencode(site / "content/ambassadors/lea") + b"/\xff\xfe.yaml"
    Path(os.fsdecode(name)).write_text("name: x\n")
    assert build(site) == (0, {"stray-file"})
    assert build(site) == (0, {"stray-file"})  # from what is remembered


def test_a_picture_that_changes_between_two_looks_is_not_taken_for_the_one_before(tmp_path: Path) -> None:
    """Its pixels were kept in the cache under the fingerprint of the other, for good."""
    path, cache = tmp_path / "a.png", PictureCache(tmp_path / "cache")
    path.write_bytes(encoded(halves(), "PNG"))
    facts = probe(path)
    path.write_bytes(encoded(grain(400, 200), "PNG"))
    with pytest.raises(PictureError, match="changed while it was read"):
        open_picture(path, sha=facts.sha)
    with pytest.raises(PictureError, match="changed while it was read"):
        encode_picture(path, facts, Recipe((100,)), cache)
    assert not list((tmp_path / "cache").rglob("*.webp"))
