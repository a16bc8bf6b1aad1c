"""`_headers`: HTTP headers of all files, in the format of Netlify and Cloudflare Pages."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import quote

_FOREVER = "public, max-age=31536000, immutable"  # for files whose names contain a content hash

_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
)  # fmt: skip


def csp_hash(text: str) -> str:
    """Return the source expression that allows one inline script or style: its SHA-256 (CSP level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def render_csp(
    *,
    scripts: Iterable[str] = (),
    styles: Iterable[str] = (),
    style_attributes: bool = False,
    data_images: bool = False,
    in_page: bool = False,
) -> str:
    """Render the Content-Security-Policy, which allows only the site itself.

    `scripts` and `styles` are the inline ones, as text. `style_attributes` allows `style="..."`, which has no selector,
    so it affects only its element. `in_page` is for `<meta http-equiv>`, where `frame-ancestors` is not allowed.
    """
    directives = {
        "default-src": ["'none'"],
        "img-src": ["'self'", *(["data:"] if data_images else [])],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        # Only Lighthouse needs it: it fetches robots.txt from inside the page.
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
    """Render `_headers` for a site under `base_path` (`/` or `/team/`).

    No rule gives the pages a Cache-Control. Both hosts already send `max-age=0, must-revalidate`. If two rules match,
    both hosts join the values with a comma. So a rule for `/*` would break the one for assets. The referrer keeps the
    part that affiliate networks need: the origin.
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
