"""The command `ambassador new ...`: starter files, which never overwrite others."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import TypeAdapter, ValidationError

from generator import __version__
from generator.authoring.ci import FILES, new_ci
from generator.authoring.new_entry import new_ambassador, new_campaign, new_network, new_product, new_theme
from generator.authoring.new_language import new_language
from generator.authoring.new_site import NewSettings, new_site
from generator.authoring.pins import PACKAGE, PINS, WHEELS, is_pinned, other_versions, renew_pins
from generator.authoring.site_schemas import refresh_schemas
from generator.cli.options import SITE, STYLE
from generator.cli.print_report import print_report
from generator.content.load import load_site
from generator.content.site import Site
from generator.models.locale import Currency, Locale, TimeZone
from generator.models.settings import Market
from generator.models.written import ShopUrl, SiteUrl, WebUrl
from generator.problems import Report
from generator.problems.excerpt import visible
from generator.prose.letters import find_hidden, is_visible
from generator.registry import extensions
from generator.sections import BUILT_IN

_MADE_UP = NewSettings()
Make = Callable[[Site, str, Report], tuple[str, ...] | None]


class Name(click.ParamType[str]):
    """The type of a name: one line, 300 letters at most."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Join the words by single spaces. Letters that YAML cannot contain are a usage error."""
        words = " ".join(str(value).split())
        if not words or len(words) > 300:
            self.fail(f"a name has 1 to 300 characters, not {len(words):,}", param, ctx)
        if find_hidden(words) or not is_visible(words):
            self.fail("the name contains a character that cannot be shown", param, ctx)
        return words


class Value(click.ParamType[str]):
    """The type of a value in content, with the rules of one of the models' types; "" for none."""

    def __init__(self, kind: Any, name: str = "text") -> None:
        self.name, self._kind = name, kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Parse the value by the rules of the models. A usage error shows the right form."""
        if not value and not (param and param.required):
            return ""
        try:
            text: str = TypeAdapter(self._kind).validate_python(str(value).strip())
        except ValidationError as error:
            [detail] = error.errors()
            hint = detail.get("ctx", {}).get("help", "")
            self.fail(f"{detail['msg']}; {hint}" if hint else detail["msg"], param, ctx)
        return text


class MarketChoice(click.Choice[Market]):
    """The type of a market, with the hint that a wrong `market` in content has, too."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Add what to write instead to the list of markets."""
        from generator.models.locale_hints import hint_for_market  # lazy: only a mistyped value needs it

        message = super().get_invalid_choice_message(value, ctx).rstrip(".")
        return f"{message}; {hint_for_market(str(value))}"


@click.group()
def new() -> None:
    """Create a site, person, product, campaign, theme, network or language."""


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ci",
    multiple=True,
    type=click.Choice(list(FILES)),
    help="Add the files that build the site daily and on push. You can repeat this option.",
)
@click.option("--brand", type=Name(), default=_MADE_UP.brand, help="The brand's name.")
@click.option("--shop", type=Value(WebUrl, "url"), default=_MADE_UP.shop, help="The shop's address.")
@click.option("--url", type=Value(SiteUrl, "url"), default=_MADE_UP.url, help="The address of the pages.")
@click.option(
    "--market",
    type=MarketChoice(get_args(Market)),
    default=_MADE_UP.market,
    help="The country whose law words the advertising label.",
)
@click.option(
    "--currency",
    type=Value(Currency),
    default="",
    help="The currency of all prices, such as EUR (default: the market's).",
)
@click.option(
    "--locale", type=Value(Locale), default="", help="The language, such as fr or en-GB (default: the market's)."
)
@click.option(
    "--timezone", type=Value(TimeZone), default="", help="The time zone, such as Europe/Paris (default: the market's)."
)
@click.option("--empty", is_flag=True, help="Leave out the example: its person and its two products.")
@STYLE
def site(folder: Path, ci: tuple[str, ...], empty: bool, style: str, **settings: Any) -> None:
    """Create a small site in the folder DIR, ready to build.

    Without options, the site is for a made-up brand in the US. You can change everything later in content/site.yaml.
    """
    report = Report()
    files = new_site(folder, NewSettings(**settings), ci, _today(), report, with_example=not empty)
    closing = f"Next: cd {folder}, ambassador build, and open content/site.yaml."
    if empty:
        closing = (
            f"Next: cd {folder}, and open content/site.yaml. Then `ambassador import products SHEET`, and "
            "`ambassador import ambassadors SHEET` or `ambassador new ambassador NAME`."
        )
    _report_files(files, folder, style, closing, report)


