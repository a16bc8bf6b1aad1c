"""Tests that our patterns take time in proportion to a text, even to the worst text for each."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

from generator.authoring import person_facts
from generator.columns import accounts, cells, html_text, name_lists, numbers, placeholders, words
from generator.images.svg import rules
from generator.importing import yaml_roundtrip
from generator.prose import render
from tests.effort import assert_linear, within


def _accept_errors(read: Callable[[str], object]) -> Callable[[str], object]:
    """Let a reader accept cells that are not of its kind."""

    def read_or_none(text: str) -> object:
        try:
            return read(text)
        except cells.CellError:
            return None

    return read_or_none


LONG = 300_000
"""Number of pieces. A pattern that takes the square of it takes minutes."""

WORST: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "a line of blanks": (person_facts._LINE.findall, lambda size: "name: x" + "\t" * size + "\tx"),
    "an address without an end": (cells.holds_email, lambda size: "a" * size),
    "points of an address": (cells.holds_email, lambda size: "a@" + "a." * size + "1"),
    "numbers and blanks": (
        lambda text: numbers._COUNT.fullmatch(cells.clean(text)),
        lambda size: "9" + " ' " * size + "x",
    ),
    "dashes of a price": (lambda text: numbers._MONEY.search(text), lambda size: ",-" * size),
    "accounts without an end": (
        _accept_errors(lambda text: accounts.read_accounts("", text)),
        lambda size: "@a, " * size,
    ),
    "brackets of accounts": (
        _accept_errors(lambda text: accounts.read_accounts("x", text[:2_900])),
        lambda size: " (" * size,
    ),
    "words of a deal": (_accept_errors(words.guess_relationship), lambda size: "a b " * size),
    "links of niches": (_accept_errors(name_lists.read_names), lambda size: "[a](" * size),
    "addresses of niches": (_accept_errors(name_lists.read_names), lambda size: "(http://" * size),
    "entities of a title": (html_text.read_title, lambda size: "&amp;" * size),
    "a placeholder without an end": (placeholders.is_placeholder, lambda size: "-" * size),
    "dashes in a drawing": (rules.css_fault, lambda size: "-" * size),
    "blanks in a drawing": (rules.css_fault, lambda size: "a" + " " * size + "b"),
    "addresses in a drawing": (rules.css_fault, lambda size: "url(#a " * size),
    "colons and comments": (yaml_roundtrip._list_offset, lambda size: ":#" * size + "\n" * size),
    "keys without values": (yaml_roundtrip._list_offset, lambda size: "a:\n" * size),
    "blanks before an address": (render._WRITTEN_SCHEME.findall, lambda size: "href=" + " " * size),
    "brackets": (render._WRITTEN_SCHEME.findall, lambda size: "](" * size),
    "names of references": (render._WRITTEN_SCHEME.findall, lambda size: "[a" * size),
}


@pytest.mark.parametrize("name", WORST)
def test_a_pattern_is_linear(name: str) -> None:
    pattern, text = WORST[name]

    def prepare(size: int) -> Callable[[], object]:
        long_text = text(size)
        return lambda: pattern(long_text)

    signal.setitimer(signal.ITIMER_VIRTUAL, 300)  # ends a run that would take for ever
    try:
        assert_linear(prepare, LONG // 8)
        within(300, prepare(LONG))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
