"""ruamel.yaml set up like the content loader: every scalar is a text, and keeps its original form."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

_NOTHING = {"": [("tag:yaml.org,2002:null", re.compile("^$"))]}


class _Texts(VersionedResolver):
    """Resolver that knows no type but the empty value: `012` and `2024-02-30` are texts, and stay unquoted."""

    @property
    def versioned_resolver(self) -> Any:
        return _NOTHING


def roundtrip(text: str) -> YAML:
    """Return a reader and writer that uses the indentation of `text`."""
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
    """Return the indentation of the first list relative to its key; 2 without a list."""
    above = ""
    for line in text.splitlines():
        content_line = line.strip()
        if not content_line or content_line.startswith("#"):
            continue
        key, before, here = above.partition(" #")[0].rstrip(), _indent(above), _indent(line)
        if content_line.startswith("- ") and key.endswith(":") and not key.lstrip().startswith("-") and here >= before:
            return here - before
        above = line
    return 2


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
