from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.images.errors import PictureError
from generator.images.icon import Icon, make_icons
from tests.images.pictures import encoded, halves, put

COLOURS = ("#f7efe8", "#2f211b", "#a4452c")


def icons(source: Path | None, brand: str = "Aubine") -> dict[str, Icon]:
    made = make_icons(source, brand, *COLOURS, display=())
    assert made == make_icons(source, brand, *COLOURS, display=())
    return {icon.name: icon for icon in made}


def pixels(icon: Icon) -> Image.Image:
    image = Image.open(io.BytesIO(icon.data))
    assert icon.sizes == f"{image.width}x{image.height}"
    assert (icon.type, image.format) == ("image/png", "PNG")
    return image


def test_an_svg_passes_through_cleaned_beside_drawn_ones(tmp_path: Path) -> None:
    source = put(tmp_path, "mark.svg", b'<svg width="9" height="9"><!-- c --><circle r="4"/></svg>')
    made = icons(source)
    assert list(made) == ["favicon-32.png", "favicon.svg", "apple-touch-icon.png"]
    assert made["favicon.svg"].data.startswith(b"<svg xmlns=")
    assert b"<!--" not in made["favicon.svg"].data
    assert pixels(made["apple-touch-icon.png"]).size == (180, 180)


def test_an_unsafe_svg_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="script"):
        icons(put(tmp_path, "mark.svg", b"<svg><script/></svg>"))


@pytest.mark.parametrize("brand", ["Aubine", "  «Éclat»", "소라", "", "✨"])
def test_without_a_picture_the_first_letter_is_drawn(brand: str) -> None:
    made = icons(None, brand)
    touch = pixels(made["apple-touch-icon.png"])
    assert touch.mode == "RGB"  # iOS would show black where it is see-through
    assert touch.getpixel((4, 4)) == (0xA4, 0x45, 0x2C)
    shades = touch.convert("L").getcolors(256)
    assert shades is not None
    assert (len(shades) > 1) is (brand not in ("", "✨"))
    small = pixels(made["favicon-32.png"])
    assert small.size == (32, 32)
    assert small.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_a_picture_is_scaled_whole(tmp_path: Path) -> None:
    made = icons(put(tmp_path, "mark.jpg", encoded(halves(400, 200), "JPEG")))
    small, touch = pixels(made["favicon-32.png"]), pixels(made["apple-touch-icon.png"])
    assert small.getpixel((16, 2))[3] == 0  # type: ignore[index]
    assert small.getpixel((3, 16))[0] > 200  # type: ignore[index]
    assert small.getpixel((28, 16))[2] > 200  # type: ignore[index]
    assert touch.getpixel((90, 4)) == (0xF7, 0xEF, 0xE8)


def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        icons(put(tmp_path, "mark.png", encoded(halves(), "PNG")[:80]))
