"""Ports for programs that cannot ask the kernel for one (`port 0`)."""

from __future__ import annotations

import random
import socket
from contextlib import suppress


def free_port() -> int:
    """A free port of 127.0.0.1. Nobody is given it by chance before its program starts.

    Kernels give `port 0` a number from 32768 up. Two runs of tests draw different ones, whatever their seeds.
    """
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
