"""Entry point of a build, from the lock to the result. If nothing changed, it loads no rendering module."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.build.attempt import BuildAttempt
from generator.build.build_lock import hold_build_lock
from generator.build.cache_folder import open_cache_folder, staging_folder
from generator.build.incremental.background import ask_in_background
from generator.build.incremental.file_hashes import FileHashes
from generator.build.incremental.interpreter import python_version
from generator.build.incremental.output_state import is_output_untouched
from generator.build.incremental.state import STATE_FILE, BuildState
from generator.build.options import BuildOptions, OutputTarget
from generator.build.result import BuildResult, SiteTotals
from generator.output.publish import FileChanges, disk_errors_reported, prepare_target
from generator.problems import Report
from generator.startup import collect_garbage_rarely, loading_for_good

_MANY = 2_000
"""Number of published files from which a thread checks them while the main thread checks the content."""


def build_site(options: BuildOptions, target: Path, clean: bool, report: Report) -> BuildResult | None:
    """Build the whole site, or nothing. Raises PublishError if the folder cannot be written."""
    collect_garbage_rarely()
    cache_folder = open_cache_folder(options)
    with (
        disk_errors_reported(target, cache_folder, options.cache_folder),
        hold_build_lock(cache_folder, partial(options.progress, "waiting for another build", 0, 1)),
        staging_folder(cache_folder) as staging,
    ):
        folder = prepare_target(target, site=options.root, content=options.root / "content")
        state = BuildState(cache_folder / STATE_FILE)
        try:
            if clean or state.meta.get("target", str(folder)) != str(folder):
                state.reset()
            is_worth_it = options.jobs > 1 and len(state.output) >= _MANY
            is_output_intact = ask_in_background(partial(is_output_untouched, folder, state), is_worth_it)
            hashes = FileHashes(str(options.root), state.files)
            output_target = OutputTarget(target, folder, clean)
            attempt = BuildAttempt(options, output_target, state, hashes, is_output_intact, staging)
            return _reuse_last_build(attempt, report) or _load_pipeline()(attempt, report)
        finally:
            state.close()


def _reuse_last_build(attempt: BuildAttempt, report: Report) -> BuildResult | None:
    """Return the result of the last build if neither input nor output changed since."""
    options, state, hashes = attempt.options, attempt.state, attempt.hashes
    meta = state.meta
    if meta.get("request") != options.key or meta.get("python") != python_version():
        return None
    day = options.as_of or datetime.now(ZoneInfo(meta["timezone"])).date()
    if meta["as of"] != day.isoformat() or hashes.changed_paths() or not attempt.is_output_intact():
        return None
    if meta["told"]:
        from generator.build.person_result import decode_problems  # lazy: it loads pydantic

        report.take(decode_problems(meta["told"]))
    state.confirm_stats(hashes.current)
    file_changes = FileChanges(0, len(state.output), 0)
    return BuildResult(SiteTotals(**json.loads(meta["totals"])), 0, 0, 0, file_changes, note=state.note)


@cache
def _load_pipeline() -> Callable[[BuildAttempt, Report], BuildResult | None]:
    from generator.bytecode import compiled_patterns  # lazy: a build of which nothing changed needs none of it
    from generator.snippets import compiled_snippets

    with loading_for_good(), compiled_patterns(), compiled_snippets():
        from generator.build.pipeline import run_pipeline  # lazy: see above
    return run_pipeline
