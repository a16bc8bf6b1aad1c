"""Tests that the schemas of `ambassador schema --write` help an editor, through the real yaml-language-server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.authoring.language_server import SERVER, LanguageServer
from tests.cli.streams import run_apart
from tests.needs import need
from tools.gates.node import find_node

PROFILE = "content/ambassadors/ana/profile.yaml"
TEXT = """\
name: Ana
partner_id: 5f2a91
status: live
favorites:
  - product: cloud-blam

"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editor")
    for words in (["new", "site", "friends"], ["schema", "--site", "friends", "--write"]):
        code, out, err = run_apart(words, folder)
        assert (code, err) == (0, ""), out
    return folder / "friends"


@pytest.fixture(scope="module")
def node() -> Path:
    """Node, on a machine that has the editor's server too."""
    found, _ = need(find_node(), "Node")
    need(SERVER if SERVER.exists() else None, "yaml-language-server")
    return found


@pytest.fixture(scope="module")
def editor(site: Path, node: Path) -> Iterator[LanguageServer]:
    settings = json.loads((site / ".vscode/settings.json").read_text("utf-8"))
    with LanguageServer(node, site, settings["yaml.schemas"]) as server:
        server.open(PROFILE, TEXT)
        yield server


def test_hovering_explains_a_key(editor: LanguageServer) -> None:
    explanation = editor.hover(PROFILE, 1, 3)
    assert "The person's id at the affiliate network." in explanation
    assert "5f2a91" in explanation


def test_the_editor_completes_products_of_the_site(editor: LanguageServer) -> None:
    completions = editor.complete(PROFILE, 4, 13)
    assert completions == dict.fromkeys(("cloud-balm", "boy-brow"), "The product's id in the catalogue.")


def test_the_editor_completes_choices_and_explains_keys(editor: LanguageServer) -> None:
    assert {"draft", "live", "ended"} <= set(editor.complete(PROFILE, 2, 8))
    keys = editor.complete(PROFILE, 5, 0)
    assert keys["tagline"] == "One line in their words, below the name."
    assert "name" not in keys
    assert len(keys) > 20


def test_the_editor_marks_an_unknown_product(site: Path, editor: LanguageServer) -> None:
    (mark,) = editor.marks[(site / PROFILE).as_uri()]
    assert mark.startswith("The site has no product of this name.")


def test_the_editor_completes_options_of_the_theme(editor: LanguageServer) -> None:
    file = "content/site.yaml"
    editor.open(file, "brand: B\ntheme_options:\n  accent: '#aabbcc'\n  portrait: arch\n  \n")
    assert "The one strong colour" in editor.hover(file, 2, 4)
    assert {"arch", "frame"} <= set(editor.complete(file, 3, 12))
    assert set(editor.complete(file, 4, 2)) == {"logo_at_night"}


def test_the_schema_line_of_a_file_works_without_settings(site: Path, node: Path) -> None:
    assert run_apart(["new", "product", "Night Bowl", "--site", str(site)], site)[0] == 0
    file = "content/products/night-bowl.yaml"
    text = (site / file).read_text("utf-8")
    with LanguageServer(node, site, {}) as server:
        server.open(file, text)
        assert "Its address in the shop" in server.hover(file, text[: text.index("\nurl")].count("\n") + 1, 1)
