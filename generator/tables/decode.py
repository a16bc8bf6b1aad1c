"""Decoder for texts that a spreadsheet or shop saved in any encoding."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from generator.problems import Place, Report
from generator.tables.guess_encoding import TITLES, WIDE, Candidate, guess_encoding
from generator.tables.table import Hints

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that feeds use. Other codecs of Python are slow, or are no text encodings.
_DECLARATION = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']"""
    rb"""(utf-8|us-ascii|iso-8859-[0-9]{1,2}|windows-[0-9]{3,4}|shift_jis|euc-jp|euc-kr|gbk|gb2312|gb18030|big5|koi8-r)["']""",
    re.IGNORECASE,
)
_HEAD, _HEAD_LINES = 4_000, 30
_SAMPLE = 1_000_000  # bytes; the decoder tries some twenty encodings on them
_WIDE = {"utf-32-le": (4, 0), "utf-32-be": (4, 3), "utf-16-le": (2, 0), "utf-16-be": (2, 1)}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_LONGEST_LINE = 80


class DecodedText(Struct, frozen=True):
    """A decoded text. `note` says how the encoding was found, if that is not obvious."""

    text: str
    note: str = ""


def decode(data: bytes, file: str, hints: Hints, report: Report) -> DecodedText | None:
    """Decode a text: by the requested encoding, byte order mark, declaration, zero bytes, UTF-8, or a guess.

    Undecodable bytes become U+FFFD. Return None after a problem: the bytes are no text, or their letters are ambiguous.
    """
    if hints.encoding:
        return _decode_as(data, hints.encoding, file, report)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return DecodedText(data.decode(encoding, "replace"))
    wide = _find_zeros(data[:_HEAD])
    if wide:
        return DecodedText(data.decode(wide, "replace"))
    declaration = _DECLARATION.match(data[:_HEAD])
    try:
        return DecodedText(data.decode(declaration[1].decode() if declaration else "utf-8"))
    except UnicodeError:
        pass
    text = data.decode("utf-8", "replace")
    broken_count = text.count("\ufffd")
    if len(text) - len(text.encode("ascii", "ignore")) > 4 * broken_count:  # UTF-8 in which some letters were cut
        return DecodedText(text)
    if len(_CONTROL.findall(data[:_HEAD])) > len(data[:_HEAD]) // 50:
        hint = "save the sheet as .xlsx, or as .csv in UTF-8"
        report.error("not-a-sheet", "this is neither a text file nor a workbook", Place(file), hint)
        return None
    if re.search(rb"\x1b\$[@B]", data[:_HEAD]):
        return DecodedText(data.decode("iso2022_jp", "replace"), "The text is in ISO-2022-JP.")
    if mixed_text := _decode_by_line(data, file, hints, report):
        return mixed_text
    candidates = guess_encoding(_sample(data), hints.languages)
    if len(candidates) > 1:
        candidates = _with_most_names(data, candidates, hints)
    if len(candidates) != 1:
        _report_unclear(data, [*candidates[:5], *_usual(data, candidates[:5])], file, report)
        return None
    title = TITLES[candidates[0].encoding]
    return DecodedText(
        data.decode(candidates[0].encoding, "replace"),
        f"The text is in {title}, judged by its letters. To choose another, add --encoding NAME.",
    )


def _sample(data: bytes) -> bytes:
    """Return the sample of a large text for the guess: its first lines with non-ASCII bytes."""
    if len(data) <= _SAMPLE:
        return data
    return b"".join(line for line in data.splitlines(keepends=True) if not line.isascii())[:_SAMPLE]


