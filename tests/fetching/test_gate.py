"""Tests that an import fetches nothing from inside a network, in whichever form an address comes."""

from __future__ import annotations

import ipaddress
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.fetching.address import FetchError, next_address, parse_picture_address
from generator.fetching.gate import Gate, is_public
from generator.fetching.many_pictures import Failure, fetch_pictures
from tests.fetching.picture_server import Server, host_names, picture, sends

CODE = Path(__file__).parents[2] / "generator"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1"),
        *("168.63.129.16", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:808:808::"),
        *("2001:0:808:808::1", "100::1"),
    ],
)
def test_a_private_address_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::6810:84e5", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_a_public_address_is_accepted(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_is_the_same_in_each_of_its_forms(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    assert is_public(str(address)) == is_public(f"::ffff:{address}")
    assert is_public(str(address)) == is_public(
        str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + number))
    )
    assert not address.is_private or not is_public(str(address))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://cdn.example/a.jpg", "does not begin with https://"),
        ("ftp://cdn.example/a.jpg", "is not a web address"),
        ("file:///etc/passwd", "is not a web address"),
        ("//cdn.example/a.jpg", "is not a web address"),
        ("data:image/png;base64,AAAA", "is not a web address"),
        ("https://user:secret@cdn.example/a.jpg", "user name or a password"),
        ("https://cdn.example:8443/a.jpg", "names the port 8443"),
        ("https://cdn.example:22/a.jpg", "names the port 22"),
        ("https://0177.0.0.1/a.jpg", ""),
        ("https://0x7f.1/a.jpg", ""),
        ("https://2130706433/a.jpg", ""),
        ("https://127.1/a.jpg", ""),
        ("https://[::1/a.jpg", ""),
        ("https:///a.jpg", ""),
        ("https://cdn.example:99999/a.jpg", ""),
        ("https://cdn_\N{FULLWIDTH SOLIDUS}evil.example/a.jpg", ""),
    ],
)
def test_an_unsafe_address_is_refused(url: str, why: str, tmp_path: Path) -> None:
    with host_names({}):
        result = fetch_pictures([url], tmp_path, Gate(), lambda *_: None)[url]
    assert isinstance(result, Failure)
    assert why in result.why


@pytest.mark.parametrize(
    "machine", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00::1"]
)
def test_a_name_that_leads_inside_a_network_is_refused(server: Server, machine: str, tmp_path: Path) -> None:
    """DNS rebinding: a public name has an address inside. The gate connects to the same address that it checks."""
    url = server.url("/a.jpg")
    gate = Gate(ports=frozenset([server.port]))
    with host_names({"cdn.shop.example": [machine]}):
        result = fetch_pictures([url], tmp_path, gate, lambda *_: None)[url]
    assert isinstance(result, Failure)
    assert result.why.endswith("an address inside a network")
    assert server.connections == 0


def test_a_name_is_looked_up_once(server: Server, tmp_path: Path) -> None:
    """The gate accepts the first look-up, and would refuse a second one. Both pictures begin at the same time."""
    import socket

    server.answers["/a.jpg"] = sends(picture())
    lookups: list[str] = []
    real = socket.getaddrinfo

    def second_lookup_inside(host: str, *arguments: object, **options: object) -> object:
        if host == "cdn.shop.example":
            lookups.append(host)
            if len(lookups) > 1:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", server.port))]
            time.sleep(0.05)  # the second picture asks while the first look-up runs
        return real(host, *arguments, **options)  # type: ignore[arg-type]

    socket.getaddrinfo = second_lookup_inside  # type: ignore[assignment]
    try:
        url = server.url("/a.jpg")
        second_url = server.url("/a.jpg?v=2")
        results = fetch_pictures([url, second_url], tmp_path, server.gate, lambda *_: None)
        assert all(isinstance(result, Path) for result in results.values())
    finally:
        socket.getaddrinfo = real
    assert len(lookups) == 1
    assert "169.254.169.254" not in {host.partition(":")[0] for host in server.hosts}


def test_only_a_permitted_address_of_a_name_is_used(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(picture())
    checked_addresses: list[str] = []

    def permits(address: str) -> bool:
        checked_addresses.append(address)
        return address == "127.0.0.1"

    gate = Gate(permits, server.gate.ports, server.gate.context)
    with host_names({"cdn.shop.example": ["10.0.0.1", "fd00::1", "127.0.0.1"]}):
        url = server.url("/a.jpg")
        assert isinstance(fetch_pictures([url], tmp_path, gate, lambda *_: None)[url], Path)
    assert checked_addresses == ["10.0.0.1", "fd00::1", "127.0.0.1"]


@pytest.mark.parametrize(
    "location",
    [
        "https://169.254.169.254/latest/meta-data/",
        "https://other.example/a.jpg",
        "https://cdn.shop.example.evil.example/a.jpg",
        "http://cdn.shop.example/a.jpg",
        "//127.0.0.1/a.jpg",
        "https://cdn.shop.example:22/a.jpg",
        "https://user:pw@cdn.shop.example/a.jpg",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_to_another_host_or_scheme_is_refused(location: str) -> None:
    here = parse_picture_address("https://cdn.shop.example/b.jpg", Gate())
    with pytest.raises(FetchError):
        next_address(here, location, Gate())


@pytest.mark.parametrize("location", ["/c.jpg", "c.jpg", "https://www.cdn.shop.example/c.jpg", "?v=2"])
def test_a_redirect_within_the_same_host_is_followed(location: str) -> None:
    here = parse_picture_address("https://cdn.shop.example/b.jpg", Gate())
    assert next_address(here, location, Gate()).host.removeprefix("www.") == "cdn.shop.example"


def test_no_option_or_variable_opens_the_gate() -> None:
    """Neither a file nor a variable can open the gate: the only gate of a run is made without them."""
    from generator.cli.fetch_pictures import GATE

    assert Gate() == GATE
    assert GATE.permits is is_public
    source = (CODE / "fetching/gate.py").read_text("utf-8")
    assert "environ" not in source
    assert "getenv" not in source


def test_only_the_fetching_code_uses_a_network() -> None:
    """A build fetches nothing: only generator/fetching makes HTTP requests."""
    import ast

    modules = [path for path in CODE.rglob("*.py") if "fetching" not in path.parts]
    assert len(modules) > 500
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                assert name.split(".")[0] not in ("urllib3", "requests", "httpx", "aiohttp", "ftplib"), path
                assert name != "urllib.request", path
                assert name != "http.client", path
                fetching = name.startswith("generator.fetching")
                assert not fetching or path == CODE / "cli/fetch_pictures.py", path
