"""Input that all people's pages share: the site without its people, read and prepared once."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.build.cache_folder import open_cache_folder
from generator.build.options import CACHE, BuildOptions, today
from generator.content.discovery import ContentFile, find_people
from generator.content.load import load_shared
from generator.content.read_log import paths_in_site, recording_reads
from generator.content.site import SharedContent, Site
from generator.images.brand import BrandFiles, plan_brand
from generator.images.cache import PictureCache
from generator.images.encode_pictures import encode_pictures, look_at_pictures
from generator.images.errors import PictureError
from generator.images.site_fonts import check_fonts, site_fonts
from generator.links.lint.report import lint_links
from generator.links.resolve import Links
from generator.links.schemes.tracking import TrackingConfig, read_tracking
from generator.lints import run_content_lints
from generator.models.person import Person
from generator.models.settings import Settings
from generator.output.cms_files import PAGE_POLICY, editor_files
from generator.output.manifest import ManifestFacts
from generator.output.output_file import OutputFile
from generator.output.output_folder import PublishError
from generator.pages.asset_bundle import Bundle, MissingFileError, bundle_theme
from generator.pages.catalogues import check_language
from generator.pages.last_change import check_updated
from generator.pages.page_context import SITE_CARD, PageContext
from generator.pages.page_wants import pictures_in_pages
from generator.pages.render import PlannedPage
from generator.pages.share_cards import plan_site_card, report_undrawn
from generator.pages.site_pages import plan_own_pages
from generator.pages.theme import Theme, load_theme
from generator.pages.theme_faults import check_theme, report_missing_file
from generator.problems import Place, Report
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model
from generator.sections.section import Section

if TYPE_CHECKING:
    from generator.images.cards.card import Card

_SITE_FILES = ("index.html", "404.html", "sitemap.xml", "robots.txt", "_headers", "_redirects")


class BuildContext(Struct, frozen=True):
    """Shared input of all people. Where `page_context` is None, no page can be rendered, and the report says why."""

    options: BuildOptions
    shared_content: SharedContent
    sections: tuple[Section, ...]
    person_model: type[Person]
    day: date
    theme: Theme | None
    tracking: TrackingConfig | None
    cache: PictureCache
    page_context: PageContext | None
    """Context of the site's own pages. Each person adds their own pictures, links and cards."""
    pages: tuple[PlannedPage, ...]
    """The site's own pages, without the directory."""
    card: Path | None
    """The directory's share card, in the cache."""
    drawn_count: int
    """Number of pictures that the build drew for the site's own pages."""
    cms_files: tuple[OutputFile, ...]
    """Files of the content editor (see output/cms_files.py)."""
    stands_in: bool = False
    """Whether `theme` replaces a faulty one. The build then checks pictures but draws none."""

    @property
    def site(self) -> Site:
        """The site without its people."""
        return self.shared_content.site

    @property
    def manifest_facts(self) -> ManifestFacts:
        """Facts for `build.json`. It names no page of a forgotten person, whose slug must not be published."""
        return ManifestFacts(self.day, frozenset(f"{address}/index.html" for address in self.site.forgotten))

    @property
    def known_paths(self) -> frozenset[str]:
        """Output paths that certainly exist. A page can only assume that any other path exists."""
        if self.page_context is None:
            return frozenset()
        nav = (f"{page.slug}/index.html" for page in self.site.pages if page.facts.nav)
        return frozenset(
            {
                *_SITE_FILES,
                *self.page_context.bundle.files,
                *self.page_context.brand.files,
                *self.page_context.cards,
                *nav,
            }
        )

    @property
    def theme_folders(self) -> tuple[Path, ...]:
        """Folders of the theme in use; none for a theme that cannot be used."""
        return self.theme.folders if self.theme is not None else ()

    @property
    def icons(self) -> Set[str]:
        """Published paths of the logo and the icons."""
        return self.page_context.brand.files.keys() if self.page_context is not None else frozenset()

    def files(self) -> list[OutputFile]:
        """Return the shared files of the site that are not pages."""
        if self.page_context is None:
            return []
        plan = self.page_context
        files = [OutputFile(path, data) for bundle in (plan.bundle, plan.brand) for path, data in bundle.files.items()]
        files += [OutputFile(path, source=source) for path, source in plan.assets.files.items()]
        files += self.cms_files
        return [*files, OutputFile(SITE_CARD, source=self.card)] if self.card else files


class SiteInput(Struct, frozen=True):
    """The context, the files of all people, and the paths in the site's folder that were read for both."""

    context: BuildContext
    people: tuple[ContentFile, ...]
    files: frozenset[str]


def read_site_input(options: BuildOptions, report: Report) -> SiteInput:
    """Open the context and find all people; record each file that this reads."""
    read_paths: set[str] = set()
    with recording_reads(read_paths):
        context = open_context(options, report)
        people = tuple(find_people(options.root, report))
    return SiteInput(context, people, frozenset(paths_in_site(options.root, read_paths)))


