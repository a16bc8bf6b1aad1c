"""Validation of data by models: pydantic's errors become problems with places and hints."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.content.key_hints import hint_for_key
from generator.content.stand_ins import without_wrong_values
from generator.content.yaml_text import Partial
from generator.models.written import Written, folder_context, shape
from generator.problems import Place, Report, closest, did_you_mean

M = TypeVar("M", bound=BaseModel)

MOST_PROBLEMS = 500  # per file; so many problems come from one repeated mistake

_SHAPES = {"model_type": "a group of keys", "dict_type": "a group of keys", "mapping_type": "a group of keys"}
_LISTS = {"tuple_type", "list_type", "set_type"}


def validate(model: type[M], data: Any, place: Place, folder: str, report: Report) -> M | None:
    """Build a model from a file's data. `folder` is the base of its relative paths.

    After reported problems it returns the model without the wrong values, or None if nothing makes it valid. Required
    values then have stand-ins, whose places the report disregards from now on.
    """
    outcome = _build_model(model, data, place, folder, report)
    if not isinstance(outcome, list):
        return outcome
    # The rest stays in the run, so that its other problems, such as a missing picture, are reported at once.
    extra = (detail["loc"] for detail in outcome if detail["type"] == "extra_forbidden")
    harmless = {loc for loc in extra if not closest(str(loc[-1]), _keys_at(model, loc[:-1]))}
    repair = without_wrong_values(model, data, folder_context(folder), outcome, _misspelt_keys(outcome), harmless)
    for detail in repair.later:
        _report(model, detail, place, report)
    for keys in repair.stand_ins:
        report.disregard(place.at(*keys))
    return repair.model


def check(model: type[BaseModel], data: Any, place: Place, folder: str, report: Report) -> None:
    """Report what keeps a model from being built from data. `folder` is the base of its relative paths."""
    _build_model(model, data, place, folder, report)


def _build_model(model: type[M], data: Any, place: Place, folder: str, report: Report) -> M | list[ErrorDetails] | None:
    """Build a model; return None if the data is no group, or all errors of its values. Both are reported."""
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        report.error("wrong-shape", f"this file should have `key: value` lines, not {shape(data)}", place)
        return None
    try:
        return model.model_validate(data, context=folder_context(folder))
    except ValidationError as error:
        details = error.errors(include_url=False)
    misspelt = _misspelt_keys(details[:MOST_PROBLEMS])
    for detail in details[:MOST_PROBLEMS]:
        if detail["type"] != "missing" or not (detail["loc"] in misspelt or _is_lost(detail["loc"], data)):
            _report(model, detail, place, report)
    if len(details) > MOST_PROBLEMS:
        report_too_many(place, report)
    return details


def _misspelt_keys(details: Sequence[ErrorDetails]) -> dict[tuple[int | str, ...], tuple[int | str, ...]]:
    """Return the places of missing keys, each with that of the unknown key beside it that probably means it."""
    beside: dict[tuple[int | str, ...], list[str]] = {}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            beside.setdefault(detail["loc"][:-1], []).append(str(detail["loc"][-1]))
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    pairs = ((loc, word) for loc in missing for word in beside.get(loc[:-1], ()) if closest(word, [str(loc[-1])]))
    return {loc: (*loc[:-1], word) for loc, word in pairs}


def report_too_many(place: Place, report: Report) -> None:
    """Report that a file has more problems than are shown."""
    message = f"this file has more than {MOST_PROBLEMS} problems, and only these are shown"
    report.error(
        "too-many-problems", message, Place(place.file), "fix these first; then run the command again for the others"
    )


def _is_lost(loc: tuple[int | str, ...], data: Any) -> bool:
    """Return whether a missing key may come from an alias, which is already reported."""
    for key in loc[:-1]:
        is_index = isinstance(data, list) and isinstance(key, int) and key < len(data)
        if is_index or (isinstance(data, Mapping) and key in data):
            data = data[key]
    return isinstance(data, Partial) and data.lacks(str(loc[-1]))


def _report(model: type[BaseModel], detail: ErrorDetails, place: Place, report: Report) -> None:
    kind, context = detail["type"], detail.get("ctx", {})
    keys = tuple(key for key in detail["loc"] if key != "[key]")
    where = Place(place.file, place.keys + keys)
    key_place = Place(place.file, place.keys + keys, on="key")
    last = str(keys[-1])[:60] if keys else ""
    if kind == "missing":
        parent = Place(place.file, place.keys + keys, on="key") if len(keys) > 1 else place.at(*keys)
        if last == "alt":
            report.error(
                "missing-alt", "this picture has no `alt` text", parent, "add `alt: …`, a few words on what it shows"
            )
        else:
            report.error("missing-key", f"`{last}` is missing", parent, f"write `{last}: …`")
    elif kind == "extra_forbidden":
        hint = hint_for_key(model, keys, _keys_at(model, keys[:-1]))
        report.error("unknown-key", f"`{last}` is not a key here", key_place, hint)
    elif kind == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        value = str(detail["input"])[:60]
        if detail["loc"][-1] == "[key]":
            hint = hint_for_key(model, keys, choices)
            report.error("unknown-key", f"`{value}` is not a key here", key_place, hint)
        else:
            message = f"`{value}` is not one of {', '.join(choices)}"
            report.error("unknown-choice", message, where, _hint_at(last, value, choices))
    elif kind in _SHAPES:
        what = f"an entry of `{keys[-2]}`" if len(keys) > 1 and isinstance(keys[-1], int) else f"`{last}`"
        message = f"{what} should be {_SHAPES[kind]}, not {shape(detail['input'])}"
        report.error("wrong-shape", message, where, "write `key: value` lines below it, indented")
    elif kind in _LISTS:
        hint = f"write `[{detail['input'][:40]}]`" if isinstance(detail["input"], str) else "begin each entry with `- `"
        report.error("wrong-shape", f"`{last}` should be a list, not {shape(detail['input'])}", where, hint)
    elif kind == "too_short" and len(detail["input"]) < context["min_length"]:  # else its entries are wrong
        report.error("too-few", f"`{last}` needs at least {_entries(context['min_length'])}", where)
    elif kind == "too_long":
        report.error("too-many", f"`{last}` may have {_entries(context['max_length'])} at most", where)
    elif "message" in context:
        inside = Place(place.file, (*where.keys, *context["key"]), on="key") if context.get("key") else where
        report.error(kind, context["message"], inside, context.get("help", ""))
    elif kind != "too_short":
        report.error("not-valid", f"`{last}`: {detail['msg']}", where)


# Words that users write for a choice, by the choice that they mean.
_CHOICE_ALIASES = {
    "status": {"draft": "paused on hold hidden private off pending inactive", "ended": "left former past gone stopped"},
    "relationship": {
        "paid": "sponsored sponsor fee retainer contract ambassador",
        "gifted": "gift gifts barter seeding free pr product",
        "affiliate": "commission partner",
        "employee": "staff team employed",
    },
}


def _hint_at(key: str, value: str, choices: Sequence[str]) -> str:
    """Return a hint: the choice that the user may mean, or else what the choice is about."""
    words = value.casefold()
    if key == "market":
        from generator.models.locale_hints import hint_for_market  # lazy: only a mistyped value needs it

        return hint_for_market(value)
    likely_choice = next(
        (choice for choice, aliases in _CHOICE_ALIASES.get(key, {}).items() if words in aliases.split()), ""
    )
    if likely_choice:
        return f"here that is `{likely_choice}`"
    return did_you_mean(value, choices, f"write {' or '.join(f'`{choice}`' for choice in choices)}")


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _keys_at(model: type[BaseModel], keys: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are valid at the end of a path of keys."""
    inner_model: type[BaseModel] | None = model
    for key in keys:
        if isinstance(key, int) or inner_model is None:
            continue
        fields = {field.alias or name: field for name, field in inner_model.model_fields.items()}
        inner_model = next(_models(fields[key].annotation), None) if key in fields else None
    return [field.alias or name for name, field in inner_model.model_fields.items()] if inner_model else []


def _models(annotation: Any) -> Iterator[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        yield annotation
    elif get_origin(annotation) is not None or isinstance(annotation, types.UnionType | type(Union[int, str])):  # noqa: UP007
        for inner in get_args(annotation):
            yield from _models(inner)
