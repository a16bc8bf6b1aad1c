"""Fields inside groups, which only a person can assign a column to: `--map video.url=Clip`.

The content models say which there are. So `--map` reaches every text and list of texts that a profile or a product
can have. Groups in a list (questions, steps of a routine) have no place in a single cell.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.columns import cells
from generator.columns.days import read_day, survey_days
from generator.columns.field import Field, Raw
from generator.columns.fields import Kind
from generator.columns.html_text import read_title
from generator.columns.name_lists import read_names
from generator.importing.content_model import content_model
from generator.models.locale import LocalizedText, is_known_locale
from generator.models.picture import Point
from generator.models.written import Day, Flag, Line, WebUrl

_READERS: tuple[tuple[Any, Callable[[str], Raw]], ...] = (
    (Day, read_day),
    (Flag, cells.read_flag),
    (WebUrl, cells.read_sole_address),
    (Line, read_title),
    (LocalizedText, read_title),
)


def canonical_name(kind: Kind, written_name: str, fields: Iterable[Field]) -> str:
    """Return the name of the field that a person means by a path of keys; else the same text.

    `socials.x` is `x`, `portrait.alt` is `portrait_alt`, and `titles.story.fr` is `titles.story:fr`.
    """
    base, _, tag = written_name.partition(":")
    if "." not in base:
        return written_name
    names = {field.path: field.name for field in fields if field.path}
    keys = tuple(base.split("."))
    if not tag and is_known_locale(keys[-1]) and (field := nested_field(kind, ".".join(keys[:-1]))) and field.localized:
        keys, tag = keys[:-1], keys[-1]
    return names.get(keys, ".".join(keys)) + (f":{tag}" if tag else "")


def nested_fields(kind: Kind, names: Iterable[str], fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields of `names` that are none of `fields`, each once, whatever languages the names have."""
    there = {field.name for field in fields}
    bases = dict.fromkeys(name.partition(":")[0] for name in names)
    return tuple(field for name in bases if name not in there and (field := nested_field(kind, name)))


@cache
def nested_field(kind: Kind, name: str) -> Field | None:
    """Return the field of a path of keys such as `titles.story`; None if content has no text there."""
    keys = tuple(name.split("."))
    if len(name) > 200 or not all(re.fullmatch(r"[\w-]+", key) for key in keys):
        return None
    found = [leaf for leaf in _leaves(content_model(kind), keys) if leaf is not None]
    if not found:
        return None
    many = any(get_origin(leaf) in (tuple, list) for leaf in found)
    if any(leaf == Point for leaf in found):
        return Field(name, keys, _read_point, many=True, by_name=False)
    if many:
        return Field(name, keys, read_names, many=True, by_name=False)
    read = next((read for one, read in _READERS if one in found), cells.read_line)
    survey = survey_days if read is read_day else None
    return Field(name, keys, read, localized=LocalizedText in found, by_name=False, survey=survey)


def _read_point(cell: str) -> tuple[str, ...]:
    """Return the two numbers of a point: `0.5 0.3`, `50%, 30%`."""
    numbers = re.findall(r"[0-9]*[.,]?[0-9]+\s*%?", cells.short(cell))
    if len(numbers) != 2:
        raise cells.CellError(f"`{cells.clean(cell)[:40]}` is not a point", "write two numbers from 0 to 1: `0.5 0.3`")
    return tuple(_fraction(number) for number in numbers)


def _fraction(number: str) -> str:
    digits = number.rstrip("% ").replace(",", ".")
    return f"{float(digits) / 100:g}" if "%" in number else digits


def _leaves(annotation: Any, keys: tuple[str, ...]) -> Iterator[Any]:
    """Yield the types of the texts and lists of texts at the end of a path of keys."""
    if annotation == Point and not keys:
        yield annotation
        return
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        by_key = {field.alias or name: field for name, field in annotation.model_fields.items()}
        if keys and keys[0] in by_key:
            yield from _leaves(_whole(by_key[keys[0]]), keys[1:])
    elif not keys and annotation in [one for one, _ in _READERS]:
        yield annotation
    elif origin is dict:
        words = get_args(inner[0]) if get_origin(inner[0]) is Literal else ()
        if keys and (not words or keys[0] in words):
            yield from _leaves(inner[1], keys[1:])
    elif origin in (tuple, list):
        if not keys and not any(_is_group(one) for one in inner):
            yield annotation
    elif origin in (Union, types.UnionType):
        for one in inner:
            yield from _leaves(one, keys)
    elif hasattr(annotation, "__metadata__"):
        yield from _leaves(inner[0], keys)
    elif not keys and annotation is not type(None):
        yield annotation


def _whole(field: FieldInfo) -> Any:
    """Return the type of a key as the model has it: pydantic keeps what an `Annotated` adds beside the type."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def _is_group(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_is_group(one) for one in get_args(annotation) if not isinstance(one, str | int))
