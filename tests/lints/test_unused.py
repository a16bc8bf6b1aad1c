"""Tests that products and pictures that no page shows are reported, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.small_site import (
    LEA,
    STORY,
    find_problems,
    problems_called,
)
from tests.lints.test_pictures import picture


def test_products_that_nobody_shows_are_reported_once(tmp_path: Path) -> None:
    many = "".join(f"p{n}: {{name: P{n}, url: https://lune.example/{n}}}\n" for n in range(9))
    files = {"content/products.yaml": many, LEA: "name: Léa\nfavorites: [p8]\n", STORY: "Hello."}
    [problem] = problems_called("unused-product", find_problems(tmp_path, files))
    assert "8 products" in problem.message
    assert "3 more" in problem.message
    assert (problem.place.keys, len(problem.related)) == (("p0",), 4)


def test_drafts_pages_and_ended_people_use_products(tmp_path: Path) -> None:
    products = "".join(f"{name}: {{name: P, url: https://lune.example/{name}}}\n" for name in "abcdefg")
    files = {
        "content/products.yaml": products,
        LEA: "name: Léa\nroutine: {steps: [{text: Go., product: a}]}\nlists: [{title: L, products: [b]}]\n",
        "content/ambassadors/lea/story.md": "[One](product:c), and\n\n![](product:d)\n",
        "content/ambassadors/draft.md": "---\nname: D\nstatus: draft\nfavorites: [e]\n---\n",
        "content/ambassadors/gone.md": "---\nname: G\nstatus: ended\nfavorites: [f]\n---\n",
        "content/pages/about.md": "---\ntitle: About\n---\n[G](product:g)\n",
    }
    assert problems_called("unused-product", find_problems(tmp_path, files)) == []


def test_pictures_that_nothing_names_are_reported_by_folder(tmp_path: Path) -> None:
    lea = "content/ambassadors/lea"
    unnamed_files = ("old.png", "older.PNG", "unuse\u0301.png", ".hidden.png", "_kept.png", "notes.txt")
    files: dict[str, str | bytes] = {
        LEA: "name: Léa\nfavorites: [cloud-balm]\nportrait: {src: portrait.png, alt: Léa by a window}\n",
        f"{lea}/portrait.png": picture(80, 100),
        **{f"{lea}/{name}": picture(8, 10) for name in unnamed_files},
        "content/images/deep/er/one.jpg": b"not looked at",
        "content/ambassadors/draft.md": "---\nname: D\nstatus: draft\n---\n![A tin](lea/old.png)\n",
    }
    problems = problems_called("unused-picture", find_problems(tmp_path, files))
    assert [(problem.place.file, "`older.PNG`" in problem.message) for problem in problems] == [
        (f"{lea}/older.PNG", True),
        ("content/images/deep/er/one.jpg", False),
    ]


@pytest.mark.parametrize("name", ["et\u00e9.png", "ete\u0301.png"], ids=["composed", "decomposed"])
def test_a_name_in_another_normal_form_is_the_same_file(tmp_path: Path, name: str) -> None:
    """Some systems store a name in another form than people type it. Here the file has both forms of its name."""
    files: dict[str, str | bytes] = {
        LEA: f"name: Léa\nfavorites: [cloud-balm]\nlook: {{image: {name}, alt: A summer}}\n",
        "content/ambassadors/lea/et\u00e9.png": picture(80, 100),
        "content/ambassadors/lea/ete\u0301.png": picture(80, 100),
    }
    problems = find_problems(tmp_path, files)
    assert problems_called("unused-picture", problems) == []
    assert problems_called("missing-picture", problems) == []


def test_a_link_to_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(b"x")
    site = tmp_path / "site"
    (site / "content/images").mkdir(parents=True)
    (site / "content/images/out").symlink_to(outside)
    (site / "content/images/round").symlink_to(site / "content")
    assert problems_called("unused-picture", find_problems(site, {})) == []
