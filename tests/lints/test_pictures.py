"""Tests that small portraits and alternative texts without a meaning are reported."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.lints.alt_text import says_nothing
from generator.lints.viewport import (
    DESKTOP,
    PHONE,
    Screen,
    choose,
    pixels,
)
from tests.lints.small_site import (
    LEA,
    STORY,
    find_problems,
    problems_called,
)

PORTRAIT = "name: Léa\nfavorites: [cloud-balm]\nportrait: {src: portrait.png, alt: Léa by a window}\n"
THEME = Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml"


def picture(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#a4452c").save(buffer, "PNG")
    return buffer.getvalue()


def _theme(hero: str) -> str:
    text = THEME.read_text("utf-8")
    assert 'hero = {widths = [64], sizes = "100vw"}' in text
    return text.replace('hero = {widths = [64], sizes = "100vw"}', f"hero = {hero}")


@pytest.mark.parametrize(
    ("hero", "size", "needed"),
    [
        ('{widths = [100, 200], sizes = "50px"}', (100, 100), 0),
        ('{widths = [100, 200], sizes = "50px"}', (99, 100), 100),
        ('{widths = [100, 200], sizes = "400px"}', (200, 200), 0),  # the theme needs no more
        ('{widths = [100, 200], sizes = "400px", aspect = [4, 5]}', (400, 200), 200),  # 160 wide after cropping
        ('{widths = [100, 900], sizes = "(min-width: 64rem) 5rem, 82vw"}', (640, 640), 0),
        ('{widths = [100, 900], sizes = "(min-width: 64rem) 5rem, 82vw"}', (639, 639), 640),
    ],
)
def test_a_portrait_that_is_too_small_is_reported(
    tmp_path: Path, hero: str, size: tuple[int, int], needed: int
) -> None:
    files = {LEA: PORTRAIT, "content/ambassadors/lea/portrait.png": picture(*size)}
    problems = problems_called(
        "small-portrait", find_problems(tmp_path, {**files, "themes/plain/theme.toml": _theme(hero)})
    )
    assert [f"{needed} are shown" in problem.message for problem in problems] == ([True] if needed else [])


@pytest.mark.parametrize(
    ("sizes", "screen", "expected"),
    [
        ("82vw", PHONE, 640),
        ("(min-width: 64rem) 27rem, 82vw", DESKTOP, 864),
        ("(min-width: 64rem) 27rem, 82vw", PHONE, 640),
        ("(min-width: 64rem) 27rem, 82vw", Screen(1024, 1), 432),
        ("(max-width: 400px) 100px, 50vw", PHONE, 200),
        ("(max-width: 389px) 100px, 50vw", PHONE, 390),
        ("calc(100vw - 2rem)", PHONE, 780),
        ("(orientation: landscape) 10px, 20px", PHONE, 780),
        ("", PHONE, 780),
    ],
)
def test_sizes_are_read_as_a_browser_reads_them(sizes: str, screen: Screen, expected: int) -> None:
    assert pixels(sizes, screen) == expected


def test_the_narrowest_file_that_is_wide_enough_is_chosen() -> None:
    files = [("b", 720), ("a", 480), ("c", 960)]
    assert [choose(files, needed) for needed in (1, 480, 481, 961)] == ["a", "a", "b", "c"]
    assert choose([], 10) == ""


@pytest.mark.parametrize(
    ("alt", "src"),
    [
        ("IMG_2041.jpg", "portrait.jpg"),
        ("IMG 2041", "x.jpg"),
        ("DSC01234", "x.jpg"),
        ("20260314_101500", "x.jpg"),
        ("Screen Shot 2026-03-14", "x.png"),
        ("step-1", "content/ambassadors/lea/step-1.jpg"),
        ("Step 1", "content/ambassadors/lea/step_1.jpg"),
        ("Portrait", "portrait.jpg"),
        ("image", "x.jpg"),
        ("-", "x.jpg"),
        ("…", "x.jpg"),
    ],
)
def test_an_alt_text_without_meaning_is_recognised(alt: str, src: str) -> None:
    assert says_nothing(alt, src)


@pytest.mark.parametrize(
    ("alt", "src"),
    [
        ("Léa in her kitchen", "portrait.jpg"),
        ("Balm", "balm.jpg"),  # short, but it describes the picture
        ("A tin", "a-tin.jpg"),
        ("朝の台所", "x.jpg"),
        ("3 tins in a row", "x.jpg"),
        ("Photo of my mother", "x.jpg"),
        ("Imagine", "x.jpg"),
        ("Node.js stickers", "x.jpg"),
    ],
)
def test_a_useful_alt_text_is_accepted(alt: str, src: str) -> None:
    assert not says_nothing(alt, src)


def test_every_alt_text_is_checked(tmp_path: Path) -> None:
    profile = """name: Léa
portrait: {src: a.png, alt: IMG_1.jpg}
favorites: [cloud-balm]
routine: {steps: [{text: Warm it., image: a.png, alt: IMG_2}, {text: Wait., image: a.png, alt: A tin}]}
look: {image: a.png, alt: image}
"""
    catalogue = """cloud-balm:
  name: Balm
  url: https://lune.example/balm
  image: {src: images/a.png, alt: {en: A tin, fr: DSC_0001}}
"""
    files: dict[str, str | bytes] = {
        LEA: profile,
        STORY: "![IMG_3.jpg](a.png)",
        "content/products.yaml": catalogue,
        **{f"content/{folder}/a.png": picture(80, 100) for folder in ("ambassadors/lea", "images")},
    }
    problems = find_problems(tmp_path, files)
    places = {(problem.place.file, problem.place.keys) for problem in problems_called("alt-says-nothing", problems)}
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert places == {
        (LEA, ("portrait", "alt")),
        (LEA, ("routine", 0, "steps", 0, "alt")),
        (LEA, ("look", "alt")),
        (STORY, ()),
        ("content/products.yaml", ("cloud-balm", "image", "alt", "fr")),
    }
