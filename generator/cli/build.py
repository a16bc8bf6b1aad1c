"""The command `ambassador build`: content -> output."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.build.options import BuildOptions, default_jobs
from generator.build.result import BuildResult
from generator.build.run import build_site
from generator.cli.options import site_options
from generator.cli.print_report import as_report, print_report
from generator.cli.progress import Stages, print_stages, watch_progress
from generator.cli.streams import note_done
from generator.output.output_folder import PublishError
from generator.problems import Place, Problem, Report, Severity
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

if TYPE_CHECKING:
    from generator.build.shards.shard import ShardFacts


class PartType(click.ParamType[tuple[int, int]]):
    """The type of a part of a whole, written as 2/8."""

    name = "n/of"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Parse the part. A usage error shows the right form."""
        if isinstance(value, tuple):
            return value
        number, _, count = str(value).partition("/")
        if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) <= 10_000):
            self.fail(f"`{value}` is not a part of a whole; write the second of eight as 2/8", param, ctx)
        return int(number), int(count)


@click.command()
@site_options
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the built site (default: output/ in the site's folder).",
)
@click.option("--url", default="", help="The address of the built site, instead of `url` in site.yaml.")
@click.option("--drafts", is_flag=True, help="Include drafts, and people whose pages start later.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="Number of processes for pages and pictures (default: one per core)."
)
@click.option(
    "--clean", is_flag=True, help="Rebuild everything, and replace the output folder even if no build wrote it."
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="The folder for cached pictures.")
@click.option(
    "--changed-to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the list of changed files to this file.",
)
@click.option("--shard", type=PartType(), metavar="N/OF", help="Build only one part of the people, to merge later.")
@click.option("--executor", default="", metavar="dask://HOST:PORT", help="Build the pages in a Dask cluster.")
@click.option("--explain", is_flag=True, help="Print why each person's pages were built again.")
@click.option("--quiet", is_flag=True, help="Print problems only.")
@click.option("--profile", is_flag=True, help="Print how long each stage took.")
def build(
    site: Path,
    as_of: date | None,
    style: str,
    output: Path | None,
    url: str,
    drafts: bool,
    jobs: int | None,
    clean: bool,
    cache: Path | None,
    changed_to: Path | None,
    shard: tuple[int, int] | None,
    executor: str,
    explain: bool,
    quiet: bool,
    profile: bool,
) -> None:
    """Build the site: all pages, or nothing if there is an error."""
    url = _site_url(url) if url else ""
    _check_executor(executor)
    default = site / "output" if shard is None else site / "shards" / f"{shard[0]}-of-{shard[1]}"
    report, target = Report(), output or default
    if changed_to is not None and shard is not None:
        raise click.UsageError(
            "--changed-to: a shard cannot know what changes; use --changed-to with `ambassador merge`"
        )
    if explain and shard is not None:
        raise click.UsageError("--explain: a shard renders all of its people, and knows no earlier build")
    check_list(changed_to, target)
    result: BuildResult | ShardFacts | None
    with publish_errors(target, site, style), watch_progress(style, quiet) as progress:
        stages = Stages(progress)
        request = BuildOptions(site, as_of, url, drafts, jobs or default_jobs(), stages, cache, executor)
        if shard is None:
            result = build_site(request, target, clean, report)
        else:
            from generator.build.shards.shard import Part, build_shard  # lazy: only a build of a shard needs it

            result = build_shard(request, Part(*shard), target, clean, report)
        # A build that renders nothing reads no content.
        if not isinstance(result, BuildResult) or result.rendered_count:
            _check_imports(site, report)
    if result is not None:
        note_done(f"The site was published in {target}." if shard is None else f"The shard was written to {target}.")
    if result is not None and changed_to is not None:
        list_changes(result, target, changed_to)
    finish(result, report, site, style, target, quiet)
    if explain and isinstance(result, BuildResult):
        for slug, reason in result.reasons:
            click.echo(visible(f"{slug}: {reason}"), err=True)
        if not result.reasons:
            click.echo("No page changed.", err=True)
    if profile:
        print_stages(stages.end(), style)
    if result is None:
        raise click.exceptions.Exit(1)


