"""Install what the tests run beside Python: `python -m tools.gates.install`.

Each part that cannot be had is told; the tests that need it then fail under CI=true, and are skipped elsewhere.
"""

from __future__ import annotations

from tools.gates.browser import install_browser
from tools.gates.fonts import install_fonts
from tools.gates.java import install_java
from tools.gates.nginx import install_nginx
from tools.gates.node import install_node
from tools.gates.uploads import install_uploads


def main() -> None:
    """Install them, and say where they are."""
    parts = {
        "browser": install_browser,
        "fonts": install_fonts,
        "Java": install_java,
        "Node packages": install_node,
        "nginx": install_nginx,
        "rsync and rclone": install_uploads,
    }
    for name, install in parts.items():
        print(f"{name}: {install() or 'could not be installed'}", flush=True)


if __name__ == "__main__":
    main()
