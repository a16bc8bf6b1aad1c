"""Tests that odd texts in all fields build, and that pages show them as text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.scenario import FOLDER, run_cli

ODD = [
    "100% Léa",
    "%(brand)s %s %d",
    "{{ 7 * 7 }} {% raw %} {brand}",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- ]]> -->",
    "\\u0000 \\n \\",
    "&amp; &lt;script&gt; &#60;",
    "متجر لين",
    "玲奈 👩‍🍳 e\u0301",
    "'; drop table",
    "${HOME} $(id) `id`",
    "a" * 299,
    "–",
    "javascript:alert(1)",
    "../../etc/passwd",
]


@pytest.mark.drawn(3)
@pytest.mark.parametrize("theme", ["plain", "dew"])
@pytest.mark.parametrize("words", ODD)
def test_odd_words_in_every_text_are_shown_as_text(words: str, theme: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    yaml_text = json.dumps(words, ensure_ascii=False)  # as a YAML double-quoted text
    content = tmp_path / "content"
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(f"tagline: {yaml_text}\nabout: {{en: {yaml_text}}}\n")
    text = (
        (content / "site.yaml").read_text("utf-8").replace("brand: Lune", f"brand: {yaml_text}").replace("plain", theme)
    )
    if theme == "dew":  # the other theme has no fonts for cards
        text = text.replace("share_cards: false", "share_cards: true")
    (content / "site.yaml").write_text(text, "utf-8")
    (content / "products.yaml").write_text(
        f"cloud-balm: {{name: {yaml_text}, description: {yaml_text}, url: https://lune.example/b, price: '24'}}\n",
        "utf-8",
    )
    (content / "ambassadors/lea/profile.yaml").write_text(
        f"name: {yaml_text}\ntagline: {yaml_text}\nlocation: {yaml_text}\nhandle: {yaml_text}\nlocale: fr\n"
        f"favorites: [{{product: cloud-balm, note: {yaml_text}}}]\n"
        f"routine: {{title: {yaml_text}, steps: [{{text: {yaml_text}, product: cloud-balm}}]}}\n"
        f"lists: [{{title: {yaml_text}, products: [cloud-balm]}}]\n"
        f"video: {{title: {yaml_text}, url: 'https://video.example/1'}}\n"
        f"proof: [{{text: {yaml_text}}}]\nfaq: [{{question: {yaml_text}, answer: {yaml_text}}}]\n",
        "utf-8",
    )
    code, output = run_cli(["build", "--as-of", "2026-11-22"], tmp_path)
    assert code == 0, output
    html = (tmp_path / "output/lea/index.html").read_text("utf-8")
    tree = LexborHTMLParser(html)
    assert tree.css("script:not([type='application/ld+json'], [src])") == []
    assert tree.css("[onerror]") == []
    heading = tree.css_first("h1")
    assert heading is not None
    assert " ".join(heading.text().split()) == " ".join(words.split())