def _check_imports(site: Path, report: Report) -> None:
    """Warn about unknown fields of content/imports.yaml. An import refuses them, but no page depends on them."""
    from generator.content.discovery import IMPORTS  # lazy: an unchanged build reads no content

    if (site / IMPORTS).is_file():
        from generator.content.load import load_imports  # lazy: an unchanged build reads no content
        from generator.importing.name_columns import report_unknown_fields
        from generator.models.settings import Settings

        findings = Report()
        # The build reads all content, and reports the other faults of this file.
        report_unknown_fields(load_imports(site, Report()), Settings.model_fields["currency"].default, findings)
        for problem in findings:
            report.warning(problem.name, problem.message, problem.place, problem.help)


class publish_errors:  # noqa: N801 - read as a `with`
    """A context that reports a PublishError as a problem, and exits with code 1."""

    def __init__(self, target: Path, site: Path, style: str) -> None:
        self.target, self.site, self.style = target, site, style

    def __enter__(self) -> None:
        """Enter the context."""

    def __exit__(self, _type: object, error: object, _trace: object) -> None:
        """Report a PublishError."""
        if isinstance(error, PublishError):
            problem = Problem(error.name, Severity.ERROR, error.message, Place(str(self.target)), error.help)
            print_report(as_report(problem), self.site, self.style, "Nothing was written.")
            raise click.exceptions.Exit(1) from None


def finish(
    result: BuildResult | ShardFacts | None, report: Report, site: Path, style: str, target: Path, quiet: bool
) -> None:
    """Report the problems, and the result of the build."""
    if result is None:
        print_report(report, site, style, "Nothing was written.")
    else:
        print_report(report, site, style, "" if quiet else _summary(result, target))


def _summary(result: BuildResult | ShardFacts, target: Path) -> str:
    if not isinstance(result, BuildResult):
        return (
            f"Made shard {result.number} of {result.count} in {target}: {count_phrase(result.people, 'ambassador')}, "
            f"{count_phrase(result.rendered, 'page')} rendered, {count_phrase(result.drawn, 'picture')} drawn."
        )
    totals, file_changes = result.totals, result.file_changes
    return (
        f"Built {count_phrase(totals.pages, 'page')} for {count_phrase(totals.people, 'ambassador')} in {target}: "
        f"{result.rendered_count:,} of {count_phrase(totals.pages, 'page')} rendered, "
        f"{result.drawn_count:,} of {count_phrase(totals.pictures, 'picture')} drawn, "
        f"{count_phrase(result.changed_links, 'changed link')}; "
        f"{count_phrase(file_changes.written_count, 'file')} changed, "
        f"{file_changes.unchanged_count:,} the same, {file_changes.removed_count:,} removed."
    )


def check_list(changed_to: Path | None, target: Path) -> None:
    """Refuse a list of changes inside the site itself."""
    if changed_to is not None and changed_to.resolve().is_relative_to(target.resolve()):
        raise click.UsageError("--changed-to: write the list outside of the output folder")


def list_changes(result: BuildResult | ShardFacts, target: Path, file: Path) -> None:
    """Write the paths that are new, different or gone: one per line, or as JSON if the file name ends so."""
    paths = result.file_changes.paths if isinstance(result, BuildResult) else ()
    text = "".join(f"{path}\n" for path in paths)
    if file.suffix == ".json":
        there = {path: (target / path).is_file() for path in paths}
        changed_paths, removed_paths = ([path for path in paths if there[path] is stays] for stays in (True, False))
        text = json.dumps({"changed": changed_paths, "removed": removed_paths}, indent=1) + "\n"
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from None


def _check_executor(executor: str) -> None:
    if executor:
        from generator.build.workers.dask_cluster import scheduler_of  # lazy: only a build in a cluster needs it

        try:
            scheduler_of(executor)
        except ValueError:
            message = f"--executor: `{executor}` is not a cluster; write dask://HOST:PORT, the address of its scheduler"
            raise click.UsageError(message) from None


def _site_url(url: str) -> str:
    # lazy: it loads pydantic, which a build without this option does not need
    from pydantic_core import PydanticCustomError

    from generator.models.written import read_site_url

    try:
        return read_site_url(url)
    except PydanticCustomError as error:
        hint = (error.context or {}).get("help")
        raise click.UsageError(f"--url: {error.message()}" + (f"; {hint}" if hint else "")) from None
