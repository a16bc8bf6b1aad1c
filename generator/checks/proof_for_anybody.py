"""Links that differ in nothing but a person's slug are proven once for all, with somebody who does not exist."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from generator.links.prove import Payee, prove_link
from generator.links.resolve import Planned
from generator.links.schemes import Scheme
from generator.links.tracking import Step
from generator.sections.wants import LinkWant

_SLUG = re.compile(r"[a-z0-9-]{1,64}")
_NOBODY = Payee("nobody" * 11, "", "", {})
"""Their slug is longer than any, and of the same letters."""


def holds_for_anybody(plan: Planned, destination: str) -> bool:
    """Whether `prove_link` finds no flaw in a plan's own address, whoever the person is; where not, it is to be asked.

    In a link of the kind `none` the person is one pair of the query, `utm_source=<slug>`: such a scheme has no
    variables, so that nothing else of the person is read. The proof takes the address apart at `?`, `&` and `#`, and
    cleans and decodes each piece by itself, which changes nothing in the letters of a slug; the pair's value is
    compared with the plan's and with the person's slug, and is not looked into. So what holds with another word of
    these letters in all three places holds with the slug. The other word is proven with everybody about: an address
    that names anybody else, known or not, does not pass here.
    """
    slug, utm, step = plan.slug, plan.utm, plan.steps[0]
    if len(plan.steps) > 1 or step.network.kind != "none" or utm.get("utm_source") != slug or not _SLUG.fullmatch(slug):
        return False
    before, found, after = plan.href.partition(f"utm_source={slug}")
    if not found or before[-1:] not in ("?", "&") or after[:1] not in ("", "&", "#"):
        return False
    return _holds(step.scheme, before, after, tuple({**utm, "utm_source": _NOBODY.slug}.items()), destination)


@lru_cache(maxsize=4096)
def _holds(scheme: Scheme, before: str, after: str, utm: tuple[tuple[str, str], ...], destination: str) -> bool:
    href = f"{before}utm_source={_NOBODY.slug}{after}"
    want, steps = LinkWant("", destination), (Step("", scheme.network),)
    plan = Planned(want, _NOBODY.slug, "", "", steps, (destination,), {}, dict(utm), href)
    return not prove_link(plan, href, _NOBODY, destination, _Everybody())


class _Everybody(Container[str]):
    """Every text is somebody's slug."""

    def __contains__(self, slug: object) -> bool:
        return True
