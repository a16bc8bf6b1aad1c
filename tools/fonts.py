"""Cut the faces of the theme `dew` from the packages of Fontsource.

    npm install --prefix DIR @fontsource-variable/newsreader @fontsource-variable/albert-sans
    python -m tools.fonts DIR/node_modules themes/dew

The web faces are split in two by `unicode-range`: what English, French, German and Spanish need, and the rest of
Latin-1 and Latin Extended-A (Łukasz), which a browser loads only for a page that holds such a letter. The share card
gets whole TrueType files. The fallback faces of assets/fonts.css are printed: a local face stretched to the web
face's mean advance width and given its ascent and descent, so that nothing moves when the web face arrives.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = {ord(letter) for letter in "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜÁÍÑÓÚàâäçèéêëîïôöùûüáíñóúßÆæŒœ"}
MARKS = {ord(mark) for mark in "\u00a0¡¿£§©«»®°·×–—‘’‚“”„•…\u2009\u202f‹›€™−"}
LATIN_1 = set(range(0xC0, 0x100))
BASE = {*range(0x20, 0x7F), *LETTERS, *MARKS}
EXTENDED = {*LATIN_1, *range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E} - BASE
FACES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "display": ("newsreader", "standard-normal", {"opsz": 44, "wght": 330}, "LiberationSerif-Regular"),
    "display-italic": ("newsreader", "standard-italic", {"opsz": 44, "wght": 330}, "LiberationSerif-Italic"),
    "text": ("albert-sans", "wght-normal", {"wght": (400, 600)}, "LiberationSans-Regular"),
}
# Liberation has the advance widths of Times New Roman and Arial.
FALLBACKS = Path("/usr/share/fonts/truetype/liberation")
SAMPLE = (
    "The first hour of the day is slow and the water is warm. La première heure du jour, devant la fenêtre, sans se "
    "presser. Die erste Stunde des Tages gehört dem Fenster und dem Wasser. La primera hora del día es despacio y clara."
)


def cut(font: TTFont, letters: set[int]) -> TTFont:
    """Keep only some letters, with the features that a browser turns on by itself."""
    options = Options()
    options.layout_features = ["kern", "liga", "ccmp"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return font


def face(packages: Path, name: str, part: str, *, static: bool = False) -> TTFont:
    """One face, from the part `latin` or `latin-ext` of its package."""
    family, kind, limits, _ = FACES[name]
    if static:
        limits = {axis: value[0] if isinstance(value, tuple) else value for axis, value in limits.items()}
    font = TTFont(packages / "@fontsource-variable" / family / "files" / f"{family}-{part}-{kind}.woff2")
    font = instantiateVariableFont(font, limits)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    return TTFont(plain)


def web(font: TTFont, letters: set[int], path: Path) -> None:
    """Some letters of a face as WOFF2."""
    font = cut(font, letters)
    font.flavor = "woff2"
    font.save(path)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(font.getBestCmap() or {})} letters")


def whole(packages: Path, name: str, target: Path) -> None:
    """The face as one static TrueType file, for Pillow."""
    parts = []
    for part, letters in (("latin", BASE | EXTENDED), ("latin-ext", EXTENDED)):
        parts.append(target.with_suffix(f".{part}.ttf"))
        cut(face(packages, name, part, static=True), letters).save(parts[-1])
    font = Merger().merge([str(part) for part in parts])
    add_narrow_space(font)
    font.save(target)
    for part_file in parts:
        part_file.unlink()


def add_narrow_space(font: TTFont) -> None:
    """U+202F, which French puts before its high punctuation: the families do not have it."""
    name = "uni202F"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (round(font["head"].unitsPerEm * 0.17), 0)
    for table in font["cmap"].tables:
        table.cmap[0x202F] = name


def mean_advance(font: TTFont) -> float:
    """The mean advance width of the sample, in em."""
    letters, widths = font.getBestCmap() or {}, font["hmtx"]
    return sum(widths[letters[ord(letter)]][0] for letter in SAMPLE) / len(SAMPLE) / font["head"].unitsPerEm


def fallback(name: str, path: Path) -> str:
    """The @font-face rule's measures for the face that stands in."""
    font = TTFont(path)
    ratio = mean_advance(font) / mean_advance(TTFont(FALLBACKS / f"{FACES[name][3]}.ttf"))
    head, em = font["hhea"], font["head"].unitsPerEm
    up, down, gap = (value / em / ratio for value in (head.ascent, -head.descent, head.lineGap))
    return (
        f"{name}: size-adjust: {ratio:.2%}; ascent-override: {up:.2%}; descent-override: {down:.2%}; "
        f"line-gap-override: {gap:.2%}"
    )


def main(packages: Path, theme: Path) -> None:
    """Write all faces of a theme."""
    for name in FACES:
        fonts, share = theme / "assets" / "fonts", theme / "share" / f"{name}.ttf"
        whole(packages, name, share)
        if "fvar" in face(packages, name, "latin"):  # two variable parts cannot be merged: Latin-1 stays in the first
            web(face(packages, name, "latin"), BASE | LATIN_1, fonts / f"{name}.woff2")
            web(face(packages, name, "latin-ext"), EXTENDED - LATIN_1, fonts / f"{name}-ext.woff2")
        else:
            web(TTFont(share), BASE, fonts / f"{name}.woff2")
            web(TTFont(share), EXTENDED, fonts / f"{name}-ext.woff2")
        print(fallback(name, share))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
