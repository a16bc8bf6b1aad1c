"""The AVIF encoder. An AVIF file must be much smaller than WebP to be a third copy of every width."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageStat

from generator.images.encode.preset import Preset
from generator.images.encode.save import flatten

# Keep an AVIF whose bytes, at the same error, are at most this share of the WebP.
_WORTH = 0.85
# Give up if the sheet of tiles is larger than this share, at any error. Of 835 photos, drawings, texts and grains, no
# picture that was worth AVIF had a sheet above 0.97. Over a third of the others are above this limit.
_HOPELESS = 1.05
# Tiles of flat pictures are empty or full. So skip the sheet if the WebP has fewer bits per pixel than this.
_BUSY = 0.2
_TILE, _ACROSS = 64, 4  # pixels, a multiple of the encoders' blocks; number of columns and of rows
_LARGE = 4 * (_TILE * _ACROSS) ** 2  # pixels; a smaller picture costs hardly more than its sheet


def worthy_avif(image: Image.Image, preset: Preset, webp: bytes) -> bytes | None:
    """Return a picture as AVIF if it is worth its bytes beside the WebP, else None.

    It rarely is, and AVIF takes twice the time of WebP. So the function first encodes a sheet of tiles, a tenth of a
    usual picture. The sheet can only reject; only the whole picture can accept.
    """
    if _is_hopeless(image, preset, len(webp)):
        return None
    avif = preset.as_avif(image)
    return avif if _is_worth(image, avif, webp) else None


def _is_hopeless(image: Image.Image, preset: Preset, webp_bytes: int) -> bool:
    pixels = image.width * image.height
    if pixels < _LARGE or min(image.size) < _TILE * _ACROSS or 8 * webp_bytes < _BUSY * pixels:
        return False
    sheet = _sheet(image)
    return len(preset.as_avif(sheet)) > _HOPELESS * len(preset.as_webp(sheet))


def _sheet(image: Image.Image) -> Image.Image:
    """Return tiles from all over a picture in one sheet, at true scale: scaling would change the result."""
    sheet = Image.new(image.mode, (_TILE * _ACROSS, _TILE * _ACROSS))
    for row in range(_ACROSS):
        for column in range(_ACROSS):
            x = (image.width - _TILE) * (2 * column + 1) // (2 * _ACROSS)
            y = (image.height - _TILE) * (2 * row + 1) // (2 * _ACROSS)
            sheet.paste(image.crop((x, y, x + _TILE, y + _TILE)), (column * _TILE, row * _TILE))
    return sheet


def _is_worth(image: Image.Image, avif: bytes, webp: bytes) -> bool:
    """Return whether AVIF is much smaller at the same error, and not only because it smooths the grain away.

    In both formats the bytes change with the error to the power of about -0.75, so the two are comparable. An error
    below that of WebP counts for nothing, because it is invisible.
    """
    most = _WORTH * len(webp)
    if len(avif) >= most:  # too large at any error
        return False
    ratio = max(1.0, (_error(image, avif) + 0.1) / (_error(image, webp) + 0.1))
    return bool(len(avif) * ratio**0.75 < most)


def _error(image: Image.Image, data: bytes) -> float:
    with Image.open(io.BytesIO(data), formats=("AVIF", "WEBP")) as decoded_picture:
        difference = ImageChops.difference(flatten(image), flatten(decoded_picture.convert(image.mode)))
    squares = [rms * rms for rms in ImageStat.Stat(difference).rms]
    return sum(squares) / len(squares)
