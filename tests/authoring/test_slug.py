"""Tests that any name gets a valid slug that no other person has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.slug import free_slug, slug_of
from generator.models.written import is_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Léa Moreau", "lea-moreau"),
        ("Zoë O'Hara", "zoe-ohara"),
        ("Zoë O’Hara", "zoe-ohara"),
        ("  Ødegård -- & Søn ", "odegard-son"),
        ("Мария", "mariya"),
        ("Ольга", "olga"),
        ("玲奈", "lingnai"),
        ("🌸", "cherry-blossom"),
        ("Rose 🌸", "rose"),
        ("Balm™ ®", "balm"),
        ("---", "person"),
        ("", "person"),
        ("a" * 500, "a" * 64),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_a_name_becomes_a_slug(name: str, slug: str) -> None:
    assert slug_of(name, "person") == slug


@given(st.text(max_size=300))
def test_any_name_has_a_slug(name: str) -> None:
    assert is_slug(slug_of(name, "person"))


@given(st.text(max_size=80), st.integers(0, 12))
def test_a_free_slug_differs_from_all_others(name: str, others: int) -> None:
    slugs: set[str] = set()
    for _ in range(others):
        slugs.add(free_slug(slug_of(name, "person"), slugs))
    assert len(slugs) == others
    slug = free_slug(slug_of(name, "person"), slugs)
    assert slug not in slugs
    assert is_slug(slug)
