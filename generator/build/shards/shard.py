"""Shard: a part of a site's people, rendered on one machine, with all data that the merge needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

import generator
from generator.build.build_lock import hold_build_lock
from generator.build.cache_folder import open_cache_folder, staging_folder
from generator.build.context import BuildContext, open_context
from generator.build.incremental.environment import environment_key
from generator.build.incremental.file_hashes import FileHashes
from generator.build.incremental.input_keys import input_keys
from generator.build.options import BuildOptions
from generator.build.person_result import PersonResult, decode_problems, decode_result
from generator.build.retry import attempt_staging, retry_if_content_changed
from generator.build.workers.batch import RenderBatch, render_people
from generator.build.workers.tasks import render_task
from generator.content.discovery import find_people
from generator.output.manifest import fingerprint_file, read_manifest
from generator.output.output_file import OutputFile, OutputPathError, check_output_path
from generator.output.publish import disk_errors_reported, publish
from generator.problems import Report
from generator.startup import collect_garbage_rarely

FACTS, PEOPLE, FILES = "shard.json", "people.jsonl", "files"
_FORMAT = 3


class Part(Struct, frozen=True):
    """Part `number` (from 1) of `count`."""

    number: int
    count: int

    def holds(self, slug: str) -> bool:
        """Return whether a person belongs to this part: the same on every machine, independent of other people."""
        return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=8).digest()) % self.count == self.number - 1


class ShardFacts(Struct, frozen=True):
    """Facts of a shard. In one set, only `number`, `people`, `rendered` and `drawn` may differ."""

    format: int
    version: str
    number: int
    count: int
    day: date
    url: str
    drafts: bool
    key: str
    """Key of the shared input of its pages (see InputKeys.all)."""
    people: int
    rendered: int
    drawn: int


class ShardPerson(Struct, frozen=True):
    """One person of a shard: a line of people.jsonl. `result` and `problems` are nested JSON."""

    slug: str
    files: tuple[str, ...]
    """Files that the pages depend on (see Dependencies)."""
    hash: str
    """One hash over all of `files`."""
    needs_recheck: bool
    result: str
    problems: str

    def read_result(self) -> PersonResult:
        """Return the result with its warnings. Raises ValueError."""
        return replace(decode_result(self.result), problems=decode_problems(self.problems))


class BrokenShardError(Exception):
    """A folder that is not a shard, or is damaged; the text says why."""


def build_shard(options: BuildOptions, part: Part, target: Path, clean: bool, report: Report) -> ShardFacts | None:
    """Render a part of the people into a shard folder; None if the report has errors.

    Raises PublishError.
    """
    collect_garbage_rarely()
    cache = open_cache_folder(options)

    with (
        disk_errors_reported(target, cache, options.cache_folder),
        hold_build_lock(cache, partial(options.progress, "waiting for another build", 0, 1)),
        staging_folder(cache) as staging,
    ):
        shard = retry_if_content_changed(partial(_render_shard, options, part, staging), options.root, report)
        if shard is None:
            return None
        facts, files = shard
        options.progress("publishing", 0, 1)
        content = options.root / "content"
        publish(files, target, site=options.root, content=content, as_of=facts.day, clean=clean)
        return facts


def key_of(context: BuildContext) -> str:
    """Return the key of all input of the pages, without each person's own files."""
    hashes = FileHashes(str(context.options.root))
    environment, _ = environment_key(hashes, context.theme_folders)
    return input_keys(context, environment).all


def hash_of_files(hashes: FileHashes, paths: Iterable[str]) -> str:
    """Return one hash of many files, missing ones included."""
    lines = "\0".join(f"{path}\0{hashes.hash_of(path)}" for path in paths)
    return hashlib.blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _render_shard(
    options: BuildOptions, part: Part, staging: Path, report: Report, is_retry: bool
) -> tuple[ShardFacts, list[OutputFile]] | None:
    """Render the people of a part; return the facts and the files of the shard, or None if the report has errors."""
    staging = attempt_staging(staging, is_retry)
    context = open_context(options, report)
    people = [person for person in find_people(options.root, report) if part.holds(person.slug)]
    hashes = FileHashes(str(options.root))
    environment, _ = environment_key(hashes, context.theme_folders)
    keys = input_keys(context, environment)
    batch = render_people(render_task(context, keys, staging), context, people, report)
    if report.errors or context.page_context is None:
        return None
    facts = ShardFacts(
        format=_FORMAT,
        version=generator.__version__,
        number=part.number,
        count=part.count,
        day=context.day,
        url=options.url,
        drafts=options.drafts,
        key=keys.all,
        people=len(batch.results),
        rendered=batch.rendered_count,
        drawn=batch.drawn_count,
    )
    data = msgspec.json.format(msgspec.json.encode(facts), indent=1) + b"\n"
    rows = staging.with_name(f"{staging.name}.rows")
    with rows.open("wb") as stream:
        stream.writelines(_rows(batch, hashes))
    files = [OutputFile(FACTS, data), OutputFile(PEOPLE, source=rows)]
    files += [replace(file, path=f"{FILES}/{path}") for path, file in batch.files.items()]
    return facts, files


def _rows(batch: RenderBatch, hashes: FileHashes) -> Iterator[bytes]:
    for result in batch.log:
        row = ShardPerson(
            slug=result.slug,
            files=tuple(result.files),
            hash=hash_of_files(hashes, result.files),
            needs_recheck=result.slug in batch.needs_recheck,
            result=result.result_json,
            problems=result.problems,
        )
        yield json.dumps(asdict(row)).encode() + b"\n"


def read_facts(folder: Path) -> ShardFacts:
    """Return a shard's facts. Raises BrokenShardError."""
    manifest = read_manifest(folder)
    try:
        whole = all(fingerprint_file(folder / name) == manifest.get(name) for name in (FACTS, PEOPLE))
        data = (folder / FACTS).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BrokenShardError("there is no shard in it") from None
    except OSError as error:
        raise BrokenShardError(f"it cannot be read: {error.strerror or error}") from None
    if not whole:
        raise BrokenShardError("it changed after it was written")
    try:
        facts = msgspec.json.decode(data, type=ShardFacts)
    except msgspec.DecodeError:
        raise BrokenShardError("it is of another version") from None
    if facts.format != _FORMAT or facts.version != generator.__version__:
        raise BrokenShardError(f"it is of version {facts.version}, and this is {generator.__version__}")
    return facts


def read_rows(folder: Path) -> Iterator[ShardPerson]:
    """Yield the people of a shard. Raises BrokenShardError."""
    rows = msgspec.json.Decoder(ShardPerson)
    try:
        with (folder / PEOPLE).open("rb") as lines:
            for line in lines:
                yield rows.decode(line)
    except (OSError, msgspec.DecodeError):
        raise BrokenShardError("it changed after it was written") from None


def files_of(folder: Path, result: PersonResult) -> Iterator[tuple[str, str]]:
    """Yield path and location of a person's files in a shard. Raises BrokenShardError if one is damaged."""
    for path, fingerprint_ in result.files:
        source = folder / FILES / path
        try:
            check_output_path(path)
            whole = not source.is_symlink() and fingerprint_file(source) == fingerprint_
        except (OSError, OutputPathError):
            whole = False
        if not whole:
            raise BrokenShardError(f"its file `{path}` changed after it was written")
        yield path, str(source)
