"""Site files that are not pages: for robots, and for the host."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.codes_in_text import CodeIndex
from generator.output.cms_files import headers_beside
from generator.output.headers import render_csp, render_headers
from generator.output.output_file import OutputFile
from generator.output.redirects import Redirect, render_redirects
from generator.output.robots import render_robots
from generator.output.sitemap import SitemapUrl, render_sitemap
from generator.pages.page_context import PageContext


def plan_site_files(
    plan: PageContext,
    urls: Iterable[SitemapUrl],
    moves: Iterable[tuple[str, str]],
    short: Iterable[tuple[str, str]],
    codes: Iterable[str],
) -> list[OutputFile]:
    """Render sitemap.xml, robots.txt, _headers and _redirects.

    `urls` are the pages that search engines may list, `moves` pairs of old and new paths inside the site. `short` are
    the paths of short links with their targets, so that hosts can redirect without the page. A short link whose target
    contains one of the `codes` is left out, because robots would read it.
    """
    redirects = [Redirect(f"{plan.base}{old}", f"{plan.base}{new}") for old, new in moves]
    index = CodeIndex(codes)
    redirects += [Redirect(f"{plan.base}{path}", href, 302) for path, href in short if not index.codes_in(href)]
    return [
        *render_sitemap(urls, site_url=plan.url),
        OutputFile("robots.txt", render_robots(site_url=plan.url, index=plan.site.settings.index)),
        OutputFile("_headers", headers_beside(plan.site.root, render_headers(render_csp(), base_path=plan.base))),
        OutputFile("_redirects", render_redirects(redirects)),
    ]
