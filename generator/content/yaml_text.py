"""Parser of a strict YAML subset into texts, lists and mappings, from libyaml's events.

`yaml.safe_load` is unsuitable. Bombs of aliases and merge keys hang it before any check can run. It accepts duplicate
keys silently, and changes half of the scalars into other values. Events are enough, and fast.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from generator.content.yaml_errors import explain_yaml_error
from generator.content.yaml_traps import Traps, with_tabs, without_tabs
from generator.problems import Place, Report
from generator.prose.letters import describe_hidden, hidden_in, is_mark, without_hidden

DEEPEST = 24  # nested levels; content needs six

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the garbage collector: parsed YAML has no cycles, and the search takes most of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _RefusedError(Exception):
    """The file uses a YAML feature that we refuse; already reported."""


class Partial(dict[str, Any]):
    """A mapping with missing values: `lost_keys` are the keys whose values are aliases; "<<" means any key."""

    lost_keys: frozenset[str]

    def lacks(self, key: str) -> bool:
        """Return whether the file may have given this missing key by an alias."""
        return key in self.lost_keys or "<<" in self.lost_keys


_UNKNOWN_VALUE: Any = object()
"""Placeholder for the value of an alias."""


def read_yaml(text: str, file: str, report: Report, first_line: int = 0, keep_going: bool = False) -> Any:
    """Return the file's data: str, list, dict, or None for an empty value; None too after a reported problem.

    `first_line` is added to line numbers, for front matter. With `keep_going` it returns the readable data even after
    problems, so that the same run finds others. It runs in time linear in the text, for any input.
    """
    text = without_tabs(text)
    is_cut = Traps(text, file, report, first_line, _events).report()
    try:
        with without_collector():
            data = _Builder(text, file, report, first_line, keep_going).build(_events(text))
        return None if is_cut and not keep_going else data
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        if is_cut:  # a comment hides the closing bracket, which is already reported
            return None
        message, hint, line, column = explain_yaml_error(error, text)
        report.error("broken-yaml", message, Place(file, line=line + first_line, column=column), hint)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        report.error("broken-yaml", f"this is not YAML: {reason}", Place(file, line=1 + first_line, column=1))
    return None


def _events(text: str) -> Iterator[Any]:
    """Return the events of a text.

    `yaml.parse` would check each event before it yields it.
    """
    return iter(_LOADER(text).get_event, None)


class _Builder:
    def __init__(self, text: str, file: str, report: Report, first_line: int, keep_going: bool = False) -> None:
        self.file, self.report, self.first_line = file, report, first_line
        self.keep_going = keep_going
        self.tabs = with_tabs(text) != text
        self.bad = False
        self.lost_keys: dict[int, set[str]] = {}  # by id of an open mapping: its keys with unknown values
        self.has_unknown = False  # whether any value is unknown
        # Only the escapes of double quotes can add characters that the source text lacks.
        self.hides = bool(hidden_in(text))
        self.aliases: set[str] = set()  # report each once: a bomb has thousands of aliases but few anchors

    def build(self, events: Iterator[Any]) -> Any:
        result: Any = None
        documents = 0
        # The open list or mapping; in a mapping, the key whose value comes next, and the event of each key.
        level: Any = None
        pending: str | None = None
        places: dict[str, Any] = {}
        around: list[tuple[Any, str | None, dict[str, Any]]] = []  # the same for the enclosing levels
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_decoration(event)
                value: Any = with_tabs(event.value) if self.tabs else event.value
                if value == "" and _is_plain(event):
                    value = None
                elif (self.hides or event.style == '"') and (hidden_char := hidden_in(value)):
                    value = self._refuse_hidden(hidden_char, event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_decoration(event)
                if len(around) >= DEEPEST:
                    reason = f"this has more than {DEEPEST} levels"
                    self._refuse("too-deep", reason, event, "use fewer levels", stop=True)
                if type(level) is dict and pending is None:
                    self._refuse("key-not-a-text", "a key must be a single text", event, "put it in quotes", stop=True)
                around.append((level, pending, places))
                level, pending, places = {} if kind is yaml.MappingStartEvent else [], None, {}
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = self._complete_value(level) if self.has_unknown else level
                level, pending, places = around.pop()
            elif kind is yaml.AliasEvent:
                self._refuse_alias(event)
                value = _UNKNOWN_VALUE
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    reason = "`---` begins a second document"
                    self._refuse("second-document", reason, event, "a file has one document", stop=True)
                continue
            else:
                continue
            if type(level) is list:
                level.append(value)
            elif pending is not None:
                if self.has_unknown and (value is _UNKNOWN_VALUE or pending == "<<"):
                    self.lost_keys.setdefault(id(level), set()).add(pending)
                else:
                    level[pending] = value
                pending = None
            elif level is None:
                result = value
            else:
                pending = "<<" if value is _UNKNOWN_VALUE else value if value is not None else ""
                if value is _UNKNOWN_VALUE:
                    continue
                if pending == "<<" or pending in places:
                    self._check_key(pending, event, places)
                places[pending] = event
        if result is _UNKNOWN_VALUE or (self.bad and not self.keep_going):
            raise _RefusedError
        return result

    def _complete_value(self, level: Any) -> Any:
        """Return a finished list or mapping.

        A list with an alias in it is unknown as a whole, because validation counts its items.
        """
        if type(level) is list:
            return _UNKNOWN_VALUE if any(value is _UNKNOWN_VALUE for value in level) else level
        lost_keys = self.lost_keys.pop(id(level), None)
        if lost_keys is None:
            return level
        partial = Partial(level)
        partial.lost_keys = frozenset(lost_keys)
        return partial

    def _check_key(self, key: str, event: Any, places: dict[str, Any]) -> None:
        if key == "<<" and _is_plain(event):
            message = "`<<` merges another mapping into this one"
            self._refuse("yaml-merge-key", message, event, "write its keys out here")
            self.has_unknown = True
        if key in places:
            message, first = f"the key `{key[:60]}` is here again", self._place(places[key])
            self._refuse("duplicate-key", message, event, "keep only one of them", (("it is here first", first),))

    def _refuse_hidden(self, hidden_char: str, event: Any) -> str:
        message, hint = describe_hidden(hidden_char)
        text_message = message.replace("here", "in this text", 1)
        self._refuse("stacked-marks" if is_mark(hidden_char) else "invisible-character", text_message, event, hint)
        return without_hidden(event.value)

    def _refuse_alias(self, event: Any) -> None:
        self.has_unknown = True
        if event.anchor not in self.aliases:
            self.aliases.add(event.anchor)
            self._refuse(
                "yaml-alias", f"`*{event.anchor[:40]}` repeats an anchor", event,
                "write the value, or put a text that begins with `*` in quotes",
            )  # fmt: skip

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                "yaml-anchor",
                f"`&{event.anchor[:40]}` names this value for reuse",
                event,
                "delete it, and write the value where it is used",
            )
        if event.tag is not None:
            self._refuse(
                "yaml-tag",
                "a tag (`!`) gives this value a type",
                event,
                "delete it, or put a text that begins with `!` in quotes",
            )

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Place(self.file, line=start.line + 1 + self.first_line, column=start.column + 1, length=length)

    def _refuse(
        self, name: str, message: str, event: Any, help: str,
        related_places: tuple[tuple[str, Place], ...] = (), stop: bool = False,
    ) -> None:  # fmt: skip
        self.bad = True
        self.report.error(name, message, self._place(event), help, related_places)
        if stop or self.report.errors > 200:
            raise _RefusedError


def _is_plain(event: Any) -> bool:
    """Return whether a scalar is unquoted (libyaml's binding says "", the Python parser None)."""
    return not event.style
