"""Shards -> output: the same bytes as one build of all."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from generator.build.built import Built, Totals
from generator.build.cache_folder import open_cache_folder
from generator.build.lock import locked
from generator.build.making import Fresh, nothing_made
from generator.build.merge_checks import StrangeFileError, check_shard_file
from generator.build.prints import Prints
from generator.build.recall import adjusted, changed_links
from generator.build.request import Request
from generator.build.run import rarely_collect
from generator.build.shard import (
    BrokenShardError,
    Facts,
    Row,
    files_of,
    key_of,
    print_of_files,
    read_facts,
    read_rows,
)
from generator.build.whole import is_drawn, make_whole
from generator.build.workshop import Workshop, open_workshop
from generator.content.files import Found, find_people
from generator.content.regular import NotAFileError
from generator.output.manifest import fingerprint
from generator.output.publish import publishing, put_in_place, ready_target
from generator.output.target import read_target
from generator.problems import Place, Report


def merge_shards(request: Request, folders: Sequence[Path], target: Path, clean: bool, report: Report) -> Built | None:
    """Publish a site whose people were made in shards; None when the report has errors. Raises PublishError.

    The day, the address and the drafts are those of the shards.
    """
    rarely_collect()
    facts = _read_set(folders, report)
    if facts is None:
        return None
    first = next(iter(facts.values()))
    request = replace(request, as_of=first.day, url=first.url, drafts=first.drafts)

    def waiting() -> None:
        request.progress("waiting for another build", 0, 1)

    with publishing(target), locked(open_cache_folder(request), waiting):
        place = ready_target(target, site=request.root, content=request.root / "content")
        return _merge(request, facts, place, target, clean, report)


def _read_set(folders: Sequence[Path], report: Report) -> Mapping[Path, Facts] | None:
    """What every shard tells of itself; None, and a problem, where they are not all the parts of one whole."""
    facts: dict[Path, Facts] = {}
    by_number: dict[int, Path] = {}
    for folder in folders:
        try:
            facts[folder] = read_facts(folder)
        except BrokenShardError as error:
            _broken(folder, error, report)
    if report.errors:
        return None
    first_folder, first = next(iter(facts.items()))
    for folder, one in facts.items():
        other = [
            f"{words} {value}, not {wanted}"
            for words, value, wanted in (
                ("a part of", one.count, first.count),
                ("of", one.day, first.day),
                ("for the address", one.url or "of site.yaml", first.url or "of site.yaml"),
                ("with drafts:", one.drafts, first.drafts),
            )
            if value != wanted
        ]
        if not other and one.key != first.key:
            other = ["made of other content, or by other packages"]
        if other:
            message = f"`{folder}` does not belong to `{first_folder}`: it is {'; '.join(other)}"
            report.error("mixed-shards", message, Place(str(folder)), "build all shards of one commit, on one day")
        elif one.number in by_number:
            message = f"`{folder}` and `{by_number[one.number]}` are both shard {one.number} of {one.count}"
            report.error("mixed-shards", message, Place(str(folder)), "name each shard once")
        by_number.setdefault(one.number, folder)
    missing = [str(number) for number in range(1, first.count + 1) if number not in by_number]
    if missing and not report.errors:
        few = ", ".join(missing[:10]) + (", ..." if len(missing) > 10 else "")
        message = f"of {first.count} shards {len(missing)} {'is' if len(missing) == 1 else 'are'} missing: {few}"
        report.error("incomplete-shards", message, Place(str(first_folder)), "merge when all of them are built")
    return None if report.errors else facts


def _merge(
    request: Request, facts: Mapping[Path, Facts], place: Path, said: Path, clean: bool, report: Report
) -> Built | None:
    workshop = open_workshop(request, report)
    people = list(find_people(request.root, report))
    if report.errors:
        return None
    first_folder, first = next(iter(facts.items()))
    if key_of(workshop) != first.key:
        message = "the shards were made of other content than this, or by other packages"
        report.error("mixed-shards", message, Place(str(first_folder)), "merge in the commit that they were built from")
        return None
    fresh = nothing_made(place)
    fresh.rendered = sum(one.rendered for one in facts.values())
    fresh.drawn = sum(one.drawn for one in facts.values())
    for done, folder in enumerate(facts, 1):
        request.progress("gathering", done, len(facts), str(folder))
        try:
            _take(folder, workshop, people, fresh, report)
        except BrokenShardError as error:
            _broken(folder, error, report)
    lost = [found for found in people if found.slug not in fresh.outcomes]
    for found in lost[: 0 if report.errors else 5]:
        message = f"`{found.slug}` is in no shard: this person came after they were built"
        report.error("mixed-shards", message, Place(found.file), "merge in the commit that the shards were built from")
    if report.errors:
        return None
    outcomes = [fresh.outcomes[found.slug] for found in people]
    own = make_whole(workshop, people, outcomes, fresh, place, report)
    if own is None:
        return None
    files = ChainMap({file.path: file for file in own.files}, cast("Any", fresh.files))
    after = {path: print_ for one in outcomes for path, print_ in one.files}
    after |= {file.path: fingerprint(file) for file in own.files}
    totals = Totals(len(own.pages), 0, 0, sum(is_drawn(path) and path not in workshop.icons for path in after))
    for one in outcomes:
        totals = adjusted(totals, one, 1)
    request.progress("publishing", 0, 1)
    published = put_in_place(place, files, after, read_target(place, clean=clean, said=said), workshop.manifest_facts)
    return Built(totals, fresh.rendered, fresh.drawn, sum(changed_links(None, one) for one in outcomes), published)


def _take(folder: Path, workshop: Workshop, people: Sequence[Found], fresh: Fresh, report: Report) -> None:
    """Take the people of a shard, and check what it brings. Raises BrokenShardError."""
    by_slug = {found.slug: found for found in people}
    prints, settings = Prints(str(workshop.request.root)), workshop.site.settings
    site_url = (workshop.request.url or settings.url).rstrip("/")
    for row in read_rows(folder):
        found = by_slug.get(row.slug)
        if row.slug in fresh.outcomes:
            raise BrokenShardError(f"it holds `{row.slug}`, who is in another shard or there twice")
        if found is None or print_of_files(prints, row.used) != row.print:
            _tell_other(row, found, folder, report)
            continue
        try:
            outcome = row.read()
        except ValueError:
            raise BrokenShardError("it is not as it was written") from None
        if outcome.presence.slug != row.slug:
            raise BrokenShardError("it is not as it was written")
        report.take(outcome.problems)
        files = list(files_of(folder, outcome))
        try:
            for path, source in files:
                check_shard_file(outcome, path, Path(source), site_url, settings.shop, report)
        except (StrangeFileError, OSError, NotAFileError) as error:
            raise BrokenShardError(str(error)) from None
        fresh.add(outcome.lean(), iter(files), doubtful=row.doubtful)


def _tell_other(row: Row, found: Found | None, folder: Path, report: Report) -> None:
    why = "are no longer what the shard was made of" if found else "are gone, and the shard holds them"
    place = Place(found.file if found else str(folder))
    hint = "merge in the commit that the shards were built from"
    report.error("mixed-shards", f"the files of `{row.slug}` {why}", place, hint)


def _broken(folder: Path, error: BrokenShardError, report: Report) -> None:
    hint = "build it again, and copy the whole folder"
    report.error("broken-shard", f"`{folder}` cannot be merged: {error}", Place(str(folder)), hint)
