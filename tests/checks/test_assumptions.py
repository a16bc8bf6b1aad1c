"""Tests the assumptions about the rest of the site that the check of a single page makes."""

from __future__ import annotations

import pytest

from generator.checks.assumptions import Assumptions, assumptions_hold, pages_with_assumed_anchors

PATHS = frozenset({"lea/index.html", "mia/index.html"})
IDS = {"mia/index.html": frozenset({"story"})}
SLUGS = frozenset({"lea", "mia"})


@pytest.mark.parametrize(
    ("assumptions", "is_true"),
    [
        (Assumptions(), True),
        (Assumptions(paths=("mia/index.html",)), True),
        (Assumptions(paths=("mia/index.html", "ted/index.html")), False),
        (Assumptions(anchors=(("mia/index.html", "story"),)), True),
        (Assumptions(anchors=(("mia/index.html", "story"), ("mia/index.html", "end"))), False),
        (Assumptions(anchors=(("ted/index.html", "story"),)), False),
        (Assumptions(non_slugs=("facebook", "ted")), True),
        (Assumptions(non_slugs=("facebook", "mia")), False),
    ],
)
def test_an_assumption_is_compared_with_the_whole_site(assumptions: Assumptions, is_true: bool) -> None:
    assert assumptions_hold(assumptions, PATHS, IDS, SLUGS) is is_true


def test_only_pages_with_linked_places_are_searched_for_ids() -> None:
    assumptions = [
        Assumptions(paths=("ted/index.html",)),
        Assumptions(anchors=(("mia/index.html", "story"), ("a.html", "b"))),
    ]
    assert pages_with_assumed_anchors(assumptions) == {"mia/index.html", "a.html"}
