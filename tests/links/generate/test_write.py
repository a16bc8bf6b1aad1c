"""Tests that a link is written and read back, and that each value that is missing or wrong has its own problem."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from generator.links.audit.parse import destination_of, parse_link
from generator.links.errors import LinkError
from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names, load_builtin, network_hosts
from generator.links.schemes.compiled import compile_network
from generator.models.network import Network

SHOP = "https://shop.example/products/tote"


def network(**keys: Any) -> Network:
    return Network.model_validate({"title": "Ours", "utm": "none", **keys})


def expect_refusal(name: str, destination: str, values: dict[str, Any], utm: dict[str, str] | None = None) -> LinkError:
    with pytest.raises(LinkError) as caught:
        write_link(load_builtin(name), destination, values, utm or {})
    return caught.value


def test_missing_values_are_all_named() -> None:
    error = expect_refusal("awin", SHOP, {"mid": ""})
    assert error.name == "missing-tracking-value"
    assert "`mid` and `id`" in error.message


def test_a_missing_destination_is_refused() -> None:
    assert expect_refusal("awin", " ", {"mid": "1", "id": "2"}).name == "missing-destination"


@pytest.mark.parametrize(
    "name", ["post-affiliate-pro-anchor", "post-affiliate-pro-anchor-short", "tapfiliate-hash", "matomo-hash"]
)
def test_a_second_fragment_is_refused(name: str) -> None:
    assert expect_refusal(name, SHOP + "#reviews", {"id": "lea", "campaign": "c"}).name == "fragment-taken"
    assert write_link(load_builtin(name), SHOP + "#", {"id": "lea", "campaign": "c"}, {}).count("#") == 1


@pytest.mark.parametrize(
    ("name", "sub", "what"),
    [
        ("awin", "x" * 51, "51 characters"),
        ("shareasale", "lea-bio", "`-`"),
        ("tradedoubler", "é", "`é`"),
        ("cj-deep-link", "a/b", "`/`"),
        ("partnerize", "a/b", "`/`"),
        ("rakuten", "x" * 73, "73 characters"),
    ],
)
def test_a_sub_id_is_checked_and_never_cut(name: str, sub: str, what: str) -> None:
    error = expect_refusal(name, SHOP, {"id": "1", "mid": "2", "banner": "3", "pid": "4", "sub": sub})
    assert error.name == "sub-id"
    assert what in error.message


@pytest.mark.parametrize("host", ["a b", "u@h.example", "", "h.example/x", "h.example?x", "h.example#x"])
def test_a_wrong_host_is_refused(host: str) -> None:
    name = expect_refusal("everflow", SHOP, {"host": host, "id": "1", "offer": "2"}).name
    assert name in ("invalid-host", "url-password", "missing-tracking-value")


@pytest.mark.parametrize("items", ["1:0", "1:-2", "1:x", ":1", "1:99999", "1:1,,2:1", [("1", 0)], [("", 1)]])
def test_a_wrong_cart_is_refused(items: Any) -> None:
    assert expect_refusal("shopify-cart", "", {"host": "shop.example", "items": items}).name == "tracking-value"


@pytest.mark.parametrize("step", [".", ".."])
def test_a_value_that_is_a_path_step_is_refused(step: str) -> None:
    values = {"host": "go.shop.example", "id": step, "adid": "1", "campaign": "2"}
    assert expect_refusal("impact", SHOP, values).name == "tracking-value"
    assert expect_refusal("cj-deep-link", f"{SHOP}#{step}", {"pid": "1"}).name == "tracking-value"


@pytest.mark.parametrize("path", ["/a/../b", "/./b", "/a/%2E%2e", "/.."])
def test_a_raw_destination_with_path_steps_is_refused(path: str) -> None:
    url = "https://shop.example" + path
    assert expect_refusal("cj-deep-link", url, {"pid": "1"}).name == "invalid-url"
    awin = load_builtin("awin")
    assert destination_of(awin, write_link(awin, url, {"mid": "1", "id": "2"}, {})) == url


def test_a_path_like_the_pretty_form_is_read_back() -> None:
    pretty, url = load_builtin("affiliatewp-pretty"), "https://shop.example/ref/mia/page/?next=/ref/zoe/"
    link = write_link(pretty, url, {"id": "lea"}, {})
    assert link == "https://shop.example/ref/mia/page/ref/lea/?next=/ref/zoe/"
    assert parse_link(pretty, link).values == {"id": "lea"}
    assert destination_of(pretty, link) == url


@pytest.mark.parametrize(
    "name", [name for name in builtin_names() if name not in ("utm", "post-affiliate-pro-directlink")]
)
def test_half_a_character_is_refused_in_every_value(name: str) -> None:
    broken = "https://shop.example/\ud800"
    values = dict.fromkeys(compile_network(load_builtin(name)).variables, broken)
    assert expect_refusal(name, SHOP, values).name in ("invalid-url", "invalid-host", "sub-id", "tracking-value")


def test_values_cannot_break_out_of_a_link() -> None:
    evil = "x&ued=https://evil.example#/../?"
    link = write_link(load_builtin("awin"), SHOP, {"mid": evil, "id": evil}, {})
    assert destination_of(load_builtin("awin"), link) == SHOP
    assert parse_link(load_builtin("awin"), link).values == {"mid": evil, "id": evil}
    link = write_link(load_builtin("partnerize"), SHOP, {"id": evil}, {})
    assert destination_of(load_builtin("partnerize"), link) == SHOP


@pytest.mark.parametrize(
    "destination", ["mailto:lea@shop.example", "#top", "/p", "javascript:void(0)", "//shop.example"]
)
def test_only_web_addresses_are_tracked(destination: str) -> None:
    for name in ("utm", "awin", "post-affiliate-pro", "shopify-discount"):
        assert write_link(load_builtin(name), destination, {}, {"utm_source": "x"}) == destination


def test_a_path_of_two_slashes_is_not_redirected_to() -> None:
    assert (
        expect_refusal("shopify-discount", "https://shop.example//evil.example/", {"code": "X"}).name == "invalid-url"
    )


@pytest.mark.parametrize(
    ("existing", "link"),
    [
        ("replace", "https://shop.example/discount/X?redirect=%2Fp&utm_source=lea&utm_medium=affiliate"),
        ("keep", "https://shop.example/discount/X?redirect=%2Fp%3Futm_source%3Dnews"),
        ("fill", "https://shop.example/discount/X?redirect=%2Fp%3Futm_source%3Dnews&utm_medium=affiliate"),
    ],
)
def test_utm_outside_depends_on_utm_inside(existing: Any, link: str) -> None:
    utm = {"utm_source": "lea", "utm_medium": "affiliate"}
    url = "https://shop.example/p?utm_source=news"
    assert write_link(load_builtin("shopify-discount"), url, {"code": "X"}, utm, existing=existing) == link


def test_a_link_of_another_network_is_unreadable() -> None:
    for name in ("awin", "cj", "partnerize"):
        with pytest.raises(LinkError) as caught:
            parse_link(load_builtin(name), "https://shop.example/p?a=1")
        assert caught.value.name == "unreadable-link"
    with pytest.raises(LinkError):
        destination_of(load_builtin("literal"), "https://tidd.ly/3xYz")


def test_a_renamed_key_is_read_back_with_the_account_s_settings() -> None:
    pap, settings = load_builtin("post-affiliate-pro"), {"a_aid": "ref_id"}
    link = write_link(pap, SHOP, {"id": "lea", **settings}, {"utm_source": "lea"})
    assert parse_link(pap, link, settings).values["id"] == "lea"
    assert destination_of(pap, link, settings) == SHOP


def test_a_scheme_of_the_site_writes_and_reads_a_link() -> None:
    own_network = network(
        kind="redirect", link="https://go.ours.example/<c/{campaign}/>?p={id}<&to={dest}>", requires=["id"]
    )
    link = write_link(own_network, SHOP + "?a=1", {"id": "lea m"}, {"utm_source": "lea"})
    assert link == "https://go.ours.example/?p=lea%20m&to=https%3A%2F%2Fshop.example%2Fproducts%2Ftote%3Fa%3D1"
    assert destination_of(own_network, link) == SHOP + "?a=1"


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ({"kind": "redirect", "link": "https://x.example/{id}"}, "network-shape"),
        ({"kind": "redirect", "link": "https://x.example/", "requires": ["id"]}, "network-shape"),
        ({"kind": "redirect", "link": "https://x.example/{dest.hash}"}, "unknown-variable"),
        ({"kind": "params", "set": {"a": "{dest.path}"}}, "unknown-variable"),
        ({"kind": "redirect", "link": "https://x.example/{dest|rot13}"}, "unknown-filter"),
        ({"kind": "redirect", "link": "https://x.example/{dest"}, "template-syntax"),
    ],
)
def test_a_scheme_that_cannot_work_is_refused_before_any_link(keys: dict[str, Any], name: str) -> None:
    with pytest.raises(LinkError) as caught:
        compile_network(network(**keys))
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("keys", "type_"),
    [
        ({"kind": "redirect"}, "network-shape"),
        ({"kind": "params"}, "network-shape"),
        ({"kind": "none", "link": "https://x.example/"}, "network-shape"),
        ({"kind": "none", "set": {"a": "b"}}, "network-shape"),
        ({"kind": "none", "utm": "outer"}, "network-shape"),
        ({"kind": "none", "utm_key": "x"}, "network-shape"),
        ({"kind": "none", "sub": {"pattern": "(a+)+"}}, "not-a-pattern"),
        ({"kind": "none", "sub": {"pattern": "[z-a]+"}}, "not-a-pattern"),
        ({"kind": "none", "sub": {"pattern": "[a--b]+"}}, "not-a-pattern"),
        ({"kind": "none", "sub": {"max": "many"}}, "not-a-number"),
        ({"kind": "none", "sub": {"max": "0"}}, "greater_than"),
        ({"kind": "none", "trailing_slash": "yes"}, "not-true-or-false"),
        ({"kind": "none", "set": ["a"]}, "wrong-shape"),
        ({"kind": "none", "colour": "red"}, "extra_forbidden"),
    ],
)
def test_a_scheme_of_the_wrong_shape_is_refused(keys: dict[str, Any], type_: str) -> None:
    with pytest.raises(ValidationError) as caught:
        network(**keys)
    assert caught.value.errors()[0]["type"] == type_


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(LinkError) as caught:
        load_builtin("awinn")
    assert caught.value.name == "unknown-network"
    assert caught.value.help == "did you mean `awin`?"
    for name in ("../networks/awin", "", "__init__"):
        with pytest.raises(LinkError):
            load_builtin(name)


def test_networks_have_their_hosts_and_titles() -> None:
    assert {"awin1.com", "prf.hn", "sjv.io"} <= set(network_hosts())
    assert not [host for host in network_hosts() if "/" in host or host.startswith("www.")]
    assert all(load_builtin(name).title for name in builtin_names())
