"""What a build leaves for the next one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgspec.structs import asdict

from generator.build.attempt import BuildAttempt
from generator.build.complete_site import CompleteSite
from generator.build.context import SiteInput
from generator.build.incremental.environment import Environment
from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.interpreter import python_version
from generator.build.incremental.state import StateUpdate
from generator.build.person_result import encode_problems
from generator.build.publish import PublishedState
from generator.build.workers.batch import RenderBatch
from generator.problems import Problem


def state_update(
    attempt: BuildAttempt,
    site_input: SiteInput,
    environment: Environment,
    keys: InputKeys,
    batch: RenderBatch,
    site: CompleteSite,
    published_state: PublishedState,
    problems: Iterable[Problem],
) -> StateUpdate:
    """Return the update of the build state."""
    context = site_input.context
    slugs = {person.slug for person in site_input.people}
    files_read = {*site_input.files, *environment.files, "themes", *batch.changed_files}
    meta = {
        "key": keys.shared_key,
        "parts": json.dumps(dict(keys.items)),
        "own": keys.site_pages,
        "own files": json.dumps(site.site_paths),
        "target": str(attempt.target.folder),
        "behind": published_state.standby_behind,
        "request": attempt.options.key,
        "as of": context.day.isoformat(),
        "timezone": context.site.settings.timezone,
        "python": python_version(),
        **environment.facts,
        "late": encode_problems(tuple(site.site_problems)),
        "told": encode_problems(tuple(problems)),
        "totals": json.dumps(asdict(site.totals)),
    }
    return StateUpdate(
        meta=meta,
        files=batch.index_change(attempt.hashes.index_change(files_read)),
        output=published_state.output,
        folders=published_state.folders,
        standby=published_state.standby,
        is_swapped=published_state.is_swapped,
        people=batch.log,
        slugs=None if attempt.state.slugs == slugs else slugs,
    )
