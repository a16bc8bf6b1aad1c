"""Additions of the preview server to a page that it sends; the built files never contain them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

TOOLS = "/__preview/"


def inject(page: bytes, version: str, styles: str = "") -> bytes:
    """Add the preview's script to a page, before the body ends.

    `version` identifies the page's current version: the browser reloads the page when an event brings another value.
    `styles` is the path of the stylesheet that the script can replace without a reload.
    """
    facts = {"seen": version, "styles": styles}
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    script = f'<script src="{TOOLS}client.js"{data} defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]


def loosen(headers: Mapping[str, str]) -> dict[str, str]:
    """Return a file's published headers, changed so that the tools may show it in their phone-sized frame.

    The script and its events come from the site's own address, which the published policy allows. No other site may
    load unpublished content such as drafts and share cards (Cross-Origin-Resource-Policy, Fetch standard 3.7).
    """
    own_headers = {**headers, "Cross-Origin-Resource-Policy": "same-origin"}
    if policy := own_headers.get("Content-Security-Policy"):
        own_headers["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if own_headers.get("X-Frame-Options") == "DENY":
        own_headers["X-Frame-Options"] = "SAMEORIGIN"
    return own_headers
