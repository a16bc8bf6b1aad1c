"""content/imports.yaml: which columns of the brand's sheets are which fields."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field
from pydantic import WithJsonSchema as Shown

from generator.models.json_shapes import TEXT
from generator.models.locale import is_known_locale
from generator.models.written import Line, Written, reads, wrong


def _field(value: str) -> str:
    name, _, language = value.strip().partition(":")
    if not re.fullmatch("[a-z][a-z_]{0,39}", name) or (language and not is_known_locale(language)):
        hint = "write a field as --map does: `price`, or `description:fr` for one language"
        raise wrong("not-a-field", f"`{value[:70]}` is not a field's name", hint)
    return value.strip()


FieldName = Annotated[str, reads(_field, "a field's name"), Shown(TEXT)]


class SheetMap(Written):
    """The map of one kind of sheet."""

    columns: Annotated[dict[FieldName, Line], Field(min_length=1, max_length=100)] = Field(
        examples=[{"favorites": "Fav. products", "story": "Notes"}]
    )
    """A field, and the name of the column that holds it."""
    sheet: Annotated[tuple[Line, ...], Field(max_length=1000)] = Field(
        (), examples=[["Name", "IG", "Fav. products", "Notes"]]
    )
    """The columns by which the sheet is known: the map is used for sheets that have all of these."""


class Imports(Written):
    """What `import --map` keeps, a list per kind of import. The map that names most columns of a sheet is used."""

    products: Annotated[tuple[SheetMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador import products`."""
    ambassadors: Annotated[tuple[SheetMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador import ambassadors`."""
    reports: Annotated[tuple[SheetMap, ...], Field(max_length=100)] = ()
    """Maps for `ambassador report` and `ambassador commissions`."""
