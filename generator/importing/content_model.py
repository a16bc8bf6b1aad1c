"""The model of one kind of content."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from generator.columns.fields import Kind
from generator.models.product import Product
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model


@cache
def content_model(kind: Kind) -> type[BaseModel]:
    """Return the model of a product, or of a profile with the sections that are installed."""
    return Product if kind == "products" else profile_model((*BUILT_IN, *extensions("sections")))
