"""Attempt: the input of one try to build a site."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build.incremental.file_hashes import FileHashes, wait_for_clock_tick
from generator.build.incremental.output_state import is_output_untouched
from generator.build.incremental.state import BuildState
from generator.build.options import BuildOptions, OutputTarget
from generator.build.retry import attempt_staging


class BuildAttempt(Struct, frozen=True):
    """Options and target of a build, the state of the last one, and the hashes and the staging folder of this try."""

    options: BuildOptions
    target: OutputTarget
    state: BuildState
    hashes: FileHashes
    is_output_intact: Callable[[], bool]
    """Return whether the output folder is unchanged since the last build (see incremental/output_state.py)."""
    staging: Path

    def begin(self, is_retry: bool) -> BuildAttempt:
        """Return the attempt with the time at which it begins.

        The first attempt may have read old content and an old output folder. So a retry starts with new hashes, and
        looks at the folder again.
        """
        start_time = wait_for_clock_tick()
        if not is_retry:
            return replace(self, hashes=replace(self.hashes, start_time=start_time))
        return replace(
            self,
            hashes=FileHashes(self.hashes.root, self.state.files, start_time=start_time),
            is_output_intact=partial(is_output_untouched, self.target.folder, self.state),
            staging=attempt_staging(self.staging, is_retry),
        )
