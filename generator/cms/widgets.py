"""The widget for each kind of scalar (see KIND in models/json_shapes.py), and the message for a failed pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.cms.form_choices import Field

YES_OR_NO = [{"label": "yes", "value": True}, {"label": "no", "value": False}]

WIDGETS: Mapping[str, Field] = {
    "text": {"widget": "string"},
    "long text": {"widget": "text"},
    "day": {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
    "whole number": {"widget": "number", "value_type": "int", "min": 0},
    "number from 0 to 1": {"widget": "number", "value_type": "float", "min": 0, "max": 1, "step": 0.01},
    "colour": {"widget": "color", "allowInput": True},
    "path of a file": {"widget": "image", "choose_url": False},
    "price": {"widget": "string"},
    "short name": {"widget": "string"},
    "hashtag": {"widget": "string"},
    "day, or `none`": {"widget": "string"},
    "code": {"widget": "string"},
    "web address": {"widget": "string"},
    "web address, or the end of one of the shop": {"widget": "string"},
    "language": {"widget": "string"},
    "currency": {"widget": "string"},
    "time zone": {"widget": "string"},
}

OWN: Mapping[str, Field] = {"video.src": {"widget": "file", "choose_url": False, "accept": "video/mp4,video/webm"}}
"""By the keys that lead there: what its kind alone does not say."""

FAILS = {
    "day, or `none`": "Write a day as 2027-12-31, or none",
    "price": "Write digits and a point, without a currency: 24.00",
    "short name": "Use small letters a to z, digits and single hyphens",
    "code": "Leave out spaces and quotes",
    "web address": "Write the whole address, beginning with https://",
    "web address, or the end of one of the shop": "Begin with https://, or with the / after the shop's address",
    "language": "Write a tag such as fr or en-GB",
    "currency": "Write its three letters, such as EUR",
}

TYPES: Mapping[str, Field] = {
    "string": {"widget": "string"},
    "integer": {"widget": "number", "value_type": "int"},
    "number": {"widget": "number", "value_type": "float"},
    "boolean": {"widget": "boolean"},
}
"""For the fields of others' sections, which may be of plain types."""


def widget_for(shape: Mapping[str, Any], kind: str) -> Field | None:
    """Return the field for a scalar's shape, without its name; None if no widget fits."""
    if "enum" in shape:
        words = [word for word in shape["enum"] if isinstance(word, str)]
        return {"widget": "select", "options": words} if words else None
    types = shape.get("type", ())
    plain = TYPES.get(types if isinstance(types, str) else "")
    widget = WIDGETS.get(kind) or plain
    if widget is None:
        return None
    field = dict(widget)
    if kind in FAILS and "pattern" in shape:
        field["pattern"] = [shape["pattern"], FAILS[kind]]
    elif kind not in WIDGETS and "pattern" in shape and field["widget"] == "string":
        field["pattern"] = [shape["pattern"], "This is not written in the right way"]
    return field
