"""content/imports.yaml: which columns of the brand's sheets are which fields."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, WithJsonSchema

from generator.models.json_shapes import TEXT
from generator.models.locale import is_known_locale
from generator.models.written import Line, Written, reads, wrong
from generator.problems import did_you_mean


def _field(value: str) -> str:
    name, _, language = value.strip().partition(":")
    if not re.fullmatch(r"[a-z][a-z_]{0,39}(\.[a-z0-9][A-Za-z0-9_-]{0,63}){0,3}", name) or (
        language and not is_known_locale(language)
    ):
        hint = "write a field as --map does: `price`, `description:fr` for one language, or `video.url` in a group"
        raise wrong("not-a-field", f"`{value[:70]}` is not a field's name", hint)
    return value.strip()


FieldName = Annotated[str, reads(_field, "a field's name"), WithJsonSchema(TEXT)]


class SheetMap(Written):
    """The map of one kind of sheet."""

    columns: Annotated[dict[FieldName, Line], Field(min_length=1, max_length=100)] = Field(
        examples=[{"favorites": "Fav. products", "story": "Notes"}]
    )
    """A field, and the name of its column."""
    sheet: Annotated[tuple[Line, ...], Field(max_length=1000)] = Field(
        (), examples=[["Name", "IG", "Fav. products", "Notes"]]
    )
    """The columns by which the sheet is recognised: the map is used for sheets that have all of them."""


REPORT_FACTS = frozenset((
    "order_id", "day", "state", "type", "item", "item_name", "quantity", "line_price", "line_gross", "line_discount",
    "subtotal", "total", "tax", "refunded", "commission", "currency", "code", "customer", "is_new", "utm_source",
    "utm_medium", "utm_campaign", "utm_content", "partner", "sub", "sub1", "sub2", "sub3", "sub4", "sub5", "sub6",
    "sessions", "engaged", "orders", "revenue", "person", "platform", "format", "link", "reach", "views", "likes",
    "comments", "shares", "saves", "clicks", "cost",
))  # fmt: skip
"""What a column of an export can be: the facts of `ambassador report`."""


def _fact(value: str) -> str:
    name = value.strip()
    if name not in REPORT_FACTS:
        hint = did_you_mean(name, REPORT_FACTS, f"there are {', '.join(sorted(REPORT_FACTS))}")
        raise wrong("not-a-field", f"`{name[:40]}` is no fact of a report", hint)
    return name


FactName = Annotated[str, reads(_fact, "a fact's name"), WithJsonSchema(TEXT)]


class ExportMap(SheetMap):
    """The map of one kind of export."""

    columns: Annotated[dict[FactName, Line], Field(min_length=1, max_length=100)] = Field(
        examples=[{"order_id": "Bestellung", "subtotal": "Netto"}]
    )
    """A fact of the report, and the name of the column that holds it."""


class Imports(Written):
    """What `import --map` saves: a list per kind of import. The map that names most columns of a sheet is used."""

    products: Annotated[tuple[SheetMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador import products`."""
    ambassadors: Annotated[tuple[SheetMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador import ambassadors`."""
    reports: Annotated[tuple[ExportMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador report` and `ambassador commissions`."""
