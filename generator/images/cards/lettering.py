"""Lettering for drawn pictures: a font with the needed letters, a size that fits, and no tofu."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont, features

from generator.images.cards.bidi import levels

_MISSING = "\U0010ffff"  # a noncharacter: every font draws its "missing letter" shape for it
FONT_HINT = "name a font with these letters under `fonts` in site.yaml"
_LONGEST = 160  # letters of a text; the rest is ignored


class Face(Struct, frozen=True):
    """A font file (TTF, OTF, WOFF, WOFF2), or with None the plain ASCII face of Pillow."""

    path: Path | None

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """Return the font in a size in pixels."""
        return _font(self.path, size, _change_time(self.path))

    def has(self, letter: str) -> bool:
        """Return whether the font can draw a letter."""
        return _has(self.path, letter, _change_time(self.path))


class Text(Struct, frozen=True):
    """A text that faces can draw completely, in `direction` `ltr` or `rtl`.

    `face` draws it; if there are `fallbacks`, the first of all that has a letter draws the letter.
    """

    letters: str
    face: Face
    direction: str
    fallbacks: tuple[Face, ...] = ()

    def width(self, size: float, letters: str | None = None) -> float:
        """Return the width in pixels of the text, or of a part of it."""
        letters = self.letters if letters is None else letters
        return sum(run.width(size) for run in self._runs(letters))

    def draw(self, image: Image.Image, at: tuple[float, float], size: float, ink: str, letters: str) -> None:
        """Draw a part of the text. `at` is the left end of its base line."""
        (x, y), pen = at, ImageDraw.Draw(image)
        for run in self._runs(letters):
            pen.text((x, y), run.letters, ink, run.face.at(size), anchor="ls", direction=run.direction)
            x += run.width(size)

    def part(self, letters: str) -> Text:
        """Return a part of it."""
        return Text(letters, self.face, self.direction, self.fallbacks)

    def has(self, letter: str) -> bool:
        """Return whether one of its fonts can draw a letter."""
        return any(face.has(letter) for face in (self.face, *self.fallbacks))

    def _runs(self, letters: str) -> list[_Run]:
        """Return the parts of one face and direction, from left to right."""
        if not self.fallbacks:
            return [_Run(letters, self.face, self.direction == "rtl")]
        runs: list[tuple[int, str, Face]] = []
        for letter, level in zip(letters, levels(letters, self.direction), strict=True):
            before = runs[-1] if runs else None
            # An empty sign of the face before, such as a space, and its own signs, do not end a run.
            if before and before[0] == level and before[2].has(letter):
                runs[-1] = (level, before[1] + letter, before[2])
            else:
                face = next((face for face in (self.face, *self.fallbacks) if face.has(letter)), self.face)
                runs.append((level, letter, face))
        for level_to_turn in range(max((run[0] for run in runs), default=0), 0, -1):
            runs = _turn(runs, level_to_turn)
        return [_Run(part, face, level % 2 == 1) for level, part, face in runs]


class _Run(Struct, frozen=True):
    """Letters of one face and one direction."""

    letters: str
    face: Face
    is_rtl: bool

    @property
    def direction(self) -> str | None:
        # Name the direction only for `rtl`: Pillow rejects it for fonts that it does not shape.
        return "rtl" if self.is_rtl else None

    def width(self, size: float) -> float:
        return self.face.at(size).getlength(self.letters, direction=self.direction)


class Block(Struct, frozen=True):
    """A text broken into lines that fit."""

    text: Text
    size: float
    lines: tuple[str, ...]


def has_shaping() -> bool:
    """Return whether Pillow can shape scripts and kern by GPOS, which needs the system's FriBiDi."""
    return features.check("raqm") is True


def find_face(letters: str, paths: Iterable[Path]) -> Text | None:
    """Return the text in the first font that has all its letters, or in several fonts that have them together.

    Return None if there are none, so that no card shows boxes. Signs without a font (mostly emoji) are dropped first.
    A script that needs shaping gives None if Pillow cannot shape.
    """
    faces = [Face(path) for path in paths] + [Face(None)]
    letters = unicodedata.normalize("NFC", " ".join(letters[:_LONGEST].split()))
    letters = " ".join("".join(c for c in letters if _is_drawn(c, faces)).split())
    if not any(c.isalnum() for c in letters):
        return None
    right_to_left = any(unicodedata.bidirectional(c) in ("R", "AL") for c in letters)
    if not has_shaping() and (right_to_left or any(_needs_shaping(c) for c in letters)):
        return None
    direction = "rtl" if right_to_left else "ltr"
    face = next((face for face in faces if all(face.has(c) for c in letters)), None)
    if face is not None:
        return Text(letters, face, direction)
    if not all(any(face.has(c) for face in faces) for c in letters):
        return None
    return Text(letters, faces[0], direction, tuple(faces[1:]))


