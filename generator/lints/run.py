"""The runner of lints over a built site: each person alone, then the shared parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.lints import run_person_lints, run_site_lints
from generator.lints.lint_context import (
    Mentions,
    PersonContext,
    SiteContext,
    mentions_of,
)
from generator.output.output_file import OutputFile
from generator.pages.members import Member
from generator.pages.page_context import PageContext
from generator.pages.render import PlannedPage
from generator.pages.views import PersonPage
from generator.problems import Report


def run_lints(plan: PageContext, pages: Iterable[PlannedPage], files: Iterable[OutputFile], report: Report) -> None:
    """Report possible improvements of a built site. Ended people have no page to check."""
    by_path = {file.path: file for file in files}
    views = {page.path: page.view for page in pages if page.kind == "person"}
    for member in plan.members:
        context = person_context(plan, member, views, by_path)
        if context is not None:
            run_person_lints(context, report)
    mentions: tuple[Mentions, ...] = tuple(mentions_of(profile, plan.day) for profile in plan.site.people)
    run_site_lints(SiteContext(plan.site, mentions, plan.theme, by_path, plan.day), report)


def person_context(
    plan: PageContext, member: Member, views: Mapping[str, object], files: Mapping[str, OutputFile]
) -> PersonContext | None:
    """Return the input of a member's lints, or None without a page.

    `views` are those of their pages, and `files` the files that these load.
    """
    path = f"{member.profile.slug}/index.html"
    view = views.get(path)
    if not isinstance(view, PersonPage):
        return None
    theme_place = plan.site.place.at("theme")
    return PersonContext(member, view, path, plan.theme, theme_place, plan.site.campaigns, files, plan.day)
