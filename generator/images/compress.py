"""Compression: pictures in, bytes out; and which formats are worth their bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageStat

from generator.images.recipe import Quality


@dataclass(frozen=True, slots=True)
class _Preset:
    """Quality numbers. On photos the squared error of AVIF is 0.9 to 1.3 times that of WebP in each pair."""

    webp: int
    avif: int
    jpeg: int


_PRESETS: dict[Quality, _Preset] = {"fine": _Preset(77, 60, 78), "light": _Preset(74, 55, 74)}
EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}
# AVIF has to be this much smaller at the same error, or the third copy of every width is not worth keeping.
_WORTH = 0.85


def compress(images: list[Image.Image], quality: Quality) -> dict[str, tuple[tuple[int, int], bytes]]:
    """Return what each file holds and its size in pixels, by part name (`480.webp`), in the order of a page."""
    middle = images[len(images) // 2]
    if quality == "sharp":
        webp = [(image, "webp", save_picture(image, "webp", lossless=True, quality=80, method=4)) for image in images]
        last = (middle, "png", save_picture(middle, "png", optimize=True))
        return {f"{image.width}.{EXTENSIONS[form]}": (image.size, data) for image, form, data in [*webp, last]}
    preset = _PRESETS[quality]
    webp = [(image, "webp", save_picture(image, "webp", quality=preset.webp, method=4)) for image in images]
    probe_avif = _avif(middle, preset)
    avif = []
    if _is_worth(middle, probe_avif, webp[len(images) // 2][2]):
        avif = [(image, "avif", probe_avif if image is middle else _avif(image, preset)) for image in images]
    jpeg = save_picture(flatten(middle), "jpeg", quality=preset.jpeg, optimize=True, progressive=True)
    every = [*avif, *webp, (middle, "jpeg", jpeg)]
    return {f"{image.width}.{EXTENSIONS[form]}": (image.size, data) for image, form, data in every}


def _avif(image: Image.Image, preset: _Preset) -> bytes:
    # Speed 8 costs a third of the default 6 for 3 to 8 % more bytes; one thread, because pictures are many.
    return save_picture(image, "avif", quality=preset.avif, speed=8, max_threads=1, autotiling=False)


def _is_worth(image: Image.Image, avif: bytes, webp: bytes) -> bool:
    """Tell whether AVIF is really smaller: at the same error, not by smoothing the grain away.

    Bytes go with the error to the power of about -0.75 in both formats, which makes the two comparable. A
    smaller error than WebP's does not count: nobody sees it.
    """
    ratio = max(1.0, (_error(image, avif) + 0.1) / (_error(image, webp) + 0.1))
    return bool(len(avif) * ratio**0.75 < _WORTH * len(webp))


def _error(image: Image.Image, data: bytes) -> float:
    with Image.open(io.BytesIO(data), formats=("AVIF", "WEBP")) as decoded:
        difference = ImageChops.difference(flatten(image), flatten(decoded.convert(image.mode)))
    squares = [rms * rms for rms in ImageStat.Stat(difference).rms]
    return sum(squares) / len(squares)


def flatten(image: Image.Image, paper: str = "#ffffff") -> Image.Image:
    """Return a picture without alpha, laid on paper."""
    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, paper)
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet


def save_picture(image: Image.Image, format: str, **options: int | bool) -> bytes:
    """Return the encoded bytes of a picture. One that came from `open_picture` has no metadata to leak."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()
