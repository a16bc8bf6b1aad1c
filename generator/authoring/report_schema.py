"""The JSON Schema of the output of `--format json`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from generator.authoring.schemas import DRAFT, SchemaGenerator


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Related(_Entry):
    """Another place that belongs to the problem."""

    message: str
    """What is there."""
    file: str
    """The file, from the site's folder, with `/`."""
    line: int | None = Field(ge=1)
    """The line, from 1; null if the place has no line."""


class ReportedProblem(_Entry):
    """One problem."""

    name: str = Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", examples=["unknown-product"])
    """Its permanent name: `ambassador explain NAME` explains it."""
    severity: Literal["error", "warning"]
    """An `error` stops the build, and the command ends with 1; a `warning` does neither."""
    message: str
    """What is wrong, in one line."""
    help: str
    """What to write instead; empty if the message is enough."""
    file: str
    """The file, from the site's folder, with `/`."""
    line: int | None = Field(ge=1)
    """The line, from 1; null if the place is the whole file."""
    column: int | None = Field(ge=1)
    """The column, from 1, in letters; null where no line is."""
    length: int | None = Field(ge=0)
    """The number of characters, from `column`; null if there is no line."""
    related: list[Related]
    """Other places that belong to it, such as the first of two that are the same."""


def make_report_schema() -> dict[str, Any]:
    """Make it: a list of problems."""
    schema = TypeAdapter(list[ReportedProblem]).json_schema(schema_generator=SchemaGenerator)
    schema.pop("title", None)
    description = "All problems of a run, sorted by file and line; an empty list where there are none."
    return {"$schema": DRAFT, "description": description, **schema}
