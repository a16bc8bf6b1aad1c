"""Rosters as a sheet, a column a field, and a sheet back into rosters: comments and order of the files stay."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct

from generator.content.decode import read_text
from generator.content.roster_file import roster_file
from generator.content.site import Site
from generator.content.validate import validate
from generator.content.yaml_text import read_yaml
from generator.importing.yaml_roundtrip import roundtrip
from generator.models.platforms import Platform
from generator.models.roster import Contract, Exclusivity, Fee, Numbers, Pause, Roster, Steps
from generator.problems import Place, Problem, Report, closest, did_you_mean
from generator.tables.table import Row, Table, letters

LISTS = ("history", "gifts", "pieces", "rights")
"""Keys whose cells hold a group a line: `{day: 2027-01-22, product: cloud-balm}`."""
REMOVE = "-"
"""A cell that takes the value away; an empty one changes nothing."""
_SHOWN = ("instagram", "tiktok", "youtube")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^,\[\]{}#:\n]|:(?=\S))*")
Keys = tuple[str, ...]


def _keys_of(model: type[Any], *before: str) -> Iterator[Keys]:
    for name, field in model.model_fields.items():
        if field.annotation != (Exclusivity | None):
            yield (*before, field.alias or name)


def columns(platforms: Sequence[str]) -> tuple[Keys, ...]:
    """The keys of every column, in the order of the file."""
    groups = (
        *_keys_of(Steps, "state"), *_keys_of(Pause, "paused"),
        *(keys for platform in platforms for keys in _keys_of(Numbers, "platforms", platform)),
        *((name,) for name in LISTS), *_keys_of(Contract, "contract"),
        *_keys_of(Exclusivity, "contract", "exclusivity"), *_keys_of(Fee, "fee"),
    )  # fmt: skip
    return (("owner",), ("country",), ("languages",), *groups)


def read_raw(site: Site, report: Report) -> dict[str, tuple[str, dict[str, Any]]]:
    """The text and the data of each person's roster, every scalar a text; empty ones where there is no file."""
    found = {}
    for profile in site.people:
        file = roster_file(profile.place.file)
        text = (read_text(site.root, file, report) or "") if (site.root / file).exists() else ""
        data = read_yaml(text, file, report) if text else None
        found[profile.slug] = text, dict(data) if isinstance(data, Mapping) else {}
    return found


