"""Tests what visitors see first on a phone, how pages are laid out, and that pictures load at their shown width."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.example import Example, build_example
from tests.browser.server import serve
from tests.browser.visit import visiting

PHONE = {"width": 390, "height": 664}
"""The window of the browser inside an app on a phone."""
PLACE = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const box = element.getBoundingClientRect();
  return {top: box.top + scrollY, bottom: box.bottom + scrollY, height: box.height};
})"""
SIZES = """() => [...document.querySelectorAll("picture")].flatMap((picture) => {
  const source = picture.querySelector("source"), image = picture.querySelector("img");
  const box = image.getBoundingClientRect();
  if (!source || !box.width) return [];
  const chosen = source.sizes.split(/,(?![^(]*\\))/).map((part) => part.trim().match(/^(\\([^()]*\\))?\\s*(.+)$/))
    .find(([, condition]) => !condition || matchMedia(condition).matches)[2];
  const ruler = document.createElement("div");
  document.body.append(ruler);
  ruler.style.setProperty("width", chosen);
  const declared = ruler.getBoundingClientRect().width;
  ruler.remove();
  const actual = Math.max(box.width, box.height * image.getAttribute("width") / image.getAttribute("height"));
  const place = picture.closest("section, article").className;
  return [{image: image.currentSrc.split("/").pop(), place, declared, actual}];
})"""


def places_of(page: Page, selector: str) -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = page.evaluate(PLACE, selector)
    return boxes


def test_the_first_screen_has_a_face_a_promise_and_two_calls(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + "lea-moreau/")
        assert page.evaluate("document.documentElement.scrollHeight") in range(7000, 7601)
        first, second = places_of(page, ".hero .call")
        assert first["top"] < 640
        assert second["bottom"] <= 664
        assert places_of(page, ".hero .arch")[0]["bottom"] < first["top"]
        assert min(first["height"], second["height"]) >= 44
        assert places_of(page, "[data-code]")[0]["top"] <= 0.5 * page.evaluate("document.documentElement.scrollHeight")


IN_UPPER_HALF = """() => document.querySelector("[data-code]").getBoundingClientRect().top + scrollY
  <= 0.5 * document.documentElement.scrollHeight"""


