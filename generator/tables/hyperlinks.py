"""Link targets of cells: `HYPERLINK()` formulas and HTML anchors."""

from __future__ import annotations

import html
import re

_TEXT = r'"(?:[^"]|"")*"'
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_JOINED_TEXTS = rf"(?:{_TEXT}|{_CELL})(?:\s*&\s*(?:{_TEXT}|{_CELL}))*"
_HYPERLINK = re.compile(
    rf"\s*=?\s*\+?(?:_xlfn\.)?HYPERLINK\s*\(\s*({_JOINED_TEXTS})\s*(?:[,;]\s*({_JOINED_TEXTS})?\s*)?\)\s*",
    re.IGNORECASE,
)
_PART = re.compile(f"{_TEXT}|{_CELL}", re.IGNORECASE)
_ANCHOR = re.compile(
    r"""\s*<a\s[^<>]{0,500}?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))[^<>]*>[^<>]*</a\s*>\s*""", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/|$)", re.IGNORECASE)
_LONGEST = 4_000


def web_address(target: str) -> str:
    """Return a link's target if it is a web address, else "" (mail addresses, telephones, files, cells)."""
    target = target.strip()
    return target if _ADDRESS.match(target) else ""


def split_formula(formula: str) -> tuple[list[str], list[str]] | None:
    """Split the arguments of `HYPERLINK("https://…" & A2, "text")` into the quoted texts and cells to join.

    Return None for other formulas, and for arguments with operators other than `&`.
    """
    match = _HYPERLINK.fullmatch(formula) if len(formula) <= _LONGEST else None
    return ([*_PART.findall(match[1])], [*_PART.findall(match[2] or "")]) if match else None


def unquote_text(part: str) -> str:
    """Return the text between quotes in a formula."""
    return part[1:-1].replace('""', '"')


def read_formula(formula: str) -> tuple[str, str] | None:
    """Return text and link (or "") of a formula in a CSV: `="00123"`, `=HYPERLINK("https://…", "text")`.

    Return None for other formulas, and for one that needs further cells.
    """
    if len(formula) <= _LONGEST and re.fullmatch(f"={_TEXT}", formula):
        return unquote_text(formula[1:]), ""
    parts = split_formula(formula)
    if parts is None or any(not part.startswith('"') for part in (*parts[0], *parts[1])):
        return None
    target, text = ("".join(map(unquote_text, part)) for part in parts)
    return text or target, web_address(target)


def anchor_target(text: str) -> str:
    """Return the target of a cell that is exactly one HTML anchor; else ""."""
    match = _ANCHOR.fullmatch(text) if "<" in text and len(text) <= _LONGEST else None
    return web_address(html.unescape(match[1] or match[2] or match[3])) if match else ""
