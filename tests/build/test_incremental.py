"""Tests that a build with build state gives the files of a clean build after any edits, and does little work."""

from __future__ import annotations

import os
import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.build import publish, run
from generator.build.incremental.state import BuildState
from generator.build.options import BuildOptions
from generator.build.preview import PreviewBuilder, render_site
from generator.build.rendered_site import RenderedSite
from generator.build.result import BuildResult
from generator.build.run import build_site
from generator.links.generate.planned import PlannedLink
from generator.problems import Problem, Report
from tests.build.edits import EDITS, correct_key

GOLDEN = Path(__file__).parents[1] / "golden/site"
DAY = date(2026, 11, 22)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def build(root: Path, day: date = DAY, jobs: int = 1, clean: bool = False) -> tuple[BuildResult | None, list[Problem]]:
    report = Report()
    result = build_site(BuildOptions(root, day, jobs=jobs), root / "output", clean, report)
    return result, list(report)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


@pytest.mark.parametrize("seed", range(int(os.environ.get("INCREMENTAL_SEEDS", "2"))))
def test_any_edits_give_the_files_of_a_clean_build(site: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MANY", 500 * (seed % 2))  # with and without a standby copy
    monkeypatch.setattr(run, "_MANY", 0)  # with two jobs, another process hashes the published files
    draw, day, partial_count, preview = random.Random(seed), DAY, 0, PreviewBuilder()
    for _ in range(10):
        correct_key(site)
        for _ in range(draw.choice([1, 1, 1, 2])):
            draw.choice(EDITS)(site, draw)
        day += timedelta(days=draw.choice([0, 0, 0, 0, 1, 9, -1, -9]))
        existing = files_of(site / "output") if (site / "output").exists() else {}
        result, problems = build(site, day, jobs=1 + seed % 2)
        report = Report()
        clean = render_site(BuildOptions(site, day), report)
        assert problems == list(report)
        _check_preview(preview.render(BuildOptions(site, day), again := Report()), clean)
        assert list(again) == problems
        assert (result is None) == (clean is None)
        files = files_of(site / "output")
        manifest = files.pop("build.json", b"")
        if clean is None or result is None:
            assert {**files, "build.json": manifest} == existing or not existing
            continue
        assert files == {file.path: file.read() for file in clean.files}
        assert (result.totals.pages, result.totals.people, result.totals.links) == (
            clean.pages,
            clean.people,
            clean.links,
        )
        partial_count += result.rendered_count < result.totals.pages
    assert partial_count > 2


def _check_preview(preview: RenderedSite | None, clean: RenderedSite | None) -> None:
    """Check that a preview with results in memory gives the site of a clean build as well."""
    assert (preview is None) == (clean is None)
    if preview is not None and clean is not None:
        assert {file.path: file.read() for file in preview.files} == {file.path: file.read() for file in clean.files}
        assert _links_of(preview) == _links_of(clean)
        assert [page.path for page in preview.page_list] == [page.path for page in clean.page_list]


def _links_of(site: RenderedSite) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """Return the parts of the planned links that the audit compares; the templates that people share may differ."""
    return {key: [_parts_of(link) for link in links] for key, links in site.planned_links.items()}


def _parts_of(link: PlannedLink) -> tuple[object, ...]:
    inputs = link.inputs
    return link.want, link.href, link.campaign, link.steps, inputs.destinations, inputs.values, inputs.utm


def test_one_edit_renders_only_what_it_can_change(site: Path) -> None:
    """Counted in pages, pictures, links and published files."""
    first, _ = build(site)
    assert first is not None
    assert first.rendered_count == first.totals.pages > 5
    assert first.drawn_count == first.totals.pictures > 0

    again, _ = build(site)
    assert again is not None
    assert (again.rendered_count, again.drawn_count) == (0, 0)
    assert (again.changed_links, again.file_changes.written_count) == (0, 0)
    assert again.totals == first.totals
    story, page = site / "content/ambassadors/ana-lopez/story.md", site / "output/ana-lopez/index.html"
    text = story.read_text("utf-8")
    story.write_text(text.replace(text.split()[0], "Well,"), "utf-8")
    result, problems = build(site)
    assert result is not None, problems
    assert 0 < result.rendered_count < first.rendered_count
    assert (result.drawn_count, result.changed_links) == (0, 0)
    pages = {path.relative_to(site / "output").as_posix() for path in page.parent.rglob("index.html")}
    assert set(result.file_changes.paths) == pages
    assert "Well," in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("ana-lopez/story.md", "A first story.\n", "content/ambassadors/ana-lopez changed"),
        ("ana-lopez/roster.yaml", "country: ES\n", "content/ambassadors/ana-lopez changed"),
        ("bo.roster.yaml", "country: ES\n", "content/ambassadors/bo.roster.yaml changed"),
    ],
)
def test_a_build_notices_a_file_that_was_missing(site: Path, file: str, text: str, reason: str) -> None:
    """A build does not look for missing files in a person's folder one by one: the folder's own hash covers them."""
    path = site / "content/ambassadors" / file
    path.unlink(missing_ok=True)
    build(site)
    state = BuildState(site / ".ambassador/build.sqlite")
    assert (f"content/ambassadors/{file}" in state.files) == file.startswith("bo.")
    state.close()
    path.write_text(text, "utf-8")
    result, problems = build(site)
    assert result is not None, problems
    assert result.reasons == ((re.split("[./]", file)[0], reason),)


def test_a_build_renders_a_person_whose_result_was_lost(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build state is damaged while the build reads it; the build renders another person anyway."""
    build(site)
    bo = site / "content/ambassadors/bo.md"
    bo.write_text(bo.read_text("utf-8").replace("---", "---\ntagline: Another", 1), "utf-8")
    monkeypatch.setattr(BuildState, "results", lambda *_: iter(()))
    result, problems = build(site)
    assert result is not None, problems
    clean = render_site(BuildOptions(site, DAY), Report())
    assert clean is not None
    files = files_of(site / "output")
    del files["build.json"]
    assert files == {file.path: file.read() for file in clean.files}
