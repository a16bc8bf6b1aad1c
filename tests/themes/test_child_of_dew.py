"""Tests that a child theme can change each decision of dew that docs/themes.md lists, in one place each."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.build.rendered_site import RenderedSite
from generator.content.load import load_shared
from generator.pages.asset_bundle import bundle_theme, minify_css
from generator.pages.theme import load_theme
from generator.problems import Report

ROOT = Path(__file__).parents[2]
DEW = ROOT / "themes/dew"
DECISIONS = re.findall(
    r"^\| (.+?) \| (.+?) \|$",
    (ROOT / "docs/themes.md").read_text("utf-8").split("### What dew decides")[1].split("\n## ")[0],
    re.MULTILINE,
)[2:]
PLACES = sorted({path for _, places in DECISIONS for path in re.findall(r"`((?:templates|assets)/[^`]+)`", places)})
SITE = """\
brand: Lune
url: https://friends.example
shop: https://lune.example
contact: https://lune.example/contact
about: We make three things, slowly.
tracking: {cart: shopify-cart}
theme: house
share_cards: false
"""
PRODUCTS = """\
balm: {name: Balm, url: https://lune.example/balm, price: "24", variant: 1}
oil: {name: Oil, url: https://lune.example/oil, price: "38", variant: 2}
"""
CAMPAIGN = "name: Frost\nuntil: 2026-12-31\noffer: {title: 15% off, short: −15 %, terms: Once.}\n"
PERSON = """\
---
name: Ana & Bo
tagline: Quiet.
portrait: {src: ../wide.png, alt: Ana and Bo}
code: AB15
campaigns: [frost]
favorites: [balm, oil]
titles: {favorites: "Two, *no more*"}
faq: [{question: Why?, answer: Because.}]
---
We like [the balm](product:balm).
"""
ENDED_PERSON = "---\nname: Cy\nportrait: {src: ../wide.png, alt: Cy}\nuntil: 2026-01-31\nfavorites: [balm]\n---\nBye.\n"
HEAD = 'name = "house"\nextends = "dew"\n'
DAY = date(2026, 11, 22)
SHOWN_ON = {
    "templates/ended.html": "cy/index.html",
    "templates/parts/opening.html": "index.html",
    "templates/parts/join.html": "index.html",
    "templates/parts/others.html": "404.html",
}
"""The page that shows a template which is not part of a person's page."""


MUST_EXTEND = ("templates/parts/basket.html", "templates/sections/offer.html")
"""Templates that a child may extend but not empty: they have a planned link, or the place that a call leads to."""


def write(root: Path, files: dict[str, str]) -> None:
    """Write a site of a couple and an ended person, in the theme `house`, a child of dew with these files."""
    for path, text in {
        "content/site.yaml": SITE,
        "content/products.yaml": PRODUCTS,
        "content/campaigns/frost.yaml": CAMPAIGN,
        "content/ambassadors/ab.md": PERSON,
        "content/ambassadors/cy.md": ENDED_PERSON,
        "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "themes/house/theme.toml": HEAD,
        **{f"themes/house/{path}": text for path, text in files.items()},
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    Image.linear_gradient("L").resize((1400, 1400)).save(root / "content/wide.png")


def render(root: Path, files: dict[str, str]) -> RenderedSite:
    write(root, files)
    report = Report()
    rendered_site = render_site(BuildOptions(root, DAY), report)
    assert rendered_site is not None, list(report)
    return rendered_site


def html_of(rendered_site: RenderedSite, path: str) -> str:
    return next(file.read().decode() for file in rendered_site.files if file.path == path)


def sections_of(rendered_site: RenderedSite) -> list[str]:
    bands = LexborHTMLParser(html_of(rendered_site, "ab/index.html")).css("main > .band")
    return [(band.attributes["class"] or "").split()[1] for band in bands]


def styles_of(rendered_site: RenderedSite) -> str:
    return next(file.read().decode() for file in rendered_site.files if file.path.endswith(".css"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> RenderedSite:
    """Render the site in a child theme that changes nothing."""
    return render(tmp_path_factory.mktemp("plain"), {})


def test_the_table_of_decisions_names_existing_files() -> None:
    assert len(DECISIONS) >= 12
    assert len(PLACES) >= 18
    assert [path for path in PLACES if not (DEW / path).is_file()] == []


@pytest.mark.drawn(3)
@pytest.mark.parametrize("path", [path for path in PLACES if path.startswith("templates/")])
def test_a_template_of_the_child_replaces_that_of_dew(tmp_path: Path, plain: RenderedSite, path: str) -> None:
    """The child's words replace those of dew, and no other page changes."""
    dew_template = (DEW / path).read_text("utf-8")
    macros = "".join(re.findall(r"\{% macro .*?endmacro %\}", dew_template, re.DOTALL))
    words = '<p class="house">House words</p>'
    if macros:  # other templates import these, so the child changes only the first of them
        at = macros.index("%}") + 2
        text = dew_template.replace(macros[:at], macros[:at] + words, 1)
    elif path == "templates/ended.html":
        text = f'{{% extends "base.html" %}}{{% block main %}}{words}{{% endblock %}}'
    elif path in MUST_EXTEND:
        text = dew_template + words
    else:
        text = words
    rendered_site = render(tmp_path, {path: text})
    shown_page = SHOWN_ON.get(path, "ab/index.html")
    before, after = html_of(plain, shown_page), html_of(rendered_site, shown_page)
    assert "House words" not in before
    assert "House words" in after
    other_pages = {"index.html", "404.html", "cy/index.html", "ab/index.html", "about/index.html"} - {shown_page}
    if path not in ("templates/parts/others.html", "templates/parts/words.html"):
        assert {page for page in other_pages if html_of(rendered_site, page) != html_of(plain, page)} == set()


@pytest.mark.parametrize("path", [path for path in PLACES if path.startswith("assets/")])
def test_a_style_of_the_child_replaces_that_of_dew(tmp_path: Path, path: str) -> None:
    """A file of the same path replaces that of dew. The rules of the other files stay."""
    write(tmp_path, {path: ".house { color: red }\n"})
    theme = load_theme(load_shared(tmp_path, Report()).site, Report())
    assert theme is not None
    bundle = bundle_theme(theme)
    styles = "".join(bundle.files[bundle.styles].decode().split())
    assert ".house{color:red}" in styles
    for file in sorted(DEW.glob("assets/css/*.css")):
        text = file.read_text("utf-8")
        rules = re.findall(r"@font-face\{font-family:Text Before R[^}]*", text) or [
            minify_css(text)
        ]  # addresses change
        assert ("".join(rules[0].split()) in styles) == (file != DEW / path), file.name


def test_a_child_decides_the_order_and_the_tokens(tmp_path: Path, plain: RenderedSite) -> None:
    order = 'sections = ["faq", "offer", "story", "favorites"]\nstyles = ["house.css"]\n'
    rendered_site = render(
        tmp_path,
        {"theme.toml": HEAD + order, "assets/house.css": ":root { --breath: 1rem; --display: Georgia, serif }\n"},
    )
    ids = [
        node.attributes.get("id")
        for node in LexborHTMLParser(html_of(rendered_site, "ab/index.html")).css("main h2[id]")
    ]
    assert [id_ for id_ in ids if id_ in ("faq", "offer", "favorites")] == ["faq", "offer", "favorites"]
    styles = styles_of(rendered_site)
    for token in ("--breath", "--display"):
        values = re.findall(rf"{token}:\s*([^;}}]+)", styles)
        assert len(values) > 1
    assert styles.rindex("--breath: 1rem") > styles.rindex("--breath: clamp")
    assert [id_ for id_ in ids if id_] != [
        node.attributes.get("id") for node in LexborHTMLParser(html_of(plain, "ab/index.html")).css("main h2[id]")
    ]


@pytest.mark.parametrize(
    ("more", "expected_sections"),
    [
        ("", ["offer", "story", "favorites", "faq"]),
        ('sections = ["faq", "story", "offer", "favorites"]\n', ["faq", "story", "offer", "favorites"]),
        ('short = [{below = 5, sections = ["favorites"]}]\n', ["favorites", "story", "offer", "faq"]),
        ('short = [{below = 4, sections = ["favorites"]}]\n', ["story", "favorites", "offer", "faq"]),
        (
            'short = [{below = 9, sections = ["faq"]}, {below = 5, sections = ["offer", "faq"]}]\n',
            ["offer", "faq", "story", "favorites"],
        ),
    ],
)
def test_a_short_page_has_its_own_order(tmp_path: Path, more: str, expected_sections: list[str]) -> None:
    """A child with its own order of sections does not inherit dew's order of short pages."""
    assert sections_of(render(tmp_path, {"theme.toml": HEAD + more})) == expected_sections


def test_an_order_in_a_profile_comes_before_that_of_short_pages(tmp_path: Path) -> None:
    person = PERSON.replace("faq:", "sections: [faq, story, favorites, offer]\nfaq:")
    rendered_site = render(tmp_path, {"../../content/ambassadors/ab.md": person})
    assert sections_of(rendered_site) == ["faq", "story", "favorites", "offer"]


def test_a_child_decides_the_words(tmp_path: Path, plain: RenderedSite) -> None:
    words = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Our favourite"\nmsgid_plural "Our %(num)s favourites"\n'
        'msgstr[0] "The one"\nmsgstr[1] "The %(num)s we keep"\n\n'
        'msgid "Become one of us"\nmsgstr "Join the table"\n'
    )
    rendered_site = render(tmp_path, {"locales/en/LC_MESSAGES/house.po": words})
    assert "Our 2 favourites" in html_of(plain, "ab/index.html")
    assert "The 2 we keep" in html_of(rendered_site, "ab/index.html")
    assert "Join the table" in html_of(rendered_site, "index.html")
    assert "Become one of us" not in html_of(rendered_site, "index.html")
