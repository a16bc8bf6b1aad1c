"""Tests which ids a page has."""

from __future__ import annotations

from generator.checks.run import ids_of


def test_all_ids_of_a_page_are_found() -> None:
    assert ids_of('<p id="story"><a id=top name="x"></a><i id="story"></i><template><b id="in"></b></template>') >= {
        "story",
        "top",
    }
    assert ids_of("<p>") == frozenset()
