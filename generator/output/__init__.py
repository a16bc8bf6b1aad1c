"""Pages and assets -> output/: the files, what hosts read beside them, and publishing them whole.

What is asked for is loaded when it is asked for: a build with nothing to do needs hardly any of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.output.files import OutputFile, OutputPathError, check_output_path, check_output_paths
    from generator.output.headers import csp_hash, render_csp, render_headers
    from generator.output.publish import Published
    from generator.output.redirects import Redirect, render_redirect_page, render_redirects
    from generator.output.robots import render_robots
    from generator.output.sitemap import SitemapUrl, render_sitemap
    from generator.output.target import PublishError

__all__ = [
    "OutputFile",
    "OutputPathError",
    "PublishError",
    "Published",
    "Redirect",
    "SitemapUrl",
    "check_output_path",
    "check_output_paths",
    "csp_hash",
    "render_csp",
    "render_headers",
    "render_redirect_page",
    "render_redirects",
    "render_robots",
    "render_sitemap",
]
_HOMES = {
    "files": ("OutputFile", "OutputPathError", "check_output_path", "check_output_paths"),
    "headers": ("csp_hash", "render_csp", "render_headers"),
    "publish": ("Published",),
    "redirects": ("Redirect", "render_redirect_page", "render_redirects"),
    "robots": ("render_robots",),
    "sitemap": ("SitemapUrl", "render_sitemap"),
    "target": ("PublishError",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(name)
