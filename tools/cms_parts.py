"""Write generator/cms/parts.json: the hash of each part of the editor's pinned package, in every language.

python -m tools.cms_parts
"""

from __future__ import annotations

import json
from pathlib import Path

from generator.cms.package import VERSION, all_parts
from tests.cms.editor_package import package_files

FILE = Path(__file__).parent.parent / "generator" / "cms" / "parts.json"


def render() -> str:
    """The file, from the package as npm has installed it for the gates."""
    from generator.output.cms_files import sum_of

    sums = {name: sum_of(data) for name, data in sorted(all_parts(package_files()).items())}
    return json.dumps({"version": VERSION, "parts": sums}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(render(), "utf-8")
