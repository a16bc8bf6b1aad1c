"""Tests that the schemas accept all content that builds, and refuse wrong content as far as a schema can."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar

import jsonschema
import pytest
import yaml
from pydantic import Field

from generator.authoring.choices import SiteChoices
from generator.authoring.schemas import make_schemas
from generator.models.settings import Settings
from generator.models.written import Count, Line, Written
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want
from tests.cli.streams import run_apart

ROOT = Path(__file__).parents[2]
SCHEMAS = make_schemas(BUILT_IN)
SITES = (ROOT, ROOT / "tests/golden/site")
KINDS = {
    "site": "site.yaml",
    "profile": "ambassadors/*/profile.yaml",
    "products": "products.yaml",
    "product": "products/*.yaml",
    "campaign": "campaigns/*.yaml",
    "network": "networks/*.yaml",
    "page": "pages/*.md",
    "imports": "imports.yaml",
    "commissions": "commissions.yaml",
    "report-settings": "report.yaml",
    "roster": "ambassadors/*/roster.yaml",
    "roster-views": "roster-views.yaml",
}


class Core(yaml.SafeLoader):
    """YAML 1.2's core types, as the language server reads them: days and `yes` are texts."""


Core.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if tag.rpartition(":")[2] in ("null", "int", "float")]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def _read(text: str) -> Any:
    # A plain text in a flow may end in `?`, which PyYAML cannot read.
    return yaml.load(text.replace("?, ", ", "), Loader=Core)


def _errors(kind: str, data: Any) -> list[str]:
    errors = jsonschema.Draft7Validator(SCHEMAS[kind]).iter_errors(data)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def _files() -> list[tuple[str, Path]]:
    files = [(kind, path) for site in SITES for kind, where in KINDS.items() for path in site.glob(f"content/{where}")]
    return files + [("network", path) for path in (ROOT / "generator/networks").glob("*.yaml")]


def test_the_examples_are_of_every_kind() -> None:
    assert {kind for kind, _ in _files()} == set(KINDS) == set(SCHEMAS)
    assert len(_files()) > 70


@pytest.mark.parametrize(
    ("kind", "path"), [pytest.param(k, p, id=f"{k}-{p.stem}-{p.parent.name}") for k, p in _files()]
)
def test_content_that_builds_is_valid(kind: str, path: Path) -> None:
    text = path.read_text("utf-8")
    data = _read(text.split("---\n")[1] if path.suffix == ".md" else text)
    assert _errors(kind, data) == []
    item = next(iter(data.values())) if kind == "products" else data
    assert _errors(
        kind, {**data, next(iter(data)): {**item, "nmae": "x"}} if kind == "products" else {**data, "nmae": 1}
    )


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_schema_is_valid_itself(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[kind])


def test_a_bare_scalar_is_the_text_that_was_written() -> None:
    text = "name: 2027\ncode: 012\npartner_id: 1e3\nfollowers: '42000'\nindex: 'true'\nniches: [2027]\ntagline:\n"
    assert _errors("profile", _read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "name: Léa\nsince: 1 March",
        "name: Léa\nfollowers: many",
        "name: Léa\nindex: yes",
        "name: Léa\nniches: [Skin Care]",
        "name: Léa\nstatus: alive",
        "name: Léa\nfavorites: [{prodct: balm}]",
        "name: Léa\nfavorites: balm",
        "name: Léa\nportrait: {src: a.jpg}",
        "name: Léa\nsocials: {instgram: lea}",
        "name: Léa\nlook: {image: a.jpg, alt: A, spots: [{product: balm, at: [0.5]}]}",
        "name: Léa\nlook: {image: a.jpg, alt: A, spots: [{product: balm, at: [0.5, 1.5]}]}",
        "tagline: nobody",
        "[]",
    ],
)
def test_wrong_content_is_invalid(text: str) -> None:
    assert _errors("profile", _read(text))


def test_short_forms_of_lists_are_valid() -> None:
    text = "name: Léa\naliases: lea\nfavorites: [balm, {product: brow, note: x}]\nroutine: {steps: [{text: a}]}"
    assert _errors("profile", _read(text)) == []
    base = "brand: B\nurl: https://f.example\nshop: https://s.example\n"
    assert _errors("site", _read(f"{base}tracking: {{scheme: utm, utm: false}}")) == []
    assert _errors("site", _read(f"{base}tracking: {{scheme: [a, b, c, d, e]}}"))


def test_every_key_of_the_models_has_an_explanation() -> None:
    for kind, model in (("site", Settings), ("profile", profile_model(BUILT_IN))):
        assert set(SCHEMAS[kind]["properties"]) == {field.alias or name for name, field in model.model_fields.items()}
    keys = [
        (f"{kind}: {name}.{key}", shape)
        for kind, schema in SCHEMAS.items()
        for name, model in [("", schema), *schema.get("$defs", {}).items()]
        for key, shape in model.get("properties", {}).items()
    ]
    assert len(keys) > 150
    assert [where for where, shape in keys if not shape.get("description", "").endswith(".")] == []
    assert SCHEMAS["site"]["properties"]["shop"]["description"].startswith("This host, with and without `www.`")
    assert SCHEMAS["profile"]["properties"]["partner_id"]["description"].startswith("The person's id")


class Stars(Written):
    """How many."""

    given: Count
    """Out of five."""


class Reviews:
    """What people say of them."""

    name: ClassVar[str] = "reviews"
    fields: ClassVar[dict[str, Any]] = {
        "reviews": tuple[Stars, ...],
        "said": Annotated[Line, Field(description="A word.")],
    }

    def wants(self, subject: Subject) -> Iterator[Want]:
        yield from ()

    def view(self, subject: Subject, answers: Answers) -> object | None:
        return None


def test_a_section_of_another_package_is_in_the_schema() -> None:
    choices = SiteChoices({"section": ("reviews", "story")}, None)
    profile = make_schemas((*BUILT_IN, Reviews()), choices)["profile"]
    assert profile["properties"]["reviews"]["description"] == "What people say of them."
    assert profile["properties"]["said"]["description"] == "A word."
    assert profile["$defs"]["Stars"]["properties"]["given"]["description"] == "Out of five."
    check = jsonschema.Draft7Validator(profile)
    assert check.is_valid(_read("name: A\nreviews: [{given: 5}]\nsections: [story, reviews]"))
    assert not check.is_valid(_read("name: A\nreviews: [{gievn: 5}]"))
    assert not check.is_valid(_read("name: A\nsections: [reviewz]"))
    assert "reviews" not in SCHEMAS["profile"]["properties"]


def test_files_and_terminal_get_the_same_schemas(tmp_path: Path) -> None:
    code, out, _ = run_apart(["schema"], tmp_path)
    assert (code, json.loads(out)) == (0, SCHEMAS)
    assert run_apart(["schema", "--output", "a/b"], tmp_path)[:2] == (0, "")
    files = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in tmp_path.glob("a/b/*")
    }
    assert files == SCHEMAS


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    code, _, err = run_apart(["schema", "--output", "a/b"], tmp_path)
    assert code in (1, 2)
    assert "Traceback" not in err
    assert (tmp_path / "a").read_text() == "mine"
