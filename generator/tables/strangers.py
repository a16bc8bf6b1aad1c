"""Detection of files that are not sheets, by their first bytes or their content."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"bplist00", "a property list of Apple"),
    (b"PAR1", "a Parquet file"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEDIA_TYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    b"application/epub+zip": "a book (EPUB)",
}
_NUMBERS = "a file of Apple's Numbers, Pages or Keynote"
SAVE_AS = "open it in Excel, LibreOffice or Google Sheets, and save it as .xlsx or .csv (UTF-8), without a password"


def name_stranger(data: bytes) -> str:
    """Return the kind of a file that is neither text nor archive; "" for those two."""
    if data.startswith(_OLD_OFFICE):
        return _name_old_office(data)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"AVI ", b"WAVE"):
        return "a picture (WebP)" if data[8:12] == b"WEBP" else "a sound or a film"
    if data[4:8] == b"ftyp":
        return "a picture (HEIC or AVIF)" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1") else "a film"
    if data.startswith(b"BM") and data[6:10] != b"\0\0\0\0":
        return ""  # a text that begins with these letters
    return next((what for start, what in _STARTS if data.startswith(start)), "")


def _name_old_office(data: bytes) -> str:
    """Return the kind of a compound file (MS-CFB), by the names of its streams."""
    for stream, what in (
        ("EncryptedPackage", "a workbook that is locked with a password"),
        ("Workbook", "an old Excel workbook (.xls)"),
        ("Book", "an old Excel workbook (.xls)"),
        ("WordDocument", "an old Word document (.doc)"),
        ("PowerPoint Document", "an old PowerPoint file (.ppt)"),
        ("__properties_version1.0", "a message of Outlook (.msg)"),
    ):
        if f"{stream}\0".encode("utf-16-le") in data:
            return what
    return "an old Excel file, or one with a password"


def name_archive(names: Iterable[str], media_type: bytes) -> str:
    """Return the kind of a ZIP archive, by its file names (lower case) and its part `mimetype`; "" for an Excel
    workbook."""
    all_names = list(names)
    if media_type.strip() in _MEDIA_TYPES:
        return _MEDIA_TYPES[media_type.strip()]
    for pattern, what in (
        (r"xl/workbook\.bin$", "a binary Excel workbook (.xlsb)"),
        ("xl/", ""),
        ("word/", "a Word document (.docx)"),
        ("ppt/", "a PowerPoint file (.pptx)"),
        (r"index/.*\.iwa$|index\.zip$", _NUMBERS),
        (r".*\.(csv|tsv|txt|xlsx?|json|xml)$", "an archive (ZIP) of files: unpack it"),
    ):
        if any(re.match(pattern, name) for name in all_names):
            return what
    return "an archive (ZIP), not an Excel workbook"


def how_to_save(stranger: str) -> str:
    """Return how to make a sheet of a file of a foreign kind."""
    return "in Numbers choose File, Export To, Excel (or CSV)" if stranger == _NUMBERS else SAVE_AS


def name_markup(head: str) -> str:
    """Return the kind of a text that begins with `<`, if it cannot be a feed; else ""."""
    begin = re.sub(r"<!--.*?-->|<\?.*?\?>", "", head, flags=re.DOTALL).lstrip().lower()
    if begin.startswith(("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div")):
        return "a web page (some shops call it .xls)"
    if "urn:schemas-microsoft-com:office:spreadsheet" in head or 'progid="excel.sheet"' in head.lower():
        return "an Excel 2003 spreadsheet in XML"
    if begin.startswith("<svg"):
        return "a picture (SVG)"
    return ""
