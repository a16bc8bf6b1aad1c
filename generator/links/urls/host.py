"""Hosts of web addresses: conversion to ASCII, validation, comparison."""

from __future__ import annotations

import ipaddress
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import idna

from generator.links.errors import LinkError

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PORT = re.compile(r"(?::[0-9]{0,5})?")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")


def clean_authority(text: str) -> str:
    """Return `host[:port]` in its form for a link; an ASCII host keeps its bytes.

    A host with other letters becomes ASCII by UTS 46, non-transitional (https://unicode.org/reports/tr46/). Browsers do
    the same: faß.de is xn--fa-hia.de, not fass.de. Raises LinkError `url-password` or `invalid-host`.
    """
    if "@" in text:
        raise LinkError(
            "url-password",
            "a link must not carry a user name or a password before `@`",
            "remove everything between `//` and `@`",
        )
    if text.startswith("["):
        host, bracket, port = text.partition("]")
        if not bracket:
            raise _invalid(text)
        return _ipv6(host[1:], text) + bracket + _port(port, text)
    host, colon, port = text.partition(":")
    return clean_host(host) + _port(colon + port, text)


@lru_cache(maxsize=1024)
def clean_host(host: str) -> str:
    """Return a DNS name or an IPv4 address in ASCII; raises LinkError `invalid-host`."""
    if not host:
        raise LinkError("invalid-host", "a link has no host", "write the whole address: https://shop.example/...")
    ascii_host = host if host.isascii() else _to_ascii(host)
    labels = ascii_host.removesuffix(".").split(".")
    if len(ascii_host) > 253 or not all(len(label) <= 63 and _LABEL.fullmatch(label) for label in labels):
        raise _invalid(host)
    if _NUMBER.fullmatch(labels[-1]) and not _is_ipv4(ascii_host):
        # Browsers read `1.2.3` and `0x7f.1` as IPv4 addresses in disguise.
        raise _invalid(host)
    if any(label[:4].lower() == "xn--" and not _is_punycode(label[4:]) for label in labels):
        raise _invalid(host)
    return ascii_host


def site_of(host: str) -> str:
    """Return the registrable domain of an ASCII host (`friends.maison.example` -> `maison.example`).

    An IP address, a single label and a public suffix have none: then it is the host itself.
    """
    host = host.lower().removesuffix(".")
    if host.startswith("[") or _is_ipv4(host):
        return host
    return _suffixes().privatesuffix(host) or host


def within(host: str, domain: str) -> bool:
    """Return whether `host` is `domain` or a subdomain of it (both ASCII)."""
    host, domain = host.lower().removesuffix("."), domain.lower().removesuffix(".")
    return host == domain or host.endswith("." + domain)


@lru_cache(maxsize=4096)
def is_shop(host: str, shop: str) -> bool:
    """Return whether `host` is the shop's, a subdomain of it, or the shop's with or without `www.` (both ASCII).

    `shop: https://www.maison.example` is the shop of `maison.example` too, but not of `blog.maison.example`.
    """
    if within(host, shop):
        return True
    bare, shop_host = host.lower().removesuffix("."), shop.lower().removesuffix(".")
    # `www.example` is a domain, not the www of `example`
    return shop_host == f"www.{bare}" and site_of(shop_host) != shop_host


@lru_cache(maxsize=1024)
def owner_of(host: str, domains: tuple[str, ...]) -> str:
    """Return the first domain that contains a host; "" if none does (all ASCII)."""
    return next((domain for domain in domains if within(host, domain)), "")


@cache
def _suffixes() -> PublicSuffixList:
    """Return the Public Suffix List (https://publicsuffix.org) of the package: the same answer on every machine.

    Private suffixes count: anna.github.io and shop.github.io are two sites. An unknown top-level domain is a suffix of
    one label.
    """
    from publicsuffixlist import PublicSuffixList  # lazy: it reads its list when it is imported, and few builds need it

    return PublicSuffixList()


def _to_ascii(host: str) -> str:
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise _invalid(host) from None


def _is_punycode(label: str) -> bool:
    try:
        return not label.encode("ascii").decode("punycode").isascii()
    except (UnicodeError, ValueError, OverflowError):
        return False


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _ipv6(host: str, text: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError:
        raise _invalid(text) from None
    if address.scope_id is not None:
        raise _invalid(text)
    return "[" + host


def _port(text: str, authority: str) -> str:
    # An empty port (`shop.example:`) is legal and means the default one.
    if not _PORT.fullmatch(text) or int(text[1:] or 0) > 65535:
        raise _invalid(authority)
    return text


def _invalid(host: str) -> LinkError:
    return LinkError(
        "invalid-host",
        f"`{host[:80]}` is not the name of a host",
        "write it as the browser's address bar shows it; a name with rare letters in its `xn--` form",
    )
