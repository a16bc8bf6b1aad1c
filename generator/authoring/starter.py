"""The texts that new files begin with: `starters/`, with `$name` where something is filled in."""

from __future__ import annotations

import json
import re
from string import Template

from generator.registry import data_folder

_PLAIN = re.compile(r"[^\W\d_][\w ’-]*\w")  # a text that YAML reads as it stands
_WORDS = ("true", "false", "yes", "no", "on", "off", "null")  # that other readers of YAML take for something else

_SETTINGS = "content/site.yaml"


def starter(file: str, **values: str) -> str:
    """A starter's text with its values filled in; raises KeyError for one that is missing."""
    return Template(starter_text(file)).substitute(values)


def starter_text(file: str) -> str:
    """A starter's text as it stands."""
    return (data_folder("authoring/starters") / file).read_text("utf-8")


def site_starters(**values: str) -> dict[str, str]:
    """The files of a new site, by their path; `values` are filled into its site.yaml."""
    folder = data_folder("authoring/starters") / "site"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    return texts | {_SETTINGS: Template(texts[_SETTINGS]).substitute(values)}


def scalar(text: str) -> str:
    """A text of one line as a YAML scalar, quoted where it must be."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
