"""The pages for forgotten people: they name no person, and link to the directory."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.page_context import PageContext, page_frame, page_head
from generator.pages.render import PlannedPage
from generator.pages.views import MissingPage


def plan_forgotten(plan: PageContext) -> Iterator[PlannedPage]:
    """Yield one page per address of content/forgotten.yaml, so that printed addresses still lead somewhere."""
    lang = plan.site.settings.locale
    for address in dict.fromkeys(plan.site.forgotten):
        head = page_head(plan, plan.site.settings.brand, "", "", index=False)
        root = "../" * (address.count("/") + 1)
        view = MissingPage(page_frame(plan, lang, root, head), gone=True)
        yield PlannedPage(f"{address}/index.html", "text", "missing.html", lang, view)
