"""The Content-Security-Policy of the editor's page, which allows the site itself and the host of the repository."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.cms.config import Backend

_HOSTS = {
    "github": ("https://api.github.com",),
    "gitlab": ("https://gitlab.com",),
    "gitea": ("https://gitea.com",),
}
_FACES = {"github": ("https://avatars.githubusercontent.com",), "gitlab": ("https://gitlab.com",)}


def render_policy(backend: Backend) -> str:
    """Return the policy. Scripts and fonts come from the site, styles are created at run time, pictures are in memory.

    The editor also requests the status page of the Git host, which another company runs. The policy blocks that.
    """
    own = [
        f"{parts.scheme}://{parts.netloc}"
        for url in (backend.api_root, backend.base_url)
        if (parts := urlsplit(url)).netloc
    ]
    hosts = own or list(_HOSTS.get(backend.name, ()))
    faces = own or list(_FACES.get(backend.name, ()))
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *faces],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'", "data:", "blob:", *hosts],
        "worker-src": ["'self'", "blob:"],
        "frame-src": ["'self'", "blob:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())
