"""One build from content to output, step by step. Each step is one function of one module."""

from __future__ import annotations

from functools import partial

from generator.build.attempt import BuildAttempt
from generator.build.complete_site import CompleteSite, complete_site, results_of_all, reuse_site_files
from generator.build.context import read_site_input
from generator.build.incremental.environment import find_environment
from generator.build.incremental.input_keys import input_keys
from generator.build.incremental.output_state import read_output
from generator.build.incremental.result_diff import diff_results, is_early_cutoff
from generator.build.incremental.staleness import find_stale, last_build, reused_file
from generator.build.person_result import decode_problems
from generator.build.publish import publish_site
from generator.build.result import BuildResult
from generator.build.retry import retry_if_content_changed
from generator.build.state_update import state_update
from generator.build.workers.batch import render_people
from generator.build.workers.tasks import render_task
from generator.content.file_versions import ContentChangedError
from generator.problems import Report


def run_pipeline(attempt: BuildAttempt, report: Report) -> BuildResult | None:
    """Build the site, and reuse what the build state proves to be current. Raises PublishError, OSError."""
    return retry_if_content_changed(partial(_build, attempt), attempt.options.root, report)


def _build(first_attempt: BuildAttempt, report: Report, is_retry: bool) -> BuildResult | None:
    """Build the site once; None if the report has errors. Raises ContentChangedError, DamagedStateError."""
    attempt = first_attempt.begin(is_retry)
    options, target, state, hashes = attempt.options, attempt.target, attempt.state, attempt.hashes
    changed_paths = hashes.changed_paths()
    existing = read_output(target, state, attempt.is_output_intact)

    site_input = read_site_input(options, report)
    context, people = site_input.context, site_input.people
    environment = find_environment(hashes, context.theme_folders, state.meta)
    keys = input_keys(context, environment.key)

    slugs = {person.slug: person for person in people}
    last = last_build(state, existing) if context.page_context is not None else None
    stale = find_stale(slugs, last, keys, changed_paths, context.day)
    task = render_task(context, keys, attempt.staging, hashes.start_time)
    batch = render_people(task, context, [slugs[slug] for slug in stale], report)
    if changed_file := reused_file(state, stale.keys(), batch.changed_files):
        raise ContentChangedError(changed_file)
    for problems in state.problems_of(slugs.keys() - stale.keys()):
        report.take(decode_problems(problems))

    site: CompleteSite | None
    diff = diff_results(state, batch.results, batch.fingerprints)
    if not (report.errors or batch.needs_recheck) and is_early_cutoff(state, keys, slugs.keys(), existing, diff):
        site = reuse_site_files(state, context, batch, diff, existing, report)
    else:
        results = results_of_all(state, people, stale, batch)
        site = complete_site(context, people, results, batch, target.folder, report)
        del results
    if site is None:
        return None
    batch.results.clear()  # publishing a large site needs the memory

    options.progress("publishing", 0, 1)
    published_state = publish_site(
        target.folder, attempt.staging, state, site.files, site.fingerprints, existing, context.manifest_facts
    )
    options.progress("remembering", 0, 1)
    state.save(state_update(attempt, site_input, environment, keys, batch, site, published_state, report))
    return BuildResult(
        site.totals,
        batch.rendered_count,
        batch.drawn_count,
        diff.changed_links,
        published_state.file_changes,
        tuple(stale.items()),
        state.note,
    )
