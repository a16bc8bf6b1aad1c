"""Tests that the printed card has two pages of the right size, and codes that lead to its address."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from generator.images.cards.card_spec import Colours
from generator.images.cards.print_card import CARD, DPI, FLYER, PrintSpec, draw_print_card
from generator.images.errors import PictureError
from generator.registry import data_folder

SHARE = data_folder("themes") / "dew/share"
SPEC = PrintSpec(
    "Maison Lune", "Léa Moreau", "Publicité", "Scannez pour voir ma page", "https://friends.example/lea-moreau/qr/",
    "LEA15", Colours("#ffffff", "#33211a", "#7a5c4e", "#a4452c"), (SHARE / "display.ttf",), (SHARE / "text.ttf",),
)  # fmt: skip
DAY = date(2026, 11, 29)


def _pages(data: bytes) -> list[Image.Image]:
    """Return the JPEG of each page of the PDF."""
    return [Image.open(io.BytesIO(jpeg)) for jpeg in re.findall(rb"\xff\xd8\xff.*?\xff\xd9", data, re.DOTALL)]


@pytest.mark.parametrize(
    "spec", [SPEC, replace(SPEC, direction="rtl"), replace(SPEC, url=f"https://f.example/{'a' * 250}/")]
)
def test_codes_lead_to_the_address(spec: PrintSpec) -> None:
    pages = _pages(draw_print_card(spec, DAY))
    assert [page.size for page in pages] == [CARD, FLYER]
    for page in pages:
        [barcode] = zxingcpp.read_barcodes(page)
        assert barcode.text == spec.url


def test_the_pages_are_as_large_as_a_card_and_an_a6() -> None:
    data = draw_print_card(SPEC, DAY)
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes]
    assert sizes == [(85, 55), (105, 148)]
    assert DPI == 300


def test_the_same_day_gives_the_same_bytes() -> None:
    assert draw_print_card(SPEC, DAY) == draw_print_card(SPEC, DAY)
    assert b"D:20261129" in draw_print_card(SPEC, DAY)


def test_a_label_is_printed_whole_or_not_at_all() -> None:
    with pytest.raises(PictureError):
        draw_print_card(replace(SPEC, label="إعلان"), DAY)
    with pytest.raises(PictureError):
        draw_print_card(replace(SPEC, code="W" * 128), DAY)
