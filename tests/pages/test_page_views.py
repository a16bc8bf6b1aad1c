"""Tests what a person's page offers: calls in its first screen, own headings, the basket and its total, its label."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Report

SITE = """\
brand: Lune
url: https://friends.example
shop: https://lune.example
contact: https://lune.example/contact
tagline: Quiet care.
about: We make three things.
share_cards: false
tracking: {cart: shopify-cart}
"""
PRODUCTS = """\
balm: {name: Balm, url: https://lune.example/balm, price: 24.00, variant: 11}
soap: {name: Soap, url: https://lune.example/soap, price: 9.50, variant: 12}
mist: {name: Mist, url: https://lune.example/mist, price: 5, price_from: true, variant: 13}
wand: {name: Wand, url: https://lune.example/wand, variant: 14}
comb: {name: Comb, url: https://lune.example/comb, price: 7}
gone: {name: Gone, url: https://lune.example/gone, price: 31.00, available: false, variant: 15}
"""
FROST = """\
name: Frost
until: 2026-12-31
offer: {title: {en: 15% off, fr: 15 % de remise}, short: {en: −15%, fr: −15 %}, terms: Once each.}
"""
Page = Callable[..., LexborHTMLParser]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Return a function that builds a site with one person and returns a page. `problems`: the expected names."""

    def build(
        facts: str,
        path: str = "lea",
        *,
        problems: tuple[str, ...] = (),
        frost: str = FROST,
        name: str = "Léa Moreau",
        text: str = "Hello.",
        cards: bool = False,
    ) -> LexborHTMLParser:
        content = tmp_path / "content"
        for folder in ("ambassadors", "campaigns", "pages"):
            (content / folder).mkdir(parents=True, exist_ok=True)
        (content / "site.yaml").write_text(SITE.replace("cards: false", f"cards: {str(cards).lower()}"), "utf-8")
        (content / "products.yaml").write_text(PRODUCTS, "utf-8")
        (content / "campaigns/frost.yaml").write_text(frost, "utf-8")
        (content / "pages/legal.md").write_text("---\ntitle: Legal\n---\nWords.\n", "utf-8")
        (content / "ambassadors/lea.md").write_text(f"---\nname: {name}\n{facts}\n---\n{text}\n", "utf-8")
        report = Report()
        rendered_site = render_site(BuildOptions(tmp_path, read_day("2026-11-22")), report)
        assert [problem.name for problem in report] == list(problems)
        assert rendered_site is not None
        file_path = "index.html" if not path else path if path.endswith(".html") else f"{path}/index.html"
        data = next(file.data for file in rendered_site.files if file.path == file_path)
        assert data
        return LexborHTMLParser(data.decode())

    return build


def texts(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(element.text().split()) for element in page.css(selector)]


@pytest.mark.parametrize(
    ("facts", "calls"),
    [
        ("favorites: [balm, soap]", ["My 2 favourites #favorites"]),
        ("favorites: [balm]", ["My favourite #favorites"]),
        ("favorites: [balm, balm]", ["My favourite #favorites"]),
        ("favorites: [balm, soap]\ncode: LEA15", ["My 2 favourites #favorites", "LEA15 #offer"]),
        ("favorites: [balm]\ncode: LEA15\ncampaigns: frost", ["My favourite #favorites", "LEA15−15% #offer"]),
        (
            "favorites: [balm, soap]\ncode: LEA15\ncampaigns: frost\nlocale: fr",
            ["Mes 2 préférés #favorites", "LEA15−15 % #offer"],
        ),
        ("code: LEA15", ["LEA15 #offer"]),
        ("lists: [{title: Bag, products: [balm, comb]}]", ["What I use #lists"]),
        ("routine: {steps: [{text: Warm it., product: balm}]}", ["What I use #routine"]),
        ("routine: {steps: [{text: Warm it.}]}", []),
        ("favorites: [balm]\ncode: LEA15\nsections: [story, offer]", ["LEA15 #offer"]),
        ("favorites: [balm]\ncode: LEA15\nsections: [story]", []),
    ],
)
def test_the_first_screen_links_only_to_sections_of_the_page(page: Page, facts: str, calls: list[str]) -> None:
    html = page(facts)
    links = [f"{' '.join(link.text().split())} {link.attributes['href']}" for link in html.css(".hero .call")]
    assert links == calls
    assert all(html.css_first(link.attributes["href"] or "") is not None for link in html.css(".hero .call"))
    assert len(html.css(".hero .call:not(.line)")) == min(len(calls), 1)


def test_a_page_of_two_people_says_our(page: Page) -> None:
    assert texts(page("favorites: [balm, soap]", name="Ana & Bo"), ".hero .call") == ["Our 2 favourites"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("[balm, soap]", "Both in one basket€33.50"),
        ("[balm, soap, soap, comb]", "2 of these in one basket€33.50"),
        ("[balm, mist]", "Both in one basketfrom €29"),
        ("[balm, wand]", "Both in one basket"),
        ("[balm, soap, gone]", "2 of these in one basket€33.50"),
        ("[balm, soap, mist]", "All 3 in one basketfrom €38.50"),
    ],
)
def test_the_basket_says_what_it_holds_and_costs(page: Page, facts: str, words: str) -> None:
    assert texts(page(f"favorites: {facts}"), ".basket") == [words]


@pytest.mark.parametrize(
    ("lang", "call", "basket", "steps"),
    [
        ("en", "My 2 favourites", "Both in one basket", "2 steps"),
        ("fr", "Mes 2 préférés", "Les deux dans un panier", "2 gestes"),
        ("de", "Meine 2 Lieblinge", "Beide in einen Korb", "2 Schritte"),
        ("es", "Mis 2 favoritos", "Los dos en una cesta", "2 pasos"),
        ("ar", "منتجاي المفضلان", "المنتجان في سلة واحدة", "خطوتان"),
        ("he", "שני המוצרים האהובים עליי", "שני המוצרים בסל אחד", "שני שלבים"),
    ],
)
def test_the_words_for_two_are_right_in_each_language(
    page: Page, lang: str, call: str, basket: str, steps: str
) -> None:
    facts = f"locale: {lang}\nfavorites: [balm, wand]\nroutine: {{steps: [{{text: a}}, {{text: b}}]}}"
    html = page(facts)
    assert texts(html, ".hero .call") == [call]
    assert texts(html, ".basket") == [basket]
    assert texts(html, ".routine .eyebrow") == [steps]


def test_a_card_has_verb_and_price_and_says_when_sold_out(page: Page) -> None:
    html = page("favorites: [balm, gone, wand]")
    assert texts(html, ".card .pill") == ["See Balm€24", "See Gone", "See Wand"]
    assert texts(html, ".card .gone") == ["€31Sold out for now"]


def test_favourites_beyond_nine_are_folded(page: Page) -> None:
    html = page(f"favorites: [{', '.join(['balm', 'soap'] * 6)}]")
    assert len(html.css(".favorites .card")) == 12
    assert len(html.css(".favorites details .card")) == 4
    assert texts(html, ".favorites summary") == ["Show the other 4"]


@pytest.mark.parametrize("count", [1, 8, 9])
def test_up_to_nine_favourites_are_all_visible(page: Page, count: int) -> None:
    html = page(f"favorites: [{', '.join(['balm'] * count)}]")
    assert len(html.css(".favorites .card")) == count
    assert not html.css(".favorites details")


ALL = """\
favorites: [balm]
code: LEA15
lists: [{title: Bag, products: [comb]}]
routine: {steps: [{text: Warm it.}]}
proof: [{text: Better.}]
faq: [{question: Paid?, answer: Yes.}]
socials: {instagram: lea}
"""


def test_every_section_accepts_its_own_heading(page: Page) -> None:
    names = ("story", "favorites", "offer", "routine", "lists", "proof", "faq", "socials")
    html = page(ALL + "titles:\n" + "".join(f"  {name}: My *own* <{name}>\n" for name in names))
    for name in names:
        heading = html.css_first(f"h2#{name}")
        assert heading is not None, name
        assert heading.text() == f"My own <{name}>", name
        assert [emphasis.text() for emphasis in heading.css("em")] == ["own"], name


def test_a_heading_is_in_the_pages_language(page: Page) -> None:
    titles = "titles: {story: {en: Less, fr: Moins}, faq: {de: Fragen}}\nlocale: fr"
    html = page(ALL + titles)
    assert texts(html, "h2#story") == ["Moins"]
    assert texts(html, "h2#faq") == ["Fragen"]  # in the only language that has a heading
    assert texts(html, "h2#proof") == ["Au fil du temps"]


def test_a_title_comes_before_a_heading_for_all(page: Page) -> None:
    facts = "code: LEA15\ncampaigns: frost\nroutine: {title: Ten minutes, steps: [{text: Warm it.}]}"
    html = page(f"{facts}\ntitles: {{offer: Thanks, routine: Mornings}}")
    assert texts(html, "h2#offer") == ["15% off"]
    assert texts(html, "h2#routine") == ["Ten minutes"]


@pytest.mark.parametrize(
    ("terms", "lines"),
    [
        ("Once each.", ["Once each.", "Until December 31, 2026."]),
        ("On orders from €31 in December.", ["On orders from €31 in December.", "Until December 31, 2026."]),
        ("Until 31 December 2026, once each.", ["Until 31 December 2026, once each."]),
        ("Ends Dec 31.", ["Ends Dec 31."]),
        ("Valid to 31/12/26.", ["Valid to 31/12/26."]),
        ("Valid to 2026-12-31.", ["Valid to 2026-12-31."]),
        ("From 12 to 13 December.", ["From 12 to 13 December.", "Until December 31, 2026."]),
        ("", ["Until December 31, 2026."]),
    ],
)
def test_an_offer_has_its_terms_and_its_last_day_once(page: Page, terms: str, lines: list[str]) -> None:
    frost = FROST.replace(", terms: Once each.", f", terms: '{terms}'" if terms else "")
    html = page("code: LEA15\ncampaigns: frost", frost=frost)
    assert texts(html, ".panel .small:not([data-said]):not(.printed *)") == lines


def test_the_printed_page_has_its_code_once(page: Page) -> None:
    html = page("code: LEA15")
    assert [image.attributes["src"] for image in html.css(".printed img")] == ["../lea/qr.svg"]
    assert texts(html, ".printed") == ["https://friends.example/lea/"]


def test_people_without_a_picture_are_not_shown_on_other_pages(page: Page) -> None:
    assert texts(page("favorites: [balm]", "legal"), ".others") == []  # nobody has a picture


def test_the_directory_ends_with_words_about_the_brand(page: Page) -> None:
    html = page("favorites: [balm]", "")
    assert texts(html, ".opening .lead") == ["Quiet care. About us"]
    assert texts(html, ".about-us") == ["About Lune We make three things."]
    assert [link.attributes["href"] for link in html.css(".join a")] == ["https://lune.example/contact"]


def test_a_page_that_pays_nothing_has_no_label(page: Page) -> None:
    html = page("location: Lyon")
    assert not html.css("[data-disclosure], #disclosure, [rel~=sponsored]")
    assert not [link for link in html.css("a[href]") if "lune.example" in (link.attributes["href"] or "")]


@pytest.mark.parametrize(
    "facts",
    [
        "favorites: [balm]",
        "code: LEA15",
        "relationship: gifted",
        "relationship: employee",
        "lists: [{title: Bag, products: [comb]}]",
    ],
)
def test_a_page_that_pays_or_was_paid_for_has_a_label(page: Page, facts: str) -> None:
    html = page(facts)
    assert html.css("[data-disclosure]")
    assert html.css(".foot [rel~=sponsored]")


def test_a_link_to_the_shop_in_a_story_pays(page: Page) -> None:
    html = page("location: Lyon", text="My [shop](https://lune.example/new).")
    assert html.css("[data-disclosure]")
    assert len(html.css(".story [rel~=sponsored]")) == 1


def meta_content(html: LexborHTMLParser, name: str) -> str:
    (element,) = html.css(f'meta[property="{name}"], meta[name="{name}"]')
    return element.attributes["content"] or ""


@pytest.mark.parametrize(
    ("facts", "text", "description"),
    [
        ("tagline: Skin first.", "I got up. Then I slept.", "Skin first. I got up. Then I slept."),
        ("tagline: Skin first", "I got up.", "Skin first · I got up."),
        ("location: Lyon", "I got up.", "I got up."),
        ("tagline: Skin first.\nfavorites: [balm]", "", "Skin first."),
        ("tagline: Skin first.\ncode: LEA15", "Take LEA15 and go.", "Skin first."),
        ("tagline: Skin first.", "Word " * 60, f"Skin first. {'Word ' * 27}Word…"),
    ],
)
def test_a_description_is_the_tagline_and_the_story(page: Page, facts: str, text: str, description: str) -> None:
    html = page(facts, text=text)
    assert meta_content(html, "description") == description
    assert len(meta_content(html, "description")) <= 155


@pytest.mark.parametrize(
    ("tag", "locale"), [("fr", "fr_FR"), ("en", "en_US"), ("en-GB", "en_GB"), ("pt-BR", "pt_BR"), ("ar", "ar_EG")]
)
def test_the_head_always_has_a_locale(page: Page, tag: str, locale: str) -> None:
    problems = () if tag[:2] in ("fr", "en", "ar") else ("no-catalogue",)
    assert meta_content(page(f"favorites: [balm]\nlocale: {tag}", problems=problems), "og:locale") == locale


def structured_data(html: LexborHTMLParser) -> dict[str, dict[str, object]]:
    (script,) = html.css('script[type="application/ld+json"]')
    return {item["@type"]: item for item in json.loads(script.text())}


def test_structured_data_has_person_and_breadcrumbs(page: Page) -> None:
    data = structured_data(page("favorites: [balm, gone]\nsince: 2025-03-01\ncode: LEA15"))
    assert data.keys() == {"ProfilePage", "BreadcrumbList", "ItemList"}
    profile = data["ProfilePage"]
    assert "dateCreated" not in profile
    person = profile["mainEntity"]
    assert isinstance(person, dict)
    assert person["affiliation"] == {"@type": "Organization", "name": "Lune", "url": "https://lune.example"}
    assert "image" not in person
    crumbs = data["BreadcrumbList"]["itemListElement"]
    assert isinstance(crumbs, list)
    assert [crumb["item"] for crumb in crumbs] == ["https://friends.example/", "https://friends.example/lea/"]
    assert "LEA15" not in json.dumps(data)


def test_the_directory_has_the_name_of_the_site(page: Page) -> None:
    data = structured_data(page("favorites: [balm]", ""))
    assert data["WebSite"]["name"] == data["Organization"]["name"] == "Lune"
    assert (data["WebSite"]["url"], data["Organization"]["url"]) == ("https://friends.example/", "https://lune.example")


def test_every_shared_page_has_a_picture(page: Page) -> None:
    for path in ("", "legal"):
        html = page("favorites: [balm]", path, cards=True)
        assert meta_content(html, "og:image") == "https://friends.example/card.jpg", path


def test_the_browser_bars_have_the_colour_of_the_label(page: Page) -> None:
    colours = [element.attributes["content"] for element in page("favorites: [balm]").css("meta[name=theme-color]")]
    assert colours == ["#fae3d3", "#36251c"]


def test_without_a_label_the_browser_bars_have_the_colour_of_the_page(page: Page) -> None:
    colours = [element.attributes["content"] for element in page("location: Lyon").css("meta[name=theme-color]")]
    assert colours == ["#fffaf5", "#1c130f"]
