"""Tests that a network that cannot make a link is refused with an exact message."""

from __future__ import annotations

from typing import Any

import pytest

from generator.links.audit.parse import parse_link
from generator.links.errors import LinkError
from generator.links.generate.write import write_link
from generator.links.schemes.compiled import compile_network
from generator.models.network import Network


def network(**keys: Any) -> Network:
    return Network.model_validate({"title": "Ours", "kind": "redirect", "utm": "none", **keys})


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"link": "https://x.example/{id}"}, "`id` is used but not in `requires`"),
        ({"link": "https://x.example/{id}/{mid}", "defaults": {"id": "7"}}, "`mid` is used but not in `requires`"),
        ({"link": "https://x.example/", "requires": ["id"]}, "`id` is never read by the link"),
        ({"link": "https://x.example/", "defaults": {"mid": "7"}}, "`mid` is never read by the link"),
    ],
)
def test_a_value_must_be_both_required_and_used(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(LinkError) as caught:
        compile_network(network(**keys))
    assert (caught.value.name, caught.value.message) == ("network-shape", message)


def test_an_unknown_part_of_the_destination_is_named_with_the_known_ones() -> None:
    with pytest.raises(LinkError) as caught:
        compile_network(network(link="https://x.example/{dest.hash}"))
    assert (caught.value.message, caught.value.help) == (
        "no variable is called `dest.hash`",
        "the variables are dest, dest.fragment, dest.nofragment, dest.origin, dest.path, dest.relative, dest.tail",
    )


def test_an_optional_part_may_begin_with_a_value() -> None:
    own_network = network(link="https://x.example/<{sub}/>c/{id}", requires=["id"])
    for sub, link in (("story", "https://x.example/story/c/p-1"), ("", "https://x.example/c/p-1")):
        assert write_link(own_network, "", {"id": "p-1", "sub": sub}, {}) == link
        assert parse_link(own_network, link).values["id"] == "p-1"
