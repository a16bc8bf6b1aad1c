"""Fields inside groups, which only a person can assign a column to: `--map video.url=Clip`.

The content models say which there are. So `--map` reaches every text and list of texts that a profile or a product
can have. Groups in a list (questions, steps of a routine) have numbers from 1, as people count: `faq.1.question`.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen
from msgspec.structs import replace
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.columns import cells
from generator.columns.days import read_day, survey_days
from generator.columns.field import Field, Path, Raw
from generator.columns.fields import Kind
from generator.columns.html_text import read_title
from generator.columns.name_lists import read_names
from generator.importing.content_model import content_model
from generator.models.locale import LocalizedText, is_known_locale
from generator.models.picture import Point
from generator.models.written import Day, Flag, Line, OneOrMany, WebUrl
from generator.tables.table import Table

_READERS: tuple[tuple[Any, Callable[[str], Raw]], ...] = (
    (Day, read_day),
    (Flag, cells.read_flag),
    (WebUrl, cells.read_sole_address),
    (Line, read_title),
    (LocalizedText, read_title),
)

_MOST = 100
"""Groups in a list whose model has no limit."""
_HEADER_ROWS = 30
_DEEPEST = 4  # keys before a number
Leaf = tuple[Any, Path]


def canonical_name(kind: Kind, written_name: str, fields: Iterable[Field]) -> str:
    """Return the name of the field that a person means by a path of keys; else the same text.

    `socials.x` is `x`, `portrait.alt` is `portrait_alt`, and `titles.story.fr` is `titles.story:fr`.
    """
    base, _, tag = written_name.partition(":")
    if "." not in base:
        return written_name
    names = {field.path: field.name for field in fields if field.path}
    keys = tuple(base.split("."))
    if (
        not tag
        and is_known_locale(keys[-1])
        and (field := nested_field(kind, ".".join(keys[:-1])))
        and field.is_localized
    ):
        keys, tag = keys[:-1], keys[-1]
    return names.get(keys, ".".join(keys)) + (f":{tag}" if tag else "")


def nested_fields(kind: Kind, names: Iterable[str], fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields of `names` that are none of `fields`, each once, whatever languages the names have."""
    there = {field.name for field in fields}
    bases = dict.fromkeys(before for name in names for before in _with_lower_numbers(name.partition(":")[0]))
    return tuple(field for name in bases if name not in there and (field := nested_field(kind, name)))


