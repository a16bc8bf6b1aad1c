"""Shapes for drawn pictures: smooth masks, soft light, soft shadow."""

from __future__ import annotations

from PIL import Image, ImageColor, ImageDraw, ImageFilter

_FINE = 4  # scale of a mask while it is drawn, for smooth edges
_RIM = 4  # pixels beside a corner; Lanczos reads three


def arch_mask(width: int, height: int) -> Image.Image:
    """Return the mask of an arch: a half circle over a rectangle."""
    mask = Image.new("L", (width * _FINE, height * _FINE))
    draw = ImageDraw.Draw(mask)
    draw.ellipse((0, 0, width * _FINE - 1, width * _FINE - 1), 255)
    draw.rectangle((0, width * _FINE // 2, width * _FINE, height * _FINE), 255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)


def rounded_mask(side: int, radius: int) -> Image.Image:
    """Return the mask of a square with round corners."""
    corner = radius + _RIM
    if 2 * corner < side:  # draw only the corners: the whole mask of an icon has 67 megapixels
        corners = rounded_mask(2 * corner, radius)
        mask = Image.new("L", (side, side), 255)
        for x, at_x in ((0, 0), (corner, side - corner)):
            for y, at_y in ((0, 0), (corner, side - corner)):
                mask.paste(corners.crop((x, y, x + corner, y + corner)), (at_x, at_y))
        return mask
    mask = Image.new("L", (side * _FINE, side * _FINE))
    box = (0, 0, side * _FINE - 1, side * _FINE - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * _FINE, 255)
    return mask.resize((side, side), Image.Resampling.LANCZOS)


def outline(mask: Image.Image, thickness: int) -> Image.Image:
    """Return the rim of a mask, `thickness` pixels wide, inside its edge."""
    inner = mask.resize((mask.width - 2 * thickness, mask.height - 2 * thickness), Image.Resampling.LANCZOS)
    rim = mask.copy()
    rim.paste(0, (thickness, thickness), inner)
    return rim


def lay(
    sheet: Image.Image, what: Image.Image | str, mask: Image.Image, at: tuple[int, int], strength: float = 1.0
) -> None:
    """Paste a picture or a colour through a mask, with its upper left corner at `at`."""
    if strength < 1:
        mask = mask.point(lambda value: value * strength)
    if isinstance(what, str):
        what = Image.new("RGB", mask.size, what)
    sheet.paste(what, at, mask)


def shadow(sheet: Image.Image, mask: Image.Image, at: tuple[int, int], colour: str, blur: int, strength: float) -> None:
    """Draw the soft shadow of a shape, before the shape itself."""
    room = 3 * blur
    blurred_mask = Image.new("L", (mask.width + 2 * room, mask.height + 2 * room))
    blurred_mask.paste(mask, (room, room))
    blurred_mask = blurred_mask.filter(ImageFilter.GaussianBlur(blur))
    lay(sheet, colour, blurred_mask, (at[0] - room, at[1] - room), strength)


def glow(sheet: Image.Image, centre: tuple[float, float], radius: float, colour: str, strength: float) -> None:
    """Draw a wide soft spot of light. `centre` and `radius` are pixels."""
    small = 8  # light has no detail, so draw it small and enlarge it
    mask = Image.new("L", (sheet.width // small, sheet.height // small))
    x, y, r = centre[0] / small, centre[1] / small, radius / small
    ImageDraw.Draw(mask).ellipse((x - r, y - r, x + r, y + r), 255)
    mask = mask.filter(ImageFilter.GaussianBlur(r / 2)).resize(sheet.size, Image.Resampling.BICUBIC)
    lay(sheet, colour, mask, (0, 0), strength)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies `share` (0 to 1) of the way from one #hex colour to another."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def brightness(colour: str) -> float:
    """Return the relative luminance of a #hex colour, 0 to 1 (WCAG 2)."""
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
