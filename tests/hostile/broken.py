"""Build a site with mistakes by the real command line, and check what must be true for any site."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.build.crashing_extension import files_of
from tests.hostile.mutations import Mistake
from tests.hostile.safety_oracle import Expected, judge_problems, look_over
from tests.hostile.sandbox import (
    MEMORY,
    WORK,
    Outcome,
    Prison,
)
from tests.hostile.test_bytes import snapshot
from tests.hostile.whole_sites import Drawn

BUILD = ("build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json")
HOSTS = ("shop.example", "awin1.com")


@dataclass(frozen=True)
class Broken:
    """A good site, what is then wrong with it, and whether it was built before."""

    site: Drawn
    wrong: tuple[Mistake, ...] = ()
    before: bool = False


@dataclass(frozen=True)
class Found:
    """What became of a site: the exit code, the names of the problems, and how many links were looked at."""

    code: int
    told: frozenset[str]
    links: int


def build_and_judge(prison: Prison, folder: Path, broken: Broken) -> Found:
    """Build a site, judge what was said and published, and build it once more from nothing: the same bytes."""
    root, output = folder / "site", folder / "site/output"
    _write(broken.site, root)
    changed = broken.site
    if broken.before:
        assert _build(prison, root).code == 0
        for mistake in broken.wrong:
            changed = mistake.change(changed)
        shutil.rmtree(root / "content")
    for mistake in broken.wrong if not broken.before else ():
        changed = mistake.change(changed)
    _write(changed, root)
    untouched = files_of(root / "content")
    for mistake in broken.wrong:
        mistake.spoil(root / "content")
    old, around = files_of(output) if output.exists() else {}, snapshot(root)
    done = _build(prison, root)
    assert snapshot(root) == around
    problems = judge_problems(done.said, root)
    told = frozenset(str(problem["name"]) for problem in problems)
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert bool(errors) == bool(done.code), done.said
    assert broken.wrong or not errors, f"a good site is refused: {errors}"
    if done.code == 1:
        assert (files_of(output) if output.exists() else {}) == old
        return Found(1, told, 0)
    links = look_over(output, _expected(broken.site, untouched, root / "content"))
    assert _build(prison, root, "--output", "../again", "--clean").code == 0
    assert files_of(folder / "again") == files_of(output)
    return Found(0, told, links)


def _build(prison: Prison, root: Path, *more: str) -> Outcome:
    done = prison.run(root, *BUILD, *more)
    assert done.code in (0, 1), done.said[-3000:]
    assert "Traceback" not in done.said, done.said[-3000:]
    assert done.work < WORK
    assert done.memory < MEMORY
    return done


def _write(site: Drawn, root: Path) -> None:
    for file, data in site.written().items():
        path = root / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _expected(site: Drawn, meant: dict[str, bytes], content: Path) -> Expected:
    """What is known of links: less, where settings, networks or people are not as they were meant."""
    found, good = files_of(content), site.written()
    same = {file for file, data in good.items() if found.get(file) == data}
    shared = {file for file in good if file.startswith(("site.yaml", "networks/", "campaigns/"))}
    known = shared <= same and not {file for file in found if file.startswith("networks/")} - shared
    ids = {slug: site.data[file]["partner_id"] for slug, file in site.people.items()}
    theirs = {slug for slug, file in site.people.items() if file in same}
    with_own = {file for file in found if file.startswith("products")} - same
    return Expected(ids, frozenset(theirs) if known else frozenset(), HOSTS if known and not with_own else None)
