"""The command `ambassador forget`: it removes a person from the whole site."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from generator.authoring.forget import forget_person
from generator.authoring.forget_plan import CACHE, ForgetPlan, plan_forgetting
from generator.authoring.git_history import purge_commands
from generator.build.build_lock import hold_build_lock
from generator.build.options import BuildOptions
from generator.cli.options import SITE, STYLE
from generator.cli.print_report import print_problems, print_report
from generator.cli.streams import note_done
from generator.content.private_folder import PRIVATE
from generator.importing.last_import import forget_entry, last_import_file, read_last_import
from generator.problems import Place, Report
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

MOST = 50  # mentions that are listed one by one
SHEETS = last_import_file("ambassadors")  # the data of people in sheets, one line each


@click.command()
@click.argument("slug")
@click.option("--dry-run", is_flag=True, help="Show what would be deleted, and delete nothing.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option(
    "--no-trace", is_flag=True, help="Do not keep their addresses: printed codes and links will lead to a missing page."
)
@click.option("--build", is_flag=True, help="Build the site afterwards, which deletes their published pages too.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site's folder)."
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="The folder for cached pictures.")
@SITE
@STYLE
def forget(
    slug: str,
    dry_run: bool,
    yes: bool,
    no_trace: bool,
    build: bool,
    output: Path | None,
    cache: Path | None,
    site: Path,
    style: str,
) -> None:
    """Delete a person and their data: content, pictures, caches and addresses.

    SLUG is the name of the person's folder or file in content/ambassadors/.
    """
    report, target = Report(), output or site / "output"
    kept_in = BuildOptions(site, cache=cache).cache_folder
    plan = plan_forgetting(site, slug, target, not no_trace, report, kept_in)
    if plan is None:
        print_report(report, site, style, "Nothing was deleted.")
        raise click.exceptions.Exit(1)
    quiet = style != "full"
    is_imported = slug in read_last_import(site, "ambassadors")
    if not plan.leaves and not is_imported:
        click.echo(f"Nothing of {slug} is left here. {_history(site, plan)}", err=quiet)
        print_problems(_report_mentions(plan), site, style)
        return
    click.echo(_describe_plan(plan, is_imported), err=quiet)
    mention_report = _report_mentions(plan)
    print_problems(mention_report, site, style)
    if dry_run:
        click.echo(f"{_history(site, plan)}\nNothing was deleted (--dry-run).", err=quiet)
        return
    if not yes and (sys.stdin is None or not sys.stdin.isatty()):
        raise click.UsageError("this terminal cannot ask you; add --yes to delete the person and their data")
    if not yes:
        click.confirm(f"\nForget {slug}? This cannot be undone", abort=True, err=quiet)
    with _alone(site, quiet):
        deleted_paths = forget_person(site, plan, report)
        _forget_sheets(site, slug, report)
    note_done(f"{count_phrase(len(deleted_paths), 'thing')} of {slug} went.")
    if report.errors:
        print_report(
            report, site, style, f"{count_phrase(len(deleted_paths), 'thing')} deleted; the rest is still there."
        )
        raise click.exceptions.Exit(1)
    click.echo(f"\n{slug} is deleted here. {_history(site, plan)}", err=quiet)
    if plan.kits:
        click.echo("Kits that you sent to them, and copies elsewhere, are not deleted.", err=quiet)
    if plan.published_files:
        note = (
            f"{target} holds {count_phrase(len(plan.published_files), 'file')} of theirs until the next complete build"
        )
        click.echo(f"\n{note}{'.' if build else ': `ambassador build`, and publish it.'}", err=quiet)
    if build:
        _build(site, target, style, cache)


def _alone(site: Path, quiet: bool) -> AbstractContextManager[None]:
    """Hold the locks, because a running build would keep the data that it has read.

    The cache is locked if it is a folder of ours.
    """
    cache = site / CACHE
    if cache.is_symlink() or not cache.is_dir():
        return nullcontext()
    return hold_build_lock(cache, lambda: click.echo("Waiting for another build ...", err=quiet))


def _forget_sheets(site: Path, slug: str, report: Report) -> None:
    try:
        forget_entry(site, "ambassadors", slug)
    except OSError as error:
        message = f"`{SHEETS}` could not be written: {error.strerror or error}"
        report.error("not-forgotten", message, Place(SHEETS), "check the permissions, and run the command again")


_KEPT_BY = {
    f"{CACHE}/": "the cache of builds; the next build makes all pictures again",
    f"{PRIVATE}/": "the index of rosters; the next `ambassador roster` reads all of them again",
}


def _describe_plan(plan: ForgetPlan, is_imported: bool) -> str:
    lines = []
    if plan.own or plan.pictures or plan.caches or plan.shared_cache or plan.built_folders or plan.kits or is_imported:
        lines += ["To be deleted for good:", *(f"  {path}" for path in (*plan.own, *plan.pictures))]
        lines += [f"  {SHEETS}  (their line: what the last import read)"] if is_imported else []
        lines += [f"  {path}  ({_KEPT_BY[path]})" for path in plan.caches]
        lines += [f"  {path}  (the built site, with their pages)" for path in plan.built_folders]
        lines += [f"  {path}  (their kit)" for path in plan.kits]
        lines += [f"  {count_phrase(len(plan.shared_cache), 'file')} in the shared cache"] if plan.shared_cache else []
    if plan.addresses:
        lines += ["These addresses will say that the page is gone, without a name (content/forgotten.yaml):"]
        lines += [f"  /{address}/" for address in plan.addresses]
    if plan.shared_files:
        lines += [
            "These files stay, because other content uses them too:",
            *(f"  {path}" for path in plan.shared_files),
        ]
    if plan.unread:
        lines += ["These files were not searched. Check them yourself:", *(f"  {path}" for path in plan.unread)]
    return "\n".join(map(visible, lines))


def _report_mentions(plan: ForgetPlan) -> Report:
    """Return a report of other files that still name the person.

    The user must edit them by hand, because the rest of the line may need other words.
    """
    report = Report()
    mentions = [mention for mention in plan.mentions if mention.file != SHEETS]
    for mention in mentions[:MOST]:
        place = Place(mention.file, line=mention.line, column=mention.column, length=len(mention.words[0]))
        what = "this line mentions" if mention.line else "the name of this file mentions"
        hint = "delete it, or leave it if it means something else"
        words = ", ".join(f"`{word[:60]}`" for word in mention.words[:5])
        report.warning("still-mentioned", f"{what} {words}", place, hint)
    more = len(mentions) - MOST
    if more > 0:
        place = Place(mentions[MOST].file)
        report.warning("still-mentioned", f"there are {more:,} more such lines, in this file and after it", place)
    return report


def _history(site: Path, plan: ForgetPlan) -> str:
    commands = purge_commands(site, plan)
    if not commands:
        return "Copies elsewhere (backups, older deployments at a host) are not deleted."
    return "\n".join([
        "The git history still has the data. To remove it, with git-filter-repo:",
        "",
        *(f"    {visible(command)}" for command in commands),
        "",
        "ADDRESS is the address of the repository. Everyone else must clone it again. Ask its host to delete old",
        "commits and pull requests. Delete caches (.ambassador) and artifacts of CI, older deployments and backups.",
    ])  # fmt: skip


def _build(site: Path, target: Path, style: str, cache: Path | None) -> None:
    from generator.cli.build import build  # lazy: only `--build` needs it

    click.get_current_context().invoke(build, site=site, output=target, style=style, as_of=None, cache=cache)
