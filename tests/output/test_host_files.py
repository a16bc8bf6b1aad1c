"""Tests of the files for hosts and robots: sitemap, robots.txt, _headers, _redirects and redirect pages."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.output.headers import csp_hash, render_csp, render_headers
from generator.output.redirects import Redirect, render_redirect_page, render_redirects
from generator.output.robots import render_robots
from generator.output.sitemap import SitemapUrl, render_sitemap

SITE = "https://friends.maisonlune.example/team"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_sitemap_lists_each_address_once_in_order() -> None:
    urls = [SitemapUrl(f"{SITE}/mia/"), SitemapUrl(f"{SITE}/lea/", date(2026, 1, 2)), SitemapUrl(f"{SITE}/mia/")]
    (file,) = render_sitemap(urls, site_url=SITE)
    assert file.path == "sitemap.xml"
    assert file.data is not None
    assert render_sitemap(reversed(urls), site_url=SITE) == (file,)
    root = ET.fromstring(file.data)
    assert [url.findtext(f"{NAMESPACE}loc") for url in root] == [f"{SITE}/lea/", f"{SITE}/mia/"]
    assert [url.findtext(f"{NAMESPACE}lastmod") for url in root] == ["2026-01-02", None]


@pytest.mark.parametrize("hostile", ["/<a>&\"'", "/ü\n\0\ud7ff", "/%C3%BC?a=1&b=2#x", "/]]>"])
def test_a_sitemap_escapes_any_address(hostile: str) -> None:
    (file,) = render_sitemap([SitemapUrl(SITE + hostile)], site_url=SITE)
    root = ET.fromstring(file.data or b"")
    assert len(root) == 1
    assert re.fullmatch(r"[!-~]+", root[0].findtext(f"{NAMESPACE}loc") or "")


def test_a_long_sitemap_is_split_into_parts() -> None:
    urls = [SitemapUrl(f"{SITE}/p{number}/") for number in range(5)]
    files = render_sitemap(urls, site_url=SITE + "/", per_file=2)
    assert [file.path for file in files] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index = ET.fromstring(files[0].data or b"")
    assert [part.findtext(f"{NAMESPACE}loc") for part in index] == [f"{SITE}/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert sum(len(ET.fromstring(file.data or b"")) for file in files[1:]) == 5


def test_robots_txt_allows_all_and_names_the_sitemap() -> None:
    assert render_robots(site_url=SITE, index=True) == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://friends.maisonlune.example/team/sitemap.xml\n"
    )
    assert b"Sitemap" not in render_robots(site_url=SITE, index=False)
    assert b"Disallow" not in render_robots(site_url=SITE, index=False)


def test_the_default_policy_allows_only_the_own_site() -> None:
    policy = dict(part.split(" ", 1) for part in render_csp().split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    assert "unsafe" not in render_csp()
    assert "frame-ancestors" in policy
    assert "frame-ancestors" not in render_csp(in_page=True)


def test_the_policy_allows_an_inline_script_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256("let é = 1".encode()).digest()).decode()
    assert csp_hash("let é = 1") == f"'sha256-{digest}'"
    policy = render_csp(scripts=["b", "a", "a"], styles=["p{}"], style_attributes=True, data_images=True)
    assert policy.count("sha256-") == 3
    assert "style-src-attr 'unsafe-inline'" in policy
    assert "img-src 'self' data:" in policy
    assert policy == render_csp(scripts=["a", "b"], styles=["p{}"], style_attributes=True, data_images=True)


@pytest.mark.parametrize(
    ("base_path", "prefix"), [("/", "/"), ("", "/"), ("/team/", "/team/"), ("/a\n b/", "/a%0A%20b/")]
)
def test_header_rules_start_with_the_base_path(base_path: str, prefix: str) -> None:
    lines = render_headers(render_csp(), base_path=base_path).decode().splitlines()
    rules = [line for line in lines if line and not line.startswith(" ")]
    assert rules == [f"{prefix}*", f"{prefix}assets/*"]
    assert all(re.fullmatch(r"  [A-Za-z-]+: .{1,1900}", line) for line in lines if line.startswith(" "))
    names = [line.split(":")[0].strip() for line in lines if line.startswith(" ")]
    assert len(names) == len(set(names)), "a header in two rules that both match is joined with a comma"


def test_redirects_are_written_for_the_host() -> None:
    redirects = [Redirect("/team/old/", "/team/new/"), Redirect("/lea/", "/lea-moreau/")]
    assert render_redirects(redirects) == b"/lea/ /lea-moreau/ 301\n/team/old/ /team/new/ 301\n"
    assert render_redirects([]) == b""


@pytest.mark.parametrize(
    "hostile", ["/a b/", "/a\n/* https://evil.example 301", "//evil.example/", "/*", "/:x", "/a#b"]
)
def test_a_redirect_of_any_path_is_one_line(hostile: str) -> None:
    for redirect in (Redirect(hostile, "/new/"), Redirect("/old/", hostile)):
        text = render_redirects([redirect]).decode()
        source, target, status = text.removesuffix("\n").split(" ")
        assert status == "301"
        for path in (source, target):
            assert re.fullmatch(r"/[A-Za-z0-9%~._-][A-Za-z0-9/%~._-]*", path), path


def test_a_redirect_keeps_every_byte_of_a_shop_address() -> None:
    url = "https://shop.example/a%20b'(c)?x[]=1&y=%C3%A9|{z}:w*&u=:v#f:*"
    assert render_redirects([Redirect("/lea/go/balm/", url, 302)]).decode() == f"/lea/go/balm/ {url} 302\n"


@pytest.mark.parametrize(
    "hostile",
    ["https://shop.example/a b", "https://shop.example/\n/* https://evil.example 302", "https://x.example/\u2028é\0"],
)
def test_a_redirect_to_the_shop_is_one_line(hostile: str) -> None:
    (line,) = render_redirects([Redirect("/go/", hostile, 302)]).decode().splitlines()
    assert re.fullmatch(r"/go/ https://[!-~]+ 302", line)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https:///evil.example/", "javascript:alert(1)", "ftp://x.example/"]
)
def test_a_target_that_is_no_web_address_becomes_a_path(target: str) -> None:
    assert re.fullmatch(r"/go/ /[^/ ][^ ]* 302\n", render_redirects([Redirect("/go/", target, 302)]).decode())


def test_redirects_stay_within_the_limits_of_hosts() -> None:
    address_changes = [Redirect(f"/old-{number}/", "/new/") for number in range(10)]
    short_links = [Redirect(f"/go/{number:04}/", "https://shop.example/", 302) for number in range(2500)]
    lines = render_redirects([*short_links, *address_changes]).decode().splitlines()
    assert len(lines) == 2000
    assert [line.split()[2] for line in lines] == ["301"] * 10 + ["302"] * 1990
    long = Redirect("/go/long/", f"https://shop.example/{'x' * 1000}", 302)
    assert render_redirects([long, *address_changes]) == render_redirects(address_changes)


def test_a_redirect_page_redirects_without_a_header() -> None:
    page = LexborHTMLParser(render_redirect_page("/team/léa/", label="Zu Léa", lang="de"))
    refresh = page.css_first("meta[http-equiv=refresh]")
    assert refresh is not None
    assert refresh.attributes["content"] == "0; url=/team/l%C3%A9a/"
    assert [link.attributes["href"] for link in page.css("a, link[rel=canonical]")] == ["/team/l%C3%A9a/"] * 2
    assert page.css_first("html").attributes["lang"] == "de"
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert page.css_first("a").text() == "Zu Léa"


def test_a_redirect_page_escapes_its_label() -> None:
    text = render_redirect_page('/x/";<script>', label="<script>alert(1)</script>", lang='en"><script>')
    assert LexborHTMLParser(text).css("script") == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "data:text/html,x", ""])
def test_a_redirect_page_refuses_other_schemes(url: str) -> None:
    with pytest.raises(ValueError):
        render_redirect_page(url, label="x", lang="en")
