"""How the running Python was built, which decides how fast a build is."""

from __future__ import annotations

import platform
import sys
import sysconfig

_OPTIMISED = "--enable-optimizations"
"""The option of Python's own build that optimises it by a profile. Source: "Configure Python", docs.python.org."""


def is_optimised() -> bool | None:
    """Return whether Python was built with optimisation; None where it does not say (Windows, other Pythons)."""
    options = sysconfig.get_config_var("CONFIG_ARGS")
    return _OPTIMISED in options if isinstance(options, str) and options else None


def describe_python() -> str:
    """Return name, version, place and kind of the running Python, and what to do if it is a slow one."""
    name = f"{platform.python_implementation()} {platform.python_version()} ({sys.executable})"
    match is_optimised():
        case True:
            return f"{name}, built with optimisation."
        case False:
            return (
                f"{name}, built without optimisation: builds take 15 to 30 % longer. Use the Python of Debian, Ubuntu, "
                f"python.org or uv, or build yours with `{_OPTIMISED} --with-lto`."
            )
        case None:
            return f"{name}; it does not say whether it was built with optimisation."
