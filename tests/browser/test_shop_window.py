"""What a visitor meets on a phone, and how soon; every picture is fetched at about the width that it is shown at."""

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
"""The window that an app's own browser has on a phone."""
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
  const said = ruler.getBoundingClientRect().width;
  ruler.remove();
  const shown = Math.max(box.width, box.height * image.getAttribute("width") / image.getAttribute("height"));
  const place = picture.closest("section, article").className;
  return [{image: image.currentSrc.split("/").pop(), place, said, shown}];
})"""


def places(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.evaluate(PLACE, selector)
    return found


def test_the_first_screen_has_a_face_a_promise_and_two_calls(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + "lea-moreau/")
        assert page.evaluate("document.documentElement.scrollHeight") in range(7000, 7601)
        first, second = places(page, ".hero .call")
        assert first["top"] < 640
        assert second["bottom"] <= 664
        assert places(page, ".hero .arch")[0]["bottom"] < first["top"]
        assert min(first["height"], second["height"]) >= 44
        assert places(page, "[data-code]")[0]["top"] <= 0.5 * page.evaluate("document.documentElement.scrollHeight")


HALF = """() => document.querySelector("[data-code]").getBoundingClientRect().top + scrollY
  <= 0.5 * document.documentElement.scrollHeight"""


@pytest.mark.parametrize("width", [390, 1440])
def test_every_code_begins_in_the_upper_half_of_its_page(browser: Browser, example: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        late = [path for path in example.having("[data-code]") if not visit.open(example.url + path).evaluate(HALF)]
    assert late == []


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
    """Five people with little on their pages: one favourite to three, a short story and a long one, more sections."""
    site = tmp_path_factory.mktemp("small")
    content = site / "content"
    (content / "ambassadors").mkdir(parents=True)
    (content / "site.yaml").write_text(
        "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\nshare_cards: false\nqr_codes: false\n"
    )
    products = "".join(f"p{n}: {{name: Balm {n}, url: https://lune.example/{n}, price: 9}}\n" for n in range(3))
    (content / "products.yaml").write_text(products)
    asked = "faq: [{question: Why?, answer: Because.}]\nproof: [{text: It lasts.}]"
    listed = f"{asked}\nlists: [{{title: A shelf, products: [p0, p1, p2]}}]"
    for name, count, paragraphs, more in (
        ("a", 1, 1, ""), ("b", 2, 5, ""), ("c", 3, 5, ""), ("d", 3, 5, asked), ("e", 3, 5, listed),
    ):  # fmt: skip
        head = SMALL.format(count=ord(name), favorites=", ".join(f"p{n}" for n in range(count)), more=more)
        (content / f"ambassadors/{name}.md").write_text(f"---\n{head}---\n" + f"{STORY}\n\n" * paragraphs)
    folder = build_example(site / "output", site=site)
    with serve(folder) as url:
        yield Example(folder, url)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_code_begins_in_the_upper_half_of_a_small_page(browser: Browser, small: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        late = [path for path in small.having("[data-code]") if not visit.open(small.url + path).evaluate(HALF)]
    assert (len(small.owns), late) == (5, [])


def test_everybody_is_met_and_can_be_followed_in_the_first_screen(browser: Browser, example: Example) -> None:
    late = {}
    with visiting(browser, viewport={"width": 390, "height": 844}) as visit:
        for path in example.owns:
            page = visit.open(example.url + path)
            (first, *_) = places(page, ".hero .call")
            if first["bottom"] > 740:
                late[path] = first
    assert late == {}


def test_a_name_of_up_to_fourteen_letters_stands_in_one_line(browser: Browser, example: Example) -> None:
    """Two lines would push the calls below the screen."""
    lines = "(element) => element.getClientRects().length"
    with visiting(browser, viewport=PHONE) as visit:
        for path in ("amara-diallo/", "hanna-krueger/", "jeanne-et-paul/", "lucia-ferrer/", "tilda-lindgren/"):
            page = visit.open(example.url + path)
            (name,) = places(page, "h1")
            size = page.locator("h1").evaluate("(element) => parseFloat(getComputedStyle(element).lineHeight)")
            assert name["height"] < 1.5 * size, path
            assert page.locator("h1 em").evaluate(lines) == 1, path
            tops = [one["top"] for one in places(page, ".hero .call")]
            assert tops[0] < 640, path
            if path == "amara-diallo/":
                assert tops[0] == tops[1], "both calls in one row"


@pytest.mark.parametrize("path", ["sora-kim/", "jeanne-et-paul/", "wren-hollis/", "lea-moreau/"])
def test_a_promise_leaves_no_hole_above_the_calls(browser: Browser, example: Example, path: str) -> None:
    """The room that is kept for two lines is filled by two, and a promise of one line keeps one."""
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + path)
        (line,), (call, *_) = places(page, ".tagline"), places(page, ".hero .call")
        words = page.evaluate(
            """() => { const all = document.createRange();
              all.selectNodeContents(document.querySelector(".tagline"));
              return all.getBoundingClientRect().bottom; }"""
        )
        assert line["bottom"] - words < 8
        assert call["top"] - words < 32


def test_short_lists_fold_on_a_phone_alone(browser: Browser, example: Example) -> None:
    """All but the first; one touch opens them. Without scripts, and on a wide page, all are open."""
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


def test_the_answer_of_the_copy_button_takes_no_room_before_it_is_given(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url + "lea-moreau/")
        (actions,), (terms, *_) = places(page, ".panel .actions"), places(page, "[data-said] + .small")
        assert terms["top"] - actions["bottom"] < 16
        assert len({one["top"] // 20 for one in places(page, ".panel .actions > :not([hidden])")}) == 1, "in one row"
        page.locator("[data-copy]").click()
        page.wait_for_function("document.querySelector('[data-said]').textContent")
        (said,) = places(page, "[data-said]")
        assert said["height"] > 10
        assert said["bottom"] <= places(page, "[data-said] + .small")[0]["top"]


TOP = """(id) => {
  const top = document.getElementById(id).getBoundingClientRect().top;
  return 0 <= top && top < 332;
}"""


def test_a_call_leads_to_its_section(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE, reduced_motion="reduce") as visit:
        page = visit.open(example.url + "lea-moreau/")
        for section in ("favorites", "offer"):
            page.locator(f'.hero .call[href="#{section}"]').click()
            visit.until(TOP, section)
            page.evaluate("scrollTo(0, 0)")


def test_no_screen_has_two_filled_buttons(browser: Browser, example: Example) -> None:
    crowded = {}
    with visiting(browser) as visit:
        for path in example.owns:
            page = visit.open(example.url + path)
            for height in (664, 844):
                page.set_viewport_size({"width": 390, "height": height})
                filled = sorted(one["top"] for one in places(page, ".call:not(.line), [data-copy]:not([hidden])"))
                close = [(one, other) for one, other in pairwise(filled) if other - one < 0.4 * height]
                if close:
                    crowded[path, height] = close
    assert crowded == {}


def test_the_directory_shows_faces_in_its_first_screen(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        page = visit.open(example.url)
        one, other = places(page, ".entry img")[:2]
        assert max(one["bottom"], other["bottom"]) <= 664


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nobody_is_alone_in_the_last_row_of_the_directory(browser: Browser, example: Example, width: int) -> None:
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        page = visit.open(example.url)
        rows: dict[int, int] = page.evaluate(
            """() => { const rows = {}; for (const one of document.querySelectorAll(".people .entries > li")) {
                 const top = Math.round(one.getBoundingClientRect().top / 200); rows[top] = (rows[top] || 0) + 1; }
               return rows; }"""
        )
        assert list(rows.values())[-1] > 1


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_who_is_alone_in_the_last_row_stands_beside_their_words(browser: Browser, example: Example, width: int) -> None:
    """As where the brand has no contact, whose card would fill the row (tests/pages/test_others.py has the classes)."""
    with visiting(browser, viewport={"width": width, "height": 900}) as visit:
        page = visit.open(example.url)
        page.evaluate(
            """() => { document.querySelector(".join").remove();
              [...document.querySelectorAll(".entry")].at(-1).classList.add("alone-2", "alone-3", "alone-4"); }"""
        )
        last, face = (page.locator(f".entry:last-child{part}").bounding_box() for part in ("", " .arch"))
        other = page.locator(".entry:first-child .arch").bounding_box()
        assert last is not None
        assert face is not None
        assert other is not None
        assert abs(face["width"] - other["width"]) < 2
        assert last["width"] > 1.9 * face["width"]
        words = [page.locator(f".entry:last-child {part}").first.bounding_box() for part in ("h3", "h3 + p")]
        tops = []
        for word in words:
            assert word is not None
            assert word["x"] > face["x"] + face["width"]
            assert face["y"] < word["y"] < face["y"] + face["height"]
            tops.append(word["y"])
        assert tops[0] < tops[1], "the name before the tagline"


def test_the_page_of_somebody_who_has_ended_keeps_their_face_and_leads_to_others(
    browser: Browser, example: Example
) -> None:
    for width in (390, 1440):
        with visiting(browser, viewport={"width": width, "height": 900}) as visit:
            page = visit.open(example.url + "ottilie-blanc/")
            blend = page.locator(".past img").evaluate("(image) => getComputedStyle(image).mixBlendMode")
            assert blend == "luminosity", "in one tone of the paper"
            faces = places(page, ".others img")
            assert len(faces) == 3
            assert len({round(one["top"]) for one in faces}) == 1, "in one row"
            assert page.locator(".others h3").all_inner_texts() == ["Amara Diallo", "Jeanne & Paul", "Léa Moreau"]


def test_numbers_of_a_look_do_not_cover_each_other(browser: Browser, example: Example) -> None:
    with visiting(browser, viewport=PHONE) as visit:
        for path in example.having(".spotted svg"):
            page = visit.open(example.url + path)
            rounds = page.evaluate(
                """() => [...document.querySelectorAll(".spotted g circle:nth-of-type(2)")].map((one) => {
                     const box = one.getBoundingClientRect();
                     return [box.x + box.width / 2, box.y + box.height / 2, box.width]; })"""
            )
            close = [
                (one, other)
                for at, one in enumerate(rounds)
                for other in rounds[:at]
                if ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5 < one[2]
            ]
            assert close == [], path


def test_pictures_are_as_wide_as_their_sizes_say(browser: Browser, example: Example) -> None:
    wrong: dict[str, Any] = {}
    widths = (1440, 1024, 768, 390, 320)
    seen = dict.fromkeys(widths, 0)
    with visiting(browser, bypass_csp=True) as visit:
        page = visit.page
        for path in example.faces:
            page.set_viewport_size({"width": widths[0], "height": 900})
            page.goto(example.url + path, wait_until="domcontentloaded")
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                for one in page.evaluate(SIZES):
                    seen[width] += 1
                    if abs(one["said"] - one["shown"]) > 0.15 * one["shown"]:
                        place = f"{path} {one['place']} {one['image']} at {width}"
                        wrong[place] = (round(one["said"]), round(one["shown"]))
    assert wrong == {}
    assert min(seen.values()) > 100
