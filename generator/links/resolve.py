"""Resolution of links: every link that a page wants, in its final form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from generator.links.errors import LinkError
from generator.links.generate.defaults import PageDefaults
from generator.links.generate.plan import is_tracked, page_defaults, plan_on_page
from generator.links.generate.planned import PlannedLink
from generator.links.link_templates import LinkTemplateCache
from generator.links.schemes.tracking import TrackingConfig
from generator.links.urls.url import clean_url, is_web
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import Link, LinkWant

TRACKED_REL = "sponsored nofollow noopener"
OUTSIDE_REL = "noopener"


class Links(Struct, frozen=True):
    """The links of every page, by (slug, address).

    The address is "" for the main page, `ig` for a channel's page, and `go/balm` for a short link.
    """

    pages: Mapping[tuple[str, str], Mapping[LinkWant, Link]]
    planned_links: Mapping[tuple[str, str], tuple[PlannedLink, ...]]
    """The tracked links among them."""

    def of(self, slug: str, address: str = "") -> Mapping[LinkWant, Link]:
        """Return the links of one page."""
        return self.pages.get((slug, address), {})


def resolve_links(
    tracking: TrackingConfig, people: Iterable[tuple[Subject, tuple[LinkWant, ...], tuple[str, ...]]], report: Report
) -> Links:
    """Build every person's links, for each address below their own that comes with the wants."""
    pages: dict[tuple[str, str], Mapping[LinkWant, Link]] = {}
    planned_links: dict[tuple[str, str], tuple[PlannedLink, ...]] = {}
    for subject, wants, addresses in people:
        for address in addresses:
            links: dict[LinkWant, Link] = {}
            plans: list[PlannedLink] = []
            page = PageLinks(tracking, subject, address)
            templates = LinkTemplateCache(tracking, subject, channel_of(address))
            for want in dict.fromkeys(wants) if tracking.shop_host else ():
                link = templates.plan(want) or page.make(want, report)
                if isinstance(link, PlannedLink):
                    plans.append(link)
                    link = Link(link.href, TRACKED_REL, is_tracked=True)
                if link:
                    links[want] = link
            pages[subject.slug, address] = links
            planned_links[subject.slug, address] = tuple(plans)
    return Links(pages, planned_links)


class PageLinks:
    """Builder for the links of one page, without templates."""

    def __init__(self, tracking: TrackingConfig, subject: Subject, address: str) -> None:
        self._tracking, self._subject, self._address = tracking, subject, address

    @cached_property
    def _page(self) -> PageDefaults:
        return page_defaults(self._tracking, self._subject, channel_of(self._address))

    def make(self, want: LinkWant, report: Report) -> Link | PlannedLink | None:
        """Build one link; None after a reported problem."""
        try:
            if not is_tracked(self._tracking, want):
                return plain_link(want.destination, root_from(self._address))
            return plan_on_page(self._page, want, report)
        except LinkError as error:
            # A missing personal value belongs to the profile, a wrong address to the file that has it.
            place = self._subject.place if error.name == "missing-tracking-value" else want.place
            report.error(error.name, error.message.rstrip("."), place, error.help)
            return None


def channel_of(address: str) -> str:
    """Return the channel of a page below a person's: `ig`.

    A short link (`go/balm`) has none, like the main page.
    """
    return "" if "/" in address else address


def root_from(address: str) -> str:
    """Return the relative path to the site's root from a page below a person's (`ig`, `go/balm`; "" is theirs)."""
    return "../" * (2 + address.count("/")) if address else "../"


def plain_link(destination: str, root: str) -> Link:
    """Build a link without tracking.

    Outside links get `noopener`. A destination such as `/privacy/` starts at the site's root, which `root` reaches from
    the page. Raises LinkError.
    """
    if is_web(destination):
        return Link(clean_url(destination), OUTSIDE_REL)
    return Link(root + destination[1:] if destination.startswith("/") else destination)
