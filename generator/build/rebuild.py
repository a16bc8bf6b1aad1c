"""content -> output, where only what can have changed is made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from generator.build.basis import basis_of
from generator.build.built import Built, Totals
from generator.build.environment import environment_key
from generator.build.interpreter import python_version
from generator.build.making import make_people
from generator.build.memory import Memory, News
from generator.build.outcome import read_problems, write_problems
from generator.build.person import below
from generator.build.prints import Prints, new_tick
from generator.build.publishing import publish_site
from generator.build.recall import adjusted, changed_links, is_outwardly_same, left_by, unchanged
from generator.build.request import Request, Target
from generator.build.standing import is_as_left, read_standing
from generator.build.whole import is_drawn, make_whole, staging_of, try_twice
from generator.build.workers import order_of
from generator.build.workshop import open_workshop
from generator.content.files import find_people
from generator.content.reading import noting
from generator.output.manifest import fingerprint
from generator.problems import Problem, Report


def rebuild(
    request: Request, target: Target, memory: Memory, prints: Prints, staging: Path, report: Report
) -> Built | None:
    """Build the site as far as the memory does not say that it stands there. Raises PublishError, OSError."""

    def attempt(told: Report, again: bool) -> Built | None:
        # What was seen, and made, before the content changed is of no use.
        seen = replace(Prints(prints.root, memory.files) if again else prints, started=new_tick())
        return _rebuild(request, target, memory, seen, staging_of(staging, again), told)

    return try_twice(attempt, report)


def _rebuild(
    request: Request, target: Target, memory: Memory, prints: Prints, staging: Path, report: Report
) -> Built | None:
    changed = prints.changed()
    standing = read_standing(target, memory)
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
    fresh = make_people(order_of(workshop, basis, staging), workshop, dirty, report)
    for told in kept.values():
        report.take(read_problems(told))

    before = {slug: one for slug in fresh.outcomes if (one := memory.outcome(slug)) is not None}
    if (
        not report.errors
        and not fresh.doubtful
        and memory.facts.get("own") == basis.own
        and memory.slugs == slugs
        and is_as_left(standing, memory)
        and all(is_outwardly_same(before.get(slug), one) for slug, one in fresh.outcomes.items())
    ):
        # Whatever is to be said of all people together has been said by the last build.
        late: Sequence[Problem] = read_problems(memory.facts["late"])
        report.take(late)
        own: list[str] = json.loads(memory.facts["own files"])
        totals = Totals(**json.loads(memory.facts["totals"]))
        for slug, one in fresh.outcomes.items():
            totals = adjusted(adjusted(totals, before[slug], -1), one, 1)
        gone = left_by(memory, before, fresh.outcomes) - set(own)
        after = {path: print_ for path, print_ in standing.items() if path not in gone}
        after |= {path: print_ for one in fresh.outcomes.values() for path, print_ in one.files}
    else:
        known = {one.presence.slug: one for one in memory.outcomes(kept.keys())} | fresh.outcomes
        if not kept.keys() <= known.keys():  # damaged meanwhile
            memory.forget()
            return _rebuild(request, target, memory, Prints(prints.root, started=prints.started), staging, report)
        outcomes = [known[found.slug] for found in people if found.slug in known]
        said = set(report)
        files = make_whole(workshop, people, outcomes, fresh, target.place, report)
        if files is None:
            return None
        late = [problem for problem in report if problem not in said]
        own = [file.path for file in files.files]
        fresh.files.update((file.path, file) for file in files.files)
        after = {path: print_ for one in outcomes for path, print_ in one.files}
        after |= {file.path: fingerprint(file) for file in files.files}
        totals = Totals(len(files.pages), 0, 0, 0)
        for one in outcomes:
            totals = adjusted(totals, one, 1)

    totals = replace(totals, pictures=sum(is_drawn(path) for path in after.keys() - workshop.icons))
    request.progress("publishing", 0, 1)
    new = {path: file for path, file in fresh.files.items() if standing.get(path) != after[path]}
    placed = publish_site(target.place, staging, memory, new, after, standing, workshop.day)

    looked_at = {*below(request.root, noted), *tool, "themes"}
    looked_at |= {path for one in fresh.outcomes.values() for path in one.uses.files}
    request.progress("remembering", 0, 1)
    memory.keep(
        News(
            facts={
                "key": basis.key,
                "parts": json.dumps(dict(basis.parts)),
                "own": basis.own,
                "own files": json.dumps(own),
                "target": str(target.place),
                "behind": placed.behind,
                "request": request.key,
                "as of": workshop.day.isoformat(),
                "timezone": workshop.site.settings.timezone,
                "python": python_version(),
                "late": write_problems(tuple(late)),
                "told": write_problems(tuple(report)),
                "totals": json.dumps(asdict(totals)),
            },
            files=prints.kept(looked_at),
            output=placed.output,
            folders=placed.folders,
            spare=placed.spare,
            swapped=placed.swapped,
            people=fresh.outcomes.values(),
            slugs=None if memory.slugs == slugs else slugs,
        )
    )
    links = sum(changed_links(before.get(slug), one) for slug, one in fresh.outcomes.items())
    return Built(totals, fresh.rendered, fresh.drawn, links, placed.told, memory.note)
