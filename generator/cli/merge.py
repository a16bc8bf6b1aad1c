"""The command `ambassador merge`: shards -> output."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build.options import BuildOptions, default_jobs
from generator.cli.build import check_list, finish, list_changes, publish_errors
from generator.cli.options import SITE, STYLE
from generator.cli.progress import watch_progress
from generator.cli.streams import note_done
from generator.problems import Report


@click.command()
@click.argument("shards", nargs=-1, required=True, metavar="SHARD...", type=click.Path(path_type=Path))
@SITE
@STYLE
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the built site (default: output/ in the site's folder).",
)
@click.option("--clean", is_flag=True, help="Replace the output folder even if no build wrote it.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="The folder for cached pictures.")
@click.option(
    "--changed-to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the list of changed files to this file.",
)
@click.option("--quiet", is_flag=True, help="Print problems only.")
def merge(
    shards: tuple[Path, ...],
    site: Path,
    style: str,
    output: Path | None,
    clean: bool,
    cache: Path | None,
    changed_to: Path | None,
    quiet: bool,
) -> None:
    """Merge the shards that `build --shard` wrote: the whole site, or nothing."""
    from generator.build.shards.merge import merge_shards  # lazy: it loads the models, which `--help` does not need

    report, target = Report(), output or site / "output"
    check_list(changed_to, target)
    with publish_errors(target, site, style), watch_progress(style, quiet) as progress:
        request = BuildOptions(site, jobs=default_jobs(), progress=progress, cache=cache)
        result = merge_shards(request, shards, target, clean, report)
    if result is not None:
        note_done(f"The site was published in {target}.")
    if result is not None and changed_to is not None:
        list_changes(result, target, changed_to)
    finish(result, report, site, style, target, quiet)
    if result is None:
        raise click.exceptions.Exit(1)
