"""Tests that every scheme writes the links that its vendor documents, or that its published code expects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.links.audit.parse import bare_destination, destination_of, parse_link
from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names, load_builtin, network_hosts
from generator.links.schemes.compiled import compile_network
from generator.links.schemes.encodings import cart_items
from generator.links.urls.query import drop_click_ids
from generator.models.network import Example, Network

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
NAMES = [
    *("utm", "post-affiliate-pro", "post-affiliate-pro-anchor", "post-affiliate-pro-anchor-short"),
    *("post-affiliate-pro-redirect", "post-affiliate-pro-directlink", "awin", "shareasale", "cj", "cj-deep-link"),
    *("rakuten", "impact", "partnerize", "skimlinks", "sovrn", "amazon", "ebay", "tradedoubler", "webgains"),
    *("admitad", "tradetracker", "kwanko", "effiliation", "affilae", "timeone", "adtraction", "everflow"),
    *("everflow-direct", "tune", "rewardful", "refersion", "goaffpro", "uppromote", "socialsnowball"),
    *("shopify-collabs", "shopify-discount", "shopify-cart", "ucp-buy", "affiliatewp", "affiliatewp-pretty"),
    *("tapfiliate", "tapfiliate-anonymous", "tapfiliate-hash", "leaddyno", "firstpromoter"),
    *("woocommerce-checkout", "woocommerce-add-to-cart", "matomo", "matomo-hash", "adobe-cid", "literal"),
]


def test_the_hosts_are_those_of_all_schemes() -> None:
    assert network_hosts() == tuple(sorted({host for name in builtin_names() for host in load_builtin(name).hosts}))
    assert "awin1.com" in network_hosts()


def test_every_scheme_exists_and_no_other() -> None:
    assert set(builtin_names()) == set(NAMES)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_a_vector_gives_its_link(vector: dict[str, Any]) -> None:
    values = dict(vector["given"])
    destination, utm = values.pop("destination", ""), values.pop("utm", {})
    existing = values.pop("existing", "replace")
    if values.pop("strip_click_ids", False):
        destination = drop_click_ids(destination)
    link = write_link(load_builtin(vector["scheme"]), destination, values, utm, existing=existing)
    assert link == vector["expect"]


EXAMPLES = [
    pytest.param(load_builtin(name), example, id=f"{name}-{number}")
    for name in builtin_names()
    for number, example in enumerate(load_builtin(name).examples, 1)
]


@pytest.mark.parametrize(("network", "example"), EXAMPLES)
def test_an_example_gives_its_link(network: Network, example: Example) -> None:
    link = write_link(network, example.destination, dict(example.values), dict(example.utm), existing=example.existing)
    assert link == example.expect


@pytest.mark.parametrize(("network", "example"), EXAMPLES)
def test_an_example_is_read_back(network: Network, example: Example) -> None:
    if network.kind == "literal":
        return
    settings = dict(example.values)
    scheme = compile_network(network)
    expected = bare_destination(network, example.destination, settings) if scheme.takes_destination else ""
    assert destination_of(network, example.expect, settings) == expected
    values = parse_link(network, example.expect, settings).values
    for name, value in example.values:
        if name in values:
            is_same = (
                cart_items(name, values[name]) == cart_items(name, value) if name == "items" else values[name] == value
            )
            assert is_same or network.title == "UCP buy link"
    assert {"id", "code", "campaign"} & set(dict(example.values)) <= set(values)


@pytest.mark.parametrize("name", builtin_names())
def test_a_scheme_names_its_source(name: str) -> None:
    network = load_builtin(name)
    assert network.source
    assert network.examples
    compile_network(network)
