"""The level of a check: `checks:` of site.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import WithJsonSchema

from generator.models.json_shapes import Shape
from generator.models.written import Slug, reads, wrong

LevelName = Literal["off", "warning", "error"]
LEVEL: Shape = {"enum": ["off", "warning", "error", False, "false"]}


def _level(value: str) -> LevelName:
    word = value.lower()
    if word in ("off", "false"):  # YAML 1.1 calls them the same, and some editors write one for the other
        return "off"
    if word == "warning":
        return "warning"
    if word == "error":
        return "error"
    raise wrong("unknown-choice", f"`{value[:40]}` is not one of off, warning, error", "write one of the three")


Level = Annotated[LevelName, reads(_level, "off, warning or error"), WithJsonSchema(LEVEL)]
Levels = dict[Slug, Level]
"""The level by the name of the check."""
