"""The whole profile: a person's own facts and the fields that the sections add."""

from __future__ import annotations

import sys
from typing import Any

from pydantic import Field, create_model
from pydantic.fields import FieldInfo

from generator.models.person import Person
from generator.registry import ExtensionError
from generator.sections.section import Section


def profile_model(sections: tuple[Section, ...]) -> type[Person]:
    """Make the model of profile.yaml: `Person` with every section's fields, each optional.

    Raises ExtensionError where another package's section takes a name that there is already.
    """
    fields: dict[str, Any] = {}
    for number, section in enumerate(sections):
        if section.name in [section.name for section in sections[:number]]:
            raise _name_conflict(section, f"the section `{section.name}`")
        for key, annotation in section.fields.items():
            if key in fields or key in Person.model_fields:
                raise _name_conflict(section, f"the key `{key}`")
            fields[key] = (annotation | None, _with_description(annotation))
    return create_model("Profile", __base__=Person, **fields)


def _name_conflict(section: Section, what: str) -> ExtensionError:
    module = type(section).__module__
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return ExtensionError(f"`{module}` adds {what}, which exists already", "give it another name", file)


def _with_description(annotation: Any) -> Any:
    """What a section says of its field, moved from the type to the key, which may be absent."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, FieldInfo) and part.description:
            return Field(None, description=part.description, examples=part.examples)
    return None
