"""Build a site with mistakes by the real command line, and check what must be true for any site."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.build.crashing_extension import files_of
from tests.hostile.mutations import Mistake
from tests.hostile.safety_oracle import KnownLinks, check_site, judge_problems
from tests.hostile.sandbox import (
    MEMORY,
    WORK,
    Outcome,
    Sandbox,
)
from tests.hostile.test_bytes import snapshot
from tests.hostile.whole_sites import DrawnSite

BUILD = ("build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json")
HOSTS = ("shop.example", "awin1.com")


@dataclass(frozen=True)
class BrokenSite:
    """A good site, its mistakes, and whether it was built once before them."""

    site: DrawnSite
    mistakes: tuple[Mistake, ...] = ()
    has_earlier_build: bool = False


@dataclass(frozen=True)
class Verdict:
    """The exit code of a build, the names of its problems, and the number of checked links."""

    code: int
    problem_names: frozenset[str]
    link_count: int


def build_and_judge(sandbox: Sandbox, folder: Path, broken: BrokenSite) -> Verdict:
    """Build a site, check its problems and files, and check that a clean build gives the same files."""
    root, output = folder / "site", folder / "site/output"
    _write(broken.site, root)
    changed_site = broken.site
    if broken.has_earlier_build:
        assert _build(sandbox, root).code == 0
        for mistake in broken.mistakes:
            changed_site = mistake.change(changed_site)
        shutil.rmtree(root / "content")
    for mistake in broken.mistakes if not broken.has_earlier_build else ():
        changed_site = mistake.change(changed_site)
    _write(changed_site, root)
    intended_files = files_of(root / "content")
    for mistake in broken.mistakes:
        mistake.spoil(root / "content")
    old, surroundings = files_of(output) if output.exists() else {}, snapshot(root)
    outcome = _build(sandbox, root)
    assert snapshot(root) == surroundings
    problems = judge_problems(outcome.output, root)
    problem_names = frozenset(str(problem["name"]) for problem in problems)
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert bool(errors) == bool(outcome.code), outcome.output
    assert broken.mistakes or not errors, f"a good site is refused: {errors}"
    if outcome.code == 1:
        assert (files_of(output) if output.exists() else {}) == old
        return Verdict(1, problem_names, 0)
    links = check_site(output, _known_links(broken.site, intended_files, root / "content"))
    assert _build(sandbox, root, "--output", "../again", "--clean").code == 0
    assert files_of(folder / "again") == files_of(output)
    return Verdict(0, problem_names, links)


def _build(sandbox: Sandbox, root: Path, *more: str) -> Outcome:
    outcome = sandbox.run(root, *BUILD, *more)
    assert outcome.code in (0, 1), outcome.output[-3000:]
    assert "Traceback" not in outcome.output, outcome.output[-3000:]
    assert outcome.work < WORK
    assert outcome.memory < MEMORY
    return outcome


def _write(site: DrawnSite, root: Path) -> None:
    for file, data in site.files().items():
        path = root / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _known_links(site: DrawnSite, intended_files: dict[str, bytes], content: Path) -> KnownLinks:
    """Return what is certain about the links: less if mistakes changed settings, networks or people."""
    files, good = files_of(content), site.files()
    unchanged = {file for file, data in good.items() if files.get(file) == data}
    shared_files = {file for file in good if file.startswith(("site.yaml", "networks/", "campaigns/"))}
    is_certain = (
        shared_files <= unchanged and not {file for file in files if file.startswith("networks/")} - shared_files
    )
    ids = {slug: site.data[file]["partner_id"] for slug, file in site.people.items()}
    intact_people = {slug for slug, file in site.people.items() if file in unchanged}
    changed_products = {file for file in files if file.startswith("products")} - unchanged
    return KnownLinks(
        ids,
        frozenset(intact_people) if is_certain else frozenset(),
        HOSTS if is_certain and not changed_products else None,
    )
