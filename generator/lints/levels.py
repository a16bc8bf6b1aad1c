"""The levels of lints, as `checks:` of site.yaml sets them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from generator.checks import PAGE_CHECKS, TEXT_CHECKS
from generator.content.site import Site
from generator.lints.lint import Finding
from generator.models.settings import Settings
from generator.problems import Place, Problem, Report, Severity, did_you_mean
from generator.registry import problem_pages

BUILD_WARNINGS = frozenset(
    [
        *("anchor-in-app", "click-id-in-url", "discount-redirect", "html-escaped-url", "local-address", "long-link"),
        *("long-utm", "misfiled-source", "personal-data-in-utm", "ref-without-source", "shared-domain"),
        *("shopping-campaign", "upper-case-utm", "utm-medium"),
        *(
            "card-text-left-out",
            "html-left-out",
            "letter-icon",
            "long-qr-address",
            "no-catalogue",
            "placeholder-address",
            "section-not-shown",
            "stray-file",
        ),
        *("curly-quotes", "unknown-markup", "updated-in-future", "right-ends-soon", "unknown-tag"),
    ]
)
"""The warnings that every build reports, and that `checks:` switches like those of lints."""


def check_levels(site: Site, names: Collection[str], report: Report) -> None:
    """Report the names in `checks:` that are unknown, or that have no switch."""
    gates = {check.name for check in PAGE_CHECKS} | {check.name for check in TEXT_CHECKS}
    for name in site.settings.checks:
        place = Place(site.place.file, ("checks", name), "key")
        if name in names or name in BUILD_WARNINGS:
            continue
        if name in gates:
            message = (
                f"`{name}` cannot be switched: it checks the finished pages, and no page with this problem "
                f"may be published"
            )
            report.error("check-always-on", message, place, "delete the line, and fix the problems that it reports")
        elif name in problem_pages():
            message = f"`{name}` cannot be switched: it is an error, which stops the build"
            report.error("check-always-on", message, place, f"`ambassador explain {name}` says how to fix it")
        else:
            otherwise = "`ambassador explain` lists all names"
            hint = did_you_mean(name, {*names, *BUILD_WARNINGS}, otherwise)
            report.error("unknown-check", f"no check is called `{name}`", place, hint)


def report_findings(
    name: str, find: Callable[..., Iterable[Finding]], subject: tuple[object, ...], settings: Settings, report: Report
) -> None:
    """Run a lint on its input, at the level that the site sets for its name; the default is a warning."""
    level = settings.checks.get(name, "warning")
    if level != "off":
        severity = Severity.ERROR if level == "error" else Severity.WARNING
        for finding in find(*subject):
            report.add(Problem(name, severity, finding.message, finding.place, finding.help, finding.related))
