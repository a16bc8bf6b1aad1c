"""Charts as SVG, drawn by Vega-Lite when the report is made: no script is needed to see them.

The drawing library wants fixed colours. Those here are stand-ins, and become the page's own colours, so that a chart
follows light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

_COLOURS = {"#010203": "var(--bar)", "#010204": "var(--ink)", "#010205": "var(--line)", "#010206": "var(--soft)"}
_BAR, _INK, _LINE, _SOFT = _COLOURS
_VERSION = "5.20"
_LONGEST_LABEL = 20


def draw_bars(rows: Sequence[tuple[str, Decimal | float, str]], name: str, title: str) -> str:
    """Draw a bar for each (label, value, what stands at its end)."""
    values = [{"label": _label(label), "value": float(value), "text": text} for label, value, text in rows]
    return _draw(
        {
            "width": 280,
            "height": {"step": 30},
            "data": {"values": values},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": None, "title": None},
                "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}},
            },
            "layer": [
                {"mark": {"type": "bar", "color": _BAR, "cornerRadiusEnd": 3, "height": {"band": 0.62}}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 6, "color": _INK},
                    "encoding": {"text": {"field": "text", "type": "nominal"}},
                },
            ],
        },
        name,
        title,
    )


def draw_intervals(rows: Sequence[tuple[str, float, float, float]], usual: float, name: str, title: str) -> str:
    """Draw a share with its interval for each (label, share, low, high), and a line at the usual share."""
    values = [{"label": _label(label), "share": share, "low": low, "high": high} for label, share, low, high in rows]
    y = {"field": "label", "type": "nominal", "sort": None, "title": None}
    axis = {"format": ".1%", "title": None, "tickCount": 5}
    return _draw(
        {
            "width": 280,
            "height": {"step": 30},
            "layer": [
                {
                    "data": {"values": values},
                    "mark": {"type": "rule", "color": _SOFT, "strokeWidth": 5, "strokeCap": "round"},
                    "encoding": {
                        "y": y,
                        "x": {"field": "low", "type": "quantitative", "axis": axis},
                        "x2": {"field": "high"},
                    },
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "point", "filled": True, "color": _BAR, "size": 70, "opacity": 1},
                    "encoding": {"y": y, "x": {"field": "share", "type": "quantitative"}},
                },
                {
                    "data": {"values": [{"usual": usual}]},
                    "mark": {"type": "rule", "color": _INK, "strokeDash": [3, 3]},
                    "encoding": {"x": {"field": "usual", "type": "quantitative"}},
                },
            ],
        },
        name,
        title,
    )


def draw_weeks(rows: Sequence[tuple[str, float]], name: str, title: str) -> str:
    """Draw a column for each (day that a week begins on, value)."""
    values = [{"week": week, "value": value} for week, value in rows]
    return _draw(
        {
            "width": 430,
            "height": 150,
            "data": {"values": values},
            "mark": {"type": "bar", "color": _BAR, "cornerRadiusEnd": 2},
            "encoding": {
                "x": {
                    "field": "week",
                    "type": "ordinal",
                    "title": None,
                    "axis": {"labelAngle": 0, "labelOverlap": True, "labelSeparation": 8},
                },
                "y": {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 3}},
            },
        },
        name,
        title,
    )


def _own_ids(svg: str, name: str) -> str:
    """Number the ids of a drawing from 1: the library counts on from one drawing to the next."""
    numbers = {old: at for at, old in enumerate(dict.fromkeys(re.findall(r'id="([a-z]+[0-9]+)"', svg)), 1)}
    return re.sub(
        r'(id="|url\(#)([a-z]+[0-9]+)', lambda match: f"{match[1]}{name}-{numbers.get(match[2], match[2])}", svg
    )


def _label(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


def _draw(spec: dict[str, Any], name: str, title: str) -> str:
    """Draw, with the page's colours, ids of its own, and a width that the page decides."""
    import vl_convert  # lazy: it is an optional package

    axis = {"labelColor": _INK, "gridColor": _LINE, "domain": False, "ticks": False, "labelPadding": 8,
    "labelFontSize": 14,
            "labelLimit": 150}  # fmt: skip
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": {
            "background": None,
            "font": "inherit",
            "view": {"stroke": None},
            "axis": axis,
            "text": {"fontSize": 14},
        },
        **spec,
    }
    svg: str = vl_convert.vegalite_to_svg(whole, vl_version=_VERSION)
    for colour, own in _COLOURS.items():
        svg = svg.replace(colour, own)
    svg = _own_ids(svg, name)
    size = re.search(r'width="([0-9.]+)" height="([0-9.]+)" ', svg)
    svg = re.sub(
        r' role="graphics-[^"]*"| aria-roledescription="[^"]*"| aria-label="[^"]*"| aria-hidden="[^"]*"', "", svg
    )
    begin = f'<svg role="img" aria-labelledby="chart-{name}" width="{size[1]}" height="{size[2]}" ' if size else "<svg "
    svg = re.sub(
        r'<svg ([^>]*?)version="1.1" class="marks" width="[0-9.]+" height="[0-9.]+" ',
        lambda match: begin + match[1],
        svg,
    )
    return svg.replace(">", f'><title id="chart-{name}">{_escape(title)}</title>', 1)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
