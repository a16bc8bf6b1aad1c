"""Parser for a picture's address, which also checks that the fetcher may request it."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from generator.fetching.gate import Gate
from generator.links.errors import LinkError
from generator.links.urls.url import clean_url


class FetchError(Exception):
    """A picture that cannot be fetched: `why` and `help` each end a sentence. `again` marks a temporary failure."""

    def __init__(self, why: str, help: str, again: bool = False, wait: float = 0.0, host_is_down: bool = False) -> None:
        super().__init__(why)
        self.why, self.help, self.again, self.wait, self.host_is_down = why, help, again, wait, host_is_down


class PictureAddress(Struct, frozen=True):
    """Parsed address of a picture; `path` is the path in the request."""

    host: str
    port: int
    path: str

    @property
    def host_and_port(self) -> str:
        """Return the host for display."""
        return self.host if self.port == 443 else f"{self.host}:{self.port}"


def parse_picture_address(text: str, gate: Gate) -> PictureAddress:
    """Parse an address; raise FetchError."""
    by_hand = "write the address of the picture itself, as a browser shows it"
    try:
        url = clean_url(text)
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removesuffix("."), parts.port or 443
    except LinkError as error:
        raise FetchError(f"{error.message.rstrip('.')}", by_hand) from None
    except ValueError:
        raise FetchError("this is not the address of a picture", by_hand) from None
    if parts.scheme != "https":
        hint = "write https:// if the shop's server supports it"
        raise FetchError("it does not begin with https://, and pictures are fetched only over https", hint)
    if not host:
        raise FetchError("it names no host", by_hand)
    if not gate.takes_port(port):
        raise FetchError(f"it names the port {port}, and pictures are fetched only from {_list_ports(gate)}", by_hand)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return PictureAddress(host, port, path)


def next_address(here: PictureAddress, location: str, gate: Gate) -> PictureAddress:
    """Return the target of a redirect: the same host, with or without `www.`; raise FetchError for others."""
    there = parse_picture_address(urljoin(f"https://{here.host_and_port}{here.path}", location), gate)
    if (there.host.removeprefix("www."), there.port) != (here.host.removeprefix("www."), here.port):
        hint = "write the address that it leads to into the sheet, so that you see its host and can agree to it"
        raise FetchError(f"it redirects to another host, {there.host_and_port[:80]}", hint)
    return there


def _list_ports(gate: Gate) -> str:
    return " and ".join(map(str, sorted(gate.ports)))
