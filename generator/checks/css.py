"""The addresses that a style sheet loads."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?(\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\r\f]?|([^\n\r\f0-9a-fA-F]))")
_STRING = r"""\s*(?:"([^"]*)"|'([^']*)'"""
_URL = re.compile(rf"""\b(?:url|src)\({_STRING}|([^\s"')]*))|@import{_STRING})""", re.IGNORECASE)
_INSIDE = r"""[^()"']|"[^"]*"|'[^']*'"""
_SET = re.compile(rf"image-set\(((?:{_INSIDE}|\((?:{_INSIDE})*+\))*+)", re.IGNORECASE)
_CALL = re.compile(rf"[\w-]+\((?:{_INSIDE})*+\)")
_QUOTED_TEXT = re.compile(r"""["']([^"']+)["']""")


def css_urls(css: str) -> list[str]:
    """Return the addresses in `url()`, `src()`, `@import` and `image-set()`, with escapes decoded and no fragments."""
    text = _ESCAPE.sub(_unescape, _COMMENT.sub(" ", css))
    urls = [next(group for group in (*match.groups(), "") if group is not None) for match in _URL.finditer(text)]
    # Inside image-set(), a quoted text is an address, except inside a call: type("image/avif"), or url("…") as above.
    urls += [url for inside in _SET.findall(text) for url in _QUOTED_TEXT.findall(_CALL.sub(" ", inside))]
    return [url for url in urls if url and not url.startswith("#")]


def _unescape(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    point = int(match[1], 16)
    return chr(point) if 0 < point < 0xD800 or 0xDFFF < point < 0x110000 else "\ufffd"
