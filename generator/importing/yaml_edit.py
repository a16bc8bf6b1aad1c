"""Edits of hand-written YAML that preserve comments, order, quotes and spaces elsewhere.

ruamel.yaml changes the text of one entry only. Then the editor reads the file again and checks that nothing but the
change differs. So an edit is correct, or it does not happen.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from msgspec import Struct

from generator.columns.field import Path, Raw, item_name, step_into
from generator.content.yaml_text import read_yaml
from generator.importing.yaml_render import render_entry, scalar
from generator.problems import Report

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(Exception):
    """An edit that cannot be made safely; the message ends a sentence. `id` is the entry, if known."""

    id = ""


class Edit(Struct, frozen=True):
    """A value at a path of keys in an entry; None removes it. If a text must become a group, the text goes under
    `base`."""

    path: Path
    value: Raw | None
    base: str = ""


def edit_file(text: str, edits: Sequence[Edit]) -> str:
    """Edit a file (or front matter) that is one entry. Raise EditError."""
    return _check_text(text, _edit(text, (), edits), {(): edits})


def edit_catalogue(text: str, edits: Mapping[str, Sequence[Edit]], new: Mapping[str, Mapping[str, Any]]) -> str:
    """Edit entries of a file with several, by id, and append new ones. Raise EditError."""
    node = _compose(text)
    flow = node is not None and getattr(node, "flow_style", False)
    new_text = text
    if flow:
        for id_, changes in edits.items():
            new_text = _edit(new_text, (id_,), changes)
    else:
        for start, end, id_ in sorted(_spans(text, node, edits), reverse=True):
            try:
                entry = _edit(new_text[start:end], (id_,), edits[id_])
                new_text = (
                    new_text[:start] + _check_text(new_text[start:end], entry, {(id_,): edits[id_]}) + new_text[end:]
                )
            except EditError as error:
                error.id = id_
                raise
    if new:
        if flow and node.value:
            raise EditError(
                "its products are between `{` and `}`: write them as lines, so that the import can add others"
            )
        if flow:
            new_text = ""
        if new_text and not new_text.endswith("\n"):
            new_text += "\n"
        between = "\n" if new_text.strip() and "\n\n" in new_text.strip() else ""
        new_text += "".join(between + render_entry(entry, id_) for id_, entry in new.items())
    return _check_text(text, new_text, {(id_,): edits[id_] for id_ in edits}, new)


def _compose(text: str) -> Any:
    try:
        return yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise EditError("it cannot be read as YAML") from error


def _spans(text: str, node: Any, edits: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Return begin and end of the entries to change, without comments that belong to the next entry."""
    pairs = node.value if node is not None else []
    starts = [key.start_mark.index - key.start_mark.column for key, _ in pairs] + [len(text)]
    spans = []
    for (key, value), start, end in zip(pairs, starts, starts[1:], strict=False):
        if key.value in edits:
            indent = value.start_mark.column if value.start_mark.line > key.start_mark.line else 0
            spans.append((start, start + len(_without_tail(text[start:end], indent)), key.value))
    return spans


def _without_tail(text: str, indent: int) -> str:
    """Return an entry without the blank lines and comments after its last value, which ruamel.yaml would move."""
    lines = text.splitlines(keepends=True)
    while lines:
        bare = lines[-1].lstrip(" ")
        if bare.strip() and not (bare.startswith("#") and len(lines[-1]) - len(bare) <= indent):
            break
        lines.pop()
    return "".join(lines)


def _edit(text: str, keys: Path, edits: Sequence[Edit]) -> str:
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    from generator.importing.yaml_roundtrip import roundtrip

    body = _without_tail(text, 0) if not keys else text
    tail = text[len(body) :]
    dumper = roundtrip(body)
    try:
        data = dumper.load(body)
        if data is None:
            data = CommentedMap()
        entry = data
        for key in keys:
            if entry[key] is None:
                entry[key] = CommentedMap()
            entry = entry[key]
        _apply_all(entry, edits, _as_yaml)
        out = io.StringIO()
        dumper.dump(data, out)
    except (YAMLError, KeyError, TypeError, ValueError, AttributeError, RecursionError, AssertionError) as error:
        raise EditError("it is written in a way that the import cannot edit") from error
    new_text = out.getvalue()
    if body and not body.endswith("\n"):
        new_text = new_text.rstrip("\n") + ("\n" if tail else "")
    return ("" if not data and not body.strip() else new_text) + tail


def _apply_all(entry: Any, edits: Sequence[Edit], wrap: Any) -> None:
    """Apply edits, then close the gaps that they leave in lists of groups: until then the numbers must not move."""
    for edit in edits:
        _apply(entry, edit, wrap)
    for path in dict.fromkeys(
        edit.path[:at] for edit in edits for at, key in enumerate(edit.path) if isinstance(key, int)
    ):
        _close_gaps(entry, path)


