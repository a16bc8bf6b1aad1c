"""A run's rendered people, collected from all workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from generator.build.context import BuildContext
from generator.build.incremental.file_index import IndexChange
from generator.build.incremental.file_stat import FileStat, IndexedFile
from generator.build.incremental.result_log import ResultLog
from generator.build.options import BuildOptions
from generator.build.person_result import PersonResult
from generator.build.workers.staged_files import StagedFiles
from generator.build.workers.tasks import RenderTask, TaskResult, preload_context, render_in_pool, render_in_process
from generator.content.discovery import ContentFile
from generator.content.file_versions import FileVersions, current_versions
from generator.output.manifest import Fingerprint
from generator.output.output_file import OutputFile
from generator.problems import Report

FEW = 16
"""Number of people below which one process is faster than several."""


class RenderBatch(Struct):
    """Results of a run: a result without dependencies for each slug, and the people to check again.

    `fingerprints` covers all files. They are in the folder `staging`, or in the places that `sources` gives by path.
    `changed_files` are content files that changed since the build began.
    """

    staging: Path
    log: ResultLog
    results: dict[str, PersonResult] = field(default_factory=dict)
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    changed_files: set[str] = field(default_factory=set)
    needs_recheck: set[str] = field(default_factory=set)
    rendered_count: int = 0
    drawn_count: int = 0

    @property
    def files(self) -> Mapping[str, OutputFile]:
        """Rendered files by path."""
        return StagedFiles(self.staging, self.fingerprints, self.sources)

    def add(self, result: PersonResult, sources: Iterable[tuple[str, str]], *, needs_recheck: bool) -> None:
        """Add a rendered person."""
        slug = result.summary.slug
        self.results[slug] = result
        self.fingerprints.update(result.files)
        self.sources.update(sources)
        if needs_recheck:
            self.needs_recheck.add(slug)

    def index_change(self, shared_change: IndexChange) -> IndexChange:
        """Return the index change of people's files and `shared_change`, which wins for files that changed."""
        indexed_files = {
            path: IndexedFile(fingerprint_, FileStat(*stat) if stat else None)
            for result in self.log
            for path, fingerprint_, stat in result.new_hashes
            if path not in self.changed_files
        }
        return IndexChange({**shared_change.updated_files, **indexed_files}, shared_change.removed_paths)


def empty_batch(staging: Path) -> RenderBatch:
    """Return a batch without people."""
    return RenderBatch(staging, ResultLog(staging.with_name(f"{staging.name}.people")))


def render_people(
    task: RenderTask, context: BuildContext, people: Sequence[ContentFile], report: Report
) -> RenderBatch:
    """Render people, and report all problems, killed processes included. Raises ContentChangedError."""
    batch, options = empty_batch(task.staging), context.options
    versions = current_versions() or FileVersions(options.root)
    batch.drawn_count = context.drawn_count
    if options.executor and people:
        from generator.build.workers.dask_cluster import render_in_cluster  # lazy: only a build in a cluster needs it

        results = render_in_cluster(task, options.executor, people, context.site.place, report)
    elif options.jobs == 1 or len(people) < FEW:
        results = render_in_process(task, context, people)
    else:
        preload_context(task, context, versions)
        results = render_in_pool(task, people, options.jobs)
    collect_results(results, len(people), batch, options, versions, report)
    return batch


def collect_results(
    results: Iterator[TaskResult],
    total: int,
    batch: RenderBatch,
    options: BuildOptions,
    versions: FileVersions,
    report: Report,
) -> None:
    """Add the results of all workers to the batch.

    Raises ContentChangedError if two workers read two versions of one file.
    """
    for count, result in enumerate(results, 1):
        options.progress("pages", count, total, result.slug)
        report.take(result.problems)
        batch.drawn_count += result.drawn_count
        for file, content_hash in result.versions:
            versions.note(file, content_hash)
        if result.result is not None:
            batch.add(result.result, result.sources, needs_recheck=result.needs_recheck)
            batch.log.add(result.slug, result.stored_result)
            batch.rendered_count += len(result.result.pages)
            batch.changed_files.update(result.changed_files)
