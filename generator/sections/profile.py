"""The whole profile: a person's own facts and the fields that the sections add."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model
from pydantic.fields import FieldInfo

from generator.models.person import Person
from generator.sections.section import Section


def profile_model(sections: tuple[Section, ...]) -> type[Person]:
    """Make the model of profile.yaml: `Person` with every section's fields, each optional."""
    fields: dict[str, Any] = {
        key: (annotation | None, _said(annotation))
        for section in sections
        for key, annotation in section.fields.items()
    }
    return create_model("Profile", __base__=Person, **fields)


def _said(annotation: Any) -> Any:
    """What a section says of its field, moved from the type to the key, which may be absent."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, FieldInfo) and part.description:
            return Field(None, description=part.description, examples=part.examples)
    return None
