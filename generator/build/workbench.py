"""A site made in memory, again and again: what cannot have changed since the last time stays as it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build.basis import Basis, basis_of
from generator.build.drawing import draw_ahead
from generator.build.environment import files_below
from generator.build.made import Made, join
from generator.build.person import MadePerson, below, make_person, prepare_person, recheck, with_prints
from generator.build.prints import settled_stamp
from generator.build.request import Request, today
from generator.build.stamps import Stamp, stamp_of
from generator.build.whole_site import OwnFiles, check_roster, make_own_files
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import Found, find_people
from generator.content.reading import noting
from generator.pages.render import Renderer
from generator.pages.words import forget_words
from generator.problems import Problem, Report, Severity


def make_site(request: Request, report: Report) -> Made | None:
    """content -> every file of the site, in memory or in the cache; None when the report has errors."""
    return Workbench().make(request, report)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all people stand on: the workshop and its keys, who there is, and what was to be told of it."""

    workshop: Workshop
    basis: Basis
    renderer: Renderer | None
    people: tuple[Found, ...]
    problems: tuple[Problem, ...]
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Own:
    """The site's own files, and what was to be told of all people together."""

    files: OwnFiles
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Workbench:
    """Where a site is made in memory, one call at a time. What a call made is kept for the next one."""

    _stamps: dict[str, Stamp | None] = field(default_factory=dict)
    """Of every file that was looked at; None for one that may have changed while it was."""
    _ground: _Ground | None = None
    _people: dict[str, MadePerson] = field(default_factory=dict)
    _own: _Own | None = None

    def make(self, request: Request, report: Report) -> Made | None:
        """Make the site; None when the report has errors."""
        started = time.time_ns()
        base = str(request.root)
        changed = {
            path
            for path, stamp in self._stamps.items()
            if stamp is None or stamp_of(os.path.join(base, path), follow=True) != stamp  # noqa: PTH118
        }
        before = self._ground
        ground = self._ground = _stand(request, before, changed)
        workshop, plan, renderer = ground.workshop, ground.workshop.plan, ground.renderer
        report.take(ground.problems)

        kept = _kept(self._people, before, ground, changed)
        made = _make(request, ground, [found for found in ground.people if found.slug not in kept], report)
        everybody = kept | made
        people = [everybody[found.slug] for found in ground.people if found.slug in everybody]
        for person in people:
            report.take(person.outcome.problems)
        old, self._people = self._people, {one.outcome.presence.slug: one for one in people if _is_sound(one)}
        looked_at = ground.files.union(*(person.outcome.uses.files for person in people))
        self._stamps = {path: settled_stamp(os.path.join(base, path), started) for path in looked_at}  # noqa: PTH118

        own, self._own = self._own, None
        if own is None or before is None or not _is_outwardly_same(before, ground, old, self._people):
            said = set(report)
            check_roster(workshop, [person.outcome for person in people], report)
            if report.errors or plan is None or renderer is None:
                return None
            files = _make_own(ground, renderer, people, report)
            own = _Own(files, tuple(problem for problem in report if problem not in said))
        else:
            report.take(own.problems)
        if report.errors or plan is None:
            return None
        self._own = own
        return join(workshop, plan, people, own.files, workshop.drawn + sum(one.drawn for one in made.values()))


def _stand(request: Request, before: _Ground | None, changed: Set[str]) -> _Ground:
    """Open the workshop, or take that of the last time."""
    if (
        before is not None
        and before.files.isdisjoint(changed)
        and before.workshop.request.key == request.key
        and before.workshop.day == (request.as_of or today(before.workshop.site))
    ):
        return before
    forget_words()  # a theme's words may be others now
    report, noted = Report(), set[str]()
    with noting(noted):
        workshop = open_workshop(request, report)
        people = tuple(find_people(request.root, report))
    themes = sorted({path for folder in _folders(workshop) for path in files_below(str(folder))})
    look = repr([(path, stamp_of(path, follow=True)) for path in themes])
    renderer = Renderer(workshop.plan.theme) if workshop.plan is not None else None
    files = frozenset({*below(request.root, noted), *themes, "themes"})
    return _Ground(workshop, basis_of(workshop, look), renderer, people, tuple(report), files)


def _folders(workshop: Workshop) -> tuple[Path, ...]:
    return tuple(folder.absolute() for folder in workshop.theme.folders) if workshop.theme is not None else ()


def _kept(
    people: Mapping[str, MadePerson], before: _Ground | None, ground: _Ground, changed: Set[str]
) -> dict[str, MadePerson]:
    """Those who would be made again just as they are."""
    if before is None or before.basis.key != ground.basis.key:
        return {}
    old, new = before.basis.parts, ground.basis.parts
    gone = changed | {part for part in old.keys() | new.keys() if old.get(part) != new.get(part)}
    day, there = ground.workshop.day, {found.slug for found in ground.people}
    return {
        slug: one
        for slug, one in people.items()
        if slug in there
        and one.outcome.uses.since <= day < one.outcome.uses.until
        and gone.isdisjoint((*one.outcome.uses.files, *one.outcome.uses.parts))
    }


def _make(request: Request, ground: _Ground, people: Sequence[Found], report: Report) -> dict[str, MadePerson]:
    workshop, ready = ground.workshop, []
    for found in people:
        own = Report()
        prepared = prepare_person(workshop, found, own)
        if prepared is not None:
            ready.append(prepared)
        else:
            report.take(own)
    drawn = draw_ahead(workshop, ready)
    made = {}
    for done, prepared in enumerate(ready, 1):
        request.progress("pages", done, len(ready))
        person = with_prints(make_person(workshop, ground.renderer, prepared))
        made[prepared.profile.slug] = replace(person, drawn=person.drawn + drawn)
        drawn = 0
    return made


def _is_sound(person: MadePerson) -> bool:
    return not person.findings and all(one.severity is not Severity.ERROR for one in person.outcome.problems)


def _is_outwardly_same(
    before: _Ground, ground: _Ground, old: Mapping[str, MadePerson], new: Mapping[str, MadePerson]
) -> bool:
    """Whether nobody came or went, and others see no difference in anybody."""
    return (
        before.basis.own == ground.basis.own
        and [found.slug for found in ground.people] == [*old] == [*new]
        and all(one is old[slug] or one.outcome.outward() == old[slug].outcome.outward() for slug, one in new.items())
    )


def _make_own(ground: _Ground, renderer: Renderer, people: Iterable[MadePerson], report: Report) -> OwnFiles:
    people = list(people)
    workshop = ground.workshop
    workshop.request.progress("checking", 0, 1)
    html = {page.path: text for person in people for page, text in person.pages}
    outcomes = [person.outcome for person in people]
    own = make_own_files(workshop, renderer, outcomes, html.__getitem__, report)
    for person in people:
        if person.findings or person.outcome.presence.slug in own.doubtful:
            recheck(person, own.whole, report)
    return own
