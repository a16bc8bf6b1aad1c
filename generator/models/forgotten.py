"""content/forgotten.yaml: the addresses of people who were forgotten."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from generator.models.json_shapes import TEXT
from generator.models.written import Written, is_slug, reads, wrong

DEEPEST = 4  # parts of an address: the person's own, and what may stand beneath it


def _address(value: str) -> str:
    parts = value.strip("/").split("/")
    if len(parts) > DEEPEST or not all(map(is_slug, parts)):
        hint = "write it without the host, such as `lea-moreau` or `lea-moreau/ig`"
        raise wrong("not-a-forgotten-address", f"`{value[:70]}` is not an address of this site", hint)
    return "/".join(parts)


Address = Annotated[str, reads(_address, "an address of this site"), WithJsonSchema(TEXT)]


class Forgotten(Written):
    """The addresses of people who were forgotten. Each shows a neutral page, for codes that were printed."""

    addresses: tuple[Address, ...] = Field((), examples=[["lea-moreau", "lea-moreau/ig"]])
    """Addresses in the site, without the host."""
