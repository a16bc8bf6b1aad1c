"""In-memory builds for the preview: each call reuses everything that is not stale."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build.context import BuildContext, read_site_input
from generator.build.incremental.environment import files_below
from generator.build.incremental.file_hashes import confirmed_stat
from generator.build.incremental.file_stat import FileStat, stat_of
from generator.build.incremental.input_keys import InputKeys, input_keys
from generator.build.incremental.staleness import LastBuild, find_stale
from generator.build.options import BuildOptions, today
from generator.build.person import (
    RenderedPerson,
    load_person,
    recheck_person,
    render_person,
    with_fingerprints,
)
from generator.build.rendered_site import RenderedSite, assemble_site
from generator.build.site_files import SiteFiles, check_people_together, render_site_files
from generator.build.workers.prefetch_pictures import prefetch_pictures
from generator.content.discovery import ContentFile
from generator.pages.catalogues import forget_catalogues
from generator.pages.render import Renderer
from generator.problems import Problem, Report, Severity


def render_site(options: BuildOptions, report: Report) -> RenderedSite | None:
    """Render every file of the site, in memory or in the cache; None if the report has errors."""
    return PreviewBuilder().render(options, report)


class _SharedState(Struct, frozen=True):
    """Input that all people share: the context and its keys, the list of people, and the problems of these."""

    context: BuildContext
    keys: InputKeys
    renderer: Renderer | None
    people: tuple[ContentFile, ...]
    problems: tuple[Problem, ...]
    files: frozenset[str]


class _CheckedSiteFiles(Struct, frozen=True):
    """The site-wide files, and the problems found in all people together."""

    files: SiteFiles
    problems: tuple[Problem, ...]


class PreviewBuilder(Struct):
    """Builder of in-memory sites. Each call keeps its results for the next one."""

    _stats: dict[str, FileStat | None] = field(default_factory=dict)
    """Stat of every file that was read; None for a file that may have changed meanwhile."""
    _shared_state: _SharedState | None = None
    _people: dict[str, RenderedPerson] = field(default_factory=dict)
    _site_files: _CheckedSiteFiles | None = None

    def render(self, options: BuildOptions, report: Report) -> RenderedSite | None:
        """Render the site; None if the report has errors."""
        start_time = time.time_ns()
        base = str(options.root)
        changed_paths = {
            path
            for path, stat in self._stats.items()
            if stat is None or stat_of(os.path.join(base, path), follow=True) != stat  # noqa: PTH118
        }
        before = self._shared_state
        shared_state = self._shared_state = _load_shared_state(options, before, changed_paths)
        context, plan, renderer = shared_state.context, shared_state.context.page_context, shared_state.renderer
        report.take(shared_state.problems)

        stale = _find_stale(self._people, before, shared_state, changed_paths)
        new_people = _render_people(
            options, shared_state, [person for person in shared_state.people if person.slug in stale], report
        )
        by_slug = {slug: person for slug, person in self._people.items() if slug not in stale} | new_people
        people = [by_slug[person.slug] for person in shared_state.people if person.slug in by_slug]
        for person in people:
            report.take(person.result.problems)
        old, self._people = (
            self._people,
            {person.result.summary.slug: person for person in people if _is_reusable(person)},
        )
        files_read = shared_state.files.union(*(person.result.dependencies.files for person in people))
        self._stats = {path: confirmed_stat(os.path.join(base, path), start_time) for path in files_read}  # noqa: PTH118

        site_files, self._site_files = self._site_files, None
        if site_files is None or before is None or not _looks_same_to_others(before, shared_state, old, self._people):
            earlier_problems = set(report)
            check_people_together(context, [person.result for person in people], report)
            if report.errors or plan is None or renderer is None:
                return None
            files = _render_site_files(shared_state, renderer, people, report)
            site_files = _CheckedSiteFiles(
                files, tuple(problem for problem in report if problem not in earlier_problems)
            )
        else:
            report.take(site_files.problems)
        if report.errors or plan is None:
            return None
        self._site_files = site_files
        return assemble_site(
            context,
            plan,
            people,
            site_files.files,
            context.drawn_count + sum(person.drawn_count for person in new_people.values()),
        )


def _load_shared_state(options: BuildOptions, before: _SharedState | None, changed_paths: Set[str]) -> _SharedState:
    """Open the context, or reuse the previous one."""
    if (
        before is not None
        and before.files.isdisjoint(changed_paths)
        and before.context.options.key == options.key
        and before.context.day == (options.as_of or today(before.context.site))
    ):
        return before
    forget_catalogues()  # the theme's translations may have changed
    report = Report()
    site_input = read_site_input(options, report)
    context = site_input.context
    themes = sorted({path for folder in context.theme_folders for path in files_below(str(folder.absolute()))})
    theme_stats = repr([(path, stat_of(path, follow=True)) for path in themes])
    renderer = Renderer(context.page_context.theme) if context.page_context is not None else None
    files = frozenset({*site_input.files, *themes, "themes"})
    return _SharedState(context, input_keys(context, theme_stats), renderer, site_input.people, tuple(report), files)


def _find_stale(
    people: Mapping[str, RenderedPerson],
    before: _SharedState | None,
    shared_state: _SharedState,
    changed_paths: Set[str],
) -> dict[str, str]:
    """Return why the pages of people must be rendered again, by slug (see incremental/staleness.py)."""
    last = None
    if before is not None:
        dependencies = ((slug, person.result.dependencies) for slug, person in people.items())
        last = LastBuild(before.keys.shared_key, before.keys.items, dependencies)
    return find_stale(
        (person.slug for person in shared_state.people),
        last,
        shared_state.keys,
        changed_paths,
        shared_state.context.day,
    )


def _render_people(
    options: BuildOptions, shared_state: _SharedState, people: Sequence[ContentFile], report: Report
) -> dict[str, RenderedPerson]:
    context, loaded_people = shared_state.context, []
    for file in people:
        person_report = Report()
        loaded_person = load_person(context, file, person_report)
        if loaded_person is not None:
            loaded_people.append(loaded_person)
        else:
            report.take(person_report)
    drawn_count = prefetch_pictures(context, loaded_people)
    rendered_people = {}
    for count, loaded_person in enumerate(loaded_people, 1):
        options.progress("pages", count, len(loaded_people))
        person = with_fingerprints(render_person(context, shared_state.renderer, loaded_person))
        rendered_people[loaded_person.profile.slug] = replace(person, drawn_count=person.drawn_count + drawn_count)
        drawn_count = 0
    return rendered_people


def _is_reusable(person: RenderedPerson) -> bool:
    return not person.findings and all(problem.severity is not Severity.ERROR for problem in person.result.problems)


def _looks_same_to_others(
    before: _SharedState,
    shared_state: _SharedState,
    old: Mapping[str, RenderedPerson],
    new: Mapping[str, RenderedPerson],
) -> bool:
    """Return whether the list of people and all that other pages show of them are unchanged."""
    return (
        before.keys.site_pages == shared_state.keys.site_pages
        and [person.slug for person in shared_state.people] == [*old] == [*new]
        and all(
            person is old[slug] or person.result.visible_to_others() == old[slug].result.visible_to_others()
            for slug, person in new.items()
        )
    )


def _render_site_files(
    shared_state: _SharedState, renderer: Renderer, people: Iterable[RenderedPerson], report: Report
) -> SiteFiles:
    people = list(people)
    context = shared_state.context
    context.options.progress("checking", 0, 1)
    html = {page.path: text for person in people for page, text in person.pages}
    results = [person.result for person in people]
    own = render_site_files(context, renderer, results, html.__getitem__, report)
    for person in people:
        if person.findings or person.result.summary.slug in own.needs_recheck:
            recheck_person(person, own.site_view, report)
    return own
