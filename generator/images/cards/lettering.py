"""Lettering for drawn pictures: a font with the needed letters, a size that fits, and no tofu."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont, features

_MISSING = "\U0010ffff"  # a noncharacter: every font draws its "missing letter" shape for it
_LONGEST = 160  # letters of a text; the rest is ignored


class Face(Struct, frozen=True):
    """A font file (TTF, OTF, WOFF, WOFF2), or with None the plain ASCII face of Pillow."""

    path: Path | None

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """Return the font in a size in pixels."""
        return _font(self.path, size)

    def has(self, letter: str) -> bool:
        """Return whether the font can draw a letter."""
        return _has(self.path, letter)


class Text(Struct, frozen=True):
    """A text that a face can draw completely, in `direction` `ltr` or `rtl`."""

    letters: str
    face: Face
    direction: str

    def width(self, size: float, letters: str | None = None) -> float:
        """Return the width in pixels of the text, or of a part of it."""
        letters = self.letters if letters is None else letters
        return self.face.at(size).getlength(letters, direction=self._direction())

    def draw(self, image: Image.Image, at: tuple[float, float], size: float, ink: str, letters: str) -> None:
        """Draw a part of the text. `at` is the left end of its base line."""
        ImageDraw.Draw(image).text(at, letters, ink, self.face.at(size), anchor="ls", direction=self._direction())

    def _direction(self) -> str | None:
        # Name the direction only for `rtl`: Pillow rejects it for fonts that it does not shape.
        return self.direction if self.direction == "rtl" else None


class Block(Struct, frozen=True):
    """A text broken into lines that fit."""

    text: Text
    size: float
    lines: tuple[str, ...]


def has_shaping() -> bool:
    """Return whether Pillow can shape scripts and kern by GPOS, which needs the system's FriBiDi."""
    return features.check("raqm") is True


def find_face(letters: str, paths: Iterable[Path]) -> Text | None:
    """Return the text in the first font that has all its letters, or None, so that no card shows boxes.

    Signs without a font (mostly emoji) are dropped first. A script that needs shaping gives None if Pillow cannot
    shape.
    """
    faces = [Face(path) for path in paths] + [Face(None)]
    letters = unicodedata.normalize("NFC", " ".join(letters[:_LONGEST].split()))
    letters = " ".join("".join(c for c in letters if _is_drawn(c, faces)).split())
    if not any(c.isalnum() for c in letters):
        return None
    right_to_left = any(unicodedata.bidirectional(c) in ("R", "AL") for c in letters)
    if not has_shaping() and (right_to_left or any(_needs_shaping(c) for c in letters)):
        return None
    face = next((face for face in faces if all(face.has(c) for c in letters)), None)
    return Text(letters, face, "rtl" if right_to_left else "ltr") if face else None


def undrawn(letters: str, paths: tuple[Path, ...]) -> str:
    """Return why `find_face` finds no font for a text. Return "" if it finds one, or if there are no letters to
    draw.
    """
    if find_face(letters, paths) is not None:
        return ""
    faces = [Face(path) for path in paths] + [Face(None)]
    drawn = [c for c in unicodedata.normalize("NFC", letters[:_LONGEST]) if c.isalnum()]
    if not drawn:
        return ""
    nobody = list(dict.fromkeys(c for c in drawn if not any(face.has(c) for face in faces)))
    if nobody:
        shown = ", ".join(f"`{c}`" for c in nobody[:5])
        return f"no font of the theme has {shown}{' …' if len(nobody) > 5 else ''}"
    if not has_shaping() and any(unicodedata.bidirectional(c) in ("R", "AL") or _needs_shaping(c) for c in drawn):
        return "its script is joined, and this machine lacks FriBiDi, which joins letters"
    return "no font of the theme has all of its letters"


def fit(text: Text, width: float, lines: int, largest: int, smallest: int, height: float = 1e9) -> Block:
    """Return the text in the largest size that fits, or cut with an ellipsis if even the smallest is too large.

    `width` and `height` are pixels. A line is as high as its size.
    """
    for size in range(largest, smallest - 1, -2):
        for count in range(1, lines + 1):
            broken = _balance(text, size, count, width)
            if broken and (count * size <= height or size == smallest):
                return Block(text, size, broken)
    return Block(text, smallest, _cut(text, smallest, lines, width))


def _balance(text: Text, size: float, count: int, width: float) -> tuple[str, ...] | None:
    """Return the text in exactly `count` lines of about equal width, or None if they do not fit."""
    words = text.letters.split(" ")
    if count > len(words):
        return None
    if count == 1:
        return (text.letters,) if text.width(size) <= width else None
    best: tuple[float, tuple[str, ...]] | None = None
    for split in range(1, len(words) - count + 2):
        first = " ".join(words[:split])
        first_width = text.width(size, first)
        if first_width > width:
            break
        rest = _balance(Text(" ".join(words[split:]), text.face, text.direction), size, count - 1, width)
        if rest:
            widest = max(first_width, *(text.width(size, line) for line in rest))
            if best is None or widest < best[0]:
                best = (widest, (first, *rest))
    return best and best[1]


def _cut(text: Text, size: float, lines: int, width: float) -> tuple[str, ...]:
    """Return as much text as fits, filled line by line. The last line ends in an ellipsis."""
    more = "…" if text.face.has("…") else "..."
    left = text.letters
    broken: list[str] = []
    for number in range(lines):
        last = number == lines - 1
        room = width - (text.width(size, more) if last else 0)
        if text.width(size, left) <= (width if last else room):
            return (*broken, left)
        count = len(left)
        while count > 1 and text.width(size, left[:count]) > room:
            count -= 1
        at_word = left.rfind(" ", 0, count + 1)
        if at_word > count // 2:  # break a word that is longer than the line
            count = at_word
        line, left = left[:count].rstrip(), left[count:].lstrip()
        broken.append(line + more if last else line)
    return tuple(broken)


def _is_drawn(letter: str, faces: list[Face]) -> bool:
    category = unicodedata.category(letter)
    if category in ("So", "Sk"):
        return any(face.has(letter) for face in faces)
    # Exclude control characters, surrogates, private use, and the selector that only chooses the style of an emoji.
    return category == "Cf" or not (category.startswith("C") or letter == "\ufe0f")


def _needs_shaping(letter: str) -> bool:
    return 0x0590 <= ord(letter) < 0x10A0 or 0x1780 <= ord(letter) < 0x1900


@cache
def _font(path: Path | None, size: float) -> ImageFont.FreeTypeFont:
    if path is None:
        font = ImageFont.load_default(size)
        assert isinstance(font, ImageFont.FreeTypeFont)
        return font
    return ImageFont.truetype(path, size)


@cache
def _has(path: Path | None, letter: str) -> bool:
    if letter.isspace() or unicodedata.category(letter) in ("Mn", "Cf"):
        return True
    font = _font(path, 40)
    missing, mask = font.getmask(_MISSING), font.getmask(letter)
    return mask.size != (0, 0) and (mask.size != missing.size or bytes(mask) != bytes(missing))
