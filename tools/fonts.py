"""Cut the faces of the theme `dew` from the packages of Fontsource, and write assets/css/fonts.css.

    npm install --prefix DIR @fontsource-variable/newsreader @fontsource-variable/albert-sans
    python -m tools.fonts DIR/node_modules    the faces and the stylesheet
    python -m tools.fonts                     the stylesheet alone

The web faces are split in two by `unicode-range`: what English, French, German and Spanish need, and the rest of
Latin-1 and Latin Extended-A (Łukasz), which a browser loads only for a page that holds such a letter. A person's page
has one language, and a smaller first file with its alphabet alone. The share card gets whole TrueType files. The stylesheet needs the faces of `python -m tools.gates.install`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

from tools.gates.fonts import find_fonts

LETTERS = {ord(letter) for letter in "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜÁÍÑÓÚàâäçèéêëîïôöùûüáíñóúßÆæŒœ"}
MARKS = {ord(mark) for mark in "\u00a0¡¿£§©«»®°·×–—‘’‚“”„•…\u2009\u202f‹›€™−"}
LATIN_1 = set(range(0xC0, 0x100))
PLAIN = {*range(0x20, 0x7F), *MARKS}
BASE = PLAIN | LETTERS
COMMON = {
    *map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 !%&'(),-./:;?"),
    *map(ord, "\u00a0©·\u2009\u202f–—‘’“”„…€$£−"),
}
"""What pages of every language hold. Signs such as `@`, `+` and `#` are in the file of rarer letters."""
ALPHABETS = {"en": "", "fr": "àâæçéèêëîïôœùûü«»‹›", "de": "äöüß‚", "es": "áéíóúüñ¡¿«»"}
"""The letters beside A to Z that a language is written with, and its own signs."""
EXTENDED = {*LATIN_1, *range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E} - BASE
FACES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "display": ("newsreader", "standard-normal", {"opsz": 44, "wght": 330}),
    "display-italic": ("newsreader", "standard-italic", {"opsz": 44, "wght": 330}),
    "text": ("albert-sans", "wght-normal", {"wght": (400, 600)}),
}
RULES = {"display": ("Display", ""), "display-italic": ("Display", "font-style:italic;"), "text": ("Text", "")}
"""The family of each face, and the descriptors of all its `@font-face` rules."""
DISPLAY_OF = {"display": "swap", "display-italic": "swap", "text": "optional"}
"""Headings change to their own face when it arrives. Text does not change in front of a reader: on a slow line the first
page keeps the system's face."""
WEIGHTS = {"text": "font-weight:400 600;"}

LOCAL_FACES: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = {
    "display": {
        "Before": ("LiberationSerif-Regular", ("Times New Roman", "Liberation Serif", "Tinos")),
        "Before N": ("NotoSerif-Regular", ("Noto Serif", "Noto Serif Regular", "NotoSerif-Regular", "NotoSerif")),
        "Before D": ("DejaVuSerif", ("DejaVu Serif",)),
    },
    "display-italic": {
        "Before": ("LiberationSerif-Italic", ("Times New Roman Italic", "Liberation Serif Italic", "Tinos Italic")),
        "Before N": ("NotoSerif-Italic", ("Noto Serif Italic", "NotoSerif-Italic")),
        "Before D": ("DejaVuSerif-Italic", ("DejaVu Serif Italic",)),
        # Debian's smallest package of fonts, fonts-dejavu-core, has no italic: the browser takes the upright face.
        "Before U": ("DejaVuSerif", ("DejaVu Serif",)),
    },
    "text": {
        "Before": ("LiberationSans-Regular", ("Arial", "Liberation Sans", "Arimo")),
        "Before R": ("Roboto-Regular", ("Roboto", "Roboto Regular", "Roboto-Regular")),
        "Before N": ("NotoSans-Regular", ("Noto Sans", "Noto Sans Regular", "NotoSans-Regular")),
        "Before D": ("DejaVuSans", ("DejaVu Sans",)),
    },
}
"""The system's faces that pages show until a web face has arrived: for each a family, the file that is measured, and the names
under which systems have it (`local()` matches the full name or the PostScript name).

A family for each platform, because one `@font-face` rule has one set of measures: Apple's systems and Windows have
Times New Roman and Arial (Liberation has their advance widths), Android has Noto Serif and Roboto, other systems have
Noto or DejaVu.
"""
THEME = Path(__file__).parents[1] / "themes" / "dew"
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
    family, kind, limits = FACES[name]
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


def style_sheet(theme: Path, system: Path) -> str:
    """The text of assets/css/fonts.css. `theme`: the theme's folder; `system`: a folder with the local faces in it."""
    rules = [
        "/* Newsreader and Albert Sans, SIL Open Font License: see fonts/. Written by tools/fonts.py. */",
        *(rule for name in FACES for rule in web_rules(theme, name)),
        "/* A person's page is written in one language: it takes a smaller file, with that alphabet. */",
        *language_rules(),
        "/* A local face, stretched to the web face's mean width and height: nothing moves when the web face arrives. */",
        *(rule for name in FACES for rule in local_rules(theme, name, system)),
    ]
    return "\n".join(rules) + "\n"


