"""ruamel.yaml as content is read: every scalar is a text, and is written back as it stood."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

_NOTHING = {"": [("tag:yaml.org,2002:null", re.compile("^$"))]}


class _Texts(VersionedResolver):
    """Knows no type but the empty value: `012` and `2024-02-30` are texts, and stay without quotes."""

    @property
    def versioned_resolver(self) -> Any:
        return _NOTHING


def roundtrip(text: str) -> YAML:
    """A reader and writer that indents as `text` does."""
    yaml = YAML()
    yaml.Resolver = _Texts
    yaml.preserve_quotes = True
    yaml.width = 10**9
    yaml.allow_unicode = True
    inner = re.search(r"^( +)[^\s#-]", text, re.MULTILINE)
    mapping = len(inner[1]) if inner else 2
    offset = 2
    listed = re.search(r"^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ", text, re.MULTILINE)
    if listed and len(listed[2]) >= len(listed[1]):
        offset = len(listed[2]) - len(listed[1])
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    return yaml