@pytest.mark.parametrize("width", [390, 1440])
def test_every_code_begins_in_the_upper_half_of_its_page(browser: Browser, example: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        late_pages = [
            path
            for path in example.pages_with("[data-code]")
            if not visit.open(example.url + path).evaluate(IN_UPPER_HALF)
        ]
    assert late_pages == []


SMALL = """\
name: Ana
code: ANA{count}
favorites: [{favorites}]
socials: {{instagram: ana}}
{more}
"""
STORY = "I met the balm on a night train, in a tin that had lost its lid. The conductor lent me a spoon. " * 3


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """Build five people with small pages: one to three favourites, short and long stories, few sections."""
    site = tmp_path_factory.mktemp("small")
    content = site / "content"
    (content / "ambassadors").mkdir(parents=True)
    (content / "site.yaml").write_text(
        "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\nshare_cards: false\nqr_codes: false\n"
    )
    products = "".join(f"p{n}: {{name: Balm {n}, url: https://lune.example/{n}, price: 9}}\n" for n in range(3))
    (content / "products.yaml").write_text(products)
    two_sections = "faq: [{question: Why?, answer: Because.}]\nproof: [{text: It lasts.}]"
    three_sections = f"{two_sections}\nlists: [{{title: A shelf, products: [p0, p1, p2]}}]"
    for name, count, paragraphs, more in (
        ("a", 1, 1, ""), ("b", 2, 5, ""), ("c", 3, 5, ""), ("d", 3, 5, two_sections), ("e", 3, 5, three_sections),
    ):  # fmt: skip
        head = SMALL.format(count=ord(name), favorites=", ".join(f"p{n}" for n in range(count)), more=more)
        (content / f"ambassadors/{name}.md").write_text(f"---\n{head}---\n" + f"{STORY}\n\n" * paragraphs)
    folder = build_example(site / "output", site=site)
    with serve(folder) as url:
        yield Example(folder, url)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_code_begins_in_the_upper_half_of_a_small_page(browser: Browser, small: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        late_pages = [
            path for path in small.pages_with("[data-code]") if not visit.open(small.url + path).evaluate(IN_UPPER_HALF)
        ]
    assert (len(small.own_pages), late_pages) == (5, [])


def test_every_page_has_a_call_in_its_first_screen(browser: Browser, example: Example) -> None:
    late_calls = {}
    with visiting(browser, viewport={"width": 390, "height": 844}) as visit:
        for path in example.own_pages:
            page = visit.open(example.url + path)
            (first, *_) = places_of(page, ".hero .call")
            if first["bottom"] > 740:
                late_calls[path] = first
    assert late_calls == {}


def test_a_name_of_up_to_fourteen_letters_is_on_one_line(browser: Browser, example: Example) -> None:
    """Two lines would move the calls below the screen."""
    lines = "(element) => element.getClientRects().length"
    with visiting(browser, viewport=PHONE) as visit:
        for path in ("amara-diallo/", "hanna-krueger/", "jeanne-et-paul/", "lucia-ferrer/", "tilda-lindgren/"):
            page = visit.open(example.url + path)
            (name,) = places_of(page, "h1")
            size = page.locator("h1").evaluate("(element) => parseFloat(getComputedStyle(element).lineHeight)")
            assert name["height"] < 1.5 * size, path
            assert page.locator("h1 em").evaluate(lines) == 1, path
            tops = [call["top"] for call in places_of(page, ".hero .call")]
            assert tops[0] < 640, path
            if path == "amara-diallo/":
                assert tops[0] == tops[1], "both calls in one row"


@pytest.mark.parametrize("path", ["sora-kim/", "jeanne-et-paul/", "wren-hollis/", "lea-moreau/"])
def test_there_is_no_gap_between_tagline_and_calls(browser: Browser, example: Example, path: str) -> None:
    """A tagline of two lines has the space of two lines, and one of a single line the space of one."""
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + path)
        (line,), (call, *_) = places_of(page, ".tagline"), places_of(page, ".hero .call")
        words = page.evaluate(
            """() => { const all = document.createRange();
              all.selectNodeContents(document.querySelector(".tagline"));
              return all.getBoundingClientRect().bottom; }"""
        )
        assert line["bottom"] - words < 8
        assert call["top"] - words < 32


def test_short_lists_are_folded_only_on_a_phone(browser: Browser, example: Example) -> None:
    """All but the first list are folded, and one touch opens them. Without scripts and on a wide page all are open."""
    states = "() => [...document.querySelectorAll('details.list')].map((list) => list.open)"
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + "amara-diallo/")
        assert page.evaluate(states) == [True, False]
        page.locator("details.list summary").last.click()
        assert page.evaluate(states) == [True, True]
        page = visit.open(example.url + "wren-hollis/")
        assert page.evaluate(states) == [], "a single list has nothing to fold"
        assert page.locator(".list a").first.is_visible()
    with visiting(browser, viewport=PHONE, java_script_enabled=False) as visit:
        visit.page.goto(example.url + "amara-diallo/")
        assert all(link.is_visible() for link in visit.page.locator(".list a").all())
    with visiting(browser, viewport={"width": 1440, "height": 900}) as visit:
        assert visit.open(example.url + "amara-diallo/").evaluate(states) == [True, True]


