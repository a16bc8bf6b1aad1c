"""What the check of one page assumes about the rest of the site, before that is known."""

from __future__ import annotations

import pytest

from generator.checks.elsewhere import Beliefs, are_true, meant_pages

PATHS = frozenset({"lea/index.html", "mia/index.html"})
IDS = {"mia/index.html": frozenset({"story"})}
SLUGS = frozenset({"lea", "mia"})


@pytest.mark.parametrize(
    ("beliefs", "so"),
    [
        (Beliefs(), True),
        (Beliefs(paths=("mia/index.html",)), True),
        (Beliefs(paths=("mia/index.html", "ted/index.html")), False),
        (Beliefs(places=(("mia/index.html", "story"),)), True),
        (Beliefs(places=(("mia/index.html", "story"), ("mia/index.html", "end"))), False),
        (Beliefs(places=(("ted/index.html", "story"),)), False),
        (Beliefs(strangers=("facebook", "ted")), True),
        (Beliefs(strangers=("facebook", "mia")), False),
    ],
)
def test_an_assumption_is_compared_with_the_whole_site(beliefs: Beliefs, so: bool) -> None:
    assert are_true(beliefs, PATHS, IDS, SLUGS) is so


def test_only_pages_of_which_a_place_is_linked_are_read_for_their_ids() -> None:
    beliefs = [Beliefs(paths=("ted/index.html",)), Beliefs(places=(("mia/index.html", "story"), ("a.html", "b")))]
    assert meant_pages(beliefs) == {"mia/index.html", "a.html"}
