"""Bytes of a text that a spreadsheet or a shop has saved, in whatever encoding."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What feeds are written in. Python knows further codecs that are no encodings of text, or slow.
_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']"""
    rb"""(utf-8|us-ascii|iso-8859-[0-9]{1,2}|windows-[0-9]{3,4}|shift_jis|euc-jp|euc-kr|gbk|gb2312|gb18030|big5|koi8-r)["']""",
    re.IGNORECASE,
)


def decode(data: bytes) -> str:
    """Return the text: by its byte order mark, an XML declaration, its pattern of zeros, as UTF-8, else Windows-1252.

    Never fails: what no encoding can hold becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:4000]
    if head.count(0) > len(head) // 4:  # UTF-16 without its mark: Latin letters have a zero on one side
        return data.decode("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    declared = _DECLARED.match(head)
    for encoding in (*([declared[1].decode()] if declared else ()), "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    # The five bytes that Windows-1252 leaves open are left to Latin-1, as browsers do (encoding.spec.whatwg.org).
    return data.decode("latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "cp1252")
