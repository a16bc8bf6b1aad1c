"""What the check of one page assumes about the rest of the site, before that is known."""

from __future__ import annotations

import pytest

from generator.checks.assumptions import Assumptions, assumptions_hold, pages_with_assumed_anchors

PATHS = frozenset({"lea/index.html", "mia/index.html"})
IDS = {"mia/index.html": frozenset({"story"})}
SLUGS = frozenset({"lea", "mia"})


@pytest.mark.parametrize(
    ("beliefs", "so"),
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
def test_an_assumption_is_compared_with_the_whole_site(beliefs: Assumptions, so: bool) -> None:
    assert assumptions_hold(beliefs, PATHS, IDS, SLUGS) is so


def test_only_pages_of_which_a_place_is_linked_are_read_for_their_ids() -> None:
    beliefs = [
        Assumptions(paths=("ted/index.html",)),
        Assumptions(anchors=(("mia/index.html", "story"), ("a.html", "b"))),
    ]
    assert pages_with_assumed_anchors(beliefs) == {"mia/index.html", "a.html"}
