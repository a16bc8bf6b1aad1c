"""Files of a new person, product, campaign, theme or network in an existing site."""

from __future__ import annotations

from pathlib import Path

from generator.authoring.site_schemas import schema_line
from generator.authoring.slug import free_slug, slug_of
from generator.authoring.starter import scalar, starter
from generator.authoring.write import report_existing_file, write_new
from generator.content.references import RESERVED_NAMES
from generator.content.site import Site
from generator.links.schemes.builtin import builtin_names
from generator.problems import Place, Report
from generator.registry import data_folder

WrittenFiles = tuple[str, ...] | None
"""The written files, from the site's folder; None after a reported problem."""


def new_ambassador(site: Site, name: str, report: Report) -> WrittenFiles:
    """Return a folder with a profile and a story. An existing person of exactly this name is a problem."""
    for profile in site.people:
        if _same(profile.person.name, name):
            report_existing_file(profile.place.file, report)
            return None
    aliases = {alias for profile in site.people for alias in profile.person.aliases}
    slugs_in_use = _stems(site.root, "ambassadors") | _stems(site.root, "pages") | aliases | RESERVED_NAMES
    slug = free_slug(slug_of(name, "ambassador"), slugs_in_use)
    folder = f"content/ambassadors/{slug}"
    values = {"name": scalar(name), "slug": slug, "favorites": _favorites(site)}
    files = {f"{folder}/{file}": starter(f"ambassador/{file}", **values) for file in ("profile.yaml", "story.md")}
    return _write(site, files, report)


def new_product(site: Site, name: str, url: str, report: Report) -> WrittenFiles:
    """Return a file in products/; without `url`, guess it from the shop's address."""
    for id_, product in site.products.items():
        if _same(product.name, name):
            report_existing_file(site.product_places[id_].file, report)
            return None
    slug = free_slug(slug_of(name, "product"), _stems(site.root, "products") | set(site.products))
    guess = f"/products/{slug}"  # without the shop's host, which may still change
    note = "" if url else "      # a guess: open it in the browser, and correct it"
    text = starter("product.yaml", name=scalar(name), url=f"{scalar(url or guess)}{note}")
    return _write(site, {f"content/products/{slug}.yaml": text}, report)


def new_campaign(site: Site, name: str, report: Report) -> WrittenFiles:
    """Return a campaign without days, which is inactive until a person's profile lists it."""
    for id_, campaign in site.campaigns.items():
        if _same(campaign.name, name):
            report_existing_file(site.campaign_places[id_].file, report)
            return None
    slug = free_slug(slug_of(name, "campaign"), _stems(site.root, "campaigns"))
    text = starter("campaign.yaml", name=scalar(name), slug=slug)
    return _write(site, {f"content/campaigns/{slug}.yaml": text}, report)


def new_theme(site: Site, name: str, report: Report) -> WrittenFiles:
    """Return a child theme of dew that changes some of its tokens."""
    slug = slug_of(name, "theme")
    folder = f"themes/{slug}"
    built_in = {path.parent.name for path in data_folder("themes").glob("*/theme.toml")}
    if slug in built_in:
        _report_built_in(f"{folder}/theme.toml", slug, "theme", report)
        return None
    files = {
        f"{folder}/theme.toml": starter("theme/theme.toml", slug=slug),
        f"{folder}/assets/css/{slug}.css": starter("theme/tokens.css", slug=slug),
    }
    return _write(site, files, report)


def new_network(site: Site, name: str, report: Report) -> WrittenFiles:
    """Return an affiliate link scheme for a network that is not built in."""
    slug = slug_of(name, "network")
    file = f"content/networks/{slug}.yaml"
    if slug in builtin_names():
        _report_built_in(file, slug, "scheme", report)
        return None
    return _write(site, {file: starter("network.yaml", name=scalar(name), slug=slug)}, report)


def _report_built_in(file: str, slug: str, key: str, report: Report) -> None:
    hint = f"write `{key}: {slug}` in content/site.yaml, or choose another name"
    report.error("already-there", f"`{slug}` is built in", Place(file), hint)


def _write(site: Site, files: dict[str, str], report: Report) -> WrittenFiles:
    files = {file: schema_line(site.root, file) + text for file, text in files.items()}
    return tuple(files) if write_new(site.root, files, report) else None


def _same(first: str, second: str) -> bool:
    return first.casefold() == second.casefold()


def _stems(root: Path, kind: str) -> set[str]:
    """Return the names that a folder of content already uses, including those of broken files."""
    try:
        return {path.name.split(".")[0].lower() for path in (root / "content" / kind).iterdir()}
    except OSError:
        return set()


def _favorites(site: Site) -> str:
    ids = sorted(site.products)[:3] or ["id-of-a-product"]
    return "\n".join(f"#   - {{product: {id_}, note: in their own words}}" for id_ in ids)
