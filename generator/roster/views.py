"""content/roster-views.yaml: saved views, names of niches that mean the same, and where a product is not sold."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from generator.content.discovery import VIEWS
from generator.content.load import load_one
from generator.content.product_addresses import hint_for_product
from generator.content.site import Site
from generator.models.roster import RosterViews
from generator.problems import Place, Report, did_you_mean
from generator.roster.entry import load_entries
from generator.roster.states import STATES
from generator.roster.tables import COLUMNS, TIERS


def load_views(root: Path, site: Site, report: Report) -> RosterViews:
    """Read the file; an empty one where there is none, or after a reported problem."""
    if not os.path.lexists(root / VIEWS):
        return RosterViews()
    views = load_one(root, RosterViews, VIEWS, report) or RosterViews()
    for name, view in views.views.items():
        place = Place(VIEWS).at("views", name)
        for key, choices in (("state", STATES), ("tier", TIERS)):
            for index, value in enumerate(getattr(view, key)):
                if value not in choices:
                    hint = did_you_mean(value, choices, f"write one of {', '.join(choices)}")
                    report.error("unknown-choice", f"no {key} is called `{value}`", place.at(key, index), hint)
        if view.sort is not None and view.sort.removeprefix("-") not in COLUMNS:
            hint = did_you_mean(view.sort.removeprefix("-"), COLUMNS, f"the columns are {', '.join(COLUMNS)}")
            report.error("unknown-choice", f"no column is called `{view.sort}`", place.at("sort"), hint)
        for index, product in enumerate(view.product):
            if not site.may_have_product(product):
                hint = hint_for_product(product, site.products)
                report.error("unknown-product", f"there is no product `{product}`", place.at("product", index), hint)
    for product in views.not_sold:
        if not site.may_have_product(product):
            hint = hint_for_product(product, site.products)
            where = Place(VIEWS, ("not-sold", product), on="key")
            report.error("unknown-product", f"there is no product `{product}`", where, hint)
    return views


def check_rosters(site: Site, day: date, report: Report) -> None:
    """Report all problems of rosters and saved views."""
    load_entries(site, day, load_views(site.root, site, report).niches, report)
