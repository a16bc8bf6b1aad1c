"""Tests that a site's schemas know its names, accept all that builds, and overwrite no foreign files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.authoring.site_schemas import KINDS
from tests.cli.streams import run_apart

SETTINGS = ".vscode/settings.json"
MAPPING = {f"schemas/{kind}.schema.json": where for kind, where in KINDS.items()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert run_apart(["new", "site", "friends"], tmp_path)[0] == 0
    return tmp_path / "friends"


def _write(site: Path) -> tuple[int, str]:
    code, out, err = run_apart(["schema", "--write"], site)
    assert err == ""
    return code, out


def _errors_of(site: Path, kind: str, text: str) -> list[str]:
    schema = json.loads((site / f"schemas/{kind}.schema.json").read_text("utf-8"))
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(text))]


def test_schemas_know_the_names_of_the_site(site: Path) -> None:
    (site / "themes/house").mkdir(parents=True)
    (site / "themes/house/theme.toml").write_text(
        'name = "house"\nextends = "dew"\n'
        '[options.room]\nkind = "choice"\ndefault = "wide"\nchoices = ["wide", "narrow"]\n'
    )
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: dew", "theme: house"), "utf-8")
    for words in (["campaign", "Spring Glow"], ["network", "Our friends"]):
        assert run_apart(["new", *words], site)[0] == 0
    assert _write(site)[0] == 0
    base = "brand: B\nurl: https://f.example\nshop: https://s.example\n"
    valid_texts = {
        "profile": "name: A\nfavorites: [cloud-balm, {product: boy-brow}]\ncampaigns: spring-glow\nsections: [story]",
        "site": f"{base}theme: house\ntheme_options: {{room: narrow, accent: '#aabbcc'}}\n"
        "tracking: {scheme: [awin, our-friends]}",
    }
    invalid_texts = {
        "profile": (
            "favorites: [cloud-blam]",
            "campaigns: autumn-glow",
            "sections: [stroy]",
            "look: {image: a.jpg, alt: A, spots: [{product: x, at: [0, 1]}]}",
        ),
        "site": (
            "theme: huose",
            "theme_options: {room: tall}",
            "theme_options: {roam: wide}",
            "tracking: {scheme: awni}",
        ),
    }
    for kind, text in valid_texts.items():
        assert _errors_of(site, kind, text) == []
    for kind, texts in invalid_texts.items():
        for text in texts:
            assert _errors_of(site, kind, f"{'name: A' if kind == 'profile' else base}\n{text}"), text


def test_schemas_include_new_items_at_once(site: Path) -> None:
    assert _write(site)[0] == 0
    assert _errors_of(site, "profile", "name: A\nfavorites: [night-bowl]")
    assert run_apart(["new", "product", "Night Bowl"], site)[0] == 0
    assert _errors_of(site, "profile", "name: A\nfavorites: [night-bowl]") == []


def test_new_files_name_their_schema_if_it_exists(site: Path) -> None:
    kinds = {
        "ambassador": "ambassadors/x/profile.yaml",
        "product": "products/x.yaml",
        "campaign": "campaigns/x.yaml",
        "network": "networks/x.yaml",
    }
    for kind, file in kinds.items():
        assert run_apart(["new", kind, "x"], site)[0] == 0
        assert "$schema" not in (site / "content" / file).read_text("utf-8")
    assert _write(site)[0] == 0
    for kind, file in kinds.items():
        path = site / "content" / file.replace("x", "y", 1)
        assert run_apart(["new", kind, "y"], site)[0] == 0
        schema = path.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().is_file(), kind
        assert MAPPING[(path.parent / schema).resolve().relative_to(site.resolve()).as_posix()].startswith("content/")
    assert "$schema" not in (site / "content/ambassadors/y/story.md").read_text("utf-8")
    assert run_apart(["check", "--format", "concise"], site)[0] == 0


@pytest.mark.parametrize("id_", ["2027", "012", "1e3", "0x1f", "0o17", "true", "null", "nan", "2024-02-30", "1e999"])
def test_an_id_may_look_like_another_type(site: Path, id_: str) -> None:
    """A value that YAML reads as a number may be a product's id, so the editor must not mark it."""
    (site / "content/products.yaml").write_text(f'"{id_}": {{name: N, url: https://your-brand.example/n}}\n')
    assert _write(site)[0] == 0
    assert _errors_of(site, "profile", f'name: A\nfavorites: ["{id_}"]') == []
    number = {"2027": 2027, "012": 12, "1e3": 1000.0, "0x1f": 31, "0o17": 15, "true": True, "null": None}
    schema = json.loads((site / "schemas/profile.schema.json").read_text("utf-8"))
    if id_ in number:  # as the core types of YAML 1.2 read it
        jsonschema.Draft7Validator(schema).validate({"name": "A", "favorites": [number[id_]]})


