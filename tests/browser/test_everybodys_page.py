"""Tests that pages stay readable with large letters, in narrow windows, and in languages that dew does not speak."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.example import Example, build_example
from tests.browser.measures import faces_of, find_overflow
from tests.browser.server import serve
from tests.browser.visit import Visit, visiting
from tests.needs import need
from tools.gates.browser import FLAGS, find_browser

COMPOUND = "Feuchtigkeitsübertragungsgleichgewichtsuntersuchungen"
PEOPLE = {
    "ar": ("نور الحداد", "ضوء الصباح لا يحكم على أحد، 15%."),
    "he": ("דנה כהן־לוי", "אור הבוקר לא שופט אף אחד."),
    "ja": ("山田 ゆき", "朝の光は誰も裁かない。"),
    "vi": ("Nguyễn Thị Hương", "Trước tiên là làn da, rồi mới đến son phấn."),
    "de": (f"Annemarie {COMPOUND[:28]}-Wiedemann", f"{COMPOUND} sind meins."),
    "pl": ("Łukasz Żółkiewski", "Najpierw skóra, potem cała reszta."),
}
SITE = """\
brand: Lune
url: https://friends.example
shop: https://lune.example
contact: https://lune.example/contact
tagline: Quiet care.
about: We make three things, slowly.
"""
PRODUCTS = """\
balm: {name: Balm, url: https://lune.example/balm, price: 24, variant: 1, image: {src: images/wide.jpg, alt: Balm}}
oil: {name: "Regenerating Night Oil with Sea Buckthorn", url: https://lune.example/oil, price: 1240.5, variant: 2}
soap: {name: Soap, url: https://lune.example/soap, available: false, price: 9, image: {src: images/tall.jpg, alt: Soap}}
"""
PERSON = """\
---
name: {name}
tagline: {line}
locale: {tag}
portrait: {{src: ../images/wide.jpg, alt: "{line}"}}
location: Lyon
since: 2022-05-01
niches: [skincare, slow-living]
code: {code}
favorites: [{{product: balm, note: "{line}"}}, {{product: oil, note: "{line}"}}, soap]
routine: {{steps: [{{text: "{line}", product: oil}}, {{text: "{line}", image: ../images/wide.jpg, alt: x}}]}}
lists: [{{title: "{line}", products: [balm, oil, soap]}}]
look: {{image: ../images/tall.jpg, alt: Look, spots: [{{product: oil, at: [0.5, 0.3]}}]}}
video: {{title: "{line}", url: "https://video.example/1", poster: ../images/tall.jpg}}
proof: [{{text: "{line}", date: 2025-01-01}}]
faq: [{{question: "{line}", answer: "{line}"}}]
socials: {{instagram: lune}}
---
{line} [Balm](product:balm)

> {line}

![](product:oil)

![x](../images/tall.jpg)

{line}
"""


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    root = tmp_path_factory.mktemp("everybody")
    (root / "content/ambassadors").mkdir(parents=True)
    (root / "content/images").mkdir()
    Image.linear_gradient("L").resize((1400, 900)).save(root / "content/images/wide.jpg")
    Image.linear_gradient("L").resize((500, 3200)).save(root / "content/images/tall.jpg")
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    (root / "content/products.yaml").write_text(PRODUCTS, "utf-8")
    for tag, (name, line) in PEOPLE.items():
        text = PERSON.format(tag=tag, name=name, line=line, code=f"{tag.upper()}15")
        (root / f"content/ambassadors/{tag}.md").write_text(text, "utf-8")
    with serve(build_example(root / "output", site=root)) as url:
        yield Example(root / "output", url)


@pytest.fixture(scope="module")
def large_letters(playwright: Playwright) -> Iterator[Browser]:
    """Start the browser of a visitor who has set their letters to twice the usual size."""
    path = need(find_browser(), "Chromium")
    flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
    chromium = playwright.chromium.launch(executable_path=path, args=flags)
    yield chromium
    chromium.close()


NARROW = """() => [...document.querySelectorAll("main :is(p, h1, h2, h3, li, q, summary, a)")].filter((element) => {
  const words = element.textContent.trim(), size = parseFloat(getComputedStyle(element).fontSize);
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 3);
  return own && words.length > 8 && element.checkVisibility() && !element.closest(".unseen, svg")
    && element.getBoundingClientRect().width < 3 * size && getComputedStyle(element).display !== "inline";
}).map((element) => `${element.className} ${element.textContent.trim().slice(0, 30)}`)"""
"""Texts in a column so narrow that a line has only a few letters."""

BROKEN = """() => [...document.querySelectorAll("h1, h2, .code code")].flatMap((title) => {
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) broken.push(word[0]);
    }
  }
  return broken;
})"""
"""Words of names, titles and codes that begin in one line and end in the next."""


LOADED = ((1440, 768), (390, 320))
"""Widths by visit, as in test_layout: a page loads at the first one."""


def in_each_width(visit: Visit, url: str, loaded: tuple[tuple[int, ...], ...]) -> Iterator[int]:
    """Open a page at the first width of each visit, and show it at the others, too."""
    for widths in loaded:
        for width in widths:
            visit.page.set_viewport_size({"width": width, "height": 900})
            if width == widths[0]:
                visit.open(url)
            yield width


def layout_faults(page: Page) -> list[str]:
    faults: list[str] = find_overflow(page) + page.evaluate(NARROW)
    return faults


def test_pages_fit_with_letters_of_twice_the_size(large_letters: Browser, everybody: Example, example: Example) -> None:
    faults_by_page = []
    for site, paths in (
        (everybody, everybody.distinct_pages),
        (example, ["", "lea-moreau/", "carmen-ruiz/", "404.html"]),
    ):
        with visiting(large_letters) as visit:
            page = visit.page
            for path in paths:
                for width in in_each_width(visit, site.url + path, ((1440, 768), (390,))):
                    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
                    broken_words: list[str] = page.evaluate(BROKEN) if site is example else []
                    if faults := layout_faults(page) + broken_words:
                        faults_by_page.append((site.url + path, width, faults))
    assert faults_by_page == []


def test_every_script_fits_every_window(browser: Browser, everybody: Example) -> None:
    with visiting(browser) as visit:
        faults_by_page = [
            (path, width, faults)
            for path in everybody.distinct_pages
            for width in in_each_width(visit, everybody.url + path, LOADED)
            if (faults := layout_faults(visit.page))
        ]
    assert faults_by_page == []


@pytest.mark.parametrize(("width", "height"), [(390, 664), (768, 1024), (1440, 900)])
def test_a_picture_is_never_taller_than_the_window(
    browser: Browser, everybody: Example, width: int, height: int
) -> None:
    """Even one of 500 × 3200 pixels: in the story, as a look, before a film, of a product."""
    with visiting(browser, viewport={"width": width, "height": height}) as visit:
        page = visit.open(everybody.url + "de/")
        heights = page.evaluate(
            """() => Object.fromEntries(["story", "look", "video", "favorites"].map((section) => [section,
              Math.max(...[...document.querySelectorAll(`.${section} img`)].map((one) => one.offsetHeight))]))"""
        )
    assert {
        section: picture_height for section, picture_height in heights.items() if not 100 < picture_height <= height
    } == {}


def test_each_text_has_the_direction_of_its_language(browser: Browser, everybody: Example) -> None:
    """On the English directory an Arabic tagline runs from right to left, and an Arabic page does so as a whole."""
    direction = "(element) => getComputedStyle(element).direction"
    with visiting(browser) as visit:
        page = visit.open(everybody.url)
        for tag, expected in (("ar", "rtl"), ("he", "rtl"), ("ja", "ltr"), ("pl", "ltr")):
            line = page.locator(f'.entry p[lang="{tag}"]').first
            assert line.evaluate(direction) == expected, tag
        page = visit.open(everybody.url + "ar/")
        assert page.locator("h1").evaluate(direction) == "rtl"
        assert page.locator("html").evaluate(direction) == "rtl"


def test_scripts_without_italics_are_never_slanted(browser: Browser, everybody: Example) -> None:
    with visiting(browser) as visit:
        for path in ("ar/", "he/", "ja/"):
            page = visit.open(everybody.url + path)
            quotation = page.locator("blockquote p").first
            style = (
                "(element) => { const s = getComputedStyle(element); return [s.fontSynthesisStyle, s.letterSpacing]; }"
            )
            assert quotation.evaluate(style) == ["none", "normal"], path
            height = page.evaluate(
                "() => { const s = getComputedStyle(document.querySelector('h1')); "
                "return parseFloat(s.lineHeight) / parseFloat(s.fontSize); }"
            )
            assert height >= 1.2, path


@pytest.mark.parametrize("selector", ["h1", ".hero .tagline", ".story .prose p", "blockquote p"])
def test_a_vietnamese_word_is_drawn_in_one_font(browser: Browser, everybody: Example, selector: str) -> None:
    """The fonts of dew lack letters such as ễ. A word in two fonts is hard to read."""
    with visiting(browser) as visit:
        page = visit.open(everybody.url + "vi/")
        assert len(faces_of(page, selector)) == 1
        page = visit.open(everybody.url)
        name = page.locator(".entry:has(p[lang=vi]) h3").evaluate("(heading) => heading.lang")
        assert name == "vi"


def test_tall_pictures_and_upright_films_stay_in_the_window(browser: Browser, everybody: Example) -> None:
    with visiting(browser) as visit:
        page = visit.open(everybody.url + "pl/")
        for selector, most in ((".story figure", 1.55), (".look .spotted", 3.8), (".screen", 1.8)):
            box = page.locator(selector).first.bounding_box()
            assert box is not None
            assert box["height"] <= most * 350, (selector, box)
        film = page.locator(".screen").bounding_box()
        assert film is not None
        assert film["height"] > 1.7 * film["width"]


def test_a_step_without_a_picture_is_much_lower(browser: Browser, everybody: Example) -> None:
    with visiting(browser) as visit:
        page = visit.open(everybody.url + "pl/")
        plain_step, picture_step = (
            page.locator(selector).first.bounding_box() for selector in (".step.bare", ".step:not(.bare)")
        )
        assert plain_step is not None
        assert picture_step is not None
        assert plain_step["height"] < 0.7 * picture_step["height"]
