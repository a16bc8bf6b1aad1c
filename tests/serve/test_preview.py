"""Tests the state of a preview: the last good site, its newer problems, and its day."""

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


def test_a_render_without_changes_is_no_new_state(tmp_path: Path) -> None:
    preview = Preview(BuildOptions(tiny_site(tmp_path), DAY))
    assert preview.remake().number == 1
    assert preview.remake().number == 1
    assert preview.wait(1, 0.01) is None


def test_the_last_good_site_stays_while_there_are_errors(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    preview = Preview(BuildOptions(site, DAY))
    good_state = preview.remake()
    before = (site / PROFILE).read_text()
    (site / PROFILE).write_text("name: [\n")
    broken_state = preview.remake()
    assert broken_state.site is good_state.site is not None
    assert broken_state.errors
    assert broken_state.number == good_state.number + 1
    (site / PROFILE).write_text(before)
    corrected_state = preview.remake()
    assert (corrected_state.errors, corrected_state.problems) == (0, ())
    assert corrected_state.site is not None
    assert corrected_state.site.shape == good_state.site.shape


def test_only_pages_that_look_different_are_reported(tmp_path: Path) -> None:
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
    assert preview.remake().changed_pages == ("/lea/",), "a render without changes reports other pages"
    (site / "content/ambassadors/mia.md").unlink()
    third = preview.remake()
    assert "/mia/" in third.changed_pages
    assert third.seen_at("/mia/") == third.seen_at("/nobody/") != second.seen_at("/mia/")


def test_an_unchanged_file_is_not_fingerprinted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = render_site(BuildOptions(tiny_site(tmp_path), DAY), Report())
    assert site is not None
    first = make_responder(site)
    page = next(file for file in site.files if file.path == "lea/index.html")
    new_site = replace(site, files=tuple(file if file is not page else replace(page, data=b"x") for file in site.files))
    read_files: list[OutputFile] = []
    monkeypatch.setattr(OutputFile, "read", lambda file: read_files.append(file) or file.data)
    second = make_responder(new_site, first)
    assert [file.path for file in read_files if file.path.endswith(".html")] == ["lea/index.html"]
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


def test_a_render_is_repeated_after_a_file_vanished(tmp_path: Path) -> None:
    reports: list[Report] = []

    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        reports.append(report)
        if len(reports) == 1:
            raise FileNotFoundError("portrait.jpg")
        return render_site(request, report)

    state = Preview(BuildOptions(tiny_site(tmp_path), DAY), make=make).remake()
    assert (len(reports), state.errors) == (2, 0)


def test_errors_of_an_unfinished_save_are_held_back(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    preview = Preview(BuildOptions(site, DAY))
    good = preview.remake()
    (site / PROFILE).write_text("name: [")
    assert preview.remake(lambda: True) is good
    assert preview.remake(lambda: False).errors
    (site / PROFILE).write_text("name: Léa\n")
    assert preview.remake(lambda: True).errors == 0, "a good site must be reported at once"


def test_a_half_written_save_is_not_reported(tmp_path: Path) -> None:
    site, burst, runs = tiny_site(tmp_path), Burst(), []

    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        runs.append(request)
        if len(runs) == 2:  # the second run reads a half-written file, and the save ends during the run
            (site / PROFILE).write_text("name: [")
            result = render_site(request, report)
            (site / PROFILE).write_text("name: Lea\n")
            burst.touch()
            return result
        if len(runs) == 1:
            burst.touch()
        return render_site(request, report)

    states: list[State] = []

    def on_state(state: State, _: float) -> None:
        states.append(state)
        if len(states) == 2:
            preview.close()

    preview = Preview(BuildOptions(site, DAY), make=make)
    follow(preview, burst, True, on_state)
    assert len(runs) == 3
    assert [state.errors for state in states] == [0, 0]


def test_a_bug_is_reported_as_a_problem(tmp_path: Path) -> None:
    def make(request: BuildOptions, report: Report) -> RenderedSite | None:
        raise ZeroDivisionError("oh")

    preview = Preview(BuildOptions(tmp_path, DAY), make=make)
    state = preview.remake()
    assert state.errors == 1
    assert "ZeroDivisionError: oh" in state.problems[0].message


def test_closing_ends_a_wait(tmp_path: Path) -> None:
    preview = Preview(BuildOptions(tmp_path, DAY))
    threading.Timer(0.05, preview.close).start()
    assert preview.wait(0, 30) is None


def test_the_day_changes_at_midnight_in_the_brands_time_zone(tmp_path: Path) -> None:
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


def test_the_new_day_is_rendered_without_a_save(tmp_path: Path) -> None:
    moments = [datetime(2101, 11, 22, 22, 59, tzinfo=UTC)]
    days: list[date | None] = []

    def on_state(state: State, _: float) -> None:
        days.append(state.site and state.site.site.day)
        if days[-1] == date(2101, 11, 22):
            moments.append(datetime(2101, 11, 22, 23, 0, tzinfo=UTC))
        if days[-1] == date(2101, 11, 23):
            preview.close()

    site = tiny_site(tmp_path)
    with (site / "content/site.yaml").open("a") as file:
        file.write("timezone: Europe/Paris\n")
    preview = Preview(BuildOptions(site), clock=lambda: moments[-1])
    follow(preview, Burst(), False, on_state)
    assert days[-2:] == [date(2101, 11, 22), date(2101, 11, 23)]


def test_a_chosen_day_stays_after_midnight(tmp_path: Path) -> None:
    moment = datetime(2027, 5, 1, tzinfo=UTC)
    preview = Preview(BuildOptions(tiny_site(tmp_path), DAY), clock=lambda: moment)
    state = preview.remake()
    assert (state.site and state.site.site.day, state.as_of, preview.is_outdated) == (DAY, DAY, False)
    preview.ask_for(None)
    assert preview.is_outdated
    assert preview.remake().as_of is None


def test_a_broken_site_is_rendered_once_at_midnight(tmp_path: Path) -> None:
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
