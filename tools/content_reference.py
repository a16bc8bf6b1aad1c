"""Write the tables of docs/content.md, and docs/schemas/, from the models that read content.

python -m tools.content_reference
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.authoring.report_schema import make_report_schema
from generator.authoring.schemas import make_schemas
from generator.authoring.site_schemas import as_text
from generator.models.json_shapes import KIND, NAMES_OF
from generator.sections import BUILT_IN

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "content.md"
ROSTER_PAGE = DOCS / "roster.md"
TABLE = re.compile(
    r"(<!-- keys of ([\w-]+), made by python -m tools.content_reference -->\n).*?(<!-- end of keys -->)", re.S
)
NAMES = {
    "product": "a product's id",
    "campaign": "a campaign's id",
    "network": "a scheme's name",
    "theme": "a theme's name",
    "section": "a section's name",
}
MANY = {
    "group of keys": "groups of keys",
    "text": "texts",
    "hashtag": "hashtags",
    "whole number": "whole numbers",
    "short name": "short names",
    "number from 0 to 1": "numbers from 0 to 1",
    "web address": "web addresses",
    "handle or web address": "handles or web addresses",
    "a product's id": "ids of products",
    "a campaign's id": "ids of campaigns",
    "a scheme's name": "names of schemes",
    "a section's name": "names of sections",
}
Schema = dict[str, Any]


def render_page(page: str) -> str:
    """Return the page with new tables."""
    schemas = make_schemas(BUILT_IN)
    return TABLE.sub(lambda found: f"{found[1]}{render_table(schemas[found[2]])}{found[3]}", page)


def render_schemas() -> dict[str, str]:
    """The schemas of any site, and that of the report, by their file's name."""
    made = {**make_schemas(BUILT_IN), "report": make_report_schema()}
    return {f"{name}.schema.json": as_text(schema) for name, schema in made.items()}


def render_table(schema: Schema) -> str:
    """One row a key, and beneath it the keys inside."""
    rows = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in _rows(schema, schema, ""))
    return "| key | what it is | kind | if absent | for example |\n|---|---|---|---|---|\n" + "".join(
        f"| {row} |\n" for row in rows
    )


def _rows(whole: Schema, group: Schema, before: str) -> Iterator[tuple[str, str, str, str, str]]:
    for key, shape in group["properties"].items():
        inside = next((_group(whole, one) for one in _choices(shape) if _group(whole, one)), None)
        yield f"`{before}{key}`", shape["description"], _kind(shape), _absent(key, group), _example(shape)
        if inside:
            yield from _rows(whole, inside, f"{before}{key}.")


def _choices(shape: Schema) -> list[Schema]:
    return [one for one in shape.get("anyOf", [shape]) if one != {"type": "null"}]


def _group(whole: Schema, shape: Schema) -> Schema | None:
    """The group of keys that a shape is, or that is in its list or behind its keys."""
    inner = shape.get("items") or next(iter(shape.get("patternProperties", {}).values()), None)
    values = shape.get("additionalProperties")
    for one in _choices(inner or (values if isinstance(values, dict) else shape)):
        if "$ref" in one:
            found: Schema = whole["$defs"][one["$ref"].rsplit("/", 1)[1]]
            return found
    return None


def _kind(shape: Schema) -> str:
    if NAMES_OF in shape:
        return NAMES[shape[NAMES_OF]]
    if KIND in shape:
        return str(shape[KIND])
    if "enum" in shape:
        words = list(dict.fromkeys(json.dumps(one).strip('"') for one in shape["enum"]))
        return _or([f"`{word}`" for word in words if word != "false" or len(words) == 1])
    if "anyOf" in shape:
        kinds = list(dict.fromkeys(_kind(one) for one in _choices(shape)))
        return ", or ".join(sorted(kinds, key=lambda kind: kind.startswith("list of")))
    if shape.get("minItems") == shape.get("maxItems") == 2:
        return f"two {_many(shape['items'])}"
    if shape.get("type") == "array":
        return f"list of {_many(shape['items'])}"
    if shape.get("type") == "object" and "$ref" not in shape:
        values = next(iter(shape.get("patternProperties", {}).values()), shape.get("additionalProperties"))
        return f"{_many(values)} by key"
    return "group of keys"


def _many(shape: Schema) -> str:
    kinds = [_kind(one) for one in _choices(shape)]
    return " or ".join(MANY.get(kind, kind) for kind in kinds)


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _absent(key: str, group: Schema) -> str:
    if key in group.get("required", ()):
        return "**required**"
    default = group["properties"][key].get("default")
    if isinstance(default, list) and len(default) == 1:
        default = default[0]
    return "" if default is None or isinstance(default, dict) else f"`{_flow(default)}`"


def _example(shape: Schema) -> str:
    said = shape.get("examples") or next((one["examples"] for one in _choices(shape) if "examples" in one), [])
    return f"`{_flow(said[0])}`" if said else ""


# A text that needs no quotes in a flow collection.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^,\[\]{}#:]|:(?=\S))*")


def _flow(value: object) -> str:
    """A value as a marketer would write it, on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    text = value if isinstance(value, str) else json.dumps(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Write them."""
    for page in (PAGE, ROSTER_PAGE):
        page.write_text(render_page(page.read_text("utf-8")), "utf-8")
    (DOCS / "schemas").mkdir(exist_ok=True)
    for file, text in render_schemas().items():
        (DOCS / "schemas" / file).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
