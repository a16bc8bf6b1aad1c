"""How the scalars look in a JSON Schema, to the editor that reads YAML 1.2 with its own types.

Content reads every scalar as text, so `name: 2027` is right here though the editor sees a number. A schema may allow
more than the models do, never less: what builds is not marked as wrong.
"""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": ["string", "number", "boolean"]}
FLAG: Shape = {"enum": [True, False, "true", "false"]}
DAY: Shape = {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$", "examples": ["2026-03-01"]}
PRICE: Shape = {"type": ["string", "number"], "pattern": r"^\s*[0-9]{1,9}(\.[0-9]{1,3})?\s*$", "minimum": 0}
COUNT: Shape = {"type": ["integer", "string"], "pattern": r"^\s*[0-9]{1,12}\s*$", "minimum": 0}
FRACTION: Shape = {"type": ["number", "string"], "minimum": 0, "maximum": 1}
SLUG: Shape = {"type": ["string", "number", "boolean"], "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"}
TOKEN: Shape = {"type": ["string", "number", "boolean"], "pattern": r"^\s*[^\s<>\"'`\\{}|^]{1,128}\s*$"}
OPTIONAL_TOKEN: Shape = {"anyOf": [TOKEN, {"enum": [False]}]}
WEB_URL: Shape = {"type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s]"}
FILE_PATH: Shape = {"type": ["string", "number", "boolean"], "pattern": r"^\s*[^\s/~\\:][^\\:]*$"}
COLOUR: Shape = {"type": "string", "pattern": r"^\s*#[0-9a-fA-F]{6}\s*$"}
LOCALE: Shape = {
    "type": "string",
    "pattern": r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\s*$",
    "examples": ["fr", "en-GB"],
}
CURRENCY: Shape = {"type": "string", "pattern": r"^\s*[A-Z]{3}\s*$", "examples": ["EUR", "USD", "GBP"]}
TIME_ZONE: Shape = {"type": "string", "examples": ["Europe/Paris", "America/New_York"]}
LOCALIZED: Shape = {
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": LOCALE["pattern"]},
            "additionalProperties": TEXT,
        },
    ]
}
PAIRS: Shape = {"type": "object", "additionalProperties": TEXT}
