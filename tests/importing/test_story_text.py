"""Tests that the story of a cell shows on the page as the person typed it."""

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
        ("It was ~~the best~~ fine, 3 ~~ 4 ~", "It was ~~the best~~ fine, 3 \\~\\~ 4 \\~\n"),
        ("**Never** > 1. - no", "**Never** &gt; 1. - no\n"),
        ("<p>Only <b>soap</b></p><p>and oil</p>", "Only **soap**\n\nand oil\n"),
        ("<script>\nalert(1)\n\n</script>\n- <b>one</b>", "- **one**\n"),
        (
            '<p>My <a href="https://lune.example/oil">oil</a>.<p>Daily:<ul><li>day<li>night<ul><li>late</ul></ul>',
            "My [oil](https://lune.example/oil).\n\nDaily:\n\n- day\n- night\n    - late\n",
        ),
        ("<ol><li>hair</li><li>skin</li></ol>that is all", "1. hair\n2. skin\n\nthat is all\n"),
        ("Tom &amp; Ana\n\n- oil &lt;3\n- salt", "Tom &amp; Ana\n\n- oil &lt;3\n- salt\n"),
        ("<a href='javascript:x()'>me</a> <a href='https://x.example/(b)'>you</a>", "me you (https://x.example/(b))\n"),
        ("<b>A * b</b><b> </b><a href='https://x.example'></a></b></a></ul></li>", "A \\* b\n"),
        (" \n\n", ""),
    ],
)
def test_a_cell_becomes_markdown_that_shows_the_same(cell: str, markdown: str) -> None:
    assert to_markdown(cell) == markdown
