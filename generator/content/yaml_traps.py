"""Values that YAML reads differently than users mean: a `#` that cuts a text, curly quotes, tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from generator.problems import Place, Report

_HASH = re.compile(r"(?<![^\s\[{,])#(?=[^\W_])")
_COMMENT_START = re.compile(r"(?:\A|\s)#")
_COMMENTED_OUT = re.compile(r"#[ ]?(?:[\w-]+[ ]?:(?:[ ]|$)|-)")
_MOST = 50  # reports of one kind per file

_CURLY = {"“": "”", "„": "“”‟", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "「": "」", "”": "”"}
_OPENING = re.compile(rf"[{''.join(_CURLY)}]")

_TAB_FOR_BLOCK = re.compile(r"([|>][-+0-9]{0,2}[ ]*(?:#[^\n]*)?\n(?:[ ]*\n)*[ ]+)\t")
_BLANK_WITH_TAB = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)
_TAB = "\ufdd0"  # a noncharacter, which no decoded text contains

Events = Callable[[str], Iterator[Any]]


def without_tabs(text: str) -> str:
    """Return the YAML text without the tabs that YAML allows but libyaml refuses; all positions stay the same.

    YAML 1.2 allows a tab on an empty line, and one after the indentation of a block's text. `with_tabs` restores the
    latter.
    """
    if "\t" not in text:
        return text
    blank = _BLANK_WITH_TAB.sub(lambda match: " " * len(match[0]), text)
    return _TAB_FOR_BLOCK.sub(rf"\1{_TAB}", blank)


def with_tabs(value: str) -> str:
    """Return a value with the tabs that `without_tabs` replaced."""
    return value.replace(_TAB, "\t")


class Traps:
    """Checker of one YAML text; `first_line` is added to line numbers, and `events` returns libyaml's events."""

    def __init__(self, text: str, file: str, report: Report, first_line: int, events: Events) -> None:
        self._text, self._file, self._report = text, file, report
        self._first_line, self._events = first_line, events

    def report(self) -> bool:
        """Report cut texts as errors and visible quotes as warnings; return whether any text is cut."""
        hashes = [match.start() for match in _HASH.finditer(self._text)] if "#" in self._text else []
        curly = not self._text.isascii() and _OPENING.search(self._text) is not None
        if not hashes and not curly:
            return False
        scalars, open_flow = self._scalars()
        if curly:
            self._report_quotes(scalars)
        return self._report_cuts(hashes, scalars, open_flow) if hashes else False

    def _scalars(self) -> tuple[list[Any], int]:
        """Return the scalars up to a syntax error, and the start of a bracket that is open there (-1 for none)."""
        scalars: list[Any] = []
        flow: list[int] = []
        try:
            for event in self._events(self._text):
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    scalars.append(event)
                elif kind in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
                    flow.append(event.start_mark.index if event.flow_style else -1)
                elif kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
                    flow.pop()
        except (yaml.YAMLError, ValueError, RecursionError):
            return scalars, max(flow, default=-1)
        return scalars, -1

    def _report_cuts(self, hashes: list[int], scalars: list[Any], open_flow: int) -> bool:
        spans = [
            (scalar.start_mark.index, scalar.end_mark.index, scalar)
            for scalar in scalars
            if scalar.value or scalar.style
        ]
        reported_lines = at = 0
        for sign in hashes:
            while at < len(spans) and spans[at][1] <= sign:
                at += 1
            if at < len(spans) and spans[at][0] <= sign:
                continue  # inside a text
            before = spans[at - 1] if at else None
            if reported_lines < _MOST and self._is_cut(sign, before, open_flow):
                self._report_cut(sign, before)
                reported_lines += 1
        return reported_lines > 0

    def _is_cut(self, sign: int, before: tuple[int, int, Any] | None, open_flow: int) -> bool:
        """Return whether the comment at `sign` was meant as text; `before` is the scalar before it."""
        line = self._text.rfind("\n", 0, sign) + 1
        start = self._text[line:sign]
        if not start.strip():
            return before is not None and self._goes_on(line, sign, before)
        if open_flow >= 0 and sign > open_flow:
            return True
        end = before[1] if before else -1
        if _COMMENT_START.search(self._text[max(line, end) : sign]):
            return False  # the comment started earlier
        if before is not None and end > line and not self._text[end:sign].strip():
            return _is_plain(before[2]) and not self._is_key(end)
        if start.rstrip()[-1] in "[{,":
            return True
        return start.rstrip()[-1] in ":-?" and not self._has_block(line, sign)

    def _goes_on(self, line: int, sign: int, before: tuple[int, int, Any]) -> bool:
        """Return whether a comment line is where the text above would continue: indented further than its key."""
        above = self._text.rfind("\n", 0, before[0]) + 1
        between = self._text[before[1] : min(line, before[1] + 80)]
        if not _is_plain(before[2]) or between.count("\n") != 1 or between.strip() or above == before[0]:
            return False
        key = self._text[above : before[0]]
        if not key.rstrip().endswith((":", "-")):
            return False
        further = sign - line > len(key) - len(key.lstrip(" -"))
        end = self._text.find("\n", sign)
        return further and not _COMMENTED_OUT.match(self._text[sign : end if end >= 0 else None])

    def _is_key(self, end: int) -> bool:
        return self._text[end : end + 1] == ":"

    def _has_block(self, line: int, sign: int) -> bool:
        """Return whether the value of a key or an item is in the lines below it."""
        own = self._text[line:sign]
        indent = len(own) - len(own.lstrip(" "))
        end = self._text.find("\n", sign)
        while end >= 0:
            start, end = end + 1, self._text.find("\n", end + 1)
            below = self._text[start : end if end >= 0 else None]
            words = below.lstrip(" ")
            if words and not words.startswith("#"):
                further = len(below) - len(words)
                return further > indent or (further == indent and words.startswith("- ") and own.rstrip()[-1] == ":")
        return False

    def _report_cut(self, sign: int, before: tuple[int, int, Any] | None) -> None:
        word = re.match(r"#\w+", self._text[sign:])
        comment_start = word[0][:40] if word else "#"
        line = self._text.rfind("\n", 0, sign) + 1
        is_cut = before is not None and before[1] > line and not self._text[before[1] : sign].strip()
        what = "so the text ends before it" if is_cut else "so it is not a text"
        self._report.error(
            "hash-in-a-text", f"`{comment_start}` begins a comment here, {what}", self._place(sign, len(comment_start)),
            'put the whole text in quotes: "… #word"; a comment has a space after its `#`',
        )  # fmt: skip

    def _report_quotes(self, scalars: list[Any]) -> None:
        reported_lines = 0
        for scalar in scalars:
            value = scalar.value
            closing = _CURLY.get(value[:1]) if _is_plain(scalar) else None
            if closing is None or reported_lines == _MOST or self._is_key(scalar.end_mark.index):
                continue
            inner = value[1:]
            if inner and inner[-1] in closing and not any(sign in inner[:-1] for sign in (value[0], *closing)):
                straight = f'write straight quotes, "{inner[:-1][:40]}"'
                hint = f"{straight}; to show quotes on the page, put straight quotes around them"
                message = f"the quotes around `{value[:60]}` are part of the text, and the page shows them"
            elif self._text.startswith(",", scalar.end_mark.index) and not any(sign in inner for sign in closing):
                hint = 'write straight quotes: "…"'
                message = f"the comma after `{value[:60]}` ends this text: a curly quote does not quote in YAML"
            else:
                continue
            reported_lines += 1
            place = self._place(scalar.start_mark.index, scalar.end_mark.index - scalar.start_mark.index)
            self._report.warning("curly-quotes", message, place, hint)

    def _place(self, start: int, length: int) -> Place:
        before = self._text.rfind("\n", 0, start) + 1
        line = self._text.count("\n", 0, start) + 1 + self._first_line
        return Place(self._file, line=line, column=start - before + 1, length=max(1, length))


def _is_plain(event: Any) -> bool:
    """Return whether a scalar is unquoted (libyaml's binding says "", the Python parser None)."""
    return not event.style
