"""The table of docs/networks.md, made from the data. `python -m tests.links.networks_table` writes it again."""

from __future__ import annotations

import re
from pathlib import Path

from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.compiled import compile_network
from generator.models.network import Network

DOCS = Path(__file__).parents[2] / "docs" / "networks.md"
_TABLE = re.compile(r"(?<=-->\n).*?(?=<!-- end -->)", re.DOTALL)


def make_table() -> str:
    rows = [_row(name, load_builtin(name)) for name in builtin_names()]
    return "\n".join(
        ["| scheme | for | needs | sub-id | UTM | found | notes |", "|---|---|---|---|---|---|---|", *rows, ""]
    )


def read_table() -> str:
    match = _TABLE.search(DOCS.read_text("utf-8"))
    assert match
    return match[0]


def _row(name: str, network: Network) -> str:
    title = f"[{network.title}]({network.docs})" if network.docs else network.title
    defaults = {key for key, _ in network.defaults}
    optional = sorted(compile_network(network).variables - set(network.requires) - {"sub", "sub2"} | defaults)
    needs = ", ".join(f"`{key}`" for key in network.requires if key not in defaults) or "–"
    needs += f" ({', '.join(f'`{key}`' for key in optional)})" if optional else ""
    sub = " ".join(
        [f"≤ {network.sub.max}"] * bool(network.sub.max) + [f"`{network.sub.pattern}`"] * bool(network.sub.pattern)
    )
    takes = "sub" in compile_network(network).variables
    cells = [f"`{name}`", title, needs, sub or ("any" if takes else "–"), network.utm, network.confidence]
    return f"| {' | '.join([*cells, network.note or ''])} |".replace("  |", " |")


if __name__ == "__main__":
    DOCS.write_text(_TABLE.sub(lambda _: make_table(), DOCS.read_text("utf-8")), "utf-8")