def _close_gaps(entry: Any, path: Path) -> None:
    """Remove the empty groups of a list, the list if it is empty then, and the groups around it likewise."""
    trail = [entry]
    for key in path:
        trail.append(step_into(trail[-1], key))
    groups = trail[-1]
    for at in reversed(range(len(groups or ()))):
        if groups[at] == {}:
            groups.pop(at)
    for here, key, inner in reversed(list(zip(trail, path, trail[1:], strict=False))):
        if inner is not None and not inner and isinstance(here, dict):
            here.pop(key)


def _apply(entry: Any, edit: Edit, wrap: Any) -> None:
    """Apply one edit to nested mappings and lists of them, of ruamel.yaml or plain."""
    *parents, last = edit.path
    here = entry
    trail: list[tuple[Any, str | int]] = []
    for key, below in zip(parents, edit.path[1:], strict=True):
        if isinstance(here, list):
            if not isinstance(key, int):  # one routine may be written as a list
                if not here:
                    here.append(type(entry)())
                here = here[0]
            else:
                if edit.value is None and key >= len(here):
                    return
                while len(here) <= key:
                    here.append(type(entry)())
                if isinstance(here[key], str):
                    here[key] = type(entry)({"product": here[key]})
                here = here[key]
                trail.clear()  # an empty group of a list stays until _close_gaps
                continue
        inner = here.get(key)
        if inner is None and isinstance(below, int):
            if edit.value is None:
                return
            here[key] = []
            here = here[key]
            continue
        if inner is None or isinstance(inner, str):
            if edit.value is None:
                return
            fresh = type(here)()
            if isinstance(inner, str) and edit.base:
                fresh[edit.base] = inner
            here[key] = fresh
        trail.append((here, key))
        here = here[key]
    if edit.value is None:
        here.pop(last, None)
        for parent, key in reversed(trail):
            if not parent[key]:
                parent.pop(key)
    elif isinstance(edit.value, tuple) and isinstance(here.get(last), list):
        _set_items(here[last], edit.value, wrap)
    else:
        here[last] = wrap(edit.value, here.get(last), last)


def _set_items(items: Any, items_wanted: tuple[str, ...], wrap: Any) -> None:
    """Set the items of a list; an item that stays keeps its other keys (such as a favourite's note)."""
    current_names = [item_name(item) for item in items]
    kept_places = [at for at, name in enumerate(current_names) if name in items_wanted]
    if [current_names[at] for at in kept_places] == [
        name for name in items_wanted if name in current_names
    ]:  # the order stays: change in place
        for at in reversed(range(len(items))):
            if at not in kept_places:
                items.pop(at)
        for at, name in enumerate(items_wanted):
            if at >= len(items) or item_name(items[at]) != name:
                items.insert(at, wrap(name, None, ""))
        return
    old = dict(zip(current_names, items, strict=True))
    while items:
        items.pop()
    items.extend(old[name] if name in old else wrap(name, None, "") for name in items_wanted)


def _as_yaml(value: Raw, old: Any, key: str) -> Any:
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString, ScalarString

    if isinstance(value, tuple):
        items = CommentedSeq([_as_yaml(inner, None, "") for inner in value])
        items.fa.set_flow_style()
        return items
    if isinstance(old, ScalarString) or not scalar(value, key).startswith('"'):
        return value
    return DoubleQuotedScalarString(value)


def _check_text(
    before: str, after: str, edits: Mapping[Path, Sequence[Edit]], new: Mapping[str, Mapping[str, Any]] | None = None
) -> str:
    """Return the edited text; raise EditError if it does not hold the expected data."""
    data = copy.deepcopy(_data(before)) or {}
    for keys, changes in edits.items():
        entry = data
        for key in keys:
            if entry.get(key) is None:
                entry[key] = {}
            entry = entry[key]
        _apply_all(entry, changes, _as_data)
    for id_, entry in (new or {}).items():
        data[id_] = entry
    if _normal(_data(after) or {}) != _normal(data):
        raise EditError("it is written in a way that the import cannot edit")
    return after


def apply_plain(data: Mapping[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """Return an entry's data after the edits."""
    new_data: dict[str, Any] = copy.deepcopy({**data})
    _apply_all(new_data, edits, _as_data)
    return new_data


def _as_data(value: Raw, *_: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _data(text: str) -> Any:
    report = Report()
    data = read_yaml(text, "", report)
    if report.errors:
        raise EditError("it cannot be read as YAML")
    return data


def _normal(data: Any) -> Any:
    """Return data in which texts differ only if a reader of the page sees a difference."""
    if isinstance(data, Mapping):
        return {key: _normal(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_normal(value) for value in data]
    return " ".join(re.split(r"\s+", data.strip())) if isinstance(data, str) else data
