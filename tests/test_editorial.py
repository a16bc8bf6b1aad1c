"""Tests that `generator.editorial`, the old name of `generator.lints`, gives the same objects."""

from __future__ import annotations

from generator import editorial, lints


def test_each_name_is_that_of_lints() -> None:
    assert (editorial.OnePerson, editorial.WholeSite) == (lints.PersonContext, lints.SiteContext)
    for name in set(editorial.__all__) - {"OnePerson", "WholeSite"}:
        assert getattr(editorial, name) is getattr(lints, name)
