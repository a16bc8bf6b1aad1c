"""Tests that the editor's configuration is valid, the same every time, and made from what the site has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.cms.config import Backend, is_ours, make_config, read_backend, render_config
from generator.cms.form_choices import form_choices
from generator.content.load import load_site
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.cms.editor_package import BACKEND, SITE, package_files

ROOT = Path(__file__).parents[2]
SITES = [SITE, ROOT, ROOT / "tests/golden/site"]


def _config(root: Path) -> tuple[dict[str, Any], Report]:
    report = Report()
    site = load_site(root, BUILT_IN, Report())
    return make_config(site, BUILT_IN, form_choices(site, BUILT_IN), BACKEND, report), report


def _collection(config: dict[str, Any], name: str) -> dict[str, Any]:
    return next(
        collection for collection in (*config["collections"], *config["singletons"]) if collection["name"] == name
    )


@pytest.mark.parametrize("root", SITES, ids=["tests", "example", "golden"])
def test_the_configuration_is_valid_for_the_editor(root: Path) -> None:
    schema = json.loads(package_files()["schema/sveltia-cms.json"])
    text = render_config(_config(root)[0])
    errors = jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(text))
    assert [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors] == []
    assert text == render_config(_config(root)[0])
    assert is_ours(text)
    assert is_ours(text.replace("content/ambassadors", "content/people")) is False
    assert is_ours("backend: {name: github}\n") is None


def test_every_file_of_content_is_in_a_collection() -> None:
    config, _ = _config(SITE)
    names = [collection["name"] for collection in (*config["collections"], *config["singletons"])]
    assert names == ["profiles", "stories", "people", "products", "campaigns", "pages", "site"]
    example_names = {
        collection["name"] for collection in (*_config(ROOT)[0]["collections"], *_config(ROOT)[0]["singletons"])
    }
    assert {"people", "products", "site", "catalogue"} <= example_names


def _labels(root: Path) -> list[str]:
    config, _ = _config(root)
    return [collection["label"] for collection in (*config["collections"], *config["singletons"])]


def _site(root: Path, files: dict[str, str]) -> Path:
    settings = "brand: B\nurl: https://f.example\nshop: https://s.example\n"
    for file, text in {"site.yaml": settings, **files}.items():
        (root / "content" / file).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / file).write_text(text, "utf-8")
    return root


PERSON_FOLDER = {"ambassadors/lea/profile.yaml": "name: Léa\nfavorites: [balm]\n", "ambassadors/lea/story.md": "# Hi\n"}
PERSON_FILE = {"ambassadors/ana.md": "---\nname: Ana\nfavorites: [balm]\n---\n"}
PRODUCT_LIST = {"products.yaml": "balm: {name: Balm, url: https://s.example/b}\n"}
PRODUCT_FILE = {"products/brow.yaml": "name: Brow\nurl: https://s.example/w\n"}


@pytest.mark.parametrize(
    ("files", "labels"),
    [
        ({**PERSON_FILE, **PRODUCT_FILE}, ["People", "Products"]),
        ({**PERSON_FOLDER, **PRODUCT_FILE}, ["People", "Stories", "New people", "Products"]),
        ({**PERSON_FOLDER, **PERSON_FILE}, ["People with a folder", "Stories", "People with a file", "Products"]),
        ({**PERSON_FILE, **PRODUCT_LIST}, ["People", "New products"]),
        ({**PERSON_FILE, **PRODUCT_LIST, **PRODUCT_FILE}, ["People", "Products with a file"]),
    ],
)
def test_the_labels_fit_the_files_of_the_site(tmp_path: Path, files: dict[str, str], labels: list[str]) -> None:
    label_of_list = ["Products of products.yaml" if files.keys() >= PRODUCT_FILE.keys() else "Products"]
    singletons = ["The site", *(label_of_list if files.keys() >= PRODUCT_LIST.keys() else [])]
    assert _labels(_site(tmp_path, files)) == [*labels, "Campaigns", "Pages", *singletons]


def test_stories_are_listed_by_person_also_missing_ones(tmp_path: Path) -> None:
    people = {
        **PERSON_FOLDER,
        "ambassadors/zoe/profile.yaml": "name: Zoë\nfavorites: [balm]\n",
        "ambassadors/ana-2/profile.yaml": "name: Ana\nfavorites: [balm]\n",
        "ambassadors/ana-3/profile.yaml": "name: Ana\nfavorites: [balm]\n",
    }
    stories = _collection(_config(_site(tmp_path, people))[0], "stories")["files"]
    assert [(story["label"], story["file"]) for story in stories] == [
        ("Ana (ana-2)", "content/ambassadors/ana-2/story.md"),
        ("Ana (ana-3)", "content/ambassadors/ana-3/story.md"),
        ("Léa", "content/ambassadors/lea/story.md"),
        ("Zoë", "content/ambassadors/zoe/story.md"),
    ]


def test_products_of_one_file_are_groups_and_can_be_chosen() -> None:
    config, _ = _config(ROOT)
    groups = _collection(config, "catalogue")["fields"]
    assert groups[0]["name"] in load_site(ROOT, BUILT_IN, Report()).products
    people = {field["name"]: field for field in _collection(config, "people")["fields"]}
    options = people["favorites"]["fields"][0]["options"]
    assert {"label": "Hush Balm", "value": "hush-balm"} in options
    assert len(options) == 16


def test_many_products_of_one_file_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("brand: B\nurl: https://f.example\nshop: https://s.example\n")
    lines = (f"p{n}: {{name: P{n}, url: https://s.example/{n}}}\n" for n in range(61))
    (tmp_path / "content/products.yaml").write_text("".join(lines))
    config, report = _config(tmp_path)
    assert [singleton["name"] for singleton in config["singletons"]] == ["site"]
    assert [problem.name for problem in report] == ["cms-form"]


def test_pictures_are_saved_where_their_files_name_them() -> None:
    config, _ = _config(SITE)
    folders = {
        collection["name"]: (collection["media_folder"], collection["public_folder"])
        for collection in config["collections"]
        if "folder" in collection
    }
    assert folders["profiles"] == ("", "")
    assert folders["products"] == ("/content/images/products", "../images/products")
    assert config["singletons"][0]["public_folder"] == "./images"


def test_the_repository_is_read_back_from_the_configuration(tmp_path: Path) -> None:
    config, _ = _config(SITE)
    own = Backend("gitea", "a/b", "site", "https://git.example/api/v1", "https://git.example")
    (tmp_path / "config.yml").write_text(render_config({**config, "backend": own.as_config()}), "utf-8")
    assert read_backend(tmp_path) == own
    for text in ("", "backend: 3", "backend: {name: [1]}", "backend: {wrong: x}", "a: &a [*a]", "\x00"):
        (tmp_path / "config.yml").write_text(text)
        assert read_backend(tmp_path) is None, text
