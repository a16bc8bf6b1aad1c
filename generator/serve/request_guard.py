"""Who may ask: a browser on this machine that means this server, and for changes only the preview's own page."""

from __future__ import annotations

from collections.abc import Collection
from email.message import Message


def is_meant(headers: Message, target: str, hosts: Collection[str]) -> bool:
    """Whether a request was sent to one of our own addresses (`127.0.0.1:8000`).

    A foreign site that has its name lead here (DNS rebinding) sends its own name. Whole addresses in the request line
    (RFC 9112, 3.2.2) are for proxies, and no browser sends two names.
    """
    named = headers.get_all("Host") or []
    return len(named) == 1 and named[0].lower() in hosts and target.startswith("/")


def is_spying(headers: Message) -> bool:
    """Whether another site's page loads something from here, other than by a link to it (Fetch Metadata, W3C)."""
    site = headers.get("Sec-Fetch-Site", "none")
    return site not in ("same-origin", "none") and headers.get("Sec-Fetch-Mode") != "navigate"


def is_own_page(headers: Message, hosts: Collection[str]) -> bool:
    """Whether a page of this very server sent a form: browsers tell its origin with every POST."""
    origins = headers.get_all("Origin") or []
    return len(origins) == 1 and origins[0] in {f"http://{host}" for host in hosts}
