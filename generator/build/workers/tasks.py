"""Parallel rendering: workers write pages to disk and return only small results."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator.build.context import BuildContext, open_context
from generator.build.incremental.environment import environment_key
from generator.build.incremental.file_hashes import CHANGED_DURING_BUILD, FileHashes
from generator.build.incremental.file_stat import IndexedFile
from generator.build.incremental.input_keys import InputKeys, input_keys
from generator.build.incremental.result_log import encode_stored_result
from generator.build.options import BuildOptions, no_progress
from generator.build.person import (
    LoadedPerson,
    load_person,
    render_person,
    with_fingerprints,
)
from generator.build.person_result import PersonResult
from generator.build.workers.prefetch_pictures import prefetch_pictures
from generator.content.discovery import ContentFile
from generator.content.file_versions import ContentChangedError, FileVersions, one_version_each
from generator.content.read_log import FileReads, place_in
from generator.output.staging import stage
from generator.pages.render import Renderer
from generator.problems import Place, Problem, Report, Severity
from generator.startup import collect_garbage_rarely

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

R = TypeVar("R")
POLL_SECONDS = 5.0
"""Seconds between two checks of the executor."""


class RenderTask(Struct, frozen=True):
    """A worker's input: the options, the key of the shared input, and the staging folder.

    It means the same in every process: the day is fixed, and all paths are absolute. `start_time` is the time before
    the first read (see `wait_for_clock_tick`).
    """

    options: BuildOptions
    input_key: str
    staging: Path
    start_time: int


def render_task(context: BuildContext, keys: InputKeys, staging: Path, start_time: int = 0) -> RenderTask:
    """Return the task for the people of a context."""
    options = context.options
    options = replace(options, root=options.root.absolute(), cache=options.cache_folder.absolute(), as_of=context.day)
    return RenderTask(replace(options, progress=no_progress, jobs=1), keys.all, staging.absolute(), start_time)


class TaskResult(Struct, frozen=True):
    """A worker's answer for one person. Files are in the staging folder, or where `sources` says by path.

    The result has no dependencies: `stored_result` has them (see incremental/result_log.py). `changed_files` are the
    dependencies that changed since the build began.
    """

    slug: str
    result: PersonResult | None
    stored_result: bytes = b""
    sources: tuple[tuple[str, str], ...] = ()
    changed_files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    needs_recheck: bool = False
    """Whether the checks found problems, so that the pages need a second check."""
    drawn_count: int = 0
    versions: tuple[tuple[str, str], ...] = ()
    """Files that the worker's process read for the first time, and their hashes (see content/file_versions.py)."""


def render_in_process(task: RenderTask, context: BuildContext, people: Sequence[ContentFile]) -> Iterator[TaskResult]:
    """Render a few people in this process; only their pictures are drawn in parallel."""
    renderer = Renderer(context.page_context.theme) if context.page_context is not None else None
    loaded_people = [
        (person, report, load_person(context, person, report)) for person in people for report in [Report()]
    ]
    drawn_count = prefetch_pictures(
        context, [loaded_person for _, _, loaded_person in loaded_people if loaded_person is not None]
    )
    read_files = _read_files(task, context)
    for file, report, loaded_person in loaded_people:
        result = _render_one(task, context, renderer, file, loaded_person, report, read_files)
        yield replace(result, drawn_count=result.drawn_count + drawn_count)
        drawn_count = 0


def render_in_pool(task: RenderTask, people: Sequence[ContentFile], jobs: int) -> Iterator[TaskResult]:
    """Render people in processes; yield each result, in arbitrary order. Raises ContentChangedError.

    If a process dies, the whole pool is lost. The chunks that were in work are then rendered again, each in a process
    of its own. A person whose pages kill that process too is a problem.
    """
    from generator.process_pool import processes  # lazy: only large builds start processes

    waiting = chunks_of(people, jobs)
    while waiting:
        lost_chunks: list[Sequence[ContentFile]] = []
        with processes(jobs) as pool:
            yield from render_with_executor(task, waiting, pool, lost_chunks)
        # The pool starts chunks in order and queues few ahead: only the first ones can have been in work.
        tried_count = 2 * jobs + 1
        for chunk in lost_chunks[:tried_count]:
            yield from _render_alone(task, chunk)
        waiting = lost_chunks[tried_count:]


