"""The printed QR codes: one per person, which opens the page's own channel for print."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.site import Profile, Site
from generator.images.errors import PictureError
from generator.images.qr import qr_png, qr_svg
from generator.links.errors import LinkError
from generator.links.urls.url import clean_url
from generator.pages.members import QR
from generator.problems import Report

QR_FILE = "qr.svg"
"""The code as a drawing, below the person's address."""
PRINT_WIDTH = 1000  # pixels: 8 cm at 300 dots per inch
LONGEST = 300
"""Letters of an address: there a code has 69 modules a side, and is too fine for a card."""


def printed_address(url: str, slug: str) -> str:
    """Return the address of a code in plain ASCII, because readers disagree about other letters. Raises LinkError."""
    return clean_url(f"{url}/{slug}/{QR}/")


def draw_printed_codes(site: Site, url: str, ink: str, profile: Profile, report: Report) -> dict[str, bytes]:
    """Return a person's codes by their published paths: `qr.svg` and `qr.png`.

    `url` is the site's address without a slash at its end. `ink` is a #hex colour for the SVG.
    """
    slug = profile.slug
    try:
        address = printed_address(url, slug)
        return {
            f"{slug}/{QR_FILE}": qr_svg(address, ink, profile.person.name),
            f"{slug}/qr.png": qr_png(address, PRINT_WIDTH),
        }
    except (LinkError, PictureError) as error:
        report.error(error.name, error.message.rstrip("."), site.place.at("url"), error.help)
        return {}


def check_printed_codes(site: Site, url: str, slugs: Iterable[str], report: Report) -> None:
    """Warn once about addresses that are too long for a printed code, with the longest as example."""
    try:
        longest = max((len(printed_address(url, slug)) for slug in slugs), default=0)
    except LinkError:
        return  # the step that drew the code reported it
    if longest > LONGEST:
        message = f"a printed code has an address of {longest} characters, too many to scan well"
        hint = "shorten the site's address, or switch `qr_codes` off"
        report.warning("long-qr-address", message, site.place.at("url"), hint)
