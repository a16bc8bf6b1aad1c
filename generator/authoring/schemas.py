"""JSON Schemas of the files that people write, made from the models, for editors (draft 7, which yaml-language-server
reads)."""

from __future__ import annotations

import ast
import inspect
import textwrap
from copy import deepcopy
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from generator.authoring.choices import SiteChoices, add_choices
from generator.models.campaign import Campaign
from generator.models.commissions import Commissions
from generator.models.imports import Imports
from generator.models.json_shapes import SLUG
from generator.models.network import Network
from generator.models.plain_page import PlainPage
from generator.models.product import Product
from generator.models.report_settings import ReportSettings
from generator.models.roster import Roster, RosterViews
from generator.models.settings import Settings
from generator.models.written import Slug
from generator.sections.profile import profile_model
from generator.sections.section import Section

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
MADE_BY = "Made by `ambassador schema`, which overwrites it."
ANNOTATIONS = ("description", "examples", "default")
"""Keywords that describe a key, whatever the form of its value."""


def make_schemas(sections: tuple[Section, ...], choices: SiteChoices | None = None) -> dict[str, Schema]:
    """Return a schema per kind of file, by its name: `site`, `profile`, `product`, `products` ...

    With the choices of a site, its schemas accept only the site's own products, campaigns, schemes, themes and
    sections. `theme_options` are then those of its theme.
    """
    whole: dict[str, Any] = {
        "site": Settings,
        "profile": profile_model(sections),
        "product": Product,
        "products": dict[Slug, Product],
        "campaign": Campaign,
        "network": Network,
        "page": PlainPage,
        "imports": Imports,
        "commissions": Commissions,
        "report-settings": ReportSettings,
        "roster": Roster,
        "roster-views": RosterViews,
    }
    # Copy them: pydantic returns the models' own objects, and the code below changes them.
    schemas = {
        name: deepcopy(TypeAdapter(kind).json_schema(schema_generator=SchemaGenerator)) for name, kind in whole.items()
    }
    for section in sections:
        for key in section.fields:
            schemas["profile"]["properties"][key].setdefault("description", _first_line(type(section)))
    products = schemas["products"]
    products["propertyNames"] = {"pattern": SLUG["pattern"]}
    products["additionalProperties"] = products.pop("patternProperties", {}).popitem()[1]
    for schema in schemas.values():
        schema.pop("title", None)
        if choices:
            add_choices(schema, choices)
    return {name: {"$schema": DRAFT, "$comment": MADE_BY, **schema} for name, schema in schemas.items()}


class SchemaGenerator(GenerateJsonSchema):
    """Schema generator that adds the attributes' docstrings as descriptions, and null for optional keys."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Keep the order of the models, which is the order in which people write."""
        del parent_key
        return value

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Make a model's schema."""
        own_schema = super().model_schema(schema)
        own_schema.pop("title", None)
        docs = attribute_docs(schema["cls"])
        for key, shape in own_schema.get("properties", {}).items():
            shape.pop("title", None)
            if shape.get("default", ...) in (None, [], {}):
                del shape["default"]
            if key in docs:
                shape["description"] = docs[key]
            if key not in own_schema.get("required", ()):
                _allow_nothing(shape)
        return own_schema


def _allow_nothing(shape: Schema) -> None:
    annotations: Schema = {key: shape.pop(key) for key in ANNOTATIONS if key in shape}
    choices = shape["anyOf"] if set(shape) == {"anyOf"} else [dict(shape)]
    shape.clear()
    shape.update(
        annotations,
        anyOf=[*(_unsaid(choice, annotations) for choice in choices if choice != {"type": "null"}), {"type": "null"}],
    )


def _unsaid(choice: Schema, schema: Schema) -> Schema:
    """Return a choice without texts that its key already has."""
    return {key: value for key, value in choice.items() if key not in ANNOTATIONS or schema.get(key) != value}


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def attribute_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings of the fields of a model and its bases, by the key that people write."""
    docs = {name: text for kind in reversed(model.__mro__) for name, text in _own_docs(kind)}
    return {field.alias or name: docs[name] for name, field in model.model_fields.items() if name in docs}


@cache
def _own_docs(kind: type) -> tuple[tuple[str, str], ...]:
    """Return the docstrings of a class's own fields, by field name."""
    if not issubclass(kind, BaseModel) or kind.__module__.startswith("pydantic"):
        return ()
    try:
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return ()  # created at run time, like the profile
    assert isinstance(body, ast.ClassDef)
    return tuple(
        (field.target.id, " ".join(text.value.value.split()))
        for field, text in pairwise(body.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr)
        if isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    )
