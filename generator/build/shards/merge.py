"""Merge of shards into the output folder: the same bytes as one build of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from generator.build.build_lock import hold_build_lock
from generator.build.cache_folder import open_cache_folder
from generator.build.complete_site import complete_site
from generator.build.context import BuildContext, open_context
from generator.build.incremental.file_hashes import FileHashes
from generator.build.incremental.result_diff import count_changed_links
from generator.build.options import BuildOptions
from generator.build.result import BuildResult
from generator.build.shards.merge_checks import StrangeFileError, check_shard_file
from generator.build.shards.shard import (
    BrokenShardError,
    ShardFacts,
    ShardPerson,
    files_of,
    hash_of_files,
    key_of,
    read_facts,
    read_rows,
)
from generator.build.workers.batch import RenderBatch, empty_batch
from generator.content.discovery import ContentFile, find_people
from generator.content.safe_open import NotAFileError
from generator.output.output_folder import read_target
from generator.output.publish import disk_errors_reported, prepare_target, replace_site
from generator.problems import Place, Report
from generator.startup import collect_garbage_rarely


def merge_shards(
    options: BuildOptions, folders: Sequence[Path], target: Path, clean: bool, report: Report
) -> BuildResult | None:
    """Publish a site whose people were rendered in shards; None if the report has errors. Raises PublishError.

    The shards fix the day, the address and the drafts.
    """
    collect_garbage_rarely()
    facts = _read_set(folders, report)
    if facts is None:
        return None
    first = next(iter(facts.values()))
    options = replace(options, as_of=first.day, url=first.url, drafts=first.drafts)
    waiting = partial(options.progress, "waiting for another build", 0, 1)
    with disk_errors_reported(target), hold_build_lock(open_cache_folder(options), waiting):
        place = prepare_target(target, site=options.root, content=options.root / "content")
        return _merge(options, facts, place, target, clean, report)


def _read_set(folders: Sequence[Path], report: Report) -> Mapping[Path, ShardFacts] | None:
    """Return every shard's facts; None, and a problem, if they are not one complete set."""
    facts: dict[Path, ShardFacts] = {}
    by_number: dict[int, Path] = {}
    for folder in folders:
        try:
            facts[folder] = read_facts(folder)
        except BrokenShardError as error:
            _report_broken(folder, error, report)
    if report.errors:
        return None
    first_folder, first = next(iter(facts.items()))
    for folder, fact in facts.items():
        differences = [
            f"{words} {value}, not {expected_value}"
            for words, value, expected_value in (
                ("a part of", fact.count, first.count),
                ("of", fact.day, first.day),
                ("for the address", fact.url or "of site.yaml", first.url or "of site.yaml"),
                ("with drafts:", fact.drafts, first.drafts),
            )
            if value != expected_value
        ]
        if not differences and fact.key != first.key:
            differences = ["built from other content, or with other packages"]
        if differences:
            message = f"`{folder}` does not belong to `{first_folder}`: it is {'; '.join(differences)}"
            report.error("mixed-shards", message, Place(str(folder)), "build all shards from one commit, on one day")
        elif fact.number in by_number:
            message = f"`{folder}` and `{by_number[fact.number]}` are both shard {fact.number} of {fact.count}"
            report.error("mixed-shards", message, Place(str(folder)), "name each shard once")
        by_number.setdefault(fact.number, folder)
    missing = [str(number) for number in range(1, first.count + 1) if number not in by_number]
    if missing and not report.errors:
        few = ", ".join(missing[:10]) + (", ..." if len(missing) > 10 else "")
        message = f"of {first.count} shards {len(missing)} {'is' if len(missing) == 1 else 'are'} missing: {few}"
        report.error("incomplete-shards", message, Place(str(first_folder)), "build the missing shards, then merge")
    return None if report.errors else facts


def _merge(
    options: BuildOptions,
    facts: Mapping[Path, ShardFacts],
    output_folder: Path,
    requested_folder: Path,
    clean: bool,
    report: Report,
) -> BuildResult | None:
    context = open_context(options, report)
    people = list(find_people(options.root, report))
    if report.errors:
        return None
    first_folder, first = next(iter(facts.items()))
    if key_of(context) != first.key:
        message = "the shards were built from other content than this, or with other packages"
        report.error("mixed-shards", message, Place(str(first_folder)), "merge in the commit that they were built from")
        return None
    batch = empty_batch(output_folder)
    batch.rendered_count = sum(fact.rendered for fact in facts.values())
    batch.drawn_count = sum(fact.drawn for fact in facts.values())
    for count, folder in enumerate(facts, 1):
        options.progress("gathering", count, len(facts), str(folder))
        try:
            _take_shard(folder, context, people, batch, report)
        except BrokenShardError as error:
            _report_broken(folder, error, report)
    missing_people = [person for person in people if person.slug not in batch.results]
    for file in missing_people[: 0 if report.errors else 5]:
        message = f"`{file.slug}` is in no shard: this person was added after they were built"
        report.error("mixed-shards", message, Place(file.file), "merge in the commit that the shards were built from")
    if report.errors:
        return None
    results = [batch.results[person.slug] for person in people]
    site = complete_site(context, people, results, batch, output_folder, report)
    if site is None:
        return None
    options.progress("publishing", 0, 1)
    file_changes = replace_site(
        output_folder,
        site.files,
        site.fingerprints,
        read_target(output_folder, clean=clean, requested_folder=requested_folder),
        context.manifest_facts,
    )
    return BuildResult(
        site.totals,
        batch.rendered_count,
        batch.drawn_count,
        sum(count_changed_links(None, result) for result in results),
        file_changes,
    )


def _take_shard(
    folder: Path, context: BuildContext, people: Sequence[ContentFile], batch: RenderBatch, report: Report
) -> None:
    """Add the people of a shard to the batch, and check its files. Raises BrokenShardError."""
    by_slug = {person.slug: person for person in people}
    hashes, settings = FileHashes(str(context.options.root)), context.site.settings
    site_url = (context.options.url or settings.url).rstrip("/")
    for row in read_rows(folder):
        file = by_slug.get(row.slug)
        if row.slug in batch.results:
            raise BrokenShardError(f"it has `{row.slug}`, who is in another shard or in it twice")
        if file is None or hash_of_files(hashes, row.files) != row.hash:
            _report_other_person(row, file, folder, report)
            continue
        try:
            result = row.read_result()
        except ValueError:
            raise BrokenShardError("it changed after it was written") from None
        if result.summary.slug != row.slug:
            raise BrokenShardError("it changed after it was written")
        report.take(result.problems)
        files = list(files_of(folder, result))
        try:
            for path, source in files:
                check_shard_file(result, path, Path(source), site_url, settings.shop, report)
        except (StrangeFileError, OSError, NotAFileError) as error:
            raise BrokenShardError(str(error)) from None
        batch.add(result.without_dependencies(), iter(files), needs_recheck=row.needs_recheck)


def _report_other_person(row: ShardPerson, file: ContentFile | None, folder: Path, report: Report) -> None:
    why = "changed after the shard was built" if file else "are gone, and the shard still has them"
    place = Place(file.file if file else str(folder))
    hint = "merge in the commit that the shards were built from"
    report.error("mixed-shards", f"the files of `{row.slug}` {why}", place, hint)


def _report_broken(folder: Path, error: BrokenShardError, report: Report) -> None:
    hint = "build the shard again, and copy the whole folder"
    report.error("broken-shard", f"`{folder}` cannot be merged: {error}", Place(str(folder)), hint)
