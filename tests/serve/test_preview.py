"""The state: the last good site, and the problems since."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.build.rendered_site import RenderedSite
from generator.output.output_file import OutputFile
from generator.problems import Report
from generator.serve.preview import Preview, State
from generator.serve.responder import changed_pages, make_responder
from generator.serve.run import follow
from generator.serve.watch import Burst
from tests.serve.live import DAY, PROFILE, STORY, tiny_site


def test_what_has_not_changed_is_no_news(tmp_path: Path) -> None:
    preview = Preview(BuildOptions(tiny_site(tmp_path), DAY))
    assert preview.remake().number == 1
    assert preview.remake().number == 1
    assert preview.wait(1, 0.01) is None


def test_the_last_good_site_stays(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    preview = Preview(BuildOptions(site, DAY))
    good = preview.remake()
    before = (site / PROFILE).read_text()
    (site / PROFILE).write_text("name: [\n")
    broken = preview.remake()
    assert broken.site is good.site is not None
    assert broken.errors
    assert broken.number == good.number + 1
    (site / PROFILE).write_text(before)
    mended = preview.remake()
    assert (mended.errors, mended.problems) == (0, ())
    assert mended.site is not None
    assert mended.site.shape == good.site.shape


def test_only_the_pages_that_look_otherwise_are_reported(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    (site / "content/ambassadors/mia.md").write_text("---\nname: Mia\n---\nHello.\n")
    preview = Preview(BuildOptions(site, DAY))
    first = preview.remake()
    assert {"/", "/lea/", "/mia/", "/404.html"} <= set(first.changed_pages)
    (site / STORY).write_text("Another.\n")
    second = preview.remake()
    assert second.changed_pages == ("/lea/",)
    assert [first.seen_at(path) == second.seen_at(path) for path in ("/mia/", "/", "/nobody/", "/lea/")] == [
        True, True, True, False
    ]  # fmt: skip
    assert preview.remake().changed_pages == ("/lea/",), "a remake without news tells what it told"
    (site / "content/ambassadors/mia.md").unlink()
    third = preview.remake()
    assert "/mia/" in third.changed_pages
    assert third.seen_at("/mia/") == third.seen_at("/nobody/") != second.seen_at("/mia/")


def test_what_is_the_same_is_not_fingerprinted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = render_site(BuildOptions(tiny_site(tmp_path), DAY), Report())
    assert made is not None
    first = make_responder(made)
    one = next(file for file in made.files if file.path == "lea/index.html")
    other = replace(made, files=tuple(file if file is not one else replace(one, data=b"x") for file in made.files))
    seen: list[OutputFile] = []
    monkeypatch.setattr(OutputFile, "read", lambda file: seen.append(file) or file.data)
    second = make_responder(other, first)
    assert [file.path for file in seen if file.path.endswith(".html")] == ["lea/index.html"]
    assert changed_pages(first, second) == ("/lea/",)


def test_a_stylesheet_does_not_change_the_shape(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    theme = site / "themes/plain/theme.toml"
    (site / "themes/plain/assets").mkdir(exist_ok=True)
    (site / "themes/plain/assets/own.css").write_text("body{color:red}")
    theme.write_text('styles = ["own.css"]\n' + theme.read_text().replace("styles = []\n", ""))
    preview = Preview(BuildOptions(site, DAY))
    first = preview.remake()
    assert first.problems == ()
    (site / "themes/plain/assets/own.css").write_text("body{color:blue}")
    second = preview.remake()
    assert first.site is not None
    assert second.site is not None
    assert second.site.shape == first.site.shape
    assert second.site.styles != first.site.styles
    assert second.changed_pages == ()
    assert second.number == first.number + 1
    (site / STORY).write_text("Another.\n")
    third = preview.remake()
    assert third.site is not None
    assert third.site.shape != first.site.shape


def test_a_file_that_vanishes_while_it_is_read_is_tried_again(tmp_path: Path) -> None:
    tried: list[Report] = []

    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        tried.append(report)
        if len(tried) == 1:
            raise FileNotFoundError("portrait.jpg")
        return render_site(request, report)

    state = Preview(BuildOptions(tiny_site(tmp_path), DAY), make=make).remake()
    assert (len(tried), state.errors) == (2, 0)


def test_errors_of_a_site_that_is_being_written_are_held_back(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    preview = Preview(BuildOptions(site, DAY))
    good = preview.remake()
    (site / PROFILE).write_text("name: [")
    assert preview.remake(lambda: True) is good
    assert preview.remake(lambda: False).errors
    (site / PROFILE).write_text("name: Léa\n")
    assert preview.remake(lambda: True).errors == 0, "what is good is told at once"


def test_two_saves_of_which_the_first_is_broken_are_one(tmp_path: Path) -> None:
    site, burst, runs = tiny_site(tmp_path), Burst(), []

    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        runs.append(request)
        if len(runs) == 2:  # the second run reads a half-written file, which is whole before the run ends
            (site / PROFILE).write_text("name: [")
            made = render_site(request, report)
            (site / PROFILE).write_text("name: Lea\n")
            burst.touch()
            return made
        if len(runs) == 1:
            burst.touch()
        return render_site(request, report)

    told: list[State] = []

    def tell(state: State, _: float) -> None:
        told.append(state)
        if len(told) == 2:
            preview.close()

    preview = Preview(BuildOptions(site, DAY), make=make)
    follow(preview, burst, True, tell)
    assert len(runs) == 3
    assert [state.errors for state in told] == [0, 0]


def test_a_bug_is_reported_and_the_preview_goes_on(tmp_path: Path) -> None:
    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        raise ZeroDivisionError("oh")

    preview = Preview(BuildOptions(tmp_path, DAY), make=make)
    state = preview.remake()
    assert state.errors == 1
    assert "ZeroDivisionError: oh" in state.problems[0].message


def test_closing_lets_go(tmp_path: Path) -> None:
    preview = Preview(BuildOptions(tmp_path, DAY))
    threading.Timer(0.05, preview.close).start()
    assert preview.wait(0, 30) is None


def test_the_day_changes_at_midnight_where_the_brand_is(tmp_path: Path) -> None:
    site, moment = tiny_site(tmp_path), datetime(2101, 11, 22, 14, 59, tzinfo=UTC)
    with (site / "content/site.yaml").open("a") as file:
        file.write("timezone: Asia/Tokyo\n")
    with (site / PROFILE).open("a") as file:
        file.write("until: 2101-11-22\n")
    preview = Preview(BuildOptions(site), clock=lambda: moment)
    preview.remake()
    assert preview.is_outdated, "the first run asks the real clock, which is another day"
    before = preview.remake()
    assert (before.site and before.site.site.day, preview.is_outdated) == (date(2101, 11, 22), False)
    assert "/lea/" in [before.site.base + page.path.removesuffix("index.html") for page in before.site.site.page_list]
    moment = datetime(2101, 11, 22, 15, 0, tzinfo=UTC)
    assert preview.is_outdated
    after = preview.remake()
    assert (after.site and after.site.site.day, preview.is_outdated) == (date(2101, 11, 23), False)
    assert after.number == before.number + 1
    assert "/lea/" in after.changed_pages


def test_nobody_has_to_save_for_the_new_day(tmp_path: Path) -> None:
    moments = [datetime(2101, 11, 22, 22, 59, tzinfo=UTC)]
    days: list[date | None] = []

    def tell(state: State, _: float) -> None:
        days.append(state.site and state.site.site.day)
        if days[-1] == date(2101, 11, 22):
            moments.append(datetime(2101, 11, 22, 23, 0, tzinfo=UTC))
        if days[-1] == date(2101, 11, 23):
            preview.close()

    site = tiny_site(tmp_path)
    with (site / "content/site.yaml").open("a") as file:
        file.write("timezone: Europe/Paris\n")
    preview = Preview(BuildOptions(site), clock=lambda: moments[-1])
    follow(preview, Burst(), False, tell)
    assert days[-2:] == [date(2101, 11, 22), date(2101, 11, 23)]


def test_a_day_that_was_asked_for_stays(tmp_path: Path) -> None:
    moment = datetime(2027, 5, 1, tzinfo=UTC)
    preview = Preview(BuildOptions(tiny_site(tmp_path), DAY), clock=lambda: moment)
    state = preview.remake()
    assert (state.site and state.site.site.day, state.as_of, preview.is_outdated) == (DAY, DAY, False)
    preview.ask_for(None)
    assert preview.is_outdated
    assert preview.remake().as_of is None


def test_midnight_in_a_broken_site_is_tried_once(tmp_path: Path) -> None:
    site, moment = tiny_site(tmp_path), datetime(2026, 11, 22, 12, tzinfo=UTC)
    preview = Preview(BuildOptions(site), clock=lambda: moment)
    preview.remake()
    preview.remake()
    (site / PROFILE).write_text("name: [")
    assert preview.remake().errors
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert preview.is_outdated
    preview.remake()
    assert not preview.is_outdated
