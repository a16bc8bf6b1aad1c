"""How the scalars look in a JSON Schema, to the editor that reads YAML 1.2 with its own types.

Content reads every scalar as text, so `name: 2027` is right here though the editor sees a number. A schema may allow
more than the models do, never less: what builds is not marked as wrong.

Two keywords are our own, and other readers of JSON Schema pass over them: KIND says in a word or two what a scalar is,
NAMES_OF of what it is the name (`product`, `campaign`, `network`, `theme`, `section`).
"""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]
KIND = "x-kind"
NAMES_OF = "x-names-of"

TEXT: Shape = {KIND: "text", "type": ["string", "number", "boolean"]}
LONG_TEXT: Shape = {**TEXT, KIND: "long text"}
FLAG: Shape = {KIND: "true or false", "enum": [True, False, "true", "false"]}
DAY: Shape = {
    KIND: "day",
    "type": "string",
    "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$",
    "examples": ["2026-03-01"],
}
PRICE: Shape = {
    KIND: "price",
    "type": ["string", "number"],
    "pattern": r"^\s*[0-9]{1,9}(\.[0-9]{1,3})?\s*$",
    "minimum": 0,
}
COUNT: Shape = {KIND: "whole number", "type": ["integer", "string"], "pattern": r"^\s*[0-9]{1,12}\s*$", "minimum": 0}
FRACTION: Shape = {KIND: "number from 0 to 1", "type": ["number", "string"], "minimum": 0, "maximum": 1}
SLUG: Shape = {**TEXT, KIND: "short name", "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"}
TOKEN: Shape = {**TEXT, KIND: "code", "pattern": r"^\s*[^\s<>\"'`\\{}|^]{1,128}\s*$"}
OPTIONAL_TOKEN: Shape = {KIND: "code, or `false`", "anyOf": [TOKEN, {"enum": [False]}]}
WEB_URL: Shape = {KIND: "web address", "type": "string", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s]"}
SHOP_URL: Shape = {
    KIND: "web address, or the end of one of the shop",
    "type": "string",
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://[^/?#\s]|/([^/]|$))",
}
FILE_PATH: Shape = {**TEXT, KIND: "path of a file", "pattern": r"^\s*[^\s/~\\:][^\\:]*$"}
COLOUR: Shape = {KIND: "colour", "type": "string", "pattern": r"^\s*#[0-9a-fA-F]{6}\s*$"}
LOCALE: Shape = {
    KIND: "language",
    "type": "string",
    "pattern": r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\s*$",
    "examples": ["fr", "en-GB"],
}
CURRENCY: Shape = {
    KIND: "currency",
    "type": "string",
    "pattern": r"^\s*[A-Z]{3}\s*$",
    "examples": ["EUR", "USD", "GBP"],
}
TIME_ZONE: Shape = {KIND: "time zone", "type": "string", "examples": ["Europe/Paris", "America/New_York"]}
LOCALIZED_TEXT: Shape = {
    KIND: "text, or one per language",
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": LOCALE["pattern"]},
            "additionalProperties": TEXT,
        },
    ],
}
PAIRS: Shape = {KIND: "keys and texts", "type": "object", "additionalProperties": TEXT}
