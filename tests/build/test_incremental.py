"""After any edits in any order, a build that remembers gives the bytes of one that does not."""

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
from tests.build.edits import EDITS, mend

GOLDEN = Path(__file__).parents[1] / "golden/site"
DAY = date(2026, 11, 22)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def build(root: Path, day: date = DAY, jobs: int = 1, clean: bool = False) -> tuple[BuildResult | None, list[Problem]]:
    report = Report()
    built = build_site(BuildOptions(root, day, jobs=jobs), root / "output", clean, report)
    return built, list(report)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "site"))


@pytest.mark.parametrize("seed", range(int(os.environ.get("INCREMENTAL_SEEDS", "2"))))
def test_the_bytes_are_those_of_a_clean_build(site: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "MANY", 500 * (seed % 2))  # with and without a spare
    monkeypatch.setattr(run, "_MANY", 0)  # with two jobs, another process looks at what is published
    draw, day, remade, bench = random.Random(seed), DAY, 0, PreviewBuilder()
    for _ in range(10):
        mend(site)
        for _ in range(draw.choice([1, 1, 1, 2])):
            draw.choice(EDITS)(site, draw)
        day += timedelta(days=draw.choice([0, 0, 0, 0, 1, 9, -1, -9]))
        existing = files_of(site / "output") if (site / "output").exists() else {}
        built, told = build(site, day, jobs=1 + seed % 2)
        report = Report()
        made = render_site(BuildOptions(site, day), report)
        assert told == list(report)
        _is_like(bench.render(BuildOptions(site, day), again := Report()), made)
        assert list(again) == told
        assert (built is None) == (made is None)
        found = files_of(site / "output")
        manifest = found.pop("build.json", b"")
        if made is None or built is None:
            assert {**found, "build.json": manifest} == existing or not existing
            continue
        assert found == {file.path: file.read() for file in made.files}
        assert (built.totals.pages, built.totals.people, built.totals.links) == (made.pages, made.people, made.links)
        remade += built.rendered_count < built.totals.pages
    assert remade > 2


def _is_like(kept: RenderedSite | None, made: RenderedSite | None) -> None:
    """What was kept in memory gives the same site as well."""
    assert (kept is None) == (made is None)
    if kept is not None and made is not None:
        assert {file.path: file.read() for file in kept.files} == {file.path: file.read() for file in made.files}
        assert _told(kept) == _told(made)
        assert [page.path for page in kept.page_list] == [page.path for page in made.page_list]


def _told(made: RenderedSite) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """What the audit proves of links; the forms that people share are others in another run."""
    return {key: [_parts_of(one) for one in planned] for key, planned in made.planned_links.items()}


def _parts_of(link: PlannedLink) -> tuple[object, ...]:
    inputs = link.inputs
    return link.want, link.href, link.campaign, link.steps, inputs.destinations, inputs.values, inputs.utm


def test_counts_of_what_is_made(site: Path) -> None:
    """One edit makes what it can change, and nothing else."""
    first, _ = build(site)
    assert first is not None
    assert first.rendered_count == first.totals.pages > 5
    assert first.drawn_count == first.totals.pictures > 0

    def after(path: str, old: str, new: str, day: date = DAY) -> tuple[int, int, int, int]:
        file = site / "content" / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        built, told = build(site, day)
        assert built is not None, told
        return built.rendered_count, built.drawn_count, built.changed_links, built.file_changes.written_count

    again, _ = build(site)
    assert again is not None
    assert (again.rendered_count, again.drawn_count) == (0, 0)
    assert (again.changed_links, again.file_changes.written_count) == (0, 0)
    assert again.totals == first.totals
    story = (site / "content/ambassadors/ana-lopez/story.md").read_text("utf-8").split()[0]
    assert after("ambassadors/ana-lopez/story.md", story, "Well,")[1:3] == (0, 0)


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("ana-lopez/story.md", "A first story.\n", "content/ambassadors/ana-lopez changed"),
        ("ana-lopez/roster.yaml", "country: ES\n", "content/ambassadors/ana-lopez changed"),
        ("bo.roster.yaml", "country: ES\n", "content/ambassadors/bo.roster.yaml changed"),
    ],
)
def test_a_file_that_was_missing_is_noticed(site: Path, file: str, text: str, reason: str) -> None:
    """A build does not look for missing files in a person's folder one by one: the folder's own hash covers them."""
    path = site / "content/ambassadors" / file
    path.unlink(missing_ok=True)
    build(site)
    state = BuildState(site / ".ambassador/build.sqlite")
    assert (f"content/ambassadors/{file}" in state.files) == file.startswith("bo.")
    state.close()
    path.write_text(text, "utf-8")
    built, told = build(site)
    assert built is not None, told
    assert built.reasons == ((re.split("[./]", file)[0], reason),)


def test_an_outcome_that_is_lost_is_made_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody goes missing when the memory is damaged while it is read, though somebody else was made anew."""
    build(site)
    bo = site / "content/ambassadors/bo.md"
    bo.write_text(bo.read_text("utf-8").replace("---", "---\ntagline: Another", 1), "utf-8")
    monkeypatch.setattr(BuildState, "results", lambda *_: iter(()))
    built, told = build(site)
    assert built is not None, told
    made = render_site(BuildOptions(site, DAY), Report())
    assert made is not None
    found = files_of(site / "output")
    del found["build.json"]
    assert found == {file.path: file.read() for file in made.files}
