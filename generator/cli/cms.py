"""The command `ambassador cms`: a browser editor for the site's content."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.cli.options import SITE, STYLE
from generator.cli.print_report import print_report
from generator.cli.streams import note_done
from generator.cms.config import BACKENDS, Backend, make_config, read_backend
from generator.cms.form_choices import form_choices
from generator.cms.package import NAME, VERSION, PackageError, fetch_package, open_package, parts_in, parts_of
from generator.cms.repository import find_repository
from generator.cms.write import own_files, write_admin
from generator.content.load import load_site
from generator.importing.name_columns import report_unknown_fields
from generator.output.cms_files import FOLDER
from generator.problems import Place, Report
from generator.problems.formats import count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN


@click.command()
@click.option(
    "--repo", metavar="OWNER/NAME", help="The repository that the editor saves to (default: the site's `origin`)."
)
@click.option("--branch", help="The branch that the editor saves to (default: main).")
@click.option("--backend", type=click.Choice(BACKENDS), help="The host of the repository (default: github).")
@click.option("--api-root", metavar="URL", help="The API of your own GitLab, Gitea, Forgejo or GitHub server.")
@click.option("--base-url", metavar="URL", help="The sign-in service, if it is not the host's own.")
@click.option(
    "--bundle",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.tgz",
    help=f"The package {NAME} {VERSION}, rather than by npm.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the editor (default: admin/ in the site's folder).",
)
@SITE
@STYLE
def cms(
    repo: str | None,
    branch: str | None,
    backend: str | None,
    api_root: str | None,
    base_url: str | None,
    bundle: Path | None,
    output: Path | None,
    site: Path,
    style: str,
) -> None:
    """Set up an editor in the browser (Sveltia CMS), with a form for every content file.

    This command writes admin/. A build publishes it with the site, at /admin/. Run the command again after an
    update, and after you add a language or a section. It remembers the repository, and downloads the editor only
    if it is missing.
    """
    folder = output or site / FOLDER
    target = _backend(read_backend(folder) or find_repository(site), repo, branch, backend, api_root, base_url)
    report = Report()
    sections = (*BUILT_IN, *extensions("sections"))
    content = load_site(site, sections, report)
    report_unknown_fields(content.imports, content.settings.currency, report)
    if report.errors:
        print_report(
            report, site, style, "Nothing was written: content has errors. Fix them and run the command again."
        )
        raise click.exceptions.Exit(1)
    report = Report()
    choices = form_choices(content, sections)
    config = make_config(content, sections, choices, target, report)
    folder_name = FOLDER if output is None else str(output)
    try:
        parts = None if bundle else parts_in(folder, choices.languages)
        if parts is None:
            parts = parts_of(open_package(bundle.read_bytes() if bundle else fetch_package()), choices.languages)
    except PackageError as error:
        report.error("cms-package", str(error), Place(str(bundle or folder_name)), error.help)
    except OSError as error:
        raise click.FileError(str(bundle), error.strerror) from None
    else:
        files = {**parts, **own_files(config, choices, target, content.settings.brand)}
        if write_admin(folder, files, folder_name, report):
            note_done(f"The editor was written to {folder}.")
            _closing(report, site, style, folder, target, len(files))
            return
    print_report(report, site, style, "Nothing was written.")
    raise click.exceptions.Exit(1)


def _closing(report: Report, site: Path, style: str, folder: Path, target: Backend, files: int) -> None:
    closing = (
        f"Wrote {count_phrase(files, 'file')} into {folder}/. The editor saves to {target.repo} ({target.name}, "
        f"{target.branch}).\nOn this machine: `ambassador serve`, open /admin/ in Chrome or Edge, and choose "
        "“Work with Local Repository”.\nOn the web: commit the folder; a build publishes it at /admin/."
    )
    print_report(report, site, style, closing)


def _backend(
    before: Backend | None,
    repo: str | None,
    branch: str | None,
    backend: str | None,
    api_root: str | None,
    base_url: str | None,
) -> Backend:
    if repo is None and before is None:
        raise click.UsageError("name the repository that the editor saves to: --repo OWNER/NAME")
    if repo is not None and not re.fullmatch(r"[\w.-]+(/[\w.-]+)+", repo):
        raise click.UsageError(f"--repo: `{repo}` is not OWNER/NAME")
    for option, url in (("--api-root", api_root), ("--base-url", base_url)):
        if url is not None and not re.fullmatch(r"https://[^\s/;,'\"]+(/[^\s;,'\"]*)?", url):
            raise click.UsageError(f"{option}: `{url}` is not a web address that begins with https://")
    same_backend = before if before and repo in (None, before.repo) and backend in (None, before.name) else None
    return Backend(
        name=backend or (same_backend.name if same_backend else "github"),
        repo=repo or (before.repo if before else ""),
        branch=branch or (same_backend.branch if same_backend else "main"),
        api_root=api_root or (same_backend.api_root if same_backend else ""),
        base_url=base_url or (same_backend.base_url if same_backend else ""),
    )
