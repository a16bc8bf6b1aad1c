"""The cleaner of SVG logos, which reduces a drawing to what it draws, or refuses it at a line."""

from __future__ import annotations

import re

from generator.images.errors import PictureError
from generator.images.svg.rules import (
    ATTRIBUTES,
    ELEMENTS,
    SILENT,
    SVG,
    XLINK,
    css_fault,
    href_fault,
)
from generator.images.svg.tree import Node, check_weight, parse_svg

_HELP = "Export the logo again as plain SVG, without scripts, links, animations and outside files."
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?|\.\d+)([a-z]*)\s*", re.IGNORECASE)
_MAX_SIDE = 10_000


def clean_svg(data: bytes) -> bytes:
    """Return the drawing with nothing but its visible parts, always the same bytes for the same drawing.

    Comments, metadata and the private elements and attributes of drawing programs are dropped. Anything that could run,
    load or hide something raises PictureError `unsafe-svg` with its line. Raises `broken-picture` if the file is no
    well-formed XML, and `picture-too-large` over 200 KB.
    """
    root = parse_svg(data)
    text = _write(root)
    check_weight(root)
    return text.encode()


def svg_size(data: bytes) -> tuple[int, int]:
    """Return the drawing's own width and height in CSS pixels, from `width`/`height`, else from `viewBox`.

    A missing side follows from the other. A drawing without any size has 300 by 150, as in browsers.
    """
    root = parse_svg(data)
    width, height = _length(root.attributes.get("width", "")), _length(root.attributes.get("height", ""))
    box = _view_box(root)
    ratio = box[2] / box[3] if box else None
    if width and not height:
        height = width / ratio if ratio else width
    elif height and not width:
        width = height * ratio if ratio else height
    elif not (width and height):
        width, height = (box[2], box[3]) if box else (300.0, 150.0)
    assert width
    assert height
    return max(1, min(_MAX_SIDE, round(width))), max(1, min(_MAX_SIDE, round(height)))


def _write(node: Node, outermost: bool = True) -> str:
    if node.space not in (SVG, ""):
        return ""  # private notes of Inkscape, Illustrator and Sketch
    if node.name in SILENT:
        return ""
    if node.name not in ELEMENTS:
        raise _unsafe(f"`<{node.name}>`", node)
    attributes = _attributes(node, outermost)
    start = node.name + "".join(f" {name}={_quote(value)}" for name, value in attributes.items())
    if node.name == "style":
        css = "".join(part for part in node.parts if isinstance(part, str))
        if fault := css_fault(css):
            raise _unsafe(fault, node)
        return f"<{start}>{_escape(css)}</style>" if css.strip() else ""
    inner = "".join(
        (_escape(part) if node.name in ("text", "tspan", "textPath", "title", "desc") else "")
        if isinstance(part, str)
        else _write(part, outermost=False)
        for part in node.parts
    )
    return f"<{start}>{inner}</{node.name}>" if inner else f"<{start}/>"


def _attributes(node: Node, outermost: bool) -> dict[str, str]:
    clean_attributes: dict[str, str] = {"xmlns": SVG} if outermost else {}
    if outermost and "viewBox" not in node.attributes:
        width, height = (_length(node.attributes.get(side, "")) for side in ("width", "height"))
        if width and height:
            clean_attributes["viewBox"] = f"0 0 {width:g} {height:g}"  # without it, the drawing would not scale
    for name, value in node.attributes.items():
        space, _, local = name.rpartition(" ")
        if local.lower().startswith("on"):
            raise _unsafe(f"script in `{local}`", node)
        if local == "href" and space in ("", XLINK):
            if fault := href_fault(node.name, value):
                raise _unsafe(fault, node)
            clean_attributes["href"] = value.strip()
        elif not space and local in ATTRIBUTES:
            if local not in ("id", "class", "aria-label") and (fault := css_fault(value)):
                raise _unsafe(fault, node)
            clean_attributes[local] = value
    return clean_attributes


def _escape(text: str) -> str:
    """Return the text as `xml.sax.saxutils.escape` does. That module would load much of the network code."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def _quote(value: str) -> str:
    """Return the value as `xml.sax.saxutils.quoteattr` does."""
    text = _escape(value).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else '"{}"'.format(text.replace('"', "&quot;"))


def _unsafe(what: str, node: Node) -> PictureError:
    return PictureError("unsafe-svg", f"the SVG holds {what}, which is not allowed", _HELP, node.line)


def _length(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    if not match or match[2].lower() not in _UNITS:
        return None
    value = float(match[1]) * _UNITS[match[2].lower()]
    return value if 0 < value < 1e9 else None


def _view_box(root: Node) -> tuple[float, float, float, float] | None:
    try:
        box = root.attributes["viewBox"].strip()
        x, y, width, height = (float(part) for part in re.split(r"[\s,]+", box))
    except (KeyError, ValueError):
        return None
    return (x, y, width, height) if 0 < width < 1e9 and 0 < height < 1e9 else None
