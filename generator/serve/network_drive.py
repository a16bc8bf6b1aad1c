"""Detection of network drives, which send no change events: the watcher must poll them."""

from __future__ import annotations

from pathlib import Path

# Linux sends no event for changes by another machine or a virtual machine's host. Source: inotify(7), "Limitations".
_FAR = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "vboxsf", "fuse.sshfs", "fuse.vmhgfs", "fuse.grpcfuse", "virtiofs")


def is_far(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Return whether a folder is on a network drive; False if the system does not say (see proc_pid_mounts(5))."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    here, drive = folder.resolve(), ("", "")
    for line in lines:
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if here.is_relative_to(point or "/") and len(point) >= len(drive[0]):
            drive = point, kind
    return drive[1].startswith(_FAR)
