"""Pictures as phones, editors and messengers write them, with every kind of metadata of each format."""

from __future__ import annotations

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SECRET = "Rue-du-Secret-12"
"""Every piece of metadata contains it."""
LATITUDE = (45.0, 45.0, 50.4321)
_MAKE, _MODEL, _SOFTWARE, _ARTIST, _DESCRIPTION, _TIME = 0x010F, 0x0110, 0x0131, 0x013B, 0x010E, 0x0132
_EXIF, _GPS, _ORIENTATION = 0x8769, 0x8825, 0x0112


def exif() -> bytes:
    """Return camera, owner, time, place and a maker's note."""
    metadata = Image.Exif()
    for tag in (_MAKE, _MODEL, _SOFTWARE, _ARTIST, _DESCRIPTION):
        metadata[tag] = SECRET
    metadata[_TIME] = "2026:05:04 03:02:01"
    metadata[_ORIENTATION] = 6
    metadata.get_ifd(_EXIF).update(
        {0x9003: "2026:05:04 03:02:01", 0x9286: SECRET, 0xA431: SECRET, 0x927C: SECRET.encode()}
    )
    metadata.get_ifd(_GPS).update({1: "N", 2: LATITUDE, 3: "E", 4: (4.0, 50.0, 8.52), 27: SECRET})
    return metadata.tobytes()


def xmp() -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"<GPSLatitude>45,45.84N</GPSLatitude><creator>{SECRET}</creator></x:xmpmeta>"
    ).encode()


def icc() -> bytes:
    """Return a whole sRGB profile, with the secret at its end."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile + SECRET.encode()


def drawing(size: tuple[int, int] = (900, 1200)) -> Image.Image:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(picture).ellipse((200, 300, 700, 800), fill=(180, 60, 80))
    return picture


def jpeg() -> bytes:
    """Return a JPEG with EXIF and GPS, XMP, ICC, IPTC, a comment, a second picture (MPF) and bytes after the end."""
    out = io.BytesIO()
    metadata = {"exif": exif(), "icc_profile": icc(), "comment": SECRET.encode(), "xmp": xmp()}
    drawing().save(out, "MPO", save_all=True, append_images=[drawing((90, 120))], quality=90, **metadata)
    whole = out.getvalue()
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x17\x1c\x02\x50\0\x10" + SECRET.encode() + b"\0"
    segments = b"".join(marker + struct.pack(">H", len(data) + 2) + data for marker, data in (
        (b"\xff\xed", iptc), (b"\xff\xe5", b"Samsung" + SECRET.encode()), (b"\xff\xfe", SECRET.encode()),
    ))  # fmt: skip
    return whole[:2] + segments + whole[2:] + SECRET.encode()


def png() -> bytes:
    """Return a PNG with tEXt, zTXt, iTXt (XMP), eXIf, tIME, iCCP, a private chunk, and bytes after the end."""
    out, metadata = io.BytesIO(), PngImagePlugin.PngInfo()
    metadata.add_text("Author", SECRET)
    metadata.add_text("Comment", SECRET, zip=True)
    metadata.add_itxt("XML:com.adobe.xmp", xmp().decode())
    drawing().save(out, "PNG", pnginfo=metadata, exif=exif(), icc_profile=icc())
    whole = out.getvalue()
    chunks = b"".join(
        _chunk(kind, data) for kind, data in ((b"tIME", b"\x07\xea\x05\x04\x03\x02\x01"), (b"seCr", SECRET.encode()))
    )
    at = whole.index(b"IDAT") - 4
    return whole[:at] + chunks + whole[at:] + SECRET.encode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp() -> bytes:
    out = io.BytesIO()
    drawing().save(out, "WEBP", exif=exif(), xmp=xmp(), icc_profile=icc())
    return out.getvalue()


def avif() -> bytes:
    out = io.BytesIO()
    drawing().save(out, "AVIF", exif=exif(), xmp=xmp(), icc_profile=icc())
    return out.getvalue()


def heic() -> bytes:
    """Return a HEIC as an iPhone writes it."""
    out = io.BytesIO()
    pillow_heif.from_pillow(drawing()).save(out, exif=exif(), xmp=xmp(), icc_profile=icc())
    return out.getvalue()


def tiff() -> bytes:
    out = io.BytesIO()
    drawing().save(out, "TIFF", exif=exif(), icc_profile=icc(), tiffinfo={270: SECRET, 700: xmp()})
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    drawing((300, 400)).save(out, "GIF", comment=SECRET.encode())
    return out.getvalue()


def svg() -> bytes:
    return f"""<?xml version="1.0"?><!-- {SECRET} -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" viewBox="0 0 100 40"
 inkscape:export-filename="/home/{SECRET}/logo.png">
<metadata><rdf:RDF><creator>{SECRET}</creator></rdf:RDF></metadata>
<rect width="100" height="40" fill="#a4452c" data-path="/home/{SECRET}"/><!-- {SECRET} --></svg>""".encode()


PICTURES = {
    "phone.jpg": jpeg, "editor.png": png, "messenger.webp": webp, "new.avif": avif, "iphone.heic": heic,
    "scan.tiff": tiff, "old.gif": gif,
}  # fmt: skip
