"""QR codes of a page's address."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.images.errors import PictureError

if TYPE_CHECKING:
    from segno import QRCode


def qr_svg(url: str, dark: str, label: str) -> bytes:
    """Return the QR code of an address as SVG: error correction M or better, four modules of quiet zone.

    `dark` is a #hex colour. The ground is white in dark mode too, or scanners would fail. `label` becomes the drawing's
    `title`, for screen readers. CSS sets the size (`viewBox` only).
    """
    buffer = io.BytesIO()
    _code(url).save(
        buffer, kind="svg", border=4, dark=dark, light="#ffffff", xmldecl=False, omitsize=True,
        title=label, desc=url, svgclass=None, lineclass=None, nl=False,
    )  # fmt: skip
    return buffer.getvalue()


def qr_png(url: str, width: int) -> bytes:
    """Return the QR code as black on white PNG with its quiet zone, for print.

    Every module is a whole number of pixels wide, and the code at most `width` pixels. It is wider only if a module has
    a single pixel.
    """
    code = _code(url)
    scale = max(1, width // int(code.symbol_size(border=4)[0]))
    buffer = io.BytesIO()
    code.save(buffer, kind="png", border=4, scale=scale)
    return buffer.getvalue()


@lru_cache(maxsize=1)  # the SVG and the PNG of one address follow each other
def _code(url: str) -> QRCode:
    import segno  # lazy: it loads urllib, and few builds draw a code

    try:
        return segno.make_qr(url, error="m")
    except segno.DataOverflowError as error:
        message = f"an address of {len(url):,} characters is too long for a QR code"
        raise PictureError("too-long-for-qr", message, "Shorten the address, or switch `qr_codes` off.") from error
