"""The rasteriser of simple SVG drawings, for home screens, messengers and search engines, which take no SVG.

resvg draws what browsers draw. But a filter, a mask or a chain of references can cost it any amount of time, or end the
process. So only shapes, paints and clips are drawn, in a limited number.
"""

from __future__ import annotations

import io
from xml.etree import ElementTree

from PIL import Image

from generator.images.svg.clean import svg_size

_NAMES = """svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath
title desc metadata"""
_DRAWN_TAGS = frozenset(_NAMES.split())
_MOST, _DEEPEST, _CLIPS = 2000, 30, 20
_LONGEST = 200_000
"""Bytes of a drawing."""


def find_undrawable(data: bytes) -> str:
    """Return the part of a cleaned SVG that keeps it from being drawn (`filter`, `text`); "" if there is none."""
    if len(data) > _LONGEST:
        return "so much"
    count = clips = depth = 0
    for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314 - cleaned
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        name = element.tag.rpartition("}")[2]
        count, clips = count + 1, clips + (name == "clipPath")
        if name not in _DRAWN_TAGS:
            return f"`{name}`"
        if any(key.rpartition("}")[2] == "href" for key in element.attrib):
            return "`href`"
        if count > _MOST or depth > _DEEPEST or clips > _CLIPS:
            return "so much"
    return ""


def draw_svg(data: bytes, side: int) -> Image.Image | None:
    """Draw a cleaned SVG that passed `find_undrawable`. `side` is its longer side in pixels. Return None if it
    fails.
    """
    import resvg_py  # lazy: few builds draw an SVG

    width, height = svg_size(data)
    wide, high = (side, None) if width >= height else (None, side)
    try:
        png = resvg_py.svg_to_bytes(svg_string=data.decode(), skip_system_fonts=True, width=wide, height=high)
        picture = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
    except (ValueError, OSError):
        return None
    return picture if picture.getbbox() else None
