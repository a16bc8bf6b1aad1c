"""content -> output, where only what can have changed is made."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from generator.build.basis import basis_of
from generator.build.built import Built, Totals
from generator.build.environment import environment_key
from generator.build.interpreter import python_version
from generator.build.making import Fresh, make_people
from generator.build.memory import Memory, News
from generator.build.outcome import Outcome, read_problems, write_problems
from generator.build.person import below
from generator.build.prints import Prints, new_tick
from generator.build.publishing import publish_site
from generator.build.recall import Difference, adjusted, compare, unchanged
from generator.build.request import Request, Target
from generator.build.standing import is_as_left, is_untouched, read_standing
from generator.build.whole import is_drawn, make_whole, staging_of, try_twice
from generator.build.workers import order_of
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import Found, find_people
from generator.content.reading import noting
from generator.output.files import OutputFile
from generator.output.manifest import Fingerprint, fingerprint
from generator.problems import Problem, Report


def rebuild(
    request: Request,
    target: Target,
    memory: Memory,
    prints: Prints,
    untouched: Callable[[], bool],
    staging: Path,
    report: Report,
) -> Built | None:
    """Build the site as far as the memory does not say that it stands there. Raises PublishError, OSError.

    `untouched` is whether the published site is as it was left (see standing.py).
    """

    def attempt(told: Report, again: bool) -> Built | None:
        # What was seen, and made, before the content changed is of no use.
        seen = replace(Prints(prints.root, memory.files) if again else prints, started=new_tick())
        still = partial(is_untouched, target.place, memory) if again else untouched
        return _rebuild(request, target, memory, seen, still, staging_of(staging, again), told)

    return try_twice(attempt, report)


def _rebuild(
    request: Request,
    target: Target,
    memory: Memory,
    prints: Prints,
    untouched: Callable[[], bool],
    staging: Path,
    report: Report,
) -> Built | None:
    changed = prints.changed()
    standing = read_standing(target, memory, untouched)
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
    fresh = make_people(order_of(workshop, basis, staging, prints.started), workshop, dirty, report)
    for told in filter(None, kept.values()):
        report.take(read_problems(told))

    difference = compare(memory, fresh.outcomes, fresh.prints)
    same_people = memory.slugs == slugs
    if (
        not report.errors
        and not fresh.doubtful
        and memory.facts.get("own") == basis.own
        and same_people
        and is_as_left(standing, memory)
        and not difference.seen
    ):
        site = _as_it_was(memory, fresh, difference, standing, report)
    else:
        known = {one.presence.slug: one for one in memory.outcomes(kept.keys())} | fresh.outcomes
        if not kept.keys() <= known.keys():  # damaged meanwhile
            memory.forget()
            anew = Prints(prints.root, started=prints.started)
            return _rebuild(request, target, memory, anew, untouched, staging, report)
        outcomes = [known[found.slug] for found in people if found.slug in known]
        made = _made_anew(workshop, people, outcomes, fresh, target.place, report)
        if made is None:
            return None
        site = made
        del known, outcomes
    fresh.outcomes.clear()  # a large site needs the room

    pictures = sum(is_drawn(path) and path not in workshop.icons for path in site.prints)
    totals = replace(site.totals, pictures=pictures)
    request.progress("publishing", 0, 1)
    placed = publish_site(target.place, staging, memory, site.files, site.prints, standing, workshop.manifest_facts)

    looked_at = {*below(request.root, noted), *tool, "themes", *fresh.unsettled}
    request.progress("remembering", 0, 1)
    memory.keep(
        News(
            facts={
                "key": basis.key,
                "parts": json.dumps(dict(basis.parts)),
                "own": basis.own,
                "own files": json.dumps(site.own),
                "target": str(target.place),
                "behind": placed.behind,
                "request": request.key,
                "as of": workshop.day.isoformat(),
                "timezone": workshop.site.settings.timezone,
                "python": python_version(),
                "late": write_problems(tuple(site.late)),
                "told": write_problems(tuple(report)),
                "totals": json.dumps(asdict(totals)),
            },
            files=fresh.seen(prints.kept(looked_at)),
            output=placed.output,
            folders=placed.folders,
            spare=placed.spare,
            swapped=placed.swapped,
            people=fresh.records,
            slugs=None if same_people else slugs,
        )
    )
    return Built(totals, fresh.rendered, fresh.drawn, difference.links, placed.told, memory.note)


class _Site(NamedTuple):
    """All files of a site by path, and their prints; the paths of its own, what is said of people together, totals."""

    files: Mapping[str, OutputFile]
    prints: Mapping[str, Fingerprint]
    own: list[str]
    late: Sequence[Problem]
    totals: Totals


def _as_it_was(
    memory: Memory, fresh: Fresh, difference: Difference, standing: Mapping[str, Fingerprint], report: Report
) -> _Site:
    """The last build's site, with some people's pages anew. Others see no difference, and all that was said is so."""
    late = read_problems(memory.facts["late"])
    report.take(late)
    own: list[str] = json.loads(memory.facts["own files"])
    gone = difference.left - set(own)
    prints = {path: print_ for path, print_ in standing.items() if path not in gone} | fresh.prints
    return _Site(fresh.files, prints, own, late, difference.totals)


def _made_anew(
    workshop: Workshop, people: Sequence[Found], outcomes: Sequence[Outcome], fresh: Fresh, place: Path, report: Report
) -> _Site | None:
    """The site with all that only the whole can tell; None when the report has errors."""
    said = set(report)
    made = make_whole(workshop, people, outcomes, fresh, place, report)
    if made is None:
        return None
    late = [problem for problem in report if problem not in said]
    own = {file.path: file for file in made.files}
    prints = {path: print_ for one in outcomes for path, print_ in one.files}
    prints |= {path: fingerprint(file) for path, file in own.items()}
    totals = Totals(len(made.pages), 0, 0, 0)
    for one in outcomes:
        totals = adjusted(totals, one, 1)
    return _Site(ChainMap(own, cast("Any", fresh.files)), prints, list(own), late, totals)
