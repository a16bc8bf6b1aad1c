"""A card and a flyer to print: the QR code with the advertising label beside it, as a PDF at 300 dots per inch."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

from msgspec import Struct
from PIL import Image

from generator.images.cards.card_spec import Colours
from generator.images.cards.lettering import FONT_HINT, Text, find_face, fit
from generator.images.errors import PictureError
from generator.images.qr import qr_png

DPI = 300
CARD, FLYER = (1004, 650), (1240, 1748)
"""85 by 55 millimetres, and A6, in pixels."""


class PrintSpec(Struct, frozen=True):
    """The content of a printed card. `url` is the address of the code; `scan` is the invitation to scan it."""

    brand: str
    name: str
    label: str
    scan: str
    url: str
    code: str
    colours: Colours
    display: tuple[Path, ...]
    text: tuple[Path, ...]
    direction: str = "ltr"


def draw_print_card(spec: PrintSpec, day: date) -> bytes:
    """Return a PDF of two pages, whose only date is `day`. Raises PictureError if the label does not fit."""
    card, flyer = _card(spec), _flyer(spec)
    buffer = io.BytesIO()
    moment = time.struct_time((day.year, day.month, day.day, 0, 0, 0, 0, 1, 0))
    card.save(
        buffer, "PDF", resolution=DPI, save_all=True, append_images=[flyer], quality=95, subsampling=0,
        title=f"{spec.brand}: {spec.name}", producer="", creator="", creationDate=moment, modDate=moment,
    )  # fmt: skip
    return buffer.getvalue()


def _card(spec: PrintSpec) -> Image.Image:
    sheet = Image.new("RGB", CARD, "#ffffff")
    code = _code(spec, 500)
    rtl = spec.direction == "rtl"
    left = CARD[0] - code.width - 20 if not rtl else 20
    sheet.paste(code, (left, (CARD[1] - code.height) // 2))
    width = CARD[0] - code.width - 20 - 60 - 20
    _words(sheet, spec, (60, CARD[0] - width - 60)[rtl], width, 70, is_centred=False)
    return sheet


def _flyer(spec: PrintSpec) -> Image.Image:
    sheet = Image.new("RGB", FLYER, "#ffffff")
    end = _words(sheet, spec, 90, FLYER[0] - 180, 120, is_centred=True)
    code = _code(spec, min(FLYER[0] - 200, FLYER[1] - end - 120))
    sheet.paste(code, ((FLYER[0] - code.width) // 2, end + (FLYER[1] - end - code.height) // 2))
    return sheet


def _words(sheet: Image.Image, spec: PrintSpec, left: int, width: int, top: int, *, is_centred: bool) -> int:
    """Draw label, brand, name, code and the invitation one below the other. Return where they end."""
    faces = (*spec.display, *spec.text)
    label = find_face(spec.label, (*spec.text, *spec.display))
    if label is None or label.letters != " ".join(spec.label.split()):
        message = f"no font here has all letters of the label `{spec.label[:60]}`"
        raise PictureError("undrawn-label", message, FONT_HINT)
    y = top
    rows = (
        (spec.label, 40, 26, 1, spec.colours.ink, 26),
        (spec.brand.upper(), 30, 20, 1, spec.colours.accent, 34),
        (spec.name, 92 if is_centred else 68, 30, 2, spec.colours.ink, 24),
        (spec.code, 76 if is_centred else 56, 18, 1, spec.colours.accent, 24),
        (spec.scan, 38 if is_centred else 32, 22, 2, spec.colours.soft, 0),
    )
    for words, largest, smallest, lines, ink, gap in rows:
        text = find_face(words, faces) if words else None
        if text is None:
            continue
        block = fit(text, width, lines, largest, smallest)
        if words in (spec.label, spec.code) and "".join(block.lines) != text.letters:
            raise PictureError("undrawn-label", f"`{words[:60]}` is too long for a printed card", "A shorter one fits.")
        for line in block.lines:
            _line(sheet, text, line, block.size, left, width, y, ink, is_centred, spec.direction == "rtl")
            y += round(1.12 * block.size)
        y += gap
    return y


def _line(
    sheet: Image.Image, text: Text, line: str, size: float, left: int, width: int, y: int, ink: str, is_centred: bool,
    rtl: bool,
) -> None:  # fmt: skip
    wide = text.width(size, line)
    x = left + (width - wide) / 2 if is_centred else left + (width - wide if rtl else 0)
    text.draw(sheet, (x, y + 0.82 * size), size, ink, line)


def _code(spec: PrintSpec, width: int) -> Image.Image:
    """Return the QR code with a whole number of pixels per module, so that every edge is sharp."""
    return Image.open(io.BytesIO(qr_png(spec.url, width))).convert("RGB")
