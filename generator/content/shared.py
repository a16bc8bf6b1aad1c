"""What pays one person belongs to one person: ids, codes and issued links that two profiles have are told.

Those who have ended, and drafts, count too: printed codes live on, and a copied profile is where it begins.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.site import Profile
from generator.problems import Place, Report


def check_shared(people: Iterable[Profile], report: Report) -> None:
    """Report everything that a second person has as well; each problem names both places."""
    ids: dict[str, Profile] = {}
    codes: dict[str, Profile] = {}
    issued: dict[str, tuple[Profile, Place]] = {}
    for profile in people:
        person, place = profile.person, profile.place
        if person.partner_id:
            first = ids.setdefault(person.partner_id, profile)
            if first is not profile:
                report.error(
                    "shared-partner-id",
                    f"`{person.partner_id[:60]}` is the id of {first.person.name} too, so one would be paid for both",
                    place.at("partner_id"),
                    "write the id that the network gave to each of them",
                    ((f"{first.person.name} has it here", first.place.at("partner_id")),),
                )
        if person.code:
            first = codes.setdefault(person.code.casefold(), profile)  # shops do not tell `lea15` from `LEA15`
            if first is not profile:
                report.error(
                    "shared-code",
                    f"`{person.code[:60]}` is the discount code of {first.person.name} too: "
                    "the shop could not tell whose order it is",
                    place.at("code"),
                    "give each of them a code of their own",
                    ((f"{first.person.name} has it here", first.place.at("code")),),
                )
        for name, link in person.links.items():
            at = place.at("links", name)
            owner, there = issued.setdefault(link, (profile, at))
            if owner is not profile:
                report.error(
                    "shared-link",
                    f"the same link was issued to {owner.person.name}: whoever follows it counts for one of the two",
                    at,
                    "write the link that the platform issued to each of them",
                    ((f"{owner.person.name} has it here", there),),
                )
