"""Tests what is true for every link of every scheme: it is legal, stable, and leads to its destination."""

from __future__ import annotations

from typing import Any

import ada_url
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from generator.links.audit.parse import bare_destination, destination_of, parse_link
from generator.links.errors import LinkError
from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.compiled import compile_network
from generator.links.urls.query import (
    Existing,
    drop_click_ids,
    is_utm,
    merge_query,
    query_pairs,
)
from generator.links.urls.url import clean_url, split_url
from generator.models.network import Network
from tests.links.destinations import destinations, hostile_texts, valid_destinations

UTM = {"utm_source": "lea", "utm_medium": "affiliate", "utm_content": "été & + 100%"}
POLICIES: list[Existing] = ["replace", "keep", "fill"]
VALUES: dict[str, Any] = dict(
    zip(
        ["id", "mid", "banner", "host", "offer", "campaign", "adid", "pid", "aid", "rotation", "product", "sub"],
        ["Lea.7-x", "24", "b1", "go.shop.example", "O1", "c4", "654", "77", "88", "711-1-2-0", "12", "hero1"],
        strict=True,
    ),
    items=[("70881412", 1), ("123", 2)],
    endpoint="https://shop.example/buy",
    code="LEA 10%",
)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(destinations(), st.sampled_from(POLICIES))
@example("https://shop.example/p?a=1&&", "replace")
@example("https://shop.example?&", "fill")
@settings(deadline=None)
def test_a_second_merge_changes_nothing(url: str, policy: Existing) -> None:
    once = merge_query(url, {"a_aid": "x", **UTM}, policy)
    assert merge_query(once, {"a_aid": "x", **UTM}, policy) == once


@given(destinations(), st.sampled_from(POLICIES))
@settings(deadline=None)
def test_the_destination_survives_a_merge(url: str, policy: Existing) -> None:
    before, after = split_url(clean_url(url)), split_url(merge_query(url, UTM, policy))
    assert (after.origin, after.path, after.fragment) == (before.origin, before.path, before.fragment)

    def other_pieces(query: str | None) -> list[str]:
        pieces = (query or "").split("&")
        return [piece for piece in pieces if piece and not is_utm(dict_key(piece))]

    assert other_pieces(after.query) == other_pieces(before.query)


def dict_key(piece: str) -> str:
    pairs = query_pairs(f"https://shop.example/?{piece}")
    return pairs[0][0]


@given(destinations(), st.sampled_from(POLICIES))
@settings(deadline=None)
def test_no_key_of_ours_is_written_twice(url: str, policy: Existing) -> None:
    pairs = query_pairs(merge_query(url, {"tag": "t", **UTM}, policy))
    keys = [key.lower() for key, _ in pairs]
    assert dict(pairs)["tag"] == "t"
    assert keys.count("tag") == 1
    shop_keys = [key.lower() for key, _ in query_pairs(clean_url(url))]
    for key in UTM:
        assert keys.count(key) <= max(1, 0 if policy == "replace" else shop_keys.count(key))
    if policy == "replace" or not any(map(is_utm, shop_keys)):
        assert {key: value for key, value in pairs if is_utm(key)} == UTM


@given(destinations())
@settings(deadline=None)
def test_cleaning_is_idempotent(url: str) -> None:
    assert clean_url(clean_url(url)) == clean_url(url)
    assert drop_click_ids(drop_click_ids(url)) == drop_click_ids(url)


@given(hostile_texts())
@settings(deadline=None)
def test_a_hostile_text_is_refused_or_becomes_legal(text: str) -> None:
    link = write_or_refuse(load_builtin("utm"), text, UTM)
    if isinstance(link, LinkError):
        assert link.name in ("invalid-url", "invalid-host", "url-password")
    elif link != text:
        assert link.isascii()
        assert link.isprintable()
        assert " " not in link
        assert "utm_source=lea" in link


def write_or_refuse(network: Network, url: str, utm: dict[str, str]) -> str | LinkError:
    try:
        return write_link(network, url, VALUES, utm)
    except LinkError as error:
        return error


@pytest.mark.parametrize("name", [name for name in builtin_names() if name != "literal"])
@given(url=valid_destinations(), with_utm=st.booleans())
@quick
def test_a_link_is_stable_and_its_destination_can_be_read(name: str, url: str, with_utm: bool) -> None:
    network = load_builtin(name)
    scheme = compile_network(network)
    link = write_or_refuse(network, url, UTM if with_utm else {})
    if isinstance(link, LinkError):
        parts = split_url(url)
        fragment_taken = scheme.writes_fragment and parts.fragment
        has_path_steps = name == "cj-deep-link" and parts.fragment in (".", "..")
        assert link.name == (
            "fragment-taken" if fragment_taken else "tracking-value" if has_path_steps else "invalid-url"
        )
        assert fragment_taken or has_path_steps or (name == "shopify-discount" and parts.path.startswith("//"))
        return
    # A WHATWG parser decodes a host or drops `a/..` in raw parts; a stable destination has neither.
    assert ada_url.URL(link).href == link
    expected = bare_destination(network, url, VALUES) if scheme.takes_destination else ""
    assert destination_of(network, link, VALUES) == expected
    values = parse_link(network, link, VALUES).values
    for key in ("id", "sub", "code", "mid"):
        if key in scheme.variables:
            assert values[key] == VALUES[key]


@given(url=valid_destinations(), name=st.sampled_from(builtin_names()))
@settings(max_examples=300, deadline=None)
def test_the_destination_read_from_a_link_is_exact(url: str, name: str) -> None:
    """`bare_destination` removes only what the scheme replaces. It leaves a plain destination unchanged."""
    network = load_builtin(name)
    parts = split_url(url)
    keys = {"utm_source", "utm_", "utm_campaign", "utm_medium", "tag", "a_aid", "ref"}
    assume(not keys & {key.lower() for key, _ in query_pairs(url)})
    assume(parts.query is None or (parts.query and not parts.query.endswith("&")))
    assume(parts.fragment != "")
    bare = bare_destination(network, url, VALUES)
    if name == "shareasale":
        assert bare.partition("://")[2] == url.partition("://")[2]
    elif name.startswith("affiliatewp"):
        assert bare in (url, str(parts._replace(path=parts.path + "/")))
    elif name == "adtraction":
        assert bare == str(parts._replace(path=parts.path.replace("'", "%27")))
    else:
        assert bare == url


@given(valid_destinations(), st.sampled_from(["awin", "rakuten", "cj-deep-link"]))
@quick
def test_a_discount_link_can_be_inside_a_network_link(url: str, name: str) -> None:
    assume(not url.partition("://")[2].partition("/")[2].startswith("/"))
    inner = write_link(load_builtin("shopify-discount"), url, VALUES, {})
    outer = write_link(load_builtin(name), inner, VALUES, UTM)
    assert destination_of(load_builtin(name), outer, VALUES) == bare_destination(load_builtin(name), inner)
    assert destination_of(
        load_builtin("shopify-discount"), destination_of(load_builtin(name), outer, VALUES)
    ) == bare_destination(load_builtin("shopify-discount"), url)
