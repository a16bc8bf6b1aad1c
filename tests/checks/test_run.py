from __future__ import annotations

from generator.checks.run import ids_of


def test_the_ids_on_a_page() -> None:
    assert ids_of('<p id="story"><a id=top name="x"></a><i id="story"></i><template><b id="in"></b></template>') >= {
        "story",
        "top",
    }
    assert ids_of("<p>") == frozenset()
