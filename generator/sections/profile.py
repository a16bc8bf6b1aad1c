"""The whole profile: a person's own facts and the fields that the sections add."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from generator.models.person import Person
from generator.sections.section import Section


def profile_model(sections: tuple[Section, ...]) -> type[Person]:
    """Make the model of profile.yaml: `Person` with every section's fields, each optional."""
    fields: dict[str, Any] = {
        key: (annotation | None, None) for section in sections for key, annotation in section.fields.items()
    }
    return create_model("Profile", __base__=Person, **fields)
