"""Tests the icons of a site, from its drawing or picture or from the brand's first letter, never at a high cost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.images.errors import PictureError
from generator.images.icons.icon import Icon, make_icons
from tests.images.pictures import encode_image, halves, put

TOUCH = "apple-touch-icon.png"
COLOURS = ("#f7efe8", "#2f211b", "#a4452c")


def icons_by_name(source: Path | None, brand: str = "Aubine") -> dict[str, Icon]:
    icons = make_icons(source, brand, *COLOURS, display=())
    assert icons == make_icons(source, brand, *COLOURS, display=())
    return {icon.name: icon for icon in icons}


def pixels(icon: Icon) -> Image.Image:
    image = Image.open(io.BytesIO(icon.data))
    assert icon.sizes == f"{image.width}x{image.height}"
    assert (icon.type, image.format) == ("image/png", "PNG")
    return image


def test_an_svg_is_published_cleaned_and_as_pixel_icons(tmp_path: Path) -> None:
    source = put(tmp_path, "mark.svg", b'<svg width="9" height="9"><!-- c --><circle r="4"/></svg>')
    icons = icons_by_name(source)
    assert list(icons) == ["favicon.svg", "icon-48.png", "icon-192.png", "icon-512.png", TOUCH, "favicon.ico"]
    assert icons["favicon.svg"].data.startswith(b"<svg xmlns=")
    assert b"<!--" not in icons["favicon.svg"].data
    assert pixels(icons[TOUCH]).size == (180, 180)


SUN = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#f9ddca"/>
<path fill="#0000ff" d="M16 38a16 16 0 0 1 32 0z"/></svg>"""


def test_all_icons_of_a_drawing_show_the_drawing(tmp_path: Path) -> None:
    icons = icons_by_name(put(tmp_path, "mark.svg", SUN))
    for name in ("icon-48.png", "icon-192.png", "icon-512.png"):
        image = pixels(icons[name]).convert("RGB")
        assert image.getpixel((image.width // 2, image.height // 2)) == (0, 0, 255), name
        assert image.getpixel((2, 2)) == (0xF9, 0xDD, 0xCA), name
    touch = pixels(icons[TOUCH])
    assert touch.mode == "RGB"
    assert touch.getpixel((90, 90)) == (0, 0, 255)
    ico = Image.open(io.BytesIO(icons["favicon.ico"].data))
    assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    assert ico.convert("RGB").getpixel((24, 24)) == (0, 0, 255)


def test_a_wide_or_high_drawing_is_shown_whole(tmp_path: Path) -> None:
    for width, height in ((400, 100), (100, 400)):
        drawing = f'<svg width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="red"/></svg>'
        image = pixels(icons_by_name(put(tmp_path, "mark.svg", drawing.encode()))["icon-48.png"])
        assert image.getbbox() == ((0, 18, 48, 30) if width > height else (18, 0, 30, 48))


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
USE = '<use href="#a{}"/>'
HOSTILE = {
    "turbulence": '<filter id="f"><feTurbulence baseFrequency=".5" numOctaves="100000000"/></filter>'
    '<rect width="64" height="64" filter="url(#f)"/>',
    "morphology": '<filter id="f"><feMorphology radius="10000"/></filter><rect width="9" height="9" filter="url(#f)"/>',
    "masks": "".join(f'<mask id="m{n}"><rect width="9" height="9" mask="url(#m{n - 1})"/></mask>' for n in range(1, 25))
    + '<rect width="64" height="64" mask="url(#m24)"/>',
    "clips": "".join(
        f'<clipPath id="m{n}"><rect width="9" height="9" clip-path="url(#m{n - 1})"/></clipPath>' for n in range(1, 25)
    )
    + '<rect width="64" height="64" clip-path="url(#m24)"/>',
    "uses": '<g id="a0"><rect width="9" height="9"/></g>'
    + "".join(f'<g id="a{n}">{10 * USE.format(n - 1)}</g>' for n in range(1, 3)),
    "gradients": "".join(f'<linearGradient id="g{n}" href="#g{n - 1}"/>' for n in range(1, 25))
    + '<rect width="64" height="64" fill="url(#g24)"/>',
    "letters": '<text y="40">Lune</text>',
    "shapes": '<rect width="9" height="9"/>' * 3000,
}


@pytest.mark.drawn(2)
@pytest.mark.parametrize("drawing", HOSTILE.values(), ids=list(HOSTILE))
def test_a_drawing_of_unlimited_cost_is_not_drawn(tmp_path: Path, drawing: str) -> None:
    icons = icons_by_name(put(tmp_path, "mark.svg", f"{HEAD}{drawing}</svg>".encode()))
    letter = icons_by_name(None)
    assert icons["favicon.svg"].data
    assert icons["icon-48.png"].data == letter["icon-48.png"].data


def test_the_letter_replaces_an_empty_drawing(tmp_path: Path) -> None:
    for drawing in (HEAD + "</svg>", '<svg width="100000000" height="1"><rect width="9" height="9"/></svg>'):
        icons = icons_by_name(put(tmp_path, "mark.svg", drawing.encode()))
        assert icons["icon-48.png"].data == icons_by_name(None)["icon-48.png"].data


def test_a_small_picture_is_not_enlarged_to_the_largest_icon(tmp_path: Path) -> None:
    small, large = (icons_by_name(put(tmp_path, f"{n}.png", encode_image(halves(n, n), "PNG"))) for n in (300, 600))
    assert "icon-512.png" not in small
    assert pixels(large["icon-512.png"]).size == (512, 512)


def test_an_unsafe_svg_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="script"):
        icons_by_name(put(tmp_path, "mark.svg", b"<svg><script/></svg>"))


@pytest.mark.parametrize("brand", ["Aubine", "  «Éclat»", "소라", "", "✨"])
def test_without_a_picture_the_first_letter_is_drawn(brand: str) -> None:
    icons = icons_by_name(None, brand)
    touch = pixels(icons[TOUCH])
    assert touch.mode == "RGB"  # iOS would show black where the icon is transparent
    assert touch.getpixel((4, 4)) == (0xA4, 0x45, 0x2C)
    shades = touch.convert("L").getcolors(256)
    assert shades is not None
    assert (len(shades) > 1) is (brand not in ("", "✨"))
    small = pixels(icons["icon-48.png"])
    assert small.size == (48, 48)
    assert small.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_picture_is_scaled_whole(tmp_path: Path) -> None:
    icons = icons_by_name(put(tmp_path, "mark.jpg", encode_image(halves(400, 200), "JPEG")))
    small, touch = pixels(icons["icon-48.png"]), pixels(icons[TOUCH])
    assert small.getpixel((24, 2))[3] == 0  # type: ignore[index]
    assert small.getpixel((4, 24))[0] > 200  # type: ignore[index]
    assert small.getpixel((43, 24))[2] > 200  # type: ignore[index]
    assert touch.getpixel((90, 4)) == (0xF7, 0xEF, 0xE8)


def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        icons_by_name(put(tmp_path, "mark.png", encode_image(halves(), "PNG")[:80]))
