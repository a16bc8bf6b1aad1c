"""Tests that each link and picture is found where it is written, also if its address is in the text several times."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Place, Report
from generator.prose.parts import CardSlot, LinkSlot, PictureSlot
from generator.prose.render import render_prose
from generator.prose.trace import find_addresses

HOST = "lune.example"


def _slots(text: str) -> list[tuple[int, str]]:
    """Return the number and the written address of each slot."""
    prose = render_prose(text, Place("content/a.md"), "content", Report(), host=HOST)
    slots = []
    for part in prose.parts:
        if isinstance(part, LinkSlot):
            slots.append((part.place.link, part.href))
        elif isinstance(part, CardSlot):
            slots.append((part.place.link, f"product:{part.product}"))
        elif isinstance(part, PictureSlot):
            slots.append((part.place.link, part.src.removeprefix("content/")))
    return slots


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Yes [a](cloud-balm) and `[a](cloud-balm)` and [b](cloud-balm)", [8, 50]),
        ("cloud-balm is [x](cloud-balm)", [18]),
        ("![](product:x)\n\n[y](product:x)", [4, 20]),
        ("[x][1]\n\n[1]: /privacy/", [13]),
        ("[x]()", [4]),
        ("[x](<a b> \"t\")", [5]),
        ("<https://a.example/> https://a.example/ www.a.example", [1, 21, 40]),
        ("mail <a@b.example>", [6]),
        ("buy lune.example/x (lune.example)", [4, 20]),
        ('<a href="/x">y</a> and <img src="z.jpg" alt="z">', [9, 33]),
        ("One[^1].\n\n[x](/y)\n\n[^1]: See [a](/b)", [-1, 14, 33, -1]),
        ("- [a](/b)\n  - [a](/b)\n\n> [a](/b)", [6, 18, 29]),
        ("| a | b |\n|---|---|\n| [x](/y) | [x](/y) |", [26, 36]),
    ],
)  # fmt: skip
def test_each_address_is_found_at_its_place(text: str, at: list[int]) -> None:
    assert find_addresses(text, HOST) == at


_PIECES = [
    "[a](product:x)",
    "![](product:x)",
    "product:x",
    "`[a](product:x)`",
    "[b](/c/)",
    "/c/",
    "https://lune.example/x",
    "lune.example/x",
    "<https://lune.example/x>",
    "[r][1]",
    "*",
    "**",
    "_",
    "~~",
    "\n",
    "\n\n",
    "\n- ",
    "\n  - ",
    "\n> ",
    "\n1. ",
    "\n| a | b |\n|---|---|\n| ",
    " | ",
    " |\n",
    "[^1]",
    "\n\n[^1]: ",
    "\n\n[1]: /ref/\n\n",
    " words ",
    "\\",
    "[",
    "](",
    ")",
    "<b>",
    "\n```\n",
    "# ",
    "!",
    '<a href="/h/">',
    "</a>",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@settings(max_examples=500, deadline=None)
def test_the_text_at_a_place_is_the_address(text: str) -> None:
    # A slot may lack the final slash of `product:x/`, and have a `https://` before a host that the text lacks.
    at = find_addresses(text, HOST)
    for number, address in _slots(text) if at else ():
        if (start := at[number - 1]) >= 0:
            text_there = text[start : start + len(address)]
            assert address in (text_there, f"https://{text[start:]}"[: len(address)]), (address, text[start:])
    assert len(at) in (0, len(re.findall(r"<img|<a", _html(text))))


def _html(text: str) -> str:
    from generator.prose.markdown_html import clean_html, convert

    return clean_html(convert(text, HOST), text)


@given(st.lists(st.sampled_from([*_PIECES[:14], "\n\n", "\n- ", " words "]), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_link_of_an_ordinary_text_is_lost(text: str) -> None:
    assert -1 not in find_addresses(text, HOST)
    assert len(find_addresses(text, HOST)) == len(re.findall(r"<img|<a", _html(text)))
