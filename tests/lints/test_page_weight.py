"""Tests that the weight of a page counts only the files that a phone loads, and that a heavy page is reported."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from generator.lints.page_weight import weigh
from generator.output.output_file import OutputFile
from tests.lints.small_site import LEA, find_problems, problems_called

STYLE = """@font-face{font-family:A;src:url(a.woff2)}
@font-face{font-family:A;src:url("ext.woff2");unicode-range:U+100-17F,U+1E9E}
@font-face{font-family:B;src:url(wild.woff2);unicode-range:U+4??}
body{font:1rem A,B,serif}"""


def _weigh(body: str, **files: bytes) -> dict[str, int]:
    html = f'<!doctype html><link rel=stylesheet href="../assets/s.css"><script src="../assets/j.js"></script>{body}'
    site = {
        "lea/index.html": html.encode(),
        "assets/s.css": STYLE.encode(),
        "assets/j.js": b"1;" * 100,
        **{f"assets/{name}.woff2": bytes(size) for name, size in (("a", 1000), ("ext", 200), ("wild", 30))},
        **{f"assets/{name.replace('_', '.')}": data for name, data in files.items()},
    }
    weight = weigh("lea/index.html", {path: OutputFile(path, data) for path, data in site.items()})
    assert weight.page == len(gzip.compress(html.encode(), mtime=0))
    return {"fonts": weight.fonts, "pictures": weight.pictures, "scripts": weight.scripts}


@pytest.mark.parametrize(
    ("text", "fonts"),
    [("plain", 1000), ("Ł", 1200), ("ẞ", 1200), ("Ж", 1030), ("Łж", 1230), ("<i title=Ł>x</i>", 1000)],
)
def test_a_font_counts_only_if_its_letters_are_used(text: str, fonts: int) -> None:
    assert _weigh(text)["fonts"] == fonts


FACES = """@font-face{font-family:"Own";src:url(whole.woff2)}
@font-face{font-family:"Own en";src:url(en.woff2)}
@font-face{font-family:'Own fr';src:url(fr.woff2)}
@font-face{font-family:Idle;src:url(idle.woff2)}
:root{--own:var(--own-faces,Own),serif;--two:var(--own)}
:root:lang(en):has(.person){--own-faces:"Own en"}
:root:lang(fr):has(.person){--own-faces:"Own fr"}
body{font:400 1rem/1.5 var(--two)}"""


@pytest.mark.parametrize(
    ("lang", "kind", "fonts"),
    [
        ("en", "person", 20),
        ("en-GB", "person", 20),
        ("fr", "person", 300),
        ("de", "person", 4000),
        ("en", "directory", 4000),
        ("", "person", 4000),
    ],
)
def test_a_font_counts_only_if_its_family_is_used(lang: str, kind: str, fonts: int) -> None:
    html = f'<!doctype html><html lang="{lang}"><link rel=stylesheet href=assets/s.css><body class="{kind}">plain'
    sizes = {"whole": 4000, "en": 20, "fr": 300, "idle": 50_000}
    site = {"index.html": html.encode(), "assets/s.css": FACES.encode()}
    site |= {f"assets/{name}.woff2": bytes(size) for name, size in sizes.items()}
    assert weigh("index.html", {path: OutputFile(path, data) for path, data in site.items()}).fonts == fonts


@pytest.mark.parametrize(
    "css", ["a{font:var(--a)}:root{--a:var(--b);--b:var(--a)}", "a{font-family:", "@font-face{}", "}"]
)
def test_broken_styles_are_weighed_too(css: str) -> None:
    html = b"<!doctype html><link rel=stylesheet href=assets/s.css><p>plain"
    site = {"index.html": html, "assets/s.css": css.encode()}
    assert weigh("index.html", {path: OutputFile(path, data) for path, data in site.items()}).fonts == 0


def test_a_phone_loads_one_file_of_a_picture() -> None:
    body = """<picture><source type="image/avif" srcset="../assets/s.avif 480w, ../assets/m.avif 720w" sizes="82vw">
    <source type="image/webp" srcset="../assets/s.webp 480w"><img src="../assets/f.jpg" alt=""></picture>
    <img src="../assets/late.jpg" loading="lazy" alt=""><img src="https://else.example/x.jpg" alt="">
    <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><img src="../assets/gone.jpg" alt="">"""
    files = {"s_avif": bytes(10), "m_avif": bytes(20), "s_webp": bytes(40), "f_jpg": bytes(80), "late_jpg": bytes(160)}
    assert _weigh(body, **files)["pictures"] == 20


def test_the_same_picture_twice_is_loaded_once() -> None:
    assert _weigh('<img src="../assets/f.jpg" alt="">' * 2, f_jpg=bytes(80))["pictures"] == 80


def test_drawings_and_scripts_count_compressed() -> None:
    drawing = b"<svg>" + b"<path/>" * 1000 + b"</svg>"
    weight = _weigh('<img src="../assets/l.svg" alt="">', l_svg=drawing)
    assert weight["pictures"] == len(gzip.compress(drawing, mtime=0)) < len(drawing) // 10
    assert weight["scripts"] < 50


def test_a_heavy_text_is_reported_at_the_person(tmp_path: Path) -> None:
    noise = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    faq = "".join(f"- {{question: Q, answer: {''.join(noise.choices(letters, k=3900))}}}\n" for _ in range(60))
    all_problems = find_problems(tmp_path, {LEA: f"name: Léa\nfavorites: [cloud-balm]\nfaq:\n{faq}"})
    [problem] = problems_called("heavy-page", all_problems)
    assert problem.place.file == LEA
    assert "the page of Léa weighs" in problem.message
    assert "150 kB is the budget (page " in problem.message


def test_scripts_of_the_theme_are_reported_once(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[1] / "scenarios/base/themes/plain/theme.toml").read_text("utf-8")
    noise = random.Random(7)
    files: dict[str, str | bytes] = {
        "themes/plain/theme.toml": theme.replace("styles = []", 'styles = []\nscripts = ["big.js"]'),
        "themes/plain/assets/big.js": "//" + "".join(noise.choices("abcdefghijklmnop0123456789", k=9000)),
        "content/ambassadors/mina.md": "---\nname: Mina\nfavorites: [cloud-balm]\n---\nHello.\n",
        "themes/plain/templates/base.html": _with_script(),
    }
    [problem] = problems_called("heavy-page", find_problems(tmp_path, files))
    assert (problem.place.file, problem.place.keys) == ("content/site.yaml", ("theme",))
    assert "3.0 kB is the budget" in problem.message


def _with_script() -> str:
    base = (Path(__file__).parents[1] / "scenarios/base/themes/plain/templates/base.html").read_text("utf-8")
    assert "<title>" in base
    return base.replace("<title>", '<script defer src="{{ root }}{{ page.frame.head.script }}"></script><title>')
