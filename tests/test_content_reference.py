"""Tests that the content reference and the committed schemas are fresh, and that their examples are valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from generator.authoring.schemas import make_schemas
from generator.sections import BUILT_IN
from tools.content_reference import DOCS, PAGE, ROSTER_PAGE, TABLE, render_page, render_schemas, render_table

AGAIN = "run `python -m tools.content_reference`, and commit its output"
SCHEMAS = make_schemas(BUILT_IN)


def _examples() -> Iterator[Any]:
    for kind, schema in SCHEMAS.items():
        defs = schema.get("$defs", {})
        for name, group in [(kind, schema), *((f"{kind}-{name}", group) for name, group in defs.items())]:
            for key, shape in group.get("properties", {}).items():
                for at, example in enumerate(shape.get("examples", ())):
                    yield pytest.param({**shape, "$defs": defs}, example, id=f"{name}.{key}-{at}")


def test_the_content_reference_is_fresh() -> None:
    page = PAGE.read_text("utf-8")
    kinds = {"site", "product", "campaign", "profile", "page", "imports", "commissions", "report-settings"}
    assert {kind for _, kind, _ in TABLE.findall(page)} == kinds
    assert page == render_page(page), AGAIN
    assert render_page(page.replace("| `brand` |", "| `brnad` |")) == page


def test_the_page_of_rosters_is_fresh() -> None:
    page = ROSTER_PAGE.read_text("utf-8")
    assert [kind for _, kind, _ in TABLE.findall(page)] == ["roster", "roster-views"]
    assert page == render_page(page), AGAIN


def test_the_committed_schemas_are_fresh() -> None:
    files = {path.name: path.read_text("utf-8") for path in (DOCS / "schemas").iterdir()}
    assert files == render_schemas(), AGAIN


@pytest.mark.parametrize(("shape", "example"), list(_examples()))
def test_examples_match_their_schemas(shape: dict[str, Any], example: Any) -> None:
    jsonschema.Draft7Validator(shape).validate(json.loads(json.dumps(example)))


def test_a_table_describes_a_key_completely() -> None:
    rows = {row.split(" | ")[0]: row for row in render_table(SCHEMAS["profile"]).splitlines()}
    assert (
        rows["| `name`"] == "| `name` | The person's name, as the page shows it. | text | **required** | `Léa Moreau` |"
    )
    assert "| a product's id | **required** | `cloud-balm` |" in rows["| `favorites.product`"]
    assert "| list of groups of keys or ids of products |" in rows["| `favorites`"]
    assert "| `draft`, `live` or `ended` | `live` |" in rows["| `status`"]
    assert "| code, or `false` |" in rows["| `code`"]
    assert "`{shop: https://network.example/s/81f3}`" in rows["| `links`"]
