"""Tests the parts that Markdown becomes: HTML, links, cards, pictures and problems."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Place, Report
from generator.prose.markdown_html import SCHEMES
from generator.prose.parts import CardSlot, LinkSlot, PictureSlot, Prose
from generator.prose.render import _WRITTEN_SCHEME, render_prose


def _render(text: str, top: int = 3) -> tuple[Prose, list[str]]:
    report = Report()
    prose = render_prose(text, Place("content/ambassadors/lea/story.md"), "content/ambassadors/lea", report, top)
    return prose, [problem.name for problem in report]


def test_a_link_in_a_sentence_becomes_a_slot() -> None:
    prose, problems = _render('I keep [the *balm*](product:cloud-balm "Soft") close.')
    html_before, link, after = prose.parts
    assert (html_before, after) == ("<p>I keep ", "the <em>balm</em></a> close.</p>")
    assert isinstance(link, LinkSlot)
    assert (link.product, link.href, link.title) == ("cloud-balm", "product:cloud-balm", "Soft")
    assert problems == []


def test_a_card_is_a_part_of_its_own() -> None:
    prose, problems = _render("One.\n\n![](product:cloud-balm)\n\nTwo.")
    assert [type(part) for part in prose.parts] == [str, CardSlot, str]
    assert problems == []


def test_the_path_of_a_picture_begins_at_the_site() -> None:
    prose, problems = _render("![My shelf](../../images/shelf.jpg)")
    (picture,) = prose.parts
    assert isinstance(picture, PictureSlot)
    assert (picture.src, picture.alt) == ("content/images/shelf.jpg", "My shelf")
    assert problems == []


def test_the_same_link_twice_has_two_places() -> None:
    prose, _ = _render("[a](product:x) [b](product:x)")
    assert [part.place.link for part in prose.parts if isinstance(part, LinkSlot)] == [1, 2]


def test_headings_begin_below_those_of_the_page() -> None:
    prose, _ = _render("# One\n\n## Two\n\n### Three\n\n###### Six")
    assert prose.parts == ("<h3>One</h3>\n<h3>Two</h3>\n<h4>Three</h4>\n<h6>Six</h6>",)
    assert _render("# One\n\n### Three", top=2)[0].parts == ("<h2>One</h2>\n<h3>Three</h3>",)


def test_the_opening_is_plain_text() -> None:
    prose, _ = _render('![](product:a)\n\nShe said "*no* & yes".\n\nMore.')
    assert prose.opening == 'She said "no & yes".'
    assert prose.words == 6


def test_an_empty_text_has_no_parts() -> None:
    assert _render("") == (Prose(), [])


def test_ordinary_links_are_unchanged() -> None:
    text = "[a](https://a.example/?b=c&d) [b](mailto:a@b.example) [c](tel:+33) [d](#x) [e](/privacy/)"
    prose, problems = _render(text)
    links = [part.href for part in prose.parts if isinstance(part, LinkSlot)]
    assert links == ["https://a.example/?b=c&d", "mailto:a@b.example", "tel:+33", "#x", "/privacy/"]
    assert problems == []


_PIECES = [
    "[a](",
    "](",
    "<",
    "href=",
    "[b]:",
    "\n[b]: ",
    "javascript:",
    "https:",
    "Data:",
    "x",
    " ",
    "\n",
    ")",
    "'",
    "product:y)",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_every_forbidden_scheme_in_a_text_is_reported(text: str) -> None:
    report = Report()
    render_prose(text, Place("content/a.md"), "content", report)
    messages = [problem.message for problem in report if problem.message.startswith("a link may not begin")]
    forbidden_schemes = [scheme.lower() for scheme in _WRITTEN_SCHEME.findall(text) if scheme.lower() not in SCHEMES]
    assert messages == [f"a link may not begin with `{scheme}:`" for scheme in forbidden_schemes]


HIDDEN = ["&#x202e;", "&#8203;", "&ZeroWidthSpace;", "&#x2066;", "&#xE0041;"]


@pytest.mark.parametrize(
    ("entity", "name"),
    [*((entity, "invisible-character") for entity in HIDDEN), ("&#x304;" * 20, "stacked-marks")],
)
@pytest.mark.parametrize("around", ["A {} word", "[link{}](product:balm)", "![](picture.jpg){}", "> **{}**"])
def test_a_hidden_letter_written_as_an_entity_is_reported(entity: str, name: str, around: str) -> None:
    report = Report()
    text = f"One line.\n\nTwo `&#x202e;` lines.\n\n{around.format(f'e{entity}')}\n"
    render_prose(text, Place("content/pages/x.md"), "content/pages", report)
    [problem] = [problem for problem in report if problem.name == name]
    assert (problem.place.line, problem.place.column) == (5, text.splitlines()[4].index("&") + 1)


def test_harmless_entities_are_not_reported() -> None:
    report = Report()
    text = "Caf&eacute; &amp; th&eacute;&nbsp;: Donau&shy;dampf, "
    text += "\u06a9\u062a\u0627\u0628&zwnj;\u0647\u0627, &#x1F469;&zwj;&#x1F680;"
    render_prose(text, Place("content/pages/x.md"), "content/pages", report)
    assert list(report) == []


@pytest.mark.parametrize(
    "text", ["[](product:x)", "a [ ](https://a.example) b", "[**&nbsp;**](/x/)", '<a href="/x/"></a>']
)
def test_a_link_without_words_is_reported(text: str) -> None:
    assert _render(text)[1] == ["empty-link"]


def test_a_link_with_words_is_not_reported() -> None:
    assert _render("[*a*](product:x) [`b`](/x/) a[^1]\n\n[^1]: note")[1] == []


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        (
            "cloud-balm",
            "write product:cloud-balm for the product of this name, or /cloud-balm/ for a page of this site",
        ),
        ("lune.example/products/balm", "write https://lune.example/products/balm"),
        ("www.lune.example", "write https://www.lune.example"),
        (
            "./a b",
            "begin with https://, with product: for a product, or with / for a page of this site",
        ),
    ],
)
def test_an_address_without_its_beginning_has_a_hint(href: str, hint: str) -> None:
    report = Report()
    render_prose(f"[a](<{href}>)", Place("content/a.md"), "content", report)
    assert [(problem.name, problem.help) for problem in report] == [("unsafe-link", hint)]
