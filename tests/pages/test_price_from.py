"""Tests that the lowest of several prices says "from", on the page in its language, and in structured data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.importing.sites import make_site, write
from tests.scenario import run_cli

PRODUCTS = """\
mist:
  name: Mist
  url: https://lune.example/products/mist
  price: 24
  price_from: true
balm:
  name: Balm
  url: https://lune.example/products/balm
  price: 30
"""
PERSON = "name: Ana Sol\nlocale: {tag}\nfavorites: [mist, balm]\n"


@pytest.mark.parametrize(
    ("tag", "words", "alone"),
    [
        ("en", "from €24", "€30"),
        ("de", "ab 24\N{NO-BREAK SPACE}€", "30\N{NO-BREAK SPACE}€"),
        ("fr", "à partir de 24\N{NO-BREAK SPACE}€", "30\N{NO-BREAK SPACE}€"),
        ("es", "desde 24\N{NO-BREAK SPACE}€", "30\N{NO-BREAK SPACE}€"),
    ],
)
def test_the_lowest_of_several_prices_says_from(tmp_path: Path, tag: str, words: str, alone: str) -> None:
    root = make_site(tmp_path)
    write(root, "content/products.yaml", PRODUCTS)
    write(root, "content/ambassadors/lea-moreau/profile.yaml", PERSON.format(tag=tag))
    write(root, "content/ambassadors/lea-moreau/story.md", "Hello.\n")
    write(root, "content/ambassadors/wren-hollis.md", "---\nname: Wren\n---\nHello.\n")
    assert run_cli(["build", "--as-of", "2026-11-22"], root)[0] == 0
    page = (root / "output/lea-moreau/index.html").read_text("utf-8")
    assert re.findall(r'<span class="dot"></span>([^<]*)</a>', page) == [words, alone]
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    [item_list] = [item for item in data if item["@type"] == "ItemList"]
    mist, balm = (entry["item"]["offers"] for entry in item_list["itemListElement"])
    assert (mist["@type"], mist["lowPrice"], mist.get("price")) == ("AggregateOffer", "24", None)
    assert (balm["@type"], balm["price"], balm.get("lowPrice")) == ("Offer", "30", None)
