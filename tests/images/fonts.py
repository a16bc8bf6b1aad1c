"""Fonts for tests: some letters of Pillow's own font, and a Hebrew font that the tests draw."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageFont


def latin(folder: Path, name: str, letters: str, flavor: str | None = None) -> Path:
    """Write a font that has only these letters; `flavor` may be `woff` or `woff2`."""
    pillow_font = ImageFont.load_default(10)
    assert isinstance(pillow_font, ImageFont.FreeTypeFont)
    assert isinstance(pillow_font.path, io.BytesIO)
    font = TTFont(io.BytesIO(pillow_font.path.getvalue()))
    subsetter = Subsetter()
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = flavor
    path = folder / name
    font.save(path)
    return path


def hebrew(folder: Path, more: str = "") -> Path:
    """Write a font whose letters, Hebrew and `more`, are blocks of different heights."""
    letters = [*map(chr, range(0x5D0, 0x5EB)), " ", *more]
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): name for letter, name in zip(letters, names[1:], strict=True)})
    glyphs = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        if name != "uni0020":
            pen.moveTo((50, 0))
            for corner in ((50, 300 + 15 * number), (450, 300 + 15 * number), (450, 0)):
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    path = folder / "hebrew.ttf"
    builder.save(path)
    return path
