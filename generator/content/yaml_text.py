"""YAML to text, lists and mappings: libyaml's events and a builder of our own.

`yaml.safe_load` is not used: alias and merge-key bombs hang it before anything can look at the data, duplicate keys
load silently, and half of its scalars become something else than what was written. Events are enough, and fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.problems import Place, Report

DEEPEST = 24  # levels; content needs six

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

# What libyaml says, and what that means to somebody who does not know libyaml.
_HINTS = (
    ("mapping values are not allowed", "a text with `: ` in it must stand in quotes; or check the indentation"),
    ("found character '\\t'", "indent with spaces; a tab is not allowed in YAML"),
    ("found a tab character", "indent with spaces; a tab is not allowed in YAML"),
    ("found character that cannot start any token", "a text that begins with this sign must stand in quotes"),
    ("did not find expected key", "check the indentation, and that quotes inside a text are closed"),
    ("could not find expected ':'", "a key is followed by `: ` and its value"),
    ("while scanning a quoted scalar", "a quote is opened here and never closed"),
    ("did not find expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("block sequence entries are not allowed", "a list begins on a line of its own"),
    ("did not find expected '-' indicator", "check the indentation of this list"),
)


class _RefusedError(Exception):
    """The file holds what YAML allows and we do not; already reported."""


def read_yaml(text: str, file: str, report: Report, first_line: int = 0) -> Any:
    """Return the file's data: str, list, dict, or None for an empty value; None too after a reported problem.

    `first_line` is added to lines, for front matter. Runs in time linear to the text, whatever it holds.
    """
    try:
        return _Builder(file, report, first_line).build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        said = f"{error.context or ''} {error.problem or ''}".strip()
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + first_line, mark.column + 1) if mark else (1 + first_line, 1)
        hint = next((hint for words, hint in _HINTS if words in said), "")
        report.error("broken-yaml", f"this is not YAML: {said}", Place(file, line=line, column=column), hint)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        report.error(
            "broken-yaml", f"this is not YAML: {str(error).splitlines()[0]}", Place(file, line=1 + first_line, column=1)
        )
    return None


class _Builder:
    def __init__(self, file: str, report: Report, first_line: int) -> None:
        self.file, self.report, self.first_line = file, report, first_line
        self.bad = False

    def build(self, events: Iterator[Any]) -> Any:
        result: Any = None
        documents = 0
        # One open list or mapping a level; a mapping also has its pending key and where each key stood.
        stack: list[tuple[Any, list[Any], dict[str, Any]]] = []
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._refuse_decoration(event)
                value: Any = self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._refuse_decoration(event)
                if len(stack) >= DEEPEST:
                    self._refuse("too-deep", f"this is nested more than {DEEPEST} levels deep", event, "", stop=True)
                if stack and type(stack[-1][0]) is dict and not stack[-1][1]:
                    self._refuse("key-not-a-text", "a key must be a single text", event, "put it in quotes", stop=True)
                stack.append(({} if kind is yaml.MappingStartEvent else [], [], {}))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = stack.pop()[0]
            elif kind is yaml.AliasEvent:
                self._refuse("yaml-alias", f"`*{event.anchor}` repeats an anchor", event, "write the value out here")
                value = None
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(
                        "second-document", "`---` begins a second document", event, "one file holds one", stop=True
                    )
                continue
            else:
                continue
            if not stack:
                result = value
            else:
                self._put(stack[-1], value, event)
        if self.bad:
            raise _RefusedError
        return result

    def _put(self, level: tuple[Any, list[Any], dict[str, Any]], value: Any, event: Any) -> None:
        container, pending, places = level
        if type(container) is list:
            container.append(value)
        elif pending:
            container[pending.pop()] = value
        else:
            key = value if value is not None else ""
            if key == "<<" and event.style is None:
                self._refuse(
                    "yaml-merge-key", "`<<` merges another mapping into this one", event, "write its keys out here"
                )
            if key in places:
                first = places[key]
                self._refuse(
                    "duplicate-key", f"the key `{key[:60]}` is here for the second time", event, "keep one of the two",
                    related=(("it is here first", self._place(first)),),
                )  # fmt: skip
            places[key] = event
            pending.append(key)

    def _scalar(self, event: Any) -> str | None:
        text: str = event.value
        if text == "" and event.style is None:
            return None
        found = _UNWRITABLE.search(text)
        if found:
            self._refuse(
                "invisible-character",
                f"this text holds an invisible character (U+{ord(found[0]):04X})",
                event,
                "take it out",
            )
            return ""
        return text

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                "yaml-anchor",
                f"`&{event.anchor[:40]}` names this value for reuse",
                event,
                "write the value out where it is used",
            )
        if event.tag is not None:
            self._refuse(
                "yaml-tag", "a tag (`!`) gives this value a type", event, "take it out; every value is read as text"
            )

    def _place(self, event: Any) -> Place:
        return Place(self.file, line=event.start_mark.line + 1 + self.first_line, column=event.start_mark.column + 1)

    def _refuse(
        self, name: str, message: str, event: Any, help: str,
        related: tuple[tuple[str, Place], ...] = (), stop: bool = False,
    ) -> None:  # fmt: skip
        self.bad = True
        self.report.error(name, message, self._place(event), help, related)
        if stop or self.report.errors > 200:
            raise _RefusedError
