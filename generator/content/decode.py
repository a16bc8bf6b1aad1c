"""Decoding of content files: UTF-8 text without invisible characters, from files inside the content folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Literal

from generator.content.read_log import note_dependency, note_file_read, place_in
from generator.content.safe_open import NotAFileError, read_regular
from generator.problems import Place, Report
from generator.prose.letters import describe_hidden, find_hidden, is_mark, without_hidden

LARGEST = 4_000_000  # bytes of one text file; a catalogue of 10,000 products has about 3 million
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
MOST_HIDDEN = 20  # reported invisible characters per file

HiddenMode = Literal["refuse", "remove", "keep"]


def read_text(root: Path, file: str, report: Report, hidden_mode: HiddenMode = "refuse") -> str | None:
    """Read a file (`file` relative to the site's folder `root`) as text; None after a reported problem.

    The text has no BOM, and its lines end in LF, whatever the editor wrote. With `hidden_mode` "remove", it reports
    invisible characters and removes them, so that the same run finds all other problems. With "keep" they stay,
    unreported.
    """
    place = Place(file)
    note_dependency(place_in(root, file))
    try:
        data = _read_plain(root, file)
        if data is None:
            data = _read_linked(root, file)
        if data is None:
            message = "this is a link to a file outside the content folder"
            report.error("outside-content", message, place, "put a copy of the file here")
            return None
    except IsADirectoryError:
        report.error("folder-for-file", "this is a folder; a file is expected here", place)
        return None
    except NotAFileError:
        report.error("unreadable-file", "this is not a file: it is a pipe or a device", place, "put a file there")
        return None
    except (OSError, RuntimeError) as error:
        report.error(
            "unreadable-file",
            f"this file cannot be read: {_reason(error)}",
            place,
            "replace it with a file that can be read",
        )
        return None
    if len(data) > LARGEST:
        report.error("file-too-large", f"this file has more than {LARGEST:,} bytes, the largest size", place)
        return None
    return _decode(data, place, report, hidden_mode)


def _read_plain(root: Path, file: str) -> bytes | None:
    """Read a file whose path has no links, as nearly all have; None in any other case."""
    path, names = place_in(root, file), file.split("/")
    if ".." in names:
        return None
    try:
        data, stat = read_regular(path, LARGEST, follow=False)
    except (OSError, RuntimeError):
        return None  # `_read_linked` reports it
    # Checked after reading: someone may have replaced a parent folder by a link before the file was opened.
    above = [place_in(root, "/".join(names[:end])) for end in range(2, len(names))]
    if any(map(os.path.islink, above)):
        return None
    note_file_read(path, stat, data)
    return data


def _read_linked(root: Path, file: str) -> bytes | None:
    """Read a file that is inside the content folder after resolving links; None if it is outside.

    Raises OSError, RuntimeError.
    """
    # Checked again after reading: the file may have become a link in between.
    data = read_regular(root / file, LARGEST)[0] if _is_inside(root, file) else None
    return data if _is_inside(root, file) else None


def _is_inside(root: Path, file: str) -> bool:
    """Return whether a file is in the content folder after resolving links; only that folder itself may be a link."""
    return (root / file).resolve().is_relative_to((root / file.split("/")[0]).resolve())


def _reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    # Python before 3.13 raises RuntimeError for a loop of links, with the whole path in its message.
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "it is a link that leads to itself"
    return (error.strerror or "the disk refuses").lower()


# First bytes of files that users mistake for text (https://en.wikipedia.org/wiki/List_of_file_signatures).
_KINDS = (
    (b"PK\x03\x04", "a Word, Pages, Excel or ZIP file"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"bplist", "a file of a Mac program"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a file packed by gzip"),
    (b"\xff\xfe\x00\x00", "a text in UTF-32"),
    (b"\x00\x00\xfe\xff", "a text in UTF-32"),
)


def _kind_of(data: bytes) -> str:
    """Return the type of a file that is not text; "" if unknown."""
    return next((kind for sign, kind in _KINDS if data.startswith(sign)), "")


def _decode(data: bytes, place: Place, report: Report, hidden_mode: HiddenMode) -> str | None:
    if kind := _kind_of(data):
        hint = f"copy its text into a text file in UTF-8, and call that file `{place.file.rpartition('/')[2]}`"
        report.error("not-utf-8", f"this file is {kind}, not text", place, hint)
        return None
    if data[:2] in _MARKS or data.count(0) > len(data) // 4:
        report.error("not-utf-8", "this file is in UTF-16", place, "save it as UTF-8")
        return None
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        report.error(
            "not-utf-8",
            "this file is not in UTF-8",
            Place(place.file, line=line, column=column),
            "open it in an editor and save it as UTF-8",
        )
        return None
    if hidden_mode == "keep" or not find_hidden(text):
        return text
    _report_hidden(text, place, report)
    return without_hidden(text) if hidden_mode == "remove" else None


def _report_hidden(text: str, place: Place, report: Report) -> None:
    """Report the first invisible characters, each at its position."""
    start = 0
    for _ in range(MOST_HIDDEN):
        hidden_sign = find_hidden(text[start:])
        if hidden_sign is None:
            return
        at = start + hidden_sign[0]
        before = text.rfind("\n", 0, at) + 1
        message, hint = describe_hidden(hidden_sign[1])
        report.error(
            "stacked-marks" if is_mark(hidden_sign[1]) else "invisible-character",
            message,
            Place(place.file, line=text.count("\n", 0, at) + 1, column=at - before + 1),
            hint,
        )
        start = at + 1
