"""What a roster knows of each person: read from the content, or remembered from an earlier question."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator import __version__
from generator.build.incremental.environment import files_below, package_homes
from generator.build.incremental.file_hashes import wait_for_clock_tick
from generator.content.discovery import ContentFile, find_people
from generator.content.load import load_profile, load_shared
from generator.content.read_log import FileReads, recording_reads
from generator.content.references import check_profile_references, products_named
from generator.content.roster_file import load_roster
from generator.content.site import Profile, SharedContent, Site
from generator.models.person import Person
from generator.models.roster import Roster
from generator.problems import Place, Report
from generator.prose.parts import Prose
from generator.roster.memory import Memory, open_memory, pack, plain_type, restore, save_memory, stamp_of
from generator.sections.profile import profile_model
from generator.sections.section import Section

FACTS = (
    *("name", "locale", "market", "niches", "since", "followers", "tier", "campaigns", "status", "from_", "until"),
    "socials",
)  # fmt: skip
"""What rosters use of a profile: a remembered person has only these."""
_PACKAGE = Path(__file__).parents[1]


class RosterPerson(Struct, frozen=True):
    """One person. Their page names `products`. Their profile has no story.

    If remembered, the profile has only FACTS, and `roster` is a Struct with the same attributes as a Roster.
    """

    profile: Profile
    roster: Roster
    products: frozenset[str]


def read_site(root: Path, sections: tuple[Section, ...], report: Report) -> tuple[Site, tuple[RosterPerson, ...]]:
    """Read a site without people, and what a roster knows of its people; report all problems of both.

    Conflicts between people, such as a code that two have, are left to `ambassador check`.
    """
    paths: set[str] = set()
    reads: FileReads = {}
    start_time = wait_for_clock_tick()
    with recording_reads(paths, reads):
        shared_content = load_shared(root, report)
    model = profile_model(sections)
    decoder = _decoder(model)
    memory = open_memory(root, _key(sorted(paths), reads, sections))
    people, files = [], []
    for person in find_people(root, report):
        data = memory.find(person.file)
        roster_person = _restore(person, model, decoder, data) if data is not None else None
        if roster_person is None:
            roster_person = _read(person, model, shared_content, sections, memory, start_time, report)
        if roster_person is not None:
            people.append(roster_person)
            files.append(person.file)
    save_memory(memory, files)
    return replace(shared_content.site, people=tuple(person.profile for person in people)), tuple(people)


def people_of(site: Site, report: Report) -> Iterator[RosterPerson]:
    """Yield what a roster knows of everybody in a site that is loaded already. All problems are reported."""
    for profile in site.people:
        yield _roster_person(profile, load_roster(site.root, profile.place.file, report))


def _roster_person(profile: Profile, roster: Roster | None) -> RosterPerson:
    return RosterPerson(
        replace(profile, story=Prose()), roster or Roster(), frozenset(id_ for id_, _ in products_named(profile))
    )


def _read(
    file: ContentFile, model: type[Person], shared_content: SharedContent, sections: tuple[Section, ...],
    memory: Memory, start_time: int, report: Report,
) -> RosterPerson | None:  # fmt: skip
    """Read one person; remember them if nothing about their files is a problem."""
    root = shared_content.site.root
    paths: set[str] = set()
    own = Report()
    with recording_reads(paths):
        profile = load_profile(root, file, model, shared_content.site, own)
        if profile is not None:
            check_profile_references(profile, shared_content, sections, own)
            roster_person = _roster_person(profile, load_roster(root, file.file, own))
    problems = list(own)
    for problem in problems:
        report.add(problem)
    if profile is None:
        return None
    if problems:
        memory.forget(file.file)
    else:
        memory.remember(file.file, _below(root, paths), _pack(roster_person), start_time)
    return roster_person


def _below(root: Path, paths: Iterable[str]) -> Iterator[str]:
    base = str(root)
    return (path if base == os.curdir else os.path.relpath(path, base) for path in paths)


def _pack(roster_person: RosterPerson) -> msgspec.Raw:
    person = roster_person.profile.person
    facts = {name: pack(getattr(person, name)) for name in FACTS if name in person.model_fields_set}
    return msgspec.Raw(
        msgspec.json.encode(
            {"person": facts, "roster": pack(roster_person.roster), "products": sorted(roster_person.products)}
        )
    )


def _decoder(model: type[Person]) -> msgspec.json.Decoder[Any]:
    fields = [("person", plain_type(model, FACTS)), ("roster", plain_type(Roster)), ("products", frozenset[str])]
    return msgspec.json.Decoder(msgspec.defstruct("Data", fields, forbid_unknown_fields=True))


def _restore(
    file: ContentFile, model: type[Person], decoder: msgspec.json.Decoder[Any], data: msgspec.Raw
) -> RosterPerson | None:
    """Restore a person; None if the data have another shape than this version writes."""
    try:
        record = decoder.decode(data)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        return None
    person = restore(model, {name: getattr(record.person, name) for name in FACTS if hasattr(record.person, name)})
    return RosterPerson(Profile(file.slug, person, Prose(), Place(file.file)), record.roster, record.products)


def _key(paths: Iterable[str], reads: FileReads, sections: tuple[Section, ...]) -> str:
    """Return a digest of all that everybody's entry depends on: shared content, this tool, and installed packages."""
    lines = [__version__, *(section.name for section in sections)]
    for path in paths:
        file_read = reads.get(path)
        lines.append(f"{path} {file_read.hash if file_read is not None else stamp_of(path)}")
    lines += [f"{path} {stamp_of(path)}" for path in (*files_below(str(_PACKAGE)), *package_homes())]
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
