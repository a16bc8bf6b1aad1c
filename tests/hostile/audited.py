"""`python -m tests.hostile.audited SITE` builds a site, and prints what its audit hook saw as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

NEVER = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "pty.spawn",
)
NEVER += (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "urllib.Request",
    "ftplib.connect",
    "smtplib.connect",
)

log: dict[str, list[str]] = {"forbidden": [], "reads": [], "writes": []}
watching = False


def is_forbidden(event: str, arguments: tuple[Any, ...]) -> bool:
    """Return whether a build must never do this. The one process that it may start is the decoder of HEIC pictures."""
    decoder = event == "subprocess.Popen" and str(arguments[1][-1]).endswith("/generator/images/decode/heif_decoder.py")
    return event in NEVER and not decoder


# The positions of the changed path among an event's arguments, and of the folder that it may be relative to.
CHANGES = {
    "os.mkdir": (0, 2),
    "os.rename": (1, 3),
    "os.remove": (0, 1),
    "os.rmdir": (0, 1),
    "os.link": (1, 3),
    "os.symlink": (1, 2),
}


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not watching:
        return
    if is_forbidden(event, arguments):
        log["forbidden"].append(f"{event} {arguments!r:.200}")
    elif event == "open" and isinstance(arguments[0], str | bytes):
        flags = arguments[2] or 0
        kind = "writes" if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else "reads"
        log[kind].append(os.path.realpath(os.fsdecode(arguments[0])))
    elif event in ("os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
        log["reads"].append(os.path.realpath(os.fsdecode(arguments[0])))
    elif event in CHANGES:
        path, folder = (arguments[at] for at in CHANGES[event])
        start = (
            str(Path(f"/proc/self/fd/{folder}").readlink()) if folder >= 0 else ""
        )  # a path may be relative to an open folder
        log["writes"].append(os.path.realpath(Path(start) / os.fsdecode(path)))


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # the build would write bytecode in a fresh checkout
    from tests.scenario import run_cli

    folder = Path(sys.argv[1])
    sys.addaudithook(hook)
    watching = True
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], folder)
    watching = False
    print(json.dumps({"code": code, "output": output, **log}))
