"""Whether a folder lies where changes are not told: on a network drive, which must be looked at now and then."""

from __future__ import annotations

from pathlib import Path

# Linux tells of no change that another machine, or the host of a virtual one, made. Source: inotify(7), "Limitations".
_FAR = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "vboxsf", "fuse.sshfs", "fuse.vmhgfs", "fuse.grpcfuse", "virtiofs")


def is_far(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether a folder is on a network drive; False where the system does not say (see proc_pid_mounts(5))."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    here, found = folder.resolve(), ("", "")
    for line in lines:
        _, point, kind, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if here.is_relative_to(point or "/") and len(point) >= len(found[0]):
            found = point, kind
    return found[1].startswith(_FAR)