def open_context(options: BuildOptions, report: Report) -> BuildContext:
    """Read and prepare the input that all people share, and report its problems."""
    sections: tuple[Section, ...] = (*BUILT_IN, *extensions("sections"))
    options.progress("reading", 0, 1)
    shared_content = load_shared(options.root, report)
    site = shared_content.site
    report.apply_levels(site.settings.checks)
    day = options.as_of or today(site)
    usable = _is_cache_safe(options, report)
    theme = load_theme(site, report) if usable else None
    editor = tuple(editor_files(options.root, report))
    if theme is not None and editor:
        theme = replace(theme, policy=PAGE_POLICY)
    bundle = _bundle(site, theme, report) if theme is not None else None
    is_sound = theme is not None and check_theme(theme, sections, site, report) and bundle is not None
    if usable and not is_sound:  # the default theme, so that one run also finds the problems of pictures and pages
        theme = load_theme(_with_defaults(site, "theme", "theme_options"), Report())
        bundle = _bundle(site, theme, Report()) if theme is not None else None
    for page in site.pages:
        check_updated(page.facts.updated, day, page.place, report)
    tracking = read_tracking(site, report) or read_tracking(_with_defaults(site, "tracking"), Report())
    cache = PictureCache(options.cache_folder / "pictures")
    plan, card, drawn_count = None, None, 0
    pages: tuple[PlannedPage, ...] = ()
    if theme is not None and bundle is not None and tracking is not None:
        _check_languages(site, theme, report)
        check_fonts(site, report)
        lint_links(site, tracking, report, options.url)
        run_content_lints(site, report)
        wants = pictures_in_pages(site)
        assets = (
            encode_pictures(
                options.root, wants, theme.roles, cache, options.jobs, report, partial(options.progress, "pictures")
            )
            if is_sound
            else look_at_pictures(options.root, wants, theme.roles, report)
        )
        brand = _brand(site, theme, cache, report)
        if not report.errors:
            card = _site_card(site, theme, cache, report)
            url = (options.url or site.settings.url).rstrip("/")
            cards = frozenset({SITE_CARD} if card else ())
            plan = PageContext(site, theme, (), Links({}, {}), assets, {}, cards, brand, bundle, day, url)
            pages = plan_own_pages(plan)
            drawn_count = assets.drawn_count + (card is not None and card.fresh)
    model = profile_model(sections)
    path = card.path if card else None
    return BuildContext(
        options,
        shared_content,
        sections,
        model,
        day,
        theme,
        tracking,
        cache,
        plan,
        pages,
        path,
        drawn_count,
        editor,
        not is_sound,
    )


def _with_defaults(site: Site, *keys: str) -> Site:
    """Return the site with default values for these settings.

    The defaults replace a theme or scheme that is already reported, so that one run also finds all other problems.
    """
    usual = {key: Settings.model_fields[key].get_default(call_default_factory=True) for key in keys}
    return replace(site, settings=site.settings.model_copy(update=usual))


def _is_cache_safe(options: BuildOptions, report: Report) -> bool:
    """Return whether the cache folder is safe; report one that is a link.

    If it is not, the build loads no theme, so it draws no picture and writes nothing.
    """
    try:
        open_cache_folder(options)
    except PublishError as error:
        report.error(error.name, error.message, Place(CACHE), error.help)
        return False
    return True


def _check_languages(site: Site, theme: Theme, report: Report) -> None:
    check_language(theme, site.settings.locale, site.place.at("locale"), report)
    for page in site.pages:
        if page.facts.locale:
            check_language(theme, page.facts.locale, page.place.at("locale"), report)


def _brand(site: Site, theme: Theme, cache: PictureCache, report: Report) -> BrandFiles:
    colours = (theme.share.paper, theme.share.ink, theme.options.get("accent", theme.share.ink))
    display = theme.find(theme.share.display)
    return plan_brand(site, colours, [*([display] if display else []), *site_fonts(site)], cache, report)


def _bundle(site: Site, theme: Theme, report: Report) -> Bundle | None:
    try:
        return bundle_theme(theme)
    except MissingFileError as error:
        report_missing_file(site, theme, error, report)
    except (OSError, UnicodeDecodeError) as error:
        message = f"a file of the theme `{theme.name}` cannot be read: {error}"
        report.error("broken-theme", message, site.place.at("theme"), "write it again, as UTF-8 text if it is a style")
    return None


def _site_card(site: Site, theme: Theme, cache: PictureCache, report: Report) -> Card | None:
    if not site.settings.share_cards:
        return None
    # lazy: it loads Pillow, which a page without a new card does not need
    from generator.images.cards.card import draw_cards

    spec = plan_site_card(site, theme)
    report_undrawn(spec, site.place, report)
    [card] = draw_cards([spec], cache, 1)
    if isinstance(card, PictureError):
        report.error(card.name, card.message, site.place, card.help)
        return None
    return card
