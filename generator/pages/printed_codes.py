"""The codes that are printed: a QR code a person, leading to their page's own channel for print."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.site import Site
from generator.images.errors import PictureError
from generator.images.qr import qr_png, qr_svg
from generator.links.errors import LinkError
from generator.links.urls import clean_url
from generator.pages.roster import QR, Member
from generator.problems import Report

PRINTED = 1000  # pixels: 8 cm at 300 dots per inch
LONGEST = 300
"""Letters of an address: there a code has 69 modules a side, and is too fine for a card."""


def draw_printed_codes(site: Site, url: str, ink: str, members: Iterable[Member], report: Report) -> dict[str, bytes]:
    """The codes by their published paths: `qr.svg`, `qr.png` beside each page; none where the brand wants none.

    `url` is the site's address without a slash at its end, `ink` a #hex colour for the SVG.
    """
    if not site.settings.qr_codes:
        return {}
    files: dict[str, bytes] = {}
    place, longest = site.place.at("url"), 0
    for member in members:
        slug = member.profile.slug
        try:
            address = clean_url(f"{url}/{slug}/{QR}/")  # plain letters: readers disagree about all others
            files[f"{slug}/qr.svg"] = qr_svg(address, ink, member.profile.person.name)
            files[f"{slug}/qr.png"] = qr_png(address, PRINTED)
        except (LinkError, PictureError) as error:
            report.error(error.name, error.message.rstrip("."), place, error.help)
            return {}
        longest = max(longest, len(address))
    if longest > LONGEST:
        message = f"a printed code holds an address of {longest} letters, too many to scan well"
        report.warning("long-qr-address", message, place, "shorten the site's address, or switch `qr_codes` off")
    return files
