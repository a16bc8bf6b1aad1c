"""Texts of new files: `starters/`, with `$name` for values to fill in."""

from __future__ import annotations

import json
import re
from string import Template

from generator.registry import data_folder

_PLAIN = re.compile(r"[^\W\d_][\w ’-]*\w")  # a text that YAML reads unchanged
_WORDS = ("true", "false", "yes", "no", "on", "off", "null")  # which other YAML readers do not read as texts

_SETTINGS = "content/site.yaml"
_EXAMPLE = ("content/ambassadors/", "content/products.yaml")


def starter(file: str, **values: str) -> str:
    """Return a starter's text with its values filled in; raise KeyError for a missing one."""
    return Template(starter_text(file)).substitute(values)


def starter_text(file: str) -> str:
    """Return a starter's text unchanged."""
    return (data_folder("authoring/starters") / file).read_text("utf-8")


def site_starters(with_example: bool, **values: str) -> dict[str, str]:
    """Return the files of a new site by path; `values` go into its site.yaml.

    The example is a person and two products.
    """
    folder = data_folder("authoring/starters") / "site"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    if not with_example:
        texts = {file: text for file, text in texts.items() if not file.startswith(_EXAMPLE)}
    return texts | {_SETTINGS: Template(texts[_SETTINGS]).substitute(values)}


def scalar(text: str) -> str:
    """Return a text of one line as a YAML scalar, quoted if necessary."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