def test_the_answer_of_the_copy_button_takes_space_only_when_shown(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + "lea-moreau/")
        (actions,), (terms, *_) = places_of(page, ".panel .actions"), places_of(page, "[data-said] + .small")
        assert terms["top"] - actions["bottom"] < 16
        assert len({box["top"] // 20 for box in places_of(page, ".panel .actions > :not([hidden])")}) == 1, "in one row"
        page.locator("[data-copy]").click()
        page.wait_for_function("document.querySelector('[data-said]').textContent")
        (answer,) = places_of(page, "[data-said]")
        assert answer["height"] > 10
        assert answer["bottom"] <= places_of(page, "[data-said] + .small")[0]["top"]


TOP = """(id) => {
  const top = document.getElementById(id).getBoundingClientRect().top;
  return 0 <= top && top < 332;
}"""


def test_a_call_leads_to_its_section(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE, reduced_motion="reduce") as visit:
        page = visit.open(example.url + "lea-moreau/")
        for section in ("favorites", "offer"):
            page.locator(f'.hero .call[href="#{section}"]').click()
            visit.wait_until(TOP, section)
            page.evaluate("scrollTo(0, 0)")


def test_no_screen_has_two_filled_buttons(browser: Browser, example: Example) -> None:
    crowded = {}
    with visiting(browser) as visit:
        for path in example.own_pages:
            page = visit.open(example.url + path)
            for height in (664, 844):
                page.set_viewport_size({"width": 390, "height": height})
                tops = sorted(top["top"] for top in places_of(page, ".call:not(.line), [data-copy]:not([hidden])"))
                close = [(top, next_top) for top, next_top in pairwise(tops) if next_top - top < 0.4 * height]
                if close:
                    crowded[path, height] = close
    assert crowded == {}


def test_the_directory_shows_faces_in_its_first_screen(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url)
        first, second = places_of(page, ".entry img")[:2]
        assert max(first["bottom"], second["bottom"]) <= 664


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_last_row_of_the_directory_has_several_people(browser: Browser, example: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        page = visit.open(example.url)
        rows: dict[int, int] = page.evaluate(
            """() => { const rows = {}; for (const one of document.querySelectorAll(".people .entries > li")) {
                 const top = Math.round(one.getBoundingClientRect().top / 200); rows[top] = (rows[top] || 0) + 1; }
               return rows; }"""
        )
        assert list(rows.values())[-1] > 1


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_a_single_person_in_the_last_row_is_beside_their_words(browser: Browser, example: Example, width: int) -> None:
    """Test a brand without a contact, whose card would fill the row (tests/pages/test_others.py tests the classes)."""
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        page = visit.open(example.url)
        page.evaluate(
            """() => { document.querySelector(".join").remove();
              [...document.querySelectorAll(".entry")].at(-1).classList.add("alone-2", "alone-3", "alone-4"); }"""
        )
        last, face = (page.locator(f".entry:last-child{part}").bounding_box() for part in ("", " .arch"))
        first_face = page.locator(".entry:first-child .arch").bounding_box()
        assert last is not None
        assert face is not None
        assert first_face is not None
        assert abs(face["width"] - first_face["width"]) < 2
        assert last["width"] > 1.9 * face["width"]
        words = [page.locator(f".entry:last-child {part}").first.bounding_box() for part in ("h3", "h3 + p")]
        tops = []
        for word in words:
            assert word is not None
            assert word["x"] > face["x"] + face["width"]
            assert face["y"] < word["y"] < face["y"] + face["height"]
            tops.append(word["y"])
        assert tops[0] < tops[1], "the name before the tagline"


def test_the_page_of_an_ended_person_shows_their_face_and_other_people(browser: Browser, example: Example) -> None:
    for width in (390, 1440):
        with visiting(browser, viewport={"width": width, "height": 900}) as visit:
            page = visit.open(example.url + "ottilie-blanc/")
            blend = page.locator(".past img").evaluate("(image) => getComputedStyle(image).mixBlendMode")
            assert blend == "luminosity", "in one tone of the paper"
            faces = places_of(page, ".others img")
            assert len(faces) == 3
            assert len({round(face["top"]) for face in faces}) == 1, "in one row"
            assert page.locator(".others h3").all_inner_texts() == ["Amara Diallo", "Jeanne & Paul", "Léa Moreau"]


def test_numbers_of_a_look_do_not_cover_each_other(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        for path in example.pages_with(".spotted svg"):
            page = visit.open(example.url + path)
            rounds = page.evaluate(
                """() => [...document.querySelectorAll(".spotted g circle:nth-of-type(2)")].map((one) => {
                     const box = one.getBoundingClientRect();
                     return [box.x + box.width / 2, box.y + box.height / 2, box.width]; })"""
            )
            close = [
                (circle, earlier)
                for index, circle in enumerate(rounds)
                for earlier in rounds[:index]
                if ((circle[0] - earlier[0]) ** 2 + (circle[1] - earlier[1]) ** 2) ** 0.5 < circle[2]
            ]
            assert close == [], path


def test_pictures_are_as_wide_as_their_sizes_say(browser: Browser, example: Example) -> None:
    wrong_widths: dict[str, Any] = {}
    widths = (1440, 1024, 768, 390, 320)
    picture_counts = dict.fromkeys(widths, 0)
    with visiting(browser, bypass_csp=True) as visit:
        page = visit.page
        for path in example.distinct_pages:
            page.set_viewport_size({"width": widths[0], "height": 900})
            page.goto(example.url + path, wait_until="domcontentloaded")
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                for picture in page.evaluate(SIZES):
                    picture_counts[width] += 1
                    if abs(picture["declared"] - picture["actual"]) > 0.15 * picture["actual"]:
                        place = f"{path} {picture['place']} {picture['image']} at {width}"
                        wrong_widths[place] = (round(picture["declared"]), round(picture["actual"]))
    assert wrong_widths == {}
    assert min(picture_counts.values()) > 100