def columns_named_by_path(kind: Kind, table: Table, fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields of groups in lists that a sheet's own column names spell as paths: `faq.1.question`."""
    rows = [table.column_names] if table.column_names else [row.cells for row in table.rows[:_HEADER_ROWS]]
    written_names = (cells.clean(cell) for row in rows for cell in row)
    paths = [name for name in written_names if re.search(r"\.[0-9]+\.", name)]
    return tuple(replace(field, by_name=True) for field in nested_fields(kind, paths, fields))


def number_hint(kind: Kind, name: str) -> str:
    """Return what to write for a path into a list of groups whose number is missing or wrong; "" for other names."""
    keys = tuple(name.split("."))
    for at in range(1, min(len(keys), _DEEPEST)):
        for inner in (keys[at:], keys[at + 1 :]):
            first, last = ".".join(keys[:at]), ".".join(inner)
            numbers = [number for number in range(1, _MOST + 1) if nested_field(kind, f"{first}.{number}.{last}")]
            if inner and len(numbers) > 1:
                return f"the groups of `{first}` have numbers from 1 to {numbers[-1]}: write `{first}.1.{last}`"
    return ""


def _with_lower_numbers(name: str) -> Iterator[str]:
    """Yield a name; before it those of the same key in the groups before: a row with empty cells closes up."""
    if match := re.fullmatch(r"(\D+\.)([1-9][0-9]{0,3})(\.\D+)", name):
        yield from (f"{match[1]}{number}{match[3]}" for number in range(1, int(match[2])))
    yield name


@cache
def required_keys(kind: Kind, path: Path) -> tuple[str, ...]:
    """Return the keys that every group of a list needs; `path` leads to the list."""
    return tuple(dict.fromkeys(_required_keys(content_model(kind), path)))


def _required_keys(annotation: Any, path: Path) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if not path:
            yield from (key for key, field in fields.items() if field.is_required())
        elif str(path[0]) in fields:
            yield from _required_keys(_whole(fields[str(path[0])]), path[1:])
    else:
        for group in filter(_is_group, get_args(annotation)):
            yield from _required_keys(group, path)


@cache
def nested_field(kind: Kind, name: str) -> Field | None:
    """Return the field of a path of keys such as `titles.story`; None if content has no text there."""
    keys = tuple(name.split("."))
    if len(name) > 200 or not all(re.fullmatch(r"[\w-]+", key) for key in keys):
        return None
    leaves = list(_leaves(content_model(kind), keys))
    if not leaves:
        return None
    kinds, path = [leaf for leaf, _ in leaves], leaves[0][1]
    many = any(get_origin(leaf) in (tuple, list) for leaf in kinds)
    if any(leaf == Point for leaf in kinds):
        return Field(name, path, _read_point, many=True, by_name=False)
    if many:
        return Field(name, path, read_names, many=True, by_name=False)
    read_cell = next((read_cell for known_kind, read_cell in _READERS if known_kind in kinds), cells.read_line)
    survey = survey_days if read_cell is read_day else None
    return Field(name, path, read_cell, is_localized=LocalizedText in kinds, by_name=False, survey=survey)


def _read_point(cell: str) -> tuple[str, ...]:
    """Return the two numbers of a point: `0.5 0.3`, `50%, 30%`."""
    numbers = re.findall(r"[0-9]*[.,]?[0-9]+\s*%?", cells.short(cell))
    if len(numbers) != 2:
        raise cells.CellError(f"`{cells.clean(cell)[:40]}` is not a point", "write two numbers from 0 to 1: `0.5 0.3`")
    return tuple(_fraction(number) for number in numbers)


def _fraction(number: str) -> str:
    digits = number.rstrip("% ").replace(",", ".")
    return f"{float(digits) / 100:g}" if "%" in number else digits


def _leaves(annotation: Any, keys: tuple[str, ...], path: Path = (), extras: Iterable[Any] = ()) -> Iterator[Leaf]:
    """Yield the types of the texts and lists of texts at the end of a path of keys, each with its path in content.

    `extras` is what an `Annotated` adds to the type.
    """
    if annotation == Point and not keys:
        yield annotation, path
        return
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        by_key = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if keys and keys[0] in by_key:
            yield from _leaves(_whole(by_key[keys[0]]), keys[1:], (*path, keys[0]))
    elif not keys and annotation in [kind for kind, _ in _READERS]:
        yield annotation, path
    elif origin is dict:
        words = get_args(inner[0]) if get_origin(inner[0]) is Literal else ()
        if keys and (not words or keys[0] in words):
            yield from _leaves(inner[1], keys[1:], (*path, keys[0]))
    elif origin in (tuple, list):
        groups = list(filter(_is_group, inner))
        if not keys and not groups:
            yield annotation, path
        elif keys and groups and OneOrMany in extras:
            yield from _leaves(groups[0], keys, path)
        elif keys and groups and re.fullmatch("[1-9][0-9]{0,3}", keys[0]) and int(keys[0]) <= _most(extras):
            yield from _leaves(groups[0], keys[1:], (*path, int(keys[0]) - 1))
    elif origin in (Union, types.UnionType):
        for part in inner:
            yield from _leaves(part, keys, path)
    elif hasattr(annotation, "__metadata__"):
        yield from _leaves(inner[0], keys, path, annotation.__metadata__)
    elif not keys and annotation is not type(None):
        yield annotation, path


def _most(extras: Iterable[Any]) -> int:
    """Return how many groups a list may have."""
    limits = (limit for extra in extras for limit in (extra.metadata if isinstance(extra, FieldInfo) else (extra,)))
    return min((limit.max_length for limit in limits if isinstance(limit, MaxLen)), default=_MOST)


def _whole(field: FieldInfo) -> Any:
    """Return the type of a key as the model has it: pydantic keeps what an `Annotated` adds beside the type."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _is_group(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_is_group(part) for part in get_args(annotation) if not isinstance(part, str | int))
