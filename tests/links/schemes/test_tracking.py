"""Tests that an unknown scheme in `tracking:` of site.yaml is reported at its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.test_unique_ids import build_problems


@pytest.mark.parametrize(
    ("setting", "keys", "name", "help"),
    [
        ("cart: shopify-crat", ("tracking", "cart", 0), "shopify-crat", "did you mean `shopify-cart`?"),
        ("scheme: zzqq", ("tracking", "scheme", 0), "zzqq", "`ambassador explain unknown-network` lists them"),
    ],
)
def test_an_unknown_scheme_is_reported_at_its_key(
    tmp_path: Path, setting: str, keys: tuple[str | int, ...], name: str, help: str
) -> None:
    problems = build_problems(tmp_path / "site", {}, f"tracking: {{{setting}}}\n")
    [problem] = [problem for problem in problems if problem.name == "unknown-network"]
    assert problem.message == f"no network is called `{name}`"
    assert (problem.place.file, problem.place.keys, problem.help) == ("content/site.yaml", keys, help)
