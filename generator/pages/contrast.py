"""Readable shades of a brand's colour (WCAG 2.2, success criterion 1.4.3: 4.5 to 1)."""

from __future__ import annotations

LEAST = 4.5


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast ratio of two #rrggbb colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, paper: str) -> str:
    """Return the shade nearest to `colour` that is readable on `paper`.

    The function mixes in black on light paper, and white on dark paper.
    """
    target = "#000000" if _luminance(paper) > 0.18 else "#ffffff"
    for step in range(101):
        shade = mix(colour, target, step / 100)
        if contrast_ratio(shade, paper) >= LEAST:
            return shade
    return target


def text_on(colour: str) -> str:
    """Return white or near-black, whichever is more readable on a colour; black if neither is."""
    best = max(("#ffffff", "#1a1210"), key=lambda ink: contrast_ratio(ink, colour))
    return best if contrast_ratio(best, colour) >= LEAST else "#000000"


def mix(first: str, second: str, share: float) -> str:
    """Mix two colours. `share` is the part of `second`, from 0 to 1."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