def chunks_of(people: Sequence[ContentFile], jobs: int) -> list[Sequence[ContentFile]]:
    """Split people into chunks that keep every worker busy."""
    size = max(1, min(50, len(people) // (4 * jobs)))
    return [people[start : start + size] for start in range(0, len(people), size)]


def render_with_executor(
    task: RenderTask,
    chunks: Sequence[Sequence[ContentFile]],
    executor: Executor,
    lost_chunks: list[Sequence[ContentFile]],
    check: Callable[[], None] = lambda: None,
) -> Iterator[TaskResult]:
    """Render people with an executor; yield each result, in arbitrary order.

    Chunks whose process died are added to `lost_chunks`, in order. `check` is called every few seconds, and may raise
    to stop the wait. After an exception the caller ends the executor: a future that we cancelled here would make the
    pool of Python 3.11 print a traceback when its processes end. Raises ContentChangedError.
    """
    from concurrent.futures.process import BrokenProcessPool  # lazy: only large builds start processes

    waiting: dict[Future[list[TaskResult]], int] = {}
    lost_numbers: list[int] = []
    for number, chunk in enumerate(chunks):
        try:
            waiting[executor.submit(render_chunk, task, chunk)] = number
        except BrokenProcessPool:
            lost_numbers.append(number)
    for future in _as_completed(waiting, check):
        number = waiting.pop(future)  # frees its result
        try:
            results = future.result()
        except BrokenProcessPool:
            lost_numbers.append(number)
            continue
        yield from results
    lost_chunks.extend(chunks[number] for number in sorted(lost_numbers))


def _as_completed(waiting: Mapping[Future[R], int], check: Callable[[], None]) -> Iterator[Future[R]]:
    """Yield futures as they finish; the caller must remove each from `waiting`."""
    from concurrent.futures import as_completed  # lazy: only large builds start processes

    while waiting:
        futures = as_completed(list(waiting), timeout=POLL_SECONDS)
        while True:
            try:
                future = next(futures)
            except StopIteration:
                break
            except TimeoutError:
                check()
                break
            yield future


def _render_alone(task: RenderTask, people: Sequence[ContentFile]) -> Iterator[TaskResult]:
    """Render people of whom one may kill the process, and find that person by halving."""
    from generator.process_pool import processes  # lazy: only large builds start processes

    lost_chunks: list[Sequence[ContentFile]] = []
    with processes(1) as pool:
        yield from render_with_executor(task, [people], pool, lost_chunks)
    if lost_chunks and len(people) == 1:
        message = f"the process that made the pages of `{people[0].slug}` was stopped, twice"
        hint = "it needed more memory than there is (a huge picture?), or an extension stopped it"
        problem = Problem("worker-stopped", Severity.ERROR, message, Place(people[0].file), hint)
        yield TaskResult(people[0].slug, None, problems=(problem,))
    elif lost_chunks:
        half = len(people) // 2
        yield from _render_alone(task, people[:half])
        yield from _render_alone(task, people[half:])


_one_chunk_at_a_time = threading.Lock()


def render_chunk(task: RenderTask, people: Sequence[ContentFile]) -> list[TaskResult]:
    """Render some people in a worker's process. Raises ContentChangedError."""
    with _one_chunk_at_a_time:  # a cluster's worker may have several threads
        context, renderer, versions = _open_context(task)
        read_files = _read_files(task, context)
        results = []
        with one_version_each(versions):
            for person in people:
                report = Report()
                loaded_person = load_person(context, person, report)
                result = _render_one(task, context, renderer, person, loaded_person, report, read_files)
                results.append(replace(result, versions=versions.take_new()))
        return results


class _ReadFiles(Struct, frozen=True):
    """Hash the files that were read, and report each once per process."""

    root: Path
    prints: FileHashes
    reported_paths: set[str] = field(default_factory=set)

    def hashes_of(self, paths: Iterable[str], reads: FileReads) -> tuple[dict[str, IndexedFile], tuple[str, ...]]:
        """Return the files not yet reported, and those of all that changed since the build began."""
        hashed_files = {
            path: self.prints.hash_after_build(path, reads.get(place_in(self.root, path))) for path in paths
        }
        changed_files = tuple(path for path, file in hashed_files.items() if file == CHANGED_DURING_BUILD)
        new = {
            path: file
            for path, file in hashed_files.items()
            if path not in self.reported_paths and file != CHANGED_DURING_BUILD
        }
        self.reported_paths.update(new)
        return new, changed_files


def _read_files(task: RenderTask, context: BuildContext) -> _ReadFiles:
    # The context may have a relative root, and readers record paths from there.
    return _ReadFiles(context.options.root, FileHashes(str(task.options.root), start_time=task.start_time))


def _render_one(
    task: RenderTask,
    context: BuildContext,
    renderer: Renderer | None,
    content_file: ContentFile,
    loaded_person: LoadedPerson | None,
    report: Report,
    read_files: _ReadFiles,
) -> TaskResult:
    """Render one person, and write their pages to the staging folder."""
    if loaded_person is None:
        return TaskResult(content_file.slug, None, problems=tuple(report))
    person = with_fingerprints(render_person(context, renderer, loaded_person))
    for file in person.files:
        if file.data is not None:
            stage(task.staging, file.path, file.data)
    new, changed_files = read_files.hashes_of(person.result.dependencies.files, loaded_person.reads)
    return TaskResult(
        slug=content_file.slug,
        result=person.result.without_dependencies(),
        stored_result=encode_stored_result(person.result, new),
        sources=tuple((file.path, str(file.source)) for file in person.files if file.source is not None),
        changed_files=changed_files,
        problems=person.result.problems,
        needs_recheck=bool(person.findings),
        drawn_count=person.drawn_count,
    )


_open_contexts: dict[RenderTask, tuple[BuildContext, Renderer | None, FileVersions]] = {}


def preload_context(task: RenderTask, context: BuildContext, versions: FileVersions) -> None:
    """Cache the open context, and the versions of the files that it read, for this process and its forks."""
    _open_contexts.clear()
    renderer = Renderer(context.page_context.theme) if context.page_context is not None else None
    _open_contexts[task] = (context, renderer, versions)


def _open_context(task: RenderTask) -> tuple[BuildContext, Renderer | None, FileVersions]:
    if task not in _open_contexts:
        collect_garbage_rarely()
        versions = FileVersions(task.options.root)
        with one_version_each(versions):
            context = open_context(task.options, Report())
        environment, _ = environment_key(FileHashes(str(task.options.root)), context.theme_folders)
        if input_keys(context, environment).all != task.input_key:
            raise ContentChangedError
        preload_context(task, context, versions)
    return _open_contexts[task]
