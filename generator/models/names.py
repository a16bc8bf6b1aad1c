"""Texts that are the name of something else in the site, so that editors can offer what there is."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from generator.models.json_shapes import NAMES_OF
from generator.models.written import Line, Slug


class NameOf:
    """An annotation: of what the text is the name; a site's own JSON Schemas list what it has."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Mark the shape."""
        return {**handler(schema), NAMES_OF: self.what}


ProductId = Annotated[Slug, NameOf("product")]
CampaignId = Annotated[Slug, NameOf("campaign")]
SchemeName = Annotated[Slug, NameOf("network")]
SectionName = Annotated[Slug, NameOf("section")]
ThemeName = Annotated[Line, NameOf("theme")]
