"""Columns from `--map`, saved in content/imports.yaml and reused for sheets with the same columns."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.columns.field import plain
from generator.columns.fields import Kind
from generator.content.decode import read_text
from generator.content.discovery import IMPORTS
from generator.content.yaml_text import read_yaml
from generator.importing.kept_maps import KeptMap
from generator.importing.layout import Layout
from generator.importing.yaml_edit import EditError
from generator.problems import Place, Report
from generator.tables.table import letters

_HEADER = """\
# Which columns of your sheets are which fields. `ambassador import --map` writes here, and every import reads it.
# A map is used for sheets that have all the columns of its `sheet`.

"""
_LONGEST = 300


def report_maps(layout: Layout, maps: Sequence[KeptMap]) -> Iterator[str]:
    """Yield sentences about the saved map that was used, or that almost fit."""
    if layout.kept_map:
        pairs = ", ".join(f"{name} from {column}" for name, column in layout.kept_map.columns.items())
        yield f"By {IMPORTS}: {pairs}."
        return
    header_names = {plain(name) for name in layout.header}
    for kept_map in maps:
        missing = [f"`{name}`" for name in kept_map.sheet if plain(name) not in header_names]
        if header_names >= {plain(name) for name in kept_map.columns.values()}:
            yield (
                f"A map in {IMPORTS} was not used, because this sheet has no column {', '.join(missing[:5])}: "
                f"delete it from the map's `sheet:` to use the map for this sheet too."
            )


def keep_columns(
    root: Path, kind: Kind, columns_by_name: Mapping[str, str], layout: Layout, notes: list[str], report: Report
) -> dict[str, bytes]:
    """Return content/imports.yaml with the new columns of `--map`, {} without any; add a sentence to `notes`."""
    inner = {name.removeprefix("_"): name for name in layout.columns}  # a field's name as people write it
    headers = {column_name: layout.header[layout.columns[inner[column_name]]] for column_name in columns_by_name}
    columns = {column_name: name for column_name, name in headers.items() if _can_be_kept(name)}
    kept_columns = layout.kept_map.columns if layout.kept_map else {}
    columns = {column_name: name for column_name, name in columns.items() if kept_columns.get(column_name) != name}
    nameless = [
        letters(layout.columns[inner[column_name]]) for column_name, name in headers.items() if not _can_be_kept(name)
    ]
    if nameless:
        notes.append(f"Not saved, because a column has no name (or a very long one): {', '.join(nameless)}.")
    if not columns:
        return {}
    pairs = ", ".join(f"{column_name} from {name}" for column_name, name in columns.items())
    try:
        before = read_text(root, IMPORTS, Report()) if (root / IMPORTS).exists() else ""
        sheet = [name for name in layout.header if _can_be_kept(name)]
        text = add_map(before or "", kind, columns, sheet, layout.kept_map)
    except EditError as error:
        hint = "write it there by hand: `ambassador explain map-not-kept` shows how"
        report.warning("map-not-kept", f"{pairs} could not be saved here: {error}", Place(IMPORTS), hint)
        return {}
    notes.append(f"Saved in {IMPORTS} for sheets with the same columns: {pairs}.")
    return {IMPORTS: text.encode()}


def add_map(text: str, kind: str, columns: Mapping[str, str], sheet: Sequence[str], into: KeptMap | None) -> str:
    """Return the file's text with a new map, or with columns added to the map `into`. Raise EditError."""
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.error import YAMLError

    from generator.importing.yaml_roundtrip import roundtrip

    dumper = roundtrip(text or "a:\n  - b\n")
    try:
        data = dumper.load(text) if text.strip() else None
        data = CommentedMap() if data is None else data
        mapping = copy.deepcopy(_read(text)) or {}
        if into is not None:
            at = into.place.keys[1]
            data[kind][at]["columns"].update(columns)
            mapping[kind][at]["columns"].update(columns)
        else:
            if not data.get(kind):
                data[kind] = CommentedSeq()
            names = CommentedSeq(sheet)
            names.fa.set_flow_style()
            data[kind].append(CommentedMap({"columns": CommentedMap(columns), "sheet": names}))
            mapping[kind] = [*(mapping.get(kind) or ()), {"columns": dict(columns), "sheet": list(sheet)}]
        out = io.StringIO()
        dumper.dump(data, out)
    except (YAMLError, KeyError, TypeError, ValueError, AttributeError, RecursionError, AssertionError) as error:
        raise EditError("it is written in a way that the import cannot edit") from error
    new_text = ("" if text.strip() else _HEADER) + out.getvalue()
    if _read(new_text) != mapping:
        raise EditError("it is written in a way that the import cannot edit")
    return new_text


def _can_be_kept(name: str) -> bool:
    """Return whether the file can hold a column's name."""
    return 0 < len(name) <= _LONGEST


def _read(text: str) -> Any:
    report = Report()
    data = read_yaml(text, IMPORTS, report)
    return None if report.errors else data
