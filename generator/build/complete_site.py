"""The complete site: the files of all people and the site-wide files, rendered or as the last build left them."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.build.context import BuildContext
from generator.build.incremental.result_diff import ResultDiff, adjust_totals
from generator.build.incremental.state import BuildState
from generator.build.person import load_person, recheck_person, render_person
from generator.build.person_result import PersonResult, decode_problems
from generator.build.result import SiteTotals
from generator.build.retry import DamagedStateError
from generator.build.site_files import SiteFiles, check_people_together, render_site_files
from generator.build.workers.batch import RenderBatch
from generator.content.discovery import ContentFile
from generator.output.manifest import Fingerprint, fingerprint
from generator.output.output_file import OutputFile
from generator.pages.render import Renderer
from generator.problems import Problem, Report

_PICTURES = (".webp", ".avif", ".jpg", ".jpeg", ".png")


class CompleteSite(Struct, frozen=True):
    """A whole site that may be published.

    `files` has at least the files that are new, by path, and `fingerprints` has all. `site_paths` are the paths of the
    site-wide files, `site_problems` the problems that only all people together have.
    """

    files: Mapping[str, OutputFile]
    fingerprints: Mapping[str, Fingerprint]
    site_paths: Sequence[str]
    site_problems: Sequence[Problem]
    totals: SiteTotals


def reuse_site_files(
    state: BuildState,
    context: BuildContext,
    batch: RenderBatch,
    diff: ResultDiff,
    existing: Mapping[str, Fingerprint],
    report: Report,
) -> CompleteSite:
    """Return the site with the site-wide files and problems of the last build, because no other page is affected."""
    problems = decode_problems(state.meta["late"])
    report.take(problems)
    site_paths: list[str] = json.loads(state.meta["own files"])
    orphaned_files = diff.orphaned_files - set(site_paths)
    fingerprints = {
        path: fingerprint for path, fingerprint in existing.items() if path not in orphaned_files
    } | batch.fingerprints
    totals = replace(diff.totals, pictures=_count_pictures(context, fingerprints))
    return CompleteSite(batch.files, fingerprints, site_paths, problems, totals)


def results_of_all(
    state: BuildState, people: Sequence[ContentFile], stale: Collection[str], batch: RenderBatch
) -> list[PersonResult]:
    """Return the result of each person that has one: new for the `stale` slugs, stored for all others.

    Raises DamagedStateError if the build state lacks one.
    """
    reusable = {person.slug for person in people} - set(stale)
    results = {result.summary.slug: result for result in state.results(reusable)} | batch.results
    if not reusable <= results.keys():
        state.reset()
        raise DamagedStateError
    return [results[person.slug] for person in people if person.slug in results]


def complete_site(
    context: BuildContext,
    people: Sequence[ContentFile],
    results: Sequence[PersonResult],
    batch: RenderBatch,
    folder: Path,
    report: Report,
) -> CompleteSite | None:
    """Render the site-wide files and check people against each other; None if the report has errors.

    The batch has the new files; `folder` is the output folder, which has all others.
    """
    earlier_problems = set(report)
    site_files = _checked_site_files(context, people, results, batch, folder, report)
    if site_files is None:
        return None
    own = {file.path: file for file in site_files.files}
    fingerprints = {path: fingerprint for result in results for path, fingerprint in result.files}
    fingerprints |= {path: fingerprint(file) for path, file in own.items()}
    totals = SiteTotals(len(site_files.pages), 0, 0, _count_pictures(context, fingerprints))
    for result in results:
        totals = adjust_totals(totals, result, 1)
    return CompleteSite(
        ChainMap(own, cast("Any", batch.files)),
        fingerprints,
        list(own),
        [problem for problem in report if problem not in earlier_problems],
        totals,
    )


def _checked_site_files(
    context: BuildContext,
    people: Sequence[ContentFile],
    results: Sequence[PersonResult],
    batch: RenderBatch,
    folder: Path,
    report: Report,
) -> SiteFiles | None:
    """Render the site-wide files, and check those people again whose pages need the whole site for it."""
    check_people_together(context, results, report)
    if report.errors or context.page_context is None:
        return None
    renderer = Renderer(context.page_context.theme)
    context.options.progress("checking", 0, 1)
    read_html: Callable[[str], str] = partial(_read_html, batch.files, folder)
    site_files = render_site_files(context, renderer, results, read_html, report)
    batch.rendered_count += len(site_files.pages)
    for person in people:
        if person.slug in batch.needs_recheck | site_files.needs_recheck:
            loaded_person = load_person(context, person, Report())
            if loaded_person is not None:
                recheck_person(render_person(context, renderer, loaded_person), site_files.site_view, report)
    return None if report.errors else site_files


def _read_html(files: Mapping[str, OutputFile], folder: Path, path: str) -> str:
    """Return a person's page: a new one of `files`, or that of the output folder."""
    file = files.get(path)
    return file.read().decode() if file is not None else (folder / path).read_text("utf-8")


def _count_pictures(context: BuildContext, paths: Collection[str]) -> int:
    """Count the published pictures that the cache keeps."""
    pictures = (path for path in paths if path.endswith(_PICTURES) and not path.endswith("/qr.png"))
    return sum(path not in context.icons for path in pictures)
