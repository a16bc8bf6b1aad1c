"""`.vscode/settings.json` with the schema for each kind of file; existing settings stay."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from generator.authoring.site_schemas import KINDS, schema_file
from generator.authoring.write import rewrite
from generator.problems import Report

FILE = ".vscode/settings.json"
KEY = "yaml.schemas"  # https://github.com/redhat-developer/vscode-yaml#associating-schemas
SCHEMAS = {schema_file(kind): where for kind, where in KINDS.items()}


def name_schemas(root: Path, report: Report) -> str | None:
    """Add the schemas to VS Code's settings; return the lines to add by hand, or None after a problem.

    A rewrite would lose comments and custom settings, so the person edits such a file.
    """
    path = root / FILE
    if not os.path.lexists(path):
        return "" if rewrite(root, {FILE: _text({KEY: SCHEMAS}, 2)}, report) else None
    try:
        text = path.read_text("utf-8")
        data: Any = json.loads(text)
    except (OSError, ValueError, RecursionError):
        return _snippet(SCHEMAS)
    if not isinstance(data, dict) or not isinstance(data.get(KEY, {}), dict):
        return _snippet(SCHEMAS)
    lacking = {schema: where for schema, where in SCHEMAS.items() if schema not in data.get(KEY, {})}
    if not lacking:
        return ""
    indent = next((indent for indent in (2, 4, "\t") if _text(data, indent).strip() == text.strip()), None)
    if indent is None:
        return _snippet(lacking)
    new_data = {**data, KEY: {**data.get(KEY, {}), **lacking}}
    return "" if rewrite(root, {FILE: _text(new_data, indent)}, report) else None


def _text(data: object, indent: int | str) -> str:
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def _snippet(lacking: dict[str, str]) -> str:
    return _text({KEY: lacking}, 2)
