"""A file that was given, as rows: text in any encoding, a workbook, an archive of CSVs. Its content says what it is."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct, field

from generator.problems import Place, Report
from generator.report.rows import ReportRow, find_delimiter, read_rows
from generator.tables.decode import decode
from generator.tables.read import read_table
from generator.tables.strangers import name_markup, name_stranger
from generator.tables.table import LARGEST_FILE, Hints

_HEAD = 1_000_000  # bytes in which the encoding of a large text is looked for
_HEAD_LINES = 60
_BLOCK = 1_000  # lines that are looked through at once
_MOST_MEMBERS = 60
_TEXTS = (".csv", ".tsv", ".txt")


class ReportSheet(Struct):
    """The rows of one text, workbook, or member of an archive. `digest` stands for the bytes of the file."""

    file: str
    digest: str
    rows: Iterator[ReportRow]
    is_text: bool = True
    delimiter: str = ","
    member: str = ""
    column_names: tuple[str, ...] = ()
    """The names of the columns where the file itself says them."""
    notes: list[str] = field(default_factory=list)

    def place(self, number: int = 0) -> Place:
        """The place of a row."""
        return Place(self.file, line=number, column=1) if number and self.is_text else Place(self.file)


def open_file(
    path: Path, file: str, count_names: Callable[[Sequence[str]], int], report: Report
) -> Iterator[ReportSheet]:
    """Open what a file holds; a file that cannot be read is reported. `file` is its name in problems."""
    place = Place(file)
    try:
        if not path.is_file():
            what = "this is a folder, not an export" if path.is_dir() else "there is no such file"
            report.error("not-an-export", what, place, "check its name and folder")
            return
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            head = stream.read(_HEAD)
    except OSError as error:
        why = (error.strerror or os.strerror(error.errno or 5)).lower()
        report.error("not-an-export", f"this file cannot be read: {why}", place)
        return
    if not head.strip(b"\0 \r\n\t"):
        report.error("not-an-export", "this file is empty", place, "export it again")
    elif head.startswith(b"PK\x03\x04") and _is_archive(path):
        yield from _open_archive(path, file, digest, report)
    elif head.startswith((b"PK\x03\x04", b"[", b"{", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[")) and not head.startswith(
        b"[["
    ):
        table = read_table(path, file, Hints(count_names=count_names), report)
        if table is not None:
            rows = (ReportRow(row.number, list(row.cells)) for row in table.rows)
            yield ReportSheet(file, digest, rows, False, column_names=table.column_names, notes=list(table.notes))
    elif (stranger := name_stranger(head)) or (stranger := name_markup(head[:4000].decode("latin-1").lstrip("ï»¿ "))):
        report.error("not-an-export", f"this is {stranger}", place, "export the report as CSV or XLSX")
    else:
        yield from _open_text(path, file, digest, head, report)


def _open_text(path: Path, file: str, digest: str, head: bytes, report: Report) -> Iterator[ReportSheet]:
    if path.stat().st_size <= LARGEST_FILE:
        decoded_text = decode(path.read_bytes(), file, Hints(), report)
        if decoded_text is not None:
            notes = [decoded_text.note] if decoded_text.note else []
            yield _text_sheet(decoded_text.text, file, digest, report, notes=notes)
        return
    encoding = _find_encoding(head)
    if not encoding:
        hint = "save a file of this size as CSV in UTF-8"
        report.error("not-an-export", "the encoding of this text is neither UTF-8 nor UTF-16", Place(file), hint)
        return
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        first = list(islice(stream, _HEAD_LINES))
        delimiter = find_delimiter(first)
        yield ReportSheet(
            file,
            digest,
            read_rows(_watch_lines(chain(first, stream), file, report), delimiter, file, report),
            delimiter=delimiter,
        )


def _watch_lines(lines: Iterable[str], file: str, report: Report) -> Iterator[str]:
    """The lines; those that hold bytes of another encoding are reported once, with the first one's number."""
    source = iter(lines)
    broken_count = first = read_count = 0
    while block := list(islice(source, _BLOCK)):
        if "\ufffd" in "".join(block):
            bad_lines = [number for number, line in enumerate(block, read_count + 1) if "\ufffd" in line]
            broken_count += len(bad_lines)
            first = first or bad_lines[0]
        read_count += len(block)
        yield from block
    if broken_count:
        message = (
            f"{broken_count:,} lines hold letters that are not in the encoding of the file; they were read as `\ufffd`"
        )
        report.warning("garbled-text", message, Place(file, line=first, column=1), "export it again, in UTF-8")


def _find_encoding(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    whole = head[: head.rfind(b"\n") + 1] or head
    broken_count = whole.decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if broken_count * 2_000 <= len(whole) else ""


def _text_sheet(
    text: str, file: str, digest: str, report: Report, member: str = "", notes: list[str] | None = None
) -> ReportSheet:
    text = text.removeprefix("\ufeff")
    head = list(islice(io.StringIO(text, newline=""), _HEAD_LINES))
    delimiter = find_delimiter(head)
    rows = read_rows(io.StringIO(text, newline=""), delimiter, file, report)
    return ReportSheet(file, digest, rows, delimiter=delimiter, member=member, notes=notes or [])


def _is_archive(path: Path) -> bool:
    """Whether a ZIP holds texts, and is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return "[Content_Types].xml" not in names and any(name.lower().endswith(_TEXTS) for name in names)


def _open_archive(path: Path, file: str, digest: str, report: Report) -> Iterator[ReportSheet]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                archived_file for archived_file in archive.infolist() if archived_file.filename.lower().endswith(_TEXTS)
            ]
            if len(members) > _MOST_MEMBERS:
                message = f"this archive has {len(members):,} texts; at most {_MOST_MEMBERS} are allowed"
                report.error("not-an-export", message, Place(file), "give only the files that you need")
                return
            for member in sorted(members, key=lambda archived_file: archived_file.filename):
                name = f"{file}/{Path(member.filename).name}"
                with archive.open(member) as stream:
                    data = stream.read(LARGEST_FILE + 1)
                if len(data) > LARGEST_FILE:
                    message = f"this member of the archive has more than {LARGEST_FILE:,} bytes"
                    report.error("not-an-export", message, Place(name), "unpack it, and give the file itself")
                    continue
                if not data.strip():
                    continue
                decoded_text = decode(data, name, Hints(), report)
                if decoded_text is not None:
                    own = hashlib.sha256(digest.encode() + member.filename.encode()).hexdigest()
                    yield _text_sheet(decoded_text.text, name, own, report, Path(member.filename).name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        report.error("not-an-export", "this archive is damaged", Place(file), "export it again")
