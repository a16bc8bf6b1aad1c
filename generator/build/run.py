"""The whole run, readable from top to bottom: content -> output, where only what can have changed is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from generator.build.basis import basis_of
from generator.build.environment import environment_key, python_version
from generator.build.lock import locked
from generator.build.making import Fresh, make_people
from generator.build.memory import NAME, Memory, News
from generator.build.outcome import Outcome, read_problems, write_problems
from generator.build.person import below, make_person, prepare_person, recheck
from generator.build.prints import Prints
from generator.build.recall import Totals, changed_links, is_outwardly_same, left_by, request_key, unchanged
from generator.build.request import Request
from generator.build.standing import paths_of, read_standing, to_remember
from generator.build.whole_site import OwnFiles, check_roster, make_own_files
from generator.build.workers import Order, rarely_collect
from generator.build.workshop import CACHE, Workshop, open_workshop
from generator.content.files import Found, find_people
from generator.content.reading import noting
from generator.output.manifest import fingerprint
from generator.output.publish import Published, publishing, put_in_place, ready_target
from generator.pages.render import Renderer
from generator.problems import Problem, Report

_PICTURES = (".webp", ".avif", ".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built and published: what it holds, and what of it had to be made."""

    totals: Totals
    rendered: int
    """Pages."""
    drawn: int
    """Pictures."""
    changed_links: int
    published: Published
    note: str = ""
    """What is to be told of the memory."""


def build_site(request: Request, target: Path, clean: bool, report: Report) -> Built | None:
    """Build the whole site, or nothing. Raises PublishError when the folder cannot be written."""
    rarely_collect()
    cache = request.root / CACHE

    def waiting() -> None:
        request.progress("waiting for another build", 0, 1)

    with publishing(target), locked(cache, waiting), _staging(cache) as staging:
        place = ready_target(target, site=request.root, content=request.root / "content")
        memory = Memory(cache / NAME)
        try:
            if clean or memory.facts.get("target", str(place)) != str(place):
                memory.forget()
            return _build(request, target, place, clean, memory, staging, report)
        finally:
            memory.close()


def _build(
    request: Request, target: Path, place: Path, clean: bool, memory: Memory, staging: Path, report: Report
) -> Built | None:
    prints = Prints(str(request.root), memory.files)
    changed = prints.changed()
    standing = read_standing(place, memory.output, clean, target)
    noted: set[str] = set()
    with noting(noted):
        workshop = open_workshop(request, report)
        people = list(find_people(request.root, report))
    environment, tool = environment_key(prints, workshop.theme.folders if workshop.theme else ())
    basis = basis_of(workshop, environment)

    slugs = {found.slug for found in people}
    kept = unchanged(memory, basis, changed, standing, workshop.day) if workshop.plan is not None else {}
    kept = {slug: told for slug, told in kept.items() if slug in slugs}
    dirty = [found for found in people if found.slug not in kept]
    fresh = make_people(Order(request, basis.key, staging), workshop, dirty, report)
    for told in kept.values():
        report.take(read_problems(told))

    before = {slug: one for slug in fresh.outcomes if (one := memory.outcome(slug)) is not None}
    if (
        not report.errors
        and not fresh.doubtful
        and memory.facts.get("own") == basis.own
        and memory.slugs == slugs
        and not paths_of(memory.output) - standing.keys()
        and all(is_outwardly_same(before.get(slug), one) for slug, one in fresh.outcomes.items())
    ):
        # Whatever is to be said of all people together has been said by the last build.
        late: Sequence[Problem] = read_problems(memory.facts["late"])
        report.take(late)
        own: list[str] = json.loads(memory.facts["own files"])
        totals = Totals(**json.loads(memory.facts["totals"]))
        for slug, one in fresh.outcomes.items():
            totals = totals.without(before[slug]).with_(one)
        gone = left_by(memory, before, fresh.outcomes) - set(own)
        after = {path: print_ for path, print_ in standing.items() if path not in gone}
        after |= {path: print_ for one in fresh.outcomes.values() for path, print_ in one.files}
    else:
        known = {one.presence.slug: one for one in memory.outcomes(kept.keys())} | fresh.outcomes
        if known.keys() < kept.keys():  # damaged meanwhile
            memory.forget()
            return _build(request, target, place, clean, memory, staging, report)
        outcomes = [known[found.slug] for found in people if found.slug in known]
        said = set(report)
        files = _make_whole(workshop, people, outcomes, fresh, place, staging, report)
        if files is None:
            return None
        late = [problem for problem in report if problem not in said]
        own = [file.path for file in files.files]
        fresh.files.update((file.path, file) for file in files.files)
        after = {path: print_ for one in outcomes for path, print_ in one.files}
        after |= {file.path: fingerprint(file) for file in files.files}
        totals = Totals(len(files.pages), 0, 0, 0)
        for one in outcomes:
            totals = totals.with_(one)

    totals = replace(totals, pictures=sum(path.endswith(_PICTURES) and not path.endswith("qr.png") for path in after))
    request.progress("publishing", 0, 1)
    new = {path: file for path, file in fresh.files.items() if standing.get(path) != after[path]}
    published = put_in_place(place, new, after, standing, workshop.day)

    looked_at = {*below(request.root, noted), *tool, "themes"}
    looked_at |= {path for one in fresh.outcomes.values() for path in one.uses.files}
    memory.keep(
        News(
            facts={
                "key": basis.key,
                "parts": json.dumps(dict(basis.parts)),
                "own": basis.own,
                "own files": json.dumps(own),
                "target": str(place),
                "request": request_key(request),
                "as of": workshop.day.isoformat(),
                "timezone": workshop.site.settings.timezone,
                "python": python_version(),
                "late": write_problems(tuple(late)),
                "told": write_problems(tuple(report)),
                "totals": json.dumps(asdict(totals)),
            },
            files={path: prints.now[path] for path in memory.files if path not in changed} | prints.kept(looked_at),
            output=to_remember(place, after),
            people=fresh.outcomes.values(),
            slugs=None if memory.slugs == slugs else slugs,
        )
    )
    links = sum(changed_links(before.get(slug), one) for slug, one in fresh.outcomes.items())
    return Built(totals, fresh.rendered, fresh.drawn, links, published, memory.note)


def _make_whole(
    workshop: Workshop,
    people: Sequence[Found],
    outcomes: Sequence[Outcome],
    fresh: Fresh,
    place: Path,
    staging: Path,
    report: Report,
) -> OwnFiles | None:
    """Make what only the whole can tell: the site's own files, and what people have of each other."""
    check_roster(workshop, outcomes, report)
    if report.errors or workshop.plan is None:
        return None
    renderer = Renderer(workshop.plan.theme)

    def html_of(path: str) -> str:
        made = staging / path
        return (made if path in fresh.files and made.exists() else place / path).read_text("utf-8")

    workshop.request.progress("checking", 0, 1)
    own = make_own_files(workshop, workshop.plan, renderer, outcomes, html_of, report)
    fresh.rendered += len(own.pages)
    for found in people:
        if found.slug in fresh.doubtful | own.doubtful:
            prepared = prepare_person(workshop, found, Report())
            if prepared is not None:
                recheck(make_person(workshop, renderer, prepared), own.whole, report)
    return None if report.errors else own


@contextmanager
def _staging(cache: Path) -> Iterator[Path]:
    """A folder for pages that are not published yet; one that a dead build has left is cleared."""
    folder = cache / "staging"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
