"""YAML to text, lists and mappings: libyaml's events and a builder of our own.

`yaml.safe_load` is not used: alias and merge-key bombs hang it before anything can look at the data, duplicate keys
load silently, and half of its scalars become something else than what was written. Events are enough, and fast.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from generator.content.decode import HIDDEN
from generator.content.yaml_errors import explain_yaml_error
from generator.problems import Place, Report

DEEPEST = 24  # levels; content needs six

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: what YAML makes has none, and seeking them takes most of a large file's time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _RefusedError(Exception):
    """The file holds what YAML allows and we do not; already reported."""


def read_yaml(text: str, file: str, report: Report, first_line: int = 0) -> Any:
    """Return the file's data: str, list, dict, or None for an empty value; None too after a reported problem.

    `first_line` is added to lines, for front matter. Runs in time linear to the text, whatever it holds.
    """
    try:
        with uncollected():
            return _Builder(file, report, first_line).build(yaml.parse(text, Loader=_LOADER))
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        message, hint, line, column = explain_yaml_error(error, text)
        report.error("broken-yaml", message, Place(file, line=line + first_line, column=column), hint)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = str(error).splitlines()[0]
        report.error("broken-yaml", f"this is not YAML: {said}", Place(file, line=1 + first_line, column=1))
    return None


class _Builder:
    def __init__(self, file: str, report: Report, first_line: int) -> None:
        self.file, self.report, self.first_line = file, report, first_line
        self.bad = False
        self.aliases: set[str] = set()  # a bomb has thousands of aliases and few anchors: each is told once

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
                    self._refuse(
                        "too-deep",
                        f"this is nested more than {DEEPEST} levels deep",
                        event,
                        "use fewer levels",
                        stop=True,
                    )
                if stack and type(stack[-1][0]) is dict and not stack[-1][1]:
                    self._refuse("key-not-a-text", "a key must be a single text", event, "put it in quotes", stop=True)
                stack.append(({} if kind is yaml.MappingStartEvent else [], [], {}))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = stack.pop()[0]
            elif kind is yaml.AliasEvent:
                self._refuse_alias(event)
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
            if key == "<<" and _is_plain(event):
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
        if text == "" and _is_plain(event):
            return None
        found = HIDDEN.search(text)
        if found:
            self._refuse(
                "invisible-character",
                f"this text holds an invisible character (U+{ord(found[0]):04X})",
                event,
                "take it out",
            )
            return ""
        return text

    def _refuse_alias(self, event: Any) -> None:
        if event.anchor not in self.aliases:
            self.aliases.add(event.anchor)
            self._refuse(
                "yaml-alias", f"`*{event.anchor[:40]}` repeats an anchor", event,
                "write the value out, or put a text that begins with `*` in quotes",
            )  # fmt: skip

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                "yaml-anchor",
                f"`&{event.anchor[:40]}` names this value for reuse",
                event,
                "take it out, and write the value out where it is used",
            )
        if event.tag is not None:
            self._refuse(
                "yaml-tag",
                "a tag (`!`) gives this value a type",
                event,
                "take it out, or put a text that begins with `!` in quotes",
            )

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Place(self.file, line=start.line + 1 + self.first_line, column=start.column + 1, length=length)

    def _refuse(
        self, name: str, message: str, event: Any, help: str,
        related: tuple[tuple[str, Place], ...] = (), stop: bool = False,
    ) -> None:  # fmt: skip
        self.bad = True
        self.report.error(name, message, self._place(event), help, related)
        if stop or self.report.errors > 200:
            raise _RefusedError


def _is_plain(event: Any) -> bool:
    """Whether a scalar stands without quotes (libyaml's binding says "", the Python parser None)."""
    return not event.style
