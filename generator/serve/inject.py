"""What the server adds to a page on its way to the browser; the made files never hold it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

TOOLS = "/__preview/"


def inject(page: bytes, watch: str, seen: str, styles: str = "", overlay: bool = True) -> bytes:
    """Add the preview's script to a page, before the body ends.

    `watch` names what of the server's state the page follows (`shape` or `number`) and `seen` is its value when the
    page was given. `styles` is the path of the stylesheet that can be changed without a reload.
    """
    facts = {"watch": watch, "seen": seen, "styles": styles, "overlay": "yes" if overlay else "no"}
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in facts.items())
    script = f'<script src="{TOOLS}client.js"{data} defer></script>\n'.encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]


def loosen(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a page in the preview: as published, but the tools may show it in their phone-sized frame.

    The script and its events come from the site's own address, which the published policy allows.
    """
    made = dict(headers)
    if policy := made.get("Content-Security-Policy"):
        made["Content-Security-Policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if made.get("X-Frame-Options") == "DENY":
        made["X-Frame-Options"] = "SAMEORIGIN"
    return made
