"""What is installed is enough: the wheel carries themes, networks, words and the problems' pages."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
SITE = "brand: Aubine\nurl: https://friends.example\nshop: https://aubine-shop.example\ntracking: {scheme: rewardful}\n"
PERSON = "---\nname: Léa\nlocale: fr\npartner_id: lea\n---\n[La boutique](https://aubine-shop.example/p) est calme.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(folder), str(REPO)]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_what_it_should(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "generator/themes/dew/theme.toml",
        "generator/themes/dew/locales/fr/LC_MESSAGES/dew.po",
        "generator/networks/post-affiliate-pro.yaml",
        "generator/disclosures/uk.yaml",
        "generator/locales/de/LC_MESSAGES/disclosures.po",
        "generator/problems/docs/unknown-product.md",
        "generator/authoring/starters/site/content/site.yaml",
        "generator/authoring/starters/gitignore",
        "generator/authoring/starters/theme/theme.toml",
        "generator/py.typed",
    ):
        assert part in names
    tops = {name.split("/")[0] for name in names}
    assert {top.split("-")[0] for top in tops} == {"generator", "ambassador_pages"}
    assert not [name for name in names if "test" in name or name.endswith(".pyc")]


def test_the_installed_wheel_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    installed, site = tmp_path / "installed", tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installed), str(wheel)]
    subprocess.run(pip, check=True)
    (site / "content/ambassadors").mkdir(parents=True)
    (site / "content/site.yaml").write_text(SITE, "utf-8")
    (site / "content/ambassadors/lea.md").write_text(PERSON, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = subprocess.run(
        [sys.executable, "-c", "import generator; print(generator.__file__)"],
        cwd=site, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(installed))
    run = [sys.executable, "-m", "generator", "build", "--as-of", "2026-11-22"]
    result = subprocess.run(run, cwd=site, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (site / "output/lea/index.html").read_text("utf-8")
    assert "https://aubine-shop.example/p?via=lea&amp;utm_source=lea" in page
    begun = subprocess.run([sys.executable, "-m", "generator", "new", "site", "begun"], cwd=site, env=environment)
    assert (begun.returncode, (site / "begun/content/site.yaml").is_file()) == (0, True)
    explained = [sys.executable, "-m", "generator", "explain", "unknown-product"]
    assert subprocess.run(explained, cwd=site, env=environment, capture_output=True).returncode == 0
