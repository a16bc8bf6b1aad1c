"""The brand's word mark and its square mark, as SVG paths."""

from __future__ import annotations

from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from tools.pictures.labels import FONTS, SERIF

CLAY = "#b4523a"  # 4.5 : 1 and more on the light paper, 3.5 : 1 on the dark one


def _word(text: str, size: float, x: float, baseline: float) -> tuple[str, float]:
    """The text's outlines at a size in pixels, and the x where it ends."""
    font = TTFont(FONTS / f"{SERIF}.ttf")
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda v: f"{v:.2f}".rstrip("0").rstrip("."))
    for character in text:
        glyph = glyphs[names[ord(character)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, baseline)))
        x += glyph.width * scale
    return pen.getCommands(), x


def word_mark() -> str:
    """A low sun over a line, then the word."""
    path, end = _word("aubine", 56, 60, 45)
    width = round(end + 2)
    sun = "M10 34a16 16 0 0 1 32 0z"
    line = "M2 39.5h48v2.4H2z"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="60" viewBox="0 0 {width} 60">'
        f'<title>aubine</title><path fill="{CLAY}" d="{sun}{line}{path}"/></svg>\n'
    )


def mark() -> str:
    """The square mark: a low sun over a line on peach."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
        '<rect width="64" height="64" rx="14" fill="#f9ddca"/>'
        f'<path fill="{CLAY}" d="M16 38a16 16 0 0 1 32 0zM9 43h46v3.6H9z"/></svg>\n'
    )


def write(folder: Path) -> None:
    """Write logo.svg and mark.svg into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo.svg").write_text(word_mark(), encoding="utf-8")
    (folder / "mark.svg").write_text(mark(), encoding="utf-8")
