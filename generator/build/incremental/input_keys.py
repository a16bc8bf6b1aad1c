"""Keys of the input that pages share: an equal key means equal input."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import Struct

from generator.build.context import BuildContext
from generator.build.tracked_mapping import ALL_KEYS
from generator.content.safe_open import read_file
from generator.images.site_fonts import site_fonts
from generator.output.manifest import fingerprint


class InputKeys(Struct, frozen=True):
    """Keys of shared input.

    `shared_key` covers what all people's pages use. `items` has one key per product, address and campaign
    (`product:balm`). `site_pages` covers what the site's own pages show apart from people.
    """

    shared_key: str
    items: Mapping[str, str]
    site_pages: str

    @property
    def all(self) -> str:
        """Key of all input of people's pages, without their own files and the day."""
        return _key(self.shared_key, sorted(self.items.items()))


def input_keys(context: BuildContext, environment: str) -> InputKeys:
    """Return the keys of a context; `environment` is the key of the tool (see environment.py)."""
    site, plan = context.site, context.page_context
    products = {id_: _key(product, site.product_places[id_]) for id_, product in site.products.items()}
    campaigns = {id_: _key(campaign, site.campaign_places[id_]) for id_, campaign in site.campaigns.items()}
    items = {f"product:{id_}": key for id_, key in products.items()}
    items |= {f"campaign:{id_}": key for id_, key in campaigns.items()}
    items |= {f"address:{address}": _key(*products_there) for address, products_there in site.addresses.items()}
    items |= {f"product:{ALL_KEYS}": _key(*products.items()), f"campaign:{ALL_KEYS}": _key(*campaigns.items())}
    tracking = [
        (id_, product.tracking)
        for entries in (site.products, site.campaigns)
        for id_, product in entries.items()
        if product.tracking is not None
    ]
    shared_key = _key(
        environment,
        context.options.drafts,
        site.settings,
        *site.networks.items(),
        tracking,
        [(page.slug, page.facts) for page in site.pages if page.facts.nav],
        sorted(context.known_paths),
        (plan.url, plan.brand.logo, plan.brand.icons, plan.bundle.styles, plan.bundle.script) if plan else (),
        plan.theme.policy if plan else "",
        [hashlib.blake2b(read_file(font)).digest() for font in site_fonts(site)] if plan else (),
    )
    site_pages = _key(
        shared_key,
        context.day.year,
        site.pages,
        [page.changed_day for page in context.pages],
        {id_: product.url for id_, product in site.products.items()},
        sorted(plan.assets.files) if plan else (),
        context.card.name if context.card else "",
        [(file.path, fingerprint(file)) for file in context.cms_files],
    )
    return InputKeys(shared_key, items, site_pages)


def _key(*values: object) -> str:
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
