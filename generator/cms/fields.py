"""The conversion of content's JSON Schemas to the fields of a form that loses no existing content.

Many values have more than one form (`favorites: [balm]`, `favorites: [{product: balm}]`), and a field of the CMS edits
one of them. On the next save, the CMS would drop a value of another form. So a field takes the first form that all
values of its collection have. The form leaves out a key with several forms, and the CMS keeps keys that its form does
not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.cms.form_choices import Field, FormChoices
from generator.cms.reading import PlacedValue, Scalar, Value
from generator.cms.widgets import OWN, WIDGETS, YES_OR_NO, widget_for
from generator.models.json_shapes import FLAG, KIND, LOCALIZED_TEXT, NAMES_OF
from generator.problems import Place, Report

Shape = Mapping[str, Any]
_NUMBERS = ("number", "integer", "price", "whole number", "number from 0 to 1")
_LABELS = {
    "alt": "In words (alt)",
    "faq": "FAQ",
    "from": "From (first day)",
    "qr_codes": "QR codes",
    "src": "File",
    "until": "Until (last day)",
    "url": "Web address",
    "utm": "UTM",
}


class Form(Struct, frozen=True):
    """The input of the fields of one collection. `root` is the schema that `#/$defs/` refers to."""

    root: Shape
    form_choices: FormChoices
    report: Report
    path: tuple[str, ...] = ()
    """The keys that lead to the fields."""

    def fields(self, shape: Shape, values: Sequence[PlacedValue]) -> list[Field]:
        """Return the fields of an object, in the order of its keys. `values` are all existing objects."""
        fields_found = []
        for key, inner in shape.get("properties", {}).items():
            here = [(at.at(key), value[key]) for at, value in values if isinstance(value, dict) and key in value]
            field = self.field(key, inner, here, is_required=key in shape.get("required", ()))
            if field:
                fields_found.append(field)
        return fields_found

    def field(self, key: str, shape: Shape, values: Sequence[PlacedValue], *, is_required: bool) -> Field | None:
        """Return a field with its name, label and hint, or None if the form must not change the key."""
        there = [(at, value) for at, value in values if value is not None]
        default = shape.get("default")
        choices = list(self._choices(shape))
        for choice in choices:
            widget = replace(self, path=(*self.path, key))._widget(choice, there, default)
            if widget:
                head: Field = {"name": key, "label": label_of(key)}
                hint = hint_of(shape, choice)
                return {**head, **widget, "required": is_required, **({"hint": hint} if hint else {})}
        if there and choices:
            self._report_ways(key, choices, there)
        return None

    def _report_ways(self, key: str, choices: Sequence[Shape], values: Sequence[PlacedValue]) -> None:
        """Report each file once in which a value has an unusual form."""
        odd = min((list(self._odd(choice, values)) for choice in choices), key=len)
        files = {at.file: at for at in reversed(odd)}
        message = f"`{key}` is written in several ways; the CMS can edit only one, so its form leaves `{key}` out"
        for at in files.values():
            self.report.warning("cms-form", message, at, "write it the same way everywhere, and run the command again")

    def _odd(self, shape: Shape, values: Sequence[PlacedValue]) -> Iterator[Place]:
        """Yield the places of values without one of the forms."""
        for at, value in values:
            if not _fits(shape, value, self._resolve):
                yield at
            elif isinstance(value, list) and "items" in shape:
                items = [(at.at(number), item) for number, item in enumerate(value)]
                yield from min((list(self._odd(way, items)) for way in self._choices(shape["items"])), key=len)

    def _resolve(self, shape: Shape) -> Shape:
        """Return the definition that a shape refers to, overridden by the shape's own keys."""
        name = shape.get("$ref", "").rpartition("/")[2]
        return {**self.root["$defs"][name], **shape} if name else shape

    def _choices(self, shape: Shape) -> Iterator[Shape]:
        """Yield the forms that a value may have, the best for an editor first."""
        shape = self._resolve(shape)
        if "anyOf" not in shape:
            if shape.get("type") != "null" and shape.get("enum") not in ([False], [False, "false"]):
                yield shape
            return
        ways = [way for choice in shape["anyOf"] for way in self._choices(choice)]
        if shape.get(KIND) == LOCALIZED_TEXT[KIND]:
            ways = [{**way, KIND: "long text" if _is_text(way) else LOCALIZED_TEXT[KIND]} for way in ways]
            ways.sort(key=_is_text, reverse=len(self.form_choices.languages) == 1)
        yield from ways

    def _widget(self, shape: Shape, values: Sequence[PlacedValue], default: object) -> Field | None:
        if not all(_fits(shape, value, self._resolve) for _, value in values):
            return None
        if shape.get("type") == "object" or "properties" in shape:
            return self._group(shape, values)
        if shape.get("type") == "array":
            return self._list(shape, values)
        if shape.get("enum") == FLAG["enum"]:
            flag = isinstance(default, bool)
            return {"widget": "boolean", "default": default} if flag else {"widget": "select", "options": YES_OR_NO}
        field_of_names = self.form_choices.names.get(shape.get(NAMES_OF, ""))
        kind = shape.get(KIND, "")
        if kind not in _NUMBERS:
            self._report_changes(values)
        return dict(field_of_names or OWN.get(".".join(self.path), {})) or widget_for(shape, kind)

    def _group(self, shape: Shape, values: Sequence[PlacedValue]) -> Field | None:
        if shape.get(KIND) == LOCALIZED_TEXT[KIND]:
            tags = {tag: None for _, value in values if isinstance(value, dict) for tag in value}
            for at, value in values:
                self._report_changes(_inside(at, value))
            fields = [
                {"name": tag, "label": tag, "widget": "text", "required": False}
                for tag in dict.fromkeys((*self.form_choices.languages, *tags))
            ]
            return {"widget": "object", "fields": fields}
        if shape.get("properties"):
            return {"widget": "object", "collapsed": "auto", "fields": self.fields(shape, values)}
        for at, value in values:
            self._report_changes(_inside(at, value))
        if len(self.path) == 1:
            return {"widget": "keyvalue"}
        # Without keys, the CMS would write an empty group of pairs, and so create the group around it.
        written_keys = [key for _, value in values if isinstance(value, dict) for key in value]
        keys = dict.fromkeys((*shape.get("propertyNames", {}).get("enum", ()), *written_keys))
        fields = [{"name": key, "label": key, "widget": "string", "required": False} for key in keys]
        return {"widget": "object", "fields": fields} if fields else None

    def _list(self, shape: Shape, values: Sequence[PlacedValue]) -> Field | None:
        limits = {cms: shape[key] for key, cms in (("minItems", "min"), ("maxItems", "max")) if key in shape}
        items = [
            (at.at(number), item)
            for at, value in values
            for number, item in enumerate(value if isinstance(value, list) else [value])
        ]
        single = any(isinstance(value, Scalar) for _, value in values)
        several = {"widget": "list", "label_singular": one_of(self.path[-1])}
        for choice in self._choices(shape.get("items", {})):
            widget = self._widget(choice, items, None)
            if widget is None:
                continue
            if widget["widget"] == "object":
                first = next((field["name"] for field in widget["fields"]), "")
                summary = {"summary": f"{{{{fields.{first}}}}}"} if first else {}
                return {**several, "collapsed": "auto", **summary, "fields": widget["fields"], **limits}
            if widget["widget"] == "string":
                return {**several, **limits}
            if single and widget["widget"] in ("relation", "select"):
                return {**widget, "multiple": True, **limits}
            if not single:  # a list keeps the order that the user chose
                return {**several, "field": {"name": "entry", "label": one_of(self.path[-1]), **widget}, **limits}
        return None

    def _report_changes(self, values: Iterable[PlacedValue]) -> None:
        """Report texts that the CMS reads as numbers, and would write differently."""
        for at, value in values:
            if isinstance(value, Scalar) and not value.survives:
                text = value.text[:40]
                message = f"the CMS would read `{text}` as a number or a word of YAML, and write it in another way"
                self.report.warning("cms-number", message, at, f"put it in quotes: '{text}'")


