"""AVIF, and whether it is worth its bytes: the third copy of every width has to be really smaller than WebP."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageStat

from generator.images.encode.preset import Preset
from generator.images.encode.save import flatten

# Bytes of AVIF for one of WebP, at the same error, with which it is kept.
_WORTH = 0.85
# The same on the sheet of tiles, without regard to the error, from which on there is no hope. Of 835 photos, drawings,
# texts and grains none that AVIF was worth looked like more than 0.97; over a third of the others look like more than
# this.
_HOPELESS = 1.05
# Tiles of flat pictures hold nothing or everything: where WebP has fewer bits per pixel, no sheet is looked at.
_BUSY = 0.2
_TILE, _ACROSS = 64, 4  # pixels, a multiple of the encoders' blocks; tiles in a row, and rows
_LARGE = 4 * (_TILE * _ACROSS) ** 2  # pixels; a smaller picture costs hardly more than its sheet


def worthy_avif(image: Image.Image, preset: Preset, webp: bytes) -> bytes | None:
    """Return a picture as AVIF if that is worth it beside its WebP, else None.

    Mostly it is not, and AVIF takes twice the time of WebP. So a sheet of tiles, a tenth of a usual picture, is tried
    first: it may say no, and only the whole picture yes.
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
    """Tiles from all over a picture, side by side at true scale: to make it smaller would change what is asked."""
    sheet = Image.new(image.mode, (_TILE * _ACROSS, _TILE * _ACROSS))
    for row in range(_ACROSS):
        for column in range(_ACROSS):
            x = (image.width - _TILE) * (2 * column + 1) // (2 * _ACROSS)
            y = (image.height - _TILE) * (2 * row + 1) // (2 * _ACROSS)
            sheet.paste(image.crop((x, y, x + _TILE, y + _TILE)), (column * _TILE, row * _TILE))
    return sheet


def _is_worth(image: Image.Image, avif: bytes, webp: bytes) -> bool:
    """Tell whether AVIF is really smaller: at the same error, not by smoothing the grain away.

    Bytes go with the error to the power of about -0.75 in both formats, which makes the two comparable. A
    smaller error than WebP's does not count: nobody sees it.
    """
    most = _WORTH * len(webp)
    if len(avif) >= most:  # whatever its error is
        return False
    ratio = max(1.0, (_error(image, avif) + 0.1) / (_error(image, webp) + 0.1))
    return bool(len(avif) * ratio**0.75 < most)


def _error(image: Image.Image, data: bytes) -> float:
    with Image.open(io.BytesIO(data), formats=("AVIF", "WEBP")) as decoded:
        difference = ImageChops.difference(flatten(image), flatten(decoded.convert(image.mode)))
    squares = [rms * rms for rms in ImageStat.Stat(difference).rms]
    return sum(squares) / len(squares)
