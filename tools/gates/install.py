"""Install what the tests run beside Python: `python -m tools.gates.install`.

Each part that cannot be had is named at the end, with what to do; the tests that need it then fail under CI=true, and are
skipped elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tools.gates.browser import install_browser
from tools.gates.fonts import PACKAGES, install_fonts
from tools.gates.java import install_java
from tools.gates.nginx import install_nginx
from tools.gates.node import install_node
from tools.gates.programs import PROGRAMS, install_program

INDEXES = "the package indexes for Python and npm"
PARTS: Mapping[str, tuple[Callable[[], object], str]] = {
    "Chromium": (install_browser, "apt-get install chromium libatomic1"),
    "fonts to compare": (install_fonts, f"apt-get update, and a mirror that has {', '.join(PACKAGES)}"),
    "Java": (install_java, INDEXES),
    "Node and its packages": (install_node, INDEXES),
    "nginx": (install_nginx, "apt-get install nginx"),
    **{name: (partial(install_program, name), f"apt-get install {name}") for name in PROGRAMS},
}
"""What it is, what finds or installs it, and what a person can do where that fails (the packages are Debian's)."""


def main() -> None:
    """Install them, say where they are, and what is missing."""
    found = {name: install() for name, (install, _) in PARTS.items()}
    print()
    for name, place in found.items():
        if place is not None:
            print(f"{name}: {place}")
    missing = [name for name, place in found.items() if place is None]
    if missing:
        print("\nMISSING. The tests that need these are skipped (with CI=true they fail):")
        for name in missing:
            print(f"- {name}: needs {PARTS[name][1]}")
        print("`apt-get install` and `apt-get update` need root. Then run `make test` again.", flush=True)


if __name__ == "__main__":
    main()
