"""What every page of a site stands on, as keys: while a key is the same, so is what it names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from generator.build.seen import ALL
from generator.build.workshop import Workshop
from generator.output.manifest import fingerprint


@dataclass(frozen=True, slots=True)
class Basis:
    """`key` is of what all people's pages have in common, `parts` of each product, address and campaign
    (`product:balm`), and
    `own` of what the site's own pages show beside the people."""

    key: str
    parts: Mapping[str, str]
    own: str

    @property
    def whole(self) -> str:
        """Of all that people's pages are made of beside their own files, and the day."""
        return _key(self.key, sorted(self.parts.items()))


def basis_of(workshop: Workshop, environment: str) -> Basis:
    """The keys of a workshop; `environment` is the tool's own (see environment.py)."""
    site, plan = workshop.site, workshop.plan
    products = {id_: _key(product, site.product_places[id_]) for id_, product in site.products.items()}
    campaigns = {id_: _key(campaign, site.campaign_places[id_]) for id_, campaign in site.campaigns.items()}
    parts = {f"product:{id_}": key for id_, key in products.items()}
    parts |= {f"campaign:{id_}": key for id_, key in campaigns.items()}
    parts |= {f"address:{address}": _key(*found) for address, found in site.addresses.items()}
    parts |= {f"product:{ALL}": _key(*products.items()), f"campaign:{ALL}": _key(*campaigns.items())}
    tracking = [
        (id_, one.tracking)
        for listed in (site.products, site.campaigns)
        for id_, one in listed.items()
        if one.tracking is not None
    ]
    common = _key(
        environment,
        workshop.request.drafts,
        site.settings,
        *site.networks.items(),
        tracking,
        [(page.slug, page.facts) for page in site.pages if page.facts.nav],
        sorted(workshop.known),
        (plan.url, plan.brand.logo, plan.brand.icons, plan.bundle.styles, plan.bundle.script) if plan else (),
        plan.theme.policy if plan else "",
    )
    own = _key(
        common,
        workshop.day.year,
        site.pages,
        [page.changed for page in workshop.pages],
        {id_: product.url for id_, product in site.products.items()},
        sorted(plan.assets.files) if plan else (),
        workshop.card.name if workshop.card else "",
        [(file.path, fingerprint(file)) for file in workshop.editor],
    )
    return Basis(common, parts, own)


def _key(*values: object) -> str:
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