def web_rules(theme: Path, name: str) -> Iterator[str]:
    """The rules of a web face: its files, and the letters that each is loaded for.

    The family of the face has two files. That of a language has its own, and the one with the letters of the other
    languages; the rest is a family for all. No letter is in two of them, or a browser would load both while it waits
    for one.
    """
    family, _ = RULES[name]
    base, ext, letters = (letters_of(theme, f"{name}{part}") for part in ("", "-ext", "-letters"))
    yield rule(name, family, name, base, ext)
    yield rule(name, family, f"{name}-ext", ext, base)
    for language in ALPHABETS:
        own = letters_of(theme, f"{name}-{language}")
        yield rule(name, f"{family} {language}", f"{name}-{language}", own, (base | ext) - own)
        yield rule(name, f"{family} {language}", f"{name}-letters", letters - own, (base | ext) - letters | own)
    yield rule(name, f"{family} ext", f"{name}-ext", ext, base)


def letters_of(theme: Path, file: str) -> set[int]:
    """The letters that a file holds."""
    return set(TTFont(theme / "assets" / "fonts" / f"{file}.woff2").getBestCmap())


def rule(name: str, family: str, file: str, own: set[int], other: set[int]) -> str:
    """A rule for one file of a face, which is loaded for its `own` letters and never for an `other`."""
    return (
        f'@font-face{{font-family:"{family}";{RULES[name][1]}{WEIGHTS.get(name, "")}src:url(fonts/{file}.woff2) '
        f'format("woff2");font-display:{DISPLAY_OF[name]};unicode-range:{unicode_range(own, other)}}}'
    )


def language_rules() -> Iterator[str]:
    """Which families a person's page takes: those of its language, in place of `Display` and `Text`."""
    families = sorted({family for family, _ in RULES.values()})
    for language in ALPHABETS:
        tokens = ";".join(f'--{one.lower()}-faces:"{one} {language}","{one} ext"' for one in families)
        yield f":root:lang({language}):has(.person){{{tokens}}}"


def unicode_range(own: set[int], other: set[int]) -> str:
    """Letters as ranges, which may hold a few letters that no file has, but none of the other file."""
    ranges: list[list[int]] = []
    for letter in sorted(own):
        if ranges and letter - ranges[-1][1] <= 8 and not other.intersection(range(ranges[-1][1], letter)):
            ranges[-1][1] = letter
        else:
            ranges.append([letter, letter])
    return ",".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in ranges)


def local_rules(theme: Path, name: str, system: Path) -> Iterator[str]:
    """The rules of the local faces: stretched to the web face's mean advance width, with its ascent and descent."""
    font = TTFont(theme / "share" / f"{name}.ttf")
    head, em = font["hhea"], font["head"].unitsPerEm
    family, style = RULES[name]
    for suffix, (file, names) in LOCAL_FACES[name].items():
        found = next(system.rglob(f"{file}.ttf"), None)
        if found is None:
            raise FileNotFoundError(f"{file}.ttf is not in {system}: python -m tools.gates.install")
        ratio = mean_advance(font) / mean_advance(TTFont(found))
        up, down, gap = (value / em / ratio for value in (head.ascent, -head.descent, head.lineGap))
        sources = ",".join(f'local("{one}")' for one in names)
        yield (
            f"@font-face{{font-family:{family} {suffix};{style}src:{sources};size-adjust:{ratio:.2%};"
            f"ascent-override:{up:.2%};descent-override:{down:.2%};line-gap-override:{gap:.0%}}}"
        )


def cut_faces(packages: Path, theme: Path) -> None:
    """Cut all faces of the theme."""
    for name in FACES:
        fonts, share = theme / "assets" / "fonts", theme / "share" / f"{name}.ttf"
        whole(packages, name, share)
        if "fvar" in face(packages, name, "latin"):  # two variable parts cannot be merged: Latin-1 stays in the first
            web(face(packages, name, "latin"), BASE | LATIN_1, fonts / f"{name}.woff2")
            web(face(packages, name, "latin-ext"), EXTENDED - LATIN_1, fonts / f"{name}-ext.woff2")
        else:
            web(TTFont(share), BASE, fonts / f"{name}.woff2")
            web(TTFont(share), EXTENDED, fonts / f"{name}-ext.woff2")


def cut_by_language(theme: Path) -> None:
    """Cut from the first file of each face one for each language, and one with the rarer letters of all."""
    fonts = theme / "assets" / "fonts"
    for name in FACES:
        held = letters_of(theme, name)
        for language, alphabet in ALPHABETS.items():
            own = {ord(letter) for letter in alphabet + alphabet.upper()}  # ẞ is rare: `ß`.upper() is SS
            web(
                TTFont(fonts / f"{name}.woff2", recalcTimestamp=False), COMMON | own, fonts / f"{name}-{language}.woff2"
            )
        web(TTFont(fonts / f"{name}.woff2", recalcTimestamp=False), held - COMMON, fonts / f"{name}-letters.woff2")


def main(packages: Path | None) -> None:
    """Cut the faces if there are packages, and write the stylesheet."""
    if packages:
        cut_faces(packages, THEME)
        cut_by_language(THEME)
    system = find_fonts()
    if system is None:
        raise SystemExit("the local faces are missing: python -m tools.gates.install")
    (THEME / "assets" / "css" / "fonts.css").write_text(style_sheet(THEME, system), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
