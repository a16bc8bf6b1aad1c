"""An affiliate link scheme: `generator/networks/<name>.yaml` (built in) or `content/networks/<name>.yaml`.

The shape of the file is explained in docs/networks.md. What its templates mean is the business of
`generator.links`; here is only what can be said without reading them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from generator.models.json_shapes import PAIRS, TEXT
from generator.models.written import Count, Flag, Line, Words, Written, reads, shape, wrong

Pairs = Annotated[
    tuple[tuple[Line, Line], ...],
    BeforeValidator(lambda value: _pairs(value)),
    WithJsonSchema(PAIRS),
]
"""A group of keys, kept in its order, as pairs that cannot be changed."""

Kind = Literal["params", "redirect", "none", "literal"]
Utm = Literal["link", "destination", "outer", "none"]
Confidence = Literal["documented", "second-hand", "seen-in-code", "memory"]


def _pairs(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(value.items())
    if isinstance(value, tuple):
        return value
    raise wrong("wrong-shape", f"this should be a group of keys, not {shape(value)}")


def _letters(value: str) -> str:
    # Two of these signs in a row are reserved in a set of Python's.
    if not re.fullmatch(r"\[[^\[\]\\^]+\]\+", value) or re.search(r"--|&&|\|\||~~", value):
        raise wrong(
            "not-a-pattern",
            f"`{value[:60]}` is not a set of letters",
            "write them as one set, such as `[A-Za-z0-9_-]+`",
        )
    try:
        re.compile(value)
    except re.error:
        raise wrong("not-a-pattern", f"`{value[:60]}` is not a set of letters", "put `-` at the end") from None
    return value


class SubId(Written):
    """What a network accepts as a sub-id. It is checked, and never cut."""

    max: Annotated[Count, Field(gt=0)] | None = None
    """The highest number of characters."""
    pattern: Annotated[str, reads(_letters, "a set of letters"), WithJsonSchema(TEXT)] | None = None
    """Which letters, as one set: `[A-Za-z0-9_-]+` (a single set cannot hang the matcher)."""


class Example(Written):
    """A link that is known to be right; every scheme's examples are run by the tests."""

    destination: Line = ""
    """The shop's address that the link leads to."""
    values: Pairs = ()
    """The values for the scheme."""
    utm: Pairs = ()
    """The UTM values."""
    existing: Literal["replace", "keep", "fill"] = "replace"
    """What to do with UTM that the destination has already."""
    expect: Line
    """The expected link."""


class Network(Written):
    """How a network writes a tracked link."""

    title: Line = Field(examples=["Our friends"])
    """What people call the network."""
    kind: Kind
    """`params`: keys on the destination; `redirect`: a template; `none`: the destination itself; `literal`: a
    link that the platform issued."""
    set_: Pairs = Field((), alias="set", examples=[{"ref": "{id}", "sub": "{sub}"}])
    """For `params`: the keys; both sides are templates, and a key with an empty value is left out."""
    place: Literal["query", "fragment"] = "query"
    """For `params`: where the keys go."""
    trailing_slash: Flag = False
    """For `params`: a path without query and fragment ends in a slash (AffiliateWP)."""
    link: Line | None = Field(None, examples=["https://go.network.example/c/{id}<&to={dest}>"])
    """For `redirect`: the template of the link."""
    utm: Utm
    """Where UTM goes: `link`, the destination is the link; `destination`, inside it, before it is encoded;
    `outer`, on the link around it; `none`, nowhere."""
    utm_key: Line = "{key}"
    """How a UTM key is written on an outer link (`attribution/{key}`)."""
    requires: tuple[Line, ...] = Field((), examples=[["id"]])
    """Values without which there is no link."""
    defaults: Pairs = ()
    """Values, or templates over the other values and `utm_*`, for what is not given."""
    sub: SubId = SubId()
    """What the network accepts as a sub-id: how long, and which characters."""
    hosts: tuple[Line, ...] = Field((), examples=[["network.example"]])
    """The network's own hosts to which its links lead, with their subdomains."""
    docs: Line | None = None
    """The vendor's page."""
    source: tuple[Line, ...] = ()
    """The source of the format."""
    confidence: Confidence = "memory"
    """How sure the format is."""
    note: Words | None = None
    """Notes."""
    examples: tuple[Example, ...] = ()
    """Links that are known to be right."""

    def __hash__(self) -> int:
        """Hash little: networks are looked up for every link, and equality stays that of all fields."""
        return hash((self.title, self.link))

    @model_validator(mode="after")
    def _agrees(self) -> Network:
        if self.kind == "redirect" and self.link is None:
            raise wrong(
                "network-shape", "a network of kind `redirect` needs a `link`", "write the template of its link"
            )
        if self.kind != "redirect" and self.link is not None:
            raise wrong("network-shape", f"a network of kind `{self.kind}` has no `link`", "write `kind: redirect`")
        if (self.kind == "params") != bool(self.set_):
            raise wrong(
                "network-shape",
                "write `set` only with `kind: params`, and always with it",
                "write `set` for `kind: params`, or delete `set`",
            )
        utm_choices = {"redirect": ("destination", "outer", "none")}.get(self.kind, ("link", "none"))
        if self.utm not in utm_choices:
            raise wrong(
                "network-shape",
                f"a network of kind `{self.kind}` cannot have `utm: {self.utm}`",
                f"write one of {', '.join(utm_choices)}",
            )
        if "{key}" not in self.utm_key:
            raise wrong("network-shape", "`utm_key` does not have `{key}` in it", "write it as in `attribution/{key}`")
        return self
