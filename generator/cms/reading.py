"""The reader of content as the CMS reads it: YAML 1.2 with its core types, where `0015` is the number 15."""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from generator.problems import Place

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The core schema of YAML 1.2.2, section 10.3.2, as the npm package `yaml` reads it.
_NOTHING = re.compile("|~|null|Null|NULL")
_TYPED_SCALAR = re.compile(
    r"true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
# JavaScript writes these unchanged: whole numbers and fractions of at most 15 digits, without needless zeros.
_UNCHANGED_SCALAR = re.compile(r"true|false|-?(0|[1-9][0-9]{0,14})|-?(0|[1-9][0-9]{0,7})\.[0-9]{0,5}[1-9]")


class Scalar(Struct, frozen=True):
    """A text, number or word as the file has it; `bare` without quotes."""

    text: str
    bare: bool

    @property
    def survives(self) -> bool:
        """Return whether the CMS writes the same value back if it keeps it as a text."""
        return (
            not (self.bare and _TYPED_SCALAR.fullmatch(self.text)) or _UNCHANGED_SCALAR.fullmatch(self.text) is not None
        )


Value = Scalar | list[Any] | dict[str, Any] | None
PlacedValue = tuple[Place, Value]
"""A value and where it stands."""


def read_for_cms(text: str) -> Value:
    """Read YAML that the content reader accepted, and that therefore has no anchors."""
    node = yaml.compose(text, Loader=_LOADER)
    return _value(node) if node else None


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    assert isinstance(node, yaml.ScalarNode)
    bare = not node.style
    return None if bare and _NOTHING.fullmatch(node.value) else Scalar(node.value, bare)