def label_of(key: str) -> str:
    """Return the label of a key in the form."""
    return _LABELS.get(key) or key.replace("_", " ").replace("-", " ").capitalize()


def one_of(key: str) -> str:
    """Return the label of one entry of a list: `favorites` gives favorite, `aliases` gives alias."""
    label = label_of(key)
    return label[:-2] if label.endswith("ses") else re.sub("(?<![us])s$", "", label)


def hint_of(shape: Shape, choice: Shape) -> str:
    """Return the hint below a field: its purpose, and its default."""
    description: str = shape.get("description") or choice.get("description") or ""
    if names := choice.get("propertyNames", {}).get("enum"):
        description = f"{description} The keys are {', '.join(names)}.".strip()
    default = shape.get("default")
    if default in (None, "") or isinstance(default, bool | list | dict) or "efault" in description:
        return description
    return f"{description} Without it: `{default}`.".strip()


def _inside(at: Place, value: Value) -> list[PlacedValue]:
    return [(at.at(key), child) for key, child in value.items()] if isinstance(value, dict) else []


def _is_text(shape: Shape) -> bool:
    return shape.get("type") != "object"


def _fits(shape: Shape, value: Value, resolve: Any) -> bool:
    """Return whether a value has the shape, as deep as a field can lose it: the keys of a group are own fields."""
    if shape.get("type") == "object" or "properties" in shape:
        if not isinstance(value, dict):
            return False
        return bool(shape.get("properties")) or all(_is_scalar(child) for child in value.values())
    if shape.get("type") == "array":
        of_scalars = resolve(shape.get("items", {})).get(KIND, "") in WIDGETS
        return isinstance(value, list) or (isinstance(value, Scalar) and of_scalars)
    return isinstance(value, Scalar)


def _is_scalar(value: Value) -> bool:
    return value is None or isinstance(value, Scalar)
