"""Tests that the preview shows the kits of `ambassador kit` on this machine only, and outside the site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.streams import run_apart
from tests.serve.live import PROFILE, Live, live, tiny_site


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    site = tiny_site(tmp_path_factory.mktemp("site"))
    settings = site / "content/site.yaml"
    text = settings.read_text("utf-8").replace("theme: plain", "theme: dew").replace("qr_codes: false\n", "")
    settings.write_text(text, "utf-8")
    with (site / PROFILE).open("a") as file:
        file.write("portrait: {src: portrait.jpg, alt: Léa at home}\n")
    Image.effect_noise((640, 800), 90).convert("RGB").save((site / PROFILE).with_name("portrait.jpg"))
    with live(site) as running:
        yield running


def test_the_preview_gives_the_files_of_the_kit_command(running: Live, tmp_path: Path) -> None:
    code, out, _ = run_apart(
        ["kit", "lea", "--as-of", "2026-11-22", "--output", str(tmp_path), "--in-ci"], running.site
    )
    assert code == 0, out
    files = [path for path in (tmp_path / "lea").rglob("*") if path.is_file()]
    assert len(files) > 8
    for file in files:
        name = file.relative_to(tmp_path / "lea").as_posix().removesuffix("index.html")
        status, headers, body = running.ask(f"/__preview/kits/lea/{name}")
        assert (status, body == file.read_bytes()) == (200, True), name
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"] is None


def test_a_kit_is_linked_but_not_in_the_site(running: Live) -> None:
    assert b'href="/__preview/kits/lea/"' in running.ask("/__preview/")[2]
    assert running.ask("/__preview/kits/lea")[1]["Location"] == "/__preview/kits/lea/"
    site = running.preview.state.site
    assert site is not None
    assert not [path for path in site.files if "kit" in path]
    assert running.ask("/kits/lea/")[0] == 404


@pytest.mark.parametrize("name", ["nobody/", "lea/nothing.txt", "lea/../../content/site.yaml", "lea/%2e%2e/x", "", "/"])
def test_a_missing_kit_or_file_is_not_found(running: Live, name: str) -> None:
    assert running.ask(f"/__preview/kits/{name}")[0] == 404


def test_another_host_may_not_load_a_kit(running: Live) -> None:
    assert running.ask("/__preview/kits/lea/", Host="evil.example")[0] == 421


def test_a_broken_picture_does_not_break_the_kit(running: Live) -> None:
    portrait = (running.site / PROFILE).with_name("portrait.jpg")
    backup = portrait.with_name("backup")
    shutil.copy(portrait, backup)
    try:
        portrait.write_bytes(b"no picture")
        assert running.ask("/__preview/kits/lea/")[0] == 200
    finally:
        backup.replace(portrait)
