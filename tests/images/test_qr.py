"""Tests that QR codes can be read back, as PNG and as SVG, and that an address that is too long is reported."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from generator.images.errors import PictureError
from generator.images.qr import qr_png, qr_svg

URL = "https://friends.maisonlune.example/lea-moreau/"
NS = "{http://www.w3.org/2000/svg}"


def decode(image: Image.Image) -> str:
    (barcode,) = zxingcpp.read_barcodes(image, try_downscale=False)
    assert barcode.format == zxingcpp.BarcodeFormat.QRCode
    return str(barcode.text)


@pytest.mark.parametrize("url", [URL, URL + "ig/", "https://a.example/é?x=1&y=<b>", "https://a.example/" + "x" * 900])
def test_a_decoder_reads_the_address_back(url: str) -> None:
    with Image.open(io.BytesIO(qr_png(url, 1000))) as image:
        assert 800 <= image.width == image.height <= 1000
        assert decode(image.convert("L")) == url


def draw_svg(svg: bytes, scale: int = 6) -> Image.Image:
    """Draw the one path of horizontal strokes that a QR code's SVG is made of."""
    root = ElementTree.fromstring(svg)
    side = int(root.attrib["viewBox"].split()[2])
    image = Image.new("L", (side * scale, side * scale), 255)
    draw = ImageDraw.Draw(image)
    path = root.findall(f"{NS}path")[-1].attrib["d"]
    x = y = 0.0
    import re

    for step, numbers in re.findall(r"([Mmh])([^Mmh]+)", path):
        values = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if step == "M":
            x, y = values
        elif step == "m":
            x, y = x + values[0], y + values[1]
        else:
            box = (x * scale, (y - 0.5) * scale, (x + values[0]) * scale - 1, (y + 0.5) * scale - 1)
            draw.rectangle(box, 0)
            x += values[0]
    return image


def test_the_svg_is_the_same_code_with_a_quiet_zone() -> None:
    svg = qr_svg(URL, "#3a2a20", "Scan for the page")
    image = draw_svg(svg)
    assert decode(image) == URL
    assert image.crop((0, 0, image.width, 4 * 6)).getextrema() == (255, 255)


def test_the_svg_has_a_title_and_is_escaped() -> None:
    svg = qr_svg("https://a.example/?a=<b>&c", "#3a2a20", '</title><script>"Léa"')
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{NS}title") == '</title><script>"Léa"'
    assert root.findtext(f"{NS}desc") == "https://a.example/?a=<b>&c"
    assert "width" not in root.attrib
    assert [path.attrib.get("stroke") for path in root.findall(f"{NS}path")] == [None, "#3a2a20"]
    assert len(qr_svg(URL, "#3a2a20", "Scan")) < 3000
    assert svg == qr_svg("https://a.example/?a=<b>&c", "#3a2a20", '</title><script>"Léa"')


def test_an_address_too_long_is_reported() -> None:
    for draw in (lambda: qr_png("x" * 5000, 4), lambda: qr_svg("x" * 5000, "#000000", "")):
        with pytest.raises(PictureError) as caught:
            draw()
        assert caught.value.name == "too-long-for-qr"
