"""Our own patterns over the texts that are worst for them: each takes time in proportion to the text."""

from __future__ import annotations

import signal
from collections.abc import Callable
from time import process_time

import pytest

from generator.authoring import person_facts
from generator.columns import accounts, cells, html_text, name_lists, numbers, placeholders, words
from generator.images import svg_rules
from generator.importing import yaml_roundtrip
from generator.prose import render


def _tolerant(read: Callable[[str], object]) -> Callable[[str], object]:
    """Read a cell that may be none of the kind."""

    def reading(text: str) -> object:
        try:
            return read(text)
        except cells.CellError:
            return None

    return reading


LONG = 300_000
"""Letters; what takes the square of it takes minutes."""

WORST: dict[str, tuple[Callable[[str], object], str]] = {
    "a line of blanks": (person_facts._LINE.findall, "name: x" + "\t" * LONG + "\tx"),
    "an address without an end": (cells.holds_email, "a" * LONG),
    "points of an address": (cells.holds_email, "a@" + "a." * LONG + "1"),
    "numbers and blanks": (lambda text: numbers._COUNT.fullmatch(cells.clean(text)), "9" + " ' " * LONG + "x"),
    "dashes of a price": (lambda text: numbers._MONEY.search(text), ",-" * LONG),
    "accounts without an end": (_tolerant(lambda text: accounts.read_accounts("", text)), "@a, " * LONG),
    "brackets of accounts": (_tolerant(lambda text: accounts.read_accounts("x", text[:2_900])), " (" * LONG),
    "words of a deal": (_tolerant(words.guess_relationship), "a b " * LONG),
    "links of niches": (_tolerant(name_lists.read_names), "[a](" * LONG),
    "addresses of niches": (_tolerant(name_lists.read_names), "(http://" * LONG),
    "entities of a title": (html_text.read_title, "&amp;" * LONG),
    "a placeholder without an end": (placeholders.is_placeholder, "-" * LONG),
    "dashes in a drawing": (svg_rules.css_fault, "-" * LONG),
    "blanks in a drawing": (svg_rules.css_fault, "a" + " " * LONG + "b"),
    "addresses in a drawing": (svg_rules.css_fault, "url(#a " * LONG),
    "colons and comments": (yaml_roundtrip._list_offset, ":#" * LONG + "\n" * LONG),
    "keys without values": (yaml_roundtrip._list_offset, "a:\n" * LONG),
    "blanks before an address": (render._WRITTEN_SCHEME.findall, "href=" + " " * LONG),
    "brackets": (render._WRITTEN_SCHEME.findall, "](" * LONG),
    "names of references": (render._WRITTEN_SCHEME.findall, "[a" * LONG),
}


@pytest.mark.parametrize("name", WORST)
def test_a_pattern_is_linear(name: str) -> None:
    pattern, text = WORST[name]
    signal.setitimer(signal.ITIMER_VIRTUAL, 20)  # its signal ends a run that would not end
    try:
        before = process_time()
        pattern(text)
        assert process_time() - before < 3
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
