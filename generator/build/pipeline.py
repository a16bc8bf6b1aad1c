"""Incremental build: content -> output, rendering only stale pages."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from msgspec.structs import asdict, replace

from generator.build.complete_site import complete_site, is_cached_picture
from generator.build.context import BuildContext, open_context
from generator.build.incremental.environment import environment_key
from generator.build.incremental.file_hashes import FileHashes, wait_for_clock_tick
from generator.build.incremental.input_keys import input_keys
from generator.build.incremental.interpreter import python_version
from generator.build.incremental.output_state import is_output_as_published, is_output_untouched, read_output
from generator.build.incremental.staleness import (
    ResultDiff,
    adjust_totals,
    diff_results,
    explain_stale,
    find_reusable,
)
from generator.build.incremental.state import BuildState, StateUpdate
from generator.build.options import BuildOptions, OutputTarget
from generator.build.person import paths_in_site
from generator.build.person_result import PersonResult, decode_problems, encode_problems
from generator.build.publish import publish_site
from generator.build.result import BuildResult, SiteTotals
from generator.build.retry import attempt_staging, retry_if_content_changed
from generator.build.workers.batch import RenderBatch, render_people
from generator.build.workers.tasks import render_task
from generator.content.discovery import ContentFile, find_people
from generator.content.read_log import recording_reads
from generator.output.manifest import Fingerprint, fingerprint
from generator.output.output_file import OutputFile
from generator.problems import Problem, Report


def run_pipeline(
    options: BuildOptions,
    target: OutputTarget,
    state: BuildState,
    hashes: FileHashes,
    output_is_intact: Callable[[], bool],
    staging: Path,
    report: Report,
) -> BuildResult | None:
    """Build the site, and reuse what the build state proves to be current. Raises PublishError, OSError.

    `output_is_intact` returns whether the output folder is unchanged since the last build (see
    incremental/output_state.py).
    """

    def attempt(attempt_report: Report, is_retry: bool) -> BuildResult | None:
        # The first attempt read and rendered old content, so the retry starts with new hashes.
        new_hashes = replace(
            FileHashes(hashes.root, state.files) if is_retry else hashes, started=wait_for_clock_tick()
        )
        still_intact = partial(is_output_untouched, target.folder, state) if is_retry else output_is_intact
        return _attempt_build(
            options, target, state, new_hashes, still_intact, attempt_staging(staging, is_retry), attempt_report
        )

    return retry_if_content_changed(attempt, report)


def _attempt_build(
    options: BuildOptions,
    target: OutputTarget,
    state: BuildState,
    hashes: FileHashes,
    output_is_intact: Callable[[], bool],
    staging: Path,
    report: Report,
) -> BuildResult | None:
    changed = hashes.changed()
    existing = read_output(target, state, output_is_intact)
    read_paths: set[str] = set()
    with recording_reads(read_paths):
        context = open_context(options, report)
        people = list(find_people(options.root, report))
    environment, tool_files = environment_key(hashes, context.theme.folders if context.theme else ())
    keys = input_keys(context, environment)

    slugs = {found.slug for found in people}
    reusable = find_reusable(state, keys, changed, existing, context.day) if context.page_context is not None else {}
    reusable = {slug: told for slug, told in reusable.items() if slug in slugs}
    stale = [found for found in people if found.slug not in reusable]
    reasons = (
        explain_stale(state, keys, changed, [found.slug for found in stale], context.day) if options.explain else ()
    )
    batch = render_people(render_task(context, keys, staging, hashes.started), context, stale, report)
    for told in filter(None, reusable.values()):
        report.take(decode_problems(told))

    diff = diff_results(state, batch.results, batch.fingerprints)
    same_people = state.slugs == slugs
    if (
        not report.errors
        and not batch.needs_recheck
        and state.meta.get("own") == keys.site_pages
        and same_people
        and is_output_as_published(existing, state)
        and not diff.is_visible
    ):
        site = _reuse_site_files(state, batch, diff, existing, report)
    else:
        known = {one.summary.slug: one for one in state.results(reusable.keys())} | batch.results
        if not reusable.keys() <= known.keys():  # the state turned out to be damaged
            state.reset()
            anew = FileHashes(hashes.root, started=hashes.started)
            return _attempt_build(options, target, state, anew, output_is_intact, staging, report)
        results = [known[found.slug] for found in people if found.slug in known]
        made = _render_site_files(context, people, results, batch, target.folder, report)
        if made is None:
            return None
        site = made
        del known, results
    batch.results.clear()  # frees memory, which a large site needs for publishing

    pictures = sum(is_cached_picture(path) and path not in context.icons for path in site.fingerprints)
    totals = replace(site.totals, pictures=pictures)
    options.progress("publishing", 0, 1)
    published = publish_site(
        target.folder, staging, state, site.files, site.fingerprints, existing, context.manifest_facts
    )

    files_read = {*paths_in_site(options.root, read_paths), *tool_files, "themes", *batch.changed_files}
    options.progress("remembering", 0, 1)
    state.save(
        StateUpdate(
            meta={
                "key": keys.shared,
                "parts": json.dumps(dict(keys.items)),
                "own": keys.site_pages,
                "own files": json.dumps(site.site_paths),
                "target": str(target.folder),
                "behind": published.standby_behind,
                "request": options.key,
                "as of": context.day.isoformat(),
                "timezone": context.site.settings.timezone,
                "python": python_version(),
                "late": encode_problems(tuple(site.late_problems)),
                "told": encode_problems(tuple(report)),
                "totals": json.dumps(asdict(totals)),
            },
            files=batch.index_change(hashes.index_change(files_read)),
            output=published.output,
            folders=published.folders,
            standby=published.standby,
            swapped=published.swapped,
            people=batch.log,
            slugs=None if same_people else slugs,
        )
    )
    return BuildResult(
        totals, batch.rendered, batch.drawn, diff.changed_links, published.published, note=state.note, reasons=reasons
    )


class _Site(NamedTuple):
    """A complete site: files and fingerprints by path, the site-wide paths, site-wide problems, and totals."""

    files: Mapping[str, OutputFile]
    fingerprints: Mapping[str, Fingerprint]
    site_paths: list[str]
    late_problems: Sequence[Problem]
    totals: SiteTotals


def _reuse_site_files(
    state: BuildState, batch: RenderBatch, diff: ResultDiff, existing: Mapping[str, Fingerprint], report: Report
) -> _Site:
    """Reuse the site-wide files and problems of the last build: no other page is affected."""
    late = decode_problems(state.meta["late"])
    report.take(late)
    own: list[str] = json.loads(state.meta["own files"])
    gone = diff.orphaned_files - set(own)
    hashes = {path: fingerprint_ for path, fingerprint_ in existing.items() if path not in gone} | batch.fingerprints
    return _Site(batch.files, hashes, own, late, diff.totals)


def _render_site_files(
    context: BuildContext,
    people: Sequence[ContentFile],
    results: Sequence[PersonResult],
    batch: RenderBatch,
    folder: Path,
    report: Report,
) -> _Site | None:
    """Render the site-wide files and return the complete site; None if the report has errors."""
    earlier_problems = set(report)
    site_files = complete_site(context, people, results, batch, folder, report)
    if site_files is None:
        return None
    late = [problem for problem in report if problem not in earlier_problems]
    own = {file.path: file for file in site_files.files}
    hashes = {path: fingerprint_ for one in results for path, fingerprint_ in one.files}
    hashes |= {path: fingerprint(file) for path, file in own.items()}
    totals = SiteTotals(len(site_files.pages), 0, 0, 0)
    for one in results:
        totals = adjust_totals(totals, one, 1)
    return _Site(ChainMap(own, cast("Any", batch.files)), hashes, list(own), late, totals)
