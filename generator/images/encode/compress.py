"""The compression of pictures to bytes, in the formats that are worth their bytes."""

from __future__ import annotations

from PIL import Image

from generator.images.encode.avif import worthy_avif
from generator.images.encode.preset import PRESETS
from generator.images.encode.recipe import Quality
from generator.images.encode.save import save_picture

EXTENSIONS = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}


def compress(images: list[Image.Image], quality: Quality) -> dict[str, tuple[tuple[int, int], bytes]]:
    """Return the size in pixels and the bytes of each file, by part name (`480.webp`), in the order of a page."""
    middle = images[len(images) // 2]
    if quality == "sharp":
        webp = [(image, "webp", save_picture(image, "webp", lossless=True, quality=80, method=4)) for image in images]
        last = (middle, "png", save_picture(middle, "png", optimize=True))
        return {f"{image.width}.{EXTENSIONS[form]}": (image.size, data) for image, form, data in [*webp, last]}
    preset = PRESETS[quality]
    webp = [(image, "webp", preset.as_webp(image)) for image in images]
    avif = []
    if middle_avif := worthy_avif(middle, preset, webp[len(images) // 2][2]):
        avif = [(image, "avif", middle_avif if image is middle else preset.as_avif(image)) for image in images]
    every = [*avif, *webp, (middle, "jpeg", preset.as_jpeg(middle))]
    return {f"{image.width}.{EXTENSIONS[form]}": (image.size, data) for image, form, data in every}
