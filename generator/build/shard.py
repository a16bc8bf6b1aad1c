"""A part of a site's people, made on a machine of its own, and what is needed to put the parts together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import generator
from generator.build.basis import basis_of
from generator.build.cache_folder import open_cache_folder
from generator.build.environment import environment_key
from generator.build.lock import locked
from generator.build.making import Fresh, make_people
from generator.build.outcome import Outcome, read_outcome, read_problems
from generator.build.prints import Prints
from generator.build.request import Request
from generator.build.run import rarely_collect, staging_in
from generator.build.whole import staging_of, try_twice
from generator.build.workers import order_of
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import find_people
from generator.output.files import OutputFile, OutputPathError, check_output_path
from generator.output.manifest import fingerprint_file, read_manifest
from generator.output.publish import publish, publishing
from generator.problems import Report

FACTS, PEOPLE, FILES = "shard.json", "people.jsonl", "files"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """The `number`th (from 1) of `count` parts."""

    number: int
    count: int

    def holds(self, slug: str) -> bool:
        """Whether a person belongs to this part: the same on every machine, whoever comes or goes beside them."""
        return int.from_bytes(hashlib.blake2b(slug.encode(), digest_size=8).digest()) % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What a shard tells of itself; those of one set agree in all but `number`, `people` and what follows it."""

    format: int
    version: str
    number: int
    count: int
    day: date
    url: str
    drafts: bool
    key: str
    """What its pages stand on (see Basis.whole)."""
    people: int
    rendered: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a shard: a line of people.jsonl. `outcome` and `problems` are JSON of their own."""

    slug: str
    used: tuple[str, ...]
    """The files that the pages were made of (see Uses)."""
    print: str
    """Of all of them together."""
    doubtful: bool
    outcome: str
    problems: str

    def read(self) -> Outcome:
        """The outcome, with its warnings. Raises ValueError."""
        return replace(read_outcome(self.outcome), problems=read_problems(self.problems))


class BrokenShardError(Exception):
    """A folder that is no shard, or not as it was written; the text says why."""


def build_shard(request: Request, part: Part, target: Path, clean: bool, report: Report) -> Facts | None:
    """Make a part of the people, and publish it into a folder of its own; None when the report has errors.

    Raises PublishError.
    """
    rarely_collect()
    cache = open_cache_folder(request)

    def waiting() -> None:
        request.progress("waiting for another build", 0, 1)

    with publishing(target, cache, request.cache_folder), locked(cache, waiting), staging_in(cache) as staging:
        made = try_twice(lambda told, again: _make(request, part, staging_of(staging, again), told), report)
        if made is None:
            return None
        facts, files = made
        request.progress("publishing", 0, 1)
        content = request.root / "content"
        publish(files, target, site=request.root, content=content, as_of=facts.day, clean=clean)
        return facts


def key_of(workshop: Workshop) -> str:
    """The key of all that the pages stand on beside each person's own files."""
    prints = Prints(str(workshop.request.root))
    environment, _ = environment_key(prints, workshop.theme.folders if workshop.theme else ())
    return basis_of(workshop, environment).whole


def print_of_files(prints: Prints, used: Iterable[str]) -> str:
    """One print of many files, also of those that are not there."""
    told = "\0".join(f"{path}\0{prints.of(path)}" for path in used)
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _make(request: Request, part: Part, staging: Path, report: Report) -> tuple[Facts, list[OutputFile]] | None:
    workshop = open_workshop(request, report)
    people = [found for found in find_people(request.root, report) if part.holds(found.slug)]
    prints = Prints(str(request.root))
    environment, _ = environment_key(prints, workshop.theme.folders if workshop.theme else ())
    basis = basis_of(workshop, environment)
    fresh = make_people(order_of(workshop, basis, staging), workshop, people, report)
    if report.errors or workshop.plan is None:
        return None
    facts = Facts(
        format=_FORMAT,
        version=generator.__version__,
        number=part.number,
        count=part.count,
        day=workshop.day,
        url=request.url,
        drafts=request.drafts,
        key=basis.whole,
        people=len(fresh.outcomes),
        rendered=fresh.rendered,
        drawn=fresh.drawn,
    )
    told = TypeAdapter(Facts).dump_json(facts, indent=1) + b"\n"
    rows = staging.with_name(f"{staging.name}.rows")
    with rows.open("wb") as stream:
        stream.writelines(_rows(fresh, prints))
    files = [OutputFile(FACTS, told), OutputFile(PEOPLE, source=rows)]
    files += [replace(file, path=f"{FILES}/{path}") for path, file in fresh.files.items()]
    return facts, files


def _rows(fresh: Fresh, prints: Prints) -> Iterator[bytes]:
    for one in fresh.records:
        row = Row(
            slug=one.slug,
            used=tuple(one.files),
            print=print_of_files(prints, one.files),
            doubtful=one.slug in fresh.doubtful,
            outcome=one.outcome,
            problems=one.problems,
        )
        yield json.dumps(asdict(row)).encode() + b"\n"


_FACTS, _ROW = TypeAdapter(Facts), TypeAdapter(Row)


def read_facts(folder: Path) -> Facts:
    """What a shard tells of itself. Raises BrokenShardError."""
    listed = read_manifest(folder)
    try:
        whole = all(fingerprint_file(folder / name) == listed.get(name) for name in (FACTS, PEOPLE))
        told = (folder / FACTS).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise BrokenShardError("it holds no shard") from None
    except OSError as error:
        raise BrokenShardError(f"it cannot be read: {error.strerror or error}") from None
    if not whole:
        raise BrokenShardError("it is not as it was written")
    try:
        facts = _FACTS.validate_json(told)
    except ValidationError:
        raise BrokenShardError("it is of another version") from None
    if facts.format != _FORMAT or facts.version != generator.__version__:
        raise BrokenShardError(f"it is of version {facts.version}, and this is {generator.__version__}")
    return facts


def read_rows(folder: Path) -> Iterator[Row]:
    """The people of a shard. Raises BrokenShardError."""
    try:
        with (folder / PEOPLE).open("rb") as lines:
            for line in lines:
                yield _ROW.validate_json(line)
    except (OSError, ValidationError):
        raise BrokenShardError("it is not as it was written") from None


def files_of(folder: Path, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Where a person's files lie in a shard, by path. Raises BrokenShardError where one is not as it was written."""
    for path, print_ in outcome.files:
        source = folder / FILES / path
        try:
            check_output_path(path)
            whole = not source.is_symlink() and fingerprint_file(source) == print_
        except (OSError, OutputPathError):
            whole = False
        if not whole:
            raise BrokenShardError(f"its file `{path}` is not as it was written")
        yield path, str(source)
