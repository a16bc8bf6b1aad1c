"""A whole site in memory: for those who look at all of it (the preview, the checks, the link sheet)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.build.person import MadePerson
from generator.build.whole_site import OwnFiles
from generator.build.workshop import Workshop
from generator.images.plan import Assets
from generator.links.planned import Planned
from generator.links.resolve import Links
from generator.output.files import OutputFile
from generator.pages.plan import Plan
from generator.pages.render import PlannedPage


@dataclass(frozen=True, slots=True)
class Made:
    """A site that was made and passed every check, not yet published."""

    files: tuple[OutputFile, ...]
    day: date
    pages: int
    people: int
    links: int
    pictures: int
    drawn: int
    """Pictures and share cards that had to be drawn; the others came from the cache."""
    planned: Mapping[tuple[str, str], tuple[Planned, ...]]
    """The tracked links by (slug, address below the person's own), as the pages of `files` hold them."""
    plan: Plan
    """What the pages were made of."""
    listed: tuple[PlannedPage, ...]
    """Every page, in the order of their paths."""


def join(workshop: Workshop, plan: Plan, people: Sequence[MadePerson], own: OwnFiles, drawn: int) -> Made:
    """Put the parts of a site together."""
    plans = [person.plan for person in people if person.plan is not None]
    pages = [*own.pages, *(pair for person in people for pair in person.pages)]
    files = {file.path: file for person in people for file in person.files}
    links = Links(
        {key: links for one in plans for key, links in one.links.pages.items()},
        {key: planned for one in plans for key, planned in one.links.planned.items()},
    )
    assets = (plan.assets, *(one.assets for one in plans))
    whole = replace(
        plan,
        site=replace(workshop.site, people=tuple(person.prepared.profile for person in people)),
        members=tuple(member for person in people if (member := person.prepared.member) is not None),
        links=links,
        assets=Assets(
            {want: files for one in assets for want, files in one.pictures.items()},
            {path: source for one in assets for path, source in one.files.items()},
            drawn,
        ),
        files={src: path for one in plans for src, path in one.files.items()},
        cards=plan.cards.union(*(one.cards for one in plans)),
    )
    return Made(
        files=(*own.files, *files.values()),
        day=workshop.day,
        pages=len(pages),
        people=sum(person.outcome.state == "live" for person in people),
        links=sum(len(planned) for planned in links.planned.values()),
        pictures=len(whole.assets.files) + len(whole.cards),
        drawn=drawn,
        planned=links.planned,
        plan=whole,
        listed=tuple(sorted((page for page, _ in pages), key=lambda page: page.path)),
    )