def undrawn_letters(letters: str, paths: tuple[Path, ...]) -> str:
    """Return why `find_face` finds no font for a text. Return "" if it finds one, or if there are no letters to
    draw.
    """
    if find_face(letters, paths) is not None:
        return ""
    faces = [Face(path) for path in paths] + [Face(None)]
    drawn_letters = [c for c in unicodedata.normalize("NFC", letters[:_LONGEST]) if c.isalnum()]
    if not drawn_letters:
        return ""
    nobody = list(dict.fromkeys(c for c in drawn_letters if not any(face.has(c) for face in faces)))
    if nobody:
        first_letters = ", ".join(f"`{c}`" for c in nobody[:5])
        return f"no font here has {first_letters}{' …' if len(nobody) > 5 else ''}"
    if not has_shaping() and any(
        unicodedata.bidirectional(c) in ("R", "AL") or _needs_shaping(c) for c in drawn_letters
    ):
        return "its script is joined, and this machine lacks FriBiDi, which joins letters"
    return "no font here has all of its letters"


def fit(text: Text, width: float, lines: int, largest: int, smallest: int, height: float = 1e9) -> Block:
    """Return the text in the largest size that fits, or cut with an ellipsis if even the smallest is too large.

    `width` and `height` are pixels. A line is as high as its size.
    """
    for size in range(largest, smallest - 1, -2):
        for count in range(1, lines + 1):
            broken_lines = _balance(text, size, count, width)
            if broken_lines and (count * size <= height or size == smallest):
                return Block(text, size, broken_lines)
    return Block(text, smallest, _cut_lines(text, smallest, lines, width))


def _balance(text: Text, size: float, count: int, width: float) -> tuple[str, ...] | None:
    """Return the text in exactly `count` lines of about equal width, or None if they do not fit."""
    words = text.letters.split(" ")
    if count > len(words):
        return None
    if count == 1:
        return (text.letters,) if text.width(size) <= width else None
    best: tuple[float, tuple[str, ...]] | None = None
    for first_count in range(1, len(words) - count + 2):
        first = " ".join(words[:first_count])
        first_width = text.width(size, first)
        if first_width > width:
            break
        further_lines = _balance(text.part(" ".join(words[first_count:])), size, count - 1, width)
        if further_lines:
            widest = max(first_width, *(text.width(size, line) for line in further_lines))
            if best is None or widest < best[0]:
                best = (widest, (first, *further_lines))
    return best and best[1]


def _cut_lines(text: Text, size: float, lines: int, width: float) -> tuple[str, ...]:
    """Return as much text as fits, filled line by line. The last line ends in an ellipsis."""
    more = "…" if text.has("…") else "..."
    remaining_text = text.letters
    broken_lines: list[str] = []
    for number in range(lines):
        last = number == lines - 1
        room = width - (text.width(size, more) if last else 0)
        if text.width(size, remaining_text) <= (width if last else room):
            return (*broken_lines, remaining_text)
        count = len(remaining_text)
        while count > 1 and text.width(size, remaining_text[:count]) > room:
            count -= 1
        at_word = remaining_text.rfind(" ", 0, count + 1)
        if at_word > count // 2:  # break a word that is longer than the line
            count = at_word
        line, remaining_text = remaining_text[:count].rstrip(), remaining_text[count:].lstrip()
        broken_lines.append(line + more if last else line)
    return tuple(broken_lines)


def _is_drawn(letter: str, faces: list[Face]) -> bool:
    category = unicodedata.category(letter)
    if category in ("So", "Sk"):
        return any(face.has(letter) for face in faces)
    # Exclude control characters, surrogates, private use, and the selector that only chooses the style of an emoji.
    return category == "Cf" or not (category.startswith("C") or letter == "\ufe0f")


def _turn(runs: list[tuple[int, str, Face]], level: int) -> list[tuple[int, str, Face]]:
    """Reverse each sequence of runs whose levels are this one or higher."""
    turned_runs: list[tuple[int, str, Face]] = []
    for is_turned, group in groupby(runs, lambda run: run[0] >= level):
        members = list(group)
        turned_runs += reversed(members) if is_turned else members
    return turned_runs


def _needs_shaping(letter: str) -> bool:
    return 0x0590 <= ord(letter) < 0x10A0 or 0x1780 <= ord(letter) < 0x1900


def _change_time(path: Path | None) -> int:
    """Return when a font was changed: in the preview, another one may take its place."""
    return path.stat().st_mtime_ns if path else 0


@cache
def _font(path: Path | None, size: float, changed_at: int) -> ImageFont.FreeTypeFont:
    if path is None:
        font = ImageFont.load_default(size)
        assert isinstance(font, ImageFont.FreeTypeFont)
        return font
    del changed_at
    return ImageFont.truetype(path, size)


@cache
def _has(path: Path | None, letter: str, changed_at: int) -> bool:
    if letter.isspace() or unicodedata.category(letter) in ("Mn", "Cf"):
        return True
    font = _font(path, 40, changed_at)
    try:
        missing_mask, mask = font.getmask(_MISSING), font.getmask(letter)
    except OSError:  # a damaged outline
        return False
    return mask.size != (0, 0) and (mask.size != missing_mask.size or bytes(mask) != bytes(missing_mask))
