"""Ports for programs that cannot ask the kernel for one (`port 0`)."""

from __future__ import annotations

import random
import socket
from contextlib import suppress


def free_port() -> int:
    """Return a free port of 127.0.0.1 that no other program gets by chance before its own program starts.

    Kernels give `port 0` a number from 32768 up. Two runs of tests draw different ports, even with one seed.
    """
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
