"""The lints of the first screen and of headings: no call to action, long headings, and unused own headings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.pages.views import SectionView
from generator.problems import Place
from generator.sections.offer import OfferView
from generator.sections.routine import RoutinesView

LONGEST_TITLE = 80
"""Letters: four lines of a heading on a phone of 390 pixels (34 pixels a letter high, 20 letters a line)."""


@lint_person("no-call")
def no_call(context: PersonContext) -> Iterator[Finding]:
    """Find a page whose first screen has no call to action: no section with products, and no code."""
    calls = context.view.calls
    if not calls.shelf and not calls.code:
        hint = "name a few `favorites`: the first screen then has a button to them"
        yield Finding(f"the first screen of {context.person.name} has nothing to tap", context.place, hint)


@lint_person("long-title")
def long_title(context: PersonContext) -> Iterator[Finding]:
    """Find headings that take more than four lines on a phone."""
    person, subject = context.person, context.member.subject
    titles = [
        (text.for_locale(subject.locale, subject.settings.locale).replace("*", ""), context.place.at("titles", name))
        for name, text in person.titles.items()
    ]
    for section in context.view.sections:
        if isinstance(section.view, RoutinesView):
            routines = section.view.routines
            titles += [(r.title, context.place.at("routine", index, "title")) for index, r in enumerate(routines)]
        elif section.name == "video":
            titles.append((str(getattr(section.view, "title", "")), context.place.at("video", "title")))
    for title, place in titles:
        if len(title) > LONGEST_TITLE:
            message = f"the heading `{title[:40]}…` has {len(title)} characters, more than four lines on a phone"
            yield Finding(message, place, f"shorten it to {LONGEST_TITLE} at most")


@lint_person("unused-title")
def unused_title(context: PersonContext) -> Iterator[Finding]:
    """Find headings in `titles` that the page does not show."""
    section_by_name = {section.name: section for section in context.view.sections}
    for name in context.person.titles:
        place = Place(context.place.file, ("titles", name), "key")
        if name not in section_by_name:
            yield Finding(f"the page has no section `{name}`, so this heading is not shown", place, "delete the line")
        elif where := _own_title(section_by_name[name]):
            yield Finding(f"`{name}` keeps the title that it has in {where}", place, "delete one of the two")


def _own_title(section: SectionView) -> str:
    """Return the key of the title that replaces the person's heading; "" for none."""
    if section.name == "video":
        return "`video`"
    if isinstance(section.view, RoutinesView) and section.view.routines[0].title:
        return "`routine`"
    if isinstance(section.view, OfferView) and section.view.title:
        return "its campaign"
    return ""
