"""How a process starts and uses memory: the settings of the garbage collector."""

from __future__ import annotations

import gc


def collect_garbage_rarely() -> None:
    """Run the garbage collector rarely: a build creates millions of small objects and hardly any cycles."""
    gc.set_threshold(100_000, 50, 1000)
