"""What the server adds to a page on its way to the browser; the made files never hold it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

TOOLS = "/__preview/"


def inject(page: bytes, seen: str, styles: str = "") -> bytes:
    """Add the preview's script to a page, before the body ends.

    `seen` is what the browser is told of the page now: it loads the page again when the events tell it otherwise.
    `styles` is the path of the stylesheet that can be changed without a reload.
    """
    facts = {"seen": seen, "styles": styles}
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    script = f'<script src="{TOOLS}client.js"{data} defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]


def loosen(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a file in the preview: as published, but the tools may show it in their phone-sized frame.

    The script and its events come from the site's own address, which the published policy allows. No other site may
    load what is not published yet: drafts, share cards (Cross-Origin-Resource-Policy, Fetch standard 3.7).
    """
    made = {**headers, "Cross-Origin-Resource-Policy": "same-origin"}
    if policy := made.get("Content-Security-Policy"):
        made["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if made.get("X-Frame-Options") == "DENY":
        made["X-Frame-Options"] = "SAMEORIGIN"
    return made