@new.command()
@click.argument("name", type=Name())
@SITE
@STYLE
def ambassador(name: str, site: Path, style: str) -> None:
    """Create a person: a profile and a story."""
    closing = "This is a draft: `ambassador build --drafts` shows it. Write `status: live` when it is ready."
    _make(new_ambassador, name, site, style, closing)


@new.command()
@click.argument("name", type=Name())
@click.option("--url", type=Value(ShopUrl, "url"), default=None, help="The product's address (default: a guess).")
@SITE
@STYLE
def product(name: str, url: str | None, site: Path, style: str) -> None:
    """Create a product, in a file of its own."""

    def make(content: Site, name: str, report: Report) -> tuple[str, ...] | None:
        return new_product(content, name, url or "", report)

    _make(make, name, site, style, "To show it, write the file's name in the `favorites` of a profile.")


@new.command()
@click.argument("name", type=Name())
@SITE
@STYLE
def campaign(name: str, site: Path, style: str) -> None:
    """Create a campaign: a period, an offer and a UTM name."""
    _make(new_campaign, name, site, style, "It is for the people who list it: `campaigns: [...]` in a profile.")


@new.command()
@click.argument("name", type=Name())
@SITE
@STYLE
def theme(name: str, site: Path, style: str) -> None:
    """Create a theme that extends dew. It changes only what you write in it."""
    _make(new_theme, name, site, style, "To use it, name it in content/site.yaml: `theme: ...`.")


@new.command()
@click.argument("lang", type=Value(Locale))
@SITE
@STYLE
def language(lang: str, site: Path, style: str) -> None:
    """Create a translation of a theme. It has the words that the theme lacks in LANG, a tag such as it or pt-BR."""
    closing = "Write the translation after each `msgstr`; an empty one stays English. Name the theme in site.yaml."
    _make(new_language, lang, site, style, closing)


@new.command()
@click.argument("name", type=Name())
@SITE
@STYLE
def network(name: str, site: Path, style: str) -> None:
    """Create your own affiliate link scheme."""
    _make(new_network, name, site, style, "To use it, name it in content/site.yaml: `tracking: {scheme: ...}`.")


@new.command()
@click.argument("name", type=click.Choice(list(FILES)))
@SITE
@STYLE
def ci(name: str, site: Path, style: str) -> None:
    """Create the files for CI. They build and publish the site, daily and on push."""

    def make(content: Site, name: str, report: Report) -> tuple[str, ...] | None:
        return new_ci(content.root, (name,), content.settings.timezone, _today(), report)

    closing = "The first lines of each file say what to set up once."
    if not _is_pinned(site / PINS):
        closing += f"\n{PINS} did not change: `ambassador new pins` writes it for {PACKAGE} {__version__}."
    _make(make, name, site, style, "\n".join([closing, *_other_versions()]))


@new.command()
@SITE
@STYLE
def pins(site: Path, style: str) -> None:
    """Write requirements.txt for CI. It lists each package by version and hash, and replaces an older list."""
    report = Report()
    pin_changes = renew_pins(site, report)
    removal_lines = (
        [f"Removed from it: {', '.join(pin_changes.removed_names)}."]
        if pin_changes and pin_changes.removed_names
        else []
    )
    closing = "\n".join([*removal_lines, *_other_versions(), f"Commit {PINS} and {WHEELS}/ together."])
    _report_files(pin_changes.files if pin_changes else None, site, style, closing, report)


def _other_versions() -> list[str]:
    """Return the lines of a warning that CI will install other packages than this machine has."""
    versions = list(other_versions())
    return [f"CI installs other versions than are installed here: {', '.join(versions)}."] if versions else []


def _is_pinned(pins: Path) -> bool:
    """Return whether the pins of a site install this version. Without pins, new ones will name it."""
    try:
        return is_pinned(pins.read_text("utf-8"))
    except (OSError, ValueError):
        return not os.path.lexists(pins)


def _today() -> date:
    return datetime.now(UTC).date()


def _make(make: Make, name: str, root: Path, style: str, closing: str) -> None:
    """Read the site, and add to it. Other problems of its content do not stop the command."""
    content, report = Report(), Report()
    site = load_site(root, (*BUILT_IN, *extensions("sections")), content)
    files = None
    if site.stands_in:
        for problem in content:
            if problem.place.file == site.place.file:
                report.add(problem)
    else:
        files = make(site, name, report)
    if files:
        refresh_schemas(root, (*BUILT_IN, *extensions("sections")))
    _report_files(files, root, style, closing, report)


def _report_files(files: tuple[str, ...] | None, root: Path, style: str, closing: str, report: Report) -> None:
    if files is None:
        print_report(report, root, style, "Nothing was written.")
        raise click.exceptions.Exit(1)
    print_report(report, root, style, "\n".join([*(visible(f"Wrote {root / file}") for file in files), closing]))
