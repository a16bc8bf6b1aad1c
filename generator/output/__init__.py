"""Pages and assets -> output/: the files, what hosts read beside them, and publishing them whole."""

from generator.output.files import OutputFile, OutputPathError, check_output_path, check_output_paths
from generator.output.headers import csp_hash, render_csp, render_headers
from generator.output.publish import Published, publish
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
    "publish",
    "render_csp",
    "render_headers",
    "render_redirect_page",
    "render_redirects",
    "render_robots",
    "render_sitemap",
]
