"""`_headers`: what the host says with every file, as Netlify and Cloudflare Pages read it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import quote

_FOREVER = "public, max-age=31536000, immutable"  # for names that hold a hash of the content

_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
)  # fmt: skip


def csp_hash(text: str) -> str:
    """The source expression that allows one inline script or style: its SHA-256 (CSP level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def render_csp(
    *,
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    style_attributes: bool = False,
    data_images: bool = False,
    in_page: bool = False,
) -> str:
    """Write the Content-Security-Policy: the site itself, and nothing else.

    `scripts` and `styles` are the inline ones, as text. `style_attributes` lets `style="..."` through, which
    holds no selector and so cannot reach further than its element. `in_page` is for
    `<meta http-equiv>`, where `frame-ancestors` is not allowed.
    """
    directives = {
        "default-src": ["'none'"],
        "img-src": ["'self'", *(["data:"] if data_images else [])],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        # Nothing here needs it but Lighthouse, which fetches robots.txt from inside the page.
        "connect-src": ["'self'"],
        "style-src": ["'self'", *sorted({csp_hash(style) for style in styles})],
        "style-src-attr": ["'unsafe-inline'"] if style_attributes else [],
        "script-src": ["'self'", *sorted({csp_hash(script) for script in scripts})],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": [] if in_page else ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if values)


def render_headers(csp: str, *, base_path: str = "/") -> bytes:
    """Write `_headers` for a site that lives under `base_path` (`/` or `/team/`).

    No rule gives the pages a Cache-Control: both hosts make them `max-age=0, must-revalidate` by
    themselves, and where two rules match, both join the values with a comma, so that a rule for `/*` would
    spoil the one for the assets. The referrer is kept as far as affiliate networks need it: the origin.
    """
    base = quote(base_path.strip("/"), safe="/%~-._")
    base = f"/{base}/" if base else "/"
    rules = {
        f"{base}*": {
            "Content-Security-Policy": csp,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        },
        f"{base}assets/*": {"Cache-Control": _FOREVER},
    }
    return "\n".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    ).encode()
