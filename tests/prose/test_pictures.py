"""Tests that pictures and cards in a text come out one by one, between whole pieces of HTML, in the written order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Place, Report
from generator.prose.parts import CardSlot, LinkSlot, PictureSlot, Prose
from generator.prose.render import render_prose


def _render(text: str) -> tuple[Prose, list[str]]:
    report = Report()
    prose = render_prose(text, Place("content/lea/story.md"), "content/lea", report)
    return prose, [problem.message for problem in report]


def _order(text: str) -> list[str]:
    """Return pieces of HTML without white space, `alt = caption` of pictures, and ids of cards, in order."""
    prose, messages = _render(text)
    assert messages == []
    order = [""]
    for part in prose.parts:
        if isinstance(part, str):
            order[-1] += re.sub(r"\s*\n\s*", "", part)
        elif isinstance(part, LinkSlot):
            order[-1] += "<a>"
        elif isinstance(part, PictureSlot):
            order += [f"{part.alt} = {part.caption}" if part.caption else part.alt, ""]
        else:
            order += [part.product, ""]
    return [part for part in order if part]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("![One](a.jpg) ![Two](b.jpg)", ["One", "Two"]),
        ("![One](a.jpg)![Two](b.jpg)", ["One", "Two"]),
        ('![One](a.jpg "Day")\n![Two](b.jpg)\n![](product:balm)', ["One = Day", "Two", "balm"]),
        ("![One][a]\n![Two][b]\n\n[a]: a.jpg 'Day'\n[b]: b.jpg", ["One = Day", "Two"]),
        ("My shelf:\n![One](a.jpg)\nand *mine*.", ["<p>My shelf:</p>", "One", "<p>and <em>mine</em>.</p>"]),
        ("My shelf: ![One](a.jpg)", ["<p>My shelf:</p>", "One"]),
        ("![One](a.jpg) My shelf", ["One", "<p>My shelf</p>"]),
        ("Am  \n![One](a.jpg)  \nPm ![Two](b.jpg)  \nNight",
         ["<p>Am</p>", "One", "<p>Pm</p>", "Two", "<p>Night</p>"]),
        ("`code` and **so** ![One](a.jpg)", ["<p><code>code</code> and <strong>so</strong></p>", "One"]),
        ("- ![One](a.jpg)\n- ![Two](b.jpg)", ["One", "Two"]),
        ("- ![](product:balm)\n- ![](product:mist)", ["balm", "mist"]),
        ("- [ ] ![One](a.jpg)", ["One"]),
        ("- am ![One](a.jpg)\n- pm\n- night\n  ![Two](b.jpg)\n- end",
         ["<ul><li>am</li></ul>", "One", "<ul><li>pm</li><li>night</li></ul>", "Two", "<ul><li>end</li></ul>"]),
        ("1. Wash\n\n   ![One](a.jpg)\n\n   Rinse\n2. Tone",
         ["<ol><li><p>Wash</p><p>Rinse</p></li></ol>", "One", '<ol start="2"><li><p>Tone</p></li></ol>']),
        ("3. Wash ![One](a.jpg) ![Two](b.jpg)\n4. Tone",
         ['<ol start="3"><li>Wash</li></ol>', "One", "Two", '<ol start="4"><li>Tone</li></ol>']),
        ("- a\n  - b ![One](a.jpg)\n  - ![Two](b.jpg)\n- c",
         ["<ul><li>a<ul><li>b</li></ul></li></ul>", "One", "Two", "<ul><li>c</li></ul>"]),
        ("> so\n> ![One](a.jpg)\n\nend", ["<blockquote><p>so</p></blockquote>", "One", "<p>end</p>"]),
        ("> ![One](a.jpg)", ["One"]),
        ("> - ![One](a.jpg)\n> - b", ["<blockquote><ul><li>b</li></ul></blockquote>", "One"]),
        ("- [the balm](product:balm) ![One](a.jpg)", ["<ul><li><a>the balm</a></li></ul>", "One"]),
        ('<figure>\n<img src="a.jpg" alt="One">\n<figcaption>Salt &amp; sun</figcaption>\n</figure>',
         ["One = Salt & sun"]),
        ('<figure><p><img src="a.jpg" alt="One"></p></figure>', ["One"]),
        ('<img src="a.jpg" alt="One" width="300">', ["One"]),
        ('<p align="center">\n  <img src="a.jpg" alt="One">\n</p>', ["One"]),
    ],
)  # fmt: skip
def test_pictures_come_out_one_after_another(text: str, order: list[str]) -> None:
    assert _order(text) == order


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("I keep ![](product:balm) near.", "is inside a sentence"),
        ("I keep ![One](a.jpg)\nnear.", "is inside a sentence"),
        ("- I keep ![One](a.jpg) near", "is inside a sentence"),
        ("*![One](a.jpg)*", "is inside a sentence"),
        ("# ![One](a.jpg)", "is in a heading"),
        ("| a | b |\n|---|---|\n| ![One](a.jpg) | c |", "is in a table"),
        ("[![One](a.jpg)](product:balm)", "is the text of a link"),
        ("Yes[^1]\n\n[^1]: ![One](a.jpg)", "is inside a sentence"),
        ('<blockquote><p><img src="a.jpg" alt="One"></p></blockquote>', "is inside a sentence"),
        ('<ul><li><p><img src="a.jpg" alt="One"></p></li></ul>', "is inside a sentence"),
    ],
)
def test_a_picture_that_cannot_stand_alone_is_reported(text: str, where: str) -> None:
    prose, messages = _render(text)
    assert messages == [f"a picture or product card {where}"]
    assert not any(isinstance(part, PictureSlot | CardSlot) for part in prose.parts)


_PIECES = [
    *("![One](a.jpg)", "![Two](b.jpg)", "![](product:x)", "words", " ", "\n", "\n\n", "  \n", "- ", "\n- ", "\n  - "),
    *("\n> ", "1. ", "\n2. ", "*", "`", "[", "](/x/)", "|", "\n|-|-|\n", "\n# ", "[^1]", "\n\n[^1]: ", "<b>", "</ul>"),
]


@given(st.lists(st.sampled_from(_PIECES), max_size=16).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_piece_of_html_is_complete(text: str) -> None:
    """A theme puts each piece into its own element, so no element may be open where a picture or card comes."""
    prose, _ = _render(text)
    tags: list[str] = []
    for part in prose.parts:
        if isinstance(part, PictureSlot | CardSlot):
            assert tags == []
        elif isinstance(part, LinkSlot):
            tags.append("a")
        else:
            for closes, tag in re.findall(r"<(/?)(?!img|br|hr)([a-z0-9]+)", part):
                if closes:
                    assert tags.pop() == tag
                else:
                    tags.append(tag)
    assert tags == []
