"""A child theme can decide otherwise wherever dew decides: each decision of docs/themes.md has one place."""

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
OVER = "---\nname: Cy\nportrait: {src: ../wide.png, alt: Cy}\nuntil: 2026-01-31\nfavorites: [balm]\n---\nBye.\n"
HEAD = 'name = "house"\nextends = "dew"\n'
DAY = date(2026, 11, 22)
SHOWN_ON = {
    "templates/ended.html": "cy/index.html",
    "templates/parts/opening.html": "index.html",
    "templates/parts/join.html": "index.html",
    "templates/parts/others.html": "404.html",
}
"""Where a template shows that is not on a person's page."""


HOLD_PROMISES = ("templates/parts/basket.html", "templates/sections/offer.html")
"""What a child may word otherwise, but not leave out: a link that was asked for, the place that a call leads to."""


def write(root: Path, files: dict[str, str]) -> None:
    """A site of a couple and of somebody who has ended, in the theme `house`, a child of dew with these files."""
    for path, text in {
        "content/site.yaml": SITE,
        "content/products.yaml": PRODUCTS,
        "content/campaigns/frost.yaml": CAMPAIGN,
        "content/ambassadors/ab.md": PERSON,
        "content/ambassadors/cy.md": OVER,
        "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
        "themes/house/theme.toml": HEAD,
        **{f"themes/house/{path}": text for path, text in files.items()},
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    Image.linear_gradient("L").resize((1400, 1400)).save(root / "content/wide.png")


def make(root: Path, files: dict[str, str]) -> RenderedSite:
    write(root, files)
    report = Report()
    made = render_site(BuildOptions(root, DAY), report)
    assert made is not None, list(report)
    return made


def text_of(made: RenderedSite, path: str) -> str:
    return next(file.read().decode() for file in made.files if file.path == path)


def sections_of(made: RenderedSite) -> list[str]:
    bands = LexborHTMLParser(text_of(made, "ab/index.html")).css("main > .band")
    return [(band.attributes["class"] or "").split()[1] for band in bands]


def styles_of(made: RenderedSite) -> str:
    return next(file.read().decode() for file in made.files if file.path.endswith(".css"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> RenderedSite:
    """The site in a child theme that decides nothing."""
    return make(tmp_path_factory.mktemp("plain"), {})


def test_the_table_names_every_decision_and_files_that_are_there() -> None:
    assert len(DECISIONS) >= 12
    assert len(PLACES) >= 18
    assert [path for path in PLACES if not (DEW / path).is_file()] == []


@pytest.mark.parametrize("path", [path for path in PLACES if path.startswith("templates/")])
def test_a_template_of_the_child_stands_in_for_that_of_dew(tmp_path: Path, plain: RenderedSite, path: str) -> None:
    """The child's words stand where dew's stood, and all other pages are as they were."""
    own = (DEW / path).read_text("utf-8")
    macros = "".join(re.findall(r"\{% macro .*?endmacro %\}", own, re.DOTALL))
    words = '<p class="house">House words</p>'
    if macros:  # other templates import these: the child writes the first of them otherwise
        at = macros.index("%}") + 2
        text = own.replace(macros[:at], macros[:at] + words, 1)
    elif path == "templates/ended.html":
        text = f'{{% extends "base.html" %}}{{% block main %}}{words}{{% endblock %}}'
    elif path in HOLD_PROMISES:
        text = own + words
    else:
        text = words
    made = make(tmp_path, {path: text})
    shown = SHOWN_ON.get(path, "ab/index.html")
    before, after = text_of(plain, shown), text_of(made, shown)
    assert "House words" not in before
    assert "House words" in after
    others = {"index.html", "404.html", "cy/index.html", "ab/index.html", "about/index.html"} - {shown}
    if path not in ("templates/parts/others.html", "templates/parts/words.html"):
        assert {one for one in others if text_of(made, one) != text_of(plain, one)} == set()


@pytest.mark.parametrize("path", [path for path in PLACES if path.startswith("assets/")])
def test_a_style_of_the_child_stands_in_for_that_of_dew(tmp_path: Path, path: str) -> None:
    """A file of the same path takes the place of dew's; the rules of the other files stay."""
    write(tmp_path, {path: ".house { color: red }\n"})
    theme = load_theme(load_shared(tmp_path, Report()).site, Report())
    assert theme is not None
    bundle = bundle_theme(theme)
    styles = "".join(bundle.files[bundle.styles].decode().split())
    assert ".house{color:red}" in styles
    for file in sorted(DEW.glob("assets/css/*.css")):
        text = file.read_text("utf-8")
        own = re.findall(r"@font-face\{font-family:Text Before R[^}]*", text) or [minify_css(text)]  # addresses change
        assert ("".join(own[0].split()) in styles) == (file != DEW / path), file.name


def test_the_order_and_the_tokens_are_the_childs(tmp_path: Path, plain: RenderedSite) -> None:
    order = 'sections = ["faq", "offer", "story", "favorites"]\nstyles = ["house.css"]\n'
    made = make(
        tmp_path,
        {"theme.toml": HEAD + order, "assets/house.css": ":root { --breath: 1rem; --display: Georgia, serif }\n"},
    )
    ids = [node.attributes.get("id") for node in LexborHTMLParser(text_of(made, "ab/index.html")).css("main h2[id]")]
    assert [one for one in ids if one in ("faq", "offer", "favorites")] == ["faq", "offer", "favorites"]
    styles = styles_of(made)
    for token in ("--breath", "--display"):
        values = re.findall(rf"{token}:\s*([^;}}]+)", styles)
        assert len(values) > 1
    assert styles.rindex("--breath: 1rem") > styles.rindex("--breath: clamp")
    assert [one for one in ids if one] != [
        node.attributes.get("id") for node in LexborHTMLParser(text_of(plain, "ab/index.html")).css("main h2[id]")
    ]


@pytest.mark.parametrize(
    ("more", "shown"),
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
def test_a_short_page_has_an_order_of_its_own(tmp_path: Path, more: str, shown: list[str]) -> None:
    """A child that orders its sections does not take over the short pages of dew."""
    assert sections_of(make(tmp_path, {"theme.toml": HEAD + more})) == shown


def test_an_order_in_a_profile_comes_before_that_of_short_pages(tmp_path: Path) -> None:
    own = PERSON.replace("faq:", "sections: [faq, story, favorites, offer]\nfaq:")
    made = make(tmp_path, {"../../content/ambassadors/ab.md": own})
    assert sections_of(made) == ["faq", "story", "favorites", "offer"]


def test_words_are_the_childs(tmp_path: Path, plain: RenderedSite) -> None:
    words = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Our favourite"\nmsgid_plural "Our %(num)s favourites"\n'
        'msgstr[0] "The one"\nmsgstr[1] "The %(num)s we keep"\n\n'
        'msgid "Become one of us"\nmsgstr "Join the table"\n'
    )
    made = make(tmp_path, {"locales/en/LC_MESSAGES/house.po": words})
    assert "Our 2 favourites" in text_of(plain, "ab/index.html")
    assert "The 2 we keep" in text_of(made, "ab/index.html")
    assert "Join the table" in text_of(made, "index.html")
    assert "Become one of us" not in text_of(made, "index.html")
