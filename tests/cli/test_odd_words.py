"""Whatever people write into a text, the run is fine or says why not: it is never a bug of ours."""

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
def test_odd_words_in_every_text(words: str, theme: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    said = json.dumps(words, ensure_ascii=False)  # as a YAML double-quoted text
    content = tmp_path / "content"
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(f"tagline: {said}\nabout: {{en: {said}}}\n")
    text = (content / "site.yaml").read_text("utf-8").replace("brand: Lune", f"brand: {said}").replace("plain", theme)
    if theme == "dew":  # the other has no faces to draw a card with
        text = text.replace("share_cards: false", "share_cards: true")
    (content / "site.yaml").write_text(text, "utf-8")
    (content / "products.yaml").write_text(
        f"cloud-balm: {{name: {said}, description: {said}, url: https://lune.example/b, price: '24'}}\n", "utf-8"
    )
    (content / "ambassadors/lea/profile.yaml").write_text(
        f"name: {said}\ntagline: {said}\nlocation: {said}\nhandle: {said}\nlocale: fr\n"
        f"favorites: [{{product: cloud-balm, note: {said}}}]\n"
        f"routine: {{title: {said}, steps: [{{text: {said}, product: cloud-balm}}]}}\n"
        f"lists: [{{title: {said}, products: [cloud-balm]}}]\n"
        f"video: {{title: {said}, url: 'https://video.example/1'}}\n"
        f"proof: [{{text: {said}}}]\nfaq: [{{question: {said}, answer: {said}}}]\n",
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
