"""The opener of pictures: any file in, an upright 8-bit sRGB picture or a PictureError out."""

from __future__ import annotations

import io
from pathlib import Path

from msgspec import Struct
from PIL import Image

from generator.images.colour import to_srgb
from generator.images.decode.decode_work import check_parts, check_scans
from generator.images.decode.file_bytes import HELP, read_picture
from generator.images.decode.guard import check_size, pillow_errors
from generator.images.decode.heif import decode_heif
from generator.images.decode.sniff import looks_like, other_picture, picture_format
from generator.images.errors import PictureError

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112  # the EXIF tag


class PictureFacts(Struct, frozen=True):
    """The facts of a picture that need no decoding.

    `width` and `height` are pixels as the picture is shown (EXIF rotation applied). `format` comes from the bytes, not
    from the name of the file. `sha` is the blake2b (32 bytes, hex) of the file.
    """

    width: int
    height: int
    format: str
    has_alpha: bool
    sha: str


def probe(path: Path) -> PictureFacts:
    """Return the facts of a picture from its header. Raises PictureError for anything that is no picture."""
    data, sha = read_picture(path)
    with pillow_errors(path.name):
        image = _open(data, path.name)
        width, height = image.size
        if _orientation(image) >= 5:
            width, height = height, width
        form = "JPEG" if image.format == "MPO" else str(image.format)
        return PictureFacts(width, height, form, image.has_transparency_data, sha)


def open_picture(path: Path, at_least: int | None = None, sha: str | None = None) -> Image.Image:
    """Return the first frame as an upright RGB or RGBA picture in sRGB, without metadata.

    `at_least` is the needed width in pixels. A JPEG may then come smaller than it is (never narrower than that), which
    makes decoding nearly free. A picture without transparency comes as RGB. `sha` is the fingerprint from `probe`: if
    the file has changed since, PictureError is raised.
    """
    data, found_sha = read_picture(path)
    if sha is not None and found_sha != sha:
        message = f"`{path.name}` changed while it was read"
        raise PictureError("unreadable-picture", message, "Save it, and build again.")
    with pillow_errors(path.name):
        image = _open(data, path.name)
        orientation = _orientation(image)
        if at_least is not None and image.format in ("JPEG", "MPO"):
            image.draft(None, (1, at_least) if orientation >= 5 else (at_least, 1))
        if image.format == "HEIF":
            image = decode_heif(data, path.name)
        image.load()
        image = to_srgb(image)
        if orientation in _TURNS:
            image = image.transpose(_TURNS[orientation])
        return image


def _open(data: bytes, name: str) -> Image.Image:
    head = data[:512]
    form = picture_format(head)
    if form is None:
        if other_kind := other_picture(head):
            raise PictureError("unsupported-picture", f"`{name}` is {other_kind}, which is not read", HELP)
        message = f"`{name}` is not a picture: it looks like {looks_like(head)}"
        raise PictureError("not-a-picture", message, HELP)
    if form == "WEBP" and head[12:16] == b"VP8X":
        # Older Pillow versions allocate the whole canvas before a caller can ask for its size.
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        check_size(width, height, name)
    if form == "HEIF":
        _register_heif()
    scans = check_parts(form, data, name)
    # Give the bytes only to the decoder of their format.
    image = Image.open(io.BytesIO(data), formats=(form,))
    check_size(*image.size, name)
    check_scans(image, data, scans, name)
    return image


def _register_heif() -> None:
    import pillow_heif  # lazy: it is large, and only HEIC pictures need it

    pillow_heif.register_heif_opener(thumbnails=False)


def _orientation(image: Image.Image) -> int:
    # Pillow rotates TIFF, and pillow-heif HEIC. A PNG without EXIF in its head would be decoded completely.
    if image.format in ("TIFF", "HEIF") or (image.format == "PNG" and "exif" not in image.info):
        return 1
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # broken EXIF is common, and no reason to refuse a picture
        return 1
    return value if isinstance(value, int) and 2 <= value <= 8 else 1
