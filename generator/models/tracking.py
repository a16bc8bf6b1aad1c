"""How links to the shop are tagged."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.models.names import SchemeName
from generator.models.written import Also, Line, OneOrMany, Written

UtmKey = Literal["source", "medium", "campaign", "content", "term", "id"]
Schemes = Annotated[tuple[SchemeName, ...], OneOrMany, Field(min_length=1, max_length=4)]
"""One scheme, or several that are chained: each wraps the link that the one before it made."""


def _default_utm() -> dict[UtmKey, str]:
    return {
        "source": "{ambassador}",
        "medium": "affiliate",
        "campaign": "{campaign}",
        "content": "{placement}.{product}<.{channel}>",
    }


def _none_or_some(value: object) -> object:
    return {} if value == "false" else value


class OwnTracking(Written):
    """What differs for a product or a campaign: its scheme instead of the site's, and more settings."""

    scheme: Schemes = Field(examples=["awin", ["shopify-discount", "awin"]])
    """The link scheme of docs/networks.md or of content/networks/; or several, the innermost first."""
    settings: dict[str, Line] = Field(default_factory=dict, examples=[{"mid": "1234"}])
    """What the schemes need from the account, in addition to site.yaml."""


class Tracking(Written):
    """How links to the shop are tagged."""

    scheme: Schemes = Field(("utm",), examples=["utm", "awin", ["shopify-discount", "awin"]])
    """The link scheme of docs/networks.md or of content/networks/; or several, the innermost first."""
    settings: dict[str, Line] = Field(default_factory=dict, examples=[{"mid": "1234"}])
    """What the schemes need from the account (merchant id, banner, host)."""
    campaign: Line = "ambassadors"
    """The value of `{campaign}` when no campaign is running."""
    utm: Annotated[dict[UtmKey, Line], BeforeValidator(_none_or_some), Also({"enum": [False, "false"]})] = Field(
        default_factory=_default_utm
    )
    """The UTM values; write them only here. Write `false` if the account adds them on its own servers."""
    cart: SchemeName | None = Field(None, examples=["shopify-cart", "woocommerce-checkout"])
    """The scheme of the one link that puts all favourites into the cart."""
