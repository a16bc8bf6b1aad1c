"""Rosters as text: values as cells, and edits that keep the comments of a file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.columns.roster_fields import Keys
from generator.content.yaml_text import read_yaml
from generator.importing.yaml_roundtrip import roundtrip
from generator.problems import Place, Report

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^,\[\]{}#:\n]|:(?=\S))*")


def value_at(data: Any, keys: Keys) -> Any:
    """Return what stands at keys in the data of a roster; None if nothing does."""
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def cell_text(value: Any) -> str:
    """Return a value as a cell: texts with commas, groups a line each."""
    if value is None:
        return ""
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
        return ", ".join(texts) if len(texts) == len(value) else "\n".join(map(_flow, value))
    return str(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    text = "" if value is None else str(value)
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


class CellChange(Struct, frozen=True):
    """What a cell changes in a file: the key, what was there, and what is there now ("" for nothing)."""

    file: str
    key: str
    before: str
    after: str


def read_list(text: str, cell: str, place: Place, report: Report) -> list[Any] | None:
    """Read a group a line; None after a reported problem."""
    inner = Report()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    data = read_yaml("".join(f"- {line}\n" for line in lines), place.file, inner)
    if inner.errors or not isinstance(data, list) or not all(isinstance(item, Mapping) for item in data):
        message = f"cell {cell} must have one group of keys per line"
        report.error("unreadable-cell", message, place, "write each line as `{day: 2027-01-22, product: cloud-balm}`")
        return None
    return data


def edit_roster(text: str, edits: Mapping[Keys, Any]) -> str:
    """Return the text of a roster with values put in, or taken out (None); comments and order stay."""
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap

    dumper = roundtrip(text)
    data = dumper.load(text) if text.strip() else None
    alone = text if data is None else ""  # a file that holds comments only
    data = CommentedMap() if data is None else data
    for keys, value in edits.items():
        _set(data, keys, value)
    out = io.StringIO()
    dumper.dump(data, out)
    new_text = out.getvalue() if data else ""
    return alone + new_text


def _set(data: Any, keys: Keys, value: Any) -> None:
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap

    *parents, last = keys
    trail = []
    for depth, key in enumerate(parents):
        if not isinstance(data.get(key), dict):
            if value is None:
                return
            data[key] = CommentedMap()
            if depth or key != "platforms":
                data[key].fa.set_flow_style()
        trail.append((data, key))
        data = data[key]
    if value is None:
        data.pop(last, None)
        for parent, key in reversed(trail):
            if not parent[key]:
                parent.pop(key)
    elif isinstance(value, list) and isinstance(data.get(last), list):
        _set_items(data[last], value)
    else:
        data[last] = _wrap(value)


def _set_items(items: Any, values: list[Any]) -> None:
    """Make a list hold what is values: an item that stays keeps its comment."""
    for at, value in enumerate(values):
        if at >= len(items):
            items.append(_wrap(value))
        elif not _same(items[at], value):
            if isinstance(items[at], dict) and isinstance(value, Mapping):
                for key in [key for key in items[at] if key not in value]:
                    items[at].pop(key)
                for key, inner in value.items():
                    if not _same(items[at].get(key), inner):
                        items[at][key] = _wrap(inner)
            else:
                items[at] = _wrap(value)
    del items[len(values) :]


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, dict) and isinstance(second, Mapping):
        return set(first) == set(second) and all(_same(first[key], second[key]) for key in first)
    return bool(first == second)


def _wrap(value: Any) -> Any:
    """A value as ruamel.yaml writes it: groups and short lists on one line, texts in quotes where they need them."""
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, Mapping):
        group = CommentedMap((key, _wrap(inner)) for key, inner in value.items())
        group.fa.set_flow_style()
        return group
    if isinstance(value, list):
        items = CommentedSeq(map(_wrap, value))
        if all(isinstance(inner, str) for inner in value):
            items.fa.set_flow_style()
        return items
    return value if _PLAIN.fullmatch(value) else DoubleQuotedScalarString(value)
