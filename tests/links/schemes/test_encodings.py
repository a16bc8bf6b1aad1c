"""Tests how a value is written for `{name|filter}` in a link, and which values are refused."""

from __future__ import annotations

import pytest

from generator.links.errors import LinkError
from generator.links.schemes.encodings import ENCODINGS


def test_an_address_that_ends_with_its_path_is_a_base() -> None:
    assert ENCODINGS["base"].write("shop", "https://lune.example/fr/") == "https://lune.example/fr"


@pytest.mark.parametrize("end", ["?a=1", "#top", "?a=1#top", "?", "#"])
def test_a_base_with_a_query_or_fragment_is_refused(end: str) -> None:
    with pytest.raises(LinkError) as caught:
        ENCODINGS["base"].write("shop", f"https://lune.example/fr{end}")
    assert (caught.value.name, caught.value.message, caught.value.help) == (
        "tracking-value", "`shop` is an address with a `?` or a `#`", "delete everything after it",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["encode", "raw", "path", "host", "base", "slash", "no-scheme"])
def test_a_list_is_refused_as_text(name: str) -> None:
    with pytest.raises(LinkError) as caught:
        ENCODINGS[name].write("shop", [("70881412", 1)])
    assert caught.value.message == "`shop` is a list; write a single text"
