"""Tests that the fonts of site.yaml are checked, used for letters that the theme lacks, and their changes noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.registry import data_folder
from tests.cli.streams import run_apart
from tests.images.fonts import hebrew
from tests.scenario import FOLDER


def _site(root: Path, fonts: str) -> Path:
    shutil.copytree(FOLDER / "base", root)
    settings = root / "content/site.yaml"
    text = settings.read_text("utf-8").replace("theme: plain", "theme: dew").replace("share_cards: false\n", "")
    settings.write_text(f"{text}fonts: {fonts}\n", "utf-8")
    (root / "content/fonts").mkdir()
    return root


def _problems(out: str) -> list[str]:
    return sorted(line.split(":")[0] for line in out.splitlines() if line.startswith(("error[", "warning[")))


def test_one_run_reports_all_faults(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "[fonts/gone.ttf, products.yaml, fonts/mine.ttf]")
    for name in ("mine.ttf", "other.ttf"):
        shutil.copy(hebrew(tmp_path), site / "content/fonts" / name)
    code, out, _ = run_apart(["build"], site)
    assert code == 1
    assert _problems(out) == ["error[missing-file]", "error[unreadable-font]", "warning[stray-file]"]
    assert "nothing reads `other.ttf`" in out
    code, out, _ = run_apart(["kit", "lea", "--in-ci"], site)
    assert (code, _problems(out)) == (1, ["error[missing-file]", "error[unreadable-font]", "warning[stray-file]"])


def test_a_card_shows_its_letters_and_is_drawn_again_when_it_changes(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "fonts/mine.ttf")
    profile = site / "content/ambassadors/lea/profile.yaml"
    profile.write_text(profile.read_text("utf-8").replace("name: Léa", "name: שלום Lea"), "utf-8")
    shutil.copy(hebrew(tmp_path), site / "content/fonts/mine.ttf")

    code, out, err = run_apart(["build"], site)
    assert (code, _problems(out)) == (0, []), out + err
    first = (site / "output/lea/card.jpg").read_bytes()
    shutil.copy(data_folder("themes") / "dew/share/text.ttf", site / "content/fonts/mine.ttf")
    code, out, _ = run_apart(["build"], site)
    assert (code, _problems(out)) == (0, ["warning[card-text-left-out]"]), out
    assert (site / "output/lea/card.jpg").read_bytes() != first
