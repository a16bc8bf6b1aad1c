"""YAML of a new entry, in a form that people can edit comfortably."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from generator.authoring.starter import scalar as _scalar

_WIDEST = 110
# Values without quotes: addresses, handles and paths, true, false and dates. Some readers take _ELSEWHERE for no text.
_WEB = re.compile(r"https?://[^\s#,:\[\]{}\"'`|]+")
_WORD = re.compile(r"(?:\.\./)*[A-Za-z][A-Za-z0-9_./-]*[A-Za-z0-9]")
_FLAG_OR_DAY = re.compile(r"true|false|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ELSEWHERE = frozenset(("yes", "no", "on", "off", "null", "nan"))


def scalar(text: str, key: str = "") -> str:
    """Return a text of one line, quoted if necessary; `key` is its key."""
    if _WEB.fullmatch(text) or _FLAG_OR_DAY.fullmatch(text) or (key == "followers" and text.isdecimal()):
        return text
    return text if _WORD.fullmatch(text) and text.lower() not in _ELSEWHERE else _scalar(text)


def render_entry(entry: Mapping[str, Any], id_: str = "") -> str:
    """Return lines `key: value`, below `id:` if given; values are texts, groups, and lists of either."""
    lines = [f"{scalar(id_)}:"] if id_ else []
    return "".join(f"{line}\n" for line in [*lines, *_lines(entry, "  " if id_ else "")])


def _lines(entry: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, Mapping):
            texts = [(inner, text) for inner, text in value.items() if isinstance(text, str)]
            flow = f"{indent}{key}: {{{', '.join(f'{inner}: {scalar(text, inner)}' for inner, text in texts)}}}"
            if len(flow) <= _WIDEST and len(texts) == len(value):
                yield flow
            else:
                yield f"{indent}{key}:"
                yield from _lines(value, f"{indent}  ")
        elif isinstance(value, str):
            yield from _text(key, value, indent)
        elif value and isinstance(value[0], Mapping):
            yield f"{indent}{key}:"
            for group in value:
                first_line, *more_lines = _lines(group, f"{indent}    ")
                yield f"{indent}  - {first_line.lstrip()}"
                yield from more_lines
        else:
            yield f"{indent}{key}: [{', '.join(map(scalar, value))}]"


def _text(key: str, value: str, indent: str) -> Iterator[str]:
    line = f"{indent}{key}: {scalar(value, key)}"
    if len(line) <= _WIDEST or "  " in value or not value.isprintable():
        yield line
        return
    yield f"{indent}{key}: >-"
    for part in textwrap.wrap(value, _WIDEST - len(indent) - 2, break_long_words=False, break_on_hyphens=False):
        yield f"{indent}  {part}"
