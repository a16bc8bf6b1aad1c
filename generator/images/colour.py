"""The conversion of any picture mode and profile to 8-bit sRGB."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageCms

_MAX_PROFILE = 8_000_000  # bytes; print profiles have 0.5 to 3 MB


def to_srgb(image: Image.Image) -> Image.Image:
    """Return a decoded picture as RGB, or as RGBA if it has transparency, in sRGB and without metadata."""
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    alpha: Image.Image | None = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            alpha = None
        image = image.convert("RGB")
    if isinstance(profile, bytes) and 128 < len(profile) <= _MAX_PROFILE:
        image = _from_profile(image, profile)
    if image.mode != "RGB":  # converting copies a picture that is RGB already
        image = image.convert("RGB")
    if alpha is not None:
        image.putalpha(alpha)
    image.info = {}  # Pillow's writers would copy a profile or a comment from here
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale deep greys (16 and 32 bit, float), which Pillow would clip to white, to 0..255."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode not in ("I", "F"):
        return image
    low, high = image.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    tops = (1, 255, 65535) if image.mode == "F" else (255, 65535)
    # No file states the range. 0..1, 0..255 and 0..65535 are usual, and any other range is stretched.
    if low < 0 or high > 65535:
        base, span = low, high - low
    else:
        base, span = 0, next((top for top in tops if high <= top), 1)
    scale = 255 / span if span > 0 else 0.0
    return image.point(lambda value: value * scale + -base * scale).convert("L")


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Apply the embedded profile. Ignore a broken one, or one for another mode."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "RGB" and ImageCms.getProfileDescription(source).startswith("sRGB"):
            return image
        converted_image = ImageCms.profileToProfile(
            image,
            source,
            _srgb(),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except Exception:
        return image
    return image if converted_image is None else converted_image


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
