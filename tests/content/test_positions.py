"""Line and column of a place, found in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.positions import locate
from generator.problems import Place

PROFILE = """\
name: Léa
favorites:
  - {product: cloud-balm, note: In every coat.}
  - boy-brow
look: {image: look.jpg, spots: [{at: [0.1, 0.2]}]}
tagline: >-
  Skin first,
  colour second.
empty:
"""
STORY = """\
---
name: Léa
portrait: shelf.jpg
---

My shelf: ![shelf.jpg](shelf.jpg) and ![again](shelf.jpg)
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/p.yaml").write_text(PROFILE, "utf-8")
    (tmp_path / "content/s.md").write_text(STORY, "utf-8")
    (tmp_path / "content/broken.yaml").write_text("a: [", "utf-8")
    (tmp_path / "content/latin.yaml").write_bytes(b"a: b\rc: \xe9")
    return tmp_path


P, S = Place("content/p.yaml"), Place("content/s.md")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (P, (1, 1, 1)),
        (P.at("name"), (1, 7, 3)),
        (Place("content/p.yaml", ("name",), on="key"), (1, 1, 4)),
        (P.at("favorites"), (2, 1, 9)),  # a block is shown by its key
        (P.at("favorites", 0, "note"), (3, 33, 14)),
        (P.at("favorites", 0), (3, 5, 43)),
        (P.at("favorites", 1), (4, 5, 8)),
        (P.at("favorites", 1, "product"), (4, 5, 8)),  # the short form has no key
        (P.at("favorites", 9), (2, 1, 9)),
        (P.at("look", "spots", 0, "at", 1), (5, 44, 3)),
        (P.at("tagline"), (6, 1, 7)),
        (P.at("empty"), (9, 1, 5)),
        (P.at("absent"), (1, 1, 9)),
        (Place("content/p.yaml", ("favorites", 0, "note"), find="every"), (3, 36, 5)),
        (Place("content/p.yaml", find="boy"), (4, 5, 3)),
        (Place("content/p.yaml", find="nowhere"), (1, 1, 1)),
        (S.at("portrait"), (3, 11, 9)),
        (Place("content/s.md", find="shelf.jpg"), (6, 13, 9)),
        (Place("content/s.md", find="shelf.jpg", nth=2), (6, 48, 9)),
        (Place("content/s.md", find="shelf.jpg", nth=7), (6, 48, 9)),
        (Place("content/broken.yaml", ("a",)), (1, 1, 1)),
        (Place("content/latin.yaml", line=2, column=4), (2, 4, 1)),
        (Place("content/p.yaml", line=3, column=5, length=4), (3, 5, 4)),
    ],
)
def test_place(site: Path, place: Place, found: tuple[int, int, int]) -> None:
    span = locate(site, place)
    assert span is not None
    assert (span.line, span.column, span.length) == found


@pytest.mark.parametrize("file", ["content/none.yaml", "content", "", "../x.yaml"])
def test_nothing_to_show(site: Path, file: str) -> None:
    assert locate(site, Place(file, ("a",))) is None
