"""How the running Python was built, which decides how fast a build is, and how it sets the letters of pictures."""

from __future__ import annotations

import platform
import sys
import sysconfig

_OPTIMISE_OPTION = "--enable-optimizations"
"""The option of Python's own build that optimises it by a profile. Source: "Configure Python", docs.python.org."""


def is_optimised() -> bool | None:
    """Return whether Python was built with optimisation; None where it does not say.

    That is so on Windows, in Pythons other than CPython, and in the Python of a Linux system, which may be optimised in
    the system's own way. Debian's and Ubuntu's are (`debian/rules` makes `profile-opt`).
    """
    options = sysconfig.get_config_var("CONFIG_ARGS")
    if not isinstance(options, str) or not options:
        return None
    if _OPTIMISE_OPTION in options:
        return True
    if sys.base_prefix == "/usr":
        return True if _is_debian() else None
    return False


def _is_debian() -> bool:
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in (system["ID"], *system.get("ID_LIKE", "").split())


def describe_python() -> str:
    """Return name, version, place and kind of the running Python, and what to do if it is a slow one."""
    name = f"{platform.python_implementation()} {platform.python_version()} ({sys.executable})"
    match is_optimised():
        case True:
            return f"{name}, built with optimisation."
        case False:
            return (
                f"{name}, built without optimisation: builds take 15 to 30 % longer. Use the Python of Debian, Ubuntu, "
                f"python.org or uv, or build yours with `{_OPTIMISE_OPTION} --with-lto`."
            )
        case None:
            return f"{name}; it does not say whether it was built with optimisation."


def describe_lettering() -> str:
    """Return whether Pillow can shape and kern letters here, and what to do if it cannot."""
    from generator.images.cards.lettering import has_shaping  # lazy: Pillow takes longer to load than all of this

    if has_shaping():
        return "Pillow finds FriBiDi: it kerns the letters of share cards, and draws Arabic, Hebrew and Indic scripts."
    return (
        "Pillow does not find FriBiDi: the letters of share cards are not kerned, and Arabic, Hebrew and Indic scripts "
        "are left out. Install it: `apt install libfribidi0`, `brew install fribidi`."
    )
