"""Where a cell links: `HYPERLINK()`, an anchor of HTML."""

from __future__ import annotations

import html
import re

_TEXT = r'"(?:[^"]|"")*"'
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_JOINED = rf"(?:{_TEXT}|{_CELL})(?:\s*&\s*(?:{_TEXT}|{_CELL}))*"
_HYPERLINK = re.compile(
    rf"\s*=?\s*\+?(?:_xlfn\.)?HYPERLINK\s*\(\s*({_JOINED})\s*(?:[,;]\s*({_JOINED})?\s*)?\)\s*", re.IGNORECASE
)
_PART = re.compile(f"{_TEXT}|{_CELL}", re.IGNORECASE)
_ANCHOR = re.compile(
    r"""\s*<a\s[^<>]{0,500}?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))[^<>]*>[^<>]*</a\s*>\s*""", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/|$)", re.IGNORECASE)
_LONGEST = 4_000


def web_address(target: str) -> str:
    """A link's target if it leads into the web, else "": mail addresses, telephones, files and cells do not."""
    target = target.strip()
    return target if _ADDRESS.match(target) else ""


def split_formula(formula: str) -> tuple[list[str], list[str]] | None:
    """The parts of the two arguments of `HYPERLINK("https://…" & A2, "text")`: quoted texts and cells, to be joined.

    None for any other formula, and for one that works its arguments out in another way.
    """
    found = _HYPERLINK.fullmatch(formula) if len(formula) <= _LONGEST else None
    return ([*_PART.findall(found[1])], [*_PART.findall(found[2] or "")]) if found else None


def unquoted(part: str) -> str:
    """The text between quotes in a formula."""
    return part[1:-1].replace('""', '"')


def read_formula(formula: str) -> tuple[str, str] | None:
    """What a formula written into a CSV shows, and its link or "": `="00123"`, `=HYPERLINK("https://…", "text")`.

    None for any other formula, and for one that needs further cells.
    """
    if len(formula) <= _LONGEST and re.fullmatch(f"={_TEXT}", formula):
        return unquoted(formula[1:]), ""
    parts = split_formula(formula)
    if parts is None or any(not part.startswith('"') for part in (*parts[0], *parts[1])):
        return None
    target, text = ("".join(map(unquoted, one)) for one in parts)
    return text or target, web_address(target)


def anchor_target(text: str) -> str:
    """Where a cell leads that is one anchor of HTML and nothing else; "" for any other."""
    found = _ANCHOR.fullmatch(text) if "<" in text and len(text) <= _LONGEST else None
    return web_address(html.unescape(found[1] or found[2] or found[3])) if found else ""
