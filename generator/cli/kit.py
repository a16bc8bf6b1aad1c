"""The command `ambassador kit`: the material for an ambassador's posts, as a page and a ZIP."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from generator.build.options import default_jobs, today
from generator.cli.options import SITE, STYLE, Day
from generator.cli.print_report import print_problems, print_report
from generator.cli.streams import note_done
from generator.content.load import load_site
from generator.content.site import Profile, Site
from generator.images.errors import PictureError
from generator.images.site_fonts import check_fonts
from generator.kit.files import list_kits, make_files, make_zip
from generator.kit.gather import Workroom, gather_kits
from generator.kit.kit import Kit
from generator.kit.numbers import ReportFolderError, read_people
from generator.kit.write import KitFolderError, check_folder, write_kit, write_list
from generator.links.schemes.tracking import read_tracking
from generator.pages.theme import load_theme
from generator.problems import Place, Report, did_you_mean
from generator.problems.formats import count_phrase
from generator.registry import extensions
from generator.sections import BUILT_IN


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--all", "everybody", is_flag=True, help="Create the kits of all people.")
@click.option("--campaign", default="", metavar="ID", help="Create the kits of all people in this campaign.")
@click.option(
    "--report",
    "report_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Add each person's own numbers, from the folder that `ambassador report` wrote.",
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="The folder for kits (default: kits/ in the site's folder)."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="Number of processes for pictures (default: one per core).")
@click.option("--in-ci", is_flag=True, help="Create kits in CI too, if only your brand can read its files.")
@click.option("--as-of", type=Day(), help="Create the kits as on this day (default: today in the site's timezone).")
@STYLE
@SITE
def kit(
    slugs: tuple[str, ...],
    everybody: bool,
    campaign: str,
    report_folder: Path | None,
    output: Path | None,
    jobs: int | None,
    in_ci: bool,
    as_of: date | None,
    style: str,
    site: Path,
) -> None:
    """Create kits: a private folder and a ZIP for each SLUG, with what an ambassador posts.

    Drafts, and people whose pages start later, get a kit too. The kit of a person who has ended says what to take down.
    """
    if bool(slugs) + everybody + bool(campaign and not slugs) != 1:
        raise click.UsageError("say whose kits to create: one or more SLUGs, --all, or --campaign ID")
    if os.environ.get("CI") and not in_ci:
        message = "kits are private, and the files that CI keeps are often public"
        raise click.UsageError(f"{message}: create them on your own machine, or add --in-ci")
    report, folder = Report(), output or site / "kits"
    sections = (*BUILT_IN, *extensions("sections"))
    content = load_site(site, sections, report)
    theme = load_theme(content, report) if not content.stands_in else None
    tracking = read_tracking(content, report) if not content.stands_in else None
    check_fonts(content, report)
    if report.errors or theme is None or tracking is None:
        _fail(report, site, style)
    assert theme is not None
    assert tracking is not None
    chosen_people = _choose_people(content, slugs, campaign)
    currency, people = "", dict[str, Mapping[str, str]]()
    if report_folder is not None:
        try:
            currency, people = read_people(report_folder)
        except ReportFolderError as error:
            raise click.UsageError(f"--report: {error}") from None
    room = Workroom(content, theme, tracking, sections, as_of or today(content), campaign, people, currency)
    kits = gather_kits(room, chosen_people, report)
    if report.errors:
        _fail(report, site, style)
    _write(kits, folder, site, jobs or default_jobs(), everybody, report, style)
    size = count_phrase(len(kits), "kit")
    print_report(report, site, style, f"Made {size} in {folder}. Kits are private: send each ZIP only to its person.")


def _write(kits: list[Kit], folder: Path, site: Path, jobs: int, everybody: bool, report: Report, style: str) -> None:
    try:
        check_folder(folder, site)
        for kit in kits:
            files = make_files(kit, jobs)
            write_kit(folder, kit.slug, files, make_zip(kit.slug, files))
            note_done(f"The kit of {kit.slug} was written to {folder / kit.slug}.")
        if everybody:
            write_list(folder, list_kits(kits))
    except KitFolderError as error:
        report.error("unsafe-kit-folder", error.message, Place(str(folder)), error.help)
    except PictureError as error:
        report.error(error.name, error.message.rstrip("."), Place(f"content/ambassadors/{kit.slug}"), error.help)
    except OSError as error:
        message = f"a kit could not be written: {error.strerror or error}"
        report.error("file-not-written", message, Place(str(folder)), "check free space and permissions")
    if report.errors:
        _fail(report, site, style)


def _other_names(profile: Profile) -> Iterator[str]:
    """Yield what a person is called elsewhere: by their code, and at their old addresses."""
    yield from profile.person.aliases
    if profile.person.code:
        yield profile.person.code


def _choose_people(content: Site, slugs: tuple[str, ...], campaign: str) -> list[str]:
    """Return the slugs of the requested kits. An unknown name or campaign ends the command."""
    all_slugs = [profile.slug for profile in content.people]
    for slug in slugs:
        if slug not in all_slugs:
            otherwise = "write the name of a folder or file in content/ambassadors/"
            names = {name: profile.slug for profile in content.people for name in _other_names(profile)}
            hint = f"write `{names[slug]}`" if slug in names else did_you_mean(slug, all_slugs, otherwise)
            raise click.UsageError(f"no ambassador is called `{slug[:60]}`: {hint}")
    if campaign and campaign not in content.campaigns:
        hint = did_you_mean(campaign, content.campaigns, "write the name of a file in content/campaigns/")
        raise click.UsageError(f"there is no campaign `{campaign[:60]}`: {hint}")
    if not campaign:
        return list(slugs) or all_slugs
    takes_part = [person.slug for person in content.people if campaign in person.person.campaigns]
    if strangers := [slug for slug in slugs if slug not in takes_part]:
        raise click.UsageError(f"`{strangers[0]}` does not take part in the campaign `{campaign}`")
    return list(slugs) or takes_part


def _fail(report: Report, site: Path, style: str) -> None:
    if style == "full":
        print_report(report, site, style, "No kit was created.")
    else:
        print_problems(report, site, style)
    raise click.exceptions.Exit(1)
