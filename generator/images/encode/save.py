"""The last step of encoding: a picture in, the bytes of a file out."""

from __future__ import annotations

import io

from PIL import Image


def save_picture(image: Image.Image, format: str, **options: int | bool) -> bytes:
    """Return the encoded bytes of a picture. A picture from `open_picture` has no metadata to leak."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def flatten(image: Image.Image, paper: str = "#ffffff") -> Image.Image:
    """Return a picture without alpha, on a paper colour."""
    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, paper)
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet
