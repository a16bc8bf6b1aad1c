"""Stories of cells: what a person typed is what the page shows."""

from __future__ import annotations

import pytest

from generator.importing.story_text import to_markdown


@pytest.mark.parametrize(
    ("cell", "markdown"),
    [
        ("One line.\n\nAnother\none.", "One line.\n\nAnother one.\n"),
        ("I use:\n- oil\n• salt\nEvery day.", "I use:\n\n- oil\n- salt\n\nEvery day.\n"),
        ("- day\n  - one drop\n  - two\n- night", "- day\n    - one drop\n    - two\n- night\n"),
        ("1. hair\n2) skin\n   and hands", "1. hair\n2. skin and hands\n"),
        ("12. Mai: alles neu", "12\\. Mai: alles neu\n"),
        ("2019 was\n3. best", "2019 was 3. best\n"),
        ("-10% today", "\\-10% today\n"),
        (
            "[The *oil*](https://lune.example/oil) [no] #ad",
            "[The \\*oil\\*](https://lune.example/oil) \\[no\\] \\#ad\n",
        ),
        ("My mother made it **herself** 2 ** 3", "My mother made it **herself** 2 \\*\\* 3\n"),
        ("**Never** > 1. - no", "**Never** &gt; 1. - no\n"),
        ("<p>Only <b>soap</b></p><p>and oil</p>", "Only soap\n\nand oil\n"),
        ("<script>\nalert(1)\n</script>\n- <b>one</b>", "\\- one\n"),
        (" \n\n", ""),
    ],
)
def test_a_cell_as_markdown(cell: str, markdown: str) -> None:
    assert to_markdown(cell) == markdown
