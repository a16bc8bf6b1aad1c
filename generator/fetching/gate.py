"""Gate that lets the fetcher reach the public internet only, never an internal network or this machine.

Sources of the ranges: the IANA special-purpose registries (RFC 6890), as `ipaddress` knows them; RFC 6052 (NAT64), RFC
3056 (6to4), RFC 4380 (Teredo).
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable

from msgspec import Struct, field

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_INSIDE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # looks public, but the machine's own host answers: Azure
        "192.0.0.0/24",  # protocol assignments; Oracle's cloud answers here
        "192.88.99.0/24",
        "64:ff9b:1::/48",
        "2001::/23",  # protocol assignments: Teredo and others
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
    )
)
"""Ranges that `ipaddress` of some Python versions calls global by mistake: tunnels, documentation, clouds."""
_PORT = 443


def is_public(address: str) -> bool:
    """Return whether a numeric address is on the public internet and does not embed a private one."""
    if "%" in address:  # a zone: an address of this network
        return False
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:  # the form in which a network without IPv4 writes an IPv4 address
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.is_site_local:
            return False
    if any(ip in network for network in _INSIDE):
        return False
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not special and not ip.is_unspecified


class Gate(Struct, frozen=True):
    """Permitted addresses and trusted certificates. Every run uses the default.

    Tests pass another gate to reach their own server; no option, variable or file can set it.
    """

    permits: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset([_PORT])
    context: Callable[[], ssl.SSLContext] = field(default=ssl.create_default_context)

    def takes_port(self, port: int) -> bool:
        """Return whether the fetcher may use this port."""
        return port in self.ports
