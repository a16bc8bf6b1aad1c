"""The files of a site that are no pages: for robots, and for the host."""

from __future__ import annotations

from generator.links.codes_in_text import codes_in
from generator.output.files import OutputFile
from generator.output.headers import render_csp, render_headers
from generator.output.redirects import Redirect, render_redirects
from generator.output.robots import render_robots
from generator.output.sitemap import SitemapUrl, render_sitemap
from generator.pages.plan import Plan, folder
from generator.pages.render import PlannedPage
from generator.pages.roster import short_address


def plan_site_files(plan: Plan, pages: tuple[PlannedPage, ...]) -> list[OutputFile]:
    """sitemap.xml, robots.txt, _headers and _redirects."""
    addresses = [SitemapUrl(page.address) for page in pages if page.address]
    redirects = [
        Redirect(f"{plan.base}{folder(alias, address)}", f"{plan.base}{folder(member.profile.slug, address)}")
        for member in plan.members
        for alias in member.profile.person.aliases
        for address in member.addresses
    ]
    redirects += _short_redirects(plan)
    return [
        *render_sitemap(addresses, site_url=plan.url),
        OutputFile("robots.txt", render_robots(site_url=plan.url, index=plan.site.settings.index)),
        OutputFile("_headers", render_headers(render_csp(), base_path=plan.base)),
        OutputFile("_redirects", render_redirects(redirects)),
    ]


def _short_redirects(plan: Plan) -> list[Redirect]:
    """Short links, for hosts that can lead on by themselves; not those that would tell robots a code."""
    codes = {code for profile in plan.site.people if (code := profile.person.code)}
    return [
        Redirect(f"{plan.base}{folder(member.profile.slug, short_address(want))}", link.href, 302)
        for member in plan.members
        if member.state == "live"
        for want in member.short_links
        if (link := plan.links.of(member.profile.slug, short_address(want)).get(want))
        and not codes_in(link.href, codes)
    ]
