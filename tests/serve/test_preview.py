"""The state: the last good site, and the problems since."""

from __future__ import annotations

import threading
from pathlib import Path

from generator.build import Made, Request, make_site
from generator.problems import Report
from generator.serve.preview import Preview
from tests.serve.live import DAY, PROFILE, STORY, tiny_site


def test_what_has_not_changed_is_no_news(tmp_path: Path) -> None:
    preview = Preview(Request(tiny_site(tmp_path), DAY))
    assert preview.remake().number == 1
    assert preview.remake().number == 1
    assert preview.wait(1, 0.01) is None


def test_the_last_good_site_stays(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    preview = Preview(Request(site, DAY))
    good = preview.remake()
    before = (site / PROFILE).read_text()
    (site / PROFILE).write_text("name: [\n")
    broken = preview.remake()
    assert broken.site is good.site is not None
    assert broken.errors
    assert broken.number == good.number + 1
    (site / PROFILE).write_text(before)
    mended = preview.remake()
    assert (mended.errors, mended.told) == (0, ())
    assert mended.site is not None
    assert mended.site.shape == good.site.shape


def test_a_stylesheet_does_not_change_the_shape(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    theme = site / "themes/plain/theme.toml"
    (site / "themes/plain/assets").mkdir(exist_ok=True)
    (site / "themes/plain/assets/own.css").write_text("body{color:red}")
    theme.write_text('styles = ["own.css"]\n' + theme.read_text().replace("styles = []\n", ""))
    preview = Preview(Request(site, DAY))
    first = preview.remake()
    assert first.told == ()
    (site / "themes/plain/assets/own.css").write_text("body{color:blue}")
    second = preview.remake()
    assert first.site is not None
    assert second.site is not None
    assert second.site.shape == first.site.shape
    assert second.site.styles != first.site.styles
    assert second.number == first.number + 1
    (site / STORY).write_text("Another.\n")
    third = preview.remake()
    assert third.site is not None
    assert third.site.shape != first.site.shape


def test_a_file_that_vanishes_while_it_is_read_is_tried_again(tmp_path: Path) -> None:
    tried: list[Report] = []

    def make(request: Request, report: Report) -> Made | None:
        tried.append(report)
        if len(tried) == 1:
            raise FileNotFoundError("portrait.jpg")
        return make_site(request, report)

    state = Preview(Request(tiny_site(tmp_path), DAY), make=make).remake()
    assert (len(tried), state.errors) == (2, 0)


def test_a_bug_is_told_and_the_preview_goes_on(tmp_path: Path) -> None:
    def make(request: Request, report: Report) -> Made | None:
        raise ZeroDivisionError("oh")

    preview = Preview(Request(tmp_path, DAY), make=make)
    state = preview.remake()
    assert state.errors == 1
    assert "ZeroDivisionError: oh" in state.told[0].message


def test_closing_lets_go(tmp_path: Path) -> None:
    preview = Preview(Request(tmp_path, DAY))
    threading.Timer(0.05, preview.close).start()
    assert preview.wait(0, 30) is None
