"""The command `ambassador check`: all problems of content and of the built pages. It writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.build.options import BuildOptions, default_jobs, today
from generator.build.preview import render_site
from generator.cli.options import complete_problem, site_options
from generator.cli.print_report import print_report
from generator.cli.progress import watch_progress
from generator.problems import Report, did_you_mean
from generator.problems.formats import count_phrase


@click.command()
@site_options
@click.option("--drafts", is_flag=True, help="Include drafts, and people whose pages start later.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors, for CI.")
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_problem,
    help="Show only problems of this name. You can repeat this option.",
)
def check(site: Path, as_of: date | None, style: str, drafts: bool, strict: bool, only: tuple[str, ...]) -> None:
    """Check content and pages without writing anything."""
    # lazy: they load the models, which `--help` does not need
    from generator.content.load import load_site
    from generator.importing.name_columns import report_unknown_fields
    from generator.lints.run import run_lints
    from generator.registry import extensions
    from generator.roster.views import check_rosters
    from generator.sections import BUILT_IN

    only = _check_names(only)
    report = Report()
    with watch_progress(style) as progress:
        rendered_site = render_site(BuildOptions(site, as_of, "", drafts, default_jobs(), progress), report)
        if rendered_site is not None:
            progress("advising", 0, 1)
            run_lints(rendered_site.page_context, rendered_site.page_list, rendered_site.files, report)
        sections = (*BUILT_IN, *extensions("sections"))
        # Without pages the content is read again, and all its own problems are reported already.
        content = rendered_site.page_context.site if rendered_site is not None else load_site(site, sections, Report())
        check_rosters(content, as_of or today(content), report)
        report_unknown_fields(content.imports, content.settings.currency, report)
    if strict:
        report = report.with_warnings_as_errors()
    bad = rendered_site is None or report.errors > 0
    closing = ""
    if rendered_site is not None and not bad:
        pages = count_phrase(rendered_site.pages, "page")
        closing = f"{pages} for {count_phrase(rendered_site.people, 'ambassador')}: ready to build."
    visible_report = report.with_names(only) if only else report
    if only:
        hidden_count = len(report) - len(visible_report)
        verb = "is" if hidden_count == 1 else "are"
        hidden_note = f"{count_phrase(hidden_count, 'problem')} with other names {verb} not shown."
        closing = f"{closing} {hidden_note}".strip() if hidden_count else closing
    print_report(
        visible_report,
        site,
        style,
        closing,
        "`--only NAME` shows all problems of one name, `--format full` shows everything",
    )
    if bad:
        raise click.exceptions.Exit(1)


def _check_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names unchanged. An unknown problem name is a usage error."""
    from generator.lints import known_lints  # lazy: only `--list` and unknown names need it
    from generator.registry import problem_pages

    all_names = {*problem_pages(), *(lint.name for lint in known_lints())}
    for name in names:
        if name not in all_names:
            hint = did_you_mean(name, all_names, "`ambassador explain` lists all names")
            raise click.BadParameter(f"no problem is called `{name[:60]}`: {hint}", param_hint="'--only'")
    return names
