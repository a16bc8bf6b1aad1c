"""Pictures for posts: a portrait or a product in the theme's look. No app covers the label, name and code."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct
from PIL import Image

from generator.images.cards.card import as_jpeg
from generator.images.cards.card_drawing import CardCanvas, Picture
from generator.images.cards.card_spec import CardPicture, CardSpec
from generator.images.cards.lettering import FONT_HINT, Text, find_face, fit
from generator.images.cards.shapes import (
    arch_mask,
    lay,
    outline,
    rounded_mask,
)
from generator.images.errors import PictureError

Size = Literal["story", "feed", "pin", "thumbnail", "link"]


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: int
    top: int
    right: int
    bottom: int


SIZES: dict[Size, tuple[int, int]] = {
    "story": (1080, 1920),
    "feed": (1080, 1350),
    "pin": (1000, 1500),
    "thumbnail": (1280, 720),
    "link": (1200, 630),
}
SAFE: dict[Size, Box] = {
    "story": Box(65, 270, 928, 1248),
    "feed": Box(64, 54, 1016, 1296),
    "pin": Box(60, 60, 940, 1440),
    "thumbnail": Box(56, 48, 1224, 620),
    "link": Box(56, 48, 1144, 582),
}
"""What no app covers, and no profile page crops: a story's is that of reels and TikTok too. Under a thumbnail's right
end the length of the video is shown."""


class PosterSpec(Struct, frozen=True):
    """A picture for a post. `card` has brand, name, second line, colours, fonts and the picture (its portrait).

    `label` is the short form of the advertising label. `code` may be empty; `above_code` are the words above it.
    """

    size: Size
    card: CardSpec
    label: str
    code: str = ""
    above_code: str = ""
    on_accent: str = "#ffffff"


def draw_poster(spec: PosterSpec) -> bytes:
    """Return the picture as JPEG without metadata. Raises PictureError if the label or the code does not fit."""
    return as_jpeg(paint_poster(spec))


def paint_poster(spec: PosterSpec, *, with_words: bool = True) -> Image.Image:
    """Return the picture before it is encoded. Without words, a caller can measure where they are."""
    poster = _Poster(spec)
    poster.paint_picture()
    if with_words:
        poster.paint_words()
    return poster.image


class _Poster(CardCanvas):
    """The canvas of one picture for a post. Positions are for left to right, inside the safe box."""

    def __init__(self, spec: PosterSpec) -> None:
        card = spec.card
        colours = card.colours
        super().__init__(colours.paper, colours.ink, colours.soft, colours.accent, card.direction, SIZES[spec.size])
        self._spec, self._safe = spec, SAFE[spec.size]
        width, height = SIZES[spec.size]
        self._tall = height > width
        self._fonts = (*card.display, *card.text)
        self._panel_height = 148

    def paint_picture(self) -> None:
        """Draw the portrait or the product in an arch on the lower edge."""
        safe, (width, height) = self._safe, self.image.size
        if self._tall:
            left, right = safe.left, safe.right
            top = self._words_end + (self._panel_height + 34 if self._spec.code else 0)
        else:
            right = safe.right
            left = right - round(0.34 * width)
            top = safe.top + 20
        picture = self._spec.card.portrait
        if picture is None:
            for step, strength in enumerate((0.10, 0.12, 0.16)):
                inset = round((right - left) * 0.12) * step
                mask = arch_mask(right - left - 2 * inset, height - top - inset)
                lay(self.image, self._accent, mask, (self._at(left + inset, mask.width), top + inset), strength)
            return
        rim = outline(arch_mask(right - left, height - top), 3)
        rim.paste(0, (0, rim.height - 3, rim.width, rim.height))
        lay(self.image, self._accent, rim, (self._at(left, rim.width), top), 0.5)
        inset = 18
        mask = arch_mask(right - left - 2 * inset, height - top - inset)
        at = (self._at(left + inset, mask.width), top + inset)
        lay(self.image, self._cover(_as_picture(picture), mask.width, mask.height), mask, at)

    def paint_words(self) -> None:
        """Draw label, brand, name and line at the top, and the code on its panel: below them, or at the bottom."""
        spec, safe = self._spec, self._safe
        width = self._words_width
        y = safe.top
        label = self._whole(spec.label, "label")
        pill = self._pill(label, width)
        caps = find_face(spec.card.brand.upper(), (*spec.card.text, *spec.card.display))
        brand_width = width - pill.width - 28
        if caps and brand_width > 160:
            block = fit(caps, brand_width, 1, 28, 20)
            self._write(block.lines[0], caps, block.size, y + 40, self._accent, safe.left + pill.width + 28)
        y += pill.height + (26 if self._tall else 18)
        floor = self._words_end - 24 if self._tall else safe.bottom - (self._panel_height + 16 if spec.code else 0)
        second = find_face(spec.card.line, self._fonts) if spec.card.line else None
        room = floor - y - (54 if second else 0)
        name = find_face(spec.card.name, self._fonts)
        if name:
            block = fit(name, width, 2, 128 if self._tall else 96, 44, room)
            for line in block.lines:
                self._write(line, name, block.size, y + 0.82 * block.size, self._ink)
                y += round(block.size)
        if second:
            block = fit(second, width, 1, 36, 28)
            self._write(block.lines[0], second, block.size, y + 46, self._soft)
        if spec.code:
            self._panel(width)

    @property
    def _words_end(self) -> int:
        """Return where the words of a tall picture end. The code and the arch are below."""
        return self._safe.top + 320

    @property
    def _words_width(self) -> int:
        safe = self._safe
        return safe.right - safe.left if self._tall else safe.right - safe.left - round(0.34 * self.image.width) - 40

    def _pill(self, label: Text, width: int) -> Image.Image:
        block = fit(label, width - 56, 1, 34, 22)
        self._require(block.lines, label, "label")
        mask = _rounded_mask(round(label.width(block.size)) + 52, 60, 30)
        at = (self._at(self._safe.left, mask.width), self._safe.top)
        lay(self.image, self._ink, mask, at)
        self._write(block.lines[0], label, block.size, self._safe.top + 41, self._paper, self._safe.left + 26)
        return mask

    def _panel(self, width: int) -> None:
        spec, safe = self._spec, self._safe
        high = self._panel_height
        mask = _rounded_mask(width, high, 28)
        top = self._words_end if self._tall else safe.bottom - high
        lay(self.image, self._accent, mask, (self._at(safe.left, width), top))
        above = find_face(spec.above_code, (*spec.card.text, *spec.card.display)) if spec.above_code else None
        if above:
            block = fit(above, width - 64, 1, 30, 20)
            self._write(block.lines[0], above, block.size, top + 42, spec.on_accent, safe.left + 32)
        code = self._whole(spec.code, "code")
        block = fit(code, width - 64, 1, 66, 18)
        self._require(block.lines, code, "code")
        self._write(block.lines[0], code, block.size, top + high - 32, spec.on_accent, safe.left + 32)

    def _whole(self, words: str, what: str) -> Text:
        face = find_face(words, self._fonts)
        if face is None or face.letters != " ".join(words.split()):
            raise PictureError(
                "undrawn-label",
                f"no font here has all letters of the {what} `{words[:60]}`",
                FONT_HINT,
            )
        return face

    @staticmethod
    def _require(lines: tuple[str, ...], text: Text, what: str) -> None:
        if "".join(lines) != text.letters:
            message = f"the {what} `{text.letters[:60]}` is too long for a picture"
            raise PictureError("undrawn-label", message, "A shorter one fits.")

    def _write(self, line: str, text: Text, size: float, y: float, ink: str, left: float | None = None) -> None:
        width = text.width(size, line)
        # From right to left, the first letter is at the edge, and its soft rim a pixel beyond its measured width.
        x = self._at(self._safe.left if left is None else left, width + (2 if self._mirrored else 0))
        text.draw(self.image, (x, y), size, ink, line)

    def _at(self, left: float, width: float) -> int:
        """Return the left edge of a part, mirrored in the safe box for a page from right to left."""
        safe = self._safe
        return round(safe.left + safe.right - left - width if self._mirrored else left)


def _rounded_mask(width: int, height: int, radius: int) -> Image.Image:
    """Return the mask of a bar with round corners."""
    corners = rounded_mask(height, min(radius, height // 2))
    mask = Image.new("L", (width, height), 255)
    half = height // 2
    mask.paste(corners.crop((0, 0, half, height)), (0, 0))
    mask.paste(corners.crop((height - half, 0, height, height)), (width - half, 0))
    return mask


def _as_picture(picture: CardPicture) -> Picture:
    return picture.path, picture.sha, picture.focus
