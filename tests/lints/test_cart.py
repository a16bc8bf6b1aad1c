"""Tests that every run reports a cart that cannot work, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import make_site, write
from tests.scenario import run_cli

SITE = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\nshare_cards: false\nqr_codes: false\n"


def run(root: Path, command: str, *, cart: str, variants: tuple[str, ...], checks: str = "{}", more: str = "") -> str:
    make_site(root)
    (root / "content/products/night-bowl.yaml").unlink()
    write(root, "content/site.yaml", f"{SITE}tracking: {{cart: {cart}{more}}}\nchecks: {checks}\n")
    lines = [
        f"{id_}: {{name: {id_}, url: https://lune.example/products/{id_}{variant}}}\n"
        for id_, variant in zip(("cloud-balm", "boy-brow"), variants, strict=True)
    ]
    write(root, "content/products.yaml", "".join(lines))
    code, output = run_cli([command, "--as-of", "2026-11-22"], root)
    assert code == 0, output
    return output


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_cart_without_variants_is_reported(tmp_path: Path, command: str) -> None:
    output = run(tmp_path, command, cart="shopify-cart", variants=("", ""))
    assert "cart-without-variants" in output
    assert "`cart: shopify-cart` makes no cart link: none of the products has a `variant`" in output
    assert "https://lune.example/products.json?limit=250" in output
    assert "content/site.yaml:6:18" in output


def test_one_variant_makes_no_cart(tmp_path: Path) -> None:
    output = run(tmp_path, "build", cart="woocommerce-checkout", variants=(', variant: "7"', ""))
    assert "only one of the products has a `variant`" in output
    assert "products.json" not in output


def test_two_variants_make_a_cart(tmp_path: Path) -> None:
    output = run(tmp_path, "build", cart="shopify-cart", variants=(', variant: "7"', ', variant: "8"'))
    assert "cart-without-variants" not in output
    assert "/cart/7:1,8:1" in (tmp_path / "output/lea-moreau/index.html").read_text("utf-8")


def test_a_cart_may_open_in_the_shop_rather_than_the_checkout(tmp_path: Path) -> None:
    more = ', settings: {storefront: "true"}'
    run(tmp_path, "build", cart="shopify-cart", variants=(', variant: "7"', ', variant: "8"'), more=more)
    page = (tmp_path / "output/lea-moreau/index.html").read_text("utf-8")
    assert "/cart/7:1,8:1?storefront=true&amp;utm_source=" in page


def test_the_check_of_carts_can_be_switched_off(tmp_path: Path) -> None:
    output = run(tmp_path, "build", cart="shopify-cart", variants=("", ""), checks="{cart-without-variants: off}")
    assert "cart-without-variants" not in output
