"""The guard around Pillow: limits, and a PictureError for every exception that it can raise."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from generator.content.file_versions import ContentChangedError
from generator.images.errors import PictureError

MAX_PIXELS = 50_000_000
_SMALLER = "Save it smaller: no page shows more than 3,000 pixels across."


def check_size(width: int, height: int, name: str) -> None:
    """Raise `picture-too-large` for more than 50 megapixels, and `broken-picture` for none."""
    if width < 1 or height < 1:
        raise PictureError("broken-picture", f"`{name}` has no pixels", "Save the picture again.")
    if width * height > MAX_PIXELS:
        size = f"{width}×{height} pixels, which are {width * height / 1e6:,.0f} megapixels"
        raise PictureError("picture-too-large", f"`{name}` has {size}; at most 50 are read", _SMALLER)


@contextmanager
def pillow_errors(name: str) -> Iterator[None]:
    """Turn every exception of Pillow on a hostile or broken file into a PictureError, and silence its warnings.

    Decoders raise SyntaxError, struct.error, ZeroDivisionError, IndexError and more on damaged files, so only Exception
    covers them all.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Pillow only warns from 89 megapixels on. Make it an error, whose text has the size.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (PictureError, ContentChangedError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        match = re.search(r"\((\d+) pixels\)", str(error))
        size = f"{int(match[1]) / 1e6:,.0f}" if match else "far too many"
        message = f"`{name}` has {size} megapixels; at most 50 are read"
        raise PictureError("picture-too-large", message, _SMALLER) from error
    except MemoryError as error:
        message = f"`{name}` needs more memory than there is"
        raise PictureError("picture-too-large", message, _SMALLER) from error
    except Exception as error:
        message = f"`{name}` is damaged or cut off, and cannot be read to its end"
        raise PictureError("broken-picture", message, "Copy or save the picture again.") from error
