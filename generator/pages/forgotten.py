"""Pages for people who were forgotten: they name nobody, and lead to the directory."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.plan import Plan, frame_of, head_of
from generator.pages.render import PlannedPage
from generator.pages.views import MissingPage


def plan_forgotten(plan: Plan) -> Iterator[PlannedPage]:
    """One page an address of content/forgotten.yaml: what was printed must lead somewhere."""
    lang = plan.site.settings.locale
    for address in dict.fromkeys(plan.site.forgotten):
        head = head_of(plan, plan.site.settings.brand, "", "", index=False)
        root = "../" * (address.count("/") + 1)
        view = MissingPage(frame_of(plan, lang, root, head), gone=True)
        yield PlannedPage(f"{address}/index.html", "text", "missing.html", lang, view)
