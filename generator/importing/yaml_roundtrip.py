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
    offset = _list_offset(text)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    return yaml


def _list_offset(text: str) -> int:
    """How far the first list stands to the right of its key; 2 without one."""
    above = ""
    for line in text.splitlines():
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        key, before, here = above.partition(" #")[0].rstrip(), _indent(above), _indent(line)
        if said.startswith("- ") and key.endswith(":") and not key.lstrip().startswith("-") and here >= before:
            return here - before
        above = line
    return 2


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
