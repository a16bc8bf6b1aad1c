"""The allow-lists for SVG logos, so that future features of browsers stay excluded."""

from __future__ import annotations

import re

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_SHAPES = "svg g defs symbol use path rect circle ellipse line polyline polygon image switch view title desc"
_TEXT = "text tspan textPath"
_PAINT = "linearGradient radialGradient stop pattern clipPath mask marker style"
_FILTERS = """filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
feTurbulence"""
_ELEMENT_NAMES = " ".join((_SHAPES, _TEXT, _PAINT, _FILTERS))
ELEMENTS = frozenset(_ELEMENT_NAMES.split())

# Dropped with their content and without a message: the private data of drawing programs.
SILENT = frozenset({"metadata"})

_GEOMETRY = """viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points transform pathLength
preserveAspectRatio version id class style role lang overflow"""
_PRESENTATION = """alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-
interpolation-filters cursor direction display dominant-baseline fill fill-opacity fill-rule filter
flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-
variant font-weight image-rendering isolation letter-spacing lighting-color marker marker-end
marker-mid marker-start mask mask-type mix-blend-mode opacity paint-order pointer-events shape-
rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-
linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering
transform-origin unicode-bidi vector-effect visibility white-space word-spacing writing-mode"""
_PAINT_SERVERS = """offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits
patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX
refY orient"""
_LETTERS = "dx dy rotate textLength lengthAdjust startOffset method spacing side"
_FILTER_VALUES = """filterUnits primitiveUnits in in2 result mode type values stdDeviation k1 k2 k3
k4 operator radius
order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
specularConstant specularExponent diffuseConstant limitingConeAngle azimuth elevation z pointsAtX
pointsAtY pointsAtZ scale xChannelSelector yChannelSelector baseFrequency numOctaves seed
stitchTiles tableValues slope intercept amplitude exponent"""
_ATTRIBUTE_NAMES = " ".join(
    (_GEOMETRY, _PRESENTATION, _PAINT_SERVERS, _LETTERS, _FILTER_VALUES, "aria-label aria-hidden")
)
ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())

_FUNCTION_NAMES = """url rgb rgba hsl hsla oklch oklab lab lch matrix translate translatex
translatey scale scalex
scaley rotate skewx skewy calc min max clamp var blur brightness contrast drop-shadow grayscale hue-rotate
invert opacity saturate sepia not is where nth-child cubic-bezier steps inset circle ellipse polygon path
media screen and or"""
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
_CALL = re.compile(r"(?<![\w-])([\w-]*) ?\(")
_LOCAL_URL = re.compile(r"""url\(\s*(["']?)#[\w.:-]+\1\s*\)""", re.IGNORECASE)
_RULE = re.compile(r"@([\w-]*)")
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,[A-Za-z0-9+/=\s]*")
_FRAGMENT = re.compile(r"#[\w.:-]+")


def css_fault(css: str) -> str | None:
    """Return the first thing in a piece of CSS (a style sheet or one value) that is not allowed, or None."""
    if "\\" in css:
        return "a backslash in its CSS"  # a browser reads `u\72l(` as `url(`
    if "<" in css or "javascript:" in css.lower():
        return "script in its CSS"
    for rule in _RULE.findall(css):
        if rule.lower() != "media":
            return f"`@{rule}` in its CSS"
    for call in _CALL.findall(" ".join(_LOCAL_URL.sub(" ", css).split())):
        if call.lower() == "url":
            return "`url()` with an outside file"
        if call and call.lower() not in _FUNCTIONS:
            return f"`{call}()` in its CSS"
    if re.search(r"(?i)-moz-binding|behavior\s*:", css):
        return "script in its CSS"
    return None


def href_fault(element: str, href: str) -> str | None:
    """Return the fault of an element's reference, or None.

    A reference may name a part of the same drawing, or for `image` a picture inside the file.
    """
    if _FRAGMENT.fullmatch(href.strip()):
        return None
    if element == "image" and _DATA_PICTURE.fullmatch(href.strip()):
        return None
    return f"`<{element}>` that points outside (`{href.strip()[:40]}`)"
