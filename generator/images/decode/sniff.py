"""The guess of a file's type from its first bytes, for the message about a file that is no picture."""

from __future__ import annotations

# Pillow's names of the formats that it may open. The list is closed on purpose: EPS would start Ghostscript, and every
# further decoder adds attack surface.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")

_PICTURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)

_OTHER_PICTURES = (
    (b"BM", "a BMP picture"),
    (b"8BPS", "a Photoshop file"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\0\0\1\0", "a Windows icon"),
)

_STRANGERS = (
    (b"%!PS", "a PostScript (EPS) file"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript (EPS) file"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"version https://git-lfs", "a Git LFS pointer; run `git lfs pull` to get the picture itself"),
)


def picture_format(head: bytes) -> str | None:
    """Return the format this file claims to be (one of `FORMATS`, or `HEIF`), or None."""
    for start, name in _PICTURES:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        brands = head[8:64]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
        if head[8:12] in _HEIC_BRANDS:
            return "HEIF"
    return None


def other_picture(head: bytes) -> str | None:
    """Return the kind of an unsupported picture ("a BMP picture"), or None."""
    if b"\0" not in head[:64]:  # a text may begin with "BM" too
        return None
    return next((what for start, what in _OTHER_PICTURES if head.startswith(start)), None)


def looks_like(head: bytes) -> str:
    """Return in words what a file that is no picture looks like."""
    for start, what in _STRANGERS:
        if head.startswith(start):
            return what
    if head[4:8] == b"ftyp":
        return "a video"
    if b"\0" not in head:
        text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
        if "<svg" in text:
            return "an SVG drawing"
        if text.startswith(("<!doctype html", "<html")):
            return "a web page"
        # The cut may split the last letter, which leaves one or two replacement marks.
        if text.count("\ufffd") <= 2:
            return "a text file"
    return "not a known kind of picture"