def make_rows(site: Site, raw: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[list[str]]:
    """The rows of the sheet, the names of the columns first."""
    used = {
        str(one) for _, data in raw.values() if isinstance(data.get("platforms"), Mapping) for one in data["platforms"]
    }
    heads = columns([one for one in get_args(Platform) if one in used or one in _SHOWN])
    rows = [["slug", "name", *(".".join(keys) for keys in heads)]]
    for profile in site.people:
        data = raw[profile.slug][1]
        rows.append([profile.slug, profile.person.name, *(_cell(_value(data, keys)) for keys in heads)])
    return rows


def _value(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        return ", ".join(texts) if len(texts) == len(value) else "\n".join(map(_flow, value))
    return str(value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    text = "" if value is None else str(value)
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


class Changed(Struct, frozen=True):
    """What a cell changes in a file: the key, what was there, and what is there now ("" for nothing)."""

    file: str
    key: str
    before: str
    after: str


class Plan(Struct, frozen=True):
    """The files as they will be, as they were (None: there was none), and every change in them."""

    files: Mapping[str, bytes]
    before: Mapping[str, bytes | None]
    changes: tuple[Changed, ...]
    unread: tuple[str, ...]
    """Columns that are no field."""


def plan_import(table: Table, site: Site, report: Report) -> Plan:
    """Find what a sheet changes. Every cell that cannot be read is reported, and then nothing is to be written."""
    raw = read_raw(site, report)
    at = next((n for n, row in enumerate(table.rows[:32]) if "slug" in map(str.strip, row.cells)), None)
    names = table.named or (table.rows[at].cells if at is not None else ())
    heads = {name.strip(): column for column, name in enumerate(names)}
    if "slug" not in heads:
        report.error(
            "missing-column", "no column is called `slug`", Place(table.file), "export the roster, and edit that"
        )
        return Plan({}, {}, (), ())
    known = {".".join(keys): keys for keys in columns(get_args(Platform))}
    unread = tuple(name for name in heads if name and name not in known and name not in ("slug", "name"))
    files: dict[str, bytes] = {}
    before: dict[str, bytes | None] = {}
    changes: list[Changed] = []
    slugs: set[str] = set()
    for row in table.rows if table.named else table.rows[(at or 0) + 1 :]:
        slug = row.text(heads["slug"])
        place = _place(table, row)
        if not slug and not any(cell.strip() for cell in row.cells):
            continue
        if slug not in raw or slug in slugs:
            hint = did_you_mean(slug, raw, "write the name of a folder or file in content/ambassadors/")
            message = f"row {row.number}: no ambassador is called `{slug[:60]}`"
            if slug in slugs:
                message, hint = f"row {row.number}: `{slug}` has a row above already", "keep one of the two rows"
            report.error("duplicate-slug" if slug in slugs else "unknown-ambassador", message, place, hint)
            continue
        slugs.add(slug)
        profile = next(person for person in site.people if person.slug == slug)
        file = roster_file(profile.place.file)
        text, data = raw[slug]
        values = {known[name]: row.text(column) for name, column in heads.items() if name in known and row.text(column)}
        edits = dict(_edits(data, values, heads, table, row, report))
        if not edits:
            continue
        cells = _Cells(table, row, heads)
        done = _edit(text, edits)
        fresh = read_yaml(done, file, report)
        if not _is_right(Roster, fresh, file, cells, report):
            continue
        files[file] = done.encode()
        before[file] = (site.root / file).read_bytes() if text else None
        changes += [
            Changed(file, ".".join(keys), _cell(_value(data, keys)), _cell(value)) for keys, value in edits.items()
        ]
    return Plan(files, before, tuple(changes), unread)


class _Cells(Struct, frozen=True):
    table: Table
    row: Row
    heads: Mapping[str, int]

    def name(self, keys: Sequence[str | int]) -> str:
        """The cell from which a value came; "" where no column is it."""
        for end in range(len(keys), 0, -1):
            column = self.heads.get(".".join(map(str, keys[:end])))
            if column is not None:
                return f"{letters(column)}{self.row.number}"
        return ""


def _place(table: Table, row: Row) -> Place:
    return Place(table.file, line=row.line, column=1) if row.line else Place(table.file)


def _edits(
    data: Mapping[str, Any],
    values: Mapping[Keys, str],
    heads: Mapping[str, int],
    table: Table,
    row: Row,
    report: Report,
) -> Iterator[tuple[Keys, Any]]:
    for keys, text in values.items():
        old = _value(data, keys)
        value: Any = None if text == REMOVE else text
        if value is not None and keys[0] in LISTS:
            value = _read_list(text, f"{letters(heads['.'.join(keys)])}{row.number}", _place(table, row), report)
            if value is None:
                continue
        elif value is not None and keys == ("languages",):
            value = [one.strip() for one in re.split(r"[,;\n]", text) if one.strip()]
            old = [old] if isinstance(old, str) else old
        if value != old:
            yield keys, value


def _read_list(text: str, cell: str, place: Place, report: Report) -> list[Any] | None:
    """Read a group a line; None after a reported problem."""
    inner = Report()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    data = read_yaml("".join(f"- {line}\n" for line in lines), place.file, inner)
    if inner.errors or not isinstance(data, list) or not all(isinstance(one, Mapping) for one in data):
        message = f"cell {cell} must have one group of keys per line"
        report.error("unreadable-cell", message, place, "write each line as `{day: 2027-01-22, product: cloud-balm}`")
        return None
    return data


def _is_right(model: type[Roster], data: Any, file: str, cells: _Cells, report: Report) -> bool:
    """Check a roster as it will be; what is wrong in it is reported at the cell that it came from."""
    inner = Report()
    validate(model, data, Place(file), file.rpartition("/")[0], inner)
    for problem in inner:
        name = cells.name(problem.place.keys)
        message = f"cell {name}: {problem.message}" if name else f"{file}: {problem.message}"
        report.add(Problem(problem.name, problem.severity, message, _place(cells.table, cells.row), problem.help))
    return not inner.errors


def _edit(text: str, edits: Mapping[Keys, Any]) -> str:
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
    done = out.getvalue() if data else ""
    return alone + done


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


def _set_items(items: Any, new_items: list[Any]) -> None:
    """Make a list hold what is wanted: an item that stays keeps its comment."""
    for at, value in enumerate(new_items):
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
    del items[len(new_items) :]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, Mapping):
        return set(one) == set(other) and all(_same(one[key], other[key]) for key in one)
    return bool(one == other)


def _wrap(value: Any) -> Any:
    """A value as ruamel.yaml writes it: groups and short lists on one line, texts in quotes where they need them."""
    # lazy: ruamel.yaml is large, and only changes to existing files need it
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, Mapping):
        group = CommentedMap((key, _wrap(one)) for key, one in value.items())
        group.fa.set_flow_style()
        return group
    if isinstance(value, list):
        items = CommentedSeq(map(_wrap, value))
        if all(isinstance(one, str) for one in value):
            items.fa.set_flow_style()
        return items
    return value if _PLAIN.fullmatch(value) else DoubleQuotedScalarString(value)


def near_column(name: str) -> str:
    """The field that a column may be meant for; "" for none."""
    return closest(name, [".".join(keys) for keys in columns(get_args(Platform))]) or ""
