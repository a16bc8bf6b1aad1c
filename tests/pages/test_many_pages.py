"""Tests that a small profile cannot make thousands of pages, and that a long career is allowed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.pages.members import MOST_PAGES
from tests.scenario import FOLDER, run_cli


def build(folder: Path, aliases: int, channels: int, products: int) -> tuple[int, str, int]:
    site = Path(shutil.copytree(FOLDER / "base", folder / f"{aliases}-{channels}-{products}"))
    rows = "".join(f"p{n}: {{name: P{n}, url: https://lune.example/p{n}}}\n" for n in range(products))
    (site / "content/products.yaml").write_text(rows or "p: {name: P, url: https://lune.example/p}\n")
    for person in (site / "content/ambassadors").iterdir():
        shutil.rmtree(person) if person.is_dir() else person.unlink()
    (site / "content/ambassadors/lea.md").write_text(
        f"---\nname: Lea\naliases: [{', '.join(f'a{n}' for n in range(aliases))}]\n"
        f"channels: [{', '.join(f'c{n}' for n in range(channels))}]\n"
        f"favorites: [{', '.join(f'p{n}' for n in range(products))}]\n---\nA story.\n"
    )
    with (site / "content/site.yaml").open("a") as file:
        file.write("short_links: true\n")
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], site)
    return code, output, len(list((site / "output").rglob("index.html")))


@pytest.mark.parametrize(("aliases", "channels", "products"), [(60, 20, 0), (60, 0, 40), (40, 20, 20)])
def test_a_small_profile_of_thousands_of_pages_is_refused(
    tmp_path: Path, aliases: int, channels: int, products: int
) -> None:
    code, output, pages = build(tmp_path, aliases, channels, products)
    assert (code, pages) == (1, 0)
    assert "error[too-many]: the person has" in output
    assert f"at most {MOST_PAGES:,} are allowed" in output
    assert "content/ambassadors/lea.md:3:" in output


def test_a_long_career_is_allowed(tmp_path: Path) -> None:
    code, output, pages = build(tmp_path, 30, 20, 0)
    assert code == 0, output
    assert pages > 31 * 21
