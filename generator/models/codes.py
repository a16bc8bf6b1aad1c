"""How the roster's discount codes are made: `codes:` of site.yaml."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from pydantic import Field, WithJsonSchema, model_validator

from generator.models.called import called_by_name, is_couple
from generator.models.json_shapes import TEXT
from generator.models.written import Token, Written, reads, wrong

CODE_VARIABLES = ("first", "last", "slug", "value")
FIELD = re.compile(r"\{([^{}]*)\}")


def _template(text: str) -> str:
    fields = FIELD.findall(text)
    variables = ", ".join(f"{{{name}}}" for name in CODE_VARIABLES)
    for name in fields:
        if name not in CODE_VARIABLES:
            raise wrong(
                "unknown-variable", f"`{{{name[:40]}}}` is not a value that codes have", f"there are {variables}"
            )
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,20}", FIELD.sub("", text)):
        hint = "between the values you may write letters a to z, digits, `-` and `_`, at most 20"
        raise wrong("code-template", f"`{text[:60]}` has characters that a code must not have", hint)
    if set(fields) <= {"value"}:
        hint = "put `{first}`, `{last}` or `{slug}` into it"
        raise wrong("code-template", f"`{text[:60]}` would give every person the same code", hint)
    return text


class Codes(Written):
    """One template for every person without a `code` of their own."""

    template: Annotated[str, reads(_template, "a text"), WithJsonSchema(TEXT)] = "{first}{value}"
    """How a code is made from `{first}`, `{last}`, `{slug}` (the person's names and address) and `{value}`."""
    value: Token | None = Field(None, examples=["15"])
    """What the code is worth, for `{value}`."""

    @model_validator(mode="after")
    def _has_its_value(self) -> Codes:
        if "{value}" in self.template and not self.value:
            raise wrong(
                "missing-key",
                "the template names `{value}`, and `value` is missing",
                "write `value: 15`",
                lacks="value",
            )
        return self


class CodedName(NamedTuple):
    """A name as codes draw on it: the name, what `{first}` is made of, and the handle."""

    name: str
    called: str
    handle: str = ""


def coded_name(name: str, called: str, handle: str, locale: str) -> CodedName:
    """The name of a person whose page is in the language `locale`; `called` and `handle` are as their profile has them.

    Of a couple the first one counts: so it was with codes that are printed.
    """
    if not called:
        called = name.split()[0] if is_couple(name) else called_by_name(name, locale)
    return CodedName(name, called, handle)