def test_schemas_allow_any_product_if_the_catalogue_is_broken(site: Path) -> None:
    (site / "content/products.yaml").write_text("cloud-balm: {name: [\n")
    assert _write(site)[0] == 0
    assert _errors_of(site, "profile", "name: A\nfavorites: [anything]") == []


def test_a_broken_product_is_a_known_name(site: Path) -> None:
    (site / "content/products").mkdir()
    (site / "content/products/salt-bar.yaml").write_text("nmae: Salt Bar\n")
    assert _write(site)[0] == 0
    assert _errors_of(site, "profile", "name: A\nfavorites: [salt-bar]") == []


def test_a_second_write_changes_nothing(site: Path) -> None:
    assert _write(site)[0] == 0
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()}
    assert _write(site)[0] == 0
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()} == before


def test_foreign_files_are_not_overwritten(site: Path) -> None:
    (site / "schemas").mkdir()
    mine = site / "schemas/product.schema.json"
    for text in ('{"title": "mine"}', "no json", "[" * 100_000):
        mine.write_text(text)
        code, out = _write(site)
        assert (code, "already-there" in out, "Nothing was written." in out) == (1, True, True)
        assert {path.name for path in (site / "schemas").iterdir()} == {mine.name}
        assert mine.read_text() == text
    assert run_apart(["new", "product", "Night Bowl"], site)[0] == 0
    assert mine.read_text() == text


@pytest.mark.parametrize("where", ["schemas", ".vscode"])
def test_a_link_that_leads_away_is_not_followed(site: Path, tmp_path: Path, where: str) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (site / where).symlink_to(away)
    code, out = _write(site)
    assert (code, "file-not-written" in out) == (1, True)
    assert list(away.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_reported(site: Path) -> None:
    (site / "schemas").write_text("mine")
    code, out = _write(site)
    assert (code, "file-not-written" in out) == (1, True)
    assert (site / "schemas").read_text() == "mine"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, {"yaml.schemas": MAPPING}),
        ('{\n  "a": 1\n}\n', {"a": 1, "yaml.schemas": MAPPING}),
        ('{\n\t"yaml.schemas": {\n\t\t"x.json": "y"\n\t}\n}', {"yaml.schemas": {"x.json": "y", **MAPPING}}),
        (
            '{\n    "yaml.schemas": {\n        "schemas/site.schema.json": "mine"\n    },\n    "é": "ü"\n}\n',
            {"yaml.schemas": {**MAPPING, "schemas/site.schema.json": "mine"}, "é": "ü"},
        ),
    ],
)
def test_schemas_are_added_to_existing_settings(site: Path, before: str | None, after: dict[str, Any]) -> None:
    if before is not None:
        (site / ".vscode").mkdir()
        (site / SETTINGS).write_text(before, "utf-8")
    code, out = _write(site)
    assert (code, "VS Code finds them" in out) == (0, True)
    text = (site / SETTINGS).read_text("utf-8")
    assert json.loads(text) == after
    if before is not None:  # the earlier lines are still there
        assert {line.strip(" \t,") for line in before.splitlines()} <= {
            line.strip(" \t,") for line in text.splitlines()
        }
        assert list(json.loads(text)) == list(dict.fromkeys([*json.loads(before), *after]))


@pytest.mark.parametrize(
    "text",
    [
        '{\n  // mine\n  "a": 1,\n}\n',
        '{"a": 1, "b": [1, 2]}\n',
        "[]",
        '{"yaml.schemas": []}',
        "",
        "\x00",
        "[" * 100_000,
    ],
)
def test_settings_that_would_lose_comments_do_not_change(site: Path, text: str) -> None:
    (site / ".vscode").mkdir()
    (site / SETTINGS).write_text(text, "utf-8")
    code, out = _write(site)
    assert (code, "did not change. Add to it:" in out, '"schemas/site.schema.json": "content/site.yaml"' in out) == (
        0,
        True,
        True,
    )
    assert (site / SETTINGS).read_text("utf-8") == text


def test_without_a_site_no_schema_is_written(tmp_path: Path) -> None:
    code, out, _ = run_apart(["schema", "--write"], tmp_path)
    assert (code, "missing-site" in out) == (1, True)
    assert list(tmp_path.iterdir()) == []
