"""A whole site in memory, for the preview, the checks and the link sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.build.context import BuildContext
from generator.build.person import RenderedPerson
from generator.build.site_files import SiteFiles
from generator.images.encode_pictures import Assets
from generator.links.generate.planned import PlannedLink
from generator.links.resolve import Links
from generator.output.output_file import OutputFile
from generator.pages.page_context import PageContext
from generator.pages.render import PlannedPage


class RenderedSite(Struct, frozen=True):
    """A rendered site that passed every check and is not yet published."""

    files: tuple[OutputFile, ...]
    day: date
    pages: int
    people: int
    links: int
    pictures: int
    drawn_count: int
    """Number of pictures and share cards that the build drew; the others came from the cache."""
    planned_links: Mapping[tuple[str, str], tuple[PlannedLink, ...]]
    """The tracked links of the pages, by (slug, address below the person's own)."""
    page_context: PageContext
    """Context that the pages were rendered with."""
    page_list: tuple[PlannedPage, ...]
    """Every page, sorted by path."""


def assemble_site(
    context: BuildContext, plan: PageContext, people: Sequence[RenderedPerson], site_files: SiteFiles, drawn_count: int
) -> RenderedSite:
    """Combine people and site-wide files into one site."""
    plans = [person.page_context for person in people if person.page_context is not None]
    pages = [*site_files.pages, *(pair for person in people for pair in person.pages)]
    files = {file.path: file for person in people for file in person.files}
    links = Links(
        {key: links for plan in plans for key, links in plan.links.pages.items()},
        {key: planned_links for plan in plans for key, planned_links in plan.links.planned_links.items()},
    )
    assets = (plan.assets, *(plan.assets for plan in plans))
    page_context = replace(
        plan,
        site=replace(context.site, people=tuple(person.loaded_person.profile for person in people)),
        members=tuple(member for person in people if (member := person.loaded_person.member) is not None),
        links=links,
        assets=Assets(
            {want: files for asset in assets for want, files in asset.pictures.items()},
            {path: source for asset in assets for path, source in asset.files.items()},
            drawn_count,
        ),
        files={src: path for plan in plans for src, path in plan.files.items()},
        cards=plan.cards.union(*(plan.cards for plan in plans)),
    )
    return RenderedSite(
        files=(*site_files.files, *files.values()),
        day=context.day,
        pages=len(pages),
        people=sum(person.result.state == "live" for person in people),
        links=sum(len(planned_links) for planned_links in links.planned_links.values()),
        pictures=len(page_context.assets.files) + len(page_context.cards),
        drawn_count=drawn_count,
        planned_links=links.planned_links,
        page_context=page_context,
        page_list=tuple(sorted((page for page, _ in pages), key=lambda page: page.path)),
    )