def _decode_by_line(data: bytes, file: str, hints: Hints, report: Report) -> DecodedText | None:
    """Decode a text that mixes UTF-8 lines with lines of a single-byte encoding; return None for other texts.

    In a multi-byte encoding a line may look like UTF-8 by chance, so those are not tried.
    """
    lines = data.splitlines(keepends=True)
    odd = [at for at, line in enumerate(lines) if not line.isascii()]
    wide = [at for at in odd if _is_utf_8(lines[at])]
    if len(wide) * 5 < len(odd):
        return None
    narrow = sorted(set(odd) - set(wide))
    encoding = guess_encoding(b"".join(lines[at] for at in narrow), hints.languages)
    if len(encoding) != 1 or encoding[0].encoding in WIDE:
        return None
    title = TITLES[encoding[0].encoding]
    message = f"the lines of this text are in two encodings, such as line {wide[0] + 1:,} in UTF-8 and line"
    message += f" {narrow[0] + 1:,} in {title}; each was read in its own"
    hint = "check whether the letters are right; or export the sheet again, and choose UTF-8"
    report.warning("garbled-text", message, Place(file, line=narrow[0] + 1, column=1), hint)
    encodings = dict.fromkeys(narrow, encoding[0].encoding)
    return DecodedText("".join(line.decode(encodings.get(at, "utf-8"), "replace") for at, line in enumerate(lines)))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _find_zeros(head: bytes) -> str:
    """Detect UTF-16 or UTF-32 without a mark: zero bytes are always on one side of separators and line ends."""
    for encoding, (width, at) in _WIDE.items():
        units = len(head) // width
        sides = [head[side : units * width : width] for side in range(width)]
        rest_of_sides = sides[:at] + sides[at + 1 :]
        if min(side.count(0) for side in rest_of_sides) < units // 20 + 2 or sides[at].count(0) > units // 50:
            continue
        if not any(b"\n" in side for side in rest_of_sides):
            return encoding
    return ""


def _decode_as(data: bytes, name: str, file: str, report: Report) -> DecodedText | None:
    label = name.strip().lower().removeprefix("x-")
    label = {"windows-874": "cp874", "mac": "mac_roman", "macintosh": "mac_roman", "ansi": "cp1252"}.get(label, label)
    try:
        encoding = codecs.lookup(label)
        "".encode(encoding.name)  # fails for codecs that do not encode text
        # The `utf-8` codec leaves the mark in the text.
        return DecodedText(data.decode(encoding.name, "replace").removeprefix("\ufeff"))
    except (LookupError, UnicodeError, ValueError):
        hint = f"the encodings are utf-8, utf-16, {', '.join(TITLES)} and others of Python's"
        report.error("unknown-encoding", f"there is no encoding `{name[:40]}`", Place(file), hint)
        return None


def _usual(data: bytes, candidates: list[Candidate]) -> list[Candidate]:
    """Return the usual encoding of Windows programs, if it is not among the likely ones."""
    try:
        text = data.decode("cp1252")
    except UnicodeError:
        return []
    return [] if any(candidate.encoding == "cp1252" for candidate in candidates) else [Candidate("cp1252", text, 0.0)]


def _with_most_names(data: bytes, candidates: list[Candidate], hints: Hints) -> list[Candidate]:
    """Return the encodings in which the head of the sheet has most known column names."""
    lines = data[:_HEAD].splitlines()[:_HEAD_LINES]
    counts = [
        max(
            hints.count_names(re.split("[,;\t|]", line.decode(candidate.encoding, "replace").replace('"', "")))
            for line in lines
        )
        for candidate in candidates
    ]
    return [candidate for candidate, count in zip(candidates, counts, strict=True) if count == max(counts)]


def _report_unclear(data: bytes, candidates: list[Candidate], file: str, report: Report) -> None:
    """Report an ambiguous encoding, with one line as each candidate reads it."""
    number, line = next(
        numbered_line for numbered_line in enumerate(data.splitlines(), 1) if not numbered_line[1].isascii()
    )
    examples = [
        f"{candidate.encoding}: {line.decode(candidate.encoding, 'replace').strip()[:_LONGEST_LINE]}"
        for candidate in candidates
    ]
    message = "this text has too few letters to recognise its encoding; line "
    message += (
        f"{number:,} reads in {'; in '.join(examples)}" if examples else f"{number:,} does not fit any known encoding"
    )
    hint = f"choose one: --encoding {candidates[0].encoding}" if candidates else "save it as CSV in UTF-8"
    report.error("unknown-encoding", message, Place(file, line=number, column=1), hint)
