"""Request guard: the server accepts only browsers on this machine, and changes only from the preview's own page."""

from __future__ import annotations

from collections.abc import Collection
from email.message import Message


def is_meant(headers: Message, target: str, hosts: Collection[str]) -> bool:
    """Return whether a request is for one of our own addresses (`127.0.0.1:8000`).

    A foreign site whose name resolves to this machine (DNS rebinding) sends its own name. The guard also refuses whole
    addresses in the request line, which are for proxies (RFC 9112, 3.2.2). It refuses two names, too: no browser sends
    those.
    """
    host_headers = headers.get_all("Host") or []
    return len(host_headers) == 1 and host_headers[0].lower() in hosts and target.startswith("/")


def is_spying(headers: Message) -> bool:
    """Return whether another site's page loads a resource here, other than by a link to it (Fetch Metadata, W3C)."""
    site = headers.get("Sec-Fetch-Site", "none")
    return site not in ("same-origin", "none") and headers.get("Sec-Fetch-Mode") != "navigate"


def is_own_page(headers: Message, hosts: Collection[str]) -> bool:
    """Return whether a page of this server sent a form: browsers send its origin with every POST."""
    origins = headers.get_all("Origin") or []
    return len(origins) == 1 and origins[0] in {f"http://{host}" for host in hosts}
